/* Accounts, seats, sign-in, hooks, files that come in and go out. */

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "fault/operation.h"
#include "zuoxi/desk/account.h"
#include "zuoxi/desk/audit.h"
#include "zuoxi/desk/erase.h"
#include "zuoxi/desk/exchange.h"
#include "zuoxi/desk/hook.h"
#include "zuoxi/desk/people.h"
#include "zuoxi/desk/retention.h"
#include "zuoxi/desk/reveal.h"
#include "zuoxi/desk/seat.h"
#include "zuoxi/desk/session.h"

static void fill_person(struct desk *desk, const struct operation *operation, void *argument)
{
    struct person_change *change = argument;
    (void)desk;
    change->person.role = ROLE_OPERATOR;
    strcpy(change->person.badge, operation->values[0]);
    strcpy(change->person.name, "何静");
    strcpy(change->hash, "$y$j9T$invented");
}

static void fill_account(struct desk *desk, const struct operation *operation, void *argument)
{
    struct account_change *change = argument;
    fixture_ok(account_begin(desk, operation->values[0], change, &err));
    strcpy(change->after.name, "何静怡");
}

/* The argument is the badge itself, which has failed twice before. */
static void fill_unlock(struct desk *desk, const struct operation *operation, void *argument)
{
    strcpy(argument, operation->values[0]);
    fixture_begin(desk->store);
    fixture_ok(people_store_set_failures(desk->store, operation->values[0], 6, DESK_NOW + 60, &err));
    fixture_commit(desk->store);
}

static void fill_seat(struct desk *desk, const struct operation *operation, void *argument)
{
    (void)desk;
    (void)operation;
    *(enum seat_state *)argument = SEAT_BREAK;
}

static void fill_badge(struct desk *desk, const struct operation *operation, void *argument)
{
    if (operation->work == seat_end) {
        fixture_begin(desk->store);
        fixture_sql(desk->store, "UPDATE seat SET session = 'invented' WHERE badge = '1001'");
        fixture_commit(desk->store);
    }
    strcpy(argument, operation->values[0]);
}

static void fill_hook(struct desk *desk, const struct operation *operation, void *argument)
{
    struct hook_request *request = argument;
    request->id = operation_id(desk, operation);
    strcpy(request->reason, "已电话通知");
}

/* A password that a cheap hash is stored of: the helper is asked as always. */
static enum status sign_in(struct desk *desk, const struct operation *operation, struct err *err)
{
    struct signin signin;
    struct actor before = desk->actor;
    bool is_done = false;
    enum status status = session_start(desk, &signin, "1002", operation->values[0], err);
    if (status != STATUS_OK) {
        return status;
    }
    child_wait(&signin.child);
    for (int i = 0; i < 4 && !is_done; i++) {
        status = session_step(desk, &signin, &is_done, err);
    }
    session_cancel(&signin);
    desk->actor = before;
    bool is_wanted = status == (strcmp(operation->variant, "wrong") == 0 ? STATUS_DENIED : STATUS_OK);
    return !is_done ? STATUS_BUSY : is_wanted ? STATUS_OK : status;
}

static enum status import(struct desk *desk, const struct operation *operation, struct err *err)
{
    char rejects[200];
    struct exchange_import import = {.path = operation->values[0], .rejects = rejects};
    struct exchange_result result;
    snprintf(rejects, sizeof(rejects), "%s.rejects", desk_database(desk));
    bool is_cases = strcmp(operation->name, "exchange_import_cases") == 0;
    enum status status = is_cases ? exchange_import_cases(desk, &import, &result, err)
                                  : exchange_import_customers(desk, &import, &result, err);
    unlink(rejects);
    return status;
}

/* To a descriptor: what is saved is the audit's line. */
static enum status export(struct desk *desk, const struct operation *operation, struct err *err) {
    struct exchange_export export = {.fd = open("/dev/null", O_WRONLY | O_CLOEXEC)}; int64_t count;
    bool is_cases = strcmp(operation->name, "exchange_export_cases") == 0;
    enum status status = is_cases ? exchange_export_cases(desk, &export, &count, err)
                                  : exchange_export_customers(desk, &export, &count, err);
    close(export.fd);
    return status;
}

