/* A whole day of three shifts at two consoles beside each other, on one database: early, late, night and
 * early again. Who sits where changes, the consoles stay. */

#include "suite.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "screen/seat.h"

struct day {
    struct seat seat;
    struct terminal *left, *right;
};

static void run(struct day *day, const char *one, const char *two, const char *three, const char *four,
                const char *five)
{
    seat_command_ok(&day->seat, NULL, (const char *const[]){one, two, three, four, five, NULL});
}

static void plan(struct day *day, const char *date, const char *badge, const char *shift)
{
    run(day, "roster", "set", date, badge, shift);
}

/* The desk has seen the hour, and said what fell due by it, before anybody types. */
static void at(struct day *day, struct terminal *terminal, const char *time)
{
    seat_set_time(&day->seat, time);
    terminal_expect(terminal, strchr(time, ' '));
}

/* 1001 early, 1002 late, 1003 alone at night, 1001 again; 1001 has promised a call, and there is an outage.
 */
static void day_make(struct day *day)
{
    seat_make_idle_at(&day->seat, "2026-11-23 08:05:00");
    plan(day, "2026-11-23", "1001", "早");
    plan(day, "2026-11-23", "1002", "中");
    plan(day, "2026-11-24", "1003", "夜");
    plan(day, "2026-11-24", "1001", "早");
    run(day, "promise", "new", "due_at=17:00", "what=告知复核结果", "owner=1001");
    run(day, "notice", "post", "title=和平里抢修", "expected_at=2026-11-24 12:00", "is_must_read=1");
    day->left = seat_start(&day->seat, 24, 80, NULL);
    day->right = seat_start(&day->seat, 24, 80, NULL);
    seat_sign_in(day->left, "1001");
}

static void day_free(struct day *day)
{
    terminal_free(&day->left);
    terminal_free(&day->right);
    seat_remove(&day->seat);
}

/* The answer of a subcommand, as JSON; owned. */
static json_t *answer(struct day *day, const char *what, const char *verb)
{
    char out[SEAT_TEXT];
    seat_command_ok(&day->seat, out, (const char *const[]){what, verb, "--json", NULL});
    json_t *list = json_loads(out, 0, NULL);
    ck_assert_msg(list != NULL, "not JSON: %s", out);
    return list;
}

static void expect_logs(struct day *day, size_t count, size_t is_signed)
{
    json_t *list = answer(day, "handover", "list");
    size_t found = 0;
    ck_assert_uint_eq(json_array_size(list), count);
    for (size_t i = 0; i < count; i++) {
        found += !json_is_null(json_object_get(json_array_get(list, i), "signed_at"));
    }
    ck_assert_uint_eq(found, is_signed);
    json_decref(list);
}

static void expect_promise_of(struct day *day, const char *badge)
{
    json_t *list = answer(day, "promise", "list");
    ck_assert_str_eq(seat_text(json_array_get(list, 0), "owner"), badge);
    json_decref(list);
}

static void press(struct terminal *terminal, const char *keys, const char *expected)
{
    terminal_keys(terminal, keys);
    terminal_expect(terminal, expected);
}

static void leave(struct terminal *terminal)
{
    press(terminal, "<F12>", "现在签退吗");
    press(terminal, "<Enter>", "密码");
}

/* Line by line until nothing waits. */
static void take_all(struct terminal *terminal)
{
    char text[40];
    int left = 12, y, x;
    terminal_expect(terminal, "项待接");
    do {
        snprintf(text, sizeof(text), " %d 项待接", --left);
    } while (left > 1 && !terminal_find(terminal, text, &y, &x));
    while (left-- > 0) {
        snprintf(text, sizeof(text), left > 0 ? " %d 项待接" : "全部确认，可以签字", left);
        press(terminal, "<Enter>", text);
    }
}

static void read_notice(struct terminal *terminal, const char *line)
{
    terminal_keys(terminal, line);
    press(terminal, "o", "必读未读 1 条"); /* from the line that says so */
    press(terminal, "m", "您读过这条公告");
    press(terminal, "<Esc><F7>", "全部确认，可以签字");
}

