#include "zuoxi/desk/swap.h"

#include <stdlib.h>
#include <string.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/store/people_store.h"
#include "zuoxi/store/record.h"

#define AROUND_DAYS 40
#define OTHERS_MAX  200

static struct optional given(int64_t value)
{
    return (struct optional){.value = value, .given = true};
}

void swap_begin(struct desk *desk, struct swap_request *request)
{
    *request = (struct swap_request){.opened_at = clock_now(desk->clock)};
    request_make(request->request);
    text_copy(request->after.asker, sizeof(request->after.asker), desk->actor.badge);
    request->before = request->after;
}

void swap_describe(const struct swap *swap, char *out, size_t size)
{
    int date = swap_date(swap), back = swap_back_date(swap);
    int written = date / 100 % 100;
    if (swap_is_leave(swap)) {
        text_format(out, size, _("%s %02d-%02d %s 请假"), swap->asker, written, date % 100, swap->shift);
    } else if (back == 0) {
        text_format(out, size, _("%s %02d-%02d %s 由 %s 顶班"), swap->asker, written, date % 100, swap->shift,
                    swap->partner);
    } else {
        text_format(out, size, _("%s %02d-%02d %s 换 %s %02d-%02d %s"), swap->asker, written, date % 100,
                    swap->shift, swap->partner, back / 100 % 100, back % 100, swap->back_shift);
    }
}

/* What the rules look at; cleared with facts_clear. */
struct weighing {
    struct roster_rules rules;
    struct roster_rows rows;
    struct swap *others;
    struct swap_facts facts;
};

static void weighing_clear(struct weighing *weighing)
{
    roster_rows_clear(&weighing->rows);
    free(weighing->others);
    *weighing = (struct weighing){0};
}

static int days_from(int date, int days)
{
    for (; days > 0; days--) {
        date = date_next(date);
    }
    for (; days < 0; days++) {
        date = date_previous(date);
    }
    return date;
}

static enum status weigh(struct desk *desk, const struct swap *swap, struct weighing *weighing,
                         struct err *err)
{
    const struct settings *settings = desk->settings;
    int date = swap_date(swap), back = swap_back_date(swap);
    int first = back != 0 && back < date ? back : date, last = back > date ? back : date;
    size_t count = 0;
    weighing->rules = settings_roster_rules(settings);
    weighing->others = mem_new(OTHERS_MAX, sizeof(*weighing->others));
    first = days_from(first, -AROUND_DAYS);
    last = days_from(last, AROUND_DAYS);
    enum status status = roster_store_load(desk->store, first, last, &weighing->rows, err);
    if (status == STATUS_OK) {
        status = swap_store_approved(desk->store, date_at(first, 0), date_at(last, 0), OTHERS_MAX,
                                     weighing->others, &count, err);
    }
    weighing->facts = (struct swap_facts){.rules = &weighing->rules,
                                          .roster = roster_of(&weighing->rows),
                                          .others = weighing->others,
                                          .other_count = count,
                                          .calendar = &settings->calendar,
                                          .notice = settings->swap_notice,
                                          .limit = settings->swap_limit,
                                          .now = clock_now(desk->clock)};
    return status;
}

static enum status check_rules(const struct weighing *weighing, const struct swap *swap, struct err *err)
{
    const char *badge;
    char text[300];
    enum swap_rule rule = swap_check(&weighing->facts, swap, &badge);
    if (rule == SWAP_FINE) {
        return STATUS_OK;
    }
    swap_rule_text(&weighing->facts, rule, badge, text, sizeof(text));
    return err_set(err, STATUS_INVALID, "%s", text);
}

/* The shifts that stand on the roster on the two dates. */
static void fill_shifts(const struct weighing *weighing, struct swap *swap)
{
    const struct shift *shift =
        swap_shift_on(&weighing->rules, weighing->facts.roster, swap_date(swap), swap->asker);
    const struct shift *back =
        swap_back_date(swap) != 0
            ? swap_shift_on(&weighing->rules, weighing->facts.roster, swap_back_date(swap), swap->partner)
            : NULL;
    text_copy(swap->shift, sizeof(swap->shift), shift != NULL ? shift->name : "");
    text_copy(swap->back_shift, sizeof(swap->back_shift), back != NULL ? back->name : "");
}

