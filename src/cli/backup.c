/* zuoxi backup: a checked copy of the live database, to a file or into a directory with rotation; --list. */

#include "zuoxi/desk/backup.h"

#include <stdlib.h>
#include <string.h>

#include "zuoxi/base/text.h"
#include "zuoxi/cli/commands.h"
#include "zuoxi/cli/progress.h"
#include "zuoxi/cli/report.h"
#include "zuoxi/cli/seat.h"
#include "zuoxi/cli/show.h"

struct wanted {
    const char *file, *directory;
    bool is_list;
    int keep[4]; /* newest, daily, weekly, monthly; −1: as configured */
};

static bool take_number(const char *text, int *number)
{
    char *end;
    long value = strtol(text, &end, 10);
    if (*text < '0' || *text > '9' || *end != '\0' || value > 1000) {
        return false;
    }
    *number = (int)value;
    return true;
}

/* Take argv[*index]; false when it is not understood. */
static bool take(int argc, char **argv, int *index, struct wanted *wanted)
{
    static const char *const names[] = {"--keep", "--keep-daily", "--keep-weekly", "--keep-monthly"};
    const char *value;
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        if ((value = cli_option(argc, argv, index, names[i])) != NULL) {
            return take_number(value, &wanted->keep[i]);
        }
    }
    if ((value = cli_option(argc, argv, index, "--directory")) != NULL) {
        wanted->directory = value;
        return true;
    }
    if (strcmp(argv[*index], "--list") == 0) {
        wanted->is_list = true;
        return true;
    }
    bool is_file = argv[*index][0] != '-' && wanted->file == NULL;
    wanted->file = is_file ? argv[*index] : wanted->file;
    return is_file;
}

static json_t *file_json(const struct backup_file *file)
{
    json_t *object = json_object();
    json_object_set_new(object, "file", cli_text_json(file->path));
    json_object_set_new(object, "whole", json_boolean(file->is_whole));
    json_object_set_new(object, "bytes", json_integer(file->bytes));
    if (file->sha256[0] != '\0') {
        json_object_set_new(object, "at", cli_time_json(file->holds.at));
        json_object_set_new(object, "program", cli_text_json(file->holds.program));
        json_object_set_new(object, "schema", json_integer(file->holds.schema));
        json_object_set_new(object, "customers", json_integer(file->holds.customers));
        json_object_set_new(object, "cases", json_integer(file->holds.cases));
        json_object_set_new(object, "contacts", json_integer(file->holds.contacts));
        json_object_set_new(object, "audit", json_integer(file->holds.audit_count));
        json_object_set_new(object, "sha256", json_string(file->sha256));
    }
    if (file->checked_at != 0) {
        json_object_set_new(object, "checked_at", cli_time_json(file->checked_at));
        json_object_set_new(object, "findings", json_integer(file->findings));
    }
    return object;
}

static void print_line(struct cli_context *context, json_t *object)
{
    char *text = json_dumps(object, JSON_COMPACT | JSON_PRESERVE_ORDER);
    fprintf(context->out, "%s\n", text == NULL ? "null" : text);
    free(text);
    json_decref(object);
}

static int list(struct cli_context *context, struct desk *desk, const char *directory)
{
    struct backup_file *files;
    size_t count;
    struct err err = {0};
    if (backup_list(desk, directory, &files, &count, &err) != STATUS_OK) {
        return cli_fail(context, &err);
    }
    json_t *array = json_array();
    for (size_t i = 0; i < count; i++) {
        const struct backup_file *file = &files[i];
        char at[20] = "";
        if (context->options.json) {
            json_array_append_new(array, file_json(file));
            continue;
        }
        if (file->holds.at != 0) {
            clock_format(file->holds.at, at);
        }
        cli_line(context->out, "%-19s %8.1f MB %8lld %s  %s%s", at, (double)file->bytes / 1048576,
                 (long long)file->holds.cases, _("单"), file->path,
                 !file->is_whole      ? _("  不完整或没有校验文件")
                 : file->findings > 0 ? _("  核对出问题，不要用")
                                      : "");
    }
    if (context->options.json) {
        cli_json(context, array);
    } else {
        json_decref(array);
    }
    free(files);
    return 0;
}

