/* Notifications go out beside the desk; those that fail are counted there, looked at and tried again. */

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "screen/seat.h"
#include "suite.h"

/* The seat's zuoxi.conf: a hook on dispatching whose program is the script "gateway" in its directory. */
static void configure(struct seat *seat, const char *more)
{
    char path[200];
    snprintf(path, sizeof(path), "%s/zuoxi", strchr(seat->config, '=') + 1);
    mkdir(strchr(seat->config, '=') + 1, 0700);
    mkdir(path, 0700);
    strcat(path, "/zuoxi.conf");
    FILE *file = fopen(path, "w");
    ck_assert_ptr_nonnull(file);
    fprintf(file, "hook \"短信\" { events = {\"dispatch\"} command = {\"%s/gateway\"} %s }\n",
            seat->directory, more);
    fclose(file);
}

static void write_gateway(struct seat *seat, const char *script)
{
    char path[200];
    snprintf(path, sizeof(path), "%s/gateway", seat->directory);
    FILE *file = fopen(path, "w");
    ck_assert_ptr_nonnull(file);
    fprintf(file, "#!/bin/sh\n%s\n", script);
    fclose(file);
    chmod(path, 0755);
}

static bool has_line(const struct seat *seat, const char *text)
{
    char path[200], line[4096];
    bool found = false;
    snprintf(path, sizeof(path), "%s/sent", seat->directory);
    FILE *file = fopen(path, "r");
    while (file != NULL && !found && fgets(line, sizeof(line), file) != NULL) {
        found = strstr(line, text) != NULL;
    }
    if (file != NULL) {
        fclose(file);
    }
    return found;
}

static void wait_for_line(const struct seat *seat, const char *text)
{
    for (int i = 0; i < 400 && !has_line(seat, text); i++) {
        poll(NULL, 0, 25);
    }
    ck_assert(has_line(seat, text));
}

/* A case from the command line, dispatched there: another desk's work. */
static void dispatch(struct seat *seat)
{
    static char out[SEAT_TEXT];
    char number[20] = "";
    const char *make[] = {"case",
                          "new",
                          "type=repair",
                          "category=no_heat.single",
                          "grade=2",
                          "name=孙丽",
                          "address=阳光城7-1-402",
                          "content=不热",
                          "--badge",
                          "1001",
                          NULL};
    seat_command_ok(seat, out, make);
    ck_assert_int_eq(sscanf(out, "%*[^0-9]%19[0-9-]", number) == 1 || sscanf(out, "%19[0-9-]", number) == 1,
                     1);
    const char *move[] = {"case", "move", number, "dispatch", "unit=城东站", "--badge", "1001", NULL};
    seat_command_ok(seat, out, move);
}

static struct terminal *lead(struct seat *seat)
{
    struct terminal *terminal = seat_start(seat, 24, 80, NULL);
    seat_sign_in(terminal, "2001");
    return terminal;
}

START_TEST(what_happens_goes_out_while_a_desk_is_open)
{
    struct seat seat;
    seat_make_idle_at(&seat, "2026-11-21 14:30:00");
    configure(&seat, "");
    write_gateway(&seat, "cat >>${0%/*}/sent");
    struct terminal *terminal = seat_open(&seat);
    dispatch(&seat);
    for (int i = 0; i < 200 && !has_line(&seat, "\"text\":\"派单：20261121-0001 报修 单户不热，城东站");
         i++) {
        poll(NULL, 0, 25);
    }
    ck_assert(has_line(&seat, "\"event\":\"dispatch\""));
    ck_assert(!has_line(&seat, "孙丽"));
    ck_assert(!terminal_wait_text(terminal, "通知失败", 100));
    terminal_keys(terminal, "k");
    terminal_expect(terminal, "无权查看和处理通知");
    seat_quit(&terminal);
    seat_remove(&seat);
}
END_TEST

START_TEST(one_that_failed_is_counted_on_the_leads_desk__tried_again__and_gone)
{
    struct seat seat;
    seat_make_idle_at(&seat, "2026-11-21 14:30:00");
    configure(&seat, "retries = 0");
    write_gateway(&seat, "printf '\\033[31m余额不足\\377\\n' >&2; exit 3");
    struct terminal *terminal = lead(&seat);
    terminal_keys(terminal, "k");
    terminal_expect(terminal, "没有等待或失败的通知");
    terminal_keys(terminal, "<Esc>");
    dispatch(&seat);
    terminal_expect(terminal, "通知失败 1条 k");
    terminal_keys(terminal, "k");
    terminal_expect(terminal, "退出码 3：");
    terminal_expect(terminal, "余额不足");
    terminal_keys(terminal, "<Enter>");
    terminal_expect(terminal, "\"event\": \"dispatch\"");
    terminal_keys(terminal, "<Esc>");
    terminal_expect_gone(terminal, "\"event\"");
    write_gateway(&seat, "cat >>${0%/*}/sent");
    terminal_keys(terminal, "r");
    terminal_expect(terminal, "没有等待或失败的通知");
    ck_assert(has_line(&seat, "\"event\":\"dispatch\""));
    terminal_keys(terminal, "a");
    terminal_expect(terminal, "14:30 送达");
    terminal_keys(terminal, "<Esc>");
    terminal_expect(terminal, "待办 1");
    terminal_expect_gone(terminal, "通知失败");
    seat_quit(&terminal);
    seat_remove(&seat);
}
END_TEST

