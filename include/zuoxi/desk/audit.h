#ifndef ZUOXI_DESK_AUDIT_H
#define ZUOXI_DESK_AUDIT_H

/*
 * Reading the audit (RIGHT_AUDIT_READ): filtered lines, what one changed field by field, all of them into a
 * file. Whoever keeps the audit does no casework: phones, names and addresses are shown masked everywhere
 * here, erased values as such, and lines about confidential cases only to who may read those.
 */

#include "zuoxi/base/path.h"
#include "zuoxi/desk/task.h"
#include "zuoxi/store/audit_find.h"
#include "zuoxi/store/audit_mark.h"

/* The filter as a person types it; '' everything. */
struct audit_wish {
    char badge[21];
    char action[81];          /* part of a label (修改), or a code (case.edit) */
    char object[81];          /* a case number, or a 户号 */
    char from[24], until[24]; /* days: "2026-11-21", "11-21"; until that day's end */
    char words[121];
};

struct audit_view_row {
    struct audit_row row;
    char subject[64]; /* 工单 20261121-0007, 账号 1001 … */
};

/* Understand the wish and begin. STATUS_INVALID says what is not understood, and the nearest name. */
enum status audit_view_begin(struct desk *desk, const struct audit_wish *wish, struct audit_finder *finder,
                             struct err *err);
/* One step of some milliseconds; finder->is_done at the end. */
enum status audit_view_step(struct desk *desk, struct audit_finder *finder, struct audit_view_row *rows,
                            size_t max, size_t *count, struct err *err);
/* 修改工单; a move by the profile's label. Borrowed. */
const char *audit_view_action(const struct desk *desk, const char *action);
/* "姓名：李** → 王**\n…": each value of the line, a line a field. Appends. */
enum status audit_view_changes(struct desk *desk, const struct audit_row *row, struct str *out,
                               struct err *err);

/* The filtered lines as CSV, in steps: a file made anew (0600), told to the audit before its first line. */
struct audit_export {
    char path[PATH_SIZE];
    struct audit_finder finder;
    int64_t lines, all; /* written; looked through in all */
    int fd;             /* −1: not open */
    struct str text;
};
/* path '' makes a name in the directory of exports (print_directory, else the person's documents). */
enum status audit_export_begin(struct desk *desk, const struct audit_wish *wish, const char *path,
                               struct audit_export *export, struct err *err);
/* One step; export->finder.is_done and the file closed when it is whole. A failure removes the file. */
enum status audit_export_step(struct desk *desk, struct audit_export *export, struct err *err);
/* Percent of the lines looked through. */
int audit_export_percent(const struct audit_export *export);
void audit_export_end(struct audit_export *export); /* a file that is not whole is removed */

/* How the audit stands to the file outside (slow: reads every point of it). */
enum status audit_mark_state(struct desk *desk, struct audit_mark_report *report, struct err *err);
/* task_work: argument = const char *, why. Begins the file outside anew; the old one is kept beside it. */
enum status audit_mark_renew(struct desk *desk, void *argument, int64_t *result, struct err *err);

#endif
