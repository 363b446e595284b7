/* A database that cannot be used: a sentence that says what to do, an exit code, the terminal as it was. */

#include <fcntl.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

#include "screen/seat.h"
#include "screen/terminal_private.h"
#include "suite.h"

#define WIDE 240 /* columns: a sentence stays on one row */

/* The console and a subcommand both refuse with the words, and the code. */
static void expect_refused(struct seat *seat, int code, const char *const words[])
{
    static char errors[SEAT_TEXT];
    struct terminal *terminal = seat_start(seat, 24, WIDE, NULL);
    struct termios modes;
    int got = terminal_exit_code(terminal, TERMINAL_WAIT), y, x;

    for (size_t i = 0; words[i] != NULL; i++) {
        terminal_expect(terminal, words[i]);
    }
    ck_assert_int_eq(got, code);
    ck_assert_int_eq(tcgetattr(terminal->fd, &modes), 0);
    ck_assert((modes.c_lflag & ICANON) && (modes.c_lflag & ECHO));
    ck_assert(!terminal_find(terminal, "签到", &y, &x));
    terminal_free(&terminal);
    ck_assert_int_eq(seat_command(seat, NULL, (const char *const[]){"case", "list", NULL}), code);
    seat_errors(seat, errors);
    for (size_t i = 0; words[i] != NULL; i++) {
        ck_assert_msg(strstr(errors, words[i]) != NULL, "no %s in: %s", words[i], errors);
    }
}

static void run_sql(const char *path, const char *sql)
{
    sqlite3 *db;

    ck_assert_int_eq(sqlite3_open(path, &db), SQLITE_OK);
    ck_assert_int_eq(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(db);
}

static void write_bytes(const char *path, off_t at, const char *bytes, size_t length)
{
    int file = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);

    ck_assert_int_ge(file, 0);
    ck_assert_int_eq(pwrite(file, bytes, length, at), (ssize_t)length);
    close(file);
}

START_TEST(a_database_of_a_newer_program_is_left_alone)
{
    struct seat seat;

    seat_make(&seat);
    run_sql(seat.database, "PRAGMA user_version = 9999");
    expect_refused(&seat, 1, (const char *const[]){"更新版本的程序", "9999", "请升级 zuoxi", NULL});
    seat_remove(&seat);
}
END_TEST

START_TEST(garbage_is_not_a_database)
{
    struct seat seat;
    char bytes[8192];

    seat_make_bare(&seat);
    for (size_t i = 0; i < sizeof(bytes); i++) {
        bytes[i] = (char)(i * 131 + i / 7);
    }
    write_bytes(seat.database, 0, bytes, sizeof(bytes));
    expect_refused(&seat, 1, (const char *const[]){"不是数据库", "备份", NULL});
    seat_remove(&seat);
}
END_TEST

START_TEST(a_damaged_database_is_told_and_never_worked_on)
{
    static char errors[SEAT_TEXT];
    struct seat seat;
    char zeros[4096] = "";
    struct stat before, after;

    seat_make(&seat);
    run_sql(seat.database, "PRAGMA wal_checkpoint(TRUNCATE)");
    ck_assert_int_eq(stat(seat.database, &before), 0);
    write_bytes(seat.database, 100, zeros, sizeof(zeros) - 100); /* the schema's page */
    expect_refused(&seat, 1, (const char *const[]){"损坏", "备份", NULL});
    seat_errors(&seat, errors);
    ck_assert_int_eq(stat(seat.database, &after), 0);
    ck_assert_int_eq(before.st_size, after.st_size);
    seat_remove(&seat);
}
END_TEST

START_TEST(an_empty_file_of_somebody_elses_is_not_filled)
{
    struct seat seat;
    struct stat after;

    seat_make_bare(&seat);
    write_bytes(seat.database, 0, "", 0);
    expect_refused(&seat, 1, (const char *const[]){"数据库", "zuoxi init", NULL});
    ck_assert_int_eq(stat(seat.database, &after), 0);
    ck_assert_int_eq(after.st_size, 0);
    seat_remove(&seat);
}
END_TEST

static void read_bytes(const char *path, char *bytes, size_t size)
{
    int file = open(path, O_RDONLY | O_CLOEXEC);

    ck_assert_int_eq(read(file, bytes, size), (ssize_t)size);
    close(file);
}

START_TEST(another_programs_database_is_refused)
{
    char before[4096], after[4096];
    struct seat seat;

    seat_make_bare(&seat);
    run_sql(seat.database, "CREATE TABLE songs (name TEXT); INSERT INTO songs VALUES ('x')");
    read_bytes(seat.database, before, sizeof(before));
    expect_refused(&seat, 1, (const char *const[]){"zuoxi", "--database", NULL});
    read_bytes(seat.database, after, sizeof(after));
    ck_assert_mem_eq(before, after, sizeof(before)); /* not a byte of it changed */
    seat_remove(&seat);
}
END_TEST

START_TEST(a_directory_is_not_a_database)
{
    struct seat seat;

    seat_make_bare(&seat);
    ck_assert_int_eq(mkdir(seat.database, 0700), 0);
    expect_refused(&seat, 1, (const char *const[]){"这是一个目录", "请写到文件名", NULL});
    seat_remove(&seat);
}
END_TEST

START_TEST(a_missing_database_names_the_command_that_makes_one)
{
    struct seat seat;

    seat_make_bare(&seat);
    expect_refused(&seat, 4, (const char *const[]){"数据库不存在", "zuoxi init", NULL});
    ck_assert_int_ne(access(seat.database, F_OK), 0); /* and none has been made */
    seat_remove(&seat);
}
END_TEST

START_TEST(a_database_that_may_not_be_written_says_which_right_is_missing)
{
    struct seat seat;

    if (geteuid() != 0) {
        seat_make(&seat);
        ck_assert_int_eq(chmod(seat.database, 0400), 0);
        expect_refused(&seat, 5, (const char *const[]){"不可读写", "chmod", NULL});
        ck_assert_int_eq(chmod(seat.database, 0600), 0);
    } else if (seat_make_on_disk(&seat, 8192)) { /* nothing else stops root */
        char disk[sizeof(seat.directory) + 8];

        snprintf(disk, sizeof(disk), "%s/disk", seat.directory);
        ck_assert_int_eq(mount(NULL, disk, NULL, MS_REMOUNT | MS_RDONLY, NULL), 0);
        expect_refused(&seat, 5, (const char *const[]){"不可读写", "重新挂载", NULL});
    } else {
        return;
    }
    seat_remove(&seat);
}
END_TEST

SUITE_MAIN("screen/database", a_database_of_a_newer_program_is_left_alone, garbage_is_not_a_database,
           a_damaged_database_is_told_and_never_worked_on, an_empty_file_of_somebody_elses_is_not_filled,
           another_programs_database_is_refused, a_directory_is_not_a_database,
           a_missing_database_names_the_command_that_makes_one,
           a_database_that_may_not_be_written_says_which_right_is_missing)
