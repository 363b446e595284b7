#ifndef ZUOXI_DESK_BACKUP_PRIVATE_H
#define ZUOXI_DESK_BACKUP_PRIVATE_H

/* What backup*.c share. */

#include "zuoxi/base/part.h"
#include "zuoxi/desk/backup.h"

#define BACKUP_BEGINS  "zuoxi-"
#define BACKUP_WAIT_MS 30000 /* how long a backup queues to say that it was made */

/* Pages copied into a part, told as percent and sent to the disk as they come, so that no desk's sync waits
 * for a gigabyte at the end. */
struct backup_copying {
    const struct backup_watch *watch;
    enum backup_phase phase;
    int fd;
    int64_t sent; /* pages */
};
bool backup_copied(void *copying, int64_t done, int64_t total);
void backup_tell(const struct backup_watch *watch, enum backup_phase phase, int percent);

/* FILE.sha256: write it for a file that is about to stand at file->path; read it (is_whole). */
enum status backup_write_proof(const struct backup_file *file, struct err *err);
void backup_read_proof(struct backup_file *file);
void backup_remove_proof(const char *path);
/* What backup_check found of each of them when it last looked. */
enum status backup_add_verdicts(struct desk *desk, struct backup_file *files, size_t count, struct err *err);
/* The value of the meta row "backup_last". */
void backup_last_text(const struct backup_file *file, char *out, size_t size);

#endif
