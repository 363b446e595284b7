/* Side records (投诉 报修 … 外出) on their way through a save, a correction and a move. */

#include "suite.h"

#include <stdio.h>
#include <string.h>

#include "desk/desk_fixture.h"
#include "zuoxi/base/mem.h"
#include "zuoxi/desk/contacts.h"
#include "zuoxi/store/audit.h"

/* A value of its own for a field, that a form may hold; `salt` tells one filling from another. */
static void fill_field(const struct profile *profile, const struct field_table *table,
                       const struct field *field, void *record, int salt)
{
    const struct choices *choices = &profile->sets[field->set];
    switch (field->kind) {
    case FIELD_TEXT:
    case FIELD_LONG:
        if ((field->flags & FIELD_PHONE) != 0) {
            snprintf(field_text(field, record), field->size, "1380000%04d", salt);
        } else {
            snprintf(field_text(field, record), field->size, "%s之%s之%d", table->label, field->label, salt);
        }
        break;
    case FIELD_CODE:
        ck_assert_msg(choices->count > 1, "%s.%s has no choices", table->record, field->name);
        strcpy(field_text(field, record), choices->items[choices->count - 1 - (size_t)salt % 2].code);
        break;
    case FIELD_FLAG:
        *field_flag(field, record) = true;
        break;
    case FIELD_COUNT:
    case FIELD_TIME:
    case FIELD_DATE:
    case FIELD_MONEY:
        *field_optional(field, record) = (struct optional){.value = field->max + salt, .given = true};
        break;
    case FIELD_REF:
        break;
    }
}

/* Every field of every side record, stops included. */
static void fill_details(const struct profile *profile, struct details *details, int salt)
{
    for (size_t k = 0; k < detail_kind_count; k++) {
        const struct field_table *table = detail_kinds[k].fields;
        for (size_t i = 0; i < detail_kinds[k].most; i++) {
            void *record = detail_record(&detail_kinds[k], details, i);
            for (size_t f = 0; f < table->count; f++) {
                if ((table->fields[f].flags & FIELD_FIXED) == 0) {
                    fill_field(profile, table, &table->fields[f], record, salt + (int)i);
                }
            }
        }
    }
}

/* The type or channel whose form it is. */
static const char *code_with_form(const struct profile *profile, enum choice_set set, const char *form)
{
    for (size_t i = 0; i < profile->sets[set].count; i++) {
        if (strcmp(profile->sets[set].items[i].form, form) == 0) {
            return profile->sets[set].items[i].code;
        }
    }
    ck_abort_msg("nobody uses the form %s", form);
}

/* A form of the type and channel, every side record filled. */
static struct intake *make_intake(struct desk_fixture *fixture, const char *type, const char *channel)
{
    struct intake *intake = desk_fixture_intake(fixture);
    strcpy(intake->record.type, type);
    strcpy(intake->contact.channel, channel);
    intake->record.category[0] = '\0';
    fill_details(&fixture->config.profile, &intake->details, 0);
    return intake;
}

static struct case_file *save(struct desk_fixture *fixture, struct intake *intake)
{
    struct case_file *file = mem_new(1, sizeof(*file));
    int64_t id = 0;
    fixture_ok(task_run(&fixture->desk, intake_save, intake, intake->request, 1000, &id, &err));
    fixture_ok(casework_load(&fixture->desk, id, file, &err));
    return file;
}

static void expect_same(const struct detail_kind *kind, const struct details *left,
                        const struct details *right)
{
    for (size_t i = 0; i < kind->most; i++) {
        for (size_t f = 0; f < kind->fields->count; f++) {
            const struct field *field = &kind->fields->fields[f];
            ck_assert_msg((field->flags & FIELD_FIXED) != 0 ||
                              !field_differs(field, detail_record_const(kind, left, i),
                                             detail_record_const(kind, right, i)),
                          "%s.%s of record %zu", kind->fields->record, field->name, i);
        }
    }
}

