#include "zuoxi/desk/promise.h"

#include <stdlib.h>
#include <string.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/desk/acting.h"
#include "zuoxi/desk/board.h"
#include "zuoxi/desk/privacy.h"
#include "zuoxi/store/case_store.h"
#include "zuoxi/store/people_store.h"
#include "zuoxi/store/record.h"

#define PROMISE_PAGE 64
#define GIVEN_MAX    8 /* in one call */

static struct optional given(int64_t value)
{
    return (struct optional){.value = value, .given = true};
}

/* Is a before b in the order of urgency? */
static bool is_before(const struct promise_row *a, const struct promise_row *b)
{
    return a->due != b->due ? a->due < b->due : a->id < b->id;
}

/* Two sorted lists into one: `rows` holds the first, `more` comes in; what exceeds max falls off the end. */
static size_t merge(struct promise_row *rows, size_t count, const struct promise_row *more, size_t more_count,
                    size_t max)
{
    for (size_t i = 0; i < more_count; i++) {
        size_t at = count;
        while (at > 0 && is_before(&more[i], &rows[at - 1])) {
            at--;
        }
        if (at == max) {
            break;
        }
        size_t moved = (count < max ? count : max - 1) - at;
        memmove(&rows[at + 1], &rows[at], moved * sizeof(*rows));
        rows[at] = more[i];
        count += count < max;
    }
    return count;
}

static enum status add_page(struct desk *desk, const char *owner, struct promise_row *rows, size_t max,
                            size_t *count, struct err *err)
{
    struct promise_row page[PROMISE_PAGE];
    const struct promise_row *after = NULL;
    size_t read = PROMISE_PAGE, taken = 0;
    enum status status = STATUS_OK;
    while (status == STATUS_OK && read == PROMISE_PAGE && taken < max) {
        status = promise_store_page(desk->store, owner, after, PROMISE_PAGE, page, &read, err);
        *count = merge(rows, *count, page, status == STATUS_OK ? read : 0, max);
        after = &page[PROMISE_PAGE - 1];
        taken += read;
    }
    return status;
}

enum status promise_list(struct desk *desk, struct promise_row *rows, size_t max, size_t *count,
                         struct err *err)
{
    *count = 0;
    enum status status = desk_allow(desk, RIGHT_CASE_READ, err);
    if (status == STATUS_OK && desk_has_right(desk, RIGHT_PROMISE)) {
        status = add_page(desk, NULL, rows, max, count, err);
    } else if (status == STATUS_OK) {
        status = add_page(desk, desk->actor.badge, rows, max, count, err);
        if (status == STATUS_OK) {
            status = add_page(desk, "", rows, max, count, err);
        }
    }
    for (size_t i = 0; i < *count; i++) {
        privacy_hide_row(desk, privacy_tie(desk, rows[i].owner, ""), rows[i].phone, sizeof(rows[i].phone),
                         NULL, 0);
    }
    return status;
}

enum status promise_load(struct desk *desk, int64_t id, struct promise *promise, struct err *err)
{
    enum status status = desk_allow(desk, RIGHT_CASE_READ, err);
    return status == STATUS_OK ? record_load(desk->store, &promise_fields, id, promise, err) : status;
}

/* The case's own story tells of it, too. */
static enum status tell_case(struct desk *desk, const struct promise *promise, const char *action,
                             const char *note, struct err *err)
{
    struct timeline_row row = {.case_id = promise->case_id, .at = clock_now(desk->clock)};
    if (promise->case_id == 0) {
        return STATUS_OK;
    }
    text_copy(row.badge, sizeof(row.badge), desk->actor.badge);
    text_copy(row.action, sizeof(row.action), action);
    text_copy(row.note, sizeof(row.note), note);
    return case_store_add_timeline(desk->store, &row, err);
}

/* "2026-11-21 15:37 告知复核结果" */
static enum status tell_promised(struct desk *desk, const struct promise *promise, struct err *err)
{
    char due[20], note[sizeof(promise->what) + 24];
    clock_format(promise->due_at.value, due);
    text_format(note, sizeof(note), "%.16s %s", due, promise->what);
    return tell_case(desk, promise, "promise", note, err);
}

