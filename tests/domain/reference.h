#ifndef TESTS_DOMAIN_REFERENCE_H
#define TESTS_DOMAIN_REFERENCE_H

/*
 * The slow, obviously right due time: it walks the clock itself and shares nothing with the product but the
 * calendar facts. Also the generator of random cases, the same numbers for the same seed everywhere.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct reference_case {
    int64_t start; /* UTC */
    int amount;
    char unit[3];      /* m h d wd wh */
    int close;         /* minutes of the day */
    int windows[3][2]; /* minutes of the day */
    int window_count;
    int grain; /* minutes: every window begins and ends on a multiple of it */
};

/* *missing receives the first year looked at without a calendar, 0 if none. */
int64_t reference_due(const struct reference_case *one, int *missing);

/* A number 0…below−1; *seed moves on. */
uint32_t reference_random(uint64_t *seed, uint32_t below);
/*
 * A random case between 2024 and the middle of 2027; earliest = first minute of the day a window may begin.
 */
struct reference_case reference_generate(uint64_t *seed, int earliest);

#endif
