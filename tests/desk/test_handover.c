#include "suite.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "desk/desk_fixture.h"
#include "fault/fault_vfs.h"
#include "zuoxi/base/width.h"
#include "zuoxi/desk/handover_leave.h"
#include "zuoxi/desk/promise.h"
#include "zuoxi/store/people_store.h"
#include "zuoxi/store/record.h"

/* DESK_NOW is 2026-11-25 10:00; the early shift ends at 16:00. */
#define AT_1550 (DESK_NOW + 5 * 3600 + 50 * 60)
#define AT_1600 (DESK_NOW + 6 * 3600)

static void add_person(struct desk_fixture *fixture, const char *badge)
{
    struct person person = {.role = ROLE_OPERATOR, .is_active = true};
    strcpy(person.badge, badge);
    strcpy(person.name, "陈刚");
    strcpy(person.hash, "x");
    fixture_begin(fixture->desk.store);
    fixture_ok(people_store_add(fixture->desk.store, &person, &err));
    fixture_commit(fixture->desk.store);
}

static void plan(struct desk_fixture *fixture, int date, const char *badge, const char *what)
{
    fixture_begin(fixture->desk.store);
    fixture_ok(roster_store_set(fixture->desk.store, date, badge, what, &err));
    fixture_commit(fixture->desk.store);
}

static void act_as(struct desk_fixture *fixture, const char *badge, enum role role)
{
    desk_fixture_act(fixture, role);
    strcpy(fixture->desk.actor.badge, badge);
}

/* 1001 works the early shift, 1002 the late one. */
static struct desk_fixture *open_day(void)
{
    struct desk_fixture *fixture = desk_fixture_open();
    add_person(fixture, "1002");
    plan(fixture, 20261125, "1001", "早班");
    plan(fixture, 20261125, "1002", "中班");
    return fixture;
}

static int64_t open_log(struct desk_fixture *fixture)
{
    struct handover_open wanted = {.request = ""};
    struct shift_turn turn;
    int64_t id = 0;
    fixture_ok(handover_turn(&fixture->desk, &turn, &err));
    wanted.date = turn.date;
    strcpy(wanted.shift, turn.shift->name);
    request_make(wanted.request);
    fixture_ok(task_run(&fixture->desk, handover_open, &wanted, wanted.request, 1000, &id, &err));
    return id;
}

static struct handover_file *load(struct desk_fixture *fixture, int64_t id)
{
    struct handover_file *file = handover_file_new();
    fixture_ok(handover_load(&fixture->desk, id, file, &err));
    return file;
}

static enum status act(struct desk_fixture *fixture, int64_t line, enum handover_verb verb, const char *text,
                       struct err *err)
{
    struct handover_act act = {.verb = verb, .line_id = line};
    int64_t id;
    strcpy(act.text, text);
    request_make(act.request);
    return task_run(&fixture->desk, handover_act, &act, act.request, 1000, &id, err);
}

static void take_all(struct desk_fixture *fixture, int64_t id)
{
    struct handover_file *file = load(fixture, id);
    for (size_t i = 0; i < file->line_count; i++) {
        if (handover_line_state(&file->lines[i]) != LINE_DONE) {
            fixture_ok(act(fixture, file->lines[i].head.id, HANDOVER_TAKE, "", &err));
        }
    }
    handover_file_free(&file);
}

static enum status sign(struct desk_fixture *fixture, int64_t id, const char *out, const char *in,
                        struct err *err)
{
    struct signin outgoing = {.is_proven = true}, incoming = {.is_proven = true};
    struct handover_signing signing = {.id = id};
    int64_t result;
    strcpy(outgoing.person.badge, out);
    strcpy(incoming.person.badge, in);
    signing.out = out[0] != '\0' ? &outgoing : NULL;
    signing.in = in[0] != '\0' ? &incoming : NULL;
    request_make(signing.request);
    return task_run(&fixture->desk, handover_sign, &signing, signing.request, 1000, &result, err);
}

static enum status may_go(struct desk_fixture *fixture, struct err *err)
{
    int64_t id;
    return handover_may_go(&fixture->desk, &id, err);
}

