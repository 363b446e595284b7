#include "zuoxi/desk/distinct.h"

#include "zuoxi/base/text.h"
#include "zuoxi/domain/customer.h"
#include "zuoxi/store/customer_store.h"

#define PAIRS 64

/* The audit names the other one by its 户号, which a person can find it by. */
static enum status save_pair(struct desk *desk, const struct distinct_mark *mark, int64_t other,
                             struct err *err)
{
    struct customer_row row;
    bool changed = false;
    if (other == mark->id) {
        return err_set(err, STATUS_INVALID, _("这是同一户"));
    }
    enum status status = customer_store_row(desk->store, other, &row, err);
    if (status == STATUS_OK) {
        status = distinct_store_set(desk->store, mark->id, other, mark->is_distinct, desk->actor.badge,
                                    &changed, err);
    }
    if (status == STATUS_OK && !changed && !mark->is_distinct) {
        status = err_set(err, STATUS_NOT_FOUND, _("这两户没有标过“不是重复”"));
    }
    if (status != STATUS_OK || !changed) {
        return status;
    }
    char note[sizeof(row.account) + 32];
    text_format(note, sizeof(note), "#%lld %s", (long long)other, row.account);
    return desk_audit(desk, mark->is_distinct ? "customer.distinct" : "customer.alike", "customer", mark->id,
                      NULL, NULL, NULL, note, err);
}

enum status distinct_save(struct desk *desk, void *argument, int64_t *id, struct err *err)
{
    const struct distinct_mark *mark = argument;
    enum status status = desk_allow(desk, RIGHT_CUSTOMER_MERGE, err);
    *id = mark->id;
    for (size_t i = 0; i < mark->count && status == STATUS_OK; i++) {
        status = save_pair(desk, mark, mark->others[i], err);
    }
    return status;
}

/* *is_pair = both are there and have not become one. */
static enum status load_pair(struct desk *desk, const struct distinct_pair *pair,
                             struct duplicate_group *group, bool *is_pair, struct err *err)
{
    *group = (struct duplicate_group){.kind = DUPLICATE_KINDS, .count = 2};
    enum status status = customer_store_row(desk->store, pair->one_id, &group->members[0], err);
    if (status == STATUS_OK) {
        status = customer_store_row(desk->store, pair->other_id, &group->members[1], err);
    }
    *is_pair =
        status == STATUS_OK && group->members[0].id == pair->one_id && group->members[1].id == pair->other_id;
    return status == STATUS_NOT_FOUND ? STATUS_OK : status;
}

enum status distinct_list(struct desk *desk, struct distinct_pair *after, size_t max,
                          struct duplicate_group *groups, size_t *count, bool *is_end, struct err *err)
{
    struct distinct_pair pairs[PAIRS];
    size_t found = 0, wanted = max < PAIRS ? max : PAIRS;
    *count = 0;
    enum status status = desk_allow(desk, RIGHT_CUSTOMER_READ, err);
    if (status == STATUS_OK) {
        status = distinct_store_list(desk->store, after, wanted, pairs, &found, err);
    }
    *is_end = found < wanted;
    for (size_t i = 0; i < found && status == STATUS_OK; i++) {
        bool is_pair;
        status = load_pair(desk, &pairs[i], &groups[*count], &is_pair, err);
        *count += is_pair;
        *after = pairs[i];
    }
    return status;
}
