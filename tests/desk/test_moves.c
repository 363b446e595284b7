/* Moves that do more than change state: limits, approval, pauses, extensions, attempts, redo, merge, split,
 * undo. */

#include "suite.h"

#include <stdarg.h>
#include <string.h>

#include "desk/desk_fixture.h"
#include "zuoxi/base/mem.h"

#define HOUR 3600

static struct case_file *load(struct desk_fixture *fixture, int64_t id)
{
    struct case_file *file = mem_new(1, sizeof(*file));
    fixture_ok(casework_load(&fixture->desk, id, file, &err));
    return file;
}

/* One line of a case's way: who, when, what and up to three values. */
struct pace {
    enum role role;
    int64_t now; /* seconds after DESK_NOW */
    const char *action, *reporter;
    const char *values[7];
    enum status status;
    const char *state;
};

static void walk(struct desk_fixture *fixture, int64_t id, const struct pace *paces, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const struct pace *pace = &paces[i];
        const char *const *v = pace->values;
        struct err fault = {0};
        desk_fixture_act(fixture, pace->role);
        desk_fixture_set_now(DESK_NOW + pace->now);
        enum status status = desk_fixture_move(fixture, id, pace->action, pace->reporter, 0, &fault, v[0],
                                               v[1], v[2], v[3], v[4], v[5], NULL);
        ck_assert_msg(status == pace->status, "%s: %d %s %s", pace->action, (int)status, fault.what,
                      fault.todo);
        ck_assert(status == STATUS_OK || (fault.what[0] != '\0'));
        struct case_file *file = load(fixture, id);
        ck_assert_msg(strcmp(file->record.state, pace->state) == 0, "%s: in %s", pace->action,
                      file->record.state);
        free(file);
    }
}
#define WALK(fixture, id, ...)                                                                               \
    do {                                                                                                     \
        static const struct pace paces[] = {__VA_ARGS__};                                                    \
        walk((fixture), (id), paces, sizeof(paces) / sizeof(paces[0]));                                      \
    } while (0)

#define OP   ROLE_OPERATOR
#define LEAD ROLE_LEAD
#define DISPATCH(at)                                                                                         \
    {                                                                                                        \
        OP, (at), "dispatch", NULL, {"unit", "城东站"}, STATUS_OK, "dispatched"                              \
    }
#define TAKE(at)                                                                                             \
    {                                                                                                        \
        OP, (at), "take", "刘师傅", {NULL}, STATUS_OK, "taken"                                               \
    }
#define HANDLE(at)                                                                                           \
    {                                                                                                        \
        OP, (at), "handle", "刘师傅", {"result", "已换阀门"}, STATUS_OK, "handled"                           \
    }
#define REPLY(at)                                                                                            \
    {                                                                                                        \
        OP, (at), "reply", NULL, {"reply", "已答复"}, STATUS_OK, "replied"                                   \
    }

static const struct leg *last_leg(const struct case_file *file, const char *id)
{
    for (size_t i = file->leg_count; i-- > 0;) {
        if (strcmp(file->legs[i].id, id) == 0) {
            return &file->legs[i];
        }
    }
    ck_abort_msg("no leg %s", id);
}

static void decide(struct desk_fixture *fixture, int64_t id, bool yes, const char *remark, enum status wanted)
{
    struct move_decision decision = {.case_id = id, .is_approved = yes};
    struct err fault = {0};
    strcpy(decision.remark, remark);
    request_make(decision.request);
    enum status status =
        task_run(&fixture->desk, casework_decide, &decision, decision.request, 1000, NULL, &fault);
    ck_assert_msg(status == wanted, "%d %s %s", (int)status, fault.what, fault.todo);
}

static enum status undo(struct desk_fixture *fixture, int64_t id, struct err *fault)
{
    struct undo_request request = {.case_id = id};
    request_make(request.request);
    return task_run(&fixture->desk, casework_undo, &request, request.request, 1000, NULL, fault);
}

