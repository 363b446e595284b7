/* Where the fields of a registration stand: in speaking order (who, where, what, details, elements), each
 * kind of case and contact with its own. */

#include "zuoxi/console/intake_layout.h"

#include <string.h>

#include "zuoxi/base/text.h"
#include "zuoxi/domain/case_record.h"
#include "zuoxi/domain/contact.h"

/* Who has a slot: */
#define ALL    NULL   /* everyone */
#define CALL   "call" /* contacts whose channel names no form: calls in */
#define SPOKEN "talk" /* those and calls out */
/* else the kind of side record that type or channel has. */

struct slot {
    const char *who;
    const char *name;  /* "phone", "contact.rings", "repair.fee"; NULL: the outing's stops */
    const char *label; /* NULL: the field's own */
    int column, span;  /* of twelve; column 0 begins a row */
    unsigned flags;    /* enum form_flags */
};

/* A picture of the form. */
/* clang-format off */
static const struct slot slots[] = {
    {"outing", "outing.staff",     N_("人员"), 0, 5, FORM_PART},
    {"outing", "outing.route",     N_("路线"), 5, 7, 0},
    {"outing", "outing.announced", N_("告知"), 0, 5, 0},
    {"outing", "outing.left_at",   N_("出发"), 5, 4, 0},
    {"outing", NULL,               N_("各站"), 0, 12, FORM_PART | FORM_ROWS},

    {ALL, "phone",   N_("号码"), 0, 5, FORM_PART},
    {ALL, "name",    N_("姓名"), 5, 4, 0},
    {ALL, "title",   NULL,       9, 3, 0},
    {ALL, "address", NULL,       0, 8, 0},
    {ALL, "station", NULL,       8, 4, 0},

    {"visit",    "visit.seen_by",       N_("接待"), 0, 6, FORM_PART},
    {"visit",    "visit.arrived_at",    N_("到访"), 6, 6, 0},
    {"letter",   "letter.sender",       N_("来文"), 0, 6, FORM_PART},
    {"letter",   "letter.document",     N_("文号"), 6, 6, 0},
    {"letter",   "letter.received_at",  N_("收到"), 0, 6, 0},
    {"letter",   "letter.wanted_by",    N_("限期"), 6, 6, 0},
    {"call_out", "call_out.purpose",    N_("目的"), 0, 4, FORM_PART},
    {"call_out", "call_out.reached",    N_("接通"), 4, 4, 0},
    {"call_out", "call_out.spoke_with", N_("接听"), 8, 4, 0},

    {ALL,         "type",             NULL,       0, 4, FORM_PART},
    {ALL,         "category",         NULL,       4, 8, 0},
    {ALL,         "grade",            NULL,       0, 7, 0},
    {"emergency", "emergency.hazard", N_("危险"), 0, 5, FORM_PART},
    {"emergency", "emergency.people", N_("人员"), 5, 7, 0},
    {"emergency", "emergency.told",   N_("先说"), 0, 12, 0},

    {ALL, "content", NULL, 0, 12, FORM_PART},

    {"complaint", "complaint.relation",      N_("身份"), 0, 4, FORM_PART},
    {"complaint", "complaint.severity",      N_("程度"), 4, 3, 0},
    {"complaint", "complaint.against",       N_("对象"), 7, 5, 0},
    {"complaint", "complaint.wanted",        N_("期望"), 0, 12, 0},
    {"repair",    "repair.appliance",        N_("设备"), 0, 4, FORM_PART},
    {"repair",    "repair.model",            N_("型号"), 4, 4, 0},
    {"repair",    "repair.bought_on",        N_("购于"), 8, 4, 0},
    {"repair",    "repair.fault",            N_("现象"), 0, 8, 0},
    {"repair",    "repair.installed_on",     N_("装于"), 8, 4, 0},
    {"repair",    "repair.appointed_from",   N_("预约"), 0, 8, 0},
    {"repair",    "repair.appointed_to",     N_("至"),   8, 4, 0},
    {"repair",    "repair.conditions",       N_("条件"), 0, 12, 0},
    {"emergency", "emergency.extent",        N_("范围"), 0, 12, FORM_PART},
    {"emergency", "emergency.informed_at",   N_("通知"), 0, 4, 0},
    {"emergency", "emergency.controlled_at", N_("控制"), 4, 4, 0},
    {"emergency", "emergency.restored_at",   N_("恢复"), 8, 4, 0},
    {"emergency", "emergency.reported_at",   N_("上报"), 0, 4, 0},
    {"emergency", "emergency.reported_to",   N_("报给"), 4, 8, 0},
    {"business",  "business.wanted",         N_("事项"), 0, 7, FORM_PART},
    {"business",  "business.contract",       N_("合同"), 7, 5, 0},
    {"business",  "business.to_bring",       N_("应带"), 0, 6, 0},
    {"business",  "business.missing",        N_("还缺"), 6, 6, 0},
    {"business",  "business.is_told",        NULL,       0, 4, 0},
    {"business",  "business.is_repeated",    NULL,       4, 4, 0},
    {"visit",     "visit.answered",          N_("答复"), 0, 12, FORM_PART},
    {"visit",     "visit.summary",           N_("摘要"), 0, 8, 0},
    {"visit",     "visit.left_at",           N_("离开"), 8, 4, 0},
    {"letter",    "letter.summary",          N_("摘要"), 0, 12, FORM_PART},
    {"letter",    "letter.confirmed_at",     N_("告知"), 0, 6, 0},
    {"outing",    "outing.back_at",          N_("返回"), 0, 4, FORM_PART},
    {"outing",    "outing.summary",          N_("小结"), 4, 8, 0},

    {ALL,    "has_time",              NULL,       0, 2, FORM_PART | FORM_PINNED},
    {ALL,    "has_place",             NULL,       2, 2, FORM_PINNED},
    {ALL,    "has_person",            NULL,       4, 2, FORM_PINNED},
    {ALL,    "has_event",             NULL,       6, 2, FORM_PINNED},
    {ALL,    "has_contact",           N_("联系"), 8, 2, FORM_PINNED},
    {SPOKEN, "contact.repeated_back", NULL,       10, 2, FORM_PINNED},

    {ALL,  "contact.outcome", N_("结果"), 0, 4, FORM_PART},
    {CALL, "contact.line",    NULL,       4, 3, 0},
    {CALL, "contact.rings",   NULL,       7, 3, 0},
    {ALL,  "is_confidential", NULL,       10, 2, 0},

    {"complaint", "complaint.upheld",             N_("成立"), 0, 4, FORM_PART},
    {"complaint", "complaint.responsible_unit",   N_("责任"), 4, 4, 0},
    {"complaint", "complaint.responsible_person", N_("人员"), 8, 4, 0},
    {"complaint", "complaint.reason",             N_("理由"), 0, 12, 0},
    {"complaint", "complaint.measures",           N_("措施"), 0, 8, 0},
    {"complaint", "complaint.compensation",       N_("补偿"), 8, 4, 0},
    {"complaint", "complaint.lesson",             N_("教训"), 0, 12, 0},
    {"repair",    "repair.materials",             N_("用料"), 0, 8, FORM_PART},
    {"repair",    "repair.work_minutes",          N_("工时"), 8, 4, 0},
    {"repair",    "repair.fee",                   N_("收费"), 0, 4, 0},
    {"repair",    "repair.invoice",               N_("发票"), 4, 4, 0},
    {"repair",    "repair.acceptance",            N_("验收"), 8, 4, 0},
    {"repair",    "repair.accepted_by",           N_("签字"), 0, 4, 0},
};
/* clang-format on */
#define SLOTS (sizeof(slots) / sizeof(slots[0]))

