/* The call form: what a caller says becomes a contact and a case. */

#include <stdlib.h>
#include <string.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/base/width.h"
#include "zuoxi/console/intake_view.h"
#include "zuoxi/console/paint.h"
#include "zuoxi/console/views.h"
#include "zuoxi/tui/popup.h"

#define STRIP_ROWS   6  /* a header and five rows under the form on a small screen */
#define FORM_ROWS    22 /* more would only tear its parts asunder */
#define ENOUGH       16 /* with the script book open below, every row is the form's */
#define SIDE_COLUMNS 120
#define PHRASES_MAX  (sizeof(((struct contact *)0)->phrases) - 1)

static struct intake_view *self_of(struct view *view)
{
    return (struct intake_view *)view;
}

static struct form *form_of(const struct intake_view *self)
{
    return record_form_form(self->form);
}

/* Arrows and Enter belong to the customers offered while the number has the focus. */
static bool offer_key(struct intake_view *self, uint32_t key)
{
    if (!intake_form_offers(self)) {
        return false;
    }
    int last = (int)self->match_count - 1;
    if (key == UI_KEY_DOWN) {
        self->picked = self->picked < last ? self->picked + 1 : last;
    } else if (key == UI_KEY_UP) {
        self->picked = self->picked > 0 ? self->picked - 1 : 0;
    } else if (key == UI_KEY_ENTER && self->picked >= 0) {
        intake_form_use(self, (size_t)self->picked);
    } else {
        return false;
    }
    view_touch(&self->view);
    return true;
}

/* What was typed and only shown so far is read. */
static void catch_up(struct intake_view *self)
{
    if (self->behind_ms != 0) {
        intake_form_sync(self);
    }
}

static unsigned locked(struct intake_view *self)
{
    ui_status(self->console->ui, STYLE_WARNING, _("正在保存，按 Esc 停止后才能修改。"));
    return VIEW_HANDLED;
}

static unsigned key(struct view *view, uint32_t pressed)
{
    struct intake_view *self = self_of(view);
    bool was_full = false,
         is_typing = form_is_editing(form_of(self)) && (key_is_text(pressed) || pressed == UI_KEY_BACKSPACE);
    if (!is_typing) {
        catch_up(self); /* every other key acts on what was typed */
    }
    if (self->task.is_running) {
        return key_is_text(pressed) || pressed == UI_KEY_BACKSPACE || pressed == UI_KEY_DELETE ? locked(self)
                                                                                               : 0;
    }
    if (offer_key(self, pressed)) {
        return VIEW_HANDLED;
    }
    if (!form_key(form_of(self), pressed, &was_full)) {
        return 0;
    }
    if (was_full) {
        ui_status(self->console->ui, STYLE_WARNING, _("这一项已经写满。"));
    }
    if (is_typing) {
        intake_form_typed(self);
        return VIEW_ECHO;
    }
    intake_form_sync(self);
    return VIEW_HANDLED;
}

static unsigned paste(struct view *view, const char *bytes, size_t length)
{
    struct intake_view *self = self_of(view);
    bool was_full = false;
    if (self->task.is_running) {
        return locked(self);
    }
    form_paste(form_of(self), bytes, length, &was_full);
    if (was_full) {
        ui_status(self->console->ui, STYLE_WARNING, _("粘贴的内容太长，超出的部分没有放进来。"));
    }
    intake_form_sync(self);
    return VIEW_HANDLED;
}

/* The form has what it can use, the strip below it the rest; the strip goes first where both have no room. */
static struct rect form_rect(const struct canvas *canvas)
{
    int room = canvas_height(canvas) - 1;
    int rows = room < ENOUGH ? room : room - STRIP_ROWS;
    return (struct rect){1, 0, rows > FORM_ROWS ? FORM_ROWS : rows, canvas_width(canvas) - 1};
}

static void draw_customer(struct intake_view *self, struct canvas *canvas, int x)
{
    const struct customer *customer = &self->customer;
    char label[80];
    int width = canvas_width(canvas) - x;
    if (customer->head.id == 0) {
        draw_text(canvas, 0, x, width, STYLE_DIM,
                  intake_form_is_unknown(self) ? _("没有查到这个号码的用户：请填写姓名和地址，照常保存")
                                               : _("输入号码、姓名（或拼音首字母）、地址即查找用户"));
        return;
    }
    x += draw_format(canvas, 0, x, -1, STYLE_STRONG, _("户号 %s"), customer->account) + 2;
    bool is_normal = strcmp(customer->supply, "normal") == 0;
    x += draw_format(canvas, 0, x, -1, is_normal ? STYLE_GOOD : STYLE_WARNING, "%s",
                     profile_label(&self->console->config->profile, SET_SUPPLY, customer->supply, label)) +
         2;
    if (customer->arrears.given && customer->arrears.value > 0) {
        long long cents = (long long)customer->arrears.value;
        x +=
            draw_format(canvas, 0, x, -1, STYLE_WARNING, _("欠费 %lld.%02lld 元"), cents / 100, cents % 100) +
            2;
    }
    if (customer->is_important) {
        x += draw_text(canvas, 0, x, -1, STYLE_CRITICAL, _("重要用户")) + 2;
    }
    draw_text(canvas, 0, x, canvas_width(canvas) - x, STYLE_WARNING, customer->needs);
}

