#include "suite.h"

#include <string.h>

#include "zuoxi/domain/handover.h"

/* Every combination of the facts against the rule said another way. */
START_TEST(may_leave__every_combination__only_when_relieved_and_signed)
{
    for (int bits = 0; bits < 16; bits++) {
        for (int reliefs = 0; reliefs < 4; reliefs++) {
            for (int planned = 0; planned < 4; planned++) {
                for (int left = 0; left < 4; left++) {
                    struct leave_facts facts = {.is_required = bits & 1,
                                                .has_override = bits & 2,
                                                .has_signed = bits & 4,
                                                .is_closing = bits & 8,
                                                .reliefs = reliefs,
                                                .planned = planned,
                                                .left = left};
                    bool is_bound = facts.is_required && !facts.has_override;
                    bool has_seat_filled =
                        reliefs > 0 && (facts.is_closing || reliefs > left || reliefs >= planned);
                    bool is_free = !is_bound || (has_seat_filled && facts.has_signed);
                    enum leave_verdict verdict = handover_may_leave(&facts);
                    ck_assert_msg((verdict == LEAVE_FREE) == is_free, "%d %d %d %d", bits, reliefs, planned,
                                  left);
                    ck_assert(verdict != LEAVE_UNPLANNED ||
                              (planned == 0 && reliefs == 0 && !facts.is_closing));
                    ck_assert(verdict != LEAVE_UNSIGNED || (reliefs > 0 && !facts.has_signed));
                }
            }
        }
    }
}
END_TEST

START_TEST(line__by_what_is_given__waits_for_the_right_person)
{
    static const struct {
        const char *question, *answer, *carried, *taken;
        bool is_fault;
        enum line_state state;
    } rows[] = {
        {"", "", "", "", false, LINE_OPEN},          {"", "", "", "1031", false, LINE_DONE},
        {"?", "", "", "", false, LINE_ASKED},        {"?", "", "", "1031", false, LINE_ASKED},
        {"?", "!", "", "", false, LINE_ANSWERED},    {"?", "!", "", "1031", false, LINE_DONE},
        {"", "", "", "", true, LINE_FAULT},          {"", "", "", "1031", true, LINE_FAULT},
        {"", "", "2001", "", true, LINE_OPEN},       {"", "", "2001", "1031", true, LINE_DONE},
        {"?", "", "2001", "1031", true, LINE_ASKED},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct handover_line line = {.is_fault = rows[i].is_fault};
        strcpy(line.question, rows[i].question);
        strcpy(line.answer, rows[i].answer);
        strcpy(line.carried_by, rows[i].carried);
        strcpy(line.taken_by, rows[i].taken);
        ck_assert_msg(handover_line_state(&line) == rows[i].state, "row %zu", i);
        ck_assert_uint_eq(handover_open_lines(&line, 1), rows[i].state != LINE_DONE);
    }
}
END_TEST

START_TEST(side__of_everybody__is_by_the_roster)
{
    static const struct roster_row rows[] = {
        {20261125, "1001", "早班"}, {20261125, "1002", "中班"}, {20261125, "1003", "早班+中班"}};
    struct handover handover = {.date = {20261125, true}, .next_date = {20261125, true}};
    struct roster roster = {rows, 3};
    strcpy(handover.shift, "早班");
    strcpy(handover.next_shift, "中班");
    ck_assert_int_eq(handover_side_of(roster, &handover, "1001"), SIDE_OUT);
    ck_assert_int_eq(handover_side_of(roster, &handover, "1002"), SIDE_IN);
    ck_assert_int_eq(handover_side_of(roster, &handover, "1003"), SIDE_NONE); /* goes on working */
    ck_assert_int_eq(handover_side_of(roster, &handover, "2001"), SIDE_NONE);
}
END_TEST

START_TEST(may_read__before_the_window__those_who_write_it)
{
    for (unsigned bits = 0; bits < 32; bits++) {
        struct reader_facts facts = {bits & 1, (bits >> 1) & 1, (bits >> 2) & 1, (bits >> 3) & 1,
                                     (bits >> 4) & 1};
        bool is_refused = facts.is_operator && facts.is_planned && !facts.is_outgoing && !facts.is_signed &&
                          !facts.is_window;
        ck_assert_int_eq(handover_may_read(&facts), !is_refused);
    }
}
END_TEST

START_TEST(parts__codes__round_trip)
{
    for (enum handover_part part = PART_EQUIPMENT; part < PART_COUNT; part++) {
        ck_assert_int_eq(handover_part_parse(handover_part_code(part)), part);
        ck_assert_uint_gt(strlen(handover_part_label(part)), 0);
    }
    ck_assert_int_eq(handover_part_parse("x"), PART_COUNT);
    ck_assert_str_eq(handover_part_code(PART_COUNT), "");
    ck_assert(handover_part_is_live(PART_SUMMARY) && !handover_part_is_live(PART_ITEMS));
}
END_TEST

SUITE_MAIN("domain/handover", may_leave__every_combination__only_when_relieved_and_signed,
           line__by_what_is_given__waits_for_the_right_person, side__of_everybody__is_by_the_roster,
           may_read__before_the_window__those_who_write_it, parts__codes__round_trip)
