/* Nothing typed is lost: drafts of the real program after kill -9, a lost line, and saves that cannot be. */

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <unistd.h>

#include "screen/seat.h"
#include "suite.h"

#define DRAFT_WAIT                                                                                           \
    2000 /* ms: the goal is one second, for a draft and for leaving; a busy machine gets another */

/* The next sign-in shows the form as it was. */
static void expect_restored(struct seat *seat, const char *content)
{
    struct terminal *terminal = seat_open(seat);
    char number[40];
    int y, x;

    terminal_expect(terminal, "已恢复 1 张没有保存的来电登记");
    terminal_expect(terminal, "138 0000 1234");
    terminal_expect(terminal, "访客");
    terminal_expect(terminal, "收费政策 › 热价");
    terminal_expect(terminal, content);
    ck_assert(terminal_find(terminal, "[x] 时间", &y, &x));
    ck_assert(terminal_find(terminal, "[ ] 地点", &y, &x));
    terminal_keys(terminal, "<C-s>");
    terminal_expect(terminal, "Enter 是");
    terminal_keys(terminal, "<Enter>");
    seat_saved_number(terminal, number, sizeof(number));
    seat_expect_drafts(seat, terminal, 0, TERMINAL_WAIT);
    seat_quit(&terminal);
    json_t *saved = seat_case(seat, number);
    ck_assert_str_eq(seat_text(saved, "content"), content);
    json_decref(saved);
    terminal = seat_open(seat);
    ck_assert(!terminal_find(terminal, "已恢复", &y, &x));
    ck_assert(!terminal_find(terminal, "未完成登记", &y, &x));
    seat_quit(&terminal);
}

/* A form with a tick and text, typed and echoed. */
static struct terminal *type_form(struct seat *seat, const char *content)
{
    struct terminal *terminal = seat_open(seat);
    int y, x;

    seat_open_form(terminal, &y, &x);
    terminal_keys(terminal, "<Tab><Space>");
    terminal_expect(terminal, "[x] 时间");
    terminal_keys(terminal, "<S-Tab>");
    terminal_keys(terminal, content);
    terminal_expect(terminal, content);
    return terminal;
}

START_TEST(a_number_with_a_letter_in_it_survives_kill_9_as_it_was_typed)
{
    struct seat seat;
    struct terminal *terminal;
    char number[40];

    seat_make(&seat);
    terminal = type_form(&seat, "号码没听清");
    terminal_keys(terminal, "<S-Tab><S-Tab><S-Tab><S-Tab><S-Tab><S-Tab><S-Tab><S-Tab><End>转O");
    terminal_expect(terminal, "1234转O");
    seat_expect_draft_text(&seat, terminal, "转O", DRAFT_WAIT);
    terminal_kill(terminal, SIGKILL);
    ck_assert_int_eq(terminal_exit_code(terminal, TERMINAL_WAIT), 128 + SIGKILL);
    terminal_free(&terminal);
    terminal = seat_open(&seat);
    terminal_expect(terminal, "1234转O");
    terminal_keys(terminal, "<C-s>");
    terminal_expect(terminal, "只能是数字");
    terminal_keys(terminal, "<BS><BS><C-s>");
    terminal_expect(terminal, "Enter 是");
    terminal_keys(terminal, "<Enter>");
    seat_saved_number(terminal, number, sizeof(number));
    seat_quit(&terminal);
    seat_remove(&seat);
}
END_TEST

START_TEST(a_form_survives_kill_9_with_everything_typed_up_to_a_second_before)
{
    struct seat seat;
    struct terminal *terminal;

    seat_make(&seat);
    terminal = type_form(&seat, "询问今年热价多少");
    seat_expect_draft_text(&seat, terminal, "询问今年热价多少", DRAFT_WAIT);
    terminal_keys(terminal, "，何时交费");
    terminal_expect(terminal, "，何时交费");
    seat_expect_draft_text(&seat, terminal, "询问今年热价多少，何时交费", DRAFT_WAIT);
    terminal_kill(terminal, SIGKILL);
    ck_assert_int_eq(terminal_exit_code(terminal, TERMINAL_WAIT), 128 + SIGKILL);
    terminal_free(&terminal);
    expect_restored(&seat, "询问今年热价多少，何时交费");
    seat_remove(&seat);
}
END_TEST

