#ifndef ZUOXI_TESTS_DOMAIN_WORKFLOW_FIXTURE_H
#define ZUOXI_TESTS_DOMAIN_WORKFLOW_FIXTURE_H

/* A profile as a heating company works by, small enough to see whole, and a case that goes its way. */

#include "zuoxi/domain/workflow.h"

extern struct profile workflow_profile;

/* One case on its way, with everything a move needs. */
struct journey {
    struct calendar calendar;
    struct work_rules rules;
    struct case_record record;
    struct leg legs[LEGS_MAX];
    size_t count;
};

/* "2026-11-18 10:00:00" in Shanghai, as UTC. */
int64_t journey_time(const char *text);
/* A case accepted then, its first legs started. journey_end: its calendar goes. */
void journey_begin(struct journey *journey, const char *type, const char *grade, const char *accepted);
void journey_end(struct journey *journey);
/* A move by a lead; the test fails when the state does not allow it. */
enum status journey_move(struct journey *journey, const char *action, const char *when, struct err *err);
/* The newest leg of this id, NULL none. */
const struct leg *journey_leg(const struct journey *journey, const char *id);
void journey_expect_leg(const struct journey *journey, const char *id, const char *start, const char *due);

#endif
