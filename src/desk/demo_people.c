/* Invented households of an invented city. Every number lies in a block nobody has: 138 0000 xxxx, 010 0000
 * xxxx. */

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "demo_private.h"
#include "zuoxi/base/clock.h"
#include "zuoxi/base/str.h"

uint64_t chance_next(struct chance *chance)
{
    uint64_t value = chance->state += 0x9e3779b97f4a7c15u;
    value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9u;
    value = (value ^ (value >> 27)) * 0x94d049bb133111ebu;
    return value ^ (value >> 31);
}

uint32_t chance_below(struct chance *chance, uint32_t below)
{
    return (uint32_t)(((chance_next(chance) >> 32) * below) >> 32);
}

bool chance_percent(struct chance *chance, uint32_t percent)
{
    return chance_below(chance, 100) < percent;
}

const char *chance_pick(struct chance *chance, const char *const *list)
{
    uint32_t count = 0;
    while (list[count] != NULL) {
        count++;
    }
    return list[chance_below(chance, count)];
}

void demo_clear(const struct field_table *table, void *record)
{
    *(struct record_head *)record = (struct record_head){0};
    for (size_t i = 0; i < table->count; i++) {
        const struct field *field = &table->fields[i];
        bool is_text = field->kind == FIELD_TEXT || field->kind == FIELD_LONG || field->kind == FIELD_CODE;
        memset((char *)record + field->offset, 0, is_text ? 1 : field->size);
    }
}

/* Common ones stand more than once: 王李张刘陈 are a third of all people. */
static const char *const surnames[] = {
    "王", "王", "王", "李", "李", "李", "张", "张", "张",   "刘",   "刘",   "陈", "陈", "杨", "杨",
    "赵", "赵", "黄", "周", "周", "吴", "徐", "孙", "孙",   "胡",   "朱",   "高", "高", "林", "何",
    "郭", "马", "马", "罗", "梁", "宋", "郑", "谢", "韩",   "唐",   "冯",   "于", "董", "萧", "程",
    "曹", "袁", "邓", "许", "傅", "沈", "曾", "彭", "吕",   "苏",   "卢",   "蒋", "蔡", "贾", "丁",
    "魏", "薛", "叶", "阎", "余", "潘", "杜", "戴", "夏",   "钟",   "汪",   "田", "任", "姜", "范",
    "方", "石", "姚", "谭", "廖", "邹", "熊", "金", "陆",   "郝",   "孔",   "白", "崔", "康", "毛",
    "邱", "秦", "江", "史", "顾", "侯", "邵", "孟", "龙",   "万",   "段",   "钱", "汤", "尹", "黎",
    "易", "常", "武", "乔", "贺", "赖", "龚", "文", "欧阳", "上官", "司马", NULL};
static const char *const men[] = {
    "建国", "建军", "志强", "国强", "伟",   "强",   "磊",   "军",   "勇",   "杰",   "涛",   "明",   "超",
    "刚",   "平",   "辉",   "鹏",   "华",   "飞",   "波",   "斌",   "宇",   "浩",   "凯",   "俊杰", "子轩",
    "浩然", "文博", "德胜", "永福", "海涛", "立新", "玉林", "长春", "学文", "振华", "保国", "春生", "晓东",
    "建平", "志刚", "家豪", "宏伟", "庆丰", "世杰", "少华", "新民", "成林", NULL};
static const char *const women[] = {
    "桂兰", "秀英", "玉兰", "淑华", "芳",   "娜",   "敏",   "静",   "丽",   "艳",   "娟",   "霞",   "秀兰",
    "燕",   "玲",   "桂英", "丹",   "萍",   "红",   "玉梅", "莉",   "婷",   "雪",   "慧",   "凤英", "淑珍",
    "春梅", "海燕", "晓燕", "思雨", "欣怡", "梓涵", "雅静", "佳琪", "美玲", "惠敏", "素芬", "翠花", "玉珍",
    "月娥", "文静", "晓红", "小娟", "冬梅", "彩霞", "秋菊", "亚男", "瑞芳", NULL};

