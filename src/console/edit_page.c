#include "zuoxi/console/edit_merge.h"
#include "zuoxi/console/lint.h"

#include <stdlib.h>
#include <string.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/console/draft_keeper.h"
#include "zuoxi/console/views.h"
#include "zuoxi/tui/popup.h"

#define SLOTS_MAX 160

struct edit_page {
    struct view view;
    struct edit_subject subject;
    struct record_form *form;
    unsigned long revision; /* of the form, already read into the subject */
    struct draft_keeper draft;
    struct edit_merge merge;
    struct task task;
    bool is_refused; /* the save was, and what clashes is yet to be asked: another page was in front */
    struct err told; /* why a save waits, as last said */
};

static struct edit_page *self_of(struct view *view)
{
    return (struct edit_page *)view;
}

static struct form *form_of(const struct edit_page *self)
{
    return record_form_form(self->form);
}

/* Put the form's texts into the records; the first one that cannot be is told, the rest is read all the same.
 */
static enum status read_form(struct edit_page *self, const char **field, struct err *err)
{
    enum status first = STATUS_OK;
    for (size_t i = 0; i < self->subject.part_count; i++) {
        const struct edit_part *part = &self->subject.parts[i];
        const char *at = NULL;
        struct err reason;
        enum status status =
            record_form_read(self->form, form_of(self), part->table, part->after, &at, &reason);
        if (status != STATUS_OK && first == STATUS_OK) {
            first = status;
            *err = reason;
            *field = at;
        }
    }
    return first;
}

static void remark(struct edit_page *self)
{
    if (self->subject.remark != NULL) {
        self->subject.remark(form_of(self), self->subject.form);
    }
}

/* After a key: read what changed. Values that cannot be are told when saving. */
static void sync(struct edit_page *self)
{
    struct err err;
    const char *field;
    view_touch(&self->view);
    record_form_expand_times(self->form, form_of(self), console_now(console_of(&self->view)), false);
    if (form_revision(form_of(self)) == self->revision) {
        return;
    }
    record_form_narrow(self->form);
    read_form(self, &field, &err);
    record_form_unread(self->form, form_of(self), &self->draft.unread);
    remark(self);
    edit_merge_typed(&self->merge);
    self->revision = form_revision(form_of(self));
    draft_keeper_touch(&self->draft);
}

static unsigned key(struct view *view, uint32_t pressed)
{
    struct edit_page *self = self_of(view);
    bool was_full = false;
    if (self->task.is_running || !form_key(form_of(self), pressed, &was_full)) {
        return 0;
    }
    if (was_full) {
        ui_status(view->ui, STYLE_WARNING, _("这一项已经写满。"));
    }
    sync(self);
    return VIEW_HANDLED;
}

static unsigned paste(struct view *view, const char *bytes, size_t length)
{
    struct edit_page *self = self_of(view);
    bool was_full = false;
    if (!self->task.is_running) {
        form_paste(form_of(self), bytes, length, &was_full);
        sync(self);
    }
    if (was_full) {
        ui_status(view->ui, STYLE_WARNING, _("粘贴的内容太长，超出的部分没有放进来。"));
    }
    return VIEW_HANDLED;
}

static unsigned mouse(struct view *view, int y, int x, enum ui_mouse what)
{
    struct edit_page *self = self_of(view);
    if (what != UI_MOUSE_PRESS || self->task.is_running || !form_click(form_of(self), y, x)) {
        return 0;
    }
    sync(self);
    return VIEW_HANDLED;
}

static void draw(struct view *view, struct canvas *canvas, bool has_focus)
{
    struct edit_page *self = self_of(view);
    draw_clear(canvas);
    form_draw(form_of(self), canvas, has_focus && !self->task.is_running);
}

static bool part_differs(const struct edit_part *part)
{
    for (size_t i = 0; i < part->table->count; i++) {
        if (field_differs(&part->table->fields[i], part->before, part->after)) {
            return true;
        }
    }
    return false;
}

/* Do the records, as the form says them, differ from what was loaded? What cannot be read differs too. */
static bool has_changes(struct edit_page *self)
{
    struct err err;
    const char *field;
    bool differs = read_form(self, &field, &err) != STATUS_OK;
    for (size_t i = 0; i < self->subject.part_count && !differs; i++) {
        differs = part_differs(&self->subject.parts[i]);
    }
    return differs;
}

/* name: the item at fault, "" when none. */
static enum status check_form(struct edit_page *self, char name[DETAIL_NAME_SIZE], struct err *err)
{
    const char *unread = "";
    record_form_expand_times(self->form, form_of(self), console_now(console_of(&self->view)), true);
    enum status status = read_form(self, &unread, err);
    text_copy(name, DETAIL_NAME_SIZE, unread);
    for (size_t i = 0; i < self->subject.part_count && status == STATUS_OK; i++) {
        const struct field *first = NULL;
        status = field_check(self->subject.parts[i].table, self->subject.parts[i].after, &first, err);
        if (first != NULL) {
            record_form_name(self->subject.parts[i].table, first, name);
        }
    }
    return status;
}

