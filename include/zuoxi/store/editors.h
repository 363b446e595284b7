#ifndef ZUOXI_STORE_EDITORS_H
#define ZUOXI_STORE_EDITORS_H

#include <stddef.h>
#include <stdint.h>

/*
 * Who has which record open to change it: a small file beside the database (path + ".open"), a slot of it for
 * each open form. The kernel's lock on the slot says that its desk lives, so no claim can be forgotten: a
 * desk that is killed, or whose line drops, has let go of everything. No row is written and nothing is
 * synced; a key or a save never waits for it. It is a courtesy, not a lock: two may change one record, saving
 * merges (domain/field_merge.h).
 */
struct editors;

struct editor {
    char object[16];   /* "case", "customer" … */
    int64_t id, since; /* UTC seconds */
    char badge[24], name[176];
    char doing[48]; /* "修改", a move's name */
};

/* This desk's end of it. NULL when the file cannot be had: then nobody is shown. Free with editors_close. */
struct editors *editors_open(const char *database);
void editors_close(struct editors **editors); /* lets go of everything; NULL inside is fine */
/* Take a slot for the entry, or let go of the one that says the same of the same record. */
void editors_enter(struct editors *editors, const struct editor *entry);
void editors_leave(struct editors *editors, const char *object, int64_t id, const char *doing);
/* The other desks that have the record open, at most max. A few microseconds. */
size_t editors_others(struct editors *editors, const char *object, int64_t id, struct editor *entries,
                      size_t max);

#endif
