#include "zuoxi/store/handover_store.h"

#include "store_private.h"
#include "zuoxi/base/str.h"
#include "zuoxi/store/query.h"
#include "zuoxi/store/record.h"
#include "zuoxi/store/roster_store.h"

enum status handover_store_find(struct store *store, int date, const char *shift, int64_t *id,
                                struct err *err)
{
    struct stmt *stmt;
    size_t count = 0;
    *id = 0;
    enum status status = db_prepare(store->db, query_sql(QUERY_HANDOVER_TURN), &stmt, err);
    if (status != STATUS_OK) {
        return status;
    }
    db_bind_int(stmt, 1, date);
    db_bind_text(stmt, 2, shift);
    return store_read_ids(stmt, id, 1, &count, err);
}

enum status handover_store_before(struct store *store, int64_t ends_at, int64_t *id, struct err *err)
{
    struct stmt *stmt;
    size_t count = 0;
    *id = 0;
    enum status status = db_prepare(store->db, query_sql(QUERY_HANDOVER_BEFORE), &stmt, err);
    if (status != STATUS_OK) {
        return status;
    }
    db_bind_int(stmt, 1, ends_at);
    return store_read_ids(stmt, id, 1, &count, err);
}

/* A query of one log's rows, ?1 its id, ?2 how many. */
static enum status prepare(struct store *store, enum query query, int64_t id, size_t max, struct stmt **stmt,
                           struct err *err)
{
    enum status status = db_prepare(store->db, query_sql(query), stmt, err);
    if (status == STATUS_OK) {
        db_bind_int(*stmt, 1, id);
        db_bind_int(*stmt, 2, (int64_t)max);
    }
    return status;
}

enum status handover_store_lines(struct store *store, int64_t id, struct handover_line *lines, size_t *count,
                                 struct err *err)
{
    struct stmt *stmt;
    *count = 0;
    enum status status = prepare(store, QUERY_HANDOVER_LINES, id, HANDOVER_LINES_MAX, &stmt, err);
    return status == STATUS_OK
               ? store_read_records(store, &handover_line_fields, stmt, lines, HANDOVER_LINES_MAX, count, err)
               : status;
}

enum status handover_store_signatures(struct store *store, int64_t id, struct signature_row *rows,
                                      size_t *count, struct err *err)
{
    struct stmt *stmt;
    bool row;
    *count = 0;
    enum status status = prepare(store, QUERY_HANDOVER_SIGNATURES, id, HANDOVER_SIGNERS_MAX, &stmt, err);
    if (status != STATUS_OK) {
        return status;
    }
    while ((status = db_step(stmt, &row, err)) == STATUS_OK && row) {
        struct signature_row *signature = &rows[(*count)++];
        signature->side = (enum handover_side)db_int(stmt, 0);
        text_copy(signature->badge, sizeof(signature->badge), db_text(stmt, 1, NULL));
        signature->at = db_int(stmt, 2);
    }
    db_reset(stmt);
    return status;
}

enum status handover_store_leaves(struct store *store, int64_t id, struct handover_leave_row *rows,
                                  size_t *count, struct err *err)
{
    struct stmt *stmt;
    bool row;
    *count = 0;
    enum status status = prepare(store, QUERY_HANDOVER_LEAVES, id, HANDOVER_SIGNERS_MAX, &stmt, err);
    if (status != STATUS_OK) {
        return status;
    }
    while ((status = db_step(stmt, &row, err)) == STATUS_OK && row) {
        struct handover_leave_row *leave = &rows[(*count)++];
        leave->is_gone = db_int(stmt, 0) != 0;
        text_copy(leave->badge, sizeof(leave->badge), db_text(stmt, 1, NULL));
        leave->at = db_int(stmt, 2);
        text_copy(leave->allowed_by, sizeof(leave->allowed_by), db_text(stmt, 3, NULL));
        text_copy(leave->reason, sizeof(leave->reason), db_text(stmt, 4, NULL));
    }
    db_reset(stmt);
    return status;
}

enum status handover_store_notes(struct store *store, int64_t id, struct handover_note_row *rows,
                                 size_t *count, struct err *err)
{
    struct stmt *stmt;
    bool row;
    *count = 0;
    enum status status = prepare(store, QUERY_HANDOVER_NOTES, id, HANDOVER_NOTES_MAX, &stmt, err);
    if (status != STATUS_OK) {
        return status;
    }
    while ((status = db_step(stmt, &row, err)) == STATUS_OK && row) {
        struct handover_note_row *note = &rows[(*count)++];
        text_copy(note->badge, sizeof(note->badge), db_text(stmt, 0, NULL));
        note->at = db_int(stmt, 1);
        text_copy(note->text, sizeof(note->text), db_text(stmt, 2, NULL));
    }
    db_reset(stmt);
    return status;
}

static enum status run(struct store *store, struct stmt *stmt, struct err *err)
{
    enum status status = db_run(stmt, err);
    return status == STATUS_OK ? roster_store_move_on(store, err) : status;
}

