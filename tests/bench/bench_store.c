/*
 * One desk: P1, P6 (cost of searching in a save), P7, P8, P14 (bulk load). Usage: bench_store DIRECTORY CASES
 */

#include "bench.h"

#include <fcntl.h>
#include <unistd.h>

#include "zuoxi/base/str.h"
#include "zuoxi/store/customer_store.h"
#include "zuoxi/store/search.h"

#define PAIRS          2000
#define CONTROL_MAX    262144 /* bytes of a bare sync at most */
#define CONTROL_PLACES 16
#define CONTROL_LEARNT 200 /* saves after which their size is known */

/* The same rows by bare statements: no queue, nothing looked up, nothing computed, each row written once. */
struct bare {
    struct db *db;
    int64_t next;
    char hash[32];
};

static struct stmt *bare_stmt(struct bare *bare, const char *sql)
{
    struct stmt *stmt;
    bench_ok(db_prepare(bare->db, sql, &stmt, &err));
    return stmt;
}

static void bare_named(struct bare *bare, const char *sql, const char *name, int64_t value)
{
    struct stmt *stmt = bare_stmt(bare, sql);
    db_bind_borrowed(stmt, 1, name, strlen(name));
    db_bind_int(stmt, 2, value);
    bench_ok(db_run(stmt, &err));
}

static void bare_case(struct bare *bare, const struct case_record *record, const struct leg *open)
{
    static const char *const sql =
        "INSERT INTO case_record (id, version, number, type, category, grade, state, name, phone, address, "
        "station, "
        "content, owner, accepted_at, result, is_open, queue_rank, next_leg, next_start_at, next_due_at, "
        "next_warning_at, next_critical_at) "
        "VALUES (?1, 1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, 1, 1, ?15, ?16, ?17, ?18, "
        "?19)";
    const char *const texts[] = {record->number,  record->type,    record->category, record->grade,
                                 record->state,   record->name,    record->phone,    record->address,
                                 record->station, record->content, record->owner};
    struct stmt *stmt = bare_stmt(bare, sql);
    db_bind_int(stmt, 1, bare->next);
    for (int i = 0; i < 11; i++) {
        db_bind_borrowed(stmt, i + 2, texts[i], strlen(texts[i]));
    }
    db_bind_int(stmt, 13, record->accepted_at.value);
    db_bind_borrowed(stmt, 14, record->result, strlen(record->result));
    db_bind_borrowed(stmt, 15, open->id, strlen(open->id));
    db_bind_int(stmt, 16, open->start);
    db_bind_int(stmt, 17, open->due);
    db_bind_int(stmt, 18, open->warning);
    db_bind_int(stmt, 19, open->critical);
    bench_ok(db_run(stmt, &err));
}

static void bare_legs(struct bare *bare, const struct leg legs[3])
{
    for (int i = 0; i < 3; i++) {
        struct stmt *stmt = bare_stmt(bare, "INSERT INTO leg (case_id, sequence, leg, within, start_at, "
                                            "due_at, warning_at, critical_at, met_at) "
                                            "VALUES (?1, ?2, ?3, '2h', ?4, ?5, ?6, ?7, ?8)");
        db_bind_int(stmt, 1, bare->next);
        db_bind_int(stmt, 2, i + 1);
        db_bind_borrowed(stmt, 3, legs[i].id, strlen(legs[i].id));
        db_bind_int(stmt, 4, legs[i].start);
        db_bind_int(stmt, 5, legs[i].due);
        db_bind_int(stmt, 6, legs[i].warning);
        db_bind_int(stmt, 7, legs[i].critical);
        if (legs[i].met != 0) {
            db_bind_int(stmt, 8, legs[i].met);
        }
        bench_ok(db_run(stmt, &err));
    }
}

