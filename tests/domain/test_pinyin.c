#include "suite.h"

#include <string.h>

#include "domain/reference.h"
#include "zuoxi/domain/pinyin.h"

struct row {
    const char *name, *letters;
};

static void assert_rows(const struct row *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        char out[64];
        pinyin_initials(rows[i].name, out, sizeof(out));
        ck_assert_msg(strcmp(out, rows[i].letters) == 0, "%s: %s, not %s", rows[i].name, out,
                      rows[i].letters);
    }
}
#define ASSERT_ROWS(rows) assert_rows(rows, sizeof(rows) / sizeof(rows[0]))

START_TEST(initials__surnames_that_read_otherwise_than_the_word__are_right)
{
    static const struct row rows[] = {
        {"曾丽", "zl"},    {"单建军", "sjj"}, {"解晓东", "xxd"}, {"仇永福", "qyf"}, {"查文斌", "zwb"},
        {"朴成林", "pcl"}, {"区志强", "ozq"}, {"尉迟恭", "ycg"}, {"万俟雪", "mqx"}, {"翟明", "zm"},
        {"盖玉梅", "gym"}, {"乐嘉怡", "yjy"}, {"召存信", "scx"}, {"缪春生", "mcs"}, {"宓静", "mj"},
        {"洗星", "xx"},    {"折可心", "skx"}, {"任伟", "rw"},    {"员外", "yw"},    {"黑强", "hq"},
        {"曲波", "qb"},    {"那英", "ny"},    {"华国", "hg"},    {"燕青", "yq"},    {"葛优", "gy"},
        {"牟海", "mh"},    {"逄涛", "pt"},    {"种师", "cs"},    {"覃春梅", "qcm"}, {"隗强", "wq"},
        {"郇勇", "xy"},    {"佴超", "nc"},    {"祭伟", "zw"},    {"繁星", "px"},    {"秘静", "bj"},
        {"阚丹", "kd"},    {"么红", "yh"},    {"乜平", "np"},    {"粘敏", "nm"},    {"句华", "gh"},
        {"藏军", "zj"},    {"澹台明", "ttm"}, {"冼美玲", "xml"}, {"谌磊", "cl"},    {"逯斌", "lb"},
        {"卜宇", "by"},    {"石玉珍", "syz"}, {"沈月娥", "sye"}, {"车晓", "cx"},    {"贾玲", "jl"},
        {"盛夏", "sx"},    {"臧秋", "zq"},    {"撒贝", "sb"},    {"哈林", "hl"},    {"郗慧", "xh"},
        {"瞿秋", "qq"},    {"柏松", "bs"},    {"薄冰", "bb"},    {"褚瑞", "cr"},    {"眭红", "sh"},
        {"令狐冲", "lhc"}, {"长孙丽", "zsl"}, {"宰父明", "zfm"}, {"单于飞", "syf"}, {"厍勇", "sy"},
        {"佘芳", "sf"},    {"尉建", "wj"},    {"万刚", "wg"},    {"宁静", "nj"},    {"费翔", "fx"},
    };
    ASSERT_ROWS(rows);
}
END_TEST

START_TEST(initials__common_names__give_a_letter_a_character)
{
    static const struct row rows[] = {
        {"王建国", "wjg"},    {"李秀英", "lxy"},    {"张伟", "zw"},    {"刘洋", "ly"},    {"陈刚", "cg"},
        {"杨桂兰", "ygl"},    {"赵敏", "zm"},       {"黄宏伟", "hhw"}, {"周涛", "zt"},    {"吴翠花", "wch"},
        {"徐文静", "xwj"},    {"孙丽", "sl"},       {"胡彩霞", "hcx"}, {"朱子轩", "zzx"}, {"高思雨", "gsy"},
        {"林欣怡", "lxy"},    {"何梓涵", "hzh"},    {"郭雅静", "gyj"}, {"马佳琪", "mjq"}, {"罗惠敏", "lhm"},
        {"梁素芬", "lsf"},    {"宋玉珍", "syz"},    {"郑冬梅", "zdm"}, {"谢亚男", "xyn"}, {"韩瑞芳", "hrf"},
        {"唐淑珍", "tsz"},    {"冯凤英", "ffy"},    {"于庆丰", "yqf"}, {"董世杰", "dsj"}, {"萧少华", "xsh"},
        {"欧阳振华", "oyzh"}, {"上官婉儿", "sgwe"}, {"司马光", "smg"}, {"诸葛亮", "zgl"}, {"司徒明", "stm"},
        {"夏侯敦", "xhd"},    {"皇甫勇", "hfy"},    {"公孙策", "gsc"}, {"慕容雪", "mrx"}, {"呼延庆", "hyq"},
        {"陆鑫淼", "lxm"},    {"蔡翀", "cc"},       {"魏喆", "wz"},    {"钟垚", "zy"},    {"方祎", "fy"},
        {"江晟", "js"},       {"白长春", "bcc"},    {"田长江", "tcj"}, {"金重光", "jcg"}, {"孔令奇", "klq"},
        {"安尔雅", "aey"},    {"鄂岚", "el"},       {"欧倩", "oq"},    {"易嗯", "yn"},    {"乔阿乐", "qal"},
        {"龚𬱖", "gd"},    {"王䶮", "wy"},       {"何〇", "hl"},
    };
    ASSERT_ROWS(rows);
}
END_TEST

