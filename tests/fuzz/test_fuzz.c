/*
 * Goal S15: whatever bytes come, nothing crashes, hangs or lets through what it may not. One target for each
 * way bytes come in: text to be shown, keys, configuration, tables, words to find, times, the database
 * itself.
 */

#include <check.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "fuzz/fuzz.h"
#include "store/store_fixture.h"
#include "suite.h"
#include "zuoxi/base/csv.h"
#include "zuoxi/base/mem.h"
#include "zuoxi/base/str.h"
#include "zuoxi/base/utf8.h"
#include "zuoxi/base/width.h"
#include "zuoxi/conf/load.h"
#include "zuoxi/domain/area.h"
#include "zuoxi/domain/duration.h"
#include "zuoxi/domain/phone.h"
#include "zuoxi/domain/when.h"
#include "zuoxi/store/case_store.h"
#include "zuoxi/store/search.h"
#include "zuoxi/tui/edit.h"
#include "zuoxi/tui/input.h"

static void write_file(const char *path, const char *bytes, size_t length)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    ck_assert_int_ge(fd, 0);
    ck_assert_int_eq(write(fd, bytes, length), (ssize_t)length);
    close(fd);
}

/* ---- text to be shown ---- */

static bool may_drive_a_terminal(uint32_t code)
{
    return code < 0x20 || (code >= 0x7F && code < 0xA0) || (code >= 0x200B && code <= 0x200F) ||
           (code >= 0x2028 && code <= 0x202E) || (code >= 0x2060 && code <= 0x206F) || code == 0xFEFF;
}

static void show_text(const char *bytes, size_t length)
{
    struct str out = {0};
    int width = length > 0 ? (unsigned char)bytes[0] - 1 : -1;
    int cells = safe_text(&out, bytes, length, width, false);
    ck_assert(width < 0 || cells <= width);
    ck_assert(utf8_is_valid(str_text(&out), out.length));
    for (size_t at = 0; at < out.length;) {
        uint32_t code;
        at += utf8_decode(out.bytes + at, out.length - at, &code);
        ck_assert(!may_drive_a_terminal(code));
    }
    str_free(&out);
}

/* ---- keys ---- */

/* As the loop does: what was read goes to the focused line, bytes in pieces as a line cuts them. */
static void press_keys(const char *bytes, size_t length)
{
    struct input *input = input_new();
    struct edit *edit = edit_new(200, true);
    struct input_event event;
    bool was_full;
    for (size_t at = 0; at < length;) {
        size_t piece = 1 + (unsigned char)bytes[at] % 7;
        piece = piece < length - at ? piece : length - at;
        input_feed(input, bytes + at, piece);
        at += piece;
        while (input_next(input, at == length, &event)) {
            if (event.kind == INPUT_KEY) {
                edit_key(edit, event.key, &was_full);
            } else if (event.kind == INPUT_PASTE) {
                const struct str *text = input_pasted(input);
                edit_paste(edit, str_text(text), text->length, &was_full);
            }
        }
    }
    const char *text = edit_text(edit);
    ck_assert(utf8_is_valid(text, strlen(text)));
    ck_assert_uint_le(utf8_count(text), 200);
    edit_free(&edit);
    input_free(&input);
}

/* ---- configuration ---- */

static char conf_directory[64];

/* The first byte says which kind of file it is. A file that is not sound has a finding, a sound one is read.
 */
static void read_configuration(const char *bytes, size_t length)
{
    static const char *const places[] = {"zuoxi.conf", "profiles/heating.conf", "phrases/heating.conf",
                                         "calendar/2026.conf"};
    struct findings findings = {0};
    char path[128];
    size_t kind = length > 0 ? (unsigned char)bytes[0] % 4 : 0;
    snprintf(path, sizeof(path), "%s/%s", conf_directory, places[kind]);
    write_file(path, bytes + (length > 0), length - (length > 0));
    config_check(path, NULL, FIXTURE_NOW, &findings);
    findings_clear(&findings);
    unlink(path);
}

/* ---- tables ---- */

struct pieces {
    const char *bytes;
    size_t length, at;
};

static enum status next_piece(void *context, char *buffer, size_t size, size_t *got, struct err *err)
{
    struct pieces *pieces = context;
    size_t left = pieces->length - pieces->at;
    (void)err;
    *got = left < 13 ? left : 13;
    *got = *got < size ? *got : size;
    memcpy(buffer, pieces->bytes + pieces->at, *got);
    pieces->at += *got;
    return STATUS_OK;
}

/* What a cell says comes back from a file that is written with it. */
static void expect_round_trip(const char *cell)
{
    struct str line = {0};
    csv_guard(&line, cell);
    ck_assert_str_eq(csv_unguard(str_text(&line)), cell);
    str_free(&line);
}

static void read_table(const char *bytes, size_t length)
{
    struct pieces pieces = {bytes, length, 0};
    struct csv_reader *reader = mem_new(1, sizeof(*reader));
    struct csv_row row;
    struct err err = {0};
    bool more = true;
    csv_open(reader, next_piece, &pieces, '\0');
    while (csv_next(reader, &row, &more, &err) == STATUS_OK && more) {
        for (size_t i = 0; i < row.count; i++) {
            expect_round_trip(row.cells[i]);
        }
    }
    csv_close(reader);
    free(reader);
}

/* ---- words to find ---- */

static struct store *search_store;

