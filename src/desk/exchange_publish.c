/* The staged rows of an import become records: in one transaction, whatever their number. */

#include <stdlib.h>
#include <string.h>

#include "exchange_private.h"
#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/desk/task.h"
#include "zuoxi/store/bulk.h"
#include "zuoxi/store/import_store.h"

#define WAIT_MS       60000 /* for the write queue */
#define CLEAR_PIECE   1000  /* rows removed in one short transaction */
#define BULK_FROM     2000  /* rows from which a bulk load pays; below, the index is kept row by row */
#define CACHE_MIB     64    /* so that memory does not grow with the file */
#define ROWS_PER_STEP 4096  /* of progress */

void exchange_pack(struct str *cells, size_t field, const char *text)
{
    str_add_char(cells, (char)(unsigned char)field);
    str_add(cells, text);
    str_add_char(cells, '\0');
}

enum status exchange_unpack(const struct field_table *table, const char *cells, size_t length, void *record,
                            struct err *err)
{
    enum status status = STATUS_OK;
    for (size_t at = 0; at < length && status == STATUS_OK;) {
        size_t field = (unsigned char)cells[at++];
        if (field >= table->count) {
            return err_set(err, STATUS_BUG, _("暂存的导入内容看不懂"));
        }
        status = field_parse(&table->fields[field], record, cells + at, err);
        at += strlen(cells + at) + 1;
    }
    return status;
}

/* State of publishing: large, so it is not on the stack. */
struct publish {
    const struct exchange_kind *kind;
    void *state; /* owned: the kind's own */
    struct import_page page;
    struct exchange_result counts;
};

static enum status publish_row(struct desk *desk, struct publish *publish, size_t row, struct err *err)
{
    const char *cells = str_text(&publish->page.cells) + publish->page.starts[row];
    if (publish->page.lengths[row] == 0) { /* found unchanged when it was checked */
        publish->counts.unchanged++;
        return STATUS_OK;
    }
    return publish->kind->publish(desk, publish->state, cells, publish->page.lengths[row], &publish->counts,
                                  err);
}

static void report(const struct exchange_import *import, int64_t done, int64_t total)
{
    if (import->progress != NULL && total > 0) {
        import->progress(import->context, 60 + (int)(done * 20 / total));
    }
}

static enum status publish_rows(struct desk *desk, const struct exchange_import *import, int64_t staged,
                                struct publish *publish, struct err *err)
{
    int64_t done = 0, line = 0;
    enum status status;
    publish->counts = (struct exchange_result){0};
    status = publish->kind->begin(desk, publish->state, err);
    if (status != STATUS_OK) {
        return status;
    }
    while ((status = import_store_read(desk->store, line, &publish->page, err)) == STATUS_OK &&
           publish->page.count > 0) {
        for (size_t i = 0; i < publish->page.count && status == STATUS_OK; i++) {
            status = publish_row(desk, publish, i, err);
        }
        if (status != STATUS_OK) {
            return status;
        }
        line = publish->page.lines[publish->page.count - 1];
        done += (int64_t)publish->page.count;
        if (done % ROWS_PER_STEP < IMPORT_PAGE) {
            report(import, done, staged);
        }
    }
    return status;
}

static const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash == NULL ? path : slash + 1;
}

/* The one audit line: what came, from which file, and how many of each. */
static enum status audit(struct desk *desk, const struct exchange_import *import,
                         const struct exchange_result *result, const struct publish *publish, struct err *err)
{
    const struct exchange_result *counts = &publish->counts;
    char action[40];
    struct str note = {0};
    str_printf(&note, "%s sha256=%s rows=%lld added=%lld updated=%lld unchanged=%lld rejected=%lld",
               base_name(import->path), result->sha256, (long long)result->rows, (long long)counts->added,
               (long long)counts->updated, (long long)counts->unchanged, (long long)result->rejected);
    text_format(action, sizeof(action), "%s.import", publish->kind->audited);
    enum status status =
        desk_audit(desk, action, publish->kind->audited, 0, NULL, NULL, NULL, str_text(&note), err);
    str_free(&note);
    return status;
}

static void report_index(void *context, int64_t done, int64_t total)
{
    const struct exchange_import *import = context;
    if (import->progress != NULL && total > 0) {
        import->progress(import->context, 80 + (int)(done * 20 / total));
    }
}

static enum status begin(struct desk *desk, bool is_bulk, struct err *err)
{
    enum status status = STATUS_BUSY;
    int64_t begun = clock_boot_ms(desk->clock), waited = 0;
    for (int slices = 0; status == STATUS_BUSY && waited < WAIT_MS && slices < WAIT_MS / 50; slices++) {
        status = is_bulk ? bulk_begin(desk->store, waited, err) : store_begin(desk->store, waited, err);
        waited = clock_boot_ms(desk->clock) - begun;
    }
    return status;
}

enum status exchange_publish(struct desk *desk, const struct exchange_kind *kind,
                             const struct exchange_import *import, int64_t staged,
                             struct exchange_result *result, struct err *err)
{
    bool is_bulk = staged >= BULK_FROM;
    enum status status = begin(desk, is_bulk, err);
    if (status != STATUS_OK) {
        return status;
    }
    struct publish *publish = mem_new(1, sizeof(*publish));
    publish->kind = kind;
    publish->state = mem_new(1, kind->state_size);
    if (is_bulk) {
        db_set_cache(store_db(desk->store), CACHE_MIB);
    }
    status = publish_rows(desk, import, staged, publish, err);
    if (status == STATUS_OK) {
        status = import_store_empty(desk->store, err);
    }
    if (status == STATUS_OK) {
        status = audit(desk, import, result, publish, err);
    }
    if (status == STATUS_OK) {
        status = is_bulk ? bulk_commit(desk->store, report_index, (void *)(uintptr_t)import, err)
                         : store_commit(desk->store, err);
    }
    if (status != STATUS_OK) {
        store_rollback(desk->store);
    }
    result->is_published = status == STATUS_OK;
    if (status == STATUS_OK) {
        result->added = publish->counts.added;
        result->updated = publish->counts.updated;
        result->unchanged = publish->counts.unchanged;
    }
    str_free(&publish->page.cells);
    free(publish->state);
    free(publish);
    return status;
}

static enum status clear_piece(struct desk *desk, void *argument, int64_t *result, struct err *err)
{
    *result = 0;
    return import_store_clear(desk->store, CLEAR_PIECE, argument, err);
}

enum status exchange_clear(struct desk *desk, struct err *err)
{
    bool left = true;
    enum status status = STATUS_OK;
    while (status == STATUS_OK && left) {
        status = task_run(desk, clear_piece, &left, NULL, WAIT_MS, NULL, err);
    }
    return status;
}
