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

struct times {
    double wall, cpu;
};

static struct times time_search(struct store *store, const char *words, size_t *count)
{
    struct search_hit hits[50];
    double cpu = bench_cpu_us(), wall = bench_us();
    bench_ok(search_words(store, words, 0, 50, hits, count, &err));
    return (struct times){bench_us() - wall, bench_cpu_us() - cpu};
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

/* Microseconds of many searches, and what the table says of them. */
struct samples {
    double wall[3 * QUERIES], cpu[3 * QUERIES];
    size_t count;
};

static void add_times(struct samples *samples, struct times times)
{
    samples->wall[samples->count] = times.wall;
    samples->cpu[samples->count++] = times.cpu;
}

static void report(const char *goal, struct samples *samples, double limit_us, const char *more,
                   bool is_right)
{
    char measured[120], ratio[32];
    double p99 = bench_percentile(samples->wall, samples->count, 99);
    snprintf(measured, sizeof(measured), "median %.3f, p99 %.3f (cpu %.3f) ms%s",
             bench_percentile(samples->wall, samples->count, 50) / 1e3, p99 / 1e3,
             bench_percentile(samples->cpu, samples->count, 99) / 1e3, more);
    snprintf(ratio, sizeof(ratio), "%.2f of %.1f ms", p99 / limit_us, limit_us / 1e3);
    bench_line(goal, measured, ratio, p99 <= limit_us && is_right);
}

static void measure_lengths(struct store *store, int64_t cases)
{
    static char words[3 * QUERIES][16];
    static struct samples samples;
    uint64_t seed = 7;
    char more[48];
    size_t count;
    long wrong = 0, checked = 0;
    for (size_t i = 0; i < 3 * QUERIES; i++) {
        pick_words(store, &seed, cases, 2 + i % 3, words[i], sizeof(words[i]));
    }
    for (int round = 0; round < 2; round++) { /* the first one warms the caches */
        samples.count = 0;
        for (size_t i = 0; i < 3 * QUERIES; i++) {
            add_times(&samples, time_search(store, words[i], &count));
        }
    }
    for (size_t i = 0; i < 12; i++, checked++) {
        wrong += count_differences(store, words[i * 97]);
    }
    snprintf(more, sizeof(more), ", wrong %ld of %ld", wrong, checked);
    report("P4 search 2-4 characters p99 <= 1.5 ms", &samples, 1500, more, wrong == 0);
}

static void measure_single(struct store *store, int64_t cases)
{
    static struct samples samples;
    uint64_t seed = 11;
    char words[16];
    size_t count;
    for (int i = 0; i < QUERIES; i++) {
        pick_words(store, &seed, cases, 1, words, sizeof(words));
        add_times(&samples, time_search(store, words, &count));
    }
    report("P5 search 1 character <= 1 ms", &samples, 1000, "", true);
}

/* Two frequent words that take turns: the index meets one, then the other, and never both. */
static void measure_never_meeting(struct store *store, int64_t cases)
{
    static struct samples samples;
    struct str sql = {0};
    char more[64];
    size_t count = 0;
    long long part = (long long)(cases / 20);
    bench_ok(store_begin(store, 0, &err));
    str_printf(
        &sql,
        "INSERT INTO search_index (rowid, text) WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 "
        "FROM n WHERE i < %lld) SELECT 100000000 + i, CASE WHEN i %% 2 = 0 THEN '甪直' ELSE '亳州' END FROM "
        "n",
        part * 2);
    bench_ok(db_execute(store_db(store), str_text(&sql), &err));
    str_free(&sql);
    for (int i = 0; i < 100; i++) {
        add_times(&samples, time_search(store, "甪直 亳州", &count));
    }
    store_rollback(store);
    snprintf(more, sizeof(more), ", %lld rows each, %zu hits", part, count);
    report("P5 two words that never meet <= 4 ms", &samples, 4000, more, count == 0);
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