START_TEST(initials__titles_companies_and_long_names__read_as_words)
{
    static const struct row rows[] = {
        {"王站长", "wzz"},
        {"李院长", "lyz"},
        {"曾先生", "zxs"},
        {"单女士", "sns"},
        {"解放路小学", "jflxx"},
        {"区人民医院", "qrmyy"},
        {"华联商厦有限公司", "hlssyxgs"},
        {"阳光物业", "ygwy"},
        {"曾", "c"},
        {"查", "c"},
        {"买买提·艾力", "mmtal"},
        {"乐·福", "lf"},
    };
    ASSERT_ROWS(rows);
}
END_TEST

START_TEST(initials__latin_letters_and_digits__are_kept_and_lowered)
{
    static const struct row rows[] = {
        {"Tom", "tom"},
        {"ＡＢＣ酒店", "abcjd"},
        {"7天连锁", "7tls"},
        {"王强2", "wq2"},
        {"A座 302", "az302"},
        {"张三（租户）", "zszh"},
        {"O'Neil", "oneil"},
        {"７１１便利店", "711bld"},
        {"", ""},
        {" 　·-", ""},
        {"é", ""},
        {"ひらがな", ""},
        {"\xff王", "w"},
    };
    ASSERT_ROWS(rows);
}
END_TEST

START_TEST(initials__a_small_buffer__is_filled_and_terminated)
{
    for (size_t size = 1; size < 8; size++) {
        char out[16] = "zzzzzzzzzzzzzzz";
        pinyin_initials("尉迟建国ab", out, size);
        ck_assert_uint_eq(strlen(out), size - 1 < 6 ? size - 1 : 6);
        ck_assert_int_eq(strncmp(out, "wcjgab", strlen(out)), 0);
        ck_assert_int_eq(out[size], 'z');
        pinyin_initials("尉迟恭", out, size);
        ck_assert_int_eq(strncmp(out, "ycg", strlen(out)), 0);
    }
}
END_TEST

START_TEST(initials__random_bytes__give_letters_and_digits_only)
{
    uint64_t seed = 7;
    for (int i = 0; i < 50000; i++) {
        char text[40], out[40];
        size_t length = reference_random(&seed, sizeof(text));
        for (size_t k = 0; k < length; k++) {
            text[k] = (char)(1 + reference_random(&seed, 255));
        }
        text[length] = '\0';
        pinyin_initials(text, out, sizeof(out));
        ck_assert_uint_eq(strspn(out, "abcdefghijklmnopqrstuvwxyz0123456789"), strlen(out));
    }
}
END_TEST

START_TEST(words__are_not_read_as_a_persons_name)
{
    static const struct {
        const char *text, *letters;
    } rows[] = {{"单户不热", "dhbr"}, {"报修", "bx"}, {"上热下凉", "srxl"}, {"一氧化碳中毒", "yyhtzd"}};
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        char letters[32];
        pinyin_words(rows[i].text, letters, sizeof(letters));
        ck_assert_str_eq(letters, rows[i].letters);
    }
}
END_TEST

SUITE_MAIN("domain/pinyin", initials__surnames_that_read_otherwise_than_the_word__are_right,
           initials__common_names__give_a_letter_a_character,
           initials__titles_companies_and_long_names__read_as_words,
           initials__latin_letters_and_digits__are_kept_and_lowered,
           initials__a_small_buffer__is_filled_and_terminated,
           initials__random_bytes__give_letters_and_digits_only, words__are_not_read_as_a_persons_name)
