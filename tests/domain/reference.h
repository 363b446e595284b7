#ifndef TESTS_DOMAIN_REFERENCE_H
#define TESTS_DOMAIN_REFERENCE_H

/*
 * The slow, obviously right due time: it walks the clock itself and shares nothing with the product but the
 * calendar facts. Also the generator of random cases, the same numbers for the same seed everywhere.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct reference_hours {
    int close;         /* minutes of the day */
    int windows[3][2]; /* minutes of the day */
    int window_count;
};

#define REFERENCE_PAUSES_MAX 3

struct reference_case {
    int64_t start; /* UTC */
    int amount;
    char unit[3]; /* m h d wd wh */
    struct reference_hours hours;
    struct {
        int from, to; /* month * 100 + day, from > to: over New Year */
        struct reference_hours hours;
    } seasons[2];
    int season_count;
    int64_t pauses[REFERENCE_PAUSES_MAX][2]; /* [from, until), one after the other */
    int pause_count;
    int grain; /* minutes: every window begins and ends on a multiple of it */
};

/* *missing receives the first year looked at without a calendar, 0 if none. */
int64_t reference_due(const struct reference_case *one, int *missing);

/* A number 0…below−1; *seed moves on. */
uint32_t reference_random(uint64_t *seed, uint32_t below);
/*
 * A random case between 2024 and the middle of 2027, some with seasons, none with pauses; earliest = first
 * minute of the day a window may begin.
 */
struct reference_case reference_generate(uint64_t *seed, int earliest);
/* Give it a pause more, begun before it was due and after the pauses it has; lengths from none to weeks. */
void reference_add_pause(uint64_t *seed, struct reference_case *one);

#endif