START_TEST(every_side_record_that_applies__is_stored_whole__and_the_others_are_not)
{
    struct desk_fixture *fixture = desk_fixture_open();
    const struct profile *profile = &fixture->config.profile;
    for (size_t k = 0; k < detail_kind_count; k++) {
        if (detail_kinds[k].owner == DETAIL_OF_MOVE) {
            continue; /* said when a case moves, not when it is taken */
        }
        bool is_of_case = detail_kinds[k].owner == DETAIL_OF_CASE;
        const char *form = detail_kinds[k].most > 1 ? "outing" : detail_kinds[k].fields->record;
        const char *type = is_of_case ? code_with_form(profile, SET_TYPE, form) : "inquiry";
        const char *channel = is_of_case ? "phone" : code_with_form(profile, SET_CHANNEL, form);
        struct intake *intake = make_intake(fixture, type, channel);
        struct case_file *file = save(fixture, intake);
        for (size_t other = 0; other < detail_kind_count; other++) {
            const struct detail_kind *kind = &detail_kinds[other];
            if (detail_applies(profile, kind, type, channel)) {
                expect_same(kind, &intake->details, &file->details);
            } else {
                ck_assert_msg(detail_is_empty(kind, detail_record_const(kind, &file->details, 0)),
                              "%s of a case with %s", kind->fields->record, form);
            }
        }
        free(file);
        free(intake);
    }
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(every_searched_text_of_a_side_record__finds_its_case)
{
    struct desk_fixture *fixture = desk_fixture_open();
    struct intake *intake = make_intake(fixture, "repair", "outing");
    struct case_file *file = save(fixture, intake);
    static const char *const records[] = {"repair", "outing", "stop"};
    for (size_t r = 0; r < sizeof(records) / sizeof(records[0]); r++) {
        const struct field_table *table = detail_kind_find(records[r])->fields;
        for (size_t f = 0; f < table->count; f++) {
            char words[200];
            struct found_row rows[4];
            size_t count = 0;
            snprintf(words, sizeof(words), "%s之%s之", table->label, table->fields[f].label);
            fixture_ok(casework_search(&fixture->desk, words, 4, rows, &count, &err));
            bool is_searched = (table->fields[f].flags & FIELD_SEARCH) != 0;
            ck_assert_msg(count == is_searched, "%s.%s", records[r], table->fields[f].name);
            ck_assert(count == 0 || rows[0].id == file->record.head.id);
        }
    }
    free(file);
    free(intake);
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(a_side_record_nobody_gave_anything_in__takes_no_row)
{
    struct desk_fixture *fixture = desk_fixture_open();
    desk_fixture_case(fixture);
    ck_assert_int_eq(desk_fixture_count(fixture, "repair"), 0);
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(a_side_record__is_in_the_audit__and_what_names_a_person_can_be_erased)
{
    struct desk_fixture *fixture = desk_fixture_open();
    struct intake *intake = make_intake(fixture, "complaint", "phone");
    struct case_file *file = save(fixture, intake);
    const struct field_table *table = detail_kind_find("complaint")->fields;
    struct audit_row rows[4];
    size_t count = 0;
    char text[400];
    int64_t id = file->details.complaint.head.id;
    fixture_ok(audit_list(fixture->desk.store, "complaint", id, rows, 4, &count, &err));
    ck_assert_uint_eq(count, 1);
    ck_assert_str_eq(rows[0].action, "complaint.save");
    fixture_ok(audit_value(fixture->desk.store, rows[0].id, "against", 1, text, sizeof(text), &err));
    ck_assert_str_eq(text, "投诉之投诉对象之0");
    fixture_begin(fixture->desk.store);
    fixture_ok(desk_erase_audit(&fixture->desk, "complaint.erase", "complaint", id, table, NULL, &err));
    fixture_commit(fixture->desk.store);
    fixture_ok(audit_value(fixture->desk.store, rows[0].id, "against", 1, text, sizeof(text), &err));
    ck_assert_str_eq(text, "");
    fixture_ok(audit_value(fixture->desk.store, rows[0].id, "wanted", 1, text, sizeof(text), &err));
    ck_assert_str_eq(text, "投诉之期望结果之0");
    free(file);
    free(intake);
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(a_wrong_value_in_a_side_record__is_named_and_nothing_is_stored)
{
    struct desk_fixture *fixture = desk_fixture_open();
    struct intake *intake = make_intake(fixture, "repair", "phone");
    char name[DETAIL_NAME_SIZE];
    int64_t id;
    struct err fault;
    strcpy(intake->details.repair.acceptance, "nonsense");
    ck_assert_int_eq(intake_check(&fixture->desk, intake, name, &fault), STATUS_INVALID);
    ck_assert_str_eq(name, "repair.acceptance");
    ck_assert_int_eq(task_run(&fixture->desk, intake_save, intake, intake->request, 1000, &id, &fault),
                     STATUS_INVALID);
    ck_assert_int_eq(desk_fixture_count(fixture, "repair"), 0);
    ck_assert_int_eq(desk_fixture_count(fixture, "case_record"), 0);
    /* In a kind that will not be saved it disturbs nobody. */
    strcpy(intake->record.type, "inquiry");
    fixture_ok(intake_check(&fixture->desk, intake, name, &err));
    free(intake);
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(a_letter__counts_as_accepted_when_it_was_received)
{
    struct desk_fixture *fixture = desk_fixture_open();
    struct intake *intake = desk_fixture_intake(fixture);
    char name[DETAIL_NAME_SIZE];
    struct err fault;
    intake->contact.answered_at.given = false;
    intake->details.letter.received_at = (struct optional){.value = DESK_NOW - 86400, .given = true};
    ck_assert_int_eq(intake_accepted_at(&fixture->desk, intake), DESK_NOW);
    strcpy(intake->contact.channel, "letter");
    struct case_file *file = save(fixture, intake);
    ck_assert_int_eq(file->record.accepted_at.value, DESK_NOW - 86400);
    intake->details.letter.received_at.value = DESK_NOW + 3600;
    ck_assert_int_eq(intake_check(&fixture->desk, intake, name, &fault), STATUS_INVALID);
    ck_assert_str_eq(name, "letter.received_at");
    free(file);
    free(intake);
    desk_fixture_close(fixture);
}
END_TEST

/* A correction of what the file holds now, to be changed and submitted. */
static struct case_edit *begin_edit(const struct case_file *file)
{
    struct case_edit *edit = mem_new(1, sizeof(*edit));
    edit->before = edit->after = file->record;
    edit->details_before = edit->details_after = file->details;
    request_make(edit->request);
    return edit;
}

static enum status submit(struct desk_fixture *fixture, struct case_edit *edit, struct err *err)
{
    int64_t id;
    return task_run(&fixture->desk, casework_edit, edit, edit->request, 1000, &id, err);
}

START_TEST(a_correction__changes_what_is_there_and_says_so)
{
    struct desk_fixture *fixture = desk_fixture_open();
    struct intake *intake = make_intake(fixture, "repair", "phone");
    struct case_file *file = save(fixture, intake);
    struct case_edit *edit = begin_edit(file);
    strcpy(edit->details_after.repair.model, "换过的型号");
    edit->details_after.repair.fee.value = 3050;
    fixture_ok(submit(fixture, edit, &err));
    fixture_ok(casework_load(&fixture->desk, file->record.head.id, file, &err));
    ck_assert_str_eq(file->details.repair.model, "换过的型号");
    ck_assert_int_eq(file->details.repair.head.version, 2);
    const char *said = file->timeline[file->timeline_count - 1].note;
    ck_assert_msg(strstr(said, "型号：报修之型号之0→换过的型号") != NULL, "%s", said);
    ck_assert_msg(strstr(said, "收费(元)：0.00→30.50") != NULL, "%s", said);
    free(edit);
    free(file);
    free(intake);
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(a_correction_of_a_contact__makes_the_side_record_it_had_not_and_tells_its_case)
{
    struct desk_fixture *fixture = desk_fixture_open();
    struct intake *intake = desk_fixture_intake(fixture);
    strcpy(intake->contact.channel, "visit");
    struct case_file *file = save(fixture, intake);
    struct contact_edit *edit = mem_new(1, sizeof(*edit));
    int64_t id;
    edit->before = edit->after = file->contact;
    strcpy(edit->details_after.visit.seen_by, "周接待");
    request_make(edit->request);
    fixture_ok(task_run(&fixture->desk, contacts_correct, edit, edit->request, 1000, &id, &err));
    fixture_ok(casework_load(&fixture->desk, file->record.head.id, file, &err));
    ck_assert_str_eq(file->details.visit.seen_by, "周接待");
    ck_assert_str_eq(file->timeline[file->timeline_count - 1].note, "联系记录：接待人：→周接待");
    free(edit);
    free(file);
    free(intake);
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(two_corrections_of_a_side_record__merge_field_by_field__and_of_one_field_conflict)
{
    struct desk_fixture *fixture = desk_fixture_open();
    struct intake *intake = make_intake(fixture, "complaint", "phone");
    struct case_file *file = save(fixture, intake);
    struct case_edit *theirs = begin_edit(file), *mine = begin_edit(file);
    strcpy(theirs->details_after.complaint.lesson, "他们的教训");
    strcpy(mine->details_after.complaint.measures, "我的措施");
    fixture_ok(submit(fixture, theirs, &err));
    fixture_ok(submit(fixture, mine, &err));
    fixture_ok(casework_load(&fixture->desk, file->record.head.id, file, &err));
    ck_assert_str_eq(file->details.complaint.lesson, "他们的教训");
    ck_assert_str_eq(file->details.complaint.measures, "我的措施");
    struct err fault = {0};
    strcpy(mine->details_after.complaint.lesson, "我的教训");
    request_make(mine->request);
    ck_assert_int_eq(submit(fixture, mine, &fault), STATUS_CONFLICT);
    free(theirs);
    free(mine);
    free(file);
    free(intake);
    desk_fixture_close(fixture);
}
END_TEST

/* Dispatch and take a case, so that it can be handled. */
static void bring_to_handling(struct desk_fixture *fixture, int64_t id)
{
    fixture_ok(desk_fixture_move(fixture, id, "dispatch", NULL, 0, &err, "unit", "城东站", NULL));
    fixture_ok(desk_fixture_move(fixture, id, "take", "刘师傅", 0, &err, NULL));
}

START_TEST(handling_a_repair__asks_what_it_took__and_keeps_what_was_there)
{
    struct desk_fixture *fixture = desk_fixture_open();
    struct intake *intake = desk_fixture_intake(fixture);
    strcpy(intake->details.repair.model, "甲型");
    struct case_file *file = save(fixture, intake);
    int64_t id = file->record.head.id;
    bring_to_handling(fixture, id);
    fixture_ok(desk_fixture_move(fixture, id, "handle", "刘师傅", 0, &err, "result", "已换阀门",
                                 "repair.materials", "DN20球阀1个", "repair.work_minutes", "40", "repair.fee",
                                 "25.5", NULL));
    fixture_ok(casework_load(&fixture->desk, id, file, &err));
    ck_assert_str_eq(file->details.repair.model, "甲型");
    ck_assert_str_eq(file->details.repair.materials, "DN20球阀1个");
    ck_assert_int_eq(file->details.repair.work_minutes.value, 40);
    ck_assert_int_eq(file->details.repair.fee.value, 2550);
    const char *said = file->timeline[file->timeline_count - 1].note;
    ck_assert_msg(strstr(said, "收费(元)：25.50") != NULL, "%s", said);
    free(file);
    free(intake);
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(a_move__asks_only_for_the_forms_the_case_has__and_needs_what_it_needs)
{
    struct desk_fixture *fixture = desk_fixture_open();
    struct intake *complaint = make_intake(fixture, "complaint", "phone");
    memset(&complaint->details, 0, sizeof(complaint->details));
    struct case_file *file = save(fixture, complaint);
    int64_t id = file->record.head.id;
    struct err fault = {0};
    bring_to_handling(fixture, id);
    ck_assert_int_eq(desk_fixture_move(fixture, id, "handle", "刘师傅", 0, &fault, "result", "已道歉", NULL),
                     STATUS_INVALID);
    ck_assert_msg(strstr(fault.what, "是否成立") != NULL, "%s", fault.what);
    ck_assert_str_eq(fault.where, "complaint.upheld");
    ck_assert_int_eq(desk_fixture_move(fixture, id, "handle", "刘师傅", 0, &fault, "result", "已道歉",
                                       "repair.fee", "1", NULL),
                     STATUS_INVALID);
    fixture_ok(desk_fixture_move(fixture, id, "handle", "刘师傅", 0, &err, "result", "已道歉",
                                 "complaint.upheld", "yes", "complaint.reason", "属实", NULL));
    fixture_ok(casework_load(&fixture->desk, id, file, &err));
    ck_assert_str_eq(file->details.complaint.upheld, "yes");
    free(file);
    free(complaint);
    desk_fixture_close(fixture);
}
END_TEST

SUITE_MAIN("desk/details", every_side_record_that_applies__is_stored_whole__and_the_others_are_not,
           every_searched_text_of_a_side_record__finds_its_case,
           a_side_record_nobody_gave_anything_in__takes_no_row,
           a_side_record__is_in_the_audit__and_what_names_a_person_can_be_erased,
           a_wrong_value_in_a_side_record__is_named_and_nothing_is_stored,
           a_letter__counts_as_accepted_when_it_was_received, a_correction__changes_what_is_there_and_says_so,
           a_correction_of_a_contact__makes_the_side_record_it_had_not_and_tells_its_case,
           two_corrections_of_a_side_record__merge_field_by_field__and_of_one_field_conflict,
           handling_a_repair__asks_what_it_took__and_keeps_what_was_there,
           a_move__asks_only_for_the_forms_the_case_has__and_needs_what_it_needs)
