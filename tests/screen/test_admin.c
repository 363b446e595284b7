/* 管理: what each entry of the page shows, and who gets there. */

#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

#include "screen/seat.h"
#include "suite.h"

static struct terminal *sit(struct seat *seat, const char *badge)
{
    struct terminal *terminal = seat_start(seat, 24, 80, NULL);
    seat_sign_in(terminal, badge);
    return terminal;
}

START_TEST(admin_page__lists_what_an_admin_may__and_opens_it_by_its_digit)
{
    struct seat seat;
    seat_make_idle_at(&seat, "2026-11-21 14:30:00");
    struct terminal *terminal = sit(&seat, "9001");
    terminal_expect_gone(terminal, "F2来电"); /* an admin takes no calls */
    terminal_keys(terminal, "t");
    terminal_expect(terminal, "1 账号");
    terminal_keys(terminal, "1");
    terminal_expect(terminal, "管理  账号");
    terminal_expect(terminal, "未签到");
    terminal_keys(terminal, "/");
    terminal_expect(terminal, "只列工号");
    terminal_keys(terminal, "班长<Enter>");
    terminal_expect(terminal, "筛选“班长”");
    terminal_expect(terminal, "2001");
    terminal_expect_gone(terminal, "1001");
    terminal_keys(terminal, "<Esc>");
    terminal_expect_gone(terminal, "管理  账号");
    terminal_keys(terminal, "<Esc>");
    terminal_expect(terminal, "待办 0");
    seat_quit(&terminal);
    seat_remove(&seat);
}
END_TEST

START_TEST(admin_page__operator__is_told_that_he_may_not)
{
    struct seat seat;
    seat_make_idle_at(&seat, "2026-11-21 14:30:00");
    struct terminal *terminal = sit(&seat, "1001");
    terminal_keys(terminal, "t");
    terminal_expect(terminal, "无权管理账号");
    seat_quit(&terminal);
    seat_remove(&seat);
}
END_TEST

/* To the page of accounts, the cursor on a badge. */
static void go_to(struct terminal *terminal, const char *badge)
{
    char keys[60];
    snprintf(keys, sizeof(keys), "/<C-a>%s<Enter>", badge);
    terminal_keys(terminal, keys);
    snprintf(keys, sizeof(keys), "筛选“%s”：1 个", badge);
    terminal_expect(terminal, keys);
}

START_TEST(account__added_renamed_and_given_another_role__is_audited_field_by_field)
{
    struct seat seat;
    static char out[SEAT_TEXT];
    seat_make_idle_at(&seat, "2026-11-21 14:30:00");
    struct terminal *terminal = sit(&seat, "9001");
    terminal_keys(terminal, "t1n");
    terminal_expect(terminal, "增加账号");
    terminal_keys(terminal, "1001<Tab>赵一鸣<Tab>1Heat-4567<Tab>Heat-4568<C-s>");
    terminal_expect(terminal, "这个工号已经有了");
    terminal_keys(terminal, "<C-a>3001<C-s>");
    terminal_expect(terminal, "两次输入的不一样");
    terminal_keys(terminal, "<C-a><BS>Heat-4567<C-s>");
    terminal_expect(terminal, "账号已增加");
    terminal_expect(terminal, "赵一鸣");
    go_to(terminal, "3001");
    terminal_keys(terminal, "<Enter>");
    terminal_expect(terminal, "修改账号 3001");
    terminal_keys(terminal, "<C-a>赵大鸣<Tab>2<C-s>");
    terminal_expect(terminal, "账号已修改");
    terminal_expect(terminal, "赵大鸣");
    terminal_expect(terminal, "班长");
    terminal_keys(terminal, "x");
    terminal_expect(terminal, "停用 3001 赵大鸣");
    terminal_keys(terminal, "<Enter>");
    terminal_expect(terminal, "已停用");
    const char *list[] = {"user", "list", "--badge", "9001", NULL};
    seat_command_ok(&seat, out, list);
    ck_assert_ptr_nonnull(strstr(out, "赵大鸣"));
    ck_assert_ptr_nonnull(strstr(out, "停用"));
    terminal_keys(terminal, "x");
    terminal_expect(terminal, "已启用");
    terminal_keys(terminal, "p");
    terminal_expect(terminal, "给 3001 换密码");
    terminal_keys(terminal, "3001<Tab>3001<C-s>");
    terminal_expect(terminal, "密码");
    terminal_keys(terminal, "<Esc>");
    seat_quit(&terminal);
    seat_remove(&seat);
}
END_TEST