static void bare_audit(struct bare *bare, const struct case_record *record)
{
    int position = 0;
    struct str text = {0};
    for (size_t i = 0; i < case_record_fields.count; i++) {
        const struct field *field = &case_record_fields.fields[i];
        if (field_is_empty(field, record)) {
            continue;
        }
        struct stmt *stmt =
            bare_stmt(bare, "INSERT INTO audit_value (audit_id, position, field, side, digest, salt, value) "
                            "VALUES (?1, ?2, ?3, 1, ?4, ?5, ?6)");
        str_reset(&text);
        field_format(field, record, &text);
        db_bind_int(stmt, 1, bare->next);
        db_bind_int(stmt, 2, ++position);
        db_bind_borrowed(stmt, 3, field->name, strlen(field->name));
        db_bind_blob(stmt, 4, bare->hash, 32);
        db_bind_blob(stmt, 5, bare->hash, 16);
        db_bind_borrowed(stmt, 6, str_text(&text), text.length);
        bench_ok(db_run(stmt, &err));
    }
    str_free(&text);
    struct stmt *stmt =
        bare_stmt(bare, "INSERT INTO audit (id, at, badge, origin, action, object, object_id, hash) "
                        "VALUES (?1, ?2, '1001', 'console', 'case.open', 'case', ?1, ?3)");
    db_bind_int(stmt, 1, bare->next);
    db_bind_int(stmt, 2, BENCH_NOW);
    db_bind_blob(stmt, 3, bare->hash, 32);
    bench_ok(db_run(stmt, &err));
}

/* The rows by which clusters are found: at the building (another text of about its length) and the station.
 */
static void bare_recent(struct bare *bare, const struct case_record *record, const char *place,
                        const char *building)
{
    struct stmt *stmt = bare_stmt(bare, "INSERT INTO recent_case (place, at, case_id, category, building) "
                                        "VALUES (?1, ?2, ?3, ?4, ?5)");
    db_bind_borrowed(stmt, 1, place, strlen(place));
    db_bind_int(stmt, 2, record->accepted_at.value);
    db_bind_int(stmt, 3, bare->next);
    db_bind_borrowed(stmt, 4, record->category, strlen(record->category));
    db_bind_borrowed(stmt, 5, building, strlen(building));
    bench_ok(db_run(stmt, &err));
}

static void bare_save(struct bare *bare, const struct case_record *record, bool with_search)
{
    struct leg legs[3];
    char request[33];
    bench_legs(record, 1, legs);
    snprintf(request, sizeof(request), "%032lld", (long long)bare->next);
    bench_ok(db_begin(bare->db, &err));
    bare_case(bare, record, &legs[2]);
    bare_legs(bare, legs);
    bare_audit(bare, record);
    bare_recent(bare, record, record->address, "");
    bare_recent(bare, record, record->station, record->address);
    bare_named(bare, "INSERT INTO request (id, result, at) VALUES (?1, ?2, 0)", request, bare->next);
    bare_named(bare, "UPDATE sequence SET value = ?2 WHERE name = ?1", "record", bare->next);
    bare_named(bare, "UPDATE sequence SET value = ?2 WHERE name = ?1", "case/20261125", bare->next);
    bare_named(bare, "UPDATE counter SET value = ?2 WHERE name = ?1", "open", bare->next);
    struct stmt *stmt = bare_stmt(bare, "UPDATE meta SET value = hex(?1) WHERE key = 'audit'");
    db_bind_blob(stmt, 1, bare->hash, 32);
    bench_ok(db_run(stmt, &err));
    if (with_search) {
        stmt = bare_stmt(
            bare, "INSERT INTO search_index (rowid, text) SELECT id, text FROM search_text WHERE id = ?1");
        db_bind_int(stmt, 1, bare->next);
        bench_ok(db_run(stmt, &err));
        if (bare->next % 8 == 0) {
            bench_ok(db_execute(bare->db,
                                "INSERT INTO search_index (search_index, rank) VALUES ('merge', 16)", &err));
        }
    }
    bench_ok(db_commit(bare->db, &err));
    bench_ok(db_checkpoint(bare->db, 256, &err));
    bare->next++;
}

/* The product's save and the bare ones take turns, each on its own new database, so the disk's moods hit all
 * alike. */
