#include "zuoxi/desk/erase.h"

#include <stdlib.h>
#include <string.h>

#include "erase_drafts.h"
#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/domain/customer.h"
#include "zuoxi/domain/notice_call.h"
#include "zuoxi/store/record.h"

/* How each part is called; NULL: it is not counted to people. */
static const char *const labels[ERASE_PARTS] = {
    [ERASE_CUSTOMERS] = N_("用户 %zu 户（含并入的）"),
    [ERASE_CASES] = N_("工单 %zu 张"),
    [ERASE_CONTACTS] = N_("联系记录 %zu 次"),
    [ERASE_PROMISES] = N_("预约回复 %zu 条"),
    [ERASE_MESSAGES] = N_("留言 %zu 条"),
    [ERASE_NOTICE_CALLS] = N_("公告回电 %zu 户次"),
    [ERASE_RINGS] = N_("来电 %zu 通"),
    [ERASE_STOPS] = N_("外出到访 %zu 站"),
};

/* ---- weighing ---- */

/* A confidential case is erased with the rest, though who erases may not read it: nothing of it is shown. */
static const struct actor all_seeing = {.role = ROLE_NONE, .is_owner = true};

/* The household that is kept where this one was merged. */
static enum status load_kept(struct desk *desk, int64_t id, struct customer *customer, struct err *err)
{
    enum status status = record_load(desk->store, &customer_fields, id, customer, err);
    while (status == STATUS_OK && customer->merged_into != 0) {
        status = record_load(desk->store, &customer_fields, customer->merged_into, customer, err);
    }
    return status;
}

static enum status make_plan(struct desk *desk, int64_t customer_id, struct erase_plan *plan,
                             struct erase_scope *scope, struct err *err)
{
    struct customer *customer = mem_new(1, sizeof(*customer));
    struct erase_drafts drafts;
    *plan = (struct erase_plan){0};
    *scope = (struct erase_scope){0};
    enum status status = desk_allow(desk, RIGHT_PERSON_ERASE, err);
    if (status == STATUS_OK) {
        status = load_kept(desk, customer_id, customer, err);
    }
    if (status == STATUS_OK) {
        plan->id = customer->head.id;
        text_copy(plan->account, sizeof(plan->account), customer->account);
        text_copy(plan->name, sizeof(plan->name), customer->name);
        status = erase_store_find(desk->store, plan->id, scope, err);
    }
    if (status == STATUS_OK) {
        erase_drafts_find(scope->phones, &drafts);
        text_copy(plan->draft_badge, sizeof(plan->draft_badge), drafts.badge);
        plan->unread_drafts = drafts.unread;
    }
    for (size_t i = 0; i < ERASE_PARTS; i++) {
        plan->counts[i] = scope->parts[i].count;
    }
    plan->open_cases = scope->open_cases;
    plan->open_promises = scope->open_promises;
    plan->held_cases = scope->held_cases;
    plan->sealed_logs = scope->sealed_logs;
    explicit_bzero(customer, sizeof(*customer));
    free(customer);
    return status;
}

enum status erase_plan(struct desk *desk, int64_t customer_id, struct erase_plan *plan, struct err *err)
{
    const struct actor *viewer = store_look_as(desk->store, &all_seeing);
    struct erase_scope scope;
    enum status status = make_plan(desk, customer_id, plan, &scope, err);
    erase_scope_clear(&scope);
    store_look_as(desk->store, viewer);
    return status;
}

void erase_describe(const struct erase_plan *plan, struct str *out)
{
    const char *between = "";
    str_printf(out, _("%s（户号 %s）："), plan->name, plan->account[0] != '\0' ? plan->account : "--");
    for (size_t i = 0; i < ERASE_PARTS; i++) {
        if (labels[i] != NULL && plan->counts[i] > 0) {
            char item[80];
            text_format(item, sizeof(item), _(labels[i]), plan->counts[i]);
            str_printf(out, "%s%s", between, item);
            between = _("，");
        }
    }
    str_add(out, _("。\n删去：姓名、电话、单元和室、备注、通话和工单里的文字、审计里的旧值、待发的通知。\n"
                   "留下：户号、工单号、时间、环节、类别、金额、小区和楼，统计数字不变。\n"));
    if (plan->sealed_logs > 0) {
        str_printf(out, _("已签字的交接班记录 %lld 份提到这些工单，按签字时的原样封存，不改。\n"),
                   (long long)plan->sealed_logs);
    }
    if (plan->unread_drafts > 0) {
        str_printf(out, _("有 %zu 份草稿读不了，里面有没有这一户不知道：zuoxi verify 说是哪几份。\n"),
                   plan->unread_drafts);
    }
    str_add(out, _("不能恢复。以前的备份里还有，到期轮换掉；恢复时留下的 .before- "
                   "库里也有，请自行删去；用旧备份恢复以后要再删一次。\n"));
}

