#include "zuoxi/cli/command.h"

#include <locale.h>
#include <string.h>

#include "zuoxi/base/text.h"
#include "zuoxi/base/utf8.h"
#include "zuoxi/cli/commands.h"
#include "zuoxi/cli/report.h"
#include "zuoxi/cli/show.h"

#define ARGUMENT_LIMIT 65536 /* bytes; far above any field */

const struct command cli_commands[] = {
    {"console", N_("打开坐席台(不写子命令时就是它)"), N_("console [--ascii]"), cli_console},
    {"init", N_("新建数据库和第一个管理员账号"),
     N_("init --profile 行业 --admin 工号 [--name 姓名] --password-file 文件 [--database 文件]"), cli_init},
    {"demo", N_("新建演示数据库"),
     N_("demo [--customers N] [--cases N] [--open N] [--seed S] [--database 文件]"), cli_demo},
    {"case", N_("查看、登记、办理工单"),
     N_("case list\n"
        "case show 编号 [--reveal 原因]\n"
        "case new 字段=值…\n"
        "case move 编号 动作 [字段=值…]\n"
        "case callbacks\n"
        "case requests\n"
        "case undo 编号\n"
        "case approve 编号 [意见]\n"
        "case refuse 编号 理由\n"
        "case print 编号 [--format text|html]"),
     cli_case},
    {"ring", N_("报告电话交换机的来电"),
     N_("ring 号码 [--line 线路] [--id 呼叫标识] [--state ringing|answered|ended|missed] [--to 工号]"),
     cli_ring},
    {"roster", N_("班表：查看、谁当班、排班、检查、导入导出、模板"),
     N_("roster show [月份]\n"
        "roster now\n"
        "roster set 日期 工号 班次\n"
        "roster check [--strict]\n"
        "roster import 文件\n"
        "roster export [月份 [文件]]\n"
        "roster keep 名字 日期 [工号…]\n"
        "roster patterns\n"
        "roster apply 名字 从哪天 到哪天 [rotate=行数 [工号…]]\n"
        "roster drop 名字"),
     cli_roster},
    {"handover", N_("交接班：历史、记录、每月数字"),
     N_("handover list [文字]\n"
        "handover show 编号 [--html]\n"
        "handover work 编号\n"
        "handover figures [月份]"),
     cli_handover},
    {"promise", N_("预约回复：列出、承诺、完成"),
     N_("promise list\n"
        "promise new due_at=时间 what=事项 [字段=值…]\n"
        "promise done 编号 [结果]"),
     cli_promise},
    {"search", N_("按工单号、电话或文字查找"), N_("search 文字…"), cli_search},
    {"import", N_("从CSV文件导入用户或旧工单"),
     N_("import [--as customers|cases] 文件 [--map 文件] [--rejects 文件] [--partial]"), cli_import},
    {"export", N_("导出用户或工单为CSV"),
     N_("export [--customers|--cases] [--encoding utf-8|gb18030] [--whole --reason 原因] [文件]"),
     cli_export},
    {"customer", N_("查找、查看、新建、修改、合并用户"),
     N_("customer find 电话、户号、姓名、首字母或地址…\n"
        "customer show 户号 [--reveal 原因]\n"
        "customer new 字段=值…\n"
        "customer edit 户号 字段=值…\n"
        "customer duplicates\n"
        "customer distinct [户号 户号 [--undo]]\n"
        "customer merge 保留 并入 [字段…]\n"
        "customer unmerge 户号\n"
        "customer erase 户号 [--reason 原因 --yes]"),
     cli_customer},
    {"retention", N_("保存期限：到期的有多少，哪些工单另行保留"),
     N_("retention list\n"
        "retention show 编号\n"
        "retention hold 编号 原因\n"
        "retention release 编号"),
     cli_retention},
    {"notice", N_("查看、发布、结束公告"),
     N_("notice list [--all]\n"
        "notice show 编号\n"
        "notice post 字段=值…\n"
        "notice correct 编号 字段=值…\n"
        "notice extend 编号 时间\n"
        "notice close 编号 [时间]"),
     cli_notice},
    {"hooks", N_("通知：队列、运行、重试、放弃、试发"),
     N_("hooks list [--all]\n"
        "hooks run\n"
        "hooks retry 编号|--all\n"
        "hooks drop 编号 原因\n"
        "hooks test 名称"),
     cli_hooks},
    {"phrases", N_("列出、查找话术和知识，统计使用情况"),
     N_("phrases list [环节]\n"
        "phrases search 文字或拼音首字母…\n"
        "phrases usage [--from 日期] [--to 日期]"),
     cli_phrases},
    {"user", N_("管理账号"),
     N_("user list\n"
        "user add 工号 姓名 角色 [--new-password-file 文件]\n"
        "user passwd 工号 [--new-password-file 文件]\n"
        "user rename 工号 姓名\n"
        "user role 工号 operator|lead|admin\n"
        "user disable 工号\n"
        "user enable 工号"),
     cli_user},
    {"seats", N_("谁在哪台座席签到，签退，解除等候"), N_("seats list\nseats out 工号\nseats unlock 工号"),
     cli_seats},
    {"audit", N_("审计记录：查看、导出、重建库外标记"),
     N_("audit list [--who 工号] [--action 动作] [--object 编号] [--from 日] [--until 日] [--words 文字] "
        "[--limit N]\n"
        "audit export [文件] [同上的筛选，没有 --limit]\n"
        "audit mark 原因"),
     cli_audit},
    {"backup", N_("备份正在使用的数据库"),
     N_("backup 文件\n"
        "backup [--directory 目录] [--keep N] [--keep-daily N] [--keep-weekly N] [--keep-monthly N]\n"
        "backup --list [--directory 目录]"),
     cli_backup},
    {"restore", N_("从备份恢复数据库(坐席都退出后)"), N_("restore 文件 [--database 文件]"), cli_restore},
    {"verify", N_("核对数据库或备份：结构、索引、审计、计数、草稿"), N_("verify [文件]"), cli_verify},
    {"check", N_("检查配置"), N_("check [--strict] [文件]"), cli_check},
    {"workflow", N_("列出行业方案的环节和动作"), N_("workflow [--profile 行业]"), cli_workflow},
    {"due", N_("计算并解释到期时间"),
     N_("due 编号\n"
        "due --from 时间 --within 期限 [--profile 行业]"),
     cli_due},
    {0},
};

