/* zuoxi restore FILE: a backup becomes the database again. */

#include <string.h>

#include "zuoxi/base/text.h"
#include "zuoxi/cli/commands.h"
#include "zuoxi/cli/progress.h"
#include "zuoxi/cli/report.h"
#include "zuoxi/cli/seat.h"
#include "zuoxi/cli/show.h"

static void print_json(struct cli_context *context, const struct restore_result *result)
{
    json_t *object = json_object();
    json_object_set_new(object, "file", cli_text_json(result->from.path));
    json_object_set_new(object, "at",
                        result->from.holds.at != 0 ? cli_time_json(result->from.holds.at) : json_null());
    json_object_set_new(object, "proven", json_boolean(result->is_proven));
    json_object_set_new(object, "kept", result->kept[0] != '\0' ? cli_text_json(result->kept) : json_null());
    json_object_set_new(object, "cases_before",
                        result->cases_before >= 0 ? json_integer(result->cases_before) : json_null());
    json_object_set_new(object, "cases", json_integer(result->cases_now));
    json_object_set_new(object, "hooks_put_aside", json_integer(result->hooks_put_aside));
    json_object_set_new(object, "mark_left", json_boolean(result->mark_left.status != STATUS_OK));
    cli_json(context, object);
}

static void print(struct cli_context *context, const struct restore_result *result)
{
    char at[20] = "";
    if (result->from.holds.at != 0) {
        clock_format(result->from.holds.at, at);
        cli_line(context->out, _("已恢复到 %s 的备份，工单 %lld 张"), at, (long long)result->cases_now);
    } else {
        cli_line(context->out, _("已恢复，工单 %lld 张；这份备份不是 zuoxi backup 做的，不知道是什么时候的"),
                 (long long)result->cases_now);
    }
    if (!result->is_proven) {
        cli_line(context->out, _("旁边没有 .sha256 文件，只检查了数据库本身"));
    }
    if (result->kept[0] != '\0') {
        cli_line(context->out, _("原来的库留在 %s"), result->kept);
    }
    if (result->cases_before > result->cases_now) {
        cli_line(context->out,
                 _("原来的库里多 %lld 张工单，是备份之后登记的，要从留下的库里查；它们的编号不会再用"),
                 (long long)(result->cases_before - result->cases_now));
    }
    if (result->hooks_put_aside > 0) {
        cli_line(context->out,
                 _("搁置通知 %lld 条，备份之后可能已经送达：用 zuoxi hooks list 逐条看，没送到的用 zuoxi "
                   "hooks retry"),
                 (long long)result->hooks_put_aside);
    }
    if (result->mark_left.status != STATUS_OK) {
        char why[1200];
        err_format(&result->mark_left, why, sizeof(why));
        cli_line(context->out, _("库外的审计标记没有移开：%s"), why);
    }
    cli_line(context->out, _("各人没保存的草稿不在数据库里，下次签到照常恢复"));
}

int cli_restore(struct cli_context *context, int argc, char **argv)
{
    char database[PATH_SIZE];
    struct progress progress;
    struct restore_result result;
    struct err err = {0};
    if (argc != 2 || argv[1][0] == '-') {
        return cli_usage(context, "restore", _("请写一个备份文件"));
    }
    if (cli_config(context, &err) != STATUS_OK) {
        return cli_fail(context, &err);
    }
    cli_database(context, database);
    const struct config *config = &context->config;
    struct desk desk = {.settings = &config->settings,
                        .profile = &config->profile,
                        .book = &config->book,
                        .clock = context->clock};
    struct restore_request request = {
        .path = argv[1], .database = database, .watch = progress_watch(&progress, context)};
    enum status status = backup_restore(&desk, &request, &result, &err);
    progress_end(&progress);
    if (status != STATUS_OK) {
        return cli_fail(context, &err);
    }
    if (context->options.json) {
        print_json(context, &result);
    } else {
        print(context, &result);
    }
    return 0;
}
