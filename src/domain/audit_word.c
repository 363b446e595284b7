#include "zuoxi/domain/audit_word.h"

#include <string.h>

#include "zuoxi/base/str.h"
#include "zuoxi/base/text.h"
#include "zuoxi/domain/details.h"
#include "zuoxi/domain/handover.h"

static const struct word {
    const char *code, *label;
} actions[] = {
    {"audit.export", N_("导出审计")},
    {"audit.mark", N_("重建审计标记")},
    {"backup.check", N_("核对备份")},
    {"backup.make", N_("备份")},
    {"backup.restore", N_("恢复备份")},
    {"backup.start", N_("开始备份")},
    {"case.accept", N_("受理工单")},
    {"case.ask", N_("申请审批")},
    {"case.chase", N_("催办")},
    {"case.edit", N_("修改工单")},
    {"case.erase", N_("删除工单个人信息")},
    {"case.export", N_("导出工单")},
    {"case.hold", N_("另行保留工单")},
    {"case.import", N_("导入工单")},
    {"case.notice", N_("工单关联公告")},
    {"case.parent", N_("工单归入主单")},
    {"case.print", N_("打印任务单")},
    {"case.refuse", N_("不同意申请")},
    {"case.release", N_("不再另行保留")},
    {"case.undo", N_("撤销办理")},
    {"case.withdraw", N_("撤回申请")},
    {"cluster.dismiss", N_("集中报修不处理")},
    {"cluster.seen", N_("集中报修已看")},
    {"contact.correct", N_("更正登记")},
    {"contact.edit", N_("修改登记")},
    {"contact.erase", N_("删除登记个人信息")},
    {"contact.save", N_("登记")},
    {"customer.alike", N_("标为可能重复")},
    {"customer.distinct", N_("标为不重复")},
    {"customer.edit", N_("修改用户")},
    {"customer.erase", N_("删除用户个人信息")},
    {"customer.export", N_("导出用户")},
    {"customer.import", N_("导入用户")},
    {"customer.merge", N_("合并用户")},
    {"customer.new", N_("增加用户")},
    {"customer.unmerge", N_("拆开用户")},
    {"demo.fill", N_("生成演示数据")},
    {"followup.record", N_("记回访")},
    {"handover.answer", N_("交班答复")},
    {"handover.ask", N_("交班询问")},
    {"handover.carry", N_("交班转下一班")},
    {"handover.case", N_("交出工单")},
    {"handover.drop", N_("删交班内容")},
    {"handover.gone", N_("离岗")},
    {"handover.line", N_("写交班内容")},
    {"handover.note", N_("交班批注")},
    {"handover.open", N_("开始交班")},
    {"handover.print", N_("打印交班记录")},
    {"handover.release", N_("班长放行")},
    {"handover.sign", N_("交班签字")},
    {"handover.take", N_("接下交班内容")},
    {"hook.drop", N_("放弃通知")},
    {"hook.retry", N_("重试通知")},
    {"hook.retry_all", N_("重试全部通知")},
    {"message.done", N_("留言办完")},
    {"message.erase", N_("删除留言个人信息")},
    {"message.leave", N_("留言")},
    {"message.read", N_("读留言")},
    {"notice.attach", N_("来电关联公告")},
    {"notice.called", N_("公告回电")},
    {"notice.close", N_("结束公告")},
    {"notice.correct", N_("修改公告")},
    {"notice.erase", N_("删除公告来电个人信息")},
    {"notice.extend", N_("延长公告")},
    {"notice.post", N_("发布公告")},
    {"notice.read", N_("读公告")},
    {"notice.unreached", N_("公告回电未接通")},
    {"person.erase", N_("按申请删除个人资料")},
    {"phone.reveal", N_("查看完整号码")},
    {"promise.done", N_("承诺完成")},
    {"promise.erase", N_("删除承诺个人信息")},
    {"promise.hand", N_("承诺转交")},
    {"promise.link", N_("承诺关联工单")},
    {"promise.make", N_("承诺回复")},
    {"promise.postpone", N_("承诺推后")},
    {"reading.sign", N_("阅签")},
    {"ring.answer", N_("接听")},
    {"ring.answered", N_("来电已接")},
    {"ring.ended", N_("来电结束")},
    {"ring.erase", N_("删除来电个人信息")},
    {"ring.forgotten", N_("来电作废")},
    {"ring.missed", N_("未接来电")},
    {"ring.ringing", N_("来电")},
    {"roster.pattern", N_("班表规律")},
    {"roster.pattern_drop", N_("删班表规律")},
    {"roster.set", N_("排班")},
    {"seat.state", N_("坐席状态")},
    {"session.end", N_("强制签退")},
    {"session.in", N_("签到")},
    {"session.lock", N_("锁定")},
    {"session.out", N_("签退")},
    {"session.prove", N_("核对密码")},
    {"session.refused", N_("签到失败")},
    {"session.takeover", N_("接管坐席")},
    {"session.unlock", N_("解锁")},
    {"swap.agree", N_("同意换班")},
    {"swap.approve", N_("批准换班")},
    {"swap.ask", N_("申请换班")},
    {"swap.refuse", N_("不同意换班")},
    {"swap.withdraw", N_("撤回换班")},
    {"user.add", N_("增加账号")},
    {"user.change", N_("修改账号")},
    {"user.password", N_("换密码")},
    {"user.unlock", N_("解除等候")},
    {"work.remark", N_("日报说明")},
    {"work.sign", N_("日报签字")},
};
#define ACTIONS (sizeof(actions) / sizeof(actions[0]))

