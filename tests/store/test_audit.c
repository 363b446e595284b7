#include <check.h>
#include <string.h>

#include "store/store_fixture.h"
#include "zuoxi/base/str.h"
#include "zuoxi/store/audit.h"
#include "zuoxi/store/record.h"

/* Three cases, each opened and then corrected: six lines. Returns the id of the second. */
static int64_t write_lines(struct store *store)
{
    int64_t id = 0;
    for (int i = 0; i < 3; i++) {
        fixture_begin(store);
        struct case_record before = fixture_case(store, "暖气不热", false, 0), after = before;
        struct audit_entry entry = {.badge = "1001",
                                    .origin = "console",
                                    .place = "pts/3 10.0.0.7",
                                    .action = "case.open",
                                    .object = "case",
                                    .object_id = before.head.id,
                                    .table = &case_record_fields,
                                    .after = &before};
        fixture_ok(audit_write(store, &entry, &err));
        strcpy(after.content, "暖气不热,漏水");
        strcpy(after.name, "李四");
        int changed = 0;
        fixture_ok(record_update(store, &case_record_fields, &before, &after, &changed, &err));
        entry.action = "case.edit";
        entry.before = &before;
        entry.after = &after;
        entry.note = "客户更正";
        fixture_ok(audit_write(store, &entry, &err));
        fixture_commit(store);
        id = i == 1 ? before.head.id : id;
    }
    return id;
}

static int64_t bad_line(struct store *store)
{
    int64_t lines = -1, bad = -1;
    fixture_ok(audit_verify(store, &lines, &bad, &err));
    return bad;
}

static void assert_found(const char *damage, int64_t wanted)
{
    struct store *store = fixture_open();
    write_lines(store);
    ck_assert_int_eq(bad_line(store), 0);
    fixture_sql(store, damage);
    ck_assert_msg(bad_line(store) == wanted, "%s: line %d instead of %d", damage, (int)bad_line(store),
                  (int)wanted);
    fixture_close(store);
}

START_TEST(an_untouched_chain_verifies)
{
    struct store *store = fixture_open();
    int64_t lines, bad;
    fixture_ok(audit_verify(store, &lines, &bad, &err));
    ck_assert_int_eq(lines, 0);
    ck_assert_int_eq(bad, 0);
    write_lines(store);
    fixture_ok(audit_verify(store, &lines, &bad, &err));
    ck_assert_int_eq(lines, 6);
    ck_assert_int_eq(bad, 0);
    fixture_close(store);
}
END_TEST

START_TEST(every_edited_column_is_found)
{
    assert_found("UPDATE audit SET at = at + 1 WHERE id = 3", 3);
    assert_found("UPDATE audit SET badge = '1002' WHERE id = 3", 3);
    assert_found("UPDATE audit SET origin = 'cli' WHERE id = 3", 3);
    assert_found("UPDATE audit SET action = 'case.close' WHERE id = 1", 1);
    assert_found("UPDATE audit SET object = 'contact' WHERE id = 6", 6);
    assert_found("UPDATE audit SET object_id = 1 WHERE id = 5", 5);
    assert_found("UPDATE audit SET hash = zeroblob(32) WHERE id = 2", 2);
    assert_found("UPDATE audit SET badge = '100', origin = '1console' WHERE id = 3", 3);
}
END_TEST

START_TEST(every_edited_value_is_found)
{
    assert_found(
        "UPDATE audit_value SET value = '别的' WHERE audit_id = 4 AND field = 'content' AND side = 1", 4);
    assert_found(
        "UPDATE audit_value SET field = 'reply' WHERE audit_id = 4 AND field = 'content' AND side = 1", 4);
    assert_found("UPDATE audit_value SET side = 0 WHERE audit_id = 4 AND field = 'note'", 4);
    assert_found(
        "UPDATE audit_value SET salt = zeroblob(16) WHERE audit_id = 2 AND field = 'name' AND side = 0", 2);
    assert_found(
        "UPDATE audit_value SET digest = zeroblob(32) WHERE audit_id = 2 AND field = 'name' AND side = 0", 2);
    assert_found("UPDATE audit_value SET value = NULL WHERE audit_id = 2 AND field = 'name' AND side = 0", 2);
    assert_found("DELETE FROM audit_value WHERE audit_id = 2 AND field = 'note'", 2);
    assert_found("INSERT INTO audit_value VALUES (3, 99, 'reply', 1, zeroblob(32), NULL, NULL)", 3);
}
END_TEST

START_TEST(deleted_swapped_and_cut_lines_are_found)
{
    assert_found("DELETE FROM audit WHERE id = 3", 3);
    assert_found("DELETE FROM audit WHERE id = 6", 6);
    assert_found("DELETE FROM audit WHERE id > 2; DELETE FROM audit_value WHERE audit_id > 2", 3);
    assert_found("DELETE FROM audit; DELETE FROM audit_value", 1);
    assert_found("UPDATE audit SET id = 100 WHERE id = 2; UPDATE audit SET id = 2 WHERE id = 3; "
                 "UPDATE audit SET id = 3 WHERE id = 100",
                 2);
    assert_found("DELETE FROM meta WHERE key = 'audit'", 6);
    assert_found("UPDATE meta SET value = 'x' WHERE key = 'audit'", 7);
}
END_TEST