/* Communities with how tall they are; a community belongs to one station. */
static const struct {
    const char *name;
    uint32_t buildings, entrances, floors;
} communities[] = {
    {"和平里", 24, 4, 6},     {"阳光城", 18, 3, 18},   {"金色家园", 16, 3, 11}, {"锦绣花园", 20, 4, 6},
    {"翠湖名苑", 12, 2, 24},  {"东方花园", 15, 3, 11}, {"书香门第", 10, 2, 18}, {"幸福里", 30, 5, 6},
    {"御景湾", 8, 2, 26},     {"温泉花园", 14, 3, 11}, {"枫林绿洲", 22, 3, 11}, {"春风里", 18, 4, 6},
    {"滨河小区", 26, 5, 6},   {"铁路新村", 20, 4, 6},  {"工人新村", 28, 5, 5},  {"教师公寓", 6, 3, 7},
    {"云水雅居", 9, 2, 18},   {"桃源居", 16, 3, 11},   {"龙泉苑", 12, 4, 6},    {"凤凰城", 20, 2, 28},
    {"梧桐里", 14, 4, 6},     {"银杏苑", 11, 3, 11},   {"玫瑰园", 10, 2, 11},   {"紫荆花园", 13, 3, 11},
    {"安居小区", 24, 5, 6},   {"康乐里", 17, 4, 6},    {"兴隆家园", 19, 3, 11}, {"长青苑", 15, 4, 6},
    {"北辰花园", 12, 2, 18},  {"南湖新居", 18, 3, 11}, {"西苑小区", 21, 4, 6},  {"东苑小区", 21, 4, 6},
    {"丽景家园", 13, 2, 18},  {"天鹅湖畔", 8, 2, 28},  {"富强里", 25, 5, 6},    {"民主街社区", 16, 4, 5},
    {"光明路社区", 14, 4, 5}, {"槐荫里", 18, 4, 6},    {"观澜国际", 7, 2, 30},  {"松柏园", 11, 3, 6},
};
#define COMMUNITY_COUNT (sizeof(communities) / sizeof(communities[0]))

static const char *const mobile_prefixes[] = {"134", "135", "136", "137", "138", "139", "150",
                                              "151", "152", "157", "158", "159", "182", "183",
                                              "186", "187", "188", "189", "177", "133", NULL};
static const char *const default_stations[] = {"城东站", "城西站", "城南站", "城北站", NULL};
static const char *const needs[] = {"独居老人", "行动不便", "家有婴儿", "孕妇", "视力障碍", NULL};

static void invent_phone(struct chance *chance, char *out, size_t size)
{
    if (chance_percent(chance, 12)) {
        text_format(out, size, "0100000%04u", chance_below(chance, 10000));
    } else {
        text_format(out, size, "%s0000%04u", chance_pick(chance, mobile_prefixes),
                    chance_below(chance, 10000));
    }
}

/* The nth configured unit that is a station, wrapping around; the built-in names when none is. */
static const char *station_of(const struct settings *settings, size_t nth)
{
    size_t stations = 0;
    for (size_t i = 0; i < settings->unit_count; i++) {
        stations += strstr(settings->units[i].kind, "站") != NULL;
    }
    if (stations == 0) {
        return default_stations[nth % 4];
    }
    nth %= stations;
    for (size_t i = 0; i < settings->unit_count; i++) {
        if (strstr(settings->units[i].kind, "站") != NULL && nth-- == 0) {
            return settings->units[i].name;
        }
    }
    return default_stations[0];
}

