#include "zuoxi/base/path.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "zuoxi/base/text.h"

/* $HOME where it can be used; started by a service it may be missing, by runuser(1) it is root's still. */
static const char *path_home(void)
{
    const char *home = getenv("HOME");
    const struct passwd *account;

    if (home != NULL && home[0] == '/' && (access(home, X_OK) == 0 || errno != EACCES)) {
        return home;
    }
    account = getpwuid(geteuid());
    return account != NULL && account->pw_dir[0] == '/' ? account->pw_dir : "";
}

static void path_xdg(char out[PATH_SIZE], const char *variable, const char *fallback, const char *name)
{
    const char *base = getenv(variable);

    if (base != NULL && base[0] == '/') {
        text_format(out, PATH_SIZE, "%s/zuoxi%s%s", base, name[0] != '\0' ? "/" : "", name);
        return;
    }
    text_format(out, PATH_SIZE, "%s/%s/zuoxi%s%s", path_home(), fallback, name[0] != '\0' ? "/" : "", name);
}

void path_state(char out[PATH_SIZE], const char *name)
{
    path_xdg(out, "XDG_STATE_HOME", ".local/state", name);
}

void path_config(char out[PATH_SIZE], const char *name)
{
    path_xdg(out, "XDG_CONFIG_HOME", ".config", name);
}

/* XDG_DOCUMENTS_DIR="$HOME/文档" of the file that desktops keep; false where it says nothing. */
static bool read_user_dirs(char out[PATH_SIZE])
{
    static const char key[] = "XDG_DOCUMENTS_DIR=\"$HOME/";
    const char *config = getenv("XDG_CONFIG_HOME");
    char path[PATH_SIZE];
    struct str text = {0};
    if (config != NULL && config[0] == '/') {
        text_format(path, sizeof(path), "%s/user-dirs.dirs", config);
    } else {
        text_format(path, sizeof(path), "%s/.config/user-dirs.dirs", path_home());
    }
    const char *at = path_read(path, 65536, &text, NULL) == STATUS_OK ? strstr(str_text(&text), key) : NULL;
    if (at != NULL) {
        at += sizeof(key) - 1;
        text_format(out, PATH_SIZE, "%s/%.*s", path_home(), (int)strcspn(at, "\"\n"), at);
    }
    str_free(&text);
    return at != NULL;
}

void path_documents(char out[PATH_SIZE])
{
    const char *directory = getenv("XDG_DOCUMENTS_DIR");
    if (directory != NULL && directory[0] == '/') {
        text_copy(out, PATH_SIZE, directory);
    } else if (!read_user_dirs(out)) {
        text_format(out, PATH_SIZE, "%s/Documents", path_home());
    }
}

void path_shipped(char out[PATH_SIZE], const char *name)
{
    char binary[PATH_SIZE], tree[PATH_SIZE];
    ssize_t length = readlink("/proc/self/exe", binary, sizeof(binary) - 1);

    if (length > 0) {
        binary[length] = '\0';
        /* Run from the tree: build/zuoxi, or build/tests/room/test_x, has conf/ beside its build folder. */
        for (int up = 0; up < 4; up++) {
            char *slash = strrchr(binary, '/');

            if (slash == NULL) {
                break;
            }
            *slash = '\0';
            text_format(tree, sizeof(tree), "%.900s/conf/zuoxi.conf", binary);
            if (access(tree, R_OK) == 0) {
                text_format(out, PATH_SIZE, "%.800s/conf/%.200s", binary, name);
                return;
            }
        }
    }
    text_format(out, PATH_SIZE, "%s/conf/%s", ZUOXI_DATADIR, name);
}

enum status path_error(struct err *err, const char *operation, const char *path)
{
    int code = errno;
    enum status status = STATUS_IO;

    if (code == ENOSPC || code == EDQUOT) {
        status = STATUS_FULL;
    } else if (code == EROFS || code == EACCES || code == EPERM) {
        status = STATUS_READONLY;
    } else if (code == ENOENT || code == ENOTDIR) {
        status = STATUS_NOT_FOUND;
    }
    err_set(err, status, _("无法%s：%s"), operation, status == STATUS_FULL ? _("磁盘已满") : strerror(code));
    err_where(err, "%s", path);
    if (status == STATUS_FULL) {
        err_advise(err, _("磁盘已满，请清理空间；已输入的内容不会丢"));
    } else if (status == STATUS_READONLY) {
        err_advise(err, _("请检查文件和目录的权限"));
    }
    return status;
}

enum status path_make_directories(const char *path, struct err *err)
{
    char part[PATH_SIZE];

    if (!text_copy(part, sizeof(part), path)) {
        return err_set(err, STATUS_INVALID, _("路径太长"));
    }
    for (char *at = part + 1;; at++) {
        bool is_end = *at == '\0';

        if (*at != '/' && !is_end) {
            continue;
        }
        *at = '\0';
        if (mkdir(part, 0700) != 0 && errno != EEXIST) {
            return path_error(err, _("创建目录"), part);
        }
        if (is_end) {
            return STATUS_OK;
        }
        *at = '/';
    }
}

enum status path_make_parent(const char *path, struct err *err)
{
    char directory[PATH_SIZE];
    text_copy(directory, sizeof(directory), path);
    char *slash = strrchr(directory, '/');
    if (slash == NULL || slash == directory) {
        return STATUS_OK;
    }
    *slash = '\0';
    return path_make_directories(directory, err);
}

