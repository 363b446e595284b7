#ifndef ZUOXI_STORE_VERIFY_H
#define ZUOXI_STORE_VERIFY_H

/* Everything that can be checked about a database. Slow (minutes for a million cases): for `verify` only. */

#include "zuoxi/store/store.h"

struct str;

struct verify_watch {
    /* Before each check: its name (translated), how many are done and how many there are. */
    void (*each)(void *context, const char *name, int done, int total);
    void *context;
};

/*
 * SQLite's integrity check, migrations, references, search indexes, audit chain, seals of handovers, values
 * against the audit, counters, texts. STATUS_OK with empty findings: all fine; else one Chinese line for each
 * finding. Any other status: it could not be checked. Also on a copy (snapshot_open), of which only what does
 * not depend on the schema is checked when that is another one than this program's; and beside working desks.
 */
enum status store_verify_watched(struct store *store, const struct verify_watch *watch, struct str *findings,
                                 struct err *err);

#endif
