#include "zuoxi/store/audit_mark.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "audit_mark_private.h"
#include "store_private.h"
#include "zuoxi/base/path.h"
#include "zuoxi/base/text.h"
#include "zuoxi/store/query.h"

#define META_KEY "audit_mark" /* the path of the database that has a mark */
/* One line: it lies inside one sector, so that a power cut leaves the old or the new one. */
#define LINE        128
#define POINT_LINES 1000 /* audit lines from one line that stays to the next */

static void format_line(const struct audit_head *head, int64_t now, char out[LINE + 1])
{
    char hash[SHA256_HEX_SIZE], time[20];
    sha256_hex(head->hash, hash);
    clock_format(now, time);
    snprintf(out, LINE + 1, "%12" PRId64 " %s %s %*s\n", head->count, hash, time, LINE - 12 - 64 - 19 - 4,
             "");
}

static bool parse_line(const char line[LINE], struct audit_head *head)
{
    char text[12 + 1 + 64 + 1], again[LINE + 1];
    memcpy(text, line, sizeof(text) - 1);
    text[sizeof(text) - 1] = '\0';
    if (!audit_chain_parse(text + strspn(text, " "), head)) {
        return false;
    }
    format_line(head, 0, again);
    return memcmp(again, line, sizeof(text) - 1) == 0 && line[LINE - 1] == '\n';
}

static bool is_same(const struct audit_head *left, const struct audit_head *right)
{
    return left->count == right->count && memcmp(left->hash, right->hash, SHA256_SIZE) == 0;
}

static void path_of(const char *database, const char *mark, char out[PATH_SIZE])
{
    if (mark[0] != '\0') {
        text_copy(out, PATH_SIZE, mark);
    } else {
        text_format(out, PATH_SIZE, "%s" AUDIT_MARK_SUFFIX, database);
    }
}

static void mark_path(const struct store *store, char out[PATH_SIZE])
{
    path_of(store_path(store), store->mark.path, out);
}

static bool is_off(const struct store *store)
{
    return strcmp(store->mark.path, AUDIT_MARK_OFF) == 0;
}

/* Where the database is now, as the meta row says where it was. */
static void here(const struct store *store, char out[PATH_SIZE])
{
    char resolved[PATH_MAX];
    text_copy(out, PATH_SIZE, realpath(store_path(store), resolved) != NULL ? resolved : store_path(store));
}

/* An append-only file refuses to be opened for anything but appending. */
static int open_file(const char *path, bool *is_append)
{
    int fd = open(path, O_RDWR | O_CLOEXEC | O_NOFOLLOW);
    *is_append = fd < 0 && (errno == EPERM || errno == EACCES);
    return *is_append ? open(path, O_RDWR | O_APPEND | O_CLOEXEC | O_NOFOLLOW) : fd;
}

/* A new file whose first line is what is committed: synced, for its being missing would be a finding. */
static enum status create(struct store *store, const char *path, const struct audit_head *head,
                          struct err *err)
{
    char line[LINE + 1];
    struct stat database;
    if (access(path, F_OK) == 0) {
        return STATUS_OK; /* it came here with the database, or proves that this is another one */
    }
    format_line(head, clock_now(store->clock), line);
    enum status status = path_write(path, line, LINE, err);
    if (status == STATUS_OK && stat(store_path(store), &database) == 0 &&
        chmod(path, database.st_mode & 0777) != 0) { /* who may write the database writes here too */
        status = path_error(err, _("设置权限"), path);
    }
    return status;
}

enum status audit_mark_prepare(struct store *store, const struct audit_head *before, struct err *err)
{
    struct audit_mark *mark = &store->mark;
    char known[PATH_SIZE], now[PATH_SIZE], path[PATH_SIZE];
    struct err ignored;
    if (!mark->has_before) {
        mark->before = *before;
        mark->has_before = true;
    }
    if (mark->is_known || is_off(store)) {
        return STATUS_OK;
    }
    enum status status = store_meta(store, META_KEY, known, sizeof(known), err);
    if (status != STATUS_OK) {
        return status;
    }
    here(store, now);
    mark_path(store, path);
    mark->is_known = true;
    if (strcmp(known, now) == 0) {
        return STATUS_OK;
    }
    /* A save does not fail because no mark can be begun; the next program tries again. */
    return create(store, path, before, &ignored) == STATUS_OK ? store_set_meta(store, META_KEY, now, err)
                                                              : STATUS_OK;
}