static void find_words(const char *bytes, size_t length)
{
    struct search_hit hits[10];
    int64_t ids[10];
    size_t count;
    struct err err;
    (void)length;
    enum status status = search_words(search_store, bytes, 0, 10, hits, &count, &err);
    ck_assert_msg(status == STATUS_OK || status == STATUS_INVALID, "%d %s", (int)status, err.what);
    status = search_customers(search_store, bytes, 10, ids, &count, &err);
    ck_assert_msg(status == STATUS_OK || status == STATUS_INVALID, "%d %s", (int)status, err.what);
}

/* ---- times, durations, areas, phones ---- */

static void read_expressions(const char *bytes, size_t length)
{
    struct duration duration;
    char phone[PHONE_SIZE], shown[PHONE_SIZE];
    struct area area = {0};
    struct str text = {0};
    int64_t utc;
    (void)length;
    if (duration_parse(bytes, &duration, NULL) == STATUS_OK) {
        ck_assert_int_ge(duration.amount, 0);
    }
    when_parse(bytes, FIXTURE_NOW, &utc);
    clock_parse(bytes, &utc);
    if (phone_normalise(bytes, phone)) {
        phone_group(phone, shown);
    }
    area_parse(&area, bytes, bytes, bytes);
    area_describe(&area, &text);
    area_clear(&area);
    str_free(&text);
}

/* ---- the database's own bytes ---- */

static char database_path[128];
static char *whole; /* the bytes of a sound database with a case */
static size_t whole_length;

static void make_whole(void)
{
    struct store *store = fixture_open();
    fixture_begin(store);
    fixture_case(store, "客厅暖气上热下凉", false, FIXTURE_NOW + 7200);
    fixture_commit(store);
    fixture_sql(store, "PRAGMA wal_checkpoint(TRUNCATE)");
    FILE *file = fopen(fixture_path(), "rb");
    ck_assert_ptr_nonnull(file);
    whole = malloc(8 << 20);
    whole_length = fread(whole, 1, 8 << 20, file);
    fclose(file);
    fixture_close(store);
}

/* Four bytes each are a place in the file and what stands there now. The file is tried, and made sound again.
 */
static void damage(const char *bytes, size_t length, bool is_back)
{
    static char kept[4096];
    for (size_t i = 0; i + 4 <= length && i / 4 < sizeof(kept); i += 4) {
        size_t from = is_back ? (length < sizeof(kept) * 4 ? length / 4 * 4 : sizeof(kept) * 4) - 4 - i : i;
        const unsigned char *four = (const unsigned char *)bytes + from;
        size_t place = ((size_t)four[0] << 16 | (size_t)four[1] << 8 | four[2]) % whole_length;
        if (is_back) {
            whole[place] = kept[from / 4];
        } else {
            kept[i / 4] = whole[place];
            whole[place] = (char)four[3];
        }
    }
}

/* Opening and reading it ends in words, not in a crash. */
static void open_database(const char *bytes, size_t length)
{
    struct store_options options = {.path = database_path, .clock = &fixture_clock};
    struct store *store = NULL;
    struct str findings = {0};
    struct queue_row rows[20];
    struct queue_filter filter = {0};
    size_t count;
    struct err err;
    char lock[140];
    damage(bytes, length, false);
    write_file(database_path, whole, whole_length);
    damage(bytes, length, true);
    snprintf(lock, sizeof(lock), "%s.lock", database_path);
    write_file(lock, "", 0);
    if (store_open(&store, &options, &err) == STATUS_OK) {
        case_store_queue(store, &filter, FIXTURE_NOW, NULL, 20, rows, &count, &err);
        store_verify(store, &findings, &err);
        str_free(&findings);
        store_close(&store);
    }
    store_remove(database_path);
}

START_TEST(text_to_be_shown)
{
    fuzz_run("text", show_text, 3000);
}
END_TEST

START_TEST(keys)
{
    fuzz_run("keys", press_keys, 2000);
}
END_TEST

START_TEST(configuration)
{
    static const char *const folders[] = {"", "/profiles", "/phrases", "/calendar"};
    char path[128];
    snprintf(conf_directory, sizeof(conf_directory), "/tmp/zuoxi-fuzz-conf-%d", (int)getpid());
    for (size_t i = 0; i < 4; i++) {
        snprintf(path, sizeof(path), "%s%s", conf_directory, folders[i]);
        ck_assert_int_eq(mkdir(path, 0700), 0);
    }
    fuzz_run("configuration", read_configuration, 60);
    for (size_t i = 4; i-- > 0;) {
        snprintf(path, sizeof(path), "%s%s", conf_directory, folders[i]);
        rmdir(path);
    }
}
END_TEST

START_TEST(tables)
{
    fuzz_run("table", read_table, 2000);
}
END_TEST

START_TEST(words_to_find)
{
    search_store = fixture_open();
    fixture_begin(search_store);
    fixture_case(search_store, "客厅暖气上热下凉 leak 13800001234", false, FIXTURE_NOW);
    fixture_commit(search_store);
    fuzz_run("words", find_words, 500);
    fixture_close(search_store);
}
END_TEST

START_TEST(times_and_areas)
{
    fuzz_run("expressions", read_expressions, 3000);
}
END_TEST

START_TEST(the_database_itself)
{
    snprintf(database_path, sizeof(database_path), "/tmp/zuoxi-fuzz-database-%d.db", (int)getpid());
    make_whole();
    fuzz_run("database", open_database, 20);
    free(whole);
}
END_TEST

SUITE_MAIN("fuzz", text_to_be_shown, keys, configuration, tables, words_to_find, times_and_areas,
           the_database_itself)
