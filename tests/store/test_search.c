#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/store_fixture.h"
#include "zuoxi/base/str.h"
#include "zuoxi/base/utf8.h"
#include "zuoxi/store/bulk.h"
#include "zuoxi/store/case_store.h"
#include "zuoxi/store/record.h"
#include "zuoxi/store/search.h"
#include "zuoxi/store/token.h"

#define HITS 400

/* A small alphabet makes words meet often; the marks cut them. */
static void random_text(uint64_t *seed, unsigned characters, char *out)
{
    static const char *const letters[] = {"暖", "气", "不", "热", "漏", "水", "楼", "𠮷", "，", "。", "\n"};
    out[0] = '\0';
    for (unsigned i = 0; i < characters; i++) {
        unsigned kinds = fixture_random(seed, 8) == 0 ? 11 : 8;
        strcat(out, letters[fixture_random(seed, kinds)]);
    }
}

static void random_word(uint64_t *seed, char *out)
{
    do {
        random_text(seed, 1 + fixture_random(seed, 6), out);
    } while (strpbrk(out, "\n") != NULL || strstr(out, "，") != NULL || strstr(out, "。") != NULL);
}

static void save_random_cases(struct store *store, uint64_t *seed, int count)
{
    for (int i = 0; i < count; i++) {
        struct case_record record = {.number = ""};
        random_text(seed, 3 + fixture_random(seed, 30), record.content);
        random_text(seed, fixture_random(seed, 6), record.result);
        fixture_ok(record_insert(store, &case_record_fields, &record, &err));
    }
}

/* The ids that LIKE finds for all words, newest first. */
static size_t find_by_like(struct store *store, const char *first, const char *second, int64_t *ids)
{
    struct stmt *stmt;
    bool row = true;
    size_t count = 0;
    fixture_ok(db_prepare(
        store_db(store),
        "SELECT id FROM search_text WHERE instr(text, ?1) > 0 AND instr(text, ?2) > 0 ORDER BY id DESC",
        &stmt, &err));
    db_bind_text(stmt, 1, first);
    db_bind_text(stmt, 2, second);
    for (;;) {
        fixture_ok(db_step(stmt, &row, &err));
        if (!row) {
            break;
        }
        ids[count++] = db_int(stmt, 0);
    }
    db_reset(stmt);
    return count;
}

static void assert_same_as_like(struct store *store, const char *first, const char *second)
{
    static int64_t wanted[HITS];
    static struct search_hit hits[HITS];
    char words[128];
    size_t count, expected = find_by_like(store, first, second, wanted);
    snprintf(words, sizeof(words), "%s　%s ", first, second);
    fixture_ok(search_words(store, words, 0, HITS, hits, &count, &err));
    ck_assert_msg(count == expected, "%s: %zu instead of %zu", words, count, expected);
    for (size_t i = 0; i < count; i++) {
        ck_assert_int_eq(hits[i].id, wanted[i]);
        ck_assert_str_eq(hits[i].record, "case");
        ck_assert_int_eq(hits[i].case_id, wanted[i]);
    }
}

START_TEST(one_to_six_characters_and_two_words_find_exactly_what_like_finds)
{
    struct store *store = fixture_open();
    uint64_t seed = 99;
    char first[64], second[64];
    fixture_begin(store);
    save_random_cases(store, &seed, 300);
    fixture_commit(store);
    for (int i = 0; i < 250; i++) {
        random_word(&seed, first);
        assert_same_as_like(store, first, "");
        random_word(&seed, second);
        assert_same_as_like(store, first, second);
    }
    fixture_close(store);
}
END_TEST

START_TEST(edits_keep_the_index_exact)
{
    struct store *store = fixture_open();
    uint64_t seed = 5;
    char word[64];
    fixture_begin(store);
    save_random_cases(store, &seed, 120);
    fixture_commit(store);
    for (int i = 0; i < 200; i++) {
        struct case_record before, after;
        fixture_ok(record_load(store, &case_record_fields, 1 + fixture_random(&seed, 120), &before, &err));
        after = before;
        random_text(&seed, 1 + fixture_random(&seed, 20), after.content);
        fixture_begin(store);
        fixture_ok(record_update(store, &case_record_fields, &before, &after, NULL, &err));
        if (fixture_random(&seed, 6) == 0) {
            store_rollback(store);
        } else {
            fixture_commit(store);
        }
        random_word(&seed, word);
        assert_same_as_like(store, word, "");
    }
    fixture_begin(store);
    fixture_ok(search_verify(store, &err));
    store_rollback(store);
    fixture_close(store);
}
END_TEST

