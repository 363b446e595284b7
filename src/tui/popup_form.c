/* A question with one line of answer, and a small form. */

#include <stdlib.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/tui/edit.h"
#include "zuoxi/tui/popup.h"

#define PROMPT_MAX   200
#define PROMPT_WIDTH 56
#define FORM_WIDTH   72

struct popup {
    struct view view;
    char *title;
    struct edit *edit; /* prompt */
    struct form *form; /* form popup, owned */
    prompt_done prompt_done;
    form_done form_done;
    void *context;
};

static struct popup *self_of(struct view *view)
{
    return (struct popup *)view;
}

static struct popup *popup_new(const struct view_ops *ops, const char *title, void *context)
{
    struct popup *self = mem_new(1, sizeof(*self));

    self->view.ops = ops;
    self->title = mem_copy(title);
    self->context = context;
    return self;
}

static void popup_title(struct view *view, char *out, size_t size)
{
    text_copy(out, size, self_of(view)->title);
}

static void popup_close(struct view *view)
{
    struct popup *self = self_of(view);

    edit_free(&self->edit);
    form_free(&self->form);
    free(self->title);
    free(self);
}

/* Closed before the answer is given: the answer may open the next popup. The memory lasts until the key is
 * done. */
static unsigned prompt_answer(struct view *view, const char *text)
{
    struct popup *self = self_of(view);

    ui_close_view(view->ui, view);
    self->prompt_done(self->context, text);
    return VIEW_HANDLED;
}

static unsigned prompt_accept(struct view *view)
{
    return prompt_answer(view, edit_text(self_of(view)->edit));
}

static unsigned prompt_cancel(struct view *view)
{
    return prompt_answer(view, NULL);
}

static unsigned prompt_key(struct view *view, uint32_t key)
{
    return edit_key(self_of(view)->edit, key, NULL) ? VIEW_HANDLED : 0;
}

static unsigned prompt_paste(struct view *view, const char *bytes, size_t length)
{
    edit_paste(self_of(view)->edit, bytes, length, NULL);
    return VIEW_HANDLED;
}

static unsigned prompt_mouse(struct view *view, int y, int x, enum ui_mouse what)
{
    if (what == UI_MOUSE_PRESS && y == 0) {
        edit_click(self_of(view)->edit, y, x);
    }
    return VIEW_HANDLED;
}

static void prompt_draw(struct view *view, struct canvas *canvas, bool has_focus)
{
    edit_draw(self_of(view)->edit, canvas, has_focus);
}

static void prompt_measure(struct view *view, int max_height, int max_width, int *height, int *width)
{
    (void)view;
    (void)max_height;
    *height = 1;
    *width = max_width < PROMPT_WIDTH ? max_width : PROMPT_WIDTH;
}

static const struct action prompt_actions[] = {
    {"prompt.accept", UI_KEY_ENTER, N_("确定"), N_("用输入的内容继续"), prompt_accept, ACTION_BAR},
    {"prompt.accept_save", UI_CTRL | 'S', N_("确定"), N_("用输入的内容继续"), prompt_accept, ACTION_HIDDEN},
    {"prompt.cancel", UI_KEY_ESC, N_("取消"), N_("放弃，返回"), prompt_cancel, ACTION_BAR},
};

static const struct view_ops prompt_ops = {
    .name = "prompt",
    .actions = prompt_actions,
    .action_count = sizeof(prompt_actions) / sizeof(prompt_actions[0]),
    .title = popup_title,
    .draw = prompt_draw,
    .key = prompt_key,
    .paste = prompt_paste,
    .mouse = prompt_mouse,
    .measure = prompt_measure,
    .close = popup_close,
};

void prompt_open(struct ui *ui, const char *title, const char *text, prompt_done done, void *context)
{
    struct popup *self = popup_new(&prompt_ops, title, context);

    self->edit = edit_new(PROMPT_MAX, false);
    self->prompt_done = done;
    edit_set_text(self->edit, text != NULL ? text : "");
    ui_popup(ui, &self->view);
}

static unsigned form_submit(struct view *view)
{
    struct popup *self = self_of(view);

    if (self->form_done(self->context, self->form)) {
        ui_close_view(view->ui, view);
    }
    return VIEW_HANDLED;
}

static unsigned form_cancel(struct view *view)
{
    struct popup *self = self_of(view);

    ui_close_view(view->ui, view);
    self->form_done(self->context, NULL);
    return VIEW_HANDLED;
}

static unsigned form_popup_key(struct view *view, uint32_t key)
{
    bool was_full = false;
    bool is_used = form_key(self_of(view)->form, key, &was_full);

    if (was_full) {
        ui_status(view->ui, STYLE_WARNING, "%s", _("这一项已经写满"));
    }
    return is_used ? VIEW_HANDLED : 0;
}

static unsigned form_popup_paste(struct view *view, const char *bytes, size_t length)
{
    bool was_full = false;

    form_paste(self_of(view)->form, bytes, length, &was_full);
    if (was_full) {
        ui_status(view->ui, STYLE_WARNING, "%s", _("粘贴的内容放不下，只收了前一部分"));
    }
    return VIEW_HANDLED;
}

static unsigned form_popup_mouse(struct view *view, int y, int x, enum ui_mouse what)
{
    if (what == UI_MOUSE_PRESS) {
        form_click(self_of(view)->form, y, x);
    }
    return VIEW_HANDLED;
}

static void form_popup_draw(struct view *view, struct canvas *canvas, bool has_focus)
{
    form_draw(self_of(view)->form, canvas, has_focus);
}

static void form_popup_measure(struct view *view, int max_height, int max_width, int *height, int *width)
{
    *width = max_width < FORM_WIDTH ? max_width : FORM_WIDTH;
    *height = form_height(self_of(view)->form, *width);
    *height = *height < max_height ? *height : max_height;
}

static const struct action form_actions[] = {
    {"form.submit", UI_CTRL | 'S', N_("确定"), N_("提交表单"), form_submit, ACTION_BAR},
    {"form.submit_last", UI_KEY_ENTER, N_("确定"), N_("在最后一项上提交表单"), form_submit, ACTION_HIDDEN},
    {"form.cancel", UI_KEY_ESC, N_("取消"), N_("放弃，返回"), form_cancel, ACTION_BAR},
};

static const struct view_ops form_ops = {
    .name = "form",
    .actions = form_actions,
    .action_count = sizeof(form_actions) / sizeof(form_actions[0]),
    .title = popup_title,
    .draw = form_popup_draw,
    .key = form_popup_key,
    .paste = form_popup_paste,
    .mouse = form_popup_mouse,
    .measure = form_popup_measure,
    .close = popup_close,
};

void form_popup_open(struct ui *ui, const char *title, struct form *form, form_done done, void *context)
{
    struct popup *self = popup_new(&form_ops, title, context);

    self->form = form;
    self->form_done = done;
    ui_popup(ui, &self->view);
}
