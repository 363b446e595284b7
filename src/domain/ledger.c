#include "zuoxi/domain/ledger.h"

#include "zuoxi/base/clock.h"
#include "zuoxi/base/str.h"
#include "zuoxi/base/text.h"

const struct leg_pause *ledger_running_pause(const struct ledger *ledger)
{
    for (size_t i = 0; i < ledger->pause_count; i++) {
        if (ledger->pauses[i].until == 0) {
            return &ledger->pauses[i];
        }
    }
    return NULL;
}

bool ledger_is_suspended(const struct leg *legs, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (leg_is_open(&legs[i]) && legs[i].suspended_at != 0) {
            return true;
        }
    }
    return false;
}

void ledger_suspend(struct leg *legs, size_t count, int64_t at)
{
    for (size_t i = 0; i < count; i++) {
        struct leg *leg = &legs[i];
        if (leg_is_open(leg) && leg->suspended_at == 0) {
            leg->suspended_at = at > leg->start ? at : leg->start;
        }
    }
}

void ledger_resume(struct leg *legs, size_t count, int64_t at, const struct work_rules *rules)
{
    for (size_t i = 0; i < count; i++) {
        struct leg *leg = &legs[i];
        if (!leg_is_open(leg) || leg->suspended_at == 0) {
            continue;
        }
        struct deadline_shift shift =
            deadline_shift(leg->due, leg->within.unit, leg->suspended_at, at, rules, NULL);
        leg->warning += shift.due - leg->due;
        leg->critical += shift.due - leg->due;
        leg->due = shift.due;
        leg->suspended_at = 0;
    }
}

/* A leg's due time worked out from its lines; and the same had it never waited, which warnings go by. */
struct replay {
    int64_t due, unpaused;
};

/* A pause as far as it fell into the leg's life and is over; false: no part of it. */
static bool pause_within(const struct leg_pause *pause, const struct leg *leg, int64_t *from, int64_t *until)
{
    int64_t end = leg_ended_at(leg);
    *from = pause->from > leg->start ? pause->from : leg->start;
    *until = pause->until;
    if (end != 0 && (*until == 0 || *until > end)) {
        *until = end;
    }
    return *until > *from;
}

static struct replay replay(const struct ledger *ledger, const struct work_rules *rules,
                            struct duration within, const struct leg *leg)
{
    int64_t due = deadline_due(leg->start, within, rules, NULL, NULL);
    struct replay result = {due, due};
    size_t next = 0;
    for (size_t i = 0; i <= ledger->pause_count; i++) {
        const struct leg_pause *pause = i < ledger->pause_count ? &ledger->pauses[i] : NULL;
        int64_t from, until;
        bool counts = pause != NULL && pause_within(pause, leg, &from, &until);
        if (pause != NULL && !counts) {
            continue;
        }
        for (; next < ledger->extension_count; next++) {
            const struct leg_extension *extension = &ledger->extensions[next];
            if (counts && extension->at >= until) {
                break; /* given after this pause */
            }
            if (extension->sequence == leg->sequence) {
                due = deadline_due(result.due, extension->by, rules, NULL, NULL);
                result.unpaused += due - result.due;
                result.due = due;
            }
        }
        if (counts) {
            result.due = deadline_shift(result.due, within.unit, from, until, rules, NULL).due;
        }
    }
    return result;
}

static void set_due(const struct profile *profile, const struct replay *result, struct leg *leg)
{
    struct level_times times = deadline_level_times(leg->start, result->unpaused, profile->warning_percent,
                                                    profile->critical_percent);
    leg->warning = result->due - (result->unpaused - times.warning);
    leg->critical = result->due - (result->unpaused - times.critical);
    leg->due = result->due;
}

static enum status refuse_extension(const struct profile *profile, const struct leg *leg, struct err *err)
{
    const char *label = profile_leg_label(profile, leg->id);
    if (!leg_is_open(leg)) {
        err_set(err, STATUS_INVALID, _("「%s」已经结束，不能延期"), label);
        return err_advise(err, _("请选择还没有完成的环节"));
    }
    char due[20];
    clock_format(leg->due, due);
    err_set(err, STATUS_INVALID, _("「%s」应于%.16s，已经超时，不能再申请延期"), label, due);
    return err_advise(err, _("延期须在到期之前申请；请尽快办理，并在备注里写明原因"));
}

enum status ledger_extend(const struct ledger *ledger, const struct profile *profile,
                          const struct work_rules *rules, struct duration by, int64_t at, struct leg *leg,
                          struct leg_extension *line, struct err *err)
{
    int64_t asked = leg->suspended_at != 0 && leg->suspended_at < at ? leg->suspended_at : at;
    if (!leg_is_open(leg) || asked > leg->due) {
        return refuse_extension(profile, leg, err);
    }
    struct replay result = replay(ledger, rules, leg->within, leg);
    int64_t due = deadline_due(leg->due, by, rules, NULL, NULL);
    result.unpaused = leg->due - (result.due - result.unpaused) + (due - leg->due);
    result.due = due;
    line->case_id = leg->case_id;
    line->sequence = leg->sequence;
    text_copy(line->leg, sizeof(line->leg), leg->id);
    line->by = by;
    line->old_due = leg->due;
    line->new_due = due;
    line->at = at;
    set_due(profile, &result, leg);
    return STATUS_OK;
}

void ledger_recompute(const struct ledger *ledger, const struct profile *profile,
                      const struct work_rules *rules, struct duration within, int64_t at, struct leg *leg,
                      struct leg_change *line)
{
    struct replay result = replay(ledger, rules, within, leg);
    line->case_id = leg->case_id;
    line->sequence = leg->sequence;
    text_copy(line->leg, sizeof(line->leg), leg->id);
    line->old_within = leg->within;
    line->new_within = within;
    line->old_due = leg->due;
    line->new_due = result.due;
    line->at = at;
    leg->within = within;
    set_due(profile, &result, leg);
}
