#ifndef ZUOXI_CONSOLE_SHIFTS_H
#define ZUOXI_CONSOLE_SHIFTS_H

/* Screens of shifts, roster and handover: their openers, and what every desk sees of them without opening
 * one. */

#include "zuoxi/console/views.h"

/* The roster of this month. */
void roster_view_open(struct console *console);

/* The handover that concerns this person now, as it would begin when nobody has; one by its id; the history.
 */
void handover_view_now(struct console *console);
void handover_view_open(struct console *console, int64_t id);
void handover_history_open(struct console *console);
/* A line of a log as a draft has it, copied. */
void handover_line_restore(struct console *console, const struct draft *draft);

/* The daily work report of a turn. */
void work_view_open(struct console *console, struct shift_turn turn);
/* Swaps and leave; a request as a draft has it, copied. */
void swaps_view_open(struct console *console);
/* Ask for a swap or leave, beginning with what is known already (0 and '': nothing). */
struct swap_wish {
    int date, back_date; /* packed */
    char partner[21];
};
void swap_form_open(struct console *console, const struct swap_wish *wish);
void swap_form_restore(struct console *console, const struct draft *draft);

extern const struct action_table roster_actions, roster_changes_actions, handover_actions,
    handover_history_actions, swaps_actions, work_actions;

/* Each loop turn of the desk: read the roster again when it has changed or a shift has; true when that was.
 */
bool shift_desk_watch(struct console *console);
/* "早班 08:00-16:00": the shift this person works now, else the one that is worked; '' when there is none. */
void shift_desk_title(const struct console *console, char *out, size_t size);
/* "| 班表缺3 l" at x of row 0, for those who fill the roster; returns the next x. */
int shift_desk_draw(const struct console *console, struct canvas *canvas, int x);
/* The desk's action: open the roster. */
unsigned shift_desk_run_roster(struct view *view);
unsigned shift_desk_run_handover(struct view *view);
/*
 * May this person sign out (R4.3)? Else the status line says who is missing. *id: the handover to be told by
 * shift_desk_left, 0 for none.
 */
bool shift_desk_may_leave(struct console *console, int64_t *id);
/* The person signs out now, relieved. */
void shift_desk_left(struct console *console, int64_t id);

#endif
