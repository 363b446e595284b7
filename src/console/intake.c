/* The call form: what a caller says becomes a contact and a case. */

#include <stdlib.h>
#include <string.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/console/intake_view.h"
#include "zuoxi/console/lint.h"
#include "zuoxi/console/promises.h"
#include "zuoxi/console/views.h"
#include "zuoxi/desk/guide.h"
#include "zuoxi/desk/script.h"
#include "zuoxi/tui/popup.h"

#define SIDE_COLUMNS 120

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
    if (follow_is_behind(&self->typed)) {
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
    if (offer_key(self, pressed) || intake_stops_key(self, pressed)) {
        return VIEW_HANDLED;
    }
    if (pressed == (UI_CTRL | 'A')) {
        return 0; /* here it attaches, whatever it does in other forms */
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

static void draw(struct view *view, struct canvas *canvas, bool has_focus)
{
    struct canvas_part below;
    if (intake_guide_rows(self_of(view), canvas) > 0) {
        intake_guide_draw(self_of(view), canvas);
    }
    intake_draw(self_of(view), intake_link_draw(self_of(view), canvas, &below), has_focus);
}

static void echo(struct view *view, struct canvas *canvas, bool has_focus)
{
    struct canvas_part part, below;
    (void)has_focus; /* only a form with the focus is typed into */
    canvas = intake_link_below(self_of(view), canvas, &below);
    form_draw_text(form_of(self_of(view)),
                   canvas_sub(canvas, intake_form_rect(self_of(view), canvas), &part));
}

static void tick(struct view *view, struct canvas *canvas)
{
    struct canvas_part below;
    intake_draw_timer(self_of(view), intake_link_below(self_of(view), canvas, &below));
}

static unsigned mouse(struct view *view, int y, int x, enum ui_mouse what)
{
    struct intake_view *self = self_of(view);
    if (what != UI_MOUSE_PRESS || self->task.is_running ||
        !form_click(form_of(self), y - 1 - self->link.rows, x)) {
        return 0;
    }
    intake_form_sync(self);
    return VIEW_HANDLED;
}

static void title(struct view *view, char *out, size_t size)
{
    struct intake_view *self = self_of(view);
    char channel[80], name[100];
    text_format(
        name, sizeof(name), _("%s登记"),
        profile_label(&self->console->config->profile, SET_CHANNEL, self->intake.contact.channel, channel));
    draft_keeper_title(&self->draft, name, out, size);
}

static void step(struct view *view)
{
    intake_form_step(self_of(view));
    intake_form_take_made(self_of(view));
    intake_link_step(self_of(view));
    intake_stops_sync(self_of(view));
    if (ui_front(view->ui) == view && !ui_has_popup(view->ui)) {
        lint_step(console_of(view), form_of(self_of(view)));
    }
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
    queue_view_show(self->console);
    draft_keeper_left(&self->draft, _("登记没有保存，草稿已留，F6 切换回去继续。"));
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
    confirm_open(self->console->ui, _("放弃登记"), _("这张登记和它的草稿都会删除，不能恢复。放弃吗？"),
                 discard_answered, self);
    return VIEW_HANDLED;
}

static const struct intake *host_intake(void *context)
{
    return &((struct intake_view *)context)->intake;
}

/* What was read aloud is part of the contact, with its time. */
static void host_used(void *context, const char *id, const char *stage)
{
    struct intake_view *self = context;
    if (!script_say(&self->intake.contact, id, console_now(self->console))) {
        ui_status(self->console->ui, STYLE_NORMAL, _("话术记录已满，这一条不再记。"));
    }
    if (strcmp(stage, guide_stage(GUIDE_REPEAT)) == 0) {
        form_set(form_of(self), "repeated_back", "1");
        intake_form_sync(self);
    }
    draft_keeper_touch(&self->draft);
    view_touch(&self->view);
}

/* What the book had to ask for is filled in where the form has nothing yet. */
static void host_given(void *context, const char *name, const char *value)
{
    struct intake_view *self = context;
    static const char *const fields[] = {"name", "address", "phone"};
    for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]); i++) {
        if (strcmp(fields[i], name) == 0 && form_get(form_of(self), name)[0] == '\0') {
            form_set(form_of(self), name, value);
            intake_form_sync(self);
        }
    }
}

