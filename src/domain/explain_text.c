/* What explain.c found out, in words. */

#include <inttypes.h>
#include <string.h>

#include "zuoxi/base/clock.h"
#include "zuoxi/base/text.h"
#include "zuoxi/base/width.h"
#include "zuoxi/domain/explain.h"

#define WHEN_CELLS 30 /* "2026-10-01 周四 至 10-07 周三" */
#define WHY_CELLS  17 /* "调休上班(国庆节)" */

void explain_length(int64_t seconds, char out[40])
{
    static const struct {
        int64_t seconds;
        const char *words;
    } units[] = {{86400, N_("%" PRId64 "天")},
                 {3600, N_("%" PRId64 "小时")},
                 {60, N_("%" PRId64 "分")},
                 {1, N_("%" PRId64 "秒")}};
    struct str text = {0};
    for (size_t i = 0; i < sizeof(units) / sizeof(units[0]); i++) {
        int64_t count = seconds / units[i].seconds;
        if (count > 0) {
            str_printf(&text, _(units[i].words), count);
        }
        seconds -= count * units[i].seconds;
    }
    text_copy(out, 40, text.length > 0 ? str_text(&text) : _("0秒"));
    str_free(&text);
}

/* "3天" of working days, "7:30" of working hours: no days are made of those, a working day has fewer than 24.
 */
static void describe_amount(enum duration_unit unit, int64_t amount, char out[40])
{
    if (unit == DURATION_WORKDAYS) {
        text_format(out, 40, _("%" PRId64 "天"), amount);
    } else if (unit != DURATION_WORKHOURS) {
        explain_length(amount, out);
    } else if (amount % 60 == 0) {
        text_format(out, 40, "%" PRId64 ":%02" PRId64, amount / 3600, amount / 60 % 60);
    } else {
        text_format(out, 40, "%" PRId64 ":%02" PRId64 ":%02" PRId64, amount / 3600, amount / 60 % 60,
                    amount % 60);
    }
}

/* "2026-10-12 17:30", with seconds where there are any. */
static void describe_time(int64_t utc, char out[20])
{
    clock_format(utc, out);
    if (clock_civil(utc).second == 0) {
        out[16] = '\0';
    }
}

static void pad(struct str *out, const char *text, int cells)
{
    str_add(out, text);
    for (int used = width_text(text); used < cells; used++) {
        str_add_char(out, ' ');
    }
}

static const char *weekday(int date)
{
    static const char *const weekdays[] = {N_("周日"), N_("周一"), N_("周二"), N_("周三"),
                                           N_("周四"), N_("周五"), N_("周六")};
    return _(weekdays[date_weekday(date)]);
}

/* "08:30-12:00", with seconds where there are any; the day's end is 24:00. */
static void add_interval(struct str *out, int64_t start, int64_t end)
{
    struct civil from = clock_civil(start), to = clock_civil(end);
    bool is_midnight = to.hour == 0 && to.minute == 0 && to.second == 0;
    str_printf(out, " %02d:%02d", from.hour, from.minute);
    if (from.second != 0) {
        str_printf(out, ":%02d", from.second);
    }
    str_printf(out, "-%02d:%02d", is_midnight ? 24 : to.hour, to.minute);
    if (to.second != 0) {
        str_printf(out, ":%02d", to.second);
    }
}

static void add_when(struct str *out, const struct explain_line *line)
{
    const struct deadline_step *step = &line->step;
    struct str when = {0};
    str_printf(&when, "%04d-%02d-%02d %s", step->date / 10000, step->date / 100 % 100, step->date % 100,
               weekday(step->date));
    if (line->days > 1) {
        str_printf(&when, _(" 至 %02d-%02d %s"), line->last_date / 100 % 100, line->last_date % 100,
                   weekday(line->last_date));
    } else if (step->start != step->end) {
        add_interval(&when, step->start, step->end);
    }
    pad(out, str_text(&when), WHEN_CELLS);
    str_free(&when);
}

static void add_why(struct str *out, const struct explain_line *line)
{
    const struct deadline_step *step = &line->step;
    char why[64];
    if (step->counts && step->name != NULL) {
        text_format(why, sizeof(why), _("调休上班(%s)"), step->name);
    } else if (step->counts) {
        text_copy(why, sizeof(why), _("工作日"));
    } else if (step->start != step->end) {
        text_copy(why, sizeof(why), _("非工作时间"));
    } else {
        text_copy(why, sizeof(why), step->name == NULL ? _("周末") : step->name);
    }
    pad(out, why, WHY_CELLS);
}

static void describe_step(struct str *out, const struct explain_line *line)
{
    char length[40], counted[40], left[40];
    if (line->step.kind == STEP_ELAPSED) {
        explain_length(line->step.end - line->step.start, length);
        str_printf(out, _("连续计时%s，不分节假日"), length);
        return;
    }
    add_when(out, line);
    add_why(out, line);
    if (!line->step.counts) {
        str_add(out, _("不计"));
        if (line->days > 1) {
            str_printf(out, _(" %d天"), line->days);
        }
        return;
    }
    describe_amount(line->unit, line->left, left);
    if (line->unit == DURATION_WORKDAYS) {
        str_printf(out, _("第%" PRId64 "天"), line->counted);
    } else {
        describe_amount(line->unit, line->counted, counted);
        str_printf(out, _("累计%s"), counted);
    }
    if (line->left > 0) {
        str_printf(out, _(" 还差%s"), left);
    } else {
        str_add(out, _(" 计满"));
    }
}

