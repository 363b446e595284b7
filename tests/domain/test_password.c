/* Which passwords are refused. */

#include <string.h>

#include "suite.h"
#include "zuoxi/domain/password.h"

static void judged(enum password_fault fault, const char *const *passwords)
{
    for (size_t i = 0; passwords[i] != NULL; i++) {
        ck_assert_msg(password_judge(passwords[i], "1001", 8) == fault, "%s: %s", passwords[i],
                      password_fault_text(password_judge(passwords[i], "1001", 8)));
    }
}

START_TEST(password__long_enough_and_not_easily_guessed__is_fine)
{
    static const char *const fine[] = {"晴天去北湖划船吧",  "kettle-maple-27", "10013577", "abcdabce",
                                       "  spaces  are  ok", "8a3k1m7z",        NULL};
    judged(PASSWORD_FINE, fine);
    ck_assert_str_eq(password_fault_text(PASSWORD_FINE), "");
}
END_TEST

START_TEST(password__length__counts_characters_and_not_bytes)
{
    static const char *const brief[] = {"", "demo", "七个汉字不够啊", "abcdef7", NULL};
    char huge[PASSWORD_BYTES_MAX + 2];
    judged(PASSWORD_SHORT, brief);
    ck_assert_int_eq(password_judge("demo", "1001", 4), PASSWORD_FINE);
    memset(huge, 'x', sizeof(huge) - 1);
    huge[sizeof(huge) - 1] = '\0';
    ck_assert_int_eq(password_judge(huge, "1001", 8), PASSWORD_LONG);
}
END_TEST

START_TEST(password__that_anybody_would_try__is_refused_with_the_reason)
{
    static const char *const badges[] = {"10011001", "100110011001", "10011001100", NULL};
    static const char *const repeated[] = {"88888888", "abababab", "你你你你你你你你", "xyzxyzxyz", NULL};
    static const char *const sequences[] = {"12345678",   "87654321", "abcdefgh",
                                            "7890123456", "hgfedcba", NULL};
    static const char *const known[] = {"PassWord", "1qaz2wsx", "woaini1314", NULL};
    static const char *const unseen[] = {"abc\tdefgh", "abcdefg\n",
                                         "abcd\xff"
                                         "efgh",
                                         NULL};
    judged(PASSWORD_BADGE, badges);
    judged(PASSWORD_REPEATED, repeated);
    judged(PASSWORD_SEQUENCE, sequences);
    judged(PASSWORD_COMMON, known);
    judged(PASSWORD_UNSEEN, unseen);
    for (int fault = PASSWORD_SHORT; fault < PASSWORD_FAULTS; fault++) {
        ck_assert_str_ne(password_fault_text((enum password_fault)fault), "");
    }
}
END_TEST

SUITE_MAIN("password", password__long_enough_and_not_easily_guessed__is_fine,
           password__length__counts_characters_and_not_bytes,
           password__that_anybody_would_try__is_refused_with_the_reason)