START_TEST(lines_and_values_can_be_read)
{
    struct store *store = fixture_open();
    int64_t id = write_lines(store);
    struct audit_row rows[4];
    size_t count;
    char value[64];
    fixture_ok(audit_list(store, "case", id, rows, 4, &count, &err));
    ck_assert_uint_eq(count, 2);
    ck_assert_str_eq(rows[0].action, "case.open");
    ck_assert_str_eq(rows[0].place, "pts/3 10.0.0.7");
    ck_assert_str_eq(rows[1].badge, "1001");
    ck_assert_int_eq(rows[1].at, FIXTURE_NOW);
    fixture_ok(audit_value(store, rows[0].id, "content", 1, value, sizeof(value), &err));
    ck_assert_str_eq(value, "暖气不热");
    fixture_ok(audit_value(store, rows[1].id, "name", 0, value, sizeof(value), &err));
    ck_assert_str_eq(value, "测试户");
    fixture_ok(audit_value(store, rows[1].id, "name", 1, value, sizeof(value), &err));
    ck_assert_str_eq(value, "李四");
    fixture_ok(audit_value(store, rows[1].id, "note", 1, value, sizeof(value), &err));
    ck_assert_str_eq(value, "客户更正");
    ck_assert_int_eq(audit_value(store, rows[1].id, "owner", 1, value, sizeof(value), NULL),
                     STATUS_NOT_FOUND);
    fixture_close(store);
}
END_TEST

START_TEST(erased_personal_values_are_gone_and_the_chain_holds)
{
    struct store *store = fixture_open();
    int64_t id = write_lines(store);
    struct audit_row rows[4];
    size_t count;
    char value[64];
    fixture_begin(store);
    struct audit_entry erasure = {.badge = "9001", .action = "case.erase", .object = "case", .object_id = id};
    fixture_ok(audit_erase(store, &erasure, &case_record_fields, NULL, &err));
    fixture_commit(store);
    ck_assert_int_eq(bad_line(store), 0);
    fixture_ok(audit_list(store, "case", id, rows, 4, &count, &err));
    fixture_ok(audit_value(store, rows[1].id, "name", 1, value, sizeof(value), &err));
    ck_assert_str_eq(value, "");
    fixture_ok(audit_value(store, rows[1].id, "content", 1, value, sizeof(value), &err));
    ck_assert_str_eq(value, "暖气不热,漏水");
    ck_assert_int_eq(fixture_int(store, "SELECT count(*) FROM audit_value WHERE value = '李四'"),
                     2); /* of others */
    fixture_begin(store);
    fixture_ok(audit_erase(store, &erasure, NULL, NULL, &err));
    fixture_commit(store);
    fixture_ok(audit_value(store, rows[1].id, "content", 1, value, sizeof(value), &err));
    ck_assert_str_eq(value, "");
    ck_assert_int_eq(bad_line(store), 0);
    write_lines(store); /* and it goes on */
    ck_assert_int_eq(bad_line(store), 0);
    fixture_close(store);
}
END_TEST

START_TEST(a_line_rolled_back_leaves_no_gap)
{
    struct store *store = fixture_open();
    struct audit_entry entry = {.badge = "1001", .origin = "cli", .action = "user.add", .object = "person"};
    write_lines(store);
    fixture_begin(store);
    fixture_ok(audit_write(store, &entry, &err));
    store_rollback(store);
    fixture_begin(store);
    fixture_ok(audit_write(store, &entry, &err));
    fixture_commit(store);
    ck_assert_int_eq(fixture_int(store, "SELECT max(id) FROM audit"), 7);
    ck_assert_int_eq(bad_line(store), 0);
    fixture_close(store);
}
END_TEST

START_TEST(verifying_the_whole_store_finds_each_kind_of_damage)
{
    static const struct {
        const char *damage, *words;
    } kinds[] = {{"UPDATE migration SET checksum = 'x'", "001_foundation"},
                 {"UPDATE audit SET badge = 'x' WHERE id = 2", "审计记录第 2 条"},
                 {"UPDATE case_record SET content = 'x' WHERE id = 2", "查找索引"}};
    struct str findings = {0};
    for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
        struct store *store = fixture_open();
        write_lines(store);
        str_reset(&findings);
        fixture_ok(store_verify(store, &findings, &err));
        ck_assert_str_eq(str_text(&findings), "");
        fixture_sql(store, kinds[i].damage);
        fixture_ok(store_verify(store, &findings, &err));
        ck_assert_msg(strstr(str_text(&findings), kinds[i].words) != NULL, "%s: %s", kinds[i].damage,
                      str_text(&findings));
        fixture_close(store);
    }
    str_free(&findings);
}
END_TEST

FIXTURE_MAIN("audit", an_untouched_chain_verifies, every_edited_column_is_found, every_edited_value_is_found,
             deleted_swapped_and_cut_lines_are_found, lines_and_values_can_be_read,
             erased_personal_values_are_gone_and_the_chain_holds, a_line_rolled_back_leaves_no_gap,
             verifying_the_whole_store_finds_each_kind_of_damage)
