#include "zuoxi/desk/roster.h"

#include <stdlib.h>
#include <string.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/base/str.h"
#include "zuoxi/base/text.h"
#include "zuoxi/domain/workday.h"
#include "zuoxi/store/people_store.h"

#define LATELY_DAYS 31

enum status roster_people(struct desk *desk, struct roster_person *people, size_t *count, struct err *err)
{
    struct person *all = mem_new(ROSTER_PEOPLE_MAX, sizeof(*all));
    size_t read = 0;
    *count = 0;
    enum status status = desk_allow(desk, RIGHT_ROSTER_READ, err);
    if (status == STATUS_OK) {
        status = people_store_list(desk->store, all, ROSTER_PEOPLE_MAX, &read, err);
    }
    for (size_t i = 0; i < read && status == STATUS_OK; i++) {
        if (all[i].is_active && (all[i].role == ROLE_OPERATOR || all[i].role == ROLE_LEAD)) {
            struct roster_person *person = &people[(*count)++];
            text_copy(person->badge, sizeof(person->badge), all[i].badge);
            text_copy(person->name, sizeof(person->name), all[i].name);
            person->role = all[i].role;
        }
    }
    explicit_bzero(all, ROSTER_PEOPLE_MAX * sizeof(*all));
    free(all);
    return status;
}

enum status roster_load(struct desk *desk, int from, int until, struct roster_rows *rows, struct err *err)
{
    rows->count = 0;
    enum status status = desk_allow(desk, RIGHT_ROSTER_READ, err);
    return status == STATUS_OK ? roster_store_load(desk->store, from, until, rows, err) : status;
}

struct roster_edit *roster_edit_new(size_t count)
{
    struct roster_edit *edit = mem_new(1, sizeof(*edit) + count * sizeof(edit->changes[0]));
    edit->count = count;
    request_make(edit->request);
    return edit;
}

static void add_date(struct str *out, int date)
{
    str_printf(out, "%04d-%02d-%02d", date / 10000, date / 100 % 100, date % 100);
}

static enum status check_change(struct desk *desk, const struct roster_change *change, struct err *err)
{
    struct person person;
    if (!date_is_valid(change->date)) {
        return err_set(err, STATUS_INVALID, _("班表里没有 %d 这一天"), change->date);
    }
    if (!roster_is_known(settings_shifts(desk->settings), change->after)) {
        return err_set(err, STATUS_INVALID, _("没有班次“%s”"), change->after);
    }
    enum status status = people_store_find(desk->store, change->badge, &person, err);
    explicit_bzero(person.hash, sizeof(person.hash));
    if (status == STATUS_OK && (!person.is_active || person.role == ROLE_ADMIN) && change->after[0] != '\0') {
        return err_set(err, STATUS_INVALID, _("工号 %s 不是在用的坐席或班长，不能排班"), change->badge);
    }
    return status;
}

/* Set one day; nothing when it stands so already. */
static enum status apply(struct desk *desk, const struct roster_change *change, struct str *note,
                         int64_t *count, struct err *err)
{
    char stored[ROSTER_PLAN_SIZE] = "";
    enum status status = check_change(desk, change, err);
    if (status == STATUS_OK) {
        status = roster_store_plan(desk->store, change->date, change->badge, stored, err);
    }
    if (status != STATUS_OK || strcmp(stored, change->after) == 0) {
        return status;
    }
    if (!change->is_any && strcmp(stored, change->before) != 0) {
        err_set(err, STATUS_CONFLICT, _("%d 月 %d 日 %s 已被别人改成“%s”"), change->date / 100 % 100,
                change->date % 100, change->badge, roster_plan_label(stored));
        return err_advise(err, _("请看清现在的班表，再改"));
    }
    status = roster_store_set(desk->store, change->date, change->badge, change->after, err);
    str_add(note, note->length > 0 ? "；" : "");
    add_date(note, change->date);
    str_printf(note, " %s %s→%s", change->badge, roster_plan_label(stored), roster_plan_label(change->after));
    ++*count;
    return status;
}

enum status roster_set(struct desk *desk, void *argument, int64_t *id, struct err *err)
{
    const struct roster_edit *edit = argument;
    struct str note = {0};
    *id = 0;
    enum status status = desk_allow(desk, RIGHT_ROSTER_EDIT, err);
    for (size_t i = 0; i < edit->count && status == STATUS_OK; i++) {
        status = apply(desk, &edit->changes[i], &note, id, err);
    }
    if (status == STATUS_OK && *id > 0) {
        status = desk_audit(desk, "roster.set", "roster", *id, NULL, NULL, NULL, str_text(&note), err);
    }
    str_free(&note);
    return status;
}

void roster_finding_text(const struct roster_finding *finding, char *out, size_t size)
{
    int month = finding->date / 100 % 100, day = finding->date % 100;
    switch (finding->problem) {
    case ROSTER_GAP:
        text_format(out, size, _("%02d-%02d %s 缺 %d 人（要 %d 人）"), month, day, finding->shift->name,
                    finding->need - finding->have, finding->need);
        break;
    case ROSTER_DOUBLE:
        text_format(out, size, _("%02d-%02d %s：%s 连班（前一班 %02d-%02d %s）"), month, day,
                    finding->shift->name, finding->badge, finding->first_date / 100 % 100,
                    finding->first_date % 100, finding->first->name);
        break;
    case ROSTER_UNKNOWN:
        text_format(out, size, _("%02d-%02d %s：没有班次“%s”"), month, day, finding->badge, finding->plan);
        break;
    }
}

static int days_from(int date, int days)
{
    for (; days > 0; days--) {
        date = date_next(date);
    }
    for (; days < 0; days++) {
        date = date_previous(date);
    }
    return date;
}

enum status roster_in_use(struct desk *desk, bool *is_in_use, struct err *err)
{
    int today = date_of(clock_now(desk->clock));
    int date = 0;
    enum status status = desk_allow(desk, RIGHT_ROSTER_READ, err);
    if (status == STATUS_OK) {
        status = roster_store_newest(desk->store, &date, err);
    }
    *is_in_use = date >= days_from(today, -LATELY_DAYS);
    return status;
}

/* What is over already is nothing to be warned of. Takes it out of the first `kept`, returns how many went.
 */
static size_t drop_past(struct roster_finding *findings, size_t kept, int64_t now)
{
    size_t stays = 0;
    for (size_t i = 0; i < kept; i++) {
        const struct shift *shift = findings[i].shift;
        if (shift == NULL || shift_end(shift, findings[i].date) > now) {
            findings[stays++] = findings[i];
        }
    }
    return kept - stays;
}

enum status roster_warnings(struct desk *desk, struct roster_finding *findings, size_t max, size_t *total,
                            struct err *err)
{
    struct roster_rules rules = settings_roster_rules(desk->settings);
    int today = date_of(clock_now(desk->clock)), last = days_from(today, desk->settings->roster_days);
    struct roster_rows rows = {0};
    bool is_in_use = false;
    *total = 0;
    enum status status = desk_allow(desk, RIGHT_ROSTER_READ, err);
    if (status == STATUS_OK) {
        status = roster_in_use(desk, &is_in_use, err);
    }
    if (status != STATUS_OK || !is_in_use || desk->settings->roster_days == 0) {
        return status;
    }
    status = roster_store_load(desk->store, date_previous(today), date_next(last), &rows, err);
    if (status == STATUS_OK) {
        *total = roster_check(&rules, roster_of(&rows), today, last, findings, max);
        *total -= drop_past(findings, *total < max ? *total : max, clock_now(desk->clock));
    }
    roster_rows_clear(&rows);
    return status;
}
