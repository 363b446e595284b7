#include "zuoxi/domain/settings.h"

#include <stdlib.h>

void settings_clear(struct settings *settings)
{
    calendar_clear(&settings->calendar);
    free(settings->units);
    free(settings->hooks);
    *settings = (struct settings){0};
}
