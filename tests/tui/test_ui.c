/* The loop, pages, popups and fixed lines on a real pty: this program runs itself as a small console. */

#include <check.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "screen/terminal.h"
#include "tui/ui_console.h"

static struct terminal *start(int rows, int columns)
{
    static const char *const argv[] = {"--console", NULL};
    struct terminal_options options = {.rows = rows, .columns = columns, .binary = "/proc/self/exe"};
    struct terminal *terminal = terminal_start(argv, &options);

    terminal_expect(terminal, "F10退出");
    return terminal;
}

START_TEST(first_screen__has_title_clock_and_keys)
{
    struct terminal *terminal = start(24, 80);
    int y, x;

    ck_assert(terminal_find(terminal, "来电登记", &y, &x));
    ck_assert_int_eq(y, 0);
    ck_assert(terminal_find(terminal, "F1帮助 F9办理 F5话术 F10退出", &y, &x));
    ck_assert_int_eq(y, 23);
    ck_assert_int_eq(terminal_cell(terminal, 0, 0).back, 24);
    ck_assert(terminal_find(terminal, "周", &y, &x));
    terminal_free(&terminal);
}
END_TEST

START_TEST(cover__hides_all_that_lies_or_opens_beneath_and_alone_gets_the_keys)
{
    struct terminal *terminal = start(24, 80);
    int y, x;

    terminal_keys(terminal, "<Tab>张桂兰<C-l>"); /* the desk's own keys come after it in one read */
    terminal_expect(terminal, "全都盖住了");
    terminal_expect(terminal, "Enter解锁");
    terminal_keys(terminal, "<F10><F1>9<Esc>");
    terminal_click(terminal, 23, 18); /* where F5 stood */
    terminal_resize(terminal, 30, 100);
    terminal_expect(terminal, "全都盖住了");
    ck_assert(!terminal_find(terminal, "张桂兰", &y, &x));
    ck_assert(!terminal_find(terminal, "催办", &y, &x)); /* the menu is there, beneath */
    ck_assert(!terminal_find(terminal, "下面出了错", &y, &x));
    ck_assert(!terminal_find(terminal, "来电登记", &y, &x));
    terminal_keys(terminal, "<Enter>");
    terminal_expect(terminal, "张桂兰");
    terminal_expect(terminal, "催办");
    terminal_expect(terminal, "下面出了错");
    terminal_keys(terminal, "2");
    terminal_expect(terminal, "选了第 1 条");
    terminal_free(&terminal);
}
END_TEST

START_TEST(typing__shows_han_at_the_cursor_and_backspace_takes_whole_ones)
{
    struct terminal *terminal = start(24, 80);

    terminal_keys(terminal, "<Tab>张桂兰");
    terminal_expect(terminal, "张桂兰");
    terminal_keys(terminal, "<BS>");
    terminal_expect_gone(terminal, "兰");
    terminal_expect(terminal, "张桂");
    terminal_bytes(terminal, "\xE5\x85", 2); /* a Han in two pieces */
    terminal_pump(terminal, 150);
    terminal_bytes(terminal, "\xB0", 1);
    terminal_expect(terminal, "张桂兰");
    terminal_bytes(terminal, "\xFF\xE5", 2); /* only bad bytes are lost */
    terminal_keys(terminal, "a");
    terminal_expect(terminal, "张桂兰a");
    terminal_free(&terminal);
}
END_TEST

START_TEST(choices__descend_by_digit_and_go_on_to_the_next_item)
{
    struct terminal *terminal = start(24, 80);

    terminal_keys(terminal, "<Tab><Tab>");
    terminal_expect(terminal, "1 咨询");
    terminal_keys(terminal, "2");
    terminal_expect(terminal, "2 漏水");
    terminal_keys(terminal, "1");
    terminal_expect(terminal, "报修 › 不热");
    terminal_keys(terminal, "室温十四度");
    terminal_expect(terminal, "室温十四度");
    terminal_free(&terminal);
}
END_TEST

