#include "zuoxi/desk/call.h"

#include <string.h>
#include <unistd.h>

#include "zuoxi/base/text.h"
#include "zuoxi/desk/hook.h"
#include "zuoxi/desk/promise.h"
#include "zuoxi/desk/seat.h"
#include "zuoxi/store/case_store.h"
#include "zuoxi/store/people_store.h"
#include "zuoxi/store/record.h"

#define FORGOTTEN_SECONDS 600 /* nobody waits so long: the exchange never told of the end */
#define AGAIN_SECONDS     60  /* a report without an id within this of a call's end repeats an older one */
#define QUIET_SECONDS     60  /* after lifting the receiver, in which F2 takes the call up */
#define RINGS_READ        16
#define LOOKUP_DIGITS     7 /* a shorter number is an extension, not a customer's */

static enum status save(struct desk *desk, const char *action, const struct ring *before, struct ring *after,
                        struct err *err)
{
    bool is_new = before == NULL;
    enum status status = is_new ? record_insert(desk->store, &ring_fields, after, err)
                                : record_update(desk->store, &ring_fields, before, after, NULL, err);
    if (status == STATUS_OK) {
        status = desk_audit(desk, action, "ring", after->head.id, &ring_fields, before, after, NULL, err);
    }
    if (status == STATUS_OK && ring_is_missed(after) && (is_new || !ring_is_missed(before))) {
        status = hook_missed(desk, after, err);
    }
    store_ring_bell(desk->store);
    return status;
}

/* What follows from what the call has become. */
static enum status settle(struct desk *desk, struct ring *ring, struct err *err)
{
    if (ring_is_missed(ring) && ring->promise_id == 0 && ring->phone[0] != '\0') {
        return promise_for_missed(desk, ring->phone, ring->ended_at.value, &ring->promise_id, err);
    }
    if (ring->answered_at.given && ring->promise_id != 0) {
        return promise_withdraw(desk, ring->promise_id, _("已接听"), err);
    }
    return STATUS_OK;
}

/* An exchange that broke down leaves calls that ring for ever. */
static enum status end_forgotten(struct desk *desk, struct err *err)
{
    struct ring rings[CALLS_SHOWN];
    size_t count = 0;
    int64_t now = clock_now(desk->clock);
    enum status status =
        ring_store_stale(desk->store, now - FORGOTTEN_SECONDS, rings, CALLS_SHOWN, &count, err);
    for (size_t i = 0; i < count && status == STATUS_OK; i++) {
        struct ring before = rings[i];
        ring_apply(&rings[i], RING_ENDED, now);
        status = settle(desk, &rings[i], err);
        if (status == STATUS_OK) {
            status = save(desk, "ring.forgotten", &before, &rings[i], err);
        }
    }
    return status;
}

/* Without an id: does the report mean this call, or is it another one's from the same number? */
static bool is_meant(const struct desk *desk, const struct ring *ring, enum ring_state state)
{
    if (state == RING_RINGING) {
        return ring_is_ringing(ring);
    }
    return !ring->ended_at.given || clock_now(desk->clock) - ring->ended_at.value <= AGAIN_SECONDS;
}

/* The call a report means; head.id 0: a new one. */
static enum status find_call(struct desk *desk, const struct call_report *report, struct ring *ring,
                             struct err *err)
{
    bool has_id = report->call_id[0] != '\0';
    enum status status = has_id
                             ? record_find(desk->store, &ring_fields, "call_id", report->call_id, ring, err)
                             : ring_store_newest(desk->store, report->phone, ring, err);
    if (status != STATUS_OK && status != STATUS_NOT_FOUND) {
        return status;
    }
    if (status == STATUS_OK && (has_id || is_meant(desk, ring, report->state))) {
        return STATUS_OK;
    }
    *ring = (struct ring){0};
    if (!has_id && (report->state == RING_ANSWERED || report->state == RING_ENDED)) {
        err_set(err, STATUS_NOT_FOUND, _("这个号码没有正在进行的来电"));
        return err_advise(err, _("请先报告 ringing，或用 --id 指明是哪一通"));
    }
    return STATUS_OK;
}

/* What an earlier report did not know. */
static void fill_blanks(struct ring *ring, const struct call_report *report)
{
    const struct {
        char *to;
        size_t size;
        const char *from;
    } texts[] = {{ring->call_id, sizeof(ring->call_id), report->call_id},
                 {ring->phone, sizeof(ring->phone), report->phone},
                 {ring->line, sizeof(ring->line), report->line}};
    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
        if (texts[i].to[0] == '\0') {
            text_copy(texts[i].to, texts[i].size, texts[i].from);
        }
    }
    /* Whom it is for may change while it rings: the exchange passes it on. */
    if (report->wanted[0] != '\0' && ring->answered_by[0] == '\0') {
        text_copy(ring->wanted, sizeof(ring->wanted), report->wanted);
    }
}