static unsigned run_save(struct view *view)
{
    struct edit_page *self = self_of(view);
    char name[DETAIL_NAME_SIZE];
    struct err err;
    if (self->task.is_running) {
        return VIEW_HANDLED;
    }
    if (check_form(self, name, &err) != STATUS_OK) {
        form_set_focus(form_of(self), name);
        ui_status_err(view->ui, &err);
        view_touch(view);
        return VIEW_HANDLED;
    }
    if (!has_changes(self)) {
        draft_keeper_drop(&self->draft);
        ui_status(view->ui, STYLE_NORMAL, _("没有改动。"));
        return VIEW_HANDLED | VIEW_CLOSE;
    }
    draft_keeper_flush(&self->draft);
    self->told = (struct err){0};
    task_start(&self->task, self->subject.work, self->subject.form, self->subject.request);
    ui_status(view->ui, STYLE_DIM, _("正在保存……"));
    ui_wake_at(view->ui, clock_boot_ms(console_of(view)->clock));
    return VIEW_HANDLED;
}

static void finish(struct edit_page *self)
{
    struct console *console = console_of(&self->view);
    draft_keeper_drop(&self->draft);
    console_touch(console);
    ui_status(console->ui, STYLE_GOOD, self->subject.id != 0 ? _("修改已保存。") : _("已保存。"));
    if (self->subject.saved != NULL) {
        self->subject.saved(console, self->task.result);
    }
    ui_close_view(console->ui, &self->view);
}

/* Others' changes have come into the records and the form. */
static void merged(struct edit_page *self)
{
    record_form_show_unread(self->form, &self->draft.unread);
    remark(self);
    self->revision = form_revision(form_of(self));
    if (self->draft.has_draft) {
        draft_keeper_touch(&self->draft);
    }
    view_touch(&self->view);
}

static void look_at_others(struct edit_page *self)
{
    const struct edit_subject *subject = &self->subject;
    if (edit_merge_step(&self->merge)) {
        merged(self);
    }
    if (subject->reread != NULL &&
        others_look(&self->merge.others, console_of(&self->view), subject->object, subject->id)) {
        view_touch(&self->view);
    }
}

static void settled(void *context, bool is_settled)
{
    struct edit_page *self = context;
    merged(self);
    if (is_settled) {
        run_save(&self->view);
    } else {
        ui_status(self->view.ui, STYLE_WARNING, _("没有保存，您填的都还在。"));
    }
}

/* The question would open over whatever page is in front: it waits for this one. */
static bool may_ask(struct edit_page *self)
{
    struct ui *ui = self->view.ui;
    return ui_front(ui) == &self->view && !ui_has_popup(ui);
}

static void refused(struct edit_page *self)
{
    bool is_conflict = self->task.err.status == STATUS_CONFLICT;
    self->is_refused = is_conflict && !may_ask(self);
    if (self->is_refused) {
        ui_status(self->view.ui, STYLE_ERROR, _("%s，还没有保存。按 F6 回去选存哪个。"), self->task.err.what);
    } else if (!is_conflict || !edit_merge_settle(&self->merge, settled, self)) {
        ui_status_err(self->view.ui, &self->task.err);
    }
    view_touch(&self->view);
}

static void step(struct view *view)
{
    struct edit_page *self = self_of(view);
    draft_keeper_step(&self->draft);
    if (may_ask(self)) {
        lint_step(console_of(view), form_of(self));
    }
    if (self->is_refused && may_ask(self)) {
        refused(self);
    }
    if (!self->task.is_running && !ui_is_ending(view->ui) && !ui_has_popup(view->ui)) {
        look_at_others(self);
    }
    if (ui_is_ending(view->ui) || !self->task.is_running ||
        !console_step_task(console_of(view), &self->task, &self->told)) {
        return;
    }
    if (self->task.err.status == STATUS_OK) {
        finish(self);
    } else {
        refused(self);
    }
}

static unsigned run_back(struct view *view)
{
    struct edit_page *self = self_of(view);
    if (self->task.is_running) {
        task_cancel(&self->task);
        self->task.is_running = false;
        ui_status(view->ui, STYLE_WARNING, _("已停止保存，内容都在，可以继续修改。"));
        view_touch(view);
        return VIEW_HANDLED;
    }
    if (!self->draft.has_draft || !has_changes(self)) {
        draft_keeper_drop(&self->draft);
        return VIEW_HANDLED | VIEW_CLOSE;
    }
    if (self->subject.home != NULL) {
        self->subject.home(console_of(view), self->subject.id);
        draft_keeper_left(&self->draft, _("修改没有保存，草稿已留，F4 回去继续。"));
    } else {
        queue_view_show(console_of(view));
        draft_keeper_left(&self->draft, _("没有保存，草稿已留，F6 切换回去继续。"));
    }
    return VIEW_HANDLED;
}