START_TEST(nobody_leaves__before_the_relief_has_come__and_the_refusal_names_it)
{
    struct desk_fixture *fixture = open_day();
    struct err refusal;
    ck_assert_int_eq(may_go(fixture, &refusal), STATUS_DENIED);
    ck_assert_ptr_nonnull(strstr(refusal.what, "接班人未到岗，交班人不得离台：1002 陈刚 未签字"));
    act_as(fixture, "1002", ROLE_OPERATOR);
    fixture_ok(may_go(fixture, &err)); /* whose turn has not begun may go */
    act_as(fixture, "2001", ROLE_LEAD);
    fixture_ok(may_go(fixture, &err)); /* who is not on the roster, too */
    plan(fixture, 20261125, "1002", "");
    act_as(fixture, "1001", ROLE_OPERATOR);
    ck_assert_int_eq(may_go(fixture, &refusal), STATUS_DENIED);
    ck_assert_ptr_nonnull(strstr(refusal.what, "班表上中班没有人"));
    fixture->config.settings.handover_required = false;
    fixture_ok(may_go(fixture, &err));
    desk_fixture_close(fixture);
}
END_TEST

static void expect_logs(struct desk_fixture *fixture, size_t wanted)
{
    struct handover_row rows[3];
    size_t count = 0;
    fixture_ok(handover_list(&fixture->desk, NULL, 0, "", 3, rows, &count, &err));
    ck_assert_uint_eq(count, wanted);
}

