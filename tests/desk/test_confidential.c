/*
 * A confidential case is there for leads and for those whose it is; for everybody else it does not exist,
 * whichever way they look. The same walk over an ordinary case shows that each way would have seen it.
 */

#include "suite.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "desk/desk_fixture.h"
#include "desk/hook_fixture.h"
#include "fault/figure.h"
#include "zuoxi/base/mem.h"
#include "zuoxi/desk/board.h"
#include "zuoxi/desk/case_sheet.h"
#include "zuoxi/desk/casework_batch.h"
#include "zuoxi/desk/cluster.h"
#include "zuoxi/desk/contacts.h"
#include "zuoxi/desk/customers.h"
#include "zuoxi/desk/exchange.h"
#include "zuoxi/desk/handover.h"
#include "zuoxi/desk/merge.h"
#include "zuoxi/desk/promise.h"
#include "zuoxi/desk/reading.h"
#include "zuoxi/desk/repeat.h"
#include "zuoxi/desk/search.h"
#include "zuoxi/desk/surge.h"
#include "zuoxi/desk/versions.h"
#include "zuoxi/desk/work.h"
#include "zuoxi/store/people_store.h"
#include "zuoxi/store/record.h"

#define PHONE "13800005678"
#define WORDS "客厅14度"

struct scene {
    struct desk_fixture *fixture;
    int64_t id, parent, customer, contact, promise;
    char number[CASE_NUMBER_SIZE];
    int work;       /* what had been done before */
    int64_t others; /* open cases that everybody sees */
};

/* Who looks: the case's owner, its keeper, a colleague, one who stands in for the lead, a lead, an admin, and
 * the owner of the database's file. */
enum who { OWNER, KEEPER, COLLEAGUE, ACTING, LEAD, ADMIN, FILE_OWNER, WHO_COUNT };

static void act(struct scene *scene, enum who who)
{
    static const struct actor actors[WHO_COUNT] = {
        [OWNER] = {.badge = "1001", .role = ROLE_OPERATOR, .origin = "console"},
        [KEEPER] = {.badge = "1003", .role = ROLE_OPERATOR, .origin = "console"},
        [COLLEAGUE] = {.badge = "1002", .role = ROLE_OPERATOR, .origin = "console"},
        [ACTING] = {.badge = "1002", .role = ROLE_OPERATOR, .origin = "console", .is_acting_lead = true},
        [LEAD] = {.badge = "2001", .role = ROLE_LEAD, .origin = "console"},
        [ADMIN] = {.badge = "9001", .role = ROLE_ADMIN, .origin = "console"},
        [FILE_OWNER] = {.badge = "9001", .role = ROLE_ADMIN, .origin = "cli owner", .is_owner = true},
    };
    scene->fixture->desk.actor = actors[who];
}

static void add_person(struct store *store, const char *badge)
{
    struct person person = {.role = ROLE_OPERATOR, .is_active = true, .name = "陈刚", .hash = "x"};
    snprintf(person.badge, sizeof(person.badge), "%s", badge);
    fixture_begin(store);
    fixture_ok(people_store_add(store, &person, &err));
    fixture_commit(store);
}

static int64_t promise_about(struct scene *scene)
{
    struct promise_new new;
    int64_t id = 0;
    promise_begin(&scene->fixture->desk, &new);
    new.promise.case_id = scene->id;
    new.promise.due_at = (struct optional){.value = DESK_NOW + 3600, .given = true};
    strcpy(new.promise.what, "告知结果");
    fixture_ok(task_run(&scene->fixture->desk, promise_make, &new, new.request, 1000, &id, &err));
    return id;
}

/* Everything that anybody did in this turn, as the actor sees it. */
static int count_work(struct desk *desk)
{
    struct work_row *rows = mem_new(WORK_ROWS_MAX, sizeof(*rows));
    size_t count = 0;
    int all = 0;
    struct shift_turn turn = shift_now(settings_shifts(desk->settings), DESK_NOW);
    fixture_ok(work_report(desk, turn, rows, &count, &err));
    for (size_t i = 0; i < WORK_COLUMNS; i++) {
        all += rows[0].counts[i];
    }
    free(rows);
    return all;
}

