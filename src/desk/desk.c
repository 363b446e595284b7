#include "zuoxi/desk/desk.h"

#include <string.h>

#include "zuoxi/base/text.h"
#include "zuoxi/desk/draft.h"
#include "zuoxi/store/audit.h"
#include "zuoxi/store/bell.h"
#include "zuoxi/store/hook_store.h"

enum status desk_open(struct desk *desk, const char *path, const struct settings *settings,
                      const struct profile *profile, const struct phrasebook *book, const struct clock *clock,
                      struct err *err)
{
    *desk = (struct desk){.settings = settings, .profile = profile, .book = book, .clock = clock};
    struct store_options options = {.path = path, .clock = clock, .badge = desk->actor.badge};
    enum status status = store_open(&desk->store, &options, err);
    if (status == STATUS_OK) {
        hook_store_follow(desk->store, hooks_want_levels(settings->hooks, settings->hook_count));
    }
    return status;
}

void desk_close(struct desk *desk)
{
    if (desk->store != NULL) {
        store_close(&desk->store);
    }
    draft_release(desk);
    explicit_bzero(&desk->actor, sizeof(desk->actor));
}

enum status desk_create(const char *path, const char *profile, const struct clock *clock, struct err *err)
{
    return store_create(path, profile, false, clock, err);
}

void desk_discard(const char *path)
{
    store_remove(path);
}

bool desk_changed(struct desk *desk)
{
    return store_changed(desk->store);
}

int desk_listen(const struct desk *desk)
{
    return bell_listen(store_path(desk->store));
}

bool desk_hear(int fd)
{
    return bell_heard(fd);
}

bool desk_is_demo(const struct desk *desk)
{
    return store_is_demo(desk->store);
}

bool desk_is_owner(const struct desk *desk)
{
    return store_is_owner(desk->store);
}

const char *desk_database(const struct desk *desk)
{
    return store_path(desk->store);
}

const char *desk_profile(const struct desk *desk)
{
    return store_profile(desk->store);
}

/* What each right lets a person do, for the sentence that refuses it. */
static const char *const right_labels[RIGHT_COUNT] = {
    [RIGHT_CONTACT_SAVE] = N_("登记来电、开立工单"),
    [RIGHT_CASE_READ] = N_("查看工单"),
    [RIGHT_CASE_EDIT] = N_("修改工单"),
    [RIGHT_CASE_MOVE] = N_("办理工单"),
    [RIGHT_CASE_APPROVE] = N_("审批挂起、延期、重开"),
    [RIGHT_CUSTOMER_READ] = N_("查看用户"),
    [RIGHT_CUSTOMER_EDIT] = N_("修改用户"),
    [RIGHT_CUSTOMER_MERGE] = N_("合并用户"),
    [RIGHT_PHONE_SEE] = N_("查看完整号码"),
    [RIGHT_PROMISE_ALL] = N_("处理别人的预约回复"),
    [RIGHT_USER_MANAGE] = N_("管理账号"),
    [RIGHT_EXCHANGE] = N_("导入导出数据"),
    [RIGHT_READING_SIGN] = N_("阅签"),
    [RIGHT_SCRIPT_USAGE] = N_("查看话术使用"),
    [RIGHT_NOTICE_READ] = N_("查看公告"),
    [RIGHT_NOTICE_POST] = N_("发布公告"),
    [RIGHT_HOOK_MANAGE] = N_("查看和处理通知"),
    [RIGHT_ROSTER_READ] = N_("查看班表"),
    [RIGHT_ROSTER_EDIT] = N_("排班"),
};

bool desk_has_right(const struct desk *desk, enum right right)
{
    return desk->actor.is_owner || rights_allow(desk->actor.role, right);
}

enum role desk_role(const struct desk *desk)
{
    return desk->actor.is_owner ? ROLE_LEAD : desk->actor.role;
}

enum status desk_allow(const struct desk *desk, enum right right, struct err *err)
{
    if (desk_has_right(desk, right)) {
        return STATUS_OK;
    }
    if (desk->actor.role == ROLE_NONE) {
        err_set(err, STATUS_DENIED, _("未登录，不能%s"), _(right_labels[right]));
        return err_advise(err, _("请先登录"));
    }
    err_set(err, STATUS_DENIED, _("%s(%s)无权%s"), desk->actor.badge, role_label(desk->actor.role),
            _(right_labels[right]));
    return err_advise(err, _("请换用有此权限的工号"));
}

enum status desk_audit(struct desk *desk, const char *action, const char *object, int64_t id,
                       const struct field_table *table, const void *before, const void *after,
                       const char *note, struct err *err)
{
    struct audit_entry entry = {.badge = desk->actor.badge,
                                .origin = desk->actor.origin == NULL ? "" : desk->actor.origin,
                                .action = action,
                                .object = object,
                                .object_id = id,
                                .table = table,
                                .before = before,
                                .after = after,
                                .note = note};
    return audit_write(desk->store, &entry, err);
}
