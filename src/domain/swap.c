#include "zuoxi/domain/swap.h"

#include <string.h>

#include "zuoxi/base/clock.h"
#include "zuoxi/base/text.h"

#define RECORD     struct swap
#define RECORD_DEF "zuoxi/domain/swap.def"
static const struct field fields[] = {
#include "zuoxi/domain/field_table.h"
};

const struct field_table swap_fields = {
    .record = "swap",
    .table = "swap",
    .label = N_("换班、请假"),
    .fields = fields,
    .count = sizeof(fields) / sizeof(fields[0]),
    .size = sizeof(RECORD),
};

static const struct {
    const char *code, *label;
} states[SWAP_STATES] = {
    [SWAP_ASKED] = {"asked", N_("待对方同意")},     [SWAP_AGREED] = {"agreed", N_("待批准")},
    [SWAP_APPROVED] = {"approved", N_("已批准")},   [SWAP_REFUSED] = {"refused", N_("不同意")},
    [SWAP_WITHDRAWN] = {"withdrawn", N_("已撤回")},
};

const char *swap_state_code(enum swap_state state)
{
    return state < SWAP_STATES ? states[state].code : "";
}

const char *swap_state_label(enum swap_state state)
{
    return state < SWAP_STATES ? _(states[state].label) : "";
}

enum swap_state swap_state_parse(const char *code)
{
    enum swap_state state = SWAP_ASKED;
    while (state < SWAP_STATES && strcmp(states[state].code, code) != 0) {
        state++;
    }
    return state;
}

bool swap_is_leave(const struct swap *swap)
{
    return swap->partner[0] == '\0';
}

int swap_date(const struct swap *swap)
{
    return swap->date.given ? date_of(swap->date.value) : 0;
}

int swap_back_date(const struct swap *swap)
{
    return swap->back_date.given && !swap_is_leave(swap) ? date_of(swap->back_date.value) : 0;
}

const struct shift *swap_shift_on(const struct roster_rules *rules, struct roster roster, int date,
                                  const char *badge)
{
    const struct shift *turns[ROSTER_TURNS_MAX];
    size_t count = roster_turns(rules->shifts, roster_plan(roster, date, badge), turns);
    return count > 0 ? turns[0] : NULL;
}

/* Working days from today until the day before: one is asked for the next working day's shift on the last
 * working day before it. */
static bool is_workdays_ahead(const struct swap_facts *facts, int date)
{
    int days = 0;
    for (int day = date_of(facts->now); day < date && days < facts->notice.amount; day = date_next(day)) {
        days += calendar_is_workday(facts->calendar, day);
    }
    return days >= facts->notice.amount;
}

static bool is_in_time(const struct swap_facts *facts, const struct shift *shift, int date)
{
    struct civil when = clock_civil(facts->now);
    if (facts->notice.amount == 0) {
        return true;
    }
    switch (facts->notice.unit) {
    case DURATION_WORKDAYS:
        return is_workdays_ahead(facts, date);
    case DURATION_DAYS:
        when.day += facts->notice.amount;
        break;
    case DURATION_MINUTES:
        when.minute += facts->notice.amount;
        break;
    default:
        when.hour += facts->notice.amount;
        break;
    }
    return clock_utc(when) <= shift_begin(shift, date);
}

static bool concerns(const struct swap *swap, const char *badge)
{
    return !swap_is_leave(swap) && (strcmp(swap->asker, badge) == 0 || strcmp(swap->partner, badge) == 0);
}

/* Both parties' swaps count, in the month of the shift given. */
static bool is_over_limit(const struct swap_facts *facts, const struct swap *swap, const char *badge)
{
    int count = 0;
    for (size_t i = 0; i < facts->other_count; i++) {
        const struct swap *other = &facts->others[i];
        count += other->head.id != swap->head.id && concerns(other, badge) &&
                 swap_date(other) / 100 == swap_date(swap) / 100;
    }
    return count >= facts->limit;
}

/* Does a person work on a day strictly between two? */
static bool works_between(const struct swap_facts *facts, const char *badge, int one, int other)
{
    int first = one < other ? one : other, last = one < other ? other : one;
    const struct shift *turns[ROSTER_TURNS_MAX];
    for (int date = date_next(first); date < last; date = date_next(date)) {
        if (roster_turns(facts->rules->shifts, roster_plan(facts->roster, date, badge), turns) > 0) {
            return true;
        }
    }
    return false;
}

/* Was the shift before or after the one on `date` swapped already? */
static bool is_consecutive(const struct swap_facts *facts, const struct swap *swap, const char *badge,
                           int date)
{
    for (size_t i = 0; i < facts->other_count && date != 0; i++) {
        const struct swap *other = &facts->others[i];
        int dates[] = {swap_date(other), swap_back_date(other)};
        for (size_t j = 0; j < 2 && other->head.id != swap->head.id && concerns(other, badge); j++) {
            if (dates[j] != 0 && !works_between(facts, badge, dates[j], date)) {
                return true;
            }
        }
    }
    return false;
}