/* Started by the program itself, never by a person. */
static const struct command hidden_commands[] = {
    {"helper-password", "", "", cli_helper_password},
    {"helper-draft", "", "", cli_helper_draft},
    {"helper-backup", "", "", cli_helper_backup},
    {0},
};

/* The global options: where their value goes. */
static const struct global_option {
    const char *name;
    size_t text, flag; /* offset in struct cli_options; NO_MEMBER when it is of the other kind */
    const char *help;
} global_options[] = {
#define NO_MEMBER  ((size_t)-1)
#define TEXT_OF(m) offsetof(struct cli_options, m), NO_MEMBER
#define FLAG_OF(m) NO_MEMBER, offsetof(struct cli_options, m)
    {"--config", TEXT_OF(config), N_("配置文件")},
    {"--database", TEXT_OF(database), N_("数据库文件")},
    {"--profile", TEXT_OF(profile), N_("行业：heating gas service power")},
    {"--badge", TEXT_OF(badge), N_("以此工号操作")},
    {"--password-file", TEXT_OF(password_file), N_("密码文件(第一行)")},
    {"--json", FLAG_OF(json), N_("输出JSON")},
    {"--strict", FLAG_OF(strict), N_("警告也算错误")},
    {"--ascii", FLAG_OF(ascii), N_("界面只用ASCII画线")},
    {"--help", NO_MEMBER, NO_MEMBER, N_("显示帮助")},
    {"--version", NO_MEMBER, NO_MEMBER, N_("显示版本")},
};
#define GLOBAL_COUNT (sizeof(global_options) / sizeof(global_options[0]))

struct parsed {
    char **argv; /* what is left: the subcommand and its arguments; in place */
    int argc;
    bool wants_help, wants_version;
};

static const struct command *find_command(const struct command *commands, const char *name)
{
    for (; commands->name != NULL; commands++) {
        if (strcmp(commands->name, name) == 0) {
            return commands;
        }
    }
    return NULL;
}

static const struct global_option *find_global(const char *argument, size_t length)
{
    for (size_t i = 0; i < GLOBAL_COUNT; i++) {
        if (strlen(global_options[i].name) == length &&
            strncmp(global_options[i].name, argument, length) == 0) {
            return &global_options[i];
        }
    }
    return NULL;
}

/* Take one global option at argv[*index]; returns 0, or the exit code of a usage error. */
static int take_global(struct cli_context *context, const struct global_option *option, int argc, char **argv,
                       int *index, struct parsed *parsed)
{
    const char *value = strchr(argv[*index], '=');
    char *options = (char *)&context->options;
    if (option->text != NO_MEMBER) {
        value = value != NULL ? value + 1 : *index + 1 < argc ? argv[++*index] : "";
        if (value[0] == '\0') {
            return cli_usage(context, NULL, _("%s 后面缺少内容"), option->name);
        }
        memcpy(options + option->text, &value, sizeof(value));
        return 0;
    }
    if (value != NULL) {
        return cli_usage(context, NULL, _("%s 不带内容"), option->name);
    }
    if (option->flag != NO_MEMBER) {
        *(bool *)(options + option->flag) = true;
    } else if (strcmp(option->name, "--help") == 0) {
        parsed->wants_help = true;
    } else {
        parsed->wants_version = true;
    }
    return 0;
}