enum status path_read(const char *path, size_t limit, struct str *out, struct err *err)
{
    char buffer[16384];
    struct stat info;
    ssize_t got;
    enum status status = STATUS_OK;
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);

    if (fd < 0) {
        return path_error(err, _("打开"), path);
    }
    if (fstat(fd, &info) != 0 || !S_ISREG(info.st_mode)) {
        status = err_set(err, STATUS_INVALID, _("不是普通文件"));
        err_where(err, "%s", path);
    }
    while (status == STATUS_OK && (got = read(fd, buffer, sizeof(buffer))) != 0) {
        if (got < 0) {
            status = errno == EINTR ? STATUS_OK : path_error(err, _("读取"), path);
            continue;
        }
        if (out->length + (size_t)got > limit) {
            status = err_set(err, STATUS_INVALID, _("文件太大，超过 %zu 字节"), limit);
            err_where(err, "%s", path);
        } else {
            str_add_bytes(out, buffer, (size_t)got);
        }
    }
    close(fd);
    return status;
}

static bool write_all(int fd, const char *bytes, size_t length)
{
    while (length > 0) {
        ssize_t done = write(fd, bytes, length);

        if (done < 0 && errno == EINTR) {
            continue;
        }
        if (done <= 0) {
            return false;
        }
        bytes += done;
        length -= (size_t)done;
    }
    return true;
}

static bool sync_directory(const char *path)
{
    char copy[PATH_SIZE];
    int fd;
    bool is_synced;

    text_copy(copy, sizeof(copy), path);
    fd = open(dirname(copy), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0) {
        return false;
    }
    is_synced = fsync(fd) == 0;
    close(fd);
    return is_synced;
}

bool path_is_within(const char *directory, const char *path)
{
    char *outer = realpath(directory, NULL), *inner = realpath(path, NULL);
    size_t length = outer != NULL ? strlen(outer) : 0;
    bool is_within = outer != NULL && inner != NULL && strncmp(outer, inner, length) == 0 &&
                     (inner[length] == '\0' || inner[length] == '/' || length == 1);
    free(outer);
    free(inner);
    return is_within;
}

enum status path_sync_directory(const char *path, struct err *err)
{
    return sync_directory(path) ? STATUS_OK : path_error(err, _("写入"), path);
}

/* A new temporary beside path, written but perhaps not on the disk. */
static enum status write_beside(const char *path, const char *bytes, size_t length, char temporary[PATH_SIZE],
                                int *fd, struct err *err)
{
    if (!text_format(temporary, PATH_SIZE, "%s.XXXXXX", path)) {
        return err_set(err, STATUS_INVALID, _("路径太长"));
    }
    *fd = mkostemp(temporary, O_CLOEXEC);
    if (*fd < 0) {
        return path_error(err, _("创建"), path);
    }
    if (!write_all(*fd, bytes, length)) {
        enum status status = path_error(err, _("写入"), path);
        close(*fd);
        unlink(temporary);
        return status;
    }
    return STATUS_OK;
}

/* Sync and close fd, and let it take path's place. */
static enum status settle(int fd, const char *temporary, const char *path, struct err *err)
{
    bool is_synced = fsync(fd) == 0;
    int code = errno;
    bool is_closed = close(fd) == 0;
    if (!is_synced) {
        errno = code;
    }
    if (!is_synced || !is_closed || rename(temporary, path) != 0 || !sync_directory(path)) {
        enum status status = path_error(err, _("写入"), path);
        unlink(temporary);
        return status;
    }
    return STATUS_OK;
}

enum status path_write(const char *path, const char *bytes, size_t length, struct err *err)
{
    char temporary[PATH_SIZE];
    int fd = -1;
    enum status status = write_beside(path, bytes, length, temporary, &fd, err);
    return status != STATUS_OK ? status : settle(fd, temporary, path, err);
}

enum status path_stage(const char *path, const char *bytes, size_t length, char temporary[PATH_SIZE],
                       struct err *err)
{
    int fd = -1;
    enum status status = write_beside(path, bytes, length, temporary, &fd, err);
    if (status == STATUS_OK && close(fd) != 0) {
        status = path_error(err, _("写入"), path);
        unlink(temporary);
    }
    return status;
}

enum status path_settle(const char *temporary, struct err *err)
{
    char path[PATH_SIZE];
    size_t length = strlen(temporary);
    if (length <= STAGE_SUFFIX || length >= PATH_SIZE) {
        return err_set(err, STATUS_BUG, _("不是临时文件的名字"));
    }
    text_copy(path, sizeof(path), temporary);
    path[length - STAGE_SUFFIX] = '\0';
    int fd = open(temporary, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    return fd < 0 ? path_error(err, _("打开"), temporary) : settle(fd, temporary, path, err);
}

enum status path_create(const char *path, const char *bytes, size_t length, struct err *err)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    enum status status = STATUS_OK;

    if (fd < 0 && errno == EEXIST) {
        err_set(err, STATUS_CONFLICT, _("文件已存在，不会覆盖"));
        err_where(err, "%s", path);
        return err_advise(err, _("请换一个文件名"));
    }
    if (fd < 0) {
        return path_error(err, _("创建"), path);
    }
    if (!write_all(fd, bytes, length) || fsync(fd) != 0) {
        status = path_error(err, _("写入"), path);
    }
    close(fd);
    if (status != STATUS_OK) {
        unlink(path);
    }
    return status;
}
