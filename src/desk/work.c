#include "zuoxi/desk/work.h"

#include <string.h>

#include "zuoxi/base/text.h"
#include "zuoxi/desk/roster.h"
#include "zuoxi/store/people_store.h"

struct counting {
    struct work_row *rows;
    size_t count;
};

static struct work_row *row_of(struct counting *counting, const char *badge)
{
    size_t at = 1; /* the first is the shift's */
    while (at < counting->count && strcmp(counting->rows[at].badge, badge) < 0) {
        at++;
    }
    if (at < counting->count && strcmp(counting->rows[at].badge, badge) == 0) {
        return &counting->rows[at];
    }
    if (counting->count == WORK_ROWS_MAX) {
        return NULL;
    }
    struct work_row *row = &counting->rows[at];
    memmove(row + 1, row, (counting->count++ - at) * sizeof(*row));
    *row = (struct work_row){.counts = {0}};
    text_copy(row->badge, sizeof(row->badge), badge);
    return row;
}

static void count_line(void *context, const char *badge, const char *action)
{
    struct counting *counting = context;
    enum work_column column = work_column_of(action);
    struct work_row *row = column != WORK_COLUMNS ? row_of(counting, badge) : NULL;
    if (row != NULL) {
        row->counts[column]++;
        counting->rows[0].counts[column]++;
    }
}

static enum status add_planned(struct desk *desk, struct shift_turn turn, struct counting *counting,
                               struct err *err)
{
    struct roster_rows rows = {0};
    enum status status = roster_store_load(desk->store, turn.date, turn.date, &rows, err);
    for (size_t i = 0; i < rows.count && status == STATUS_OK; i++) {
        if (roster_has(rows.items[i].plan, turn.shift->name)) {
            row_of(counting, rows.items[i].badge);
        }
    }
    roster_rows_clear(&rows);
    return status;
}

static enum status add_words(struct desk *desk, struct shift_turn turn, struct counting *counting,
                             struct err *err)
{
    enum status status = STATUS_OK;
    for (size_t i = 0; i < counting->count && status == STATUS_OK; i++) {
        struct work_row *row = &counting->rows[i];
        struct person person;
        status = people_store_find(desk->store, row->badge, &person, err);
        if (status == STATUS_OK) {
            text_copy(row->name, sizeof(row->name), person.name);
        } else if (status != STATUS_NOT_FOUND) { /* the shift's row is nobody's */
            return status;
        }
        status = work_store_remark(desk->store, turn.date, turn.shift->name, row->badge, &row->remark, err);
    }
    return status;
}

enum status work_report(struct desk *desk, struct shift_turn turn, struct work_row *rows, size_t *count,
                        struct err *err)
{
    struct counting counting = {.rows = rows, .count = 1};
    rows[0] = (struct work_row){.counts = {0}};
    text_copy(rows[0].name, sizeof(rows[0].name), _("全班"));
    enum status status = desk_allow(desk, RIGHT_ROSTER_READ, err);
    if (status == STATUS_OK) {
        status = add_planned(desk, turn, &counting, err);
    }
    if (status == STATUS_OK) {
        status = work_store_walk(desk->store, shift_begin(turn.shift, turn.date),
                                 shift_end(turn.shift, turn.date), count_line, &counting, err);
    }
    if (status == STATUS_OK) {
        status = add_words(desk, turn, &counting, err);
    }
    *count = status == STATUS_OK ? counting.count : 0;
    return status;
}

enum status work_change(struct desk *desk, void *argument, int64_t *id, struct err *err)
{
    const struct work_change *change = argument;
    struct work_remark_row row;
    struct rights_object remark = {.is_own = strcmp(change->badge, desk->actor.badge) == 0};
    *id = change->date;
    enum status status = change->is_signing ? desk_allow(desk, RIGHT_ROSTER_EDIT, err)
                                            : desk_allow_on(desk, RIGHT_WORK_REMARK, &remark, err);
    if (status == STATUS_OK) {
        status = work_store_remark(desk->store, change->date, change->shift, change->badge, &row, err);
    }
    if (status == STATUS_OK && row.signed_at != 0) {
        status = err_set(err, STATUS_CONFLICT, _("这份日报 %s 已经签字，不能再改"), row.signed_by);
    }
    if (status != STATUS_OK) {
        return status;
    }
    if (change->is_signing) {
        row.signed_at = clock_now(desk->clock);
        text_copy(row.signed_by, sizeof(row.signed_by), desk->actor.badge);
    } else {
        text_copy(row.remarks, sizeof(row.remarks), change->remarks);
    }
    status = work_store_set(desk->store, change->date, change->shift, change->badge, &row, err);
    if (status == STATUS_OK) {
        status = roster_store_move_on(desk->store, err);
    }
    char note[1400];
    text_format(note, sizeof(note), "%s %s %s", change->shift, change->badge, row.remarks);
    return status == STATUS_OK ? desk_audit(desk, change->is_signing ? "work.sign" : "work.remark", "work",
                                            change->date, NULL, NULL, NULL, note, err)
                               : status;
}
