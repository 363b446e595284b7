#ifndef ZUOXI_CONSOLE_LOCKS_H
#define ZUOXI_CONSOLE_LOCKS_H

/*
 * Who may go on at this desk: the lock that comes by itself or by Ctrl-L, the session that another desk or an
 * admin has ended, changing one's password. What is open lives on beneath the lock exactly as it is.
 */

#include "zuoxi/console/action_tables.h"
#include "zuoxi/console/state.h"

struct signin;

/* Kept by the desk's page. */
struct seat_guard {
    unsigned long seen; /* changes of the database looked at */
    int64_t talked_ms;  /* boot clock: last seen talking; 0 never */
    bool warns;         /* the status line counts down */
};
/* Each loop turn: has the session been ended elsewhere, is it time to lock? */
void seat_guard_step(struct seat_guard *guard, struct console *console);
/* A key has come after so long a silence: whoever comes back to a desk that slept meets the lock. */
void seat_guard_wakes(void *console, int64_t quiet_ms);

/* Cover everything until the password is given; why is for the audit: "idle" or "key". */
void lock_view_open(struct console *console, const char *why);
bool lock_is_shown(const struct console *console);
/* Choose another password; is_forced: nothing else is to be had before. */
void password_page_open(struct console *console, bool is_forced);
/*
 * The session here is over (its drafts are on the disk): all pages close, the sign-in page says why (may be
 * NULL). admitted (owned, may be NULL): who was proven at the locked seat and is signed in at once.
 */
void signin_view_return(struct console *console, const struct err *why, struct signin *admitted);

extern const struct action_table lock_actions, password_page_actions;

#endif
