/* SQLite's result codes in the words of a person at a desk. */

#include "db_sqlite.h"

#include <string.h>

#include "zuoxi/base/text.h"

struct code_text {
    int code; /* extended, or primary where no extended one fits */
    enum status status;
    const char *what, *todo;
};

static const struct code_text code_texts[] = {
    {SQLITE_BUSY_SNAPSHOT, STATUS_RETRY, N_("数据刚被别的坐席改过"), N_("系统会自动重试")},
    {SQLITE_BUSY, STATUS_BUSY, N_("数据库正被占用"), N_("一直如此时请检查是否有别的程序打开了数据库")},
    {SQLITE_LOCKED, STATUS_BUSY, N_("数据库正被占用"), N_("系统会自动重试")},
    {SQLITE_FULL, STATUS_FULL, N_("磁盘已满"), N_("请清理数据库所在的磁盘，内容不会丢")},
    {SQLITE_READONLY, STATUS_READONLY, N_("数据库不可写"),
     N_("请检查数据库文件和所在目录的权限，以及磁盘是否只读")},
    {SQLITE_NOTADB, STATUS_CORRUPT, N_("文件不是数据库，或文件头已损坏"),
     N_("请检查路径；如果原来是数据库，请从备份恢复")},
    {SQLITE_CORRUPT, STATUS_CORRUPT, N_("数据库已损坏"), N_("请停止使用，保留现有文件，从备份恢复")},
    {SQLITE_NOMEM, STATUS_IO, N_("内存不足"), N_("请关闭不用的程序；内容不会丢，系统会自动重试")},
    {SQLITE_IOERR_NOMEM, STATUS_IO, N_("内存不足"), N_("请关闭不用的程序；内容不会丢，系统会自动重试")},
    {SQLITE_CANTOPEN, STATUS_IO, N_("打不开数据库"), N_("请检查路径和权限")},
    {SQLITE_PERM, STATUS_READONLY, N_("没有访问数据库的权限"), N_("请检查数据库文件的权限")},
    {SQLITE_IOERR, STATUS_IO, N_("读写磁盘出错"), N_("内容不会丢；反复出现时请检查磁盘")},
    {SQLITE_CONSTRAINT_UNIQUE, STATUS_CONFLICT, N_("已有相同的记录"), ""},
    {SQLITE_CONSTRAINT_PRIMARYKEY, STATUS_CONFLICT, N_("已有相同的记录"), ""},
    {SQLITE_CONSTRAINT_ROWID, STATUS_CONFLICT, N_("已有相同的记录"), ""},
    {SQLITE_CONSTRAINT_FOREIGNKEY, STATUS_INVALID, N_("引用的记录不存在"), ""},
    {SQLITE_CONSTRAINT, STATUS_INVALID, N_("数据不符合数据库的约束"), ""},
    {SQLITE_INTERRUPT, STATUS_FAILED, N_("查询用时太长，已停止"), N_("请缩小查找范围")},
    {SQLITE_TOOBIG, STATUS_INVALID, N_("内容太大"), ""},
};

static const struct code_text *text_of(int code)
{
    for (size_t i = 0; i < sizeof(code_texts) / sizeof(code_texts[0]); i++) {
        if (code_texts[i].code == code) {
            return &code_texts[i];
        }
    }
    return NULL;
}

enum status db_sqlite_error(struct db *db, int code, const char *sql, struct err *err)
{
    const char *detail = db->handle != NULL ? sqlite3_errmsg(db->handle) : sqlite3_errstr(code);
    const struct code_text *text = text_of(code);
    if (text == NULL) {
        text = text_of(code & 0xff);
    }
    if ((code & 0xff) == SQLITE_IOERR && db_sqlite_is_full(db->path)) {
        text = text_of(SQLITE_FULL); /* the -shm file cannot grow: not told as FULL */
    }
    if ((code & 0xff) == SQLITE_IOERR && code != SQLITE_IOERR_READ && code != SQLITE_IOERR_NOMEM) {
        db->needs_reopen = true;
    }
    if (text == NULL) {
        err_set(err, STATUS_BUG, _("数据库语句出错：%s(%d)%s"), detail, code, sql != NULL ? sql : "");
        err_where(err, "%s", db->path);
        err_advise(err, _("这是程序的错误，请把这段文字报告给管理员"));
        return STATUS_BUG;
    }
    /* The engine's own words help whoever repairs it; they name columns only for constraints. */
    bool is_plain =
        text->status == STATUS_BUSY || text->status == STATUS_RETRY || text->status == STATUS_FULL;
    if (is_plain) {
        err_set(err, text->status, "%s", _(text->what));
    } else {
        err_set(err, text->status, "%s(%s)", _(text->what), detail);
    }
    err_where(err, "%s", db->path);
    if (text->todo[0] != '\0') {
        err_advise(err, "%s", _(text->todo));
    }
    return text->status;
}
