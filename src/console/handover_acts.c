/* What can be done with the lines of a handover's log. */

#include <stddef.h>
#include <stdlib.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/base/str.h"
#include "zuoxi/base/text.h"
#include "zuoxi/console/edit_page.h"
#include "zuoxi/console/handover_page.h"
#include "zuoxi/console/prompt.h"
#include "zuoxi/console/sheet.h"
#include "zuoxi/console/views.h"
#include "zuoxi/tui/popup.h"

#define PAGE_LINES 60 /* of printed text */

static const struct handover_line *selected_of(struct view *view)
{
    const struct handover_line *line = handover_selected((struct handover_view *)view);
    if (line == NULL) {
        ui_status(view->ui, STYLE_NORMAL, _("请先选中一条。"));
    }
    return line;
}

static void start_on(struct handover_view *self, const struct record_head *line, enum handover_verb verb,
                     const char *said)
{
    struct handover_act *act = mem_new(1, sizeof(*act));
    act->verb = verb;
    act->line_id = line->id;
    act->version = line->version;
    request_make(act->request);
    errand_start(&self->errand, self->console, handover_act, act, act->request, said);
}

static void start(struct handover_view *self, enum handover_verb verb, const char *said)
{
    const struct handover_line *line = handover_selected(self);
    if (line != NULL) {
        start_on(self, &line->head, verb, said);
    }
}

/* Lines are confirmed and questioned by the relief, who does not see them before the log's window. */
static bool is_early(struct handover_view *self)
{
    if (self->id == 0) {
        ui_status(self->console->ui, STYLE_WARNING,
                  _("还没到交班的时候：接班人到时候逐条确认。现在可以按 n 写一条。"));
    }
    return self->id == 0;
}

void handover_go_on(struct handover_view *self)
{
    for (size_t i = 1; i < self->file->line_count; i++) {
        size_t next = (self->list.selected + i) % self->file->line_count;
        if (handover_line_state(&self->file->lines[next]) != LINE_DONE) {
            self->list.selected = next;
            self->lines_width = 0;
            break;
        }
    }
    view_touch(&self->view);
}

unsigned handover_run_take(struct view *view)
{
    struct handover_view *self = (struct handover_view *)view;
    if (selected_of(view) != NULL && !is_early(self)) {
        start(self, HANDOVER_TAKE, _("已确认接手。"));
        self->is_taking = true;
    }
    return VIEW_HANDLED;
}

/* What the two prompts about a line have in common; verb: what is done with it. */
static enum status fill_act(const struct prompt_draft *draft, enum handover_verb verb, void *argument)
{
    struct handover_act *act = argument;
    act->verb = verb;
    act->line_id = draft->id;
    act->version = draft->version;
    text_copy(act->text, sizeof(act->text), draft->text);
    return STATUS_OK;
}

static enum status fill_question(struct console *console, const struct prompt_draft *draft, void *argument,
                                 struct err *err)
{
    (void)console, (void)err;
    return fill_act(draft, HANDOVER_ASK, argument);
}

static enum status fill_answer(struct console *console, const struct prompt_draft *draft, void *argument,
                               struct err *err)
{
    (void)console, (void)err;
    return fill_act(draft, HANDOVER_ANSWER, argument);
}

static void show(struct console *console, const struct prompt_draft *draft)
{
    handover_view_open(console, draft->page);
}

const struct prompt_kind prompt_handover_ask = {
    .action = "handover.ask",
    .title = N_("疑问：哪里不清楚"),
    .said = N_("疑问已记下，等对方答复。"),
    .work = handover_act,
    .argument_size = sizeof(struct handover_act),
    .request_at = offsetof(struct handover_act, request),
    .fill = fill_question,
    .show = show,
};

const struct prompt_kind prompt_handover_answer = {
    .action = "handover.answer",
    .title = N_("答复"),
    .said = N_("答复已记下，请接班人确认。"),
    .work = handover_act,
    .argument_size = sizeof(struct handover_act),
    .request_at = offsetof(struct handover_act, request),
    .fill = fill_answer,
    .show = show,
};

static void ask(struct view *view, const struct prompt_kind *kind, const struct handover_line *line,
                const char *text)
{
    struct prompt_draft subject = {
        .id = line->head.id, .page = line->handover_id, .version = line->head.version};
    text_copy(subject.about, sizeof(subject.about), line->text);
    text_copy(subject.text, sizeof(subject.text), text);
    prompt_ask(console_of(view), kind, &subject);
}

