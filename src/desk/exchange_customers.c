/* Households in files: a known 户号 is updated, the others are added. */

#include <string.h>

#include "exchange_private.h"
#include "zuoxi/base/text.h"
#include "zuoxi/domain/address.h"
#include "zuoxi/domain/customer.h"
#include "zuoxi/store/record.h"

/* The records are large, so they are not on the stack. */
struct state {
    /* There was no customer: none is looked for, and a bulk load may have no index to do it. */
    bool is_empty;
    struct customer known, after;
};

static enum status begin(struct desk *desk, void *state, struct err *err)
{
    struct state *self = state;
    enum status status = record_after(desk->store, &customer_fields, 0, &self->known, err);
    self->is_empty = status == STATUS_NOT_FOUND;
    return self->is_empty ? STATUS_OK : status;
}

/* The customer with this 户号 into state->known; *is_known = there is one. */
static enum status find_known(struct desk *desk, struct state *self, const char *account, bool *is_known,
                              struct err *err)
{
    *is_known = false;
    if (account[0] == '\0' || self->is_empty) {
        return STATUS_OK;
    }
    enum status status = record_find(desk->store, &customer_fields, "account", account, &self->known, err);
    *is_known = status == STATUS_OK;
    return status == STATUS_NOT_FOUND ? STATUS_OK : status;
}

/*
 * A known customer keeps the name it has. A row that would change nothing is staged without cells: its 户号
 * still counts as seen, and the transaction that shows all has less to do.
 */
static enum status check(struct desk *desk, void *state, void *record, struct str *cells, size_t start,
                         size_t *length, struct err *err)
{
    struct state *self = state;
    struct customer *customer = record;
    bool is_known;
    enum status status = find_known(desk, self, customer->account, &is_known, err);
    if (status != STATUS_OK) {
        return status;
    }
    if (!is_known) {
        return field_check(&customer_fields, customer, NULL, err);
    }
    if (self->known.merged_into != 0) {
        return err_set(err, STATUS_INVALID, _("户号 %s 已并入别的用户"), self->known.account);
    }
    *customer = self->known;
    status = exchange_unpack(&customer_fields, str_text(cells) + start, *length, customer, err);
    bool differs = false;
    for (size_t i = 0; i < customer_fields.count && !differs; i++) {
        differs = field_differs(&customer_fields.fields[i], &self->known, customer);
    }
    if (!differs) {
        *length = 0;
    }
    return status;
}

static enum status add(struct desk *desk, struct state *self, struct err *err)
{
    memset(&self->known, 0, sizeof(self->known));
    address_follow(&self->known, &self->after);
    return record_insert(desk->store, &customer_fields, &self->after, err);
}

static enum status publish(struct desk *desk, void *state, const char *cells, size_t length,
                           struct exchange_result *counts, struct err *err)
{
    struct state *self = state;
    int changed = 0;
    bool is_known = false;
    memset(&self->after, 0, sizeof(self->after));
    enum status status = exchange_unpack(&customer_fields, cells, length, &self->after, err);
    if (status == STATUS_OK) {
        status = find_known(desk, self, self->after.account, &is_known, err);
    }
    if (status != STATUS_OK) {
        return status;
    }
    if (!is_known) {
        counts->added++;
        return add(desk, self, err);
    }
    self->after = self->known;
    status = exchange_unpack(&customer_fields, cells, length, &self->after, err);
    address_follow(&self->known, &self->after);
    if (status == STATUS_OK) {
        status = record_update(desk->store, &customer_fields, &self->known, &self->after, &changed, err);
    }
    counts->updated += changed > 0;
    counts->unchanged += changed == 0;
    return status;
}

static enum status next(struct desk *desk, int64_t id, void *record, bool *leaves, struct err *err)
{
    enum status status = record_after(desk->store, &customer_fields, id, record, err);
    /* The data of one that was merged are the kept one's now. */
    *leaves = status == STATUS_OK && ((const struct customer *)record)->merged_into == 0;
    return status;
}

const struct exchange_kind exchange_customers = {
    .table = &customer_fields,
    .key = "account",
    .audited = "customer",
    .state_size = sizeof(struct state),
    .begin = begin,
    .check = check,
    .publish = publish,
    .next = next,
};
