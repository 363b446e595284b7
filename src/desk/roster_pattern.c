#include "zuoxi/desk/roster_pattern.h"

#include <stdlib.h>
#include <string.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/domain/workday.h"

#define DAYS_MAX 366

enum status pattern_list(struct desk *desk, struct pattern_row *rows, size_t *count, struct err *err)
{
    *count = 0;
    enum status status = desk_allow(desk, RIGHT_ROSTER_READ, err);
    return status == STATUS_OK ? pattern_store_list(desk->store, rows, count, err) : status;
}

static int monday_of(int date)
{
    while (pattern_day(date) != 0) {
        date = date_previous(date);
    }
    return date;
}

/* Leave is one week's matter, no pattern. */
static enum status read_week(struct desk *desk, const struct pattern_save *save,
                             struct roster_pattern *pattern, struct err *err)
{
    struct roster_rows rows = {0};
    int date = monday_of(save->date), last = date;
    for (int day = 1; day < PATTERN_DAYS; day++) {
        last = date_next(last);
    }
    enum status status = roster_store_load(desk->store, date, last, &rows, err);
    for (int day = 0; day < PATTERN_DAYS && status == STATUS_OK; day++, date = date_next(date)) {
        for (size_t i = 0; i < save->people.count; i++) {
            const char *plan = roster_plan(roster_of(&rows), date, save->people.badges[i]);
            text_copy(pattern->plans[i][day], ROSTER_PLAN_SIZE, strcmp(plan, SHIFT_LEAVE) == 0 ? "" : plan);
        }
    }
    if (status == STATUS_OK && rows.count == 0) {
        err_set(err, STATUS_INVALID, _("这一周还没有排班，存不成模板"));
        status = err_advise(err, _("请把光标移到排好的一周"));
    }
    roster_rows_clear(&rows);
    return status;
}

static enum status check_save(struct desk *desk, const struct pattern_save *save, struct err *err)
{
    enum status status = desk_allow(desk, RIGHT_ROSTER_EDIT, err);
    if (status != STATUS_OK) {
        return status;
    }
    if (save->name[strspn(save->name, " ")] == '\0') {
        return err_set(err, STATUS_INVALID, _("请给模板起个名字"));
    }
    if (save->people.count == 0) {
        return err_set(err, STATUS_INVALID, _("模板里没有人"));
    }
    return date_is_valid(save->date) ? STATUS_OK
                                     : err_set(err, STATUS_INVALID, _("没有 %d 这一天"), save->date);
}

enum status pattern_save(struct desk *desk, void *argument, int64_t *id, struct err *err)
{
    const struct pattern_save *save = argument;
    struct roster_pattern *pattern = mem_new(1, sizeof(*pattern));
    *id = (int64_t)save->people.count;
    text_copy(pattern->name, sizeof(pattern->name), save->name);
    pattern->people = save->people.count;
    enum status status = check_save(desk, save, err);
    if (status == STATUS_OK) {
        status = read_week(desk, save, pattern, err);
    }
    if (status == STATUS_OK) {
        status = pattern_store_save(desk->store, pattern, err);
    }
    if (status == STATUS_OK) {
        status = desk_audit(desk, "roster.pattern", "roster", *id, NULL, NULL, NULL, save->name, err);
    }
    free(pattern);
    return status;
}

enum status pattern_drop(struct desk *desk, void *argument, int64_t *id, struct err *err)
{
    const struct pattern_drop *drop = argument;
    struct roster_pattern *pattern = mem_new(1, sizeof(*pattern));
    *id = 0;
    enum status status = desk_allow(desk, RIGHT_ROSTER_EDIT, err);
    if (status == STATUS_OK) {
        status = pattern_store_load(desk->store, drop->name, pattern, err);
    }
    if (status == STATUS_OK) {
        status = pattern_store_drop(desk->store, drop->name, err);
    }
    free(pattern);
    return status == STATUS_OK
               ? desk_audit(desk, "roster.pattern_drop", "roster", 0, NULL, NULL, NULL, drop->name, err)
               : status;
}

static enum status check_use(const struct pattern_use *use, int *days, struct err *err)
{
    *days = 0;
    if (!date_is_valid(use->from) || !date_is_valid(use->until) || use->until < use->from) {
        return err_set(err, STATUS_INVALID, _("套用的日期要从早到晚，写作 2026-11-23"));
    }
    for (int date = use->from; date <= use->until && *days <= DAYS_MAX; date = date_next(date)) {
        ++*days;
    }
    if (*days > DAYS_MAX) {
        return err_set(err, STATUS_INVALID, _("一次最多套用 %d 天"), DAYS_MAX);
    }
    return use->people.count > 0 ? STATUS_OK : err_set(err, STATUS_INVALID, _("没有选中的人"));
}

static void lay(const struct pattern_use *use, const struct roster_pattern *pattern, struct roster roster,
                struct roster_edit *edit)
{
    edit->count = 0;
    for (size_t i = 0; i < use->people.count; i++) {
        for (int date = use->from; date <= use->until; date = date_next(date)) {
            struct roster_change *change = &edit->changes[edit->count];
            const char *stored = roster_plan(roster, date, use->people.badges[i]);
            change->date = date;
            text_copy(change->badge, sizeof(change->badge), use->people.badges[i]);
            text_copy(change->before, sizeof(change->before), stored);
            text_copy(change->after, sizeof(change->after),
                      pattern_plan(pattern, i, use->from, date, use->rotate));
            edit->count += strcmp(stored, SHIFT_LEAVE) != 0;
        }
    }
}

enum status pattern_lay(struct desk *desk, const struct pattern_use *use, struct roster_edit **edit,
                        struct err *err)
{
    struct roster_pattern *pattern = mem_new(1, sizeof(*pattern));
    struct roster_rows rows = {0};
    int days = 0;
    *edit = NULL;
    enum status status = desk_allow(desk, RIGHT_ROSTER_EDIT, err);
    if (status == STATUS_OK) {
        status = check_use(use, &days, err);
    }
    if (status == STATUS_OK) {
        status = pattern_store_load(desk->store, use->name, pattern, err);
    }
    if (status == STATUS_OK) {
        status = roster_store_load(desk->store, use->from, use->until, &rows, err);
    }
    if (status == STATUS_OK) {
        *edit = roster_edit_new(use->people.count * (size_t)days + 1);
        lay(use, pattern, roster_of(&rows), *edit);
    }
    roster_rows_clear(&rows);
    free(pattern);
    return status;
}
