#ifndef ZUOXI_CONF_OPTION_H
#define ZUOXI_CONF_OPTION_H

/*
 * What a configuration file may say, as tables: one line an option with type, range, unit, default and text.
 * From a table come the guard's checks and suggestions, libconfuse's options, the filled struct and the
 * manual's list.
 */

#include <stdbool.h>
#include <stddef.h>

enum option_type {
    OPTION_TEXT,     /* low…high characters, into char[size]; "words" limits it to a list */
    OPTION_CODE,     /* as TEXT: ASCII letters, digits, '_' '.' '-', or Han */
    OPTION_NUMBER,   /* low…high, into int */
    OPTION_FLAG,     /* true or false, into bool */
    OPTION_CLOCK,    /* "17:30", into int minutes of the day */
    OPTION_DAY,      /* "05-01", a day of each year, into int month * 100 + day */
    OPTION_DATE,     /* "2026-11-15", into int year * 10000 + month * 100 + day */
    OPTION_DURATION, /* "30m", into struct duration */
    OPTION_TEXTS,    /* a list of low…high texts; read by the loader's own code */
    OPTION_SECTION   /* name "title" { … }; the title has low…high characters, into char[size] */
};

enum option_flags {
    OPTION_REQUIRED = 1 << 0,  /* must be given in its section */
    OPTION_REPEATS = 1 << 1,   /* SECTION: the same title may come again */
    OPTION_BY_CODE = 1 << 2,   /* not filled from the table but by the loader */
    OPTION_CODE_TITLE = 1 << 3 /* SECTION: the title is a code */
};

struct option {
    const char *name;
    enum option_type type;
    int low, high;
    const char *unit;           /* Chinese unit of a NUMBER (N_), or NULL */
    const char *fallback;       /* the default as a file would write it; NULL: zero or empty */
    const char *text;           /* what it is for, Chinese (N_) */
    size_t offset, size;        /* of the member filled, SECTION: of the title */
    unsigned flags;             /* enum option_flags */
    const char *const *words;   /* allowed values, NULL at the end */
    const struct option *inner; /* SECTION: its options; ended by a NULL name, as every table */
};

/* Every option of zuoxi.conf, offsets into struct settings; units into struct unit. */
extern const struct option settings_options[];

/* The option called name (length bytes) in a table, NULL when there is none. */
const struct option *option_find(const struct option *options, const char *name, size_t length);
/* The known name nearest to name by edit distance, NULL when none is near enough to be meant. */
const char *option_nearest(const struct option *options, const char *name);
/* The first section of a table that has an option of this name itself, NULL when none has. */
const struct option *option_home(const struct option *options, const char *name);
/* "，是不是 dispatch？" when one of the names is near enough to be meant, else "". */
void option_hint(const struct option *names, const char *name, char *out, size_t size);
/*
 * Check one value as the file gives it (decoded). False fills why (size bytes) with what was expected. A
 * list's items are checked one by one.
 */
bool option_check(const struct option *option, const char *value, bool quoted, char *why, size_t size);
/* "17:30" → minutes of the day; "24:00" only when it may be an end. −1 when it is no time. */
int clock_minutes(const char *text);
/* "05-01" → 501, 0 when no year has such a day ("02-29" is one). */
int day_of_year(const char *text);
/* "2026-11-15" → 20261115, 0 when there is no such date. */
int date_written(const char *text);
/* What kind of value it takes, in words for messages and the manual: "整数 1–10 声". */
void option_describe(const struct option *option, char *out, size_t size);

#endif