START_TEST(pages_go_on_below_the_last_hit)
{
    struct store *store = fixture_open();
    uint64_t seed = 31;
    struct search_hit all[HITS], page[7];
    size_t total, count, seen = 0;
    int64_t before = 0;
    fixture_begin(store);
    save_random_cases(store, &seed, 200);
    fixture_commit(store);
    fixture_ok(search_words(store, "不热", 0, HITS, all, &total, &err));
    ck_assert_uint_gt(total, 20);
    do {
        fixture_ok(search_words(store, "不热", before, 7, page, &count, &err));
        for (size_t i = 0; i < count; i++) {
            ck_assert_int_eq(page[i].id, all[seen++].id);
            before = page[i].id;
        }
    } while (count == 7);
    ck_assert_uint_eq(seen, total);
    fixture_close(store);
}
END_TEST

static size_t hits_of(struct store *store, const char *words)
{
    struct search_hit hits[10];
    size_t count;
    fixture_ok(search_words(store, words, 0, 10, hits, &count, &err));
    return count;
}

START_TEST(latin_words_numbers_and_full_width_forms_match_whole_and_in_either_case)
{
    struct store *store = fixture_open();
    fixture_begin(store);
    fixture_case(store, "幸福小区13号楼2单元,WiFi温控器ＡＢＣ-9型", false, 0);
    fixture_commit(store);
    ck_assert_uint_eq(hits_of(store, "13号楼2单元"), 1);
    ck_assert_uint_eq(hits_of(store, "3号楼"), 0); /* another building */
    ck_assert_uint_eq(hits_of(store, "wifi"), 1);
    ck_assert_uint_eq(hits_of(store, "WIFI温控"), 1);
    ck_assert_uint_eq(hits_of(store, "wif"), 0);
    ck_assert_uint_eq(hits_of(store, "abc-9"), 1);
    ck_assert_uint_eq(hits_of(store, "１３号"), 1);
    ck_assert_uint_eq(hits_of(store, "单元,WiFi"), 1);
    ck_assert_uint_eq(hits_of(store, "单元。WiFi"), 0);
    ck_assert_uint_eq(hits_of(store, ""), 0);
    ck_assert_uint_eq(hits_of(store, " ，。 "), 0);
    fixture_close(store);
}
END_TEST

START_TEST(what_a_person_types_is_never_taken_for_query_language)
{
    static const char *const typed[] = {
        "\"", "AND",      "暖气 OR 漏水", "暖气*", "NEAR(暖 气)", "text:暖气",
        "(",  "暖气\"水", "-暖气",        "^暖气", "\xff\xfe",    "'; DROP TABLE x --"};
    struct store *store = fixture_open();
    fixture_begin(store);
    fixture_case(store, "暖气不热", false, 0);
    fixture_commit(store);
    for (size_t i = 0; i < sizeof(typed) / sizeof(typed[0]); i++) {
        hits_of(store, typed[i]); /* fails the test when it is an error */
    }
    ck_assert_uint_eq(hits_of(store, "暖气 OR 漏水"), 0);
    ck_assert_uint_eq(hits_of(store, "暖气"), 1);
    fixture_close(store);
}
END_TEST

START_TEST(customers_and_contacts_are_found_and_say_which_case_to_open)
{
    struct store *store = fixture_open();
    struct customer customer = {.name = "欧阳小明", .account = "H1024"};
    struct contact contact = {.said = "客户说阀门坏了"};
    struct search_hit hits[4];
    size_t count;
    fixture_begin(store);
    fixture_ok(record_insert(store, &customer_fields, &customer, &err));
    struct case_record record = fixture_case(store, "不热", false, 0);
    contact.case_id = record.head.id;
    fixture_ok(record_insert(store, &contact_fields, &contact, &err));
    fixture_commit(store);
    fixture_ok(search_words(store, "欧阳", 0, 4, hits, &count, &err));
    ck_assert_uint_eq(count, 1);
    ck_assert_str_eq(hits[0].record, "customer");
    ck_assert_int_eq(hits[0].case_id, 0);
    fixture_ok(search_words(store, "h1024", 0, 4, hits, &count, &err));
    ck_assert_uint_eq(count, 1);
    fixture_ok(search_words(store, "阀门坏了", 0, 4, hits, &count, &err));
    ck_assert_uint_eq(count, 1);
    ck_assert_str_eq(hits[0].record, "contact");
    ck_assert_int_eq(hits[0].case_id, record.head.id);
    fixture_close(store);
}
END_TEST

