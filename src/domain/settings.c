#include "zuoxi/domain/settings.h"

#include <stdlib.h>

void settings_clear(struct settings *settings)
{
    calendar_clear(&settings->calendar);
    free(settings->units);
    free(settings->hooks);
    free(settings->followups);
    free(settings->shifts);
    free(settings->duty_items);
    *settings = (struct settings){0};
}

struct shifts settings_shifts(const struct settings *settings)
{
    return (struct shifts){settings->shifts, settings->shift_count};
}

struct roster_rules settings_roster_rules(const struct settings *settings)
{
    return (struct roster_rules){.shifts = settings_shifts(settings),
                                 .rest_minutes = settings->roster_rest * 60};
}