START_TEST(paste__of_two_thousand_han_is_kept_exactly)
{
    struct terminal *terminal = start(24, 80);
    char text[6001] = "";

    for (int i = 0; i < 2000; i++) {
        memcpy(text + i * 3, i == 1999 ? "完" : "热", 3);
    }
    text[6000] = '\0';
    terminal_keys(terminal, "<Tab><Tab><Tab>");
    terminal_paste(terminal, text);
    terminal_expect(terminal, "热完");
    terminal_free(&terminal);
}
END_TEST

START_TEST(popup__keeps_the_keys_and_gives_its_answer)
{
    struct terminal *terminal = start(24, 80);

    terminal_keys(terminal, "<F9>");
    terminal_expect(terminal, "2 催办");
    terminal_keys(terminal, "2");
    terminal_expect(terminal, "选了第 1 条");
    terminal_keys(terminal, "<F1>");
    terminal_expect(terminal, "第二行");
    terminal_keys(terminal, "<Esc>");
    terminal_expect_gone(terminal, "第二行");
    terminal_free(&terminal);
}
END_TEST

START_TEST(side__stands_below_or_beside_and_lets_text_through)
{
    struct terminal *terminal = start(24, 80);
    int y, x;

    terminal_keys(terminal, "<F5>");
    terminal_expect(terminal, "您好,请讲");
    ck_assert(terminal_find(terminal, "您好,请讲", &y, &x));
    ck_assert_int_gt(y, 9);
    terminal_keys(terminal, "孙");
    terminal_expect(terminal, "孙");
    terminal_expect_cursor(terminal, 1,
                           7 + 2); /* what is typed goes to the form, so the cursor stays in it */
    terminal_resize(terminal, 36, 120);
    terminal_expect(terminal, "│1 您好");
    ck_assert(terminal_find(terminal, "您好,请讲", &y, &x));
    ck_assert_int_eq(y, 1);
    terminal_keys(terminal, "<Esc>");
    terminal_expect_gone(terminal, "您好");
    terminal_free(&terminal);
}
END_TEST

START_TEST(small_terminal__says_so_and_recovers)
{
    struct terminal *terminal = start(24, 80);

    terminal_resize(terminal, 23, 79);
    terminal_expect(terminal, "窗口太小(79×23)");
    terminal_resize(terminal, 0, 0);
    terminal_resize(terminal, 1, 1);
    terminal_resize(terminal, 60, 240);
    terminal_expect(terminal, "F10退出");
    terminal_expect_gone(terminal, "窗口太小");
    terminal_free(&terminal);
}
END_TEST

START_TEST(mouse__runs_a_key_bar_entry)
{
    struct terminal *terminal = start(24, 80);
    int y, x;

    ck_assert(terminal_find(terminal, "F9办理", &y, &x));
    terminal_click(terminal, y, x + 3);
    terminal_expect(terminal, "3 挂起");
    terminal_free(&terminal);
}
END_TEST

START_TEST(quit__asks_and_gives_the_terminal_back)
{
    struct terminal *terminal = start(24, 80);
    size_t length;

    terminal_keys(terminal, "<F10>");
    terminal_expect(terminal, "真的要退出吗");
    terminal_keys(terminal, "<Enter>");
    ck_assert_int_eq(terminal_exit_code(terminal, TERMINAL_WAIT), 0);
    ck_assert_ptr_nonnull(strstr(terminal_output(terminal, &length, NULL), "\033[?2004l"));
    ck_assert_ptr_nonnull(strstr(terminal_output(terminal, &length, NULL), "\033[?1049l"));
    terminal_free(&terminal);
}
END_TEST

START_TEST(sigterm__gives_the_terminal_back)
{
    struct terminal *terminal = start(24, 80);
    size_t length;

    terminal_kill(terminal, SIGTERM);
    ck_assert_int_eq(terminal_exit_code(terminal, TERMINAL_WAIT), 9);
    ck_assert_ptr_nonnull(strstr(terminal_output(terminal, &length, NULL), "\033[?1049l"));
    terminal_free(&terminal);
}
END_TEST

START_TEST(hang_up__ends_at_once)
{
    struct terminal *terminal = start(24, 80);

    terminal_hang_up(terminal);
    ck_assert_int_eq(terminal_exit_code(terminal, 1000), 9);
    terminal_free(&terminal);
}
END_TEST

