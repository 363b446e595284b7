/* zuoxi user add|passwd|list|rename|role|disable|enable: accounts. */

#include <stdlib.h>
#include <string.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/cli/commands.h"
#include "zuoxi/cli/seat.h"
#include "zuoxi/cli/show.h"
#include "zuoxi/desk/account.h"

struct user_words {
    const char *words[3]; /* badge, name, role */
    int count;
    const char *password_file; /* of the account, not of who acts */
};

/* The text after "name=" as `case new` takes its fields, NULL for anything else. */
static const char *value_of(const char *argument, const char *name)
{
    size_t length = strlen(name);
    return strncmp(argument, name, length) == 0 && argument[length] == '=' ? argument + length + 1 : NULL;
}

static int parse_words(struct cli_context *context, int argc, char **argv, int max, struct user_words *words)
{
    static const char *const named[] = {"", "--name", "--role"}; /* the badge is always positional */
    *words = (struct user_words){0};
    for (int i = 2; i < argc; i++) {
        const char *value = cli_option(argc, argv, &i, "--new-password-file");
        if (value != NULL) {
            words->password_file = value;
            continue;
        }
        bool is_named = false;
        for (int j = 1; j < max && !is_named; j++) {
            value = cli_option(argc, argv, &i, named[j]);
            if (value == NULL) {
                value = value_of(argv[i], named[j] + strlen("--"));
            }
            is_named = value != NULL;
            if (is_named) {
                words->words[j] = value;
            }
        }
        if (is_named) {
            continue;
        }
        if (argv[i][0] == '-' || words->count == max) {
            return cli_usage(context, "user", _("不认识“%s”"), argv[i]);
        }
        words->words[words->count++] = argv[i];
    }
    /* Whoever acts without a badge needs no password: then --password-file can only mean the account's. */
    if (words->password_file == NULL && context->options.badge == NULL) {
        words->password_file = context->options.password_file;
    }
    return 0;
}

static int change_person(struct cli_context *context, task_work work, const struct user_words *words,
                         const char *done)
{
    struct person_change change = {0};
    struct desk desk;
    struct err err = {0};
    int code = 0;
    if (!text_copy(change.person.badge, sizeof(change.person.badge), words->words[0]) ||
        !text_copy(change.person.name, sizeof(change.person.name),
                   words->words[1] == NULL ? "" : words->words[1])) {
        return cli_usage(context, "user", _("工号最多20个字节，姓名最多40个字"));
    }
    change.person.role = words->words[2] == NULL ? ROLE_NONE : role_parse(words->words[2]);
    if (words->words[2] != NULL && change.person.role == ROLE_NONE) {
        return cli_usage(context, "user", _("角色应为 operator、lead 或 admin，不是“%s”"), words->words[2]);
    }
    if (!cli_sit(context, &desk, &code)) {
        return code;
    }
    struct rights_object account = {.is_own = strcmp(desk.actor.badge, change.person.badge) == 0};
    enum right right = work == people_set_password ? RIGHT_PASSWORD_SET : RIGHT_USER_MANAGE;
    /* Refuse before asking for a password that would not be used. */
    enum status status = desk_allow_on(&desk, right, &account, &err);
    if (status == STATUS_OK) {
        status = cli_new_hash(context, change.person.badge, words->password_file, change.hash, &err);
    }
    if (status == STATUS_OK) {
        request_make(change.request);
        status = task_run(&desk, work, &change, change.request, CLI_LIMIT_MS, NULL, &err);
    }
    explicit_bzero(change.hash, sizeof(change.hash));
    if (status == STATUS_OK) {
        cli_line(context->out, done, change.person.badge);
    } else {
        code = cli_fail(context, &err);
    }
    desk_close(&desk);
    return code;
}

static int user_add(struct cli_context *context, int argc, char **argv)
{
    struct user_words words;
    int code = parse_words(context, argc, argv, 3, &words);
    if (code != 0) {
        return code;
    }
    if (words.words[0] == NULL || words.words[1] == NULL || words.words[2] == NULL) {
        return cli_usage(context, "user", _("请给出工号、姓名和角色"));
    }
    return change_person(context, people_add, &words, _("已增加账号 %s"));
}

static int user_passwd(struct cli_context *context, int argc, char **argv)
{
    struct user_words words;
    int code = parse_words(context, argc, argv, 1, &words);
    if (code != 0) {
        return code;
    }
    if (words.words[0] == NULL) {
        return cli_usage(context, "user", _("请给出工号"));
    }
    return change_person(context, people_set_password, &words, _("已更换 %s 的密码"));
}

static void print_json(struct cli_context *context, const struct person *people, size_t count)
{
    json_t *list = json_array();
    for (size_t i = 0; i < count; i++) {
        json_t *object = json_object();
        json_object_set_new(object, "badge", cli_text_json(people[i].badge));
        json_object_set_new(object, "name", cli_text_json(people[i].name));
        json_object_set_new(object, "role", json_string(role_code(people[i].role)));
        json_object_set_new(object, "is_active", json_boolean(people[i].is_active));
        json_array_append_new(list, object);
    }
    cli_json(context, list);
}

