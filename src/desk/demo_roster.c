/* Who works when in a demonstration: four people in a cycle of eight days around today, signed handovers of
 * the last turns, and swaps that wait for somebody's word. */

#include <stdlib.h>
#include <string.h>

#include "demo_private.h"
#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/desk/handover.h"
#include "zuoxi/desk/swap.h"
#include "zuoxi/domain/workday.h"

#define DAYS_BEFORE  24
#define DAYS_AFTER   40
#define CYCLE        8
#define SIGNED_TURNS 3
#define SIGN_EARLY   240 /* seconds before the hour that both have signed */
#define SWAP_AHEAD   8   /* days until the first shift anybody wants to swap */
#define SWAP_DAYS    24

/* 夜夜早早中中休休 by the shifts' order in the day; −1 off. No two of them are closer than a day's rest. */
static const int cycle[CYCLE] = {0, 0, 1, 1, 2, 2, -1, -1};

/* Where each stands in the cycle today. 1001, whom a newcomer signs in as, is off: nobody keeps them from
 * leaving. */
static const struct {
    const char *badge;
    int today;
} people[] = {{"1001", 7}, {"1002", 5}, {"1003", 3}, {"1004", 1}};
#define PEOPLE (sizeof(people) / sizeof(people[0]))

/* Days from today on that 1001 is on leave; the lead steps in on the first of them, the others are gaps. */
#define LEAVE_FROM  1
#define LEAVE_UNTIL 6
#define LEAD_UNTIL  2

static int date_in(int today, int days)
{
    for (; days > 0; days--) {
        today = date_next(today);
    }
    for (; days < 0; days++) {
        today = date_previous(today);
    }
    return today;
}

/* The shifts in the order of their beginning. */
static void sort_shifts(const struct settings *settings, const struct shift *sorted[3])
{
    for (size_t i = 0; i < 3; i++) {
        size_t at = i;
        while (at > 0 && sorted[at - 1]->start > settings->shifts[i].start) {
            sorted[at] = sorted[at - 1];
            at--;
        }
        sorted[at] = &settings->shifts[i];
    }
}

static enum status plan_day(struct desk *desk, const struct shift *const shifts[3], int today, int day,
                            struct err *err)
{
    enum status status = STATUS_OK;
    int date = date_in(today, day);
    for (size_t i = 0; i < PEOPLE && status == STATUS_OK; i++) {
        int turn = cycle[((people[i].today + day) % CYCLE + CYCLE) % CYCLE];
        bool is_leave = i == 0 && day >= LEAVE_FROM && day <= LEAVE_UNTIL;
        if (is_leave && turn >= 0 && day <= LEAD_UNTIL) {
            status = roster_store_set(desk->store, date, "2001", shifts[turn]->name, err);
        }
        if (status == STATUS_OK && (is_leave || turn >= 0)) {
            status = roster_store_set(desk->store, date, people[i].badge,
                                      is_leave ? SHIFT_LEAVE : shifts[turn]->name, err);
        }
    }
    return status;
}

/* The first on the roster of a turn, '' nobody. */
static enum status first_of(struct desk *desk, struct shift_turn turn, char badge[21], struct err *err)
{
    struct roster_rows rows = {0};
    badge[0] = '\0';
    enum status status =
        turn.shift != NULL ? roster_store_load(desk->store, turn.date, turn.date, &rows, err) : STATUS_OK;
    for (size_t i = 0; i < rows.count && badge[0] == '\0'; i++) {
        if (roster_has(rows.items[i].plan, turn.shift->name)) {
            text_copy(badge, 21, rows.items[i].badge);
        }
    }
    roster_rows_clear(&rows);
    return status;
}

static enum status act(struct desk *desk, const char *badge, const struct handover_line *line,
                       enum handover_verb verb, const char *text, struct err *err)
{
    struct handover_act act = {.verb = verb, .line_id = line->head.id};
    int64_t id;
    demo_act(desk, badge, ROLE_OPERATOR);
    text_copy(act.text, sizeof(act.text), text);
    return handover_act(desk, &act, &id, err);
}

/* Every line taken over; of the newest log the first one questioned and answered before. */
static enum status go_through(struct desk *desk, int64_t log, const char *out, const char *in, bool is_newest,
                              struct err *err)
{
    struct handover_file *file = handover_file_new();
    enum status status = handover_load(desk, log, file, err);
    if (status == STATUS_OK && is_newest && file->line_count > 0) {
        status = act(desk, in, &file->lines[0], HANDOVER_ASK, "3号耳麦换新的了吗", err);
    }
    if (status == STATUS_OK && is_newest && file->line_count > 0) {
        status = act(desk, out, &file->lines[0], HANDOVER_ANSWER, "换了，旧的在库房", err);
    }
    for (size_t i = 0; i < file->line_count && status == STATUS_OK; i++) {
        status = act(desk, in, &file->lines[i], HANDOVER_TAKE, "", err);
    }
    handover_file_free(&file);
    return status;
}

static enum status sign(struct desk *desk, int64_t log, const char *out, const char *in, struct err *err)
{
    struct signin *signers = mem_new(2, sizeof(*signers));
    struct handover_signing signing = {.id = log, .out = &signers[0], .in = &signers[1]};
    int64_t id;
    signers[0].is_proven = signers[1].is_proven = true;
    text_copy(signers[0].person.badge, sizeof(signers[0].person.badge), out);
    text_copy(signers[1].person.badge, sizeof(signers[1].person.badge), in);
    enum status status = handover_sign(desk, &signing, &id, err);
    free(signers);
    return status;
}

