#include "suite.h"

#include <stdio.h>
#include <string.h>

#include "desk/desk_fixture.h"
#include "zuoxi/base/mem.h"
#include "zuoxi/desk/lookup.h"
#include "zuoxi/store/record.h"

static struct customer_row rows[64];
static size_t count;

static int64_t add(struct desk_fixture *fixture, const char *account, const char *name, const char *phone,
                   const char *community, const char *building, const char *room)
{
    struct customer *customer = mem_new(1, sizeof(*customer));
    strcpy(customer->account, account);
    strcpy(customer->name, name);
    strcpy(customer->phone, phone);
    strcpy(customer->community, community);
    strcpy(customer->building, building);
    strcpy(customer->room, room);
    snprintf(customer->address, sizeof(customer->address), "%s%s-%s", community, building, room);
    fixture_begin(fixture->desk.store);
    fixture_ok(record_insert(fixture->desk.store, &customer_fields, customer, &err));
    fixture_commit(fixture->desk.store);
    int64_t id = customer->head.id;
    free(customer);
    return id;
}

static struct desk_fixture *open_town(void)
{
    struct desk_fixture *fixture = desk_fixture_open();
    add(fixture, "20000001", "曾建国", "13800001234", "阳光城", "7", "302");
    add(fixture, "20000002", "单丽", "13800005678", "阳光城", "7", "1302");
    add(fixture, "RL-2003", "尉迟敏", "01000001234", "和平里", "12", "101");
    add(fixture, "20000004", "张建国", "", "和平里", "3", "302");
    add(fixture, "20000005", "阳光物业公司", "01000009999", "幸福里", "1", "101");
    return fixture;
}

START_TEST(lookup__whatever_is_typed__finds_the_likeliest_first)
{
    static const struct {
        const char *typed, *names;
    } finds[] = {
        {"13800001234", "曾建国"},
        {"138 0000 1234", "曾建国"},
        {"1234", "曾建国 尉迟敏"},
        {"1380", "曾建国 单丽"},
        {"20000004", "张建国"},
        {"2000000", "曾建国 单丽 张建国 阳光物业公司"},
        {"RL-2003", "尉迟敏"},
        {"zjg", "曾建国 张建国"},
        {"ZJ", "曾建国 张建国"},
        {"yc", "尉迟敏"},
        {"sl", "单丽"},
        {"ygwy", "阳光物业公司"},
        {"曾", "曾建国"},
        {"建国", "曾建国 张建国"},
        {"阳光", "阳光物业公司 曾建国 单丽"}, /* a name that begins so before addresses */
        {"阳光 7 302", "曾建国"},
        {"302 和平", "张建国"},
        {"7-302 阳光城", "曾建国"},
        {"阳光城7号楼302室", "曾建国"},
        {"阳光城7栋１３０２", "单丽"},
        {"张 302", "张建国"},
        {"7 302", "曾建国"},
        {"13", ""},
        {"7", ""},
        {"xyz", ""},
        {"", ""},
        {"   ", ""},
        {"\xff\xfe", ""},
        {"\" OR *", ""},
    };
    struct desk_fixture *fixture = open_town();
    for (size_t i = 0; i < sizeof(finds) / sizeof(finds[0]); i++) {
        struct str found = {0};
        fixture_ok(lookup_customers(&fixture->desk, finds[i].typed, 8, rows, &count, &err));
        for (size_t j = 0; j < count; j++) {
            str_printf(&found, "%s%s", j > 0 ? " " : "", rows[j].name);
        }
        ck_assert_msg(strcmp(str_text(&found), finds[i].names) == 0, "%s: %s, not %s", finds[i].typed,
                      str_text(&found), finds[i].names);
        str_free(&found);
    }
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(lookup__never_gives_more_than_asked_for_nor_one_twice)
{
    struct desk_fixture *fixture = open_town();
    fixture_ok(lookup_customers(&fixture->desk, "2000000", 2, rows, &count, &err));
    ck_assert_uint_eq(count, 2);
    fixture_ok(lookup_customers(&fixture->desk, "阳光", 1, rows, &count, &err));
    ck_assert_uint_eq(count, 1);
    /* His phone ends like the beginning of his 户号. */
    add(fixture, "43210000", "重号", "13800004321", "甲", "1", "1");
    fixture_ok(lookup_customers(&fixture->desk, "4321", 8, rows, &count, &err));
    ck_assert_uint_eq(count, 1);
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(lookup__without_the_right__is_refused)
{
    struct desk_fixture *fixture = open_town();
    desk_fixture_act(fixture, ROLE_NONE);
    ck_assert_int_ne(lookup_customers(&fixture->desk, "zjg", 8, rows, &count, NULL), STATUS_OK);
    ck_assert_uint_eq(count, 0);
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(initials__are_one_word_of_letters)
{
    ck_assert(lookup_is_initials("wjg"));
    ck_assert(lookup_is_initials(" WJG "));
    ck_assert(!lookup_is_initials("wj g"));
    ck_assert(!lookup_is_initials("wj1"));
    ck_assert(!lookup_is_initials("王"));
    ck_assert(!lookup_is_initials(""));
}
END_TEST

START_TEST(a_search__by_what_finds_a_customer__finds_the_customers_cases_too)
{
    static const char *const typed[] = {"zjg", "2000000", "建国 7", "阳光城7号楼302"};
    struct desk_fixture *fixture = open_town();
    struct found_row *found = mem_new(16, sizeof(*found));
    struct intake *intake = desk_fixture_intake(fixture);
    int64_t id = 0;
    /* The case itself says nothing of the name and the address. */
    fixture_ok(lookup_customers(&fixture->desk, "20000001", 8, rows, &count, &err));
    intake->record.customer_id = rows[0].id;
    intake->record.address[0] = '\0';
    fixture_ok(task_run(&fixture->desk, intake_save, intake, intake->request, 1000, &id, &err));
    for (size_t i = 0; i < sizeof(typed) / sizeof(typed[0]); i++) {
        bool has_case = false;
        fixture_ok(casework_search(&fixture->desk, typed[i], 16, found, &count, &err));
        for (size_t j = 0; j < count; j++) {
            has_case = has_case || found[j].id == id;
        }
        ck_assert_msg(has_case, "%s", typed[i]);
    }
    free(intake);
    free(found);
    desk_fixture_close(fixture);
}
END_TEST

SUITE_MAIN("desk/lookup", lookup__whatever_is_typed__finds_the_likeliest_first,
           lookup__never_gives_more_than_asked_for_nor_one_twice, lookup__without_the_right__is_refused,
           initials__are_one_word_of_letters,
           a_search__by_what_finds_a_customer__finds_the_customers_cases_too)
