#include "zuoxi/base/text.h"
#include "zuoxi/conf/option.h"
#include "zuoxi/domain/settings.h"

#define INTO(member)                                                                                         \
    .offset = offsetof(struct settings, member), .size = sizeof(((struct settings *)0)->member)
#define UNIT(member) .offset = offsetof(struct unit, member), .size = sizeof(((struct unit *)0)->member)

#define SEASON(member)                                                                                       \
    .offset = offsetof(struct work_season, member), .size = sizeof(((struct work_season *)0)->member)

static const struct option season_options[] = {
    {"from", OPTION_DAY, .flags = OPTION_REQUIRED, .text = N_("第一天"), SEASON(from)},
    {"to", OPTION_DAY, .flags = OPTION_REQUIRED, .text = N_("最后一天；早于 from 就是跨过元旦"), SEASON(to)},
    {"close", OPTION_CLOCK, .flags = OPTION_REQUIRED, .text = N_("这段日子的下班时间"), SEASON(hours.close)},
    {"working_hours", OPTION_TEXTS, .flags = OPTION_BY_CODE,
     .text = N_("这段日子的工作时段，最后一段的结束等于 close")},
    {0},
};

static const struct option unit_options[] = {
    {"phone", OPTION_TEXT, 0, 20, .text = N_("单位的值班电话，派单时显示"), UNIT(phone)},
    {"kind", OPTION_TEXT, 0, 7, .text = N_("单位的种类，如 换热站、维修班"), UNIT(kind)},
    {"badges", OPTION_TEXT, 0, 200, .text = N_("属于这个单位的工号，用空格隔开；工作台据此筛选“本单位”"),
     UNIT(badges)},
    {0},
};

#define HOOK(member) .offset = offsetof(struct hook, member), .size = sizeof(((struct hook *)0)->member)

static const struct option hook_options[] = {
    {"events", OPTION_TEXTS, .flags = OPTION_REQUIRED | OPTION_BY_CODE,
     .text = N_("通知哪些事件：行业方案里的动作，或 accept close warning critical overdue 等")},
    {"command", OPTION_TEXTS, .flags = OPTION_REQUIRED | OPTION_BY_CODE,
     .text = N_("运行的程序（绝对路径）和它的参数；不经过 shell")},
    {"timeout", OPTION_NUMBER, 1, 300, .unit = N_("秒"), .fallback = "10", .text = N_("一次运行最长多久"),
     HOOK(timeout)},
    {"retries", OPTION_NUMBER, 0, 20, .unit = N_("次"), .fallback = "5", .text = N_("失败后再试几次"),
     HOOK(retries)},
    {"types", OPTION_TEXTS, .flags = OPTION_BY_CODE, .text = N_("只通知这些类型的工单；不写是全部")},
    {"units", OPTION_TEXTS, .flags = OPTION_BY_CODE, .text = N_("只通知这些承办单位的工单；不写是全部")},
    {"personal", OPTION_FLAG, .fallback = "false", .text = N_("是否把用户的姓名、电话、地址和诉求交给程序"),
     HOOK(is_personal)},
    {0},
};

#define SHIFT(member) .offset = offsetof(struct shift, member), .size = sizeof(((struct shift *)0)->member)
#define ITEM(member)                                                                                         \
    .offset = offsetof(struct duty_item, member), .size = sizeof(((struct duty_item *)0)->member)

static const struct option shift_options[] = {
    {"start", OPTION_CLOCK, .flags = OPTION_REQUIRED, .text = N_("开始的时刻"), SHIFT(start)},
    {"length", OPTION_DURATION, .fallback = "\"8h\"", .text = N_("时长，可以跨零点，最长 24h"),
     SHIFT(length)},
    {"need", OPTION_NUMBER, 0, SHIFT_NEED_MAX, .unit = N_("人"), .fallback = "1",
     .text = N_("平时每天要几人"), SHIFT(need)},
    {"except", OPTION_TEXTS, .fallback = "{}", .flags = OPTION_BY_CODE,
     .text = N_("人数与平时不同的日子，如 \"周六-周日 1\"、\"2026-10-01..2026-10-07 3\"；0 为不上这个班")},
    {"cleans", OPTION_FLAG, .fallback = "false", .text = N_("下班前负责公共区域卫生"), SHIFT(cleans)},
    {0},
};

static const struct option duty_item_options[] = {
    {"count", OPTION_NUMBER, 0, 999, .unit = N_("件"), .fallback = "1", .text = N_("应有几件"), ITEM(count)},
    {0},
};

