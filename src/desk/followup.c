#include "zuoxi/desk/followup.h"

#include <stdlib.h>
#include <string.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/domain/workday.h"
#include "zuoxi/store/record.h"

static struct optional given(int64_t value)
{
    return (struct optional){.value = value, .given = true};
}

const struct followup_place *followup_place(const struct desk *desk, const char *name)
{
    const struct settings *settings = desk->settings;
    for (size_t i = 0; i < settings->followup_count; i++) {
        if (strcmp(settings->followups[i].name, name) == 0) {
            return &settings->followups[i];
        }
    }
    return NULL;
}

int64_t followup_number(const struct desk *desk, const char *name)
{
    const struct followup_place *place = followup_place(desk, name);
    return place == NULL ? 0 : place - desk->settings->followups + 1;
}

/* The day the place is due, by what was done there last. */
static enum status find_due(struct desk *desk, const struct followup_place *place, struct followup *last,
                            int *due, struct err *err)
{
    enum status status = followup_store_last(desk->store, place->name, last, err);
    int due_on = last->due_on.given ? date_of(last->due_on.value) : 0;
    int held = last->made_at.given ? date_of(last->made_at.value) : 0;
    *due = followup_due(&desk->settings->followup_rule, place->since, held > due_on ? held : due_on,
                        date_of(clock_now(desk->clock)));
    return status;
}

static enum status count_attempts(struct desk *desk, struct followup_row *row, struct err *err)
{
    struct followup *past = mem_new(FOLLOWUP_HISTORY, sizeof(*past));
    size_t count;
    enum status status =
        followup_store_list(desk->store, row->place->name, FOLLOWUP_HISTORY, past, &count, err);
    row->attempts = 0;
    while (status == STATUS_OK && row->attempts < count && !past[row->attempts].is_done) {
        row->attempts++;
    }
    row->attempt = past[0];
    free(past);
    return status;
}

static int by_due(const void *left, const void *right)
{
    const struct followup_row *a = left, *b = right;
    if (a->due != b->due) {
        return a->due < b->due ? -1 : 1;
    }
    return a->place < b->place ? -1 : a->place > b->place; /* as the configuration lists them */
}

enum status followup_list(struct desk *desk, size_t max, struct followup_row *rows, size_t *count,
                          struct err *err)
{
    const struct settings *settings = desk->settings;
    int today = date_of(clock_now(desk->clock));
    *count = 0;
    enum status status = desk_allow(desk, RIGHT_CASE_READ, err);
    for (size_t i = 0; i < settings->followup_count && *count < max && status == STATUS_OK; i++) {
        struct followup_row *row = &rows[*count];
        row->place = &settings->followups[i];
        status = find_due(desk, row->place, &row->last, &row->due, err);
        if (status == STATUS_OK && row->due <= today) {
            status = count_attempts(desk, row, err);
            (*count)++;
        }
    }
    qsort(rows, *count, sizeof(*rows), by_due);
    return status;
}

enum status followup_count_due(struct desk *desk, size_t *count, struct err *err)
{
    const struct settings *settings = desk->settings;
    int today = date_of(clock_now(desk->clock));
    enum status status = desk_allow(desk, RIGHT_CASE_READ, err);
    *count = 0;
    for (size_t i = 0; i < settings->followup_count && status == STATUS_OK; i++) {
        struct followup last;
        int due;
        status = find_due(desk, &settings->followups[i], &last, &due, err);
        *count += status == STATUS_OK && due <= today;
    }
    return status;
}

static void make_callback(const struct followup_row *due, struct callback_row *row)
{
    const struct followup_place *place = due->place;
    const struct followup *shown = due->attempts > 0 ? &due->attempt : &due->last;
    *row = (struct callback_row){.due = date_at(date_next(due->due), 0) - 1,
                                 .attempts = (int64_t)due->attempts,
                                 .last_at = shown->made_at.value};
    text_copy(row->place, sizeof(row->place), place->name);
    text_copy(row->unit, sizeof(row->unit), place->name);
    text_copy(row->name, sizeof(row->name), place->contact);
    text_copy(row->phone, sizeof(row->phone), place->phone);
    text_copy(row->address, sizeof(row->address), place->kind);
    text_copy(row->last_reached, sizeof(row->last_reached), shown->reached);
    text_copy(row->last_satisfaction, sizeof(row->last_satisfaction), shown->satisfaction);
}

enum status followup_callbacks(struct desk *desk, size_t max, struct callback_row *rows, size_t *count,
                               struct err *err)
{
    size_t most = max < desk->settings->followup_count ? max : desk->settings->followup_count;
    *count = 0;
    if (most == 0) {
        return STATUS_OK;
    }
    struct followup_row *due = mem_new(most, sizeof(*due));
    enum status status = followup_list(desk, most, due, count, err);
    for (size_t i = 0; i < *count; i++) {
        make_callback(&due[i], &rows[i]);
    }
    free(due);
    return status;
}

