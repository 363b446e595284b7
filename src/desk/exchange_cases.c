/* Cases in files: what ended before this program came. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "exchange_private.h"
#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/domain/old_case.h"
#include "zuoxi/store/case_store.h"
#include "zuoxi/store/customer_store.h"
#include "zuoxi/store/record.h"

/* The records are large, so they are not on the stack. */
struct state {
    bool has_cases, has_customers; /* when the import began: nobody is looked for among none */
    struct old_case old;
    struct case_record record;
    struct customer customer;
};

static enum status begin(struct desk *desk, void *state, struct err *err)
{
    struct state *self = state;
    enum status status = record_after(desk->store, &case_record_fields, 0, &self->record, err);
    self->has_cases = status == STATUS_OK;
    if (status == STATUS_OK || status == STATUS_NOT_FOUND) {
        status = record_after(desk->store, &customer_fields, 0, &self->customer, err);
        self->has_customers = status == STATUS_OK;
    }
    return status == STATUS_NOT_FOUND ? STATUS_OK : status;
}

/* Does a case in this state have nothing more to come? */
static bool is_end(const struct profile *profile, const char *code)
{
    bool ends = strcmp(profile->closed_state, code) == 0;
    for (size_t i = 0; i < profile->move_count && !ends; i++) {
        ends = profile->moves[i].closes && strcmp(profile->moves[i].to, code) == 0;
    }
    return ends;
}

/* Where the profile's moves end; '' when it has none that does. */
static const char *end_state(const struct profile *profile)
{
    for (size_t i = 0; i < profile->move_count; i++) {
        if (profile->moves[i].closes) {
            return profile->moves[i].to;
        }
    }
    return profile->closed_state;
}

/* The one marked as usual, else the first. */
static const char *default_grade(const struct profile *profile)
{
    const struct choices *grades = &profile->sets[SET_GRADE];
    for (size_t i = 0; i < grades->count; i++) {
        if (grades->items[i].is_default) {
            return grades->items[i].code;
        }
    }
    return grades->count > 0 ? grades->items[0].code : "";
}

static enum status check_times(struct desk *desk, const struct old_case *old, struct err *err)
{
    int64_t now = clock_now(desk->clock);
    if (!old->accepted_at.given) {
        return err_set(err, STATUS_INVALID, _("「受理时间」还没有填"));
    }
    if (!old->closed_at.given || (old->state[0] != '\0' && !is_end(desk->profile, old->state))) {
        return err_set(err, STATUS_INVALID,
                       _("只导入已结的工单，要有「归档时间」；未结的请登记，时限从受理时算起"));
    }
    if (old->closed_at.value < old->accepted_at.value) {
        return err_set(err, STATUS_INVALID, _("「归档时间」早于「受理时间」"));
    }
    if (old->closed_at.value > now) {
        return err_set(err, STATUS_INVALID, _("「归档时间」还没有到"));
    }
    return STATUS_OK;
}

static enum status check_number(struct desk *desk, struct state *self, const char *number, struct err *err)
{
    if (number[0] == '\0' || !self->has_cases) {
        return STATUS_OK;
    }
    bool is_taken = false;
    enum status status = case_store_is_taken(desk->store, number, &is_taken, err);
    return status == STATUS_OK && is_taken ? err_set(err, STATUS_INVALID, _("已有工单 %s"), number) : status;
}

/* The household by its 户号, else by a phone that only it has; *id 0: nobody. */
static enum status find_customer(struct desk *desk, struct state *self, const struct old_case *old,
                                 int64_t *id, struct err *err)
{
    struct customer_row rows[2];
    size_t count = 0;
    enum status status = STATUS_OK;
    *id = 0;
    if (old->account[0] != '\0') {
        status = record_find(desk->store, &customer_fields, "account", old->account, &self->customer, err);
        if (status == STATUS_NOT_FOUND) {
            return err_set(err, STATUS_INVALID, _("没有户号 %s 的用户"), old->account);
        }
        *id = self->customer.merged_into != 0 ? self->customer.merged_into : self->customer.head.id;
    } else if (old->phone[0] != '\0' && self->has_customers) {
        status = customer_store_by_phone(desk->store, old->phone, 2, rows, &count, err);
        *id = status == STATUS_OK && count == 1 ? rows[0].id : 0;
    }
    return status;
}

