#include "zuoxi/base/part.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "zuoxi/base/text.h"

#define READ_SIZE 65536

/* What an SQLite that was killed leaves beside a file, and what a store makes there. */
static const char *const leavings[] = {"-wal", "-shm", "-journal", ".lock", ".audit", ""};

static enum status refuse_existing(const char *path, struct err *err)
{
    err_set(err, STATUS_CONFLICT, _("文件已存在，不会覆盖"));
    err_where(err, "%s", path);
    return err_advise(err, _("请换一个文件名"));
}

static void remove_with_leavings(const char *temporary)
{
    for (size_t i = 0; i < sizeof(leavings) / sizeof(leavings[0]); i++) {
        struct str name = {0};
        str_printf(&name, "%s%s", temporary, leavings[i]);
        unlink(str_text(&name));
        str_free(&name);
    }
}

/* True when nobody makes it: it is gone then. */
static bool remove_abandoned(const char *temporary)
{
    int fd = open(temporary, O_RDWR | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    bool is_abandoned = fd >= 0 ? flock(fd, LOCK_EX | LOCK_NB) == 0 : errno == ENOENT;
    if (is_abandoned && fd >= 0) {
        remove_with_leavings(temporary);
    }
    if (fd >= 0) {
        close(fd);
    }
    return is_abandoned;
}

enum status part_open(struct part *part, const char *path, struct err *err)
{
    part->fd = -1;
    if (!text_copy(part->path, sizeof(part->path), path) ||
        !text_format(part->temporary, sizeof(part->temporary), "%s" PART_ENDING, path)) {
        return err_set(err, STATUS_INVALID, _("路径太长"));
    }
    if (access(path, F_OK) == 0) {
        return refuse_existing(path, err);
    }
    if (!remove_abandoned(part->temporary)) {
        err_set(err, STATUS_BUSY, _("另一个进程正在写这个文件，或它不归本用户"));
        return err_where(err, "%s", part->temporary);
    }
    part->fd = open(part->temporary, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (part->fd < 0) {
        return path_error(err, _("创建"), part->temporary);
    }
    flock(part->fd, LOCK_EX | LOCK_NB); /* made here a moment ago: nobody else has it */
    return STATUS_OK;
}

/* Nothing is ever overwritten; where the file system cannot promise that, it was looked at a moment ago. */
static bool take_place(const struct part *part)
{
    if (renameat2(AT_FDCWD, part->temporary, AT_FDCWD, part->path, RENAME_NOREPLACE) == 0) {
        return true;
    }
    return (errno == EINVAL || errno == ENOSYS) && access(part->path, F_OK) != 0 &&
           rename(part->temporary, part->path) == 0;
}

enum status part_publish(struct part *part, struct err *err)
{
    if (fsync(part->fd) != 0) {
        return path_error(err, _("写入"), part->temporary);
    }
    if (!take_place(part)) {
        return errno == EEXIST ? refuse_existing(part->path, err) : path_error(err, _("写入"), part->path);
    }
    close(part->fd);
    part->fd = -1;
    return path_sync_directory(part->path, err);
}

void part_drop(struct part *part)
{
    if (part->fd >= 0) {
        remove_with_leavings(part->temporary);
        close(part->fd);
        part->fd = -1;
    }
}

static bool is_temporary(const char *name, const char *begins)
{
    size_t length = strlen(name), ending = strlen(PART_ENDING);
    return length > ending && strcmp(name + length - ending, PART_ENDING) == 0 &&
           strncmp(name, begins, strlen(begins)) == 0;
}

void part_sweep(const char *directory, const char *begins)
{
    DIR *entries = opendir(directory);
    const struct dirent *entry;
    while (entries != NULL && (entry = readdir(entries)) != NULL) {
        struct str path = {0};
        str_printf(&path, "%s/%s", directory, entry->d_name);
        if (is_temporary(entry->d_name, begins)) {
            remove_abandoned(str_text(&path));
        }
        str_free(&path);
    }
    if (entries != NULL) {
        closedir(entries);
    }
}

enum status part_digest(int fd, const char *path, char hex[SHA256_HEX_SIZE], struct err *err)
{
    unsigned char bytes[READ_SIZE], digest[SHA256_SIZE];
    struct sha256 sha;
    off_t at = 0;
    ssize_t got;
    sha256_init(&sha);
    posix_fadvise(fd, 0, 0, POSIX_FADV_DONTNEED);
    while ((got = pread(fd, bytes, sizeof(bytes), at)) > 0 || (got < 0 && errno == EINTR)) {
        sha256_add(&sha, bytes, got > 0 ? (size_t)got : 0);
        at += got > 0 ? got : 0;
    }
    if (got < 0) {
        return path_error(err, _("读取"), path);
    }
    posix_fadvise(fd, 0, 0, POSIX_FADV_DONTNEED); /* nobody else wants it: leave the memory to the desks */
    sha256_end(&sha, digest);
    sha256_hex(digest, hex);
    return STATUS_OK;
}
