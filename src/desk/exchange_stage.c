#include "exchange_stage.h"

#include <stdlib.h>
#include <string.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/store/audit.h"
#include "zuoxi/store/import_store.h"
#include "zuoxi/store/presence.h"

#define WAIT_MS     60000
#define BATCH_FIRST 1000
/* Fewer write the same pages of the indexes again for so much less: it would take longer and wait as long. */
#define BATCH_MIN   1000
#define CLEAR_PIECE 500 /* rows removed at a time */
#define CACHE_MIB   48  /* keys are sorted in memory */
/*
 * How long a transaction should take: a desk that saves hardly notices one. Where indexes are kept row by row
 * it is worth more: they write mostly the same pages for few rows as for many.
 */
#define SLICE_MS 40
#define KEPT_MS  65
/*
 * With nobody signed in there is nobody to hold up: whoever comes meanwhile waits for one of these once. Long
 * ones leave fewer and larger pieces of the search index, which are otherwise half of an import's work.
 */
#define LONE_MS 700

/* Follow how long the last transaction took. */
static int next_size(int size, int64_t took_ms, int goal_ms, int least, int most)
{
    int next = took_ms > goal_ms ? size / 2 : took_ms < goal_ms / 2 ? size + size / 2 : size;
    return next < least ? least : next > most ? most : next;
}

static bool is_alone(const struct exchange_stage *stage)
{
    return !presence_is_any(db_path(store_db(stage->desk->store)));
}

static int goal_of(const struct exchange_stage *stage)
{
    return is_alone(stage) ? LONE_MS : stage->incoming.is_bare ? SLICE_MS : KEPT_MS;
}

enum status exchange_run(struct desk *desk, task_work work, void *argument, int64_t *result, struct err *err)
{
    char request[REQUEST_ID_SIZE];
    request_make(request);
    return task_run(desk, work, argument, request, WAIT_MS, result, err);
}

static enum status begin_block(struct desk *desk, void *argument, int64_t *result, struct err *err)
{
    struct exchange_stage *stage = argument;
    *result = 0;
    enum status status = audit_last(desk->store, &stage->audit_first, err);
    return status == STATUS_OK ? incoming_begin(desk->store, stage->kind->record, stage->next_id,
                                                is_alone(stage), &stage->incoming, err)
                               : status;
}

enum status exchange_stage_new(struct exchange_stage **out, struct desk *desk,
                               const struct exchange_kind *kind, int64_t max_rows, struct err *err)
{
    struct exchange_stage *stage = mem_new(1, sizeof(*stage));
    *out = stage;
    stage->desk = desk;
    stage->kind = kind;
    stage->state = mem_new(1, kind->state_size);
    stage->batch = BATCH_FIRST;
    stage->next_id = max_rows;
    db_set_cache(store_db(desk->store), CACHE_MIB);
    enum status status = exchange_stage_clear(stage, err);
    if (status == STATUS_OK) {
        status = exchange_run(desk, begin_block, stage, NULL, err);
    }
    if (status == STATUS_OK && kind->begin != NULL) {
        status = kind->begin(desk, stage->state, err);
    }
    stage->next_id = stage->incoming.first;
    return status;
}

void exchange_stage_free(struct exchange_stage **stage)
{
    if (*stage == NULL) {
        return;
    }
    free((*stage)->state);
    free((*stage)->lines);
    str_free(&(*stage)->texts);
    free(*stage);
    *stage = NULL;
}

void exchange_stage_look(struct exchange_stage *stage, bool begins)
{
    if (begins && !stage->is_looking) {
        stage->is_looking = db_begin_read(store_db(stage->desk->store), NULL) == STATUS_OK;
    } else if (!begins && stage->is_looking) {
        db_end_read(store_db(stage->desk->store));
        stage->is_looking = false;
    }
}

/* The line on which a new record of this transaction, or of one before, has the key; 0: none. */
static enum status find_repeat(struct exchange_stage *stage, const char *key, int64_t *line, struct err *err)
{
    int64_t id = 0;
    *line = 0;
    if (key[0] == '\0') {
        return STATUS_OK;
    }
    enum status status = incoming_find(stage->desk->store, &stage->incoming, key, &id, err);
    if (status == STATUS_OK && id != 0) {
        *line = stage->lines[id - stage->incoming.first];
    }
    return status;
}

static enum status write_known(struct exchange_stage *stage, struct exchange_waiting *waiting,
                               struct err *err)
{
    const char *texts = str_text(&stage->texts);
    struct import_row row = {waiting->line, texts + waiting->key, texts + waiting->row.start,
                             waiting->row.length};
    return import_store_add(stage->desk->store, &row, &waiting->first_line, err);
}

static enum status write_new(struct exchange_stage *stage, struct exchange_waiting *waiting, int64_t id,
                             struct err *err)
{
    const char *texts = str_text(&stage->texts);
    enum status status = find_repeat(stage, texts + waiting->key, &waiting->first_line, err);
    if (status != STATUS_OK || waiting->first_line != 0) {
        return status;
    }
    stage->lines[id - stage->incoming.first] = waiting->line;
    return stage->kind->add(stage->desk, stage->state, id, texts + waiting->row.start, waiting->row.length,
                            err);
}

