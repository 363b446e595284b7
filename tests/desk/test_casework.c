#include "suite.h"

#include <string.h>

#include "desk/desk_fixture.h"
#include "zuoxi/base/mem.h"
#include "zuoxi/store/audit.h"

static struct case_file *load(struct desk_fixture *fixture, int64_t id)
{
    struct case_file *file = mem_new(1, sizeof(*file));
    fixture_ok(casework_load(&fixture->desk, id, file, &err));
    return file;
}

static const struct leg *leg_of(const struct case_file *file, const char *id)
{
    for (size_t i = 0; i < file->leg_count; i++) {
        if (strcmp(file->legs[i].id, id) == 0) {
            return &file->legs[i];
        }
    }
    return NULL;
}

#define HOUR 3600
static const struct {
    const char *action, *reporter, *field, *value, *state;
    int64_t now; /* after acceptance, seconds */
} way[] = {
    {"dispatch", NULL, "unit", "城东站", "dispatched", 300},
    {"take", "刘师傅", NULL, NULL, "taken", 600},
    {"contact", "刘师傅", NULL, NULL, "taken", 900},
    {"arrive", "刘师傅", NULL, NULL, "taken", HOUR},
    {"handle", "刘师傅", "result", "过滤器堵塞,已清洗", "handled", 2 * HOUR},
    {"reply", NULL, "reply", "已答复", "replied", 3 * HOUR},
    {"callback", NULL, "satisfaction", "satisfied", "called_back", 4 * HOUR},
    {"close", NULL, NULL, NULL, "closed", 5 * HOUR},
};
#define WAY_COUNT (sizeof(way) / sizeof(way[0]))

/* Make the moves up to `count`, each when the table says. */
static void go(struct desk_fixture *fixture, int64_t id, size_t from, size_t count)
{
    for (size_t i = from; i < count; i++) {
        desk_fixture_set_now(DESK_NOW + way[i].now);
        struct err fault = {0};
        const char *reached = strcmp(way[i].action, "callback") == 0 ? "step.reached" : NULL;
        enum status status = desk_fixture_move(fixture, id, way[i].action, way[i].reporter, 0, &fault,
                                               way[i].field, way[i].value, reached, "reached", NULL);
        ck_assert_msg(status == STATUS_OK, "%s: %s", way[i].action, fault.what);
    }
}