static enum status check_partner(struct desk *desk, const struct swap *swap, struct err *err)
{
    struct person person = {0};
    if (swap_is_leave(swap)) {
        return STATUS_OK;
    }
    enum status status = strlen(swap->partner) < sizeof(person.badge)
                             ? people_store_find(desk->store, swap->partner, &person, err)
                             : err_set(err, STATUS_NOT_FOUND, _("没有工号 %s"), swap->partner);
    bool is_here = status == STATUS_OK && person.is_active && person.role != ROLE_ADMIN;
    explicit_bzero(&person, sizeof(person));
    if (status == STATUS_OK && !is_here) {
        return err_set(err, STATUS_INVALID, _("工号 %s 不是在用的坐席或班长"), swap->partner);
    }
    return status;
}

enum status swap_ask(struct desk *desk, void *argument, int64_t *id, struct err *err)
{
    struct swap *swap = mem_new(1, sizeof(*swap));
    struct weighing weighing = {0};
    *swap = ((const struct swap_request *)argument)->after; /* a copy: a try may fail */
    swap->head = (struct record_head){0};
    text_copy(swap->asker, sizeof(swap->asker), desk->actor.badge);
    enum status status = desk_allow(desk, RIGHT_CONTACT_SAVE, err);
    if (status == STATUS_OK) {
        status = field_check(&swap_fields, swap, NULL, err);
    }
    if (status == STATUS_OK) {
        status = check_partner(desk, swap, err);
    }
    if (status == STATUS_OK) {
        status = weigh(desk, swap, &weighing, err);
    }
    if (status == STATUS_OK) {
        fill_shifts(&weighing, swap);
        status = check_rules(&weighing, swap, err);
    }
    swap->asked_at = given(clock_now(desk->clock));
    text_copy(swap->state, sizeof(swap->state),
              swap_state_code(swap_is_leave(swap) ? SWAP_AGREED : SWAP_ASKED));
    if (status == STATUS_OK) {
        status = record_insert(desk->store, &swap_fields, swap, err);
    }
    if (status == STATUS_OK) {
        status = roster_store_move_on(desk->store, err);
    }
    *id = swap->head.id;
    if (status == STATUS_OK) {
        status = desk_audit(desk, "swap.ask", "swap", *id, &swap_fields, NULL, swap, NULL, err);
    }
    weighing_clear(&weighing);
    free(swap);
    return status;
}

/* "早班+中班" without "早班" is "中班". */
static void without(const char *plan, const char *shift, char out[ROSTER_PLAN_SIZE])
{
    const char *plus = strchr(plan, '+');
    size_t length = strlen(shift);
    if (plus == NULL) {
        out[0] = '\0';
    } else if ((size_t)(plus - plan) == length && strncmp(plan, shift, length) == 0) {
        text_copy(out, ROSTER_PLAN_SIZE, plus + 1);
    } else {
        text_format(out, ROSTER_PLAN_SIZE, "%.*s", (int)(plus - plan), plan);
    }
}

/* One shift goes from one person to the other; to '' it becomes leave. */
static enum status move_shift(struct desk *desk, int date, const char *shift, const char *from,
                              const char *to, struct err *err)
{
    char plan[ROSTER_PLAN_SIZE], rest[ROSTER_PLAN_SIZE];
    enum status status = roster_store_plan(desk->store, date, from, plan, err);
    without(plan, shift, rest);
    if (to[0] == '\0' && rest[0] == '\0') {
        text_copy(rest, sizeof(rest), SHIFT_LEAVE);
    }
    if (status == STATUS_OK) {
        status = roster_store_set(desk->store, date, from, rest, err);
    }
    if (status != STATUS_OK || to[0] == '\0') {
        return status;
    }
    return roster_store_set(desk->store, date, to, shift, err);
}

