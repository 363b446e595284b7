#ifndef ZUOXI_STORE_NOTICE_STORE_H
#define ZUOXI_STORE_NOTICE_STORE_H

/*
 * Lists of the board; the notices themselves are kept by record.h. What changes anything here runs inside a
 * transaction and moves the board's generation on, by which others see that their copy is old.
 */

#include "zuoxi/domain/notice.h"
#include "zuoxi/domain/notice_call.h"
#include "zuoxi/store/store.h"

/* Counts every change of the board; one indexed read (~2 µs). */
enum status notice_store_generation(struct store *store, int64_t *generation, struct err *err);
/* Something that desks show beside the notices has changed. */
enum status notice_store_move_on(struct store *store, struct err *err);

/* One line of the board. */
struct notice_row {
    int64_t id, version;
    enum notice_state state; /* at the time the list was asked for */
    char kind[FIELD_CODE_SIZE], title[4 * 30 + 1];
    char buildings[4 * 60 + 1], stations[4 * 60 + 1]; /* their first 60 characters */
    int64_t start, expected, ended;                   /* UTC, 0 = not given */
    bool is_must_read, is_read;                       /* read: by the badge that asks */
    int64_t calls, due;                               /* attached; of them to be called now */
};
/*
 * Keyset page after the row; NULL starts at the top: the live ones (newest start first), those to come
 * (soonest first), the past ones (newest end first).
 */
enum status notice_store_list(struct store *store, int64_t now, const char *badge,
                              const struct notice_row *after, size_t max, struct notice_row *rows,
                              size_t *count, struct err *err);
/* The counts that are no fields; STATUS_NOT_FOUND. */
enum status notice_store_counts(struct store *store, int64_t id, int64_t *calls, int64_t *due,
                                struct err *err);

/* Callers to be called now, over all notices. */
enum status notice_store_due(struct store *store, int64_t *due, struct err *err);

/* After a notice was inserted, corrected, extended or closed. is_new_text: reading marks of before no longer
 * count. */
enum status notice_store_changed(struct store *store, const struct notice *notice, bool is_new_text,
                                 struct err *err);

/* Who has read it. */
struct reader_row {
    char badge[21], name[4 * 40 + 1];
    int64_t at; /* 0: not yet, or an older version */
};
/* *is_new: it was not marked so already, as it stands now. */
enum status notice_store_mark_read(struct store *store, int64_t id, const char *badge, int64_t at,
                                   bool *is_new, struct err *err);
/* All active people of a role that reads the board (operators, leads), by badge; at most max. */
enum status notice_store_readers(struct store *store, int64_t id, struct reader_row *rows, size_t max,
                                 size_t *count, struct err *err);

/*
 * Attach a caller: inserts the row and counts it. Of one number only the first call counts and is answered;
 * its later ones are on the list all the same, as CALL_NONE. STATUS_CONFLICT when the case is attached
 * already.
 */
enum status notice_store_add_call(struct store *store, struct notice_call *call, struct err *err);
/* Write a changed row and its state's counts. */
enum status notice_store_set_call(struct store *store, const struct notice_call *before,
                                  struct notice_call *after, struct err *err);
/* There is news: everybody who wants a call is to be called (again). *count = how many. */
enum status notice_store_call_all(struct store *store, int64_t id, int64_t *count, struct err *err);
/* Keyset page after the row (NULL: the top): to be called first. Whole records. */
enum status notice_store_calls(struct store *store, int64_t id, const struct notice_call *after, size_t max,
                               struct notice_call *rows, size_t *count, struct err *err);

#endif
