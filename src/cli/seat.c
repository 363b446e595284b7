#include "zuoxi/cli/seat.h"

#include <fcntl.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "zuoxi/base/text.h"
#include "zuoxi/base/utf8.h"
#include "zuoxi/cli/report.h"
#include "zuoxi/desk/session.h"

#define PASSWORD_SIZE 256
/* Bytes a terminal sends for the keys that matter while a password is typed. */
#define KEY_CANCEL     3
#define KEY_END        4
#define KEY_BACKSPACE  8
#define KEY_DELETE     127
#define PASSWORD_LIMIT 4096 /* bytes of a password file */

void cli_database(const struct cli_context *context, char out[PATH_SIZE])
{
    if (context->options.database != NULL) {
        text_copy(out, PATH_SIZE, context->options.database);
    } else if (context->config.settings.database[0] != '\0') {
        text_copy(out, PATH_SIZE, context->config.settings.database);
    } else {
        path_state(out, "zuoxi.db");
    }
}

/* The database says which trade it is for; the configuration follows it, unless --profile says otherwise. */
static enum status follow_profile(struct cli_context *context, const struct desk *desk, struct err *err)
{
    char wanted[32];
    text_copy(wanted, sizeof(wanted), desk_profile(desk));
    if (wanted[0] == '\0' || strcmp(wanted, context->config.profile.name) == 0) {
        return STATUS_OK;
    }
    if (context->options.profile != NULL) {
        err_set(err, STATUS_USAGE, _("数据库属于行业 %s，不是 %s"), wanted, context->options.profile);
        return err_advise(err, _("请去掉 --profile"));
    }
    config_clear(&context->config);
    findings_clear(&context->findings);
    context->config_loaded = false;
    enum status status =
        config_load(&context->config, context->options.config, wanted, &context->findings, err);
    context->config_loaded = status == STATUS_OK;
    return status;
}

bool cli_reveal_reason(int argc, char **argv, const char **reason)
{
    *reason = argc == 5 ? argv[4] : NULL;
    return argc == 3 || (argc == 5 && strcmp(argv[3], "--reveal") == 0);
}

enum status cli_sign_in(struct cli_context *context, struct desk *desk, struct err *err)
{
    const struct cli_options *options = &context->options;
    if (options->badge == NULL || (options->password_file == NULL && desk_is_owner(desk))) {
        return session_act_as_owner(desk, options->badge, err);
    }
    char password[PASSWORD_SIZE];
    enum status status = cli_password(options->password_file, _("密码:"), password, err);
    if (status == STATUS_OK) {
        status = session_act_as(desk, options->badge, password, err);
    }
    explicit_bzero(password, sizeof(password));
    return status;
}

bool cli_sit(struct cli_context *context, struct desk *desk, int *code)
{
    char path[PATH_SIZE];
    struct err err = {0};
    *desk = (struct desk){0};
    enum status status = cli_config(context, &err);
    if (status == STATUS_OK) {
        cli_database(context, path);
        status = desk_open(desk, path, &context->config.settings, &context->config.profile,
                           &context->config.book, context->clock, &err);
        if (status == STATUS_NOT_FOUND) {
            err_advise(&err, _("请先运行 zuoxi init 新建数据库，或用 --database 指定"));
        }
    }
    if (status == STATUS_OK) {
        status = follow_profile(context, desk, &err);
    }
    if (status == STATUS_OK) {
        status = cli_sign_in(context, desk, &err);
    }
    if (status == STATUS_OK) {
        return true;
    }
    *code = cli_fail(context, &err);
    desk_close(desk);
    return false;
}

/* "list、show 或 new" */
static void name_verbs(const struct cli_verb *verbs, size_t count, struct str *names)
{
    for (size_t i = 0; i < count; i++) {
        str_add(names, i == 0 ? "" : i + 1 < count ? "、" : _(" 或 "));
        str_add(names, verbs[i].name);
    }
}

static int refuse_verb(struct cli_context *context, const char *command, const struct cli_verb *verbs,
                       size_t count, const char *word)
{
    struct str names = {0};
    name_verbs(verbs, count, &names);
    int code = word == NULL ? cli_usage(context, command, _("请写 %s"), str_text(&names))
                            : cli_usage(context, command, _("不认识“%s”，请写 %s"), word, str_text(&names));
    str_free(&names);
    return code;
}

