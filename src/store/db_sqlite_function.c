/*
 * Rules of the domain lent to SQL: zuoxi_initials(name) for migrations that fill a derived column (ordinary
 * saves bind the value), zuoxi_sees(owner, keeper) for statements that read cases (seen.h).
 */

#include "db_sqlite.h"

#include "zuoxi/domain/pinyin.h"
#include "zuoxi/domain/rights.h"

#define INITIALS_SIZE 256 /* above any name's letters */

static void initials(sqlite3_context *context, int count, sqlite3_value **values)
{
    char letters[INITIALS_SIZE];
    const unsigned char *name = sqlite3_value_text(values[0]);
    (void)count;
    pinyin_initials(name != NULL ? (const char *)name : "", letters, sizeof(letters));
    sqlite3_result_text(context, letters, -1, SQLITE_TRANSIENT);
}

/* May the viewer read a confidential case with that owner and keeper? Asked at each row: the viewer may
 * change. */
static void sees(sqlite3_context *context, int count, sqlite3_value **values)
{
    const struct db *db = sqlite3_user_data(context);
    const char *owner = (const char *)sqlite3_value_text(values[0]);
    const char *keeper = (const char *)sqlite3_value_text(values[1]);
    bool is_seen = false;
    (void)count;
    if (db->viewer != NULL && owner != NULL && keeper != NULL) {
        struct rights_object object = rights_of_case(db->viewer, owner, keeper, true);
        is_seen = rights_can(db->viewer, RIGHT_CASE_READ, &object);
    }
    sqlite3_result_int(context, is_seen);
}

const struct actor *db_look_as(struct db *db, const struct actor *viewer)
{
    const struct actor *before = db->viewer;
    db->viewer = viewer;
    return before;
}

const struct actor *db_viewer(const struct db *db)
{
    return db->viewer;
}

enum status db_sqlite_functions(struct db *db, struct err *err)
{
    /* Only the program's own statements may call them: no view or trigger that somebody put into the file. */
    const int flags = SQLITE_UTF8 | SQLITE_DIRECTONLY;
    int code = sqlite3_create_function_v2(db->handle, "zuoxi_initials", 1, flags | SQLITE_DETERMINISTIC, NULL,
                                          initials, NULL, NULL, NULL);
    if (code == SQLITE_OK) {
        code = sqlite3_create_function_v2(db->handle, "zuoxi_sees", 2, flags, db, sees, NULL, NULL, NULL);
    }
    return code == SQLITE_OK ? STATUS_OK : db_sqlite_error(db, code, "create_function", err);
}
