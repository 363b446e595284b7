/* The roster as a table that spreadsheets open, and back from one. */

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "zuoxi/base/csv.h"
#include "zuoxi/base/encoding.h"
#include "zuoxi/base/mem.h"
#include "zuoxi/base/path.h"
#include "zuoxi/base/text.h"
#include "zuoxi/desk/roster.h"
#include "zuoxi/domain/workday.h"

#define CHANGES_MAX 20000   /* a year of fifty people, or two months of everybody */
#define FILE_MAX    4194304 /* bytes */

static void add_cell(struct str *out, const char *text)
{
    struct str guarded = {0};
    csv_guard(&guarded, text);
    csv_add_cell(out, str_text(&guarded));
    str_free(&guarded);
}

static void add_person(struct str *out, struct roster roster, int first, const struct roster_person *person)
{
    add_cell(out, person->badge);
    str_add(out, ",");
    add_cell(out, person->name);
    for (int date = first; date / 100 == first / 100; date = date_next(date)) {
        const char *plan = roster_plan(roster, date, person->badge);
        str_add(out, ",");
        add_cell(out, plan[0] != '\0' ? roster_plan_label(plan) : "");
    }
    str_add(out, "\r\n");
}

enum status roster_export(struct desk *desk, int month, struct str *out, struct err *err)
{
    struct roster_person *people = mem_new(ROSTER_PEOPLE_MAX, sizeof(*people));
    struct roster_rows rows = {0};
    size_t count = 0;
    int first = month * 100 + 1;
    enum status status = roster_people(desk, people, &count, err);
    if (status == STATUS_OK) {
        status = roster_load(desk, first, month * 100 + 31, &rows, err);
    }
    if (status == STATUS_OK) {
        str_printf(out, "%s%s,%s", encoding_mark(ENCODING_UTF8), _("工号"), _("姓名"));
        for (int date = first; date / 100 == month; date = date_next(date)) {
            str_printf(out, ",%04d-%02d-%02d", date / 10000, date / 100 % 100, date % 100);
        }
        str_add(out, "\r\n");
    }
    for (size_t i = 0; i < count && status == STATUS_OK; i++) {
        add_person(out, roster_of(&rows), first, &people[i]);
    }
    roster_rows_clear(&rows);
    free(people);
    return status;
}

struct reading {
    struct desk *desk;
    const char *path;
    struct str *problems;
    struct roster_person *people; /* owned: who can be on the roster */
    size_t people_count;
    struct roster_change *changes; /* owned */
    size_t count, capacity;
    bool is_too_long;
    int dates[CSV_CELLS_MAX]; /* of the columns; 0: none */
    int badge, date, plan;    /* columns; −1: not there */
};

static void complain(struct reading *reading, int64_t line, const char *format, const char *cell)
{
    struct str text = {0};
    str_printf(reading->problems, "%s:%lld: ", reading->path, (long long)line);
    str_printf(&text, format, cell);
    str_add(reading->problems, str_text(&text));
    str_add(reading->problems, "\n");
    str_free(&text);
}

/* "2026-11-21" or "2026/11/21", as spreadsheets make of it. */
static bool parse_date(const char *text, int *date)
{
    int year, month, day, length = 0;
    char first, second;
    if (sscanf(text, "%4d%c%2d%c%2d%n", &year, &first, &month, &second, &day, &length) != 5 ||
        text[length] != '\0' || first != second || strchr("-/.", first) == NULL) {
        return false;
    }
    *date = year * 10000 + month * 100 + day;
    return year > 1999 && month > 0 && day > 0 && date_is_valid(*date);
}

static bool is_word(const char *cell, const char *han, const char *english)
{
    return strcmp(cell, han) == 0 || strcmp(cell, english) == 0;
}

/* Which column is which; false when the table cannot be understood. */
static bool read_header(struct reading *reading, const struct csv_row *row)
{
    size_t days = 0;
    reading->badge = reading->date = reading->plan = -1;
    for (size_t i = 0; i < row->count; i++) {
        const char *cell = csv_unguard(row->cells[i]);
        if (is_word(cell, "工号", "badge")) {
            reading->badge = (int)i;
        } else if (is_word(cell, "日期", "date")) {
            reading->date = (int)i;
        } else if (is_word(cell, "班次", "shift")) {
            reading->plan = (int)i;
        } else {
            days += parse_date(cell, &reading->dates[i]);
        }
    }
    return reading->badge >= 0 && (days > 0 || (reading->date >= 0 && reading->plan >= 0));
}

static bool is_known(const struct reading *reading, const char *badge)
{
    for (size_t i = 0; i < reading->people_count; i++) {
        if (strcmp(reading->people[i].badge, badge) == 0) {
            return true;
        }
    }
    return false;
}

static void take(struct reading *reading, int64_t line, int date, const char *badge, const char *cell)
{
    struct roster_change change = {.date = date, .is_any = true};
    if (!roster_parse(settings_shifts(reading->desk->settings), cell, change.after)) {
        complain(reading, line, _("没有班次“%s”，应为配置里的班次、休 或 请假"), cell);
        return;
    }
    if (change.after[0] != '\0' && !is_known(reading, badge)) { /* a row of who has left may say 休 */
        complain(reading, line, _("工号“%s”不是在用的坐席或班长"), badge);
        return;
    }
    if (!text_copy(change.badge, sizeof(change.badge), badge)) {
        complain(reading, line, _("工号“%s”太长"), badge);
        return;
    }
    for (size_t i = 0; i < reading->count; i++) {
        if (reading->changes[i].date == date && strcmp(reading->changes[i].badge, badge) == 0) {
            complain(reading, line, _("工号 %s 的同一天前面已经写过"), badge);
            return;
        }
    }
    if (reading->count == CHANGES_MAX) {
        reading->is_too_long = true; /* said once, at the end */
        return;
    }
    mem_reserve((void **)&reading->changes, &reading->capacity, reading->count + 1,
                sizeof(*reading->changes));
    reading->changes[reading->count++] = change;
}