#define PLACE(member)                                                                                        \
    .offset = offsetof(struct followup_place, member), .size = sizeof(((struct followup_place *)0)->member)

static const struct option followup_options[] = {
    {"since", OPTION_DATE, .flags = OPTION_REQUIRED, .text = N_("投入使用的日期，第一年从这天算起"),
     PLACE(since)},
    {"kind", OPTION_TEXT, 0, 7, .text = N_("是什么：项目、楼、换热站 …"), PLACE(kind)},
    {"contact", OPTION_TEXT, 0, 20, .text = N_("找谁回访"), PLACE(contact)},
    {"phone", OPTION_TEXT, 0, 20, .text = N_("他的电话"), PLACE(phone)},
    {0},
};

static const char *const swap_approvers[] = {"lead", "admin", NULL};

/* clang-format off: one option a line group, read like the file it describes */
const struct option settings_options[] = {
    {"company", OPTION_TEXT, 1, 30, .fallback = "\"XX热力客服中心\"",
     .text = N_("单位名称，显示在屏幕左上角，话术里的 {company}"), INTO(company)},
    {"hotline", OPTION_TEXT, 0, 20, .fallback = "\"400-000-0000\"",
     .text = N_("客服热线号码，话术里的 {hotline}"), INTO(hotline)},
    {"timezone", OPTION_TEXT, 1, 40, .fallback = "\"Asia/Shanghai\"",
     .text = N_("时区，IANA 名称；时间按 UTC 保存，按此时区显示和计算"), INTO(timezone)},
    {"database", OPTION_TEXT, 0, 250, .fallback = "\"\"",
     .text = N_("数据库文件的绝对路径；空为状态目录里的 zuoxi.db；只能放在本机磁盘"), INTO(database)},
    {"audit_mark", OPTION_TEXT, 0, 250, .fallback = "\"\"",
     .text = N_("审计记录的库外标记文件，绝对路径；空为数据库旁边（同名加 .audit）"), INTO(audit_mark)},
    {"profile", OPTION_CODE, 1, 30, .fallback = "\"heating\"",
     .text = N_("行业方案：profiles/ 里的文件名，随程序有 heating gas service power"), INTO(profile)},
    {"ring_limit", OPTION_NUMBER, 1, 20, .unit = N_("声"), .fallback = "3", .text = N_("几声之内应接听"),
     INTO(ring_limit)},
    {"ring_seconds", OPTION_NUMBER, 1, 120, .unit = N_("秒"), .fallback = "15", .text = N_("几秒之内应接听"),
     INTO(ring_seconds)},
    {"ring_bell", OPTION_FLAG, .fallback = "false", .text = N_("来电时终端响铃，每通一次"), INTO(ring_bell)},
    {"callback_minutes", OPTION_NUMBER, 1, 1440, .unit = N_("分钟"), .fallback = "15",
     .text = N_("未接来电应在几分钟之内回电"), INTO(callback_minutes)},
    {"surge_seconds", OPTION_NUMBER, 5, 120, .unit = N_("秒"), .fallback = "15",
     .text = N_("高峰登记一单应在几秒之内完成，超过时计时变色"), INTO(surge_seconds)},
    {"repeat_days", OPTION_NUMBER, 1, 365, .unit = N_("天"), .fallback = "30",
     .text = N_("同一户、同一号码在几天之内再来电算重复来电"), INTO(repeat_days)},
    {"cluster_cases", OPTION_NUMBER, 0, 100, .unit = N_("单"), .fallback = "5",
     .text = N_("同一楼或同一站、同一类别的工单到几单提醒班长；0 为不提醒"), INTO(cluster_cases)},
    {"cluster_minutes", OPTION_NUMBER, 1, 1440, .unit = N_("分钟"), .fallback = "60",
     .text = N_("多长时间之内算集中报修"), INTO(cluster_minutes)},
    {"appointment_early", OPTION_NUMBER, 0, 120, .unit = N_("分钟"), .fallback = "10",
     .text = N_("预约上门时提前几分钟到场"), INTO(appointment_early)},
    {"warning_percent", OPTION_NUMBER, 1, 99, .unit = "%", .fallback = "25",
     .text = N_("剩余时间不足全部时限的这个比例时为临期"), INTO(warning_percent)},
    {"critical_percent", OPTION_NUMBER, 1, 99, .unit = "%", .fallback = "10",
     .text = N_("剩余时间不足这个比例时为紧急；要小于 warning_percent"), INTO(critical_percent)},
    {"bell", OPTION_FLAG, .fallback = "true", .text = N_("环节升级为临期、紧急、超时的时候响铃一次"),
     INTO(bell)},
    {"idle_lock", OPTION_NUMBER, 0, 240, .unit = N_("分钟"), .fallback = "10",
     .text = N_("几分钟没有按键就锁屏，输入密码后回到原处；0 为不锁"), INTO(idle_lock)},
    {"password_min", OPTION_NUMBER, 4, 64, .unit = N_("个字符"), .fallback = "8",
     .text = N_("密码至少几个字符"), INTO(password_min)},
    {"print_directory", OPTION_TEXT, 0, 250, .fallback = "\"\"",
     .text = N_("任务单写入的目录，绝对路径；空为各人的文档目录"), INTO(print_directory)},
    {"print_command", OPTION_TEXTS, .fallback = "{}", .flags = OPTION_BY_CODE,
     .text = N_(
         "打印任务单的程序（绝对路径）和它的参数，任务单从标准输入给它；不经过 shell；空为不能从坐席台打印")},
    {"backup_directory", OPTION_TEXT, 0, 250, .fallback = "\"\"",
     .text = N_("备份放在哪个目录，绝对路径，最好在另一块盘上；空为没有定时备份"), INTO(backup_directory)},
    {"backup_keep", OPTION_NUMBER, 1, 1000, .unit = N_("份"), .fallback = "3",
     .text = N_("最新的几份备份总是留着"), INTO(backup_rotation.newest)},
    {"backup_keep_daily", OPTION_NUMBER, 0, 366, .unit = N_("天"), .fallback = "7",
     .text = N_("最近几天每天留最后一份"), INTO(backup_rotation.daily)},
    {"backup_keep_weekly", OPTION_NUMBER, 0, 520, .unit = N_("周"), .fallback = "5",
     .text = N_("最近几周每周留最后一份"), INTO(backup_rotation.weekly)},
    {"backup_keep_monthly", OPTION_NUMBER, 0, 600, .unit = N_("个月"), .fallback = "12",
     .text = N_("最近几个月每月留最后一份"), INTO(backup_rotation.monthly)},
    {"backup_hours", OPTION_NUMBER, 0, 8760, .unit = N_("小时"), .fallback = "26",
     .text = N_("最近一次备份超过几小时提醒；0 为不提醒"), INTO(backup_hours)},
    {"retention_cases", OPTION_NUMBER, 1, 1200, .unit = N_("个月"), .fallback = "36",
     .text = N_("归档的工单保存多久"), INTO(retention_cases)},
    {"retention_complaints", OPTION_NUMBER, 12, 1200, .unit = N_("个月"), .fallback = "60",
     .text = N_("归档的投诉保存多久，不少于一年"), INTO(retention_complaints)},
    {"retention_contacts", OPTION_NUMBER, 1, 1200, .unit = N_("个月"), .fallback = "36",
     .text = N_("没有工单的联系记录保存多久"), INTO(retention_contacts)},
    {"reveal_reasons", OPTION_TEXTS,
     .fallback = "{\"回访用户\", \"用户要求核对\", \"派单联系\", \"投诉调查\", \"紧急情况\"}",
     .flags = OPTION_BY_CODE, .text = N_("显示隐藏的号码时可选的原因，按数字选，记入审计；至多 9 项")},
    {"reveal_seconds", OPTION_NUMBER, 5, 600, .unit = N_("秒"), .fallback = "60",
     .text = N_("号码显示多久后重新隐藏"), INTO(reveal_seconds)},
    {"close", OPTION_CLOCK, .fallback = "\"17:30\"",
     .text = N_("下班时间：N 个工作日的时限到第 N 个工作日的这个时刻为止"), INTO(rules.hours.close)},
    {"working_hours", OPTION_TEXTS, .fallback = "{\"08:30-12:00\", \"13:30-17:30\"}", .flags = OPTION_BY_CODE,
     .text = N_("工作时段，从早到晚；工作小时只在时段内走；最后一段的结束等于 close")},
    {"season", OPTION_SECTION, 1, 12, .inner = season_options, SEASON(name),
     .text = N_("一年中另有作息的一段日子，每段一节，如夏令时间；其余的日子按上面的 close 和 working_hours")},
    {"unit", OPTION_SECTION, 1, 13, .flags = OPTION_CODE_TITLE, .inner = unit_options, UNIT(name),
     .text = N_("承办单位，每个一节，派单时从中选；写了任何一个，内置的几个就不再使用"),
     .fallback = "unit \"城东站\"   { phone = \"000-0001\" kind = \"换热站\" }\n"
                 "unit \"城西站\"   { phone = \"000-0002\" kind = \"换热站\" }\n"
                 "unit \"维修一班\" { phone = \"000-0011\" kind = \"维修班\" }\n"
                 "unit \"维修二班\" { phone = \"000-0012\" kind = \"维修班\" }\n"
                 "unit \"抢修班\"   { phone = \"000-0020\" kind = \"抢修班\" }\n"
                 "unit \"运行科\"   { phone = \"000-0031\" kind = \"科室\" }\n"
                 "unit \"收费科\"   { phone = \"000-0032\" kind = \"科室\" }\n"
                 "unit \"客服中心\" { phone = \"000-0040\" kind = \"科室\" }\n"},
    {"hook", OPTION_SECTION, 1, 13, .flags = OPTION_CODE_TITLE, .inner = hook_options, HOOK(name),
     .text = N_("通知：事件发生时运行一个程序，每个一节；不写就没有")},
    {"followup", OPTION_SECTION, 1, 13, .flags = OPTION_CODE_TITLE, .inner = followup_options, PLACE(name),
     .text = N_("定期回访的项目、楼、换热站，每个一节；不写就没有定期回访")},
    {"followup_first_year", OPTION_NUMBER, 1, 12, .unit = N_("个月"), .fallback = "1",
     .text = N_("定期回访：第一年每隔几个月一次"), INTO(followup_rule.first_year)},
    {"followup_later", OPTION_NUMBER, 1, 36, .unit = N_("个月"), .fallback = "3",
     .text = N_("定期回访：第一年以后每隔几个月一次"), INTO(followup_rule.later)},
    {"roster_days", OPTION_NUMBER, 0, 62, .unit = N_("天"), .fallback = "7",
     .text = N_("班表缺人、连班提前几天提醒班长；0 为不提醒"), INTO(roster_days)},
    {"roster_rest", OPTION_NUMBER, 0, 24, .unit = N_("小时"), .fallback = "8",
     .text = N_("同一人两个班之间少于这么久算连班"), INTO(roster_rest)},
    {"handover_required", OPTION_FLAG, .fallback = "true",
     .text = N_("接班人未到岗，交班人不得离台：没有签字的交接班不能签退"), INTO(handover_required)},
    {"handover_early", OPTION_NUMBER, 0, 120, .unit = N_("分钟"), .fallback = "10",
     .text = N_("交班前几分钟起接班人看得到交接班记录、双方可以签字"), INTO(handover_early)},
    {"handover_grace", OPTION_NUMBER, 0, 120, .unit = N_("分钟"), .fallback = "10",
     .text = N_("到点之后几分钟内签字仍算准时"), INTO(handover_grace)},
    {"fault_unit", OPTION_CODE, 0, 13, .fallback = "\"\"",
     .text = N_("交接班里的设备故障开成工单后派给哪个单位；空为手工派单"), INTO(fault_unit)},
    {"swap_limit", OPTION_NUMBER, 0, 31, .unit = N_("次"), .fallback = "3",
     .text = N_("每人每月最多换班几次，双方都计"), INTO(swap_limit)},
    {"swap_notice", OPTION_DURATION, .fallback = "\"1wd\"", .text = N_("换班、请假至少提前多久申请"),
     INTO(swap_notice)},
    {"swap_approver", OPTION_TEXT, 1, 10, .fallback = "\"lead\"", .words = swap_approvers,
     .text = N_("谁批准换班、请假：lead 班长，admin 管理员"), INTO(swap_approver)},
    {"shift", OPTION_SECTION, 1, 13, .flags = OPTION_CODE_TITLE, .inner = shift_options, SHIFT(name),
     .text = N_("班次，每个一节；写了任何一个，内置的几个就不再使用"),
     .fallback = "shift \"早班\" { start = \"08:00\" length = \"8h\" need = 1 }\n"
                 "shift \"中班\" { start = \"16:00\" length = \"8h\" need = 1 cleans = true }\n"
                 "shift \"夜班\" { start = \"00:00\" length = \"8h\" need = 1 }\n"},
    {"duty_item", OPTION_SECTION, 1, 13, .flags = OPTION_CODE_TITLE, .inner = duty_item_options, ITEM(name),
     .text = N_("交接班时清点的物品，每种一节；写了任何一种，内置的几种就不再使用"),
     .fallback = "duty_item \"耳麦\"   { count = 6 }\n"
                 "duty_item \"对讲机\" { count = 2 }\n"
                 "duty_item \"钥匙\"   { count = 1 }\n"},
    {0},
};
/* clang-format on */
