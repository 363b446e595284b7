#ifndef ZUOXI_DOMAIN_PATTERN_H
#define ZUOXI_DOMAIN_PATTERN_H

/* A week of the roster kept under a name, to be laid over other weeks (spec R4.1: per week pattern). Pure. */

#include "zuoxi/base/str.h"
#include "zuoxi/domain/roster.h"

#define PATTERN_DAYS       7 /* from Monday on */
#define PATTERN_PEOPLE_MAX 64
#define PATTERN_NAME_SIZE  (4 * 20 + 1)

struct roster_pattern {
    char name[PATTERN_NAME_SIZE];
    size_t people;
    char plans[PATTERN_PEOPLE_MAX][PATTERN_DAYS][ROSTER_PLAN_SIZE]; /* as in struct roster_row, '' off */
};

/* As it is stored: a line a person, its cells parted by tabs. Appends. */
void pattern_write(const struct roster_pattern *pattern, struct str *out);
/* Back from that; false when it is something else. The name stays. */
bool pattern_read(const char *text, struct roster_pattern *pattern);
/* 0 = Monday. */
int pattern_day(int date);
/*
 * What the nth person does on a date, when the pattern begins in the week of `first` and everybody goes on by
 * `rotate` lines of it with each week. Borrowed.
 */
const char *pattern_plan(const struct roster_pattern *pattern, size_t person, int first, int date,
                         int rotate);

#endif
