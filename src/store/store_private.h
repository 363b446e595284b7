#ifndef ZUOXI_STORE_STORE_PRIVATE_H
#define ZUOXI_STORE_STORE_PRIVATE_H

/* What the modules of this room share about an open store; nobody else includes this. */

#include <sys/types.h>

#include "audit_mark_private.h"
#include "zuoxi/domain/deadline.h"
#include "zuoxi/domain/field.h"
#include "zuoxi/domain/rights.h"
#include "zuoxi/store/audit.h"
#include "zuoxi/store/case_store.h"
#include "zuoxi/store/queue.h"
#include "zuoxi/store/store.h"

#define STORE_TABLES_MAX 48

/* SQL texts of a field table, made once (record.c). */
struct record_sql {
    const struct field_table *table;
    char *insert, *load, *after, *owned;       /* owned: NULL for a table without an owner */
    char *rows_read, *rows_write, *rows_erase; /* of its field_storage rows, NULL without them */
};

struct bulk; /* bulk.c */

struct store {
    struct db *db;
    struct queue *queue;
    const struct clock *clock;
    char profile[64];
    bool is_demo;
    dev_t device; /* of the file that was opened, to notice a replaced one */
    ino_t inode;
    char *log_path;  /* of the -wal file; owned */
    ino_t log_inode; /* 0 = not seen yet */
    struct log_stamp {
        ino_t inode;
        off_t size;
        struct timespec time;
        int64_t since; /* boot ms when it was first seen so */
        int64_t asked; /* boot ms when SQLite was asked last */
    } log_stamp;       /* of the log at the last store_changed */
    bool in_transaction;
    int64_t seen_version; /* data_version at the last store_changed */
    unsigned saves;       /* transactions that changed the search index, for its merges */
    bool touched_search;  /* in this transaction */
    bool rings_bell;      /* in this transaction: other desks are told of its commit at once */
    unsigned unmerged;    /* flags of the indexes touched since they were last merged */
    struct record_sql sql[STORE_TABLES_MAX];
    size_t sql_count;
    struct actor counts_viewer; /* whose eyes they were counted with */
    struct queue_counts counts; /* valid while counts_version is the data_version and now < counts_until */
    int64_t counts_version, counts_at, counts_until;
    struct running_leg {
        int64_t case_id;
        struct level_times times;
    } * levels; /* owned; of every running leg at counts_version and level_changes */
    size_t level_count, level_capacity;
    size_t soon_count; /* the first of them: those whose level changes in (soon_from, soon_until] */
    int64_t soon_from, soon_until;
    struct queue_counts steady; /* the levels of all others, which stand until then */
    int64_t level_changes;      /* db_case_changes then */
    bool has_counts, has_levels;
    bool follows_legs; /* hook_leg is kept (hook_store_follow) */
    struct bulk *bulk; /* NULL outside a bulk load */
    struct audit_mark mark;
};

/* Run the one statement sql whose only parameter ?1 is text; *value = the first column, 0 when no row. */
enum status store_read_int(struct store *store, const char *sql, const char *text, int64_t *value,
                           bool *found, struct err *err);
/* The ids (first column) of a bound statement's rows, at most max; the statement is reset. */
enum status store_read_ids(struct stmt *stmt, int64_t *ids, size_t max, size_t *count, struct err *err);
/* The records whose ids a bound statement gives, whole, at most max; nothing stays open while they are read.
 */
enum status store_read_records(struct store *store, const struct field_table *table, struct stmt *stmt,
                               void *records, size_t max, size_t *count, struct err *err);
/* hook_leg_store.c: what a save has made of a case's legs, for the hooks; nothing unless the store follows
 * them. */
enum status hook_store_take_legs(struct store *store, int64_t case_id, bool is_open, const struct leg *legs,
                                 size_t count, struct err *err);
/* audit.c: a row of AUDIT_ROW (query.c). */
void audit_read_row(struct stmt *stmt, struct audit_row *row);
void record_forget_sql(struct store *store);
/* The table's texts; NULL when there are too many kinds. Borrowed. */
const struct record_sql *record_sql_of(struct store *store, const struct field_table *table);
/* record_rows.c: the FIELD_ROW fields of a table that has some. before NULL: the record is new. */
void record_rows_make(const struct field_rows *rows, struct record_sql *sql);
enum status record_rows_read(struct store *store, const struct field_table *table, void *record,
                             struct err *err);
enum status record_rows_write(struct store *store, const struct field_table *table, int64_t id,
                              const void *before, const void *after, struct err *err);

/* The views of the indexes as the field tables want them; an index is built anew when its view was another
 * one. In a transaction. */
enum status search_prepare(struct store *store, struct err *err);
/* Are the views as they should be? */
enum status search_is_prepared(struct store *store, bool *is_prepared, struct err *err);
/* A small merge of the indexes touched since the last one, inside a transaction. */
enum status search_merge(struct store *store, struct err *err);
/* Settings of the index for saves, and for very many records at a time. */
enum search_mode { SEARCH_SAVING, SEARCH_LOADING };
enum status search_set_loading(struct store *store, enum search_mode mode, struct err *err);
/* Merge about so many pages of one index. *left = there was something to do, and may be more. */
enum status search_merge_some(struct store *store, int pages, bool *left, struct err *err);
/* Begin to make all pieces of each index one; search_merge_some goes on with it. */
enum status search_merge_begin(struct store *store, int pages, struct err *err);
/* Index the records with ids above from, up to to. */
enum status search_remember_range(struct store *store, int64_t from, int64_t to, struct err *err);

enum status bulk_next(struct store *store, const char *sequence, int64_t *value, struct err *err);
enum status bulk_reach(struct store *store, const char *sequence, int64_t value, struct err *err);
void bulk_count_add(struct store *store, const char *name, int64_t delta);
/*
 * Keep sequences and counters in memory, and records with ids above first out of the search index, until
 * bulk_release writes them (store_rollback: forgets them). In a transaction.
 */
void bulk_hold(struct store *store, int64_t first);
enum status bulk_release(struct store *store, struct err *err);
/* True for a record made in the running bulk load: the index does not know it yet. */
bool bulk_owns(const struct store *store, int64_t id);
void bulk_forget(struct store *store);

#endif
