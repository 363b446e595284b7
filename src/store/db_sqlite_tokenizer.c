/* token.h as an FTS5 tokenizer. At query time a quoted string is one token already (see token_query). */

#include "db_sqlite.h"

#include "zuoxi/base/text.h"
#include "zuoxi/store/token.h"

/* FTS5 wants an instance; this tokenizer has no state, so it is given the db. */
static int on_create(void *context, const char **arguments, int count, Fts5Tokenizer **out)
{
    (void)arguments;
    (void)count;
    *out = context;
    return SQLITE_OK;
}

static void on_delete(Fts5Tokenizer *tokenizer)
{
    (void)tokenizer;
}

struct sink {
    void *context;
    int (*put)(void *context, int flags, const char *token, int length, int start, int end);
};

static int on_token(void *context, const char *token, size_t length, size_t start, size_t end)
{
    const struct sink *sink = context;
    return sink->put(sink->context, 0, token, (int)length, (int)start, (int)end);
}

static int on_tokenize(Fts5Tokenizer *tokenizer, void *context, int flags, const char *text, int length,
                       int (*put)(void *, int, const char *, int, int, int))
{
    struct sink sink = {context, put};
    (void)tokenizer;
    if ((flags & FTS5_TOKENIZE_QUERY) != 0) {
        return length > 0 ? put(context, 0, text, length, 0, length) : SQLITE_OK;
    }
    return token_walk(text, (size_t)length, on_token, &sink);
}

static fts5_api *api_of(struct db *db)
{
    fts5_api *api = NULL;
    sqlite3_stmt *stmt = NULL;
    if (sqlite3_prepare_v2(db->handle, "SELECT fts5(?1)", -1, &stmt, NULL) == SQLITE_OK) {
        sqlite3_bind_pointer(stmt, 1, &api, "fts5_api_ptr", NULL);
        sqlite3_step(stmt);
    }
    sqlite3_finalize(stmt);
    return api;
}

enum status db_sqlite_tokenizer(struct db *db, struct err *err)
{
    fts5_tokenizer tokenizer = {on_create, on_delete, on_tokenize};
    fts5_api *api = api_of(db);
    if (api == NULL) {
        return err_set(err, STATUS_FAILED, _("系统的 SQLite 没有全文检索(FTS5)"));
    }
    int code = api->xCreateTokenizer(api, "zuoxi", db, &tokenizer, NULL);
    return code == SQLITE_OK ? STATUS_OK : db_sqlite_error(db, code, "tokenizer", err);
}