unsigned handover_run_ask(struct view *view)
{
    const struct handover_line *line = selected_of(view);
    if (line != NULL && !is_early((struct handover_view *)view)) {
        ask(view, &prompt_handover_ask, line, "");
    }
    return VIEW_HANDLED;
}

unsigned handover_run_answer(struct view *view)
{
    const struct handover_line *line = selected_of(view);
    if (line != NULL && line->question[0] == '\0') {
        ui_status(view->ui, STYLE_NORMAL, _("这一条没有疑问。"));
    } else if (line != NULL) {
        ask(view, &prompt_handover_answer, line, line->answer);
    }
    return VIEW_HANDLED;
}

unsigned handover_run_carry(struct view *view)
{
    if (selected_of(view) != NULL && handover_begun((struct handover_view *)view, handover_run_carry)) {
        start((struct handover_view *)view, HANDOVER_CARRY, _("已同意遗留。"));
    }
    return VIEW_HANDLED;
}

static void drop_answered(void *context, bool is_yes)
{
    struct handover_view *self = context;
    if (is_yes) {
        start_on(self, &self->asked, HANDOVER_DROP, _("已删去。"));
    }
}

unsigned handover_run_drop(struct view *view)
{
    const struct handover_line *line = selected_of(view);
    if (line != NULL && handover_begun((struct handover_view *)view, handover_run_drop)) {
        ((struct handover_view *)view)->asked = line->head;
        confirm_open(view->ui, _("删去"), line->text, drop_answered, view);
    }
    return VIEW_HANDLED;
}

static void saved(struct console *console, int64_t id)
{
    (void)id;
    console_touch(console);
    ui_status(console->ui, STYLE_GOOD, _("交接班记录已保存。"));
}

/* Takes edit over. */
static void open_form(struct console *console, struct handover_line_edit *edit, const struct draft *restored)
{
    static const struct record_slot slots[] = {
        {&handover_line_fields, "is_fault", NULL, 0, 0, 4, FORM_LINE},
        {&handover_line_fields, "text", NULL, 1, 0, 12, FORM_PARAGRAPH},
    };
    struct edit_subject subject = {
        .kind = DRAFT_HANDOVER,
        .form = edit,
        .request = edit->request,
        .id = edit->before.head.id,
        .parts = {{&handover_line_fields, &edit->before, &edit->after}},
        .part_count = 1,
        .slots = slots,
        .slot_count = sizeof(slots) / sizeof(slots[0]),
        .work = handover_line_save,
        .saved = saved,
    };
    text_format(subject.title, sizeof(subject.title), _("交接班 %s"),
                handover_part_label(handover_part_parse(edit->after.part)));
    edit_page_open(console, &subject, restored);
}

void handover_line_restore(struct console *console, const struct draft *draft)
{
    struct handover_line_edit *edit = mem_new(1, sizeof(*edit));
    *edit = *draft->handover;
    open_form(console, edit, draft);
}

static bool may_write(struct handover_view *self)
{
    struct err err;
    if (desk_allow(&self->console->desk, RIGHT_CONTACT_SAVE, &err) != STATUS_OK) {
        ui_status_err(self->console->ui, &err);
        return false;
    }
    if (self->file->record.signed_at.given) {
        ui_status(self->console->ui, STYLE_WARNING, _("双方已经签字，要更正请按 m 附一条。"));
        return false;
    }
    return true;
}

/* The parts people write, in the menu's order. */
static const enum handover_part written[] = {PART_EQUIPMENT, PART_DIFFICULT, PART_ITEMS, PART_CLEANING,
                                             PART_OTHER};

static void part_chosen(void *context, int index)
{
    struct handover_view *self = context;
    struct handover_line *line = mem_new(1, sizeof(*line));
    if (index >= 0) {
        struct handover_line_edit *edit = mem_new(1, sizeof(*edit));
        line->handover_id = self->id;
        text_copy(line->part, sizeof(line->part), handover_part_code(written[index]));
        handover_line_begin(&self->console->desk, edit, line);
        open_form(self->console, edit, NULL);
    }
    free(line);
}