START_TEST(the_whole_way_of_a_heating_case__meets_every_leg_in_time)
{
    struct desk_fixture *fixture = desk_fixture_open();
    if (fixture->config.settings.unit_count == 0) {
        ck_abort_msg("the shipped configuration names no unit");
    }
    int64_t id = desk_fixture_case(fixture);
    for (size_t i = 0; i < WAY_COUNT; i++) {
        go(fixture, id, i, i + 1);
        struct case_file *file = load(fixture, id);
        const struct leg *leg = leg_of(file, way[i].action);
        ck_assert_str_eq(file->record.state, way[i].state);
        ck_assert_str_eq(file->timeline[file->timeline_count - 1].action, way[i].action);
        ck_assert(leg == NULL || (leg->met == DESK_NOW + way[i].now && leg->late == 0));
        ck_assert(leg != NULL || strcmp(way[i].action, "close") == 0);
        free(file);
    }
    struct case_file *file = load(fixture, id);
    ck_assert_int_eq(file->record.closed_at.value, DESK_NOW + 5 * HOUR);
    ck_assert_uint_eq(file->timeline_count, WAY_COUNT + 1);
    ck_assert_int_eq(fixture_int(fixture->desk.store, "SELECT is_open FROM case_record"), 0);
    struct queue_counts counts;
    fixture_ok(casework_counts(&fixture->desk, &counts, &err));
    ck_assert_int_eq(counts.open, 0);
    free(file);
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(a_late_move__stores_how_late_it_was)
{
    struct desk_fixture *fixture = desk_fixture_open();
    int64_t id = desk_fixture_case(fixture);
    desk_fixture_set_now(DESK_NOW + 660);
    fixture_ok(desk_fixture_move(fixture, id, "dispatch", NULL, 0, &err, "unit", "城东站", NULL));
    struct case_file *file = load(fixture, id);
    ck_assert_int_eq(leg_of(file, "dispatch")->late, 60);
    free(file);
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(a_units_move__needs_who_reported_it_and_counts_from_the_reported_time)
{
    struct desk_fixture *fixture = desk_fixture_open();
    int64_t id = desk_fixture_case(fixture);
    struct err fault = {0};
    go(fixture, id, 0, 1);
    desk_fixture_set_now(DESK_NOW + 1200);
    ck_assert_int_eq(desk_fixture_move(fixture, id, "take", NULL, 0, &fault, NULL), STATUS_INVALID);
    ck_assert_str_eq(fault.where, "reporter");
    ck_assert_int_eq(desk_fixture_move(fixture, id, "take", "刘师傅", DESK_NOW + 1201, &fault, NULL),
                     STATUS_INVALID);
    ck_assert_int_eq(desk_fixture_move(fixture, id, "take", "刘师傅", DESK_NOW + 299, &fault, NULL),
                     STATUS_INVALID);
    ck_assert_int_eq(desk_fixture_move(fixture, id, "take", "刘师傅", DESK_NOW + 301, &fault, NULL),
                     STATUS_OK);
    struct case_file *file = load(fixture, id);
    ck_assert_int_eq(leg_of(file, "take")->met, DESK_NOW + 301);
    ck_assert_int_eq(leg_of(file, "take")->late, 0);
    ck_assert_str_eq(file->timeline[2].reporter, "刘师傅");
    ck_assert_int_eq(file->timeline[2].at, DESK_NOW + 301);
    /* When it was entered stands in the audit. */
    ck_assert_int_eq(fixture_int(fixture->desk.store, "SELECT at FROM audit WHERE action = 'case.take'"),
                     DESK_NOW + 1200);
    free(file);
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(a_customer_called_before_any_unit_has_the_case__needs_no_reporter)
{
    struct desk_fixture *fixture = desk_fixture_open();
    int64_t id = desk_fixture_case(fixture);
    fixture_ok(desk_fixture_move(fixture, id, "contact", NULL, 0, &err, NULL));
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(ones_own_move__cannot_be_dated_back)
{
    struct desk_fixture *fixture = desk_fixture_open();
    int64_t id = desk_fixture_case(fixture);
    struct err fault = {0};
    desk_fixture_set_now(DESK_NOW + 900);
    ck_assert_int_eq(
        desk_fixture_move(fixture, id, "dispatch", NULL, DESK_NOW + 60, &fault, "unit", "城东站", NULL),
        STATUS_INVALID);
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(a_move_without_its_needed_field__is_refused_and_changes_nothing)
{
    struct desk_fixture *fixture = desk_fixture_open();
    int64_t id = desk_fixture_case(fixture);
    struct err fault = {0};
    ck_assert_int_eq(desk_fixture_move(fixture, id, "dispatch", NULL, 0, &fault, NULL), STATUS_INVALID);
    ck_assert_str_eq(fault.where, "unit");
    ck_assert_int_eq(desk_fixture_move(fixture, id, "dispatch", NULL, 0, &fault, "unit", "没有的站", NULL),
                     STATUS_INVALID);
    ck_assert_int_eq(desk_fixture_move(fixture, id, "dispatch", NULL, 0, &fault, "unit", "城东站", "result",
                                       "不该填", NULL),
                     STATUS_INVALID);
    struct case_file *file = load(fixture, id);
    ck_assert_str_eq(file->record.state, "accepted");
    ck_assert_str_eq(file->record.unit, "");
    ck_assert_uint_eq(file->timeline_count, 1);
    free(file);
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(a_move_out_of_turn_or_unknown_or_not_ones_own__is_refused)
{
    struct desk_fixture *fixture = desk_fixture_open();
    int64_t id = desk_fixture_case(fixture);
    struct err fault = {0};
    ck_assert_int_eq(desk_fixture_move(fixture, id, "close", NULL, 0, &fault, NULL), STATUS_INVALID);
    ck_assert_int_eq(desk_fixture_move(fixture, id, "fly", NULL, 0, &fault, NULL), STATUS_NOT_FOUND);
    ck_assert_int_eq(desk_fixture_move(fixture, 999, "dispatch", NULL, 0, &fault, "unit", "城东站", NULL),
                     STATUS_NOT_FOUND);
    desk_fixture_act(fixture, ROLE_ADMIN);
    ck_assert_int_eq(desk_fixture_move(fixture, id, "dispatch", NULL, 0, &fault, "unit", "城东站", NULL),
                     STATUS_DENIED);
    const struct move_rule *moves[8];
    struct case_file *file = load(fixture, id);
    ck_assert_uint_eq(casework_moves(&fixture->desk, file, moves, 8), 0);
    desk_fixture_act(fixture, ROLE_LEAD);
    ck_assert_uint_gt(casework_moves(&fixture->desk, file, moves, 8), 0);
    desk_fixture_act(fixture, ROLE_NONE);
    ck_assert_int_eq(casework_load(&fixture->desk, id, file, &fault), STATUS_DENIED);
    free(file);
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(a_move_on_a_case_seen_before_somebody_elses_change__is_a_conflict)
{
    struct desk_fixture *fixture = desk_fixture_open();
    int64_t id = desk_fixture_case(fixture);
    struct move_request request = {
        .case_id = id, .version = 1, .action = "dispatch", .set = {"unit"}, .set_count = 1};
    struct err fault = {0};
    strcpy(request.values.unit, "城东站");
    go(fixture, id, 0, 1);
    ck_assert_int_eq(task_run(&fixture->desk, casework_move, &request, NULL, 1000, NULL, &fault),
                     STATUS_CONFLICT);
    desk_fixture_close(fixture);
}
END_TEST

static enum status edit(struct desk_fixture *fixture, const struct case_record *before,
                        const struct case_record *after, struct err *err)
{
    struct case_edit *change = mem_new(1, sizeof(*change));
    change->before = *before;
    change->after = *after;
    request_make(change->request);
    int64_t id;
    enum status status = task_run(&fixture->desk, casework_edit, change, change->request, 1000, &id, err);
    free(change);
    return status;
}

START_TEST(a_new_grade__moves_the_open_legs_keeps_the_met_ones_and_says_so)
{
    struct desk_fixture *fixture = desk_fixture_open();
    int64_t id = desk_fixture_case(fixture);
    go(fixture, id, 0, 2);
    struct case_file *before = load(fixture, id), *after = load(fixture, id);
    strcpy(after->record.grade, "1");
    fixture_ok(edit(fixture, &before->record, &after->record, &err));
    free(after);
    after = load(fixture, id);
    ck_assert_int_eq(leg_of(after, "handle")->due, DESK_NOW + 2 * HOUR);
    ck_assert_int_eq(leg_of(after, "arrive")->due, DESK_NOW + HOUR);
    ck_assert_int_eq(leg_of(after, "handle")->start, DESK_NOW);
    ck_assert_int_eq(leg_of(after, "dispatch")->met, leg_of(before, "dispatch")->met);
    ck_assert_int_eq(leg_of(after, "dispatch")->due, leg_of(before, "dispatch")->due);
    const struct timeline_row *said = &after->timeline[after->timeline_count - 1];
    ck_assert_str_eq(said->action, "edit");
    ck_assert_ptr_nonnull(strstr(said->note, "级别：二级→一级"));
    ck_assert_ptr_nonnull(strstr(said->note, "办结：2026-11-25 18:00→2026-11-25 12:00"));
    ck_assert_int_eq(fixture_int(fixture->desk.store, "SELECT next_due_at FROM case_record"),
                     leg_of(after, "contact")->due);
    ck_assert_uint_eq(after->ledger.change_count, 3); /* arrive, handle, reply */
    const struct leg_change *change = &after->ledger.changes[1];
    ck_assert_str_eq(change->leg, "handle");
    ck_assert_int_eq(change->sequence, leg_of(after, "handle")->sequence);
    ck_assert_int_eq(change->old_within.amount, 8);
    ck_assert_int_eq(change->new_within.amount, 2);
    ck_assert_int_eq(change->old_due, DESK_NOW + 8 * HOUR);
    ck_assert_int_eq(change->new_due, DESK_NOW + 2 * HOUR);
    ck_assert_str_eq(change->reason, "级别：二级→一级");
    ck_assert_str_eq(change->badge, "1001");
    free(before);
    free(after);
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(a_new_type__drops_legs_it_lacks_and_starts_those_it_has)
{
    struct desk_fixture *fixture = desk_fixture_open();
    int64_t id = desk_fixture_case(fixture);
    struct case_file *before = load(fixture, id), *after = load(fixture, id);
    strcpy(after->record.type, "complaint");
    strcpy(after->record.category, "complaint_heat.low");
    fixture_ok(edit(fixture, &before->record, &after->record, &err));
    free(after);
    after = load(fixture, id);
    ck_assert(leg_of(after, "arrive")->is_dropped);
    ck_assert_str_eq(leg_of(after, "arrive")->ended_with, "edit");
    ck_assert_str_eq(leg_of(after, "arrive")->ended_by, "1001");
    ck_assert_int_eq(leg_of(after, "arrive")->late, 0);
    ck_assert(leg_is_open(leg_of(after, "contact")));
    ck_assert_int_eq(leg_of(after, "contact")->start, DESK_NOW);
    free(before);
    free(after);
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(two_edits_of_different_fields__merge__and_of_the_same_one_conflict)
{
    struct desk_fixture *fixture = desk_fixture_open();
    int64_t id = desk_fixture_case(fixture);
    struct case_file *seen = load(fixture, id);
    struct case_record *mine = mem_new(1, sizeof(*mine)), *theirs = mem_new(1, sizeof(*theirs));
    struct err fault = {0};
    *mine = *theirs = seen->record;
    strcpy(theirs->name, "孙莉");
    strcpy(mine->address, "阳光城7-1-403");
    fixture_ok(edit(fixture, &seen->record, theirs, &err));
    fixture_ok(edit(fixture, &seen->record, mine, &err));
    struct case_file *after = load(fixture, id);
    ck_assert_str_eq(after->record.name, "孙莉");
    ck_assert_str_eq(after->record.address, "阳光城7-1-403");
    strcpy(mine->name, "孙俐");
    ck_assert_int_eq(edit(fixture, &seen->record, mine, &fault), STATUS_CONFLICT);
    ck_assert_str_eq(fault.where, "name");
    free(after);
    free(seen);
    free(mine);
    free(theirs);
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(a_form_cannot_change__what_the_program_sets)
{
    struct desk_fixture *fixture = desk_fixture_open();
    int64_t id = desk_fixture_case(fixture);
    struct case_file *seen = load(fixture, id), *wanted = load(fixture, id);
    strcpy(wanted->record.state, "closed");
    strcpy(wanted->record.owner, "1004");
    wanted->record.accepted_at.value = 1;
    fixture_ok(edit(fixture, &seen->record, &wanted->record, &err));
    struct case_file *after = load(fixture, id);
    ck_assert_str_eq(after->record.state, "accepted");
    ck_assert_str_eq(after->record.owner, "1001");
    ck_assert_int_eq(after->record.accepted_at.value, DESK_NOW);
    free(seen);
    free(wanted);
    free(after);
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(an_edit__is_in_the_audit_field_by_field)
{
    struct desk_fixture *fixture = desk_fixture_open();
    int64_t id = desk_fixture_case(fixture);
    struct case_file *seen = load(fixture, id), *wanted = load(fixture, id);
    strcpy(wanted->record.name, "孙莉");
    fixture_ok(edit(fixture, &seen->record, &wanted->record, &err));
    struct audit_row rows[8];
    size_t count = 0;
    char before[64], after[64];
    fixture_ok(audit_list(fixture->desk.store, "case", id, rows, 8, &count, &err));
    ck_assert_str_eq(rows[count - 1].action, "case.edit");
    ck_assert_str_eq(rows[count - 1].badge, "1001");
    fixture_ok(audit_value(fixture->desk.store, rows[count - 1].id, "name", 0, before, sizeof(before), &err));
    fixture_ok(audit_value(fixture->desk.store, rows[count - 1].id, "name", 1, after, sizeof(after), &err));
    ck_assert_str_eq(before, "孙丽");
    ck_assert_str_eq(after, "孙莉");
    free(seen);
    free(wanted);
    desk_fixture_close(fixture);
}
END_TEST

/* Everybody who reads the case reads its course, and the note of its audit line. */
START_TEST(an_edit_of_a_phone_or_address__says_only_that_it_changed)
{
    struct desk_fixture *fixture = desk_fixture_open();
    int64_t id = desk_fixture_case(fixture);
    struct case_file *seen = load(fixture, id), *wanted = load(fixture, id);
    struct audit_row rows[8];
    size_t count = 0;
    char note[400];
    strcpy(wanted->record.phone, "13800009876");
    strcpy(wanted->record.address, "阳光城9-2-801");
    fixture_ok(edit(fixture, &seen->record, &wanted->record, &err));
    fixture_ok(casework_load(&fixture->desk, id, wanted, &err));
    const char *said = wanted->timeline[wanted->timeline_count - 1].note;
    ck_assert_str_eq(said, "电话已修改；地址已修改");
    fixture_ok(audit_list(fixture->desk.store, "case", id, rows, 8, &count, &err));
    fixture_ok(audit_value(fixture->desk.store, rows[count - 1].id, "note", 1, note, sizeof(note), &err));
    ck_assert_str_eq(note, said);
    fixture_ok(audit_value(fixture->desk.store, rows[count - 1].id, "phone", 1, note, sizeof(note), &err));
    ck_assert_str_eq(note, "13800009876"); /* the difference has it, for who may see it */
    free(seen);
    free(wanted);
    desk_fixture_close(fixture);
}
END_TEST

/* A house's own workflow may ask for one. */
START_TEST(a_move_that_asks_for_a_phone__says_only_that_it_was_given)
{
    struct desk_fixture *fixture = desk_fixture_open();
    struct profile *profile = &fixture->config.profile;
    int64_t id = desk_fixture_case(fixture);
    for (size_t i = 0; i < profile->move_count; i++) {
        struct move_rule *move = &profile->moves[i];
        if (strcmp(move->id, "dispatch") == 0) {
            strcpy(move->ask[move->ask_count++], "phone");
        }
    }
    fixture_ok(desk_fixture_move(fixture, id, "dispatch", NULL, 0, &err, "unit", "城东站", "phone",
                                 "13800009876", NULL));
    struct case_file *file = load(fixture, id);
    const char *said = file->timeline[file->timeline_count - 1].note;
    ck_assert_ptr_nonnull(strstr(said, "电话：已填写"));
    ck_assert_ptr_null(strstr(said, "13800009876"));
    ck_assert_str_eq(file->record.phone, "13800009876");
    free(file);
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(the_queue__masks_phones_for_who_need_not_see_them)
{
    struct desk_fixture *fixture = desk_fixture_open();
    struct queue_row rows[4];
    size_t count = 0;
    desk_fixture_case(fixture);
    fixture_ok(casework_queue(&fixture->desk, NULL, NULL, 4, rows, &count, &err));
    ck_assert_uint_eq(count, 1);
    ck_assert_str_eq(rows[0].phone, "13800005678"); /* registered by the one who looks */
    ck_assert_str_eq(rows[0].leg, "dispatch");
    desk_fixture_act(fixture, ROLE_LEAD);
    fixture_ok(casework_queue(&fixture->desk, NULL, NULL, 4, rows, &count, &err));
    ck_assert_str_eq(rows[0].phone, "138****5678");
    desk_fixture_act(fixture, ROLE_ADMIN);
    fixture_ok(casework_queue(&fixture->desk, NULL, NULL, 4, rows, &count, &err));
    ck_assert_str_eq(rows[0].phone, "138****5678");
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(a_search__finds_by_number_phone_tail_and_words)
{
    struct desk_fixture *fixture = desk_fixture_open();
    static const char *const hits[] = {"20261125-0001", "1125-0001", "1",    "13800005678", "138 0000 5678",
                                       "5678",          "阳光城",    "放气", "孙丽 客厅"};
    static const char *const misses[] = {"20261125-0002", "13900000000", "换热器爆炸", "4321"};
    struct found_row *rows = mem_new(8, sizeof(*rows));
    size_t count = 0;
    int64_t id = desk_fixture_case(fixture);
    for (size_t i = 0; i < sizeof(hits) / sizeof(hits[0]); i++) {
        fixture_ok(casework_search(&fixture->desk, hits[i], 8, rows, &count, &err));
        ck_assert_msg(count == 1 && rows[0].id == id, "%s: %zu found", hits[i], count);
        ck_assert_str_eq(rows[0].name, "孙丽");
    }
    for (size_t i = 0; i < sizeof(misses) / sizeof(misses[0]); i++) {
        fixture_ok(casework_search(&fixture->desk, misses[i], 8, rows, &count, &err));
        ck_assert_msg(count == 0, "%s: %zu found", misses[i], count);
    }
    ck_assert_int_eq(casework_search(&fixture->desk, "  ", 8, rows, &count, NULL), STATUS_INVALID);
    ck_assert_int_eq(casework_search(&fixture->desk, "\xff\xfe", 8, rows, &count, NULL), STATUS_INVALID);
    free(rows);
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(a_short_number_that_fits_several_cases__lists_them)
{
    struct desk_fixture *fixture = desk_fixture_open();
    struct err fault = {0};
    int64_t found = 0, first = desk_fixture_case(fixture);
    fixture_ok(casework_find_number(&fixture->desk, "1", &found, &err));
    ck_assert_int_eq(found, first);
    desk_fixture_set_now(DESK_NOW + 24 * HOUR);
    desk_fixture_case(fixture);
    ck_assert_int_eq(casework_find_number(&fixture->desk, "1", &found, &fault), STATUS_INVALID);
    ck_assert_ptr_nonnull(strstr(fault.what, "20261125-0001"));
    ck_assert_ptr_nonnull(strstr(fault.what, "20261126-0001"));
    fixture_ok(casework_find_number(&fixture->desk, "1125-1", &found, &err));
    ck_assert_int_eq(found, first);
    ck_assert_int_eq(casework_find_number(&fixture->desk, "1124-1", &found, &fault), STATUS_NOT_FOUND);
    ck_assert_int_eq(casework_find_number(&fixture->desk, "一号", &found, &fault), STATUS_INVALID);
    desk_fixture_close(fixture);
}
END_TEST

SUITE_MAIN("casework", the_whole_way_of_a_heating_case__meets_every_leg_in_time,
           a_late_move__stores_how_late_it_was,
           a_units_move__needs_who_reported_it_and_counts_from_the_reported_time,
           a_customer_called_before_any_unit_has_the_case__needs_no_reporter,
           ones_own_move__cannot_be_dated_back,
           a_move_without_its_needed_field__is_refused_and_changes_nothing,
           a_move_out_of_turn_or_unknown_or_not_ones_own__is_refused,
           a_move_on_a_case_seen_before_somebody_elses_change__is_a_conflict,
           a_new_grade__moves_the_open_legs_keeps_the_met_ones_and_says_so,
           a_new_type__drops_legs_it_lacks_and_starts_those_it_has,
           two_edits_of_different_fields__merge__and_of_the_same_one_conflict,
           a_form_cannot_change__what_the_program_sets, an_edit__is_in_the_audit_field_by_field,
           an_edit_of_a_phone_or_address__says_only_that_it_changed,
           a_move_that_asks_for_a_phone__says_only_that_it_was_given,
           the_queue__masks_phones_for_who_need_not_see_them, a_search__finds_by_number_phone_tail_and_words,
           a_short_number_that_fits_several_cases__lists_them)
