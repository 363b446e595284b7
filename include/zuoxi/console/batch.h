#ifndef ZUOXI_CONSOLE_BATCH_H
#define ZUOXI_CONSOLE_BATCH_H

/*
 * One move for all cases marked on the desk: what each can is looked up a few a loop turn, one small form is
 * filled in for all, the page shows which can and which cannot, then they are moved one after the other.
 * batch.c has the page, batch_form.c the form, batch_run.c what happens.
 */

#include "zuoxi/console/draft_keeper.h"
#include "zuoxi/console/record_form.h"
#include "zuoxi/console/views.h"
#include "zuoxi/desk/casework_batch.h"
#include "zuoxi/tui/list.h"

enum batch_phase {
    BATCH_LOOKING, /* which moves each case allows */
    BATCH_ASKING,  /* which move, then its form */
    BATCH_READY,   /* the preview stands */
    BATCH_RUNNING,
    BATCH_OVER
};

enum batch_state { BATCH_UNKNOWN, BATCH_CAN, BATCH_CANNOT, BATCH_DONE, BATCH_FAILED };

struct batch_row {
    struct batch_case found;
    enum batch_state state;
    char reason[200]; /* why it cannot, or was not */
};

#define BATCH_COLUMNS 5

struct batch_page {
    struct view view;
    struct console *console;
    struct batch *batch;    /* owned; always what the form says */
    struct batch_row *rows; /* owned */
    size_t count, looked;
    enum batch_phase phase;
    bool is_restored;               /* the move is known already */
    const struct move_rule *rule;   /* of the first case that can; its form is the batch's */
    const struct batch_case *asked; /* that case */
    const struct move_rule *offered[BATCH_MOVES_MAX]; /* by the menu */
    size_t offered_count;
    struct record_form *record_form;
    struct form *popup;     /* borrowed while the form is open, else NULL */
    unsigned long revision; /* of the popup's form, already read */
    struct draft_keeper draft;
    size_t next;                  /* the row being moved */
    struct move_request *request; /* owned; of that row */
    struct task task;
    struct err told;
    struct list_column columns[BATCH_COLUMNS];
    struct list list;
    int visible;
};

/* Open the page for these cases (copied), most urgent first as the desk lists them. */
void batch_page_open(struct console *console, const int64_t *cases, size_t count);
/* The same with a draft, copied. */
void batch_page_restore(struct console *console, const struct draft *draft);
/* Batches with something typed and not moved yet. */
size_t batch_page_unsaved(struct console *console);
extern const struct action_table batch_actions;

/* batch_form.c */
/* Open the form of the batch's move; batch_page_filled follows when it is submitted. */
void batch_form_open(struct batch_page *self);
/* What the form says now, into the batch and its draft. */
void batch_form_sync(struct batch_page *self);

/* batch_run.c */
/* One turn of looking at the cases or of moving them. */
void batch_run_step(struct batch_page *self);
/* The preview in one sentence, and whether to begin. */
void batch_run_ask(struct batch_page *self);
/* The form is filled in, or was left. */
void batch_page_filled(struct batch_page *self, bool is_filled);
size_t batch_count(const struct batch_page *self, enum batch_state state);

/* queue.c: take the mark off a case that has been moved. */
void queue_view_unmark(struct console *console, int64_t case_id);

#endif
