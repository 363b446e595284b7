#ifndef ZUOXI_CONSOLE_ROSTER_PAGE_H
#define ZUOXI_CONSOLE_ROSTER_PAGE_H

/* The roster's inside, shared by its files: roster.c (keys), roster_rota.c (copied and repeated),
 * roster_exchange.c (files and patterns), roster_draw.c. */

#include "zuoxi/base/path.h"
#include "zuoxi/console/errand.h"
#include "zuoxi/console/roster_model.h"
#include "zuoxi/desk/roster_pattern.h"

/* Days × people copied with y, to be put down with p. */
struct roster_block {
    char (*plans)[ROSTER_PLAN_SIZE]; /* owned; person by person */
    size_t people;
    int days;
};

struct roster_view {
    struct view view;
    struct console *console;
    struct roster_model model;
    struct errand errand;
    struct roster_block block;
    size_t person, top;           /* the cell under the cursor; first person shown */
    int day;                      /* 1 … */
    bool is_selecting, is_adding; /* v: from the anchor on; +: the next shift comes beside the one there */
    size_t anchor_person;
    int anchor_day;
    int visible, first_day, shown_days, pitch; /* as last drawn */
    unsigned long seen;
    char path[PATH_SIZE]; /* of the last import; '': none yet */
    char **files;         /* owned, offered to be imported */
    size_t file_count;
    struct pattern_row pattern; /* the one chosen */
};

/* The selected cells, or the one under the cursor. */
struct roster_range {
    size_t first, last; /* people */
    int from, until;    /* days */
};
struct roster_range roster_range_of(const struct roster_view *self);

int roster_date(const struct roster_view *self, int day);
/* May this person change the roster? Says why not. */
bool roster_may_edit(struct roster_view *self);
/* After roster_model_begin and the changes of one key. */
void roster_finish(struct roster_view *self);
void roster_move_to(struct roster_view *self, int day);

/* roster_rota.c */
unsigned roster_run_copy(struct view *view);
unsigned roster_run_paste(struct view *view);
unsigned roster_run_rotate(struct view *view);
unsigned roster_run_stagger(struct view *view);
/* roster_exchange.c */
unsigned roster_run_import(struct view *view);
unsigned roster_run_export(struct view *view);
unsigned roster_run_patterns(struct view *view);
void roster_exchange_clear(struct roster_view *self);

/* roster_draw.c: as in struct view_ops. */
void roster_draw(struct view *view, struct canvas *canvas, bool has_focus);

#endif
