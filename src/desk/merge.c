#include "zuoxi/desk/merge.h"

#include <stdlib.h>
#include <string.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/store/merge_store.h"
#include "zuoxi/store/record.h"

#define PARTS_MAX 32

enum status merge_duplicates(struct desk *desk, struct duplicate_cursor *cursor, size_t max,
                             struct duplicate_group *groups, size_t *count, struct err *err)
{
    *count = 0;
    enum status status = desk_allow(desk, RIGHT_CUSTOMER_READ, err);
    return status == STATUS_OK ? duplicate_store_next(desk->store, cursor, max, groups, count, err) : status;
}

const char *merge_reason(enum duplicate_kind kind)
{
    static const char *const reasons[DUPLICATE_KINDS] = {
        [DUPLICATE_PHONE] = N_("同一电话"),
        [DUPLICATE_ADDRESS] = N_("同一地址"),
        [DUPLICATE_NAME] = N_("同楼同名"),
    };
    return kind < DUPLICATE_KINDS ? _(reasons[kind]) : _("不是重复");
}

enum status merge_candidates(struct desk *desk, const struct customer *customer, size_t max,
                             struct customer_row *rows, size_t *count, struct err *err)
{
    *count = 0;
    enum status status = desk_allow(desk, RIGHT_CUSTOMER_READ, err);
    return status == STATUS_OK ? duplicate_store_of(desk->store, customer, max, rows, count, err) : status;
}

/* Numbers and the notes that stand behind them. */
static bool is_phone(const struct field *field)
{
    return strncmp(field->name, "phone", strlen("phone")) == 0;
}

bool merge_is_choice(const struct field *field, const struct customer *kept, const struct customer *dropped)
{
    return !is_phone(field) && (field->flags & FIELD_FIXED) == 0 && field_differs(field, kept, dropped);
}

void merge_begin(const struct customer *kept, const struct customer *dropped, struct merge *merge)
{
    *merge = (struct merge){.kept_id = kept->head.id,
                            .dropped_id = dropped->head.id,
                            .kept_version = kept->head.version,
                            .dropped_version = dropped->head.version};
    for (size_t i = 0; i < customer_fields.count; i++) {
        const struct field *field = &customer_fields.fields[i];
        merge->takes[i] = merge_is_choice(field, kept, dropped) && field_is_empty(field, kept);
    }
    request_make(merge->request);
}

static bool has_phone(const struct customer *customer, const char *number)
{
    for (size_t i = 0; i < customer_fields.count; i++) {
        const struct field *field = &customer_fields.fields[i];
        if ((field->flags & FIELD_PHONE) != 0 && strcmp(field_text_const(field, customer), number) == 0) {
            return true;
        }
    }
    return false;
}

/* A number with its note into the first free place; without one it still finds the kept one through the
 * other's row. A note is the field behind its number. */
static void add_phone(const struct field *from, const struct customer *dropped, struct customer *result)
{
    for (size_t i = 0; i + 1 < customer_fields.count; i++) {
        const struct field *field = &customer_fields.fields[i];
        if ((field->flags & FIELD_PHONE) != 0 && field_is_empty(field, result)) {
            text_copy(field_text(field, result), field->size, field_text_const(from, dropped));
            text_copy(field_text(field + 1, result), field[1].size, field_text_const(from + 1, dropped));
            return;
        }
    }
}

void merge_result(const struct customer *kept, const struct customer *dropped, const struct merge *merge,
                  struct customer *result)
{
    *result = *kept;
    for (size_t i = 0; i < customer_fields.count; i++) {
        const struct field *field = &customer_fields.fields[i];
        const char *from = (const char *)dropped + field->offset;
        if (merge->takes[i] && merge_is_choice(field, kept, dropped)) {
            memcpy((char *)result + field->offset, from, field->size);
        } else if ((field->flags & FIELD_PHONE) != 0 && from[0] != '\0' && !has_phone(result, from)) {
            add_phone(field, dropped, result);
        }
    }
}