int cli_run_verb(struct cli_context *context, const char *command, const struct cli_verb *verbs, size_t count,
                 int argc, char **argv)
{
    struct desk desk;
    int code = 0;
    size_t found = 0;
    while (found < count && (argc < 2 || strcmp(verbs[found].name, argv[1]) != 0)) {
        found++;
    }
    if (found == count) {
        return refuse_verb(context, command, verbs, count, argc < 2 ? NULL : argv[1]);
    }
    if (argc < verbs[found].least || argc > verbs[found].most) {
        return cli_usage(context, command, "%s", _(verbs[found].wants));
    }
    if (cli_sit(context, &desk, &code)) {
        code = verbs[found].run(context, &desk, argc, argv);
        desk_close(&desk);
    }
    return code;
}

/* One unseen line. Ctrl-C and Ctrl-D give up: as signals they would leave the terminal without its echo. */
static bool read_line(int terminal, char out[PASSWORD_SIZE])
{
    size_t length = 0;
    char byte;
    while (read(terminal, &byte, 1) == 1) {
        if (byte == '\n' || byte == '\r') {
            out[length] = '\0';
            return true;
        }
        if (byte == KEY_CANCEL || byte == KEY_END || length + 1 == PASSWORD_SIZE) {
            return false;
        }
        if (byte == KEY_BACKSPACE || byte == KEY_DELETE) {
            length = length == 0 ? 0 : length - utf8_grapheme_before(out, length);
        } else {
            out[length++] = byte;
        }
    }
    return false;
}

/* The old settings come back whatever was typed. */
static enum status ask_terminal(const char *prompt, char out[PASSWORD_SIZE], struct err *err)
{
    struct termios before, silent;
    int terminal = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY);
    if (terminal < 0 || tcgetattr(terminal, &before) != 0) {
        if (terminal >= 0) {
            close(terminal);
        }
        err_set(err, STATUS_USAGE, _("没有终端可以输入密码"));
        return err_advise(err, _("请用 --password-file 文件"));
    }
    silent = before;
    silent.c_lflag &= ~(tcflag_t)(ECHO | ICANON | ISIG);
    tcsetattr(terminal, TCSAFLUSH, &silent);
    bool is_read = write(terminal, prompt, strlen(prompt)) >= 0 && read_line(terminal, out);
    tcsetattr(terminal, TCSAFLUSH, &before);
    is_read = write(terminal, "\n", 1) == 1 && is_read;
    close(terminal);
    if (is_read) {
        return STATUS_OK;
    }
    explicit_bzero(out, PASSWORD_SIZE);
    return err_set(err, STATUS_INVALID, _("没有输入密码，或密码太长"));
}

enum status cli_password(const char *file, const char *prompt, char out[256], struct err *err)
{
    out[0] = '\0';
    if (file == NULL) {
        return ask_terminal(prompt, out, err);
    }
    struct str text = {0};
    enum status status = path_read(file, PASSWORD_LIMIT, &text, err);
    if (status == STATUS_OK) {
        size_t length = strcspn(str_text(&text), "\r\n");
        if (length == 0 || length >= PASSWORD_SIZE) {
            status = err_set(err, STATUS_INVALID, _("密码文件的第一行是空的或太长"));
            err_where(err, "%s", file);
        } else {
            memcpy(out, text.bytes, length);
            out[length] = '\0';
        }
    }
    if (text.bytes != NULL) {
        explicit_bzero(text.bytes, text.length);
    }
    str_free(&text);
    return status;
}

enum status cli_new_hash(const struct cli_context *context, const char *badge, const char *file,
                         char hash[256], struct err *err)
{
    char password[PASSWORD_SIZE], again[PASSWORD_SIZE] = "";
    enum status status = cli_password(file, _("新密码:"), password, err);
    if (status == STATUS_OK && file == NULL) {
        status = cli_password(NULL, _("再输一次:"), again, err);
        if (status == STATUS_OK && strcmp(password, again) != 0) {
            status = err_set(err, STATUS_INVALID, _("两次输入的密码不一样"));
        }
    }
    if (status == STATUS_OK) {
        status = session_judge(&context->config.settings, badge, password, err);
    }
    if (status == STATUS_OK) {
        status = session_hash(password, hash, err);
    }
    explicit_bzero(password, sizeof(password));
    explicit_bzero(again, sizeof(again));
    return status;
}
