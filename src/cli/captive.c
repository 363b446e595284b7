#include "zuoxi/cli/captive.h"

#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "zuoxi/base/text.h"

#define LOGIN_NAME   "zuoxi-login"
#define PROGRAM_NAME "zuoxi"
#define KEPT_MAX     8
#define VALUE_SIZE   129
#define FILES_MAX    256 /* descriptors; a desk has some thirty */

static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/*
 * What may come from outside, and of which signs: names without a slash, so that they name no file.
 * Everything else goes: LD_*, LOCPATH, TERMINFO, NCURSES_*, XDG_*, ZUOXI_*, TZ, HOME, PATH.
 */
static const struct kept {
    const char *name, *signs, *fallback; /* fallback NULL: left out */
} kept[] = {
    {"TERM", "+-._", "xterm-256color"}, {"LANG", "-._@", "C.UTF-8"}, {"LC_ALL", "-._@", NULL},
    {"LC_CTYPE", "-._@", NULL},         {"COLORTERM", "-", NULL},    {"NO_COLOR", "", NULL},
    {"SSH_CONNECTION", ".: ", NULL}, /* sshd's own; the audit tells it */
};
#define KEPT_COUNT (sizeof(kept) / sizeof(kept[0]))

static const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash != NULL ? slash + 1 : path;
}

bool captive_is_asked(const char *argv0)
{
    const char *name = argv0 != NULL ? base_name(argv0) : "";
    if (name[0] == '-') { /* login(1) and sshd write it so: whichever name the account's shell was given */
        return strcmp(name + 1, LOGIN_NAME) == 0 || strcmp(name + 1, PROGRAM_NAME) == 0;
    }
    return strcmp(name, LOGIN_NAME) == 0;
}

static bool is_harmless(const char *value, const char *signs)
{
    size_t length = strlen(value);
    for (size_t i = 0; i < length; i++) {
        if (strchr(letters, value[i]) == NULL && strchr(signs, value[i]) == NULL) {
            return false;
        }
    }
    return length > 0 && length < VALUE_SIZE && value[0] != '-' && value[0] != '.';
}

/* Its own home, from the system's list of accounts and not from the environment. */
static void set_account(void)
{
    const struct passwd *account = getpwuid(getuid());
    setenv("PATH", "/usr/local/bin:/usr/bin:/bin", 1);
    setenv("HOME", account != NULL ? account->pw_dir : "/nonexistent", 1);
    setenv("USER", account != NULL ? account->pw_name : "", 1);
    setenv("LOGNAME", account != NULL ? account->pw_name : "", 1);
}

static void limit_files(void)
{
    struct rlimit now;
    if (getrlimit(RLIMIT_NOFILE, &now) == 0 && now.rlim_max > FILES_MAX) {
        now = (struct rlimit){FILES_MAX, FILES_MAX};
        setrlimit(RLIMIT_NOFILE, &now);
    }
}

void captive_confine(void)
{
    char values[KEPT_COUNT][VALUE_SIZE];
    for (size_t i = 0; i < KEPT_COUNT; i++) {
        const char *value = getenv(kept[i].name);
        bool is_kept = value != NULL && is_harmless(value, kept[i].signs);
        snprintf(values[i], VALUE_SIZE, "%s",
                 is_kept                    ? value
                 : kept[i].fallback != NULL ? kept[i].fallback
                                            : "");
    }
    clearenv();
    set_account();
    for (size_t i = 0; i < KEPT_COUNT; i++) {
        if (values[i][0] != '\0') {
            setenv(kept[i].name, values[i], 1);
        }
    }
    umask(077);
    limit_files();
}

/* sshd with ForceCommand starts the account's shell, this program, with: -c /usr/local/bin/zuoxi-login */
static bool is_own_command(int argc, char **argv)
{
    return argc == 1 || (argc == 3 && strcmp(argv[1], "-c") == 0 && captive_is_asked(argv[2]));
}

/* Root's, and nobody else may write there. */
static bool is_roots(const char *path)
{
    struct stat info;
    return stat(path, &info) == 0 && S_ISREG(info.st_mode) && info.st_uid == 0 && (info.st_mode & 022) == 0;
}

bool captive_may_start(int argc, char **argv, const char **why)
{
    *why = NULL;
    if (!is_own_command(argc, argv)) {
        *why = _("这个账号只能打开坐席台，不能运行命令、传文件");
    } else if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO)) {
        *why = _("这个账号只能在终端上打开坐席台");
    } else if (!is_roots(CAPTIVE_CONFIG)) {
        *why = _("没有 " CAPTIVE_CONFIG "，或它不归 root：请管理员按 man zuoxi-deploy 设好");
    }
    return *why == NULL;
}