static void let_go(struct audit_mark *mark)
{
    if (mark->fd > 0) {
        close(mark->fd);
    }
    mark->fd = 0;
}

/* The file at its path, opened; *size of it. False when there is none to write to. */
static bool reach(struct store *store, off_t *size)
{
    struct audit_mark *mark = &store->mark;
    char path[PATH_SIZE];
    struct stat file;
    mark_path(store, path);
    if (stat(path, &file) != 0) {
        let_go(mark);
        return false;
    }
    if (mark->fd > 0 && (file.st_ino != mark->inode || file.st_dev != mark->device)) {
        let_go(mark);
    }
    if (mark->fd == 0) {
        int fd = S_ISREG(file.st_mode) ? open_file(path, &mark->is_append) : -1;
        if (fd < 0) {
            return false;
        }
        mark->fd = fd;
        mark->inode = file.st_ino;
        mark->device = file.st_dev;
        mark->written = (struct audit_head){.count = -1};
    }
    *size = file.st_size;
    return true;
}

/* What the last line says, and the count of the one before it (0: none). */
static bool read_last(int fd, off_t size, struct audit_head *last, int64_t *point)
{
    char lines[2 * LINE];
    struct audit_head earlier = {0};
    off_t slots = size / LINE, from = slots > 1 ? (slots - 2) * LINE : 0;
    ssize_t wanted = (ssize_t)(slots * LINE - from);
    if (size % LINE != 0 || slots == 0 || pread(fd, lines, (size_t)wanted, from) != wanted) {
        return false;
    }
    *point = wanted > LINE && parse_line(lines, &earlier) ? earlier.count : 0;
    return parse_line(lines + wanted - LINE, last);
}

/* Is the last line ours to replace? Only what says exactly what the chain was before this save. */
static bool may_replace(struct audit_mark *mark, off_t size)
{
    if (mark->is_append) {
        return false;
    }
    if (!is_same(&mark->written, &mark->before) || mark->size != size) {
        struct audit_head last;
        if (!read_last(mark->fd, size, &last, &mark->point) || !is_same(&last, &mark->before)) {
            return false;
        }
    }
    return mark->after.count - mark->point < POINT_LINES && size > LINE;
}

void audit_mark_write(struct store *store)
{
    struct audit_mark *mark = &store->mark;
    char line[LINE + 1];
    off_t size = 0;
    if (!mark->has_before || is_off(store) || !reach(store, &size)) {
        return;
    }
    bool replaces = may_replace(mark, size);
    off_t at = replaces ? size - LINE : size / LINE * LINE; /* half a line is what a power cut left */
    format_line(&mark->after, clock_now(store->clock), line);
    if (pwrite(mark->fd, line, LINE, at) != LINE) {
        mark->written = (struct audit_head){.count = -1}; /* verify tells how far it is behind */
        return;
    }
    mark->point = replaces ? mark->point : mark->before.count;
    mark->written = mark->after;
    mark->size = at + LINE;
}

void audit_mark_close(struct store *store)
{
    let_go(&store->mark);
}

/* The file keeps its name with the time behind it; never in place of one kept before. */
static enum status keep_aside(const struct clock *clock, const char *path, struct err *err)
{
    char kept[PATH_SIZE], time[20];
    clock_format(clock_now(clock), time);
    for (int i = 1; i < 100; i++) {
        text_format(kept, sizeof(kept), "%s-%.10s-%.2s%.2s%.2s-%d", path, time, time + 11, time + 14,
                    time + 17, i);
        if (renameat2(AT_FDCWD, path, AT_FDCWD, kept, RENAME_NOREPLACE) == 0 || errno == ENOENT) {
            return STATUS_OK;
        }
        if (errno != EEXIST) {
            break;
        }
    }
    return path_error(err, _("改名"), path);
}

