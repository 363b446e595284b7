#ifndef ZUOXI_STORE_AUDIT_MARK_H
#define ZUOXI_STORE_AUDIT_MARK_H

/*
 * The audit's head kept outside the database: a small file of lines "count hash time", written after each
 * COMMIT that logged something. Whoever cuts the audit's tail and rewrites the head inside the database, or
 * works the whole chain out anew from an edited line on, does not fit it any more. It protects as far as who
 * can change the database cannot change this file: append-only (chattr +a), or beyond that person's reach.
 *
 * It is not synced: after a crash it may lag behind the database, never be ahead of it, for the database was
 * synced first. The last line is replaced only when it says what the chain was just before the save; any
 * other is evidence, and a new one follows it.
 */

#include "zuoxi/store/store.h"

#define AUDIT_MARK_SUFFIX ".audit" /* beside the database, where the configuration names no other file */

#define AUDIT_MARK_OFF "-" /* as store_options.mark: none, for a copy that is not in place yet */

enum audit_mark_state {
    AUDIT_MARK_FITS,
    AUDIT_MARK_NONE,    /* nothing has been logged yet, or the database is a copy made elsewhere */
    AUDIT_MARK_MISSING, /* there was one here */
    AUDIT_MARK_BROKEN,  /* a line of it cannot be read */
    AUDIT_MARK_CUT,     /* it knows more lines than the audit has */
    AUDIT_MARK_FORGED   /* the audit once had another line there */
};

struct audit_mark_report {
    enum audit_mark_state state;
    int64_t line; /* of the audit, to which the newest line of the file speaks, or at which it does not fit */
    int64_t lag;  /* audit lines that came after it */
    int64_t points; /* lines of the file */
    char path[1024];
};
/* Compare the file with the audit, whose own chain audit_verify has found to hold. */
enum status audit_mark_verify(struct store *store, struct audit_mark_report *report, struct err *err);
/*
 * Begin another file: this database is meant to be an older one, or lies in another place (restore). The old
 * file is kept beside it under its name and the time. Inside a transaction, in which the caller logs why.
 */
enum status audit_mark_anew(struct store *store, struct err *err);
/*
 * For a restore. The copy, inside its transaction, forgets that it had a file outside; the file of the
 * database whose place it takes is put aside (mark as in store_options): the first save begins another.
 */
enum status audit_mark_forget(struct store *store, struct err *err);
enum status audit_mark_aside(const char *database, const char *mark, const struct clock *clock,
                             struct err *err);

#endif
