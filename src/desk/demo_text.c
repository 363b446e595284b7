/* What callers say and what was done about it, put together from phrases: category by category, never twice
 * alike. */

#include <string.h>

#include "demo_private.h"
#include "zuoxi/base/str.h"

/*
 * Sentences for categories whose code begins with `prefix`; the first fitting line counts, the last fits all.
 */
static const struct topic {
    const char *prefix;
    const char *says[9];
    const char *found[5];
} topics[] = {
    {"no_heat.single",
     {"家里所有暖气片都是凉的", "家里一直不热,邻居家都热", "全屋不热,室温只有{t}度", "暖气从昨天晚上开始不热",
      "楼上楼下都热,只有我家不热", "进户管都是凉的", "供暖以后家里就没热过", NULL},
     {"入户阀门未全开", "过滤器堵塞", "户内管道存气", "锁闭阀故障", NULL}},
    {"no_heat.room",
     {"主卧暖气片不热,客厅正常", "北面的小卧室只有{t}度", "卫生间的暖气片不热",
      "客厅最后一组暖气片上面热下面凉", "儿童房暖气不热,室温{t}度", NULL},
     {"该组暖气片存气", "支管阀门未开", "暖气片内有杂质", NULL}},
    {"no_heat.unit",
     {"我们单元都不热", "整个单元从早上开始暖气变凉", "单元里好几户都说不热", NULL},
     {"单元阀门被误关", "单元过滤器堵塞", "立管存气", NULL}},
    {"no_heat.building",
     {"整栋楼都不热", "我们这栋楼暖气全凉了", "楼里的业主群都说停热了", NULL},
     {"楼前阀门井内阀门故障", "楼栋支线流量不足", NULL}},
    {"no_heat",
     {"客厅{t}度,已放气无效", "暖气片上热下凉", "室温一直在{t}度上下,达不到标准", "白天还可以,夜里降到{t}度",
      "暖气温温的,不如往年", "家里有老人,{t}度太冷了", "刚供上热的那几天还行,现在只有{t}度", NULL},
     {"流量偏小,已调节阀门", "过滤器有杂质,已清洗", "管道存气,已放气", "系统末端,已调节平衡阀", NULL}},
    {"leak",
     {"暖气片接口处滴水,用盆接着", "地板下面渗水,已经泡到木地板", "阀门根部漏水,越来越大",
      "立管漏水,流到楼下去了", "楼上漏水把我家天花板泡了", "分水器在滴水", "管井里一直有水声,地面有积水",
      NULL},
     {"接口密封老化,已更换", "阀门填料损坏,已更换阀门", "管道锈蚀穿孔,已补焊", NULL}},
    {"noise",
     {"管道晚上嗡嗡响,睡不着觉", "暖气片里有水流声", "换热站的噪声很大", "夜里管道咔咔响", NULL},
     {"管道存气,已放气", "水泵减震垫老化,已更换", "管道与墙体摩擦,已加垫", NULL}},
    {"valve",
     {"入户阀门拧不动", "阀门关不严,暖气片拆不了", "锁闭阀打不开", "想关阀装修,阀门锈死了", NULL},
     {"阀门锈蚀,已更换", "已润滑处理,可正常开关", NULL}},
    {"meter",
     {"热计量表不走字", "表没有显示了", "这个月读数比去年多一倍", NULL},
     {"电池耗尽,已更换", "传感器故障,已登记换表", NULL}},
    {"hot_water",
     {"一直没有热水", "热水放半天还是凉的,只有三十多度", "热水发黄,有铁锈", NULL},
     {"循环泵故障,已修复", "支管循环不畅,已调节", NULL}},
    {"facility",
     {"小区路口供热井盖没了,很危险", "室外管道保温层掉了", "楼道里的表箱门坏了", NULL},
     {"已补装", "已修复保温", NULL}},
    {"burst",
     {"路面往外冒热水和蒸汽,水很大", "家里管道爆了,水喷出来了", "地下室管道爆裂,水已经没过脚面",
      "立管爆了,整个楼道都是水", NULL},
     {"管道焊口开裂,已关阀抢修", "管道老化,已更换管段", NULL}},
    {"outage",
     {"整个小区都停热了", "换热站停了,好几栋楼都凉了", "整栋楼从凌晨开始停热,家里只有{t}度", NULL},
     {"换热站跳闸,已恢复供电", "一次网流量中断,已恢复", NULL}},
    {"scald",
     {"有人被热水烫伤,已经打了急救电话", "地下车库被热水淹了", "路面塌了一块,下面在冒热气", NULL},
     {"已关阀、设围挡", "已排水降温,现场已处置", NULL}},
    {"inquiry_fee",
     {"咨询今年的采暖费什么时候开始交", "想问一下按面积收费和按热量收费哪个合适", "咨询低保户有没有减免",
      "采暖费怎么在手机上交", "去年多交的费用怎么退", "交了费还没有收到发票", NULL},
     {"已按收费政策解释", NULL}},
    {"inquiry_supply",
     {"咨询今年什么时候供热", "问室温多少度算达标", "听说今晚停热,什么时候恢复", "新小区今年能不能供上热",
      NULL},
     {"已按供热安排解释", NULL}},
    {"inquiry_case",
     {"前天报修的,到现在没人联系", "问一下我的工单处理到哪一步了", "维修师傅说今天来,几点能到",
      "要求负责人回电", NULL},
     {"已查询进度并告知", NULL}},
    {"inquiry",
     {"咨询新房开通供热要带什么材料", "房子没人住,想问报停怎么办理", "过户以后户名怎么改", "营业厅几点下班",
      NULL},
     {"已一次性告知所需材料", NULL}},
    {"complaint_heat",
     {"连续三年家里都只有{t}度,反映多次没有解决", "没有通知就停热两天", "同一个问题报修了四次还是不热",
      "说好的供热时间到了还是凉的", NULL},
     {"已制定改造方案并告知用户", "已调节管网并连续测温", NULL}},
    {"complaint",
     {"维修人员态度不好,说话很冲", "约好上午来,等了一天没有人", "收费人员解释不清楚,爱答不理",
      "施工把路面挖开一个月了不恢复", "多收了我家的面积费", "打电话一直没有人接", "来了看一眼就走,说不归他管",
      NULL},
     {"情况属实,已向用户致歉", "已批评教育当事人", "经核实,已更正并退费", NULL}},
    {"report",
     {"有人私自接暖气管道放水", "看到邻居把封签剪开了", "有自称供热公司的人上门推销换阀门",
      "挖掘机在管线上方施工", NULL},
     {"已现场核实并处置", NULL}},
    {"suggest",
     {"建议停热前短信通知", "建议营业厅周末也能交费", "建议老旧小区的管道早点改造", "建议增加网上报修", NULL},
     {"建议已转交相关部门", NULL}},
    {"praise",
     {"维修师傅大雪天上门,很快就修好了,非常感谢", "坐席同志很有耐心,一直跟进到解决",
      "抢修队干到后半夜,给他们点赞", NULL},
     {"已转达用户的感谢", NULL}},
    {"help",
     {"老人一个人在家,不会关阀门", "钥匙掉进管井里了", "家里要装修,请帮忙放一下水",
      "家里有刚出生的孩子,请早点来看看", NULL},
     {"已上门协助", NULL}},
    {"measure",
     {"申请入户测温,自己量只有{t}度", "对上次测温结果有异议,要求复测", "热水温度不够,申请测温", NULL},
     {"实测{t}度,已签字确认", "已测温并出具记录", NULL}},
    {"",
     {"{c}的问题,请尽快处理", "有{c}的情况", "遇到{c}的事", "{c}一直没有解决", NULL},
     {"已核实并处理", "已按规定办理", NULL}},
};

