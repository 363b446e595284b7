/* Swaps of shifts and leave: asked, agreed, approved. */

#include <stddef.h>
#include <stdlib.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/console/edit_page.h"
#include "zuoxi/console/list_page.h"
#include "zuoxi/console/paint.h"
#include "zuoxi/console/prompt.h"
#include "zuoxi/console/shifts.h"
#include "zuoxi/desk/swap.h"
#include "zuoxi/domain/workday.h"
#include "zuoxi/tui/popup.h"

#define PAGE 50

enum column { COLUMN_WHAT, COLUMN_REASON, COLUMN_STATE, COLUMN_ASKED, COLUMN_COUNT };

struct swaps_view {
    struct list_page page; /* rows: struct swap */
    size_t waiting;
    int64_t asked; /* the request of the open question: the list may be another one when it is answered */
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
    const struct list_page *page = context;
    const struct swap *swap = (const struct swap *)page->rows + index;
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
        if (swap_waits_here(&page->console->desk, swap)) {
            text_copy(out, size, state == SWAP_ASKED ? _("待您同意") : _("待您批准"));
            *style = STYLE_STRONG;
        }
        break;
    case COLUMN_ASKED:
        time_short(console_now(page->console), swap->asked_at.value, time);
        text_copy(out, size, time);
        break;
    case COLUMN_COUNT:
        break;
    }
}

static enum status read_swaps(struct list_page *page, const void *last, size_t most, void *rows,
                              size_t *count, struct err *err)
{
    int64_t before = last != NULL ? ((const struct swap *)last)->head.id : 0;
    return swap_list(&page->console->desk, before, most, rows, count, err);
}

static void count_waiting(struct view *view)
{
    struct swaps_view *self = self_of(view);
    struct err err;
    if (swap_waiting(&self->page.console->desk, &self->waiting, &err) != STATUS_OK) {
        ui_status_err(view->ui, &err);
    }
}

static int64_t row_id(const void *row)
{
    return ((const struct swap *)row)->head.id;
}

static void head(struct view *view, struct canvas *canvas)
{
    const struct swaps_view *self = self_of(view);
    const struct settings *settings = &self->page.console->config->settings;
    char notice[40];
    duration_describe(settings->swap_notice, notice);
    draw_format(canvas, 0, 1, canvas_width(canvas) - 1, self->waiting > 0 ? STYLE_STRONG : STYLE_NORMAL,
                _("等您办的 %zu 件   每人每月最多 %d 次，提前%s，由%s批准"), self->waiting,
                settings->swap_limit, notice, role_label(role_parse(settings->swap_approver)));
}

static const struct swap *selected(const struct swaps_view *self)
{
    return list_page_selected(&self->page);
}

static void start(struct swaps_view *self, int64_t id, enum swap_verb verb, const char *said)
{
    struct swap_act *act = mem_new(1, sizeof(*act));
    act->id = id;
    act->verb = verb;
    request_make(act->request);
    errand_start(&self->page.errand, self->page.console, swap_act, act, act->request, said);
}

/* The partner's word or the approver's: by what the request waits for. */
static unsigned run_agree(struct view *view)
{
    struct swaps_view *self = self_of(view);
    const struct swap *swap = selected(self);
    if (swap != NULL && swap_state_parse(swap->state) == SWAP_ASKED) {
        start(self, swap->head.id, SWAP_AGREE, _("已同意，等批准。"));
    } else if (swap != NULL) {
        start(self, swap->head.id, SWAP_APPROVE, _("已批准，班表已改。"));
    }
    return VIEW_HANDLED;
}

static enum status fill_refusal(struct console *console, const struct prompt_draft *draft, void *argument,
                                struct err *err)
{
    struct swap_act *act = argument;
    (void)console, (void)err;
    act->id = draft->id;
    act->verb = SWAP_REFUSE;
    text_copy(act->reason, sizeof(act->reason), draft->text);
    return STATUS_OK;
}

static void show(struct console *console, const struct prompt_draft *draft)
{
    (void)draft;
    swaps_view_open(console);
}

const struct prompt_kind prompt_refuse_swap = {
    .action = "swap.refuse",
    .title = N_("不同意的原因"),
    .said = N_("已记下：不同意。"),
    .work = swap_act,
    .argument_size = sizeof(struct swap_act),
    .request_at = offsetof(struct swap_act, request),
    .fill = fill_refusal,
    .show = show,
};

