#include "zuoxi/store/people_store.h"

#include <string.h>

#include "store_private.h"
#include "zuoxi/base/str.h"
#include "zuoxi/base/text.h"
#include "zuoxi/store/query.h"

static void read_person(struct stmt *stmt, struct person *person)
{
    person->id = db_int(stmt, 0);
    text_copy(person->badge, sizeof(person->badge), db_text(stmt, 1, NULL));
    text_copy(person->name, sizeof(person->name), db_text(stmt, 2, NULL));
    person->role = role_parse(db_text(stmt, 3, NULL));
    text_copy(person->hash, sizeof(person->hash), db_text(stmt, 4, NULL));
    person->is_active = db_int(stmt, 5) != 0;
    person->failures = (int)db_int(stmt, 6);
    person->retry_at = db_int(stmt, 7);
    person->must_change = db_int(stmt, 8) != 0;
}

static enum status no_such(const char *badge, struct err *err)
{
    return err_set(err, STATUS_NOT_FOUND, _("没有工号 %s"), badge);
}

/* The query's one row; badge: NULL where it asks for none. */
static enum status find_one(struct store *store, enum query query, const char *badge, struct person *person,
                            bool *found, struct err *err)
{
    struct stmt *stmt;
    *found = false;
    memset(person, 0, sizeof(*person));
    enum status status = db_prepare(store->db, query_sql(query), &stmt, err);
    if (status != STATUS_OK) {
        return status;
    }
    if (badge != NULL) {
        db_bind_text(stmt, 1, badge);
    }
    status = db_step(stmt, found, err);
    if (status != STATUS_OK) {
        return status;
    }
    if (*found) {
        read_person(stmt, person);
    }
    db_reset(stmt);
    return STATUS_OK;
}

enum status people_store_find(struct store *store, const char *badge, struct person *person, struct err *err)
{
    bool found;
    enum status status = find_one(store, QUERY_PERSON, badge, person, &found, err);
    return status != STATUS_OK || found ? status : no_such(badge, err);
}

enum status people_store_find_admin(struct store *store, struct person *person, struct err *err)
{
    bool found;
    enum status status = find_one(store, QUERY_ADMIN, NULL, person, &found, err);
    return status != STATUS_OK || found ? status
                                        : err_set(err, STATUS_NOT_FOUND, _("数据库里没有管理员账号"));
}

enum status people_store_list(struct store *store, struct person *people, size_t max, size_t *count,
                              struct err *err)
{
    struct stmt *stmt;
    bool row = true;
    *count = 0;
    enum status status = db_prepare(store->db, query_sql(QUERY_PEOPLE), &stmt, err);
    if (status != STATUS_OK) {
        return status;
    }
    db_bind_int(stmt, 1, (int64_t)max);
    while ((status = db_step(stmt, &row, err)) == STATUS_OK && row) {
        read_person(stmt, &people[(*count)++]);
    }
    if (status == STATUS_OK) {
        db_reset(stmt);
    }
    return status;
}

enum status people_store_add(struct store *store, struct person *person, struct err *err)
{
    struct stmt *stmt;
    int64_t id;
    enum status status = store_next(store, "person", &id, err);
    if (status == STATUS_OK) {
        status = db_prepare(store->db,
                            "INSERT INTO person (id, badge, name, role, hash, is_active, must_change) "
                            "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                            &stmt, err);
    }
    if (status != STATUS_OK) {
        return status;
    }
    db_bind_int(stmt, 1, id);
    db_bind_text(stmt, 2, person->badge);
    db_bind_text(stmt, 3, person->name);
    db_bind_text(stmt, 4, role_code(person->role));
    db_bind_text(stmt, 5, person->hash);
    db_bind_int(stmt, 6, person->is_active ? 1 : 0);
    db_bind_int(stmt, 7, person->must_change ? 1 : 0);
    status = db_run(stmt, err);
    if (status == STATUS_CONFLICT) {
        return err_set(err, STATUS_CONFLICT, _("工号 %s 已经有了"), person->badge);
    }
    if (status == STATUS_OK) {
        person->id = id;
    }
    return status;
}

static enum status run_on_badge(struct store *store, struct stmt *stmt, const char *badge, struct err *err)
{
    db_bind_text(stmt, 1, badge);
    enum status status = db_run(stmt, err);
    return status == STATUS_OK && db_changed(store->db) == 0 ? no_such(badge, err) : status;
}

enum status people_store_set_hash(struct store *store, const char *badge, const char *hash, bool must_change,
                                  struct err *err)
{
    struct stmt *stmt;
    enum status status =
        db_prepare(store->db, "UPDATE person SET hash = ?2, must_change = ?3 WHERE badge = ?1", &stmt, err);
    if (status != STATUS_OK) {
        return status;
    }
    db_bind_text(stmt, 2, hash);
    db_bind_int(stmt, 3, must_change ? 1 : 0);
    return run_on_badge(store, stmt, badge, err);
}

enum status people_store_set_failures(struct store *store, const char *badge, int failures, int64_t retry_at,
                                      struct err *err)
{
    struct stmt *stmt;
    enum status status =
        db_prepare(store->db, "UPDATE person SET failures = ?2, retry_at = ?3 WHERE badge = ?1", &stmt, err);
    if (status != STATUS_OK) {
        return status;
    }
    db_bind_int(stmt, 2, failures);
    db_bind_int(stmt, 3, retry_at);
    return run_on_badge(store, stmt, badge, err);
}

enum status people_store_change(struct store *store, const char *badge, const char *name, enum role role,
                                bool is_active, struct err *err)
{
    struct stmt *stmt;
    enum status status = db_prepare(
        store->db, "UPDATE person SET name = ?2, role = ?3, is_active = ?4 WHERE badge = ?1", &stmt, err);
    if (status != STATUS_OK) {
        return status;
    }
    db_bind_text(stmt, 2, name);
    db_bind_text(stmt, 3, role_code(role));
    db_bind_int(stmt, 4, is_active ? 1 : 0);
    return run_on_badge(store, stmt, badge, err);
}

enum status people_store_count_admins(struct store *store, const char *besides, int64_t *count,
                                      struct err *err)
{
    bool found;
    return store_read_int(
        store, "SELECT count(*) FROM person WHERE role = 'admin' AND is_active = 1 AND badge <> ?1", besides,
        count, &found, err);
}
