#include "zuoxi/desk/intake.h"

#include <stdlib.h>
#include <string.h>

#include "casework_details.h"
#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/desk/attach.h"
#include "zuoxi/desk/cluster.h"
#include "zuoxi/desk/hook.h"
#include "zuoxi/desk/promise.h"
#include "zuoxi/desk/repeat.h"
#include "zuoxi/desk/usage.h"
#include "zuoxi/domain/workflow.h"
#include "zuoxi/store/record.h"

/* The default choice of a set: the one marked so, else the first, else ''. */
static const char *default_code(const struct profile *profile, enum choice_set set)
{
    const struct choices *choices = &profile->sets[set];
    for (size_t i = 0; i < choices->count; i++) {
        if (choices->items[i].is_default) {
            return choices->items[i].code;
        }
    }
    return choices->count == 0 ? "" : choices->items[0].code;
}

void intake_begin(const struct desk *desk, struct intake *intake)
{
    memset(intake, 0, sizeof(*intake));
    struct contact *contact = &intake->contact;
    struct case_record *record = &intake->record;
    text_copy(contact->channel, sizeof(contact->channel), default_code(desk->profile, SET_CHANNEL));
    text_copy(contact->operator, sizeof(contact->operator), desk->actor.badge);
    text_copy(record->type, sizeof(record->type), default_code(desk->profile, SET_TYPE));
    text_copy(record->grade, sizeof(record->grade), intake_grade(desk, record->type, ""));
    text_copy(record->owner, sizeof(record->owner), desk->actor.badge);
    request_make(intake->request);
    intake->opened_at = clock_now(desk->clock);
}

static void fill_empty(char *to, size_t size, const char *text)
{
    if (to[0] == '\0') {
        text_copy(to, size, text);
    }
}

const char *intake_grade(const struct desk *desk, const char *type, const char *household)
{
    const struct choice *choice = profile_choice(desk->profile, SET_TYPE, type);
    if (choice != NULL && choice->grade[0] != '\0') {
        return choice->grade;
    }
    return household[0] != '\0' ? household : default_code(desk->profile, SET_GRADE);
}

void intake_use_customer(const struct desk *desk, struct intake *intake, const struct customer_row *customer)
{
    struct contact *contact = &intake->contact;
    struct case_record *record = &intake->record;
    contact->customer_id = customer->id;
    record->customer_id = customer->id;
    fill_empty(contact->phone, sizeof(contact->phone), customer->phone);
    fill_empty(contact->caller, sizeof(contact->caller), customer->name);
    fill_empty(contact->title, sizeof(contact->title), customer->title);
    fill_empty(record->phone, sizeof(record->phone), customer->phone);
    fill_empty(record->name, sizeof(record->name), customer->name);
    fill_empty(record->title, sizeof(record->title), customer->title);
    fill_empty(record->address, sizeof(record->address), customer->address);
    fill_empty(record->station, sizeof(record->station), customer->station);
    if (customer->grade[0] != '\0') {
        text_copy(record->grade, sizeof(record->grade), intake_grade(desk, record->type, customer->grade));
    }
}

enum status intake_history(struct desk *desk, const struct intake *intake, size_t max,
                           struct history_row *rows, size_t *count, struct err *err)
{
    return repeat_history(desk, &intake->record, max, rows, count, err);
}

/* Is it a letter, which was received before anybody opened a form? */
static bool is_letter(const struct desk *desk, const struct intake *intake)
{
    return detail_applies(desk->profile, detail_kind_find("letter"), "", intake->contact.channel);
}

int64_t intake_accepted_at(const struct desk *desk, const struct intake *intake)
{
    const struct optional *received = &intake->details.letter.received_at;
    if (intake->contact.answered_at.given) {
        return intake->contact.answered_at.value;
    }
    return received->given && is_letter(desk, intake) ? received->value : intake->opened_at;
}

unsigned intake_missing(const struct intake *intake)
{
    const struct case_record *record = &intake->record;
    const bool has[] = {record->has_time, record->has_place, record->has_person, record->has_event,
                        record->has_contact};
    unsigned missing = 0;
    for (unsigned i = 0; i < sizeof(has) / sizeof(has[0]); i++) {
        if (!has[i]) {
            missing |= 1u << i;
        }
    }
    return missing;
}