enum status merge_describe(struct desk *desk, int64_t dropped_id, struct str *out, struct err *err)
{
    static const char *const labels[] = {N_("工单"), N_("联系"), N_("预约回复"), N_("公告回电")};
    int64_t counts[sizeof(labels) / sizeof(labels[0])] = {0};
    enum status status = desk_allow(desk, RIGHT_CUSTOMER_READ, err);
    if (status == STATUS_OK) {
        status = merge_store_count(desk->store, dropped_id, counts, err);
    }
    for (size_t i = 0; merge_tables[i] != NULL && status == STATUS_OK; i++) {
        str_printf(out, "%s%s %lld", i > 0 ? "、" : "", _(labels[i]), (long long)counts[i]);
    }
    return status;
}

/* The fields that differ, as `before` has them: name, 0, text, 0 … */
static void pack(const struct customer *before, const struct customer *after, struct str *out)
{
    for (size_t i = 0; i < customer_fields.count; i++) {
        const struct field *field = &customer_fields.fields[i];
        if (field_differs(field, before, after)) {
            str_add(out, field->name);
            str_add_char(out, '\0');
            field_format(field, before, out);
            str_add_char(out, '\0');
        }
    }
}

static enum status unpack(const struct str *packed, struct customer *customer, struct err *err)
{
    enum status status = STATUS_OK;
    for (size_t at = 0; at < packed->length && status == STATUS_OK;) {
        const struct field *field = field_find(&customer_fields, packed->bytes + at);
        at += strlen(packed->bytes + at) + 1;
        status = field == NULL ? err_set(err, STATUS_BUG, _("合并的记录看不懂"))
                               : field_parse(field, customer, packed->bytes + at, err);
        at += strlen(packed->bytes + at) + 1;
    }
    return status;
}

/* Both sides as they stand and as they will: large, so not on the stack. */
struct pair {
    struct customer kept, dropped, kept_after, dropped_after;
    struct merge_row row;
};

static enum status load_pair(struct desk *desk, int64_t kept_id, int64_t dropped_id, struct pair *pair,
                             struct err *err)
{
    enum status status = record_load(desk->store, &customer_fields, kept_id, &pair->kept, err);
    if (status == STATUS_OK) {
        status = record_load(desk->store, &customer_fields, dropped_id, &pair->dropped, err);
    }
    pair->kept_after = pair->kept;
    pair->dropped_after = pair->dropped;
    return status;
}

static enum status check_pair(const struct merge *merge, const struct pair *pair, struct err *err)
{
    if (merge->kept_id == merge->dropped_id) {
        return err_set(err, STATUS_INVALID, _("不能把一户并入它自己"));
    }
    if (pair->kept.merged_into != 0 || pair->dropped.merged_into != 0) {
        return err_set(err, STATUS_CONFLICT, _("其中一户已经并入别的用户"));
    }
    if (pair->kept.head.version != merge->kept_version ||
        pair->dropped.head.version != merge->dropped_version) {
        err_set(err, STATUS_CONFLICT, _("其中一户刚被他人改过"));
        return err_advise(err, _("请重新打开后再合并"));
    }
    return STATUS_OK;
}

/* Write both, which moves their versions on. */
static enum status update_pair(struct desk *desk, struct pair *pair, struct err *err)
{
    enum status status =
        record_update(desk->store, &customer_fields, &pair->dropped, &pair->dropped_after, NULL, err);
    return status == STATUS_OK
               ? record_update(desk->store, &customer_fields, &pair->kept, &pair->kept_after, NULL, err)
               : status;
}

static enum status audit(struct desk *desk, const char *action, const struct pair *pair, int64_t moved,
                         struct err *err)
{
    char note[160];
    text_format(note, sizeof(note), "customer=%lld account=%s moved=%lld", (long long)pair->dropped.head.id,
                pair->dropped.account, (long long)moved);
    return desk_audit(desk, action, "customer", pair->kept.head.id, &customer_fields, &pair->kept,
                      &pair->kept_after, note, err);
}

