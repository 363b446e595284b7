/* Looking at a database file before SQLite opens it, making a new one, and the settings of a connection. */

#include "db_sqlite.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <limits.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

#include "zuoxi/base/path.h"
#include "zuoxi/base/str.h"
#include "zuoxi/base/text.h"

/* File systems whose locks or shared memory do not hold between machines (magic numbers from statfs(2)). */
static const struct {
    unsigned long magic;
    const char *name;
} refused_filesystems[] = {
    {0x6969, "NFS"},        {0x517b, "SMB"},        {0xff534d42, "CIFS"},   {0xfe534d42, "SMB2"},
    {0x01021997, "9p"},     {0x65735546, "FUSE"},   {0x00c36400, "Ceph"},   {0x5346414f, "AFS"},
    {0x6b414653, "AFS"},    {0x73757245, "Coda"},   {0x564c, "NCP"},        {0x0bd00bd0, "Lustre"},
    {0x01161970, "GFS2"},   {0x7461636f, "OCFS2"},  {0x47504653, "GPFS"},   {0xaad7aaea, "PanFS"},
    {0x786f4256, "vboxsf"}, {0xbacbacbc, "vmhgfs"}, {0x19830326, "BeeGFS"},
};

const char *db_refused_filesystem(long magic)
{
    for (size_t i = 0; i < sizeof(refused_filesystems) / sizeof(refused_filesystems[0]); i++) {
        if (refused_filesystems[i].magic == ((unsigned long)magic & 0xffffffffUL)) {
            return refused_filesystems[i].name;
        }
    }
    return NULL;
}

static void directory_of(const char *path, char out[PATH_SIZE])
{
    char copy[PATH_SIZE];
    text_copy(copy, sizeof(copy), path);
    text_copy(out, PATH_SIZE, dirname(copy));
}

static enum status refuse(struct err *err, const char *path, enum status status, const char *what,
                          const char *todo)
{
    err_set(err, status, "%s", what);
    err_where(err, "%s", path);
    err_advise(err, "%s", todo);
    return status;
}

static bool may_access(const char *path, int how)
{
    return faccessat(AT_FDCWD, path, how, AT_EACCESS) == 0;
}

static enum status inspect_directory(const char *path, enum db_open mode, struct err *err)
{
    char directory[PATH_SIZE];
    struct statfs system;
    directory_of(path, directory);
    if (statfs(directory, &system) != 0) {
        return path_error(err, _("打开"), directory);
    }
    const char *name = db_refused_filesystem(system.f_type);
    if (name != NULL && mode != DB_ASIDE) {
        err_set(err, STATUS_FAILED, _("数据库在网络或共享文件系统(%s)上，多个坐席同时写会损坏数据"), name);
        err_where(err, "%s", path);
        err_advise(err, _("请把数据库放在本机磁盘上(ext4、xfs 等)，坐席登录到这台主机使用"));
        return STATUS_FAILED;
    }
    if (mode != DB_READONLY && !may_access(directory, W_OK | X_OK)) {
        return refuse(
            err, directory, STATUS_READONLY, _("数据库所在目录不可写"),
            _("请用 chown 或 chmod 让本用户可写这个目录，或换一个目录；磁盘只读时请重新挂载为可写"));
    }
    return STATUS_OK;
}

bool db_sqlite_is_full(const char *path)
{
    struct statfs system;
    return statfs(path, &system) == 0 && system.f_blocks > 0 && system.f_bavail == 0;
}

enum status db_sqlite_inspect(const char *path, enum db_open mode, struct err *err)
{
    struct stat file;
    if (strlen(path) >= PATH_SIZE) {
        return refuse(err, "", STATUS_INVALID, _("数据库路径太长"), _("请用较短的路径"));
    }
    bool exists = stat(path, &file) == 0;
    if (!exists && errno != ENOENT) {
        return path_error(err, _("打开"), path);
    }
    if (exists && S_ISDIR(file.st_mode)) {
        return refuse(err, path, STATUS_FAILED, _("这是一个目录，不是数据库文件"),
                      _("请写到文件名，例如 /var/lib/zuoxi/zuoxi.db"));
    }
    if (mode == DB_CREATE && exists) {
        return refuse(err, path, STATUS_CONFLICT, _("文件已经存在，不会覆盖"),
                      _("请换一个文件名，或先移走原来的文件"));
    }
    if (mode != DB_CREATE && !exists) {
        return refuse(err, path, STATUS_NOT_FOUND, _("数据库不存在"),
                      _("请检查 database 选项或 --database；新建请用 zuoxi init"));
    }
    if (exists && !S_ISREG(file.st_mode)) {
        return refuse(err, path, STATUS_FAILED, _("这不是普通文件"), _("请检查数据库路径"));
    }
    if (exists && !may_access(path, mode == DB_READONLY ? R_OK : R_OK | W_OK)) {
        return refuse(err, path, STATUS_READONLY, _("数据库文件不可读写"),
                      _("请用 chown 或 chmod 让本用户可读写它；磁盘只读时请重新挂载为可写"));
    }
    return inspect_directory(path, mode, err);
}