static struct rotation rotation_of(const struct wanted *wanted, const struct rotation *configured)
{
    const int *keep = wanted->keep;
    return (struct rotation){.newest = keep[0] >= 0 ? keep[0] : configured->newest,
                             .daily = keep[1] >= 0 ? keep[1] : configured->daily,
                             .weekly = keep[2] >= 0 ? keep[2] : configured->weekly,
                             .monthly = keep[3] >= 0 ? keep[3] : configured->monthly};
}

static int make(struct cli_context *context, struct desk *desk, const struct wanted *wanted)
{
    struct backup_file made;
    struct progress progress;
    struct backup_watch watch = progress_watch(&progress, context);
    struct err err = {0};
    size_t removed = 0;
    enum status status = wanted->file != NULL ? backup_make(desk, wanted->file, &watch, &made, &err)
                                              : backup_make_in(desk, wanted->directory, &watch, &made, &err);
    progress_end(&progress);
    if (status == STATUS_OK && wanted->file == NULL) {
        struct rotation rotation = rotation_of(wanted, &desk->settings->backup_rotation);
        status = backup_rotate(desk, wanted->directory, &rotation, &removed, &err);
    }
    if (status != STATUS_OK) {
        return cli_fail(context, &err);
    }
    if (context->options.json) {
        json_t *object = file_json(&made);
        json_object_set_new(object, "removed", json_integer((json_int_t)removed));
        print_line(context, object);
        return 0;
    }
    cli_line(context->out, _("已备份到 %s(%.1f MB，用户%lld户，工单%lld张)，检查无误"), made.path,
             (double)made.bytes / 1048576, (long long)made.holds.customers, (long long)made.holds.cases);
    if (removed > 0) {
        cli_line(context->out, _("按保留规则删去旧备份 %zu 份"), removed);
    }
    return 0;
}

static bool has_keep(const struct wanted *wanted)
{
    for (size_t i = 0; i < sizeof(wanted->keep) / sizeof(wanted->keep[0]); i++) {
        if (wanted->keep[i] >= 0) {
            return true;
        }
    }
    return false;
}

int cli_backup(struct cli_context *context, int argc, char **argv)
{
    struct wanted wanted = {.keep = {-1, -1, -1, -1}};
    struct desk desk;
    int code = 0;
    for (int i = 1; i < argc; i++) {
        int at = i;
        if (!take(argc, argv, &i, &wanted)) {
            return cli_usage(context, "backup", _("不认识“%s”，或它后面的内容不对"), argv[at]);
        }
    }
    if (wanted.file != NULL && (wanted.is_list || wanted.directory != NULL)) {
        return cli_usage(context, "backup", _("文件名不能与 --list、--directory 同写"));
    }
    if (has_keep(&wanted) && (wanted.is_list || wanted.file != NULL)) {
        return cli_usage(context, "backup", _("--keep 等只在备份到目录时删旧的，不能与文件名、--list 同写"));
    }
    if (!cli_sit(context, &desk, &code)) {
        return code;
    }
    if (wanted.directory == NULL && desk.settings->backup_directory[0] != '\0') {
        wanted.directory = desk.settings->backup_directory;
    }
    if (wanted.file == NULL && wanted.directory == NULL) {
        code = cli_usage(context, "backup",
                         wanted.is_list
                             ? _("没有设置 backup_directory，请用 --directory 写明列出哪个目录里的备份")
                             : _("请写备份到哪个文件，或 --directory 目录，或设好 backup_directory 选项"));
    } else {
        code = wanted.is_list ? list(context, &desk, wanted.directory) : make(context, &desk, &wanted);
    }
    desk_close(&desk);
    return code;
}
