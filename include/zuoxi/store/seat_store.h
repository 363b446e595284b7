#ifndef ZUOXI_STORE_SEAT_STORE_H
#define ZUOXI_STORE_SEAT_STORE_H

/* What each seat is doing, and the session that is signed in on it: one a badge. */

#include "zuoxi/domain/seat.h"
#include "zuoxi/store/request.h"

struct seat {
    char badge[21];
    enum seat_state state;         /* as stored: SEAT_LOCKED is told by locked_at */
    int64_t since;                 /* UTC, of the state */
    int64_t pid;                   /* process of the desk */
    char session[REQUEST_ID_SIZE]; /* '' nobody is signed in */
    char terminal[64];             /* "pts/3 10.0.0.7" */
    int64_t signed_at, locked_at;  /* UTC; 0: not locked */
    char ended_by[21];             /* who ended the session from elsewhere; '' nobody */
    int64_t ended_at;
};

/* The seat of a badge; one that never signed in is out. */
enum status seat_store_find(struct store *store, const char *badge, struct seat *seat, struct err *err);
/* Inside a transaction, like the rest: state, since and pid. */
enum status seat_store_set(struct store *store, const struct seat *seat, struct err *err);
/* A session begins: pid, session, terminal and signed_at; nothing is left of the one before. */
enum status seat_store_begin(struct store *store, const struct seat *seat, struct err *err);
enum status seat_store_lock(struct store *store, const char *badge, int64_t locked_at, struct err *err);
/* It ends: state out; ended_by ('' the person) and ended_at are kept for the desk that has not noticed yet.
 */
enum status seat_store_end(struct store *store, const struct seat *seat, struct err *err);

#endif