START_TEST(account__the_last_admin__can_neither_be_disabled_nor_demoted)
{
    struct seat seat;
    seat_make_idle_at(&seat, "2026-11-21 14:30:00");
    struct terminal *terminal = sit(&seat, "9001");
    terminal_keys(terminal, "t1");
    go_to(terminal, "9001");
    terminal_keys(terminal, "x<Enter>");
    terminal_expect(terminal, "最后一个启用的管理员");
    terminal_keys(terminal, "<Enter>");
    terminal_expect(terminal, "修改账号 9001");
    terminal_keys(terminal, "<Tab>1<C-s>");
    terminal_expect(terminal, "最后一个启用的管理员");
    seat_quit(&terminal);
    seat_remove(&seat);
}
END_TEST

START_TEST(audit__shows_what_changed__filters_and_exports_it)
{
    struct seat seat;
    static char out[SEAT_TEXT];
    char documents[160];
    seat_make_idle_at(&seat, "2026-11-21 14:30:00");
    snprintf(documents, sizeof(documents), "XDG_DOCUMENTS_DIR=%s", seat.directory);
    seat_environment(&seat, documents);
    const char *rename[] = {"user", "rename", "1002", "李丽娜", NULL};
    const char *make[] = {"case",
                          "new",
                          "type=repair",
                          "category=no_heat.single",
                          "grade=2",
                          "name=孙丽",
                          "phone=13800001234",
                          "address=阳光城7-1-402",
                          "content=不热",
                          "--badge",
                          "1001",
                          NULL};
    seat_command_ok(&seat, out, rename);
    seat_command_ok(&seat, out, make);
    struct terminal *terminal = sit(&seat, "9001");
    terminal_keys(terminal, "t");
    terminal_expect(terminal, "库外标记一致");
    terminal_keys(terminal, "4");
    terminal_expect(terminal, "受理工单");
    terminal_expect(terminal, "修改账号");
    terminal_keys(terminal, "f<Tab>受理<C-s>");
    terminal_expect(terminal, "动作 受理");
    terminal_expect_gone(terminal, "修改账号");
    terminal_keys(terminal, "<Enter>");
    terminal_expect(terminal, "内容：不热");
    terminal_expect(terminal, "孙**");
    terminal_expect(terminal, "138****1234");
    terminal_keys(terminal, "<Esc>");
    terminal_expect_gone(terminal, "138****1234");
    terminal_keys(terminal, "f<Tab><C-a>改帐号<C-s>");
    terminal_expect(terminal, "没有叫“改帐号”的动作");
    terminal_keys(terminal, "<C-a>修改账号<C-s>");
    terminal_expect(terminal, "账号 1002");
    terminal_expect(terminal, "姓名：");
    terminal_keys(terminal, "e");
    terminal_expect(terminal, "已导出 1 条");
    terminal_keys(terminal, "c");
    terminal_expect(terminal, "导出审计");
    seat_quit(&terminal);
    seat_remove(&seat);
}
END_TEST

START_TEST(disabling_an_account__ends_its_seat_at_once__and_keeps_what_was_typed)
{
    struct seat seat;
    int y, x;
    seat_make_idle_at(&seat, "2026-11-21 14:30:00");
    struct terminal *typing = seat_open(&seat), *admin = sit(&seat, "9001");
    seat_open_form(typing, &y, &x);
    terminal_keys(typing, "楼上漏水");
    seat_expect_drafts(&seat, typing, 1, 4000);
    terminal_keys(admin, "t2");
    terminal_expect(admin, "在线坐席 2");
    terminal_keys(admin, "<Esc>1");
    go_to(admin, "1001");
    terminal_expect(admin, "在线");
    terminal_keys(admin, "x");
    terminal_expect(admin, "他正在线");
    terminal_keys(admin, "<Enter>");
    terminal_expect(admin, "已停用");
    terminal_expect(typing, "密码");
    ck_assert_int_eq(seat_draft_count(&seat), 1);
    terminal_keys(admin, "<Esc>2");
    terminal_expect(admin, "在线坐席 1");
    terminal_free(&typing);
    seat_quit(&admin);
    seat_remove(&seat);
}
END_TEST

/* Another admin makes a lead of the one asked about, while the question is open: the list below loses that
 * row. */
static void promote(struct seat *seat, struct terminal *terminal, const char *badge, int left)
{
    char text[60];
    static char out[SEAT_TEXT];
    const char *role[] = {"user", "role", badge, "lead", NULL};
    seat_command_ok(seat, out, role);
    snprintf(text, sizeof(text), "筛选“坐席”：%d 个", left);
    terminal_expect(terminal, text);
}

