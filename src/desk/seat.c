#include "zuoxi/desk/seat.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

#include "backoff.h"
#include "zuoxi/base/mem.h"
#include "zuoxi/base/str.h"
#include "zuoxi/base/text.h"
#include "zuoxi/store/presence.h"

enum status seat_set(struct desk *desk, void *argument, int64_t *result, struct err *err)
{
    struct seat seat = {
        .state = *(const enum seat_state *)argument, .since = clock_now(desk->clock), .pid = getpid()};
    *result = 1;
    text_copy(seat.badge, sizeof(seat.badge), desk->actor.badge);
    if (desk->actor.role == ROLE_NONE) {
        return desk_allow(desk, RIGHT_CASE_READ, err);
    }
    enum status status = seat_store_set(desk->store, &seat, err);
    if (status == STATUS_OK) {
        status =
            desk_audit(desk, "seat.state", "seat", 0, NULL, NULL, NULL, seat_state_code(seat.state), err);
    }
    store_ring_bell(desk->store);
    return status;
}

bool seat_is_taken(const struct desk *desk, const struct seat *seat)
{
    return presence_is_held(store_path(desk->store), seat->session);
}

/* Without a session (a program that answers calls by itself) the process is asked. */
static bool is_gone(const struct desk *desk, const struct seat *seat)
{
    if (seat->session[0] != '\0') {
        return !seat_is_taken(desk, seat);
    }
    return seat->pid > 0 && kill((pid_t)seat->pid, 0) != 0 && errno == ESRCH;
}

enum status seat_find(struct desk *desk, const char *badge, struct seat *seat, struct err *err)
{
    enum status status = seat_store_find(desk->store, badge, seat, err);
    if (status == STATUS_OK && is_gone(desk, seat)) {
        seat->state = SEAT_OUT;
    } else if (status == STATUS_OK && seat->locked_at != 0) {
        seat->state = SEAT_LOCKED;
    }
    return status;
}

/* "14:32", of today or not: a session lasts a turn. */
static void hour_of(int64_t utc, char out[6])
{
    char text[20];
    clock_format(utc, text);
    memcpy(out, text + 11, 5);
    out[5] = '\0';
}

static enum status say_taken(const struct seat *seat, struct err *err)
{
    char since[6];
    hour_of(seat->signed_at, since);
    err_set(err, STATUS_CONFLICT, _("工号 %s 从 %s 起在另一台座席签到：%s"), seat->badge, since,
            seat->terminal);
    return err_advise(err, _("接管后那一台退到签到画面，已输入的内容在草稿里"));
}

enum status seat_begin(struct desk *desk, const struct seat *wanted, const char *takes, struct seat *present,
                       struct err *err)
{
    enum status status = seat_store_find(desk->store, wanted->badge, present, err);
    if (status != STATUS_OK) {
        return status;
    }
    bool is_taken = seat_is_taken(desk, present);
    if (is_taken && strcmp(present->session, takes) != 0) {
        return say_taken(present, err);
    }
    struct seat seat = *wanted;
    seat.signed_at = clock_now(desk->clock);
    status = seat_store_begin(desk->store, &seat, err);
    if (status == STATUS_OK && is_taken) {
        status = desk_audit(desk, "session.takeover", "seat", 0, NULL, NULL, NULL, present->terminal, err);
    }
    store_ring_bell(desk->store); /* the desk that is taken over learns it at once */
    return status;
}

static enum status say_ended(const struct seat *seat, struct err *err)
{
    char at[6];
    hour_of(seat->session[0] != '\0' ? seat->signed_at : seat->ended_at, at);
    if (seat->session[0] != '\0') {
        err_set(err, STATUS_DENIED, _("%s 工号 %s 在另一台座席接管：%s"), at, seat->badge, seat->terminal);
    } else if (seat->ended_by[0] != '\0') {
        err_set(err, STATUS_DENIED, _("%s 已由 %s 将工号 %s 签退"), at, seat->ended_by, seat->badge);
    } else {
        err_set(err, STATUS_DENIED, _("工号 %s 已经签退"), seat->badge);
    }
    return err_advise(err, _("已输入的内容在草稿里；要在这里继续请重新签到"));
}

