#ifndef ZUOXI_CONSOLE_BOARD_MODEL_H
#define ZUOXI_CONSOLE_BOARD_MODEL_H

/* The notices as the board shows them: read page by page, filtered and sorted in memory. */

#include "zuoxi/desk/board.h"

/* What is shown: everything, one state only, what the person has yet to read, what has callers to call. */
enum board_filter {
    FILTER_ALL,
    FILTER_LIVE,
    FILTER_COMING,
    FILTER_PAST,
    FILTER_UNREAD,
    FILTER_DUE,
    FILTER_COUNT
};
/* SORT_STATE is the order they are read in: live, coming, past. */
enum board_sort { SORT_STATE, SORT_START, SORT_CALLS, SORT_COUNT };

struct board_model {
    struct notice_row *rows; /* owned; in the order they were read */
    size_t count, capacity;
    size_t *shown; /* owned; indices into rows */
    size_t shown_count, shown_capacity;
    bool has_more; /* pages are left */
    enum board_filter filter;
    enum board_sort sort;
    char words[4 * 40 + 1]; /* in title or area; '' = any */
};

void board_model_clear(struct board_model *model);
/* Read again as many as there were (a page at least); on an error the old rows stay. */
enum status board_model_load(struct board_model *model, struct desk *desk, struct err *err);
/* Read on until `wanted` rows are shown or none are left. A sort needs all of them. */
enum status board_model_more(struct board_model *model, struct desk *desk, size_t wanted, struct err *err);
/* After filter, sort or words have changed. */
void board_model_arrange(struct board_model *model);
/* The row shown at index; NULL beyond the end. */
const struct notice_row *board_model_row(const struct board_model *model, size_t index);
/* Where a notice is shown, or shown_count. */
size_t board_model_find(const struct board_model *model, int64_t id);
const char *board_filter_label(enum board_filter filter); /* translated */
const char *board_sort_label(enum board_sort sort);

#endif
