#include "zuoxi/desk/customers.h"

#include <stdlib.h>
#include <string.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/desk/correct.h"
#include "zuoxi/domain/address.h"
#include "zuoxi/store/record.h"

void customers_begin(struct desk *desk, const struct customer *customer, struct customer_edit *edit)
{
    memset(edit, 0, sizeof(*edit));
    if (customer != NULL) {
        edit->before = edit->after = *customer;
    }
    request_make(edit->request);
    edit->opened_at = clock_now(desk->clock);
}

void customers_take_call(const struct case_record *record, struct customer_edit *edit)
{
    struct customer *customer = &edit->after;
    text_copy(customer->name, sizeof(customer->name), record->name);
    text_copy(customer->title, sizeof(customer->title), record->title);
    text_copy(customer->phone, sizeof(customer->phone), record->phone);
    text_copy(customer->address, sizeof(customer->address), record->address);
    text_copy(customer->station, sizeof(customer->station), record->station);
}

enum status customers_check(const struct desk *desk, const struct customer *customer, const char **field,
                            struct err *err)
{
    const struct field *first = NULL;
    enum status status = field_check(&customer_fields, customer, &first, err);
    if (status == STATUS_OK) {
        status = profile_check_codes(desk->profile, &customer_fields, customer, &first, err);
    }
    if (field != NULL) {
        *field = first != NULL ? first->name : NULL;
    }
    return status;
}

/* Two households under one number would be told apart by nobody. */
static enum status check_account(struct desk *desk, const struct customer *customer, struct err *err)
{
    if (customer->account[0] == '\0') {
        return STATUS_OK;
    }
    struct customer *other = mem_new(1, sizeof(*other));
    enum status status = record_find(desk->store, &customer_fields, "account", customer->account, other, err);
    if (status == STATUS_OK && other->head.id != customer->head.id) {
        status = err_set(err, STATUS_CONFLICT, _("户号 %s 已是%s的"), customer->account, other->name);
        err_where(err, "account");
        err_advise(err, _("请核对户号，或打开那一户修改"));
    }
    free(other);
    return status == STATUS_NOT_FOUND ? STATUS_OK : status;
}

static enum status insert(struct desk *desk, struct customer *customer, struct err *err)
{
    enum status status = customers_check(desk, customer, NULL, err);
    if (status == STATUS_OK) {
        status = record_insert(desk->store, &customer_fields, customer, err);
    }
    return status == STATUS_OK ? desk_audit(desk, "customer.new", "customer", customer->head.id,
                                            &customer_fields, NULL, customer, NULL, err)
                               : status;
}

enum status customers_save(struct desk *desk, void *argument, int64_t *id, struct err *err)
{
    const struct customer_edit *edit = argument;
    *id = edit->before.head.id;
    enum status status = desk_allow(desk, RIGHT_CUSTOMER_EDIT, err);
    /* A copy: a try that fails must leave the form as it was typed. */
    struct customer *after = mem_new(1, sizeof(*after));
    *after = edit->after;
    address_follow(&edit->before, after);
    if (status == STATUS_OK && strcmp(edit->before.account, after->account) != 0) {
        status = check_account(desk, after, err);
    }
    if (status == STATUS_OK && *id != 0) {
        status = correct_record(desk, &customer_fields, "customer.edit", &edit->before, after, NULL, err);
    } else if (status == STATUS_OK) {
        status = insert(desk, after, err);
        *id = after->head.id;
    }
    free(after);
    return status;
}

enum status customers_history(struct desk *desk, int64_t id, int64_t before, size_t max,
                              struct customer_event *events, size_t *count, struct err *err)
{
    *count = 0;
    enum status status = desk_allow(desk, RIGHT_CUSTOMER_READ, err);
    if (status == STATUS_OK) {
        status = desk_allow(desk, RIGHT_CASE_READ, err);
    }
    return status == STATUS_OK ? customer_store_history(desk->store, id, before, max, events, count, err)
                               : status;
}