static bool host_outage(void *context)
{
    return ((struct intake_view *)context)->link.notice.head.id != 0;
}

static void open_book(struct intake_view *self, bool has_focus)
{
    struct phrase_host host;
    intake_view_host(&self->view, &host);
    phrasebook_open(self->console, &host, has_focus);
}

static unsigned run_customer(struct view *view)
{
    struct intake_view *self = self_of(view);
    catch_up(self);
    customer_card_or_new(self->console, view, &self->intake.record);
    return VIEW_HANDLED;
}

static unsigned toggle(struct view *view, const char *form)
{
    struct intake_view *self = self_of(view);
    if (self->task.is_running) {
        return locked(self);
    }
    intake_kind_toggle(self, form);
    return VIEW_HANDLED;
}

static unsigned run_complaint(struct view *view)
{
    return toggle(view, "complaint");
}

static unsigned run_repair(struct view *view)
{
    return toggle(view, "repair");
}

static unsigned run_book(struct view *view)
{
    open_book(self_of(view), true);
    return VIEW_HANDLED;
}

/* What is told here so far; the promise learns its case when the form is saved. */
static unsigned run_promise(struct view *view)
{
    struct intake_view *self = self_of(view);
    struct promise about;
    catch_up(self);
    promises_about_case(&self->intake.record, &about);
    about.case_id = 0;
    promises_ask(self->console, &about, self->intake.request);
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
    record_form_free(&self->stops.form);
    free(self);
}

static const struct action actions[] = {
    {"intake.save", UI_CTRL | 'S', N_("保存"), N_("保存为工单，进入工作台倒计时"), run_save, ACTION_BAR},
    {"intake.answer", UI_KEY_F(9), N_("当场答复"), N_("已当场答复：保存并直接办结"), run_answer, ACTION_BAR},
    {"intake.complaint", UI_KEY_F(4), N_("投诉"), N_("改登投诉，再按回到原来的类型；填好的都在"),
     run_complaint, ACTION_BAR},
    {"intake.repair", UI_KEY_F(7), N_("报修"), N_("改登报修，再按回到原来的类型；填好的都在"), run_repair,
     ACTION_BAR},
    {"intake.book", UI_KEY_F(5), N_("话术"), N_("打开话术，输入的内容不会丢"), run_book, ACTION_BAR},
    {"intake.customer", UI_KEY_F(11), N_("用户"), N_("打开用户资料；还没有这一户时按已填的内容建户"),
     run_customer, 0},
    {"intake.outcome", UI_CTRL | 'O', N_("结果"),
     N_("通话结果，按一个数字就保存：转接、留言、打错、骚扰等不开工单"), intake_outcome_ask, 0},
    {"intake.promise", UI_CTRL | 'R', N_("预约回复"), N_("承诺给这位用户回电，到时提醒"), run_promise, 0},
    {"intake.notice", UI_CTRL | 'B', N_("关联停供"),
     N_("来电人在停供范围内：关联到公告，不另开工单；再按选回不回电"), intake_link_notice, 0},
    {"intake.attach", UI_CTRL | 'A', N_("并入工单"), N_("并入这位用户未结的工单，作为再次来电，不另开工单"),
     intake_link_case, 0},
    {"intake.step", UI_CTRL | 'N', N_("已说"), N_("通话环节：勾上当前这一步（没有用话术念的）"),
     intake_guide_tick, 0},
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

bool intake_view_host(struct view *view, struct phrase_host *host)
{
    *host = (struct phrase_host){host_intake, host_used, host_given, host_outage, view};
    return view->ops == &ops;
}

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

void intake_view_register(struct console *console, const char *channel)
{
    struct view *front = ui_front(console->ui);
    bool is_new = front == NULL || front->ops != &ops;
    if (is_new) {
        intake_view_open(console, NULL, NULL);
        front = ui_front(console->ui);
    }
    struct intake_view *self = self_of(front);
    if (self->task.is_running) {
        locked(self);
        return;
    }
    intake_kind_set_channel(self, channel);
    if (is_new) {
        form_focus_first_empty(form_of(self));
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

struct intake_view *intake_view_page(struct console *console, size_t index)
{
    struct view *page = ui_page(console->ui, index);
    return page->ops == &ops ? self_of(page) : NULL;
}
