/* P14: the import of households against a raw load, its memory, and what saves wait for meanwhile. Usage:
 * bench_import DIRECTORY CASES */

#include "bench.h"

#include <math.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include "zuoxi/base/str.h"
#include "zuoxi/store/people_store.h"
#include "zuoxi/store/presence.h"

#define HEAD      "户号,姓名,称呼,电话,小区,楼,单元,室,换热站,供热面积(平方米),供应状态,备注\n"
#define SAVES_MAX 200000

/* One household; the same for every program that asks with the same seed. */
struct household {
    char account[24], name[48], phone[24], community[64], station[48], notes[200];
    const char *title;
    unsigned building, entrance, room, area;
};

static void invent(uint64_t *seed, long i, struct household *made)
{
    static const char *const names[] = {"王", "李", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴"};
    static const char *const communities[] = {"阳光城", "锦绣家园", "翠湖花园",
                                              "和平里", "东风新村", "滨河苑"};
    snprintf(made->account, sizeof(made->account), "%010ld", i + 1);
    snprintf(made->name, sizeof(made->name), "%s%s", names[bench_random(seed, 10)],
             bench_words[bench_random(seed, BENCH_WORDS)]);
    snprintf(made->phone, sizeof(made->phone), "1380000%04u", bench_random(seed, 10000));
    snprintf(made->community, sizeof(made->community), "%s", communities[bench_random(seed, 6)]);
    snprintf(made->station, sizeof(made->station), "%u号换热站", 1 + bench_random(seed, 60));
    made->title = bench_random(seed, 2) == 0 ? "先生" : "女士";
    made->building = 1 + bench_random(seed, 40);
    made->entrance = 1 + bench_random(seed, 6);
    made->room = 100 * (1 + bench_random(seed, 32)) + 1 + bench_random(seed, 4);
    made->area = 4000 + bench_random(seed, 14000);
    made->notes[0] = '\0';
    if (bench_random(seed, 4) == 0) {
        bench_text(seed, 3, made->notes, sizeof(made->notes));
    }
}

/* Households first + 1, first + 2, … */
static void write_file(const char *path, long first, long rows)
{
    uint64_t seed = 17 + (uint64_t)first;
    struct household made;
    FILE *file = fopen(path, "w");
    if (file == NULL || fputs(HEAD, file) < 0) {
        perror(path);
        exit(1);
    }
    for (long i = 0; i < rows; i++) {
        invent(&seed, first + i, &made);
        fprintf(file, "%s,%s,%s,%s,%s,%u,%u,%u,%s,%u.%02u,正常,%s\n", made.account, made.name, made.title,
                made.phone, made.community, made.building, made.entrance, made.room, made.station,
                made.area / 100, made.area % 100, made.notes);
    }
    fclose(file);
}

static void bare_row(struct db *db, int64_t id, const struct household *made)
{
    struct stmt *stmt;
    char building[12], entrance[12], room[12], address[200];
    snprintf(building, sizeof(building), "%u", made->building);
    snprintf(entrance, sizeof(entrance), "%u", made->entrance);
    snprintf(room, sizeof(room), "%u", made->room);
    snprintf(address, sizeof(address), "%s%s-%s-%s", made->community, building, entrance, room);
    const char *const texts[] = {made->account,
                                 made->name,
                                 made->title[0] == '\xE5' ? "mr" : "ms",
                                 made->phone,
                                 made->community,
                                 building,
                                 entrance,
                                 room,
                                 address,
                                 made->station,
                                 made->notes};
    bench_ok(
        db_prepare(db,
                   "INSERT INTO customer (id, version, account, name, title, phone, community, building, "
                   "entrance, room, address, station, notes, area, supply, name_initials) VALUES (?1, 1, "
                   "?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, 'normal', zuoxi_initials(?3))",
                   &stmt, &err));
    db_bind_int(stmt, 1, id);
    for (int i = 0; i < 11; i++) {
        db_bind_borrowed(stmt, i + 2, texts[i], strlen(texts[i]));
    }
    db_bind_int(stmt, 13, made->area);
    bench_ok(db_run(stmt, &err));
}

/* The same rows by bare statements in one transaction, the indexes kept, both search indexes filled at the
 * end in one go. */
static double raw_load(const char *path, long rows)
{
    static const char *const fills[] = {
        "INSERT INTO search_index (search_index, rank) VALUES ('hashsize', 8388608)",
        "INSERT INTO search_index (rowid, text) SELECT id, text FROM search_text ORDER BY id",
        "INSERT INTO customer_index (customer_index, rank) VALUES ('hashsize', 8388608)",
        "INSERT INTO customer_index (rowid, text) SELECT id, text FROM customer_text ORDER BY id"};
    uint64_t seed = 17;
    struct household made;
    struct db *db = NULL;
    bench_create(path);
    bench_ok(db_open(&db, path, DB_EXISTING, &err));
    double started = bench_cpu_us();
    db_set_cache(db, 64);
    bench_ok(db_begin(db, &err));
    for (long i = 0; i < rows; i++) {
        invent(&seed, i, &made);
        bare_row(db, i + 1, &made);
    }
    for (size_t i = 0; i < sizeof(fills) / sizeof(fills[0]); i++) {
        bench_ok(db_execute(db, fills[i], &err));
    }
    bench_ok(db_commit(db, &err));
    bench_ok(db_checkpoint(db, 0, &err));
    double seconds = (bench_cpu_us() - started) / 1e6;
    db_close(&db);
    return seconds;
}

static pid_t start_import(const char *database, const char *file)
{
    const char *binary = getenv("ZUOXI_BINARY");
    pid_t child = fork();
    if (child == 0) {
        if (freopen("/dev/null", "w", stdout) == NULL) {
            _exit(126);
        }
        execl(binary == NULL ? "build/zuoxi" : binary, "zuoxi", "import", "--database", database, file,
              (char *)NULL);
        _exit(127);
    }
    return child;
}

static void create(const char *path)
{
    bench_create(path);
    struct store *store = bench_open(path);
    struct person person = {
        .badge = "9001", .name = "周涛", .role = ROLE_ADMIN, .hash = "*", .is_active = true};
    bench_ok(store_begin(store, 0, &err));
    bench_ok(people_store_add(store, &person, &err));
    bench_ok(store_commit(store, &err));
    store_close(&store);
}

static void expect_success(int status)
{
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
        fprintf(stderr, "the import failed: %d\n", status);
        exit(1);
    }
}