const char *intake_layout_form(const struct profile *profile, enum choice_set set, const char *code)
{
    const struct choice *choice = profile_choice(profile, set, code);
    return choice != NULL ? choice->form : "";
}

static bool has_slot(const struct slot *slot, const char *case_form, const char *contact_form)
{
    if (slot->who == ALL) {
        return true;
    }
    if (strcmp(slot->who, CALL) == 0) {
        return contact_form[0] == '\0';
    }
    if (strcmp(slot->who, SPOKEN) == 0) {
        return contact_form[0] == '\0' || strcmp(contact_form, "call_out") == 0;
    }
    return strcmp(slot->who, case_form) == 0 || strcmp(slot->who, contact_form) == 0;
}

/* The table and field a slot's name means. */
static struct record_slot place(const struct slot *slot, int row)
{
    static const char contact[] = "contact.";
    bool is_content = slot->name != NULL && strcmp(slot->name, "content") == 0;
    struct record_slot placed = {.table = &case_record_fields,
                                 .field = slot->name,
                                 .row = row,
                                 .column = slot->column,
                                 .span = slot->span,
                                 .kind_long = is_content ? FORM_PARAGRAPH : FORM_LINE};
    const struct detail_kind *kind;
    const struct field *field;
    if (slot->name == NULL) {
        placed.table = NULL;
    } else if (strncmp(slot->name, contact, strlen(contact)) == 0) {
        placed.table = &contact_fields;
        placed.field = slot->name + strlen(contact);
    } else if (detail_find_field(slot->name, &kind, &field)) {
        placed.table = kind->fields;
        placed.field = field->name;
    }
    placed.label = slot->label != NULL ? _(slot->label) : NULL;
    return placed;
}

/* The name of a slot's item in the form. */
static const char *item_name(const struct slot *slot, const struct record_slot *placed)
{
    return slot->name == NULL ? INTAKE_STOPS : placed->table == &contact_fields ? placed->field : slot->name;
}

struct record_form *intake_layout_make(const struct profile *profile, const char *case_form,
                                       const char *contact_form)
{
    struct record_slot placed[SLOTS];
    const struct slot *from[SLOTS];
    struct form_item stops = {.name = INTAKE_STOPS, .kind = FORM_LIST};
    size_t count = 0, extra = 0;
    int row = -1;
    for (size_t i = 0; i < SLOTS; i++) {
        if (!has_slot(&slots[i], case_form, contact_form)) {
            continue;
        }
        row += slots[i].column == 0;
        from[count] = &slots[i];
        placed[count] = place(&slots[i], row);
        if (slots[i].name == NULL) {
            stops.label = placed[count].label;
            stops.row = row;
            stops.span = slots[i].span;
            extra = 1;
        }
        count++;
    }
    struct record_form *made = record_form_new(profile, placed, count, &stops, extra);
    for (size_t i = 0; i < count; i++) {
        form_add_flags(record_form_form(made), item_name(from[i], &placed[i]), from[i]->flags);
    }
    return made;
}
