#include "desk/desk_fixture.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/desk/board.h"
#include "zuoxi/desk/live_board.h"
#include "zuoxi/store/audit.h"

static struct desk_fixture *fixture;

static void setup(void)
{
    fixture = desk_fixture_open();
    desk_fixture_act(fixture, ROLE_LEAD);
}

static void teardown(void)
{
    desk_fixture_close(fixture);
}

static enum status save(struct notice_change *change, int64_t *id, struct err *err)
{
    return task_run(&fixture->desk, board_save, change, change->request, 1000, id, err);
}

/* Post an outage of a station from `start` on; its id. */
static int64_t post(const char *title, const char *buildings, const char *stations, int64_t start)
{
    struct notice_change *change = mem_new(1, sizeof(*change));
    int64_t id = 0;
    board_begin(&fixture->desk, change, NULL);
    strcpy(change->after.title, title);
    strcpy(change->after.buildings, buildings);
    strcpy(change->after.stations, stations);
    strcpy(change->after.say, "正在抢修，请您放心。");
    change->after.start_at.value = start;
    fixture_ok(save(change, &id, &err));
    free(change);
    return id;
}

static int64_t attach(int64_t notice, const char *phone, enum call_state state)
{
    struct notice_call call = {.notice_id = notice, .state = {.value = state, .given = true}};
    strcpy(call.name, "孙丽");
    strcpy(call.phone, phone);
    fixture_begin(fixture->desk.store);
    fixture_ok(board_attach(&fixture->desk, &call, &err));
    fixture_commit(fixture->desk.store);
    return call.head.id;
}

static enum status end(task_work work, int64_t id, int64_t at, struct err *err)
{
    struct notice_end request = {.id = id, .at = at};
    int64_t result;
    request_make(request.request);
    return task_run(&fixture->desk, work, &request, request.request, 1000, &result, err);
}

static struct notice load(int64_t id)
{
    struct notice notice;
    fixture_ok(board_load(&fixture->desk, id, &notice, &err));
    return notice;
}

static size_t list(struct notice_row rows[20])
{
    size_t count = 0;
    fixture_ok(board_list(&fixture->desk, NULL, 20, rows, &count, &err));
    return count;
}

static void mark_read(int64_t id)
{
    int64_t result;
    fixture_ok(task_run(&fixture->desk, board_mark_read, &id, "", 1000, &result, &err));
}

START_TEST(post__by_a_lead__stands_on_the_board_with_author_and_audit_line)
{
    setup();
    int64_t id = post("城东站抢修", "", "城东站", DESK_NOW);
    struct notice notice = load(id);
    struct audit_row lines[4];
    size_t count;
    ck_assert_str_eq(notice.kind, "unplanned");
    ck_assert_str_eq(notice.author, "2001");
    ck_assert_int_eq(notice.posted_at.value, DESK_NOW);
    ck_assert(!notice.ended_at.given);
    fixture_ok(audit_list(fixture->desk.store, "notice", id, lines, 4, &count, &err));
    ck_assert_uint_eq(count, 1);
    ck_assert_str_eq(lines[0].action, "notice.post");
    teardown();
}
END_TEST

START_TEST(changing_the_board__is_for_leads__and_reading_for_everybody_signed_in)
{
    setup();
    int64_t id = post("城东站抢修", "", "城东站", DESK_NOW), result;
    struct notice_change *change = mem_new(1, sizeof(*change));
    struct notice_row rows[20];
    struct err why;
    static const enum role refused[] = {ROLE_OPERATOR, ROLE_ADMIN};
    for (size_t i = 0; i < 2; i++) {
        desk_fixture_act(fixture, refused[i]);
        board_begin(&fixture->desk, change, NULL);
        strcpy(change->after.title, "试一试");
        ck_assert_int_eq(save(change, &result, &why), STATUS_DENIED);
        ck_assert_int_eq(end(board_extend, id, DESK_NOW + 3600, &why), STATUS_DENIED);
        ck_assert_int_eq(end(board_close, id, 0, &why), STATUS_DENIED);
        ck_assert_uint_eq(list(rows), 1);
    }
    desk_fixture_act(fixture, ROLE_NONE);
    size_t count;
    ck_assert_int_eq(board_list(&fixture->desk, NULL, 20, rows, &count, &why), STATUS_DENIED);
    free(change);
    teardown();
}
END_TEST

