/* A person's data erased on lawful request: gone from every record, from the audit, from the bytes of the
 * files. */

#include "desk/desk_fixture.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fault/fault_vfs.h"
#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/desk/board.h"
#include "zuoxi/desk/customers.h"
#include "zuoxi/desk/draft.h"
#include "zuoxi/desk/erase.h"
#include "zuoxi/desk/lookup.h"
#include "zuoxi/desk/message.h"
#include "zuoxi/desk/promise.h"
#include "zuoxi/store/record.h"

/* What must be nowhere afterwards. */
static const char *const secrets[] = {"13800001234", "13900005678", "13700009999", "访客甲乙",  "访客改名",
                                      "7-1-302",     "老人独居",    "转告邻居",    "问什么时候"};

static int64_t save_customer(struct desk_fixture *fixture, const struct customer *before, const char *name)
{
    static struct customer_edit edit;
    static const char *const values[][2] = {
        {"account", "K1"},       {"phone", "13800001234"}, {"phone_3", "13900005678"},
        {"community", "南新里"}, {"building", "7"},        {"entrance", "1"},
        {"room", "302"},         {"needs", "老人独居"},    {"notes", "白天打13700009999转告邻居"}};
    int64_t id = 0;
    customers_begin(&fixture->desk, before, &edit);
    for (size_t i = 0; i < sizeof(values) / sizeof(values[0]); i++) {
        fixture_ok(field_parse(field_find(&customer_fields, values[i][0]), &edit.after, values[i][1], &err));
    }
    text_copy(edit.after.name, sizeof(edit.after.name), name);
    fixture_ok(task_run(&fixture->desk, customers_save, &edit, edit.request, 1000, &id, &err));
    return id;
}

/* A call of the household; answered at once it is a case born closed. */
static int64_t save_case(struct desk_fixture *fixture, int64_t customer, bool is_closed)
{
    struct intake *intake = desk_fixture_intake(fixture);
    int64_t id = 0;
    intake->record.customer_id = intake->contact.customer_id = customer;
    text_copy(intake->record.name, sizeof(intake->record.name), "访客甲乙");
    text_copy(intake->record.phone, sizeof(intake->record.phone), "13800001234");
    text_copy(intake->record.address, sizeof(intake->record.address), "南新里7-1-302");
    text_copy(intake->record.content, sizeof(intake->record.content), "访客甲乙 13800001234 问什么时候");
    text_copy(intake->contact.phone, sizeof(intake->contact.phone), "13800001234");
    text_copy(intake->contact.said, sizeof(intake->contact.said), "请打13700009999");
    intake->answered_at_once = is_closed;
    fixture_ok(task_run(&fixture->desk, intake_save, intake, intake->request, 1000, &id, &err));
    free(intake);
    return id;
}

static void leave_message(struct desk_fixture *fixture)
{
    struct message_new message = {.message = {.recipient = "2001"}};
    int64_t id;
    request_make(message.request);
    text_copy(message.message.name, sizeof(message.message.name), "访客甲乙");
    text_copy(message.message.phone, sizeof(message.message.phone), "13800001234");
    text_copy(message.message.text, sizeof(message.message.text), "转告邻居 13900005678");
    fixture_ok(task_run(&fixture->desk, message_leave, &message, message.request, 1000, &id, &err));
}

/* A household with an earlier name, a closed case and a message. */
static int64_t make_person(struct desk_fixture *fixture)
{
    static struct customer customer;
    int64_t id = save_customer(fixture, NULL, "访客改名");
    fixture_ok(lookup_customer(&fixture->desk, id, &customer, &err));
    save_customer(fixture, &customer, "访客甲乙");
    save_case(fixture, id, true);
    leave_message(fixture);
    return id;
}

