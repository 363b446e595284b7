/* The callers attached to a notice, and calling them back. */

#include <stdlib.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/base/str.h"
#include "zuoxi/base/text.h"
#include "zuoxi/desk/board.h"
#include "zuoxi/store/case_store.h"
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
    if (record->is_confidential) { /* everybody reads a notice's list, and counts it */
        return err_set(err, STATUS_INVALID, _("工单 %s 是保密工单，不能关联公告"), record->number);
    }
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

/* Timeline and audit say so; the case keeps its deadlines. */
static enum status note_case(struct desk *desk, const struct case_attach *attach, struct err *err)
{
    struct timeline_row row = {.case_id = attach->case_id, .at = clock_now(desk->clock)};
    struct notice *notice = mem_new(1, sizeof(*notice));
    enum status status = record_load(desk->store, &notice_fields, attach->notice_id, notice, err);
    text_copy(row.badge, sizeof(row.badge), desk->actor.badge);
    text_copy(row.action, sizeof(row.action), "notice");
    text_copy(row.note, sizeof(row.note), notice->title);
    free(notice);
    if (status == STATUS_OK) {
        status = case_store_add_timeline(desk->store, &row, err);
    }
    if (status == STATUS_OK) {
        status = desk_audit(desk, "case.notice", "case", attach->case_id, NULL, NULL, NULL, row.note, err);
    }
    return status;
}

enum status board_attach_open_case(struct desk *desk, void *argument, int64_t *case_id, struct err *err)
{
    const struct case_attach *wanted = argument;
    struct case_record *record = mem_new(1, sizeof(*record));
    *case_id = wanted->case_id;
    enum status status = desk_allow(desk, RIGHT_CASE_EDIT, err);
    if (status == STATUS_OK) {
        status = record_load(desk->store, &case_record_fields, wanted->case_id, record, err);
    }
    if (status == STATUS_OK) {
        status = board_attach_case(desk, wanted->notice_id, record, err);
    }
    if (status == STATUS_OK) {
        status = note_case(desk, wanted, err);
    }
    free(record);
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
    if (mark->is_done && before.state.value == CALL_DONE) {
        return STATUS_OK; /* two had the list open: the first one's mark stays */
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