START_TEST(list__live_ones_come_first_then_those_to_come_then_past__page_by_page)
{
    setup();
    static const char *const expected[] = {"生效新", "生效旧", "明天", "后天", "刚结束", "早结束"};
    int64_t ended[2];
    post("生效旧", "", "", DESK_NOW - 7200);
    post("后天", "", "", DESK_NOW + 172800);
    ended[0] = post("早结束", "", "", DESK_NOW - 90000);
    post("明天", "", "", DESK_NOW + 86400);
    ended[1] = post("刚结束", "", "", DESK_NOW - 100000);
    post("生效新", "", "", DESK_NOW);
    fixture_ok(end(board_close, ended[0], DESK_NOW - 3600, &err));
    fixture_ok(end(board_close, ended[1], 0, &err));
    for (size_t size = 1; size <= 6; size++) {
        struct notice_row page[6], last;
        size_t seen = 0, count = size;
        for (const struct notice_row *after = NULL; count == size && seen < 6; after = &last) {
            fixture_ok(board_list(&fixture->desk, after, size, page, &count, &err));
            for (size_t i = 0; i < count; i++) {
                ck_assert_str_eq(page[i].title, expected[seen++]);
                last = page[i];
            }
        }
        ck_assert_uint_eq(seen, 6);
    }
    teardown();
}
END_TEST

START_TEST(check__names_the_field_at_fault)
{
    setup();
    struct notice notice = {0};
    const char *field;
    struct err why;
    ck_assert_int_eq(board_check(&fixture->desk, &notice, &field, &why), STATUS_INVALID);
    ck_assert_str_eq(field, "kind");
    strcpy(notice.kind, "unplanned");
    ck_assert_int_eq(board_check(&fixture->desk, &notice, &field, &why), STATUS_INVALID);
    ck_assert_str_eq(field, "title");
    strcpy(notice.title, "城东站抢修");
    ck_assert_int_eq(board_check(&fixture->desk, &notice, &field, &why), STATUS_INVALID);
    ck_assert_str_eq(field, "start_at");
    notice.start_at = notice.expected_at = (struct optional){.value = DESK_NOW, .given = true};
    ck_assert_int_eq(board_check(&fixture->desk, &notice, &field, &why), STATUS_INVALID);
    ck_assert_str_eq(field, "expected_at");
    notice.expected_at.value++;
    ck_assert_int_eq(board_check(&fixture->desk, &notice, &field, &why), STATUS_OK);
    strcpy(notice.buildings, "3-5号楼"); /* of nothing: it would be everybody's */
    ck_assert_int_eq(board_check(&fixture->desk, &notice, &field, &why), STATUS_INVALID);
    ck_assert_str_eq(field, "buildings");
    strcpy(notice.buildings, "和平里3-5号楼");
    strcpy(notice.kind, "没有这种");
    ck_assert_int_eq(board_check(&fixture->desk, &notice, &field, &why), STATUS_INVALID);
    ck_assert_str_eq(field, "kind");
    teardown();
}
END_TEST

START_TEST(correction__merges_with_what_another_lead_changed__and_is_refused_on_one_field)
{
    setup();
    int64_t id = post("城东站抢修", "", "城东站", DESK_NOW), result;
    struct notice notice = load(id);
    struct notice_change *mine = mem_new(2, sizeof(*mine)), *theirs = mine + 1;
    struct err why;
    board_begin(&fixture->desk, mine, &notice);
    board_begin(&fixture->desk, theirs, &notice);
    strcpy(theirs->after.buildings, "和平里3-5号楼");
    fixture_ok(save(theirs, &result, &err));
    strcpy(mine->after.say, "预计18点恢复。");
    fixture_ok(save(mine, &result, &err));
    notice = load(id);
    ck_assert_str_eq(notice.buildings, "和平里3-5号楼");
    ck_assert_str_eq(notice.say, "预计18点恢复。");
    strcpy(mine->after.buildings, "阳光城");
    request_make(mine->request);
    ck_assert_int_eq(save(mine, &result, &why), STATUS_CONFLICT);
    free(mine);
    teardown();
}
END_TEST

