#include "zuoxi/console/roster_model.h"

#include <stdlib.h>
#include <string.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/base/str.h"
#include "zuoxi/domain/workday.h"

void roster_model_clear(struct roster_model *model)
{
    roster_rows_clear(&model->rows);
    free(model->people);
    free(model->findings);
    free(model->history);
    free(model->steps);
    free(model->waiting);
    free(model->saving);
    *model = (struct roster_model){0};
}

int roster_month_next(int month, int months)
{
    int count = month / 100 * 12 + month % 100 - 1 + months;
    return count / 12 * 100 + count % 12 + 1;
}

int roster_month_days(int month)
{
    int days = 28;
    while (date_is_valid(month * 100 + days + 1)) {
        days++;
    }
    return days;
}

static void put(struct roster_model *model, const struct roster_change *change)
{
    roster_rows_set(&model->rows, change->date, change->badge, change->after);
}

static void check(struct roster_model *model, const struct desk *desk)
{
    struct roster_rules rules = settings_roster_rules(desk->settings);
    int first = model->month * 100 + 1;
    model->finding_count = roster_check(&rules, roster_of(&model->rows), first,
                                        model->month * 100 + roster_month_days(model->month), model->findings,
                                        ROSTER_FINDINGS_MAX);
}

enum status roster_model_load(struct roster_model *model, struct desk *desk, int month, struct err *err)
{
    int from = month * 100 + 1, until = date_next(month * 100 + roster_month_days(month));
    struct roster_person *people = mem_new(ROSTER_PEOPLE_MAX, sizeof(*people));
    struct roster_rows rows = {0};
    size_t count = 0;
    for (int i = 0; i < ROSTER_BEFORE; i++) {
        from = date_previous(from);
    }
    enum status status = roster_people(desk, people, &count, err);
    if (status == STATUS_OK) {
        status = roster_load(desk, from, until, &rows, err);
    }
    if (status != STATUS_OK) {
        roster_rows_clear(&rows);
        free(people);
        return status;
    }
    roster_rows_clear(&model->rows);
    free(model->people);
    model->rows = rows;
    model->people = people;
    model->people_count = count;
    model->month = month;
    if (model->findings == NULL) {
        model->findings = mem_new(ROSTER_FINDINGS_MAX, sizeof(*model->findings));
    }
    for (size_t i = 0; i < model->saving_count; i++) {
        put(model, &model->saving[i]);
    }
    for (size_t i = 0; i < model->waiting_count; i++) {
        put(model, &model->waiting[i]);
    }
    check(model, desk);
    return STATUS_OK;
}

const char *roster_model_plan(const struct roster_model *model, size_t person, int date)
{
    return person < model->people_count
               ? roster_plan(roster_of(&model->rows), date, model->people[person].badge)
               : "";
}

const struct roster_finding *roster_model_double(const struct roster_model *model, size_t person, int date)
{
    size_t kept = model->finding_count < ROSTER_FINDINGS_MAX ? model->finding_count : ROSTER_FINDINGS_MAX;
    for (size_t i = 0; i < kept && person < model->people_count; i++) {
        const struct roster_finding *finding = &model->findings[i];
        if (finding->problem != ROSTER_GAP && finding->date == date &&
            strcmp(finding->badge, model->people[person].badge) == 0) {
            return finding;
        }
    }
    return NULL;
}

static void wait_for_save(struct roster_model *model, const struct roster_change *change)
{
    mem_reserve((void **)&model->waiting, &model->waiting_capacity, model->waiting_count + 1,
                sizeof(*model->waiting));
    model->waiting[model->waiting_count++] = *change;
    put(model, change);
}

void roster_model_begin(struct roster_model *model)
{
    mem_reserve((void **)&model->steps, &model->step_capacity, model->step_count + 1, sizeof(*model->steps));
    model->steps[model->step_count++] = (struct roster_step){.first = model->history_count};
}

void roster_model_set(struct roster_model *model, size_t person, int date, const char *plan)
{
    struct roster_change change = {.date = date};
    const char *before = roster_model_plan(model, person, date);
    if (person >= model->people_count || strcmp(before, plan) == 0) {
        return;
    }
    text_copy(change.badge, sizeof(change.badge), model->people[person].badge);
    text_copy(change.before, sizeof(change.before), before);
    text_copy(change.after, sizeof(change.after), plan);
    mem_reserve((void **)&model->history, &model->history_capacity, model->history_count + 1,
                sizeof(*model->history));
    model->history[model->history_count++] = change;
    model->steps[model->step_count - 1].count++;
    wait_for_save(model, &change);
}

size_t roster_model_end(struct roster_model *model, const struct desk *desk)
{
    size_t count = model->steps[model->step_count - 1].count;
    model->step_count -= count == 0;
    check(model, desk);
    return count;
}

size_t roster_model_undo(struct roster_model *model, const struct desk *desk)
{
    if (model->step_count == 0) {
        return 0;
    }
    struct roster_step step = model->steps[--model->step_count];
    for (size_t i = step.count; i > 0; i--) {
        struct roster_change back = model->history[step.first + i - 1], change = back;
        memcpy(change.before, back.after, sizeof(change.before));
        memcpy(change.after, back.before, sizeof(change.after));
        wait_for_save(model, &change);
    }
    model->history_count = step.first;
    check(model, desk);
    return step.count;
}

struct roster_edit *roster_model_take(struct roster_model *model)
{
    if (model->waiting_count == 0 || model->saving_count > 0) {
        return NULL;
    }
    struct roster_edit *edit = roster_edit_new(model->waiting_count);
    memcpy(edit->changes, model->waiting, model->waiting_count * sizeof(model->waiting[0]));
    free(model->saving);
    model->saving = model->waiting;
    model->saving_count = model->waiting_count;
    model->waiting = NULL;
    model->waiting_count = model->waiting_capacity = 0;
    return edit;
}

void roster_model_saved(struct roster_model *model, bool is_good)
{
    model->saving_count = 0;
    if (!is_good) {
        model->waiting_count = model->history_count = model->step_count = 0;
    }
}
