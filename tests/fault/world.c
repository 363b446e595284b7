#include "fault/world.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "fault/operation.h"
#include "zuoxi/base/mem.h"

#define LOG_BYTES (245 * 4120) /* a little below what a checkpoint follows (store.c: 256 pages) */

static const char *const endings[WORLD_FILES] = {"", "-wal", ".audit"};

static int64_t now, boot, look_ms;

static int64_t now_ms(void *context)
{
    (void)context;
    return now * 1000;
}

/* Time goes on with every look, so that pauses between tries are soon over; what opening a database may take
 * of it is not. */
#define LOOK_MS    5000
#define OPENING_MS 50
static int64_t boot_ms(void *context)
{
    (void)context;
    return boot += look_ms;
}

static const struct clock world_clock = {.now_ms = now_ms, .boot_ms = boot_ms};

static void *read_file(const char *path, size_t *size)
{
    struct stat file;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    *size = 0;
    if (fd < 0) {
        return NULL;
    }
    ck_assert_int_eq(fstat(fd, &file), 0);
    void *bytes = mem_new(1, (size_t)file.st_size + 1);
    ck_assert_int_eq(read(fd, bytes, (size_t)file.st_size), file.st_size);
    close(fd);
    *size = (size_t)file.st_size;
    return bytes;
}

static void write_file(const char *path, const void *bytes, size_t size)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    ck_assert_msg(fd >= 0, "%s", path);
    ck_assert_int_eq(write(fd, bytes, size), (ssize_t)size);
    close(fd);
}

static off_t log_size(const struct world *world)
{
    struct stat file;
    char path[160];
    snprintf(path, sizeof(path), "%s-wal", world->database);
    return stat(path, &file) == 0 ? file.st_size : 0;
}

static void name_of(const char *database, const char *ending, char out[160])
{
    snprintf(out, 160, "%s%s", database, ending);
}

static void read_files(const char *database, struct world_files *files)
{
    for (size_t i = 0; i < WORLD_FILES; i++) {
        char path[160];
        name_of(database, endings[i], path);
        files->bytes[i] = read_file(path, &files->sizes[i]);
    }
}

static void write_files(const char *database, const struct world_files *files)
{
    store_remove(database);
    for (size_t i = 0; i < WORLD_FILES; i++) {
        char path[160];
        name_of(database, endings[i], path);
        if (files->bytes[i] != NULL) {
            write_file(path, files->bytes[i], files->sizes[i]);
        }
    }
}

static void forget_files(struct world_files *files)
{
    for (size_t i = 0; i < WORLD_FILES; i++) {
        free(files->bytes[i]);
        files->bytes[i] = NULL;
    }
}

/*
 * Moved to where the experiments take place. The files are read while it is open, its log so long that the
 * next save is followed by a checkpoint. Nobody else has it open, so closing a second descriptor drops no
 * lock that matters.
 */
static void remember(struct world *world)
{
    struct world_files town;
    struct desk desk;
    store_close(&world->fixture->desk.store); /* into the database with all of it: the log begins anew */
    read_files(world->fixture->database, &town);
    write_files(world->database, &town);
    forget_files(&town);
    world_open(world, &desk, "1001", ROLE_OPERATOR, 0);
    do {
        operation_before(&desk, "seat_set", NULL);
    } while (log_size(world) < LOG_BYTES);
    read_files(world->database, &world->made);
    desk_close(&desk);
}