/* How long the caller has been talking, then who it is. Returns where the second part begins. */
static int draw_timer(struct intake_view *self, struct canvas *canvas)
{
    const struct contact *contact = &self->intake.contact;
    char length[24];
    int64_t until = self->has_hung_up ? contact->ended_at.value : console_now(self->console);
    time_length(until - intake_accepted_at(&self->console->desk, &self->intake), length);
    int x = 1 + draw_format(canvas, 0, 1, -1, STYLE_STRONG, self->has_hung_up ? _("已挂机 %s") : _("通话 %s"),
                            length);
    if (contact->ring_id != 0 && contact->rings.given) {
        bool is_late = contact->rings.value > self->console->config->settings.ring_limit;
        x += 2 + draw_format(canvas, 0, x + 2, -1, is_late ? STYLE_WARNING : STYLE_GOOD, _("振铃 %lld 声"),
                             (long long)contact->rings.value);
    }
    return x + 3;
}

static void draw_matches(struct intake_view *self, struct canvas *canvas, int y, int rows)
{
    int width = canvas_width(canvas);
    draw_rule(canvas, y, 0, width, STYLE_BORDER);
    draw_format(canvas, y, 2, -1, STYLE_STRONG, _(" 符合的用户 %zu 户  ↑↓ 选择  Enter 采用  Esc 收起 "),
                self->match_count);
    for (int i = 0; i < rows - 1; i++) {
        int first = self->picked >= rows - 1 ? self->picked - rows + 2 : 0;
        int at = first + i;
        size_t index = (size_t)at;
        if (index >= self->match_count) {
            draw_text(canvas, y + 1 + i, 0, width, STYLE_NORMAL, "");
            continue;
        }
        const struct customer_row *row = &self->matches[index];
        char phone[PHONE_SIZE];
        struct str line = {0};
        bool is_picked = at == self->picked;
        console_list_phone(self->console, row->phone, phone);
        str_add(&line, is_picked ? "> " : "  ");
        text_pad(&line, phone, 15);
        text_pad(&line, row->name, 9);
        text_pad(&line, row->account, 10);
        str_printf(&line, "%s  %s%s", row->address, row->station, row->is_important ? _("  重要") : "");
        draw_text(canvas, y + 1 + i, 0, width, is_picked ? STYLE_SELECTED : STYLE_NORMAL, str_text(&line));
        str_free(&line);
    }
}

static void draw_history(struct intake_view *self, struct canvas *canvas, int y, int rows)
{
    const struct profile *profile = &self->console->config->profile;
    int width = canvas_width(canvas);
    int64_t now = console_now(self->console);
    draw_rule(canvas, y, 0, width, STYLE_BORDER);
    draw_text(canvas, y, 2, -1, STYLE_STRONG,
              self->history_count > 0 ? _(" 该用户以往工单 ") : _(" 没有以往工单 "));
    for (int i = 0; i < rows - 1; i++) {
        if ((size_t)i >= self->history_count) {
            draw_text(canvas, y + 1 + i, 0, width, STYLE_NORMAL, "");
            continue;
        }
        const struct history_row *row = &self->history[i];
        char number[CASE_NUMBER_SIZE], time[24], type[80], state[80];
        struct str line = {0};
        console_number(self->console, row->number, number, sizeof(number));
        time_short(now, row->accepted_at, time);
        text_pad(&line, number, 15);
        text_pad(&line, time, 12);
        text_pad(&line, profile_label(profile, SET_TYPE, row->type, type), 5);
        text_pad(&line, profile_label(profile, SET_STATE, row->state, state), 9);
        str_add(&line, row->content);
        draw_text(canvas, y + 1 + i, 1, width - 1, row->is_open ? STYLE_WARNING : STYLE_DIM, str_text(&line));
        str_free(&line);
    }
}

