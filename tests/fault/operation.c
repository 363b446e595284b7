#include "fault/operation.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/store/hook_store.h"
#include "zuoxi/store/people_store.h"
#include "zuoxi/store/record.h"
#include "zuoxi/store/roster_store.h"

static const struct operation_list *const lists[] = {&operations_of_cases, &operations_of_callers,
                                                     &operations_of_shifts, &operations_of_house};

/* Of the password "demo", in a thousandth of the time. */
#define CHEAP_HASH "$5$rounds=1000$zuoxi$.ugcqBfLRR/vo8B1CKEV1U3eJ/6Zd.RykeprJH2nBZ2"

#define REQUESTS_OF_TOWN 10000

static int64_t requests; /* the number of the last one */

const struct operation *operation_at(size_t index)
{
    for (size_t i = 0; i < sizeof(lists) / sizeof(lists[0]); i++) {
        if (index < lists[i]->count) {
            return &lists[i]->rows[index];
        }
        index -= lists[i]->count;
    }
    return NULL;
}

const char *operation_name(const struct operation *operation)
{
    static char name[120];
    bool has_variant = operation->variant != NULL;
    snprintf(name, sizeof(name), "%s%s%s", operation->name, has_variant ? " " : "",
             has_variant ? operation->variant : "");
    return name;
}

void operation_restart(void)
{
    requests = REQUESTS_OF_TOWN;
}

void *operation_argument(struct desk *desk, const struct operation *operation)
{
    char *argument = mem_new(1, operation->size + 1);
    if (operation->fill != NULL) {
        operation->fill(desk, operation, argument);
    }
    if (operation->request != NO_REQUEST) {
        snprintf(argument + operation->request, REQUEST_ID_SIZE, "%032d", (int)++requests);
    }
    return argument;
}

enum status operation_do(struct desk *desk, const struct operation *operation, void *argument, int steps,
                         int64_t *result, struct err *err)
{
    struct task task;
    if (operation->run != NULL) {
        *result = 0;
        return operation->run(desk, operation, err);
    }
    bool has_request = operation->request != NO_REQUEST;
    task_start(&task, operation->work, argument, has_request ? (char *)argument + operation->request : NULL);
    for (int i = 0; i < steps && !task.is_done; i++) {
        task_step(desk, &task);
    }
    *result = task.result;
    *err = task.err;
    return task.is_done ? task.err.status : STATUS_BUSY;
}

static void do_once(struct desk *desk, const struct operation *operation)
{
    struct actor before = desk->actor;
    int64_t result;
    struct err err = {0};
    desk->actor = (struct actor){.role = operation->role, .origin = "console"};
    snprintf(desk->actor.badge, sizeof(desk->actor.badge), "%s", operation->badge);
    void *argument = operation_argument(desk, operation);
    enum status status = operation_do(desk, operation, argument, 1, &result, &err);
    ck_assert_msg(status == STATUS_OK, "%s: %d %s", operation_name(operation), (int)status, err.what);
    free(argument);
    desk->actor = before;
}

void operation_before(struct desk *desk, const char *name, const char *variant)
{
    const struct operation *operation = NULL;
    for (size_t i = 0; (operation = operation_at(i)) != NULL; i++) {
        bool is_it = strcmp(operation->name, name) == 0 &&
                     (variant == NULL || strcmp(operation->variant, variant) == 0);
        if (is_it) {
            do_once(desk, operation);
            return;
        }
    }
    ck_abort_msg("no operation %s", name);
}

static void add_people(struct store *store)
{
    static const struct person people[] = {
        {.badge = "1002", .name = "李强", .role = ROLE_OPERATOR, .hash = CHEAP_HASH, .is_active = true},
        {.badge = "1003", .name = "陈刚", .role = ROLE_OPERATOR, .hash = "*", .is_active = true},
    };
    static const struct {
        int date;
        const char *badge, *plan;
    } plans[] = {{20261125, "1001", "早班"},
                 {20261125, "2001", "早班"}, /* a lead, else 1001 would stand in and need no approval */
                 {20261125, "1002", "中班"},
                 {20261127, "1001", "早班"},
                 {20261130, "1003", "早班"}};
    fixture_begin(store);
    for (size_t i = 0; i < sizeof(people) / sizeof(people[0]); i++) {
        struct person person = people[i];
        fixture_ok(people_store_add(store, &person, &err));
    }
    for (size_t i = 0; i < sizeof(plans) / sizeof(plans[0]); i++) {
        fixture_ok(roster_store_set(store, plans[i].date, plans[i].badge, plans[i].plan, &err));
    }
    fixture_commit(store);
}

void operations_configure(struct desk_fixture *fixture)
{
    static const char *const events[] = {"accept", "dispatch", "chase",  "close",
                                         "missed", "cluster",  "notice", "warning"};
    struct settings *settings = &fixture->config.settings;
    settings->followups = mem_new(1, sizeof(*settings->followups));
    settings->followup_count = settings->followup_capacity = 1;
    settings->followups[0] = (struct followup_place){.name = "城东站", .kind = "换热站", .since = 20250815};
    strcpy(settings->fault_unit, "维修一班");
    settings->hooks = mem_new(1, sizeof(*settings->hooks));
    settings->hook_count = settings->hook_capacity = 1;
    struct hook *hook = &settings->hooks[0];
    *hook = (struct hook){.name = "sms", .word_count = 1, .timeout = 10, .retries = 2};
    strcpy(hook->command[0], "/bin/true");
    for (size_t i = 0; i < sizeof(events) / sizeof(events[0]); i++) {
        strcpy(hook->events[hook->event_count++], events[i]);
    }
    hook_store_follow(fixture->desk.store, true);
    add_people(fixture->desk.store);
}

void operations_fill_town(struct desk_fixture *fixture)
{
    const struct operation *operation;
    requests = 0;
    for (size_t i = 0; (operation = operation_at(i)) != NULL; i++) {
        for (int j = 0; j < operation->in_town; j++) {
            do_once(&fixture->desk, operation);
        }
    }
}

int64_t operation_id(struct desk *desk, const struct operation *operation)
{
    int64_t id = fixture_int(desk->store, operation->of);
    ck_assert_msg(id > 0, "%s: nothing in town to do it to", operation_name(operation));
    return id;
}

void operation_record(struct desk *desk, const struct operation *operation, const struct field_table *table,
                      void *record)
{
    fixture_ok(record_load(desk->store, table, operation_id(desk, operation), record, &err));
}

void operation_give(const struct operation *operation, const struct field_table *table, void *record)
{
    for (size_t i = 0; operation->values[i] != NULL; i += 2) {
        const struct field *field = field_find(table, operation->values[i]);
        ck_assert_msg(field != NULL, "%s: no field %s", operation_name(operation), operation->values[i]);
        fixture_ok(field_parse(field, record, operation->values[i + 1], &err));
    }
}