enum status erase_check(const struct erase_plan *plan, struct err *err)
{
    if (plan->open_cases > 0) {
        err_set(err, STATUS_CONFLICT, _("这一户还有%lld张工单没有归档，现在删除就没法办了"),
                (long long)plan->open_cases);
        return err_advise(err, _("请先办结归档"));
    }
    if (plan->open_promises > 0) {
        err_set(err, STATUS_CONFLICT, _("这一户还有%lld条预约回复没有完成"), (long long)plan->open_promises);
        return err_advise(err, _("请先回电完成"));
    }
    if (plan->held_cases > 0) {
        err_set(err, STATUS_CONFLICT, _("这一户有%lld张工单另行保留"), (long long)plan->held_cases);
        return err_advise(err, _("请先看 zuoxi retention show，争议了结后 retention release"));
    }
    if (plan->draft_badge[0] != '\0') {
        err_set(err, STATUS_CONFLICT, _("%s 有一份没有提交的表单里有这一户的号码"), plan->draft_badge);
        return err_advise(err, _("请先提交或放弃那份表单"));
    }
    return STATUS_OK;
}

/* ---- erasing ---- */

/* What the audit holds of every record concerned; of a notice only what names them as its callers. */
static enum status erase_audit(struct desk *desk, const struct erase_scope *scope, struct err *err)
{
    const struct erase_ids *notices = &scope->parts[ERASE_NOTICES];
    enum status status = STATUS_OK;
    for (size_t i = 0; i < scope->record_count && status == STATUS_OK; i++) {
        const struct erase_record *record = &scope->records[i];
        char action[40];
        text_format(action, sizeof(action), "%s.erase", record->object);
        status = desk_erase_audit(desk, action, record->object, record->id, NULL, NULL, err);
    }
    for (size_t i = 0; i < notices->count && status == STATUS_OK; i++) {
        status = desk_erase_audit(desk, "notice.erase", "notice", notices->items[i], &notice_call_fields,
                                  scope->notice_lines, err);
    }
    return status;
}

static enum status check_reason(const char *reason, struct err *err)
{
    if (strspn(reason, " \t\n") == strlen(reason)) {
        err_set(err, STATUS_INVALID, _("请写明依据：谁在什么时候申请的"));
        return err_where(err, "reason");
    }
    return STATUS_OK;
}

static enum status erase(struct desk *desk, const struct erase_request *request, int64_t *id, struct err *err)
{
    struct erase_plan plan;
    struct erase_scope scope;
    enum status status = make_plan(desk, request->customer_id, &plan, &scope, err);
    if (status == STATUS_OK) {
        status = check_reason(request->reason, err);
    }
    if (status == STATUS_OK) {
        status = erase_check(&plan, err);
    }
    if (status == STATUS_OK) {
        status = erase_store_run(desk->store, &scope, err);
    }
    if (status == STATUS_OK) {
        status = erase_audit(desk, &scope, err);
    }
    if (status == STATUS_OK) {
        status =
            desk_audit(desk, "person.erase", "customer", plan.id, NULL, NULL, NULL, request->reason, err);
    }
    *id = plan.id;
    erase_scope_clear(&scope);
    explicit_bzero(&plan, sizeof(plan));
    return status;
}

enum status erase_person(struct desk *desk, void *argument, int64_t *id, struct err *err)
{
    const struct actor *viewer = store_look_as(desk->store, &all_seeing);
    enum status status = erase(desk, argument, id, err);
    store_look_as(desk->store, viewer);
    return status;
}

enum status erase_is_left(struct desk *desk, bool *left, struct err *err)
{
    *left = false;
    enum status status = desk_allow(desk, RIGHT_PERSON_ERASE, err);
    return status == STATUS_OK ? erase_store_is_left(desk->store, left, err) : status;
}

enum status erase_scrub(struct desk *desk, int64_t waited_ms, bool *left, struct err *err)
{
    *left = false;
    enum status status = desk_allow(desk, RIGHT_PERSON_ERASE, err);
    return status == STATUS_OK ? erase_store_scrub(desk->store, waited_ms, left, err) : status;
}
