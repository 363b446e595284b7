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
    int64_t asked;  /* whose end the open question is about: the list may be another one at the answer */
    int64_t wanted; /* notice to select when the list is read again, 0 = the present one */
    unsigned long seen, board_seen;
    int visible;
    size_t alert;       /* the alert acted on, of console->board.clusters */
    int64_t alert_seen; /* the last one marked as seen */
    int alert_rows;     /* drawn at the top */
};

/* board.c */
/* The row under the cursor; NULL: none. */
const struct notice_row *board_selected(const struct board_view *self);
/* Filter, sort or words have changed: begin at the top. */
void board_arrange(struct board_view *self);

/* board_alerts.c */
/* Clusters of cases at the top, for leads; the canvas below them, *part is the caller's. */
struct canvas *board_alerts_draw(struct board_view *self, struct canvas *canvas, struct canvas_part *part);
/* Each loop turn: an alert looked at has been seen. */
void board_alerts_step(struct board_view *self);
unsigned board_run_alert_next(struct view *view);
unsigned board_run_alert_notice(struct view *view);
unsigned board_run_alert_parent(struct view *view);
unsigned board_run_alert_dismiss(struct view *view);

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