START_TEST(one_that_is_given_up_needs_a_reason_and_is_listed_with_it)
{
    struct seat seat;
    static char out[SEAT_TEXT];
    seat_make_idle_at(&seat, "2026-11-21 14:30:00");
    configure(&seat, "retries = 0");
    write_gateway(&seat, "exit 1");
    struct terminal *terminal = lead(&seat);
    dispatch(&seat);
    terminal_expect(terminal, "通知失败 1条 k");
    terminal_keys(terminal, "kx");
    terminal_expect(terminal, "放弃这条通知：原因");
    terminal_keys(terminal, "网关停用<Enter>");
    terminal_expect(terminal, "没有等待或失败的通知");
    terminal_keys(terminal, "a");
    terminal_expect(terminal, "2001：网关停用");
    const char *list[] = {"hooks", "list", "--all", NULL};
    seat_command_ok(&seat, out, list);
    ck_assert_ptr_nonnull(strstr(out, "已放弃"));
    seat_quit(&terminal);
    seat_remove(&seat);
}
END_TEST

/* A program that floods and never ends: keys are echoed as ever, and F10 takes it along. */
START_TEST(a_program_that_hangs_and_floods__does_not_slow_a_key)
{
    struct seat seat;
    int y, x, keys = 0;
    seat_make_idle_at(&seat, "2026-11-21 14:30:00");
    configure(&seat, "timeout = 60");
    write_gateway(&seat, "touch ${0%/*}/sent; echo started >${0%/*}/sent; exec yes flood >&2");
    struct terminal *terminal = seat_open(&seat);
    dispatch(&seat);
    wait_for_line(&seat, "started");
    seat_open_form(terminal, &y, &x);
    seat_counted_keys(terminal, "暖气不热", &keys);
    terminal_expect(terminal, "暖气不热");
    terminal_keys(terminal, "<Esc>");
    seat_quit(&terminal);
    seat_remove(&seat);
}
END_TEST

/* Fill the seat's disk to its last byte, with a file at *path. */
static void fill_disk(struct seat *seat, char path[160])
{
    char block[4096] = {0};
    snprintf(path, 160, "%s/disk/filler", seat->directory);
    int fd = open(path, O_WRONLY | O_CREAT, 0600);
    while (write(fd, block, sizeof(block)) > 0) {
        ;
    }
    ck_assert_int_eq(errno, ENOSPC);
    close(fd);
}

/* The disk fills while a program runs: how it went is written down when there is room, and it ran once. */
START_TEST(with_a_full_disk_the_end_is_written_down_once_there_is_room)
{
    struct seat seat;
    char filler[160], go[160];
    static char out[SEAT_TEXT];
    const char *list[] = {"hooks", "list", "--all", NULL};
    if (!seat_make_on_disk(&seat, 8192)) {
        return;
    }
    configure(&seat, "timeout = 60");
    write_gateway(&seat, "echo started >>${0%/*}/sent; until [ -e ${0%/*}/go ]; do sleep 0.05; done");
    struct terminal *terminal = seat_open(&seat);
    dispatch(&seat);
    wait_for_line(&seat, "started");
    fill_disk(&seat, filler);
    snprintf(go, sizeof(go), "%s/go", seat.directory);
    close(open(go, O_WRONLY | O_CREAT, 0600));
    terminal_keys(terminal, "<F1>");
    terminal_expect(terminal, "帮助"); /* nothing hangs meanwhile */
    terminal_keys(terminal, "<Esc>");
    unlink(filler);
    for (int i = 0; i < 200; i++) {
        seat_command_ok(&seat, out, list);
        if (strstr(out, "已送达") != NULL) {
            break;
        }
    }
    ck_assert_ptr_nonnull(strstr(out, "已送达"));
    unlink(go);
    seat_quit(&terminal);
    seat_remove(&seat);
}
END_TEST

START_TEST(without_hooks_the_page_says_how_to_begin)
{
    struct seat seat;
    seat_make_idle_at(&seat, "2026-11-21 14:30:00");
    struct terminal *terminal = lead(&seat);
    terminal_keys(terminal, "k");
    terminal_expect(terminal, "没有配置通知");
    seat_quit(&terminal);
    seat_remove(&seat);
}
END_TEST

SUITE_MAIN("screen/hooks", what_happens_goes_out_while_a_desk_is_open,
           one_that_failed_is_counted_on_the_leads_desk__tried_again__and_gone,
           one_that_is_given_up_needs_a_reason_and_is_listed_with_it,
           a_program_that_hangs_and_floods__does_not_slow_a_key,
           with_a_full_disk_the_end_is_written_down_once_there_is_room,
           without_hooks_the_page_says_how_to_begin)