enum status handover_store_sign(struct store *store, int64_t id, enum handover_side side, const char *badge,
                                int64_t at, struct err *err)
{
    struct stmt *stmt;
    enum status status = db_prepare(store->db,
                                    "INSERT INTO handover_signature (handover_id, side, badge, at) "
                                    "VALUES (?1, ?2, ?3, ?4)",
                                    &stmt, err);
    if (status != STATUS_OK) {
        return status;
    }
    db_bind_int(stmt, 1, id);
    db_bind_int(stmt, 2, side);
    db_bind_text(stmt, 3, badge);
    db_bind_int(stmt, 4, at);
    return run(store, stmt, err);
}

enum status handover_store_leave(struct store *store, int64_t id, const struct handover_leave_row *row,
                                 struct err *err)
{
    struct stmt *stmt;
    enum status status =
        db_prepare(store->db,
                   "INSERT INTO handover_leave (handover_id, badge, at, is_gone, allowed_by, "
                   "reason) VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT DO NOTHING",
                   &stmt, err);
    if (status != STATUS_OK) {
        return status;
    }
    db_bind_int(stmt, 1, id);
    db_bind_text(stmt, 2, row->badge);
    db_bind_int(stmt, 3, row->at);
    db_bind_int(stmt, 4, row->is_gone);
    db_bind_text(stmt, 5, row->allowed_by);
    db_bind_text(stmt, 6, row->reason);
    return run(store, stmt, err);
}

enum status handover_store_add_note(struct store *store, int64_t id, const struct handover_note_row *row,
                                    struct err *err)
{
    struct stmt *stmt;
    enum status status = db_prepare(
        store->db, "INSERT INTO handover_note (handover_id, at, badge, text) VALUES (?1, ?2, ?3, ?4)", &stmt,
        err);
    if (status != STATUS_OK) {
        return status;
    }
    db_bind_int(stmt, 1, id);
    db_bind_int(stmt, 2, row->at);
    db_bind_text(stmt, 3, row->badge);
    db_bind_text(stmt, 4, row->text);
    return run(store, stmt, err);
}

enum status handover_store_drop_line(struct store *store, int64_t line_id, struct err *err)
{
    struct stmt *stmt;
    enum status status = db_prepare(store->db, "DELETE FROM handover_line WHERE id = ?1", &stmt, err);
    if (status != STATUS_OK) {
        return status;
    }
    db_bind_int(stmt, 1, line_id);
    return run(store, stmt, err);
}

static void read_row(struct stmt *stmt, struct handover_row *row)
{
    *row = (struct handover_row){.id = db_int(stmt, 0), .date = (int)db_int(stmt, 1)};
    text_copy(row->shift, sizeof(row->shift), db_text(stmt, 2, NULL));
    text_copy(row->next_shift, sizeof(row->next_shift), db_text(stmt, 3, NULL));
    row->ends_at = db_int(stmt, 4);
    text_copy(row->out_badge, sizeof(row->out_badge), db_text(stmt, 5, NULL));
    text_copy(row->in_badge, sizeof(row->in_badge), db_text(stmt, 6, NULL));
    row->signed_at = db_int(stmt, 7);
    row->carried = (int)db_int(stmt, 8);
    row->questions = (int)db_int(stmt, 9);
    row->overrides = (int)db_int(stmt, 10);
}

/* "%words%" with what LIKE would take otherwise made plain. */
static void add_pattern(struct str *out, const char *words)
{
    if (words[0] == '\0') {
        return;
    }
    str_add_char(out, '%');
    for (const char *byte = words; *byte != '\0'; byte++) {
        if (*byte == '%' || *byte == '_' || *byte == '\\') {
            str_add_char(out, '\\');
        }
        str_add_char(out, *byte);
    }
    str_add_char(out, '%');
}

enum status handover_store_list(struct store *store, const struct handover_row *after, int64_t since,
                                const char *words, size_t max, struct handover_row *rows, size_t *count,
                                struct err *err)
{
    struct stmt *stmt;
    struct str pattern = {0};
    bool row;
    *count = 0;
    enum status status = db_prepare(store->db, query_sql(QUERY_HANDOVER_LIST), &stmt, err);
    if (status != STATUS_OK) {
        return status;
    }
    add_pattern(&pattern, words);
    db_bind_int(stmt, 1, after != NULL ? after->ends_at : INT64_MAX);
    db_bind_int(stmt, 2, after != NULL ? after->id : INT64_MAX);
    db_bind_int(stmt, 3, (int64_t)max);
    db_bind_text(stmt, 4, str_text(&pattern));
    db_bind_int(stmt, 5, since);
    while ((status = db_step(stmt, &row, err)) == STATUS_OK && row) {
        read_row(stmt, &rows[(*count)++]);
    }
    db_reset(stmt);
    str_free(&pattern);
    return status;
}
