#ifndef ZUOXI_DESK_SESSION_H
#define ZUOXI_DESK_SESSION_H

/* Signing in: badge and password, the hash checked in a helper process (139 ms of memory-hard work),
 * back-off. */

#include "zuoxi/base/child.h"
#include "zuoxi/desk/task.h"
#include "zuoxi/store/people_store.h"

struct signin {
    struct child child; /* the helper */
    struct person person;
    bool is_known;      /* badge exists: the answer to the person is the same either way */
    bool is_right;      /* the helper's verdict */
    bool is_checked;    /* the helper has ended: the verdict is being recorded */
    bool is_witness;    /* proves who signs beside the actor: the seat stays the actor's */
    bool is_proven;     /* it has ended well */
    struct task record; /* counts and audits the attempt */
    unsigned ahead;     /* how much has been read ahead, and the case that stands first */
    int64_t first_case;
};

/*
 * Start checking. STATUS_DENIED at once with the seconds to wait when backing off, STATUS_INVALID for an
 * empty badge; else the helper runs: poll child.fd and call session_step.
 */
enum status session_start(struct desk *desk, struct signin *signin, const char *badge, const char *password,
                          struct err *err);
/* Call whenever child.fd is readable, and once a loop turn after it has closed (child.fd −1: the attempt is
 * being recorded). *done when it has ended: STATUS_OK = desk->actor is set; STATUS_DENIED = wrong badge or
 * password (failure counted, audited). */
enum status session_step(struct desk *desk, struct signin *signin, bool *done, struct err *err);
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
void session_cancel(struct signin *signin);
void session_sign_out(struct desk *desk);

/* Command line: act as badge after checking the password (waits for the helper). */
enum status session_act_as(struct desk *desk, const char *badge, const char *password, struct err *err);
/* Command line: the owner of the database file acts without a password, as badge or the first admin when
 * NULL. */
enum status session_act_as_owner(struct desk *desk, const char *badge, struct err *err);

/* The helper's own side: reads "check\n<hash>\n<password>" or "hash\n<password>" from fd 0, prints "yes",
 * "no" or a hash. */
int session_helper(void);
/* Hash a password (waits; init, user add, demo). STATUS_INVALID for under 4 characters. */
enum status session_hash(const char *password, char out[256], struct err *err);

#endif
