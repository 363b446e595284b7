#include "zuoxi/domain/explain.h"

#include <stdlib.h>
#include <string.h>

#include "zuoxi/base/mem.h"

void explanation_clear(struct explanation *explanation)
{
    free(explanation->lines);
    *explanation = (struct explanation){0};
}

static struct explain_line *add_line(struct explanation *explanation, enum explain_kind kind)
{
    mem_reserve((void **)&explanation->lines, &explanation->capacity, explanation->count + 1,
                sizeof(*explanation->lines));
    struct explain_line *line = &explanation->lines[explanation->count++];
    *line = (struct explain_line){.kind = kind};
    return line;
}

/* A whole day that does not count, for the same reason as the day before: told with it. */
static bool joins(const struct explain_line *last, const struct deadline_step *step)
{
    const struct deadline_step *before = &last->step;
    bool same_name = before->name == NULL || step->name == NULL ? before->name == step->name
                                                                : strcmp(before->name, step->name) == 0;
    return last->kind == EXPLAIN_STEP && !step->counts && !before->counts && before->kind == step->kind &&
           step->start == step->end && before->start == before->end && same_name &&
           date_next(last->last_date) == step->date;
}

/* What the steps walked through; `amount` is how much of the unit they had to count (0: elapsed time). */
static void add_steps(struct explanation *explanation, const struct deadline_steps *steps,
                      enum duration_unit unit, int64_t amount)
{
    int64_t counted = 0;
    for (size_t i = 0; i < steps->count; i++) {
        const struct deadline_step *step = &steps->steps[i];
        struct explain_line *last = i > 0 ? &explanation->lines[explanation->count - 1] : NULL;
        if (last != NULL && joins(last, step)) {
            last->last_date = step->date;
            last->days++;
            continue;
        }
        if (step->counts) {
            counted += unit == DURATION_WORKDAYS ? 1 : step->end - step->start;
        }
        struct explain_line *line = add_line(explanation, EXPLAIN_STEP);
        line->unit = unit;
        line->step = *step;
        line->last_date = step->date;
        line->days = 1;
        line->counted = counted;
        line->left = step->kind == STEP_ELAPSED ? 0 : amount - counted;
    }
}

static void note_year(struct explanation *explanation, int year)
{
    if (year != 0 && explanation->missing_year == 0) {
        explanation->missing_year = year;
        add_line(explanation, EXPLAIN_NO_YEAR)->year = year;
    }
}

static int64_t amount_of(struct duration within)
{
    return within.unit == DURATION_WORKHOURS ? (int64_t)within.amount * 3600 : within.amount;
}

/* Count `within` on from *due, and tell how. */
static void add_walk(struct explanation *explanation, struct duration within, const struct work_rules *rules,
                     int64_t *due)
{
    struct deadline_steps steps = {0};
    int missing_year = 0;
    int64_t from = *due;
    *due = deadline_due(from, within, rules, &steps, &missing_year);
    note_year(explanation, missing_year);
    add_steps(explanation, &steps, within.unit, amount_of(within));
    deadline_steps_clear(&steps);
    add_line(explanation, EXPLAIN_DUE)->due = *due;
}

/* When the leg began to wait with the pause, and when that was over for it (0: it still waits). */
static bool wait_of(const struct leg_pause *pause, const struct leg *leg, int64_t *from, int64_t *until)
{
    int64_t end = leg_ended_at(leg);
    *from = pause->from > leg->start ? pause->from : leg->start;
    *until = pause->until;
    if (end != 0 && (*until == 0 || *until > end)) {
        *until = end;
    }
    return *until == 0 || *until > *from;
}

static void add_pause(struct explanation *explanation, const struct leg *leg, const struct leg_pause *pause,
                      const struct work_rules *rules, int64_t *due)
{
    int64_t from, until;
    if (!wait_of(pause, leg, &from, &until)) {
        return;
    }
    if (until == 0) {
        struct explain_line *line = add_line(explanation, EXPLAIN_WAITING);
        line->at = from;
        line->pause = pause;
        return;
    }
    struct deadline_steps steps = {0};
    enum duration_unit unit = leg->within.unit;
    struct deadline_shift shift = deadline_shift(*due, unit, from, until, rules, &steps);
    struct explain_line *line = add_line(explanation, EXPLAIN_PAUSE);
    line->at = from;
    line->until = until;
    line->unit = unit;
    line->amount = shift.amount;
    line->pause = pause;
    note_year(explanation, shift.missing_year);
    if (unit == DURATION_WORKDAYS || unit == DURATION_WORKHOURS) {
        add_steps(explanation, &steps, unit, shift.amount);
    }
    deadline_steps_clear(&steps);
    *due = shift.due;
    add_line(explanation, EXPLAIN_DUE)->due = *due;
}

