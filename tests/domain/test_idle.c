/* When a seat that nobody touches locks. */

#include "suite.h"
#include "zuoxi/domain/idle.h"

#define SECONDS(n) ((n) * (int64_t)1000)
#define MINUTES(n) SECONDS((n)*60)

static enum idle judge(int minutes, int64_t quiet_ms, int64_t rest_ms)
{
    int left;
    return idle_judge(minutes, quiet_ms, rest_ms, &left);
}

START_TEST(idle__after_the_minutes_set__locks_and_warns_half_a_minute_before)
{
    int left;
    ck_assert_int_eq(judge(10, MINUTES(9), MINUTES(9)), IDLE_NO);
    ck_assert_int_eq(idle_judge(10, SECONDS(570), SECONDS(570), &left), IDLE_SOON);
    ck_assert_int_eq(left, 30);
    ck_assert_int_eq(idle_judge(10, MINUTES(10) - 1, MINUTES(10) - 1, &left), IDLE_SOON);
    ck_assert_int_eq(left, 1);
    ck_assert_int_eq(judge(10, MINUTES(10), MINUTES(10)), IDLE_LOCK);
    ck_assert_int_eq(judge(10, MINUTES(600), MINUTES(600)), IDLE_LOCK); /* suspended meanwhile */
}
END_TEST

START_TEST(idle__zero_minutes__never_locks)
{
    ck_assert_int_eq(judge(0, MINUTES(100000), MINUTES(100000)), IDLE_NO);
}
END_TEST

START_TEST(idle__a_live_call__holds_the_lock_off_for_an_hour_and_the_minutes_count_from_its_end)
{
    ck_assert_int_eq(judge(10, MINUTES(40), 0), IDLE_NO);
    ck_assert_int_eq(judge(10, MINUTES(45), MINUTES(5)), IDLE_NO);
    ck_assert_int_eq(judge(10, MINUTES(50), MINUTES(10)), IDLE_LOCK);
    ck_assert_int_eq(judge(10, MINUTES(59) + SECONDS(40), 0), IDLE_SOON);
    ck_assert_int_eq(judge(10, MINUTES(60), 0), IDLE_LOCK);
    ck_assert_int_eq(judge(90, MINUTES(80), MINUTES(80)), IDLE_NO); /* longer than that hour */
}
END_TEST

SUITE_MAIN("idle", idle__after_the_minutes_set__locks_and_warns_half_a_minute_before,
           idle__zero_minutes__never_locks,
           idle__a_live_call__holds_the_lock_off_for_an_hour_and_the_minutes_count_from_its_end)
