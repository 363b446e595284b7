#include "zuoxi/desk/acting.h"

#include <stdlib.h>
#include <string.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/base/str.h"
#include "zuoxi/domain/workday.h"

enum status acting_lead_of(struct desk *desk, struct roster roster, int date, const char *shift,
                           char badge[21], struct err *err)
{
    struct roster_person *people = mem_new(ROSTER_PEOPLE_MAX, sizeof(*people));
    size_t count = 0;
    bool has_lead = false;
    badge[0] = '\0';
    enum status status = roster_people(desk, people, &count, err);
    for (size_t i = 0; i < count && status == STATUS_OK; i++) {
        bool is_on = roster_has(roster_plan(roster, date, people[i].badge), shift);
        has_lead = has_lead || (is_on && people[i].role == ROLE_LEAD);
        if (is_on && badge[0] == '\0') {
            text_copy(badge, 21, people[i].badge);
        }
    }
    if (has_lead) {
        badge[0] = '\0';
    }
    free(people);
    return status;
}

/* In one of the turns of that date that the person works at `now`. */
static enum status look(struct desk *desk, struct roster roster, int date, const char *badge, bool *is_acting,
                        struct err *err)
{
    const struct shift *turns[ROSTER_TURNS_MAX];
    char acting[21];
    int64_t now = clock_now(desk->clock);
    size_t count = roster_turns(settings_shifts(desk->settings), roster_plan(roster, date, badge), turns);
    enum status status = STATUS_OK;
    for (size_t i = 0; i < count && status == STATUS_OK; i++) {
        if (shift_begin(turns[i], date) <= now && now < shift_end(turns[i], date)) {
            status = acting_lead_of(desk, roster, date, turns[i]->name, acting, err);
            *is_acting = *is_acting || strcmp(acting, badge) == 0;
        }
    }
    return status;
}

enum status acting_is(struct desk *desk, const char *badge, bool *is_acting, struct err *err)
{
    struct roster_rows rows = {0};
    int today = date_of(clock_now(desk->clock)), yesterday = date_previous(today);
    *is_acting = false;
    enum status status = roster_load(desk, yesterday, today, &rows, err);
    if (status == STATUS_OK) {
        status = look(desk, roster_of(&rows), today, badge, is_acting, err);
    }
    if (status == STATUS_OK) { /* a night shift began yesterday */
        status = look(desk, roster_of(&rows), yesterday, badge, is_acting, err);
    }
    roster_rows_clear(&rows);
    return status;
}

enum status acting_refresh(struct desk *desk, struct err *err)
{
    int64_t generation = 0, minute = clock_now(desk->clock) / 60;
    if (desk->actor.role != ROLE_OPERATOR) {
        desk->actor.is_acting_lead = false;
        return STATUS_OK;
    }
    enum status status = roster_store_generation(desk->store, &generation, err);
    bool stands = desk->acting.minute == minute && desk->acting.generation == generation &&
                  strcmp(desk->acting.badge, desk->actor.badge) == 0;
    if (status != STATUS_OK || stands) {
        desk->actor.is_acting_lead = status == STATUS_OK && desk->acting.is_lead;
        return status;
    }
    bool is_acting;
    status = acting_is(desk, desk->actor.badge, &is_acting, err);
    desk->actor.is_acting_lead = desk->acting.is_lead = status == STATUS_OK && is_acting;
    desk->acting.minute = status == STATUS_OK ? minute : 0;
    desk->acting.generation = generation;
    text_copy(desk->acting.badge, sizeof(desk->acting.badge), desk->actor.badge);
    return status;
}
