#ifndef ZUOXI_DESK_DESK_H
#define ZUOXI_DESK_DESK_H

/*
 * What a person can do. One function = one rights check + one transaction + one audit line. A desk is one
 * signed-in seat (or one command-line call) on one database.
 */

#include "zuoxi/base/clock.h"
#include "zuoxi/domain/phrase.h"
#include "zuoxi/domain/settings.h"
#include "zuoxi/store/store.h"

/* Who acts; filled by session.h. */
struct actor {
    char badge[21];
    char name[4 * 40 + 1];
    enum role role;
    const char *origin; /* "console", "cli", "cli owner" */
};

struct desk {
    struct store *store;             /* owned after desk_open */
    const struct settings *settings; /* borrowed */
    const struct profile *profile;   /* borrowed */
    const struct phrasebook *book;   /* borrowed */
    const struct clock *clock;       /* borrowed */
    struct actor actor;              /* role ROLE_NONE: nobody signed in */
};

/* Open the database at path; the desk borrows the rest, which must outlive it. */
enum status desk_open(struct desk *desk, const char *path, const struct settings *settings,
                      const struct profile *profile, const struct phrasebook *book, const struct clock *clock,
                      struct err *err);
void desk_close(struct desk *desk);
/* STATUS_DENIED naming the right when the actor lacks it. */
enum status desk_allow(const struct desk *desk, enum right right, struct err *err);

#endif
