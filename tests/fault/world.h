#ifndef TESTS_FAULT_WORLD_H
#define TESTS_FAULT_WORLD_H

/*
 * A small town's database with one of everything that a desk can go on with: cases at several moves, a
 * household entered twice, a notice with a caller, a handover, a swap … Made once, kept in memory, and put
 * back as it was in front of every experiment; afterwards the whole of it is compared as text.
 */

#include "desk/desk_fixture.h"
#include "zuoxi/base/str.h"

#define WORLD_FILES 3 /* the database, its log, the audit's mark, as they lie on the disk */

struct world {
    struct desk_fixture *fixture; /* its configuration; its database is the model */
    char database[96];            /* where the experiments take place, in memory where there is room */
    struct world_files {
        void *bytes[WORLD_FILES];
        size_t sizes[WORLD_FILES];
    } made, frozen;
};

struct world *world_make(void);
void world_free(struct world **world);

/*
 * The database as it was made, and a desk on it: `minutes` after DESK_NOW, the boot clock a bit further at
 * each look, so that no pause is waited for. The desk is the caller's to close.
 */
void world_restore(struct world *world);
void world_open(struct world *world, struct desk *desk, const char *badge, enum role role, int minutes);
/* Note the files as they are while desks are open; put them back when the desks are closed, as a machine
 * finds them that stopped then. */
void world_freeze(struct world *world);
void world_thaw(struct world *world);
/* Are the files still, byte for byte, as world_restore put them? */
bool world_is_untouched(const struct world *world);

/* All that is stored, a line a row; what is drawn by lot (salts, hashes over them, ids of events) is left
 * out. Appends. */
void world_dump(struct store *store, struct str *out);
/* Leave out of a dump whatever may be an id of the town: numbers of up to three digits. */
void world_blur_ids(struct str *dump);
/* SQLite's own check and the product's (search index, audit chain, seals): "" or what is wrong. */
void world_check(struct store *store, struct str *findings);
/* The first line in which two dumps differ, for a message; "" when none. Static. */
const char *world_difference(const char *one, const char *other);

/* The one number that a query gives. */
int64_t world_int(struct desk *desk, const char *sql);

#endif