/* What happens to side records ("repair.save") and lines of handovers; their object says to which. */
static const struct word verbs[] = {
    {".save", N_("登记专项内容")}, {".edit", N_("修改专项内容")}, {".erase", N_("删除个人信息")}};
#define VERBS (sizeof(verbs) / sizeof(verbs[0]))

static const struct word objects[] = {
    {"audit", N_("审计")},       {"backup", N_("备份")},     {"case", N_("工单")},
    {"cluster", N_("集中报修")}, {"contact", N_("登记")},    {"customer", N_("用户")},
    {"followup", N_("回访")},    {"handover", N_("交班")},   {"handover_line", N_("交班")},
    {"hook_run", N_("通知")},    {"message", N_("留言")},    {"notice", N_("公告")},
    {"person", N_("账号")},      {"promise", N_("承诺")},    {"ring", N_("来电")},
    {"roster", N_("班表")},      {"seat", N_("坐席")},       {"swap", N_("换班")},
    {"work", N_("日报")},        {"database", N_("数据库")},
};

const char *audit_action_label(const char *action, const char *move)
{
    const char *verb = strchr(action, '.');
    for (size_t i = 0; i < ACTIONS; i++) {
        if (strcmp(actions[i].code, action) == 0) {
            return _(actions[i].label);
        }
    }
    for (size_t i = 0; i < VERBS && verb != NULL && move == NULL; i++) {
        if (strcmp(verbs[i].code, verb) == 0) {
            return _(verbs[i].label);
        }
    }
    return move != NULL ? move : action;
}

const char *audit_object_label(const char *object)
{
    for (size_t i = 0; i < sizeof(objects) / sizeof(objects[0]); i++) {
        if (strcmp(objects[i].code, object) == 0) {
            return _(objects[i].label);
        }
    }
    const struct detail_kind *kind = detail_kind_find(object);
    return kind != NULL ? _(kind->fields->label) : object;
}

/* Characters of the words that the label has. */
static size_t shared_characters(const char *words, const char *label)
{
    size_t shared = 0;
    for (const char *at = words; *at != '\0';) {
        char one[5] = "";
        size_t length = 1;
        while (length < 4 && ((unsigned char)at[length] & 0xC0) == 0x80) {
            length++;
        }
        memcpy(one, at, length);
        shared += strstr(label, one) != NULL;
        at += length;
    }
    return shared;
}

struct match {
    const char *words, *nearest;
    struct str codes;
    size_t count, most;
};

/* One action: its code is record and verb. */
static void consider(struct match *match, const char *record, const struct word *word)
{
    const char *label = _(word->label);
    size_t shared = shared_characters(match->words, label);
    if (strstr(label, match->words) != NULL) {
        str_printf(&match->codes, "%s%s ", record, word->code);
        match->count++;
    } else if (shared > match->most) {
        match->most = shared;
        match->nearest = label;
    }
}

size_t audit_action_match(const char *words, char *out, size_t size, const char **nearest)
{
    struct match match = {.words = words};
    str_add(&match.codes, " ");
    for (size_t i = 0; i < ACTIONS; i++) {
        consider(&match, "", &actions[i]);
    }
    for (size_t i = 0; i < VERBS; i++) {
        for (size_t k = 0; k < detail_kind_count; k++) {
            consider(&match, detail_kinds[k].fields->record, &verbs[i]);
        }
        consider(&match, handover_line_fields.record, &verbs[i]);
    }
    *nearest = match.nearest;
    bool fits = text_copy(out, size, str_text(&match.codes));
    str_free(&match.codes);
    return fits ? match.count : 0;
}

bool audit_origin_is_owner(const char *origin)
{
    static const char owner[] = "cli owner"; /* and "cli owner acting" */
    return strncmp(origin, owner, sizeof(owner) - 1) == 0;
}