START_TEST(extending__must_be_later_than_before_and_now__and_a_closed_one_stays_closed)
{
    setup();
    int64_t id = post("城东站抢修", "", "城东站", DESK_NOW - 3600);
    struct err why;
    ck_assert_int_eq(end(board_extend, id, DESK_NOW, &why), STATUS_INVALID);
    fixture_ok(end(board_extend, id, DESK_NOW + 3600, &err));
    ck_assert_int_eq(load(id).expected_at.value, DESK_NOW + 3600);
    ck_assert_int_eq(end(board_extend, id, DESK_NOW + 3600, &why), STATUS_INVALID);
    ck_assert_int_eq(end(board_close, id, DESK_NOW + 1, &why), STATUS_INVALID);
    ck_assert_int_eq(end(board_close, id, DESK_NOW - 7200, &why), STATUS_INVALID);
    fixture_ok(end(board_close, id, 0, &err));
    ck_assert_int_eq(load(id).ended_at.value, DESK_NOW);
    ck_assert_int_eq(end(board_close, id, 0, &why), STATUS_INVALID);
    ck_assert_int_eq(end(board_extend, id, DESK_NOW + 9000, &why), STATUS_INVALID);
    teardown();
}
END_TEST

static void expect_counts(int64_t id, int64_t calls, int64_t due)
{
    int64_t real_calls, real_due;
    fixture_ok(board_counts(&fixture->desk, id, &real_calls, &real_due, &err));
    ck_assert_int_eq(real_calls, calls);
    ck_assert_int_eq(real_due, due);
    char sql[120];
    snprintf(sql, sizeof(sql), "SELECT count(*) FROM notice_call WHERE notice_id = %lld AND state = 0",
             (long long)id);
    ck_assert_int_eq(fixture_int(fixture->desk.store, sql), due); /* the counter and the rows agree */
}

static enum status mark(int64_t call, bool is_done, struct err *err)
{
    struct call_mark request = {.id = call, .is_done = is_done};
    int64_t result;
    request_make(request.request);
    return task_run(&fixture->desk, board_mark_call, &request, request.request, 1000, &result, err);
}

START_TEST(a_later_end_and_the_closing__make_the_list_of_those_who_want_a_call)
{
    setup();
    int64_t id = post("城东站抢修", "", "城东站", DESK_NOW), other = post("别的", "", "", DESK_NOW);
    int64_t wants = attach(id, "13800000001", CALL_WAITING);
    attach(id, "13800000002", CALL_NONE);
    attach(id, "", CALL_WAITING); /* no number: nobody to call */
    attach(other, "13800000003", CALL_WAITING);
    struct notice_call rows[10];
    size_t count;
    expect_counts(id, 3, 0);
    fixture_ok(end(board_extend, id, DESK_NOW + 3600, &err));
    expect_counts(id, 3, 1);
    expect_counts(other, 1, 0);
    fixture_ok(board_calls(&fixture->desk, id, NULL, 10, rows, &count, &err));
    ck_assert_uint_eq(count, 3);
    ck_assert_int_eq(rows[0].head.id, wants);
    ck_assert_int_eq(rows[0].state.value, CALL_DUE);
    ck_assert_int_eq(rows[1].state.value, CALL_NONE);
    desk_fixture_act(fixture, ROLE_OPERATOR);
    fixture_ok(mark(wants, false, &err));
    expect_counts(id, 3, 1);
    fixture_ok(mark(wants, true, &err));
    expect_counts(id, 3, 0);
    desk_fixture_act(fixture, ROLE_LEAD); /* somebody else had the list open */
    fixture_ok(mark(wants, true, &err));
    fixture_ok(board_calls(&fixture->desk, id, NULL, 10, rows, &count, &err));
    ck_assert_int_eq(rows[0].head.id, wants);
    ck_assert_int_eq(rows[0].state.value, CALL_DONE);
    ck_assert_int_eq(rows[0].tries.value, 1);
    ck_assert_str_eq(rows[0].called_by, "1001");
    desk_fixture_act(fixture, ROLE_LEAD);
    fixture_ok(end(board_close, id, 0, &err)); /* told of the delay, to be told of the end */
    expect_counts(id, 3, 1);
    desk_fixture_act(fixture, ROLE_ADMIN);
    struct err why;
    ck_assert_int_eq(mark(wants, true, &why), STATUS_DENIED);
    teardown();
}
END_TEST

