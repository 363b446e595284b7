#include "zuoxi/desk/seat.h"

#include <errno.h>
#include <signal.h>
#include <sys/types.h>
#include <unistd.h>

#include "zuoxi/base/str.h"

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

enum status seat_find(struct desk *desk, const char *badge, struct seat *seat, struct err *err)
{
    enum status status = seat_store_find(desk->store, badge, seat, err);
    bool is_gone = seat->pid > 0 && kill((pid_t)seat->pid, 0) != 0 && errno == ESRCH;
    if (status == STATUS_OK && is_gone) {
        seat->state = SEAT_OUT;
    }
    return status;
}