static bool differs(const struct ring *left, const struct ring *right)
{
    for (size_t i = 0; i < ring_fields.count; i++) {
        if (field_differs(&ring_fields.fields[i], left, right)) {
            return true;
        }
    }
    return false;
}

static enum status check_badge(struct desk *desk, const char *badge, struct err *err)
{
    struct person person;
    enum status status = badge[0] == '\0' ? STATUS_OK : people_store_find(desk->store, badge, &person, err);
    explicit_bzero(&person, sizeof(person));
    return status;
}

static enum status take_report(struct desk *desk, struct call_report *report, struct err *err)
{
    static const char *const actions[RING_STATES] = {"ring.ringing", "ring.answered", "ring.ended",
                                                     "ring.missed"};
    struct ring before, *ring = &report->ring;
    enum status status = find_call(desk, report, ring, err);
    if (status != STATUS_OK) {
        return status;
    }
    before = *ring;
    fill_blanks(ring, report);
    ring_apply(ring, report->state, clock_now(desk->clock));
    report->has_changed = ring->head.id == 0 || differs(&before, ring);
    if (!report->has_changed) {
        return STATUS_OK;
    }
    status = settle(desk, ring, err);
    return status == STATUS_OK
               ? save(desk, actions[report->state], before.head.id == 0 ? NULL : &before, ring, err)
               : status;
}

enum status call_report(struct desk *desk, void *argument, int64_t *ring_id, struct err *err)
{
    struct call_report *report = argument;
    enum status status = desk_allow(desk, RIGHT_CONTACT_SAVE, err);
    if (status == STATUS_OK) {
        status = check_badge(desk, report->wanted, err);
    }
    if (status == STATUS_OK) {
        status = end_forgotten(desk, err);
    }
    if (status == STATUS_OK) {
        status = take_report(desk, report, err);
    }
    if (status == STATUS_OK && report->ring.wanted[0] != '\0') {
        struct seat seat;
        status = seat_find(desk, report->ring.wanted, &seat, err);
        report->seat = seat.state;
    }
    *ring_id = report->ring.head.id;
    return status;
}

enum status call_load(struct desk *desk, int64_t ring_id, struct ring *ring, struct err *err)
{
    enum status status = desk_allow(desk, RIGHT_CONTACT_SAVE, err);
    return status == STATUS_OK ? record_load(desk->store, &ring_fields, ring_id, ring, err) : status;
}

/* Is this desk to be offered the call? One that is for somebody who cannot take it now is everybody's. */
static enum status is_offered(struct desk *desk, const struct ring *ring, bool *is_it, struct err *err)
{
    struct seat seat;
    *is_it = ring->wanted[0] == '\0' || strcmp(ring->wanted, desk->actor.badge) == 0;
    if (*is_it) {
        return STATUS_OK;
    }
    enum status status = seat_find(desk, ring->wanted, &seat, err);
    *is_it = seat.state != SEAT_READY;
    return status;
}

/* Who calls, as far as the number tells. */
static enum status describe(struct desk *desk, struct call_row *row, struct err *err)
{
    struct customer_row customers[CALLS_SHOWN];
    struct history_row cases[20];
    size_t count = 0;
    if (strlen(row->ring.phone) < LOOKUP_DIGITS) {
        return STATUS_OK;
    }
    enum status status =
        customer_store_by_phone(desk->store, row->ring.phone, CALLS_SHOWN, customers, &row->matches, err);
    row->customer = row->matches > 0 ? customers[0] : (struct customer_row){0};
    if (status == STATUS_OK) {
        status = case_store_history(desk->store, row->matches == 1 ? row->customer.id : 0, row->ring.phone,
                                    sizeof(cases) / sizeof(cases[0]), cases, &count, err);
    }
    for (size_t i = 0; i < count; i++) {
        row->open_cases += cases[i].is_open;
    }
    return status;
}

static enum status add_call(struct desk *desk, const struct ring *ring, bool is_quiet, struct call_row *rows,
                            size_t *count, struct err *err)
{
    struct call_row *row = &rows[(*count)++];
    *row = (struct call_row){.ring = *ring, .is_quiet = is_quiet};
    return describe(desk, row, err);
}

