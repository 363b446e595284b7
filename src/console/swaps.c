/* Swaps of shifts and leave: asked, agreed, approved. */

#include <stdlib.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/console/edit_page.h"
#include "zuoxi/console/errand.h"
#include "zuoxi/console/paint.h"
#include "zuoxi/console/shifts.h"
#include "zuoxi/desk/swap.h"
#include "zuoxi/tui/list.h"
#include "zuoxi/tui/popup.h"

#define PAGE     50
#define TOP_ROWS 2

enum column { COLUMN_WHAT, COLUMN_REASON, COLUMN_STATE, COLUMN_ASKED, COLUMN_COUNT };

struct swaps_view {
    struct view view;
    struct console *console;
    struct swap *swaps; /* owned */
    size_t count, capacity;
    bool has_more;
    size_t waiting;
    struct list_column columns[COLUMN_COUNT];
    struct list list;
    struct errand errand;
    int visible;
    unsigned long seen;
};

static const struct list_column columns[COLUMN_COUNT] = {
    [COLUMN_WHAT] = {.title = N_("换班、请假"), .width = 44},
    [COLUMN_REASON] = {.title = N_("原因"), .width = 0},
    [COLUMN_STATE] = {.title = N_("状态"), .width = 12},
    [COLUMN_ASKED] = {.title = N_("申请"), .width = 12, .wide_only = 100},
};

static struct swaps_view *self_of(struct view *view)
{
    return (struct swaps_view *)view;
}

static void cell(void *context, size_t index, size_t column, char *out, size_t size, enum style *style)
{
    static const enum style styles[SWAP_STATES] = {[SWAP_ASKED] = STYLE_WARNING,
                                                   [SWAP_AGREED] = STYLE_WARNING,
                                                   [SWAP_APPROVED] = STYLE_GOOD,
                                                   [SWAP_REFUSED] = STYLE_CRITICAL,
                                                   [SWAP_WITHDRAWN] = STYLE_DIM};
    const struct swaps_view *self = context;
    const struct swap *swap = &self->swaps[index];
    enum swap_state state = swap_state_parse(swap->state);
    char time[24];
    switch ((enum column)column) {
    case COLUMN_WHAT:
        swap_describe(swap, out, size);
        break;
    case COLUMN_REASON:
        text_format(out, size, "%s%s%s", swap->reason, swap->answer[0] != '\0' ? _("；不同意：") : "",
                    swap->answer);
        break;
    case COLUMN_STATE:
        text_copy(out, size, swap_state_label(state));
        *style = state < SWAP_STATES ? styles[state] : STYLE_NORMAL;
        break;
    case COLUMN_ASKED:
        time_short(console_now(self->console), swap->asked_at.value, time);
        text_copy(out, size, time);
        break;
    case COLUMN_COUNT:
        break;
    }
}

static void read_page(struct swaps_view *self)
{
    struct err err;
    size_t count = 0;
    mem_reserve((void **)&self->swaps, &self->capacity, self->count + PAGE, sizeof(*self->swaps));
    int64_t before = self->count > 0 ? self->swaps[self->count - 1].head.id : 0;
    if (swap_list(&self->console->desk, before, PAGE, &self->swaps[self->count], &count, &err) != STATUS_OK) {
        ui_status_err(self->console->ui, &err);
    }
    self->count += count;
    self->has_more = count == PAGE;
    self->list.row_count = self->count;
}

static void reload(struct swaps_view *self)
{
    struct err err;
    self->count = 0;
    read_page(self);
    if (self->list.selected >= self->count) {
        self->list.selected = self->count > 0 ? self->count - 1 : 0;
    }
    if (swap_waiting(&self->console->desk, &self->waiting, &err) != STATUS_OK) {
        ui_status_err(self->console->ui, &err);
    }
    view_touch(&self->view);
}

static void step(struct view *view)
{
    struct swaps_view *self = self_of(view);
    errand_step(&self->errand, self->console);
    if (console_changed(self->console, &self->seen)) {
        reload(self);
    }
}