static int check_arguments(struct cli_context *context, int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        if (strlen(argv[i]) > ARGUMENT_LIMIT) {
            return cli_usage(context, NULL, _("第%d个参数太长"), i);
        }
        if (!utf8_is_valid(argv[i], strlen(argv[i]))) {
            return cli_usage(context, NULL, _("第%d个参数不是有效的UTF-8"), i);
        }
    }
    return 0;
}

static int parse_globals(struct cli_context *context, int argc, char **argv, struct parsed *parsed)
{
    bool is_literal = false;
    *parsed = (struct parsed){.argv = argv + 1};
    for (int i = 1; i < argc; i++) {
        size_t length = strcspn(argv[i], "=");
        const struct global_option *option = is_literal ? NULL : find_global(argv[i], length);
        if (option == NULL) {
            /* Everything after "--" belongs to the subcommand, whatever it looks like. */
            is_literal = is_literal || strcmp(argv[i], "--") == 0;
            parsed->argv[parsed->argc++] = argv[i];
            continue;
        }
        int code = take_global(context, option, argc, argv, &i, parsed);
        if (code != 0) {
            return code;
        }
    }
    return 0;
}

/* Each way of using a subcommand on a line of its own. */
static void print_usage(struct cli_context *context, const char *usage)
{
    const char *lead = _("用法：");
    for (;;) {
        size_t length = strcspn(usage, "\n");
        cli_line(context->out, "%szuoxi %.*s", lead, (int)length, usage);
        if (usage[length] == '\0') {
            return;
        }
        usage += length + 1;
        lead = "      "; /* as wide */
    }
}

static void print_help(struct cli_context *context, const struct command *command)
{
    cli_line(context->out, _("zuoxi (坐席) %s"), ZUOXI_VERSION);
    if (command != NULL) {
        print_usage(context, _(command->usage));
        cli_line(context->out, "%s", _(command->summary));
    } else {
        cli_line(context->out, _("用法：zuoxi [选项] [子命令 …]"));
        for (command = cli_commands; command->name != NULL; command++) {
            cli_line(context->out, "  %-9s %s", command->name, _(command->summary));
        }
    }
    cli_line(context->out, _("选项(写在子命令前后都可以):"));
    for (size_t i = 0; i < GLOBAL_COUNT; i++) {
        cli_line(context->out, "  %-16s %s", global_options[i].name, _(global_options[i].help));
    }
    cli_line(context->out, _("详见 man zuoxi"));
}

static int refuse_unknown(struct cli_context *context, const char *word)
{
    const char *names[32];
    size_t count = 0;
    if (word[0] == '-') {
        for (size_t i = 0; i < GLOBAL_COUNT; i++) {
            names[count++] = global_options[i].name;
        }
    } else {
        for (const struct command *command = cli_commands; command->name != NULL; command++) {
            names[count++] = command->name;
        }
    }
    names[count] = NULL;
    const char *nearest = cli_nearest(names, word);
    const char *kind = word[0] == '-' ? _("选项") : _("子命令");
    if (nearest == NULL) {
        return cli_usage(context, NULL, _("没有%s“%s”"), kind, word);
    }
    return cli_usage(context, NULL, _("没有%s“%s”，是不是 %s?"), kind, word, nearest);
}

int cli_run(struct cli_context *context, int argc, char **argv)
{
    static char *const default_argv[] = {"console", NULL};
    struct parsed parsed;
    int code = check_arguments(context, argc, argv);
    if (code == 0) {
        code = parse_globals(context, argc, argv, &parsed);
    }
    if (code != 0) {
        return code;
    }
    if (parsed.wants_version) {
        cli_line(context->out, "zuoxi %s", ZUOXI_VERSION);
        return 0;
    }
    if (parsed.argc == 0 && parsed.wants_help) {
        print_help(context, NULL);
        return 0;
    }
    if (parsed.argc == 0) {
        parsed.argv = (char **)default_argv;
        parsed.argc = 1;
    }
    const struct command *command = find_command(cli_commands, parsed.argv[0]);
    if (command != NULL && parsed.wants_help) {
        print_help(context, command);
        return 0;
    }
    if (command == NULL) {
        command = find_command(hidden_commands, parsed.argv[0]);
    }
    if (command == NULL) {
        return refuse_unknown(context, parsed.argv[0]);
    }
    return command->run(context, parsed.argc, parsed.argv);
}

void cli_context_clear(struct cli_context *context)
{
    if (context->config_loaded) {
        config_clear(&context->config);
    }
    findings_clear(&context->findings);
    context->config_loaded = false;
}
