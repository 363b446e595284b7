/* The password helper: the only code that hashes, always in a process of its own (139 ms, 130 MB). */

#include <crypt.h>
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/base/utf8.h"
#include "zuoxi/desk/session.h"

#define CRYPT_LIBRARY "libcrypt.so.1"
#define YESCRYPT_COST 8
#define PASSWORD_MIN  4
#define PASSWORD_MAX  200
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

static int helper_hash(const struct hasher *hasher, const char *password, struct crypt_data *data)
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

static int helper_check(const struct hasher *hasher, char *rest, struct crypt_data *data)
{
    char *end = strchr(rest, '\n');
    if (end == NULL) {
        return 1;
    }
    *end = '\0';
    const char *hash = hasher->hash(end + 1, rest, data, (int)sizeof(*data));
    if (hash == NULL) {
        return 1;
    }
    return fputs(same_text(hash, rest) ? "yes" : "no", stdout) == EOF || fflush(stdout) != 0;
}

int session_helper(void)
{
    static const char check[] = "check\n", make[] = "hash\n";
    char input[HELPER_INPUT + 1];
    struct crypt_data *data = mem_new(1, sizeof(*data));
    struct hasher hasher;
    int code = 1;
    input[read_all(input, HELPER_INPUT)] = '\0';
    if (!open_hasher(&hasher)) {
        code = 1;
    } else if (strncmp(input, check, strlen(check)) == 0) {
        code = helper_check(&hasher, input + strlen(check), data);
    } else if (strncmp(input, make, strlen(make)) == 0) {
        code = helper_hash(&hasher, input + strlen(make), data);
    }
    explicit_bzero(input, sizeof(input));
    explicit_bzero(data, sizeof(*data));
    free(data);
    return code;
}

enum status session_hash(const char *password, char out[256], struct err *err)
{
    out[0] = '\0';
    if (utf8_count(password) < PASSWORD_MIN) {
        return err_set(err, STATUS_INVALID, _("密码至少%d个字符"), PASSWORD_MIN);
    }
    if (strlen(password) > PASSWORD_MAX || strpbrk(password, "\r\n") != NULL) {
        return err_set(err, STATUS_INVALID, _("密码最多%d个字节，不能含换行"), PASSWORD_MAX);
    }
    char input[PASSWORD_MAX + 8];
    char *argv[] = {"zuoxi", "helper-password", NULL};
    int length = snprintf(input, sizeof(input), "hash\n%s", password);
    struct child child;
    enum status status = child_start(&child, argv, input, (size_t)length, err);
    explicit_bzero(input, sizeof(input));
    if (status != STATUS_OK) {
        return status;
    }
    child_wait(&child);
    bool is_good = child.exit_code == 0 && text_copy(out, 256, str_text(&child.output)) && out[0] == '$';
    child_stop(&child);
    if (!is_good) {
        err_set(err, STATUS_FAILED, _("无法生成密码的散列值"));
        return err_advise(err, _("内存可能不足(需要130 MB)，请稍后再试"));
    }
    return STATUS_OK;
}
