#ifndef ZUOXI_CONF_GUARD_H
#define ZUOXI_CONF_GUARD_H

/*
 * Before libconfuse sees a file: it stops at its first error and silently accepts an unclosed brace or
 * comment, bytes that are not UTF-8, 010 as 8, duplicates, \0 and ${HOME}. The guard reads the bytes, scans
 * them with the file's option table, reports all findings with their lines, and writes a clean text that
 * holds only what passed, with each section's line as a hidden option, for libconfuse to parse.
 */

#include "zuoxi/base/str.h"
#include "zuoxi/conf/finding.h"
#include "zuoxi/conf/option.h"

#define GUARD_REPEAT '\001'            /* between a repeated title and its number; no title can contain it */
#define GUARD_LINE   "_line"           /* the hidden option: the line where the section begins */
#define GUARD_LIMIT  ((size_t)1 << 20) /* bytes a configuration file may have */

/* Where an option stands. */
struct guard_mark {
    int section; /* the section's line, 0 outside of any */
    int line;
    const struct option *option;
    bool passed; /* its value was accepted */
};

struct guard {
    const char *file; /* borrowed: the path as shown in findings */
    struct findings *findings;
    struct str
        clean; /* for libconfuse; a title that may repeat is numbered to keep libconfuse from merging */
    struct guard_mark *marks;
    size_t mark_count, mark_capacity;
    bool is_sound; /* no error found in this file */
    bool is_whole; /* the structure could be followed to the end: clean is worth parsing */
};

/* Read a file's bytes: regular, owned by root or us (or shipped), not writable by others, at most
 * GUARD_LIMIT. */
bool guard_read(const char *path, struct str *bytes, struct findings *findings);
/* Encoding: says which line is the first that is not UTF-8 and how many there are, or where a NUL byte is. */
bool guard_is_text(struct guard *guard, const char *bytes, size_t length, bool *has_nul);
/* Scan bytes by the table; the guard is to be cleared by the caller whatever is found. */
void guard_scan(struct guard *guard, const char *file, const char *bytes, size_t length,
                const struct option *options, struct findings *findings);
void guard_clear(struct guard *guard);
/* Line of an option in the section that begins at line `section`; the section's own line when it is not
 * given. */
int guard_line(const struct guard *guard, int section, const char *name);

/*
 * False when an option of the section was given and refused: what stands in its place is not what was meant.
 */
bool guard_passed(const struct guard *guard, int section, const char *name);

#endif
