#include "suite.h"

#include <dirent.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "desk/desk_fixture.h"
#include "zuoxi/base/mem.h"
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
        if (entry->d_name[0] == '.')
            continue;
        count++;
        snprintf(name, 300, "%s", entry->d_name);
    }
    if (folder != NULL)
        closedir(folder);
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
            *field_optional(field, record) = (struct optional){.value = value, .given = true};
            break;
        case FIELD_REF:
            *field_reference(field, record) = value;
            break;
        }
    }
}

static void same(const struct field_table *table, const void *left, const void *right)
{
    for (size_t i = 0; i < table->count; i++)
        ck_assert_msg(!field_differs(&table->fields[i], left, right), "%s.%s", table->record,
                      table->fields[i].name);
}

START_TEST(every_field_of_a_form__comes_back_as_it_was)
{
    struct desk_fixture *fixture = desk_fixture_open();
    struct intake *intake = desk_fixture_intake(fixture), *restored = NULL;
    size_t count = 0;
    fill_all(&contact_fields, &intake->contact, 3000000000);
    fill_all(&case_record_fields, &intake->record, 4000000000);
    intake->answered_at_once = true;
    intake->opened_at = DESK_NOW - 7;
    fixture_ok(draft_save(&fixture->desk, intake, &err));
    fixture_ok(draft_restore(&fixture->desk, &restored, &count, &err));
    ck_assert_uint_eq(count, 1);
    same(&contact_fields, &intake->contact, &restored->contact);
    same(&case_record_fields, &intake->record, &restored->record);
    ck_assert_str_eq(restored->request, intake->request);
    ck_assert_int_eq(restored->opened_at, DESK_NOW - 7);
    ck_assert(restored->answered_at_once);
    free(restored);
    free(intake);
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(an_empty_form__comes_back_empty)
{
    struct desk_fixture *fixture = desk_fixture_open();
    struct intake *intake = mem_new(1, sizeof(*intake)), *restored = NULL;
    size_t count = 0;
    strcpy(intake->request, "0123456789abcdef0123456789abcdef");
    fixture_ok(draft_save(&fixture->desk, intake, &err));
    fixture_ok(draft_restore(&fixture->desk, &restored, &count, &err));
    ck_assert_uint_eq(count, 1);
    same(&contact_fields, &intake->contact, &restored->contact);
    same(&case_record_fields, &intake->record, &restored->record);
    free(restored);
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
    fixture_ok(draft_save(&fixture->desk, intake, &err));
    fixture_ok(draft_save(&fixture->desk, intake, &err));
    ck_assert_uint_eq(draft_files(fixture, name), 1);
    ck_assert_int_eq(strncmp(name, "1001-", 5), 0);
    drafts_path(fixture, name, path);
    ck_assert_int_eq(stat(path, &file), 0);
    ck_assert_int_eq(file.st_mode & 0777, 0600);
    fixture_ok(draft_drop(&fixture->desk, intake, &err));
    fixture_ok(draft_drop(&fixture->desk, intake, &err));
    ck_assert_uint_eq(draft_files(fixture, name), 0);
    free(intake);
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(a_draft_whose_save_went_through__is_dropped_at_the_next_sign_in)
{
    struct desk_fixture *fixture = desk_fixture_open();
    struct intake *intake = desk_fixture_intake(fixture), *restored = NULL;
    char name[300];
    size_t count = 9;
    int64_t id;
    fixture_ok(draft_save(&fixture->desk, intake, &err));
    fixture_ok(task_run(&fixture->desk, intake_save, intake, intake->request, 1000, &id, &err));
    fixture_ok(draft_restore(&fixture->desk, &restored, &count, &err));
    ck_assert_uint_eq(count, 0);
    ck_assert_uint_eq(draft_files(fixture, name), 0);
    free(restored);
    free(intake);
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(a_draft_of_another_badge_or_database__is_left_alone)
{
    struct desk_fixture *fixture = desk_fixture_open();
    struct intake *intake = desk_fixture_intake(fixture), *restored = NULL;
    char name[300], path[400];
    size_t count = 9;
    desk_fixture_act(fixture, ROLE_LEAD);
    fixture_ok(draft_save(&fixture->desk, intake, &err));
    desk_fixture_act(fixture, ROLE_OPERATOR);
    fixture_ok(draft_restore(&fixture->desk, &restored, &count, &err));
    ck_assert_uint_eq(count, 0);
    free(restored);
    ck_assert_uint_eq(draft_files(fixture, name), 1);
    drafts_path(fixture, "1001-00000000000000000000000000000abc.json", path);
    FILE *file = fopen(path, "w");
    fputs(
        "{\"database\":\"/elsewhere.db\",\"badge\":\"1001\",\"request\":\"00000000000000000000000000000abc\","
        "\"opened_at\":5,\"answered_at_once\":false,\"contact\":{},\"case\":{\"from_the_future\":1}}",
        file);
    fclose(file);
    fixture_ok(draft_restore(&fixture->desk, &restored, &count, &err));
    ck_assert_uint_eq(count, 0);
    ck_assert_int_eq(access(path, F_OK), 0);
    free(restored);
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
};

START_TEST(a_damaged_draft__is_kept_aside_and_said_and_the_others_come_back)
{
    struct desk_fixture *fixture = desk_fixture_open();
    struct intake *intake = desk_fixture_intake(fixture), *restored = NULL;
    for (size_t i = 0; i < sizeof(damage) / sizeof(damage[0]); i++) {
        char path[400], aside[410];
        size_t count = 0;
        struct err fault = {0};
        fixture_ok(draft_save(&fixture->desk, intake, &err));
        drafts_path(fixture, "1001-abc.json", path);
        FILE *file = fopen(path, "w");
        fputs(damage[i], file);
        fclose(file);
        ck_assert_int_eq(draft_restore(&fixture->desk, &restored, &count, &fault), STATUS_OK);
        ck_assert_msg(count == 1, "damage %zu: %zu drafts came back", i, count);
        ck_assert_int_eq(fault.status, STATUS_CORRUPT);
        snprintf(aside, sizeof(aside), "%s.bad", path);
        ck_assert_msg(access(aside, F_OK) == 0 && access(path, F_OK) != 0, "damage %zu", i);
        ck_assert_str_eq(fault.where, aside);
        free(restored);
    }
    free(intake);
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(several_drafts__come_back_oldest_first)
{
    struct desk_fixture *fixture = desk_fixture_open();
    struct intake *restored = NULL;
    size_t count = 0;
    for (int i = 0; i < 5; i++) {
        struct intake *intake = desk_fixture_intake(fixture);
        intake->opened_at = DESK_NOW + (i * 7) % 5;
        fixture_ok(draft_save(&fixture->desk, intake, &err));
        free(intake);
    }
    fixture_ok(draft_restore(&fixture->desk, &restored, &count, &err));
    ck_assert_uint_eq(count, 5);
    for (size_t i = 0; i < count; i++)
        ck_assert_int_eq(restored[i].opened_at, DESK_NOW + (int64_t)i);
    free(restored);
    desk_fixture_close(fixture);
}
END_TEST

SUITE_MAIN("draft", every_field_of_a_form__comes_back_as_it_was, an_empty_form__comes_back_empty,
           a_draft__is_one_private_file_replaced_in_place_and_dropped_for_good,
           a_draft_whose_save_went_through__is_dropped_at_the_next_sign_in,
           a_draft_of_another_badge_or_database__is_left_alone,
           a_damaged_draft__is_kept_aside_and_said_and_the_others_come_back,
           several_drafts__come_back_oldest_first)
