#include "suite.h"

#include <string.h>

#include "zuoxi/domain/ring.h"
#include "zuoxi/domain/seat.h"

#define NOW 1795536000

static const struct {
    const char *text, *digits; /* NULL: refused */
} numbers[] = {
    {"13800005678", "13800005678"},
    {"138 0000 5678", "13800005678"},
    {"138-0000-5678", "13800005678"},
    {"+8613800005678", "13800005678"},
    {"008613800005678", "13800005678"},
    {"013800005678", "13800005678"},
    {"01012345678", "01012345678"},
    {"03118886666", "03118886666"},
    {"95598", "95598"},
    {"+85212345678", "+85212345678"},
    {"anonymous", ""},
    {"Anonymous", ""},
    {"unknown", ""},
    {"匿名", ""},
    {"", NULL},
    {" ", NULL},
    {"+", NULL},
    {"abc", NULL},
    {"138abc", NULL},
    {"1234567890123456789012345678901234567890", NULL},
    {"13800005678; rm -rf /", NULL},
};

START_TEST(number__as_exchanges_write_it__becomes_digits_or_is_refused)
{
    for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++) {
        char digits[PHONE_SIZE];
        bool is_number = ring_number_parse(numbers[i].text, digits);
        ck_assert_msg(is_number == (numbers[i].digits != NULL), "%s", numbers[i].text);
        ck_assert_str_eq(digits, is_number ? numbers[i].digits : "");
    }
}
END_TEST

/* Reports in the order they arrive, a second apart: r a e m; what the call is then. */
static const struct {
    const char *reports;
    enum ring_state state;
} orders[] = {
    {"r", RING_RINGING},  {"rr", RING_RINGING},  {"ra", RING_ANSWERED},  {"raa", RING_ANSWERED},
    {"a", RING_ANSWERED}, {"ar", RING_ANSWERED}, {"rae", RING_ENDED},    {"raee", RING_ENDED},
    {"rea", RING_ENDED},  {"era", RING_ENDED},   {"ear", RING_ENDED},    {"aer", RING_ENDED},
    {"re", RING_MISSED},  {"ree", RING_MISSED},  {"e", RING_MISSED},     {"er", RING_MISSED},
    {"m", RING_MISSED},   {"rm", RING_MISSED},   {"rmm", RING_MISSED},   {"mr", RING_MISSED},
    {"rem", RING_MISSED}, {"rme", RING_MISSED},  {"ram", RING_ANSWERED}, {"rame", RING_ENDED},
    {"rma", RING_ENDED},  {"rmae", RING_ENDED},  {"mar", RING_ENDED},    {"am", RING_ANSWERED},
    {"raer", RING_ENDED}, {"rere", RING_MISSED},
};

static enum ring_state state_of_letter(char letter)
{
    return letter == 'r'   ? RING_RINGING
           : letter == 'a' ? RING_ANSWERED
           : letter == 'e' ? RING_ENDED
                           : RING_MISSED;
}

START_TEST(reports__in_any_order__end_in_the_same_call)
{
    for (size_t i = 0; i < sizeof(orders) / sizeof(orders[0]); i++) {
        struct ring ring = {0};
        int64_t now = NOW;
        for (const char *letter = orders[i].reports; *letter != '\0'; letter++) {
            ring_apply(&ring, state_of_letter(*letter), now++);
        }
        ck_assert_msg(ring_state_of(&ring) == orders[i].state, "%s: %d", orders[i].reports,
                      (int)ring_state_of(&ring));
        ck_assert_int_eq(ring.ring_at.value, NOW);
        ck_assert(!ring.answered_at.given || !ring.ended_at.given ||
                  ring.answered_at.value <= ring.ended_at.value);
    }
}
END_TEST

START_TEST(a_repeated_report__changes_nothing)
{
    static const enum ring_state all[] = {RING_RINGING, RING_ANSWERED, RING_MISSED, RING_ENDED};
    struct ring ring = {0}, before;
    for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
        ring_apply(&ring, all[i], NOW + (int64_t)i);
        before = ring;
        ck_assert(!ring_apply(&ring, all[i], NOW + 100));
        ck_assert_int_eq(memcmp(&before, &ring, sizeof(ring)), 0);
    }
}
END_TEST

START_TEST(rings__count_by_the_limits_and_stand_still_from_the_answer_on)
{
    struct ring ring = {0};
    ring_apply(&ring, RING_RINGING, NOW);
    ck_assert_int_eq(ring_count(&ring, NOW, 3, 15), 1);
    ck_assert_int_eq(ring_count(&ring, NOW + 4, 3, 15), 1);
    ck_assert_int_eq(ring_count(&ring, NOW + 5, 3, 15), 2);
    ck_assert_int_eq(ring_count(&ring, NOW + 15, 3, 15), 4); /* over the limit of three */
    ck_assert_int_eq(ring_count(&ring, NOW - 60, 3, 15), 1); /* a clock put back */
    ck_assert_int_eq(ring_count(&ring, NOW + 1000000, 3, 15), 99);
    ring_apply(&ring, RING_ANSWERED, NOW + 6);
    ck_assert_int_eq(ring_count(&ring, NOW + 500, 3, 15), 2);
}
END_TEST

START_TEST(states__round_trip__and_only_some_can_be_chosen)
{
    enum ring_state state;
    for (enum ring_state i = RING_RINGING; i < RING_STATES; i++) {
        ck_assert(ring_state_parse(ring_state_code(i), &state) && state == i);
    }
    ck_assert(!ring_state_parse("", &state) && !ring_state_parse("Ringing", &state));
    for (enum seat_state i = SEAT_OUT; i < SEAT_STATES; i++) {
        ck_assert_int_eq(seat_state_parse(seat_state_code(i)), i);
    }
    ck_assert_int_eq(seat_state_parse("nonsense"), SEAT_OUT);
    ck_assert(seat_state_is_chosen(SEAT_READY) && !seat_state_is_chosen(SEAT_CALL) &&
              !seat_state_is_chosen(SEAT_OUT));
}
END_TEST

SUITE_MAIN("domain/ring", number__as_exchanges_write_it__becomes_digits_or_is_refused,
           reports__in_any_order__end_in_the_same_call, a_repeated_report__changes_nothing,
           rings__count_by_the_limits_and_stand_still_from_the_answer_on,
           states__round_trip__and_only_some_can_be_chosen)
