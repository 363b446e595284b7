#include "zuoxi/desk/live_roster.h"

#include <string.h>

#include "zuoxi/base/str.h"
#include "zuoxi/desk/swap.h"
#include "zuoxi/domain/workday.h"

void live_roster_clear(struct live_roster *live)
{
    roster_rows_clear(&live->rows);
    *live = (struct live_roster){0};
}

static enum status read_roster(struct desk *desk, struct live_roster *live, struct err *err)
{
    int from = date_previous(date_previous(live->date)), until = date_next(date_next(live->date));
    enum status status = roster_load(desk, from, until, &live->rows, err);
    if (status == STATUS_OK && desk_has_right(desk, RIGHT_ROSTER_EDIT)) {
        status = roster_warnings(desk, live->findings, LIVE_ROSTER_FINDINGS, &live->finding_count, err);
    }
    return status == STATUS_OK ? swap_waiting(desk, &live->swaps_waiting, err) : status;
}

enum status live_roster_refresh(struct desk *desk, struct live_roster *live, bool *is_new, struct err *err)
{
    int64_t generation = 0;
    int today = date_of(clock_now(desk->clock));
    enum status status = roster_store_generation(desk->store, &generation, err);
    bool stands = live->is_loaded && live->generation == generation && live->date == today &&
                  strcmp(live->badge, desk->actor.badge) == 0;
    *is_new = false;
    if (status != STATUS_OK || stands) {
        return status;
    }
    struct live_roster fresh = {.generation = generation, .date = today, .is_loaded = true};
    text_copy(fresh.badge, sizeof(fresh.badge), desk->actor.badge);
    status = read_roster(desk, &fresh, err);
    if (status != STATUS_OK) {
        live_roster_clear(&fresh);
        return status;
    }
    live_roster_clear(live);
    *live = fresh;
    *is_new = true;
    return STATUS_OK;
}

struct shift_turn live_roster_turn(const struct desk *desk, const struct live_roster *live, const char *badge)
{
    struct shifts shifts = settings_shifts(desk->settings);
    int64_t now = clock_now(desk->clock);
    for (size_t i = 0; i < live->rows.count; i++) {
        const struct roster_row *row = &live->rows.items[i];
        const struct shift *turns[ROSTER_TURNS_MAX];
        size_t count = strcmp(row->badge, badge) == 0 ? roster_turns(shifts, row->plan, turns) : 0;
        for (size_t j = 0; j < count; j++) {
            if (shift_begin(turns[j], row->date) <= now && shift_end(turns[j], row->date) > now) {
                return (struct shift_turn){turns[j], row->date};
            }
        }
    }
    return (struct shift_turn){0};
}
