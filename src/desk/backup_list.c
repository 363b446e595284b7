/* The backups of a directory, and which of them go. */

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "backup_private.h"
#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"

/* zuoxi-20261122-031500.db, as backup_make_in names them. */
static bool is_backup_name(const char *name)
{
    const char *pattern = BACKUP_BEGINS "########-######.db";
    for (; *pattern != '\0' && *name != '\0'; pattern++, name++) {
        bool fits = *pattern == '#' ? *name >= '0' && *name <= '9' : *name == *pattern;
        if (!fits) {
            return false;
        }
    }
    return *pattern == *name;
}

/* By the name, which tells the local time: nobody's clock or touch(1) changes the order. */
static int newest_first(const void *left, const void *right)
{
    const struct backup_file *a = left, *b = right;
    return a->holds.at != b->holds.at && a->is_whole && b->is_whole ? (a->holds.at < b->holds.at ? 1 : -1)
                                                                    : strcmp(b->path, a->path);
}

enum status backup_list(struct desk *desk, const char *directory, struct backup_file **files, size_t *count,
                        struct err *err)
{
    size_t capacity = 0;
    const struct dirent *entry;
    *files = NULL;
    *count = 0;
    enum status status = desk_allow(desk, RIGHT_BACKUP, err);
    if (status != STATUS_OK) {
        return status;
    }
    DIR *entries = opendir(directory);
    if (entries == NULL) {
        return path_error(err, _("打开"), directory);
    }
    while ((entry = readdir(entries)) != NULL) {
        if (!is_backup_name(entry->d_name)) {
            continue;
        }
        mem_reserve((void **)files, &capacity, *count + 1, sizeof(**files));
        struct backup_file *file = &(*files)[(*count)++];
        *file = (struct backup_file){.bytes = -1};
        text_format(file->path, sizeof(file->path), "%s/%s", directory, entry->d_name);
        backup_read_proof(file);
    }
    closedir(entries);
    if (*count > 1) {
        qsort(*files, *count, sizeof(**files), newest_first);
    }
    return backup_add_verdicts(desk, *files, *count, err);
}

/* The file first: a proof without its file misleads nobody, a file without its proof would stay for ever. */
static enum status remove_one(const struct backup_file *file, struct err *err)
{
    if (unlink(file->path) != 0 && errno != ENOENT) {
        return path_error(err, _("删除"), file->path);
    }
    backup_remove_proof(file->path);
    return STATUS_OK;
}

enum status backup_rotate(struct desk *desk, const char *directory, const struct rotation *rotation,
                          size_t *removed, struct err *err)
{
    struct backup_file *files = NULL;
    size_t count = 0, whole = 0;
    *removed = 0;
    enum status status = backup_list(desk, directory, &files, &count, err);
    int64_t *times = mem_new(count + 1, sizeof(*times));
    bool *stays = mem_new(count + 1, sizeof(*stays));
    /* What is not whole, or not ours, neither takes a place nor goes. */
    for (size_t i = 0; i < count; i++) {
        if (files[i].is_whole) {
            files[whole] = files[i];
            times[whole++] = files[i].holds.at;
        }
    }
    rotation_choose(rotation, times, whole, stays);
    for (size_t i = 0; i < whole && status == STATUS_OK; i++) {
        if (!stays[i]) {
            status = remove_one(&files[i], err);
            *removed += status == STATUS_OK;
        }
    }
    free(stays);
    free(times);
    free(files);
    return status;
}