static void draw(struct view *view, struct canvas *canvas, bool has_focus)
{
    struct swaps_view *self = self_of(view);
    const struct settings *settings = &self->console->config->settings;
    struct canvas_part part;
    int width = canvas_width(canvas);
    char notice[40];
    duration_describe(settings->swap_notice, notice);
    draw_clear(canvas);
    draw_format(canvas, 0, 1, width - 1, self->waiting > 0 ? STYLE_STRONG : STYLE_NORMAL,
                _("等您办的 %zu 件   每人每月最多 %d 次，提前%s，由%s批准"), self->waiting,
                settings->swap_limit, notice, role_label(role_parse(settings->swap_approver)));
    draw_rule(canvas, 1, 0, width, STYLE_BORDER);
    struct canvas *inner =
        canvas_sub(canvas, (struct rect){TOP_ROWS, 0, canvas_height(canvas) - TOP_ROWS, width}, &part);
    self->visible = list_visible(inner);
    list_draw(&self->list, inner, has_focus);
}

static unsigned key(struct view *view, uint32_t pressed)
{
    struct swaps_view *self = self_of(view);
    if (!list_key(&self->list, pressed, self->visible)) {
        return 0;
    }
    while (self->has_more && (pressed == UI_KEY_END || self->list.selected + PAGE / 2 >= self->count)) {
        read_page(self);
    }
    view_touch(view);
    return VIEW_HANDLED;
}

static unsigned mouse(struct view *view, int y, int x, enum ui_mouse what)
{
    struct swaps_view *self = self_of(view);
    if (!list_mouse(&self->list, y - TOP_ROWS, x, what, self->visible)) {
        return 0;
    }
    view_touch(view);
    return VIEW_HANDLED;
}

static const struct swap *selected(const struct swaps_view *self)
{
    return self->list.selected < self->count ? &self->swaps[self->list.selected] : NULL;
}

static void start(struct swaps_view *self, enum swap_verb verb, const char *reason, const char *said)
{
    const struct swap *swap = selected(self);
    if (swap == NULL) {
        return;
    }
    struct swap_act *act = mem_new(1, sizeof(*act));
    act->id = swap->head.id;
    act->verb = verb;
    text_copy(act->reason, sizeof(act->reason), reason);
    request_make(act->request);
    errand_start(&self->errand, self->console, swap_act, act, act->request, said);
}

/* The partner's word or the approver's: by what the request waits for. */
static unsigned run_agree(struct view *view)
{
    struct swaps_view *self = self_of(view);
    const struct swap *swap = selected(self);
    if (swap != NULL && swap_state_parse(swap->state) == SWAP_ASKED) {
        start(self, SWAP_AGREE, "", _("已同意，等批准。"));
    } else {
        start(self, SWAP_APPROVE, "", _("已批准，班表已改。"));
    }
    return VIEW_HANDLED;
}

static void refused(void *context, const char *text)
{
    if (text != NULL) {
        start(context, SWAP_REFUSE, text, _("已记下：不同意。"));
    }
}

static unsigned run_refuse(struct view *view)
{
    if (selected(self_of(view)) != NULL) {
        prompt_open(view->ui, _("不同意的原因"), "", refused, view);
    }
    return VIEW_HANDLED;
}

static void withdraw_answered(void *context, bool is_yes)
{
    if (is_yes) {
        start(context, SWAP_WITHDRAW, "", _("已撤回。"));
    }
}

static unsigned run_withdraw(struct view *view)
{
    struct swaps_view *self = self_of(view);
    char text[300];
    if (selected(self) != NULL) {
        swap_describe(selected(self), text, sizeof(text));
        confirm_open(view->ui, _("撤回申请"), text, withdraw_answered, self);
    }
    return VIEW_HANDLED;
}

static void asked(struct console *console, int64_t id)
{
    (void)id;
    console_touch(console);
    swaps_view_open(console);
    ui_status(console->ui, STYLE_GOOD, _("申请已提交。"));
}

/* What is typed, understood: which shifts the two dates mean, said before it is saved. */
static void remark(struct form *form, const void *subject_form)
{
    const struct swap *swap = &((const struct swap_request *)subject_form)->after;
    form_set_remark(form, "partner", swap->partner[0] == '\0' ? _("空着就是请假") : "", false);
    form_set_remark(form, "back_date",
                    swap->partner[0] != '\0' && !swap->back_date.given ? _("空着就是只顶班、不还班") : "",
                    false);
}