enum status audit_mark_aside(const char *database, const char *mark, const struct clock *clock,
                             struct err *err)
{
    char path[PATH_SIZE];
    path_of(database, mark, path);
    return keep_aside(clock, path, err);
}

enum status audit_mark_forget(struct store *store, struct err *err)
{
    return store_set_meta(store, META_KEY, "", err);
}

enum status audit_mark_anew(struct store *store, struct err *err)
{
    char path[PATH_SIZE], now[PATH_SIZE];
    struct audit_head head;
    mark_path(store, path);
    enum status status = audit_chain_head(store, &head, err);
    if (status == STATUS_OK) {
        status = keep_aside(store->clock, path, err);
    }
    if (status == STATUS_OK) {
        status = create(store, path, &head, err);
    }
    here(store, now);
    return status == STATUS_OK ? store_set_meta(store, META_KEY, now, err) : status;
}

/* The hash that the audit has at a line now; false when there is no such line. */
static enum status hash_at(struct store *store, int64_t line, unsigned char hash[SHA256_SIZE], bool *found,
                           struct err *err)
{
    struct stmt *stmt;
    size_t size;
    memset(hash, 0, SHA256_SIZE);
    *found = line == 0;
    if (*found) {
        return STATUS_OK;
    }
    enum status status = db_prepare(store->db, query_sql(QUERY_AUDIT_HASH), &stmt, err);
    if (status != STATUS_OK) {
        return status;
    }
    db_bind_int(stmt, 1, line);
    status = db_step(stmt, found, err);
    if (status == STATUS_OK && *found) {
        const void *stored = db_blob(stmt, 0, &size);
        memcpy(hash, stored, size == SHA256_SIZE ? SHA256_SIZE : 0);
    }
    db_reset(stmt);
    return status;
}

static enum status check_point(struct store *store, const struct audit_head *point,
                               struct audit_mark_report *report, struct err *err)
{
    unsigned char hash[SHA256_SIZE];
    bool found;
    enum status status = hash_at(store, point->count, hash, &found, err);
    report->line = point->count;
    if (status == STATUS_OK && !found) {
        report->state = AUDIT_MARK_CUT;
    } else if (status == STATUS_OK && memcmp(hash, point->hash, SHA256_SIZE) != 0) {
        report->state = AUDIT_MARK_FORGED;
    }
    return status;
}

static enum status check_points(struct store *store, int fd, struct audit_mark_report *report,
                                struct err *err)
{
    static const char hole[LINE]; /* what a power cut may leave where a line was to be */
    char line[LINE];
    struct audit_head point;
    enum status status = STATUS_OK;
    for (off_t at = 0; status == STATUS_OK && report->state == AUDIT_MARK_FITS; at += LINE) {
        if (pread(fd, line, LINE, at) != LINE) {
            break;
        }
        if (memcmp(line, hole, LINE) == 0) {
            continue;
        }
        report->points++;
        if (parse_line(line, &point)) {
            status = check_point(store, &point, report, err);
        } else {
            report->state = AUDIT_MARK_BROKEN;
        }
    }
    if (report->points == 0) {
        report->state = AUDIT_MARK_BROKEN;
    }
    return status;
}

enum status audit_mark_verify(struct store *store, struct audit_mark_report *report, struct err *err)
{
    char known[PATH_SIZE], now[PATH_SIZE];
    struct audit_head head;
    memset(report, 0, sizeof(*report));
    mark_path(store, report->path);
    enum status status = store_meta(store, META_KEY, known, sizeof(known), err);
    if (status == STATUS_OK) {
        status = audit_chain_head(store, &head, err);
    }
    if (status != STATUS_OK) {
        return status;
    }
    here(store, now);
    int fd = open(report->path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    if (fd < 0) {
        report->state = strcmp(known, now) == 0 ? AUDIT_MARK_MISSING : AUDIT_MARK_NONE;
        return STATUS_OK;
    }
    status = check_points(store, fd, report, err);
    close(fd);
    report->lag = report->state == AUDIT_MARK_FITS ? head.count - report->line : 0;
    report->lag = report->lag > 0 ? report->lag : 0;
    return status;
}
