/* Filling the search indexes with very many records, a slice at a time. */

#include "store_private.h"
#include "zuoxi/store/incoming.h"

#define MANY         4000   /* records from which large steps pay */
#define VERY_MANY    300000 /* records from which it pays to look after the pieces' levels */
#define BASE_RECORDS 1000   /* their piece is larger than one record's */
#define RAISES       3

/*
 * The index is made of pieces on levels; as many of one level as the settings say are merged into one of the
 * next. A load in large steps is quick but leaves its pieces on low levels, where they would be merged again
 * with those of every few saves. Of very many records that is too much for saves: hundreds of small pieces
 * would wait and slow every search. So theirs are made one, high above those of saves.
 *
 * FTS5 puts the one piece made of all above every level there ever was, if they lay on more than one; those
 * of a single level become one on the next. So the levels are raised first, while next to nothing has to be
 * written again: a record of its own and all made one gives two more each time. And the last record comes by
 * itself, below the pieces that were merged while loading.
 */
enum phase { PHASE_BEGIN, PHASE_RAISE, PHASE_LOAD, PHASE_GATHER, PHASE_END };

static bool is_very_many(const struct incoming_search *search)
{
    return search->last - search->first > VERY_MANY;
}

static enum status begin(struct store *store, struct incoming_search *search, struct err *err)
{
    search->first = search->next;
    /* An index with more in it than comes has levels of its own. */
    bool raises = is_very_many(search) && search->first < search->last - search->first;
    search->phase = raises ? PHASE_RAISE : PHASE_LOAD;
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

/* One record's piece, and all made one. */
static enum status load_one(struct store *store, struct incoming_search *search, struct err *err)
{
    enum status status = load(store, search, search->last, 1, err);
    return status == STATUS_OK ? search_merge_begin(store, search->pages, err) : status;
}

static enum status raise_levels(struct store *store, struct incoming_search *search, struct err *err)
{
    if (search->next == search->first) {
        return load(store, search, search->last, BASE_RECORDS, err);
    }
    if (search->next == search->first + BASE_RECORDS + RAISES - 1) {
        search->phase = PHASE_LOAD;
    }
    return load_one(store, search, err);
}

static enum status load_more(struct store *store, struct incoming_search *search, struct err *err)
{
    int64_t until = search->last - is_very_many(search);
    if (search->next < until) {
        return load(store, search, until, search->step, err);
    }
    search->phase = PHASE_GATHER;
    search->is_merging = !is_very_many(search);
    return search_set_loading(store, SEARCH_SAVING, err);
}

static enum status gather(struct store *store, struct incoming_search *search, struct err *err)
{
    search->phase = search->next < search->last ? PHASE_GATHER : PHASE_END;
    return search->next < search->last ? load_one(store, search, err) : STATUS_OK;
}

static enum status advance(struct store *store, struct incoming_search *search, struct err *err)
{
    switch ((enum phase)search->phase) {
    case PHASE_BEGIN:
        return begin(store, search, err);
    case PHASE_RAISE:
        return raise_levels(store, search, err);
    case PHASE_LOAD:
        return load_more(store, search, err);
    case PHASE_GATHER:
        return gather(store, search, err);
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