/* The early shift: looked at without a trace, written ahead, closed to the relief until its time. */
static void prepare_early(struct day *day)
{
    struct terminal *left = day->left, *right = day->right;
    press(left, "<F12>", "接班人未到岗，交班人不得离台：1002 李娜 未签字");
    press(left, "<F10>", "接班人未到岗，交班人不得离台：1002 李娜 未签字");
    at(day, left, "2026-11-23 14:00:00");
    press(left, "<F7>", "15:50 起给接班人看");
    press(left, "<F9>", "15:50 起才能签字");
    expect_logs(day, 0, 0);
    press(left, "n", "写哪一部分");
    press(left, "1", "交接班 设备情况");
    terminal_keys(left, "<Space><Tab>2号话机有杂音<C-s>");
    terminal_expect(left, "交接班记录已保存");
    terminal_expect(left, "【故障】2号话机有杂音");
    expect_logs(day, 1, 0);
    seat_sign_in(right, "1002");
    press(right, "<F7>", "15:50 起给接班人看");
    press(right, "<Esc>", "F2来电");
}

/* Questioned, answered, a fault carried over by the acting lead, taken over line by line. */
static void agree(struct day *day)
{
    struct terminal *left = day->left, *right = day->right;
    at(day, right, "2026-11-23 15:52:00");
    press(right, "<F7>", "早班 -> 中班");
    terminal_expect(right, "停供1");
    press(right, "<Home>q2号坐席今晚能用吗<Enter>", "待答复");
    terminal_expect(left, "2号坐席今晚能用吗");
    press(left, "<Home>w话机换过了<Enter>", "已答复");
    terminal_expect(right, "已答复");
    press(right, "<Down><Enter>", "本班的故障应在本班解决");
    press(left, "<Down>c", "已同意遗留");
    terminal_expect_gone(right, "待班长");
    take_all(right);
}

/* At two desks, the relief killed before its signature is through: the log stays open, and nobody leaves. */
static void sign_early(struct day *day)
{
    struct terminal *left = day->left;
    press(left, "<F9>", "交班人工号");
    press(left, "demo<C-s>", "已签字");
    press(day->right, "<F9>", "接班人工号");
    press(day->right, "demo<Enter>", "还有 1 条必读公告没有读");
    read_notice(day->right, "<End>");
    press(day->right, "<F9>", "接班人工号");
    press(day->right, "demo<Enter>", "正在核对 1002");
    terminal_kill(day->right, SIGKILL);
    ck_assert_int_eq(terminal_exit_code(day->right, TERMINAL_WAIT), 128 + SIGKILL);
    terminal_free(&day->right);
    expect_logs(day, 1, 0);
    expect_promise_of(day, "1001");
    press(left, "<F12>", "1002 李娜 未签字");
    day->right = seat_start(&day->seat, 24, 80, NULL);
    seat_sign_in(day->right, "1002");
    press(day->right, "<F7>", "全部确认，可以签字");
    press(day->right, "<F9>", "接班人工号");
    press(day->right, "demo<Enter>", "双方已签字，不再更改");
    terminal_expect(left, "双方已签字，不再更改");
    expect_logs(day, 1, 1);
    expect_promise_of(day, "1002");
    leave(left);
}

/* The night shift does not come in time: a lead lets the late one go, and signs for it when it comes. */
static void override_late(struct day *day)
{
    struct terminal *right = day->right;
    at(day, right, "2026-11-24 00:05:00");
    press(right, "<F12>", "1003 陈刚 未签字");
    press(right, "<Esc><F7>", "中班 -> 夜班");
    terminal_expect(right, "公共区域已打扫");        /* the late shift cleans */
    terminal_expect(right, "【故障】2号话机有杂音"); /* what was carried over is still there */
    press(right, "v", "放行谁");
    press(right, "<Tab>2001<Tab>demo<Enter>", "请写下放行的原因");
    press(right, "v", "放行谁");
    press(right, "末班车<Tab>2001<Tab>demo<Enter>", "已放行，可以签退");
    leave(right);
}

