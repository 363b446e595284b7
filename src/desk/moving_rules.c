#include "moving.h"

#include <string.h>

#include "zuoxi/base/text.h"
#include "zuoxi/domain/deadline.h"
#include "zuoxi/store/step_store.h"

/* As often as the profile lets a case have it (R2.1: 延期、退单 limited). */
static enum status check_limit(struct desk *desk, const struct moving *moving, struct err *err)
{
    const struct move_rule *move = moving->move;
    int64_t count, last;
    if (move->limit == 0) {
        return STATUS_OK;
    }
    enum status status = step_store_tally(desk->store, moving->before.head.id, move->id, &count, &last, err);
    if (status == STATUS_OK && count >= move->limit) {
        err_set(err, STATUS_INVALID, _("工单%s已经“%s”%lld次，最多%d次"), moving->before.number, move->label,
                (long long)count, move->limit);
        status = err_advise(err, _("请和班长商量，改用上报或督办"));
    }
    return status;
}

/* Not later than so long after the move it counts from: a unit that has kept a case for days cannot say it is
 * not its own. */
static enum status check_within(struct desk *desk, const struct moving *moving, struct err *err)
{
    const struct move_rule *move = moving->move;
    int64_t count, since;
    char until[20];
    if (move->within.amount == 0) {
        return STATUS_OK;
    }
    enum status status =
        step_store_tally(desk->store, moving->before.head.id, move->since, &count, &since, err);
    if (status != STATUS_OK || count == 0) {
        return status;
    }
    int64_t last = deadline_due(since, move->within, &desk->settings->rules, NULL, NULL);
    if (moving->at <= last) {
        return STATUS_OK;
    }
    clock_format(last, until);
    err_set(err, STATUS_INVALID, _("“%s”要在“%s”之后的时限内，最晚%.16s"), move->label,
            profile_action_label(desk->profile, move->since), until);
    return err_advise(err, _("时限已过，请由原单位办理，或上报"));
}

/* A matter as serious as this is reported upward before it goes anywhere (R2.6). */
static enum status check_reported(struct desk *desk, const struct moving *moving, struct err *err)
{
    const struct choice *severity =
        profile_choice(desk->profile, SET_SEVERITY, moving->details_after.complaint.severity);
    bool is_reported = severity == NULL || !severity->is_reported || moving->move->to[0] == '\0';
    for (size_t i = 0; i < desk->profile->move_count && !is_reported; i++) {
        const struct move_rule *move = &desk->profile->moves[i];
        int64_t count = 0, last;
        if (move->effect == EFFECT_ESCALATE) {
            enum status status =
                step_store_tally(desk->store, moving->before.head.id, move->id, &count, &last, err);
            if (status != STATUS_OK) {
                return status;
            }
            is_reported = count > 0;
        }
    }
    if (is_reported) {
        return STATUS_OK;
    }
    err_set(err, STATUS_INVALID, _("“%s”的投诉要先上报"), severity->label);
    return err_advise(err, _("请先办“上报”，写明上报给谁"));
}

/* Dissatisfaction without a word why cannot be handled again. */
static enum status check_satisfaction(const struct desk *desk, const struct moving *moving, struct err *err)
{
    if (moving->move->effect != EFFECT_CALLBACK || moving->is_attempt) {
        return STATUS_OK;
    }
    const struct choice *choice = profile_choice(desk->profile, SET_SATISFACTION, moving->after.satisfaction);
    if (choice != NULL && choice->is_redo && moving->details_after.step.reason[0] == '\0') {
        err_set(err, STATUS_INVALID, _("“%s”要写明原因"), choice->label);
        return err_where(err, "step.reason");
    }
    return STATUS_OK;
}

static enum status check_extra(const struct moving *moving, struct err *err)
{
    struct duration by;
    if (moving->move->effect != EFFECT_EXTEND ||
        duration_parse(moving->details_after.step.extra, &by, NULL) == STATUS_OK) {
        return STATUS_OK;
    }
    err_set(err, STATUS_INVALID, _("“%s”不是时长"), moving->details_after.step.extra);
    err_advise(err, _("写法如 2h 小时、1d 天、2wd 工作日、8wh 工作小时"));
    return err_where(err, "step.extra");
}

enum status moving_check(struct desk *desk, struct moving *moving, struct err *err)
{
    enum status status = check_limit(desk, moving, err);
    if (status == STATUS_OK) {
        status = check_within(desk, moving, err);
    }
    if (status == STATUS_OK) {
        status = check_reported(desk, moving, err);
    }
    if (status == STATUS_OK) {
        status = check_satisfaction(desk, moving, err);
    }
    return status == STATUS_OK ? check_extra(moving, err) : status;
}