START_TEST(a_row_changed_behind_our_back_is_found_by_verify_can_still_be_saved_and_a_rebuild_heals_it)
{
    struct store *store = fixture_open();
    struct case_record before, after;
    fixture_begin(store);
    int64_t id = fixture_case(store, "暖气不热,温度只有十二度", false, 0).head.id;
    fixture_case(store, "漏水", false, 0);
    fixture_commit(store);
    fixture_sql(store, "UPDATE case_record SET content = '别的内容' WHERE content LIKE '暖气%'");
    fixture_begin(store);
    ck_assert_int_eq(search_verify(store, NULL), STATUS_CORRUPT);
    store_rollback(store);
    fixture_ok(record_load(store, &case_record_fields, id, &before, &err));
    after = before;
    snprintf(after.content, sizeof(after.content), "已修好");
    fixture_begin(store);
    fixture_ok(record_update(store, &case_record_fields, &before, &after, NULL, &err));
    fixture_commit(store);
    ck_assert_uint_eq(hits_of(store, "修好"), 1);
    fixture_begin(store);
    fixture_ok(search_rebuild(store, &err));
    fixture_ok(search_verify(store, &err));
    fixture_commit(store);
    ck_assert_uint_eq(hits_of(store, "修好"), 1);
    ck_assert_uint_eq(hits_of(store, "暖气"), 0);
    fixture_close(store);
}
END_TEST

START_TEST(another_view_of_what_is_searched_is_replaced_and_the_index_rebuilt_on_opening)
{
    struct store *store = fixture_open();
    fixture_begin(store);
    fixture_case(store, "暖气不热", false, 0);
    fixture_commit(store);
    fixture_sql(
        store,
        "DROP VIEW search_text; CREATE VIEW search_text AS SELECT id, 'case' AS record, id AS case_id, "
        "owner AS text FROM case_record; INSERT INTO search_index (search_index) VALUES ('rebuild')");
    ck_assert_uint_eq(hits_of(store, "暖气"), 0);
    struct store *again = fixture_reopen();
    ck_assert_uint_eq(hits_of(again, "暖气"), 1);
    store_close(&again);
    fixture_close(store);
}
END_TEST

START_TEST(a_bulk_load_leaves_everything_as_single_saves_would)
{
    struct store *store = fixture_open();
    uint64_t seed = 77;
    int64_t open, next;
    char word[64];
    fixture_begin(store);
    fixture_case(store, "暖气不热", false, FIXTURE_NOW);
    fixture_commit(store);
    fixture_ok(bulk_begin(store, 0, &err));
    save_random_cases(store, &seed, 250);
    struct case_record before = fixture_case(store, "漏水漏水", false, FIXTURE_NOW), after = before;
    snprintf(after.content, sizeof(after.content), "水不漏");
    fixture_ok(record_update(store, &case_record_fields, &before, &after, NULL, &err));
    fixture_ok(bulk_commit(store, NULL, NULL, &err));
    ck_assert_str_eq(before.number, "20261125-0002");
    fixture_ok(store_count(store, "open", &open, &err));
    ck_assert_int_eq(open, 2);
    for (int i = 0; i < 50; i++) {
        random_word(&seed, word);
        assert_same_as_like(store, word, "");
    }
    fixture_begin(store);
    fixture_ok(search_verify(store, &err));
    fixture_ok(store_next(store, "record", &next, &err));
    ck_assert_int_eq(next, 253);
    store_rollback(store);
    /* Given up half-way it leaves no trace. */
    fixture_ok(bulk_begin(store, 0, &err));
    save_random_cases(store, &seed, 20);
    store_rollback(store);
    ck_assert_int_eq(fixture_int(store, "SELECT count(*) FROM case_record"), 252);
    ck_assert_int_eq(fixture_int(store, "SELECT value FROM sequence WHERE name = 'record'"), 252);
    fixture_close(store);
}
END_TEST

static int collect(void *context, const char *token, size_t length, size_t start, size_t end)
{
    ck_assert_uint_lt(start, end);
    str_add_bytes(context, token, length);
    str_add(context, "|");
    return 0;
}

START_TEST(tokens_are_characters_pairs_and_triples_of_a_run_and_whole_words)
{
    struct str out = {0};
    const char *text = "供热不，Ab1水\xff热";
    ck_assert_int_eq(token_walk(text, strlen(text), collect, &out), 0);
    ck_assert_str_eq(str_text(&out), "供|热|供热|不|热不|供热不|ab1|水|热|");
    str_free(&out);
}
END_TEST

FIXTURE_MAIN("search", one_to_six_characters_and_two_words_find_exactly_what_like_finds,
             edits_keep_the_index_exact, pages_go_on_below_the_last_hit,
             latin_words_numbers_and_full_width_forms_match_whole_and_in_either_case,
             what_a_person_types_is_never_taken_for_query_language,
             customers_and_contacts_are_found_and_say_which_case_to_open,
             a_row_changed_behind_our_back_is_found_by_verify_can_still_be_saved_and_a_rebuild_heals_it,
             another_view_of_what_is_searched_is_replaced_and_the_index_rebuilt_on_opening,
             a_bulk_load_leaves_everything_as_single_saves_would,
             tokens_are_characters_pairs_and_triples_of_a_run_and_whole_words)