static void print_table(struct cli_context *context, const struct person *people, size_t count)
{
    struct cli_table table = {.heads = {N_("工号"), N_("姓名"), N_("角色"), N_("状态")}};
    for (size_t i = 0; i < count; i++) {
        char(*cells)[128] = cli_table_add(&table);
        text_copy(cells[0], sizeof(cells[0]), people[i].badge);
        text_copy(cells[1], sizeof(cells[1]), people[i].name);
        text_copy(cells[2], sizeof(cells[2]), role_label(people[i].role));
        text_copy(cells[3], sizeof(cells[3]), people[i].is_active ? _("启用") : _("停用"));
    }
    cli_table_print(context->out, &table);
}

static int user_list(struct cli_context *context, int argc, char **argv)
{
    struct desk desk;
    struct err err = {0};
    size_t count = 0;
    int code = 0;
    if (argc > 2) {
        return cli_usage(context, "user", _("不认识“%s”"), argv[2]);
    }
    if (!cli_sit(context, &desk, &code)) {
        return code;
    }
    struct person *people = mem_new(PEOPLE_MAX + 1, sizeof(*people));
    if (people_list(&desk, people, PEOPLE_MAX + 1, &count, &err) == STATUS_OK) {
        cli_people_cut(context, &count);
        (context->options.json ? print_json : print_table)(context, people, count);
    } else {
        code = cli_fail(context, &err);
    }
    free(people);
    desk_close(&desk);
    return code;
}

/* What each verb makes of the account; false when the word after the badge cannot be that. */
static bool change_name(struct account *account, const char *word)
{
    return text_copy(account->name, sizeof(account->name), word);
}

static bool change_role(struct account *account, const char *word)
{
    return role_parse(word) != ROLE_NONE && text_copy(account->role, sizeof(account->role), word);
}

static bool disable(struct account *account, const char *word)
{
    account->is_active = false;
    return word == NULL;
}

static bool enable(struct account *account, const char *word)
{
    account->is_active = true;
    return word == NULL;
}

/* user rename BADGE NAME, role BADGE ROLE, disable BADGE, enable BADGE */
static int change_account(struct cli_context *context, int argc, char **argv, bool has_word,
                          bool (*change_it)(struct account *account, const char *word), const char *done)
{
    struct account_change change;
    struct desk desk;
    struct err err = {0};
    int code = 0;
    if (argc != (has_word ? 4 : 3) || argv[2][0] == '-') {
        return cli_usage(context, "user", has_word ? _("请给出工号和新的值") : _("请给出工号"));
    }
    if (!cli_sit(context, &desk, &code)) {
        return code;
    }
    enum status status = account_begin(&desk, argv[2], &change, &err);
    if (status == STATUS_OK && !change_it(&change.after, has_word ? argv[3] : NULL)) {
        desk_close(&desk);
        return cli_usage(context, "user", _("不能改成“%s”：姓名最多40个字，角色应为 operator、lead 或 admin"),
                         argv[3]);
    }
    if (status == STATUS_OK) {
        status = task_run(&desk, account_change, &change, NULL, CLI_LIMIT_MS, NULL, &err);
    }
    if (status == STATUS_OK) {
        cli_line(context->out, done, argv[2]);
    } else {
        code = cli_fail(context, &err);
    }
    desk_close(&desk);
    return code;
}

static int user_rename(struct cli_context *context, int argc, char **argv)
{
    return change_account(context, argc, argv, true, change_name, _("已改 %s 的姓名"));
}

static int user_role(struct cli_context *context, int argc, char **argv)
{
    return change_account(context, argc, argv, true, change_role, _("已改 %s 的角色，在线的已签退"));
}

static int user_disable(struct cli_context *context, int argc, char **argv)
{
    return change_account(context, argc, argv, false, disable, _("已停用 %s，在线的已签退"));
}

static int user_enable(struct cli_context *context, int argc, char **argv)
{
    return change_account(context, argc, argv, false, enable, _("已启用 %s"));
}

int cli_user(struct cli_context *context, int argc, char **argv)
{
    static const struct {
        const char *name;
        int (*run)(struct cli_context *context, int argc, char **argv);
    } actions[] = {{"add", user_add},       {"passwd", user_passwd}, {"list", user_list},
                   {"rename", user_rename}, {"role", user_role},     {"disable", user_disable},
                   {"enable", user_enable}};
    if (argc < 2) {
        return cli_usage(context, "user", _("请写 add、passwd、list、rename、role、disable 或 enable"));
    }
    for (size_t i = 0; i < sizeof(actions) / sizeof(actions[0]); i++) {
        if (strcmp(actions[i].name, argv[1]) == 0) {
            return actions[i].run(context, argc, argv);
        }
    }
    return cli_usage(context, "user",
                     _("不认识“%s”，请写 add、passwd、list、rename、role、disable 或 enable"), argv[1]);
}