START_TEST(who_calls_twice_about_one_outage__counts_and_is_called_back_once)
{
    struct notice_call rows[8];
    size_t count;
    setup();
    int64_t id = post("城东站抢修", "", "城东站", DESK_NOW), other = post("别的", "", "", DESK_NOW);
    int64_t first = attach(id, "13800000001", CALL_WAITING);
    attach(id, "13800000001", CALL_WAITING);
    attach(other, "13800000001", CALL_WAITING);
    attach(id, "", CALL_WAITING);
    attach(id, "", CALL_WAITING); /* no number is nobody's */
    attach(id, "13800000002", CALL_NONE);
    attach(id, "13800000002", CALL_WAITING); /* has thought better of it */
    expect_counts(id, 4, 0);
    expect_counts(other, 1, 0);
    fixture_ok(end(board_close, id, 0, &err));
    expect_counts(id, 4, 2);
    fixture_ok(board_calls(&fixture->desk, id, NULL, 8, rows, &count, &err));
    ck_assert_uint_eq(count, 6);
    ck_assert_int_eq(rows[0].head.id, first);
    ck_assert_str_eq(rows[1].phone, "13800000002");
    ck_assert_int_eq(rows[2].state.value, CALL_NONE);
    teardown();
}
END_TEST

START_TEST(a_case_of_before__is_attached_once_and_says_so)
{
    setup();
    desk_fixture_act(fixture, ROLE_OPERATOR);
    struct case_attach attach = {.case_id = desk_fixture_case(fixture)};
    struct case_file *file = mem_new(1, sizeof(*file));
    int64_t result;
    struct err why;
    desk_fixture_act(fixture, ROLE_LEAD);
    attach.notice_id = post("城东站抢修", "", "城东站", DESK_NOW);
    fixture_ok(task_run(&fixture->desk, board_attach_open_case, &attach, "", 1000, &result, &err));
    expect_counts(attach.notice_id, 1, 0);
    ck_assert_int_eq(task_run(&fixture->desk, board_attach_open_case, &attach, "", 1000, &result, &why),
                     STATUS_CONFLICT);
    expect_counts(attach.notice_id, 1, 0);
    fixture_ok(casework_load(&fixture->desk, attach.case_id, file, &err));
    ck_assert_str_eq(file->timeline[file->timeline_count - 1].action, "notice");
    ck_assert_str_eq(file->timeline[file->timeline_count - 1].note, "城东站抢修");
    desk_fixture_act(fixture, ROLE_ADMIN);
    ck_assert_int_eq(task_run(&fixture->desk, board_attach_open_case, &attach, "", 1000, &result, &why),
                     STATUS_DENIED);
    free(file);
    teardown();
}
END_TEST

START_TEST(must_read__lists_who_has_and_who_has_not__and_asks_again_after_new_words)
{
    setup();
    struct notice_change *change = mem_new(1, sizeof(*change));
    struct reader_row readers[8];
    struct notice_row rows[20];
    size_t count;
    int64_t id = 0, result;
    board_begin(&fixture->desk, change, NULL);
    strcpy(change->after.title, "新价格");
    strcpy(change->after.kind, "price");
    change->after.is_must_read = true;
    fixture_ok(save(change, &id, &err));
    fixture_ok(board_readers(&fixture->desk, id, readers, 8, &count, &err));
    ck_assert_uint_eq(count, 2); /* admins do no casework */
    ck_assert_str_eq(readers[0].badge, "1001");
    ck_assert_int_eq(readers[0].at, 0);
    ck_assert_int_eq(readers[1].at, DESK_NOW); /* the author */
    desk_fixture_act(fixture, ROLE_OPERATOR);
    list(rows);
    ck_assert(!rows[0].is_read);
    mark_read(id);
    mark_read(id); /* once more does no harm */
    list(rows);
    ck_assert(rows[0].is_read);
    desk_fixture_act(fixture, ROLE_LEAD);
    struct notice notice = load(id);
    board_begin(&fixture->desk, change, &notice);
    change->after.expected_at = (struct optional){.value = DESK_NOW + 9000, .given = true};
    fixture_ok(save(change, &result, &err));
    desk_fixture_act(fixture, ROLE_OPERATOR);
    list(rows);
    ck_assert(rows[0].is_read); /* a time is no new word */
    desk_fixture_act(fixture, ROLE_LEAD);
    notice = load(id);
    board_begin(&fixture->desk, change, &notice);
    strcpy(change->after.say, "每平方米二十二元。");
    fixture_ok(save(change, &result, &err));
    desk_fixture_act(fixture, ROLE_OPERATOR);
    list(rows);
    ck_assert(!rows[0].is_read);
    free(change);
    teardown();
}
END_TEST

