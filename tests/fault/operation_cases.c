/* Cases: taken down, moved, decided, taken back, corrected. */

#include <stdio.h>
#include <string.h>

#include "fault/operation.h"
#include "zuoxi/base/mem.h"
#include "zuoxi/desk/attach.h"
#include "zuoxi/desk/case_sheet.h"
#include "zuoxi/desk/cluster.h"
#include "zuoxi/desk/contacts.h"
#include "zuoxi/desk/reading.h"
#include "zuoxi/desk/surge.h"

/* "contact.said", "repair.fault", "address". */
static void give_to_intake(struct intake *intake, const char *name, const char *value)
{
    const struct detail_kind *kind = NULL;
    const struct field *field = field_find(&case_record_fields, name);
    void *record = &intake->record;
    if (strncmp(name, "contact.", 8) == 0) {
        field = field_find(&contact_fields, name + 8);
        record = &intake->contact;
    } else if (field == NULL) {
        ck_assert_msg(detail_find_field(name, &kind, &field), "no field %s", name);
        record = detail_record(kind, &intake->details, 0);
    }
    fixture_ok(field_parse(field, record, value, &err));
}

static void fill_call(struct desk *desk, const struct operation *operation, void *argument)
{
    struct intake *intake = argument;
    intake_begin(desk, intake);
    strcpy(intake->record.type, "repair");
    strcpy(intake->record.category, "no_heat.single");
    strcpy(intake->record.grade, "2");
    strcpy(intake->record.name, "孙丽");
    strcpy(intake->record.phone, "13800005678");
    strcpy(intake->record.address, "阳光城7-1-402");
    strcpy(intake->record.content, "客厅14度,已放气无效");
    strcpy(intake->contact.phone, "13800005678");
    strcpy(intake->contact.said, "暖气片上热下凉");
    strcpy(intake->contact.phrases, "hello@1795572000");
    intake->contact.answered_at = (struct optional){DESK_NOW, true};
    for (size_t i = 0; operation->values[i] != NULL; i += 2) {
        give_to_intake(intake, operation->values[i], operation->values[i + 1]);
    }
}

/* Five of these are a cluster. */
static void fill_neighbour(struct desk *desk, const struct operation *operation, void *argument)
{
    struct intake *intake = argument;
    fill_call(desk, operation, argument);
    snprintf(intake->record.address, sizeof(intake->record.address), "和平里3-%d-101",
             1 + (int)fixture_int(desk->store, "SELECT count(*) FROM case_record"));
    strcpy(intake->record.station, "城东站");
}

static void fill_outing(struct desk *desk, const struct operation *operation, void *argument)
{
    struct intake *intake = argument;
    fill_call(desk, operation, argument);
    for (size_t i = 0; i < 2; i++) {
        strcpy(intake->details.stops[i].name, "周建国");
        strcpy(intake->details.stops[i].address, i == 0 ? "和平里1-1-101" : "和平里1-2-101");
        strcpy(intake->details.stops[i].found, "家中无人");
    }
}

static void fill_answered(struct desk *desk, const struct operation *operation, void *argument)
{
    struct intake *intake = argument;
    fill_call(desk, operation, argument);
    strcpy(intake->record.type, "inquiry");
    intake->record.category[0] = '\0';
    intake->answered_at_once = true;
}

static void fill_again(struct desk *desk, const struct operation *operation, void *argument)
{
    struct intake *intake = argument;
    fill_call(desk, operation, argument);
    intake->link.case_id = operation_id(desk, operation);
}

static void fill_in_outage(struct desk *desk, const struct operation *operation, void *argument)
{
    struct intake *intake = argument;
    fill_call(desk, operation, argument);
    intake->link.notice_id = operation_id(desk, operation);
    intake->link.wants_call = true;
}

static void fill_news(struct desk *desk, const struct operation *operation, void *argument)
{
    struct intake *intake = argument;
    struct notice_call call;
    operation_record(desk, operation, &notice_call_fields, &call);
    intake_begin(desk, intake);
    attach_begin_call(desk, intake, &call);
    strcpy(intake->contact.said, "已告知预计时间");
}

