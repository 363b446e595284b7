#ifndef ZUOXI_CONSOLE_VIEWS_H
#define ZUOXI_CONSOLE_VIEWS_H

/*
 * How one screen opens another. Views never include each other; an opener stands in its view's file.
 */

#include "zuoxi/console/action_tables.h"
#include "zuoxi/console/customers.h"
#include "zuoxi/console/state.h"
#include "zuoxi/desk/draft.h"

void signin_view_open(struct console *console);
/* The desk: the queue of open cases. Always the oldest page after signing in. */
void queue_view_open(struct console *console);
/* Show the desk, leaving other pages open behind it. */
void queue_view_show(struct console *console);
/* A call form; restored (may be NULL) is its draft, copied. digits (may be NULL) start the number field. */
void intake_view_open(struct console *console, const struct draft *restored, const char *digits);
/*
 * The form of a call just answered, half filled (copied; its number is taken out when several customers have
 * it and are offered). `matches`: customers with the number.
 */
void intake_view_answer(struct console *console, struct intake *intake, size_t matches);
/* The exchange's calls among the forms that are open; at most max. */
struct intake_call {
    int64_t ring_id;
    bool has_ended;
};
size_t intake_view_calls(struct console *console, struct intake_call *calls, size_t max);
/* The caller has hung up: the form's contact ended then, not when it is saved. */
void intake_view_hang_up(struct console *console, int64_t ring_id, int64_t ended_at);
/* Choose what to register (来电 去电 …): the registration in front changes to it, else a new one opens. */
void intake_menu_open(struct console *console);
void intake_view_register(struct console *console, const char *channel);
/* How many call forms are open. */
size_t intake_view_count(struct console *console);
void case_view_open(struct console *console, int64_t case_id);
/* The same with the form of the move of this effect, when it can be made now. */
void case_view_begin(struct console *console, int64_t case_id, enum move_effect effect);
/*
 * Open the case with a move's form as a draft has it, copied. False when the form cannot be shown (*err says
 * why); STATUS in *err with true: the form is open, but the move cannot be made now.
 */
bool case_view_restore(struct console *console, const struct draft *draft, struct err *err);
/* Cases with a move begun and not made. */
size_t case_view_unsaved(struct console *console);
/* Correct the fields of a case: the form already open for it, or a new one; the file is copied. */
void case_edit_open(struct console *console, const struct case_file *file);
/* The same with a correction as a draft has it, copied. */
void case_edit_restore(struct console *console, const struct draft *draft);
/* Finish a case that the surge form took: its correction, the mark already taken off. */
void case_edit_finish(struct console *console, int64_t case_id);
/* The surge form (one page; restore: false when it is open), and what it left to be finished. */
void surge_view_open(struct console *console);
bool surge_view_restore(struct console *console, const struct draft *draft);
void unfinished_view_open(struct console *console);
/* The queue of notifications; says so when the person may not see it. */
void hooks_view_open(struct console *console);
/* Cases that wait for a callback, and for a lead's answer. */
void callbacks_view_open(struct console *console);
void requests_view_open(struct console *console);
/* One saved contact. */
void contact_view_open(struct console *console, int64_t id);
/* Correct it; choose a stop of an outing to fill in, or add one; the same with a draft, copied. */
void contact_edit_open(struct console *console, int64_t id);
void contact_stops_open(struct console *console, int64_t id);
void contact_edit_restore(struct console *console, const struct draft *draft);
/* The board of notices, with this one selected (0: as it was). */
void board_view_open(struct console *console, int64_t id);
/* Post a notice, or correct this one (copied). Says so when the person may not. */
void notice_form_open(struct console *console, const struct notice *notice);
/* Post one made of a cluster of cases. */
void notice_form_open_cluster(struct console *console, const struct cluster *cluster);
/* The same with a draft, copied. */
void notice_form_restore(struct console *console, const struct draft *draft);
/* Those who called about a notice, and calling them back. */
void board_calls_open(struct console *console, int64_t notice_id);
/* A promise to call back as a draft has it, copied. */
void promise_form_restore(struct console *console, const struct draft *draft);
/* A message for a colleague who is not there; the same from a draft. */
void message_form_open(struct console *console);
void message_form_restore(struct console *console, const struct draft *draft);
/* Bring the drafts of the person back as pages; says how many in the status line. */
void drafts_open(struct console *console);
/* Corrections and moves begun and not saved. */
size_t drafts_unsaved(struct console *console);
void search_view_open(struct console *console); /* finds while one types */
void usage_view_open(struct console *console);  /* how the script book is used */
void help_open(struct console *console);
void palette_open(struct console *console);

/* A form the script book can lie over. */
struct phrase_host {
    const struct intake *(*intake)(void *context); /* borrowed; what the placeholders are filled from */
    /* May be NULL: an entry was read aloud; a placeholder's value was asked for; is the caller in an outage?
     */
    void (*used)(void *context, const char *id, const char *stage);
    void (*given)(void *context, const char *name, const char *value);
    bool (*in_outage)(void *context);
    void *context;
};
/*
 * Open the script book as the side view of the page in front, or bring the focus to it. has_focus: false
 * opens it only to be looked at (wide screens).
 */
void phrasebook_open(struct console *console, const struct phrase_host *host, bool has_focus);
/* F5 while a small form lies over the page: the book lies over both; true when that was the key. */
bool phrasebook_over_popup(struct view *front, uint32_t pressed);
/* What these pages give the book; false when the view is another one. */
bool intake_view_host(struct view *view, struct phrase_host *host);
bool case_view_host(struct view *view, struct phrase_host *host);
unsigned phrasebook_run(struct view *view); /* the action on pages that have no caller: all of the book */

#endif