static void set_up(struct scene *scene, bool is_confidential)
{
    struct desk *desk = &scene->fixture->desk;
    struct customer customer = {.name = "孙丽", .phone = PHONE, .account = "A1"};
    char sql[400];
    int64_t reading;
    add_person(desk->store, "1002");
    add_person(desk->store, "1003");
    fixture_begin(desk->store);
    fixture_ok(record_insert(desk->store, &customer_fields, &customer, &err));
    fixture_commit(desk->store);
    scene->customer = customer.head.id;
    scene->parent = desk_fixture_case(scene->fixture);
    scene->fixture->is_damaged = true; /* states are set as no move would set them */
    fixture_sql(desk->store, "UPDATE case_record SET phone = '', content = 'x', is_open = 0");
    scene->work = count_work(desk);
    scene->id = desk_fixture_case(scene->fixture);
    scene->promise = promise_about(scene);
    snprintf(
        sql, sizeof(sql),
        "UPDATE case_record SET keeper = '1003', customer_id = %lld, parent_id = %lld, merged_into = %lld, "
        "is_unfinished = 1, state = 'replied', is_confidential = %d WHERE id = %lld",
        (long long)scene->customer, (long long)scene->parent, (long long)scene->parent, is_confidential,
        (long long)scene->id);
    fixture_sql(desk->store, sql);
    fixture_sql(desk->store, "INSERT INTO counter (name, value) VALUES ('unfinished', 1)");
    snprintf(sql, sizeof(sql), "SELECT id FROM contact WHERE case_id = %lld", (long long)scene->id);
    scene->contact = fixture_int(desk->store, sql);
    scene->others = 1; /* the counter knows the parent, which only the index does not */
    act(scene, LEAD);
    fixture_ok(casework_number(desk, scene->id, scene->number, &err));
    struct reading_request mark = {.table = &case_record_fields, .id = scene->id};
    request_make(mark.request);
    fixture_ok(task_run(desk, reading_sign, &mark, mark.request, 1000, &reading, &err));
}

/* The ways to look. Each says whether the case was seen. */

static bool loads(struct scene *scene)
{
    struct case_file *file = mem_new(1, sizeof(*file));
    struct err err = {0};
    enum status status = casework_load(&scene->fixture->desk, scene->id, file, &err);
    ck_assert(status == STATUS_OK || status == STATUS_NOT_FOUND);
    free(file);
    return status == STATUS_OK;
}

static bool reads_its_number(struct scene *scene)
{
    char number[CASE_NUMBER_SIZE];
    return casework_number(&scene->fixture->desk, scene->id, number, NULL) == STATUS_OK;
}

static bool finds_the_number(struct scene *scene)
{
    int64_t id = 0;
    struct err err = {0};
    if (casework_find_number(&scene->fixture->desk, scene->number, &id, &err) == STATUS_OK) {
        return id == scene->id;
    }
    char never[200];
    snprintf(never, sizeof(never), "没有工单 %s", scene->number);
    ck_assert_str_eq(err.what, never); /* as of a number that nobody has */
    return false;
}

static bool is_in_queue(struct scene *scene, const struct queue_filter *filter)
{
    struct queue_row rows[10];
    size_t count = 0;
    bool found = false;
    fixture_ok(casework_queue(&scene->fixture->desk, filter, NULL, 10, rows, &count, &err));
    for (size_t i = 0; i < count; i++) {
        found = found || rows[i].id == scene->id;
    }
    return found;
}

static bool queues(struct scene *scene)
{
    return is_in_queue(scene, NULL);
}

static bool filters(struct scene *scene)
{
    return is_in_queue(scene, &(struct queue_filter){.type = "repair"});
}

static bool follows_its_row(struct scene *scene)
{
    struct queue_row row;
    return casework_queue_row(&scene->fixture->desk, scene->id, &row, NULL) == STATUS_OK;
}

static bool counts_it(struct scene *scene)
{
    struct queue_counts counts;
    fixture_ok(casework_counts(&scene->fixture->desk, &counts, &err));
    ck_assert_int_eq(counts.open - scene->others, counts.unfinished);
    return counts.open > scene->others;
}

