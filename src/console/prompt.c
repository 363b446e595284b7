#include "zuoxi/console/prompt.h"

#include <stdlib.h>
#include <string.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/base/width.h"
#include "zuoxi/console/draft_keeper.h"
#include "zuoxi/tui/edit.h"

#define LINE_CHARS 200
#define WIDTH      56
#define HEIGHT     2 /* the line; what it is about, and whether it is on the disk */

const struct prompt_kind *const prompt_kinds[] = {
    &prompt_reading,       &prompt_promise_done,    &prompt_promise_postpone,
    &prompt_promise_hand,  &prompt_refuse_request,  &prompt_refuse_swap,
    &prompt_extend_notice, &prompt_drop_hook,       &prompt_work_remark,
    &prompt_handover_ask,  &prompt_handover_answer, &prompt_handover_note,
    &prompt_release,       &prompt_erase,           NULL,
};

struct prompt {
    struct view view;
    const struct prompt_kind *kind;
    struct edit *edit;
    unsigned long revision;    /* of the editor, already in the form */
    struct prompt_draft *form; /* owned; always what is shown */
    struct draft_keeper draft;
    void *argument; /* owned; of the task */
    struct task task;
    struct err told; /* why the save waits, as last said */
};

static struct prompt *self_of(struct view *view)
{
    return (struct prompt *)view;
}

/* After a key: what is typed now, and once more a draft. */
static void sync(struct prompt *self)
{
    struct console *console = console_of(&self->view);
    view_touch(&self->view);
    if (edit_revision(self->edit) == self->revision) {
        return;
    }
    self->revision = edit_revision(self->edit);
    text_copy(self->form->text, sizeof(self->form->text), edit_text(self->edit));
    console->prompts_typed += !self->draft.has_draft;
    draft_keeper_touch(&self->draft);
}

static void drop(struct prompt *self)
{
    console_of(&self->view)->prompts_typed -= self->draft.has_draft;
    draft_keeper_drop(&self->draft);
}

/* One step of the save that is under way; this may be the end of self. */
static void step_save(struct prompt *self)
{
    struct console *console = console_of(&self->view);
    if (!console_step_task(console, &self->task, &self->told)) {
        return;
    }
    view_touch(&self->view);
    if (self->task.err.status != STATUS_OK) {
        ui_status_err(console->ui, &self->task.err);
        return;
    }
    bool is_empty = self->form->text[0] == '\0' && self->kind->said_empty != NULL;
    drop(self);
    console_touch(console);
    ui_status(console->ui, STYLE_GOOD, "%s", _(is_empty ? self->kind->said_empty : self->kind->said));
    ui_close_view(console->ui, &self->view);
}

/* The first step at once: where nobody else saves, the next key finds the page again. */
static unsigned run_accept(struct view *view)
{
    struct prompt *self = self_of(view);
    struct err err;
    if (self->task.is_running) {
        return VIEW_HANDLED;
    }
    free(self->argument);
    self->argument = mem_new(1, self->kind->argument_size);
    if (self->kind->fill(console_of(view), self->form, self->argument, &err) != STATUS_OK) {
        ui_status_err(view->ui, &err);
        return VIEW_HANDLED;
    }
    draft_keeper_flush(&self->draft);
    memcpy((char *)self->argument + self->kind->request_at, self->form->request, sizeof(self->form->request));
    self->told = (struct err){0};
    task_start(&self->task, self->kind->work, self->argument, self->form->request);
    step_save(self);
    return VIEW_HANDLED;
}

static unsigned run_cancel(struct view *view)
{
    struct prompt *self = self_of(view);
    if (self->task.is_running) {
        task_cancel(&self->task);
        ui_status(view->ui, STYLE_WARNING, _("已停止保存，内容都在，可以继续修改。"));
        view_touch(view);
        return VIEW_HANDLED;
    }
    drop(self);
    return VIEW_HANDLED | VIEW_CLOSE;
}

