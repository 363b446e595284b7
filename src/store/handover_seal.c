/* The seal of a signed log: the sheet as it was printed, chained to the one signed before it; and what
 * changes hands with it. */

#include <string.h>

#include "store_private.h"
#include "zuoxi/base/sha256.h"
#include "zuoxi/base/str.h"
#include "zuoxi/base/text.h"
#include "zuoxi/store/handover_store.h"
#include "zuoxi/store/query.h"
#include "zuoxi/store/roster_store.h"

#define SEQUENCE "handover"
#define HEAD     "handover/hash" /* of the log sealed last: a cut tail shows */

static void digest(const char *before, const char *sheet, char out[SHA256_HEX_SIZE])
{
    struct sha256 sha;
    unsigned char bytes[SHA256_SIZE];
    sha256_init(&sha);
    sha256_add(&sha, before, strlen(before));
    sha256_add(&sha, "\n", 1);
    sha256_add(&sha, sheet, strlen(sheet));
    sha256_end(&sha, bytes);
    sha256_hex(bytes, out);
}

enum status handover_store_seal(struct store *store, int64_t id, const char *sheet, struct err *err)
{
    char before[SHA256_HEX_SIZE], hash[SHA256_HEX_SIZE];
    struct stmt *stmt;
    int64_t sealed = 0;
    enum status status = store_meta(store, HEAD, before, sizeof(before), err);
    if (status == STATUS_OK) {
        status = store_next(store, SEQUENCE, &sealed, err);
    }
    if (status == STATUS_OK) {
        status = db_prepare(store->db,
                            "UPDATE handover SET sheet = ?2, hash_before = ?3, hash = ?4, sealed = ?5 "
                            "WHERE id = ?1",
                            &stmt, err);
    }
    if (status != STATUS_OK) {
        return status;
    }
    digest(before, sheet, hash);
    db_bind_int(stmt, 1, id);
    db_bind_text(stmt, 2, sheet);
    db_bind_text(stmt, 3, before);
    db_bind_text(stmt, 4, hash);
    db_bind_int(stmt, 5, sealed);
    status = db_run(stmt, err);
    return status == STATUS_OK ? store_set_meta(store, HEAD, hash, err) : status;
}

enum status handover_store_sheet(struct store *store, int64_t id, struct str *sheet, struct err *err)
{
    struct stmt *stmt;
    bool row = false;
    enum status status = db_prepare(store->db, query_sql(QUERY_HANDOVER_SHEET), &stmt, err);
    if (status != STATUS_OK) {
        return status;
    }
    db_bind_int(stmt, 1, id);
    status = db_step(stmt, &row, err);
    if (status == STATUS_OK && row) {
        str_add(sheet, db_text(stmt, 0, NULL));
    }
    if (status == STATUS_OK) {
        db_reset(stmt);
    }
    return status;
}

struct walk {
    char before[SHA256_HEX_SIZE]; /* hash of the last one looked at */
    int64_t sealed;               /* its number */
};

static void check_row(struct stmt *stmt, struct walk *walk, struct str *findings)
{
    char hash[SHA256_HEX_SIZE];
    int64_t sealed = db_int(stmt, 4);
    digest(db_text(stmt, 2, NULL), db_text(stmt, 1, NULL), hash);
    bool is_good = strcmp(hash, db_text(stmt, 3, NULL)) == 0 && sealed == walk->sealed + 1 &&
                   strcmp(walk->before, db_text(stmt, 2, NULL)) == 0;
    if (!is_good) {
        str_printf(findings, _("交接班记录 %lld 签字后被改动过，或者前一份不见了\n"),
                   (long long)db_int(stmt, 0));
    }
    text_copy(walk->before, sizeof(walk->before), db_text(stmt, 3, NULL));
    walk->sealed = sealed;
}

/* The sealed logs in their order, then the head that was kept of them. */
static enum status check_chain(struct store *store, struct str *findings, struct err *err)
{
    struct walk walk = {0};
    struct stmt *stmt;
    char head[SHA256_HEX_SIZE];
    bool row = true;
    enum status status = db_prepare(store->db, query_sql(QUERY_HANDOVER_SEALED), &stmt, err);
    if (status == STATUS_OK) {
        db_bind_int(stmt, 1, 0);
        db_bind_int(stmt, 2, INT64_MAX);
    }
    while (status == STATUS_OK && row) {
        status = db_step(stmt, &row, err);
        if (status == STATUS_OK && row) {
            check_row(stmt, &walk, findings);
        }
    }
    if (status == STATUS_OK) {
        db_reset(stmt);
        status = store_meta(store, HEAD, head, sizeof(head), err);
    }
    if (status == STATUS_OK && strcmp(head, walk.before) != 0) {
        str_add(findings, _("最后的交接班记录不见了\n"));
    }
    return status;
}

/* In one transaction, for desks go on and one may seal a log between both looks. */
enum status handover_store_verify(struct store *store, struct str *findings, struct err *err)
{
    enum status status = db_begin_read(store->db, err);
    if (status == STATUS_OK) {
        status = check_chain(store, findings, err);
        db_end_read(store->db);
    }
    return status;
}

static enum status hand_over(struct store *store, const char *sql, const char *from, const char *to,
                             int64_t *count, struct err *err)
{
    struct stmt *stmt;
    enum status status = db_prepare(store->db, sql, &stmt, err);
    if (status != STATUS_OK) {
        return status;
    }
    db_bind_text(stmt, 1, from);
    db_bind_text(stmt, 2, to);
    status = db_run(stmt, err);
    *count = db_changed(store->db);
    return status;
}

enum status handover_store_transfer(struct store *store, const char *from, const char *to, int64_t *promises,
                                    int64_t *cases, struct err *err)
{
    *promises = *cases = 0;
    /* A promise about a confidential case that the relief will not see stays where it is; only an open case
     * changes its keeper with them. */
    enum status status = hand_over(store,
                                   "UPDATE promise SET owner = ?2, version = version + 1 "
                                   "WHERE owner = ?1 AND done_at IS NULL AND NOT EXISTS (SELECT 1 "
                                   "FROM case_record hidden WHERE hidden.id = case_id "
                                   "AND hidden.is_confidential = 1 AND hidden.owner <> ?2 "
                                   "AND hidden.keeper <> ?2 "
                                   "AND NOT (hidden.is_open = 1 AND hidden.keeper = ?1))",
                                   from, to, promises, err);
    if (status == STATUS_OK) { /* nobody's form shows the keeper: no version to move */
        status = hand_over(store, "UPDATE case_record SET keeper = ?2 WHERE is_open = 1 AND keeper = ?1",
                           from, to, cases, err);
    }
    store_ring_bell(store);
    return status;
}
