#include "zuoxi/desk/board.h"

#include <stdlib.h>
#include <string.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/base/str.h"
#include "zuoxi/base/text.h"
#include "zuoxi/desk/cluster.h"
#include "zuoxi/desk/correct.h"
#include "zuoxi/desk/hook.h"
#include "zuoxi/domain/area.h"
#include "zuoxi/store/record.h"

static const char *default_kind(const struct profile *profile)
{
    const struct choices *kinds = &profile->sets[SET_NOTICE];
    for (size_t i = 0; i < kinds->count; i++) {
        if (kinds->items[i].is_default) {
            return kinds->items[i].code;
        }
    }
    return kinds->count > 0 ? kinds->items[0].code : "";
}

void board_begin(struct desk *desk, struct notice_change *change, const struct notice *notice)
{
    memset(change, 0, sizeof(*change));
    change->opened_at = clock_now(desk->clock);
    request_make(change->request);
    if (notice != NULL) {
        change->before = change->after = *notice;
        return;
    }
    struct notice *fresh = &change->after;
    text_copy(fresh->kind, sizeof(fresh->kind), default_kind(desk->profile));
    fresh->start_at = (struct optional){.value = change->opened_at / 60 * 60, .given = true};
    change->before = change->after;
}

static enum status refuse(const char **field, const char *name, struct err *err, const char *text)
{
    if (field != NULL) {
        *field = name;
    }
    err_set(err, STATUS_INVALID, "%s", text);
    return err_where(err, "%s", name);
}

/* A list of buildings that names none would mean everybody. */
static bool is_understood(const struct notice *notice)
{
    struct area area;
    area_parse(&area, notice->buildings, "", "");
    bool has_spots = area.spot_count > 0;
    area_clear(&area);
    return has_spots || notice->buildings[strspn(notice->buildings, " ")] == '\0';
}

enum status board_check(const struct desk *desk, const struct notice *notice, const char **field,
                        struct err *err)
{
    const struct field *first = NULL;
    enum status status = field_check(&notice_fields, notice, &first, err);
    if (status == STATUS_OK) {
        status = profile_check_codes(desk->profile, &notice_fields, notice, NULL, err);
    }
    if (field != NULL) {
        *field = first != NULL ? first->name : status != STATUS_OK ? "kind" : NULL;
    }
    if (status != STATUS_OK) {
        return status;
    }
    if (!notice->start_at.given) {
        return refuse(field, "start_at", err, _("请填写开始时间"));
    }
    if (notice->expected_at.given && notice->expected_at.value <= notice->start_at.value) {
        return refuse(field, "expected_at", err, _("预计结束应晚于开始"));
    }
    if (!is_understood(notice)) {
        return refuse(field, "buildings", err,
                      _("小区楼栋里没有认出小区，写法如 和平里3-5号楼、7号楼；阳光城"));
    }
    return STATUS_OK;
}

/* One line in the log, and word to everybody who looks at the board. */
static enum status write_change(struct desk *desk, const char *action, const struct notice *before,
                                struct notice *after, bool is_new_text, const char *note, struct err *err)
{
    enum status status = record_update(desk->store, &notice_fields, before, after, NULL, err);
    if (status == STATUS_OK) {
        status = notice_store_changed(desk->store, after, is_new_text, err);
    }
    if (status == STATUS_OK) {
        status = desk_audit(desk, action, "notice", after->head.id, &notice_fields, before, after, note, err);
    }
    return status;
}

