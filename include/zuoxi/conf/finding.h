#ifndef ZUOXI_CONF_FINDING_H
#define ZUOXI_CONF_FINDING_H

/* What is wrong with a configuration, collected: FILE:LINE: option: text (spec section 9). */

#include <stdbool.h>
#include <stddef.h>

struct finding {
    char file[512];
    int line; /* 0: the file as a whole */
    char option[64];
    char text[400]; /* what was expected, the nearest known name */
    bool is_warning;
};

struct findings {
    struct finding *items; /* owned */
    size_t count, capacity;
    size_t errors; /* findings that are not warnings */
};

void findings_clear(struct findings *findings);
void findings_add(struct findings *findings, bool is_warning, const char *file, int line, const char *option,
                  const char *format, ...) __attribute__((format(printf, 6, 7)));

#endif
