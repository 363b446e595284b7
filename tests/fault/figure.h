#ifndef TESTS_FAULT_FIGURE_H
#define TESTS_FAULT_FIGURE_H

/*
 * The safety goals S1 … S17 and what was reached of them. `make test` runs every check with few cases, `make
 * safety` runs the same programs with the goal's number (SAFETY_FULL=1) and prints the figures as one table.
 */

#include <stdbool.h>

/* How many cases to run: `full` under `make safety`, else `few`. */
int figure_cases(int few, int full);
/*
 * One figure of a goal ("S2"): what was reached, in words, and whether that meets the goal's number. Goes to
 * the test's own log, and to `make safety`. Several figures of one goal stand below each other; a goal is met
 * when all are. With few cases nothing is judged: the test asserts what must hold then.
 */
void figure_reached(const char *goal, bool is_met, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

#endif
