/* Correcting a case. */

#include <stdlib.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/console/detail_form.h"
#include "zuoxi/console/reveal.h"
#include "zuoxi/console/views.h"

static enum status reread(struct desk *desk, void *fresh, struct err *err)
{
    struct case_edit *edit = fresh;
    struct case_file *file = mem_new(1, sizeof(*file));
    enum status status = casework_load(desk, edit->before.head.id, file, err);
    edit->before = file->record;
    edit->details_before = file->details;
    free(file);
    return status;
}

/* Takes edit over. */
static void open_edit(struct console *console, struct case_edit *edit, const struct draft *restored)
{
    struct edit_subject subject = {
        .kind = DRAFT_EDIT,
        .form = edit,
        .request = edit->request,
        .id = edit->before.head.id,
        .parts = {{&case_record_fields, &edit->before, &edit->after}},
        .part_count = 1,
        .work = casework_edit,
        .object = "case",
        .reread = reread,
        .form_size = sizeof(*edit),
        .home = case_view_open,
    };
    detail_edit_parts(&subject, &console->config->profile, DETAIL_OF_CASE, edit->after.type,
                      &edit->details_before, &edit->details_after);
    char number[CASE_NUMBER_SIZE];
    console_number(console, edit->before.number, number, sizeof(number));
    text_format(subject.title, sizeof(subject.title), _("修改工单 %s"), number);
    edit_page_open(console, &subject, restored);
}

static struct case_edit *begin_edit(const struct console *console, const struct case_file *file)
{
    struct case_edit *edit = mem_new(1, sizeof(*edit));
    edit->before = edit->after = file->record;
    edit->details_before = edit->details_after = file->details;
    edit->opened_at = console_now(console);
    request_make(edit->request);
    return edit;
}

void case_edit_open(struct console *console, const struct case_file *file)
{
    if (!edit_page_show(console, DRAFT_EDIT, file->record.head.id)) {
        open_edit(console, begin_edit(console, file), NULL);
    }
}

void case_edit_finish(struct console *console, int64_t case_id)
{
    struct err err;
    if (edit_page_show(console, DRAFT_EDIT, case_id)) {
        return;
    }
    struct case_file *file = mem_new(1, sizeof(*file));
    if (casework_load(&console->desk, case_id, file, &err) != STATUS_OK) {
        ui_status_err(console->ui, &err);
    } else if (reveal_for_work(console, privacy_case_tie(&console->desk, &file->record), "case", case_id,
                               _("补全工单"))) {
        struct case_edit *edit = begin_edit(console, file);
        edit->after.is_unfinished = false;
        open_edit(console, edit, NULL);
    }
    free(file);
}

void case_edit_restore(struct console *console, const struct draft *draft)
{
    struct case_edit *edit = mem_new(1, sizeof(*edit));
    *edit = *draft->edit;
    case_view_open(console, edit->before.head.id);
    open_edit(console, edit, draft);
}
