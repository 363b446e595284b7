/* What is kept for speed, counted and derived anew; and the sweeps over every table. */

#include <string.h>

#include "store_private.h"
#include "verify.h"
#include "zuoxi/base/text.h"
#include "zuoxi/base/utf8.h"
#include "zuoxi/domain/notice_call.h"

/* Each gives what it is about, as kept, as it should be; NULL for the last: the row itself is wrong. */
static const struct count_check {
    const char *label; /* N_ */
    const char *sql;
} checks[] = {
    {N_("未结工单计数"), "SELECT '', (SELECT coalesce(sum(value), 0) FROM counter WHERE name = 'open'), "
                         "(SELECT count(*) FROM case_record WHERE is_open = 1)"},
    {N_("待回访计数"), "SELECT '', (SELECT coalesce(sum(value), 0) FROM counter WHERE name = 'callback'), "
                       "(SELECT count(*) FROM case_record WHERE is_open = 1 AND next_leg = 'callback')"},
    {N_("待补全计数"), "SELECT '', (SELECT coalesce(sum(value), 0) FROM counter WHERE name = 'unfinished'), "
                       "(SELECT count(*) FROM case_record WHERE is_unfinished = 1)"},
    {N_("待审批计数"), "SELECT '', (SELECT coalesce(sum(value), 0) FROM counter WHERE name = 'asked'), "
                       "(SELECT count(*) FROM step WHERE decision = 'asked')"},
    /* Once a caller was erased, nobody can tell which calls without a number were of one household. */
    {N_("公告的来电数"),
     "SELECT kept.id, call_count, CASE WHEN calls > 0 AND call_count BETWEEN numbers AND numbers + calls "
     "AND EXISTS (SELECT 1 FROM audit WHERE object = 'notice' AND object_id = kept.id "
     "AND action = 'notice.erase') THEN call_count ELSE numbers + calls END FROM (SELECT id, call_count, "
     "(SELECT count(DISTINCT phone) FROM notice_call WHERE notice_id = n.id AND phone <> '') AS numbers, "
     "(SELECT count(*) FROM notice_call WHERE notice_id = n.id AND phone = '') AS calls "
     "FROM notice n) AS kept"},
    {N_("公告的待回电数"),
     "SELECT id, due_count, (SELECT count(*) FROM notice_call WHERE notice_id = notice.id "
     "AND state = 0) FROM notice"},
    {N_("工单在队列里的到期时间"),
     "SELECT number, next_due_at, 0 FROM case_record c WHERE is_open = 1 AND next_leg <> '' AND NOT EXISTS "
     "(SELECT 1 FROM leg WHERE case_id = c.id AND leg = c.next_leg AND due_at = c.next_due_at "
     "AND start_at = c.next_start_at AND met_at IS NULL)"},
    {N_("环节的超时秒数"), "SELECT case_id, late, CASE WHEN met_at > due_at THEN met_at - due_at ELSE 0 END "
                           "FROM leg WHERE met_at IS NOT NULL"},
    {N_("已用过的工单号"),
     "SELECT day, coalesce((SELECT value FROM sequence WHERE name = 'case/' || day), 0), highest FROM "
     "(SELECT substr(number, 1, 8) AS day, max(CAST(substr(number, 10) AS INTEGER)) AS highest FROM "
     "case_record "
     "WHERE substr(number, 9, 1) = '-' AND length(number) >= 13 GROUP BY 1) WHERE "
     "coalesce((SELECT value FROM sequence WHERE name = 'case/' || day), 0) < highest"},
    {N_("已用过的记录编号"),
     "SELECT '', (SELECT coalesce(sum(value), 0) FROM sequence WHERE name = 'record') AS given, highest FROM "
     "(SELECT coalesce(max(id), 0) AS highest FROM (SELECT max(id) AS id FROM case_record UNION ALL "
     "SELECT max(id) FROM contact UNION ALL SELECT max(id) FROM customer)) "
     "WHERE (SELECT coalesce(sum(value), 0) FROM sequence WHERE name = 'record') < highest"},
    {N_("环节的开始、临期、紧急、到期先后不对，工单编号"),
     "SELECT case_id, 1, NULL FROM leg WHERE NOT (start_at <= warning_at AND warning_at <= critical_at "
     "AND critical_at <= due_at)"},
    {N_("环节的起点在经过里没有，工单编号"),
     "SELECT case_id, 1, NULL FROM leg WHERE began_with NOT IN ('', 'accept') AND NOT EXISTS "
     "(SELECT 1 FROM timeline WHERE case_id = leg.case_id AND action = leg.began_with)"},
    {N_("保存请求的编号不对："),
     "SELECT id, 1, NULL FROM request WHERE length(id) <> 32 OR trim(id, '0123456789abcdef') <> ''"},
};

