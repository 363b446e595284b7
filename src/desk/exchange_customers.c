/* Households in files: a known 户号 is updated, the others are added. */

#include <stdlib.h>
#include <string.h>

#include "exchange_private.h"
#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/domain/address.h"
#include "zuoxi/domain/customer.h"
#include "zuoxi/store/audit.h"
#include "zuoxi/store/incoming.h"
#include "zuoxi/store/record.h"

/* The records are large, so they are not on the stack. */
struct state {
    bool is_empty; /* there was no customer: none is looked for, and settle() finds who comes meanwhile */
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
    if (account[0] == '\0') {
        return STATUS_OK;
    }
    enum status status = record_find(desk->store, &customer_fields, "account", account, &self->known, err);
    *is_known = status == STATUS_OK;
    return status == STATUS_NOT_FOUND ? STATUS_OK : status;
}

/*
 * A known customer keeps the name it has. A row that would change nothing is staged without cells: its 户号
 * still counts as seen.
 */
static enum status check(struct desk *desk, void *state, void *record, struct str *cells,
                         struct exchange_row *row, struct err *err)
{
    struct state *self = state;
    struct customer *customer = record;
    enum status status =
        self->is_empty ? STATUS_OK : find_known(desk, self, customer->account, &row->is_known, err);
    if (status != STATUS_OK) {
        return status;
    }
    if (!row->is_known) {
        return exchange_check_given(&customer_fields, customer, err);
    }
    if (self->known.merged_into != 0) {
        return err_set(err, STATUS_INVALID, _("户号 %s 已并入别的用户"), self->known.account);
    }
    *customer = self->known;
    status = exchange_unpack(&customer_fields, str_text(cells) + row->start, row->length, customer, err);
    bool differs = false;
    for (size_t i = 0; i < customer_fields.count && !differs; i++) {
        differs = field_differs(&customer_fields.fields[i], &self->known, customer);
    }
    if (!differs) {
        row->length = 0;
    }
    return status;
}

static enum status add(struct desk *desk, void *state, int64_t id, const char *cells, size_t length,
                       struct err *err)
{
    struct state *self = state;
    memset(&self->known, 0, sizeof(self->known));
    memset(&self->after, 0, sizeof(self->after));
    enum status status = exchange_unpack(&customer_fields, cells, length, &self->after, err);
    address_follow(&self->known, &self->after);
    self->after.head.id = id;
    return status == STATUS_OK ? record_insert(desk->store, &customer_fields, &self->after, err) : status;
}

/* From state->known to state->after. */
static enum status save(struct desk *desk, struct state *self, struct exchange_result *counts,
                        struct err *err)
{
    int changed = 0;
    address_follow(&self->known, &self->after);
    enum status status =
        record_update(desk->store, &customer_fields, &self->known, &self->after, &changed, err);
    counts->updated += changed > 0;
    counts->unchanged += changed == 0;
    return status;
}

static enum status change(struct desk *desk, void *state, const char *cells, size_t length,
                          struct exchange_result *counts, struct err *err)
{
    struct state *self = state;
    bool is_known = false;
    memset(&self->after, 0, sizeof(self->after));
    enum status status = exchange_unpack(&customer_fields, cells, length, &self->after, err);
    if (status == STATUS_OK) {
        status = find_known(desk, self, self->after.account, &is_known, err);
    }
    if (status != STATUS_OK) {
        return status;
    }
    if (!is_known) { /* somebody has given it another 户号 meanwhile */
        counts->added++;
        return add(desk, self, 0, cells, length, err);
    }
    self->after = self->known;
    status = exchange_unpack(&customer_fields, cells, length, &self->after, err);
    return status == STATUS_OK ? save(desk, self, counts, err) : status;
}

/* Lay what is given in `over` over `record`. */
static void lay_over(const struct customer *over, struct customer *record)
{
    for (size_t i = 0; i < customer_fields.count; i++) {
        const struct field *field = &customer_fields.fields[i];
        if (!field_is_empty(field, over)) {
            memcpy((char *)record + field->offset, (const char *)over + field->offset, field->size);
        }
    }
}

/* A desk gave the customer the 户号 of a new row: the row becomes a change of it, as of any known one. */
static enum status settle_one(struct desk *desk, struct state *self, const struct incoming *incoming,
                              int64_t id, struct exchange_result *counts, struct err *err)
{
    int64_t row = 0;
    enum status status = record_load(desk->store, &customer_fields, id, &self->known, err);
    if (status == STATUS_NOT_FOUND) {
        return STATUS_OK;
    }
    if (status == STATUS_OK && self->known.account[0] != '\0' && self->known.merged_into == 0) {
        status = incoming_find(desk->store, incoming, self->known.account, &row, err);
    }
    if (status != STATUS_OK || row == 0) {
        return status;
    }
    struct customer *added = mem_new(1, sizeof(*added));
    status = record_load(desk->store, &customer_fields, row, added, err);
    self->after = self->known;
    lay_over(added, &self->after);
    free(added);
    if (status == STATUS_OK) {
        status = incoming_remove(desk->store, incoming, row, err);
    }
    counts->added--;
    return status == STATUS_OK ? save(desk, self, counts, err) : status;
}

static enum status settle(struct desk *desk, void *state, int64_t audit_first, struct exchange_result *counts,
                          struct err *err)
{
    struct incoming incoming;
    int64_t line = audit_first, id = 0;
    bool found = true;
    enum status status = incoming_read(desk->store, &incoming, err);
    while (status == STATUS_OK) {
        status = audit_next(desk->store, customer_fields.record, &line, &id, &found, err);
        if (status != STATUS_OK || !found) {
            break;
        }
        status = settle_one(desk, state, &incoming, id, counts, err);
    }
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
    .record = &customer_fields,
    .key = "account",
    .audited = "customer",
    .state_size = sizeof(struct state),
    .begin = begin,
    .check = check,
    .add = add,
    .change = change,
    .settle = settle,
    .next = next,
};
