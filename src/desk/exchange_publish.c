/* An import's last transaction: new records are shown, known ones changed. */

#include <stdlib.h>
#include <string.h>

#include "exchange_stage.h"
#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/store/import_store.h"

/* Large, so it is not on the stack. */
struct publish {
    struct exchange_stage *stage;
    const struct exchange_import *import;
    const struct exchange_result *result; /* of reading */
    struct import_page page;
    struct exchange_result counts;
};

static enum status change_rows(struct desk *desk, struct publish *publish, struct err *err)
{
    const struct exchange_stage *stage = publish->stage;
    struct import_page *page = &publish->page;
    int64_t line = 0;
    enum status status;
    while ((status = import_store_read(desk->store, line, page, err)) == STATUS_OK && page->count > 0) {
        for (size_t i = 0; i < page->count && status == STATUS_OK; i++) {
            status = stage->kind->change(desk, stage->state, str_text(&page->cells) + page->starts[i],
                                         page->lengths[i], &publish->counts, err);
        }
        if (status != STATUS_OK) {
            return status;
        }
        line = page->lines[page->count - 1];
    }
    return status;
}

static const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash == NULL ? path : slash + 1;
}

/* The one audit line: what came, from which file, and how many of each. */
static enum status audit(struct desk *desk, const struct publish *publish, struct err *err)
{
    const struct exchange_result *counts = &publish->counts, *result = publish->result;
    const char *audited = publish->stage->kind->audited;
    char action[40];
    struct str note = {0};
    str_printf(&note, "%s sha256=%s rows=%lld added=%lld updated=%lld unchanged=%lld rejected=%lld",
               base_name(publish->import->path), result->sha256, (long long)result->rows,
               (long long)counts->added, (long long)counts->updated, (long long)counts->unchanged,
               (long long)result->rejected);
    text_format(action, sizeof(action), "%s.import", audited);
    enum status status = desk_audit(desk, action, audited, 0, NULL, NULL, NULL, str_text(&note), err);
    str_free(&note);
    return status;
}

/* Inside the transaction; once more from the beginning when it has to be repeated. */
static enum status show(struct desk *desk, void *argument, int64_t *result, struct err *err)
{
    struct publish *publish = argument;
    const struct exchange_stage *stage = publish->stage;
    enum status status = STATUS_OK;
    *result = 0;
    publish->counts = (struct exchange_result){.unchanged = stage->unchanged};
    publish->counts.added =
        publish->result->rows - publish->result->rejected - stage->staged - stage->unchanged;
    if (stage->kind->settle != NULL) {
        status = stage->kind->settle(desk, stage->state, stage->audit_first, &publish->counts, err);
    }
    if (status == STATUS_OK && stage->staged > 0) {
        status = change_rows(desk, publish, err);
    }
    if (status == STATUS_OK) {
        status = audit(desk, publish, err);
    }
    return status == STATUS_OK ? incoming_show(desk->store, err) : status;
}

enum status exchange_publish(struct exchange_stage *stage, const struct exchange_import *import,
                             struct exchange_result *result, struct err *err)
{
    struct publish *publish = mem_new(1, sizeof(*publish));
    publish->stage = stage;
    publish->import = import;
    publish->result = result;
    enum status status = exchange_run(stage->desk, show, publish, NULL, err);
    result->is_published = status == STATUS_OK;
    if (status == STATUS_OK) {
        result->added = publish->counts.added;
        result->updated = publish->counts.updated;
        result->unchanged = publish->counts.unchanged;
    }
    str_free(&publish->page.cells);
    free(publish);
    return status;
}
