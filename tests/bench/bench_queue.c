/* Many desks at once: P2 (100 saves a second in all), P3 (as many as can be). Usage: bench_queue DIRECTORY */

#include "bench.h"

#include <sys/mman.h>
#include <sys/wait.h>

#define DESKS       100
#define SAMPLES_MAX 20000 /* of one desk */

/* What one desk reports, in memory shared with the parent. */
struct report {
    size_t count;
    long refused;
    double blocked;              /* longest time inside one call that cannot handle keys, microseconds */
    double samples[SAMPLES_MAX]; /* from the first try to the acknowledgement */
};

static void keep_longest(double *longest, double since)
{
    double now = bench_us() - since;
    *longest = now > *longest ? now : *longest;
}

/*
 * One save as the console makes it: slice after slice, between them it could draw; then the work at one go.
 */
static enum status save_in_slices(struct store *store, struct case_record *record, struct report *report)
{
    struct leg legs[3];
    struct audit_entry entry = {.badge = "1001",
                                .origin = "console",
                                .action = "case.open",
                                .object = "case",
                                .table = &case_record_fields,
                                .after = record};
    double started = bench_us();
    enum status status = STATUS_BUSY;
    while (status == STATUS_BUSY) {
        double slice = bench_us();
        status = store_begin(store, (int64_t)((slice - started) / 1000), NULL);
        keep_longest(&report->blocked, slice);
    }
    double work = bench_us();
    bench_legs(record, 1, legs);
    if (status == STATUS_OK) {
        status = case_store_number(store, record->accepted_at.value, record->number, NULL);
    }
    if (status == STATUS_OK) {
        status = record_insert(store, &case_record_fields, record, NULL);
    }
    if (status == STATUS_OK) {
        status = case_store_set_legs(store, record, false, true, legs, 3, NULL);
    }
    entry.object_id = record->head.id;
    if (status == STATUS_OK) {
        status = audit_write(store, &entry, NULL);
    }
    if (status == STATUS_OK) {
        status = store_commit(store, NULL);
    } else {
        store_rollback(store);
    }
    keep_longest(&report->blocked, work);
    return status;
}

static void sleep_until(double at_us)
{
    double left = at_us - bench_us();
    if (left > 0) {
        usleep((useconds_t)left);
    }
}

/* One desk: a save every second at its own moment, or (pace 0) one after the other, until the end. */
static void run_desk(const char *path, int desk, double start, double seconds, double pace,
                     struct report *report)
{
    struct store *store = bench_open(path);
    struct case_record *record = calloc(1, sizeof(*record));
    uint64_t seed = 1000 + (uint64_t)desk;
    double end = start + seconds * 1e6;
    for (double at = start + pace * desk / DESKS; at < end && report->count < SAMPLES_MAX; at += pace) {
        bench_case(&seed, BENCH_NOW, record);
        sleep_until(at);
        double begun = bench_us();
        if (begun >= end) {
            break;
        }
        if (save_in_slices(store, record, report) != STATUS_OK) {
            report->refused++;
        }
        report->samples[report->count++] = bench_us() - begun;
    }
    free(record);
    store_close(&store);
}

static void run_desks(const char *path, int desks, double seconds, double pace, struct report *reports)
{
    double start = bench_us() + 1.5e6; /* when all have opened the database */
    memset(reports, 0, sizeof(*reports) * DESKS);
    for (int i = 0; i < desks; i++) {
        if (fork() == 0) {
            run_desk(path, i, start, seconds, pace, &reports[i]);
            _exit(0);
        }
    }
    while (wait(NULL) > 0) {
    }
}

static void measure_paced(const char *path, double seconds, struct report *reports)
{
    static double all[DESKS * 200];
    char measured[120], ratio[32];
    size_t count = 0;
    long refused = 0;
    run_desks(path, DESKS, seconds, 1e6, reports);
    for (int i = 0; i < DESKS; i++) {
        memcpy(all + count, reports[i].samples, reports[i].count * sizeof(double));
        count += reports[i].count;
        refused += reports[i].refused;
    }
    double median = bench_percentile(all, count, 50), p99 = bench_percentile(all, count, 99),
           most = all[count - 1];
    snprintf(measured, sizeof(measured), "%zu saves: median %.2f, p99 %.2f, max %.1f ms, %ld refused", count,
             median / 1e3, p99 / 1e3, most / 1e3, refused);
    snprintf(ratio, sizeof(ratio), "%.1fx median", p99 / median);
    bench_line("P2 100 desks, 100/s: p99 <= 5x, max 20 ms", measured, ratio,
               p99 <= 5 * median && most <= 20000 && refused == 0);
}

static void measure_saturated(const char *path, double seconds, struct report *reports)
{
    char measured[120], ratio[32];
    size_t count = 0, least = SAMPLES_MAX, most = 0;
    long refused = 0;
    double blocked = 0;
    run_desks(path, 1, seconds, 0.001, reports);
    double alone = (double)reports[0].count / seconds;
    run_desks(path, DESKS, seconds, 0.001, reports);
    for (int i = 0; i < DESKS; i++) {
        count += reports[i].count;
        refused += reports[i].refused;
        least = reports[i].count < least ? reports[i].count : least;
        most = reports[i].count > most ? reports[i].count : most;
        blocked = reports[i].blocked > blocked ? reports[i].blocked : blocked;
    }
    double together = (double)count / seconds;
    snprintf(measured, sizeof(measured), "%.0f/s of %.0f/s alone, %ld refused", together, alone, refused);
    snprintf(ratio, sizeof(ratio), "%.2fx", together / alone);
    bench_line("P3 100 desks saturating >= 0.65x one", measured, ratio,
               together >= 0.65 * alone && refused == 0);
    snprintf(measured, sizeof(measured), "least %zu, most %zu saves", least, most);
    snprintf(ratio, sizeof(ratio), "%.2f", (double)least / (double)most);
    bench_line("P3 least / most served >= 0.5", measured, ratio, 2 * least >= most);
    snprintf(measured, sizeof(measured), "longest %.1f ms", blocked / 1e3);
    snprintf(ratio, sizeof(ratio), "%.2f of 60 ms", blocked / 60000);
    bench_line("P3 no screen blocked over 60 ms", measured, ratio, blocked <= 60000);
}

int main(int count, char **arguments)
{
    char path[512];
    double seconds = bench_is_quick() ? 5 : 20;
    struct report *reports =
        mmap(NULL, sizeof(*reports) * DESKS, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (reports == MAP_FAILED) {
        perror("mmap");
        return 1;
    }
    snprintf(path, sizeof(path), "%s/million.db", count > 1 ? arguments[1] : "/tmp");
    clock_set_zone("Asia/Shanghai");
    measure_paced(path, seconds, reports);
    measure_saturated(path, seconds, reports);
    munmap(reports, sizeof(*reports) * DESKS);
    return 0;
}
