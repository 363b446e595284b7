#ifndef ZUOXI_CONSOLE_SEAT_KEEPER_H
#define ZUOXI_CONSOLE_SEAT_KEEPER_H

/* What this seat is doing, as other desks and reports of calls see it: follows the calls, or what the person
 * chose. */

#include "zuoxi/console/state.h"
#include "zuoxi/domain/seat.h"

struct seat_keeper {
    struct console *console;
    enum seat_state state;
    int64_t since;          /* UTC */
    bool is_chosen;         /* by the person; else it follows the calls */
    bool has_changed;       /* must be drawn again; taken back by who draws */
    struct task task;       /* stores it */
    enum seat_state wanted; /* argument of the task */
};

/* Ready, for who takes calls; nobody else has a seat for one: it is out. */
void seat_keeper_open(struct seat_keeper *keeper, struct console *console);
/* Signed out from now on; waits a moment for the write queue at most. */
void seat_keeper_close(struct seat_keeper *keeper);
/* Each loop turn: go on storing. */
void seat_keeper_step(struct seat_keeper *keeper);
/* The calls of the open forms: talking, finishing, or none; never against what the person chose, but for
 * talking. */
void seat_keeper_follow(struct seat_keeper *keeper, size_t talking, size_t finishing);
/* A call has been answered: that has stored the state already. */
void seat_keeper_answered(struct seat_keeper *keeper);
/* Ask the person. */
void seat_keeper_ask(struct seat_keeper *keeper);

#endif
