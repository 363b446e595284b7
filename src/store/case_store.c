#include "zuoxi/store/case_store.h"

#include <stdio.h>
#include <string.h>

#include "store_private.h"
#include "zuoxi/base/str.h"
#include "zuoxi/base/text.h"
#include "zuoxi/domain/workday.h"
#include "zuoxi/store/query.h"

enum status case_store_number(struct store *store, int64_t at, char number[CASE_NUMBER_SIZE], struct err *err)
{
    char sequence[24];
    int64_t value;
    int date = date_of(at);
    snprintf(sequence, sizeof(sequence), "case/%08d", date);
    enum status status = store_next(store, sequence, &value, err);
    if (status == STATUS_OK) {
        case_number_make(date, (int)value, number);
    }
    return status;
}

enum status case_store_take_number(struct store *store, const char *number, struct err *err)
{
    char name[24], made[CASE_NUMBER_SIZE];
    int date, sequence;
    if (!case_number_parse(number, &date, &sequence) || date < 10000) {
        return STATUS_OK;
    }
    case_number_make(date, sequence, made);
    if (strcmp(made, number) != 0) {
        return STATUS_OK; /* written otherwise than ours: it cannot meet one */
    }
    snprintf(name, sizeof(name), "case/%08d", date);
    return store_reach(store, name, sequence, err);
}

static void bind_time(struct stmt *stmt, int index, int64_t time)
{
    if (time != 0) {
        db_bind_int(stmt, index, time);
    } else {
        db_bind_null(stmt, index);
    }
}

static enum status write_leg(struct store *store, int64_t case_id, const struct leg *leg, struct err *err)
{
    struct stmt *stmt;
    char within[12];
    enum status status = db_prepare(
        store->db,
        "INSERT INTO leg (case_id, sequence, leg, within, start_at, due_at, warning_at, critical_at, "
        "met_at, late, suspended_at, is_dropped, began_with, ended_with, ended_by, dropped_at) "
        "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16) "
        "ON CONFLICT (case_id, sequence) DO UPDATE SET leg = excluded.leg, within = excluded.within, "
        "start_at = excluded.start_at, due_at = excluded.due_at, warning_at = excluded.warning_at, "
        "critical_at = excluded.critical_at, met_at = excluded.met_at, late = excluded.late, "
        "suspended_at = excluded.suspended_at, is_dropped = excluded.is_dropped, "
        "ended_with = excluded.ended_with, ended_by = excluded.ended_by, dropped_at = excluded.dropped_at",
        &stmt, err);
    if (status != STATUS_OK) {
        return status;
    }
    duration_format(leg->within, within);
    db_bind_int(stmt, 1, case_id);
    db_bind_int(stmt, 2, leg->sequence);
    db_bind_borrowed(stmt, 3, leg->id, strnlen(leg->id, sizeof(leg->id)));
    db_bind_borrowed(stmt, 4, within, strlen(within));
    db_bind_int(stmt, 5, leg->start);
    db_bind_int(stmt, 6, leg->due);
    db_bind_int(stmt, 7, leg->warning);
    db_bind_int(stmt, 8, leg->critical);
    bind_time(stmt, 9, leg->met);
    db_bind_int(stmt, 10, leg->late);
    bind_time(stmt, 11, leg->suspended_at);
    db_bind_int(stmt, 12, leg->is_dropped ? 1 : 0);
    db_bind_borrowed(stmt, 13, leg->began_with, strnlen(leg->began_with, sizeof(leg->began_with)));
    db_bind_borrowed(stmt, 14, leg->ended_with, strnlen(leg->ended_with, sizeof(leg->ended_with)));
    db_bind_borrowed(stmt, 15, leg->ended_by, strnlen(leg->ended_by, sizeof(leg->ended_by)));
    bind_time(stmt, 16, leg->dropped_at);
    return db_run(stmt, err);
}

/* What a case counts for on the counts bar. */
struct place {
    bool is_open, is_callback;
};

static enum status read_place(struct store *store, int64_t case_id, struct place *place, struct err *err)
{
    struct stmt *stmt;
    bool row;
    enum status status = db_prepare(store->db, query_sql(QUERY_CASE_PLACE), &stmt, err);
    if (status != STATUS_OK) {
        return status;
    }
    db_bind_int(stmt, 1, case_id);
    status = db_step(stmt, &row, err);
    if (status != STATUS_OK) {
        return status;
    }
    place->is_open = row && db_int(stmt, 0) != 0;
    place->is_callback = place->is_open && strcmp(db_text(stmt, 1, NULL), "callback") == 0;
    db_reset(stmt);
    return row ? STATUS_OK : err_set(err, STATUS_NOT_FOUND, _("没有这个工单"));
}

static enum status write_place(struct store *store, int64_t case_id, bool is_urgent, bool is_open,
                               const struct leg *next, struct err *err)
{
    static const struct leg none = {.sequence = 0};
    struct stmt *stmt;
    bool is_suspended = next != NULL && next->suspended_at != 0;
    int rank = next == NULL || is_suspended ? 2 : is_urgent ? 0 : 1;
    enum status status =
        db_prepare(store->db,
                   "UPDATE case_record SET is_open = ?2, queue_rank = ?3, next_leg = ?4, next_start_at = ?5, "
                   "next_due_at = ?6, next_warning_at = ?7, next_critical_at = ?8, next_is_suspended = ?9 "
                   "WHERE id = ?1",
                   &stmt, err);
    if (status != STATUS_OK) {
        return status;
    }
    next = next != NULL ? next : &none;
    db_bind_int(stmt, 1, case_id);
    db_bind_int(stmt, 2, is_open ? 1 : 0);
    db_bind_int(stmt, 3, rank);
    db_bind_borrowed(stmt, 4, next->id, strnlen(next->id, sizeof(next->id)));
    db_bind_int(stmt, 5, next->start);
    db_bind_int(stmt, 6, next->due);
    db_bind_int(stmt, 7, next->warning);
    db_bind_int(stmt, 8, next->critical);
    db_bind_int(stmt, 9, is_suspended ? 1 : 0);
    return db_run(stmt, err);
}