/* A look at somebody's number: whoever asked sees it, or is told why not. */
static enum status run_reveal(struct desk *desk, const struct operation *operation, struct err *err)
{
    static int64_t id; /* read at the first run, in which nothing fails */
    id = id == 0 ? operation_id(desk, operation) : id;
    return reveal_note(desk, REVEAL_ASKED, "customer", id, "投诉调查", 0, err);
}

static void fill_erase(struct desk *desk, const struct operation *operation, void *argument)
{
    struct erase_request *request = argument;
    request->customer_id = operation_id(desk, operation);
    text_copy(request->reason, sizeof(request->reason), "本人书面申请");
}

static void fill_hold(struct desk *desk, const struct operation *operation, void *argument)
{
    struct hold_request *request = argument;
    request->case_id = operation_id(desk, operation);
    text_copy(request->reason, sizeof(request->reason), operation->values[0]);
}

#define OPERATOR .badge = "1001", .role = ROLE_OPERATOR
#define LEAD     .badge = "2001", .role = ROLE_LEAD
#define ADMIN    .badge = "9001", .role = ROLE_ADMIN
#define TASK(function, type)                                                                                 \
    .name = #function, .work = function, .size = sizeof(struct type),                                        \
    .request = offsetof(struct type, request)
#define PLAIN(function, type) .name = #function, .work = function, .size = sizeof(type), .request = NO_REQUEST
#define RUN(function, how)    .name = function, .run = how, .request = NO_REQUEST
#define HOOK_RUN              "SELECT min(id) FROM hook_run"

static const struct operation rows[] = {
    {TASK(retention_hold, hold_request), LEAD, .variant = "held", .fill = fill_hold, .in_town = 1,
     .of = "SELECT min(id) FROM case_record", .values = {"诉讼中", ""}},
    {TASK(retention_hold, hold_request), LEAD, .variant = "lifted", .fill = fill_hold,
     .of = "SELECT min(case_id) FROM case_hold", .values = {"", ""}},
    {RUN("reveal_note", run_reveal), LEAD, .of = "SELECT min(id) FROM customer"},
    {TASK(erase_person, erase_request), ADMIN, .fill = fill_erase, .of = "SELECT max(id) FROM customer"},
    {TASK(people_add, person_change), ADMIN, .fill = fill_person, .values = {"1009", ""}},
    {TASK(people_set_password, person_change), ADMIN, .fill = fill_person, .values = {"1003", ""}},
    {TASK(account_change, account_change), ADMIN, .fill = fill_account, .values = {"1003", ""}},
    {PLAIN(people_unlock, char[21]), ADMIN, .fill = fill_unlock, .values = {"1003", ""}},
    {PLAIN(audit_mark_renew, char[21]), ADMIN, .fill = fill_badge, .values = {"moved", ""}},
    {PLAIN(seat_lock, char[21]), OPERATOR, .fill = fill_badge, .values = {"", ""}},
    {PLAIN(seat_leave, char[21]), OPERATOR, .fill = fill_badge, .values = {"", ""}},
    {PLAIN(seat_end, char[21]), ADMIN, .fill = fill_badge, .values = {"1001", ""}},
    {PLAIN(seat_set, enum seat_state), OPERATOR, .fill = fill_seat},
    {TASK(hook_drop, hook_request), LEAD, .fill = fill_hook, .of = HOOK_RUN},
    {TASK(hook_retry, hook_request), LEAD, .fill = fill_hook, .of = HOOK_RUN},
    {TASK(hook_retry_all, hook_request), LEAD, .fill = fill_hook, .of = HOOK_RUN},
    {RUN("session_step", sign_in), OPERATOR, .variant = "right", .values = {"demo", ""}},
    {RUN("session_step", sign_in), OPERATOR, .variant = "wrong", .values = {"damo", ""}},
    {RUN("exchange_import_customers", import), ADMIN, .values = {"tests/cli/import/good-utf8.csv", ""},
     .takes_ids = true},
    {RUN("exchange_import_cases", import), ADMIN, .values = {"tests/fault/old-cases.csv", ""},
     .takes_ids = true},
    {RUN("exchange_export_customers", export), ADMIN},
    {RUN("exchange_export_cases", export), ADMIN},
};

const struct operation_list operations_of_house = {rows, sizeof(rows) / sizeof(rows[0])};
