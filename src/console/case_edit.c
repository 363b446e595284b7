/* Correcting a case: every field a person may change, laid out from the field table. */

#include <stdlib.h>
#include <string.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/console/draft_keeper.h"
#include "zuoxi/console/record_form.h"
#include "zuoxi/console/views.h"
#include "zuoxi/tui/popup.h"

#define SLOTS_MAX 64

struct edit_view {
    struct view view;
    struct console *console;
    struct record_form *form;
    struct case_edit edit;  /* before: as loaded; after: always what the form says */
    unsigned long revision; /* of the form, already read into edit */
    struct draft_keeper draft;
    struct task task;
    struct err told; /* why a save waits, as last said */
};

static struct edit_view *self_of(struct view *view)
{
    return (struct edit_view *)view;
}

static struct form *form_of(const struct edit_view *self)
{
    return record_form_form(self->form);
}

/* After a key: read what changed. Values that cannot be are told when saving. */
static void sync(struct edit_view *self)
{
    struct err err;
    view_touch(&self->view);
    if (form_revision(form_of(self)) == self->revision) {
        return;
    }
    record_form_narrow(self->form);
    record_form_read(self->form, form_of(self), &case_record_fields, &self->edit.after, NULL, &err);
    record_form_unread(self->form, form_of(self), &self->draft.unread);
    self->revision = form_revision(form_of(self));
    draft_keeper_touch(&self->draft);
}

static unsigned key(struct view *view, uint32_t pressed)
{
    struct edit_view *self = self_of(view);
    bool was_full = false;
    if (self->task.is_running || !form_key(form_of(self), pressed, &was_full)) {
        return 0;
    }
    if (was_full) {
        ui_status(self->console->ui, STYLE_WARNING, _("这一项已经写满。"));
    }
    sync(self);
    return VIEW_HANDLED;
}

static unsigned paste(struct view *view, const char *bytes, size_t length)
{
    struct edit_view *self = self_of(view);
    if (!self->task.is_running) {
        form_paste(form_of(self), bytes, length, NULL);
        sync(self);
    }
    return VIEW_HANDLED;
}

static unsigned mouse(struct view *view, int y, int x, enum ui_mouse what)
{
    struct edit_view *self = self_of(view);
    if (what != UI_MOUSE_PRESS || self->task.is_running || !form_click(form_of(self), y, x)) {
        return 0;
    }
    sync(self);
    return VIEW_HANDLED;
}

static void draw(struct view *view, struct canvas *canvas, bool has_focus)
{
    struct edit_view *self = self_of(view);
    draw_clear(canvas);
    form_draw(form_of(self), canvas, has_focus && !self->task.is_running);
}

/* Does the record, as the form says it, differ from what was loaded? What cannot be read differs too. */
static bool has_changes(struct edit_view *self)
{
    struct err err;
    if (record_form_read(self->form, form_of(self), &case_record_fields, &self->edit.after, NULL, &err) !=
        STATUS_OK) {
        return true;
    }
    for (size_t i = 0; i < case_record_fields.count; i++) {
        if (field_differs(&case_record_fields.fields[i], &self->edit.before, &self->edit.after)) {
            return true;
        }
    }
    return false;
}

static unsigned run_save(struct view *view)
{
    struct edit_view *self = self_of(view);
    struct ui *ui = self->console->ui;
    const char *field = NULL;
    struct err err;
    if (self->task.is_running) {
        return VIEW_HANDLED;
    }
    enum status status =
        record_form_read(self->form, form_of(self), &case_record_fields, &self->edit.after, &field, &err);
    if (status == STATUS_OK) {
        const struct field *first = NULL;
        status = field_check(&case_record_fields, &self->edit.after, &first, &err);
        field = first != NULL ? first->name : NULL;
    }
    if (status != STATUS_OK) {
        if (field != NULL) {
            form_set_focus(form_of(self), field);
        }
        ui_status_err(ui, &err);
        view_touch(view);
        return VIEW_HANDLED;
    }
    if (!has_changes(self)) {
        draft_keeper_drop(&self->draft);
        ui_status(ui, STYLE_NORMAL, _("没有改动。"));
        return VIEW_HANDLED | VIEW_CLOSE;
    }
    draft_keeper_flush(&self->draft);
    self->told = (struct err){0};
    task_start(&self->task, casework_edit, &self->edit, self->edit.request);
    ui_status(ui, STYLE_DIM, _("正在保存……"));
    ui_wake_at(ui, clock_boot_ms(self->console->clock));
    return VIEW_HANDLED;
}

static void step(struct view *view)
{
    struct edit_view *self = self_of(view);
    struct console *console = self->console;
    draft_keeper_step(&self->draft);
    if (ui_is_ending(console->ui) || !self->task.is_running ||
        !console_step_task(console, &self->task, &self->told)) {
        return;
    }
    if (self->task.err.status == STATUS_OK) {
        draft_keeper_drop(&self->draft);
        console_touch(console);
        ui_status(console->ui, STYLE_GOOD, _("修改已保存。"));
        ui_close_view(console->ui, view);
    } else {
        ui_status_err(console->ui, &self->task.err);
        view_touch(view);
    }
}