static void fill_move(struct desk *desk, const struct operation *operation, void *argument)
{
    struct move_request *request = argument;
    request->case_id = operation_id(desk, operation);
    strcpy(request->action, operation->variant);
    strcpy(request->note, "电话已告知");
    for (size_t i = 0; operation->values[i] != NULL; i += 2) {
        const char *name = operation->values[i], *value = operation->values[i + 1];
        const struct detail_kind *kind = NULL;
        const struct field *field = field_find(&case_record_fields, name);
        if (strcmp(name, "reporter") == 0) {
            strcpy(request->reporter, value);
            continue;
        }
        ck_assert_msg(field != NULL || detail_find_field(name, &kind, &field), "no field %s", name);
        void *record = kind == NULL ? (void *)&request->values : detail_record(kind, &request->details, 0);
        fixture_ok(field_parse(field, record, value, &err));
        strcpy(request->set[request->set_count++], name);
    }
}

static void fill_decision(struct desk *desk, const struct operation *operation, void *argument)
{
    struct move_decision *decision = argument;
    decision->case_id = operation_id(desk, operation);
    decision->is_approved = strcmp(operation->variant, "approved") == 0;
    strcpy(decision->remark, "同意");
}

/* The case that was moved just now. */
static void fill_undo(struct desk *desk, const struct operation *operation, void *argument)
{
    struct undo_request *undo = argument;
    operation_before(desk, "casework_move", "dispatch");
    undo->case_id = operation_id(desk, operation);
}

static void fill_edit(struct desk *desk, const struct operation *operation, void *argument)
{
    struct case_edit *edit = argument;
    operation_record(desk, operation, &case_record_fields, &edit->before);
    edit->after = edit->before;
    operation_give(operation, &case_record_fields, &edit->after);
}

static void fill_correction(struct desk *desk, const struct operation *operation, void *argument)
{
    struct contact_edit *edit = argument;
    operation_record(desk, operation, &contact_fields, &edit->before);
    edit->after = edit->before;
    operation_give(operation, &contact_fields, &edit->after);
}

static void fill_print(struct desk *desk, const struct operation *operation, void *argument)
{
    struct sheet_print *print = argument;
    print->id = operation_id(desk, operation);
    strcpy(print->way, "html");
}

static void fill_reading(struct desk *desk, const struct operation *operation, void *argument)
{
    struct reading_request *request = argument;
    request->table = &case_record_fields;
    request->id = operation_id(desk, operation);
    strcpy(request->note, "已阅");
}

static void fill_cluster(struct desk *desk, const struct operation *operation, void *argument)
{
    struct cluster_request *request = argument;
    request->id = operation_id(desk, operation);
}

#define OPERATOR .badge = "1001", .role = ROLE_OPERATOR
#define LEAD     .badge = "2001", .role = ROLE_LEAD
#define TASK(function, type)                                                                                 \
    .name = #function, .work = function, .size = sizeof(struct type),                                        \
    .request = offsetof(struct type, request)
#define INTAKE(what, filler) TASK(intake_save, intake), OPERATOR, .variant = what, .fill = filler
#define MOVE(what, times)                                                                                    \
    TASK(casework_move, move_request), .variant = what, .fill = fill_move, .in_town = times
#define CASE(state) "SELECT max(id) FROM case_record WHERE type = 'repair' AND state = '" state "'"