START_TEST(a_lost_line_ends_the_program_within_a_second_and_the_last_key_is_in_the_draft)
{
    struct seat seat;
    struct terminal *terminal;

    seat_make(&seat);
    terminal = type_form(&seat, "线路断了也不能丢");
    terminal_hang_up(terminal); /* at once: the draft has not been written on time's account */
    ck_assert_int_ne(terminal_exit_code(terminal, DRAFT_WAIT), -1);
    terminal_free(&terminal);
    expect_restored(&seat, "线路断了也不能丢");
    seat_remove(&seat);
}
END_TEST

START_TEST(a_form_that_a_frozen_desk_holds_stays_there_until_that_one_is_killed)
{
    struct seat seat;
    struct terminal *one, *two;
    int y, x;

    seat_make(&seat);
    one = type_form(&seat, "先在一号台登记");
    seat_expect_draft_text(&seat, one, "先在一号台登记", DRAFT_WAIT);
    terminal_kill(one, SIGSTOP);
    ck_assert(terminal_wait_stopped(one, TERMINAL_WAIT));
    two = seat_start(&seat, 24, 80, NULL);
    terminal_expect(two, "F10退出");
    terminal_keys(two, "1001<Tab>demo<Enter>");
    terminal_expect(two, "接管吗？");
    terminal_keys(two, "<Enter>");
    terminal_expect(two, "另一个终端正开着 1 张登记");
    ck_assert(!terminal_find(two, "已恢复", &y, &x));
    terminal_kill(one, SIGKILL);
    ck_assert_int_eq(terminal_exit_code(one, TERMINAL_WAIT), 128 + SIGKILL);
    terminal_free(&one);
    seat_quit(&two);
    expect_restored(&seat, "先在一号台登记");
    seat_remove(&seat);
}
END_TEST

START_TEST(signals_that_end_the_program_keep_the_draft)
{
    static const int signals[] = {SIGHUP, SIGTERM};

    for (size_t i = 0; i < 2; i++) {
        struct seat seat;
        struct terminal *terminal;

        seat_make(&seat);
        terminal = type_form(&seat, "信号来了");
        terminal_kill(terminal, signals[i]);
        ck_assert_int_ne(terminal_exit_code(terminal, DRAFT_WAIT), -1);
        terminal_free(&terminal);
        expect_restored(&seat, "信号来了");
        seat_remove(&seat);
    }
}
END_TEST

START_TEST(esc_keeps_the_form_and_f6_brings_it_back)
{
    struct seat seat;
    struct terminal *terminal;

    seat_make(&seat);
    terminal = type_form(&seat, "先放一放");
    terminal_keys(terminal, "<Esc>");
    terminal_expect(terminal, "未完成登记 1 张");
    ck_assert_int_eq(seat_draft_count(&seat), 1);
    terminal_keys(terminal, "<F6>");
    terminal_expect(terminal, "先放一放");
    terminal_keys(terminal, "，好了");
    terminal_expect(terminal, "先放一放，好了");
    seat_quit(&terminal);
    expect_restored(&seat, "先放一放，好了");
    seat_remove(&seat);
}
END_TEST

/* Copy the only draft into text. */
static void read_draft(const struct seat *seat, char *name, size_t name_size, char *text)
{
    char command[300];
    FILE *list;

    snprintf(command, sizeof(command), "ls %s/*.json", seat->drafts);
    list = popen(command, "r");
    ck_assert_ptr_nonnull(list);
    ck_assert_ptr_nonnull(fgets(name, (int)name_size, list));
    pclose(list);
    name[strcspn(name, "\n")] = '\0';
    list = fopen(name, "r");
    ck_assert_ptr_nonnull(list);
    text[fread(text, 1, SEAT_TEXT - 1, list)] = '\0';
    fclose(list);
}