bool intake_due(const struct desk *desk, const struct intake *intake, const char *leg,
                struct leg_preview *preview)
{
    struct leg_matter matter = leg_matter_of(&intake->record);
    matter.channel = intake->contact.channel;
    return workflow_preview(desk->profile, &matter, leg, intake_accepted_at(desk, intake),
                            &desk->settings->rules, preview);
}

static enum status check_record(const struct desk *desk, const struct field_table *table, const void *record,
                                char name[DETAIL_NAME_SIZE], struct err *err)
{
    const struct field *first = NULL;
    enum status status = field_check(table, record, &first, err);
    if (status == STATUS_OK) {
        status = profile_check_codes(desk->profile, table, record, &first, err);
    }
    if (first != NULL) {
        text_copy(name, DETAIL_NAME_SIZE, first->name);
    }
    return status;
}

/* Those that will be saved. */
static enum status check_details(const struct desk *desk, const struct intake *intake,
                                 char name[DETAIL_NAME_SIZE], struct err *err)
{
    enum status status = STATUS_OK;
    for (size_t k = 0; k < detail_kind_count && status == STATUS_OK; k++) {
        if (detail_applies(desk->profile, &detail_kinds[k], intake->record.type, intake->contact.channel)) {
            status = details_check(desk, &detail_kinds[k], &intake->details, name, err);
        }
    }
    return status;
}

/* A clock that stepped may date a form seconds ahead; a minute is more than that. */
static enum status check_accepted(const struct desk *desk, const struct intake *intake,
                                  char name[DETAIL_NAME_SIZE], struct err *err)
{
    if (intake_accepted_at(desk, intake) <= clock_now(desk->clock) + 60) {
        return STATUS_OK;
    }
    if (is_letter(desk, intake)) {
        text_copy(name, DETAIL_NAME_SIZE, "letter.received_at");
        return err_set(err, STATUS_INVALID, _("收到时间不能晚于现在"));
    }
    text_copy(name, DETAIL_NAME_SIZE, "answered_at");
    return err_set(err, STATUS_INVALID, _("接听时间不能晚于现在"));
}

enum status intake_check(const struct desk *desk, const struct intake *intake, char name[DETAIL_NAME_SIZE],
                         struct err *err)
{
    name[0] = '\0';
    enum status status = check_record(desk, &case_record_fields, &intake->record, name, err);
    if (status == STATUS_OK) {
        status = check_record(desk, &contact_fields, &intake->contact, name, err);
    }
    if (status == STATUS_OK) {
        status = check_details(desk, intake, name, err);
    }
    return status == STATUS_OK ? check_accepted(desk, intake, name, err) : status;
}

/* Fill what the program decides: state, times, owner, links. */
static enum status prepare(struct desk *desk, const struct intake *intake, struct case_record *record,
                           struct err *err)
{
    int64_t accepted = intake_accepted_at(desk, intake);
    const struct profile *profile = desk->profile;
    record->head = (struct record_head){0};
    record->accepted_at = (struct optional){.value = accepted, .given = true};
    record->closed_at = (struct optional){0};
    text_copy(record->state, sizeof(record->state),
              intake->answered_at_once ? profile->closed_state : profile->first_state);
    if (intake->answered_at_once) {
        record->closed_at = (struct optional){.value = clock_now(desk->clock), .given = true};
    }
    text_copy(record->channel, sizeof(record->channel), intake->contact.channel);
    if (record->owner[0] == '\0') {
        text_copy(record->owner, sizeof(record->owner), desk->actor.badge);
    }
    text_copy(record->keeper, sizeof(record->keeper), record->owner);
    return case_store_number(desk->store, accepted, record->number, err);
}

static enum status add_timeline(struct desk *desk, const struct case_record *record, bool answered,
                                struct err *err)
{
    struct timeline_row row = {.case_id = record->head.id, .at = record->accepted_at.value};
    text_copy(row.badge, sizeof(row.badge), desk->actor.badge);
    text_copy(row.action, sizeof(row.action), "accept");
    if (answered) {
        text_copy(row.note, sizeof(row.note), _("当场答复"));
    }
    return case_store_add_timeline(desk->store, &row, err);
}

