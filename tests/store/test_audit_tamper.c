/*
 * Goal S14: whoever edits, deletes, adds, swaps or cuts anything of the audit is found, with the file outside
 * also where the head inside the database, or the whole chain, was made to fit.
 */

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "fault/figure.h"
#include "store/store_fixture.h"
#include "zuoxi/base/str.h"
#include "zuoxi/store/audit.h"
#include "zuoxi/store/audit_mark.h"

static const char *const actions[] = {"case.open", "case.edit", "customer.edit", "user.sign_in", "note.add"};

/* Lines as desks write them: some with the difference of a case, some with a note, some with nothing. */
static void write_lines(struct store *store, int count, uint64_t *random)
{
    static struct case_record before, after;
    for (int i = 0; i < count; i++) {
        unsigned kind = fixture_random(random, 5);
        struct audit_entry entry = {.badge = kind % 2 == 0 ? "1001" : "2001",
                                    .origin = "console",
                                    .place = kind == 4 ? NULL : "pts/3 10.0.0.7",
                                    .action = actions[kind],
                                    .object = kind == 2 ? "customer" : "case",
                                    .object_id = 1 + fixture_random(random, 9),
                                    .note = kind == 4 ? "换了电话" : NULL};
        memset(&before, 0, sizeof(before));
        strcpy(before.content, "暖气不热");
        after = before;
        strcpy(after.name, "李四");
        snprintf(after.content, sizeof(after.content), "第%d次来电", i);
        if (kind < 3) {
            entry.table = &case_record_fields;
            entry.before = kind == 0 ? NULL : &before;
            entry.after = &after;
        }
        fixture_begin(store);
        fixture_ok(audit_write(store, &entry, &err));
        fixture_commit(store);
    }
}

static bool is_found(struct store *store)
{
    int64_t lines, bad;
    fixture_ok(audit_verify(store, &lines, &bad, &err));
    return bad != 0;
}

static bool is_found_outside(struct store *store)
{
    struct audit_mark_report report;
    fixture_ok(audit_mark_verify(store, &report, &err));
    return report.state >= AUDIT_MARK_MISSING;
}

struct tally {
    size_t cases, missed;
    char first[300]; /* what was missed first */
};

/* Damage, look, and take the damage back. */
static void tamper(struct store *store, struct tally *tally, const char *sql)
{
    fixture_sql(store, "BEGIN");
    fixture_sql(store, sql);
    if (!is_found(store)) {
        if (tally->missed++ == 0) {
            text_copy(tally->first, sizeof(tally->first), sql);
        }
    }
    tally->cases++;
    fixture_sql(store, "ROLLBACK");
}