START_TEST(signing_out__answered_after_the_list_has_changed__ends_the_seat_that_was_named)
{
    struct seat seat;
    static char out[SEAT_TEXT];
    const char *sign_out[] = {"seats", "out", "1001", NULL};
    seat_make_idle_at(&seat, "2026-11-20 22:31:00");
    struct terminal *other = seat_open(&seat), *admin = sit(&seat, "9001");
    terminal_keys(admin, "t2");
    terminal_expect(admin, "在线坐席 2");
    seat_set_time(&seat, "2026-11-21 14:30:00");
    terminal_expect(admin, "11-21 周六 14:30:00");
    terminal_keys(admin, "<Down><Up>");
    terminal_expect(admin, "在线 11-20 22:31 11-20 22:31");
    terminal_keys(admin, "x");
    terminal_expect(admin, "让 1001");
    seat_command_ok(&seat, out, sign_out);
    terminal_expect(admin, "在线坐席 1");
    terminal_keys(admin, "<Enter>");
    terminal_expect(admin, "工号 1001 未签到");
    terminal_free(&other);
    seat_quit(&admin);
    seat_remove(&seat);
}
END_TEST

START_TEST(account_questions__answered_after_the_list_has_changed__are_about_the_one_that_was_named)
{
    struct seat seat;
    static char out[SEAT_TEXT];
    const char *passwords[] = {"audit", "list", "--action", "user.password", NULL};
    const char *list[] = {"user", "list", NULL};
    seat_make_idle_at(&seat, "2026-11-21 14:30:00");
    struct terminal *admin = sit(&seat, "9001");
    terminal_keys(admin, "t1/坐席<Enter>");
    terminal_expect(admin, "筛选“坐席”：4 个");
    terminal_keys(admin, "p");
    terminal_expect(admin, "给 1001 换密码");
    promote(&seat, admin, "1001", 3);
    terminal_keys(admin, "Heat-4567<Tab>Heat-4567<C-s>");
    terminal_expect(admin, "密码已更换");
    seat_command_ok(&seat, out, passwords);
    ck_assert_msg(strstr(out, "账号 1001") != NULL && strstr(out, "账号 1002") == NULL, "%s", out);
    terminal_keys(admin, "<Home>x");
    terminal_expect(admin, "停用 1002");
    promote(&seat, admin, "1002", 2);
    terminal_keys(admin, "<Enter>");
    terminal_expect(admin, "已停用");
    seat_command_ok(&seat, out, list);
    ck_assert_msg(strstr(out, "停用") > strstr(out, "1002") && strstr(out, "停用") < strstr(out, "1003"),
                  "%s", out);
    seat_quit(&admin);
    seat_remove(&seat);
}
END_TEST

START_TEST(two_admins_changing_one_account__keep_what_the_other_changed)
{
    struct seat seat;
    static char out[SEAT_TEXT];
    const char *disable[] = {"user", "disable", "1004", NULL}, *list[] = {"user", "list", NULL};
    seat_make_idle_at(&seat, "2026-11-21 14:30:00");
    struct terminal *admin = sit(&seat, "9001");
    terminal_keys(admin, "t1/坐席<Enter>");
    terminal_expect(admin, "筛选“坐席”：4 个");
    terminal_keys(admin, "<Enter>");
    terminal_expect(admin, "修改账号 1001");
    promote(&seat, admin, "1001", 3);
    terminal_keys(admin, "<C-a>赵大鸣<C-s>");
    terminal_expect(admin, "账号已修改");
    seat_command_ok(&seat, out, list);
    ck_assert_msg(strstr(out, "赵大鸣") != NULL && strstr(out, "1001") < strstr(out, "赵大鸣") &&
                      strstr(out, "赵大鸣") < strstr(out, "班长") &&
                      strstr(out, "班长") < strstr(out, "1002"),
                  "%s", out);
    terminal_keys(admin, "<End>x");
    terminal_expect(admin, "停用 1004");
    seat_command_ok(&seat, out, disable);
    terminal_keys(admin, "<Enter>");
    terminal_expect(admin, "已停用");
    seat_quit(&admin);
    seat_remove(&seat);
}
END_TEST

/* Help over the page in front does not name the key. */
static void expect_not_offered(struct terminal *terminal, const char *page, const char *label)
{
    terminal_expect(terminal, page);
    terminal_keys(terminal, "<F1>");
    terminal_expect(terminal, "关闭");
    ck_assert_msg(!terminal_find(terminal, label, NULL, NULL), "%s is offered on %s", label, page);
    terminal_keys(terminal, "<Esc>");
    terminal_expect_gone(terminal, "关闭");
}

