#ifndef ZUOXI_DESK_DESK_H
#define ZUOXI_DESK_DESK_H

/*
 * What a person can do. One function = one rights check + one transaction + one audit line. A desk is one
 * signed-in seat (or one command-line call) on one database.
 */

#include "zuoxi/base/clock.h"
#include "zuoxi/base/whereabouts.h"
#include "zuoxi/domain/field.h"
#include "zuoxi/domain/phrase.h"
#include "zuoxi/domain/rights.h"
#include "zuoxi/domain/settings.h"
#include "zuoxi/store/request.h"

struct desk {
    struct store *store;             /* owned after desk_open */
    const struct settings *settings; /* borrowed */
    const struct profile *profile;   /* borrowed */
    const struct phrasebook *book;   /* borrowed */
    const struct clock *clock;       /* borrowed */
    char place[WHEREABOUTS_SIZE];    /* from where the seat is used, for the audit */
    struct actor actor;              /* filled by session.h; the store looks at it: a desk stays in place */
    struct {
        char badge[21];
        int64_t minute, generation; /* of the clock, of the roster */
        bool is_lead;
    } acting;                      /* when actor.is_acting_lead was looked up (desk/acting.h) */
    char session[REQUEST_ID_SIZE]; /* of the actor at this console; '' none, as on the command line */
    int presence;                  /* descriptor that holds the session's place (store/presence.h); 0: none */
    int claims;              /* descriptor that holds the claims on open drafts (desk/draft.h); 0: none yet */
    struct editors *editors; /* what this desk has open (desk/editing.h); owned; NULL: nothing yet */
    struct draft_writer *writer; /* the helper that puts drafts on the disk; owned; NULL: none yet */
};

/* Open the database at path; the desk borrows the rest, which must outlive it. The store keeps pointers into
 * the desk: it must not move. */
enum status desk_open(struct desk *desk, const char *path, const struct settings *settings,
                      const struct profile *profile, const struct phrasebook *book, const struct clock *clock,
                      struct err *err);
void desk_close(struct desk *desk);
/* The session here is no longer this desk's: forget it and give its place up. */
void desk_release(struct desk *desk);
/*
 * Make a new, empty database (STATUS_CONFLICT when the file exists); people_first gives it its first account.
 */
enum status desk_create(const char *path, const char *profile, const struct clock *clock, struct err *err);
/* Remove a database that could not be finished, with its log and lock files. */
void desk_discard(const char *path);
/* True when somebody else has committed since the last call (~1 µs): time to reread. */
bool desk_changed(struct desk *desk);
/*
 * Is room on the database's disk short? *room = bytes free. Keeps the reserve (store/ballast.h): for a tick,
 * every few seconds. A save or draft that finds the disk full spends the reserve by itself.
 */
bool desk_keep_room(const struct desk *desk, int64_t *room);
void desk_spend_room(const struct desk *desk);
/*
 * A descriptor to wait on: readable when somebody's commit must show here at once (a call, a message); −1:
 * none, the tick has to do. Closed by the caller. desk_hear takes the news; true when there was any.
 */
int desk_listen(const struct desk *desk);
bool desk_hear(int fd);
/* A demonstration database: its accounts may be shown on the sign-in screen. */
bool desk_is_demo(const struct desk *desk);
/* Is the calling user the owner of the database file (or root)? That person may act without a password. */
bool desk_is_owner(const struct desk *desk);
/* The database's path and its profile's name (reload the configuration in place when it names another);
 * borrowed. */
const char *desk_database(const struct desk *desk);
const char *desk_profile(const struct desk *desk);
/*
 * May the actor do this to that (domain/rights.h)? The only function that asks; object NULL: nothing in
 * particular. desk_has_right is the same without an object.
 */
bool desk_can(const struct desk *desk, enum right right, const struct rights_object *object);
bool desk_has_right(const struct desk *desk, enum right right);
/* The same as a status: STATUS_DENIED naming the right. */
enum status desk_allow_on(const struct desk *desk, enum right right, const struct rights_object *object,
                          struct err *err);
enum status desk_allow(const struct desk *desk, enum right right, struct err *err);
/* The role in which the actor walks the workflow. */
enum role desk_role(const struct desk *desk);
/* Append an audit line for the actor, inside a transaction. table, before, after and note may be NULL
 * (store/audit.h). */
enum status desk_audit(struct desk *desk, const char *action, const char *object, int64_t id,
                       const struct field_table *table, const void *before, const void *after,
                       const char *note, struct err *err);

/* Erase what the audit knows of an object, which is a line itself: audit_erase (store/audit.h). table and
 * lines may be NULL. */
enum status desk_erase_audit(struct desk *desk, const char *action, const char *object, int64_t id,
                             const struct field_table *table, const char *lines, struct err *err);

#endif
