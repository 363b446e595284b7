#include "suite.h"

#include <dirent.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "desk/desk_fixture.h"
#include "zuoxi/base/mem.h"
#include "zuoxi/base/path.h"
#include "zuoxi/desk/draft.h"

static void drafts_path(const struct desk_fixture *fixture, const char *name, char out[400])
{
    snprintf(out, 400, "%s/zuoxi/drafts/%s", fixture->directory, name);
}

/* The only file in the drafts' directory; its name is copied. */
static size_t draft_files(const struct desk_fixture *fixture, char name[300])
{
    char path[400];
    size_t count = 0;
    drafts_path(fixture, "", path);
    DIR *folder = opendir(path);
    for (struct dirent *entry; folder != NULL && (entry = readdir(folder)) != NULL;) {
        if (entry->d_name[0] == '.') {
            continue;
        }
        count++;
        snprintf(name, 300, "%s", entry->d_name);
    }
    if (folder != NULL) {
        closedir(folder);
    }
    return count;
}

/* Give every field of a record a value of its own. */
static void fill_all(const struct field_table *table, void *record, int64_t from)
{
    for (size_t i = 0; i < table->count; i++) {
        const struct field *field = &table->fields[i];
        int64_t value = from + (int64_t)i;
        switch (field->kind) {
        case FIELD_TEXT:
        case FIELD_LONG:
        case FIELD_CODE:
            snprintf(field_text(field, record), field->size, field->size > 20 ? "第%d\"项\\\n" : "%d",
                     (int)(value % 1000));
            break;
        case FIELD_FLAG:
            *field_flag(field, record) = true;
            break;
        case FIELD_COUNT:
        case FIELD_TIME:
        case FIELD_DATE:
        case FIELD_MONEY:
            *field_optional(field, record) = (struct optional){.value = value, .given = true};
            break;
        case FIELD_REF:
            *field_reference(field, record) = value;
            break;
        }
    }
}

/* The same for every side record. */
static void fill_details(struct details *details, int64_t from)
{
    for (size_t k = 0; k < detail_kind_count; k++) {
        for (size_t i = 0; i < detail_kinds[k].most; i++) {
            fill_all(detail_kinds[k].fields, detail_record(&detail_kinds[k], details, i),
                     from + (int64_t)(100 * k + 40 * i));
        }
    }
}

static void same(const struct field_table *table, const void *left, const void *right)
{
    for (size_t i = 0; i < table->count; i++) {
        ck_assert_msg(!field_differs(&table->fields[i], left, right), "%s.%s", table->record,
                      table->fields[i].name);
    }
}

static void same_details(const struct details *left, const struct details *right)
{
    for (size_t k = 0; k < detail_kind_count; k++) {
        for (size_t i = 0; i < detail_kinds[k].most; i++) {
            same(detail_kinds[k].fields, detail_record_const(&detail_kinds[k], left, i),
                 detail_record_const(&detail_kinds[k], right, i));
        }
    }
}

