#ifndef ZUOXI_CONSOLE_ROSTER_MODEL_H
#define ZUOXI_CONSOLE_ROSTER_MODEL_H

/*
 * A month of the roster as the grid shows it: people × days, what is wrong with it, the changes not stored
 * yet and those that can be undone. Every change shows at once and is stored by itself a moment later.
 */

#include "zuoxi/desk/roster.h"

#define ROSTER_BEFORE       31 /* days before the month that are in memory: a pattern goes on from them */
#define ROSTER_FINDINGS_MAX 300

struct roster_step {
    size_t first, count; /* of the history */
};

struct roster_model {
    int month;                    /* 202611 */
    struct roster_person *people; /* owned */
    size_t people_count;
    struct roster_rows rows;
    struct roster_finding *findings; /* owned; of the month */
    size_t finding_count;            /* all of them; ROSTER_FINDINGS_MAX are kept */
    struct roster_change *history;   /* owned; done and not undone */
    size_t history_count, history_capacity;
    struct roster_step *steps; /* owned; one a key */
    size_t step_count, step_capacity;
    struct roster_change *waiting; /* owned; not given to a save yet */
    size_t waiting_count, waiting_capacity;
    struct roster_change *saving; /* owned; in the save under way */
    size_t saving_count;
};

void roster_model_clear(struct roster_model *model);
int roster_month_next(int month, int months); /* negative: back */
int roster_month_days(int month);
/* Read a month (again); what is not stored yet stays on top. On an error all stays. */
enum status roster_model_load(struct roster_model *model, struct desk *desk, int month, struct err *err);
const char *roster_model_plan(const struct roster_model *model, size_t person, int date);
/* The finding of a person's day, NULL when it is fine. */
const struct roster_finding *roster_model_double(const struct roster_model *model, size_t person, int date);

/* One key's changes: begin, set days, end. A day that stands so already is no change. */
void roster_model_begin(struct roster_model *model);
void roster_model_set(struct roster_model *model, size_t person, int date, const char *plan);
/* How many days were changed. */
size_t roster_model_end(struct roster_model *model, const struct desk *desk);
/* Take the last key's changes back; how many days. */
size_t roster_model_undo(struct roster_model *model, const struct desk *desk);

/* What is to be stored, as one save; NULL when there is nothing or one is under way. Owned by the caller. */
struct roster_edit *roster_model_take(struct roster_model *model);
/* The save has ended. Refused ones cannot be undone: nothing of them happened. */
void roster_model_saved(struct roster_model *model, bool is_good);

#endif