static unsigned run_refuse(struct view *view)
{
    const struct swap *swap = selected(self_of(view));
    if (swap != NULL) {
        struct prompt_draft subject = {.id = swap->head.id};
        swap_describe(swap, subject.about, sizeof(subject.about));
        prompt_ask(console_of(view), &prompt_refuse_swap, &subject);
    }
    return VIEW_HANDLED;
}

static void withdraw_answered(void *context, bool is_yes)
{
    struct swaps_view *self = context;
    if (is_yes) {
        start(self, self->asked, SWAP_WITHDRAW, _("已撤回。"));
    }
}

static unsigned run_withdraw(struct view *view)
{
    struct swaps_view *self = self_of(view);
    char text[300];
    const struct swap *swap = selected(self);
    if (swap != NULL) {
        self->asked = swap->head.id;
        swap_describe(swap, text, sizeof(text));
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

static void set_date(struct optional *field, int date)
{
    if (date != 0) {
        *field = (struct optional){.value = date_at(date, 0), .given = true};
    }
}

void swap_form_open(struct console *console, const struct swap_wish *wish)
{
    struct err err;
    if (desk_allow(&console->desk, RIGHT_CONTACT_SAVE, &err) != STATUS_OK) {
        ui_status_err(console->ui, &err);
    } else if (!edit_page_show(console, DRAFT_SWAP, 0)) {
        struct swap_request *request = mem_new(1, sizeof(*request));
        swap_begin(&console->desk, request);
        set_date(&request->after.date, wish->date);
        set_date(&request->after.back_date, wish->back_date);
        text_copy(request->after.partner, sizeof(request->after.partner), wish->partner);
        open_form(console, request, NULL);
    }
}

static unsigned run_new(struct view *view)
{
    swap_form_open(console_of(view), &(struct swap_wish){0});
    return VIEW_HANDLED;
}

static void title(struct view *view, char *out, size_t size)
{
    (void)view;
    text_copy(out, size, _("换班、请假"));
}

static const struct action actions[] = {
    {"swaps.new", 'n', N_("申请"), N_("申请换班或请假"), run_new, ACTION_BAR},
    {"swaps.agree", UI_KEY_ENTER, N_("同意批准"), N_("对方：同意；批准人：批准，班表随即改好"), run_agree,
     ACTION_BAR},
    {"swaps.refuse", 'x', N_("不同意"), N_("对方或批准人不同意，写明原因"), run_refuse, ACTION_BAR},
    {"swaps.withdraw", 'd', N_("撤回"), N_("申请人撤回还没有批准的申请"), run_withdraw, ACTION_BAR},
    {"swaps.back", UI_KEY_ESC, N_("返回"), N_("关闭"), list_page_back, ACTION_BAR},
};

const struct action_table swaps_actions = {"swaps", N_("换班、请假"), actions,
                                           sizeof(actions) / sizeof(actions[0]), false};

static const struct view_ops ops = {
    .name = "swaps",
    .actions = actions,
    .action_count = sizeof(actions) / sizeof(actions[0]),
    .title = title,
    .step = list_page_step,
    LIST_PAGE_OPS,
};

static const struct list_page_kind kind = {
    .ops = &ops,
    .columns = columns,
    .column_count = COLUMN_COUNT,
    .empty = N_("没有换班、请假。按 n 申请，写明哪天的班、和谁换、还哪天的班。"),
    .row_size = sizeof(struct swap),
    .most = PAGE,
    .head_rows = 2,
    .head = head,
    .cell = cell,
    .read = read_swaps,
    .reread = count_waiting,
    .id = row_id,
};

/* The cursor begins on what waits for this person. */
static void select_waiting(struct swaps_view *self)
{
    const struct swap *swaps = self->page.rows;
    struct list *list = &self->page.list;
    for (size_t i = 0; i < list->row_count; i++) {
        if (swap_waits_here(&self->page.console->desk, &swaps[i])) {
            list->selected = i;
            return;
        }
    }
}

void swaps_view_open(struct console *console)
{
    if (list_page_show(console, &kind) == NULL) {
        struct swaps_view *self = mem_new(1, sizeof(*self));
        list_page_open(&self->page, console, &kind);
        select_waiting(self);
    }
}