static bool hears_it_ring(struct scene *scene)
{
    struct queue_risen risen;
    fixture_ok(casework_risen(&scene->fixture->desk, DESK_NOW, DESK_NOW + 40 * 86400, &risen, &err));
    return risen.count > 0;
}

static bool finds(struct scene *scene, const char *words)
{
    struct found_row rows[20];
    size_t count = 0;
    bool found = false;
    fixture_ok(casework_search(&scene->fixture->desk, words, 20, rows, &count, &err));
    for (size_t i = 0; i < count; i++) {
        found = found || rows[i].case_id == scene->id;
    }
    return found;
}

static bool searches_number(struct scene *scene)
{
    return finds(scene, scene->number);
}

static bool searches_phone(struct scene *scene)
{
    return finds(scene, PHONE);
}

static bool searches_last_four(struct scene *scene)
{
    return finds(scene, "5678");
}

static bool searches_words(struct scene *scene)
{
    return finds(scene, WORDS);
}

static bool searches_what_was_said(struct scene *scene)
{
    return finds(scene, "上热下凉");
}

static bool searches_customer(struct scene *scene)
{
    return finds(scene, "A1");
}

static bool hints_at_a_repeat(struct scene *scene)
{
    struct case_record caller = {.phone = PHONE, .customer_id = scene->customer};
    struct history_row rows[10];
    size_t count = 0;
    fixture_ok(repeat_history(&scene->fixture->desk, &caller, 10, rows, &count, &err));
    return count > 0;
}

static bool reads_the_customers_history(struct scene *scene)
{
    struct customer_event events[10];
    size_t count = 0;
    fixture_ok(customers_history(&scene->fixture->desk, scene->customer, 0, 10, events, &count, &err));
    return count > 0;
}

static bool lists_contacts(struct scene *scene)
{
    struct contact *rows = mem_new(CONTACTS_MAX, sizeof(*rows));
    size_t count = 0;
    fixture_ok(contacts_of_case(&scene->fixture->desk, scene->id, rows, &count, &err));
    free(rows);
    return count > 0;
}

static bool loads_the_contact(struct scene *scene)
{
    struct contact *contact = mem_new(1, sizeof(*contact));
    bool is_there = contacts_load(&scene->fixture->desk, scene->contact, contact, NULL, NULL) == STATUS_OK;
    free(contact);
    return is_there;
}

static bool reads_marks(struct scene *scene)
{
    struct reading_row *rows = mem_new(READINGS_MAX, sizeof(*rows));
    size_t count = 0;
    fixture_ok(reading_list(&scene->fixture->desk, &case_record_fields, scene->id, rows, &count, &err));
    free(rows);
    return count > 0;
}

static bool reads_versions(struct scene *scene)
{
    struct str out = {0};
    fixture_ok(
        versions_describe(&scene->fixture->desk, &case_record_fields, scene->id, TIE_STRANGER, &out, &err));
    bool is_told = out.length > 0;
    str_free(&out);
    return is_told;
}

static bool makes_the_sheet(struct scene *scene)
{
    struct sheet *sheet = mem_new(1, sizeof(*sheet));
    struct err err = {0};
    bool is_made = case_sheet_make(&scene->fixture->desk, scene->id, sheet, &err) == STATUS_OK;
    sheet_clear(sheet);
    free(sheet);
    return is_made;
}

static bool exports_it(struct scene *scene)
{
    int fd = open("/dev/null", O_WRONLY | O_CLOEXEC);
    struct exchange_export export = {.fd = fd};
    int64_t count = 0;
    struct err err = {0};
    enum status status = exchange_export_cases(&scene->fixture->desk, &export, &count, &err);
    close(fd);
    return status == STATUS_OK && count == 2; /* the parent, too */
}

static bool lists_what_is_unfinished(struct scene *scene)
{
    struct unfinished_row rows[4];
    size_t count = 0;
    fixture_ok(surge_list(&scene->fixture->desk, 0, 4, rows, &count, &err));
    return count > 0;
}

static bool lists_callbacks(struct scene *scene)
{
    struct callback_row rows[4];
    size_t count = 0;
    fixture_ok(casework_callbacks(&scene->fixture->desk, 4, rows, &count, &err));
    return count > 0;
}