static enum status run_check(struct store *store, const struct count_check *check, struct str *findings,
                             struct err *err)
{
    struct stmt *stmt;
    bool row;
    int64_t found = 0;
    enum status status = db_prepare(store->db, check->sql, &stmt, err);
    if (status != STATUS_OK) {
        return status;
    }
    while ((status = db_step(stmt, &row, err)) == STATUS_OK && row) {
        bool is_wrong = db_is_null(stmt, 2);
        if (is_wrong && ++found <= VERIFY_NAMED) {
            str_printf(findings, "%s %s\n", _(check->label), db_text(stmt, 0, NULL));
        } else if (!is_wrong && db_int(stmt, 1) != db_int(stmt, 2) && ++found <= VERIFY_NAMED) {
            str_printf(findings, _("%s %s：记着 %lld，应为 %lld\n"), _(check->label), db_text(stmt, 0, NULL),
                       (long long)db_int(stmt, 1), (long long)db_int(stmt, 2));
        }
    }
    db_reset(stmt);
    if (found > VERIFY_NAMED) {
        str_printf(findings, _("%s：同样的共 %lld 处\n"), _(check->label), (long long)found);
    }
    return status;
}

enum status verify_counts(struct store *store, struct str *findings, struct err *err)
{
    enum status status = STATUS_OK;
    for (size_t i = 0; i < sizeof(checks) / sizeof(checks[0]) && status == STATUS_OK; i++) {
        status = run_check(store, &checks[i], findings, err);
    }
    return status;
}

/* The texts of one table, column by column. */
static enum status check_texts(struct store *store, const char *table, const char *columns,
                               struct str *findings, struct err *err)
{
    struct str sql = {0};
    struct stmt *stmt;
    bool row;
    int64_t found = 0;
    int count = 1;
    for (const char *at = columns; *at != '\0'; at++) {
        count += *at == ',';
    }
    str_printf(&sql, "SELECT %s FROM \"%s\"", columns, table);
    enum status status = db_prepare(store->db, str_text(&sql), &stmt, err);
    str_free(&sql);
    if (status != STATUS_OK) {
        return status;
    }
    while ((status = db_step(stmt, &row, err)) == STATUS_OK && row) {
        for (int i = 0; i < count; i++) {
            size_t length;
            const char *text = db_text(stmt, i, &length);
            found += !utf8_is_valid(text, length);
        }
    }
    db_reset(stmt);
    if (found > 0) {
        str_printf(findings, _("表 %s 里有 %lld 处文字不是有效的 UTF-8\n"), table, (long long)found);
    }
    return status;
}

/* The next table by name, '' after the last; the indexes' tables have their own check. */
static enum status next_table(struct store *store, char table[64], struct err *err)
{
    struct stmt *stmt;
    bool row = false;
    enum status status = db_prepare(store->db,
                                    "SELECT name FROM sqlite_schema WHERE type = 'table' AND name > ?1 "
                                    "AND name NOT LIKE 'sqlite%' AND name NOT LIKE '%\\_index%' ESCAPE '\\' "
                                    "ORDER BY name LIMIT 1",
                                    &stmt, err);
    if (status != STATUS_OK) {
        return status;
    }
    db_bind_text(stmt, 1, table);
    status = db_step(stmt, &row, err);
    if (status == STATUS_OK) {
        text_copy(table, 64, row ? db_text(stmt, 0, NULL) : "");
        db_reset(stmt);
    }
    return status;
}

/* Generated columns say nothing of their own. */
static enum status list_columns(struct store *store, const char *table, struct str *columns, struct err *err)
{
    struct stmt *stmt;
    bool row = false;
    str_reset(columns);
    enum status status = db_prepare(
        store->db, "SELECT name FROM pragma_table_xinfo(?1) WHERE type = 'TEXT' AND hidden = 0", &stmt, err);
    if (status != STATUS_OK) {
        return status;
    }
    db_bind_text(stmt, 1, table);
    while ((status = db_step(stmt, &row, err)) == STATUS_OK && row) {
        str_printf(columns, "%s\"%s\"", columns->length > 0 ? "," : "", db_text(stmt, 0, NULL));
    }
    db_reset(stmt);
    return status;
}

enum status verify_texts(struct store *store, struct str *findings, struct err *err)
{
    char table[64] = "";
    struct str columns = {0};
    enum status status;
    while ((status = next_table(store, table, err)) == STATUS_OK && table[0] != '\0') {
        status = list_columns(store, table, &columns, err);
        if (status == STATUS_OK && columns.length > 0) {
            status = check_texts(store, table, str_text(&columns), findings, err);
        }
        if (status != STATUS_OK) {
            break;
        }
    }
    str_free(&columns);
    return status;
}

enum status verify_references(struct store *store, struct str *findings, struct err *err)
{
    struct stmt *stmt;
    bool row;
    int64_t found = 0;
    enum status status = db_prepare(store->db, "PRAGMA foreign_key_check", &stmt, err);
    if (status != STATUS_OK) {
        return status;
    }
    while ((status = db_step(stmt, &row, err)) == STATUS_OK && row) {
        if (++found <= VERIFY_NAMED) {
            str_printf(findings, _("表 %s 第 %lld 行引用的 %s 记录不存在\n"), db_text(stmt, 0, NULL),
                       (long long)db_int(stmt, 1), db_text(stmt, 2, NULL));
        }
    }
    db_reset(stmt);
    return status;
}
