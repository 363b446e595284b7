/* Checking a backup, and remembering what was found. */

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "backup_private.h"
#include "zuoxi/base/text.h"
#include "zuoxi/desk/task.h"
#include "zuoxi/desk/verify.h"

#define CHECKS_KEY   "backup_checks" /* meta: "a1b2… 1795342500 0" a line, the newest first */
#define CHECKS_MAX   40
#define CHECKS_SIZE  4096
#define SHORT_DIGEST 16

struct check {
    const struct backup_file *file;
    int64_t at;
    int findings;
};

static int count_lines(const char *text)
{
    int count = 0;
    for (; (text = strchr(text, '\n')) != NULL; text++) {
        count++;
    }
    return count;
}

/* task_work: the line, and the verdict in the place of the one before it. */
static enum status note_checked(struct desk *desk, void *argument, int64_t *result, struct err *err)
{
    const struct check *check = argument;
    const struct backup_file *file = check->file;
    char before[CHECKS_SIZE], after[CHECKS_SIZE], note[PATH_SIZE + 40];
    int count = 1;
    *result = 0;
    enum status status = store_meta(desk->store, CHECKS_KEY, before, sizeof(before), err);
    text_format(after, sizeof(after), "%.*s %" PRId64 " %d\n", SHORT_DIGEST, file->sha256, check->at,
                check->findings);
    for (const char *line = before; *line != '\0' && count < CHECKS_MAX;) {
        size_t length = strcspn(line, "\n");
        if (strncmp(line, file->sha256, SHORT_DIGEST) != 0) {
            char copy[80];
            text_format(copy, sizeof(copy), "%.*s\n", (int)length, line);
            text_append(after, sizeof(after), copy);
            count++;
        }
        line += length + (line[length] == '\n');
    }
    if (status == STATUS_OK && file->sha256[0] != '\0') {
        status = store_set_meta(desk->store, CHECKS_KEY, after, err);
    }
    text_format(note, sizeof(note), "%d %s", check->findings, file->path);
    return status == STATUS_OK ? desk_audit(desk, "backup.check", "backup", 0, NULL, NULL, NULL, note, err)
                               : status;
}

enum status backup_check(struct desk *desk, const char *path, const struct verify_watch *watch,
                         struct str *findings, struct err *err)
{
    struct backup_file file = {.bytes = -1};
    bool is_proven = false;
    enum status status = desk_allow(desk, RIGHT_BACKUP, err);
    if (status == STATUS_OK) {
        status = verify_copy(path, desk->clock, watch, findings, &is_proven, err);
    }
    if (status != STATUS_OK) {
        return status;
    }
    text_copy(file.path, sizeof(file.path), path);
    backup_read_proof(&file);
    struct check check = {&file, clock_now(desk->clock), count_lines(str_text(findings))};
    return task_run(desk, note_checked, &check, NULL, BACKUP_WAIT_MS, NULL, err);
}

enum status backup_add_verdicts(struct desk *desk, struct backup_file *files, size_t count, struct err *err)
{
    char checks[CHECKS_SIZE];
    enum status status = store_meta(desk->store, CHECKS_KEY, checks, sizeof(checks), err);
    for (const char *line = checks; status == STATUS_OK && *line != '\0';) {
        for (size_t i = 0; i < count; i++) {
            struct backup_file *file = &files[i];
            if (file->sha256[0] != '\0' && strncmp(file->sha256, line, SHORT_DIGEST) == 0) {
                sscanf(line + SHORT_DIGEST, "%" SCNd64 " %d", &file->checked_at, &file->findings);
            }
        }
        line += strcspn(line, "\n");
        line += *line == '\n';
    }
    return status;
}
