#include "zuoxi/store/roster_store.h"

#include <stdlib.h>
#include <string.h>

#include "store_private.h"
#include "zuoxi/base/mem.h"
#include "zuoxi/base/str.h"
#include "zuoxi/store/query.h"

#define GENERATION "roster"
#define PAGE       500

void roster_rows_clear(struct roster_rows *rows)
{
    free(rows->items);
    *rows = (struct roster_rows){0};
}

void roster_rows_set(struct roster_rows *rows, int date, const char *badge, const char *plan)
{
    size_t at = roster_place(roster_of(rows), date, badge);
    bool is_there =
        at < rows->count && rows->items[at].date == date && strcmp(rows->items[at].badge, badge) == 0;
    if (plan[0] == '\0') {
        if (is_there) {
            memmove(&rows->items[at], &rows->items[at + 1], (--rows->count - at) * sizeof(rows->items[0]));
        }
        return;
    }
    if (!is_there) {
        mem_reserve((void **)&rows->items, &rows->capacity, rows->count + 1, sizeof(*rows->items));
        memmove(&rows->items[at + 1], &rows->items[at], (rows->count++ - at) * sizeof(rows->items[0]));
        rows->items[at].date = date;
        text_copy(rows->items[at].badge, sizeof(rows->items[at].badge), badge);
    }
    text_copy(rows->items[at].plan, sizeof(rows->items[at].plan), plan);
}

struct roster roster_of(const struct roster_rows *rows)
{
    return (struct roster){rows->items, rows->count};
}

enum status roster_store_generation(struct store *store, int64_t *generation, struct err *err)
{
    return store_count(store, GENERATION, generation, err);
}

enum status roster_store_move_on(struct store *store, struct err *err)
{
    return store_count_add(store, GENERATION, 1, err);
}

static enum status read_page(struct stmt *stmt, struct roster_rows *rows, size_t *read, struct err *err)
{
    enum status status;
    bool row;
    *read = 0;
    while ((status = db_step(stmt, &row, err)) == STATUS_OK && row) {
        mem_reserve((void **)&rows->items, &rows->capacity, rows->count + 1, sizeof(*rows->items));
        struct roster_row *item = &rows->items[rows->count++];
        item->date = (int)db_int(stmt, 0);
        text_copy(item->badge, sizeof(item->badge), db_text(stmt, 1, NULL));
        text_copy(item->plan, sizeof(item->plan), db_text(stmt, 2, NULL));
        ++*read;
    }
    db_reset(stmt);
    return status;
}

enum status roster_store_load(struct store *store, int from, int until, struct roster_rows *rows,
                              struct err *err)
{
    struct stmt *stmt;
    size_t read = PAGE;
    rows->count = 0;
    enum status status = db_prepare(store->db, query_sql(QUERY_ROSTER), &stmt, err);
    while (status == STATUS_OK && read == PAGE) {
        const struct roster_row *last = rows->count > 0 ? &rows->items[rows->count - 1] : NULL;
        db_bind_int(stmt, 1, last != NULL ? last->date : from);
        db_bind_text(stmt, 2, last != NULL ? last->badge : "");
        db_bind_int(stmt, 3, until);
        db_bind_int(stmt, 4, PAGE);
        status = read_page(stmt, rows, &read, err);
    }
    return status;
}

enum status roster_store_plan(struct store *store, int date, const char *badge, char plan[ROSTER_PLAN_SIZE],
                              struct err *err)
{
    struct stmt *stmt;
    bool row = false;
    plan[0] = '\0';
    enum status status = db_prepare(store->db, query_sql(QUERY_ROSTER_PLAN), &stmt, err);
    if (status != STATUS_OK) {
        return status;
    }
    db_bind_int(stmt, 1, date);
    db_bind_text(stmt, 2, badge);
    status = db_step(stmt, &row, err);
    if (status == STATUS_OK) {
        text_copy(plan, ROSTER_PLAN_SIZE, row ? db_text(stmt, 0, NULL) : "");
        db_reset(stmt);
    }
    return status;
}

enum status roster_store_newest(struct store *store, int *date, struct err *err)
{
    struct stmt *stmt;
    int64_t newest = 0;
    size_t count = 0;
    enum status status = db_prepare(store->db, query_sql(QUERY_ROSTER_NEWEST), &stmt, err);
    if (status == STATUS_OK) {
        status = store_read_ids(stmt, &newest, 1, &count, err);
    }
    *date = (int)newest;
    return status;
}

enum status roster_store_set(struct store *store, int date, const char *badge, const char *plan,
                             struct err *err)
{
    struct stmt *stmt;
    bool is_off = plan[0] == '\0';
    enum status status = db_prepare(store->db,
                                    is_off ? "DELETE FROM roster WHERE date = ?1 AND badge = ?2"
                                           : "INSERT INTO roster (date, badge, plan) VALUES (?1, ?2, ?3) "
                                             "ON CONFLICT (date, badge) DO UPDATE SET plan = excluded.plan",
                                    &stmt, err);
    if (status != STATUS_OK) {
        return status;
    }
    db_bind_int(stmt, 1, date);
    db_bind_text(stmt, 2, badge);
    if (!is_off) {
        db_bind_text(stmt, 3, plan);
    }
    status = db_run(stmt, err);
    return status == STATUS_OK ? roster_store_move_on(store, err) : status;
}
