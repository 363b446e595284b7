#ifndef ZUOXI_DESK_CASE_SHEET_H
#define ZUOXI_DESK_CASE_SHEET_H

/* The task sheet of a case (任务单, R2.11): filled in as the profile writes it, and told of when it leaves
 * the house. */

#include "zuoxi/base/path.h"
#include "zuoxi/desk/casework.h"
#include "zuoxi/domain/sheet.h"

/*
 * The sheet of a case as this person may see it (phones masked for those who may not see them); cleared by
 * the caller with sheet_clear. STATUS_FAILED where the profile has none. Looking at it leaves no audit line.
 */
enum status case_sheet_make(struct desk *desk, int64_t case_id, struct sheet *sheet, struct err *err);

struct sheet_print {
    int64_t id;   /* of the case, or of what else was printed */
    char way[12]; /* how it left: "text", "html", "print" */
    char request[REQUEST_ID_SIZE];
};
/* task_work: the one audit line of a sheet that was printed or written to a file. */
enum status case_sheet_printed(struct desk *desk, void *argument, int64_t *case_id, struct err *err);

/*
 * Write bytes to a new file DIRECTORY/STEM.EXTENSION, or STEM-2.EXTENSION … when that is there: mode 0600,
 * never over another one, never through a link. directory '' : `print_directory`, else the person's documents
 * (XDG_DOCUMENTS_DIR of the environment or ~/Documents), else the home directory. path is filled for the
 * message.
 */
enum status case_sheet_write(const struct desk *desk, const char *stem, const char *extension,
                             const char *bytes, size_t length, char path[PATH_SIZE], struct err *err);

#endif