/* Both rows of a day are read before either is written: an exchange on one day needs that. */
static enum status change_roster(struct desk *desk, const struct swap *swap, struct err *err)
{
    int date = swap_date(swap), back = swap_back_date(swap);
    if (back != 0 && back == date) {
        enum status status = roster_store_set(desk->store, date, swap->asker, swap->back_shift, err);
        return status == STATUS_OK ? roster_store_set(desk->store, date, swap->partner, swap->shift, err)
                                   : status;
    }
    enum status status = move_shift(desk, date, swap->shift, swap->asker, swap->partner, err);
    return status == STATUS_OK && back != 0
               ? move_shift(desk, back, swap->back_shift, swap->partner, swap->asker, err)
               : status;
}

static enum status refuse_state(const struct swap *swap, struct err *err)
{
    return err_set(err, STATUS_CONFLICT, _("这份申请现在是“%s”，不能这样办"),
                   swap_state_label(swap_state_parse(swap->state)));
}

static bool is_approver(const struct desk *desk)
{
    return desk->actor.is_owner || desk_role(desk) == role_parse(desk->settings->swap_approver);
}

static bool is_party(const struct swap *swap, const char *badge)
{
    return strcmp(swap->asker, badge) == 0 || strcmp(swap->partner, badge) == 0;
}

bool swap_waits_here(const struct desk *desk, const struct swap *swap)
{
    const char *badge = desk->actor.badge;
    switch (swap_state_parse(swap->state)) {
    case SWAP_ASKED:
        return strcmp(swap->partner, badge) == 0;
    case SWAP_AGREED:
        return is_approver(desk) && !is_party(swap, badge);
    default:
        return false;
    }
}

static void set_state(struct swap *swap, enum swap_state state)
{
    text_copy(swap->state, sizeof(swap->state), swap_state_code(state));
}

static enum status agree(struct desk *desk, const struct swap_act *act, struct swap *swap, struct err *err)
{
    (void)act;
    if (strcmp(swap->partner, desk->actor.badge) != 0) {
        return err_set(err, STATUS_DENIED, _("要由 %s 本人同意"), swap->partner);
    }
    if (swap_state_parse(swap->state) != SWAP_ASKED) {
        return refuse_state(swap, err);
    }
    swap->agreed_at = given(clock_now(desk->clock));
    set_state(swap, SWAP_AGREED);
    return STATUS_OK;
}

static enum status approve(struct desk *desk, const struct swap_act *act, struct swap *swap, struct err *err)
{
    (void)act;
    if (!is_approver(desk)) {
        return err_set(err, STATUS_DENIED, _("换班、请假由%s批准"),
                       role_label(role_parse(desk->settings->swap_approver)));
    }
    if (is_party(swap, desk->actor.badge)) {
        return err_set(err, STATUS_DENIED, _("自己的换班、请假要由别人批准"));
    }
    if (swap_state_parse(swap->state) != SWAP_AGREED) {
        return refuse_state(swap, err);
    }
    text_copy(swap->decided_by, sizeof(swap->decided_by), desk->actor.badge);
    swap->decided_at = given(clock_now(desk->clock));
    set_state(swap, SWAP_APPROVED);
    return change_roster(desk, swap, err);
}

static bool is_open(const struct swap *swap)
{
    enum swap_state state = swap_state_parse(swap->state);
    return state == SWAP_ASKED || state == SWAP_AGREED;
}

static enum status turn_down(struct desk *desk, const struct swap_act *act, struct swap *swap,
                             struct err *err)
{
    if (strcmp(swap->partner, desk->actor.badge) != 0 && !is_approver(desk)) {
        return err_set(err, STATUS_DENIED, _("只有对方和批准人可以不同意"));
    }
    if (!is_open(swap)) {
        return refuse_state(swap, err);
    }
    if (act->reason[strspn(act->reason, " ")] == '\0') {
        return err_set(err, STATUS_INVALID, _("请写下不同意的原因"));
    }
    text_copy(swap->answer, sizeof(swap->answer), act->reason);
    text_copy(swap->decided_by, sizeof(swap->decided_by), desk->actor.badge);
    swap->decided_at = given(clock_now(desk->clock));
    set_state(swap, SWAP_REFUSED);
    return STATUS_OK;
}