static enum status insert(struct desk *desk, struct promise *promise, struct err *err)
{
    promise->head = (struct record_head){0};
    promise->since_at = given(clock_now(desk->clock));
    promise->done_at = (struct optional){0};
    enum status status = record_insert(desk->store, &promise_fields, promise, err);
    if (status == STATUS_OK) {
        status = tell_promised(desk, promise, err);
    }
    if (status == STATUS_OK) {
        status = desk_audit(desk, "promise.make", "promise", promise->head.id, &promise_fields, NULL, promise,
                            NULL, err);
    }
    store_ring_bell(desk->store);
    return status;
}

/* Who cannot see the case would never see the promise about it. */
static enum status check_sees(struct desk *desk, const struct person *person, int64_t case_id,
                              struct err *err)
{
    struct actor actor = {.role = person->role};
    struct case_record *record = mem_new(1, sizeof(*record));
    text_copy(actor.badge, sizeof(actor.badge), person->badge);
    enum status status = record_load(desk->store, &case_record_fields, case_id, record, err);
    if (status == STATUS_OK && record->is_confidential && person->role == ROLE_OPERATOR) {
        status = acting_is(desk, person->badge, &actor.is_acting_lead, err);
    }
    struct rights_object object =
        rights_of_case(&actor, record->owner, record->keeper, record->is_confidential);
    if (status == STATUS_OK && !rights_can(&actor, RIGHT_CASE_READ, &object)) {
        err_set(err, STATUS_INVALID, _("工单 %s 是保密工单，%s 看不到"), record->number, person->badge);
        err_advise(err, _("请交给班长，或由首问责任人、当班负责人回电"));
        status = STATUS_INVALID;
    }
    free(record);
    return status;
}

/* A badge that works here and sees what the promise is about, or nobody. */
static enum status check_owner(struct desk *desk, const char *badge, int64_t case_id, struct err *err)
{
    struct person person;
    if (badge[0] == '\0') {
        return STATUS_OK;
    }
    enum status status = people_store_find(desk->store, badge, &person, err);
    explicit_bzero(person.hash, sizeof(person.hash));
    if (status == STATUS_OK && !person.is_active) {
        return err_set(err, STATUS_NOT_FOUND, _("工号 %s 已停用"), badge);
    }
    return status == STATUS_OK && case_id != 0 ? check_sees(desk, &person, case_id, err) : status;
}

static enum status check_due(const struct desk *desk, int64_t due, struct err *err)
{
    if (due >= clock_now(desk->clock)) {
        return STATUS_OK;
    }
    err_set(err, STATUS_INVALID, _("回复时间已经过去"));
    return err_advise(err, _("请写将来的时间，例如 15:00、+30m、明天9点"));
}

void promise_begin(struct desk *desk, struct promise_new *new)
{
    *new = (struct promise_new){.opened_at = clock_now(desk->clock)};
    request_make(new->request);
    text_copy(new->promise.owner, sizeof(new->promise.owner), desk->actor.badge);
}

enum status promise_make(struct desk *desk, void *argument, int64_t *id, struct err *err)
{
    struct promise promise = ((const struct promise_new *)argument)->promise; /* a copy: a try may fail */
    enum status status = desk_allow(desk, RIGHT_CONTACT_SAVE, err);
    if (status == STATUS_OK) {
        status = field_check(&promise_fields, &promise, NULL, err);
    }
    if (status == STATUS_OK) {
        status = check_due(desk, promise.due_at.value, err);
    }
    if (status == STATUS_OK) {
        status = check_owner(desk, promise.owner, promise.case_id, err);
    }
    if (status == STATUS_OK) {
        status = insert(desk, &promise, err);
    }
    *id = promise.head.id;
    return status;
}

/* Whose it is may touch it, nobody's anybody, and those who look after all. */
static enum status check_actor(const struct desk *desk, const struct promise *promise,
                               const struct promise_change *change, struct err *err)
{
    const char *badge = desk->actor.badge;
    bool is_near = promise->owner[0] == '\0' || strcmp(promise->owner, badge) == 0;
    bool is_mine_then = change->verb != PROMISE_HAND || strcmp(change->owner, badge) == 0;
    struct rights_object object = {.is_own = is_near && is_mine_then};
    return desk_allow_on(desk, RIGHT_PROMISE, &object, err);
}

