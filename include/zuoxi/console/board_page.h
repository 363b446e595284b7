#ifndef ZUOXI_CONSOLE_BOARD_PAGE_H
#define ZUOXI_CONSOLE_BOARD_PAGE_H

/* The board's inside, shared by its files: board.c (the list and its preview) and board_acts.c (what can be
 * done). */

#include "zuoxi/console/board_model.h"
#include "zuoxi/console/errand.h"
#include "zuoxi/console/text_lines.h"
#include "zuoxi/console/views.h"
#include "zuoxi/tui/list.h"

enum board_column {
    COLUMN_READ,
    COLUMN_STATE,
    COLUMN_KIND,
    COLUMN_TITLE,
    COLUMN_AREA,
    COLUMN_START,
    COLUMN_END,
    COLUMN_CALLS,
    COLUMN_COUNT
};

struct board_view {
    struct view view;
    struct console *console;
    struct board_model model;
    struct list_column columns[COLUMN_COUNT];
    struct list list;
    struct notice notice; /* the selected one; head.id 0: none */
    struct text_lines lines;
    int lines_width;
    struct text_scroll scroll;
    struct errand errand;
    int64_t wanted; /* notice to select when the list is read again, 0 = the present one */
    unsigned long seen, board_seen;
    int visible;
};

/* board.c */
/* The row under the cursor; NULL: none. */
const struct notice_row *board_selected(const struct board_view *self);
/* Filter, sort or words have changed: begin at the top. */
void board_arrange(struct board_view *self);

/* board_acts.c */
unsigned board_run_post(struct view *view);
unsigned board_run_correct(struct view *view);
unsigned board_run_extend(struct view *view);
unsigned board_run_close(struct view *view);
unsigned board_run_read(struct view *view);
unsigned board_run_readers(struct view *view);
unsigned board_run_filter(struct view *view);
unsigned board_run_sort(struct view *view);
unsigned board_run_words(struct view *view);

#endif
