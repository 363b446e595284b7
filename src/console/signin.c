/* Sign-in: badge and password, checked in a helper process while the screen stays alive. */

#include <stdlib.h>
#include <string.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/base/width.h"
#include "zuoxi/console/paint.h"
#include "zuoxi/console/views.h"
#include "zuoxi/desk/session.h"
#include "zuoxi/tui/form.h"

#define BOX_WIDTH  56
#define FORM_WIDTH 40
#define WAIT_MAX   3600

struct signin_view {
    struct view view;
    struct console *console;
    struct form *form;
    struct signin signin;
    bool is_checking;
    bool has_stood;      /* it has been on the screen */
    bool is_ready;       /* and all it did not wait for is there */
    bool is_signing_out; /* opened over somebody's session: its pages are closed when this one first steps */
    int watched;         /* descriptor given to the loop, −1 none */
    struct err err;
    int64_t wait_until; /* UTC: no attempt before, 0 = none */
};

static struct signin_view *self_of(struct view *view)
{
    return (struct signin_view *)view;
}

static void stop_watching(struct signin_view *self)
{
    if (self->watched >= 0) {
        ui_unwatch(self->console->ui, self->watched);
        self->watched = -1;
    }
}

/* Seconds to wait before the next attempt. A stepped clock must not lock anybody out. */
static int64_t seconds_left(const struct signin_view *self)
{
    int64_t left = self->wait_until - console_now(self->console);
    return left > 0 && left <= WAIT_MAX ? left : 0;
}

static void refuse(struct signin_view *self, const struct err *err)
{
    self->err = *err;
    int64_t until = self->signin.person.retry_at;
    self->wait_until = err->status == STATUS_DENIED && until > console_now(self->console) ? until : 0;
    view_touch(&self->view);
}

static unsigned submit(struct view *view)
{
    struct signin_view *self = self_of(view);
    struct err err;
    if (self->is_checking || seconds_left(self) > 0) {
        return VIEW_HANDLED;
    }
    while (!self->is_ready) { /* typed ahead */
        self->is_ready = console_prepare(self->console);
        if (self->console->refused.status != STATUS_OK) {
            return VIEW_HANDLED;
        }
    }
    self->err = (struct err){0};
    enum status status = session_start(&self->console->desk, &self->signin, form_get(self->form, "badge"),
                                       form_get(self->form, "password"), &err);
    if (status != STATUS_OK) {
        refuse(self, &err);
        return VIEW_HANDLED;
    }
    self->is_checking = true;
    self->watched = self->signin.child.fd;
    ui_watch(self->console->ui, self->watched);
    view_touch(view);
    return VIEW_HANDLED;
}

static void enter_desk(struct signin_view *self)
{
    struct console *console = self->console;
    queue_view_open(console);
    drafts_open(console);
    ui_close_view(console->ui, &self->view);
}

/* Nobody waits for the database: it is opened while the hand is on its way to the keys, a step each turn. */
static void prepare(struct signin_view *self)
{
    struct console *console = self->console;
    if (self->is_ready) {
        return;
    }
    if (self->has_stood) {
        self->is_ready = console_prepare(console);
        view_touch(&self->view); /* the database's profile, its accounts, warnings */
    }
    self->has_stood = true;
    ui_wake_at(console->ui, clock_boot_ms(console->clock));
}

static void step(struct view *view)
{
    struct signin_view *self = self_of(view);
    struct err err = {0};
    bool is_done = false;
    prepare(self);
    if (self->is_signing_out) {
        session_sign_out(&self->console->desk);
        self->is_signing_out = false;
    }
    if (!self->is_checking) {
        return;
    }
    if (session_read_ahead(&self->console->desk, &self->signin)) {
        ui_wake_at(self->console->ui, clock_boot_ms(self->console->clock));
    }
    enum status status = session_step(&self->console->desk, &self->signin, &is_done, &err);
    if (self->signin.child.fd < 0) {
        stop_watching(self);
    }
    if (!is_done) {
        if (self->watched < 0) {
            /* The attempt is being written down: come again soon. */
            ui_wake_at(self->console->ui, clock_boot_ms(self->console->clock) + 20);
        }
        return;
    }
    stop_watching(self);
    self->is_checking = false;
    form_set(self->form, "password", "");
    if (status == STATUS_OK) {
        enter_desk(self);
    } else {
        refuse(self, &err);
        form_set_focus(self->form, "password");
    }
}

static unsigned key(struct view *view, uint32_t pressed)
{
    struct signin_view *self = self_of(view);
    if (pressed == UI_KEY_ENTER && strcmp(form_focus(self->form), "password") == 0) {
        return submit(view);
    }
    if (self->is_checking) {
        return key_is_text(pressed) ? VIEW_HANDLED : 0;
    }
    if (!form_key(self->form, pressed, NULL)) {
        return 0;
    }
    view_touch(view);
    return VIEW_HANDLED;
}

