#ifndef ZUOXI_CONF_FINDING_H
#define ZUOXI_CONF_FINDING_H

/* What is wrong with a configuration, collected: FILE:LINE: option: text (spec section 9). */

#include <stdbool.h>
#include <stddef.h>

#define FINDING_NO_LINE (-1) /* about a file that is not there, or that has no lines */

struct finding {
    char file[512];
    int line; /* 0: the file as a whole; FINDING_NO_LINE */
    char option[64];
    char text[400]; /* what was expected, the nearest known name */
    bool is_warning;
    bool is_place; /* about where something stands or is not found: a lost brace explains it */
};

struct findings {
    struct finding *items; /* owned */
    size_t count, capacity;
    size_t errors; /* findings that are not warnings */
};

/* The line to go to: the first for the whole file, so that an editor can jump there; 0: none. */
int finding_line(const struct finding *finding);
/* "FILE:LINE", or "FILE" where there is no line to go to. */
void finding_place(const struct finding *finding, char *out, size_t size);

void findings_clear(struct findings *findings);
void findings_add(struct findings *findings, bool is_warning, const char *file, int line, const char *option,
                  const char *format, ...) __attribute__((format(printf, 6, 7)));
/*
 * The last one found is the cause of what was found since `first`: it goes before them, and those that are
 * only about a place are taken out.
 */
void findings_lead(struct findings *findings, size_t first);

#endif