/* Processor seconds of an import by the program itself; *kilobytes = the most memory it had. */
static double run_import(const char *database, const char *file, long *kilobytes)
{
    struct rusage usage;
    int status;
    create(database);
    pid_t child = start_import(database, file);
    if (wait4(child, &status, 0, &usage) != child) {
        exit(1);
    }
    expect_success(status);
    *kilobytes = usage.ru_maxrss;
    return bench_cpu_of(&usage);
}

/* A desk saves cases without pause while the import runs. */
static void measure_saves(const char *what, const char *database, const char *file)
{
    static struct case_record record;
    static double samples[SAVES_MAX];
    size_t count = 0;
    uint64_t seed = 23;
    int status;
    char measured[96], ratio[32];
    struct store *store = bench_open(database);
    int seat = presence_hold(database, "1"); /* somebody is signed in */
    pid_t child = start_import(database, file);
    while (waitpid(child, &status, WNOHANG) == 0 && count < SAVES_MAX) {
        bench_case(&seed, BENCH_NOW, &record);
        double start = bench_us();
        bench_ok(bench_save(store, &record, &err));
        samples[count++] = bench_us() - start;
        usleep(2000);
    }
    expect_success(status);
    close(seat);
    store_close(&store);
    double p99 = bench_percentile(samples, count, 99), longest = samples[count - 1];
    snprintf(measured, sizeof(measured), "%zu saves: p50 %.1f, p99 %.1f, longest %.1f ms", count,
             bench_percentile(samples, count, 50) / 1e3, p99 / 1e3, longest / 1e3);
    snprintf(ratio, sizeof(ratio), "%.2f of 100 ms", p99 / 1e5);
    bench_line(what, measured, ratio, p99 <= 1e5);
}

int main(int count, char **arguments)
{
    char file[512], database[512], measured[96], ratio[32];
    const char *directory = count > 1 ? arguments[1] : "/tmp";
    long rows = bench_is_quick() ? 20000 : 200000, kilobytes, tenth_kilobytes;
    snprintf(file, sizeof(file), "%s/import.csv", directory);
    snprintf(database, sizeof(database), "%s/import.db", directory);
    write_file(file, 0, rows / 10);
    run_import(database, file, &tenth_kilobytes);
    write_file(file, 0, rows);
    double raw = 1e9, ours = 1e9;
    for (int i = 0; i < 3; i++) {
        raw = fmin(raw, raw_load(database, rows));
        ours = fmin(ours, run_import(database, file, &kilobytes));
    }
    snprintf(measured, sizeof(measured), "%ld rows in %.2f s of processor, raw %.2f (best of 3)", rows, ours,
             raw);
    snprintf(ratio, sizeof(ratio), "%.2fx", ours / raw);
    bench_line("P14 import <= 1.1x a raw load", measured, ratio, ours <= 1.1 * raw);
    snprintf(measured, sizeof(measured), "%ld rows %.0f MB, %ld rows %.0f MB", rows, (double)kilobytes / 1024,
             rows / 10, (double)tenth_kilobytes / 1024);
    snprintf(ratio, sizeof(ratio), "%.0f of 128 MB", (double)kilobytes / 1024);
    bench_line("P14 import's memory <= 128 MB at any size", measured, ratio, kilobytes <= 128 * 1024);
    create(database);
    measure_saves("P14 saves while the first households come", database, file);
    write_file(file, rows, rows);
    measure_saves("P14 saves while as many more come", database, file);
    unlink(file);
    return 0;
}