static void discard_answered(void *context, bool is_yes)
{
    struct edit_page *self = context;
    if (is_yes) {
        draft_keeper_drop(&self->draft);
        ui_status(self->view.ui, STYLE_NORMAL, _("修改已放弃，草稿已删除。"));
        ui_close_view(self->view.ui, &self->view);
    }
}

static unsigned run_discard(struct view *view)
{
    struct edit_page *self = self_of(view);
    if (!self->task.is_running) {
        confirm_open(view->ui, _("放弃修改"), _("这些改动和它们的草稿都会删除，不能恢复。放弃吗？"),
                     discard_answered, self);
    }
    return VIEW_HANDLED;
}

static void title(struct view *view, char *out, size_t size)
{
    struct edit_page *self = self_of(view);
    draft_keeper_title(&self->draft, self->subject.title, out, size);
    others_title(&self->merge.others, out, size);
}

static void close_view(struct view *view)
{
    struct edit_page *self = self_of(view);
    draft_keeper_flush(&self->draft);
    edit_merge_end(&self->merge);
    if (self->task.is_running) {
        task_cancel(&self->task);
    }
    record_form_free(&self->form);
    free(self->subject.form);
    free(self);
}

static const struct action actions[] = {
    {"edit.save", UI_CTRL | 'S', N_("保存"), N_("保存改动；级别或类型变了会重算时限"), run_save, ACTION_BAR},
    {"edit.back", UI_KEY_ESC, N_("返回"), N_("回到原来的页面，有改动时草稿保留"), run_back, ACTION_BAR},
    {"edit.book", UI_KEY_F(5), N_("话术"), N_("打开话术和知识，输入的内容不会丢"), phrasebook_run, 0},
    {"edit.discard", UI_KEY_F(8), N_("放弃"), N_("放弃改动并删除草稿（先询问）"), run_discard, ACTION_BAR},
};

const struct action_table edit_page_actions = {"edit", N_("填写与修改"), actions,
                                               sizeof(actions) / sizeof(actions[0]), true};

static const struct view_ops ops = {
    .name = "edit",
    .actions = actions,
    .action_count = sizeof(actions) / sizeof(actions[0]),
    .title = title,
    .draw = draw,
    .step = step,
    .key = key,
    .paste = paste,
    .mouse = mouse,
    .close = close_view,
};

/* The subject's own layout, or every editable field of its tables below each other. Returns how many. */
static size_t lay_out(const struct edit_subject *subject, struct record_slot *slots)
{
    size_t count = 0;
    int row = 0;
    if (subject->slots != NULL) {
        memcpy(slots, subject->slots, subject->slot_count * sizeof(*slots));
        return subject->slot_count;
    }
    for (size_t i = 0; i < subject->part_count; i++) {
        size_t more = record_form_layout(subject->parts[i].table, slots + count, SLOTS_MAX - count);
        for (size_t s = count; s < count + more; s++) {
            slots[s].row += row;
        }
        count += more;
        row = count > 0 ? slots[count - 1].row + 1 : 0;
    }
    return count;
}

void edit_page_open(struct console *console, const struct edit_subject *subject, const struct draft *restored)
{
    struct record_slot slots[SLOTS_MAX];
    struct edit_page *self = mem_new(1, sizeof(*self));
    size_t count = lay_out(subject, slots);
    self->view.ops = &ops;
    self->subject = *subject;
    self->subject.slots = NULL;
    self->form = record_form_new(&console->config->profile, slots, count, NULL, 0);
    for (size_t i = 0; i < subject->part_count; i++) {
        record_form_fill(self->form, subject->parts[i].table, subject->parts[i].after);
    }
    for (size_t i = 0; i < count; i++) { /* Page Down goes from record to record */
        char name[DETAIL_NAME_SIZE];
        if (i == 0 || slots[i].table != slots[i - 1].table) {
            record_form_name(slots[i].table, field_find(slots[i].table, slots[i].field), name);
            form_add_flags(form_of(self), name, FORM_PART);
        }
    }
    record_form_set_clock(self->form, console->clock);
    lint_attach(console, form_of(self));
    draft_keeper_begin(&self->draft, &self->view, subject->kind, subject->form, restored);
    record_form_show_unread(self->form, &self->draft.unread);
    remark(self);
    self->revision = form_revision(form_of(self));
    ui_open_page(console->ui, &self->view);
    edit_merge_begin(&self->merge, console, &self->subject, self->form);
}

bool edit_page_show(struct console *console, enum draft_kind kind, int64_t id)
{
    for (size_t i = 0; i < ui_page_count(console->ui); i++) {
        struct view *page = ui_page(console->ui, i);
        if (page->ops == &ops && self_of(page)->subject.kind == kind && self_of(page)->subject.id == id) {
            ui_show_page(console->ui, page);
            return true;
        }
    }
    return false;
}

size_t edit_page_unsaved(struct console *console)
{
    size_t count = 0;
    for (size_t i = 0; i < ui_page_count(console->ui); i++) {
        struct view *page = ui_page(console->ui, i);
        count += page->ops == &ops && self_of(page)->draft.has_draft;
    }
    return count;
}
