/* Sign-in: badge and password, checked in a helper process while the screen stays alive. */

#include <stdlib.h>
#include <string.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/console/gate.h"
#include "zuoxi/console/locks.h"
#include "zuoxi/console/paint.h"
#include "zuoxi/console/views.h"
#include "zuoxi/tui/popup.h"

#define GONE_MS   2000 /* what the desk that was taken over is given to write its drafts */
#define GONE_EACH 50

struct signin_view {
    struct gate gate;
    bool has_stood;      /* it has been on the screen */
    bool is_ready;       /* and all it did not wait for is there */
    bool is_signing_out; /* opened over somebody's session: its pages are closed when this one first steps */
    struct signin *admitted;  /* owned; proven at the locked seat: signed in once that is done */
    int64_t taken_over_until; /* boot ms: the other desk is closing; 0 no */
};

static struct signin_view *self_of(struct view *view)
{
    return (struct signin_view *)view;
}

static unsigned submit(struct view *view)
{
    struct signin_view *self = self_of(view);
    struct console *console = self->gate.console;
    struct err err;
    if (!password_job_may_start(&self->gate.job) || self->taken_over_until != 0 ||
        form_get(self->gate.form, "password")[0] ==
            '\0') { /* a key meant for the page that has just closed */
        return VIEW_HANDLED;
    }
    while (!self->is_ready) { /* typed ahead */
        self->is_ready = console_prepare(console);
        if (console->refused.status != STATUS_OK) {
            return VIEW_HANDLED;
        }
    }
    enum status status =
        session_enter(&console->desk, &self->gate.job.signin, form_get(self->gate.form, "badge"),
                      form_get(self->gate.form, "password"), &err);
    password_job_start(&self->gate.job, status, &err);
    view_touch(view);
    return VIEW_HANDLED;
}

static void enter_desk(struct signin_view *self)
{
    struct console *console = self->gate.console;
    queue_view_open(console);
    drafts_open(console);
    if (self->gate.job.signin.person.must_change) {
        password_page_open(console, true);
    }
    ui_close_view(console->ui, &self->gate.view);
}

/*
 * The other desk writes its drafts and lets them go when it notices; a frozen one does not: then they stay
 * with it.
 */
static void wait_for_other(struct signin_view *self)
{
    struct console *console = self->gate.console;
    int64_t now = clock_boot_ms(console->clock);
    if (self->taken_over_until == 0) {
        self->taken_over_until = now + GONE_MS;
    }
    if (now >= self->taken_over_until || !seat_is_taken(&console->desk, &self->gate.job.signin.present)) {
        enter_desk(self);
        return;
    }
    ui_wake_at(console->ui, now + GONE_EACH);
}

static void takeover_answered(void *context, bool is_yes)
{
    struct signin_view *self = context;
    if (is_yes) {
        session_take_over(&self->gate.job.signin);
        password_job_start(&self->gate.job, STATUS_OK, NULL);
    } else {
        password_job_close(&self->gate.job);
        self->gate.job.err = (struct err){0};
    }
    view_touch(&self->gate.view);
}

static void ask_takeover(struct signin_view *self)
{
    char text[600];
    text_format(text, sizeof(text), _("%s。%s。"), self->gate.job.err.what, self->gate.job.err.todo);
    self->gate.job.err = (struct err){0};
    confirm_open(self->gate.console->ui, _("已在别处签到，接管吗？"), text, takeover_answered, self);
}

/* Nobody waits for the database: it is opened while the hand is on its way to the keys, a step each turn. */
static void prepare(struct signin_view *self)
{
    struct console *console = self->gate.console;
    if (self->is_ready) {
        return;
    }
    if (self->has_stood) {
        self->is_ready = console_prepare(console);
        view_touch(&self->gate.view); /* the database's profile, its accounts, warnings */
    }
    self->has_stood = true;
    ui_wake_at(console->ui, clock_boot_ms(console->clock));
}

/* The session before has ended, and its pages are closed: the next begins without asking twice. */
static void sign_out(struct signin_view *self)
{
    session_sign_out(&self->gate.console->desk);
    self->is_signing_out = false;
    if (self->admitted != NULL) {
        self->gate.job.signin = *self->admitted;
        explicit_bzero(self->admitted, sizeof(*self->admitted));
        free(self->admitted);
        self->admitted = NULL;
        session_admit(&self->gate.console->desk, &self->gate.job.signin);
        password_job_start(&self->gate.job, STATUS_OK, NULL);
    }
}

