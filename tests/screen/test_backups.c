/* The page of backups: how to begin, making and checking one beside the working desk, when one is overdue. */

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "screen/seat.h"
#include "suite.h"

static struct seat seat;
static char folder[160];

/* A desk whose configuration names a folder for backups, on the page of them as the admin. */
static struct terminal *sit(int columns, const char *badge)
{
    static char path[200];
    seat_make_idle_at(&seat, "2026-11-21 14:30:00");
    snprintf(folder, sizeof(folder), "%s/backups", seat.directory);
    snprintf(path, sizeof(path), "%s/zuoxi.conf", seat.directory);
    FILE *file = fopen(path, "w");
    ck_assert_ptr_nonnull(file);
    fprintf(file, "backup_directory = \"%s\"\n", folder);
    fclose(file);
    const char *more[] = {"--config", path, NULL};
    struct terminal *terminal = seat_start(&seat, 24, columns, more);
    seat_sign_in(terminal, badge);
    return terminal;
}

static bool has_part(void)
{
    const struct dirent *entry;
    bool is_there = false;
    DIR *entries = opendir(folder);
    ck_assert_ptr_nonnull(entries);
    while ((entry = readdir(entries)) != NULL) {
        is_there = is_there || strstr(entry->d_name, ".part") != NULL;
    }
    closedir(entries);
    return is_there;
}

/* The folder's only backup, with a bit of its middle turned over when that is asked for. */
static int count_backups(bool is_damaged)
{
    char path[500];
    int count = 0;
    const struct dirent *entry;
    DIR *entries = opendir(folder);
    ck_assert_ptr_nonnull(entries);
    while ((entry = readdir(entries)) != NULL) {
        struct stat info;
        const char *ending = strrchr(entry->d_name, '.');
        if (ending == NULL || strcmp(ending, ".db") != 0) {
            continue;
        }
        count++;
        snprintf(path, sizeof(path), "%s/%s", folder, entry->d_name);
        if (is_damaged) {
            char byte;
            int fd = open(path, O_RDWR);
            ck_assert_int_eq(fstat(fd, &info), 0);
            ck_assert_int_eq(pread(fd, &byte, 1, info.st_size / 2), 1);
            byte = (char)(byte ^ 4);
            ck_assert_int_eq(pwrite(fd, &byte, 1, info.st_size / 2), 1);
            close(fd);
        }
    }
    closedir(entries);
    return count;
}

/* Copied, synced and read again: on a busy machine that takes longer than a screen does. */
static void expect_checked(struct terminal *terminal)
{
    if (!terminal_wait_text(terminal, "检查无误", 30000)) {
        terminal_dump(terminal);
        ck_abort_msg("no backup was checked");
    }
}

START_TEST(without_a_directory__the_page_says_which_option_to_write_where)
{
    seat_make_idle_at(&seat, "2026-11-21 14:30:00");
    struct terminal *terminal = seat_start(&seat, 24, 80, NULL);
    seat_sign_in(terminal, "9001");
    terminal_keys(terminal, "t");
    terminal_expect(terminal, "没有设置备份目录");
    terminal_keys(terminal, "5");
    terminal_expect(terminal, "backup_directory = \"/var/backups/zuoxi\"");
    terminal_expect(terminal, "mkdir -m 700 /var/backups/zuoxi");
    terminal_expect(terminal, "zuoxi-backup.timer");
    terminal_keys(terminal, "n");
    terminal_expect(terminal, "先在 zuoxi.conf 里写好");
    terminal_keys(terminal, "d");
    terminal_expect(terminal, "在用的数据库：核对完毕，没有发现问题");
    terminal_keys(terminal, "<Enter>v<Esc>");
    terminal_expect_gone(terminal, "管理  备份");
    seat_quit(&terminal);
    seat_remove(&seat);
}
END_TEST

START_TEST(a_backup__is_made_and_checked_beside_the_desk__and_a_damaged_one_is_told_in_words)
{
    static char out[SEAT_TEXT];
    struct terminal *terminal = sit(100, "9001");
    terminal_keys(terminal, "t5");
    terminal_expect(terminal, "还没有这个目录就建好它");
    terminal_keys(terminal, "n");
    terminal_expect(terminal, "备份目录不存在");
    ck_assert_int_eq(mkdir(folder, 0700), 0);
    terminal_keys(terminal, "r");
    terminal_expect(terminal, "这里还没有备份");
    terminal_expect(terminal, "从未备份过");
    terminal_keys(terminal, "n");
    expect_checked(terminal);
    terminal_expect(terminal, "做时检查过");
    terminal_expect(terminal, "最近一次成功的备份：14:30，刚才");
    ck_assert_int_eq(count_backups(false), 1);
    terminal_keys(terminal, "v");
    terminal_expect(terminal, "核对完毕，没有发现问题");
    terminal_expect(terminal, "无误（14:30）");
    ck_assert_int_eq(count_backups(true), 1);
    terminal_keys(terminal, "v");
    terminal_expect(terminal, "不要用它恢复，请换一份");
    terminal_expect(terminal, "SHA-256 不符");
    terminal_keys(terminal, "<Esc>");
    terminal_expect(terminal, "处问题（14:30）");
    terminal_keys(terminal, "<Enter>");
    terminal_expect(terminal, "zuoxi restore ");
    terminal_keys(terminal, "<Esc>");
    const char *lines[] = {"audit", "list", "--who", "9001", "--action", "备份", NULL};
    seat_command_ok(&seat, out, lines);
    ck_assert_msg(strstr(out, "console") != NULL && strstr(out, "cli") == NULL, "%s", out);
    seat_quit(&terminal);
    seat_remove(&seat);
}
END_TEST