START_TEST(sigtstp__stops_and_draws_again_when_continued)
{
    struct terminal *terminal = start(24, 80);

    terminal_kill(terminal, SIGTSTP);
    ck_assert(terminal_wait_stopped(terminal, TERMINAL_WAIT));
    terminal_expect_gone(terminal, "F10退出");
    terminal_kill(terminal, SIGCONT);
    terminal_expect(terminal, "F10退出");
    terminal_keys(terminal, "138");
    terminal_expect(terminal, "138");
    terminal_free(&terminal);
}
END_TEST

START_TEST(tick__is_one_write_of_a_few_bytes)
{
    struct terminal *terminal = start(24, 80);
    size_t length, reads;

    terminal_pump(terminal, 1200); /* past the first screen and its answers */
    terminal_forget(terminal);
    terminal_pump(terminal, 2000);
    terminal_output(terminal, &length, &reads);
    ck_assert_uint_le(reads, 3);
    ck_assert_uint_ge(reads, 1);
    ck_assert_uint_le(length, 3 * 40);
    terminal_free(&terminal);
}
END_TEST

static void expect_refusal(const char *const environment[], const char *text)
{
    static const char *const argv[] = {"--console", NULL};
    struct terminal_options options = {.binary = "/proc/self/exe", .environment = environment};
    struct terminal *terminal = terminal_start(argv, &options);

    terminal_expect(terminal, text);
    ck_assert_int_eq(terminal_exit_code(terminal, TERMINAL_WAIT), 1);
    terminal_free(&terminal);
}

START_TEST(unfit_terminal__is_refused_in_words)
{
    static const char *const unknown[] = {"TERM=no-such-terminal", NULL};
    static const char *const dumb[] = {"TERM=dumb", NULL};
    static const char *const gbk[] = {"LC_ALL=zh_CN.GBK", NULL};

    expect_refusal(unknown, "TERM=no-such-terminal");
    expect_refusal(dumb, "TERM=dumb");
    expect_refusal(gbk, "不是 UTF-8");
}
END_TEST

START_TEST(plain_locale__is_taken_as_utf8)
{
    static const char *const argv[] = {"--console", NULL};
    static const char *const environment[] = {"LC_ALL=POSIX", NULL};
    struct terminal_options options = {.binary = "/proc/self/exe", .environment = environment};
    struct terminal *terminal = terminal_start(argv, &options);

    terminal_expect(terminal, "F10退出");
    terminal_free(&terminal);
}
END_TEST

START_TEST(mute_terminal__starts_without_waiting)
{
    static const char *const argv[] = {"--console", NULL};
    struct terminal_options options = {.binary = "/proc/self/exe", .is_mute = true};
    struct terminal *terminal = terminal_start(argv, &options);

    terminal_keys(terminal, "139"); /* typed before anything is drawn */
    terminal_expect(terminal, "F10退出");
    terminal_expect(terminal, "139");
    terminal_free(&terminal);
}
END_TEST

START_TEST(no_colour__still_marks_title)
{
    static const char *const argv[] = {"--console", NULL};
    static const char *const environment[] = {"NO_COLOR=1", NULL};
    struct terminal_options options = {.binary = "/proc/self/exe", .environment = environment};
    struct terminal *terminal = terminal_start(argv, &options);
    struct terminal_cell cell;

    terminal_expect(terminal, "F10退出");
    cell = terminal_cell(terminal, 0, 0);
    ck_assert_int_eq(cell.back, -1);
    ck_assert(cell.is_reverse);
    terminal_free(&terminal);
}
END_TEST

START_TEST(ascii__draws_frames_and_marks_plainly)
{
    static const char *const argv[] = {"--console", "--ascii", NULL};
    struct terminal_options options = {.binary = "/proc/self/exe"};
    struct terminal *terminal = terminal_start(argv, &options);

    terminal_expect(terminal, "F10退出");
    terminal_keys(terminal, "<Tab><Tab>21<F9>");
    terminal_expect(terminal, "+- 办理 ---");
    terminal_expect(terminal, "报修 > 不热");
    terminal_free(&terminal);
}
END_TEST