static void tamper_format(struct store *store, struct tally *tally, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
static void tamper_format(struct store *store, struct tally *tally, const char *format, ...)
{
    char sql[600];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(sql, sizeof(sql), format, arguments);
    va_end(arguments);
    tamper(store, tally, sql);
}

/* Every column of a line, made longer, shorter, another, with bytes hidden behind a NUL. */
static void edit_line(struct store *store, struct tally *tally, int id)
{
    static const char *const edits[] = {"at = at + 1",
                                        "at = -at",
                                        "badge = badge || '1'",
                                        "badge = ''",
                                        "origin = 'cli'",
                                        "action = 'x.y'",
                                        "action = 'case.erase'",
                                        "object = 'contact'",
                                        "object_id = 77",
                                        "object_id = -1",
                                        "hash = zeroblob(32)",
                                        "hash = CAST(hash || x'00' AS BLOB)",
                                        "place = place || '1'",
                                        "place = 'tty1 x'",
                                        "badge = badge || char(0, 65)",
                                        "origin = origin || char(0)",
                                        "action = action || char(0, 65)",
                                        "object = object || char(0, 65)",
                                        "place = place || char(0, 65)",
                                        "id = id + 1000",
                                        "id = -id",
                                        "hash = randomblob(32)"};
    for (size_t i = 0; i < sizeof(edits) / sizeof(edits[0]); i++) {
        tamper_format(store, tally, "UPDATE audit SET %s WHERE id = %d", edits[i], id);
    }
    tamper_format(store, tally, "DELETE FROM audit WHERE id = %d", id);
    tamper_format(store, tally,
                  "DELETE FROM audit WHERE id = %d; DELETE FROM audit_value WHERE audit_id = %d", id, id);
}

static void edit_values(struct store *store, struct tally *tally, int id)
{
    static const char *const edits[] = {"value = value || '1'",
                                        "value = value || char(0)",
                                        "value = NULL, salt = NULL", /* erased, and no line says so */
                                        "value = NULL",
                                        "salt = NULL",
                                        "salt = randomblob(16)",
                                        "salt = CAST(salt || substr(CAST(value AS BLOB), 1, 1) AS BLOB), "
                                        "value = CAST(substr(CAST(value AS BLOB), 2) AS TEXT)",
                                        "digest = randomblob(32)",
                                        "digest = CAST(digest || x'00' AS BLOB)",
                                        "field = field || '_'",
                                        "field = field || char(0, 65)",
                                        "side = 1 - side",
                                        "side = side + 2",
                                        "position = position + 50",
                                        "position = -position",
                                        "audit_id = audit_id + 1000",
                                        "audit_id = -audit_id"};
    char sql[200];
    snprintf(sql, sizeof(sql), "SELECT count(*) FROM audit_value WHERE audit_id = %d", id);
    int count = (int)fixture_int(store, sql);
    for (int position = 1; position <= count; position++) {
        for (size_t i = 0; i < sizeof(edits) / sizeof(edits[0]); i++) {
            snprintf(sql, sizeof(sql),
                     "SELECT count(*) FROM audit_value WHERE audit_id = %d AND position = %d AND value <> ''",
                     id, position);
            bool splits = strstr(edits[i], "substr") == NULL || fixture_int(store, sql) != 0;
            if (splits) {
                tamper_format(store, tally, "UPDATE audit_value SET %s WHERE audit_id = %d AND position = %d",
                              edits[i], id, position);
            }
        }
        tamper_format(store, tally, "DELETE FROM audit_value WHERE audit_id = %d AND position = %d", id,
                      position);
    }
    for (int position = 1; position < count; position++) {
        tamper_format(store, tally,
                      "UPDATE audit_value SET position = 99 WHERE audit_id = %d AND position = %d; "
                      "UPDATE audit_value SET position = %d WHERE audit_id = %d AND position = %d; "
                      "UPDATE audit_value SET position = %d WHERE audit_id = %d AND position = 99",
                      id, position, position, id, position + 1, position + 1, id);
    }
    tamper_format(store, tally,
                  "INSERT INTO audit_value VALUES (%d, %d, 'reply', 1, zeroblob(32), zeroblob(16), '')", id,
                  count + 1);
}

static void swap_lines(struct store *store, struct tally *tally, int left, int right)
{
    tamper_format(store, tally,
                  "UPDATE audit SET id = -9 WHERE id = %d; UPDATE audit SET id = %d WHERE id = %d; "
                  "UPDATE audit SET id = %d WHERE id = -9",
                  left, left, right, right);
    tamper_format(store, tally,
                  "UPDATE audit SET id = -9 WHERE id = %d; UPDATE audit SET id = %d WHERE id = %d; "
                  "UPDATE audit SET id = %d WHERE id = -9; "
                  "UPDATE audit_value SET audit_id = -9 WHERE audit_id = %d; "
                  "UPDATE audit_value SET audit_id = %d WHERE audit_id = %d; "
                  "UPDATE audit_value SET audit_id = %d WHERE audit_id = -9",
                  left, left, right, right, left, left, right, right);
}

START_TEST(every_row_and_column_edited_deleted_swapped_or_cut__is_found)
{
    struct store *store = fixture_open();
    struct tally tally = {0};
    int count = figure_cases(40, 400);
    uint64_t random = 14;
    write_lines(store, count, &random);
    ck_assert(!is_found(store) && !is_found_outside(store));
    /* The columns that the edits below know: a new one wants its own. */
    ck_assert_int_eq(fixture_int(store, "SELECT count(*) FROM pragma_table_info('audit')"), 9);
    ck_assert_int_eq(fixture_int(store, "SELECT count(*) FROM pragma_table_info('audit_value')"), 7);
    for (int id = 1; id <= count; id++) {
        edit_line(store, &tally, id);
        edit_values(store, &tally, id);
        swap_lines(store, &tally, id, 1 + (id + (int)fixture_random(&random, (unsigned)count - 1)) % count);
        tamper_format(store, &tally, "DELETE FROM audit WHERE id >= %d", id);
        tamper_format(store, &tally,
                      "DELETE FROM audit WHERE id >= %d; DELETE FROM audit_value WHERE audit_id >= %d", id,
                      id);
    }
    tamper(store, &tally, "INSERT INTO audit VALUES (0, 1, 'x', 'x', 'x', 'x', 1, zeroblob(32), '')");
    tamper(store, &tally, "INSERT INTO audit VALUES (-5, 1, 'x', 'x', 'x', 'x', 1, zeroblob(32), '')");
    tamper(store, &tally, "INSERT INTO audit VALUES (9999, 1, 'x', 'x', 'x', 'x', 1, zeroblob(32), '')");
    tamper(store, &tally, "INSERT INTO audit_value VALUES (0, 1, 'x', 1, zeroblob(32), NULL, NULL)");
    tamper(store, &tally, "INSERT INTO audit_value VALUES (9999, 1, 'x', 1, zeroblob(32), NULL, NULL)");
    tamper(store, &tally, "UPDATE meta SET value = value || ' ' WHERE key = 'audit'");
    tamper(store, &tally, "UPDATE meta SET value = '0' || value WHERE key = 'audit'");
    tamper(store, &tally, "DELETE FROM meta WHERE key = 'audit'");
    ck_assert_msg(tally.missed == 0, "%zu of %zu not found, first: %s", tally.missed, tally.cases,
                  tally.first);
    ck_assert(!is_found(store) && !is_found_outside(store));
    figure_reached("S14", tally.missed == 0,
                   "%zu edits, deletions, additions, swaps and cuts of %d lines: %zu not found", tally.cases,
                   count, tally.missed);
    fixture_close(store);
}
END_TEST

/* As somebody would who knows the program: the last k lines gone, the head inside made to fit. */
static void cut_tail(struct store *store, int lines)
{
    char sql[700];
    snprintf(
        sql, sizeof(sql),
        "DELETE FROM audit WHERE id > (SELECT max(id) FROM audit) - %d; "
        "DELETE FROM audit_value WHERE audit_id > (SELECT max(id) FROM audit); "
        "UPDATE meta SET value = (SELECT id || ' ' || lower(hex(hash)) FROM audit ORDER BY id DESC LIMIT 1) "
        "WHERE key = 'audit'",
        lines);
    fixture_sql(store, sql);
}

START_TEST(a_tail_cut_with_its_head_rewritten__is_found_by_the_file_outside_alone)
{
    int count = figure_cases(25, 250), inside = 0, outside = 0, later = 0;
    uint64_t random = 3;
    for (int lines = 1; lines < count; lines++) {
        struct store *store = fixture_open();
        write_lines(store, count, &random);
        cut_tail(store, lines);
        inside += is_found(store);
        outside += is_found_outside(store);
        write_lines(store, 1 + lines * 2, &random); /* work goes on over it: the evidence stays */
        ck_assert(!is_found(store));
        later += is_found_outside(store);
        fixture_close(store);
    }
    ck_assert_int_eq(inside, 0); /* the control: the chain alone cannot see it */
    ck_assert_int_eq(outside, count - 1);
    ck_assert_int_eq(later, count - 1);
    figure_reached(
        "S14", outside == count - 1 && later == outside && inside == 0,
        "%d tails cut with the head rewritten: %d found by the file outside, %d after work went on "
        "(control without it: %d found)",
        count - 1, outside, later, inside);
}
END_TEST

static void read_mark(struct audit_mark_report *report, struct store *store)
{
    fixture_ok(audit_mark_verify(store, report, &err));
}

START_TEST(the_file_outside__follows_every_commit_and_lags_after_a_crash_without_alarm)
{
    struct store *store = fixture_open();
    struct audit_mark_report report;
    uint64_t random = 5;
    read_mark(&report, store);
    ck_assert_int_eq(report.state, AUDIT_MARK_NONE);
    write_lines(store, 30, &random);
    read_mark(&report, store);
    ck_assert_int_eq(report.state, AUDIT_MARK_FITS);
    ck_assert_int_eq(report.line, 30);
    ck_assert_int_eq(report.lag, 0);
    ck_assert_int_eq(report.points, 2); /* what was committed when it began, and now */
    char copy[512] = "", path[200];
    snprintf(path, sizeof(path), "%s.audit", fixture_path());
    int fd = open(path, O_RDWR);
    ck_assert_int_ge(fd, 0);
    ssize_t length = pread(fd, copy, sizeof(copy), 0);
    write_lines(store, 5, &random);
    ck_assert_int_eq(pwrite(fd, copy, (size_t)length, 0), length); /* killed before it was written */
    read_mark(&report, store);
    ck_assert_int_eq(report.state, AUDIT_MARK_FITS);
    ck_assert_int_eq(report.lag, 5);
    struct store *other = fixture_reopen();
    write_lines(other, 1, &random);
    write_lines(store, 1, &random);
    read_mark(&report, store);
    ck_assert_int_eq(report.state, AUDIT_MARK_FITS);
    ck_assert_int_eq(report.lag, 0);
    ck_assert_int_eq(ftruncate(fd, lseek(fd, 0, SEEK_END) - 40), 0); /* a line that the power cut in two */
    write_lines(store, 1, &random);
    read_mark(&report, store);
    ck_assert_int_eq(report.state, AUDIT_MARK_FITS);
    ck_assert_int_eq(report.lag, 0);
    close(fd);
    store_close(&other);
    fixture_close(store);
}
END_TEST

START_TEST(the_file_outside__deleted_emptied_scribbled_over_or_of_another_database__is_a_finding)
{
    struct store *store = fixture_open();
    struct audit_mark_report report;
    uint64_t random = 8;
    char path[200];
    snprintf(path, sizeof(path), "%s.audit", fixture_path());
    write_lines(store, 3, &random);
    ck_assert_int_eq(truncate(path, 0), 0);
    read_mark(&report, store);
    ck_assert_int_eq(report.state, AUDIT_MARK_BROKEN);
    int fd = open(path, O_WRONLY);
    char line[128];
    memset(line, 'x', sizeof(line));
    ck_assert_int_eq(write(fd, line, sizeof(line)), 128);
    close(fd);
    read_mark(&report, store);
    ck_assert_int_eq(report.state, AUDIT_MARK_BROKEN);
    unlink(path);
    write_lines(store, 2, &random); /* it is not begun again behind anybody's back */
    read_mark(&report, store);
    ck_assert_int_eq(report.state, AUDIT_MARK_MISSING);
    fixture_begin(store);
    fixture_ok(audit_mark_anew(store, &err));
    fixture_commit(store);
    read_mark(&report, store);
    ck_assert_int_eq(report.state, AUDIT_MARK_FITS);
    fixture_sql(store, "UPDATE audit SET hash = zeroblob(32) WHERE id = 5");
    read_mark(&report, store);
    ck_assert_int_eq(report.state, AUDIT_MARK_FORGED);
    ck_assert_int_eq(report.line, 5);
    fixture_close(store);
}
END_TEST

/* A value of the field emptied as an erasure does it, without one, of the case or of any other; is it found?
 */
static bool is_emptying_found(struct store *store, const char *field, const char *which, int64_t id)
{
    char sql[400];
    snprintf(sql, sizeof(sql),
             "BEGIN; UPDATE audit_value SET value = NULL, salt = NULL WHERE field = '%s' AND audit_id IN "
             "(SELECT id FROM audit WHERE object = 'case' AND object_id %s %d)",
             field, which, (int)id);
    fixture_sql(store, sql);
    bool found = is_found(store);
    fixture_sql(store, "ROLLBACK");
    return found;
}

START_TEST(values_erased_by_the_book__are_no_finding__and_others_stay_found)
{
    struct store *store = fixture_open();
    uint64_t random = 21;
    write_lines(store, 30, &random);
    int64_t id = fixture_int(store, "SELECT object_id FROM audit JOIN audit_value ON audit_id = id "
                                    "WHERE field = 'name' AND object = 'case'");
    struct audit_entry erasure = {
        .badge = "9001", .origin = "console", .action = "case.erase", .object = "case", .object_id = id};
    fixture_begin(store);
    fixture_ok(audit_erase(store, &erasure, &case_record_fields, NULL, &err));
    fixture_commit(store);
    ck_assert_int_gt(fixture_int(store, "SELECT count(*) FROM audit_value WHERE value IS NULL"), 0);
    ck_assert(!is_found(store));
    ck_assert(is_emptying_found(store, "content", "=", id)); /* a field that the erasure did not name */
    ck_assert(is_emptying_found(store, "name", "<>", id));
    fixture_begin(store);
    fixture_ok(audit_erase(store, &erasure, NULL, NULL, &err));
    fixture_commit(store);
    ck_assert(!is_found(store) && !is_found_outside(store));
    fixture_close(store);
}
END_TEST

FIXTURE_MAIN("audit_tamper", every_row_and_column_edited_deleted_swapped_or_cut__is_found,
             a_tail_cut_with_its_head_rewritten__is_found_by_the_file_outside_alone,
             the_file_outside__follows_every_commit_and_lags_after_a_crash_without_alarm,
             the_file_outside__deleted_emptied_scribbled_over_or_of_another_database__is_a_finding,
             values_erased_by_the_book__are_no_finding__and_others_stay_found)
