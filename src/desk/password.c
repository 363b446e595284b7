/* The password helper: the only code that hashes, always in a process of its own (139 ms, 130 MB). */

#include <crypt.h>
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/desk/session.h"
#include "zuoxi/domain/password.h"

#define CRYPT_LIBRARY "libcrypt.so.1"
#define YESCRYPT_COST 8
#define HELPER_INPUT  4096

static size_t read_all(char *buffer, size_t size)
{
    size_t length = 0;
    ssize_t got;
    while (length < size && (got = read(STDIN_FILENO, buffer + length, size - length)) > 0) {
        length += (size_t)got;
    }
    return length;
}

/* Compare all bytes whatever the first difference, so that the time tells nothing. */
static bool same_text(const char *left, const char *right)
{
    size_t length = strlen(left);
    unsigned char difference = length != strlen(right);
    for (size_t i = 0; i < length && right[i] != '\0'; i++) {
        difference |= (unsigned char)(left[i] ^ right[i]);
    }
    return difference == 0;
}

/* The two functions of <crypt.h> that are used. */
struct hasher {
    char *(*salt)(const char *prefix, unsigned long cost, const char *random, int count, char *out, int size);
    char *(*hash)(const char *password, const char *salt, void *data, int size);
};

/* Opened here and not linked: every other start of the program goes without it (3 % of the time to sign-in).
 */
static bool open_hasher(struct hasher *hasher)
{
    void *library = dlopen(CRYPT_LIBRARY, RTLD_NOW | RTLD_LOCAL);
    void *salt = library == NULL ? NULL : dlsym(library, "crypt_gensalt_rn");
    void *hash = library == NULL ? NULL : dlsym(library, "crypt_rn");
    memcpy(&hasher->salt, &salt, sizeof(salt)); /* C has no cast from an object's pointer to a function's */
    memcpy(&hasher->hash, &hash, sizeof(hash));
    return salt != NULL && hash != NULL;
}

static int helper_make(const struct hasher *hasher, char *password, struct crypt_data *data)
{
    char salt[CRYPT_GENSALT_OUTPUT_SIZE];
    if (hasher->salt("$y$", YESCRYPT_COST, NULL, 0, salt, sizeof(salt)) == NULL) {
        return 1;
    }
    const char *hash = hasher->hash(password, salt, data, (int)sizeof(*data));
    if (hash == NULL) {
        return 1;
    }
    return fputs(hash, stdout) == EOF || fflush(stdout) != 0;
}

/* Cut the line off at *rest, which moves behind it; NULL when there is no end of line. */
static char *cut_line(char **rest)
{
    char *line = *rest, *end = strchr(line, '\n');
    if (end == NULL) {
        return NULL;
    }
    *end = '\0';
    *rest = end + 1;
    return line;
}

static bool fits(const struct hasher *hasher, const char *password, const char *hash, struct crypt_data *data)
{
    const char *made = hasher->hash(password, hash, data, (int)sizeof(*data));
    return made != NULL && same_text(made, hash);
}

static int say(const char *answer)
{
    return fputs(answer, stdout) == EOF || fflush(stdout) != 0;
}

static int helper_check(const struct hasher *hasher, char *rest, struct crypt_data *data)
{
    const char *hash = cut_line(&rest);
    return hash == NULL ? 1 : say(fits(hasher, rest, hash, data) ? "yes" : "no");
}

static int helper_renew(const struct hasher *hasher, char *rest, struct crypt_data *data)
{
    const char *hash = cut_line(&rest);
    if (hash == NULL) {
        return 1;
    }
    return fits(hasher, rest, hash, data) ? say("same") : helper_make(hasher, rest, data);
}

static int helper_change(const struct hasher *hasher, char *rest, struct crypt_data *data)
{
    const char *hash = cut_line(&rest), *old = hash == NULL ? NULL : cut_line(&rest);
    if (old == NULL) {
        return 1;
    }
    if (!fits(hasher, old, hash, data)) {
        return say("no");
    }
    return strcmp(old, rest) == 0 ? say("same") : helper_make(hasher, rest, data);
}

int session_helper(void)
{
    static const struct {
        const char *verb;
        int (*run)(const struct hasher *hasher, char *rest, struct crypt_data *data);
    } verbs[] = {
        {"check", helper_check}, {"change", helper_change}, {"renew", helper_renew}, {"hash", helper_make}};
    char input[HELPER_INPUT + 1], *rest = input;
    struct crypt_data *data = mem_new(1, sizeof(*data));
    struct hasher hasher;
    int code = 1;
    input[read_all(input, HELPER_INPUT)] = '\0';
    const char *verb = cut_line(&rest);
    for (size_t i = 0; verb != NULL && i < sizeof(verbs) / sizeof(verbs[0]); i++) {
        if (strcmp(verb, verbs[i].verb) == 0 && open_hasher(&hasher)) {
            code = verbs[i].run(&hasher, rest, data);
        }
    }
    explicit_bzero(input, sizeof(input));
    explicit_bzero(data, sizeof(*data));
    free(data);
    return code;
}

enum status session_judge(const struct settings *settings, const char *badge, const char *password,
                          struct err *err)
{
    enum password_fault fault = password_judge(password, badge, settings->password_min);
    if (fault == PASSWORD_FINE) {
        return STATUS_OK;
    }
    err_set(err, STATUS_INVALID, _("这个密码%s"), password_fault_text(fault));
    return err_advise(err, _("请换一个至少%d个字符、不易猜到的"), settings->password_min);
}

enum status session_hash_start(struct child *child, const char *password, struct err *err)
{
    if (password[0] == '\0' || strlen(password) > PASSWORD_BYTES_MAX || strpbrk(password, "\r\n") != NULL) {
        return err_set(err, STATUS_INVALID, _("密码不能是空的，最多%d个字节，不能含换行"),
                       PASSWORD_BYTES_MAX);
    }
    char input[PASSWORD_BYTES_MAX + 8];
    char *argv[] = {"zuoxi", "helper-password", NULL};
    int length = snprintf(input, sizeof(input), "hash\n%s", password);
    enum status status = child_start(child, argv, input, (size_t)length, err);
    explicit_bzero(input, sizeof(input));
    return status;
}

enum status session_hash_take(struct child *child, char out[256], struct err *err)
{
    bool is_good = child->exit_code == 0 && text_copy(out, 256, str_text(&child->output)) && out[0] == '$';
    child_stop(child);
    if (!is_good) {
        out[0] = '\0';
        err_set(err, STATUS_FAILED, _("无法生成密码的散列值"));
        return err_advise(err, _("内存可能不足(需要130 MB)，请稍后再试"));
    }
    return STATUS_OK;
}

enum status session_hash(const char *password, char out[256], struct err *err)
{
    struct child child;
    out[0] = '\0';
    enum status status = session_hash_start(&child, password, err);
    if (status != STATUS_OK) {
        return status;
    }
    child_wait(&child);
    return session_hash_take(&child, out, err);
}