START_TEST(wide_ambiguous_terminal__gets_plain_frames_even_when_it_answers_late)
{
    static const char *const argv[] = {"--console", NULL};
    struct terminal_options options = {.binary = "/proc/self/exe", .is_mute = true};
    struct terminal *terminal = terminal_start(argv, &options);

    terminal_expect(terminal, "F10退出");
    terminal_keys(terminal, "<F9>");
    terminal_expect(terminal, "┌─ 办理");
    terminal_bytes(terminal, "\033[2;3R", 6); /* the character took two cells */
    terminal_expect(terminal, "+- 办理 ---");
    terminal_expect_gone(terminal, "┌");
    terminal_free(&terminal);
}
END_TEST

START_TEST(storm__of_resizes_and_pasted_bytes_is_survived)
{
    struct terminal *terminal = start(24, 80);
    char *text = malloc(1 << 20);

    memset(text, 'x', 1 << 20);
    for (int i = 0; i < 3000; i++) {
        terminal_resize_blind(terminal, i * 7 % 70, i * 13 % 250);
    }
    terminal_pump(terminal, 100); /* what it still draws for the last of them */
    terminal_resize(terminal, 24, 80);
    terminal_expect(terminal, "F10退出");
    terminal_keys(terminal, "<Tab><Tab><Tab>");
    terminal_bytes(terminal, "\033[200~", 6);
    terminal_bytes(terminal, text, 1 << 20);
    terminal_bytes(terminal, "\033[201~", 6);
    terminal_expect(terminal, "256 KiB");
    terminal_keys(terminal, "<C-a><Del>完");
    terminal_expect(terminal, "完");
    terminal_expect_gone(terminal, "xx");
    free(text);
    terminal_free(&terminal);
}
END_TEST

int main(int argc, char **argv)
{
    Suite *suite = suite_create("ui");
    TCase *screens = tcase_create("screens");
    SRunner *runner;
    int failed;

    if (argc > 1 && strcmp(argv[1], "--console") == 0) {
        return ui_console_run(argc > 2 && strcmp(argv[2], "--ascii") == 0);
    }
    tcase_add_test(screens, first_screen__has_title_clock_and_keys);
    tcase_add_test(screens, cover__hides_all_that_lies_or_opens_beneath_and_alone_gets_the_keys);
    tcase_add_test(screens, typing__shows_han_at_the_cursor_and_backspace_takes_whole_ones);
    tcase_add_test(screens, choices__descend_by_digit_and_go_on_to_the_next_item);
    tcase_add_test(screens, paste__of_two_thousand_han_is_kept_exactly);
    tcase_add_test(screens, popup__keeps_the_keys_and_gives_its_answer);
    tcase_add_test(screens, side__stands_below_or_beside_and_lets_text_through);
    tcase_add_test(screens, small_terminal__says_so_and_recovers);
    tcase_add_test(screens, mouse__runs_a_key_bar_entry);
    tcase_add_test(screens, quit__asks_and_gives_the_terminal_back);
    tcase_add_test(screens, sigterm__gives_the_terminal_back);
    tcase_add_test(screens, hang_up__ends_at_once);
    tcase_add_test(screens, sigtstp__stops_and_draws_again_when_continued);
    tcase_add_test(screens, tick__is_one_write_of_a_few_bytes);
    tcase_add_test(screens, unfit_terminal__is_refused_in_words);
    tcase_add_test(screens, plain_locale__is_taken_as_utf8);
    tcase_add_test(screens, mute_terminal__starts_without_waiting);
    tcase_add_test(screens, no_colour__still_marks_title);
    tcase_add_test(screens, ascii__draws_frames_and_marks_plainly);
    tcase_add_test(screens, wide_ambiguous_terminal__gets_plain_frames_even_when_it_answers_late);
    tcase_add_test(screens, storm__of_resizes_and_pasted_bytes_is_survived);
    suite_add_tcase(suite, screens);
    runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? 0 : 1;
}