START_TEST(while_a_backup_waits__the_desk_goes_on__and_esc_stops_it)
{
    struct terminal *terminal = sit(80, "9001");
    ck_assert_int_eq(mkdir(folder, 0700), 0);
    terminal_keys(terminal, "t5");
    terminal_expect(terminal, "这里还没有备份");
    int lock = open(seat.lock, O_RDWR | O_CLOEXEC);
    ck_assert_int_eq(flock(lock, LOCK_EX), 0);
    terminal_keys(terminal, "n");
    terminal_expect(terminal, "正在备份");
    for (int i = 0; i < 100 && !has_part(); i++) {
        terminal_pump(terminal, 20);
    }
    terminal_keys(terminal, "n");
    terminal_expect(terminal, "还在做上一件");
    terminal_keys(terminal, "<F1>");
    terminal_expect(terminal, "做好后按保留规则删去旧的");
    terminal_keys(terminal, "<Esc>");
    terminal_expect_gone(terminal, "做好后按保留规则删去旧的");
    terminal_keys(terminal, "<Esc>");
    terminal_expect(terminal, "已停止，没有留下半份备份");
    flock(lock, LOCK_UN);
    close(lock);
    for (int i = 0; i < 100 && has_part(); i++) {
        terminal_pump(terminal, 20);
    }
    ck_assert(!has_part());
    ck_assert_int_eq(count_backups(false), 0);
    terminal_keys(terminal, "n");
    expect_checked(terminal);
    seat_quit(&terminal);
    seat_remove(&seat);
}
END_TEST

START_TEST(a_last_backup_that_is_too_old__is_warned_of__and_one_by_the_timer_shows)
{
    static char out[SEAT_TEXT];
    struct terminal *terminal = sit(80, "9001");
    ck_assert_int_eq(mkdir(folder, 0700), 0);
    terminal_keys(terminal, "t5n");
    expect_checked(terminal);
    seat_set_time(&seat, "2026-11-24 14:31:00");
    terminal_expect(terminal, "已过 3 天");
    terminal_keys(terminal, "<Esc>");
    terminal_expect(terminal, "5 备份       最近一次备份是 2026-11-21 14:30，已过 3 天");
    terminal_keys(terminal, "<Esc>");
    terminal_expect(terminal, "备份过期 3天 t");
    terminal_keys(terminal, "t5");
    const char *by_timer[] = {"backup", "--directory", folder, NULL};
    seat_command_ok(&seat, out, by_timer);
    terminal_expect(terminal, "管理  备份 2");
    terminal_expect(terminal, "最近一次成功的备份：14:31，刚才");
    terminal_keys(terminal, "<Esc><Esc>");
    terminal_expect_gone(terminal, "备份过期");
    seat_quit(&terminal);
    seat_remove(&seat);
}
END_TEST

START_TEST(a_lead__is_told_but_has_no_such_entry)
{
    struct terminal *terminal = sit(80, "2001");
    terminal_expect(terminal, "从未备份");
    terminal_keys(terminal, "t");
    terminal_expect(terminal, "在线坐席");
    ck_assert(!terminal_find(terminal, "备份", NULL, NULL));
    seat_quit(&terminal);
    seat_remove(&seat);
}
END_TEST

/* A draft that nobody can read: a finding of the check of what is in use. */
static void leave_broken_draft(void)
{
    char path[300];
    snprintf(path, sizeof(path), "%s/state", seat.directory);
    mkdir(path, 0700);
    snprintf(path, sizeof(path), "%s/state/zuoxi", seat.directory);
    mkdir(path, 0700);
    mkdir(seat.drafts, 0700);
    snprintf(path, sizeof(path), "%s/1001-77.json", seat.drafts);
    FILE *file = fopen(path, "w");
    ck_assert_ptr_nonnull(file);
    fputs("{\"form\":", file);
    fclose(file);
}

START_TEST(findings_of_a_check_that_ends_behind_another_page__wait_there_until_they_are_read)
{
    struct terminal *terminal = sit(80, "9001");
    terminal_keys(terminal, "t5");
    terminal_expect(terminal, "还没有这个目录就建好它");
    leave_broken_draft();
    terminal_keys(terminal, "d<F6>");
    terminal_expect(terminal, "在用的数据库：有问题，F6 回到备份页看");
    ck_assert(!terminal_find(terminal, "草稿读不懂", NULL, NULL));
    terminal_keys(terminal, "<F6><F6>");
    terminal_expect(terminal, "草稿读不懂");
    terminal_expect(terminal, "以前的备份不要删");
    terminal_keys(terminal, "<Esc>");
    terminal_expect_gone(terminal, "草稿读不懂");
    terminal_keys(terminal, "<F6><F6><F6>");
    terminal_expect(terminal, "管理  备份");
    ck_assert(!terminal_find(terminal, "草稿读不懂", NULL, NULL));
    seat_quit(&terminal);
    seat_remove(&seat);
}
END_TEST

SUITE_MAIN("screen/backups", without_a_directory__the_page_says_which_option_to_write_where,
           a_backup__is_made_and_checked_beside_the_desk__and_a_damaged_one_is_told_in_words,
           while_a_backup_waits__the_desk_goes_on__and_esc_stops_it,
           a_last_backup_that_is_too_old__is_warned_of__and_one_by_the_timer_shows,
           a_lead__is_told_but_has_no_such_entry,
           findings_of_a_check_that_ends_behind_another_page__wait_there_until_they_are_read)
