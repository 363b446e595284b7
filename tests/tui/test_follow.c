/* When what follows from typing is done. */

#include "suite.h"

#include "zuoxi/tui/follow.h"

START_TEST(nothing_typed__nothing_follows)
{
    struct follow follow = {0};
    ck_assert(!follow_is_behind(&follow));
    follow_key(&follow, 1000);
    ck_assert(follow_is_behind(&follow));
    follow_done(&follow);
    ck_assert(!follow_is_behind(&follow));
}
END_TEST

/* Keys so many milliseconds apart, then none: when it is done, counted from the first. */
static const struct {
    int keys, apart;
    int64_t due;
} paces[] = {
    {1, 0, 15},   /* one key: a pause after it */
    {2, 10, 25},  /* the second moves the pause on */
    {5, 14, 71},  /* so does each */
    {7, 14, 99},  /* the last one that may */
    {8, 14, 100}, /* a key held down, a flood: not later than this after the first */
    {100, 1, 100},
};

START_TEST(a_pause_lets_it_follow_and_a_flood_cannot_hold_it_up)
{
    for (size_t i = 0; i < sizeof(paces) / sizeof(paces[0]); i++) {
        struct follow follow = {0};
        for (int key = 0; key < paces[i].keys; key++) {
            follow_key(&follow, 5000 + key * paces[i].apart);
        }
        ck_assert_int_eq(follow_wait(&follow, 5000), paces[i].due);
        ck_assert_int_eq(follow_wait(&follow, 5000 + paces[i].due - 1), 1);
        ck_assert_int_eq(follow_wait(&follow, 5000 + paces[i].due), 0);
        ck_assert_int_eq(follow_wait(&follow, 9000), 0);
    }
}
END_TEST

SUITE_MAIN("tui/follow", nothing_typed__nothing_follows, a_pause_lets_it_follow_and_a_flood_cannot_hold_it_up)
