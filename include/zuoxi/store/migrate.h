#ifndef ZUOXI_STORE_MIGRATE_H
#define ZUOXI_STORE_MIGRATE_H

/*
 * The schema's history: data/schema/NNN_name.sql, embedded into the binary. Each migration is one transaction
 * that also sets user_version and keeps the SHA-256 of its text.
 */

#include <stddef.h>

#include "zuoxi/base/clock.h"
#include "zuoxi/base/str.h"
#include "zuoxi/store/db.h"

struct migration {
    int version; /* 1, 2, 3 … */
    const char *name;
    const char *sql;
};

struct migration_list {
    const struct migration *items; /* by version */
    size_t count;
};

/* The program's own. */
struct migration_list migrate_embedded(void);
int migrate_latest(const struct migration_list *list);

/* STATUS_NEWER when the database was made by a newer program. */
enum status migrate_refuse_newer(struct db *db, const struct migration_list *list, struct err *err);
/* Run what is missing; the caller holds the write queue. A failed one leaves the version before it. */
enum status migrate_run(struct db *db, const struct migration_list *list, const struct clock *clock,
                        struct err *err);
/*
 * Compare the checksums kept with the program's; one Chinese line for each that differs is added to findings.
 */
enum status migrate_verify(struct db *db, const struct migration_list *list, struct str *findings,
                           struct err *err);

#endif