/* The plan of a day after the swap, for a row of the roster it changes. */
static bool makes_double(const struct swap_facts *facts, const struct swap *swap, const char *badge, int date,
                         const char *shift)
{
    /* What this person gives away the day before or after no longer stands in the way. */
    struct roster_row rows[3];
    size_t count = 0;
    int gives = strcmp(badge, swap->asker) == 0 ? swap_date(swap) : swap_back_date(swap);
    int days[] = {date_previous(date), date, date_next(date)};
    for (size_t i = 0; i < 3; i++) {
        const char *plan = i == 1             ? shift
                           : days[i] == gives ? ""
                                              : roster_plan(facts->roster, days[i], badge);
        rows[count] = (struct roster_row){.date = days[i]};
        text_copy(rows[count].badge, sizeof(rows[count].badge), badge);
        text_copy(rows[count].plan, sizeof(rows[count].plan), plan);
        count++;
    }
    return roster_makes_double(facts->rules, (struct roster){rows, count}, date, badge, shift, NULL);
}

/* Off on the day, or giving that day's shift away in the same swap. */
static bool is_free(const struct swap_facts *facts, const struct swap *swap, const char *badge, int date)
{
    int gives = strcmp(badge, swap->asker) == 0 ? swap_date(swap) : swap_back_date(swap);
    const char *plan = roster_plan(facts->roster, date, badge);
    return plan[0] == '\0' || (gives == date && strchr(plan, '+') == NULL && strcmp(plan, SHIFT_LEAVE) != 0);
}

static enum swap_rule check_pair(const struct swap_facts *facts, const struct swap *swap, const char **badge)
{
    int date = swap_date(swap), back = swap_back_date(swap);
    const char *parties[] = {swap->asker, swap->partner};
    *badge = swap->partner;
    if (strcmp(swap->asker, swap->partner) == 0) {
        return SWAP_SELF;
    }
    if (back != 0 && (swap->back_shift[0] == '\0' ||
                      !roster_has(roster_plan(facts->roster, back, swap->partner), swap->back_shift))) {
        return SWAP_NO_BACK;
    }
    if (!is_free(facts, swap, swap->partner, date)) {
        return SWAP_BUSY;
    }
    *badge = swap->asker;
    if (back != 0 && !is_free(facts, swap, swap->asker, back)) {
        return SWAP_BUSY;
    }
    for (size_t i = 0; i < 2; i++) {
        *badge = parties[i];
        if (is_over_limit(facts, swap, parties[i])) {
            return SWAP_LIMIT;
        }
        if (is_consecutive(facts, swap, parties[i], date) || is_consecutive(facts, swap, parties[i], back)) {
            return SWAP_CONSECUTIVE;
        }
    }
    *badge = swap->partner;
    if (makes_double(facts, swap, swap->partner, date, swap->shift)) {
        return SWAP_DOUBLE;
    }
    *badge = swap->asker;
    return back != 0 && makes_double(facts, swap, swap->asker, back, swap->back_shift) ? SWAP_DOUBLE
                                                                                       : SWAP_FINE;
}

enum swap_rule swap_check(const struct swap_facts *facts, const struct swap *swap, const char **badge)
{
    int date = swap_date(swap), back = swap_back_date(swap);
    const struct shift *shift = shift_find(facts->rules->shifts, swap->shift);
    const struct shift *taken = shift_find(facts->rules->shifts, swap->back_shift);
    *badge = swap->asker;
    if (shift == NULL || !roster_has(roster_plan(facts->roster, date, swap->asker), swap->shift)) {
        return SWAP_NO_SHIFT;
    }
    bool is_past = shift_begin(shift, date) <= facts->now;
    if (is_past || (back != 0 && taken != NULL && shift_begin(taken, back) <= facts->now)) {
        return SWAP_PAST;
    }
    if (!is_in_time(facts, shift, date) || (back != 0 && taken != NULL && !is_in_time(facts, taken, back))) {
        return SWAP_NOTICE;
    }
    return swap_is_leave(swap) ? SWAP_FINE : check_pair(facts, swap, badge);
}

void swap_rule_text(const struct swap_facts *facts, enum swap_rule rule, const char *badge, char *out,
                    size_t size)
{
    char notice[40];
    duration_describe(facts->notice, notice);
    switch (rule) {
    case SWAP_FINE:
        text_copy(out, size, "");
        break;
    case SWAP_PAST:
        text_copy(out, size, _("这个班已经开始或过去了，不能再换"));
        break;
    case SWAP_NO_SHIFT:
        text_format(out, size, _("%s 那天不上这个班，没有班可换"), badge);
        break;
    case SWAP_SELF:
        text_copy(out, size, _("不能和自己换班"));
        break;
    case SWAP_NO_BACK:
        text_format(out, size, _("%s 在还班那天没有班"), badge);
        break;
    case SWAP_BUSY:
        text_format(out, size, _("%s 那天不休息：替班、还班的人当天应当休息"), badge);
        break;
    case SWAP_NOTICE:
        text_format(out, size, _("换班、请假要提前%s申请"), notice);
        break;
    case SWAP_LIMIT:
        text_format(out, size, _("每人每月最多换班 %d 次，%s 这个月已满"), facts->limit, badge);
        break;
    case SWAP_CONSECUTIVE:
        text_format(out, size, _("不得连续换班：%s 相邻的一个班已经换过"), badge);
        break;
    case SWAP_DOUBLE:
        text_format(out, size, _("换班、还班都不得连班：%s 会连上两个班"), badge);
        break;
    }
}