/* One turn's log from its opening to both signatures, where both sides are on the roster. */
static enum status hand_over(struct desk *desk, struct shift_turn turn, bool is_newest, struct err *err)
{
    struct handover_open opening = {.date = turn.date};
    char out[21], in[21] = "";
    int64_t log;
    enum status status = first_of(desk, turn, out, err);
    if (status == STATUS_OK) {
        status = first_of(desk, shift_relief(settings_shifts(desk->settings), turn), in, err);
    }
    if (status != STATUS_OK || out[0] == '\0' || in[0] == '\0') {
        return status;
    }
    demo_act(desk, out, ROLE_OPERATOR);
    text_copy(opening.shift, sizeof(opening.shift), turn.shift->name);
    status = handover_open(desk, &opening, &log, err);
    if (status == STATUS_OK) {
        status = go_through(desk, log, out, in, is_newest, err);
    }
    return status == STATUS_OK ? sign(desk, log, out, in, err) : status;
}

/* A clock that stands where its context says. */
static int64_t standing(void *context)
{
    return *(const int64_t *)context * 1000;
}

static enum status sign_turns(struct desk *desk, int64_t now, struct err *err)
{
    struct shifts shifts = settings_shifts(desk->settings);
    struct shift_turn turns[SIGNED_TURNS] = {shift_now(shifts, now)};
    const struct clock *clock = desk->clock;
    int64_t at = now;
    const struct clock then = {.now_ms = standing, .boot_ms = standing, .context = &at};
    enum status status = STATUS_OK;
    for (size_t i = 0; i < SIGNED_TURNS && turns[0].shift != NULL; i++) {
        turns[i] = shift_relieved(shifts, i > 0 ? turns[i - 1] : turns[0]);
        if (turns[i].shift == NULL) {
            return STATUS_OK;
        }
    }
    desk->clock = &then;
    for (size_t i = SIGNED_TURNS; i-- > 0 && turns[0].shift != NULL && status == STATUS_OK;) {
        at = shift_end(turns[i].shift, turns[i].date) - SIGN_EARLY;
        status = hand_over(desk, turns[i], i == 0, err);
    }
    desk->clock = clock;
    return status;
}

/* The first shift of the asker's that the rules let the partner take (leave: no partner). id 0: there is
 * none.
 */
static enum status ask(struct desk *desk, int today, const char *asker, const char *partner,
                       const char *reason, int64_t *id, struct err *err)
{
    struct swap_request *request = mem_new(1, sizeof(*request));
    enum status status = STATUS_INVALID;
    demo_act(desk, asker, ROLE_OPERATOR);
    for (int day = SWAP_AHEAD; day < SWAP_AHEAD + SWAP_DAYS && status == STATUS_INVALID; day++) {
        swap_begin(desk, request);
        request->after.date = (struct optional){date_at(date_in(today, day), 0), true};
        text_copy(request->after.partner, sizeof(request->after.partner), partner);
        text_copy(request->after.reason, sizeof(request->after.reason), reason);
        status = swap_ask(desk, request, id, err);
    }
    free(request);
    *id = status == STATUS_OK ? *id : 0;
    return status == STATUS_INVALID ? STATUS_OK : status;
}

static enum status decide(struct desk *desk, int64_t swap, enum swap_verb verb, const char *badge,
                          enum role role, struct err *err)
{
    struct swap_act act = {.id = swap, .verb = verb};
    int64_t id;
    demo_act(desk, badge, role);
    return swap == 0 ? STATUS_OK : swap_act(desk, &act, &id, err);
}

/* One approved, one that waits for 1001's word, one for the lead's. */
static enum status swap_shifts(struct desk *desk, int today, struct err *err)
{
    int64_t id = 0;
    enum status status = ask(desk, today, "1003", "1004", "参加培训", &id, err);
    if (status == STATUS_OK) {
        status = decide(desk, id, SWAP_AGREE, "1004", ROLE_OPERATOR, err);
    }
    if (status == STATUS_OK) {
        status = decide(desk, id, SWAP_APPROVE, "2001", ROLE_LEAD, err);
    }
    if (status == STATUS_OK) {
        status = ask(desk, today, "1002", "1001", "孩子家长会", &id, err);
    }
    return status == STATUS_OK ? ask(desk, today, "1004", "", "回老家", &id, err) : status;
}

enum status demo_roster(struct desk *desk, struct err *err)
{
    const struct shift *shifts[3];
    const struct actor actor = desk->actor;
    int64_t now = clock_now(desk->clock);
    int today = date_of(now);
    enum status status = STATUS_OK;
    if (desk->settings->shift_count != 3) {
        return STATUS_OK; /* the cycle is one of three shifts */
    }
    sort_shifts(desk->settings, shifts);
    for (int day = -DAYS_BEFORE; day <= DAYS_AFTER && status == STATUS_OK; day++) {
        status = plan_day(desk, shifts, today, day, err);
    }
    if (status == STATUS_OK) {
        status = sign_turns(desk, now, err);
    }
    if (status == STATUS_OK) {
        status = swap_shifts(desk, today, err);
    }
    desk->actor = actor;
    return status;
}
