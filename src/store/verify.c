/* Everything that can be checked about a database, for `zuoxi verify`. */

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

enum status store_verify(struct store *store, struct str *findings, struct err *err)
{
    struct migration_list list = migrate_embedded();
    struct err found = {.status = STATUS_OK};
    enum status status = take(db_check(store->db, true, &found), &found, findings);
    if (status == STATUS_OK) {
        status = take(migrate_verify(store->db, &list, findings, &found), &found, findings);
    }
    if (status == STATUS_OK) {
        status = take(verify_search(store, &found), &found, findings);
    }
    if (status == STATUS_OK) {
        status = take(verify_audit(store, findings, &found), &found, findings);
    }
    if (status == STATUS_OK) {
        status = take(handover_store_verify(store, findings, &found), &found, findings);
    }
    if (status != STATUS_OK && err != NULL) {
        *err = found;
    }
    return status;
}