static enum status mark_done(struct desk *desk, struct promise *promise, const char *outcome, struct err *err)
{
    promise->done_at = given(clock_now(desk->clock));
    text_copy(promise->done_by, sizeof(promise->done_by), desk->actor.badge);
    text_copy(promise->outcome, sizeof(promise->outcome), outcome);
    return tell_case(desk, promise, "promised", outcome, err);
}

static enum status write(struct desk *desk, const char *action, const struct promise *before,
                         struct promise *after, struct err *err)
{
    enum status status = field_check(&promise_fields, after, NULL, err);
    if (status == STATUS_OK) {
        status = record_update(desk->store, &promise_fields, before, after, NULL, err);
    }
    if (status == STATUS_OK) {
        status =
            desk_audit(desk, action, "promise", after->head.id, &promise_fields, before, after, NULL, err);
    }
    store_ring_bell(desk->store);
    return status;
}

/* What each verb does to the promise; the name is the audit's. */
static enum status postpone(struct desk *desk, const struct promise_change *change, struct promise *promise,
                            struct err *err)
{
    promise->due_at = given(change->due);
    promise->since_at = given(clock_now(desk->clock));
    if (promise->owner[0] == '\0') {
        text_copy(promise->owner, sizeof(promise->owner), desk->actor.badge);
    }
    return check_due(desk, change->due, err);
}

static enum status hand(struct desk *desk, const struct promise_change *change, struct promise *promise,
                        struct err *err)
{
    text_copy(promise->owner, sizeof(promise->owner), change->owner);
    return check_owner(desk, change->owner, promise->case_id, err);
}

static enum status finish(struct desk *desk, const struct promise_change *change, struct promise *promise,
                          struct err *err)
{
    return mark_done(desk, promise, change->outcome, err);
}

static const struct {
    const char *action;
    enum status (*apply)(struct desk *desk, const struct promise_change *change, struct promise *promise,
                         struct err *err);
} verbs[] = {[PROMISE_DONE] = {"promise.done", finish},
             [PROMISE_POSTPONE] = {"promise.postpone", postpone},
             [PROMISE_HAND] = {"promise.hand", hand}};

/* The promise as it stands; refused when it is settled, or another's. */
static enum status load_open(struct desk *desk, const struct promise_change *change, struct promise *promise,
                             struct err *err)
{
    enum status status = record_load(desk->store, &promise_fields, change->id, promise, err);
    if (status == STATUS_OK) {
        status = check_actor(desk, promise, change, err);
    }
    if (status != STATUS_OK || !promise->done_at.given) {
        return status;
    }
    return err_set(err, STATUS_CONFLICT, _("这条预约回复已由 %s 完成"), promise->done_by);
}

enum status promise_change(struct desk *desk, void *argument, int64_t *id, struct err *err)
{
    const struct promise_change *change = argument;
    struct promise before = {0};
    *id = change->id;
    enum status status = desk_allow(desk, RIGHT_CONTACT_SAVE, err);
    if (status == STATUS_OK) {
        status = load_open(desk, change, &before, err);
    }
    struct promise after = before;
    if (status == STATUS_OK) {
        status = verbs[change->verb].apply(desk, change, &after, err);
    }
    return status == STATUS_OK ? write(desk, verbs[change->verb].action, &before, &after, err) : status;
}

enum status promise_add(struct desk *desk, struct promise *promise, int64_t *id, struct err *err)
{
    enum status status = insert(desk, promise, err);
    *id = promise->head.id;
    return status;
}

enum status promise_for_missed(struct desk *desk, const char *phone, int64_t missed_at, int64_t *id,
                               struct err *err)
{
    struct promise promise = {.due_at = given(missed_at + desk->settings->callback_minutes * (int64_t)60)};
    enum status status = promise_store_by_phone(desk->store, phone, id, err);
    if (status != STATUS_OK || *id != 0) {
        return status;
    }
    text_copy(promise.what, sizeof(promise.what), _("未接来电，请回电"));
    text_copy(promise.phone, sizeof(promise.phone), phone);
    return promise_add(desk, &promise, id, err);
}

