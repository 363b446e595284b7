#ifndef ZUOXI_CONSOLE_HANDOVER_PAGE_H
#define ZUOXI_CONSOLE_HANDOVER_PAGE_H

/* The handover's inside, shared by its files: handover.c (what is shown), handover_acts.c (lines),
 * handover_signing.c (signatures) and handover_release.c (a lead lets somebody go without a relief). */

#include "zuoxi/console/draft_keeper.h"
#include "zuoxi/console/errand.h"
#include "zuoxi/console/shifts.h"
#include "zuoxi/console/text_lines.h"
#include "zuoxi/desk/handover_leave.h"
#include "zuoxi/tui/list.h"

enum handover_column { HANDOVER_PART, HANDOVER_TEXT, HANDOVER_STATE, HANDOVER_COLUMNS };

/* What is saved once the passwords are proven; owned by the errand from then on. */
struct signing_job {
    struct handover_signing signing;
    struct handover_release release;
    struct signin out, in; /* the lead's password is `out` of a release */
    bool is_release;
};

struct handover_view {
    struct view view;
    struct console *console;
    int64_t id;             /* 0: nobody has written in it yet */
    struct shift_turn turn; /* of one without a log */
    struct handover_file *file;
    unsigned (*then)(struct view *view); /* what the log is being begun for; NULL: nothing */
    struct roster_person *people;        /* owned: whose names the head says */
    size_t people_count;
    bool is_taking;                               /* the cursor goes on when the line is confirmed */
    struct list_column columns[HANDOVER_COLUMNS]; /* translated */
    struct list list;
    struct text_lines lines; /* the selected line whole */
    struct text_scroll scroll;
    int lines_width; /* they were wrapped for; 0: make them anew */
    int visible;
    struct errand errand;
    struct signing_job *job; /* passwords being proven; owned, NULL: none */
    char passwords[2][129];  /* of out and in, until their turn has come; wiped then */
    int proving;             /* 0: out, 1: in */
    int watched;             /* the helper's descriptor, −1: none */
    unsigned long seen;
    struct record_head asked;     /* the line that the open question is about */
    struct prompt_draft *release; /* owned; a release that is being filled in, or waits; NULL: none */
    struct draft_keeper release_draft;
    struct form *release_form;      /* borrowed while its popup is open, else NULL */
    unsigned long release_revision; /* of that form, already in the draft */
    bool is_releasing;              /* the errand under way is its save */
};

/* The line under the cursor, NULL when there is none. */
const struct handover_line *handover_selected(const struct handover_view *self);
/* Read again. */
void handover_reload(struct handover_view *self);
/* Is there a log to write in? Else it is begun, and `then` is run when it is there. */
bool handover_begun(struct handover_view *self, unsigned (*then)(struct view *view));

/* handover_acts.c */
void handover_go_on(struct handover_view *self); /* to the next line that waits */
unsigned handover_run_take(struct view *view);
unsigned handover_run_ask(struct view *view);
unsigned handover_run_answer(struct view *view);
unsigned handover_run_carry(struct view *view);
unsigned handover_run_drop(struct view *view);
unsigned handover_run_new(struct view *view);
unsigned handover_run_edit(struct view *view);
unsigned handover_run_open(struct view *view);
unsigned handover_run_fault(struct view *view);
unsigned handover_run_note(struct view *view);
unsigned handover_run_print(struct view *view);

/* handover_signing.c */
unsigned handover_run_sign(struct view *view);
/* Nothing is being signed, the person may, and the log has begun (else `then` follows when it has). */
bool handover_signing_is_ready(struct handover_view *self, unsigned (*then)(struct view *view));
/* Prove what the form says, then save it. */
void handover_signing_begin(struct handover_view *self, struct form *form, bool is_release);
/* Each loop turn; Esc; when the view closes. */
void handover_signing_step(struct handover_view *self);
bool handover_signing_cancel(struct handover_view *self);

/* handover_release.c */
unsigned handover_run_release(struct view *view);
/* Each loop turn; is_saved: the errand has ended well. When the view closes. */
void handover_release_step(struct handover_view *self, bool is_saved);
void handover_release_free(struct handover_view *self);

/* handover.c: the page of a log that is open, brought to the front; NULL: none. */
struct handover_view *handover_page_find(struct console *console, int64_t id);

#endif