static void step(struct view *view)
{
    struct signin_view *self = self_of(view);
    enum status status;
    prepare(self);
    if (self->is_signing_out) {
        sign_out(self);
    }
    if (self->taken_over_until != 0) {
        wait_for_other(self);
        return;
    }
    if (self->gate.job.is_running && session_read_ahead(&self->gate.console->desk, &self->gate.job.signin)) {
        ui_wake_at(self->gate.console->ui, clock_boot_ms(self->gate.console->clock));
    }
    if (!password_job_step(&self->gate.job, &status)) {
        return;
    }
    form_set(self->gate.form, "password", "");
    form_set_focus(self->gate.form, "password");
    view_touch(view);
    if (status == STATUS_CONFLICT) {
        ask_takeover(self);
    } else if (status == STATUS_OK && self->gate.job.signin.takes[0] != '\0') {
        wait_for_other(self);
    } else if (status == STATUS_OK) {
        enter_desk(self);
    }
}

static unsigned key(struct view *view, uint32_t pressed)
{
    struct signin_view *self = self_of(view);
    if (gate_submits(&self->gate, pressed)) {
        return submit(view);
    }
    if (self->gate.job.is_running) {
        return key_is_text(pressed) ? VIEW_HANDLED : 0;
    }
    return gate_key(&self->gate, pressed) ? VIEW_HANDLED : 0;
}

static void title(struct view *view, char *out, size_t size)
{
    text_format(out, size, _("%s  签到"), console_of(view)->config->settings.company);
}

static void draw_foot(struct signin_view *self, struct canvas *canvas, int y)
{
    struct console *console = self->gate.console;
    const struct findings *findings = console->options->findings;
    char text[1400];
    text_format(text, sizeof(text), _("%s · %s"), console->config->profile.label, console->options->database);
    paint_centred(canvas, y, STYLE_DIM, text);
    if (findings->count > 0) {
        text_format(text, sizeof(text), _("配置有 %zu 条提醒，首条：%s（zuoxi check 查看全部）"),
                    findings->count, findings->items[0].text);
        paint_centred(canvas, y - 1, STYLE_WARNING, text);
    }
}

static void draw(struct view *view, struct canvas *canvas, bool has_focus)
{
    struct signin_view *self = self_of(view);
    struct console *console = self->gate.console;
    struct gate_words words = {console->config->settings.company, _("坐席台"), _("签到"), STYLE_DIM};
    int top = gate_draw(&self->gate, canvas, has_focus, &words);
    if (console->prepared > 0 && desk_is_demo(&console->desk)) {
        paint_centred(canvas, top + 13, STYLE_NORMAL,
                      _("演示数据库：1001–1004 坐席 · 2001 班长 · 9001 管理员"));
        paint_centred(canvas, top + 14, STYLE_NORMAL, _("密码都是 demo"));
    }
    draw_foot(self, canvas, canvas_height(canvas) - 1);
}

static void close_view(struct view *view)
{
    struct signin_view *self = self_of(view);
    if (self->admitted != NULL) {
        session_cancel(self->admitted);
        free(self->admitted);
    }
    gate_close(&self->gate);
    free(self);
}

static const struct action actions[] = {
    {"signin.submit", UI_KEY_ENTER, N_("签到"), N_("核对工号和密码，进入工作台"), submit, ACTION_BAR},
};

const struct action_table signin_actions = {"signin", N_("签到"), actions,
                                            sizeof(actions) / sizeof(actions[0]), false};

static const struct view_ops ops = {
    .name = "signin",
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

static struct signin_view *open_page(struct console *console)
{
    struct signin_view *self = mem_new(1, sizeof(*self));
    gate_open_badge(&self->gate, console, &ops);
    self->is_signing_out = console_is_signed_in(console);
    ui_open_page(console->ui, &self->gate.view);
    return self;
}

void signin_view_open(struct console *console)
{
    open_page(console);
}

void signin_view_return(struct console *console, const struct err *why, struct signin *admitted)
{
    char badge[sizeof(console->desk.actor.badge)];
    text_copy(badge, sizeof(badge), console->desk.actor.badge);
    if (ui_cover_view(console->ui) != NULL) {
        ui_close_view(console->ui, ui_cover_view(console->ui));
    }
    ui_close_pages(console->ui);
    struct signin_view *self = open_page(console);
    if (why != NULL) {
        self->gate.job.err = *why;
        form_set(self->gate.form, "badge", admitted == NULL ? badge : "");
        form_set_focus(self->gate.form, "password");
    }
    self->admitted = admitted;
}