enum status intake_save_case(struct desk *desk, const struct intake *intake, struct case_record *record,
                             struct err *err)
{
    struct leg legs[LEGS_MAX];
    size_t count = 0;
    enum status status = prepare(desk, intake, record, err);
    if (status == STATUS_OK) {
        status = record_insert(desk->store, &case_record_fields, record, err);
    }
    if (status != STATUS_OK) {
        return status;
    }
    if (!intake->answered_at_once) {
        workflow_start_legs(desk->profile, record, "accept", record->accepted_at.value,
                            &desk->settings->rules, legs, &count);
    }
    for (size_t i = 0; i < count; i++) {
        legs[i].case_id = record->head.id;
    }
    if (record->is_unfinished) {
        status = store_count_add(desk->store, "unfinished", 1, err);
    }
    if (status != STATUS_OK) {
        return status;
    }
    const struct choice *type = profile_choice(desk->profile, SET_TYPE, record->type);
    status = case_store_set_legs(desk->store, record, type != NULL && type->is_urgent,
                                 !intake->answered_at_once, legs, count, err);
    if (status == STATUS_OK) {
        status = add_timeline(desk, record, intake->answered_at_once, err);
    }
    if (status == STATUS_OK) {
        status = desk_audit(desk, "case.accept", "case", record->head.id, &case_record_fields, NULL, record,
                            NULL, err);
    }
    if (status == STATUS_OK) {
        const struct hook_case what = {
            .record = record, .legs = legs, .count = count, .unit_before = "", .note = ""};
        status = hook_accepted(desk, &what, err);
    }
    return status;
}

enum status intake_save_contact(struct desk *desk, struct contact *contact, const struct case_record *record,
                                struct err *err)
{
    contact->head = (struct record_head){0};
    contact->case_id = record->head.id;
    contact->customer_id = record->customer_id;
    if (contact->operator[0] == '\0') {
        text_copy(contact->operator, sizeof(contact->operator), desk->actor.badge);
    }
    enum status status = record_insert(desk->store, &contact_fields, contact, err);
    if (status == STATUS_OK) {
        status = desk_audit(desk, "contact.save", "contact", contact->head.id, &contact_fields, NULL, contact,
                            NULL, err);
    }
    return status == STATUS_OK ? usage_count_contact(desk, contact, err) : status;
}

enum status intake_save(struct desk *desk, void *argument, int64_t *case_id, struct err *err)
{
    const struct intake *intake = argument;
    enum status status = desk_allow(desk, RIGHT_CONTACT_SAVE, err);
    if (status == STATUS_OK && attach_is_wanted(intake)) {
        return attach_save(desk, intake, case_id, err);
    }
    if (status == STATUS_OK) {
        char name[DETAIL_NAME_SIZE];
        status = intake_check(desk, intake, name, err);
    }
    if (status != STATUS_OK) {
        return status;
    }
    /* Copies: a try that fails must leave the form as it was typed. */
    struct intake *copy = mem_new(1, sizeof(*copy));
    *copy = *intake;
    details_keep_applying(&copy->details, desk->profile, intake->record.type, intake->contact.channel);
    status = intake_save_case(desk, intake, &copy->record, err);
    if (status == STATUS_OK) {
        status = intake_save_contact(desk, &copy->contact, &copy->record, err);
    }
    if (status == STATUS_OK) {
        status = usage_count_case(desk, NULL, &copy->record, "", err);
    }
    if (status == STATUS_OK) {
        status = usage_count_details(desk, NULL, &copy->details, err);
    }
    if (status == STATUS_OK) {
        status = cluster_watch(desk, &copy->record, err);
    }
    if (status == STATUS_OK) {
        status = promise_meet(desk, &copy->contact, copy->request, err);
    }
    if (status == STATUS_OK) {
        status = details_write(desk, DETAIL_OF_CASE, copy->record.head.id, NULL, &copy->details, err);
    }
    if (status == STATUS_OK) {
        status = details_write(desk, DETAIL_OF_CONTACT, copy->contact.head.id, NULL, &copy->details, err);
    }
    *case_id = copy->record.head.id;
    free(copy);
    return status;
}