static unsigned run_back(struct view *view)
{
    struct edit_view *self = self_of(view);
    if (self->task.is_running) {
        task_cancel(&self->task);
        self->task.is_running = false;
        ui_status(self->console->ui, STYLE_WARNING, _("已停止保存，内容都在，可以继续修改。"));
        view_touch(view);
        return VIEW_HANDLED;
    }
    if (!has_changes(self)) {
        draft_keeper_drop(&self->draft);
        return VIEW_HANDLED | VIEW_CLOSE;
    }
    draft_keeper_flush(&self->draft);
    case_view_open(self->console, self->edit.before.head.id);
    ui_status(self->console->ui, STYLE_NORMAL, _("修改没有保存，草稿已留，F4 回去继续。"));
    return VIEW_HANDLED;
}

static void discard_answered(void *context, bool is_yes)
{
    struct edit_view *self = context;
    if (is_yes) {
        draft_keeper_drop(&self->draft);
        ui_status(self->console->ui, STYLE_NORMAL, _("修改已放弃，草稿已删除。"));
        ui_close_view(self->console->ui, &self->view);
    }
}

static unsigned run_discard(struct view *view)
{
    struct edit_view *self = self_of(view);
    if (!self->task.is_running) {
        confirm_open(self->console->ui, _("放弃修改"), _("这些改动和它们的草稿都会删除，不能恢复。放弃吗？"),
                     discard_answered, self);
    }
    return VIEW_HANDLED;
}

static void title(struct view *view, char *out, size_t size)
{
    struct edit_view *self = self_of(view);
    char number[CASE_NUMBER_SIZE], name[80];
    console_number(self->console, self->edit.before.number, number, sizeof(number));
    text_format(name, sizeof(name), _("修改工单 %s"), number);
    draft_keeper_title(&self->draft, name, out, size);
}

static void close_view(struct view *view)
{
    struct edit_view *self = self_of(view);
    draft_keeper_flush(&self->draft);
    if (self->task.is_running) {
        task_cancel(&self->task);
    }
    record_form_free(&self->form);
    free(self);
}

static const struct action actions[] = {
    {"edit.save", UI_CTRL | 'S', N_("保存"), N_("保存改动；级别或类型变了会重算时限"), run_save, ACTION_BAR},
    {"edit.back", UI_KEY_ESC, N_("返回"), N_("回到工单，有改动时草稿保留"), run_back, ACTION_BAR},
    {"edit.discard", UI_KEY_F(8), N_("放弃"), N_("放弃改动并删除草稿（先询问）"), run_discard, ACTION_BAR},
};

const struct action_table case_edit_actions = {"edit", N_("修改工单"), actions,
                                               sizeof(actions) / sizeof(actions[0]), false};

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

static struct edit_view *find_open(struct console *console, int64_t case_id)
{
    for (size_t i = 0; i < ui_page_count(console->ui); i++) {
        struct view *page = ui_page(console->ui, i);
        if (page->ops == &ops && self_of(page)->edit.before.head.id == case_id) {
            return self_of(page);
        }
    }
    return NULL;
}

static void open_edit(struct console *console, const struct case_edit *edit, const struct draft *restored)
{
    struct record_slot slots[SLOTS_MAX];
    struct edit_view *self = mem_new(1, sizeof(*self));
    size_t count = record_form_layout(&case_record_fields, slots, SLOTS_MAX);
    self->view.ops = &ops;
    self->console = console;
    self->edit = *edit;
    self->form = record_form_new(&console->config->profile, slots, count, NULL, 0);
    record_form_fill(self->form, &case_record_fields, &self->edit.after);
    draft_keeper_begin(&self->draft, &self->view, DRAFT_EDIT, &self->edit, restored);
    record_form_show_unread(self->form, &self->draft.unread);
    self->revision = form_revision(form_of(self));
    ui_open_page(console->ui, &self->view);
}

void case_edit_open(struct console *console, const struct case_record *record)
{
    struct edit_view *open = find_open(console, record->head.id);
    if (open != NULL) {
        ui_show_page(console->ui, &open->view);
        return;
    }
    struct case_edit *edit = mem_new(1, sizeof(*edit));
    edit->before = *record;
    edit->after = *record;
    edit->opened_at = console_now(console);
    request_make(edit->request);
    open_edit(console, edit, NULL);
    free(edit);
}

void case_edit_restore(struct console *console, const struct draft *draft)
{
    case_view_open(console, draft->edit->before.head.id);
    open_edit(console, draft->edit, draft);
}

size_t case_edit_unsaved(struct console *console)
{
    size_t count = 0;
    for (size_t i = 0; i < ui_page_count(console->ui); i++) {
        struct view *page = ui_page(console->ui, i);
        count += page->ops == &ops && self_of(page)->draft.has_draft;
    }
    return count;
}
