/*
 * Goal S12: a due time is an instant. A clock that is an hour off, the 29th of February and a machine in
 * another zone change none that stands in the database, and none that the desk shows.
 */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fault/figure.h"
#include "screen/seat.h"
#include "suite.h"

#define CASES    6
#define DUE_SIZE 4000

static const char *const kinds[CASES][3] = {
    {"type=repair", "category=no_heat.single", "grade=1"},
    {"type=repair", "category=no_heat.single", "grade=2"},
    {"type=repair", "category=leak.valve", "grade=3"},
    {"type=emergency", "category=burst", NULL},
    {"type=inquiry", "category=inquiry_fee.price", NULL},
    {"type=repair", "category=noise.pipe", "grade=2"},
};

static void make_case(struct seat *seat, size_t index)
{
    seat_command_ok(seat, NULL,
                    (const char *const[]){"case", "new", "--badge", "1001", "phone=13800001234",
                                          "name=访客甲", "content=客厅暖气上热下凉", kinds[index][0],
                                          kinds[index][1], kinds[index][2], NULL});
}

/* A leg that has not begun has none. */
static const char *due_of(const json_t *leg)
{
    const char *due = json_string_value(json_object_get(leg, "due"));
    return due != NULL ? due : "--";
}

/* Every leg of every case: "dispatch 2024-02-29T14:40:00+08:00" … */
static int read_dues(struct seat *seat, char dues[DUE_SIZE])
{
    int count = 0;
    dues[0] = '\0';
    for (int i = 1; i <= CASES; i++) {
        char number[24];
        snprintf(number, sizeof(number), "20240229-%04d", i);
        json_t *one = seat_case(seat, number), *leg;
        size_t index;
        json_array_foreach(json_object_get(one, "legs"), index, leg)
        {
            size_t used = strlen(dues);
            snprintf(dues + used, DUE_SIZE - used, "%s %s\n", seat_text(leg, "id"), due_of(leg));
            count++;
        }
        json_decref(one);
    }
    return count;
}

START_TEST(a_clock_an_hour_off__a_leap_day__another_zone__move_no_due_time)
{
    static const struct {
        const char *time, *zone; /* of the machine */
    } rows[] = {
        {"2024-02-29 15:30:00", NULL},
        {"2024-02-29 13:30:00", NULL},
        {"2024-03-01 00:00:30", NULL},
        {"2024-02-29 14:30:00", "TZ=America/New_York"},
        {"2024-02-29 14:30:00", "TZ=Pacific/Apia"},
    };
    struct seat seat;
    char made[DUE_SIZE], now[DUE_SIZE];
    int changed = 0, compared = 0;
    seat_make_idle_at(&seat, "2024-02-29 14:30:00");
    for (size_t i = 0; i < CASES; i++) {
        make_case(&seat, i);
    }
    int legs = read_dues(&seat, made);
    ck_assert_int_ge(legs, CASES * 2);
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        seat_set_time(&seat, rows[i].time);
        if (rows[i].zone != NULL) {
            seat_environment(&seat, rows[i].zone);
        }
        compared += read_dues(&seat, now);
        changed += strcmp(made, now) != 0;
        ck_assert_str_eq(made, now);
    }
    figure_reached(
        "S12", changed == 0,
        "%d due times read under clocks an hour off, over 29 February and in other zones: %d changed",
        compared, changed);
    seat_remove(&seat);
}
END_TEST

START_TEST(a_desk_whose_clock_is_set_back__shows_the_same_due_time_with_more_left)
{
    struct seat seat;
    seat_make_idle_at(&seat, "2024-02-29 14:30:00");
    make_case(&seat, 1);
    struct terminal *terminal = seat_open(&seat);
    terminal_expect(terminal, "0229-0001");
    terminal_keys(terminal, "<Enter>");
    terminal_expect(terminal, "转办14:40");
    seat_set_time(&seat, "2024-02-29 13:30:00");
    terminal_expect(terminal, "剩01:10:00");
    terminal_expect(terminal, "转办14:40");
    seat_set_time(&seat, "2024-02-29 15:30:00");
    terminal_expect(terminal, "超00:50:00");
    terminal_expect(terminal, "转办14:40");
    seat_quit(&terminal);
    seat_remove(&seat);
}
END_TEST

SUITE_MAIN("screen/clock", a_clock_an_hour_off__a_leap_day__another_zone__move_no_due_time,
           a_desk_whose_clock_is_set_back__shows_the_same_due_time_with_more_left)