/* Takes request over. */
static void open_form(struct console *console, struct swap_request *request, const struct draft *restored)
{
    static const struct record_slot slots[] = {
        {&swap_fields, "date", NULL, 0, 0, 6, FORM_LINE},
        {&swap_fields, "partner", NULL, 1, 0, 6, FORM_LINE},
        {&swap_fields, "back_date", NULL, 2, 0, 6, FORM_LINE},
        {&swap_fields, "reason", NULL, 3, 0, 12, FORM_PARAGRAPH},
    };
    struct edit_subject subject = {
        .kind = DRAFT_SWAP,
        .form = request,
        .request = request->request,
        .parts = {{&swap_fields, &request->before, &request->after}},
        .part_count = 1,
        .slots = slots,
        .slot_count = sizeof(slots) / sizeof(slots[0]),
        .work = swap_ask,
        .remark = remark,
        .saved = asked,
    };
    text_copy(subject.title, sizeof(subject.title), _("申请换班、请假"));
    edit_page_open(console, &subject, restored);
}

void swap_form_restore(struct console *console, const struct draft *draft)
{
    struct swap_request *request = mem_new(1, sizeof(*request));
    *request = *draft->swap;
    open_form(console, request, draft);
}

static unsigned run_new(struct view *view)
{
    struct console *console = console_of(view);
    struct err err;
    if (desk_allow(&console->desk, RIGHT_CONTACT_SAVE, &err) != STATUS_OK) {
        ui_status_err(console->ui, &err);
    } else if (!edit_page_show(console, DRAFT_SWAP, 0)) {
        struct swap_request *request = mem_new(1, sizeof(*request));
        swap_begin(&console->desk, request);
        open_form(console, request, NULL);
    }
    return VIEW_HANDLED;
}

static unsigned run_back(struct view *view)
{
    struct swaps_view *self = self_of(view);
    return errand_cancel(&self->errand, self->console) ? VIEW_HANDLED : VIEW_CLOSE | VIEW_HANDLED;
}

static void title(struct view *view, char *out, size_t size)
{
    (void)view;
    text_copy(out, size, _("换班、请假"));
}

static void close_view(struct view *view)
{
    struct swaps_view *self = self_of(view);
    errand_free(&self->errand);
    free(self->swaps);
    free(self);
}

static const struct action actions[] = {
    {"swaps.new", 'n', N_("申请"), N_("申请换班或请假"), run_new, ACTION_BAR},
    {"swaps.agree", UI_KEY_ENTER, N_("同意批准"), N_("对方：同意；批准人：批准，班表随即改好"), run_agree,
     ACTION_BAR},
    {"swaps.refuse", 'x', N_("不同意"), N_("对方或批准人不同意，写明原因"), run_refuse, ACTION_BAR},
    {"swaps.withdraw", 'd', N_("撤回"), N_("申请人撤回还没有批准的申请"), run_withdraw, ACTION_BAR},
    {"swaps.back", UI_KEY_ESC, N_("返回"), N_("关闭"), run_back, ACTION_BAR},
};

const struct action_table swaps_actions = {"swaps", N_("换班、请假"), actions,
                                           sizeof(actions) / sizeof(actions[0]), false};

static const struct view_ops ops = {
    .name = "swaps",
    .actions = actions,
    .action_count = sizeof(actions) / sizeof(actions[0]),
    .title = title,
    .draw = draw,
    .step = step,
    .key = key,
    .mouse = mouse,
    .close = close_view,
};

void swaps_view_open(struct console *console)
{
    for (size_t i = 0; i < ui_page_count(console->ui); i++) {
        if (ui_page(console->ui, i)->ops == &ops) {
            ui_show_page(console->ui, ui_page(console->ui, i));
            return;
        }
    }
    struct swaps_view *self = mem_new(1, sizeof(*self));
    self->view.ops = &ops;
    self->console = console;
    for (size_t i = 0; i < COLUMN_COUNT; i++) {
        self->columns[i] = columns[i];
        self->columns[i].title = _(columns[i].title);
    }
    self->list = (struct list){.columns = self->columns,
                               .column_count = COLUMN_COUNT,
                               .empty = _("没有换班、请假。按 n 申请，写明哪天的班、和谁换、还哪天的班。"),
                               .cell = cell,
                               .context = self};
    ui_open_page(console->ui, &self->view);
    console_changed(console, &self->seen);
    reload(self);
}
