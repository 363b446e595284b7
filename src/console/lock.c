/* The lock: covers whatever is open, and gives it back as it was to the person who locked it. */

#include <stdlib.h>
#include <string.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/console/gate.h"
#include "zuoxi/console/locks.h"
#include "zuoxi/console/paint.h"
#include "zuoxi/console/shifts.h"
#include "zuoxi/desk/handover_leave.h"

struct lock_view {
    struct gate gate;
    char why[8];
    int64_t since;
    struct task locking; /* tells the others */
    bool is_relief;      /* somebody else's password is checked */
    /* The session ends here. */
    struct task leaving;
    bool is_admitted; /* who was proven is signed in next; else a lead has let go of the desk */
    int64_t handover; /* the log that is told of it, 0 none */
    char note[120];
};

static struct lock_view *self_of(struct view *view)
{
    return (struct lock_view *)view;
}

static unsigned submit(struct view *view)
{
    struct lock_view *self = self_of(view);
    struct desk *desk = &self->gate.console->desk;
    const char *badge = form_get(self->gate.form, "badge"), *password = form_get(self->gate.form, "password");
    struct err err;
    if (!password_job_may_start(&self->gate.job) || self->leaving.is_running || password[0] == '\0') {
        return VIEW_HANDLED;
    }
    self->is_relief = strcmp(badge, desk->actor.badge) != 0;
    enum status status = self->is_relief ? session_prove(desk, &self->gate.job.signin, badge, password, &err)
                                         : session_unlock(desk, &self->gate.job.signin, password, &err);
    password_job_start(&self->gate.job, status, &err);
    view_touch(view);
    return VIEW_HANDLED;
}

/*
 * Somebody else wants this desk. Whoever may leave is signed out; else only a lead may let go of the desk
 * (nobody leaves before the relief has come, but an abandoned one must not block it either).
 */
static void relieve(struct lock_view *self)
{
    struct console *console = self->gate.console;
    const struct person *other = &self->gate.job.signin.person;
    struct err err = {0};
    bool may_go = handover_may_go(&console->desk, &self->handover, &err) == STATUS_OK;
    if (!may_go && other->role != ROLE_LEAD) {
        err_advise(&err, _("请他本人解锁；或由班长在这里输入工号和密码放行"));
        self->gate.job.err = err;
        return;
    }
    self->is_admitted = may_go;
    text_format(self->note, sizeof(self->note), may_go ? _("锁屏时由 %s 换下") : _("锁屏时由班长 %s 放行"),
                other->badge);
    task_cancel(&self->locking);
    task_start(&self->leaving, seat_leave, self->note, NULL);
}

/* The session has ended: its pages close and write their drafts, and the next one begins. */
static void leave(struct lock_view *self)
{
    struct console *console = self->gate.console;
    struct signin *admitted = NULL;
    struct err err = {0};
    if (self->is_admitted) {
        shift_desk_left(console, self->handover);
        admitted = mem_new(1, sizeof(*admitted));
        *admitted = self->gate.job.signin; /* whole, with what its helper left */
        self->gate.job.signin = (struct signin){.child = {.fd = -1}};
    } else {
        err_set(&err, STATUS_INVALID, _("工号 %s 已由班长放行签退"), console->desk.actor.badge);
        err_advise(&err, _("没有保存的都在他的草稿里；请下一位签到"));
    }
    signin_view_return(console, self->is_admitted ? NULL : &err, admitted);
}

static void step_leaving(struct lock_view *self)
{
    task_step(&self->gate.console->desk, &self->leaving);
    if (self->leaving.is_done && self->leaving.err.status == STATUS_OK) {
        leave(self);
    } else if (self->leaving.is_done) {
        self->gate.job.err = self->leaving.err;
        self->leaving = (struct task){0};
        view_touch(&self->gate.view);
    } else {
        ui_wake_at(self->gate.console->ui, self->leaving.retry_ms);
    }
}

static void step_locking(struct lock_view *self)
{
    if (self->locking.is_running) {
        task_step(&self->gate.console->desk, &self->locking);
        ui_wake_at(self->gate.console->ui, self->locking.retry_ms);
    }
}

/* The lock may have come over the page on which a password must be changed. */
static void unlock(struct lock_view *self)
{
    struct console *console = self->gate.console;
    bool must_change = self->gate.job.signin.person.must_change;
    ui_close_view(console->ui, &self->gate.view);
    if (must_change) {
        password_page_open(console, true);
    }
}

static void step(struct view *view)
{
    struct lock_view *self = self_of(view);
    enum status status;
    step_locking(self);
    if (self->leaving.is_running) {
        step_leaving(self);
        return;
    }
    if (!password_job_step(&self->gate.job, &status)) {
        return;
    }
    form_set(self->gate.form, "password", "");
    form_set_focus(self->gate.form, "password");
    view_touch(view);
    if (status == STATUS_OK && self->is_relief) {
        relieve(self);
    } else if (status == STATUS_OK) {
        unlock(self);
    }
}

static unsigned key(struct view *view, uint32_t pressed)
{
    struct lock_view *self = self_of(view);
    if (gate_submits(&self->gate, pressed)) {
        return submit(view);
    }
    gate_key(&self->gate, pressed);
    return VIEW_HANDLED;
}

static void title(struct view *view, char *out, size_t size)
{
    text_format(out, size, _("%s  锁定"), console_of(view)->config->settings.company);
}

static void draw(struct view *view, struct canvas *canvas, bool has_focus)
{
    struct lock_view *self = self_of(view);
    const struct actor *actor = &self->gate.console->desk.actor;
    char text[400], since[20];
    struct gate_words words = {self->gate.console->config->settings.company, text, _("锁定"), STYLE_NORMAL};
    clock_format(self->since, since);
    text_format(text, sizeof(text), _("%s %s  %.5s 起锁定"), actor->badge, actor->name, since + 11);
    int top = gate_draw(&self->gate, canvas, has_focus, &words);
    paint_centred(canvas, top + 13, STYLE_DIM, _("输入密码回到原处，没有保存的都还在"));
    paint_centred(canvas, top + 14, STYLE_DIM, _("换人：改成自己的工号和密码；接班人未到时由班长放行"));
}

static void close_view(struct view *view)
{
    struct lock_view *self = self_of(view);
    gate_close(&self->gate);
    free(self);
}

static const struct action actions[] = {
    {"lock.submit", UI_KEY_ENTER, N_("解锁"), N_("核对密码，回到锁屏前的样子"), submit, ACTION_BAR},
};

const struct action_table lock_actions = {"lock", N_("锁定"), actions, sizeof(actions) / sizeof(actions[0]),
                                          false};

static const struct view_ops ops = {
    .name = "lock",
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

bool lock_is_shown(const struct console *console)
{
    const struct view *cover = ui_cover_view(console->ui);
    return cover != NULL && cover->ops == &ops;
}

void lock_view_open(struct console *console, const char *why)
{
    struct lock_view *self = mem_new(1, sizeof(*self));
    self->since = console_now(console);
    text_copy(self->why, sizeof(self->why), why);
    gate_open_badge(&self->gate, console, &ops);
    task_start(&self->locking, seat_lock, self->why, NULL);
    form_set(self->gate.form, "badge", console->desk.actor.badge);
    form_set_focus(self->gate.form, "password");
    ui_cover(console->ui, &self->gate.view);
}