static enum status write_merge(struct desk *desk, const struct merge *merge, struct pair *pair,
                               struct err *err)
{
    int64_t moved = 0;
    struct merge_row *row = &pair->row;
    merge_result(&pair->kept, &pair->dropped, merge, &pair->kept_after);
    if (strcmp(pair->kept_after.account, pair->dropped.account) == 0 && pair->dropped.account[0] != '\0') {
        /* A 户号 stands once; the one that is given up stays to be found by. */
        text_copy(pair->dropped_after.account, sizeof(pair->dropped_after.account), pair->kept.account);
    }
    pair->dropped_after.merged_into = merge->kept_id;
    pack(&pair->kept, &pair->kept_after, &row->kept_before);
    pack(&pair->dropped, &pair->dropped_after, &row->dropped_before);
    enum status status = field_check(&customer_fields, &pair->kept_after, NULL, err);
    if (status == STATUS_OK) {
        status = update_pair(desk, pair, err);
    }
    row->kept_id = merge->kept_id;
    row->dropped_id = merge->dropped_id;
    row->kept_version = pair->kept_after.head.version;
    row->dropped_version = pair->dropped_after.head.version;
    row->at = clock_now(desk->clock);
    text_copy(row->badge, sizeof(row->badge), desk->actor.badge);
    if (status == STATUS_OK) {
        status = merge_store_add(desk->store, row, err);
    }
    if (status == STATUS_OK) {
        status = merge_store_move(desk->store, row, &moved, err);
    }
    return status == STATUS_OK ? audit(desk, "customer.merge", pair, moved, err) : status;
}

enum status merge_run(struct desk *desk, void *argument, int64_t *kept_id, struct err *err)
{
    const struct merge *merge = argument;
    *kept_id = merge->kept_id;
    enum status status = desk_allow(desk, RIGHT_CUSTOMER_MERGE, err);
    if (status != STATUS_OK) {
        return status;
    }
    struct pair *pair = mem_new(1, sizeof(*pair));
    status = load_pair(desk, merge->kept_id, merge->dropped_id, pair, err);
    if (status == STATUS_OK) {
        status = check_pair(merge, pair, err);
    }
    if (status == STATUS_OK) {
        status = write_merge(desk, merge, pair, err);
    }
    merge_row_clear(&pair->row);
    free(pair);
    return status;
}

static enum status write_undo(struct desk *desk, struct pair *pair, struct err *err)
{
    int64_t moved = 0;
    enum status status = unpack(&pair->row.kept_before, &pair->kept_after, err);
    if (status == STATUS_OK) {
        status = unpack(&pair->row.dropped_before, &pair->dropped_after, err);
    }
    if (status == STATUS_OK) {
        status = update_pair(desk, pair, err);
    }
    if (status == STATUS_OK) {
        status = merge_store_move_back(desk->store, &pair->row, &moved, err);
    }
    if (status == STATUS_OK) {
        status = merge_store_undo(desk->store, pair->row.id, clock_now(desk->clock), err);
    }
    return status == STATUS_OK ? audit(desk, "customer.unmerge", pair, moved, err) : status;
}

enum status merge_undo(struct desk *desk, void *argument, int64_t *dropped_id, struct err *err)
{
    const struct unmerge *unmerge = argument;
    *dropped_id = unmerge->dropped_id;
    enum status status = desk_allow(desk, RIGHT_CUSTOMER_MERGE, err);
    if (status != STATUS_OK) {
        return status;
    }
    struct pair *pair = mem_new(1, sizeof(*pair));
    status = merge_store_of(desk->store, unmerge->dropped_id, &pair->row, err);
    if (status == STATUS_OK) {
        status = load_pair(desk, pair->row.kept_id, pair->row.dropped_id, pair, err);
    }
    if (status == STATUS_OK && (pair->kept.head.version != pair->row.kept_version ||
                                pair->dropped.head.version != pair->row.dropped_version)) {
        status = err_set(err, STATUS_CONFLICT, _("合并之后这一户又改过，不能撤销合并"));
        err_advise(err, _("要分开，请新建一户"));
    }
    if (status == STATUS_OK) {
        status = write_undo(desk, pair, err);
    }
    merge_row_clear(&pair->row);
    free(pair);
    return status;
}

enum status merge_parts(struct desk *desk, int64_t kept_id, size_t max, struct customer *parts, size_t *count,
                        struct err *err)
{
    int64_t ids[PARTS_MAX];
    size_t found = 0;
    *count = 0;
    enum status status = desk_allow(desk, RIGHT_CUSTOMER_READ, err);
    if (status == STATUS_OK) {
        status = merge_store_into(desk->store, kept_id, max < PARTS_MAX ? max : PARTS_MAX, ids, &found, err);
    }
    for (size_t i = 0; i < found && status == STATUS_OK; i++) {
        status = record_load(desk->store, &customer_fields, ids[i], &parts[i], err);
        *count += status == STATUS_OK;
    }
    return status;
}