static unsigned paste(struct view *view, const char *bytes, size_t length)
{
    struct signin_view *self = self_of(view);
    if (!self->is_checking) {
        form_paste(self->form, bytes, length, NULL);
        view_touch(view);
    }
    return VIEW_HANDLED;
}

static void title(struct view *view, char *out, size_t size)
{
    text_format(out, size, _("%s  签到"), console_of(view)->config->settings.company);
}

/* One line in the middle of the box. */
static void draw_centred(struct canvas *canvas, int y, enum style style, const char *text)
{
    int width = canvas_width(canvas), cells = width_text(text);
    int x = cells < width ? (width - cells) / 2 : 0;
    draw_text(canvas, y, 0, width, STYLE_NORMAL, "");
    draw_text(canvas, y, x, cells < width ? cells : width, style, text);
}

static void draw_message(struct signin_view *self, struct canvas *canvas, int y)
{
    char text[900];
    int64_t left = seconds_left(self);
    draw_text(canvas, y, 0, canvas_width(canvas), STYLE_NORMAL, "");
    draw_text(canvas, y + 1, 0, canvas_width(canvas), STYLE_NORMAL, "");
    if (self->is_checking) {
        draw_centred(canvas, y, STYLE_DIM, _("正在核对密码……"));
    } else if (left > 0) {
        text_format(text, sizeof(text), _("连续签到失败，请等 %lld 秒再试"), (long long)left);
        draw_centred(canvas, y, STYLE_WARNING, text);
    } else if (self->err.status == STATUS_DENIED && self->wait_until != 0) {
        draw_centred(canvas, y, STYLE_NORMAL, _("可以再次签到了"));
    } else if (self->err.status != STATUS_OK) {
        draw_centred(canvas, y, STYLE_ERROR, self->err.what);
        draw_centred(canvas, y + 1, STYLE_DIM, self->err.todo);
    }
}

static void draw_foot(struct signin_view *self, struct canvas *canvas, int y)
{
    struct console *console = self->console;
    const struct findings *findings = console->options->findings;
    char text[1400];
    text_format(text, sizeof(text), _("%s · %s"), console->config->profile.label, console->options->database);
    draw_centred(canvas, y, STYLE_DIM, text);
    if (findings->count > 0) {
        text_format(text, sizeof(text), _("配置有 %zu 条提醒，首条：%s（zuoxi check 查看全部）"),
                    findings->count, findings->items[0].text);
        draw_centred(canvas, y - 1, STYLE_WARNING, text);
    }
}

static int box_top(const struct canvas *canvas)
{
    int top = (canvas_height(canvas) - 16) / 2;
    return top > 0 ? top : 0;
}

static void draw(struct view *view, struct canvas *canvas, bool has_focus)
{
    struct signin_view *self = self_of(view);
    int top = box_top(canvas), width = canvas_width(canvas);
    int box = width < BOX_WIDTH ? width : BOX_WIDTH, left = (width - box) / 2;
    struct canvas_part part;
    draw_clear(canvas);
    draw_centred(canvas, top, STYLE_STRONG, self->console->config->settings.company);
    draw_centred(canvas, top + 1, STYLE_DIM, _("坐席台"));
    draw_box(canvas, (struct rect){top + 3, left, 6, box}, STYLE_BORDER, _("签到"));
    form_draw(self->form,
              canvas_sub(canvas, (struct rect){top + 5, (width - FORM_WIDTH) / 2, 2, FORM_WIDTH}, &part),
              has_focus);
    draw_message(self, canvas, top + 10);
    if (self->console->prepared > 0 && desk_is_demo(&self->console->desk)) {
        draw_centred(canvas, top + 13, STYLE_NORMAL,
                     _("演示数据库：1001–1004 坐席 · 2001 班长 · 9001 管理员"));
        draw_centred(canvas, top + 14, STYLE_NORMAL, _("密码都是 demo"));
    }
    draw_foot(self, canvas, canvas_height(canvas) - 1);
}

static void tick(struct view *view, struct canvas *canvas)
{
    draw_message(self_of(view), canvas, box_top(canvas) + 10);
}

static void close_view(struct view *view)
{
    struct signin_view *self = self_of(view);
    stop_watching(self);
    session_cancel(&self->signin);
    form_free(&self->form);
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
    .tick = tick,
    .step = step,
    .key = key,
    .paste = paste,
    .close = close_view,
};

void signin_view_open(struct console *console)
{
    struct form_item items[] = {
        {.name = "badge", .label = _("工号"), .kind = FORM_LINE, .max = 20, .row = 0, .span = 12},
        {.name = "password", .label = _("密码"), .kind = FORM_PASSWORD, .max = 128, .row = 1, .span = 12},
    };
    struct signin_view *self = mem_new(1, sizeof(*self));
    self->view.ops = &ops;
    self->console = console;
    self->watched = -1;
    self->signin.child.fd = -1;
    self->is_signing_out = console_is_signed_in(console);
    self->form = form_new(items, sizeof(items) / sizeof(items[0]));
    ui_open_page(console->ui, &self->view);
}
