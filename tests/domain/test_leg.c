#include "suite.h"

#include "zuoxi/domain/leg.h"

START_TEST(open__neither_met_nor_dropped)
{
    ck_assert(leg_is_open(&(struct leg){.due = 5}));
    ck_assert(leg_is_open(&(struct leg){.due = 5, .suspended_at = 3}));
    ck_assert(!leg_is_open(&(struct leg){.due = 5, .met = 4}));
    ck_assert(!leg_is_open(&(struct leg){.due = 5, .is_dropped = true}));
}
END_TEST

START_TEST(most_urgent__is_the_earliest_due_that_runs)
{
    struct leg legs[] = {{.sequence = 1, .due = 100, .met = 90},
                         {.sequence = 2, .due = 100, .is_dropped = true},
                         {.sequence = 3, .due = 200, .suspended_at = 50},
                         {.sequence = 4, .due = 300},
                         {.sequence = 5, .due = 250},
                         {.sequence = 6, .due = 250}};
    ck_assert_ptr_eq(leg_most_urgent(legs, 6), &legs[4]);
    ck_assert_ptr_eq(leg_most_urgent(legs, 4), &legs[3]);
    ck_assert_ptr_eq(leg_most_urgent(legs, 3), &legs[2]); /* suspended ones last, but not forgotten */
    ck_assert_ptr_null(leg_most_urgent(legs, 2));
    ck_assert_ptr_null(leg_most_urgent(NULL, 0));
}
END_TEST

SUITE_MAIN("domain/leg", open__neither_met_nor_dropped, most_urgent__is_the_earliest_due_that_runs)