/* "等配件（1001 申请，2001 批准）" */
static void add_reason(struct str *out, const char *reason, const char *badge, const char *approved_by)
{
    str_add(out, reason);
    if (badge[0] != '\0' && approved_by[0] != '\0' && strcmp(badge, approved_by) != 0) {
        str_printf(out, _("（%s 申请，%s 批准）"), badge, approved_by);
    } else if (badge[0] != '\0') {
        str_printf(out, "（%s）", badge);
    }
}

static void describe_pause(struct str *out, const struct explain_line *line)
{
    char from[20], until[20], amount[40];
    describe_time(line->at, from);
    describe_time(line->until, until);
    bool same_year = strncmp(from, until, strlen("2026-")) == 0;
    describe_amount(line->unit, line->amount, amount);
    str_printf(out, _("挂起 %s 至 %s，"), from, until + (same_year ? strlen("2026-") : 0));
    if (line->amount == 0) {
        str_add(out, line->unit == DURATION_WORKDAYS ? _("其间没有下班时刻，不顺延")
                                                     : _("其间没有工作时间，不顺延"));
    } else if (line->unit == DURATION_WORKDAYS) {
        str_printf(out, _("其间%" PRId64 "个下班时刻，顺延%" PRId64 "个工作日"), line->amount, line->amount);
    } else if (line->unit == DURATION_WORKHOURS) {
        str_printf(out, _("其间工作时间%s，顺延"), amount);
    } else {
        str_printf(out, _("顺延%s"), amount);
    }
}

static void describe_extension(struct str *out, const struct explain_line *line)
{
    const struct leg_extension *extension = line->extension;
    char at[20], by[40];
    describe_time(line->at, at);
    duration_describe(extension->by, by);
    str_printf(out, _("延期 %s 延长%s"), at, by);
}

static void describe_change(struct str *out, const struct explain_line *line)
{
    const struct leg_change *change = line->change;
    char at[20], before[40], after[40], old_due[20], new_due[20];
    describe_time(line->at, at);
    duration_describe(change->old_within, before);
    duration_describe(change->new_within, after);
    describe_time(change->old_due, old_due);
    describe_time(change->new_due, new_due);
    str_printf(out, _("更改 %s 期限%s→%s，应于 %s→%s"), at, before, after, old_due + strlen("2026-"),
               new_due + strlen("2026-"));
}

static void describe_end(struct str *out, const struct explain_line *line, const char *event)
{
    char at[20], late[40];
    describe_time(line->at, at);
    explain_length(line->late, late);
    if (line->kind == EXPLAIN_MET) {
        str_printf(out, _("完成 %s"), at);
    } else {
        str_printf(out, _("撤销 %s %s"), line->at == 0 ? "" : at, event);
    }
    if (line->late > 0) {
        str_printf(out, _("，迟%s"), late);
    } else if (line->kind == EXPLAIN_MET) {
        str_add(out, _("，按时"));
    }
    add_reason(out, "", line->badge, "");
}

static void describe_start(struct str *out, const struct explain_line *line, const char *event)
{
    char at[20], within[40];
    describe_time(line->at, at);
    duration_describe(line->within, within);
    str_printf(out, _("起算 %s %s，期限%s"), at, event, within);
}

void explain_describe(const struct explain_line *line, const char *event, char *out, size_t size)
{
    struct str text = {0};
    char time[20];
    describe_time(line->kind == EXPLAIN_WAITING ? line->at : line->due, time);
    switch (line->kind) {
    case EXPLAIN_START:
        describe_start(&text, line, event);
        break;
    case EXPLAIN_NO_YEAR:
        str_printf(&text, _("注意：没有 %d 年节假日安排，只按周一至五推算，请补 calendar/%d.conf"),
                   line->year, line->year);
        break;
    case EXPLAIN_STEP:
        describe_step(&text, line);
        break;
    case EXPLAIN_PAUSE:
        describe_pause(&text, line);
        break;
    case EXPLAIN_EXTENSION:
        describe_extension(&text, line);
        break;
    case EXPLAIN_CHANGE:
        describe_change(&text, line);
        break;
    case EXPLAIN_DUE:
        str_printf(&text, _("应于 %s"), time);
        break;
    case EXPLAIN_WAITING:
        str_printf(&text, _("挂起 %s 起，尚未恢复，恢复时再顺延"), time);
        break;
    case EXPLAIN_DIFFERS:
        str_printf(&text, _("以当时算定的 %s 为准：之后日历或作息改过"), time);
        break;
    case EXPLAIN_MET:
    case EXPLAIN_DROPPED:
        describe_end(&text, line, event);
        break;
    }
    text_copy(out, size, str_text(&text));
    str_free(&text);
}

void explain_reason(const struct explain_line *line, char *out, size_t size)
{
    struct str text = {0};
    if (line->pause != NULL) {
        add_reason(&text, line->pause->reason, line->pause->badge, line->pause->approved_by);
    } else if (line->extension != NULL) {
        add_reason(&text, line->extension->reason, line->extension->badge, line->extension->approved_by);
    } else if (line->change != NULL) {
        add_reason(&text, line->change->reason, line->change->badge, "");
    }
    text_copy(out, size, str_text(&text));
    str_free(&text);
}
