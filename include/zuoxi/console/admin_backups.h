#ifndef ZUOXI_CONSOLE_ADMIN_BACKUPS_H
#define ZUOXI_CONSOLE_ADMIN_BACKUPS_H

/* The page of backups: its state (admin_backups.c keeps it), and what is shown of it (admin_backups_draw.c).
 */

#include "zuoxi/console/list_page.h"
#include "zuoxi/desk/backup_job.h"

#define BACKUPS_HEAD_ROWS 3
#define BACKUPS_FOOT_ROWS 4
#define BACKUPS_COLUMNS   7

struct backups_page {
    struct list_page page;         /* rows: struct backup_file */
    struct backup_job list, work;  /* reading the directory; making or checking one */
    int list_fd, work_fd;          /* watched, −1: none */
    int64_t room, last_at, minute; /* free on that disk; of the last good one; looked at */
    char warning[200];
    bool is_stale;                 /* asked for again while the directory was being read */
    struct err trouble;            /* why the directory cannot be read */
    char checked[PATH_SIZE];       /* what work is checking, or checked last */
    struct str unshown;            /* what that found, until it has been on top of the page */
    char wanted[BACKUP_NAME_SIZE]; /* the row to stand on once they are read, '' where it was */
};

extern const struct list_column backups_columns[BACKUPS_COLUMNS];

/* For struct list_page_kind. */
void backups_cell(void *page, size_t index, size_t column, char *out, size_t size, enum style *style);
void backups_head(struct view *view, struct canvas *canvas);
void backups_foot(struct view *view, struct canvas *canvas, int y);
/* The whole page; where there is nothing to list, how to begin. */
void backups_draw(struct view *view, struct canvas *canvas, bool has_focus);
/* All that is known of a file, and how it is restored. */
void backups_describe(const struct backups_page *page, const struct backup_file *file, struct str *out);
/* "12.3 MB". */
void backups_size(int64_t bytes, char *out, size_t size);
const char *backups_name(const struct backup_file *file); /* without its directory */
bool backups_is_configured(const struct backups_page *page);

#endif
