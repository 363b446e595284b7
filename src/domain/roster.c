#include "zuoxi/domain/roster.h"

#include <string.h>

#include "zuoxi/base/text.h"
#include "zuoxi/domain/workday.h"

size_t roster_place(struct roster roster, int date, const char *badge)
{
    size_t low = 0, high = roster.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const struct roster_row *row = &roster.rows[middle];
        if (row->date < date || (row->date == date && strcmp(row->badge, badge) < 0)) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

const char *roster_plan(struct roster roster, int date, const char *badge)
{
    size_t at = roster_place(roster, date, badge);
    bool is_there =
        at < roster.count && roster.rows[at].date == date && strcmp(roster.rows[at].badge, badge) == 0;
    return is_there ? roster.rows[at].plan : "";
}

/* The next word of a plan into out; false after the last. */
static bool next_word(const char **plan, char out[FIELD_CODE_SIZE])
{
    size_t length = strcspn(*plan, "+");
    if (**plan == '\0') {
        return false;
    }
    text_format(out, FIELD_CODE_SIZE, "%.*s", (int)length, *plan);
    *plan += length + ((*plan)[length] == '+');
    return true;
}

/* By its whole name: what is stored never holds a short form. */
static const struct shift *shift_named(struct shifts shifts, const char *name)
{
    const struct shift *shift = shift_find(shifts, name);
    return shift != NULL && strcmp(shift->name, name) == 0 ? shift : NULL;
}

size_t roster_turns(struct shifts shifts, const char *plan, const struct shift *turns[ROSTER_TURNS_MAX])
{
    char word[FIELD_CODE_SIZE];
    size_t count = 0;
    while (count < ROSTER_TURNS_MAX && next_word(&plan, word)) {
        const struct shift *shift = shift_named(shifts, word);
        if (shift != NULL) {
            turns[count++] = shift;
        }
    }
    if (count == 2 && turns[0]->start > turns[1]->start) {
        const struct shift *later = turns[0];
        turns[0] = turns[1];
        turns[1] = later;
    }
    return count;
}

bool roster_has(const char *plan, const char *shift)
{
    char word[FIELD_CODE_SIZE];
    while (next_word(&plan, word)) {
        if (strcmp(word, shift) == 0) {
            return true;
        }
    }
    return false;
}

bool roster_is_known(struct shifts shifts, const char *plan)
{
    char word[FIELD_CODE_SIZE];
    if (strcmp(plan, SHIFT_LEAVE) == 0) {
        return true;
    }
    while (next_word(&plan, word)) {
        if (shift_named(shifts, word) == NULL) {
            return false;
        }
    }
    return true;
}

static bool is_one_of(const char *text, const char *const *words)
{
    for (; *words != NULL; words++) {
        if (strcmp(text, *words) == 0) {
            return true;
        }
    }
    return false;
}

bool roster_parse(struct shifts shifts, const char *text, char plan[ROSTER_PLAN_SIZE])
{
    static const char *const off[] = {"", "休", "休息", "-", NULL};
    static const char *const leave[] = {SHIFT_LEAVE, "假", "请假", NULL};
    const struct shift *turns[ROSTER_TURNS_MAX] = {0};
    char word[FIELD_CODE_SIZE];
    size_t count = 0;
    plan[0] = '\0';
    if (is_one_of(text, off)) {
        return true;
    }
    if (is_one_of(text, leave)) {
        return text_copy(plan, ROSTER_PLAN_SIZE, SHIFT_LEAVE);
    }
    while (next_word(&text, word)) {
        const struct shift *shift = shift_find(shifts, word);
        if (shift == NULL || count == ROSTER_TURNS_MAX || (count == 1 && shift == turns[0])) {
            return false;
        }
        turns[count++] = shift;
    }
    if (count == 2 && turns[0]->start > turns[1]->start) {
        const struct shift *later = turns[0];
        turns[0] = turns[1];
        turns[1] = later;
    }
    text_format(plan, ROSTER_PLAN_SIZE, "%s%s%s", turns[0]->name, count == 2 ? "+" : "",
                count == 2 ? turns[1]->name : "");
    return true;
}

const char *roster_plan_label(const char *plan)
{
    return plan[0] == '\0' ? _("休") : strcmp(plan, SHIFT_LEAVE) == 0 ? _("请假") : plan;
}

int roster_count(struct roster roster, int date, const struct shift *shift)
{
    int count = 0;
    for (size_t i = roster_place(roster, date, ""); i < roster.count && roster.rows[i].date == date; i++) {
        count += roster_has(roster.rows[i].plan, shift->name);
    }
    return count;
}

/* Do two turns of one person lie too near? The first begins first. */
static bool is_near(const struct roster_rules *rules, const struct shift *first, int first_date,
                    const struct shift *second, int second_date)
{
    int64_t rest = shift_begin(second, second_date) - shift_end(first, first_date);
    return rest < (int64_t)rules->rest_minutes * 60;
}

static bool report_double(const struct roster_rules *rules, const char *badge, const struct shift *first,
                          int first_date, const struct shift *second, int second_date,
                          struct roster_finding *finding)
{
    if (!is_near(rules, first, first_date, second, second_date)) {
        return false;
    }
    if (finding != NULL) {
        *finding = (struct roster_finding){.problem = ROSTER_DOUBLE,
                                           .date = second_date,
                                           .shift = second,
                                           .first = first,
                                           .first_date = first_date};
        text_copy(finding->badge, sizeof(finding->badge), badge);
    }
    return true;
}

/* The last turn of a day before and the first of the day that is looked at; then within the day. */
static bool day_is_double(const struct roster_rules *rules, const char *badge, const char *before,
                          int before_date, const char *plan, int date, struct roster_finding *finding)
{
    const struct shift *earlier[ROSTER_TURNS_MAX], *turns[ROSTER_TURNS_MAX];
    size_t earlier_count = roster_turns(rules->shifts, before, earlier);
    size_t count = roster_turns(rules->shifts, plan, turns);
    if (count == 0) {
        return false;
    }
    if (earlier_count > 0 &&
        report_double(rules, badge, earlier[earlier_count - 1], before_date, turns[0], date, finding)) {
        return true;
    }
    return count == 2 && report_double(rules, badge, turns[0], date, turns[1], date, finding);
}

bool roster_makes_double(const struct roster_rules *rules, struct roster roster, int date, const char *badge,
                         const char *plan, struct roster_finding *finding)
{
    int before = date_previous(date), after = date_next(date);
    const struct shift *turns[ROSTER_TURNS_MAX], *later[ROSTER_TURNS_MAX];
    if (day_is_double(rules, badge, roster_plan(roster, before, badge), before, plan, date, finding)) {
        return true;
    }
    size_t count = roster_turns(rules->shifts, plan, turns);
    size_t later_count = roster_turns(rules->shifts, roster_plan(roster, after, badge), later);
    return count > 0 && later_count > 0 &&
           report_double(rules, badge, turns[count - 1], date, later[0], after, finding);
}

struct collected {
    struct roster_finding *findings;
    size_t count, max;
};

static void collect(struct collected *all, const struct roster_finding *finding)
{
    if (all->count < all->max) {
        all->findings[all->count] = *finding;
    }
    all->count++;
}

static void check_gaps(const struct roster_rules *rules, struct roster roster, int date,
                       struct collected *all)
{
    for (size_t i = 0; i < rules->shifts.count; i++) {
        const struct shift *shift = &rules->shifts.items[i];
        int need = shift_need(shift, date), have = need > 0 ? roster_count(roster, date, shift) : 0;
        if (have < need) {
            struct roster_finding gap = {
                .problem = ROSTER_GAP, .date = date, .shift = shift, .need = need, .have = have};
            collect(all, &gap);
        }
    }
}

static void check_people(const struct roster_rules *rules, struct roster roster, int date,
                         struct collected *all)
{
    int before = date_previous(date);
    for (size_t i = roster_place(roster, date, ""); i < roster.count && roster.rows[i].date == date; i++) {
        const struct roster_row *row = &roster.rows[i];
        struct roster_finding finding;
        if (!roster_is_known(rules->shifts, row->plan)) {
            finding = (struct roster_finding){.problem = ROSTER_UNKNOWN, .date = date};
            text_copy(finding.badge, sizeof(finding.badge), row->badge);
            text_copy(finding.plan, sizeof(finding.plan), row->plan);
            collect(all, &finding);
        }
        if (day_is_double(rules, row->badge, roster_plan(roster, before, row->badge), before, row->plan, date,
                          &finding)) {
            collect(all, &finding);
        }
    }
}

size_t roster_check(const struct roster_rules *rules, struct roster roster, int from, int until,
                    struct roster_finding *findings, size_t max)
{
    struct collected all = {.findings = findings, .max = max};
    for (int date = from; date <= until; date = date_next(date)) {
        check_gaps(rules, roster, date, &all);
        check_people(rules, roster, date, &all);
    }
    return all.count;
}
