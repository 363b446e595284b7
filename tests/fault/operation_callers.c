/* Households, the board, promises, messages, calls that ring, regular follow-up. */

#include <stdio.h>
#include <string.h>

#include "fault/operation.h"
#include "zuoxi/desk/board.h"
#include "zuoxi/desk/call.h"
#include "zuoxi/desk/cluster.h"
#include "zuoxi/desk/customers.h"
#include "zuoxi/desk/distinct.h"
#include "zuoxi/desk/followup.h"
#include "zuoxi/desk/merge.h"
#include "zuoxi/desk/message.h"
#include "zuoxi/desk/promise.h"
#include "zuoxi/store/record.h"

static void fill_household(struct desk *desk, const struct operation *operation, void *argument)
{
    struct customer_edit *edit = argument;
    struct customer customer;
    if (operation->of != NULL) {
        operation_record(desk, operation, &customer_fields, &customer);
    }
    customers_begin(desk, operation->of != NULL ? &customer : NULL, edit);
    if (operation->of == NULL) {
        snprintf(edit->after.account, sizeof(edit->after.account), "A%d",
                 (int)fixture_int(desk->store, "SELECT count(*) FROM customer"));
    }
    operation_give(operation, &customer_fields, &edit->after);
}

static void load_pair(struct desk *desk, struct customer *kept, struct customer *dropped)
{
    fixture_ok(record_load(desk->store, &customer_fields,
                           fixture_int(desk->store, "SELECT min(id) FROM customer"), kept, &err));
    fixture_ok(record_load(desk->store, &customer_fields,
                           fixture_int(desk->store, "SELECT max(id) FROM customer"), dropped, &err));
}

static void fill_merge(struct desk *desk, const struct operation *operation, void *argument)
{
    struct customer kept, dropped;
    (void)operation;
    load_pair(desk, &kept, &dropped);
    merge_begin(&kept, &dropped, argument);
}

static void fill_unmerge(struct desk *desk, const struct operation *operation, void *argument)
{
    struct unmerge *unmerge = argument;
    (void)operation;
    operation_before(desk, "merge_run", NULL);
    unmerge->dropped_id = fixture_int(desk->store, "SELECT max(id) FROM customer");
}

static void fill_distinct(struct desk *desk, const struct operation *operation, void *argument)
{
    struct distinct_mark *mark = argument;
    mark->id = operation_id(desk, operation);
    mark->others[0] = fixture_int(desk->store, "SELECT max(id) FROM customer");
    mark->count = 1;
    mark->is_distinct = true;
}

static void fill_notice(struct desk *desk, const struct operation *operation, void *argument)
{
    struct notice_change *change = argument;
    struct notice notice;
    if (operation->of != NULL) {
        operation_record(desk, operation, &notice_fields, &notice);
    }
    board_begin(desk, change, operation->of != NULL ? &notice : NULL);
    operation_give(operation, &notice_fields, &change->after);
}

static void fill_cluster_notice(struct desk *desk, const struct operation *operation, void *argument)
{
    struct cluster cluster;
    size_t count;
    (void)operation;
    fixture_ok(cluster_list(desk, 0, &cluster, 1, &count, &err));
    board_begin_cluster(desk, argument, &cluster);
    strcpy(((struct notice_change *)argument)->after.title, "和平里抢修");
}

static void fill_end(struct desk *desk, const struct operation *operation, void *argument)
{
    struct notice_end *end = argument;
    end->id = operation_id(desk, operation);
    end->at = operation->work == board_extend ? DESK_NOW + 7200 : 0;
}

/* The argument is the record's id alone, or begins with it. */
static void fill_id(struct desk *desk, const struct operation *operation, void *argument)
{
    *(int64_t *)argument = operation_id(desk, operation);
}

static void fill_attach(struct desk *desk, const struct operation *operation, void *argument)
{
    struct case_attach *attach = argument;
    attach->notice_id = operation_id(desk, operation);
    attach->case_id = fixture_int(desk->store, "SELECT max(id) FROM case_record WHERE id NOT IN "
                                               "(SELECT case_id FROM notice_call)");
}

static void fill_call_mark(struct desk *desk, const struct operation *operation, void *argument)
{
    struct call_mark *mark = argument;
    mark->id = operation_id(desk, operation);
    mark->is_done = strcmp(operation->variant, "done") == 0;
}

static void fill_promise(struct desk *desk, const struct operation *operation, void *argument)
{
    struct promise_new *new = argument;
    promise_begin(desk, new);
    new->promise.due_at = (struct optional){DESK_NOW + 3600, true};
    operation_give(operation, &promise_fields, &new->promise);
}

static void fill_promise_change(struct desk *desk, const struct operation *operation, void *argument)
{
    struct promise_change *change = argument;
    change->id = operation_id(desk, operation);
    change->verb = strcmp(operation->variant, "done") == 0        ? PROMISE_DONE
                   : strcmp(operation->variant, "postponed") == 0 ? PROMISE_POSTPONE
                                                                  : PROMISE_HAND;
    change->due = DESK_NOW + 7200;
    strcpy(change->owner, "1002");
    strcpy(change->outcome, "已告知");
}

static void fill_message(struct desk *desk, const struct operation *operation, void *argument)
{
    struct message_new *new = argument;
    message_begin(desk, new);
    new->message.wants_call = true;
    operation_give(operation, &message_fields, &new->message);
}

