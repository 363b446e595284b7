#include "zuoxi/domain/leg.h"

bool leg_is_open(const struct leg *leg)
{
    return leg->met == 0 && !leg->is_dropped;
}

int64_t leg_ended_at(const struct leg *leg)
{
    return leg->met != 0 ? leg->met : leg->dropped_at;
}

/* Running before suspended, then the earlier due, then the one started first. */
static bool is_more_urgent(const struct leg *leg, const struct leg *other)
{
    bool leg_waits = leg->suspended_at != 0, other_waits = other->suspended_at != 0;
    if (leg_waits != other_waits) {
        return other_waits;
    }
    if (leg->due != other->due) {
        return leg->due < other->due;
    }
    return leg->sequence < other->sequence;
}

const struct leg *leg_most_urgent(const struct leg *legs, size_t count)
{
    const struct leg *found = NULL;
    for (size_t i = 0; i < count; i++) {
        if (leg_is_open(&legs[i]) && (found == NULL || is_more_urgent(&legs[i], found))) {
            found = &legs[i];
        }
    }
    return found;
}