static enum status add_ringing(struct desk *desk, int64_t since, struct call_row *rows, size_t max,
                               size_t *count, struct err *err)
{
    struct ring rings[RINGS_READ];
    size_t found = 0;
    enum status status = ring_store_open(desk->store, since, rings, RINGS_READ, &found, err);
    for (size_t i = 0; i < found && *count < max && status == STATUS_OK; i++) {
        bool is_it = false;
        status = is_offered(desk, &rings[i], &is_it, err);
        if (status == STATUS_OK && is_it) {
            status = add_call(desk, &rings[i], false, rows, count, err);
        }
    }
    return status;
}

/* Calls answered at a telephone: the actor's own, and the newest of those that nobody is named for. */
static enum status add_lifted(struct desk *desk, int64_t since, struct call_row *rows, size_t max,
                              size_t *count, struct err *err)
{
    struct ring rings[RINGS_READ];
    size_t found = 0;
    bool has_quiet = false;
    enum status status = ring_store_lifted(desk->store, since, rings, RINGS_READ, &found, err);
    for (size_t i = 0; i < found && *count < max && status == STATUS_OK; i++) {
        bool is_nobodys = rings[i].wanted[0] == '\0';
        bool is_fresh = clock_now(desk->clock) - rings[i].answered_at.value <= QUIET_SECONDS;
        if (strcmp(rings[i].wanted, desk->actor.badge) == 0 || (is_nobodys && is_fresh && !has_quiet)) {
            has_quiet = has_quiet || is_nobodys;
            status = add_call(desk, &rings[i], is_nobodys, rows, count, err);
        }
    }
    return status;
}

enum status call_list(struct desk *desk, struct call_row *rows, size_t max, size_t *count, struct err *err)
{
    int64_t since = clock_now(desk->clock) - FORGOTTEN_SECONDS;
    *count = 0;
    enum status status = desk_allow(desk, RIGHT_CONTACT_SAVE, err);
    if (status == STATUS_OK) {
        status = add_ringing(desk, since, rows, max, count, err);
    }
    return status == STATUS_OK ? add_lifted(desk, since, rows, max, count, err) : status;
}

void call_begin_intake(struct desk *desk, const struct call_row *row, struct intake *intake)
{
    const struct ring *ring = &row->ring;
    const struct settings *settings = desk->settings;
    struct contact *contact = &intake->contact;
    struct case_record *record = &intake->record;
    intake_begin(desk, intake);
    int64_t now = ring->answered_at.given ? ring->answered_at.value : clock_now(desk->clock);
    contact->ring_id = ring->head.id;
    contact->ring_at = ring->ring_at;
    contact->answered_at = (struct optional){.value = now, .given = true};
    contact->rings = (struct optional){
        .value = ring_count(ring, now, settings->ring_limit, settings->ring_seconds), .given = true};
    text_copy(contact->line, sizeof(contact->line), ring->line);
    text_copy(contact->phone, sizeof(contact->phone), ring->phone);
    text_copy(record->phone, sizeof(record->phone), ring->phone);
    if (row->matches == 1) {
        intake_use_customer(desk, intake, &row->customer);
    }
    record->has_contact = record->phone[0] != '\0';
    record->has_person = record->name[0] != '\0';
    record->has_place = record->address[0] != '\0';
}

static enum status refuse_late(const struct ring *ring, struct err *err)
{
    if (ring->answered_by[0] != '\0') {
        return err_set(err, STATUS_CONFLICT, _("这个来电已由 %s 接听"), ring->answered_by);
    }
    err_set(err, STATUS_CONFLICT, _("对方已经挂断"));
    return ring->promise_id != 0 ? err_advise(err, _("已列入台面的预约回复，请回电")) : STATUS_CONFLICT;
}

enum status call_answer(struct desk *desk, void *argument, int64_t *ring_id, struct err *err)
{
    struct ring before;
    *ring_id = *(const int64_t *)argument;
    enum status status = call_load(desk, *ring_id, &before, err);
    if (status != STATUS_OK) {
        return status;
    }
    if (before.answered_by[0] != '\0' || before.ended_at.given) {
        return refuse_late(&before, err);
    }
    struct ring after = before;
    struct seat seat = {.state = SEAT_CALL, .since = clock_now(desk->clock), .pid = getpid()};
    text_copy(seat.badge, sizeof(seat.badge), desk->actor.badge);
    text_copy(after.answered_by, sizeof(after.answered_by), desk->actor.badge);
    ring_apply(&after, RING_ANSWERED, clock_now(desk->clock));
    status = promise_withdraw_phone(desk, after.phone, _("用户再次来电，已接听"), err);
    if (status == STATUS_OK) {
        status = seat_store_set(desk->store, &seat, err);
    }
    return status == STATUS_OK ? save(desk, "ring.answer", &before, &after, err) : status;
}