START_TEST(keys_that_a_person_may_not_use__are_not_offered)
{
    struct seat seat;
    seat_make_idle_at(&seat, "2026-11-21 14:30:00");
    struct terminal *operator= seat_start(&seat, 50, 80, NULL);
    seat_sign_in(operator, "1001");
    terminal_keys(operator, "u");
    expect_not_offered(operator, "待补全  0", "看号码");
    terminal_keys(operator, "<Esc>w");
    expect_not_offered(operator, "待回访  0", "看号码");
    seat_quit(&operator);
    struct terminal *lead = seat_start(&seat, 50, 80, NULL);
    seat_sign_in(lead, "2001");
    terminal_keys(lead, "t1");
    expect_not_offered(lead, "在线坐席 1", "让选中的坐席签退");
    seat_quit(&lead);
    seat_remove(&seat);
}
END_TEST

START_TEST(accounts_beyond_those_listed__are_spoken_of_on_every_page)
{
    struct seat seat;
    sqlite3 *people;
    seat_make_idle_at(&seat, "2026-11-21 14:30:00");
    ck_assert_int_eq(sqlite3_open(seat.database, &people), SQLITE_OK);
    ck_assert_int_eq(sqlite3_exec(people,
                                  "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE "
                                  "i < 2000) INSERT INTO person (id, badge, name, role, hash) "
                                  "SELECT 10000 + i, 'x' || i, '坐席', 'operator', '' FROM n",
                                  NULL, NULL, NULL),
                     SQLITE_OK);
    sqlite3_close(people);
    struct terminal *terminal = sit(&seat, "9001");
    terminal_keys(terminal, "t");
    terminal_expect(terminal, "账号       超过 2000 个");
    terminal_expect(terminal, "1 人在线（只看了前 2000 个账号）");
    terminal_keys(terminal, "1");
    terminal_expect(terminal, "超过 2000 个账号，只看前面的");
    terminal_keys(terminal, "<Esc>2");
    terminal_expect(terminal, "在线坐席 1（只看了前 2000 个账号）");
    seat_quit(&terminal);
    seat_remove(&seat);
}
END_TEST

START_TEST(settings__say_their_value_and_line__what_is_wrong__and_what_waits_for_a_start)
{
    struct seat seat;
    char path[200];
    seat_make_idle_at(&seat, "2026-11-21 14:30:00");
    snprintf(path, sizeof(path), "%s/zuoxi.conf", seat.directory);
    FILE *file = fopen(path, "w");
    ck_assert_ptr_nonnull(file);
    fputs("# 一行\nring_limit = 4\n", file);
    fclose(file);
    const char *more[] = {"--config", path, NULL};
    struct terminal *terminal = seat_start(&seat, 24, 100, more);
    seat_sign_in(terminal, "9001");
    terminal_keys(terminal, "t3");
    terminal_expect(terminal, "管理  设置");
    terminal_keys(terminal, "/ring_limit<Enter>");
    terminal_expect(terminal, "4 声");
    terminal_expect(terminal, "2 行");
    file = fopen(path, "w");
    ck_assert_ptr_nonnull(file);
    fputs("# 一行\n# 又一行\nring_limit = 5\nring_limits = 6\n", file);
    fclose(file);
    terminal_keys(terminal, "r");
    terminal_expect(terminal, "5 声  重新打开后生效");
    terminal_expect(terminal, "1 项在文件里改过");
    terminal_keys(terminal, "<Enter>");
    terminal_expect(terminal, "几声之内应接听");
    terminal_expect(terminal, "第 3 行");
    terminal_keys(terminal, "<Esc>");
    terminal_expect_gone(terminal, "第 3 行");
    terminal_keys(terminal, "/<C-a><BS><Enter>");
    terminal_expect(terminal, "zuoxi.conf:4 ring_limits");
    seat_quit(&terminal);
    seat_remove(&seat);
}
END_TEST

SUITE_MAIN("screen/admin", admin_page__lists_what_an_admin_may__and_opens_it_by_its_digit,
           admin_page__operator__is_told_that_he_may_not,
           account__added_renamed_and_given_another_role__is_audited_field_by_field,
           account__the_last_admin__can_neither_be_disabled_nor_demoted,
           audit__shows_what_changed__filters_and_exports_it,
           disabling_an_account__ends_its_seat_at_once__and_keeps_what_was_typed,
           signing_out__answered_after_the_list_has_changed__ends_the_seat_that_was_named,
           account_questions__answered_after_the_list_has_changed__are_about_the_one_that_was_named,
           two_admins_changing_one_account__keep_what_the_other_changed,
           keys_that_a_person_may_not_use__are_not_offered,
           accounts_beyond_those_listed__are_spoken_of_on_every_page,
           settings__say_their_value_and_line__what_is_wrong__and_what_waits_for_a_start)