static bool lists_promises(struct scene *scene)
{
    struct promise_row rows[4];
    size_t count = 0;
    fixture_ok(promise_list(&scene->fixture->desk, rows, 4, &count, &err));
    return count > 0;
}

static bool loads_the_promise(struct scene *scene)
{
    struct promise promise;
    return promise_load(&scene->fixture->desk, scene->promise, &promise, NULL) == STATUS_OK;
}

static bool sees_a_child(struct scene *scene)
{
    struct history_row rows[4];
    size_t count = 0;
    fixture_ok(cluster_children(&scene->fixture->desk, scene->parent, rows, 4, &count, &err));
    return count > 0;
}

static bool sees_what_was_merged(struct scene *scene)
{
    int64_t ids[4];
    size_t count = 0;
    fixture_ok(casework_merged(&scene->fixture->desk, scene->parent, 4, ids, &count, &err));
    return count > 0;
}

static bool takes_it_into_a_batch(struct scene *scene)
{
    struct batch_case found;
    return casework_batch_look(&scene->fixture->desk, scene->id, NULL, &found, NULL) == STATUS_OK;
}

static bool counts_for_a_merge(struct scene *scene)
{
    struct str out = {0};
    struct err err = {0};
    bool is_counted = merge_describe(&scene->fixture->desk, scene->customer, &out, &err) == STATUS_OK &&
                      strstr(str_text(&out), "工单 1") != NULL;
    str_free(&out);
    return is_counted;
}

static bool counts_as_work(struct scene *scene)
{
    return count_work(&scene->fixture->desk) > scene->work;
}

static bool chases_it(struct scene *scene)
{
    int64_t count = 0;
    fixture_ok(repeat_chases(&scene->fixture->desk, scene->id, &count, &err));
    return count > 0;
}

/* y: sees it, in the order of enum who. */
static const struct {
    const char *name;
    bool (*looks)(struct scene *scene);
    const char *ordinary, *confidential;
} ways[] = {
    /* clang-format off */
    {"load",                loads,                       "yyyyyyy", "yy-yy-y"},
    {"number",              reads_its_number,            "yyyyyyy", "yy-yy-y"},
    {"find number",         finds_the_number,            "yyyyyyy", "yy-yy-y"},
    {"queue",               queues,                      "yyyyyyy", "yy-yy-y"},
    {"queue, filtered",     filters,                     "yyyyyyy", "yy-yy-y"},
    {"queue, one row",      follows_its_row,             "yyyyyyy", "yy-yy-y"},
    {"counts bar",          counts_it,                   "yyyyyyy", "yy-yy-y"},
    {"levels",              hears_it_ring,               "yyyyyyy", "yy-yy-y"},
    {"search number",       searches_number,             "yyyyyyy", "yy-yy-y"},
    {"search phone",        searches_phone,              "yyyyyyy", "yy-yy-y"},
    {"search last four",    searches_last_four,          "yyyyyyy", "yy-yy-y"},
    {"search words",        searches_words,              "yyyyyyy", "yy-yy-y"},
    {"search said",         searches_what_was_said,      "yyyyyyy", "yy-yy-y"},
    {"search customer",     searches_customer,           "yyyyyyy", "yy-yy-y"},
    {"repeat hint",         hints_at_a_repeat,           "yyyyyyy", "yy-yy-y"},
    {"customer's history",  reads_the_customers_history, "yyyyyyy", "yy-yy-y"},
    {"contacts",            lists_contacts,              "yyyyyyy", "yy-yy-y"},
    {"one contact",         loads_the_contact,           "yyyyyyy", "yy-yy-y"},
    {"reading marks",       reads_marks,                 "yyyyyyy", "yy-yy-y"},
    {"versions",            reads_versions,              "yyyyyyy", "yy-yy-y"},
    {"task sheet",          makes_the_sheet,             "yyyyyyy", "yy-yy-y"},
    {"work report",         counts_as_work,              "yyyyyyy", "yy-yy-y"},
    {"export",              exports_it,                  "-----yy", "------y"},
    {"unfinished",          lists_what_is_unfinished,    "yyyyyyy", "yy-yy-y"},
    {"callbacks",           lists_callbacks,             "yyyyyyy", "yy-yy-y"},
    {"promises",            lists_promises,              "y--yy-y", "y--yy-y"},
    {"one promise",         loads_the_promise,           "yyyyyyy", "yy-yy-y"},
    {"children",            sees_a_child,                "yyyyyyy", "yy-yy-y"},
    {"merged",              sees_what_was_merged,        "yyyyyyy", "yy-yy-y"},
    {"batch",               takes_it_into_a_batch,       "yyyyy-y", "yy-yy-y"},
    {"customers' merge",    counts_for_a_merge,          "yyyyyyy", "yy-yy-y"},
    /* clang-format on */
};
#define WAYS (sizeof(ways) / sizeof(ways[0]))