static void draw(struct view *view, struct canvas *canvas, bool has_focus)
{
    struct intake_view *self = self_of(view);
    struct canvas_part part;
    struct rect form = form_rect(canvas);
    int strip = canvas_height(canvas) - 1 - form.height;
    draw_clear(canvas);
    draw_customer(self, canvas, draw_timer(self, canvas));
    form_draw(form_of(self), canvas_sub(canvas, form, &part), has_focus && !self->task.is_running);
    if (strip == 0) {
        return;
    }
    if (intake_form_offers(self)) {
        draw_matches(self, canvas, form.y + form.height, strip);
    } else {
        draw_history(self, canvas, form.y + form.height, strip);
    }
}

static void echo(struct view *view, struct canvas *canvas, bool has_focus)
{
    struct canvas_part part;
    (void)has_focus; /* only a form with the focus is typed into */
    form_draw_text(form_of(self_of(view)), canvas_sub(canvas, form_rect(canvas), &part));
}

static void tick(struct view *view, struct canvas *canvas)
{
    draw_timer(self_of(view), canvas);
}

static unsigned mouse(struct view *view, int y, int x, enum ui_mouse what)
{
    struct intake_view *self = self_of(view);
    if (what != UI_MOUSE_PRESS || self->task.is_running || !form_click(form_of(self), y - 1, x)) {
        return 0;
    }
    intake_form_sync(self);
    return VIEW_HANDLED;
}

static void title(struct view *view, char *out, size_t size)
{
    draft_keeper_title(&self_of(view)->draft, _("来电登记"), out, size);
}

static void step(struct view *view)
{
    intake_form_step(self_of(view));
    intake_form_take_made(self_of(view));
    intake_save_step(self_of(view));
}

static unsigned run_save(struct view *view)
{
    intake_save_start(self_of(view), false);
    return VIEW_HANDLED;
}

static unsigned run_answer(struct view *view)
{
    intake_save_start(self_of(view), true);
    return VIEW_HANDLED;
}

static unsigned run_back(struct view *view)
{
    struct intake_view *self = self_of(view);
    catch_up(self);
    if (self->task.is_running) {
        intake_save_cancel(self);
        return VIEW_HANDLED;
    }
    if (intake_form_offers(self)) {
        self->matches_hidden = true;
        view_touch(view);
        return VIEW_HANDLED;
    }
    if (intake_form_is_blank(self)) {
        draft_keeper_drop(&self->draft);
        return VIEW_CLOSE | VIEW_HANDLED;
    }
    draft_keeper_flush(&self->draft);
    queue_view_show(self->console);
    ui_status(self->console->ui, STYLE_NORMAL, _("登记没有保存，草稿已留，F6 切换回去继续。"));
    return VIEW_HANDLED;
}

static void discard_answered(void *context, bool is_yes)
{
    struct intake_view *self = context;
    if (is_yes) {
        draft_keeper_drop(&self->draft);
        ui_close_view(self->console->ui, &self->view);
    }
}

static unsigned run_discard(struct view *view)
{
    struct intake_view *self = self_of(view);
    if (self->task.is_running) {
        return locked(self);
    }
    confirm_open(self->console->ui, _("放弃登记"), _("这张来电登记和它的草稿都会删除，不能恢复。放弃吗？"),
                 discard_answered, self);
    return VIEW_HANDLED;
}

static const struct intake *host_intake(void *context)
{
    return &((struct intake_view *)context)->intake;
}

/* Which phrases were read aloud is part of the contact. */
static void host_used(void *context, const struct phrase *phrase)
{
    struct intake_view *self = context;
    char *phrases = self->intake.contact.phrases;
    size_t length = strlen(phrases), more = strlen(phrase->id) + 1;
    for (const char *at = phrases; (at = strstr(at, phrase->id)) != NULL; at += more - 1) {
        bool begins = at == phrases || at[-1] == ' ', ends = at[more - 1] == ' ' || at[more - 1] == '\0';
        if (begins && ends) {
            return;
        }
    }
    if (length + more > PHRASES_MAX) {
        return;
    }
    text_format(phrases + length, PHRASES_MAX + 1 - length, "%s%s", length > 0 ? " " : "", phrase->id);
    draft_keeper_touch(&self->draft);
}

static void open_book(struct intake_view *self, bool has_focus)
{
    const struct phrase_host host = {host_intake, host_used, self};
    phrasebook_open(self->console, &host, has_focus);
}

static unsigned run_customer(struct view *view)
{
    struct intake_view *self = self_of(view);
    catch_up(self);
    customer_card_or_new(self->console, &self->intake.record);
    return VIEW_HANDLED;
}

static unsigned run_book(struct view *view)
{
    open_book(self_of(view), true);
    return VIEW_HANDLED;
}

