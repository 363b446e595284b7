#ifndef ZUOXI_DESK_BACKUP_JOB_H
#define ZUOXI_DESK_BACKUP_JOB_H

/*
 * Backups for a screen that must stay alive: a helper process lists, makes and checks them, or the database,
 * and tells how far it is. Whatever touches the backups' disk happens there, because that may be one that has
 * to spin up first.
 */

#include "zuoxi/base/child.h"
#include "zuoxi/desk/backup.h"

enum backup_work {
    BACKUP_WORK_LIST,   /* what backup_directory holds */
    BACKUP_WORK_MAKE,   /* one more there; then rotation */
    BACKUP_WORK_CHECK,  /* one of them: backup_check */
    BACKUP_WORK_VERIFY, /* the database in use, and the drafts */
    BACKUP_WORK_COUNT
};

struct backup_job {
    struct child child;
    enum backup_work work;
    bool is_running;
    bool has_told; /* how it ended */
    int percent;   /* of what it does now, −1: it does not say */
    char doing[80];
    struct backup_file *files; /* owned: those listed, newest first; the one made */
    size_t count, capacity;
    size_t removed;      /* by rotation */
    int64_t room;        /* bytes free on that disk, −1 unknown */
    struct str findings; /* of a check */
    struct err err;      /* how it ended */
};

/*
 * Start the helper, which acts as this desk's session; name: the file to check, within the directory. The
 * job is zeroed, or has ended. Poll child.fd and call backup_job_step.
 */
enum status backup_job_start(struct backup_job *job, struct desk *desk, enum backup_work work,
                             const char *name, struct err *err);
/* True once, when it has ended: err.status says how. */
bool backup_job_step(struct backup_job *job);
/* Kill it where it runs: what it was making is not there. Frees what the job owns. */
void backup_job_stop(struct backup_job *job);

/* The helper's own side: an order on fd 0, news on fd 1. Exit code. */
int backup_helper(const struct clock *clock);

#endif
