/* zuoxi init: a new database and its first account. */

#include <string.h>
#include <unistd.h>

#include "zuoxi/base/text.h"
#include "zuoxi/cli/commands.h"
#include "zuoxi/cli/report.h"
#include "zuoxi/cli/seat.h"
#include "zuoxi/desk/people.h"
#include "zuoxi/desk/session.h"

static enum status add_admin(struct cli_context *context, const char *path, struct person_change *change,
                             struct err *err)
{
    struct desk desk;
    enum status status = desk_open(&desk, path, &context->config.settings, &context->config.profile,
                                   &context->config.book, context->clock, err);
    if (status == STATUS_OK) {
        status = task_run(&desk, people_first, change, NULL, CLI_LIMIT_MS, NULL, err);
    }
    desk_close(&desk);
    if (status != STATUS_OK) {
        desk_discard(path);
    }
    return status;
}

static enum status make_database(struct cli_context *context, const char *path, struct person_change *change,
                                 struct err *err)
{
    if (access(path, F_OK) == 0) {
        err_set(err, STATUS_CONFLICT, _("文件已经存在"));
        err_where(err, "%s", path);
        return err_advise(err, _("不会覆盖它；请换一个 --database 文件"));
    }
    /* First what may be refused: then no file was made in vain. */
    enum status status = people_check(change, err);
    if (status == STATUS_OK) {
        status =
            cli_new_hash(context, change->person.badge, context->options.password_file, change->hash, err);
    }
    if (status == STATUS_OK) {
        status = path_make_parent(path, err);
    }
    if (status == STATUS_OK) {
        status = desk_create(path, context->config.profile.name, context->clock, err);
    }
    return status == STATUS_OK ? add_admin(context, path, change, err) : status;
}

int cli_init(struct cli_context *context, int argc, char **argv)
{
    struct person_change change = {.person = {.role = ROLE_ADMIN}};
    const char *badge = NULL, *name = NULL;
    for (int i = 1; i < argc; i++) {
        const char *value;
        if ((value = cli_option(argc, argv, &i, "--admin")) != NULL) {
            badge = value;
        } else if ((value = cli_option(argc, argv, &i, "--name")) != NULL) {
            name = value;
        } else {
            return cli_usage(context, "init", _("不认识“%s”"), argv[i]);
        }
    }
    if (context->options.profile == NULL || badge == NULL) {
        return cli_usage(context, "init", _("请给出 --profile 行业 和 --admin 工号"));
    }
    if (!text_copy(change.person.badge, sizeof(change.person.badge), badge) ||
        !text_copy(change.person.name, sizeof(change.person.name), name == NULL ? _("管理员") : name)) {
        return cli_usage(context, "init", _("工号或姓名太长"));
    }
    struct err err = {0};
    char path[PATH_SIZE];
    if (cli_config(context, &err) != STATUS_OK) {
        return cli_fail(context, &err);
    }
    cli_database(context, path);
    enum status status = make_database(context, path, &change, &err);
    explicit_bzero(change.hash, sizeof(change.hash));
    if (status != STATUS_OK) {
        return cli_fail(context, &err);
    }
    cli_line(context->out, _("已新建 %s(%s)，管理员工号 %s"), path, context->config.profile.label, badge);
    return 0;
}