START_TEST(a_draft_whose_form_was_saved_after_all_is_not_restored)
{
    struct seat seat;
    struct terminal *terminal;
    static char text[SEAT_TEXT];
    char path[300], number[40];
    int y, x;
    FILE *file;

    seat_make(&seat);
    terminal = type_form(&seat, "已经存好的");
    seat_expect_draft_text(&seat, terminal, "已经存好的", DRAFT_WAIT);
    read_draft(&seat, path, sizeof(path), text);
    seat_save_form(terminal, number, sizeof(number));
    seat_expect_drafts(&seat, terminal, 0, TERMINAL_WAIT);
    seat_quit(&terminal);
    file = fopen(path, "w"); /* as if the power went between the save and the draft's removal */
    ck_assert_ptr_nonnull(file);
    fputs(text, file);
    fclose(file);
    terminal = seat_open(&seat);
    ck_assert(!terminal_find(terminal, "已经存好的", &y, &x) || !terminal_find(terminal, "来电登记", &y, &x));
    ck_assert_int_eq(seat_draft_count(&seat), 0);
    seat_quit(&terminal);
    ck_assert_int_eq(seat_count_found(&seat, "已经存好的"), 1);
    seat_remove(&seat);
}
END_TEST

START_TEST(a_save_behind_a_held_lock_names_the_holder_and_happens_once_when_it_is_free)
{
    static const char holder[] = "4242 1003 1795242600                    ";
    struct seat seat;
    struct terminal *terminal;
    int lock, y, x;

    seat_make(&seat);
    terminal = type_form(&seat, "锁住的时候");
    lock = open(seat.lock, O_RDWR | O_CLOEXEC);
    ck_assert_int_ge(lock, 0);
    ck_assert_int_eq(flock(lock, LOCK_EX), 0);
    ck_assert_int_gt(pwrite(lock, holder, sizeof(holder) - 1, 0), 0);
    terminal_keys(terminal, "<C-s>");
    terminal_expect(terminal, "Enter 是");
    terminal_keys(terminal, "<Enter>");
    terminal_expect(terminal, "尚未保存");
    terminal_expect(terminal, "工号 1003(进程 4242)正在写入");
    ck_assert(terminal_find(terminal, "锁住的时候", &y, &x)); /* the form stays */
    ck_assert_int_eq(seat_draft_count(&seat), 1);
    /* Stopped, corrected, saved again: the keys are answered all the while. */
    terminal_keys(terminal, "<Esc>");
    terminal_expect(terminal, "已停止保存");
    terminal_keys(terminal, "改了一句");
    terminal_expect(terminal, "锁住的时候改了一句");
    terminal_keys(terminal, "<C-s>");
    terminal_expect(terminal, "正在保存");
    flock(lock, LOCK_UN);
    terminal_expect(terminal, "已保存：新工单");
    close(lock);
    ck_assert_int_eq(seat_draft_count(&seat), 0);
    seat_quit(&terminal);
    ck_assert_int_eq(seat_count_found(&seat, "锁住的时候改了一句"), 1);
    ck_assert_int_eq(seat_count_found(&seat, "锁住的时候"), 1);
    seat_remove(&seat);
}
END_TEST

START_TEST(while_a_save_waits_the_next_call_is_typed_undisturbed)
{
    struct seat seat;
    struct terminal *terminal;
    int lock, y, x;

    seat_make(&seat);
    terminal = type_form(&seat, "第一通电话");
    lock = open(seat.lock, O_RDWR | O_CLOEXEC);
    ck_assert_int_eq(flock(lock, LOCK_EX), 0);
    terminal_keys(terminal, "<C-s>");
    terminal_expect(terminal, "Enter 是");
    terminal_keys(terminal, "<Enter>");
    terminal_expect(terminal, "正在保存");
    seat_open_form(terminal, &y, &x);
    terminal_keys(terminal, "第二通");
    terminal_expect(terminal, "第二通");
    flock(lock, LOCK_UN);
    terminal_expect(terminal, "已保存：新工单");
    terminal_keys(terminal, "电话");
    terminal_expect(terminal, "第二通电话"); /* still in front */
    seat_expect_draft_text(&seat, terminal, "第二通电话", DRAFT_WAIT);
    close(lock);
    seat_quit(&terminal);
    ck_assert_int_eq(seat_count_found(&seat, "第一通电话"), 1);
    ck_assert_int_eq(seat_draft_count(&seat), 1);
    seat_remove(&seat);
}
END_TEST

