#ifndef ZUOXI_CONSOLE_QUEUE_ORDER_H
#define ZUOXI_CONSOLE_QUEUE_ORDER_H

/*
 * How a person has set up the desk for this sitting (filter, sort, groups), and the lines that makes of the
 * rows read. Pure: rows in, lines out.
 */

#include "zuoxi/desk/casework.h"

enum queue_sort { SORT_URGENCY, SORT_NUMBER, SORT_PLACE, SORT_UNIT, SORT_COUNT };
enum queue_grouping {
    GROUP_NONE,
    GROUP_UNIT,
    GROUP_TYPE,
    GROUP_LEG,
    GROUP_LEVEL,
    GROUP_STATION,
    GROUP_COUNT
};

#define QUEUE_KEY_SIZE  (4 * 40 + 1)
#define QUEUE_FOLDS_MAX 64

struct queue_setup {
    char badge[21]; /* whose */
    struct queue_filter filter;
    enum queue_sort sort;
    bool is_reversed;
    enum queue_grouping grouping;
    char folded[QUEUE_FOLDS_MAX][QUEUE_KEY_SIZE]; /* keys of the groups folded */
    size_t folded_count;
};

/* Must all rows be read before the first line can stand? Not while they are wanted as the index has them. */
bool queue_setup_is_ordered(const struct queue_setup *setup);
bool queue_setup_is_folded(const struct queue_setup *setup, const char *key);
/* Fold or unfold one group; past QUEUE_FOLDS_MAX nothing happens. */
void queue_setup_fold(struct queue_setup *setup, const char *key, bool is_folded);

struct queue_group {
    char key[QUEUE_KEY_SIZE]; /* code, station, or a level's digit; "" none given; "@" the promises */
    size_t count;             /* rows in it */
    size_t warning, overdue;  /* of them near their time (warning and critical), past it */
};

struct queue_line {
    size_t row;   /* index of the rows; SIZE_MAX: the group's heading */
    size_t group; /* index of the groups; 0 without groups */
};

struct queue_lines {
    struct queue_line *lines;   /* owned */
    struct queue_group *groups; /* owned */
    size_t count, capacity, group_count, group_capacity;
};

/* The key of the group a row lies in; borrowed from the row. */
const char *queue_row_key(const struct queue_row *row, enum queue_grouping grouping, int64_t now);
void queue_lines_clear(struct queue_lines *lines);
/*
 * The lines of the rows (given most urgent first) at `now`; what was in `lines` goes. Groups stand in the
 * order of the configuration, never in one that time changes; folded ones show their heading only.
 */
void queue_lines_make(struct queue_lines *lines, const struct queue_row *rows, size_t count,
                      const struct queue_setup *setup, const struct profile *profile,
                      const struct settings *settings, int64_t now);
/* −1, 0, 1; runs of digits count as numbers: 3号楼 before 12号楼. */
int queue_compare_text(const char *a, const char *b);

#endif
