/* Search: P4, P5, and the index's size of P6. Usage: bench_search DIRECTORY */

#include "bench.h"

#include "zuoxi/base/str.h"
#include "zuoxi/base/utf8.h"
#include "zuoxi/store/search.h"

#define QUERIES 400

static int64_t read_int(struct store *store, const char *sql)
{
    struct stmt *stmt;
    bool row;
    bench_ok(db_prepare(store_db(store), sql, &stmt, &err));
    bench_ok(db_step(stmt, &row, &err));
    int64_t value = row ? db_int(stmt, 0) : -1;
    db_reset(stmt);
    return value;
}

/* `length` characters from somewhere in a random case's content; only Han, else tried again. */
static void pick_words(struct store *store, uint64_t *seed, int64_t cases, size_t length, char *out,
                       size_t size)
{
    static struct case_record record;
    for (;;) {
        int64_t id = 1 + bench_random(seed, (unsigned)cases);
        bench_ok(record_load(store, &case_record_fields, id, &record, &err));
        size_t count = utf8_count(record.content);
        if (count <= length) {
            continue;
        }
        size_t skip =
            bench_random(seed, (unsigned)(count - length)) * 3; /* every character here takes 3 bytes */
        snprintf(out, size, "%.*s", (int)(length * 3), record.content + skip);
        if (strstr(out, "，") == NULL && strstr(out, "。") == NULL) {
            return;
        }
    }
}

static double time_search(struct store *store, const char *words, size_t *count)
{
    struct search_hit hits[50];
    double started = bench_us();
    bench_ok(search_words(store, words, 0, 50, hits, count, &err));
    return bench_us() - started;
}

/* Against LIKE over the whole table: the same ids, newest first. */
static long count_differences(struct store *store, const char *words)
{
    struct search_hit hits[50];
    struct stmt *stmt;
    size_t count;
    bool row;
    long differences = 0;
    bench_ok(search_words(store, words, 0, 50, hits, &count, &err));
    bench_ok(
        db_prepare(store_db(store),
                   "SELECT id FROM search_text WHERE text LIKE '%' || ?1 || '%' ORDER BY id DESC LIMIT 50",
                   &stmt, &err));
    db_bind_text(stmt, 1, words);
    for (size_t i = 0;; i++) {
        bench_ok(db_step(stmt, &row, &err));
        if (!row || i >= count) {
            differences += row || i < count;
            break;
        }
        differences += db_int(stmt, 0) != hits[i].id;
    }
    db_reset(stmt);
    return differences;
}

static void measure_lengths(struct store *store, int64_t cases)
{
    uint64_t seed = 7;
    double samples[3 * QUERIES];
    char words[64], measured[96], ratio[32];
    size_t count, used = 0;
    long wrong = 0;
    for (size_t length = 2; length <= 4; length++) {
        for (int i = 0; i < QUERIES; i++) {
            pick_words(store, &seed, cases, length, words, sizeof(words));
            samples[used++] = time_search(store, words, &count);
            wrong += i < 4 ? count_differences(store, words) : 0;
        }
    }
    double median = bench_percentile(samples, used, 50), p99 = bench_percentile(samples, used, 99);
    snprintf(measured, sizeof(measured), "median %.3f ms, p99 %.3f ms, wrong %ld", median / 1e3, p99 / 1e3,
             wrong);
    snprintf(ratio, sizeof(ratio), "%.2f of 1.5 ms", p99 / 1500);
    bench_line("P4 search 2-4 characters p99 <= 1.5 ms", measured, ratio, p99 <= 1500 && wrong == 0);
}

static void measure_single(struct store *store, int64_t cases)
{
    uint64_t seed = 11;
    double samples[QUERIES];
    char words[64], measured[96], ratio[32];
    size_t count;
    for (int i = 0; i < QUERIES; i++) {
        pick_words(store, &seed, cases, 1, words, sizeof(words));
        samples[i] = time_search(store, words, &count);
    }
    double p99 = bench_percentile(samples, QUERIES, 99);
    snprintf(measured, sizeof(measured), "median %.3f ms, p99 %.3f ms",
             bench_percentile(samples, QUERIES, 50) / 1e3, p99 / 1e3);
    snprintf(ratio, sizeof(ratio), "%.2f of 1 ms", p99 / 1000);
    bench_line("P5 search 1 character <= 1 ms", measured, ratio, p99 <= 1000);
}

/* Two frequent words of which one stands only in old cases, the other only in new ones. */
static void measure_never_meeting(struct store *store, int64_t cases)
{
    double samples[50];
    char measured[96], ratio[32];
    size_t count = 0;
    bench_ok(store_begin(store, 0, &err));
    struct str sql = {0};
    int64_t part = cases / 20;
    str_printf(
        &sql,
        "INSERT INTO search_index (rowid, text) WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 "
        "FROM n WHERE i < %lld) SELECT 100000000 + i, CASE WHEN i %% 2 = 0 THEN '甪直' ELSE '亳州' END FROM "
        "n",
        (long long)part * 2);
    bench_ok(db_execute(store_db(store), str_text(&sql), &err));
    str_free(&sql);
    for (int i = 0; i < 50; i++) {
        samples[i] = time_search(store, "甪直 亳州", &count);
    }
    store_rollback(store);
    double p99 = bench_percentile(samples, 50, 98);
    snprintf(measured, sizeof(measured), "%lld rows each alternating, %zu hits, p98 %.3f ms", (long long)part,
             count, p99 / 1e3);
    snprintf(ratio, sizeof(ratio), "%.2f of 4 ms", p99 / 4000);
    bench_line("P5 two words that never meet <= 4 ms", measured, ratio, p99 <= 4000);
}

static void measure_size(struct store *store)
{
    char measured[96], ratio[32];
    double index = (double)read_int(store, "SELECT sum(pgsize) FROM dbstat WHERE name LIKE 'search_index%'");
    double all = (double)read_int(store, "SELECT sum(pgsize) FROM dbstat");
    snprintf(measured, sizeof(measured), "index %.0f MB, data %.0f MB", index / 1e6, (all - index) / 1e6);
    snprintf(ratio, sizeof(ratio), "%.2f of the data", index / (all - index));
    bench_line("P6 search index <= 0.35 of the data", measured, ratio, index <= 0.35 * (all - index));
}

int main(int count, char **arguments)
{
    char path[512];
    snprintf(path, sizeof(path), "%s/million.db", count > 1 ? arguments[1] : "/tmp");
    struct store *store = bench_open(path);
    int64_t cases = read_int(store, "SELECT max(id) FROM case_record");
    measure_lengths(store, cases);
    measure_single(store, cases);
    measure_never_meeting(store, cases);
    measure_size(store);
    store_close(&store);
    return 0;
}