START_TEST(a_log__looked_at_before_anybody_wrote__is_shown_and_not_begun)
{
    struct desk_fixture *fixture = open_day();
    struct handover_file *file = handover_file_new();
    struct shift_turn turn;
    fixture_ok(handover_turn(&fixture->desk, &turn, &err));
    fixture_ok(handover_preview(&fixture->desk, turn, file, &err));
    ck_assert_uint_eq(file->line_count, 6);
    ck_assert_uint_eq(file->open_lines, 6);
    ck_assert_ptr_nonnull(strstr(file->lines[3].text, "未结0"));
    ck_assert_int_eq(file->lines[0].head.id, 0);
    expect_logs(fixture, 0);
    int64_t id = open_log(fixture);
    expect_logs(fixture, 1);
    size_t before = file->line_count;
    fixture_ok(handover_load(&fixture->desk, id, file, &err));
    ck_assert_uint_eq(file->line_count, before);
    handover_file_free(&file);
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(a_draft__before_its_window__is_for_the_outgoing_and_leads)
{
    struct desk_fixture *fixture = open_day();
    struct handover_file *file = handover_file_new();
    struct err refusal;
    int64_t id = open_log(fixture);
    act_as(fixture, "1002", ROLE_OPERATOR);
    ck_assert_int_eq(handover_load(&fixture->desk, id, file, &refusal), STATUS_DENIED);
    ck_assert_ptr_nonnull(strstr(refusal.what, "15:50 起给接班人看"));
    act_as(fixture, "2001", ROLE_LEAD);
    fixture_ok(handover_load(&fixture->desk, id, file, &err));
    act_as(fixture, "1002", ROLE_OPERATOR);
    desk_fixture_set_now(AT_1550);
    fixture_ok(handover_load(&fixture->desk, id, file, &err));
    handover_file_free(&file);
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(a_handover__both_sign__seals_the_log_and_hands_promises_and_cases_over)
{
    struct desk_fixture *fixture = open_day();
    struct promise_new promise;
    struct err refusal;
    int64_t id, promise_id;
    int64_t case_id = desk_fixture_case(fixture);
    promise_begin(&fixture->desk, &promise);
    promise.promise.due_at = (struct optional){AT_1600 + 3600, true};
    strcpy(promise.promise.what, "告知结果");
    fixture_ok(task_run(&fixture->desk, promise_make, &promise, promise.request, 1000, &promise_id, &err));
    id = open_log(fixture);
    ck_assert_int_eq(open_log(fixture), id);
    ck_assert_int_eq(sign(fixture, id, "1001", "1002", &refusal), STATUS_INVALID);
    ck_assert_ptr_nonnull(strstr(refusal.what, "15:50"));
    desk_fixture_set_now(AT_1550);
    ck_assert_int_eq(sign(fixture, id, "1001", "1002", &refusal), STATUS_INVALID);
    ck_assert_ptr_nonnull(strstr(refusal.what, "没有确认"));
    struct handover_file *file = load(fixture, id);
    ck_assert_int_eq(act(fixture, file->lines[0].head.id, HANDOVER_TAKE, "", &refusal), STATUS_DENIED);
    ck_assert_str_eq(file->lines[0].part, "equipment");
    handover_file_free(&file);
    act_as(fixture, "1002", ROLE_OPERATOR);
    ck_assert_int_eq(open_log(fixture), id); /* it is this one that concerns the relief */
    take_all(fixture, id);
    ck_assert_int_eq(sign(fixture, id, "1002", "1001", &refusal), STATUS_DENIED);
    fixture_ok(sign(fixture, id, "1001", "1002", &err));
    file = load(fixture, id);
    ck_assert(file->record.signed_at.given);
    ck_assert_uint_eq(file->signature_count, 2);
    fixture_ok(sign(fixture, id, "1001", "1002", &err)); /* again changes nothing */
    ck_assert_int_eq(act(fixture, file->lines[0].head.id, HANDOVER_ASK, "为什么", &refusal), STATUS_CONFLICT);
    handover_file_free(&file);
    struct store *store = fixture->desk.store;
    ck_assert_int_eq(fixture_int(store, "SELECT count(*) FROM promise WHERE owner = '1002'"), 1);
    ck_assert_int_eq(fixture_int(store, "SELECT count(*) FROM case_record WHERE keeper = '1002' AND owner = "
                                        "'1001'"),
                     1);
    ck_assert_int_gt(case_id, 0);
    act_as(fixture, "1001", ROLE_OPERATOR);
    fixture_ok(may_go(fixture, &err));
    desk_fixture_close(fixture);
}
END_TEST

/* A promise about a confidential case of 1001's. */
static int64_t promise_about_confidential(struct desk_fixture *fixture, const char *change)
{
    struct promise_new promise;
    char sql[200];
    int64_t case_id = desk_fixture_case(fixture), id;
    promise_begin(&fixture->desk, &promise);
    promise.promise.case_id = case_id;
    promise.promise.due_at = (struct optional){AT_1600 + 3600, true};
    strcpy(promise.promise.what, "告知结果");
    fixture_ok(task_run(&fixture->desk, promise_make, &promise, promise.request, 1000, &id, &err));
    snprintf(sql, sizeof(sql), "UPDATE case_record SET is_confidential = 1, %s WHERE id = %lld", change,
             (long long)case_id);
    fixture_sql(fixture->desk.store, sql);
    return id;
}

static void expect_promise_of(struct desk_fixture *fixture, int64_t id, const char *badge)
{
    struct promise promise;
    act_as(fixture, badge, ROLE_OPERATOR);
    fixture_ok(promise_load(&fixture->desk, id, &promise, &err));
    ck_assert_str_eq(promise.owner, badge);
}

START_TEST(a_promise_about_a_confidential_case__goes_only_to_a_relief_who_sees_the_case)
{
    struct desk_fixture *fixture = open_day();
    fixture->is_damaged = true; /* cases are set as no move would set them */
    int64_t open = promise_about_confidential(fixture, "keeper = '1001'");
    int64_t closed = promise_about_confidential(fixture, "keeper = '1001', is_open = 0");
    int64_t reliefs = promise_about_confidential(fixture, "keeper = '1002', is_open = 0");
    int64_t id = open_log(fixture);
    desk_fixture_set_now(AT_1550);
    act_as(fixture, "1002", ROLE_OPERATOR);
    take_all(fixture, id);
    fixture_ok(sign(fixture, id, "1001", "1002", &err));
    expect_promise_of(fixture, open, "1002");
    expect_promise_of(fixture, closed, "1001");
    expect_promise_of(fixture, reliefs, "1002");
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(a_signed_log__the_database_itself_refuses_every_change__and_verify_finds_one)
{
    static const char *const changes[] = {
        "UPDATE handover SET out_badge = '1003'",
        "DELETE FROM handover",
        "UPDATE handover_line SET text = 'x'",
        "DELETE FROM handover_line",
        "INSERT INTO handover_line (version, handover_id) SELECT 1, id FROM handover",
        "UPDATE handover_signature SET badge = '1003'",
        "DELETE FROM handover_signature",
    };
    struct desk_fixture *fixture = open_day();
    struct db *db = store_db(fixture->desk.store);
    struct str findings = {0};
    struct err refusal;
    int64_t id = open_log(fixture);
    desk_fixture_set_now(AT_1550);
    act_as(fixture, "1002", ROLE_OPERATOR);
    take_all(fixture, id);
    fixture_ok(sign(fixture, id, "1001", "1002", &err));
    for (size_t i = 0; i < sizeof(changes) / sizeof(changes[0]); i++) {
        ck_assert_msg(db_execute(db, changes[i], &refusal) != STATUS_OK, "%s", changes[i]);
    }
    fixture_ok(handover_store_verify(fixture->desk.store, &findings, &err));
    ck_assert_uint_eq(findings.length, 0);
    fixture_ok(db_execute(db, "DROP TRIGGER handover_no_update", &err));
    fixture_ok(db_execute(db, "UPDATE handover SET sheet = sheet || '.'", &err));
    fixture_ok(handover_store_verify(fixture->desk.store, &findings, &err));
    ck_assert_ptr_nonnull(strstr(str_text(&findings), "签字后被改动过"));
    str_free(&findings);
    fixture->is_damaged = true;
    desk_fixture_close(fixture);
}
END_TEST

/* Another desk. */
struct colleague {
    struct store *store;
    int64_t log;
};

static void seal_once(void *context)
{
    struct colleague *colleague = context;
    fault_between(NULL, NULL);
    fixture_begin(colleague->store);
    fixture_ok(handover_store_seal(colleague->store, colleague->log, "x", &err));
    fixture_commit(colleague->store);
}

START_TEST(a_log_that_is_sealed_while_verify_looks__is_no_finding)
{
    fault_install();
    struct desk_fixture *fixture = open_day();
    struct desk other;
    struct str findings = {0};
    struct colleague colleague = {.log = open_log(fixture)};
    fixture_ok(desk_open(&other, fixture->database, &fixture->config.settings, &fixture->config.profile,
                         &fixture->config.book, &desk_fixture_clock, &err));
    colleague.store = other.store;
    fault_between(seal_once, &colleague);
    fixture_ok(handover_store_verify(fixture->desk.store, &findings, &err));
    ck_assert_str_eq(str_text(&findings), "");
    ck_assert_int_eq(fixture_int(fixture->desk.store, "SELECT count(*) FROM handover WHERE sealed = 1"), 1);
    desk_close(&other);
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(a_line__questioned__waits_for_the_other_sides_answer__and_a_change_takes_signatures_back)
{
    struct desk_fixture *fixture = open_day();
    struct handover_line_edit edit;
    struct err refusal;
    int64_t id = open_log(fixture), line;
    desk_fixture_set_now(AT_1550);
    fixture_ok(sign(fixture, id, "1001", "", &err)); /* one side, at its own desk */
    struct handover_file *file = load(fixture, id);
    ck_assert(file->record.out_at.given && !file->record.signed_at.given);
    line = file->lines[0].head.id;
    act_as(fixture, "1002", ROLE_OPERATOR);
    ck_assert_int_eq(act(fixture, line, HANDOVER_ASK, " ", &refusal), STATUS_INVALID);
    fixture_ok(act(fixture, line, HANDOVER_ASK, "2号话机修了吗", &err));
    ck_assert_int_eq(act(fixture, line, HANDOVER_TAKE, "", &refusal), STATUS_INVALID);
    ck_assert_int_eq(act(fixture, line, HANDOVER_ANSWER, "修了", &refusal), STATUS_DENIED);
    act_as(fixture, "1001", ROLE_OPERATOR);
    fixture_ok(act(fixture, line, HANDOVER_ANSWER, "修了", &err));
    handover_file_free(&file);
    file = load(fixture, id);
    ck_assert(!file->record.out_at.given);
    ck_assert_int_eq(handover_line_state(&file->lines[0]), LINE_ANSWERED);
    act_as(fixture, "1002", ROLE_OPERATOR);
    take_all(fixture, id);
    act_as(fixture, "1001", ROLE_OPERATOR);
    handover_file_free(&file);
    file = load(fixture, id);
    handover_line_begin(&fixture->desk, &edit, &file->lines[0]);
    strcpy(edit.after.text, "2号话机听筒有杂音");
    edit.after.is_fault = true;
    fixture_ok(task_run(&fixture->desk, handover_line_save, &edit, edit.request, 1000, &line, &err));
    act_as(fixture, "1002", ROLE_OPERATOR);
    ck_assert_int_eq(act(fixture, line, HANDOVER_TAKE, "", &refusal), STATUS_INVALID);
    ck_assert_int_eq(act(fixture, line, HANDOVER_CARRY, "", &refusal), STATUS_DENIED);
    act_as(fixture, "1001", ROLE_OPERATOR); /* no lead on the turn: the first on it acts as one */
    fixture_ok(act(fixture, line, HANDOVER_CARRY, "", &err));
    act_as(fixture, "1002", ROLE_OPERATOR);
    fixture_ok(act(fixture, line, HANDOVER_TAKE, "", &err));
    fixture_ok(sign(fixture, id, "1001", "1002", &err));
    handover_file_free(&file);
    desk_fixture_set_now(AT_1600 + 60); /* the fault is there in the next log */
    id = open_log(fixture);
    file = load(fixture, id);
    ck_assert_str_eq(file->record.shift, "中班");
    ck_assert_str_eq(file->lines[0].text, "2号话机听筒有杂音");
    ck_assert(file->lines[0].is_fault && file->lines[0].carried_by[0] == '\0');
    handover_file_free(&file);
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(a_fault__becomes_a_case_for_the_unit_that_mends_it__once)
{
    struct desk_fixture *fixture = open_day();
    struct handover_act act = {.verb = HANDOVER_TAKE};
    struct handover_line_edit edit;
    struct err refusal;
    int64_t id = open_log(fixture), line;
    strcpy(fixture->config.settings.fault_unit, "维修一班");
    struct handover_file *file = load(fixture, id);
    act.line_id = file->lines[0].head.id;
    request_make(act.request);
    ck_assert_int_eq(task_run(&fixture->desk, handover_fault_case, &act, act.request, 1000, &line, &refusal),
                     STATUS_INVALID); /* all is well */
    handover_line_begin(&fixture->desk, &edit, &file->lines[0]);
    strcpy(edit.after.text, "2号话机听筒有杂音");
    edit.after.is_fault = true;
    fixture_ok(task_run(&fixture->desk, handover_line_save, &edit, edit.request, 1000, &line, &err));
    request_make(act.request);
    fixture_ok(task_run(&fixture->desk, handover_fault_case, &act, act.request, 1000, &line, &err));
    ck_assert_int_eq(fixture_int(fixture->desk.store,
                                 "SELECT count(*) FROM case_record WHERE unit = '维修一班' AND "
                                 "content LIKE '%听筒有杂音'"),
                     1);
    request_make(act.request);
    ck_assert_int_eq(task_run(&fixture->desk, handover_fault_case, &act, act.request, 1000, &line, &refusal),
                     STATUS_CONFLICT);
    handover_file_free(&file);
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(a_sheet__of_the_longest_line__stays_on_the_paper)
{
    struct desk_fixture *fixture = open_day();
    struct handover_line_edit edit;
    struct str sheet = {0};
    int64_t id = open_log(fixture), line;
    struct handover_file *file = load(fixture, id);
    size_t characters = 0;
    handover_line_begin(&fixture->desk, &edit, &file->lines[0]);
    edit.after.text[0] = '\0';
    for (int i = 0; i < 500; i++) {
        strcat(edit.after.text, i % 7 == 0 ? "a" : "暖");
    }
    fixture_ok(task_run(&fixture->desk, handover_line_save, &edit, edit.request, 1000, &line, &err));
    handover_file_free(&file);
    file = load(fixture, id);
    fixture_ok(handover_sheet(&fixture->desk, file, &sheet, &err));
    for (char *at = strtok(sheet.bytes, "\n"); at != NULL; at = strtok(NULL, "\n")) {
        ck_assert_int_le(width_text(at), 76);
        for (const char *byte = at; (byte = strstr(byte, "暖")) != NULL; byte++) {
            characters++;
        }
    }
    ck_assert_uint_eq(characters, 500 - 72);
    str_free(&sheet);
    handover_file_free(&file);
    desk_fixture_close(fixture);
}
END_TEST

static enum status release(struct desk_fixture *fixture, int64_t id, const char *who, const char *lead,
                           enum role role, const char *reason, struct err *err)
{
    struct signin proof = {.is_proven = true, .person = {.role = role}};
    struct handover_release release = {.id = id, .proof = &proof};
    int64_t result;
    strcpy(proof.person.badge, lead);
    strcpy(release.badge, who);
    strcpy(release.reason, reason);
    request_make(release.request);
    return task_run(&fixture->desk, handover_release, &release, release.request, 1000, &result, err);
}

START_TEST(a_release__needs_a_lead_and_a_reason__an_acting_lead_only_after_the_hour)
{
    struct desk_fixture *fixture = open_day();
    struct err refusal;
    int64_t id = open_log(fixture);
    ck_assert_int_eq(release(fixture, id, "1001", "1002", ROLE_OPERATOR, "急病", &refusal), STATUS_DENIED);
    ck_assert_int_eq(release(fixture, id, "1001", "2001", ROLE_LEAD, "", &refusal), STATUS_INVALID);
    ck_assert_int_eq(release(fixture, id, "1002", "2001", ROLE_LEAD, "急病", &refusal), STATUS_INVALID);
    ck_assert_ptr_nonnull(strstr(refusal.what, "1002 不在早班的班表上"));
    ck_assert_int_eq(release(fixture, id, "1001", "1001", ROLE_OPERATOR, "急病", &refusal), STATUS_DENIED);
    ck_assert_ptr_nonnull(strstr(refusal.what, "16:10"));
    ck_assert_int_eq(may_go(fixture, &refusal), STATUS_DENIED);
    fixture_ok(release(fixture, id, "1001", "2001", ROLE_LEAD, "急病", &err));
    fixture_ok(may_go(fixture, &err));
    ck_assert_int_eq(
        fixture_int(fixture->desk.store, "SELECT count(*) FROM audit WHERE action = 'handover.release'"), 1);
    desk_fixture_close(fixture);
    fixture = open_day();
    id = open_log(fixture);
    desk_fixture_set_now(AT_1600 + 601);
    fixture_ok(release(fixture, id, "1001", "1001", ROLE_OPERATOR, "接班人联系不上", &err));
    fixture_ok(may_go(fixture, &err));
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(closing_time__a_lead_takes_over__nobody_else)
{
    struct desk_fixture *fixture = open_day();
    struct shift *late = &fixture->config.settings.shifts[1];
    struct err refusal;
    ck_assert(shift_exception_parse("2026-11-25 0", &late->exceptions[late->exception_count++]));
    int64_t id = open_log(fixture);
    ck_assert_int_eq(may_go(fixture, &refusal), STATUS_DENIED);
    ck_assert_ptr_nonnull(strstr(refusal.what, "班长"));
    desk_fixture_set_now(AT_1550);
    act_as(fixture, "2001", ROLE_LEAD);
    take_all(fixture, id);
    ck_assert_int_eq(sign(fixture, id, "1001", "1002", &refusal), STATUS_DENIED);
    fixture_ok(sign(fixture, id, "1001", "2001", &err));
    act_as(fixture, "1001", ROLE_OPERATOR);
    fixture_ok(may_go(fixture, &err));
    desk_fixture_close(fixture);
}
END_TEST

SUITE_MAIN("desk/handover", nobody_leaves__before_the_relief_has_come__and_the_refusal_names_it,
           a_log__looked_at_before_anybody_wrote__is_shown_and_not_begun,
           a_draft__before_its_window__is_for_the_outgoing_and_leads,
           a_handover__both_sign__seals_the_log_and_hands_promises_and_cases_over,
           a_promise_about_a_confidential_case__goes_only_to_a_relief_who_sees_the_case,
           a_signed_log__the_database_itself_refuses_every_change__and_verify_finds_one,
           a_log_that_is_sealed_while_verify_looks__is_no_finding,
           a_line__questioned__waits_for_the_other_sides_answer__and_a_change_takes_signatures_back,
           a_fault__becomes_a_case_for_the_unit_that_mends_it__once,
           a_sheet__of_the_longest_line__stays_on_the_paper,
           a_release__needs_a_lead_and_a_reason__an_acting_lead_only_after_the_hour,
           closing_time__a_lead_takes_over__nobody_else)