enum status promise_withdraw(struct desk *desk, int64_t id, const char *outcome, struct err *err)
{
    struct promise before;
    enum status status = record_load(desk->store, &promise_fields, id, &before, err);
    if (status != STATUS_OK || before.done_at.given) {
        return status;
    }
    struct promise after = before;
    status = mark_done(desk, &after, outcome, err);
    return status == STATUS_OK ? write(desk, "promise.done", &before, &after, err) : status;
}

enum status promise_withdraw_phone(struct desk *desk, const char *phone, const char *outcome, struct err *err)
{
    int64_t id = 0;
    enum status status = phone[0] == '\0' ? STATUS_OK : promise_store_by_phone(desk->store, phone, &id, err);
    return status == STATUS_OK && id != 0 ? promise_withdraw(desk, id, outcome, err) : status;
}

/* "预约上门 11-21 16:00，作业条件：…" on the owner's desk. */
static enum status add_visit(struct desk *desk, int64_t case_id, int64_t at, int64_t due, struct err *err)
{
    struct case_record *record = mem_new(1, sizeof(*record));
    struct promise promise = {.due_at = given(due), .case_id = case_id, .visit_at = given(at)};
    char time[20];
    int64_t id;
    enum status status = record_load(desk->store, &case_record_fields, case_id, record, err);
    clock_format(at, time);
    text_format(promise.what, sizeof(promise.what), _("预约 %.11s 上门，请确认师傅到场"), time + 5);
    text_copy(promise.phone, sizeof(promise.phone), record->phone);
    text_copy(promise.name, sizeof(promise.name), record->name);
    text_copy(promise.owner, sizeof(promise.owner),
              record->keeper[0] != '\0' ? record->keeper : record->owner);
    promise.customer_id = record->customer_id;
    free(record);
    return status == STATUS_OK ? promise_add(desk, &promise, &id, err) : status;
}

enum status promise_visit(struct desk *desk, int64_t case_id, const struct optional *at, const char *outcome,
                          struct err *err)
{
    int64_t id = 0, due = at->value - 60 * (int64_t)desk->settings->appointment_early;
    enum status status = promise_store_visit(desk->store, case_id, &id, err);
    if (status == STATUS_OK && id != 0) {
        status = promise_withdraw(desk, id, outcome, err);
    }
    /* One of before is written down, not waited for. */
    return status == STATUS_OK && at->given && at->value > clock_now(desk->clock)
               ? add_visit(desk, case_id, at->value, due, err)
               : status;
}

/* It was made from a notice's list: who was reached by it is told. */
static enum status settle_call(struct desk *desk, int64_t promise_id, struct err *err)
{
    struct promise promise;
    int64_t id;
    enum status status = record_load(desk->store, &promise_fields, promise_id, &promise, err);
    if (status != STATUS_OK || promise.call_id == 0) {
        return status;
    }
    struct call_mark mark = {.id = promise.call_id, .is_done = true};
    return board_mark_call(desk, &mark, &id, err);
}

/* One given in a call form that has now become a case. */
static enum status link_promise(struct desk *desk, int64_t id, const struct contact *contact, struct err *err)
{
    struct promise before;
    enum status status = record_load(desk->store, &promise_fields, id, &before, err);
    if (status != STATUS_OK || before.contact_id != 0) {
        return status;
    }
    struct promise after = before;
    after.contact_id = contact->head.id;
    after.case_id = contact->case_id;
    after.customer_id = after.customer_id != 0 ? after.customer_id : contact->customer_id;
    status = tell_promised(desk, &after, err);
    return status == STATUS_OK ? write(desk, "promise.link", &before, &after, err) : status;
}

enum status promise_meet(struct desk *desk, const struct contact *contact, const char *form, struct err *err)
{
    int64_t ids[GIVEN_MAX];
    size_t count = 0;
    enum status status = STATUS_OK;
    if (contact->promise_id != 0) {
        status = promise_withdraw(desk, contact->promise_id, _("已回电"), err);
        if (status == STATUS_OK) {
            status = settle_call(desk, contact->promise_id, err);
        }
    }
    if (status == STATUS_OK && form[0] != '\0') {
        status = promise_store_by_form(desk->store, form, ids, GIVEN_MAX, &count, err);
    }
    for (size_t i = 0; i < count && status == STATUS_OK; i++) {
        status = link_promise(desk, ids[i], contact, err);
    }
    return status;
}