static bool file_holds(const char *path, const char *secret)
{
    FILE *file = fopen(path, "rb");
    size_t length = 0, wanted = strlen(secret);
    bool holds = false;
    if (file == NULL) {
        return false;
    }
    fseek(file, 0, SEEK_END);
    char *bytes = mem_new((size_t)ftell(file) + 1, 1);
    length = (size_t)ftell(file);
    rewind(file);
    ck_assert_uint_eq(fread(bytes, 1, length, file), length);
    fclose(file); /* the last look at this database: closing drops locks */
    for (size_t i = 0; i + wanted <= length && !holds; i++) {
        holds = memcmp(bytes + i, secret, wanted) == 0;
    }
    free(bytes);
    return holds;
}

static enum status erase(struct desk_fixture *fixture, int64_t id, const char *reason, struct err *why)
{
    struct erase_request request = {.customer_id = id};
    text_copy(request.reason, sizeof(request.reason), reason);
    request_make(request.request);
    return task_run(&fixture->desk, erase_person, &request, request.request, 1000, NULL, why);
}

static void scrub(struct desk_fixture *fixture)
{
    bool left = true;
    for (int turn = 0; left; turn++) {
        ck_assert_int_lt(turn, 1000);
        fixture_ok(erase_scrub(&fixture->desk, 0, &left, &err));
    }
}

START_TEST(person__erased__is_nowhere_in_the_files_and_everything_still_fits)
{
    struct desk_fixture *fixture = desk_fixture_open();
    struct str findings = {0};
    char log[200];
    bool left = false;
    int64_t id = make_person(fixture), cases = desk_fixture_count(fixture, "case_record"),
            legs = desk_fixture_count(fixture, "leg"), contacts = desk_fixture_count(fixture, "contact");
    snprintf(log, sizeof(log), "%s-wal", fixture->database);
    desk_fixture_act(fixture, ROLE_ADMIN);
    fixture_ok(erase(fixture, id, "本人书面申请", &err));
    fixture_ok(erase_is_left(&fixture->desk, &left, &err));
    ck_assert(left);
    scrub(fixture);
    fixture_ok(erase_is_left(&fixture->desk, &left, &err));
    ck_assert(!left);
    ck_assert_int_eq(desk_fixture_count(fixture, "case_record"), cases);
    ck_assert_int_eq(desk_fixture_count(fixture, "leg"), legs);
    ck_assert_int_eq(desk_fixture_count(fixture, "contact"), contacts);
    fixture_ok(store_verify(fixture->desk.store, &findings, &err));
    ck_assert_str_eq(str_text(&findings), "");
    struct customer customer;
    fixture_ok(lookup_customer(&fixture->desk, id, &customer, &err));
    ck_assert_str_eq(customer.name, "已按申请删除");
    ck_assert_str_eq(customer.account, "K1");
    ck_assert_str_eq(customer.address, "南新里7");
    for (size_t i = 0; i < sizeof(secrets) / sizeof(secrets[0]); i++) {
        ck_assert_msg(!file_holds(fixture->database, secrets[i]), "%s in the file", secrets[i]);
        ck_assert_msg(!file_holds(log, secrets[i]), "%s in the log", secrets[i]);
    }
    str_free(&findings);
    desk_fixture_close(fixture);
}
END_TEST

