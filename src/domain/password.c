#include "zuoxi/domain/password.h"

#include <stdbool.h>
#include <stddef.h>
#include <string.h>
#include <strings.h>

#include "zuoxi/base/text.h"
#include "zuoxi/base/utf8.h"

#define PERIOD_MAX 3 /* bytes, a Chinese character; "abcdabcd" are two words */

/* Tried first by whoever guesses. What the other rules catch does not stand here. */
static const char *const common[] = {
    "password",  "passw0rd",  "p@ssw0rd",   "p@ssword",   "password1",  "password123", "1q2w3e4r",
    "1qaz2wsx",  "qwertyui",  "qwer1234",   "qwerty123",  "qwertyuiop", "asdfghjk",    "asdf1234",
    "zxcvbnm1",  "abcd1234",  "abc12345",   "abc123456",  "a1234567",   "a12345678",   "aa123456",
    "123456aa",  "123456abc", "admin123",   "admin1234",  "admin888",   "adminadmin",  "root1234",
    "welcome1",  "iloveyou",  "woaini520",  "woaini1314", "5201314520", "13145200",    "88888888a",
    "12344321",  "11223344",  "123123123a", "zuoxi123",   "zuoxi1234",  "1234qwer",    "q1w2e3r4",
    "147258369", "159357456", "789456123",  "987654321a", "letmein1",   "changeme",
};

static bool is_common(const char *password)
{
    for (size_t i = 0; i < sizeof(common) / sizeof(common[0]); i++) {
        if (strcasecmp(password, common[i]) == 0) {
            return true;
        }
    }
    return false;
}

/* Does text consist of its first `period` bytes over and over? */
static bool repeats(const char *text, size_t period)
{
    size_t length = strlen(text);
    for (size_t i = period; i < length; i++) {
        if (text[i] != text[i - period]) {
            return false;
        }
    }
    return length > period;
}

static bool is_repeated(const char *password)
{
    for (size_t period = 1; period <= PERIOD_MAX; period++) {
        if (repeats(password, period)) {
            return true;
        }
    }
    return false;
}

static bool is_badge(const char *password, const char *badge)
{
    size_t length = strlen(badge);
    return length > 0 && strncmp(password, badge, length) == 0 &&
           (password[length] == '\0' || repeats(password, length));
}

/* Every character one more, or one less, than the one before; 0 may follow 9. */
static bool is_sequence(const char *password)
{
    for (int step = -1; step <= 1; step += 2) {
        const char *at = password;
        while (at[0] != '\0' && at[1] != '\0' &&
               (at[1] == at[0] + step || (at[0] == '9' && at[1] == '0' && step == 1) ||
                (at[0] == '0' && at[1] == '9' && step == -1))) {
            at++;
        }
        if (at[0] != '\0' && at[1] == '\0' && at != password) {
            return true;
        }
    }
    return false;
}

static bool has_control(const char *password)
{
    for (const unsigned char *byte = (const unsigned char *)password; *byte != '\0'; byte++) {
        if (*byte < ' ' || *byte == 0x7f) {
            return true;
        }
    }
    return !utf8_is_valid(password, strlen(password));
}

enum password_fault password_judge(const char *password, const char *badge, int min)
{
    if (strlen(password) > PASSWORD_BYTES_MAX) {
        return PASSWORD_LONG;
    }
    if (has_control(password)) {
        return PASSWORD_UNSEEN;
    }
    if ((int)utf8_count(password) < min) {
        return PASSWORD_SHORT;
    }
    if (is_badge(password, badge)) {
        return PASSWORD_BADGE;
    }
    return is_repeated(password)   ? PASSWORD_REPEATED
           : is_sequence(password) ? PASSWORD_SEQUENCE
           : is_common(password)   ? PASSWORD_COMMON
                                   : PASSWORD_FINE;
}

const char *password_fault_text(enum password_fault fault)
{
    static const char *const texts[PASSWORD_FAULTS] = {
        [PASSWORD_FINE] = "",
        [PASSWORD_SHORT] = N_("太短"),
        [PASSWORD_LONG] = N_("太长"),
        [PASSWORD_UNSEEN] = N_("含有看不见的字符"),
        [PASSWORD_BADGE] = N_("就是工号"),
        [PASSWORD_REPEATED] = N_("是同样几个字符的重复"),
        [PASSWORD_SEQUENCE] = N_("是连续的字符"),
        [PASSWORD_COMMON] = N_("是最常见的密码之一"),
    };
    return fault > PASSWORD_FINE && fault < PASSWORD_FAULTS ? _(texts[fault]) : "";
}
