#ifndef ZUOXI_CONSOLE_QUEUE_VIEW_H
#define ZUOXI_CONSOLE_QUEUE_VIEW_H

/*
 * The desk's inside, shared by its files: queue.c (keys), queue_follow.c (what changes, where the cursor
 * stays), queue_setup.c (filter, sort, groups), queue_marks.c (several cases at once) and queue_draw.c.
 */

#include "zuoxi/console/book_keeper.h"
#include "zuoxi/console/live.h"
#include "zuoxi/console/locks.h"
#include "zuoxi/console/preview.h"
#include "zuoxi/console/queue_cells.h"
#include "zuoxi/console/queue_model.h"
#include "zuoxi/tui/list.h"

#define QUEUE_TOP 2 /* counts bar and the line of filter words */

struct queue_view {
    struct view view;
    struct console *console;
    struct queue_setup *setup; /* borrowed from the console */
    struct queue_model model;
    struct list_column columns[QUEUE_COLUMNS]; /* translated */
    struct list list;
    struct preview preview;
    struct live *live; /* owned */
    struct seat_guard guard;
    struct book_keeper book;
    size_t strip;  /* lines of the strip as last drawn */
    int strip_top; /* row of its first line */
    size_t line;   /* the one selected there */
    bool in_strip; /* the strip has the focus */
    unsigned long board_seen;
    unsigned long seen; /* changes of the database already read */
    int64_t watched_at; /* UTC second of the last look at the levels */
    bool has_risen;     /* some level changed in that second */
    int64_t minute;     /* in which the counts were drawn last */
    int64_t failed_ms;  /* boot clock of the last failed read, 0 = the last one went well */
    int64_t read_ms;    /* boot clock of the last reading in another order: all rows, so not too often */
    bool is_stale;      /* such a reading is due */
    int rows;           /* rows of the list that were visible */
    bool has_focus;     /* as last drawn */
    bool has_chosen;    /* the cursor was put on another line than the first */
    bool wants_top;     /* the next lines that stand begin with the cursor on the first */
    bool wants_end;     /* End was pressed: pages are read on, one a loop turn */
    int64_t touched_ms; /* boot clock of the last key in the list */
    int64_t newest;     /* the highest case id told of */
    size_t new_count;   /* cases that came since the last key in the list */
    struct queue_row new_row; /* the most urgent of them */
    int64_t next_id;          /* where the key "what is next" went last */
    int64_t *marks;           /* owned; ids of the cases marked, ascending */
    size_t mark_count, mark_capacity;
};

/* The row under the cursor, NULL when there is none or it is a heading. */
static inline const struct queue_row *queue_selected(const struct queue_view *self)
{
    return queue_model_row(&self->model, self->list.selected);
}

/* queue_follow.c */
/* Read the queue again; the case under the cursor stays under it, at the same height on the screen. */
void queue_follow_reload(struct queue_view *self);
/* The setup is another one: read again, at once and without telling what is "new". */
void queue_follow_setup(struct queue_view *self);
/* Each loop turn. */
void queue_follow_step(struct queue_view *self);
/* Pages are read as the selection comes near the end of what is there. */
void queue_follow_key(struct queue_view *self);
unsigned queue_run_next(struct view *view);

/* queue_setup.c */
/* The setup of who has signed in, made when there is none yet; lives as long as the console. */
struct queue_setup *queue_setup_of(struct console *console);
/* "筛选 我的 超时（c 清除）  分组 经办单位"; nothing for the plain desk. Appends. */
void queue_setup_words(const struct console *console, const struct queue_setup *setup, struct str *out);
const char *queue_group_label(const struct console *console, const struct queue_setup *setup, const char *key,
                              char out[80]);
void queue_fold_here(struct queue_view *self, bool is_folded);
unsigned queue_run_filter(struct view *view);
unsigned queue_run_clear(struct view *view);
unsigned queue_run_sort(struct view *view);
unsigned queue_run_group(struct view *view);
unsigned queue_run_fold(struct view *view);

/* queue_marks.c */
bool queue_is_marked(const struct queue_view *self, int64_t case_id);
unsigned queue_run_mark(struct view *view);
unsigned queue_run_mark_all(struct view *view);
unsigned queue_run_unmark(struct view *view);
unsigned queue_run_moves(struct view *view);
void queue_unmark_case(struct queue_view *self, int64_t case_id);

/* queue_draw.c: as in struct view_ops. */
void queue_draw(struct view *view, struct canvas *canvas, bool has_focus);
void queue_tick(struct view *view, struct canvas *canvas);

#endif