START_TEST(a_pause_a_lead_makes__stops_the_clock_and_resuming_shifts_the_legs)
{
    struct desk_fixture *fixture = desk_fixture_open();
    int64_t id = desk_fixture_case(fixture);
    WALK(fixture, id, DISPATCH(60), TAKE(120));
    struct case_file *before = load(fixture, id);
    int64_t due = last_leg(before, "handle")->due;
    WALK(fixture, id, {LEAD, 300, "suspend", NULL, {NULL}, STATUS_INVALID, "taken"},
         {LEAD, 300, "suspend", NULL, {"step.reason", "等用户在家"}, STATUS_OK, "suspended"});
    struct case_file *paused = load(fixture, id);
    ck_assert_int_eq(last_leg(paused, "handle")->suspended_at, DESK_NOW + 300);
    ck_assert_uint_eq(paused->ledger.pause_count, 1);
    ck_assert_str_eq(paused->ledger.pauses[0].reason, "等用户在家");
    ck_assert_str_eq(paused->ledger.pauses[0].approved_by, "2001");
    WALK(fixture, id, {OP, 300 + HOUR, "resume", NULL, {NULL}, STATUS_OK, "taken"});
    struct case_file *after = load(fixture, id);
    ck_assert_int_eq(last_leg(after, "handle")->due, due + HOUR);
    ck_assert_int_eq(last_leg(after, "handle")->suspended_at, 0);
    ck_assert_int_eq(after->ledger.pauses[0].until, DESK_NOW + 300 + HOUR);
    free(before);
    free(paused);
    free(after);
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(a_pause_an_operator_asks_for__waits_for_a_lead)
{
    struct desk_fixture *fixture = desk_fixture_open();
    int64_t id = desk_fixture_case(fixture);
    struct request_row rows[4];
    size_t count;
    WALK(fixture, id, DISPATCH(60), TAKE(120),
         {OP, 300, "suspend", NULL, {"step.reason", "等配件"}, STATUS_OK, "taken"},
         {OP, 310, "reopen", NULL, {"step.reason", "不行"}, STATUS_INVALID, "taken"},
         {OP, 310, "extend", NULL, {"step.extra", "2h", "step.reason", "等配件"}, STATUS_INVALID, "taken"});
    struct case_file *file = load(fixture, id);
    ck_assert_str_eq(file->asked.action, "suspend");
    ck_assert_str_eq(file->asked.badge, "1001");
    ck_assert_int_eq(last_leg(file, "handle")->suspended_at, 0);
    free(file);
    fixture_ok(casework_requests(&fixture->desk, 4, rows, &count, &err));
    ck_assert_uint_eq(count, 1);
    ck_assert_str_eq(rows[0].reason, "等配件");
    decide(fixture, id, true, "", STATUS_DENIED);
    desk_fixture_act(fixture, LEAD);
    decide(fixture, id, false, "", STATUS_INVALID);
    desk_fixture_set_now(DESK_NOW + 900);
    decide(fixture, id, true, "", STATUS_OK);
    decide(fixture, id, true, "", STATUS_CONFLICT);
    file = load(fixture, id);
    ck_assert_str_eq(file->record.state, "suspended");
    ck_assert_int_eq(file->asked.head.id, 0);
    ck_assert_int_eq(last_leg(file, "handle")->suspended_at, DESK_NOW + 900); /* not before it was agreed */
    ck_assert_str_eq(file->ledger.pauses[0].badge, "1001");
    ck_assert_str_eq(file->ledger.pauses[0].approved_by, "2001");
    const struct timeline_row *line = &file->timeline[file->timeline_count - 1];
    ck_assert_str_eq(line->action, "suspend");
    ck_assert_str_eq(line->note, "原因：等配件；批准：2001");
    free(file);
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(a_refused_request__changes_nothing_and_says_why)
{
    struct desk_fixture *fixture = desk_fixture_open();
    int64_t id = desk_fixture_case(fixture);
    WALK(fixture, id, DISPATCH(60), TAKE(120),
         {OP, 300, "suspend", NULL, {"step.reason", "等配件"}, STATUS_OK, "taken"});
    desk_fixture_act(fixture, LEAD);
    decide(fixture, id, false, "库里有配件", STATUS_OK);
    struct case_file *file = load(fixture, id);
    const struct timeline_row *line = &file->timeline[file->timeline_count - 1];
    ck_assert_str_eq(file->record.state, "taken");
    ck_assert_str_eq(line->action, "refuse");
    ck_assert_str_eq(line->note, "挂起（1001申请）：库里有配件");
    free(file);
    WALK(fixture, id, {OP, 400, "suspend", NULL, {"step.reason", "等用户"}, STATUS_OK, "taken"});
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(an_extension__is_asked_before_expiry_for_so_much_and_so_often)
{
    struct desk_fixture *fixture = desk_fixture_open();
    int64_t id = desk_fixture_case(fixture);
    WALK(
        fixture, id, DISPATCH(60), TAKE(120),
        {LEAD, 300, "extend", NULL, {"step.extra", "soon", "step.reason", "等配件"}, STATUS_INVALID, "taken"},
        {LEAD, 300, "extend", NULL, {"step.extra", "2h", "step.reason", "等配件"}, STATUS_OK, "taken"});
    struct case_file *file = load(fixture, id);
    ck_assert_int_eq(last_leg(file, "handle")->due, DESK_NOW + 10 * HOUR);
    ck_assert_int_eq(last_leg(file, "reply")->due, DESK_NOW + 10 * HOUR);
    ck_assert_uint_eq(file->ledger.extension_count, 2);
    free(file);
    /* Asked in time, agreed to after it would have been due. */
    WALK(
        fixture, id,
        {OP, 10 * HOUR, "extend", NULL, {"step.extra", "1h", "step.reason", "还差一件"}, STATUS_OK, "taken"});
    desk_fixture_act(fixture, LEAD);
    desk_fixture_set_now(DESK_NOW + 10 * HOUR + 60);
    decide(fixture, id, true, "", STATUS_OK);
    file = load(fixture, id);
    ck_assert_int_eq(last_leg(file, "handle")->due, DESK_NOW + 11 * HOUR);
    free(file);
    WALK(fixture, id,
         {LEAD,
          10 * HOUR,
          "extend",
          NULL,
          {"step.extra", "1h", "step.reason", "再等"},
          STATUS_INVALID,
          "taken"});
    int64_t late = desk_fixture_case(fixture);
    WALK(fixture, late, DISPATCH(10 * HOUR + 61), TAKE(10 * HOUR + 62),
         {OP,
          19 * HOUR,
          "extend",
          NULL,
          {"step.extra", "1h", "step.reason", "晚了"},
          STATUS_INVALID,
          "taken"});
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(a_misrouted_case__goes_back_in_time_and_not_too_often)
{
    struct desk_fixture *fixture = desk_fixture_open();
    int64_t id = desk_fixture_case(fixture);
    WALK(fixture, id, DISPATCH(60),
         {OP, 120, "reject", "刘师傅", {"step.reason", "不在本站范围"}, STATUS_OK, "accepted"});
    struct case_file *file = load(fixture, id);
    ck_assert_str_eq(file->record.unit, "");
    ck_assert_int_eq(last_leg(file, "dispatch")->start, DESK_NOW + 120);
    ck_assert(last_leg(file, "take")->is_dropped);
    free(file);
    WALK(fixture, id, DISPATCH(180),
         {OP, 240, "reject", "刘师傅", {"step.reason", "也不是"}, STATUS_OK, "accepted"}, DISPATCH(300),
         {OP, 360, "reject", "刘师傅", {"step.reason", "还不是"}, STATUS_INVALID, "dispatched"});
    int64_t late = desk_fixture_case(fixture);
    /* One working day: until Thursday 17:30. */
    WALK(fixture, late, DISPATCH(360),
         {OP, 32 * HOUR, "reject", "刘师傅", {"step.reason", "不是"}, STATUS_INVALID, "dispatched"});
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(a_callback__counts_attempts_until_somebody_talks)
{
    struct desk_fixture *fixture = desk_fixture_open();
    int64_t id = desk_fixture_case(fixture);
    struct callback_row rows[4];
    size_t count;
    WALK(fixture, id, DISPATCH(60), TAKE(120), HANDLE(HOUR), REPLY(2 * HOUR),
         {OP, 3 * HOUR, "callback", NULL, {"step.reached", "nobody"}, STATUS_OK, "replied"},
         {OP,
          4 * HOUR,
          "callback",
          NULL,
          {"step.reached", "wrong", "satisfaction", "satisfied"},
          STATUS_INVALID,
          "replied"},
         {OP, 4 * HOUR, "callback", NULL, {"step.reached", "refused"}, STATUS_OK, "replied"},
         {OP, 4 * HOUR, "callback", NULL, {"step.reached", "reached"}, STATUS_INVALID, "replied"});
    fixture_ok(casework_callbacks(&fixture->desk, 4, rows, &count, &err));
    ck_assert_uint_eq(count, 1);
    ck_assert_int_eq(rows[0].attempts, 2);
    ck_assert_int_eq(rows[0].last_at, DESK_NOW + 4 * HOUR);
    ck_assert_str_eq(rows[0].last_reached, "refused");
    struct case_file *file = load(fixture, id);
    ck_assert(leg_is_open(last_leg(file, "callback")));
    free(file);
    WALK(fixture, id,
         {OP,
          5 * HOUR,
          "callback",
          NULL,
          {"step.reached", "reached", "satisfaction", "fair"},
          STATUS_OK,
          "called_back"});
    fixture_ok(casework_callbacks(&fixture->desk, 4, rows, &count, &err));
    ck_assert_uint_eq(count, 0);
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(not_satisfied__is_handled_again_as_often_as_needed)
{
    struct desk_fixture *fixture = desk_fixture_open();
    int64_t id = desk_fixture_case(fixture);
    WALK(fixture, id, DISPATCH(60), TAKE(120), HANDLE(HOUR), REPLY(2 * HOUR),
         {OP,
          3 * HOUR,
          "callback",
          NULL,
          {"step.reached", "reached", "satisfaction", "unsatisfied"},
          STATUS_INVALID,
          "replied"},
         {OP,
          3 * HOUR,
          "callback",
          NULL,
          {"step.reached", "reached", "satisfaction", "unsatisfied", "step.reason", "还是凉"},
          STATUS_OK,
          "taken"});
    struct case_file *file = load(fixture, id);
    const struct timeline_row *line = &file->timeline[file->timeline_count - 1];
    ck_assert_str_eq(line->action, "redo");
    ck_assert_str_eq(line->note, "第1次重办，回访不满意：还是凉");
    ck_assert_int_eq(last_leg(file, "handle")->start, DESK_NOW + 3 * HOUR);
    ck_assert_str_eq(file->record.satisfaction, "");
    free(file);
    WALK(fixture, id, HANDLE(4 * HOUR), REPLY(5 * HOUR),
         {OP,
          6 * HOUR,
          "callback",
          NULL,
          {"step.reached", "reached", "satisfaction", "very_unsatisfied", "step.reason", "又凉"},
          STATUS_OK,
          "taken"});
    file = load(fixture, id);
    ck_assert_str_eq(file->timeline[file->timeline_count - 1].note, "第2次重办，回访很不满意：又凉");
    free(file);
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(a_merge__closes_links_both_ways_and_can_be_taken_back_any_time)
{
    struct desk_fixture *fixture = desk_fixture_open();
    int64_t kept = desk_fixture_case(fixture), id = desk_fixture_case(fixture);
    WALK(fixture, id, {OP, 60, "merge", NULL, {"step.other", "9"}, STATUS_NOT_FOUND, "accepted"},
         {OP, 60, "merge", NULL, {"step.other", "2"}, STATUS_INVALID, "accepted"},
         {OP, 60, "merge", NULL, {"step.other", "1", "step.reason", "同一处"}, STATUS_OK, "merged"});
    struct case_file *file = load(fixture, id), *other = load(fixture, kept);
    ck_assert_int_eq(file->record.merged_into, kept);
    ck_assert(file->record.closed_at.given);
    ck_assert_str_eq(other->timeline[other->timeline_count - 1].note,
                     "工单20261125-0002（孙丽）并入：同一处");
    ck_assert(casework_undo_until(&fixture->desk, file) == INT64_MAX);
    free(file);
    free(other);
    desk_fixture_set_now(DESK_NOW + 5 * HOUR);
    fixture_ok(undo(fixture, id, &err));
    file = load(fixture, id);
    other = load(fixture, kept);
    ck_assert_str_eq(file->record.state, "accepted");
    ck_assert_int_eq(file->record.merged_into, 0);
    ck_assert(!file->record.closed_at.given);
    ck_assert(leg_is_open(last_leg(file, "handle")));
    ck_assert_int_eq(fixture_int(fixture->desk.store, "SELECT sum(is_open) FROM case_record"), 2);
    ck_assert_int_eq(fixture_int(fixture->desk.store, "SELECT value FROM counter WHERE name = 'open'"), 2);
    ck_assert_str_eq(other->timeline[other->timeline_count - 1].action, "unmerged");
    free(file);
    free(other);
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(a_part_split_off__is_a_case_of_its_own_under_the_whole)
{
    struct desk_fixture *fixture = desk_fixture_open();
    int64_t id = desk_fixture_case(fixture);
    WALK(fixture, id, DISPATCH(60),
         {OP, HOUR, "split", NULL, {"step.matter", "楼道灯不亮"}, STATUS_OK, "dispatched"});
    int64_t part_id =
        fixture_int(fixture->desk.store, "SELECT id FROM case_record WHERE parent_id IS NOT NULL");
    struct case_file *part = load(fixture, part_id), *whole = load(fixture, id);
    ck_assert_int_eq(part->record.parent_id, id);
    ck_assert_str_eq(part->record.content, "楼道灯不亮");
    ck_assert_str_eq(part->record.name, whole->record.name);
    ck_assert_str_eq(part->record.unit, "");
    ck_assert_str_eq(part->record.state, "accepted");
    ck_assert_int_eq(part->record.accepted_at.value, DESK_NOW);
    ck_assert_int_eq(last_leg(part, "handle")->due, DESK_NOW + 8 * HOUR);
    ck_assert_str_eq(whole->timeline[whole->timeline_count - 1].note, "拆出工单20261125-0002");
    struct err fault = {0};
    ck_assert_int_eq(undo(fixture, id, &fault), STATUS_INVALID);
    free(part);
    free(whole);
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(a_case_reopened__begins_all_its_legs_anew)
{
    struct desk_fixture *fixture = desk_fixture_open();
    int64_t id = desk_fixture_case(fixture);
    WALK(fixture, id, DISPATCH(60), TAKE(120), HANDLE(HOUR), REPLY(2 * HOUR),
         {OP,
          3 * HOUR,
          "callback",
          NULL,
          {"step.reached", "reached", "satisfaction", "fair"},
          STATUS_OK,
          "called_back"},
         {OP, 3 * HOUR, "close", NULL, {NULL}, STATUS_OK, "closed"},
         {OP, 50 * HOUR, "reopen", NULL, {"step.reason", "又凉了"}, STATUS_OK, "closed"});
    desk_fixture_act(fixture, LEAD);
    decide(fixture, id, true, "", STATUS_OK);
    struct case_file *file = load(fixture, id);
    ck_assert_str_eq(file->record.state, "accepted");
    ck_assert(!file->record.closed_at.given);
    ck_assert_int_eq(last_leg(file, "handle")->due, DESK_NOW + 58 * HOUR);
    ck_assert_int_eq(last_leg(file, "dispatch")->start, DESK_NOW + 50 * HOUR);
    free(file);
    desk_fixture_close(fixture);
}
END_TEST

/* Everything of the case that a move may touch, as text. */
static void dump(struct desk_fixture *fixture, char *out, size_t size)
{
    static const char *const queries[] = {
        "SELECT group_concat(state || unit || result || is_open || queue_rank || next_leg || next_due_at || "
        "coalesce(closed_at, '-') || coalesce(merged_into, '-')) FROM case_record",
        "SELECT group_concat(leg || start_at || due_at || coalesce(met_at, '-') || late || "
        "coalesce(suspended_at, '-') || is_dropped || ended_with) FROM leg",
        "SELECT count(*) || coalesce(max(until_at), '-') FROM leg_pause",
        "SELECT count(*) FROM leg_extension",
        "SELECT coalesce(group_concat(name || value), '-') FROM counter WHERE value <> 0",
        "SELECT coalesce(group_concat(fee || materials), '-') FROM repair"};
    out[0] = '\0';
    for (size_t i = 0; i < sizeof(queries) / sizeof(queries[0]); i++) {
        struct stmt *stmt;
        bool row;
        fixture_ok(db_prepare(store_db(fixture->desk.store), queries[i], &stmt, &err));
        fixture_ok(db_step(stmt, &row, &err));
        strncat(out, db_text(stmt, 0, NULL), size - strlen(out) - 2);
        strcat(out, "\n");
        db_reset(stmt);
    }
}

START_TEST(undo__of_each_kind_of_move__leaves_everything_as_it_was)
{
    struct desk_fixture *fixture = desk_fixture_open();
    static const struct pace way[] = {
        DISPATCH(60),
        {OP, 70, "reject", "刘", {"step.reason", "不是"}, STATUS_OK, "accepted"},
        DISPATCH(80),
        TAKE(120),
        {OP, 150, "contact", "刘", {NULL}, STATUS_OK, "taken"},
        {LEAD, 300, "suspend", NULL, {"step.reason", "等"}, STATUS_OK, "suspended"},
        {LEAD, 400, "resume", NULL, {NULL}, STATUS_OK, "taken"},
        {LEAD, 500, "extend", NULL, {"step.extra", "1h", "step.reason", "等"}, STATUS_OK, "taken"},
        HANDLE(HOUR),
        REPLY(2 * HOUR),
        {OP,
         3 * HOUR,
         "object",
         NULL,
         {"unit", "城西站", "step.with_unit", "城东站", "step.reason", "不对"},
         STATUS_OK,
         "taken"},
        HANDLE(4 * HOUR),
        REPLY(5 * HOUR),
        {OP, 6 * HOUR, "callback", NULL, {"step.reached", "nobody"}, STATUS_OK, "replied"},
        {OP,
         6 * HOUR + 9,
         "callback",
         NULL,
         {"step.reached", "reached", "satisfaction", "unsatisfied", "step.reason", "凉"},
         STATUS_OK,
         "taken"}};
    int64_t id = desk_fixture_case(fixture);
    for (size_t i = 0; i < sizeof(way) / sizeof(way[0]); i++) {
        static char before[9000], after[9000];
        dump(fixture, before, sizeof(before));
        walk(fixture, id, &way[i], 1);
        fixture_ok(undo(fixture, id, &err));
        dump(fixture, after, sizeof(after));
        ck_assert_msg(strcmp(before, after) == 0, "%s:\n%s\nbefore:\n%s", way[i].action, after, before);
        struct case_file *file = load(fixture, id);
        ck_assert_str_eq(file->timeline[file->timeline_count - 1].action, "undo");
        ck_assert(file->timeline[file->timeline_count - 2].is_undone);
        ck_assert_int_eq(casework_undo_until(&fixture->desk, file), 0);
        free(file);
        walk(fixture, id, &way[i], 1);
    }
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(undo__late_or_by_another_or_after_something_else__is_refused)
{
    struct desk_fixture *fixture = desk_fixture_open();
    int64_t id = desk_fixture_case(fixture);
    struct err fault = {0};
    ck_assert_int_eq(undo(fixture, id, &fault), STATUS_INVALID);
    WALK(fixture, id, DISPATCH(60));
    desk_fixture_act(fixture, LEAD);
    ck_assert_int_eq(undo(fixture, id, &fault), STATUS_DENIED);
    desk_fixture_act(fixture, OP);
    desk_fixture_set_now(DESK_NOW + 121);
    ck_assert_int_eq(undo(fixture, id, &fault), STATUS_INVALID);
    WALK(fixture, id, TAKE(130), {LEAD, 131, "supervise", NULL, {"step.reason", "快办"}, STATUS_OK, "taken"});
    desk_fixture_act(fixture, OP);
    ck_assert_int_eq(undo(fixture, id, &fault), STATUS_DENIED);
    desk_fixture_act(fixture, LEAD);
    fixture_ok(undo(fixture, id, &err));
    ck_assert_int_eq(undo(fixture, id, &fault), STATUS_INVALID); /* only the last one */
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(an_undone_approval__waits_again)
{
    struct desk_fixture *fixture = desk_fixture_open();
    int64_t id = desk_fixture_case(fixture);
    WALK(fixture, id, DISPATCH(60), TAKE(120),
         {OP, 300, "suspend", NULL, {"step.reason", "等配件"}, STATUS_OK, "taken"});
    desk_fixture_act(fixture, LEAD);
    decide(fixture, id, true, "", STATUS_OK);
    fixture_ok(undo(fixture, id, &err));
    struct case_file *file = load(fixture, id);
    ck_assert_str_eq(file->record.state, "taken");
    ck_assert_str_eq(file->asked.action, "suspend");
    free(file);
    desk_fixture_close(fixture);
}
END_TEST

SUITE_MAIN("desk/moves", a_pause_a_lead_makes__stops_the_clock_and_resuming_shifts_the_legs,
           a_pause_an_operator_asks_for__waits_for_a_lead, a_refused_request__changes_nothing_and_says_why,
           an_extension__is_asked_before_expiry_for_so_much_and_so_often,
           a_misrouted_case__goes_back_in_time_and_not_too_often,
           a_callback__counts_attempts_until_somebody_talks,
           not_satisfied__is_handled_again_as_often_as_needed,
           a_merge__closes_links_both_ways_and_can_be_taken_back_any_time,
           a_part_split_off__is_a_case_of_its_own_under_the_whole, a_case_reopened__begins_all_its_legs_anew,
           undo__of_each_kind_of_move__leaves_everything_as_it_was,
           undo__late_or_by_another_or_after_something_else__is_refused, an_undone_approval__waits_again)