enum status db_sqlite_create(const char *path, struct err *err)
{
    char directory[PATH_SIZE];
    /* Mode first: -wal and -shm take the mode the file has when they are made. */
    int fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd < 0 || close(fd) != 0) {
        return path_error(err, _("新建"), path);
    }
    directory_of(path, directory);
    fd = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0) {
        return path_error(err, _("打开"), directory);
    }
    int failed = fsync(fd);
    close(fd);
    return failed != 0 ? path_error(err, _("写入"), directory) : STATUS_OK;
}

/* Setting the mode writes: a mistyped path must not change another program's file. */
static enum status set_log_mode(struct db *db, struct err *err)
{
    struct stmt *stmt;
    bool row = false;
    int64_t id = DB_APPLICATION_ID;
    enum status status = db->mode == DB_CREATE ? STATUS_OK : db_application_id(db, &id, err);
    if (status != STATUS_OK || id != DB_APPLICATION_ID) {
        return status;
    }
    status = db_prepare(db, "PRAGMA journal_mode = WAL", &stmt, err);
    if (status == STATUS_OK) {
        status = db_step(stmt, &row, err);
    }
    if (status != STATUS_OK) {
        return status;
    }
    bool is_wal = row && strcmp(db_text(stmt, 0, NULL), "wal") == 0;
    db_reset(stmt);
    return is_wal ? STATUS_OK
                  : refuse(err, db->path, STATUS_FAILED, _("这里不能用日志方式(WAL)打开数据库"),
                           _("请把数据库放在本机磁盘上"));
}

/*
 * An empty file or another program's database bears no mark: it will be refused, so it is not changed before.
 */
static enum status prepare_log(struct db *db, struct err *err)
{
    int64_t mark = 0;
    enum status status = STATUS_OK;
    if (db->mode == DB_READONLY || db->mode == DB_ASIDE) {
        return STATUS_OK;
    }
    if (db->mode != DB_CREATE) {
        status = db_application_id(db, &mark, err);
    }
    bool is_marked = db->mode == DB_CREATE || mark != 0;
    return status == STATUS_OK && is_marked ? set_log_mode(db, err) : status;
}

enum status db_sqlite_configure(struct db *db, struct err *err)
{
    static const struct {
        int option, value;
    } options[] = {{SQLITE_DBCONFIG_DEFENSIVE, 1},
                   {SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
                   {SQLITE_DBCONFIG_DQS_DML, 0},
                   {SQLITE_DBCONFIG_DQS_DDL, 0},
                   {SQLITE_DBCONFIG_ENABLE_FKEY, 1}};
    /* While another connection opens first, closes last or recovers the log. */
    sqlite3_busy_timeout(db->handle, 2000);
    for (size_t i = 0; i < sizeof(options) / sizeof(options[0]); i++) {
        int code = sqlite3_db_config(db->handle, options[i].option, options[i].value, NULL);
        if (code != SQLITE_OK) {
            return db_sqlite_error(db, code, "db_config", err);
        }
    }
    enum status status = prepare_log(db, err);
    if (status != STATUS_OK) {
        return status;
    }
    /* What is deleted is written over, so that a person's data can be erased. Debian builds SQLite that way.
     */
    /* Our hook in place of SQLite's automatic checkpoint, which would run outside the write queue. */
    status = db_execute(
        db,
        "PRAGMA synchronous = FULL; PRAGMA cache_size = -4096; PRAGMA temp_store = MEMORY;"
        "PRAGMA cell_size_check = ON; PRAGMA secure_delete = ON; SELECT count(*) FROM sqlite_schema",
        err);
    /* Writers wait in the queue, not here; this is for a log being recovered after a crash, and one slice
     * long. */
    sqlite3_busy_timeout(db->handle, 50);
    return status;
}