/* The grade's code by rank: few important ones, most in the last. */
static const char *grade_of(struct chance *chance, const struct profile *profile)
{
    const struct choices *grades = &profile->sets[SET_GRADE];
    uint32_t roll = chance_below(chance, 100);
    size_t rank = roll < 1 ? 0 : roll < 10 ? 1 : grades->count - 1;
    if (grades->count == 0) {
        return "";
    }
    return grades->items[rank < grades->count ? rank : grades->count - 1].code;
}

static void choose_code(const struct profile *profile, enum choice_set set, const char *code, char *out,
                        size_t size)
{
    text_copy(out, size, profile_choice(profile, set, code) == NULL ? "" : code);
}

static void invent_address(struct chance *chance, const struct settings *settings, struct customer *customer)
{
    size_t index = chance_below(chance, COMMUNITY_COUNT);
    unsigned floor = 1 + chance_below(chance, communities[index].floors);
    text_copy(customer->community, sizeof(customer->community), communities[index].name);
    text_format(customer->building, sizeof(customer->building), "%u",
                1 + chance_below(chance, communities[index].buildings));
    text_format(customer->entrance, sizeof(customer->entrance), "%u",
                1 + chance_below(chance, communities[index].entrances));
    text_format(customer->room, sizeof(customer->room), "%u%02u", floor, 1 + chance_below(chance, 4));
    text_format(customer->address, sizeof(customer->address), "%s%s-%s-%s", customer->community,
                customer->building, customer->entrance, customer->room);
    text_copy(customer->station, sizeof(customer->station), station_of(settings, index));
}

void demo_household(struct chance *chance, const struct settings *settings, const struct profile *profile,
                    int64_t index, int64_t now, struct household *household, struct customer *customer)
{
    bool is_woman = chance_percent(chance, 52);
    demo_clear(&customer_fields, customer);
    text_format(customer->account, sizeof(customer->account), "%" PRId64, 20000001 + index);
    text_format(customer->name, sizeof(customer->name), "%s%s", chance_pick(chance, surnames),
                chance_pick(chance, is_woman ? women : men));
    choose_code(profile, SET_TITLE, is_woman ? "ms" : "mr", customer->title, sizeof(customer->title));
    text_copy(customer->grade, sizeof(customer->grade), grade_of(chance, profile));
    bool is_first = profile->sets[SET_GRADE].count > 0 &&
                    strcmp(customer->grade, profile->sets[SET_GRADE].items[0].code) == 0;
    choose_code(profile, SET_KIND, is_first ? "public" : "resident", customer->kind, sizeof(customer->kind));
    customer->is_important = is_first;
    invent_phone(chance, customer->phone, sizeof(customer->phone));
    if (chance_percent(chance, 15)) {
        invent_phone(chance, customer->phone_other, sizeof(customer->phone_other));
    }
    invent_address(chance, settings, customer);
    customer->area = (struct optional){.value = 4500 + chance_below(chance, 9500), .given = true};
    if (chance_percent(chance, 4)) {
        text_copy(customer->needs, sizeof(customer->needs), chance_pick(chance, needs));
    }
    choose_code(profile, SET_SUPPLY, chance_percent(chance, 3) ? "stopped" : "normal", customer->supply,
                sizeof(customer->supply));
    customer->arrears = (struct optional){
        .value = chance_percent(chance, 5) ? 10000 + chance_below(chance, 300000) : 0, .given = true};
    /* Opened on some day of the last fifteen years. */
    struct civil day = clock_civil(now);
    day.hour = day.minute = day.second = 0;
    day.day -= 30 + (int)chance_below(chance, 15 * 365);
    customer->opened_at = (struct optional){.value = clock_utc(day), .given = true};
    text_copy(household->name, sizeof(household->name), customer->name);
    text_copy(household->title, sizeof(household->title), customer->title);
    text_copy(household->phone, sizeof(household->phone), customer->phone);
    text_copy(household->address, sizeof(household->address), customer->address);
    text_copy(household->station, sizeof(household->station), customer->station);
    text_copy(household->grade, sizeof(household->grade), customer->grade);
}