static void measure_saves(const char *directory)
{
    static double ours[PAIRS], bare_all[PAIRS], bare_plain[PAIRS];
    static struct case_record record;
    char paths[3][512], measured[96], ratio[32];
    uint64_t seed = 3;
    struct bare all = {.next = 2}, plain = {.next = 2};
    for (int i = 0; i < 3; i++) {
        snprintf(paths[i], sizeof(paths[i]), "%s/save%d.db", directory, i);
        bench_create(paths[i]);
        struct store *first = bench_open(paths[i]); /* the rows that later saves only update */
        bench_case(&seed, BENCH_NOW, &record);
        bench_ok(bench_save(first, &record, &err));
        store_close(&first);
    }
    struct store *store = bench_open(paths[0]);
    bench_ok(db_open(&all.db, paths[1], DB_EXISTING, &err));
    bench_ok(db_open(&plain.db, paths[2], DB_EXISTING, &err));
    for (int i = 0; i < PAIRS; i++) {
        bench_case(&seed, BENCH_NOW + 10 * i, &record); /* 360 an hour: a bad first day of heating */
        double start = bench_us();
        bench_ok(bench_save(store, &record, &err));
        double middle = bench_us();
        bare_save(&all, &record, true);
        double after = bench_us();
        bare_save(&plain, &record, false);
        ours[i] = middle - start;
        bare_all[i] = after - middle;
        bare_plain[i] = bench_us() - after;
    }
    double mine = bench_percentile(ours, PAIRS, 50), base = bench_percentile(bare_all, PAIRS, 50);
    double plain_median = bench_percentile(bare_plain, PAIRS, 50);
    snprintf(measured, sizeof(measured), "median %.3f ms, bare %.3f ms", mine / 1e3, base / 1e3);
    snprintf(ratio, sizeof(ratio), "%.2fx", mine / base);
    bench_line("P1 save <= 1.10x a bare transaction", measured, ratio, mine <= 1.10 * base);
    double mean_all = 0, mean_plain = 0;
    for (int i = 0; i < PAIRS; i++) {
        mean_all += bare_all[i] / PAIRS;
        mean_plain += bare_plain[i] / PAIRS;
    }
    snprintf(measured, sizeof(measured), "median %.3f with, %.3f ms without; mean %.3f, %.3f", base / 1e3,
             plain_median / 1e3, mean_all / 1e3, mean_plain / 1e3);
    snprintf(ratio, sizeof(ratio), "+%.0f %% (mean)", 100 * (mean_all / mean_plain - 1));
    bench_line("P6 search adds <= 60 % to a save", measured, ratio, mean_all <= 1.6 * mean_plain);
    store_close(&store);
    db_close(&all.db);
    db_close(&plain.db);
}

/* Bytes that this process has handed to write() and its like since it began. */
static long long bytes_written(void)
{
    char line[80];
    long long bytes = 0;
    FILE *file = fopen("/proc/self/io", "r");
    while (file != NULL && fgets(line, sizeof(line), file) != NULL &&
           sscanf(line, "wchar: %lld", &bytes) != 1) {
    }
    if (file != NULL) {
        fclose(file);
    }
    return bytes;
}

/* What the disk does without us: as many bytes as a save writes, behind each other in a small file, synced.
 */
static double bare_sync(int file, long i, size_t bytes)
{
    static const char nothing[CONTROL_MAX];
    double start = bench_us();
    if (pwrite(file, nothing, bytes, (off_t)(i % CONTROL_PLACES) * CONTROL_MAX) != (ssize_t)bytes ||
        fdatasync(file) != 0) {
        perror("control");
        exit(1);
    }
    return bench_us() - start;
}

static int count_over(const double *samples, int count, double limit)
{
    int over = 0;
    for (int i = 0; i < count; i++) {
        over += samples[i] > limit;
    }
    return over;
}

/*
 * Saves and, in turns with them, bare syncs of the same size: a stall that the bare sync has as often is the
 * disk's or the machine's. One in which the save itself was at work for all the time is ours; those are
 * counted by the processor time of this thread.
 */
