/* P14: the import of closed cases of another system against a raw load of the same rows. Usage:
 * bench_import_cases DIRECTORY CASES */

#include "bench.h"

#include <math.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include "zuoxi/base/clock.h"
#include "zuoxi/store/people_store.h"

#define FIRST_DAY 1546272000 /* 2019-01-01 in Shanghai */
#define A_DAY     400        /* cases */

/* Case number i as the file has it; the same for every program that asks with the same seed. */
static void invent(uint64_t *seed, long i, struct case_record *record)
{
    int64_t day = FIRST_DAY + i / A_DAY * 86400, accepted = day + 28800 + i % A_DAY * 90;
    struct civil at = clock_civil(day);
    bench_case(seed, accepted, record);
    snprintf(record->number, sizeof(record->number), "%04d%02d%02d-%04ld", at.year, at.month, at.day,
             1 + i % A_DAY);
    record->closed_at = (struct optional){.value = accepted + 7200, .given = true};
}

static void write_file(const char *path, long rows)
{
    static struct case_record record;
    uint64_t seed = 41;
    char accepted[20], closed[20];
    FILE *file = fopen(path, "w");
    if (file == NULL ||
        fputs("工单号,类型,类别,级别,受理时间,归档时间,姓名,电话,地址,内容,处理结果\n", file) < 0) {
        perror(path);
        exit(1);
    }
    for (long i = 0; i < rows; i++) {
        invent(&seed, i, &record);
        clock_format(record.accepted_at.value, accepted);
        clock_format(record.closed_at.value, closed);
        fprintf(file, "%s,repair,no_heat.single,%s,%s,%s,%s,%s,%s,%s,%s\n", record.number, record.grade,
                accepted, closed, record.name, record.phone, record.address, record.content, record.result);
    }
    fclose(file);
}

static void bare_row(struct db *db, int64_t id, const struct case_record *record)
{
    const char *const texts[] = {record->number,  record->type,  record->category, record->grade,
                                 "closed",        record->name,  record->phone,    record->address,
                                 record->content, record->result};
    struct stmt *stmt;
    bench_ok(
        db_prepare(db,
                   "INSERT INTO case_record (id, version, number, type, category, grade, state, name, phone, "
                   "address, content, result, accepted_at, closed_at) VALUES (?1, 1, ?2, ?3, ?4, ?5, ?6, ?7, "
                   "?8, ?9, ?10, ?11, ?12, ?13)",
                   &stmt, &err));
    db_bind_int(stmt, 1, id);
    for (int i = 0; i < 10; i++) {
        db_bind_borrowed(stmt, i + 2, texts[i], strlen(texts[i]));
    }
    db_bind_int(stmt, 12, record->accepted_at.value);
    db_bind_int(stmt, 13, record->closed_at.value);
    bench_ok(db_run(stmt, &err));
    bench_ok(db_prepare(db,
                        "INSERT INTO timeline (case_id, at, badge, action) VALUES (?1, ?2, '9001', 'import')",
                        &stmt, &err));
    db_bind_int(stmt, 1, id);
    db_bind_int(stmt, 2, record->closed_at.value);
    bench_ok(db_run(stmt, &err));
}

/* By bare statements in one transaction, the indexes kept, the search index filled at the end in one go. */
static double raw_load(const char *path, long rows)
{
    static struct case_record record;
    uint64_t seed = 41;
    struct db *db = NULL;
    bench_create(path);
    bench_ok(db_open(&db, path, DB_EXISTING, &err));
    double started = bench_cpu_us();
    db_set_cache(db, 256);
    bench_ok(db_begin(db, &err));
    for (long i = 0; i < rows; i++) {
        invent(&seed, i, &record);
        bare_row(db, i + 1, &record);
    }
    bench_ok(
        db_execute(db, "INSERT INTO search_index (search_index, rank) VALUES ('hashsize', 8388608)", &err));
    bench_ok(db_execute(
        db, "INSERT INTO search_index (rowid, text) SELECT id, text FROM search_text ORDER BY id", &err));
    bench_ok(db_commit(db, &err));
    bench_ok(db_checkpoint(db, 0, &err));
    double seconds = (bench_cpu_us() - started) / 1e6;
    db_close(&db);
    return seconds;
}

/* kilobytes may be NULL. */
static double run_import(const char *database, const char *file, long *kilobytes)
{
    const char *binary = getenv("ZUOXI_BINARY");
    struct person person = {
        .badge = "9001", .name = "周涛", .role = ROLE_ADMIN, .hash = "*", .is_active = true};
    struct rusage usage;
    int status = 1;
    bench_create(database);
    struct store *store = bench_open(database);
    bench_ok(store_begin(store, 0, &err));
    bench_ok(people_store_add(store, &person, &err));
    bench_ok(store_commit(store, &err));
    store_close(&store);
    pid_t child = fork();
    if (child == 0) {
        if (freopen("/dev/null", "w", stdout) == NULL) {
            _exit(126);
        }
        execl(binary == NULL ? "build/zuoxi" : binary, "zuoxi", "import", "--as", "cases", "--database",
              database, file, (char *)NULL);
        _exit(127);
    }
    if (wait4(child, &status, 0, &usage) != child || !WIFEXITED(status) || WEXITSTATUS(status) != 0) {
        fprintf(stderr, "the import failed: %d\n", status);
        exit(1);
    }
    if (kilobytes != NULL) {
        *kilobytes = usage.ru_maxrss;
    }
    return bench_cpu_of(&usage);
}

int main(int count, char **arguments)
{
    char file[512], database[512], measured[96], ratio[32];
    const char *directory = count > 1 ? arguments[1] : "/tmp";
    long rows = count > 2 ? atol(arguments[2]) : bench_is_quick() ? 100000 : 1000000, kilobytes;
    double raw, ours;
    clock_set_zone("Asia/Shanghai");
    snprintf(file, sizeof(file), "%s/import-cases.csv", directory);
    snprintf(database, sizeof(database), "%s/import-cases.db", directory);
    write_file(file, rows);
    /* The import first: a child's memory counts what its parent had. */
    ours = run_import(database, file, &kilobytes);
    raw = raw_load(database, rows);
    ours = fmin(ours, run_import(database, file, NULL));
    raw = fmin(raw, raw_load(database, rows));
    snprintf(measured, sizeof(measured), "%ld cases in %.1f s of processor, raw %.1f, %.0f MB (best of two)",
             rows, ours, raw, (double)kilobytes / 1024);
    snprintf(ratio, sizeof(ratio), "%.2fx", ours / raw);
    bench_line("P14 old cases <= 1.1x a raw load", measured, ratio, ours <= 1.1 * raw);
    unlink(file);
    return 0;
}
