/* The lines of a handover's log: written, confirmed, questioned, answered, carried over. */

#include <stdlib.h>
#include <string.h>

#include "handover_private.h"
#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/desk/correct.h"
#include "zuoxi/store/record.h"

void handover_line_begin(struct desk *desk, struct handover_line_edit *edit, const struct handover_line *line)
{
    memset(edit, 0, sizeof(*edit));
    edit->opened_at = clock_now(desk->clock);
    request_make(edit->request);
    edit->before = edit->after = *line;
}

/* A signature stands for what was read: after a change it is to be given again. */
static enum status withdraw(struct desk *desk, const struct handover *handover, struct err *err)
{
    struct handover *after = mem_new(1, sizeof(*after));
    enum status status = STATUS_OK;
    *after = *handover;
    after->out_badge[0] = after->in_badge[0] = '\0';
    after->out_at = after->in_at = (struct optional){0};
    if (handover->out_at.given || handover->in_at.given) {
        status = record_update(desk->store, &handover_fields, handover, after, NULL, err);
    }
    free(after);
    return status == STATUS_OK ? roster_store_move_on(desk->store, err) : status;
}

static enum status check_line(const struct handover_line *line, struct err *err)
{
    if (handover_part_parse(line->part) == PART_COUNT) {
        return err_set(err, STATUS_INVALID, _("没有“%s”这个部分"), line->part);
    }
    if (handover_part_is_live(handover_part_parse(line->part))) {
        return err_set(err, STATUS_INVALID, _("这一部分由系统按实时数据填写"));
    }
    if (field_is_blank(field_find(&handover_line_fields, "text"), line)) {
        err_set(err, STATUS_INVALID, _("请填写内容"));
        return err_where(err, "text");
    }
    return field_check(&handover_line_fields, line, NULL, err);
}

static enum status insert_line(struct desk *desk, const struct handover_file *file,
                               const struct handover_line *wanted, int64_t *id, struct err *err)
{
    struct handover_line *line = mem_new(1, sizeof(*line));
    *line = *wanted;
    line->head = (struct record_head){0};
    text_copy(line->author, sizeof(line->author), desk->actor.badge);
    enum status status = file->line_count == HANDOVER_LINES_MAX
                             ? err_set(err, STATUS_INVALID, _("一份记录最多 %d 条"), HANDOVER_LINES_MAX)
                             : record_insert(desk->store, &handover_line_fields, line, err);
    *id = line->head.id;
    if (status == STATUS_OK) {
        status = desk_audit(desk, "handover.line", "handover_line", *id, &handover_line_fields, NULL, line,
                            NULL, err);
    }
    free(line);
    return status;
}

/* The merged line, with nothing confirmed of it any more. */
static enum status correct_line(struct desk *desk, const struct handover_line_edit *edit, struct err *err)
{
    struct handover_line *current = mem_new(2, sizeof(*current)), *merged = current + 1;
    enum status status = record_load(desk->store, &handover_line_fields, edit->before.head.id, current, err);
    if (status == STATUS_OK) {
        status = correct_merge(&handover_line_fields, &edit->before, &edit->after, current, merged, err);
    }
    if (status == STATUS_OK) {
        status = check_line(merged, err);
    }
    merged->taken_by[0] = merged->carried_by[0] = '\0';
    merged->taken_at = (struct optional){0};
    if (status == STATUS_OK) {
        status = record_update(desk->store, &handover_line_fields, current, merged, NULL, err);
    }
    if (status == STATUS_OK) {
        status = desk_audit(desk, "handover.line", "handover_line", merged->head.id, &handover_line_fields,
                            current, merged, NULL, err);
    }
    free(current);
    return status;
}

enum status handover_line_save(struct desk *desk, void *argument, int64_t *id, struct err *err)
{
    const struct handover_line_edit *edit = argument;
    struct handover_file *file = handover_file_new();
    *id = edit->before.head.id;
    enum status status = desk_allow(desk, RIGHT_CONTACT_SAVE, err);
    if (status == STATUS_OK) {
        status = check_line(&edit->after, err);
    }
    if (status == STATUS_OK) {
        status = handover_load_open(desk, edit->after.handover_id, file, err);
    }
    if (status == STATUS_OK) {
        status = *id == 0 ? insert_line(desk, file, &edit->after, id, err) : correct_line(desk, edit, err);
    }
    if (status == STATUS_OK) {
        status = withdraw(desk, &file->record, err);
    }
    handover_file_free(&file);
    return status;
}

/* What each verb needs and does. */
struct acting {
    struct desk *desk;
    const struct handover_file *file;
    const struct handover_act *act;
    enum handover_side side;
    bool is_lead;
};

static enum status need_text(const struct acting *acting, const char *what, struct err *err)
{
    return acting->act->text[strspn(acting->act->text, " ")] == '\0'
               ? err_set(err, STATUS_INVALID, _("请写下%s"), what)
               : STATUS_OK;
}

static enum status refuse_own_side(const struct acting *acting, struct err *err)
{
    if (acting->side != SIDE_OUT) {
        return STATUS_OK;
    }
    err_set(err, STATUS_DENIED, _("您是交班人，要由接班人确认"));
    return err_advise(err, _("请接班人用自己的工号签到后逐条确认"));
}

static enum status take(const struct acting *acting, struct handover_line *line, struct err *err)
{
    enum status status = refuse_own_side(acting, err);
    if (status == STATUS_OK && line->is_fault && line->carried_by[0] == '\0') {
        err_set(err, STATUS_INVALID, _("本班的故障应在本班解决"));
        return err_advise(err, _("已解决：交班人按 F4 写明并去掉“故障”；要遗留给下一班：班长按 c 同意"));
    }
    if (status == STATUS_OK && handover_line_state(line) == LINE_ASKED) {
        return err_set(err, STATUS_INVALID, _("疑问还没有答复"));
    }
    text_copy(line->taken_by, sizeof(line->taken_by), acting->desk->actor.badge);
    line->taken_at = (struct optional){.value = clock_now(acting->desk->clock), .given = true};
    return status;
}