static void close_view(struct view *view)
{
    struct intake_view *self = self_of(view);
    catch_up(self);
    draft_keeper_flush(&self->draft);
    if (self->task.is_running) {
        task_cancel(&self->task);
    }
    record_form_free(&self->form);
    free(self);
}

static const struct action actions[] = {
    {"intake.save", UI_CTRL | 'S', N_("保存"), N_("保存为工单，进入工作台倒计时"), run_save, ACTION_BAR},
    {"intake.answer", UI_KEY_F(9), N_("当场答复"), N_("已当场答复：保存并直接办结"), run_answer, ACTION_BAR},
    {"intake.book", UI_KEY_F(5), N_("话术"), N_("打开话术，输入的内容不会丢"), run_book, ACTION_BAR},
    {"intake.customer", UI_KEY_F(11), N_("用户"), N_("打开用户资料；还没有这一户时按已填的内容建户"),
     run_customer, ACTION_BAR},
    {"intake.back", UI_KEY_ESC, N_("返回"), N_("回到工作台，草稿保留"), run_back, ACTION_BAR},
    {"intake.discard", UI_KEY_F(8), N_("放弃"), N_("放弃这张登记并删除草稿（先询问）"), run_discard, 0},
};

const struct action_table intake_actions = {"intake", N_("来电登记"), actions,
                                            sizeof(actions) / sizeof(actions[0]), true};

static const struct view_ops ops = {
    .name = "intake",
    .actions = actions,
    .action_count = sizeof(actions) / sizeof(actions[0]),
    .title = title,
    .draw = draw,
    .echo = echo,
    .tick = tick,
    .step = step,
    .key = key,
    .paste = paste,
    .mouse = mouse,
    .close = close_view,
};

void intake_view_open(struct console *console, const struct draft *restored, const char *digits)
{
    struct intake_view *self = mem_new(1, sizeof(*self));
    self->view.ops = &ops;
    self->console = console;
    self->is_restored = restored != NULL;
    if (restored != NULL) {
        self->intake = *restored->intake;
    } else {
        intake_begin(&console->desk, &self->intake);
    }
    self->view.ui = console->ui;
    draft_keeper_begin(&self->draft, &self->view, DRAFT_INTAKE, &self->intake, restored);
    intake_form_open(self);
    ui_open_page(console->ui, &self->view);
    if (restored != NULL && self->intake.record.content[0] != '\0') {
        form_set_focus(form_of(self), "content");
    }
    if (digits != NULL) {
        form_set(form_of(self), "phone", digits);
        intake_form_sync(self);
    }
    if (ui_width(console->ui) >= SIDE_COLUMNS) {
        open_book(self, false);
    }
}

size_t intake_view_count(struct console *console)
{
    size_t count = 0;
    for (size_t i = 0; i < ui_page_count(console->ui); i++) {
        count += ui_page(console->ui, i)->ops == &ops;
    }
    return count;
}

void intake_view_answer(struct console *console, struct intake *intake, size_t matches)
{
    struct draft draft = {.kind = DRAFT_INTAKE, .opened_at = intake->opened_at, .intake = intake};
    char digits[PHONE_SIZE];
    text_copy(digits, sizeof(digits), intake->record.phone);
    if (matches > 1) {
        intake->record.phone[0] = '\0'; /* typed anew, so that its customers are offered */
    }
    intake_view_open(console, &draft, matches > 1 ? digits : NULL);
    struct intake_view *self = self_of(ui_front(console->ui));
    form_set_focus(form_of(self), digits[0] == '\0' || matches > 1 ? "phone"
                                  : matches == 1                   ? "type"
                                                                   : "name");
    draft_keeper_touch(&self->draft);
    draft_keeper_flush(&self->draft);
}

size_t intake_view_calls(struct console *console, struct intake_call *calls, size_t max)
{
    size_t count = 0;
    for (size_t i = 0; i < ui_page_count(console->ui) && count < max; i++) {
        struct view *page = ui_page(console->ui, i);
        if (page->ops == &ops && self_of(page)->intake.contact.ring_id != 0) {
            calls[count++] =
                (struct intake_call){self_of(page)->intake.contact.ring_id, self_of(page)->has_hung_up};
        }
    }
    return count;
}

void intake_view_hang_up(struct console *console, int64_t ring_id, int64_t ended_at)
{
    for (size_t i = 0; i < ui_page_count(console->ui); i++) {
        struct view *page = ui_page(console->ui, i);
        struct intake_view *self = self_of(page);
        if (page->ops == &ops && self->intake.contact.ring_id == ring_id && !self->has_hung_up) {
            self->has_hung_up = true;
            self->intake.contact.ended_at = (struct optional){.value = ended_at, .given = true};
            draft_keeper_touch(&self->draft);
            view_touch(page);
        }
    }
}
