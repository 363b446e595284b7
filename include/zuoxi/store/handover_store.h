#ifndef ZUOXI_STORE_HANDOVER_STORE_H
#define ZUOXI_STORE_HANDOVER_STORE_H

/*
 * Handover logs beside their records (kept by record.h): lists, signatures, who left, corrections, and the
 * seal of a signed log: its sheet as printed, in a chain of hashes. Changes run inside a transaction and move
 * the roster's generation on.
 */

#include "zuoxi/domain/handover.h"
#include "zuoxi/store/store.h"

#define HANDOVER_SIGNERS_MAX 32
#define HANDOVER_NOTES_MAX   20

struct signature_row {
    enum handover_side side;
    char badge[21];
    int64_t at;
};
struct handover_leave_row {
    bool is_gone; /* else only let go */
    char badge[21], allowed_by[21];
    int64_t at;
    char reason[4 * 200 + 1];
};
struct handover_note_row {
    char badge[21];
    int64_t at;
    char text[4 * 500 + 1];
};
/* One line of the history, newest first. */
struct handover_row {
    int64_t id, ends_at, signed_at; /* signed_at 0: not yet */
    int date, carried, questions, overrides;
    char shift[FIELD_CODE_SIZE], next_shift[FIELD_CODE_SIZE], out_badge[21], in_badge[21];
};

/* The log of a turn; *id 0: there is none. */
enum status handover_store_find(struct store *store, int date, const char *shift, int64_t *id,
                                struct err *err);
/* The last one that ended before; *id 0: none. */
enum status handover_store_before(struct store *store, int64_t ends_at, int64_t *id, struct err *err);
enum status handover_store_lines(struct store *store, int64_t id, struct handover_line *lines, size_t *count,
                                 struct err *err);
enum status handover_store_signatures(struct store *store, int64_t id, struct signature_row *rows,
                                      size_t *count, struct err *err);
enum status handover_store_sign(struct store *store, int64_t id, enum handover_side side, const char *badge,
                                int64_t at, struct err *err);
enum status handover_store_leaves(struct store *store, int64_t id, struct handover_leave_row *rows,
                                  size_t *count, struct err *err);
enum status handover_store_leave(struct store *store, int64_t id, const struct handover_leave_row *row,
                                 struct err *err);
enum status handover_store_notes(struct store *store, int64_t id, struct handover_note_row *rows,
                                 size_t *count, struct err *err);
enum status handover_store_add_note(struct store *store, int64_t id, const struct handover_note_row *row,
                                    struct err *err);
enum status handover_store_drop_line(struct store *store, int64_t line_id, struct err *err);

/*
 * Keyset page after the row (NULL: the newest) of those that ended at `since` or later; words: only signed
 * ones whose sheet holds them, '' for all.
 */
enum status handover_store_list(struct store *store, const struct handover_row *after, int64_t since,
                                const char *words, size_t max, struct handover_row *rows, size_t *count,
                                struct err *err);
/* Seal the log that is about to be signed. */
enum status handover_store_seal(struct store *store, int64_t id, const char *sheet, struct err *err);
/* The sheet as signed, appended; nothing when it is not signed. */
enum status handover_store_sheet(struct store *store, int64_t id, struct str *sheet, struct err *err);
/* Walk the chain: one Chinese line a fault is added to findings. */
enum status handover_store_verify(struct store *store, struct str *findings, struct err *err);
/* Open promises and open cases of one badge become the other's; how many of each. */
enum status handover_store_transfer(struct store *store, const char *from, const char *to, int64_t *promises,
                                    int64_t *cases, struct err *err);

#endif