static enum status ask(const struct acting *acting, struct handover_line *line, struct err *err)
{
    enum status status = refuse_own_side(acting, err);
    if (status == STATUS_OK) {
        status = need_text(acting, _("疑问"), err);
    }
    text_copy(line->question, sizeof(line->question), acting->act->text);
    text_copy(line->asked_by, sizeof(line->asked_by), acting->desk->actor.badge);
    line->answer[0] = line->answered_by[0] = line->taken_by[0] = '\0';
    line->taken_at = (struct optional){0};
    return status;
}

static enum status answer(const struct acting *acting, struct handover_line *line, struct err *err)
{
    if (line->question[0] == '\0') {
        return err_set(err, STATUS_INVALID, _("这一条没有疑问"));
    }
    if (strcmp(line->asked_by, acting->desk->actor.badge) == 0) {
        return err_set(err, STATUS_DENIED, _("疑问要由对方答复"));
    }
    text_copy(line->answer, sizeof(line->answer), acting->act->text);
    text_copy(line->answered_by, sizeof(line->answered_by), acting->desk->actor.badge);
    return need_text(acting, _("答复"), err);
}

static enum status carry(const struct acting *acting, struct handover_line *line, struct err *err)
{
    if (!line->is_fault) {
        return err_set(err, STATUS_INVALID, _("只有标为故障的设备情况要班长同意遗留"));
    }
    if (!acting->is_lead) {
        err_set(err, STATUS_DENIED, _("遗留故障要班长同意"));
        return err_advise(err, _("请班长签到后按 c；没有班长的班由代班长同意"));
    }
    text_copy(line->carried_by, sizeof(line->carried_by), acting->desk->actor.badge);
    return STATUS_OK;
}

static const struct {
    const char *action;
    enum status (*apply)(const struct acting *acting, struct handover_line *line, struct err *err);
} verbs[] = {[HANDOVER_TAKE] = {"handover.take", take},
             [HANDOVER_ASK] = {"handover.ask", ask},
             [HANDOVER_ANSWER] = {"handover.answer", answer},
             [HANDOVER_CARRY] = {"handover.carry", carry}};

static enum status drop(const struct acting *acting, const struct handover_line *line, struct err *err)
{
    struct desk *desk = acting->desk;
    if (handover_part_is_live(handover_part_parse(line->part))) {
        return err_set(err, STATUS_INVALID, _("自动填写的部分不能删去"));
    }
    if (strcmp(line->author, desk->actor.badge) != 0 && !acting->is_lead && acting->side != SIDE_OUT) {
        return err_set(err, STATUS_DENIED, _("只有交班人和班长可以删去"));
    }
    enum status status = handover_store_drop_line(desk->store, line->head.id, err);
    return status == STATUS_OK ? desk_audit(desk, "handover.drop", "handover_line", line->head.id,
                                            &handover_line_fields, line, NULL, line->text, err)
                               : status;
}

static enum status apply(const struct acting *acting, const struct handover_line *line, struct err *err)
{
    const struct handover_act *act = acting->act;
    struct handover_line *after = mem_new(1, sizeof(*after));
    *after = *line;
    enum status status = verbs[act->verb].apply(acting, after, err);
    if (status == STATUS_OK) {
        status = record_update(acting->desk->store, &handover_line_fields, line, after, NULL, err);
    }
    if (status == STATUS_OK) {
        status = desk_audit(acting->desk, verbs[act->verb].action, "handover_line", line->head.id,
                            &handover_line_fields, line, after, NULL, err);
    }
    free(after);
    return status;
}

static enum status act_on(struct acting *acting, const struct handover_line *line, struct err *err)
{
    struct desk *desk = acting->desk;
    const struct handover_act *act = acting->act;
    struct handover_file *file = handover_file_new();
    enum status status = handover_load_open(desk, line->handover_id, file, err);
    if (status == STATUS_OK) {
        status = handover_is_lead(desk, file, desk->actor.badge, &acting->is_lead, err);
    }
    acting->file = file;
    acting->side = handover_side_of(roster_of(&file->rows), &file->record, desk->actor.badge);
    if (status == STATUS_OK && act->version != 0 && act->version != line->head.version) {
        err_set(err, STATUS_CONFLICT, _("这一条刚被改过"));
        status = err_advise(err, _("请看清现在的内容再确认"));
    }
    if (status == STATUS_OK) {
        status = act->verb == HANDOVER_DROP ? drop(acting, line, err) : apply(acting, line, err);
    }
    bool is_new_text = act->verb != HANDOVER_TAKE && act->verb != HANDOVER_CARRY;
    if (status == STATUS_OK) {
        status = is_new_text ? withdraw(desk, &file->record, err) : roster_store_move_on(desk->store, err);
    }
    handover_file_free(&file);
    return status;
}

enum status handover_act(struct desk *desk, void *argument, int64_t *id, struct err *err)
{
    struct acting acting = {.desk = desk, .act = argument};
    struct handover_line *line = mem_new(1, sizeof(*line));
    *id = acting.act->line_id;
    enum status status = desk_allow(desk, RIGHT_CONTACT_SAVE, err);
    if (status == STATUS_OK) {
        status = record_load(desk->store, &handover_line_fields, *id, line, err);
    }
    if (status == STATUS_OK) {
        status = act_on(&acting, line, err);
    }
    free(line);
    return status;
}
