#ifndef TESTS_DOMAIN_CALENDAR_FACTS_H
#define TESTS_DOMAIN_CALENDAR_FACTS_H

/* The State Council's schedules for 2024, 2025 and 2026, typed off the notices: public holidays and make-up
 * days. */

#include "zuoxi/domain/workday.h"

struct calendar_fact {
    int date;
    bool is_work;
    const char *name;
};

extern const struct calendar_fact calendar_facts[];
extern const size_t calendar_facts_count;

/* Load the three years; the caller clears the calendar. */
void calendar_facts_load(struct calendar *calendar);
/* 08:30-12:00 and 13:30-17:30, closing at 17:30, over the calendar. */
struct work_rules calendar_facts_rules(const struct calendar *calendar);

#endif