static void measure_stalls(const char *directory)
{
    static struct case_record record;
    char path[512], measured[96], ratio[32];
    uint64_t seed = 5;
    int saves = bench_is_quick() ? 20000 : 200000;
    double *samples = calloc((size_t)saves, sizeof(*samples)), *busy = calloc((size_t)saves, sizeof(*busy));
    double *syncs = calloc((size_t)saves, sizeof(*syncs));
    size_t bytes = CONTROL_MAX / 2;
    snprintf(path, sizeof(path), "%s/stall.control", directory);
    int control = open(path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    snprintf(path, sizeof(path), "%s/stall.db", directory);
    bench_create(path);
    struct store *store = bench_open(path);
    long long before = bytes_written();
    for (int i = 0; i < saves; i++) {
        bench_case(&seed, BENCH_NOW + i, &record);
        double start = bench_us(), cpu = bench_cpu_us();
        bench_ok(bench_save(store, &record, &err));
        samples[i] = bench_us() - start;
        busy[i] = bench_cpu_us() - cpu;
        if (i == CONTROL_LEARNT) {
            long long each = (bytes_written() - before - (long long)bytes * i) / i;
            bytes = each < 4096 ? 4096 : each > CONTROL_MAX ? CONTROL_MAX : (size_t)each;
        }
        syncs[i] = bare_sync(control, i, bytes);
    }
    store_close(&store);
    close(control);
    int over = count_over(samples, saves, 20000), ours = count_over(busy, saves, 20000);
    double p99 = bench_percentile(samples, (size_t)saves, 99), most = samples[saves - 1];
    snprintf(measured, sizeof(measured), "%d saves: p99 %.2f, max %.2f ms, %d over, %d of them ours", saves,
             p99 / 1e3, most / 1e3, over, ours);
    snprintf(ratio, sizeof(ratio), "%.2f of 20 ms", most / 20000);
    bench_line("P6 no save stalls over 20 ms", measured, ratio, most <= 20000);
    over = count_over(syncs, saves, 20000);
    p99 = bench_percentile(syncs, (size_t)saves, 99);
    snprintf(measured, sizeof(measured), "%d of %zu bytes: p99 %.2f, max %.2f ms, %d over", saves, bytes,
             p99 / 1e3, syncs[saves - 1] / 1e3, over);
    snprintf(ratio, sizeof(ratio), "busiest save %.2f", bench_percentile(busy, (size_t)saves, 100) / 1e3);
    bench_line("   control: bare syncs in turns with them", measured, ratio, true);
    free(samples);
    free(busy);
    free(syncs);
}

static double time_ids(struct store *store, const char *digits)
{
    int64_t ids[50];
    size_t count;
    double start = bench_us();
    bench_ok(case_store_by_phone(store, digits, 50, ids, &count, &err));
    return bench_us() - start;
}

static void measure_phones(struct store *store)
{
    enum { TIMES = 1000 };
    static double exact[TIMES], tail[TIMES], typed[TIMES];
    static struct customer_row rows[20];
    uint64_t seed = 9;
    char digits[24], measured[96];
    for (int i = 0; i < TIMES; i++) {
        size_t count;
        snprintf(digits, sizeof(digits), "1380000%04u", bench_random(&seed, 10000));
        exact[i] = time_ids(store, digits);
        tail[i] = time_ids(store, digits + 7);
        double start = bench_us();
        bench_ok(customer_store_by_phone(store, digits, 20, rows, &count, &err));
        typed[i] = bench_us() - start;
    }
    double exact_p99 = bench_percentile(exact, TIMES, 99), tail_p99 = bench_percentile(tail, TIMES, 99);
    snprintf(measured, sizeof(measured), "p99: exact %.3f, last four %.3f, customer lookup %.3f ms",
             exact_p99 / 1e3, tail_p99 / 1e3, bench_percentile(typed, TIMES, 99) / 1e3);
    bench_line("P7 phone <= 0.2 ms, last four <= 0.3 ms", measured, "", exact_p99 <= 200 && tail_p99 <= 300);
}

/* The bare queue query: the same columns stepped and read, nothing kept, nobody's rights asked. */
static double time_bare_queue(struct store *store)
{
    static const char bare[] =
        "SELECT id, queue_rank, number, type, category, grade, state, unit, next_leg, next_start_at, "
        "next_due_at, next_warning_at, next_critical_at, next_is_suspended, name, address, phone, owner, "
        "station, keeper FROM case_record WHERE is_open = 1 AND (queue_rank, next_due_at, id) > (?1, ?2, ?3) "
        "ORDER BY queue_rank, next_due_at, id LIMIT ?4";
    struct stmt *stmt;
    bool row;
    double start = bench_us();
    bench_ok(db_prepare(store_db(store), bare, &stmt, &err));
    db_bind_int(stmt, 1, -1);
    db_bind_int(stmt, 2, 0);
    db_bind_int(stmt, 3, 0);
    db_bind_int(stmt, 4, 50);
    for (;;) {
        bench_ok(db_step(stmt, &row, &err));
        if (!row) {
            break;
        }
        for (int column = 0; column < 20; column++) {
            db_text(stmt, column, NULL);
        }
    }
    db_reset(stmt);
    return bench_us() - start;
}

static void measure_queue(struct store *store)
{
    enum { TIMES = 1000 };
    static double ours[TIMES], bare[TIMES], fresh[TIMES], again[TIMES];
    static struct queue_row rows[50];
    struct queue_counts counts;
    char measured[96], ratio[32];
    for (int i = 0; i < TIMES; i++) {
        size_t count;
        double start = bench_us();
        bench_ok(case_store_queue(store, NULL, 0, NULL, 50, rows, &count, &err));
        ours[i] = bench_us() - start;
        bare[i] = time_bare_queue(store);
        start = bench_us();
        bench_ok(case_store_counts(store, BENCH_NOW - 7200 + (i % 120) * 60, &counts, &err));
        fresh[i] = bench_us() - start;
        start = bench_us();
        bench_ok(case_store_counts(store, BENCH_NOW - 7200 + (i % 120) * 60, &counts, &err));
        again[i] = bench_us() - start;
    }
    double mine = bench_percentile(ours, TIMES, 50), base = bench_percentile(bare, TIMES, 50);
    snprintf(measured, sizeof(measured), "50 of %lld open: %.1f us, bare %.1f us", (long long)counts.open,
             mine, base);
    snprintf(ratio, sizeof(ratio), "%.2fx", mine / base);
    bench_line("P8 queue <= 1.2x the raw query", measured, ratio, mine <= 1.2 * base);
    double kept = bench_percentile(again, TIMES, 50);
    snprintf(measured, sizeof(measured), "kept %.1f us, counted anew %.0f us", kept,
             bench_percentile(fresh, TIMES, 50));
    snprintf(ratio, sizeof(ratio), "%.2f of 10 us", kept / 10);
    bench_line("P8 counts bar <= 10 us", measured, ratio, kept <= 10);
}

int main(int count, char **arguments)
{
    char path[512], measured[96], ratio[32];
    const char *directory = count > 1 ? arguments[1] : "/tmp";
    long cases = count > 2 ? atol(arguments[2]) : 1000000;
    snprintf(path, sizeof(path), "%s/million.db", directory);
    double seconds = bench_fill(path, cases, 5000);
    snprintf(measured, sizeof(measured), "%ld cases with legs and search in %.1f s", cases, seconds);
    snprintf(ratio, sizeof(ratio), "%.0f s/million", seconds * 1e6 / (double)cases);
    bench_line("P14 bulk load (prototype: 33 s a million)", measured, ratio,
               seconds * 1e6 / (double)cases <= 36.3);
    struct store *store = bench_open(path);
    measure_phones(store);
    measure_queue(store);
    store_close(&store);
    measure_saves(directory);
    measure_stalls(directory);
    return 0;
}