/* *result = the id after the last one used: only a try that is committed uses any. */
static enum status write_rows(struct desk *desk, void *argument, int64_t *result, struct err *err)
{
    struct exchange_stage *stage = argument;
    enum status status = STATUS_OK;
    int64_t id = stage->next_id;
    incoming_hold(desk->store, &stage->incoming);
    for (size_t i = 0; i < stage->count && status == STATUS_OK; i++) {
        struct exchange_waiting *waiting = &stage->rows[i];
        waiting->first_line = 0;
        if (waiting->reason == 0 && waiting->row.is_known) {
            status = write_known(stage, waiting, err);
        } else if (waiting->reason == 0) {
            status = write_new(stage, waiting, id, err);
            id += waiting->first_line == 0;
        }
    }
    *result = id;
    return status == STATUS_OK ? incoming_release(desk->store, err) : status;
}

static void count_rows(struct exchange_stage *stage)
{
    for (size_t i = 0; i < stage->count; i++) {
        const struct exchange_waiting *waiting = &stage->rows[i];
        if (waiting->reason == 0 && waiting->first_line == 0 && waiting->row.is_known) {
            stage->staged += waiting->row.length > 0;
            stage->unchanged += waiting->row.length == 0;
        }
    }
}

enum status exchange_stage_write(struct exchange_stage *stage, struct err *err)
{
    int64_t begun = clock_boot_ms(stage->desk->clock), next = stage->next_id;
    mem_reserve((void **)&stage->lines, &stage->line_capacity,
                (size_t)(stage->next_id - stage->incoming.first) + stage->count, sizeof(*stage->lines));
    exchange_stage_look(stage, false);
    enum status status = exchange_run(stage->desk, write_rows, stage, &next, err);
    if (status == STATUS_OK) {
        stage->next_id = next;
        count_rows(stage);
    }
    stage->batch = next_size(stage->batch, clock_boot_ms(stage->desk->clock) - begun, goal_of(stage),
                             BATCH_MIN, EXCHANGE_BATCH);
    return status;
}

static enum status clear_piece(struct desk *desk, void *argument, int64_t *result, struct err *err)
{
    bool *left = argument, rows_left = false;
    *result = 0;
    enum status status = incoming_clear(desk->store, CLEAR_PIECE, left, err);
    if (status == STATUS_OK) {
        status = import_store_clear(desk->store, CLEAR_PIECE, &rows_left, err);
    }
    *left = *left || rows_left;
    return status;
}

enum status exchange_stage_clear(struct exchange_stage *stage, struct err *err)
{
    bool left = true;
    enum status status = STATUS_OK;
    exchange_stage_look(stage, false);
    while (status == STATUS_OK && left) {
        status = exchange_run(stage->desk, clear_piece, &left, NULL, err);
    }
    return status;
}

/* ---- the indexes ---- */

#define INDEX_STEP_MAX 65536

/* How the search index is filled: how long a transaction should take, how many records are put in by one at
 * least, how many pages are merged by one. 8,000 records are a quarter of a second of a processor. */
static const struct pace {
    int goal_ms, step_least, pages;
} among_desks = {SLICE_MS, 1000, 200}, lone = {LONE_MS, 8000, 4000};

struct indexing {
    struct incoming_search search, next; /* where this step begins; where it ends, once it is committed */
    bool left;
};

static enum status make_index(struct desk *desk, void *argument, int64_t *result, struct err *err)
{
    struct indexing *indexing = argument;
    *result = 0;
    return incoming_index(desk->store, &indexing->left, err);
}

/* A try that fails, at its commit too, is made again from where it began. */
static enum status fill_search(struct desk *desk, void *argument, int64_t *result, struct err *err)
{
    struct indexing *indexing = argument;
    *result = 0;
    indexing->next = indexing->search;
    return incoming_search(desk->store, &indexing->next, &indexing->left, err);
}

static void report(const struct exchange_import *import, int64_t done, int64_t total)
{
    if (import->progress != NULL && total > 0) {
        import->progress(import->context, 60 + (int)(done * 35 / total));
    }
}

static enum status index_values(struct exchange_stage *stage, struct err *err)
{
    struct indexing indexing = {.left = true};
    enum status status = STATUS_OK;
    while (status == STATUS_OK && indexing.left) {
        status = exchange_run(stage->desk, make_index, &indexing, NULL, err);
    }
    return status;
}

enum status exchange_stage_index(struct exchange_stage *stage, const struct exchange_import *import,
                                 struct err *err)
{
    int64_t first = stage->incoming.first - 1, total = stage->next_id - 1 - first;
    struct indexing indexing = {.search = {.next = first, .last = stage->next_id - 1}, .left = total > 0};
    const struct pace *last = NULL;
    enum status status = index_values(stage, err);
    while (status == STATUS_OK && indexing.left) {
        int64_t begun = clock_boot_ms(stage->desk->clock), before = indexing.search.next;
        const struct pace *pace = is_alone(stage) ? &lone : &among_desks;
        if (pace != last) {
            indexing.search.step = pace->step_least; /* whoever has just come waits for no long one */
            indexing.search.pages = pace->pages;
            last = pace;
        }
        status = exchange_run(stage->desk, fill_search, &indexing, NULL, err);
        if (status == STATUS_OK) {
            indexing.search = indexing.next;
        }
        if (indexing.search.next > before + 1) {
            indexing.search.step =
                next_size((int)indexing.search.step, clock_boot_ms(stage->desk->clock) - begun, pace->goal_ms,
                          pace->step_least, INDEX_STEP_MAX);
        }
        report(import, indexing.search.next - first, total);
    }
    return status;
}
