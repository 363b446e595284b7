#ifndef ZUOXI_DESK_ROSTER_PATTERN_H
#define ZUOXI_DESK_ROSTER_PATTERN_H

/* Weeks of the roster kept as patterns (排班模板) and laid over other weeks (spec R4.1). Needs the roster's
 * rights. */

#include "zuoxi/desk/roster.h"
#include "zuoxi/store/pattern_store.h"

/* At most PATTERNS_MAX, by name. */
enum status pattern_list(struct desk *desk, struct pattern_row *rows, size_t *count, struct err *err);

struct pattern_people {
    size_t count;
    char badges[PATTERN_PEOPLE_MAX][21];
};
struct pattern_save {
    char name[PATTERN_NAME_SIZE];
    int date; /* a day of the week to be kept */
    struct pattern_people people;
    char request[REQUEST_ID_SIZE];
};
/* task_work: argument = struct pattern_save *; *id = how many people. One of that name is replaced. */
enum status pattern_save(struct desk *desk, void *argument, int64_t *id, struct err *err);

struct pattern_drop {
    char name[PATTERN_NAME_SIZE];
    char request[REQUEST_ID_SIZE];
};
/* task_work: argument = struct pattern_drop *. */
enum status pattern_drop(struct desk *desk, void *argument, int64_t *id, struct err *err);

struct pattern_use {
    char name[PATTERN_NAME_SIZE];
    int from, until; /* packed dates, both inside; at most a year */
    int rotate;      /* lines of the pattern everybody goes on by with each week; 0: everybody stays */
    struct pattern_people people;
};
/* The days it makes, for roster_preview_make or roster_set; leave that stands there stays. Owned by the
 * caller. */
enum status pattern_lay(struct desk *desk, const struct pattern_use *use, struct roster_edit **edit,
                        struct err *err);

#endif
