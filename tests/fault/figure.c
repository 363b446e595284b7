#include "fault/figure.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

static bool is_full(void)
{
    const char *full = getenv("SAFETY_FULL");
    return full != NULL && full[0] == '1';
}

int figure_cases(int few, int full)
{
    return is_full() ? full : few;
}

void figure_reached(const char *goal, bool is_met, const char *format, ...)
{
    char text[400];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof(text), format, arguments);
    va_end(arguments);
    printf("%s: %s\n", goal, text);
    fflush(stdout);
    const char *path = getenv("SAFETY_FIGURES");
    FILE *file = path == NULL ? NULL : fopen(path, "a");
    if (file != NULL) {
        fprintf(file, "%s|%s|%s\n", goal, is_met ? "met" : "short", text);
        fclose(file);
    }
}