START_TEST(every_field_of_a_form__comes_back_as_it_was)
{
    struct desk_fixture *fixture = desk_fixture_open();
    struct intake *intake = desk_fixture_intake(fixture);
    struct drafts drafts;
    fill_all(&contact_fields, &intake->contact, 3000000000);
    fill_all(&case_record_fields, &intake->record, 4000000000);
    fill_details(&intake->details, 5000000000);
    intake->answered_at_once = true;
    intake->link = (struct intake_link){1, 2, true, 3, 4, false};
    intake->opened_at = DESK_NOW - 7;
    fixture_ok(draft_save(&fixture->desk, DRAFT_INTAKE, intake, NULL, &err));
    fixture_ok(draft_restore(&fixture->desk, &drafts, &err));
    ck_assert_uint_eq(drafts.count, 1);
    same(&contact_fields, &intake->contact, &drafts.items[0].intake->contact);
    same(&case_record_fields, &intake->record, &drafts.items[0].intake->record);
    same_details(&intake->details, &drafts.items[0].intake->details);
    ck_assert_str_eq(drafts.items[0].intake->request, intake->request);
    ck_assert_int_eq(drafts.items[0].intake->opened_at, DESK_NOW - 7);
    ck_assert(drafts.items[0].intake->answered_at_once);
    const struct intake_link *link = &drafts.items[0].intake->link;
    ck_assert_int_eq(link->case_id, 1);
    ck_assert_int_eq(link->notice_id, 2);
    ck_assert(link->wants_call);
    ck_assert_int_eq(link->call_id, 3);
    ck_assert_int_eq(link->news_id, 4);
    drafts_clear(&drafts);
    free(intake);
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(what_cannot_be_read__comes_back_as_it_was_typed)
{
    struct desk_fixture *fixture = desk_fixture_open();
    struct intake *intake = desk_fixture_intake(fixture);
    struct unread unread = {.count = 2, .items = {{"case.phone", "1380000x"}, {"contact.rings", "三\"声"}}};
    struct drafts drafts;
    fixture_ok(draft_save(&fixture->desk, DRAFT_INTAKE, intake, &unread, &err));
    fixture_ok(draft_restore(&fixture->desk, &drafts, &err));
    ck_assert_uint_eq(drafts.count, 1);
    const struct unread *back = &drafts.items[0].unread;
    ck_assert_uint_eq(back->count, unread.count);
    for (size_t i = 0; i < unread.count; i++) {
        ck_assert_str_eq(back->items[i].field, unread.items[i].field);
        ck_assert_str_eq(back->items[i].text, unread.items[i].text);
    }
    drafts_clear(&drafts);
    free(intake);
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(a_notice__comes_back_as_it_was)
{
    struct desk_fixture *fixture = desk_fixture_open();
    struct notice_change *change = mem_new(1, sizeof(*change));
    struct drafts drafts;
    board_begin(&fixture->desk, change, NULL);
    fill_all(&notice_fields, &change->before, 3000000000);
    fill_all(&notice_fields, &change->after, 4000000000);
    change->cluster_id = 7;
    fixture_ok(draft_save(&fixture->desk, DRAFT_NOTICE, change, NULL, &err));
    fixture_ok(draft_restore(&fixture->desk, &drafts, &err));
    ck_assert_uint_eq(drafts.count, 1);
    ck_assert_int_eq(drafts.items[0].kind, DRAFT_NOTICE);
    same(&notice_fields, &change->before, &drafts.items[0].notice->before);
    same(&notice_fields, &change->after, &drafts.items[0].notice->after);
    ck_assert_int_eq(drafts.items[0].notice->cluster_id, 7);
    drafts_clear(&drafts);
    free(change);
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(an_empty_form__comes_back_empty)
{
    struct desk_fixture *fixture = desk_fixture_open();
    struct intake *intake = mem_new(1, sizeof(*intake));
    struct drafts drafts;
    strcpy(intake->request, "0123456789abcdef0123456789abcdef");
    fixture_ok(draft_save(&fixture->desk, DRAFT_INTAKE, intake, NULL, &err));
    fixture_ok(draft_restore(&fixture->desk, &drafts, &err));
    ck_assert_uint_eq(drafts.count, 1);
    same(&contact_fields, &intake->contact, &drafts.items[0].intake->contact);
    same(&case_record_fields, &intake->record, &drafts.items[0].intake->record);
    same_details(&intake->details, &drafts.items[0].intake->details);
    drafts_clear(&drafts);
    free(intake);
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(a_draft__is_one_private_file_replaced_in_place_and_dropped_for_good)
{
    struct desk_fixture *fixture = desk_fixture_open();
    struct intake *intake = desk_fixture_intake(fixture);
    char name[300], path[400];
    struct stat file;
    fixture_ok(draft_save(&fixture->desk, DRAFT_INTAKE, intake, NULL, &err));
    fixture_ok(draft_save(&fixture->desk, DRAFT_INTAKE, intake, NULL, &err));
    ck_assert_uint_eq(draft_files(fixture, name), 1);
    ck_assert_int_eq(strncmp(name, "1001-", 5), 0);
    drafts_path(fixture, name, path);
    ck_assert_int_eq(stat(path, &file), 0);
    ck_assert_int_eq(file.st_mode & 0777, 0600);
    fixture_ok(draft_drop(&fixture->desk, DRAFT_INTAKE, intake, &err));
    fixture_ok(draft_drop(&fixture->desk, DRAFT_INTAKE, intake, &err));
    ck_assert_uint_eq(draft_files(fixture, name), 0);
    free(intake);
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(a_correction__comes_back_with_what_was_loaded_and_what_was_typed)
{
    struct desk_fixture *fixture = desk_fixture_open();
    struct case_edit *edit = mem_new(1, sizeof(*edit));
    struct drafts drafts;
    request_make(edit->request);
    edit->opened_at = DESK_NOW - 3;
    edit->before.head = edit->after.head = (struct record_head){.id = 7, .version = 12};
    fill_all(&case_record_fields, &edit->before, 3000000000);
    fill_all(&case_record_fields, &edit->after, 4000000001);
    fill_details(&edit->details_before, 5000000000);
    fill_details(&edit->details_after, 6000000001);
    fixture_ok(draft_save(&fixture->desk, DRAFT_EDIT, edit, NULL, &err));
    fixture_ok(draft_restore(&fixture->desk, &drafts, &err));
    ck_assert_uint_eq(drafts.count, 1);
    ck_assert_int_eq(drafts.items[0].kind, DRAFT_EDIT);
    const struct case_edit *back = drafts.items[0].edit;
    same(&case_record_fields, &edit->before, &back->before);
    same(&case_record_fields, &edit->after, &back->after);
    same_details(&edit->details_before, &back->details_before);
    same_details(&edit->details_after, &back->details_after);
    ck_assert_int_eq(back->before.head.id, 7);
    ck_assert_int_eq(back->after.head.version, 12);
    ck_assert_str_eq(back->request, edit->request);
    ck_assert_int_eq(back->opened_at, DESK_NOW - 3);
    drafts_clear(&drafts);
    free(edit);
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(a_move__comes_back_with_its_report_and_a_time_that_is_not_one_yet)
{
    struct desk_fixture *fixture = desk_fixture_open();
    struct move_draft *move = mem_new(1, sizeof(*move));
    struct drafts drafts;
    *move = (struct move_draft){.request = {.case_id = 9,
                                            .version = 4,
                                            .action = "arrive",
                                            .reporter = "周师傅",
                                            .note = "到了\n\"门口\"",
                                            .opened_at = DESK_NOW - 5},
                                .at = "14:3"};
    request_make(move->request.request);
    fill_all(&case_record_fields, &move->request.values, 5000000000);
    fill_details(&move->request.details, 6000000000);
    fixture_ok(draft_save(&fixture->desk, DRAFT_MOVE, move, NULL, &err));
    fixture_ok(draft_restore(&fixture->desk, &drafts, &err));
    ck_assert_uint_eq(drafts.count, 1);
    ck_assert_int_eq(drafts.items[0].kind, DRAFT_MOVE);
    const struct move_draft *back = drafts.items[0].move;
    ck_assert_int_eq(back->request.case_id, 9);
    ck_assert_int_eq(back->request.version, 4);
    ck_assert_str_eq(back->request.action, "arrive");
    ck_assert_str_eq(back->request.reporter, "周师傅");
    ck_assert_str_eq(back->request.note, "到了\n\"门口\"");
    ck_assert_str_eq(back->request.request, move->request.request);
    ck_assert_int_eq(back->request.opened_at, DESK_NOW - 5);
    ck_assert_str_eq(back->at, "14:3");
    same(&case_record_fields, &move->request.values, &back->request.values);
    same_details(&move->request.details, &back->request.details);
    drafts_clear(&drafts);
    free(move);
    desk_fixture_close(fixture);
}
END_TEST

/* Save a draft, do what it asks, then sign in again: nothing comes back and no file is left. */
static void expect_dropped(struct desk_fixture *fixture, enum draft_kind kind, void *form, task_work work,
                           void *argument, const char *request)
{
    struct drafts drafts;
    char name[300];
    int64_t id;
    fixture_ok(draft_save(&fixture->desk, kind, form, NULL, &err));
    fixture_ok(draft_restore(&fixture->desk, &drafts, &err));
    ck_assert_uint_eq(drafts.count, 1);
    drafts_clear(&drafts);
    fixture_ok(task_run(&fixture->desk, work, argument, request, 1000, &id, &err));
    fixture_ok(draft_restore(&fixture->desk, &drafts, &err));
    ck_assert_uint_eq(drafts.count, 0);
    ck_assert_uint_eq(draft_files(fixture, name), 0);
    drafts_clear(&drafts);
}

START_TEST(a_draft_of_any_kind_whose_save_went_through__is_dropped_at_the_next_sign_in)
{
    struct desk_fixture *fixture = desk_fixture_open();
    struct intake *intake = desk_fixture_intake(fixture);
    struct case_edit *edit = mem_new(1, sizeof(*edit));
    struct move_draft *move = mem_new(1, sizeof(*move));
    struct case_file *file = mem_new(1, sizeof(*file));
    expect_dropped(fixture, DRAFT_INTAKE, intake, intake_save, intake, intake->request);
    fixture_ok(casework_load(&fixture->desk, desk_fixture_case(fixture), file, &err));
    edit->before = edit->after = file->record;
    strcpy(edit->after.address, "改过的地址");
    request_make(edit->request);
    expect_dropped(fixture, DRAFT_EDIT, edit, casework_edit, edit, edit->request);
    move->request = (struct move_request){
        .case_id = file->record.head.id, .action = "dispatch", .set = {"unit"}, .set_count = 1};
    strcpy(move->request.values.unit, fixture->config.profile.sets[SET_UNIT].items[0].code);
    request_make(move->request.request);
    expect_dropped(fixture, DRAFT_MOVE, move, casework_move, &move->request, move->request.request);
    free(file);
    free(move);
    free(edit);
    free(intake);
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(a_one_line_question__comes_back_with_all_it_is_about)
{
    struct desk_fixture *fixture = desk_fixture_open();
    struct prompt_draft question = {.opened_at = 5,
                                    .action = "promise.done",
                                    .id = 7,
                                    .page = 8,
                                    .version = 9,
                                    .key = "早班",
                                    .who = "1001",
                                    .about = "张桂兰  问\"热价\"",
                                    .text = "说到一半"};
    struct drafts drafts;
    request_make(question.request);
    fixture_ok(draft_save(&fixture->desk, DRAFT_PROMPT, &question, NULL, &err));
    fixture_ok(draft_restore(&fixture->desk, &drafts, &err));
    ck_assert_uint_eq(drafts.count, 1);
    ck_assert_int_eq(drafts.items[0].kind, DRAFT_PROMPT);
    ck_assert_mem_eq(drafts.items[0].prompt, &question, sizeof(question));
    drafts_clear(&drafts);
    fixture_ok(draft_drop(&fixture->desk, DRAFT_PROMPT, &question, &err));
    fixture_ok(draft_restore(&fixture->desk, &drafts, &err));
    ck_assert_uint_eq(drafts.count, 0);
    drafts_clear(&drafts);
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(a_file_of_before_there_were_kinds__comes_back_as_a_call_form)
{
    struct desk_fixture *fixture = desk_fixture_open();
    struct drafts drafts;
    char path[400], *real = realpath(fixture->database, NULL);
    ck_assert_ptr_nonnull(real);
    drafts_path(fixture, "", path);
    fixture_ok(path_make_directories(path, &err));
    drafts_path(fixture, "1001-abc.json", path);
    FILE *file = fopen(path, "w");
    fprintf(file,
            "{\"database\":\"%s\",\"badge\":\"1001\",\"request\":\"abc\",\"opened_at\":5,"
            "\"answered_at_once\":true,\"contact\":{},\"case\":{\"content\":\"旧草稿\"}}",
            real);
    fclose(file);
    free(real);
    fixture_ok(draft_restore(&fixture->desk, &drafts, &err));
    ck_assert_uint_eq(drafts.count, 1);
    ck_assert_int_eq(drafts.items[0].kind, DRAFT_INTAKE);
    ck_assert_str_eq(drafts.items[0].intake->record.content, "旧草稿");
    ck_assert(drafts.items[0].intake->answered_at_once);
    drafts_clear(&drafts);
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(a_draft_of_another_badge_or_database__is_left_alone)
{
    struct desk_fixture *fixture = desk_fixture_open();
    struct intake *intake = desk_fixture_intake(fixture);
    char name[300], path[400];
    struct drafts drafts;
    desk_fixture_act(fixture, ROLE_LEAD);
    fixture_ok(draft_save(&fixture->desk, DRAFT_INTAKE, intake, NULL, &err));
    desk_fixture_act(fixture, ROLE_OPERATOR);
    fixture_ok(draft_restore(&fixture->desk, &drafts, &err));
    ck_assert_uint_eq(drafts.count, 0);
    drafts_clear(&drafts);
    ck_assert_uint_eq(draft_files(fixture, name), 1);
    drafts_path(fixture, "1001-00000000000000000000000000000abc.json", path);
    FILE *file = fopen(path, "w");
    fputs(
        "{\"database\":\"/elsewhere.db\",\"badge\":\"1001\",\"request\":\"00000000000000000000000000000abc\","
        "\"opened_at\":5,\"answered_at_once\":false,\"contact\":{},\"case\":{\"from_the_future\":1}}",
        file);
    fclose(file);
    fixture_ok(draft_restore(&fixture->desk, &drafts, &err));
    ck_assert_uint_eq(drafts.count, 0);
    ck_assert_int_eq(access(path, F_OK), 0);
    drafts_clear(&drafts);
    free(intake);
    desk_fixture_close(fixture);
}
END_TEST

static const char *const damage[] = {
    "",
    "{",
    "[]",
    "{\"database\":5}",
    "\xff\xfe",
    "{\"database\":\"x\",\"request\":\"../../etc/passwd\",\"opened_at\":1,\"contact\":{},\"case\":{}}",
    "{\"database\":\"x\",\"request\":\"abc\",\"opened_at\":1,\"contact\":{},\"case\":{\"name\":7}}",
    "{\"database\":\"x\",\"request\":\"abc\",\"opened_at\":1,\"contact\":{},\"case\":{\"title\":"
    "\"0123456789012345678901234567890123456789012345678901234567890123456789\"}}",
    "{\"kind\":\"poem\",\"database\":\"x\",\"request\":\"abc\",\"opened_at\":1}",
    "{\"kind\":\"edit\",\"database\":\"x\",\"request\":\"abc\",\"opened_at\":1,\"before\":{}}",
    "{\"kind\":\"move\",\"database\":\"x\",\"request\":\"abc\",\"opened_at\":1,\"case_id\":\"1\",\"values\":{"
    "}}",
    "{\"kind\":\"move\",\"database\":\"x\",\"request\":\"abc\",\"case_id\":1,\"values\":{}}",
};

START_TEST(a_damaged_draft__is_kept_aside_and_said_and_the_others_come_back)
{
    struct desk_fixture *fixture = desk_fixture_open();
    struct intake *intake = desk_fixture_intake(fixture);
    for (size_t i = 0; i < sizeof(damage) / sizeof(damage[0]); i++) {
        char path[400], aside[410];
        struct drafts drafts;
        struct err fault = {0};
        fixture_ok(draft_save(&fixture->desk, DRAFT_INTAKE, intake, NULL, &err));
        drafts_path(fixture, "1001-abc.json", path);
        FILE *file = fopen(path, "w");
        fputs(damage[i], file);
        fclose(file);
        ck_assert_int_eq(draft_restore(&fixture->desk, &drafts, &fault), STATUS_OK);
        ck_assert_msg(drafts.count == 1, "damage %zu: %zu drafts came back", i, drafts.count);
        ck_assert_int_eq(fault.status, STATUS_CORRUPT);
        snprintf(aside, sizeof(aside), "%s.bad", path);
        ck_assert_msg(access(aside, F_OK) == 0 && access(path, F_OK) != 0, "damage %zu", i);
        ck_assert_str_eq(fault.where, aside);
        drafts_clear(&drafts);
    }
    free(intake);
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(several_drafts__come_back_oldest_first)
{
    struct desk_fixture *fixture = desk_fixture_open();
    struct drafts drafts;
    for (int i = 0; i < 5; i++) {
        struct intake *intake = desk_fixture_intake(fixture);
        intake->opened_at = DESK_NOW + (i * 7) % 5;
        fixture_ok(draft_save(&fixture->desk, DRAFT_INTAKE, intake, NULL, &err));
        free(intake);
    }
    fixture_ok(draft_restore(&fixture->desk, &drafts, &err));
    ck_assert_uint_eq(drafts.count, 5);
    for (size_t i = 0; i < drafts.count; i++) {
        ck_assert_int_eq(drafts.items[i].opened_at, DESK_NOW + (int64_t)i);
    }
    drafts_clear(&drafts);
    desk_fixture_close(fixture);
}
END_TEST

SUITE_MAIN("draft", every_field_of_a_form__comes_back_as_it_was,
           what_cannot_be_read__comes_back_as_it_was_typed, a_notice__comes_back_as_it_was,
           an_empty_form__comes_back_empty,
           a_draft__is_one_private_file_replaced_in_place_and_dropped_for_good,
           a_correction__comes_back_with_what_was_loaded_and_what_was_typed,
           a_move__comes_back_with_its_report_and_a_time_that_is_not_one_yet,
           a_draft_of_any_kind_whose_save_went_through__is_dropped_at_the_next_sign_in,
           a_one_line_question__comes_back_with_all_it_is_about,
           a_file_of_before_there_were_kinds__comes_back_as_a_call_form,
           a_draft_of_another_badge_or_database__is_left_alone,
           a_damaged_draft__is_kept_aside_and_said_and_the_others_come_back,
           several_drafts__come_back_oldest_first)
