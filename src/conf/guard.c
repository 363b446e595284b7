#include "zuoxi/conf/guard.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "zuoxi/base/path.h"
#include "zuoxi/base/text.h"
#include "zuoxi/base/utf8.h"

static bool refuse(struct findings *findings, const char *path, const char *text)
{
    findings_add(findings, false, path, 0, "", "%s", text);
    return false;
}

/* Whoever owns the shipped files owns the program beside them too, so their owner is not asked. */
static bool is_shipped(const char *path)
{
    char shipped[PATH_SIZE];
    path_shipped(shipped, "");
    return strncmp(path, shipped, strlen(shipped)) == 0 && strstr(path, "/../") == NULL;
}

static bool check_file(int fd, const char *path, struct findings *findings)
{
    struct stat status;

    if (fstat(fd, &status) != 0) {
        return refuse(findings, path, _("无法取得文件信息"));
    }
    if (S_ISDIR(status.st_mode)) {
        return refuse(findings, path, _("这是目录，应为配置文件"));
    }
    if (!S_ISREG(status.st_mode)) {
        return refuse(findings, path, _("这不是普通文件"));
    }
    if (status.st_size > (off_t)GUARD_LIMIT) {
        return refuse(findings, path, _("文件超过 1 MiB，不像是配置文件"));
    }
    if (status.st_mode & S_IWOTH) {
        return refuse(findings, path, _("任何人都能改写这个文件，请运行 chmod o-w"));
    }
    if (status.st_uid != 0 && status.st_uid != geteuid() && !is_shipped(path)) {
        return refuse(findings, path, _("文件属于另一个用户，应属于 root 或运行 zuoxi 的用户"));
    }
    return true;
}

bool guard_read(const char *path, struct str *bytes, struct findings *findings)
{
    char block[16384];
    ssize_t count;
    /* O_NONBLOCK: a FIFO in the file's place must not hang us; on a regular file it means nothing. */
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);

    if (fd < 0) {
        findings_add(findings, false, path, FINDING_NO_LINE, "", _("打不开：%s"),
                     errno == ENOENT ? _("没有这个文件") : strerror(errno));
        return false;
    }
    bool is_good = check_file(fd, path, findings);
    while (is_good && (count = read(fd, block, sizeof(block))) != 0) {
        if (count < 0 && errno == EINTR) {
            continue;
        }
        if (count < 0 || bytes->length + (size_t)count > GUARD_LIMIT) {
            is_good = refuse(findings, path, _("读取失败或文件正在变大"));
        } else {
            str_add_bytes(bytes, block, (size_t)count);
        }
    }
    close(fd);
    return is_good;
}

bool guard_is_text(struct guard *guard, const char *bytes, size_t length, bool *has_nul)
{
    const char *end = bytes + length;
    int line = 0, first = 0, bad = 0, nul = 0;

    while (bytes < end) {
        const char *newline = memchr(bytes, '\n', (size_t)(end - bytes));
        size_t size = (size_t)((newline == NULL ? end : newline) - bytes);
        line++;
        if (nul == 0 && memchr(bytes, '\0', size) != NULL) {
            nul = line;
        }
        if (!utf8_is_valid(bytes, size) && bad++ == 0) {
            first = line;
        }
        bytes += size + (newline != NULL);
    }
    if (nul != 0) {
        findings_add(guard->findings, false, guard->file, nul, "",
                     _("有空字节（NUL）：文件损坏，或是 UTF-16 编码；请另存为 UTF-8"));
    }
    *has_nul = nul != 0;
    if (bad != 0 && nul == 0) {
        findings_add(
            guard->findings, false, guard->file, first, "",
            _("不是 UTF-8 编码（共 %d 行，可能是 GBK）；请转换：iconv -f GB18030 -t UTF-8 旧文件 >新文件"),
            bad);
    }
    return nul == 0 && bad == 0;
}

void guard_clear(struct guard *guard)
{
    str_free(&guard->clean);
    free(guard->marks);
    *guard = (struct guard){0};
}

static const struct guard_mark *find_mark(const struct guard *guard, int section, const char *name)
{
    for (size_t i = 0; i < guard->mark_count; i++) {
        if (guard->marks[i].section == section && strcmp(guard->marks[i].option->name, name) == 0) {
            return &guard->marks[i];
        }
    }
    return NULL;
}

int guard_line(const struct guard *guard, int section, const char *name)
{
    const struct guard_mark *mark = find_mark(guard, section, name);
    return mark == NULL ? section : mark->line;
}

bool guard_passed(const struct guard *guard, int section, const char *name)
{
    const struct guard_mark *mark = find_mark(guard, section, name);
    return mark == NULL || mark->passed;
}