/* Then it comes: it takes over from the lead, the promise as well that went home with the late shift. */
static void relieve_late(struct day *day)
{
    struct terminal *left = day->left;
    at(day, day->right, "2026-11-24 00:20:00");
    seat_sign_in(left, "1003");
    press(left, "<F7>", "中班 -> 夜班");
    press(left, "<Home>c", "遗留故障要班长同意");
    seat_sign_in(day->right, "2001");
    press(day->right, "<F7>", "中班 -> 夜班"); /* not the turn on now: what has not gone well */
    terminal_expect(day->right, "【故障】2号话机有杂音");
    press(day->right, "<Home>c", "已同意遗留");
    terminal_expect_gone(left, "待班长");
    take_all(left);
    read_notice(left, "<End><Up>");
    press(left, "<F9>", "接班人工号");
    press(left, "demo<Tab><C-u>2001<Tab>demo<C-s>", "双方已签字，不再更改");
    expect_promise_of(day, "1003");
    expect_logs(day, 2, 2);
}

/* The lone night shift acts as its lead: it may go when the relief is overdue, not before. */
static void end_night(struct day *day)
{
    struct terminal *left = day->left;
    at(day, left, "2026-11-24 08:02:00");
    press(left, "<F12>", "1001 王芳 未签字");
    press(left, "<Esc><F7>", "夜班 -> 早班");
    press(left, "v", "放行谁");
    press(left, "急事<Tab>1003<Tab>demo<Enter>", "要等到 08:10");
    at(day, left, "2026-11-24 08:12:00");
    press(left, "<Home>c", "已同意遗留");
    press(left, "v", "放行谁");
    press(left, "急事<Tab>1003<Tab>demo<Enter>", "已放行，可以签退");
    leave(left);
}

START_TEST(three_shifts__at_two_consoles__from_sign_in_to_leaving)
{
    char out[SEAT_TEXT];
    struct day day = {0};
    day_make(&day);
    prepare_early(&day);
    agree(&day);
    sign_early(&day);
    override_late(&day);
    relieve_late(&day);
    end_night(&day);
    seat_command_ok(&day.seat, out, (const char *const[]){"handover", "figures", NULL});
    ck_assert_msg(strstr(out, "放行 2 人次") != NULL, "%s", out);
    day_free(&day);
}
END_TEST

/* One shift a day: after it nobody comes, and a lead takes over, at the same desk. */
START_TEST(closing_time__somebody_alone__signs_to_the_lead)
{
    struct day day = {0};
    char path[200];
    seat_make_idle_at(&day.seat, "2026-11-23 16:40:00");
    snprintf(path, sizeof(path), "%s/zuoxi", strchr(day.seat.config, '=') + 1);
    ck_assert_int_eq(mkdir(strchr(day.seat.config, '=') + 1, 0700), 0);
    ck_assert_int_eq(mkdir(path, 0700), 0);
    strcat(path, "/zuoxi.conf");
    FILE *file = fopen(path, "w");
    ck_assert_ptr_nonnull(file);
    fputs("shift \"白班\" { start = \"09:00\" length = \"8h\" need = 1 }\n", file);
    fclose(file);
    plan(&day, "2026-11-23", "1001", "白班");
    day.left = seat_start(&day.seat, 24, 80, NULL);
    seat_sign_in(day.left, "1001");
    press(day.left, "<F12>", "下班由班长接班，班长 未签字");
    at(&day, day.left, "2026-11-23 16:55:00");
    press(day.left, "<F7>", "白班 -> 下班");
    press(day.left, "<Enter>", "要由接班人确认");
    day.right = seat_start(&day.seat, 24, 80, NULL);
    seat_sign_in(day.right, "2001");
    press(day.right, "<F7>", "白班 -> 下班");
    take_all(day.right);
    press(day.left, "<F9>", "接班人工号");
    press(day.left, "demo<Tab><C-u>1002<Tab>demo<C-s>", "要由班长接班签字");
    press(day.left, "<F9>", "接班人工号");
    press(day.left, "demo<Tab><C-u>2001<Tab>demo<C-s>", "双方已签字，不再更改");
    leave(day.left);
    day_free(&day);
}
END_TEST

SUITE_MAIN("screen/day", three_shifts__at_two_consoles__from_sign_in_to_leaving,
           closing_time__somebody_alone__signs_to_the_lead)