static const char *const openings[] = {"用户反映", "来电称", "业主说", "", "", "", NULL};
static const char *const since[] = {"已经两天了",
                                    "从昨天开始的",
                                    "今天早上发现的",
                                    "有一个星期了",
                                    "刚刚发现",
                                    "",
                                    "",
                                    "",
                                    "晚上更明显",
                                    "上周也报过一次",
                                    NULL};
static const char *const wishes[] = {"请尽快安排人来看看",
                                     "请今天务必上门",
                                     "下午家里有人",
                                     "晚上六点以后家里有人",
                                     "请先打电话再来",
                                     "希望给个明确答复",
                                     "",
                                     "",
                                     "家里有老人和孩子",
                                     "来之前请提前联系",
                                     NULL};
static const char *const replies[] = {"已电话答复用户,用户表示理解", "已告知用户处理结果,用户认可",
                                      "已向用户说明原因,用户无异议", "已答复,请用户继续观察,有问题随时来电",
                                      NULL};

/* The phrases speak of heating; another trade has the last line, which names the category. */
static const struct topic *find_topic(const struct profile *profile, const char *category)
{
    const struct topic *topic = topics;
    if (strcmp(profile->name, "heating") != 0) {
        return &topics[sizeof(topics) / sizeof(topics[0]) - 1];
    }
    while (strncmp(category, topic->prefix, strlen(topic->prefix)) != 0) {
        topic++;
    }
    return topic;
}

/* Append a phrase; {t} becomes a room temperature, {c} the category's name. */
static void add_phrase(struct chance *chance, struct str *out, const char *phrase, const char *category)
{
    const char *hole;
    while ((hole = strchr(phrase, '{')) != NULL) {
        str_add_bytes(out, phrase, (size_t)(hole - phrase));
        if (hole[1] == 't') {
            str_printf(out, "%u", 11 + chance_below(chance, 8));
        } else {
            str_add(out, category);
        }
        phrase = hole + 3;
    }
    str_add(out, phrase);
}

void demo_say(struct chance *chance, const struct profile *profile, const char *type, const char *category,
              char *out, size_t size)
{
    struct str text = {0};
    char label[80];
    const struct topic *topic = find_topic(profile, category);
    profile_label(profile, category[0] == '\0' ? SET_TYPE : SET_CATEGORY,
                  category[0] == '\0' ? type : category, label);
    str_add(&text, chance_pick(chance, openings));
    add_phrase(chance, &text, chance_pick(chance, topic->says), label);
    const char *more = chance_pick(chance, since);
    if (more[0] != '\0') {
        str_printf(&text, ",%s", more);
    }
    more = chance_pick(chance, wishes);
    if (more[0] != '\0') {
        str_printf(&text, "。%s", more);
    }
    str_add(&text, "。");
    text_copy(out, size, str_text(&text));
    str_free(&text);
}

void demo_answer(struct chance *chance, const struct profile *profile, struct case_record *record)
{
    struct str text = {0};
    char label[80];
    const struct topic *topic = find_topic(profile, record->category);
    profile_label(profile, SET_CATEGORY, record->category, label);
    add_phrase(chance, &text, chance_pick(chance, topic->found), label);
    str_add(&text, "。");
    text_copy(record->result, sizeof(record->result), str_text(&text));
    text_copy(record->reply, sizeof(record->reply), chance_pick(chance, replies));
    str_free(&text);
}