static int walk(bool is_confidential)
{
    struct scene scene = {.fixture = desk_fixture_open()};
    int cells = 0;
    set_up(&scene, is_confidential);
    for (size_t i = 0; i < WAYS; i++) {
        const char *expected = is_confidential ? ways[i].confidential : ways[i].ordinary;
        for (enum who who = OWNER; who < WHO_COUNT; who++) {
            act(&scene, who);
            bool sees = ways[i].looks(&scene);
            ck_assert_msg(sees == (expected[who] == 'y'), "%s: %s %s an %s case", ways[i].name,
                          scene.fixture->desk.actor.badge, sees ? "sees" : "does not see",
                          is_confidential ? "confidential" : "ordinary");
            cells++;
        }
    }
    act(&scene, OWNER);
    ck_assert(!chases_it(&scene));
    desk_fixture_close(scene.fixture);
    return cells;
}

START_TEST(an_ordinary_case__is_seen_every_way)
{
    int cells = walk(false), all = (int)(WAYS * WHO_COUNT);
    figure_reached("S13", cells == all, "%d cells of %zu ways to an ordinary case", cells, WAYS);
}
END_TEST

START_TEST(a_confidential_case__is_seen_by_those_whose_it_is_and_by_leads_alone)
{
    int cells = walk(true), all = (int)(WAYS * WHO_COUNT);
    figure_reached("S13", cells == all,
                   "%d cells of %zu ways to a confidential case, counts, search and exports among them",
                   cells, WAYS);
}
END_TEST

static enum status mark(struct scene *scene, enum who who, bool is_confidential)
{
    struct case_file *file = mem_new(1, sizeof(*file));
    struct case_edit *edit = mem_new(1, sizeof(*edit));
    int64_t id = 0;
    act(scene, LEAD);
    fixture_ok(casework_load(&scene->fixture->desk, scene->id, file, &err));
    edit->before = edit->after = file->record;
    edit->details_before = edit->details_after = file->details;
    edit->after.is_confidential = is_confidential;
    request_make(edit->request);
    act(scene, who);
    scene->fixture->desk.actor.is_acting_lead = false; /* nobody is on the roster */
    enum status status = task_run(&scene->fixture->desk, casework_edit, edit, edit->request, 1000, &id, NULL);
    free(edit);
    free(file);
    return status;
}

START_TEST(marking_a_case__is_for_whoever_registered_it_and_for_leads)
{
    struct scene scene = {.fixture = desk_fixture_open()};
    set_up(&scene, false);
    ck_assert_int_eq(mark(&scene, COLLEAGUE, true), STATUS_DENIED);
    ck_assert_int_eq(mark(&scene, KEEPER, true), STATUS_DENIED);
    ck_assert_int_eq(mark(&scene, ADMIN, true), STATUS_DENIED);
    ck_assert_int_eq(mark(&scene, OWNER, true), STATUS_OK);
    ck_assert_int_eq(mark(&scene, COLLEAGUE, false), STATUS_NOT_FOUND);
    ck_assert_int_eq(mark(&scene, KEEPER, false), STATUS_DENIED);
    ck_assert_int_eq(mark(&scene, LEAD, false), STATUS_OK);
    ck_assert_int_eq(mark(&scene, FILE_OWNER, true), STATUS_OK);
    desk_fixture_close(scene.fixture);
}
END_TEST