/* The control: without the scrubbing the bytes are still there, so the search would find them. */
START_TEST(person__only_deleted__would_be_found_in_the_bytes)
{
    struct desk_fixture *fixture = desk_fixture_open();
    char log[200];
    int64_t id = make_person(fixture);
    snprintf(log, sizeof(log), "%s-wal", fixture->database);
    desk_fixture_act(fixture, ROLE_ADMIN);
    fixture_ok(erase(fixture, id, "本人书面申请", &err));
    ck_assert(file_holds(log, "13800001234") || file_holds(fixture->database, "13800001234"));
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(person__with_something_open__is_not_erased_and_told_what)
{
    struct desk_fixture *fixture = desk_fixture_open();
    struct err why;
    int64_t id = make_person(fixture);
    save_case(fixture, id, false);
    desk_fixture_act(fixture, ROLE_ADMIN);
    ck_assert_int_eq(erase(fixture, id, "本人书面申请", &why), STATUS_CONFLICT);
    ck_assert_ptr_nonnull(strstr(why.what, "1张工单没有归档"));
    struct erase_plan plan;
    fixture_ok(erase_plan(&fixture->desk, id, &plan, &err));
    ck_assert_int_eq(plan.open_cases, 1);
    ck_assert_uint_eq(plan.counts[ERASE_CASES], 2);
    ck_assert_uint_eq(plan.counts[ERASE_MESSAGES], 1);
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(person__needs_a_reason_and_the_right)
{
    struct desk_fixture *fixture = desk_fixture_open();
    struct err why;
    int64_t id = make_person(fixture);
    desk_fixture_act(fixture, ROLE_LEAD);
    ck_assert_int_eq(erase(fixture, id, "本人书面申请", &why), STATUS_DENIED);
    desk_fixture_act(fixture, ROLE_ADMIN);
    ck_assert_int_eq(erase(fixture, id, " ", &why), STATUS_INVALID);
    ck_assert_int_eq(erase(fixture, 999999, "本人书面申请", &why), STATUS_NOT_FOUND);
    struct customer customer;
    fixture_ok(lookup_customer(&fixture->desk, id, &customer, &err));
    ck_assert_str_eq(customer.name, "访客甲乙");
    desk_fixture_close(fixture);
}
END_TEST

static int64_t household(struct desk_fixture *fixture, const char *phone)
{
    static struct customer_edit edit;
    int64_t id = 0;
    customers_begin(&fixture->desk, NULL, &edit);
    text_copy(edit.after.name, sizeof(edit.after.name), "邻居丙");
    text_copy(edit.after.phone, sizeof(edit.after.phone), phone);
    fixture_ok(task_run(&fixture->desk, customers_save, &edit, edit.request, 1000, &id, &err));
    return id;
}

START_TEST(others__of_the_same_phone__keep_theirs)
{
    struct desk_fixture *fixture = desk_fixture_open();
    int64_t id = make_person(fixture), other = household(fixture, "13800001234");
    desk_fixture_act(fixture, ROLE_ADMIN);
    fixture_ok(erase(fixture, id, "本人书面申请", &err));
    struct customer customer;
    fixture_ok(lookup_customer(&fixture->desk, other, &customer, &err));
    ck_assert_str_eq(customer.name, "邻居丙");
    ck_assert_str_eq(customer.phone, "13800001234");
    desk_fixture_close(fixture);
}
END_TEST

static int64_t announce(struct desk_fixture *fixture)
{
    struct notice_change *notice = mem_new(1, sizeof(*notice));
    int64_t id = 0;
    desk_fixture_act(fixture, ROLE_LEAD);
    board_begin(&fixture->desk, notice, NULL);
    text_copy(notice->after.title, sizeof(notice->after.title), "城东站抢修");
    text_copy(notice->after.stations, sizeof(notice->after.stations), "城东站");
    fixture_ok(task_run(&fixture->desk, board_save, notice, notice->request, 1000, &id, &err));
    free(notice);
    return id;
}

static void ring_about(struct desk_fixture *fixture, int64_t notice, int64_t customer, const char *phone)
{
    struct notice_call call = {
        .notice_id = notice, .customer_id = customer, .state = {.value = CALL_WAITING, .given = true}};
    text_copy(call.phone, sizeof(call.phone), phone);
    fixture_begin(fixture->desk.store);
    fixture_ok(board_attach(&fixture->desk, &call, &err));
    fixture_commit(fixture->desk.store);
}

/* Without their numbers nobody can tell any more that two calls were one household's. */
START_TEST(a_notices_calls__of_somebody_who_rang_twice_and_was_erased__are_no_damage__another_count_is)
{
    struct desk_fixture *fixture = desk_fixture_open();
    struct str findings = {0};
    int64_t id = make_person(fixture), notice = announce(fixture);
    ring_about(fixture, notice, id, "13800001234");
    ring_about(fixture, notice, id, "13800001234");
    ring_about(fixture, notice, 0, "13800007777");
    desk_fixture_act(fixture, ROLE_ADMIN);
    fixture_ok(erase(fixture, id, "本人书面申请", &err));
    ck_assert_int_eq(fixture_int(fixture->desk.store, "SELECT call_count FROM notice"), 2);
    fixture_ok(store_verify(fixture->desk.store, &findings, &err));
    ck_assert_str_eq(str_text(&findings), "");
    fixture_sql(fixture->desk.store, "UPDATE notice SET call_count = 4");
    fixture_ok(store_verify(fixture->desk.store, &findings, &err));
    ck_assert_ptr_nonnull(strstr(str_text(&findings), "：记着 4，应为 3"));
    str_reset(&findings);
    fixture_sql(fixture->desk.store, "UPDATE notice SET call_count = 0");
    fixture_ok(store_verify(fixture->desk.store, &findings, &err));
    ck_assert_ptr_nonnull(strstr(str_text(&findings), "：记着 0，应为 3"));
    str_free(&findings);
    fixture->is_damaged = true;
    desk_fixture_close(fixture);
}
END_TEST

/* Another desk, which erases somebody at the next chance. */
struct colleague {
    struct desk desk;
    int64_t customer;
};

static void erase_once(void *context)
{
    struct colleague *colleague = context;
    struct erase_request request = {.customer_id = colleague->customer, .reason = "本人书面申请"};
    fault_between(NULL, NULL);
    request_make(request.request);
    fixture_ok(task_run(&colleague->desk, erase_person, &request, request.request, 1000, NULL, &err));
}

static bool stands_at(struct desk_fixture *fixture, const char *stage)
{
    char sql[100];
    snprintf(sql, sizeof(sql), "SELECT count(*) FROM meta WHERE key = 'erase.left' AND value = '%s'", stage);
    return fixture_int(fixture->desk.store, sql) == 1;
}

/* A slice has looked at its stage when the other desk's erasure is stored. */
static void erase_during(const char *stage)
{
    struct desk_fixture *fixture = desk_fixture_open();
    struct colleague colleague;
    bool left = true;
    int64_t id = make_person(fixture);
    colleague.customer = household(fixture, "13800001234");
    fixture_ok(desk_open(&colleague.desk, fixture->database, &fixture->config.settings,
                         &fixture->config.profile, &fixture->config.book, &desk_fixture_clock, &err));
    colleague.desk.actor = (struct actor){.badge = "9001", .role = ROLE_ADMIN, .origin = "console"};
    desk_fixture_act(fixture, ROLE_ADMIN);
    fixture_ok(erase(fixture, id, "本人书面申请", &err));
    while (!stands_at(fixture, stage)) {
        fixture_ok(erase_scrub(&fixture->desk, 0, &left, &err));
    }
    fault_between(erase_once, &colleague);
    fixture_ok(erase_scrub(&fixture->desk, 0, &left, &err));
    ck_assert(left);
    ck_assert(stands_at(fixture, "merge")); /* from the beginning, for both */
    scrub(fixture);
    desk_close(&colleague.desk);
    desk_fixture_close(fixture);
}

START_TEST(an_erasure__while_an_earlier_one_is_scrubbed__is_scrubbed_from_the_beginning)
{
    fault_install();
    erase_during("merging");
    erase_during("log");
}
END_TEST

static void keep_form(struct desk_fixture *fixture, const char *badge, const char *phone)
{
    struct intake *intake = desk_fixture_intake(fixture);
    desk_fixture_act(fixture, ROLE_OPERATOR);
    text_copy(fixture->desk.actor.badge, sizeof(fixture->desk.actor.badge), badge);
    text_copy(intake->contact.phone, sizeof(intake->contact.phone), phone);
    fixture_ok(draft_save(&fixture->desk, DRAFT_INTAKE, intake, NULL, &err));
    free(intake);
    desk_fixture_act(fixture, ROLE_ADMIN);
}

START_TEST(a_form_that_is_not_saved__with_one_of_the_numbers__hinders__and_its_owner_is_named)
{
    struct desk_fixture *fixture = desk_fixture_open();
    struct err why;
    int64_t id = make_person(fixture);
    keep_form(fixture, "12-34", "13800001234");
    ck_assert_int_eq(erase(fixture, id, "本人书面申请", &why), STATUS_CONFLICT);
    ck_assert_ptr_nonnull(strstr(why.what, "12-34 有一份没有提交的表单"));
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(a_short_number__is_looked_for_in_fields_for_numbers_alone)
{
    struct desk_fixture *fixture = desk_fixture_open();
    struct err why;
    int64_t id = household(fixture, "1");
    keep_form(fixture, "1001", "13800005678"); /* full of digits: moments, ids, addresses */
    fixture_ok(erase(fixture, id, "本人书面申请", &err));
    id = household(fixture, "8");
    keep_form(fixture, "1001", "8");
    ck_assert_int_eq(erase(fixture, id, "本人书面申请", &why), STATUS_CONFLICT);
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(a_draft_that_cannot_be_read__hinders_nobodys_erasure__and_is_told_of)
{
    struct desk_fixture *fixture = desk_fixture_open();
    struct erase_plan plan;
    struct str text = {0};
    char path[200];
    int64_t id = make_person(fixture);
    keep_form(fixture, "1001", "13800005678");
    snprintf(path, sizeof(path), "%s/zuoxi/drafts/1001-00ff.json", fixture->directory);
    FILE *file = fopen(path, "w");
    fprintf(file, "%*s", 300000, "");
    fclose(file);
    fixture_ok(erase_plan(&fixture->desk, id, &plan, &err));
    ck_assert_uint_eq(plan.unread_drafts, 1);
    erase_describe(&plan, &text);
    ck_assert_ptr_nonnull(strstr(str_text(&text), "1 份草稿读不了"));
    fixture_ok(erase(fixture, id, "本人书面申请", &err));
    str_free(&text);
    desk_fixture_close(fixture);
}
END_TEST

/* A neighbour's case that took theirs in says whose it was. */
START_TEST(a_case_that_took_theirs_in__names_them_no_more__and_keeps_what_it_says_of_others)
{
    struct desk_fixture *fixture = desk_fixture_open();
    int64_t id = make_person(fixture), theirs = save_case(fixture, id, false),
            neighbours = desk_fixture_case(fixture), others = desk_fixture_case(fixture);
    struct case_file *file = mem_new(1, sizeof(*file));
    fixture_ok(casework_load(&fixture->desk, neighbours, file, &err));
    char number[CASE_NUMBER_SIZE];
    text_copy(number, sizeof(number), file->record.number);
    fixture_ok(desk_fixture_move(fixture, theirs, "merge", NULL, 0, &err, "step.other", number, NULL));
    fixture_ok(desk_fixture_move(fixture, others, "merge", NULL, 0, &err, "step.other", number, NULL));
    desk_fixture_act(fixture, ROLE_ADMIN);
    fixture_ok(erase(fixture, id, "本人书面申请", &err));
    ck_assert_int_eq(
        fixture_int(fixture->desk.store, "SELECT count(*) FROM timeline WHERE instr(note, '访客甲乙') > 0"),
        0);
    ck_assert_int_eq(fixture_int(fixture->desk.store,
                                 "SELECT count(*) FROM timeline WHERE instr(note, '（孙丽）并入') > 0"),
                     1);
    free(file);
    desk_fixture_close(fixture);
}
END_TEST

FIXTURE_MAIN("desk/erase", person__erased__is_nowhere_in_the_files_and_everything_still_fits,
             person__only_deleted__would_be_found_in_the_bytes,
             person__with_something_open__is_not_erased_and_told_what, person__needs_a_reason_and_the_right,
             others__of_the_same_phone__keep_theirs,
             a_case_that_took_theirs_in__names_them_no_more__and_keeps_what_it_says_of_others,
             a_form_that_is_not_saved__with_one_of_the_numbers__hinders__and_its_owner_is_named,
             a_short_number__is_looked_for_in_fields_for_numbers_alone,
             a_draft_that_cannot_be_read__hinders_nobodys_erasure__and_is_told_of,
             an_erasure__while_an_earlier_one_is_scrubbed__is_scrubbed_from_the_beginning,
             a_notices_calls__of_somebody_who_rang_twice_and_was_erased__are_no_damage__another_count_is)
