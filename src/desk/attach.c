#include "zuoxi/desk/attach.h"

#include <stdlib.h>
#include <string.h>

#include "attach_words.h"
#include "casework_details.h"
#include "zuoxi/base/mem.h"
#include "zuoxi/base/str.h"
#include "zuoxi/base/text.h"
#include "zuoxi/desk/board.h"
#include "zuoxi/desk/promise.h"
#include "zuoxi/store/record.h"

bool attach_is_wanted(const struct intake *intake)
{
    const struct intake_link *link = &intake->link;
    return link->is_alone || link->case_id != 0 || link->notice_id != 0 || link->call_id != 0;
}

/* What was said stands in the form's content; the outcome nobody chose is what such a call ends in. */
static enum status fill_contact(const struct desk *desk, const struct intake *intake, struct contact *contact,
                                char name[DETAIL_NAME_SIZE], struct err *err)
{
    const char *outcome = intake->link.case_id != 0 ? "case" : "answered";
    const struct field *first = NULL;
    if (contact->said[0] == '\0') {
        text_copy(contact->said, sizeof(contact->said), intake->record.content);
    }
    if (contact->outcome[0] == '\0' && profile_choice(desk->profile, SET_OUTCOME, outcome) != NULL) {
        text_copy(contact->outcome, sizeof(contact->outcome), outcome);
    }
    text_copy(name, DETAIL_NAME_SIZE, "content");
    enum status status = attach_keep_words(desk, intake, contact, err);
    if (status != STATUS_OK) {
        return status;
    }
    status = field_check(&contact_fields, contact, &first, err);
    if (status == STATUS_OK) {
        status = profile_check_codes(desk->profile, &contact_fields, contact, &first, err);
    }
    text_copy(name, DETAIL_NAME_SIZE, first != NULL ? first->name : "");
    return status;
}

enum status attach_check(const struct desk *desk, const struct intake *intake, char name[DETAIL_NAME_SIZE],
                         struct err *err)
{
    struct contact *contact = mem_new(1, sizeof(*contact));
    *contact = intake->contact;
    enum status status = desk_allow(desk, RIGHT_CONTACT_SAVE, err);
    if (status == STATUS_OK) {
        status = fill_contact(desk, intake, contact, name, err);
    }
    free(contact);
    return status;
}

/* The case's deadlines stay as they are; it only says that the caller has asked again. */
static enum status chase_case(struct desk *desk, const struct case_record *record,
                              const struct contact *contact, struct err *err)
{
    struct timeline_row *row = mem_new(1, sizeof(*row));
    row->case_id = record->head.id;
    row->at = clock_now(desk->clock);
    text_copy(row->badge, sizeof(row->badge), desk->actor.badge);
    text_copy(row->action, sizeof(row->action), "chase");
    text_copy(row->note, sizeof(row->note), contact->said[0] != '\0' ? contact->said : _("用户再次来电"));
    enum status status = case_store_add_timeline(desk->store, row, err);
    if (status == STATUS_OK) {
        status = desk_audit(desk, "case.chase", "case", record->head.id, NULL, NULL, NULL, row->note, err);
    }
    free(row);
    return status;
}

static enum status load_open_case(struct desk *desk, int64_t id, struct case_record *record, struct err *err)
{
    enum status status = record_load(desk->store, &case_record_fields, id, record, err);
    if (status == STATUS_OK && record->closed_at.given) {
        err_set(err, STATUS_CONFLICT, _("工单 %s 刚刚归档，不能再并入"), record->number);
        status = err_advise(err, _("请按 Ctrl-A 取消并入，再保存为新工单"));
    }
    return status;
}

static enum status attach_notice(struct desk *desk, const struct intake *intake, int64_t contact_id,
                                 struct err *err)
{
    const struct case_record *record = &intake->record;
    struct notice *notice = mem_new(1, sizeof(*notice));
    struct notice_call call = {
        .notice_id = intake->link.notice_id, .contact_id = contact_id, .customer_id = record->customer_id};
    enum status status = record_load(desk->store, &notice_fields, call.notice_id, notice, err);
    text_copy(call.name, sizeof(call.name), record->name);
    text_copy(call.title, sizeof(call.title), record->title);
    text_copy(call.phone, sizeof(call.phone), intake->contact.phone);
    text_copy(call.address, sizeof(call.address), record->address);
    enum call_state state = notice->ended_at.given ? CALL_DUE : CALL_WAITING;
    call.state = (struct optional){.value = intake->link.wants_call ? state : CALL_NONE, .given = true};
    free(notice);
    return status == STATUS_OK ? board_attach(desk, &call, err) : status;
}

enum status attach_save(struct desk *desk, const struct intake *intake, int64_t *result, struct err *err)
{
    const struct intake_link *link = &intake->link;
    struct intake *copy = mem_new(1, sizeof(*copy));
    char name[DETAIL_NAME_SIZE];
    int64_t id;
    *copy = *intake;
    details_keep_applying(&copy->details, desk->profile, intake->record.type, intake->contact.channel);
    copy->record.head.id = 0; /* no case, unless it is another call about one */
    enum status status = fill_contact(desk, intake, &copy->contact, name, err);
    if (status == STATUS_OK && link->case_id != 0) {
        status = load_open_case(desk, link->case_id, &copy->record, err);
        copy->record.customer_id = intake->record.customer_id;
    }
    if (status == STATUS_OK) {
        status = intake_save_contact(desk, &copy->contact, &copy->record, err);
    }
    if (status == STATUS_OK) {
        status = details_write(desk, DETAIL_OF_CONTACT, copy->contact.head.id, NULL, &copy->details, err);
    }
    if (status == STATUS_OK) {
        status = promise_meet(desk, &copy->contact, copy->request, err);
    }
    if (status == STATUS_OK && link->case_id != 0) {
        status = chase_case(desk, &copy->record, &copy->contact, err);
    }
    if (status == STATUS_OK && link->notice_id != 0) {
        status = attach_notice(desk, intake, copy->contact.head.id, err);
    }
    if (status == STATUS_OK && link->call_id != 0) {
        struct call_mark mark = {.id = link->call_id, .is_done = true};
        status = board_mark_call(desk, &mark, &id, err);
    }
    *result = link->case_id != 0 ? link->case_id : copy->contact.head.id;
    free(copy);
    return status;
}

void attach_begin_call(struct desk *desk, struct intake *intake, const struct notice_call *call)
{
    struct case_record *record = &intake->record;
    struct contact *contact = &intake->contact;
    intake_begin(desk, intake);
    intake->link.call_id = call->head.id;
    intake->link.news_id = call->notice_id;
    if (profile_choice(desk->profile, SET_CHANNEL, "outgoing") != NULL) {
        text_copy(contact->channel, sizeof(contact->channel), "outgoing");
    }
    record->customer_id = contact->customer_id = call->customer_id;
    text_copy(record->phone, sizeof(record->phone), call->phone);
    text_copy(record->name, sizeof(record->name), call->name);
    text_copy(record->title, sizeof(record->title), call->title);
    text_copy(record->address, sizeof(record->address), call->address);
    text_copy(contact->phone, sizeof(contact->phone), call->phone);
    text_copy(contact->caller, sizeof(contact->caller), call->name);
    text_copy(contact->title, sizeof(contact->title), call->title);
}