START_TEST(a_promise_about_it__is_not_handed_to_somebody_who_would_not_see_it)
{
    struct scene scene = {.fixture = desk_fixture_open()};
    struct err refusal;
    set_up(&scene, true);
    act(&scene, LEAD);
    struct promise_change change = {.id = scene.promise, .verb = PROMISE_HAND, .owner = "1002"};
    ck_assert_int_eq(task_run(&scene.fixture->desk, promise_change, &change, NULL, 1000, NULL, &refusal),
                     STATUS_INVALID);
    ck_assert_ptr_nonnull(strstr(refusal.what, "保密"));
    strcpy(change.owner, "1003");
    fixture_ok(task_run(&scene.fixture->desk, promise_change, &change, NULL, 1000, NULL, &err));
    desk_fixture_close(scene.fixture);
}
END_TEST

START_TEST(the_shared_log_of_a_handover__is_made_without_it_whoever_makes_it)
{
    struct scene scene = {.fixture = desk_fixture_open()};
    struct desk *desk = &scene.fixture->desk;
    int64_t id = 0;
    set_up(&scene, true);
    act(&scene, OWNER);
    struct handover_open wanted = {.date = 20261125, .shift = "早班"};
    struct handover_file *file = handover_file_new();
    request_make(wanted.request);
    fixture_ok(task_run(desk, handover_open, &wanted, wanted.request, 1000, &id, &err));
    fixture_ok(handover_load(desk, id, file, &err));
    bool is_summed = false;
    for (size_t i = 0; i < file->line_count; i++) {
        ck_assert_ptr_null(strstr(file->lines[i].text, "阳光城"));
        is_summed = is_summed || strstr(file->lines[i].text, "未结1 ") != NULL; /* the parent alone */
    }
    ck_assert(is_summed);
    handover_file_free(&file);
    desk_fixture_close(scene.fixture);
}
END_TEST

START_TEST(programs_outside__hear_nothing_of_it)
{
    struct scene scene = {.fixture = desk_fixture_open()};
    struct err err;
    hook_fixture_add(scene.fixture, "sms", "dispatch overdue", "exit 0")->is_personal = true;
    set_up(&scene, false);
    ck_assert_int_eq(mark(&scene, OWNER, true), STATUS_OK);
    fixture_sql(scene.fixture->desk.store,
                "UPDATE case_record SET state = 'accepted' WHERE is_confidential = 1");
    act(&scene, OWNER);
    ck_assert_int_eq(
        desk_fixture_move(scene.fixture, scene.id, "dispatch", NULL, 0, &err, "unit", "城东站", NULL),
        STATUS_OK);
    ck_assert_int_eq(desk_fixture_count(scene.fixture, "hook_run"), 0);
    desk_fixture_close(scene.fixture);
}
END_TEST

START_TEST(a_confidential_case_and_an_ordinary_one__are_not_merged_for_the_one_names_the_other)
{
    struct scene scene = {.fixture = desk_fixture_open()};
    struct desk *desk = &scene.fixture->desk;
    struct err refusal;
    char other[CASE_NUMBER_SIZE];
    set_up(&scene, true);
    fixture_sql(desk->store,
                "UPDATE case_record SET state = 'accepted', merged_into = NULL WHERE is_confidential = 1");
    act(&scene, OWNER);
    int64_t ordinary = desk_fixture_case(scene.fixture);
    fixture_ok(casework_number(desk, ordinary, other, &err));
    ck_assert_int_eq(desk_fixture_move(scene.fixture, scene.id, "merge", NULL, 0, &refusal, "step.other",
                                       other, "step.reason", "重复", NULL),
                     STATUS_INVALID);
    ck_assert_ptr_nonnull(strstr(refusal.what, "保密"));
    desk_fixture_close(scene.fixture);
}
END_TEST

SUITE_MAIN("desk/confidential", an_ordinary_case__is_seen_every_way,
           a_confidential_case__is_seen_by_those_whose_it_is_and_by_leads_alone,
           marking_a_case__is_for_whoever_registered_it_and_for_leads,
           a_promise_about_it__is_not_handed_to_somebody_who_would_not_see_it,
           the_shared_log_of_a_handover__is_made_without_it_whoever_makes_it,
           a_confidential_case_and_an_ordinary_one__are_not_merged_for_the_one_names_the_other,
           programs_outside__hear_nothing_of_it)