static const struct operation rows[] = {
    {INTAKE("repair", fill_call), .in_town = 8,
     .values = {"repair.fault", "上热下凉", "repair.model", "铸铁"}},
    {INTAKE("cluster", fill_neighbour), .in_town = 5},
    {INTAKE("complaint visit", fill_call),
     .values = {"type", "complaint", "category", "", "contact.channel", "visit", "complaint.wanted", "道歉"}},
    {INTAKE("emergency", fill_call),
     .values = {"type", "emergency", "category", "", "address", "和平里9号楼", "phone", "13800001111"}},
    {INTAKE("business letter", fill_call),
     .values = {"type", "business", "category", "", "contact.channel", "letter"}},
    {INTAKE("outing", fill_outing), .values = {"contact.channel", "outing"}},
    {INTAKE("call out", fill_call), .values = {"contact.channel", "outgoing"}},
    {INTAKE("answered at once", fill_answered)},
    {INTAKE("another call", fill_again), .of = CASE("accepted")},
    {INTAKE("in an outage", fill_in_outage), .of = "SELECT max(id) FROM notice"},
    {INTAKE("news of an outage", fill_news), .of = "SELECT max(id) FROM notice_call"},
    {TASK(surge_save, intake), OPERATOR, .fill = fill_call, .values = {"content", ""}},
    {MOVE("dispatch", 7), OPERATOR, .of = CASE("accepted"), .values = {"unit", "城东站"}},
    {MOVE("take", 6), OPERATOR, .of = CASE("dispatched"), .values = {"reporter", "刘师傅"}},
    {MOVE("reject", 0), OPERATOR, .of = CASE("dispatched"),
     .values = {"step.reason", "派错", "reporter", "刘"}},
    {MOVE("contact", 0), OPERATOR, .of = CASE("dispatched"), .values = {"reporter", "刘师傅"}},
    {MOVE("arrive", 0), OPERATOR, .of = CASE("taken"), .values = {"reporter", "刘师傅"}},
    {MOVE("handle", 4), OPERATOR, .of = CASE("taken"),
     .values = {"result", "已清洗", "repair.fee", "30", "reporter", "刘师傅"}},
    {MOVE("reply", 3), OPERATOR, .of = CASE("handled"), .values = {"reply", "已修好"}},
    {MOVE("object", 0), OPERATOR, .of = CASE("replied"),
     .values = {"unit", "城东站", "step.with_unit", "城西站", "step.reason", "还是凉"}},
    {MOVE("callback", 2), OPERATOR, .of = CASE("replied"),
     .values = {"step.reached", "reached", "satisfaction", "satisfied"}},
    {MOVE("giveup", 0), LEAD, .of = CASE("replied"), .values = {"step.reason", "三次无人接"}},
    {MOVE("redo", 0), OPERATOR, .of = CASE("called_back"), .values = {"step.reason", "又凉了"}},
    {MOVE("close", 1), OPERATOR, .of = CASE("called_back")},
    {MOVE("reopen", 0), OPERATOR, .of = CASE("closed"), .values = {"step.reason", "又凉了"}},
    {MOVE("suspend", 0), LEAD, .of = CASE("taken"), .values = {"step.reason", "等配件"}},
    {MOVE("extend", 1), OPERATOR,
     .of = CASE("taken") " AND id NOT IN (SELECT case_id FROM step WHERE decision = 'asked')",
     .values = {"step.extra", "2h", "step.reason", "等配件"}},
    {MOVE("chase", 0), OPERATOR, .of = CASE("taken"), .values = {"step.reason", "又来电"}},
    {MOVE("supervise", 0), LEAD, .of = CASE("taken"), .values = {"step.reason", "催一下"}},
    {MOVE("escalate", 0), OPERATOR, .of = CASE("taken"),
     .values = {"step.told_to", "客服部", "step.reason", "影响大"}},
    {MOVE("merge", 0), OPERATOR, .of = CASE("accepted"), .values = {"step.other", "1"}},
    {MOVE("split", 0), OPERATOR, .of = CASE("dispatched"), .values = {"step.matter", "另有阀门漏水"}},
    {TASK(casework_decide, move_decision), LEAD, .variant = "approved", .fill = fill_decision,
     .of = "SELECT max(case_id) FROM step WHERE decision = 'asked'"},
    {TASK(casework_decide, move_decision), LEAD, .variant = "refused", .fill = fill_decision,
     .of = "SELECT max(case_id) FROM step WHERE decision = 'asked'"},
    {TASK(casework_undo, undo_request), OPERATOR, .fill = fill_undo, .of = CASE("dispatched")},
    {TASK(casework_edit, case_edit), OPERATOR, .fill = fill_edit, .of = CASE("taken"),
     .values = {"grade", "1", "content", "改：卧室不热"}},
    {TASK(contacts_correct, contact_edit), OPERATOR, .fill = fill_correction,
     .of = "SELECT min(id) FROM contact", .values = {"said", "改：北卧室不热"}},
    {TASK(case_sheet_printed, sheet_print), OPERATOR, .fill = fill_print, .of = CASE("taken")},
    {TASK(reading_sign, reading_request), LEAD, .fill = fill_reading, .of = CASE("taken")},
    {TASK(cluster_mark_seen, cluster_request), LEAD, .fill = fill_cluster, .of = "SELECT id FROM cluster"},
    {TASK(cluster_dismiss, cluster_request), LEAD, .fill = fill_cluster, .of = "SELECT id FROM cluster"},
    {TASK(cluster_make_parent, cluster_request), LEAD, .fill = fill_cluster, .of = "SELECT id FROM cluster"},
};

const struct operation_list operations_of_cases = {rows, sizeof(rows) / sizeof(rows[0])};
