/* Filling the search indexes with very many records, a slice at a time. */

#include "store_private.h"
#include "zuoxi/store/incoming.h"

#define MANY         4000   /* records from which large steps pay */
#define VERY_MANY    300000 /* records from which it pays to look after the pieces' levels */
#define LIFT_RECORDS 29     /* 4 + 8 + 16, and one to push the last out */

/*
 * The index is made of pieces on levels; as many of one level as the settings say are merged into one of the
 * next. A load in large steps is quick but leaves its pieces on low levels, where they would be merged again
 * with those of every few saves. Of very many records that is too much for saves: hundreds of small pieces
 * would wait and slow every search. So theirs are made one, and that one is lifted by merging in pairs: it
 * climbs from level 2 to 3, 4 and 5 with the 4, 8 and 16 last records, indexed one by one.
 */
enum phase { PHASE_BEGIN, PHASE_LOAD, PHASE_LIFT, PHASE_END };

/* Records that are left for lifting. */
static int64_t lifted(const struct incoming_search *search)
{
    return search->last - search->first > VERY_MANY ? LIFT_RECORDS : 0;
}

static enum status begin(struct store *store, struct incoming_search *search, struct err *err)
{
    search->phase = PHASE_LOAD;
    search->first = search->next;
    return search->last - search->next > MANY ? search_set_loading(store, SEARCH_LOADING, err) : STATUS_OK;
}

static enum status note(struct store *store, int64_t searched, struct err *err)
{
    struct stmt *stmt;
    enum status status = db_prepare(
        store->db, "UPDATE incoming SET searched_id = ?1 WHERE id = 1 AND first_id > 0", &stmt, err);
    if (status != STATUS_OK) {
        return status;
    }
    db_bind_int(stmt, 1, searched);
    return db_run(stmt, err);
}

/* The next records up to `until`, in a step of so many. */
static enum status load(struct store *store, struct incoming_search *search, int64_t until, int64_t step,
                        struct err *err)
{
    int64_t to = until - search->next > step ? search->next + step : until;
    enum status status = search_remember_range(store, search->next, to, err);
    if (status == STATUS_OK) {
        status = note(store, to, err);
    }
    search->next = to;
    search->is_merging = true;
    return status;
}

/* All but those for lifting are there: merge what there is. */
static enum status gather(struct store *store, struct incoming_search *search, struct err *err)
{
    bool lifts = lifted(search) > 0;
    search->phase = PHASE_LIFT;
    search->is_merging = true;
    return search_set_loading(store, lifts ? SEARCH_LIFTING : SEARCH_SAVING, err);
}

static enum status finish(struct store *store, struct incoming_search *search, struct err *err)
{
    search->phase = PHASE_END;
    return lifted(search) > 0 ? search_set_loading(store, SEARCH_SAVING, err) : STATUS_OK;
}

static enum status advance(struct store *store, struct incoming_search *search, struct err *err)
{
    int64_t until = search->last - lifted(search);
    switch ((enum phase)search->phase) {
    case PHASE_BEGIN:
        return begin(store, search, err);
    case PHASE_LOAD:
        return search->next < until ? load(store, search, until, search->step, err)
                                    : gather(store, search, err);
    case PHASE_LIFT:
        return search->next < search->last ? load(store, search, search->last, 1, err)
                                           : finish(store, search, err);
    case PHASE_END:
        break;
    }
    return STATUS_OK;
}

enum status incoming_search(struct store *store, struct incoming_search *search, bool *left, struct err *err)
{
    enum status status = search->is_merging ? STATUS_OK : advance(store, search, err);
    if (status == STATUS_OK && search->is_merging) {
        status = search_merge_some(store, search->pages, &search->is_merging, err);
    }
    *left = search->phase != PHASE_END;
    return status;
}