START_TEST(live_board__is_read_again_only_after_a_change_or_when_one_begins)
{
    setup();
    struct live_board board = {0};
    bool is_new;
    int64_t id = post("城东站抢修", "", "城东站", DESK_NOW);
    post("明天检修", "和平里", "", DESK_NOW + 600);
    fixture_ok(live_board_refresh(&fixture->desk, &board, &is_new, &err));
    ck_assert(is_new);
    ck_assert_uint_eq(board.count, 2);
    desk_fixture_case(fixture); /* a change of something else */
    fixture_ok(live_board_refresh(&fixture->desk, &board, &is_new, &err));
    ck_assert(!is_new);
    attach(id, "13800000001", CALL_WAITING);
    fixture_ok(live_board_refresh(&fixture->desk, &board, &is_new, &err));
    ck_assert(is_new);
    ck_assert_int_eq(live_board_find(&board, id)->calls, 1);
    desk_fixture_set_now(DESK_NOW + 600);
    fixture_ok(live_board_refresh(&fixture->desk, &board, &is_new, &err));
    ck_assert(is_new);
    ck_assert_int_eq(board.items[0].state, NOTICE_LIVE);
    ck_assert_str_eq(board.items[0].notice.title, "明天检修");
    fixture_ok(end(board_close, id, 0, &err));
    fixture_ok(live_board_refresh(&fixture->desk, &board, &is_new, &err));
    ck_assert_uint_eq(board.count, 1);
    ck_assert_ptr_null(live_board_find(&board, id));
    live_board_clear(&board);
    teardown();
}
END_TEST

START_TEST(match__only_live_outages__by_household_typed_address_station_and_category)
{
    setup();
    struct live_board board = {0};
    struct case_record *record = mem_new(1, sizeof(*record));
    struct customer *customer = mem_new(1, sizeof(*customer));
    struct notice_change *change = mem_new(1, sizeof(*change));
    size_t more;
    int64_t id = post("和平里抢修", "和平里3-5号楼", "", DESK_NOW);
    post("明天检修", "阳光城", "", DESK_NOW + 86400);
    fixture_ok(live_board_refresh(&fixture->desk, &board, NULL, &err));
    strcpy(record->address, "和平里4-2-501");
    ck_assert_int_eq(live_board_match(&fixture->desk, &board, record, NULL, &more)->notice.head.id, id);
    ck_assert_uint_eq(more, 0);
    strcpy(record->address, "阳光城4-2-501");
    ck_assert_ptr_null(live_board_match(&fixture->desk, &board, record, NULL, &more));
    customer->head.id = 7;
    strcpy(customer->community, "和平里");
    strcpy(customer->building, "3");
    strcpy(customer->address, "老东门");
    strcpy(record->address, "老东门");
    ck_assert_ptr_nonnull(live_board_match(&fixture->desk, &board, record, customer, &more));
    strcpy(record->address, "阳光城4-2-501"); /* calls about another place */
    ck_assert_ptr_null(live_board_match(&fixture->desk, &board, record, customer, &more));
    struct notice notice = load(id);
    int64_t result;
    board_begin(&fixture->desk, change, &notice);
    strcpy(change->after.categories, "不热");
    fixture_ok(save(change, &result, &err));
    fixture_ok(live_board_refresh(&fixture->desk, &board, NULL, &err));
    strcpy(record->address, "和平里4-2-501");
    strcpy(record->type, "repair");
    ck_assert_ptr_nonnull(live_board_match(&fixture->desk, &board, record, NULL, &more));
    strcpy(record->category, "no_heat.single");
    ck_assert_ptr_nonnull(live_board_match(&fixture->desk, &board, record, NULL, &more));
    strcpy(record->type, "inquiry");
    strcpy(record->category, "inquiry_fee.price");
    ck_assert_ptr_null(live_board_match(&fixture->desk, &board, record, NULL, &more));
    live_board_clear(&board);
    free(change);
    free(customer);
    free(record);
    teardown();
}
END_TEST

FIXTURE_MAIN("desk/board", post__by_a_lead__stands_on_the_board_with_author_and_audit_line,
             changing_the_board__is_for_leads__and_reading_for_everybody_signed_in,
             list__live_ones_come_first_then_those_to_come_then_past__page_by_page,
             check__names_the_field_at_fault,
             correction__merges_with_what_another_lead_changed__and_is_refused_on_one_field,
             extending__must_be_later_than_before_and_now__and_a_closed_one_stays_closed,
             a_later_end_and_the_closing__make_the_list_of_those_who_want_a_call,
             who_calls_twice_about_one_outage__counts_and_is_called_back_once,
             a_case_of_before__is_attached_once_and_says_so,
             must_read__lists_who_has_and_who_has_not__and_asks_again_after_new_words,
             live_board__is_read_again_only_after_a_change_or_when_one_begins,
             match__only_live_outages__by_household_typed_address_station_and_category)
