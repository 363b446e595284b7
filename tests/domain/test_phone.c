#include "suite.h"

#include <string.h>

#include "domain/reference.h"
#include "zuoxi/domain/phone.h"

START_TEST(normalise__what_people_write__becomes_digits)
{
    static const char *const rows[][2] = {{"13800001234", "13800001234"},
                                          {" 138 0000 1234 ", "13800001234"},
                                          {"138-0000-1234", "13800001234"},
                                          {"１３８００００１２３４", "13800001234"},
                                          {"（010）0000－1234", "01000001234"},
                                          {"(0311) 000 1234", "03110001234"},
                                          {"+86 138 0000 1234", "+8613800001234"},
                                          {"＋86138　0000　1234", "+8613800001234"},
                                          {"110", "110"},
                                          {"", ""},
                                          {" - ", ""},
                                          {"12345678901234567890", "12345678901234567890"},
                                          {"+12345678901234567890", "+12345678901234567890"}};
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        char out[PHONE_SIZE];
        ck_assert_msg(phone_normalise(rows[i][0], out), "%s", rows[i][0]);
        ck_assert_str_eq(out, rows[i][1]);
    }
}
END_TEST

START_TEST(normalise__what_is_no_number__is_refused)
{
    static const char *const bad[] = {"138a0000",  "电话",      "123456789012345678901",
                                      "+",         "1+2",       "138#",
                                      "*67",       "8001转123", "138\xff",
                                      "138\t0000", "13,800",    "+ ",
                                      "++86"};
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        char out[PHONE_SIZE] = "x";
        ck_assert_msg(!phone_normalise(bad[i], out), "%s", bad[i]);
        ck_assert_str_eq(out, "");
    }
}
END_TEST

START_TEST(group__numbers__read_as_people_say_them)
{
    static const char *const rows[][2] = {{"13800001234", "138 0000 1234"},
                                          {"01000001234", "010 0000 1234"},
                                          {"0210001234", "021 000 1234"},
                                          {"03110001234", "0311 000 1234"},
                                          {"031100001234", "0311 0000 1234"},
                                          {"+8613800001234", "+86 138 0000 1234"},
                                          {"+15550001234", "+155 5000 1234"},
                                          {"4000001234", "40 0000 1234"},
                                          {"00001234", "0000 1234"},
                                          {"0001234", "000 1234"},
                                          {"95598", "95598"},
                                          {"110", "110"},
                                          {"", ""},
                                          {"12345678901234567890", "1234 5678 9012 3456 7890"},
                                          {"未知", "未知"}};
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        char out[PHONE_SIZE];
        phone_group(rows[i][0], out);
        ck_assert_str_eq(out, rows[i][1]);
    }
}
END_TEST

START_TEST(mask__numbers__keep_what_tells_callers_apart_and_no_more)
{
    static const char *const rows[][2] = {{"13800001234", "138****1234"},
                                          {"01000001234", "010****1234"},
                                          {"031100001234", "031*****1234"},
                                          {"+8613800001234", "+861******1234"},
                                          {"00001234", "******34"},
                                          {"95598", "***98"},
                                          {"1234", "***4"},
                                          {"110", "***"},
                                          {"12", "12"},
                                          {"", ""},
                                          {"张先生13800001234", "****"}};
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        char out[PHONE_SIZE];
        phone_mask(rows[i][0], out);
        ck_assert_str_eq(out, rows[i][1]);
    }
}
END_TEST

START_TEST(phone__random_text__keeps_its_digits_through_grouping)
{
    static const char *const pieces[] = {"0", "1", "3",  "8",  "9",  "5",    "7", " ",  "-",
                                         "+", "(", "０", "９", "　", "\xff", "a", "号", ")"};
    uint64_t seed = 12;
    for (int i = 0; i < 50000; i++) {
        char text[128] = "", digits[PHONE_SIZE], again[PHONE_SIZE], shown[PHONE_SIZE];
        uint32_t usable =
            reference_random(&seed, 3) == 0 ? 18 : 14; /* two of three without foreign characters */
        for (uint32_t k = reference_random(&seed, 26); k > 0; k--) {
            strcat(text, pieces[reference_random(&seed, usable)]);
        }
        if (!phone_normalise(text, digits)) {
            ck_assert_str_eq(digits, "");
            phone_group(text, shown);
            phone_mask(text, shown);
            continue;
        }
        ck_assert(phone_normalise(digits, again));
        ck_assert_str_eq(again, digits);
        phone_group(digits, shown);
        ck_assert(phone_normalise(shown, again));
        ck_assert_str_eq(again, digits);
        phone_mask(digits, shown);
        ck_assert_uint_eq(strlen(shown), strlen(digits));
    }
}
END_TEST

SUITE_MAIN("domain/phone", normalise__what_people_write__becomes_digits,
           normalise__what_is_no_number__is_refused, group__numbers__read_as_people_say_them,
           mask__numbers__keep_what_tells_callers_apart_and_no_more,
           phone__random_text__keeps_its_digits_through_grouping)