static enum status post(struct desk *desk, const struct notice_change *change, int64_t *id, struct err *err)
{
    struct notice *notice = mem_new(1, sizeof(*notice));
    int64_t now = clock_now(desk->clock);
    char note[80] = "";
    bool is_new;
    *notice = change->after;
    notice->head = (struct record_head){0};
    notice->ended_at = (struct optional){0};
    notice->posted_at = (struct optional){.value = now, .given = true};
    text_copy(notice->author, sizeof(notice->author), desk->actor.badge);
    enum status status = record_insert(desk->store, &notice_fields, notice, err);
    *id = notice->head.id;
    if (status == STATUS_OK) { /* who wrote it has read it */
        status = notice_store_mark_read(desk->store, *id, desk->actor.badge, now, &is_new, err);
    }
    if (status == STATUS_OK && change->cluster_id != 0) {
        int64_t count = 0;
        status = cluster_take_notice(desk, change->cluster_id, *id, &count, err);
        text_format(note, sizeof(note), _("关联工单 %lld 张"), (long long)count);
    }
    if (status == STATUS_OK) {
        status = desk_audit(desk, "notice.post", "notice", *id, &notice_fields, NULL, notice,
                            note[0] != '\0' ? note : NULL, err);
    }
    if (status == STATUS_OK) {
        status = hook_notice(desk, notice, false, err);
    }
    free(notice);
    return status;
}

static bool is_later(const struct optional *before, const struct optional *after)
{
    return before->given && after->given && after->value > before->value;
}

/* Everybody attached who wants it is to be called; said in the log. */
static enum status call_all(struct desk *desk, int64_t id, char *note, size_t size, struct err *err)
{
    int64_t count = 0;
    enum status status = notice_store_call_all(desk->store, id, &count, err);
    text_format(note, size, _("待回电 %lld 户"), (long long)count);
    return status;
}

/* What those who have read it would have to read again. */
static bool is_new_text(const struct notice *before, const struct notice *after)
{
    static const char *const names[] = {"kind", "title", "buildings", "stations", "say", "is_must_read"};
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        if (field_differs(field_find(&notice_fields, names[i]), before, after)) {
            return true;
        }
    }
    return false;
}

static enum status correct(struct desk *desk, const struct notice_change *change, struct err *err)
{
    struct notice *current = mem_new(2, sizeof(*current)), *merged = current + 1;
    char note[80] = "";
    enum status status = record_load(desk->store, &notice_fields, change->before.head.id, current, err);
    if (status == STATUS_OK) {
        status = correct_merge(&notice_fields, &change->before, &change->after, current, merged, err);
    }
    if (status == STATUS_OK) {
        status = board_check(desk, merged, NULL, err);
    }
    bool is_delayed = !current->ended_at.given && is_later(&current->expected_at, &merged->expected_at);
    if (status == STATUS_OK && is_delayed) {
        status = call_all(desk, merged->head.id, note, sizeof(note), err);
    }
    if (status == STATUS_OK) {
        status = write_change(desk, "notice.correct", current, merged, is_new_text(current, merged),
                              note[0] != '\0' ? note : NULL, err);
    }
    free(current);
    return status;
}

enum status board_save(struct desk *desk, void *argument, int64_t *id, struct err *err)
{
    const struct notice_change *change = argument;
    *id = change->before.head.id;
    enum status status = desk_allow(desk, RIGHT_NOTICE_POST, err);
    if (status == STATUS_OK) {
        status = board_check(desk, &change->after, NULL, err);
    }
    if (status != STATUS_OK) {
        return status;
    }
    return *id == 0 ? post(desk, change, id, err) : correct(desk, change, err);
}

/* Load, let `set` put the new time in, call everybody, write. */
static enum status change_end(struct desk *desk, const struct notice_end *end, const char *action,
                              enum status (*set)(const struct desk *desk, int64_t at, struct notice *notice,
                                                 struct err *err),
                              struct err *err)
{
    struct notice *before = mem_new(2, sizeof(*before)), *after = before + 1;
    char note[80] = "";
    enum status status = desk_allow(desk, RIGHT_NOTICE_POST, err);
    if (status == STATUS_OK) {
        status = record_load(desk->store, &notice_fields, end->id, before, err);
    }
    if (status == STATUS_OK && before->ended_at.given) {
        status = err_set(err, STATUS_INVALID, _("这条公告已经结束"));
    }
    *after = *before;
    if (status == STATUS_OK) {
        status = set(desk, end->at, after, err);
    }
    if (status == STATUS_OK) {
        status = call_all(desk, end->id, note, sizeof(note), err);
    }
    if (status == STATUS_OK) {
        status = write_change(desk, action, before, after, false, note, err);
    }
    if (status == STATUS_OK && after->ended_at.given) {
        status = hook_notice(desk, after, true, err);
    }
    free(before);
    return status;
}

