#include "zuoxi/store/import_store.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "store_private.h"
#include "zuoxi/base/path.h"
#include "zuoxi/base/text.h"
#include "zuoxi/store/query.h"

enum status import_store_lock(struct store *store, int *fd, struct err *err)
{
    struct str path = {0};
    enum status status = STATUS_OK;
    str_printf(&path, "%s.import", db_path(store->db));
    *fd = open(str_text(&path), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (*fd < 0) {
        status = path_error(err, _("打开"), str_text(&path));
    } else if (flock(*fd, LOCK_EX | LOCK_NB) != 0) {
        status = err_set(err, STATUS_BUSY, _("另一个导入正在进行"));
        err_advise(err, _("请等它结束后再试"));
        import_store_unlock(fd);
    }
    str_free(&path);
    return status;
}

void import_store_unlock(int *fd)
{
    if (*fd >= 0) {
        close(*fd);
    }
    *fd = -1;
}

static enum status find_line(struct store *store, const char *account, int64_t *line, struct err *err)
{
    bool found;
    return store_read_int(store, query_sql(QUERY_IMPORT_ACCOUNT), account, line, &found, err);
}

enum status import_store_add(struct store *store, const struct import_row *row, int64_t *first_line,
                             struct err *err)
{
    struct stmt *stmt;
    enum status status = db_prepare(store->db,
                                    "INSERT INTO import_row (line, account, cells) VALUES (?1, ?2, ?3) "
                                    "ON CONFLICT (account) WHERE account <> '' DO NOTHING",
                                    &stmt, err);
    *first_line = 0;
    if (status != STATUS_OK) {
        return status;
    }
    db_bind_int(stmt, 1, row->line);
    db_bind_borrowed(stmt, 2, row->account, strlen(row->account));
    db_bind_blob(stmt, 3, row->cells, row->length);
    status = db_run(stmt, err);
    if (status == STATUS_OK && db_changed(store->db) == 0) {
        status = find_line(store, row->account, first_line, err);
    }
    return status;
}

enum status import_store_clear(struct store *store, int max, bool *left, struct err *err)
{
    struct stmt *stmt;
    enum status status = db_prepare(store->db, query_sql(QUERY_IMPORT_CLEAR), &stmt, err);
    if (status != STATUS_OK) {
        return status;
    }
    db_bind_int(stmt, 1, max);
    status = db_run(stmt, err);
    *left = status == STATUS_OK && db_changed(store->db) == max;
    return status;
}

enum status import_store_read(struct store *store, int64_t after, struct import_page *page, struct err *err)
{
    struct stmt *stmt;
    bool row = false;
    page->count = 0;
    str_reset(&page->cells);
    enum status status = db_prepare(store->db, query_sql(QUERY_IMPORT_PAGE), &stmt, err);
    if (status != STATUS_OK) {
        return status;
    }
    db_bind_int(stmt, 1, after);
    db_bind_int(stmt, 2, IMPORT_PAGE);
    while (page->count < IMPORT_PAGE && (status = db_step(stmt, &row, err)) == STATUS_OK && row) {
        size_t length, i = page->count++;
        const char *cells = db_blob(stmt, 1, &length);
        page->lines[i] = db_int(stmt, 0);
        page->starts[i] = page->cells.length;
        page->lengths[i] = length;
        str_add_bytes(&page->cells, cells, length);
    }
    db_reset(stmt);
    return status;
}
