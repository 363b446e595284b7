#include "suite.h"

#include <string.h>

#include "zuoxi/base/clock.h"
#include "zuoxi/base/str.h"
#include "zuoxi/base/width.h"
#include "zuoxi/console/paint.h"

/* 2026-11-21 in Shanghai. */
static int64_t now_at(int hour, int minute)
{
    clock_set_zone("Asia/Shanghai");
    return clock_utc((struct civil){.year = 2026, .month = 11, .day = 21, .hour = hour, .minute = minute});
}

START_TEST(wrap__han__breaks_at_the_cell_and_keeps_closing_marks_with_their_word)
{
    size_t next;
    const char *text = "客厅十四度，卧室冷";
    ck_assert_uint_eq(wrap_line(text, 6, &next), strlen("客厅十"));
    ck_assert_uint_eq(next, strlen("客厅十"));
    /* Ten cells hold 客厅十四度; the comma may not begin a line and takes 度 along. */
    ck_assert_uint_eq(wrap_line(text, 10, &next), strlen("客厅十四"));
    ck_assert_int_eq(wrap_count(text, 10), 2);
    ck_assert_int_eq(wrap_count("", 10), 1);
}
END_TEST

START_TEST(wrap__newline__ends_the_line_and_is_not_drawn)
{
    size_t next;
    ck_assert_uint_eq(wrap_line("ab\ncd", 10, &next), 2);
    ck_assert_uint_eq(next, 3);
    ck_assert_int_eq(wrap_count("ab\ncd\n", 10), 2);
}
END_TEST

START_TEST(time_short__says_only_what_is_not_today)
{
    char out[24];
    int64_t now = now_at(14, 32);
    time_short(now, now - 3600, out);
    ck_assert_str_eq(out, "13:32");
    time_short(now, now + 2 * 86400, out);
    ck_assert_str_eq(out, "11-23 14:32");
    time_short(now, now - 400 * 86400, out);
    ck_assert_str_eq(out, "2025-10-17");
}
END_TEST

START_TEST(time_parse_short__takes_what_people_write_and_nothing_else)
{
    int64_t now = now_at(14, 32), utc = 0;
    ck_assert(time_parse_short(now, "13:05", &utc));
    ck_assert_int_eq(utc, now_at(13, 5));
    ck_assert(time_parse_short(now, "9:05", &utc));
    ck_assert_int_eq(utc, now_at(9, 5));
    ck_assert(time_parse_short(now, "11-20 13:05", &utc));
    ck_assert_int_eq(utc, now_at(13, 5) - 86400);
    ck_assert(time_parse_short(now, "2026-11-20 13:05", &utc));
    ck_assert_int_eq(utc, now_at(13, 5) - 86400);
    ck_assert(!time_parse_short(now, "25:00", &utc));
    ck_assert(!time_parse_short(now, "下午三点", &utc));
    ck_assert(!time_parse_short(now, "11-20", &utc));
    ck_assert(!time_parse_short(now, "", &utc));
}
END_TEST

START_TEST(level__each_has_a_mark_of_its_own)
{
    for (int i = LEVEL_CALM; i <= LEVEL_SUSPENDED; i++) {
        ck_assert_int_eq(width_text(level_mark((enum level)i)), 1);
        for (int j = i + 1; j <= LEVEL_SUSPENDED; j++) {
            ck_assert_str_ne(level_mark((enum level)i), level_mark((enum level)j));
        }
    }
    ck_assert_int_eq(level_of(100, 100, 50, 80, false), LEVEL_CRITICAL); /* the very second is on time */
    ck_assert_int_eq(level_of(101, 100, 50, 80, false), LEVEL_OVERDUE);
    ck_assert_int_eq(level_of(101, 100, 50, 80, true), LEVEL_SUSPENDED);
    ck_assert_int_eq(level_of(101, 0, 0, 0, false), LEVEL_CALM);
}
END_TEST

static struct leg_label labels[] = {{"dispatch", "转办", false},
                                    {"take", "接单", false},
                                    {"handle", "办结", false},
                                    {"callback", "回访", false}};
static struct leg_rule rules[] = {
    {.id = "callback", .from = "reply", .within = {2, DURATION_WORKDAYS}},
    {.id = "handle", .from = "accept", .within = {2, DURATION_HOURS}, .grade = "1"}};

static const struct profile profile = {
    .legs = rules, .leg_count = 2, .leg_labels = labels, .leg_label_count = 4};

START_TEST(legs__tell_acceptance_met_running_late_and_coming_ones)
{
    int64_t now = now_at(14, 32);
    struct case_record record = {.grade = "2", .accepted_at = {now_at(10, 32), true}};
    struct leg legs[] = {
        {.id = "dispatch", .sequence = 1, .due = now_at(10, 42), .met = now_at(10, 35)},
        {.id = "take", .sequence = 2, .due = now_at(10, 45), .met = now_at(10, 55), .late = 600},
        {.id = "handle",
         .sequence = 3,
         .start = now_at(10, 32),
         .due = now_at(18, 32),
         .warning = now_at(16, 32),
         .critical = now_at(17, 44)},
    };
    struct leg_piece pieces[8];
    ck_assert_uint_eq(legs_describe(&profile, &record, legs, 3, now, pieces, 8), 5);
    ck_assert_str_eq(pieces[0].text, "受理10:32");
    ck_assert_str_eq(pieces[1].text, "转办10:35✓");
    ck_assert_str_eq(pieces[2].text, "接单10:55✗迟10:00");
    ck_assert_int_eq(pieces[2].style, STYLE_ERROR);
    ck_assert_str_eq(pieces[3].text, "办结18:32 剩04:00:00");
    ck_assert_int_eq(pieces[3].style, STYLE_CALM);
    ck_assert_str_eq(pieces[4].text, "回访--");
    legs_describe(&profile, &record, legs, 3, now_at(18, 42), pieces, 8);
    ck_assert_str_eq(pieces[3].text, "办结18:32 超00:10:00");
    ck_assert_int_eq(pieces[3].style, STYLE_OVERDUE);
}
END_TEST

START_TEST(legs__not_this_grades_and_of_a_closed_case__are_not_promised)
{
    struct case_record record = {.grade = "2", .accepted_at = {now_at(10, 32), true}};
    struct leg_piece pieces[8];
    /* "handle" is for grade 1 only, "take" has no rule at all. */
    ck_assert_uint_eq(legs_describe(&profile, &record, NULL, 0, now_at(11, 0), pieces, 8), 2);
    ck_assert_str_eq(pieces[1].text, "回访--");
    record.closed_at = (struct optional){now_at(10, 40), true};
    ck_assert_uint_eq(legs_describe(&profile, &record, NULL, 0, now_at(11, 0), pieces, 8), 1);
}
END_TEST

START_TEST(pad__counts_cells_not_bytes)
{
    struct str out = {0};
    text_pad(&out, "王芳", 8);
    ck_assert_str_eq(str_text(&out), "王芳    ");
    str_free(&out);
}
END_TEST

SUITE_MAIN("console/paint", wrap__han__breaks_at_the_cell_and_keeps_closing_marks_with_their_word,
           wrap__newline__ends_the_line_and_is_not_drawn, time_short__says_only_what_is_not_today,
           time_parse_short__takes_what_people_write_and_nothing_else, level__each_has_a_mark_of_its_own,
           legs__tell_acceptance_met_running_late_and_coming_ones,
           legs__not_this_grades_and_of_a_closed_case__are_not_promised, pad__counts_cells_not_bytes)