struct world *world_make(void)
{
    struct world *world = mem_new(1, sizeof(*world));
    char directory[64];
    snprintf(directory, sizeof(directory), "%s/zuoxi-world-XXXXXX",
             access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp");
    ck_assert_ptr_nonnull(mkdtemp(directory));
    snprintf(world->database, sizeof(world->database), "%s/zuoxi.db", directory);
    world->fixture = desk_fixture_open();
    operations_configure(world->fixture);
    operations_fill_town(world->fixture);
    remember(world);
    return world;
}

void world_free(struct world **world)
{
    char *slash = strrchr((*world)->database, '/');
    store_remove((*world)->database);
    *slash = '\0';
    rmdir((*world)->database);
    forget_files(&(*world)->made);
    desk_fixture_close((*world)->fixture);
    free(*world);
    *world = NULL;
}

void world_restore(struct world *world)
{
    write_files(world->database, &world->made);
}

void world_freeze(struct world *world)
{
    read_files(world->database, &world->frozen);
}

void world_thaw(struct world *world)
{
    write_files(world->database, &world->frozen);
    forget_files(&world->frozen);
}

bool world_is_untouched(const struct world *world)
{
    struct world_files found;
    bool is_same = true;
    read_files(world->database, &found);
    for (size_t i = 0; i < WORLD_FILES; i++) {
        size_t size = found.sizes[i];
        is_same = is_same && size == world->made.sizes[i] &&
                  (size == 0 || memcmp(found.bytes[i], world->made.bytes[i], size) == 0);
    }
    forget_files(&found);
    return is_same;
}

void world_open(struct world *world, struct desk *desk, const char *badge, enum role role, int minutes)
{
    const struct config *config = &world->fixture->config;
    now = DESK_NOW + (int64_t)minutes * 60;
    look_ms = OPENING_MS;
    fixture_ok(desk_open(desk, world->database, &config->settings, &config->profile, &config->book,
                         &world_clock, &err));
    look_ms = LOOK_MS;
    desk->actor = (struct actor){.role = role, .origin = "console"};
    snprintf(desk->actor.badge, sizeof(desk->actor.badge), "%s", badge);
}

/* A table's columns as a dump shows them: c a value, b a blob (a salt, a digest), of which only the length, -
 * what is drawn by lot. */
struct table_shape {
    char name[40], columns[80];
};

static size_t read_tables(struct store *store, struct table_shape *shapes, size_t max)
{
    struct stmt *stmt;
    size_t count = 0;
    bool row = true;
    fixture_ok(db_prepare(
        store_db(store),
        "SELECT t.name, group_concat(CASE WHEN c.name IN ('event_id', 'payload', 'pid', 'session') THEN '-' "
        "WHEN c.type = 'BLOB' THEN 'b' ELSE 'c' END, '') FROM pragma_table_list AS t, "
        "pragma_table_info(t.name) "
        "AS c WHERE t.type = 'table' AND t.schema = 'main' AND t.name NOT LIKE 'sqlite_%' GROUP "
        "BY 1 ORDER BY 1",
        &stmt, &err));
    for (;;) {
        fixture_ok(db_step(stmt, &row, &err));
        if (!row) {
            break;
        }
        ck_assert_uint_lt(count, max);
        snprintf(shapes[count].name, sizeof(shapes->name), "%s", db_text(stmt, 0, NULL));
        snprintf(shapes[count].columns, sizeof(shapes->columns), "%s", db_text(stmt, 1, NULL));
        count++;
    }
    db_reset(stmt);
    return count;
}

static void dump_row(struct stmt *stmt, const struct table_shape *shape, struct str *out)
{
    str_add(out, shape->name);
    for (size_t i = 0; shape->columns[i] != '\0'; i++) {
        size_t length;
        str_add(out, "|");
        if (shape->columns[i] == 'b') {
            db_blob(stmt, (int)i, &length);
            str_add_number(out, (unsigned)length);
        } else if (shape->columns[i] == 'c') {
            str_add(out, db_is_null(stmt, (int)i) ? "NULL" : db_text(stmt, (int)i, NULL));
        }
    }
    str_add(out, "\n");
}

static void dump_table(struct store *store, const struct table_shape *shape, struct str *out)
{
    struct stmt *stmt;
    char sql[120];
    bool row = true;
    /* The audit's head is a hash over salts, the ids of requests that an import makes are drawn by lot. */
    snprintf(sql, sizeof(sql), "SELECT * FROM %s%s", shape->name,
             strcmp(shape->name, "meta") == 0      ? " WHERE key <> 'audit'"
             : strcmp(shape->name, "request") == 0 ? " WHERE id LIKE '00000000%' OR length(id) < 32"
                                                   : "");
    fixture_ok(db_prepare(store_db(store), sql, &stmt, &err));
    enum status status; /* an assertion for each row would take longer than the row */
    while ((status = db_step(stmt, &row, NULL)) == STATUS_OK && row) {
        dump_row(stmt, shape, out);
    }
    ck_assert_int_eq(status, STATUS_OK);
    db_reset(stmt);
}

void world_dump(struct store *store, struct str *out)
{
    static struct table_shape shapes[120];
    static size_t count;
    if (count == 0) {
        count = read_tables(store, shapes, sizeof(shapes) / sizeof(shapes[0]));
    }
    for (size_t i = 0; i < count; i++) {
        dump_table(store, &shapes[i], out);
    }
}

void world_blur_ids(struct str *dump)
{
    static const char digits[] = "0123456789";
    struct str kept = {0};
    for (const char *at = str_text(dump); *at != '\0';) {
        size_t number = strspn(at, digits), length = number > 0 ? number : strcspn(at, digits);
        if (number == 0 || number > 3) {
            str_add_bytes(&kept, at, length);
        }
        at += length;
    }
    str_free(dump);
    *dump = kept;
}

void world_check(struct store *store, struct str *findings)
{
    struct err err = {0};
    if (db_check(store_db(store), true, &err) != STATUS_OK ||
        store_verify(store, findings, &err) != STATUS_OK) {
        str_printf(findings, "%s\n", err.what);
    }
}

const char *world_difference(const char *one, const char *other)
{
    static char text[400];
    const char *line[2] = {one, other};
    for (size_t i = 0; one[i] != '\0' && one[i] == other[i]; i++) {
        if (one[i] == '\n') {
            line[0] = one + i + 1;
            line[1] = other + i + 1;
        }
    }
    if (strcmp(line[0], line[1]) == 0) {
        return "";
    }
    snprintf(text, sizeof(text), "'%.*s' instead of '%.*s'", (int)strcspn(line[0], "\n") % 180, line[0],
             (int)strcspn(line[1], "\n") % 180, line[1]);
    return text;
}

int64_t world_int(struct desk *desk, const char *sql)
{
    return fixture_int(desk->store, sql);
}
