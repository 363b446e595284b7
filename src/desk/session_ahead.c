/* What the first screen of a desk shows is read while the password is being checked, an eighth of a second.
 */

#include <stdlib.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/desk/casework.h"
#include "zuoxi/desk/lookup.h"
#include "zuoxi/desk/repeat.h"
#include "zuoxi/desk/session.h"

#define ROWS      200 /* a page of the queue */
#define HISTORY   20
#define LAST_TURN 2

static enum status read_queue(struct desk *ahead, struct signin *signin, struct err *err)
{
    struct queue_row *rows = mem_new(ROWS, sizeof(*rows));
    struct queue_filter filter = {0};
    size_t count = 0;
    enum status status = casework_queue(ahead, &filter, NULL, ROWS, rows, &count, err);
    signin->first_case = status == STATUS_OK && count > 0 ? rows[0].case_id : 0;
    free(rows);
    return status;
}

static enum status read_counts(struct desk *ahead, struct err *err)
{
    struct queue_counts counts;
    return casework_counts(ahead, &counts, err);
}

/* The preview beside the queue: the most urgent case, who it is about and how often they have come. */
static enum status read_case(struct desk *ahead, int64_t case_id, struct err *err)
{
    struct case_file *file = mem_new(1, sizeof(*file));
    struct customer *customer = mem_new(1, sizeof(*customer));
    struct history_row rows[HISTORY];
    size_t count = 0;
    enum status status = casework_load(ahead, case_id, file, err);
    if (status == STATUS_OK && file->record.customer_id != 0) {
        status = lookup_customer(ahead, file->record.customer_id, customer, err);
    }
    if (status == STATUS_OK) {
        status = repeat_history(ahead, &file->record, HISTORY, rows, &count, err);
    }
    free(customer);
    free(file);
    return status;
}

static enum status read_turn(struct desk *ahead, struct signin *signin, struct err *err)
{
    switch (signin->ahead++) {
    case 0:
        return read_queue(ahead, signin, err);
    case 1:
        return read_counts(ahead, err);
    default:
        return signin->first_case != 0 ? read_case(ahead, signin->first_case, err) : STATUS_OK;
    }
}

bool session_read_ahead(const struct desk *desk, struct signin *signin)
{
    struct desk ahead = *desk; /* nobody is signed in yet: read with the eyes of who may be in a moment */
    struct err err;
    if (!signin->is_known || signin->child.fd < 0 || signin->ahead > LAST_TURN) {
        return false;
    }
    ahead.actor.role = signin->person.role;
    text_copy(ahead.actor.badge, sizeof(ahead.actor.badge), signin->person.badge);
    const struct actor *viewer = store_look_as(desk->store, &ahead.actor);
    enum status status = read_turn(&ahead, signin, &err);
    store_look_as(desk->store, viewer);
    return status == STATUS_OK; /* a failure is met again, and told, by the desk itself */
}
