#ifndef ZUOXI_DESK_BACKUP_H
#define ZUOXI_DESK_BACKUP_H

/*
 * Backups: a checked copy of the live database as one file of mode 0600, and beside it FILE.sha256, which
 * sha256sum -c understands and whose first line says what the copy holds. A file stands at its name only when
 * it is whole, checked and on the disk. Slow (seconds a gigabyte): for a process of its own.
 */

#include "zuoxi/base/path.h"
#include "zuoxi/base/sha256.h"
#include "zuoxi/desk/desk.h"
#include "zuoxi/domain/rotation.h"
#include "zuoxi/store/snapshot.h"
#include "zuoxi/store/verify.h"

#define BACKUP_NAME_SIZE 80

enum backup_phase { BACKUP_COPY, BACKUP_CHECK, BACKUP_DIGEST, BACKUP_KEEP, BACKUP_RESTORE };
const char *backup_phase_label(enum backup_phase phase); /* 复制, translated */
/* Told as it goes on, percent of the phase; false cancels (copying only). May be NULL. */
struct backup_watch {
    bool (*each)(void *context, enum backup_phase phase, int percent);
    void *context;
};

struct backup_file {
    char path[PATH_SIZE];
    struct snapshot holds; /* at 0: it is not known */
    int64_t bytes;         /* of the file */
    char sha256[SHA256_HEX_SIZE];
    bool is_whole;      /* FILE.sha256 is the program's and tells its size */
    int64_t checked_at; /* UTC of the last backup_check, 0: none since it was made */
    int findings;       /* of that */
};

/* Make one at path, which must be free (STATUS_CONFLICT); audited, and noted as the last good one. */
enum status backup_make(struct desk *desk, const char *path, const struct backup_watch *watch,
                        struct backup_file *made, struct err *err);
/* The same under a name by the time in a directory, which must be there: zuoxi-20261122-031500.db. */
enum status backup_make_in(struct desk *desk, const char *directory, const struct backup_watch *watch,
                           struct backup_file *made, struct err *err);
/*
 * The backups of such names in a directory, the newest first; owned by the caller. The contents are not read.
 */
enum status backup_list(struct desk *desk, const char *directory, struct backup_file **files, size_t *count,
                        struct err *err);
/*
 * Remove those that rotation does not let stay: only whole ones of the program's own, never the newest. Call
 * it after a good one was made. *removed = how many.
 */
enum status backup_rotate(struct desk *desk, const char *directory, const struct rotation *rotation,
                          size_t *removed, struct err *err);
/* When the last good one was made, UTC, and its path; *at 0: never. Anybody who is signed in may know. */
enum status backup_last(struct desk *desk, int64_t *at, char path[PATH_SIZE], struct err *err);
/*
 * *hours since the last good one where backups are configured and it is older than backup_hours, −1 when
 * there was none; 0: all is well. backup_warning says it in words, '' when all is well.
 */
enum status backup_overdue(struct desk *desk, int64_t *hours, struct err *err);
enum status backup_warning(struct desk *desk, char *text, size_t size, struct err *err);

/*
 * Check one as verify_copy does: a line in findings for each thing that is wrong. Audited, and remembered for
 * backup_list.
 */
enum status backup_check(struct desk *desk, const char *path, const struct verify_watch *watch,
                         struct str *findings, struct err *err);
/*
 * Read FILE.sha256 beside a copy and compare. STATUS_NOT_FOUND: there is none; STATUS_CORRUPT: the file is
 * another one than was written.
 */
enum status backup_prove(const char *path, const struct backup_watch *watch, struct backup_file *file,
                         struct err *err);

struct restore_request {
    const char *path;     /* the backup */
    const char *database; /* what it replaces; may be missing or damaged, must be its owner's or root's */
    struct backup_watch watch;
};
struct restore_result {
    struct backup_file from;
    bool is_proven;                  /* its SHA-256 was at hand and is right */
    char kept[PATH_SIZE];            /* what was there before, '' when nothing was */
    int64_t hooks_put_aside;         /* notifications that may have been delivered after the backup */
    int64_t cases_before, cases_now; /* −1: could not be counted */
    struct err mark_left;            /* STATUS_OK, or why the audit's old mark is still in its place */
};
/*
 * Put a backup back. The desk is only what the rest is read from (settings …); no database is open in it.
 * STATUS_BUSY while any desk has the database open. A kill at any time leaves the old one or the new one.
 */
enum status backup_restore(const struct desk *desk, const struct restore_request *request,
                           struct restore_result *result, struct err *err);

#endif