static enum status set_expected(const struct desk *desk, int64_t at, struct notice *notice, struct err *err)
{
    int64_t now = clock_now(desk->clock);
    if (at <= now || at <= notice->start_at.value) {
        return err_set(err, STATUS_INVALID, _("新的预计结束应晚于现在和开始时间"));
    }
    if (notice->expected_at.given && at <= notice->expected_at.value) {
        err_set(err, STATUS_INVALID, _("新的预计结束应晚于原来的"));
        return err_advise(err, _("要提前，请更正公告"));
    }
    notice->expected_at = (struct optional){.value = at, .given = true};
    return STATUS_OK;
}

static enum status set_ended(const struct desk *desk, int64_t at, struct notice *notice, struct err *err)
{
    int64_t now = clock_now(desk->clock);
    if (at > now) {
        return err_set(err, STATUS_INVALID, _("结束时间不能晚于现在"));
    }
    if (at != 0 && at < notice->start_at.value) {
        return err_set(err, STATUS_INVALID, _("结束时间不能早于开始"));
    }
    notice->ended_at = (struct optional){.value = at == 0 ? now : at, .given = true};
    return STATUS_OK;
}

enum status board_extend(struct desk *desk, void *argument, int64_t *id, struct err *err)
{
    *id = ((struct notice_end *)argument)->id;
    return change_end(desk, argument, "notice.extend", set_expected, err);
}

enum status board_close(struct desk *desk, void *argument, int64_t *id, struct err *err)
{
    *id = ((struct notice_end *)argument)->id;
    return change_end(desk, argument, "notice.close", set_ended, err);
}

enum status board_mark_read(struct desk *desk, void *argument, int64_t *id, struct err *err)
{
    bool is_new = false;
    *id = *(int64_t *)argument;
    enum status status = desk_allow(desk, RIGHT_NOTICE_READ, err);
    if (status == STATUS_OK) {
        status =
            notice_store_mark_read(desk->store, *id, desk->actor.badge, clock_now(desk->clock), &is_new, err);
    }
    if (status == STATUS_OK && is_new) {
        status = desk_audit(desk, "notice.read", "notice", *id, NULL, NULL, NULL, NULL, err);
    }
    return status;
}

enum status board_load(struct desk *desk, int64_t id, struct notice *notice, struct err *err)
{
    enum status status = desk_allow(desk, RIGHT_NOTICE_READ, err);
    return status == STATUS_OK ? record_load(desk->store, &notice_fields, id, notice, err) : status;
}

enum status board_list(struct desk *desk, const struct notice_row *after, size_t max, struct notice_row *rows,
                       size_t *count, struct err *err)
{
    *count = 0;
    enum status status = desk_allow(desk, RIGHT_NOTICE_READ, err);
    return status != STATUS_OK ? status
                               : notice_store_list(desk->store, clock_now(desk->clock), desk->actor.badge,
                                                   after, max, rows, count, err);
}

enum status board_counts(struct desk *desk, int64_t id, int64_t *calls, int64_t *due, struct err *err)
{
    enum status status = desk_allow(desk, RIGHT_NOTICE_READ, err);
    return status == STATUS_OK ? notice_store_counts(desk->store, id, calls, due, err) : status;
}

enum status board_readers(struct desk *desk, int64_t id, struct reader_row *rows, size_t max, size_t *count,
                          struct err *err)
{
    *count = 0;
    enum status status = desk_allow(desk, RIGHT_NOTICE_READ, err);
    return status == STATUS_OK ? notice_store_readers(desk->store, id, rows, max, count, err) : status;
}
