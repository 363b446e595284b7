#ifndef ZUOXI_CONSOLE_QUEUE_VIEW_H
#define ZUOXI_CONSOLE_QUEUE_VIEW_H

/* The desk's inside, shared by its files: queue.c (keys, what changes) and queue_draw.c (drawing). */

#include "zuoxi/console/live.h"
#include "zuoxi/console/preview.h"
#include "zuoxi/console/queue_cells.h"
#include "zuoxi/console/queue_model.h"
#include "zuoxi/tui/list.h"

#define QUEUE_TOP 2 /* counts bar and rule */

struct queue_view {
    struct view view;
    struct console *console;
    struct queue_model model;
    struct list_column columns[QUEUE_COLUMNS]; /* translated */
    struct list list;
    struct preview preview;
    struct live *live; /* owned */
    size_t strip;      /* lines of the strip as last drawn */
    int strip_top;     /* row of its first line */
    size_t line;       /* the one selected there */
    bool in_strip;     /* the strip has the focus */
    unsigned long board_seen;
    unsigned long seen; /* changes of the database already read */
    int64_t watched_at; /* UTC second of the last look at the levels */
    int64_t failed_ms;  /* boot clock of the last failed read, 0 = the last one went well */
    int rows;           /* rows of the list that were visible */
    bool has_focus;     /* as last drawn */
};

/* The row under the cursor, NULL when there is none. */
static inline const struct queue_row *queue_selected(const struct queue_view *self)
{
    return self->list.selected < self->model.count ? &self->model.rows[self->list.selected] : NULL;
}

/* queue_draw.c: as in struct view_ops. */
void queue_draw(struct view *view, struct canvas *canvas, bool has_focus);
void queue_tick(struct view *view, struct canvas *canvas);

#endif
