/* What the case view says below its head: content, fields, timeline, as wrapped lines. */

#include <string.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/console/case_page.h"
#include "zuoxi/console/detail_form.h"
#include "zuoxi/console/paint.h"
#include "zuoxi/domain/explain.h"

/* Shown in the head of the page already. */
static const char *const in_head[] = {"number",    "type",        "category",    "grade",
                                      "state",     "unit",        "customer_id", "name",
                                      "title",     "phone",       "address",     "station",
                                      "content",   "has_time",    "has_place",   "has_person",
                                      "has_event", "has_contact", "accepted_at", "is_confidential",
                                      NULL};

static void add_elements(struct case_page *self, struct text_lines *lines, int width)
{
    const struct case_record *record = &self->preview.shown->record;
    const struct {
        bool has;
        const char *label;
    } elements[] = {{record->has_time, _("时间")},
                    {record->has_place, _("地点")},
                    {record->has_person, _("人物")},
                    {record->has_event, _("事件")},
                    {record->has_contact, _("联系")}};
    struct str text = {0};
    text_pad(&text, _("核对"), 12);
    for (size_t i = 0; i < sizeof(elements) / sizeof(elements[0]); i++) {
        str_printf(&text, "[%s] %s ", elements[i].has ? "x" : " ", elements[i].label);
    }
    text_lines_add(lines, width, 12, STYLE_DIM, str_text(&text));
    str_free(&text);
}

/* "等班长审批  挂起，1001 14:32 申请：等配件（a 审批）" */
static void add_asked(struct case_page *self, struct text_lines *lines, int width)
{
    const struct step *asked = &self->preview.file->asked;
    struct str text = {0};
    char time[24];
    if (asked->head.id == 0) {
        return;
    }
    time_short(console_now(self->console), asked->made_at.value, time);
    text_pad(&text, _("等待审批"), 12);
    str_printf(&text, _("%s%s%s，%s %s 提出：%s"),
               profile_action_label(&self->console->config->profile, asked->action),
               asked->extra[0] != '\0' ? " " : "", asked->extra, asked->badge, time, asked->reason);
    if (desk_has_right(&self->console->desk, RIGHT_CASE_APPROVE)) {
        str_add(&text, _("（按 a 审批）"));
    }
    text_lines_add(lines, width, 12, STYLE_WARNING, str_text(&text));
    str_free(&text);
}

/* Loudly: a due time that rests on guessed holidays (R2.10). */
static void add_missing_year(const struct case_page *self, struct text_lines *lines, int width)
{
    const struct case_file *file = self->preview.file;
    int year = explain_missing_year(file->legs, file->leg_count, &file->ledger,
                                    &self->console->config->settings.rules);
    char text[200];
    if (year != 0) {
        text_format(text, sizeof(text),
                    _("注意        没有 %d 年的节假日安排，到期时间只按周末推算（e 时限说明）"), year);
        text_lines_add(lines, width, 12, STYLE_ERROR, text);
    }
}

static size_t times_made(const struct case_file *file, const char *action)
{
    size_t count = 0;
    for (size_t i = 0; i < file->timeline_count; i++) {
        count += !file->timeline[i].is_undone && strcmp(file->timeline[i].action, action) == 0;
    }
    return count;
}

/* "次数  催办2  退单1  重办1": what is counted, where there is any. */
static void add_counts(struct case_page *self, struct text_lines *lines, int width)
{
    const struct profile *profile = &self->console->config->profile;
    struct str text = {0};
    text_pad(&text, _("次数"), 12);
    size_t bare = text.length;
    for (size_t i = 0; i < profile->move_count; i++) {
        const struct move_rule *move = &profile->moves[i];
        bool is_counted =
            move->effect != EFFECT_NONE && move->effect != EFFECT_RESUME && move->effect != EFFECT_CALLBACK;
        size_t count = is_counted ? times_made(self->preview.file, move->id) : 0;
        if (count > 0) {
            str_printf(&text, "%s%zu  ", move->label, count);
        }
    }
    if (times_made(self->preview.file, "attempt") > 0) {
        str_printf(&text, _("回访未通%zu  "), times_made(self->preview.file, "attempt"));
    }
    if (text.length > bare) {
        text_lines_add(lines, width, 12, STYLE_STRONG, str_text(&text));
    }
    str_free(&text);
}

void case_lines_fields(struct case_page *self, struct text_lines *lines, int width)
{
    const struct case_record *record = &self->preview.shown->record;
    add_missing_year(self, lines, width);
    add_asked(self, lines, width);
    add_counts(self, lines, width);
    text_lines_add(lines, width, 0, STYLE_NORMAL, record->content);
    add_elements(self, lines, width);
    case_family_add_lines(self, lines, width);
    text_lines_record(lines, width, &self->console->config->profile, &case_record_fields, record, in_head);
    detail_lines_add(lines, width, &self->console->config->profile, DETAIL_OF_CASE,
                     &self->preview.shown->details);
    detail_lines_add(lines, width, &self->console->config->profile, DETAIL_OF_CONTACT,
                     &self->preview.shown->details);
    reading_add_lines(&self->reading, lines, width);
}

void case_lines_timeline(struct case_page *self, struct text_lines *lines, int width)
{
    const struct case_file *file = self->preview.file;
    int64_t now = console_now(self->console);
    /* The newest first: it is what the caller asks for. */
    for (size_t i = file->timeline_count; i-- > 0;) {
        const struct timeline_row *row = &file->timeline[i];
        char time[24];
        struct str text = {0};
        time_short(now, row->at, time);
        text_pad(&text, time, 12);
        text_pad(&text, profile_action_label(&self->console->config->profile, row->action), 9);
        str_add(&text, row->badge);
        if (row->reporter[0] != '\0') {
            str_printf(&text, _("（%s 报告）"), row->reporter);
        }
        str_printf(&text, "%s  %s", row->is_undone ? _("（已撤销）") : "", row->note);
        text_lines_add(lines, width, 12, row->is_undone ? STYLE_DIM : STYLE_NORMAL, str_text(&text));
        str_free(&text);
    }
    if (file->timeline_count == TIMELINE_MAX) {
        text_lines_add(lines, width, 0, STYLE_DIM, _("（只列出最早的 200 条经过）"));
    }
}