static size_t index_of(const char *name)
{
    return (size_t)(field_find(&old_case_fields, name) - old_case_fields.fields);
}

/* What the row does not say and a case must have, as cells behind those of the row. */
static void pack_rest(const struct profile *profile, struct old_case *old, int64_t customer,
                      struct str *cells)
{
    char id[24];
    if (old->grade[0] == '\0') {
        text_copy(old->grade, sizeof(old->grade), default_grade(profile));
        exchange_pack(cells, index_of("grade"), old->grade);
    }
    if (old->state[0] == '\0') {
        text_copy(old->state, sizeof(old->state), end_state(profile));
        exchange_pack(cells, index_of("state"), old->state);
    }
    if (customer != 0) {
        snprintf(id, sizeof(id), "%lld", (long long)customer);
        exchange_pack(cells, index_of("customer_id"), id);
    }
}

static enum status check(struct desk *desk, void *state, void *record, struct str *cells,
                         struct exchange_row *row, struct err *err)
{
    struct state *self = state;
    struct old_case *old = record;
    int64_t customer = 0;
    enum status status = check_times(desk, old, err);
    if (status == STATUS_OK) {
        status = check_number(desk, self, old->number, err);
    }
    if (status == STATUS_OK) {
        status = find_customer(desk, self, old, &customer, err);
    }
    if (status == STATUS_OK) {
        pack_rest(desk->profile, old, customer, cells);
        row->length = cells->length - row->start;
        status = exchange_check_given(&old_case_fields, old, err);
    }
    return status;
}

static enum status add_timeline(struct desk *desk, const struct case_record *record, struct err *err)
{
    struct timeline_row row = {.case_id = record->head.id, .at = record->closed_at.value};
    text_copy(row.badge, sizeof(row.badge), desk->actor.badge);
    text_copy(row.action, sizeof(row.action), "import");
    return case_store_add_timeline(desk->store, &row, err);
}

static enum status add(struct desk *desk, void *state, int64_t id, const char *cells, size_t length,
                       struct err *err)
{
    struct state *self = state;
    struct case_record *record = &self->record;
    memset(&self->old, 0, sizeof(self->old));
    enum status status = exchange_unpack(&old_case_fields, cells, length, &self->old, err);
    old_case_to_case(&self->old, record);
    record->head.id = id;
    if (status == STATUS_OK && record->number[0] != '\0') {
        status = case_store_take_number(desk->store, record->number, err);
    } else if (status == STATUS_OK) {
        status = case_store_number(desk->store, record->accepted_at.value, record->number, err);
    }
    if (status == STATUS_OK) {
        status = record_insert(desk->store, &case_record_fields, record, err);
    }
    if (status == STATUS_OK) {
        status = add_timeline(desk, record, err);
    }
    return status;
}

static enum status next(struct desk *desk, int64_t id, void *record, bool *leaves, struct err *err)
{
    struct case_record *found = mem_new(1, sizeof(*found));
    struct customer_row row = {0};
    struct old_case *old = record;
    enum status status = record_after(desk->store, &case_record_fields, id, found, err);
    *leaves = status == STATUS_OK;
    if (status == STATUS_OK) {
        old_case_from_case(found, old);
        old->head = found->head;
    }
    if (status == STATUS_OK && found->customer_id != 0 &&
        customer_store_row(desk->store, found->customer_id, &row, NULL) == STATUS_OK) {
        text_copy(old->account, sizeof(old->account), row.account);
    }
    free(found);
    return status;
}

const struct exchange_kind exchange_cases = {
    .table = &old_case_fields,
    .record = &case_record_fields,
    .key = "number",
    .audited = "case",
    .state_size = sizeof(struct state),
    .begin = begin,
    .check = check,
    .add = add,
    .next = next,
};
