/* Everything that can be checked about a database, for `zuoxi verify`. */

#include "verify.h"
#include "store_private.h"
#include "zuoxi/base/str.h"
#include "zuoxi/base/text.h"
#include "zuoxi/store/audit.h"
#include "zuoxi/store/audit_mark.h"
#include "zuoxi/store/handover_store.h"
#include "zuoxi/store/incoming.h"
#include "zuoxi/store/migrate.h"
#include "zuoxi/store/search.h"

/* A damage found is a finding, anything else ends the check. */
static enum status take(enum status status, const struct err *err, struct str *findings)
{
    if (status == STATUS_CORRUPT) {
        char line[1200];
        err_format(err, line, sizeof(line));
        str_printf(findings, "%s\n", line);
        return STATUS_OK;
    }
    return status;
}

/* The index's own check is a write to the engine, so it takes its turn in the queue. */
static enum status verify_search(struct store *store, struct err *err)
{
    enum status status;
    int64_t waited = 0;
    while ((status = store_begin(store, waited, err)) == STATUS_BUSY && waited < 60000) {
        waited += QUEUE_SLICE_MS;
    }
    if (status != STATUS_OK) {
        return status;
    }
    struct incoming incoming;
    status = incoming_read(store, &incoming, err);
    if (status == STATUS_OK && incoming.first != 0) { /* its rows are not in the index yet */
        err_set(err, STATUS_BUSY, _("正在导入，查找索引还不完整"));
        status = err_advise(err, _("请等导入结束后再核对"));
    } else if (status == STATUS_OK) {
        status = search_verify(store, err);
    }
    store_rollback(store);
    return status;
}

static enum status verify_pages(struct store *store, struct str *findings, struct err *err)
{
    (void)findings;
    return db_check(store->db, true, err);
}

static enum status verify_schema(struct store *store, struct str *findings, struct err *err)
{
    struct migration_list list = migrate_embedded();
    return migrate_verify(store->db, &list, findings, err);
}

static enum status verify_indexes(struct store *store, struct str *findings, struct err *err)
{
    (void)findings;
    return verify_search(store, err);
}

/* The chain inside the database, then against the file outside. */
static enum status verify_audit(struct store *store, struct str *findings, struct err *err)
{
    static const char *const words[] = {
        [AUDIT_MARK_MISSING] =
            N_("库外的审计标记不见了：%s（审计可能被截短；若是有意的，请用 zuoxi audit mark 重新开始）\n"),
        [AUDIT_MARK_BROKEN] = N_("库外的审计标记读不懂：%s\n"),
        [AUDIT_MARK_CUT] = N_("审计记录被截短：库外的标记 %s 记到第 %lld 条，库里已没有\n"),
        [AUDIT_MARK_FORGED] = N_("审计记录被改写：第 %2$lld 条与库外的标记 %1$s 不符\n"),
    };
    struct audit_mark_report mark;
    int64_t lines = 0, bad = 0;
    enum status status = audit_verify(store, &lines, &bad, err);
    if (status != STATUS_OK) {
        return status;
    }
    if (bad != 0) {
        str_printf(findings, _("审计记录第 %lld 条被改动、删除或截去\n"), (long long)bad);
    }
    status = audit_mark_verify(store, &mark, err);
    if (status == STATUS_OK && mark.state >= AUDIT_MARK_MISSING) {
        str_printf(findings, _(words[mark.state]), mark.path, (long long)mark.line);
    }
    return status;
}

static const struct verify_step {
    const char *name; /* N_ */
    enum status (*run)(struct store *store, struct str *findings, struct err *err);
    bool is_for_any; /* knows the files of every schema, not only of this program's */
} steps[] = {
    {N_("数据库结构"), verify_pages, true},   {N_("升级记录"), verify_schema, true},
    {N_("引用"), verify_references, true},    {N_("查找索引"), verify_indexes, false},
    {N_("审计链"), verify_audit, true},       {N_("交接班封存"), handover_store_verify, false},
    {N_("内容与审计"), verify_values, false}, {N_("计数"), verify_counts, false},
    {N_("文字编码"), verify_texts, true},
};

enum status store_verify_watched(struct store *store, const struct verify_watch *watch, struct str *findings,
                                 struct err *err)
{
    const int count = (int)(sizeof(steps) / sizeof(steps[0]));
    struct migration_list list = migrate_embedded();
    int version = 0;
    enum status status = db_user_version(store->db, &version, err);
    for (int i = 0; i < count && status == STATUS_OK; i++) {
        if (!steps[i].is_for_any && version != migrate_latest(&list)) {
            continue;
        }
        struct err found = {.status = STATUS_OK};
        if (watch != NULL && watch->each != NULL) {
            watch->each(watch->context, _(steps[i].name), i, count);
        }
        status = take(steps[i].run(store, findings, &found), &found, findings);
        if (status != STATUS_OK && err != NULL) {
            *err = found;
        }
    }
    return status;
}

enum status store_verify(struct store *store, struct str *findings, struct err *err)
{
    return store_verify_watched(store, NULL, findings, err);
}
