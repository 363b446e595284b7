#include "zuoxi/store/seat_store.h"

#include "store_private.h"
#include "zuoxi/base/str.h"
#include "zuoxi/store/query.h"

static void read_seat(struct stmt *stmt, struct seat *seat)
{
    *seat = (struct seat){.state = seat_state_parse(db_text(stmt, 1, NULL)),
                          .since = db_int(stmt, 2),
                          .pid = db_int(stmt, 3),
                          .signed_at = db_int(stmt, 6),
                          .locked_at = db_int(stmt, 7),
                          .ended_at = db_int(stmt, 9)};
    text_copy(seat->badge, sizeof(seat->badge), db_text(stmt, 0, NULL));
    text_copy(seat->session, sizeof(seat->session), db_text(stmt, 4, NULL));
    text_copy(seat->terminal, sizeof(seat->terminal), db_text(stmt, 5, NULL));
    text_copy(seat->ended_by, sizeof(seat->ended_by), db_text(stmt, 8, NULL));
}

enum status seat_store_find(struct store *store, const char *badge, struct seat *seat, struct err *err)
{
    struct stmt *stmt;
    bool row = false;
    *seat = (struct seat){.state = SEAT_OUT};
    text_copy(seat->badge, sizeof(seat->badge), badge);
    enum status status = db_prepare(store->db, query_sql(QUERY_SEAT), &stmt, err);
    if (status != STATUS_OK) {
        return status;
    }
    db_bind_text(stmt, 1, badge);
    status = db_step(stmt, &row, err);
    if (status != STATUS_OK) {
        return status;
    }
    if (row) {
        read_seat(stmt, seat);
    }
    db_reset(stmt);
    return STATUS_OK;
}

enum status seat_store_set(struct store *store, const struct seat *seat, struct err *err)
{
    struct stmt *stmt;
    enum status status =
        db_prepare(store->db,
                   "INSERT INTO seat (badge, state, since, pid) VALUES (?1, ?2, ?3, ?4) ON CONFLICT (badge) "
                   "DO UPDATE SET state = excluded.state, since = excluded.since, pid = excluded.pid",
                   &stmt, err);
    if (status != STATUS_OK) {
        return status;
    }
    db_bind_text(stmt, 1, seat->badge);
    db_bind_text(stmt, 2, seat_state_code(seat->state));
    db_bind_int(stmt, 3, seat->since);
    db_bind_int(stmt, 4, seat->pid);
    return db_run(stmt, err);
}

enum status seat_store_begin(struct store *store, const struct seat *seat, struct err *err)
{
    struct stmt *stmt;
    enum status status = db_prepare(
        store->db,
        "INSERT INTO seat (badge, state, since, pid, session, terminal, signed_at) "
        "VALUES (?1, 'out', ?2, ?3, ?4, ?5, ?2) ON CONFLICT (badge) DO UPDATE SET state = excluded.state, "
        "since = excluded.since, pid = excluded.pid, session = excluded.session, "
        "terminal = excluded.terminal, signed_at = excluded.signed_at, locked_at = 0, ended_by = '', "
        "ended_at = 0",
        &stmt, err);
    if (status != STATUS_OK) {
        return status;
    }
    db_bind_text(stmt, 1, seat->badge);
    db_bind_int(stmt, 2, seat->signed_at);
    db_bind_int(stmt, 3, seat->pid);
    db_bind_text(stmt, 4, seat->session);
    db_bind_text(stmt, 5, seat->terminal);
    return db_run(stmt, err);
}

enum status seat_store_lock(struct store *store, const char *badge, int64_t locked_at, struct err *err)
{
    struct stmt *stmt;
    enum status status = db_prepare(store->db, "UPDATE seat SET locked_at = ?2 WHERE badge = ?1", &stmt, err);
    if (status != STATUS_OK) {
        return status;
    }
    db_bind_text(stmt, 1, badge);
    db_bind_int(stmt, 2, locked_at);
    return db_run(stmt, err);
}

enum status seat_store_end(struct store *store, const struct seat *seat, struct err *err)
{
    struct stmt *stmt;
    enum status status = db_prepare(store->db,
                                    "UPDATE seat SET state = 'out', since = ?3, session = '', locked_at = 0, "
                                    "ended_by = ?2, ended_at = ?3 WHERE badge = ?1",
                                    &stmt, err);
    if (status != STATUS_OK) {
        return status;
    }
    db_bind_text(stmt, 1, seat->badge);
    db_bind_text(stmt, 2, seat->ended_by);
    db_bind_int(stmt, 3, seat->ended_at);
    return db_run(stmt, err);
}