unsigned handover_run_new(struct view *view)
{
    struct handover_view *self = (struct handover_view *)view;
    struct menu_item items[sizeof(written) / sizeof(written[0])] = {0};
    for (size_t i = 0; i < sizeof(written) / sizeof(written[0]); i++) {
        items[i].label = handover_part_label(written[i]);
    }
    if (may_write(self) && handover_begun(self, handover_run_new) &&
        !edit_page_show(self->console, DRAFT_HANDOVER, 0)) {
        menu_open(view->ui, _("写哪一部分"), items, sizeof(written) / sizeof(written[0]), part_chosen, self);
    }
    return VIEW_HANDLED;
}

unsigned handover_run_edit(struct view *view)
{
    struct handover_view *self = (struct handover_view *)view;
    const struct handover_line *line = selected_of(view);
    if (line == NULL || !may_write(self) || !handover_begun(self, handover_run_edit) ||
        edit_page_show(self->console, DRAFT_HANDOVER, line->head.id)) {
        return VIEW_HANDLED;
    }
    if (handover_part_is_live(handover_part_parse(line->part))) {
        ui_status(view->ui, STYLE_NORMAL, _("这一部分由系统按实时数据填写，不用改。"));
        return VIEW_HANDLED;
    }
    struct handover_line_edit *edit = mem_new(1, sizeof(*edit));
    handover_line_begin(&self->console->desk, edit, line);
    open_form(self->console, edit, NULL);
    return VIEW_HANDLED;
}

unsigned handover_run_open(struct view *view)
{
    const struct handover_line *line = selected_of(view);
    if (line != NULL && handover_part_parse(line->part) == PART_NOTICES) {
        board_view_open(console_of(view), 0);
    } else if (line != NULL && line->case_id != 0) {
        case_view_open(console_of(view), line->case_id);
    } else if (line != NULL) {
        ui_status(view->ui, STYLE_NORMAL, _("这一条没有工单。"));
    }
    return VIEW_HANDLED;
}

unsigned handover_run_fault(struct view *view)
{
    struct handover_view *self = (struct handover_view *)view;
    const struct handover_line *line = selected_of(view);
    if (line != NULL && handover_begun(self, handover_run_fault)) {
        struct handover_act *act = mem_new(1, sizeof(*act));
        act->line_id = line->head.id;
        request_make(act->request);
        errand_start(&self->errand, self->console, handover_fault_case, act, act->request,
                     _("故障已开成工单，按 o 打开。"));
    }
    return VIEW_HANDLED;
}

static enum status fill_note(struct console *console, const struct prompt_draft *draft, void *argument,
                             struct err *err)
{
    struct handover_note *note = argument;
    (void)console, (void)err;
    note->id = draft->page;
    text_copy(note->text, sizeof(note->text), draft->text);
    return STATUS_OK;
}

const struct prompt_kind prompt_handover_note = {
    .action = "handover.note",
    .title = N_("更正：附在签过字的记录后面"),
    .said = N_("更正已附在记录后面。"),
    .max = 500,
    .work = handover_note,
    .argument_size = sizeof(struct handover_note),
    .request_at = offsetof(struct handover_note, request),
    .fill = fill_note,
    .show = show,
};

unsigned handover_run_note(struct view *view)
{
    struct handover_view *self = (struct handover_view *)view;
    if (!self->file->record.signed_at.given) {
        ui_status(view->ui, STYLE_NORMAL, _("双方还没有签字，按 F4 直接修改。"));
    } else {
        prompt_ask(self->console, &prompt_handover_note, &(struct prompt_draft){.page = self->id});
    }
    return VIEW_HANDLED;
}

static size_t count_lines(const char *text)
{
    size_t lines = 0;
    for (; *text != '\0'; text++) {
        lines += *text == '\n';
    }
    return lines;
}

unsigned handover_run_print(struct view *view)
{
    struct handover_view *self = (struct handover_view *)view;
    struct sheet_paper paper = {.printed = handover_printed, .id = self->id};
    struct err err;
    if (!handover_begun(self, handover_run_print)) {
        return VIEW_HANDLED;
    }
    if (handover_sheet(&self->console->desk, self->file, &paper.text, &err) != STATUS_OK) {
        ui_status_err(view->ui, &err);
        return VIEW_HANDLED;
    }
    handover_html(str_text(&paper.text), &paper.html);
    paper.pages = 1 + count_lines(str_text(&paper.text)) / PAGE_LINES;
    text_format(paper.title, sizeof(paper.title), _("交接班记录"));
    text_format(paper.stem, sizeof(paper.stem), "handover-%lld-%s", (long long)self->file->record.date.value,
                self->file->record.shift);
    sheet_paper_open(self->console, &paper);
    return VIEW_HANDLED;
}
