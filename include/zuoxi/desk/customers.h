#ifndef ZUOXI_DESK_CUSTOMERS_H
#define ZUOXI_DESK_CUSTOMERS_H

/* Households: making and correcting them, and what has been between them and us. Finding them: lookup.h. */

#include "zuoxi/desk/task.h"
#include "zuoxi/domain/case_record.h"
#include "zuoxi/domain/customer.h"
#include "zuoxi/store/customer_store.h"

struct customer_edit {
    struct customer before, after; /* as loaded, as wanted; before.head.id 0: a new one */
    char request[REQUEST_ID_SIZE]; /* made when the form opens, kept in its draft */
    int64_t opened_at;             /* UTC, of the form */
};

/* A fresh form for a stored customer, or for a new one (customer NULL). */
void customers_begin(struct desk *desk, const struct customer *customer, struct customer_edit *edit);
/* What a call knows about the caller, as a new household's first fields. */
void customers_take_call(const struct case_record *record, struct customer_edit *edit);
/* Validate without saving; *field = name of the first field at fault or NULL. */
enum status customers_check(const struct desk *desk, const struct customer *customer, const char **field,
                            struct err *err);
/*
 * task_work: argument = struct customer_edit *; result = the customer's id. Two people's changes merge field
 * by field. A 户号 belongs to one customer (STATUS_CONFLICT names the other); the address follows its parts.
 */
enum status customers_save(struct desk *desk, void *argument, int64_t *id, struct err *err);
/*
 * Cases and contacts, the last saved first, below `before` (0: from the newest), at most max. Needs the
 * rights to see customers and cases.
 */
enum status customers_history(struct desk *desk, int64_t id, int64_t before, size_t max,
                              struct customer_event *events, size_t *count, struct err *err);

#endif
