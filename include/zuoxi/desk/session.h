#ifndef ZUOXI_DESK_SESSION_H
#define ZUOXI_DESK_SESSION_H

/* Signing in: badge and password, the hash checked in a helper process (139 ms of memory-hard work),
 * back-off, one session a badge; locking and changing a password go the same way. */

#include "zuoxi/base/child.h"
#include "zuoxi/desk/seat.h"

/* What the password is for. */
enum signin_purpose {
    SIGNIN_ACT,    /* the command line acts as the badge: no session */
    SIGNIN_DESK,   /* a console's session begins */
    SIGNIN_PROVE,  /* who signs beside the actor: the seat stays the actor's */
    SIGNIN_UNLOCK, /* the actor is back at the locked seat */
    SIGNIN_CHANGE, /* the actor chooses another password, the old one given */
    SIGNIN_RENEW,  /* the same right after signing in, because somebody else had chosen it */
    SIGNIN_PURPOSES
};

struct signin {
    enum signin_purpose purpose;
    struct child child; /* the helper */
    struct person person;
    bool is_known;               /* badge exists: the answer to the person is the same either way */
    bool is_right;               /* the helper's verdict */
    bool is_checked;             /* the helper has ended: the verdict is being recorded */
    bool is_proven;              /* it has ended well */
    struct seat seat;            /* SIGNIN_DESK: the session that begins */
    struct seat present;         /* STATUS_CONFLICT: where the badge is signed in already */
    char takes[REQUEST_ID_SIZE]; /* that session may be ended for it */
    int presence;                /* holds the place of the session that begins (store/presence.h); 0 none */
    struct task record;          /* counts and audits the attempt */
    unsigned ahead;              /* how much has been read ahead, and the case that stands first */
    int64_t first_case;
};

/*
 * Start checking. STATUS_DENIED at once with the seconds to wait when backing off, STATUS_INVALID for an
 * empty badge; else the helper runs: poll child.fd and call session_step. The command line's: no session.
 */
enum status session_start(struct desk *desk, struct signin *signin, const char *badge, const char *password,
                          struct err *err);
/* The same for a console: a session begins at this desk's place. */
enum status session_enter(struct desk *desk, struct signin *signin, const char *badge, const char *password,
                          struct err *err);
/*
 * Call whenever child.fd is readable, and once a loop turn after it has closed (child.fd −1: the attempt is
 * being recorded). *done when it has ended: STATUS_OK = desk->actor is set; STATUS_DENIED = wrong badge or
 * password (failure counted, audited); STATUS_CONFLICT = right, but the badge is signed in elsewhere
 * (signin->present): nothing has happened yet, ask, then session_take_over or session_cancel.
 */
enum status session_step(struct desk *desk, struct signin *signin, bool *done, struct err *err);
/* Yes, end the other session: session_step goes on. */
void session_take_over(struct signin *signin);
/* Begin a session for who was proven here (session_prove), without asking again: session_step goes on. */
void session_admit(struct desk *desk, struct signin *signin);
/*
 * Prove another password at this seat, for a signature: as session_start, and session_step then leaves
 * desk->actor as it is and sets signin->is_proven.
 */
enum status session_prove(struct desk *desk, struct signin *signin, const char *badge, const char *password,
                          struct err *err);
/*
 * While the helper works: read one piece more of what the desk will show first, so that its pages and
 * statements are in memory when the verdict comes. Nothing is kept or shown. False: nothing left to read.
 */
bool session_read_ahead(const struct desk *desk, struct signin *signin);
/* The actor's own password unlocks the seat. */
enum status session_unlock(struct desk *desk, struct signin *signin, const char *password, struct err *err);
/*
 * The actor chooses another password; old NULL: right after signing in with one that somebody else had chosen
 * (signin->person.must_change). STATUS_INVALID when the new one is refused, also from session_step when it is
 * the old one.
 */
enum status session_change(struct desk *desk, struct signin *signin, const char *old, const char *chosen,
                           struct err *err);
void session_cancel(struct signin *signin);
/* Nobody is signed in here any more; the session's end is seat_leave's. */
void session_sign_out(struct desk *desk);

/* Command line: act as badge after checking the password (waits for the helper). */
enum status session_act_as(struct desk *desk, const char *badge, const char *password, struct err *err);
/* Command line: the owner of the database file acts without a password, as badge or the first admin when
 * NULL. */
enum status session_act_as_owner(struct desk *desk, const char *badge, struct err *err);
/*
 * A helper process of a console acts as the session that started it; STATUS_DENIED when that has ended.
 */
enum status session_resume(struct desk *desk, const char *badge, const char *session, struct err *err);

/*
 * The helper's own side: reads "check\n<hash>\n<password>", "change\n<hash>\n<password>\n<new>",
 * "renew\n<hash>\n<new>" or "hash\n<new>" from fd 0; prints "yes", "no", "same" (the new one is the old) or
 * the new one's hash.
 */
int session_helper(void);
/* Hash a password (waits; init, user add, demo). */
enum status session_hash(const char *password, char out[256], struct err *err);
/* The same without waiting: poll child->fd, child_step; then take the hash (the child is stopped). */
enum status session_hash_start(struct child *child, const char *password, struct err *err);
enum status session_hash_take(struct child *child, char out[256], struct err *err);
/* STATUS_INVALID with the reason when the badge may not have this password. */
enum status session_judge(const struct settings *settings, const char *badge, const char *password,
                          struct err *err);

#endif