static const char *cell_of(const struct csv_row *row, int column)
{
    return column >= 0 && (size_t)column < row->count ? csv_unguard(row->cells[column]) : "";
}

static void read_row(struct reading *reading, const struct csv_row *row)
{
    const char *badge = cell_of(row, reading->badge);
    int date = 0;
    bool has_any = false;
    for (size_t i = 0; i < row->count; i++) {
        has_any = has_any || row->cells[i][0] != '\0';
    }
    if (!has_any) {
        return;
    }
    if (badge[0] == '\0') {
        complain(reading, row->line, "%s", _("没有工号"));
        return;
    }
    if (reading->date >= 0) {
        if (!parse_date(cell_of(row, reading->date), &date)) {
            complain(reading, row->line, _("“%s”不是日期，写作 2026-11-21"), cell_of(row, reading->date));
            return;
        }
        take(reading, row->line, date, badge, cell_of(row, reading->plan));
        return;
    }
    for (size_t i = 0; i < row->count; i++) {
        if (reading->dates[i] != 0) {
            take(reading, row->line, reading->dates[i], badge, csv_unguard(row->cells[i]));
        }
    }
}

static enum status read_rows(struct reading *reading, struct csv_reader *csv, struct err *err)
{
    struct csv_row row;
    bool more = false;
    enum status status = csv_next(csv, &row, &more, err);
    if (status == STATUS_OK && (!more || !read_header(reading, &row))) {
        err_set(err, STATUS_INVALID, _("看不懂第一行"));
        err_where(err, "%s:1", reading->path);
        return err_advise(err, _("应为 工号,姓名,2026-11-01,2026-11-02,… 或 日期,工号,班次"));
    }
    while (status == STATUS_OK && (status = csv_next(csv, &row, &more, err)) == STATUS_OK && more) {
        read_row(reading, &row);
    }
    return status;
}

static enum status probe(int fd, const char *path, enum encoding *encoding, struct err *err)
{
    struct encoding_probe look = {0};
    char bytes[4096];
    ssize_t got;
    while ((got = read(fd, bytes, sizeof(bytes))) > 0) {
        encoding_probe_add(&look, bytes, (size_t)got);
    }
    *encoding = encoding_probe_end(&look);
    if (got < 0 || lseek(fd, 0, SEEK_SET) != 0) {
        return path_error(err, _("读取"), path);
    }
    if (*encoding == ENCODING_UTF16) {
        err_set(err, STATUS_INVALID, _("文件是UTF-16编码，不能导入"));
        return err_advise(err, _("请另存为“CSV UTF-8”"));
    }
    return STATUS_OK;
}

static enum status read_file(struct reading *reading, int fd, struct err *err)
{
    struct csv_reader *csv = mem_new(1, sizeof(*csv));
    struct encoding_reader *decoder = mem_new(1, sizeof(*decoder));
    enum encoding encoding;
    enum status status = probe(fd, reading->path, &encoding, err);
    if (status == STATUS_OK) {
        status = encoding_open(decoder, fd, encoding, err);
    }
    if (status == STATUS_OK) {
        csv_open(csv, encoding_read, decoder, '\0');
        status = read_rows(reading, csv, err);
        csv_close(csv);
        encoding_close(decoder);
    }
    free(decoder);
    free(csv);
    return status;
}

/* A table on the disk, not a device or a pipe that would keep the desk waiting, nor a film. */
static enum status check_file(int fd, const char *path, struct err *err)
{
    struct stat file;
    if (fstat(fd, &file) != 0) {
        return path_error(err, _("读取"), path);
    }
    if (!S_ISREG(file.st_mode)) {
        err_set(err, STATUS_INVALID, _("不是普通文件，不能导入"));
        return err_where(err, "%s", path);
    }
    if (file.st_size > FILE_MAX) {
        err_set(err, STATUS_INVALID, _("文件超过 4 MB，不像一张班表"));
        return err_where(err, "%s", path);
    }
    return STATUS_OK;
}

enum status roster_import_read(struct desk *desk, const char *path, struct roster_edit **edit,
                               struct str *problems, struct err *err)
{
    struct reading reading = {.desk = desk, .path = path, .problems = problems};
    *edit = NULL;
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
    if (fd < 0) {
        return path_error(err, _("打开"), path);
    }
    reading.people = mem_new(ROSTER_PEOPLE_MAX, sizeof(*reading.people));
    enum status status = check_file(fd, path, err);
    if (status == STATUS_OK) {
        status = roster_people(desk, reading.people, &reading.people_count, err);
    }
    if (status == STATUS_OK) {
        status = read_file(&reading, fd, err);
    }
    close(fd);
    if (status == STATUS_OK && reading.is_too_long) {
        status = err_set(err, STATUS_INVALID, _("一次最多导入 %d 人日"), CHANGES_MAX);
    }
    if (status == STATUS_OK && problems->length > 0) {
        err_set(err, STATUS_INVALID, _("班表有问题，什么也没有导入"));
        status = err_advise(err, _("请按上面的行号改好，再导入一次"));
    }
    if (status == STATUS_OK) {
        *edit = roster_edit_new(reading.count);
        if (reading.count > 0) {
            memcpy((*edit)->changes, reading.changes, reading.count * sizeof(reading.changes[0]));
        }
    }
    free(reading.changes);
    free(reading.people);
    return status;
}
