/* Posting a notice and correcting one. */

#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/console/edit_page.h"
#include "zuoxi/console/views.h"
#include "zuoxi/domain/area.h"

static const struct record_slot slots[] = {
    {&notice_fields, "kind", NULL, 0, 0, 5, FORM_LINE},
    {&notice_fields, "title", NULL, 0, 5, 7, FORM_LINE},
    {&notice_fields, "start_at", NULL, 1, 0, 6, FORM_LINE},
    {&notice_fields, "expected_at", NULL, 1, 6, 6, FORM_LINE},
    {&notice_fields, "buildings", NULL, 2, 0, 12, FORM_LINE},
    {&notice_fields, "stations", NULL, 3, 0, 6, FORM_LINE},
    {&notice_fields, "categories", NULL, 3, 6, 6, FORM_LINE},
    {&notice_fields, "is_must_read", NULL, 4, 0, 3, FORM_LINE},
    {&notice_fields, "say", NULL, 5, 0, 12, FORM_PARAGRAPH},
};

/* How the list of buildings was understood: before it is posted, not when the first caller is missed. */
static void remark(struct form *form, const void *subject_form)
{
    const struct notice *notice = &((const struct notice_change *)subject_form)->after;
    struct area area;
    struct str text = {0};
    area_parse(&area, notice->buildings, "", "");
    if (area.spot_count > 0) {
        str_add(&text, "= ");
        area_describe(&area, &text);
    } else if (notice->buildings[0] != '\0') {
        str_add(&text, _("没有认出小区，写法如 和平里3-5号楼、7号楼；阳光城"));
    }
    form_set_remark(form, "buildings", str_text(&text), area.spot_count == 0 && text.length > 0);
    str_free(&text);
    area_clear(&area);
}

static enum status reread(struct desk *desk, void *fresh, struct err *err)
{
    struct notice_change *change = fresh;
    return board_load(desk, change->before.head.id, &change->before, err);
}

/* Takes change over. */
static void open_form(struct console *console, struct notice_change *change, const struct draft *restored)
{
    struct edit_subject subject = {
        .kind = DRAFT_NOTICE,
        .form = change,
        .request = change->request,
        .id = change->before.head.id,
        .parts = {{&notice_fields, &change->before, &change->after}},
        .part_count = 1,
        .slots = slots,
        .slot_count = sizeof(slots) / sizeof(slots[0]),
        .work = board_save,
        .object = "notice",
        .reread = reread,
        .form_size = sizeof(*change),
        .remark = remark,
        .home = board_view_open,
        .saved = board_view_open,
    };
    text_copy(subject.title, sizeof(subject.title), subject.id == 0 ? _("发布公告") : _("更正公告"));
    edit_page_open(console, &subject, restored);
}

/* May this person post at all? Says why not. */
static bool may_post(struct console *console)
{
    struct err err;
    if (desk_allow(&console->desk, RIGHT_NOTICE_POST, &err) != STATUS_OK) {
        ui_status_err(console->ui, &err);
        return false;
    }
    if (console->config->profile.sets[SET_NOTICE].count == 0) {
        ui_status(console->ui, STYLE_ERROR, _("行业方案里没有公告种类（notice），不能发布，请管理员补上。"));
        return false;
    }
    return true;
}

void notice_form_open(struct console *console, const struct notice *notice)
{
    if (may_post(console) && !edit_page_show(console, DRAFT_NOTICE, notice != NULL ? notice->head.id : 0)) {
        struct notice_change *change = mem_new(1, sizeof(*change));
        board_begin(&console->desk, change, notice);
        open_form(console, change, NULL);
    }
}

void notice_form_open_cluster(struct console *console, const struct cluster *cluster)
{
    if (may_post(console)) {
        struct notice_change *change = mem_new(1, sizeof(*change));
        board_begin_cluster(&console->desk, change, cluster);
        open_form(console, change, NULL);
    }
}

void notice_form_restore(struct console *console, const struct draft *draft)
{
    struct notice_change *change = mem_new(1, sizeof(*change));
    *change = *draft->notice;
    open_form(console, change, draft);
}