static void add_extension(struct explanation *explanation, const struct leg_extension *extension,
                          const struct work_rules *rules, int64_t *due)
{
    struct explain_line *line = add_line(explanation, EXPLAIN_EXTENSION);
    line->at = extension->at;
    line->extension = extension;
    add_walk(explanation, extension->by, rules, due);
}

static void add_change(struct explanation *explanation, const struct leg_change *change)
{
    struct explain_line *line = add_line(explanation, EXPLAIN_CHANGE);
    line->at = change->at;
    line->change = change;
}

/* Where each kind of line has been told up to. */
struct ledger_walk {
    size_t pause, extension, change;
};

/* When the next line of each kind took effect: a pause when it was over. */
static int64_t pause_time(const struct ledger *ledger, size_t at)
{
    bool is_over = at < ledger->pause_count && ledger->pauses[at].until != 0;
    return is_over ? ledger->pauses[at].until : INT64_MAX;
}

static int64_t extension_time(const struct ledger *ledger, size_t at)
{
    return at < ledger->extension_count ? ledger->extensions[at].at : INT64_MAX;
}

static int64_t change_time(const struct ledger *ledger, size_t at)
{
    return at < ledger->change_count ? ledger->changes[at].at : INT64_MAX;
}

/* The pauses, extensions and changes of the leg in their order; last the pause that still runs. */
static void add_ledger(struct explanation *explanation, const struct leg *leg, const struct ledger *ledger,
                       const struct work_rules *rules, int64_t *due)
{
    struct ledger_walk at = {0};
    for (;;) {
        int64_t pause = pause_time(ledger, at.pause), extension = extension_time(ledger, at.extension),
                change = change_time(ledger, at.change);
        if (change < pause && change < extension) {
            const struct leg_change *line = &ledger->changes[at.change++];
            if (line->sequence == leg->sequence && line->old_due != 0 && line->new_due != 0) {
                add_change(explanation, line);
            }
        } else if (pause != INT64_MAX && pause <= extension) {
            add_pause(explanation, leg, &ledger->pauses[at.pause++], rules, due);
        } else if (extension != INT64_MAX) {
            const struct leg_extension *line = &ledger->extensions[at.extension++];
            if (line->sequence == leg->sequence) {
                add_extension(explanation, line, rules, due);
            }
        } else {
            break;
        }
    }
    if (at.pause < ledger->pause_count) {
        add_pause(explanation, leg, &ledger->pauses[at.pause], rules, due);
    }
}

static void add_end(struct explanation *explanation, const struct leg *leg)
{
    if (leg_is_open(leg)) {
        return;
    }
    struct explain_line *line = add_line(explanation, leg->is_dropped ? EXPLAIN_DROPPED : EXPLAIN_MET);
    line->at = leg_ended_at(leg);
    line->late = leg->late;
    line->badge = leg->ended_by;
}

void explain_leg(const struct leg *leg, const struct ledger *ledger, const struct work_rules *rules,
                 struct explanation *explanation)
{
    int64_t due = leg->start;
    *explanation = (struct explanation){0};
    struct explain_line *line = add_line(explanation, EXPLAIN_START);
    line->at = leg->start;
    line->within = leg->within;
    add_walk(explanation, leg->within, rules, &due);
    add_ledger(explanation, leg, ledger, rules, &due);
    if (due != leg->due) {
        add_line(explanation, EXPLAIN_DIFFERS)->due = leg->due;
    }
    add_end(explanation, leg);
}

int explain_missing_year(const struct leg *legs, size_t count, const struct ledger *ledger,
                         const struct work_rules *rules)
{
    int year = 0;
    for (size_t i = 0; i < count; i++) {
        struct explanation explanation;
        if (!leg_is_open(&legs[i])) {
            continue;
        }
        explain_leg(&legs[i], ledger, rules, &explanation);
        if (explanation.missing_year != 0 && (year == 0 || explanation.missing_year < year)) {
            year = explanation.missing_year;
        }
        explanation_clear(&explanation);
    }
    return year;
}