enum status case_store_set_legs(struct store *store, const struct case_record *record, bool is_urgent,
                                bool is_open, const struct leg *legs, size_t count, struct err *err)
{
    struct place before;
    int64_t id = record->head.id;
    const struct leg *next = is_open ? leg_most_urgent(legs, count) : NULL;
    bool is_callback = next != NULL && strcmp(next->id, "callback") == 0;
    enum status status = read_place(store, id, &before, err);
    for (size_t i = 0; i < count && status == STATUS_OK; i++) {
        status = write_leg(store, id, &legs[i], err);
    }
    /* A case born closed has nothing in the queue: its row is right as it was made. */
    if (status == STATUS_OK && (is_open || before.is_open)) {
        status = write_place(store, id, is_urgent, is_open, next, err);
    }
    if (status == STATUS_OK) {
        status = hook_store_take_legs(store, id, is_open, legs, count, err);
    }
    if (status == STATUS_OK) {
        status = store_count_add(store, "open", is_open - before.is_open, err);
    }
    if (status == STATUS_OK) {
        status = store_count_add(store, "callback", is_callback - before.is_callback, err);
    }
    return status;
}

static enum status read_leg(struct stmt *stmt, int64_t case_id, struct leg *leg, struct err *err)
{
    memset(leg, 0, sizeof(*leg));
    leg->case_id = case_id;
    leg->sequence = (int)db_int(stmt, 0);
    text_copy(leg->id, sizeof(leg->id), db_text(stmt, 1, NULL));
    leg->start = db_int(stmt, 3);
    leg->due = db_int(stmt, 4);
    leg->warning = db_int(stmt, 5);
    leg->critical = db_int(stmt, 6);
    leg->met = db_int(stmt, 7);
    leg->late = db_int(stmt, 8);
    leg->suspended_at = db_int(stmt, 9);
    leg->is_dropped = db_int(stmt, 10) != 0;
    text_copy(leg->began_with, sizeof(leg->began_with), db_text(stmt, 11, NULL));
    text_copy(leg->ended_with, sizeof(leg->ended_with), db_text(stmt, 12, NULL));
    text_copy(leg->ended_by, sizeof(leg->ended_by), db_text(stmt, 13, NULL));
    leg->dropped_at = db_int(stmt, 14);
    return duration_parse(db_text(stmt, 2, NULL), &leg->within, err);
}

enum status case_store_legs(struct store *store, int64_t case_id, struct leg legs[LEGS_MAX], size_t *count,
                            struct err *err)
{
    struct stmt *stmt;
    bool row;
    *count = 0;
    enum status status = db_prepare(store->db, query_sql(QUERY_LEGS), &stmt, err);
    if (status != STATUS_OK) {
        return status;
    }
    db_bind_int(stmt, 1, case_id);
    db_bind_int(stmt, 2, LEGS_MAX);
    while ((status = db_step(stmt, &row, err)) == STATUS_OK && row) {
        status = read_leg(stmt, case_id, &legs[*count], err);
        if (status != STATUS_OK) {
            break;
        }
        (*count)++;
    }
    db_reset(stmt);
    return status;
}

enum status case_store_add_timeline(struct store *store, const struct timeline_row *row, struct err *err)
{
    struct stmt *stmt;
    enum status status = db_prepare(store->db,
                                    "INSERT INTO timeline (case_id, at, badge, action, reporter, note) "
                                    "VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                                    &stmt, err);
    if (status != STATUS_OK) {
        return status;
    }
    db_bind_int(stmt, 1, row->case_id);
    db_bind_int(stmt, 2, row->at);
    db_bind_borrowed(stmt, 3, row->badge, strnlen(row->badge, sizeof(row->badge)));
    db_bind_borrowed(stmt, 4, row->action, strnlen(row->action, sizeof(row->action)));
    db_bind_borrowed(stmt, 5, row->reporter, strnlen(row->reporter, sizeof(row->reporter)));
    db_bind_borrowed(stmt, 6, row->note, strnlen(row->note, sizeof(row->note)));
    return db_run(stmt, err);
}

static void read_timeline(struct stmt *stmt, struct timeline_row *row)
{
    row->id = db_int(stmt, 0);
    row->case_id = db_int(stmt, 1);
    row->at = db_int(stmt, 2);
    text_copy(row->badge, sizeof(row->badge), db_text(stmt, 3, NULL));
    text_copy(row->action, sizeof(row->action), db_text(stmt, 4, NULL));
    text_copy(row->reporter, sizeof(row->reporter), db_text(stmt, 5, NULL));
    text_copy(row->note, sizeof(row->note), db_text(stmt, 6, NULL));
    row->is_undone = db_int(stmt, 7) != 0;
}

enum status case_store_timeline(struct store *store, int64_t case_id, struct timeline_row *rows, size_t max,
                                size_t *count, struct err *err)
{
    struct stmt *stmt;
    bool row;
    *count = 0;
    enum status status = db_prepare(store->db, query_sql(QUERY_TIMELINE), &stmt, err);
    if (status != STATUS_OK) {
        return status;
    }
    db_bind_int(stmt, 1, case_id);
    db_bind_int(stmt, 2, (int64_t)max);
    while ((status = db_step(stmt, &row, err)) == STATUS_OK && row) {
        read_timeline(stmt, &rows[(*count)++]);
    }
    db_reset(stmt);
    return status;
}