static void fill_message_mark(struct desk *desk, const struct operation *operation, void *argument)
{
    struct message_mark *mark = argument;
    mark->id = operation_id(desk, operation);
    mark->is_done = strcmp(operation->variant, "done") == 0;
}

static void fill_ring(struct desk *desk, const struct operation *operation, void *argument)
{
    struct call_report *report = argument;
    snprintf(report->call_id, sizeof(report->call_id), "call-%d",
             (int)fixture_int(desk->store, "SELECT count(*) FROM ring"));
    strcpy(report->phone, "13800005678");
    report->state = strcmp(operation->variant, "rings") == 0 ? RING_RINGING : RING_MISSED;
}

/* As the console keeps it: the call, then the id of the form's request. */
struct answering {
    int64_t ring_id;
    char request[REQUEST_ID_SIZE];
};

static void fill_followup(struct desk *desk, const struct operation *operation, void *argument)
{
    struct followup_edit *edit = argument;
    fixture_ok(followup_begin(desk, "城东站", edit, &err));
    operation_give(operation, &followup_fields, &edit->after);
}

#define OPERATOR .badge = "1001", .role = ROLE_OPERATOR
#define LEAD     .badge = "2001", .role = ROLE_LEAD
#define TASK(function, type)                                                                                 \
    .name = #function, .work = function, .size = sizeof(struct type),                                        \
    .request = offsetof(struct type, request)
#define PLAIN(function, type) .name = #function, .work = function, .size = sizeof(type), .request = NO_REQUEST
#define NOTICE                "SELECT max(id) FROM notice"
#define CALL                  "SELECT max(id) FROM notice_call"
#define PROMISE               "SELECT min(id) FROM promise WHERE done_at IS NULL AND owner = '1001'"

static const struct operation rows[] = {
    {TASK(customers_save, customer_edit), OPERATOR, .variant = "new", .fill = fill_household, .in_town = 2,
     .values = {"name", "孙丽", "phone", "13800001111", "phone_3", "13800002222", "community", "阳光城"}},
    {TASK(customers_save, customer_edit), OPERATOR, .variant = "changed", .fill = fill_household,
     .of = "SELECT min(id) FROM customer", .values = {"notes", "门铃坏了", "phone_other", "13800003333"}},
    {TASK(merge_run, merge), LEAD, .fill = fill_merge},
    {TASK(merge_undo, unmerge), LEAD, .fill = fill_unmerge},
    {TASK(distinct_save, distinct_mark), LEAD, .fill = fill_distinct, .of = "SELECT min(id) FROM customer"},
    {TASK(board_save, notice_change), LEAD, .variant = "new", .fill = fill_notice, .in_town = 1,
     .values = {"title", "和平里抢修", "buildings", "和平里1-9号楼", "say", "正在抢修，请您放心。"}},
    {TASK(board_save, notice_change), LEAD, .variant = "changed", .fill = fill_notice, .of = NOTICE,
     .values = {"title", "和平里抢修（二）", "is_must_read", "1"}},
    {TASK(board_save, notice_change), LEAD, .variant = "of a cluster", .fill = fill_cluster_notice},
    {TASK(board_extend, notice_end), LEAD, .fill = fill_end, .of = NOTICE},
    {TASK(board_close, notice_end), LEAD, .fill = fill_end, .of = NOTICE},
    {PLAIN(board_mark_read, int64_t), OPERATOR, .fill = fill_id, .of = NOTICE},
    {TASK(board_attach_open_case, case_attach), OPERATOR, .fill = fill_attach, .of = NOTICE, .in_town = 1},
    {TASK(board_mark_call, call_mark), OPERATOR, .variant = "done", .fill = fill_call_mark, .of = CALL},
    {TASK(board_mark_call, call_mark), OPERATOR, .variant = "tried", .fill = fill_call_mark, .of = CALL},
    {TASK(promise_make, promise_new), OPERATOR, .fill = fill_promise, .in_town = 2,
     .values = {"what", "告知结果", "phone", "13800005678"}},
    {TASK(promise_change, promise_change), OPERATOR, .variant = "done", .fill = fill_promise_change,
     .of = PROMISE},
    {TASK(promise_change, promise_change), OPERATOR, .variant = "postponed", .fill = fill_promise_change,
     .of = PROMISE},
    {TASK(promise_change, promise_change), LEAD, .variant = "handed", .fill = fill_promise_change,
     .of = PROMISE},
    {TASK(message_leave, message_new), LEAD, .fill = fill_message, .in_town = 1,
     .values = {"recipient", "1001", "text", "收据的抬头要改", "phone", "13800005678"}},
    {TASK(message_mark, message_mark), OPERATOR, .variant = "read", .fill = fill_message_mark,
     .of = "SELECT id FROM message"},
    {TASK(message_mark, message_mark), OPERATOR, .variant = "done", .fill = fill_message_mark,
     .of = "SELECT id FROM message"},
    {PLAIN(call_report, struct call_report), OPERATOR, .variant = "rings", .fill = fill_ring, .in_town = 1},
    {PLAIN(call_report, struct call_report), OPERATOR, .variant = "missed", .fill = fill_ring},
    {TASK(call_answer, answering), OPERATOR, .fill = fill_id, .of = "SELECT max(id) FROM ring"},
    {TASK(followup_record, followup_edit), OPERATOR, .fill = fill_followup,
     .values = {"reached", "reached", "satisfaction", "satisfied", "remark", "都好"}},
};

const struct operation_list operations_of_callers = {rows, sizeof(rows) / sizeof(rows[0])};
