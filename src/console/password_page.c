/* Choosing another password: the old one, the new one twice; the helper hashes, the screen stays alive. */

#include <stdlib.h>
#include <string.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/console/gate.h"
#include "zuoxi/console/locks.h"
#include "zuoxi/console/paint.h"

struct password_page {
    struct gate gate;
    bool is_forced; /* somebody else chose the present one: it was just typed, and is not asked again */
};

static struct password_page *self_of(struct view *view)
{
    return (struct password_page *)view;
}

static void forget(struct password_page *self)
{
    static const char *const names[] = {"old", "chosen", "again"};
    for (size_t i = self->is_forced; i < sizeof(names) / sizeof(names[0]); i++) {
        form_set(self->gate.form, names[i], "");
    }
    form_set_focus(self->gate.form, names[self->is_forced]);
}

static unsigned submit(struct view *view)
{
    struct password_page *self = self_of(view);
    const char *old = self->is_forced ? NULL : form_get(self->gate.form, "old");
    const char *chosen = form_get(self->gate.form, "chosen");
    struct err err = {0};
    enum status status;
    if (!password_job_may_start(&self->gate.job)) {
        return VIEW_HANDLED;
    }
    if (strcmp(chosen, form_get(self->gate.form, "again")) != 0) {
        status = err_set(&err, STATUS_INVALID, _("两次输入的新密码不一样"));
    } else {
        status = session_change(&self->gate.console->desk, &self->gate.job.signin, old, chosen, &err);
    }
    password_job_start(&self->gate.job, status, &err);
    if (status == STATUS_INVALID) {
        form_set(self->gate.form, "chosen", "");
        form_set(self->gate.form, "again", "");
        form_set_focus(self->gate.form, "chosen");
    }
    view_touch(view);
    return VIEW_HANDLED;
}

/* Forced: there is no way past but out. */
static unsigned leave(struct view *view)
{
    struct password_page *self = self_of(view);
    if (self->gate.job.is_running) {
        return VIEW_HANDLED;
    }
    if (self->is_forced) {
        signin_view_return(self->gate.console, NULL, NULL);
        return VIEW_HANDLED;
    }
    return VIEW_CLOSE;
}

static void step(struct view *view)
{
    struct password_page *self = self_of(view);
    enum status status;
    if (!password_job_step(&self->gate.job, &status)) {
        return;
    }
    forget(self);
    view_touch(view);
    if (status == STATUS_OK) {
        ui_close_view(self->gate.console->ui, view);
        ui_status(self->gate.console->ui, STYLE_GOOD, _("密码已更换。"));
    }
}

static unsigned key(struct view *view, uint32_t pressed)
{
    struct password_page *self = self_of(view);
    if (pressed == UI_KEY_ESC ||
        (pressed == UI_KEY_ENTER && strcmp(form_focus(self->gate.form), "again") == 0)) {
        return 0;
    }
    gate_key(&self->gate, pressed);
    return VIEW_HANDLED;
}

static void title(struct view *view, char *out, size_t size)
{
    text_format(out, size, _("%s  更换密码"), console_of(view)->config->settings.company);
}

static void draw(struct view *view, struct canvas *canvas, bool has_focus)
{
    struct password_page *self = self_of(view);
    const struct actor *actor = &self->gate.console->desk.actor;
    char who[300], rule[300];
    struct gate_words words = {who, self->is_forced ? _("现在的密码是别人设的，请换成只有自己知道的") : "",
                               _("更换密码"), STYLE_WARNING};
    text_format(who, sizeof(who), "%s %s", actor->badge, actor->name);
    int top = gate_draw(&self->gate, canvas, has_focus, &words);
    text_format(rule, sizeof(rule), _("至少 %d 个字符，汉字也行；工号、连续的数字、常见的密码不行"),
                self->gate.console->config->settings.password_min);
    paint_centred(canvas, top + 14, STYLE_DIM, rule);
}

static void close_view(struct view *view)
{
    struct password_page *self = self_of(view);
    gate_close(&self->gate);
    free(self);
}

static const struct action actions[] = {
    {"password.submit", UI_KEY_ENTER, N_("更换"), N_("核对原密码，换成新密码"), submit, ACTION_BAR},
    {"password.leave", UI_KEY_ESC, N_("返回"), N_("不换了；必须更换时则是签退"), leave, ACTION_BAR},
};

const struct action_table password_page_actions = {"password", N_("更换密码"), actions,
                                                   sizeof(actions) / sizeof(actions[0]), false};

static const struct view_ops ops = {
    .name = "password",
    .is_gate = true,
    .actions = actions,
    .action_count = sizeof(actions) / sizeof(actions[0]),
    .title = title,
    .draw = draw,
    .tick = gate_tick,
    .step = step,
    .key = key,
    .paste = gate_paste,
    .close = close_view,
};

void password_page_open(struct console *console, bool is_forced)
{
    struct form_item items[] = {
        {.name = "old", .label = _("原密码"), .kind = FORM_PASSWORD, .max = 128, .row = 0, .span = 12},
        {.name = "chosen", .label = _("新密码"), .kind = FORM_PASSWORD, .max = 128, .row = 1, .span = 12},
        {.name = "again", .label = _("再输一次"), .kind = FORM_PASSWORD, .max = 128, .row = 2, .span = 12},
    };
    struct password_page *self = mem_new(1, sizeof(*self));
    self->is_forced = is_forced;
    for (int i = 1; i < 3 && is_forced; i++) {
        items[i].row--;
    }
    gate_open(&self->gate, console, &ops, items + is_forced,
              (int)(sizeof(items) / sizeof(items[0])) - is_forced);
    ui_cover(console->ui, &self->gate.view);
}