static enum status withdraw(struct desk *desk, const struct swap_act *act, struct swap *swap, struct err *err)
{
    (void)act;
    if (strcmp(swap->asker, desk->actor.badge) != 0) {
        return err_set(err, STATUS_DENIED, _("只有申请人可以撤回"));
    }
    set_state(swap, SWAP_WITHDRAWN);
    return STATUS_OK;
}

static const struct {
    const char *action;
    bool is_weighed; /* the rules must still hold */
    enum status (*apply)(struct desk *desk, const struct swap_act *act, struct swap *swap, struct err *err);
} verbs[] = {[SWAP_AGREE] = {"swap.agree", true, agree},
             [SWAP_APPROVE] = {"swap.approve", true, approve},
             [SWAP_REFUSE] = {"swap.refuse", false, turn_down},
             [SWAP_WITHDRAW] = {"swap.withdraw", false, withdraw}};

/* Between asking and approving a shift may have changed: nothing is done that breaks a rule by now. The
 * notice was kept when it was asked; it is not asked for again. */
static enum status weigh_again(struct desk *desk, const struct swap *swap, struct err *err)
{
    struct weighing weighing = {0};
    enum status status = weigh(desk, swap, &weighing, err);
    weighing.facts.notice.amount = 0;
    if (status == STATUS_OK) {
        status = check_rules(&weighing, swap, err);
    }
    weighing_clear(&weighing);
    return status;
}

enum status swap_act(struct desk *desk, void *argument, int64_t *id, struct err *err)
{
    const struct swap_act *act = argument;
    struct swap *before = mem_new(2, sizeof(*before)), *after = before + 1;
    *id = act->id;
    enum status status = desk_allow(desk, RIGHT_ROSTER_READ, err);
    if (status == STATUS_OK) {
        status = record_load(desk->store, &swap_fields, act->id, before, err);
    }
    *after = *before;
    if (status == STATUS_OK && !is_open(before)) {
        status = refuse_state(before, err);
    }
    if (status == STATUS_OK && verbs[act->verb].is_weighed) {
        status = weigh_again(desk, before, err);
    }
    if (status == STATUS_OK) {
        status = verbs[act->verb].apply(desk, act, after, err);
    }
    if (status == STATUS_OK) {
        status = record_update(desk->store, &swap_fields, before, after, NULL, err);
    }
    if (status == STATUS_OK) {
        status = roster_store_move_on(desk->store, err);
    }
    if (status == STATUS_OK) {
        char note[300];
        swap_describe(after, note, sizeof(note));
        status = desk_audit(desk, verbs[act->verb].action, "swap", act->id, &swap_fields, before, after, note,
                            err);
    }
    free(before);
    return status;
}

enum status swap_list(struct desk *desk, int64_t before, size_t max, struct swap *swaps, size_t *count,
                      struct err *err)
{
    *count = 0;
    enum status status = desk_allow(desk, RIGHT_ROSTER_READ, err);
    return status == STATUS_OK ? swap_store_list(desk->store, before, max, swaps, count, err) : status;
}

enum status swap_waiting(struct desk *desk, size_t *count, struct err *err)
{
    struct swap *swaps = mem_new(SWAPS_WAITING_MAX, sizeof(*swaps));
    size_t read = 0;
    *count = 0;
    enum status status = desk_allow(desk, RIGHT_ROSTER_READ, err);
    if (status == STATUS_OK) {
        status = swap_store_waiting(desk->store, SWAPS_WAITING_MAX, swaps, &read, err);
    }
    for (size_t i = 0; i < read && status == STATUS_OK; i++) {
        *count += swap_waits_here(desk, &swaps[i]);
    }
    free(swaps);
    return status;
}
