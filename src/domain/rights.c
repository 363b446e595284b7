#include "zuoxi/domain/rights.h"

#include <string.h>

#include "zuoxi/base/text.h"

#define NONE REACH_NONE
#define OWN  REACH_OWN
#define OPEN REACH_OPEN
#define ALL  REACH_ALL

/*
 * Spec section 7: operators and leads do the casework; leads also approve, override, reveal and see the
 * figures; an admin keeps people and data, and does no casework. A confidential case is there for leads and
 * for those whose it is.
 */
static const struct {
    const char *label;
    enum reach reach[ROLE_COUNT - 1]; /* from ROLE_OPERATOR on; nobody may do nothing */
} rights[RIGHT_COUNT] = {
    /* clang-format off */
    /*                                               坐席  班长  管理员 */
    [RIGHT_CONTACT_SAVE]   = {N_("登记来电、开立工单"),   {ALL,  ALL,  NONE}},
    [RIGHT_CASE_READ]      = {N_("查看工单"),            {OPEN, ALL,  OPEN}},
    [RIGHT_CASE_EDIT]      = {N_("修改工单"),            {OPEN, ALL,  NONE}},
    [RIGHT_CASE_MOVE]      = {N_("办理工单"),            {OPEN, ALL,  NONE}},
    [RIGHT_CASE_APPROVE]   = {N_("审批挂起、延期、重开"), {NONE, ALL,  NONE}},
    [RIGHT_CASE_CONFIDE]   = {N_("设为保密或取消保密"),   {OWN,  ALL,  NONE}},
    [RIGHT_CUSTOMER_READ]  = {N_("查看用户"),            {ALL,  ALL,  ALL}},
    [RIGHT_CUSTOMER_EDIT]  = {N_("修改用户"),            {ALL,  ALL,  ALL}},
    [RIGHT_CUSTOMER_MERGE] = {N_("合并用户"),            {NONE, ALL,  ALL}},
    [RIGHT_PHONE_SEE]      = {N_("查看完整号码"),        {OWN,  OWN,  NONE}},
    [RIGHT_ADDRESS_SEE]    = {N_("查看完整地址"),        {OWN,  ALL,  NONE}},
    [RIGHT_PHONE_REVEAL]   = {N_("显示完整号码"),        {NONE, ALL,  NONE}},
    [RIGHT_PERSON_ERASE]   = {N_("删除个人资料"),        {NONE, NONE, ALL}},
    [RIGHT_PROMISE]        = {N_("处理别人的预约回复"),   {OWN,  ALL,  NONE}},
    [RIGHT_WORK_REMARK]    = {N_("写别人的日报备注"),     {OWN,  ALL,  NONE}},
    [RIGHT_READING_SIGN]   = {N_("阅签"),                {NONE, ALL,  NONE}},
    [RIGHT_SCRIPT_USAGE]   = {N_("查看话术使用"),        {NONE, ALL,  ALL}},
    [RIGHT_NOTICE_READ]    = {N_("查看公告"),            {ALL,  ALL,  ALL}},
    [RIGHT_NOTICE_POST]    = {N_("发布公告"),            {NONE, ALL,  NONE}},
    [RIGHT_ROSTER_READ]    = {N_("查看班表"),            {ALL,  ALL,  ALL}},
    [RIGHT_ROSTER_EDIT]    = {N_("排班"),                {NONE, ALL,  NONE}},
    [RIGHT_SEAT_SEE]       = {N_("查看在线座席"),        {NONE, ALL,  ALL}},
    [RIGHT_HOOK_MANAGE]    = {N_("查看和处理通知"),      {NONE, ALL,  ALL}},
    [RIGHT_PASSWORD_SET]   = {N_("修改别人的密码"),      {OWN,  OWN,  ALL}},
    [RIGHT_USER_MANAGE]    = {N_("管理账号"),            {NONE, NONE, ALL}},
    [RIGHT_EXCHANGE]       = {N_("导入导出数据"),        {NONE, NONE, ALL}},
    [RIGHT_CASE_HOLD]      = {N_("查看保存期限、另行保留"), {NONE, ALL,  ALL}},
    [RIGHT_EXPORT_WHOLE]   = {N_("导出完整号码和地址"),   {NONE, NONE, ALL}},
    [RIGHT_BACKUP]         = {N_("备份数据库"),          {NONE, NONE, ALL}},
    [RIGHT_AUDIT_READ]     = {N_("查看审计记录"),        {NONE, NONE, ALL}},
    /* clang-format on */
};

static const struct {
    const char *code, *label;
} roles[ROLE_COUNT] = {
    [ROLE_NONE] = {"", N_("未签到")},
    [ROLE_OPERATOR] = {"operator", N_("坐席")},
    [ROLE_LEAD] = {"lead", N_("班长")},
    [ROLE_ADMIN] = {"admin", N_("管理员")},
};

static enum reach reach_of(enum role role, enum right right)
{
    return role > ROLE_NONE && role < ROLE_COUNT ? rights[right].reach[role - ROLE_OPERATOR] : REACH_NONE;
}

enum reach rights_reach(const struct actor *actor, enum right right)
{
    if (right >= RIGHT_COUNT) {
        return REACH_NONE;
    }
    if (actor->is_owner) {
        return REACH_ALL;
    }
    bool is_lead = actor->role == ROLE_OPERATOR && actor->is_acting_lead;
    enum reach own = reach_of(actor->role, right), lead = is_lead ? reach_of(ROLE_LEAD, right) : REACH_NONE;
    return lead > own ? lead : own;
}

bool rights_can(const struct actor *actor, enum right right, const struct rights_object *object)
{
    static const struct rights_object nothing = {0};
    enum reach reach = rights_reach(actor, right);
    object = object != NULL ? object : &nothing;
    return reach == REACH_ALL || (reach >= REACH_OWN && object->is_own) ||
           (reach == REACH_OPEN && !object->is_confidential);
}

struct rights_object rights_of_case(const struct actor *actor, const char *owner, const char *keeper,
                                    bool is_confidential)
{
    bool is_somebody = actor->badge[0] != '\0';
    bool is_own = strcmp(actor->badge, owner) == 0 || strcmp(actor->badge, keeper) == 0;
    return (struct rights_object){.is_own = is_somebody && is_own, .is_confidential = is_confidential};
}

const char *right_label(enum right right)
{
    return right < RIGHT_COUNT ? _(rights[right].label) : "";
}

const char *role_code(enum role role)
{
    return role < ROLE_COUNT ? roles[role].code : "";
}

const char *role_label(enum role role)
{
    return _(roles[role < ROLE_COUNT ? role : ROLE_NONE].label);
}

enum role role_parse(const char *code)
{
    for (enum role role = ROLE_OPERATOR; role < ROLE_COUNT; role++) {
        if (strcmp(code, roles[role].code) == 0) {
            return role;
        }
    }
    return ROLE_NONE;
}
