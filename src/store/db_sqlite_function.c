/*
 * Rules of the domain lent to SQL, for migrations that fill a derived column; ordinary saves bind the value.
 */

#include "db_sqlite.h"

#include "zuoxi/domain/pinyin.h"

#define INITIALS_SIZE 256 /* above any name's letters */

static void initials(sqlite3_context *context, int count, sqlite3_value **values)
{
    char letters[INITIALS_SIZE];
    const unsigned char *name = sqlite3_value_text(values[0]);
    (void)count;
    pinyin_initials(name != NULL ? (const char *)name : "", letters, sizeof(letters));
    sqlite3_result_text(context, letters, -1, SQLITE_TRANSIENT);
}

enum status db_sqlite_functions(struct db *db, struct err *err)
{
    /* Only the program's own statements may call it: no view or trigger that somebody put into the file. */
    const int flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY;
    int code =
        sqlite3_create_function_v2(db->handle, "zuoxi_initials", 1, flags, NULL, initials, NULL, NULL, NULL);
    return code == SQLITE_OK ? STATUS_OK : db_sqlite_error(db, code, "create_function", err);
}
