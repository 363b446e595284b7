#ifndef ZUOXI_STORE_AUDIT_H
#define ZUOXI_STORE_AUDIT_H

/*
 * The append-only log of every change (spec section 7). Each line's hash covers the line before it and
 * SHA-256(salt ‖ value) of every value, so personal contents in audit_value can be erased on lawful request
 * without breaking the chain.
 */

#include "zuoxi/domain/field.h"
#include "zuoxi/store/store.h"

struct audit_entry {
    const char *badge; /* who acted */
    /* "console", "cli", "cli owner" (who owns the file, without a password, whatever badge they named); with
     * " acting" behind it by an operator who stood in for the lead. */
    const char *origin;
    const char *place;  /* from where: "pts/3 10.0.0.7"; NULL: not known */
    const char *action; /* "contact.save", "case.dispatch", "user.add" … */
    const char *object; /* "case", "contact", "customer", "person" */
    int64_t object_id;
    const struct field_table
        *table;         /* with before and after: the difference is logged field by field; may be NULL */
    const void *before; /* NULL: a new record */
    const void *after;
    const char *note; /* free text logged as the value "note", or NULL */
};

/* Append inside the transaction. Times come from the store's clock. */
enum status audit_write(struct store *store, const struct audit_entry *entry, struct err *err);
/*
 * Walk the whole chain; *bad = id of the first line that does not fit (0: all fine); *lines = how many were
 * read. Finds every edited, added, deleted and swapped row and column, a cut tail (the head is kept outside
 * the table too; outside the file: store/audit_mark.h) and every value emptied without a line of audit_erase.
 */
enum status audit_verify(struct store *store, int64_t *lines, int64_t *bad, struct err *err);

/*
 * Erase what was logged of entry's object on lawful request: the fields marked FIELD_PERSONAL of `table`, and
 * with table NULL every value; of the lines whose ids the JSON array `lines` has, NULL: of all. The digests
 * stay, so the chain holds. The erasure is a line itself: entry says who, from where, the object, and an
 * action that ends in ".erase"; its note is the fields' names. Inside a transaction.
 */
enum status audit_erase(struct store *store, const struct audit_entry *entry, const struct field_table *table,
                        const char *lines, struct err *err);

struct audit_row {
    int64_t id, at, object_id;
    char badge[21], origin[24], action[40], object[24], place[64];
};
/* The lines of one object, oldest first, at most max; tests and the case's history. */
enum status audit_list(struct store *store, const char *object, int64_t object_id, struct audit_row *rows,
                       size_t max, size_t *count, struct err *err);
/* The newest line's id, 0 when there is none. */
enum status audit_last(struct store *store, int64_t *id, struct err *err);
/* The next line behind *id about an object of this kind: *id = its own and *object_id, or *found = false. */
enum status audit_next(struct store *store, const char *object, int64_t *id, int64_t *object_id, bool *found,
                       struct err *err);
/* One value that a line logged: which = 0 before, 1 after; value NULL when it was erased. */
struct audit_change {
    int64_t audit_id, at;
    const char *badge, *action, *field, *value;
    int which;
};
/* Every value logged of one object, oldest first. each() gets borrowed texts and must not use the store. */
enum status audit_changes(struct store *store, const char *object, int64_t object_id,
                          void (*each)(void *context, const struct audit_change *change), void *context,
                          struct err *err);
/* The value logged for a field in a line ('' when erased). which: 0 = before, 1 = after. */
enum status audit_value(struct store *store, int64_t audit_id, const char *field, int which, char *out,
                        size_t size, struct err *err);

#endif
