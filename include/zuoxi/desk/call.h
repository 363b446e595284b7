#ifndef ZUOXI_DESK_CALL_H
#define ZUOXI_DESK_CALL_H

/* Calls that ring: what an exchange reports, what a desk is offered, and who answers (spec R8.3). */

#include "zuoxi/desk/intake.h"
#include "zuoxi/desk/task.h"
#include "zuoxi/store/customer_store.h"
#include "zuoxi/store/ring_store.h"
#include "zuoxi/store/seat_store.h"

#define CALLS_SHOWN 4 /* at once on a desk: more are offered as these go */

struct call_report {
    char call_id[4 * 80 + 1]; /* '' = the newest live call of that number */
    char phone[PHONE_SIZE];   /* as ring_number_parse gives it; '' = withheld */
    char line[4 * 20 + 1];
    char wanted[21]; /* badge it is for; '' = every free desk */
    enum ring_state state;
    struct ring ring;     /* filled: the call as it stands now */
    bool has_changed;     /* filled: false for a report that said nothing new */
    enum seat_state seat; /* filled: what the wanted badge's seat is doing */
};
/*
 * task_work: argument = struct call_report *. Every order and repetition of reports gives the same call. One
 * that ends unanswered becomes a promise to call back, once; a promise that stands for the number already is
 * enough. Calls whose end was never told are ended here, too. Without an id and without a call to mean,
 * "answered" and "ended" are STATUS_NOT_FOUND; so is a badge that nobody has.
 */
enum status call_report(struct desk *desk, void *argument, int64_t *ring_id, struct err *err);

/* A call a desk may take. */
struct call_row {
    struct ring ring;
    bool is_quiet; /* answered at a telephone, nobody says whose: not shown, but F2 takes it up */
    struct customer_row customer; /* the first of the matches */
    size_t matches;               /* customers with this number */
    size_t open_cases;            /* of the one customer, else of the number */
};
/* The calls the actor's desk is offered: ringing ones, the longest waiting first, then those answered at a
 * telephone; at most max. */
enum status call_list(struct desk *desk, struct call_row *rows, size_t max, size_t *count, struct err *err);
/* A call form half filled: number, line, rings and times, and the customer when there is exactly one. */
void call_begin_intake(struct desk *desk, const struct call_row *row, struct intake *intake);
/* A call as it stands, STATUS_NOT_FOUND. */
enum status call_load(struct desk *desk, int64_t ring_id, struct ring *ring, struct err *err);
/*
 * task_work: argument = int64_t * (the call). Exactly one desk gets it; the others STATUS_CONFLICT, with who
 * was first or that the caller has hung up. The seat goes to 通话.
 */
enum status call_answer(struct desk *desk, void *argument, int64_t *ring_id, struct err *err);

#endif
