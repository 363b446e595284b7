/* What the script book costs a key: taboo words in what is typed, finding in the book, reading it again. */

#include "bench.h"

#include "zuoxi/conf/load.h"
#include "zuoxi/domain/book_search.h"
#include "zuoxi/domain/taboo.h"

#define TIMES 20000

static void measure_lint(const struct phrasebook *book, size_t characters, double limit_us)
{
    static double samples[TIMES];
    struct str text = {0};
    uint64_t seed = 7;
    size_t hits = 0;
    char goal[80], measured[160];
    while (text.length < characters * 3) {
        str_add(&text, bench_words[bench_random(&seed, (unsigned)BENCH_WORDS)]);
        str_add(&text, bench_random(&seed, 9) == 0 ? "，" : "");
    }
    str_add(&text, "这是规定");
    for (int i = 0; i < TIMES; i++) {
        struct taboo_hit found[16];
        double start = bench_us();
        hits += taboo_scan(book, str_text(&text), found, 16);
        samples[i] = bench_us() - start;
    }
    double p50 = bench_percentile(samples, TIMES, 50), p99 = bench_percentile(samples, TIMES, 99);
    snprintf(goal, sizeof(goal), "R3.4 taboo words, %zu characters <= %.0f us", characters, limit_us);
    snprintf(measured, sizeof(measured), "%zu entries: median %.1f, p99 %.1f us", book->taboo_count, p50,
             p99);
    bench_line(goal, measured, "", p99 <= limit_us && hits >= TIMES);
    str_free(&text);
}

static void measure_search(const struct phrasebook *book)
{
    static const char *const queries[] = {"室温", "swds", "tk", "发票 电子", "煤气味", "zzzz"};
    static double samples[600];
    struct book_item items[96];
    char measured[160];
    for (size_t i = 0; i < 600; i++) {
        double start = bench_us();
        book_search(book, queries[i % 6], NULL, items, 96);
        samples[i] = bench_us() - start;
    }
    double p50 = bench_percentile(samples, 600, 50), p99 = bench_percentile(samples, 600, 99);
    snprintf(measured, sizeof(measured), "%zu entries: median %.0f, p99 %.0f us",
             book->count + book->answer_count, p50, p99);
    bench_line("R3.3 a key of the book's search <= 10 ms", measured, "", p99 <= 10000);
}

static void measure_reading(const struct config *config)
{
    static double samples[50];
    char measured[160];
    for (size_t i = 0; i < 50; i++) {
        struct phrasebook book = {0};
        struct findings findings = {0};
        double start = bench_us();
        config_read_book(config, &book, &findings);
        samples[i] = bench_us() - start;
        findings_clear(&findings);
        phrasebook_clear(&book);
    }
    double p50 = bench_percentile(samples, 50, 50), p99 = bench_percentile(samples, 50, 99);
    snprintf(measured, sizeof(measured), "median %.1f, p99 %.1f ms", p50 / 1e3, p99 / 1e3);
    bench_line("R3.6 the book read again <= 30 ms", measured, "", p99 <= 30000);
}

int main(void)
{
    struct config config;
    struct findings findings = {0};
    struct err err;
    if (config_load(&config, NULL, "heating", &findings, &err) != STATUS_OK) {
        fprintf(stderr, "%s: %s\n", err.where, err.what);
        return 1;
    }
    measure_lint(&config.book, 40, 20);
    measure_lint(&config.book, 500, 60);
    measure_lint(&config.book, 2000, 200);
    measure_search(&config.book);
    measure_reading(&config);
    findings_clear(&findings);
    config_clear(&config);
    return 0;
}