enum status followup_history(struct desk *desk, const char *place, size_t max, struct followup *followups,
                             size_t *count, struct err *err)
{
    *count = 0;
    enum status status = desk_allow(desk, RIGHT_CASE_READ, err);
    return status == STATUS_OK ? followup_store_list(desk->store, place, max, followups, count, err) : status;
}

enum status followup_load(struct desk *desk, int64_t id, struct followup *followup, struct err *err)
{
    enum status status = desk_allow(desk, RIGHT_CASE_READ, err);
    return status == STATUS_OK ? record_load(desk->store, &followup_fields, id, followup, err) : status;
}

static enum status require_place(const struct desk *desk, const char *name,
                                 const struct followup_place **place, struct err *err)
{
    *place = followup_place(desk, name);
    if (*place != NULL) {
        return STATUS_OK;
    }
    err_set(err, STATUS_NOT_FOUND, _("配置里已没有定期回访“%s”"), name);
    return err_advise(err, _("请管理员看 zuoxi.conf 的 followup"));
}

enum status followup_begin(struct desk *desk, const char *name, struct followup_edit *edit, struct err *err)
{
    const struct followup_place *place;
    struct followup last;
    int due;
    *edit = (struct followup_edit){.opened_at = clock_now(desk->clock)};
    enum status status = desk_allow(desk, RIGHT_CONTACT_SAVE, err);
    if (status == STATUS_OK) {
        status = require_place(desk, name, &place, err);
    }
    if (status == STATUS_OK) {
        status = find_due(desk, place, &last, &due, err);
    }
    if (status == STATUS_OK) {
        request_make(edit->request);
        text_copy(edit->after.place, sizeof(edit->after.place), name);
        edit->after.due_on = given(date_at(due, 0));
        edit->before = edit->after;
    }
    return status;
}

/* Nobody else has done it since the form was opened. */
static enum status check_due(struct desk *desk, const struct followup *followup, struct err *err)
{
    const struct followup_place *place;
    struct followup last;
    int due;
    enum status status = require_place(desk, followup->place, &place, err);
    if (status == STATUS_OK) {
        status = find_due(desk, place, &last, &due, err);
    }
    if (status == STATUS_OK && last.head.id != 0 && due > date_of(followup->due_on.value)) {
        return err_set(err, STATUS_CONFLICT, _("“%s”这一次已由 %s 回访过"), followup->place, last.badge);
    }
    return status;
}

bool followup_is_bad(const struct desk *desk, const struct followup *followup)
{
    const struct choice *answer = profile_choice(desk->profile, SET_SATISFACTION, followup->satisfaction);
    return answer != NULL && answer->is_redo;
}

/* What belongs to an answer, and what to none. */
static enum status check_answer(const struct desk *desk, const struct followup *followup, struct err *err)
{
    bool is_rated = followup->satisfaction[0] != '\0';
    if (followup->is_done && !is_rated) {
        return err_set(err, STATUS_INVALID, _("接通了，请问满意度"));
    }
    if (!followup->is_done && is_rated) {
        return err_set(err, STATUS_INVALID, _("没有接通就没有满意度，请清空或改接通情况"));
    }
    if (followup_is_bad(desk, followup) && field_is_blank(field_find(&followup_fields, "remark"), followup)) {
        return err_set(err, STATUS_INVALID, _("请写下哪里不满意"));
    }
    return STATUS_OK;
}

enum status followup_record(struct desk *desk, void *argument, int64_t *id, struct err *err)
{
    struct followup followup = ((const struct followup_edit *)argument)->after; /* a copy: a try may fail */
    const struct choice *reached = profile_choice(desk->profile, SET_REACHED, followup.reached);
    followup.head = (struct record_head){0};
    followup.made_at = given(clock_now(desk->clock));
    followup.is_done = reached != NULL && reached->is_talk;
    text_copy(followup.badge, sizeof(followup.badge), desk->actor.badge);
    enum status status = desk_allow(desk, RIGHT_CONTACT_SAVE, err);
    if (status == STATUS_OK) {
        status = field_check(&followup_fields, &followup, NULL, err);
    }
    if (status == STATUS_OK) {
        status = profile_check_codes(desk->profile, &followup_fields, &followup, NULL, err);
    }
    if (status == STATUS_OK) {
        status = check_answer(desk, &followup, err);
    }
    if (status == STATUS_OK) {
        status = check_due(desk, &followup, err);
    }
    if (status == STATUS_OK) {
        status = record_insert(desk->store, &followup_fields, &followup, err);
    }
    *id = followup.head.id;
    if (status == STATUS_OK) {
        status = desk_audit(desk, "followup.record", "followup", *id, &followup_fields, NULL, &followup, NULL,
                            err);
    }
    return status;
}