enum status seat_check(struct desk *desk, struct err *err)
{
    struct seat seat;
    if (desk->session[0] == '\0') {
        return STATUS_OK;
    }
    enum status status = seat_store_find(desk->store, desk->actor.badge, &seat, err);
    if (status != STATUS_OK || strcmp(seat.session, desk->session) == 0) {
        return status;
    }
    return say_ended(&seat, err);
}

/* One line about the actor's own session. */
static enum status audit_own(struct desk *desk, const char *action, const char *note, struct err *err)
{
    bool has_note = note != NULL && note[0] != '\0';
    store_ring_bell(desk->store);
    return desk_audit(desk, action, "seat", 0, NULL, NULL, NULL, has_note ? note : NULL, err);
}

enum status seat_lock(struct desk *desk, void *argument, int64_t *result, struct err *err)
{
    *result = 1;
    enum status status = desk_allow(desk, RIGHT_CASE_READ, err);
    if (status == STATUS_OK) {
        status = seat_store_lock(desk->store, desk->actor.badge, clock_now(desk->clock), err);
    }
    return status == STATUS_OK ? audit_own(desk, "session.lock", argument, err) : status;
}

enum status seat_unlock(struct desk *desk, struct err *err)
{
    enum status status = seat_store_lock(desk->store, desk->actor.badge, 0, err);
    store_ring_bell(desk->store);
    return status;
}

enum status seat_leave(struct desk *desk, void *argument, int64_t *result, struct err *err)
{
    struct seat seat = {.ended_at = clock_now(desk->clock)};
    *result = 1;
    text_copy(seat.badge, sizeof(seat.badge), desk->actor.badge);
    enum status status = desk_allow(desk, RIGHT_CASE_READ, err);
    if (status == STATUS_OK) {
        status = seat_store_end(desk->store, &seat, err);
    }
    return status == STATUS_OK ? audit_own(desk, "session.out", argument, err) : status;
}

enum status seat_list(struct desk *desk, struct seat_row *rows, size_t max, size_t *count, struct err *err)
{
    *count = 0;
    struct person *people = mem_new(max, sizeof(*people));
    enum status status = desk_allow(desk, RIGHT_SEAT_SEE, err);
    if (status == STATUS_OK) {
        status = people_store_list(desk->store, people, max, count, err);
    }
    for (size_t i = 0; status == STATUS_OK && i < *count; i++) {
        struct seat_row *row = &rows[i];
        row->person = people[i];
        explicit_bzero(row->person.hash, sizeof(row->person.hash));
        row->wait_seconds = backoff_wait(&row->person, clock_now(desk->clock));
        status = seat_find(desk, row->person.badge, &row->seat, err);
        row->is_signed_in = seat_is_taken(desk, &row->seat);
    }
    explicit_bzero(people, max * sizeof(*people));
    free(people);
    return status;
}

enum status seat_end(struct desk *desk, void *argument, int64_t *result, struct err *err)
{
    struct seat seat;
    const char *badge = argument;
    *result = 1;
    enum status status = desk_allow(desk, RIGHT_USER_MANAGE, err);
    if (status == STATUS_OK) {
        status = seat_store_find(desk->store, badge, &seat, err);
    }
    if (status == STATUS_OK && seat.session[0] == '\0') {
        return err_set(err, STATUS_NOT_FOUND, _("工号 %s 未签到"), badge);
    }
    seat.ended_at = clock_now(desk->clock);
    text_copy(seat.ended_by, sizeof(seat.ended_by), desk->actor.badge);
    if (status == STATUS_OK) {
        status = seat_store_end(desk->store, &seat, err);
    }
    return status == STATUS_OK ? audit_own(desk, "session.end", badge, err) : status;
}