START_TEST(a_full_disk_keeps_the_form_says_so_and_the_save_follows_when_there_is_room)
{
    struct seat seat;
    struct terminal *terminal;
    char filler[160], bytes[4096] = "";
    int file, y, x;

    if (!seat_make_on_disk(&seat, 8192)) {
        return; /* may not mount: the next test has the same with a file size limit */
    }
    terminal = type_form(&seat, "磁盘满了");
    snprintf(filler, sizeof(filler), "%s.filler", seat.database);
    file = open(filler, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    while (write(file, bytes, sizeof(bytes)) > 0) { /* until there is no room left */
    }
    ck_assert_int_eq(errno, ENOSPC);
    terminal_keys(terminal, "<C-s>");
    terminal_expect(terminal, "Enter 是");
    terminal_keys(terminal, "<Enter>");
    terminal_expect(terminal, "尚未保存：磁盘已满");
    terminal_expect(terminal, "请清理");
    ck_assert(terminal_find(terminal, "磁盘满了", &y, &x));
    ck_assert_int_eq(seat_draft_count(&seat), 1);
    ck_assert_int_eq(ftruncate(file, 0), 0);
    close(file);
    terminal_expect(terminal, "已保存：新工单");
    seat_quit(&terminal);
    ck_assert_int_eq(seat_count_found(&seat, "磁盘满了"), 1);
    seat_remove(&seat);
}
END_TEST

START_TEST(a_file_size_limit_is_told_like_a_full_disk)
{
    struct rlimit none = {0, RLIM_INFINITY}, all = {RLIM_INFINITY, RLIM_INFINITY};
    struct seat seat;
    struct terminal *terminal;
    int y, x;

    seat_make(&seat);
    terminal = type_form(&seat, "文件不能再大");
    seat_expect_draft_text(&seat, terminal, "文件不能再大", DRAFT_WAIT);
    ck_assert_int_eq(prlimit(terminal_pid(terminal), RLIMIT_FSIZE, &none, NULL), 0);
    terminal_keys(terminal, "<C-s>");
    terminal_expect(terminal, "Enter 是");
    terminal_keys(terminal, "<Enter>");
    terminal_expect(terminal, "尚未保存：");
    ck_assert(terminal_find(terminal, "文件不能再大", &y, &x));
    ck_assert_int_eq(prlimit(terminal_pid(terminal), RLIMIT_FSIZE, &all, NULL), 0);
    terminal_expect(terminal, "已保存：新工单");
    seat_quit(&terminal);
    ck_assert_int_eq(seat_count_found(&seat, "文件不能再大"), 1);
    ck_assert_int_eq(seat_draft_count(&seat), 0);
    seat_remove(&seat);
}
END_TEST

SUITE_MAIN("screen/drafts", a_number_with_a_letter_in_it_survives_kill_9_as_it_was_typed,
           a_form_survives_kill_9_with_everything_typed_up_to_a_second_before,
           a_lost_line_ends_the_program_within_a_second_and_the_last_key_is_in_the_draft,
           a_form_that_a_frozen_desk_holds_stays_there_until_that_one_is_killed,
           signals_that_end_the_program_keep_the_draft, esc_keeps_the_form_and_f6_brings_it_back,
           a_draft_whose_form_was_saved_after_all_is_not_restored,
           a_save_behind_a_held_lock_names_the_holder_and_happens_once_when_it_is_free,
           while_a_save_waits_the_next_call_is_typed_undisturbed,
           a_full_disk_keeps_the_form_says_so_and_the_save_follows_when_there_is_room,
           a_file_size_limit_is_told_like_a_full_disk)
