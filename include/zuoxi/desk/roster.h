#ifndef ZUOXI_DESK_ROSTER_H
#define ZUOXI_DESK_ROSTER_H

/*
 * The roster (排班, spec R4.1): who works when, set by a lead, warned of ahead. Reading needs
 * RIGHT_ROSTER_READ, changing RIGHT_ROSTER_EDIT.
 */

#include "zuoxi/desk/task.h"
#include "zuoxi/store/roster_store.h"

#define ROSTER_PEOPLE_MAX 256

/* Somebody who can be on the roster: an active operator or lead. */
struct roster_person {
    char badge[21];
    char name[4 * 40 + 1];
    enum role role;
};
/* By badge, at most ROSTER_PEOPLE_MAX. */
enum status roster_people(struct desk *desk, struct roster_person *people, size_t *count, struct err *err);
/* Packed dates, both inside; rows is emptied first, owned by the caller. */
enum status roster_load(struct desk *desk, int from, int until, struct roster_rows *rows, struct err *err);

struct roster_change {
    int date;
    char badge[21];
    char before[ROSTER_PLAN_SIZE]; /* what the person saw there */
    char after[ROSTER_PLAN_SIZE];
    bool is_any; /* whatever stands there now: an import */
};
struct roster_edit {
    char request[REQUEST_ID_SIZE];
    size_t count;
    struct roster_change changes[]; /* in one transaction, all or none */
};
/* Zeroed, with a fresh request id; the caller frees it. */
struct roster_edit *roster_edit_new(size_t count);
/*
 * task_work: argument = struct roster_edit *; *id = how many days became other ones. STATUS_CONFLICT when
 * somebody else has changed one of them meanwhile.
 */
enum status roster_set(struct desk *desk, void *argument, int64_t *id, struct err *err);

/* What a finding says: "11-22 夜班 缺 1 人", "11-22 早班：1001 连班（前一班 11-21 中班）". */
void roster_finding_text(const struct roster_finding *finding, char *out, size_t size);
/* Has the roster been used lately or is it filled ahead? One that never was is no source of warnings. */
enum status roster_in_use(struct desk *desk, bool *is_in_use, struct err *err);
/* What is wrong from today on for settings->roster_days; none when it is not in use. *total may exceed max.
 */
enum status roster_warnings(struct desk *desk, struct roster_finding *findings, size_t max, size_t *total,
                            struct err *err);

/*
 * A month ("2026-11": packed 202611) as a table that spreadsheets open right: 工号, 姓名, then a column a
 * day. Appends UTF-8 with its mark.
 */
enum status roster_export(struct desk *desk, int month, struct str *out, struct err *err);
/*
 * Read such a table (UTF-8 or GB18030), or one of rows 日期,工号,班次. All or nothing: STATUS_INVALID
 * with every problem as a line in problems. *edit is to be given to roster_set and freed.
 */
enum status roster_import_read(struct desk *desk, const char *path, struct roster_edit **edit,
                               struct str *problems, struct err *err);

#endif