static unsigned key(struct view *view, uint32_t pressed)
{
    struct prompt *self = self_of(view);
    bool was_full = false;
    if (self->task.is_running || !edit_key(self->edit, pressed, &was_full)) {
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
    struct prompt *self = self_of(view);
    bool was_full = false;
    if (!self->task.is_running) {
        edit_paste(self->edit, bytes, length, &was_full);
        sync(self);
    }
    if (was_full) {
        ui_status(view->ui, STYLE_WARNING, _("粘贴的内容太长，超出的部分没有放进来。"));
    }
    return VIEW_HANDLED;
}

static unsigned mouse(struct view *view, int y, int x, enum ui_mouse what)
{
    if (what == UI_MOUSE_PRESS && y == 0) {
        edit_click(self_of(view)->edit, y, x);
        view_touch(view);
    }
    return VIEW_HANDLED;
}

static void draw(struct view *view, struct canvas *canvas, bool has_focus)
{
    struct prompt *self = self_of(view);
    struct canvas_part part;
    char below[sizeof(self->form->about) + 80];
    int width = canvas_width(canvas);
    draw_clear(canvas);
    draft_keeper_title(&self->draft, "", below, sizeof(below));
    int used = width_text(below);
    draw_text(canvas, 1, 0, width - used, STYLE_DIM, self->form->about);
    draw_text(canvas, 1, width - used, used, STYLE_DIM, below);
    edit_draw(self->edit, canvas_sub(canvas, (struct rect){0, 0, 1, width}, &part),
              has_focus && !self->task.is_running);
}

static void measure(struct view *view, int max_height, int max_width, int *height, int *width)
{
    (void)view;
    *height = max_height < HEIGHT ? max_height : HEIGHT;
    *width = max_width < WIDTH ? max_width : WIDTH;
}

static void step(struct view *view)
{
    struct prompt *self = self_of(view);
    draft_keeper_step(&self->draft);
    if (!ui_is_ending(view->ui) && self->task.is_running) {
        step_save(self);
    }
}

static void title(struct view *view, char *out, size_t size)
{
    text_copy(out, size, _(self_of(view)->kind->title));
}

static void close_view(struct view *view)
{
    struct prompt *self = self_of(view);
    console_of(view)->prompts_typed -= self->draft.has_draft;
    draft_keeper_flush(&self->draft);
    if (self->task.is_running) {
        task_cancel(&self->task);
    }
    edit_free(&self->edit);
    free(self->form);
    free(self->argument);
    free(self);
}

static const struct action actions[] = {
    {"prompt.accept", UI_KEY_ENTER, N_("确定"), N_("保存输入的内容"), run_accept, ACTION_BAR},
    {"prompt.accept_save", UI_CTRL | 'S', N_("确定"), N_("保存输入的内容"), run_accept, ACTION_HIDDEN},
    {"prompt.cancel", UI_KEY_ESC, N_("取消"), N_("放弃，返回；正在保存时停止"), run_cancel, ACTION_BAR},
};

static const struct view_ops ops = {
    .name = "prompt",
    .actions = actions,
    .action_count = sizeof(actions) / sizeof(actions[0]),
    .title = title,
    .draw = draw,
    .step = step,
    .key = key,
    .paste = paste,
    .mouse = mouse,
    .measure = measure,
    .close = close_view,
};

static const struct prompt_kind *find_kind(const char *action)
{
    size_t at = 0;
    while (prompt_kinds[at] != NULL && strcmp(prompt_kinds[at]->action, action) != 0) {
        at++;
    }
    return prompt_kinds[at];
}

/* Takes form over. */
static void open_prompt(struct console *console, const struct prompt_kind *kind, struct prompt_draft *form,
                        const struct draft *restored)
{
    struct prompt *self = mem_new(1, sizeof(*self));
    self->view.ops = &ops;
    self->kind = kind;
    self->form = form;
    self->edit = edit_new(kind->max != 0 ? kind->max : LINE_CHARS, false);
    edit_set_text(self->edit, form->text);
    self->revision = edit_revision(self->edit);
    draft_keeper_begin(&self->draft, &self->view, DRAFT_PROMPT, form, restored);
    console->prompts_typed += restored != NULL;
    ui_popup(console->ui, &self->view);
}

void prompt_ask(struct console *console, const struct prompt_kind *kind, const struct prompt_draft *subject)
{
    if (find_kind(kind->action) != kind) {
        ui_status(console->ui, STYLE_ERROR, _("程序不认识“%s”，不能填写。"), kind->action);
        return;
    }
    struct prompt_draft *form = mem_new(1, sizeof(*form));
    *form = *subject;
    form->opened_at = console_now(console);
    text_copy(form->action, sizeof(form->action), kind->action);
    request_make(form->request);
    open_prompt(console, kind, form, NULL);
}

bool prompt_restore(struct console *console, const struct draft *draft)
{
    const struct prompt_kind *kind = find_kind(draft->prompt->action);
    if (kind == NULL) {
        return false;
    }
    if (kind->restore != NULL) {
        return kind->restore(console, draft);
    }
    struct prompt_draft *form = mem_new(1, sizeof(*form));
    *form = *draft->prompt;
    kind->show(console, form);
    open_prompt(console, kind, form, draft);
    return true;
}
