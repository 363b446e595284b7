/* The callers attached to a notice, and calling them back. */

#include "zuoxi/base/str.h"
#include "zuoxi/desk/board.h"
#include "zuoxi/store/record.h"

static enum status attach(struct desk *desk, struct notice_call *call, struct err *err)
{
    call->head = (struct record_head){0};
    if (!call->state.given || call->phone[0] == '\0') {
        call->state = (struct optional){.value = CALL_NONE, .given = true};
    }
    call->attached_at = (struct optional){.value = clock_now(desk->clock), .given = true};
    text_copy(call->operator, sizeof(call->operator), desk->actor.badge);
    return notice_store_add_call(desk->store, call, err);
}

enum status board_attach_case(struct desk *desk, int64_t notice_id, const struct case_record *record,
                              struct err *err)
{
    struct notice_call call = {.notice_id = notice_id,
                               .case_id = record->head.id,
                               .customer_id = record->customer_id,
                               .state = {.value = CALL_WAITING, .given = true}};
    text_copy(call.name, sizeof(call.name), record->name);
    text_copy(call.title, sizeof(call.title), record->title);
    text_copy(call.phone, sizeof(call.phone), record->phone);
    text_copy(call.address, sizeof(call.address), record->address);
    return attach(desk, &call, err);
}

enum status board_attach(struct desk *desk, struct notice_call *call, struct err *err)
{
    enum status status = attach(desk, call, err);
    if (status == STATUS_OK) {
        status = desk_audit(desk, "notice.attach", "notice", call->notice_id, &notice_call_fields, NULL, call,
                            NULL, err);
    }
    return status;
}

enum status board_mark_call(struct desk *desk, void *argument, int64_t *id, struct err *err)
{
    const struct call_mark *mark = argument;
    struct notice_call before, after;
    *id = mark->id;
    enum status status = desk_allow(desk, RIGHT_CONTACT_SAVE, err);
    if (status == STATUS_OK) {
        status = record_load(desk->store, &notice_call_fields, mark->id, &before, err);
    }
    if (status != STATUS_OK) {
        return status;
    }
    after = before;
    after.called_at = (struct optional){.value = clock_now(desk->clock), .given = true};
    text_copy(after.called_by, sizeof(after.called_by), desk->actor.badge);
    if (mark->is_done) {
        after.state = (struct optional){.value = CALL_DONE, .given = true};
    } else {
        after.tries = (struct optional){.value = before.tries.value + 1, .given = true};
    }
    status = notice_store_set_call(desk->store, &before, &after, err);
    if (status == STATUS_OK) {
        status = desk_audit(desk, mark->is_done ? "notice.called" : "notice.unreached", "notice",
                            before.notice_id, &notice_call_fields, &before, &after, NULL, err);
    }
    return status;
}

enum status board_calls(struct desk *desk, int64_t id, const struct notice_call *after, size_t max,
                        struct notice_call *rows, size_t *count, struct err *err)
{
    *count = 0;
    enum status status = desk_allow(desk, RIGHT_NOTICE_READ, err);
    return status == STATUS_OK ? notice_store_calls(desk->store, id, after, max, rows, count, err) : status;
}
