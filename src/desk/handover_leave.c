#include "zuoxi/desk/handover_leave.h"

#include <stdlib.h>
#include <string.h>

#include "handover_private.h"
#include "zuoxi/base/mem.h"
#include "zuoxi/base/str.h"
#include "zuoxi/base/text.h"
#include "zuoxi/domain/workday.h"
#include "zuoxi/store/record.h"

#define LATE_SECONDS (4 * 3600) /* whoever left so long ago without a word has left */

/* The last turn of the actor's that has begun and did not end long ago, unless the actor goes on in the next.
 */
static struct shift_turn turn_to_leave(const struct desk *desk, struct roster roster)
{
    struct shift_turn found = {0};
    int64_t now = clock_now(desk->clock);
    for (size_t i = 0; i < roster.count; i++) {
        const struct roster_row *row = &roster.rows[i];
        const struct shift *turns[ROSTER_TURNS_MAX];
        size_t count = strcmp(row->badge, desk->actor.badge) == 0
                           ? roster_turns(settings_shifts(desk->settings), row->plan, turns)
                           : 0;
        for (size_t j = 0; j < count; j++) {
            if (shift_begin(turns[j], row->date) <= now &&
                shift_end(turns[j], row->date) > now - LATE_SECONDS) {
                found = (struct shift_turn){turns[j], row->date};
            }
        }
    }
    return found;
}

static void count_facts(const struct desk *desk, const struct handover_file *file, struct leave_facts *facts)
{
    const char *badge = desk->actor.badge;
    for (size_t i = 0; i < file->signature_count; i++) {
        const struct signature_row *row = &file->signatures[i];
        facts->reliefs += row->side == SIDE_IN;
        facts->has_signed = facts->has_signed || (row->side == SIDE_OUT && strcmp(row->badge, badge) == 0);
    }
    for (size_t i = 0; i < file->leave_count; i++) {
        bool is_own = strcmp(file->leaves[i].badge, badge) == 0;
        facts->left += file->leaves[i].is_gone && !is_own;
        facts->has_override = facts->has_override || is_own;
    }
}

static enum status say_missing(struct desk *desk, const struct handover_file *file, struct shift_turn turn,
                               enum leave_verdict verdict, struct err *err)
{
    struct shift_turn relief = shift_relief(settings_shifts(desk->settings), turn);
    struct str names = {0};
    /* Who only looks around knows no lead to call. */
    const char *release = desk_is_demo(desk) ? _("F7 v 放行，演示班长2001/demo") : NULL;
    handover_planned(desk, file, relief, &names);
    switch (verdict) {
    case LEAVE_UNSIGNED:
        err_set(err, STATUS_DENIED, _("接班人已到，您还没有在交接班记录上签字"));
        err_advise(err, _("请按 F7 打开交接班，F9 签字后再签退"));
        break;
    case LEAVE_UNPLANNED:
        err_set(err, STATUS_DENIED, _("接班人未到岗，交班人不得离台：班表上%s没有人"), relief.shift->name);
        err_advise(err, release != NULL ? release : _("请班长排班(l)或放行(F7 v)"));
        break;
    default:
        err_set(err, STATUS_DENIED, _("接班人未到岗，交班人不得离台：%s 未签字"),
                relief.shift != NULL ? str_text(&names) : _("下班由班长接班，班长"));
        err_advise(err, release != NULL ? release : _("按 F7 签字，或请班长按 v 放行"));
        break;
    }
    str_free(&names);
    return err->status;
}

static enum status judge(struct desk *desk, struct handover_file *file, struct shift_turn turn, int64_t *id,
                         struct err *err)
{
    struct shift_turn relief = shift_relief(settings_shifts(desk->settings), turn);
    struct leave_facts facts = {.is_required = desk->settings->handover_required,
                                .is_closing = relief.shift == NULL};
    enum status status = handover_store_find(desk->store, turn.date, turn.shift->name, id, err);
    if (status == STATUS_OK && *id != 0) {
        status = handover_load(desk, *id, file, err);
    } else if (status == STATUS_OK) {
        status = roster_store_load(desk->store, turn.date, date_next(turn.date), &file->rows, err);
    }
    if (status != STATUS_OK) {
        return status;
    }
    if (relief.shift != NULL) {
        facts.planned = roster_count(roster_of(&file->rows), relief.date, relief.shift);
    }
    count_facts(desk, file, &facts);
    enum leave_verdict verdict = handover_may_leave(&facts);
    return verdict == LEAVE_FREE ? STATUS_OK : say_missing(desk, file, turn, verdict, err);
}

enum status handover_may_go(struct desk *desk, int64_t *id, struct err *err)
{
    struct handover_file *file = handover_file_new();
    struct roster_rows rows = {0};
    int today = date_of(clock_now(desk->clock));
    *id = 0;
    enum status status = roster_load(desk, date_previous(date_previous(today)), today, &rows, err);
    struct shift_turn turn = turn_to_leave(desk, roster_of(&rows));
    roster_rows_clear(&rows);
    if (status == STATUS_OK && turn.shift != NULL) {
        status = judge(desk, file, turn, id, err);
    }
    handover_file_free(&file);
    return status;
}

enum status handover_gone(struct desk *desk, void *argument, int64_t *id, struct err *err)
{
    struct handover_leave_row row = {.is_gone = true, .at = clock_now(desk->clock)};
    *id = ((const struct handover_going *)argument)->id;
    text_copy(row.badge, sizeof(row.badge), desk->actor.badge);
    enum status status = desk_allow(desk, RIGHT_ROSTER_READ, err);
    if (status == STATUS_OK) {
        status = handover_store_leave(desk->store, *id, &row, err);
    }
    return status == STATUS_OK
               ? desk_audit(desk, "handover.gone", "handover", *id, NULL, NULL, NULL, NULL, err)
               : status;
}

/* The acting lead may let go others at any time, and leave alone when the relief is overdue: nothing
 * deadlocks. */
static enum status check_release(struct desk *desk, const struct handover_file *file,
                                 const struct handover_release *release, struct err *err)
{
    const struct person *lead = &release->proof->person;
    int64_t late = file->record.ends_at.value + desk->settings->handover_grace * (int64_t)60;
    bool is_lead = false;
    const char *plan = roster_plan(roster_of(&file->rows), (int)file->record.date.value, release->badge);
    enum status status = handover_is_lead(desk, file, lead->badge, &is_lead, err);
    if (status == STATUS_OK && !roster_has(plan, file->record.shift)) {
        err_set(err, STATUS_INVALID, _("%s 不在%s的班表上，不用放行"), release->badge, file->record.shift);
        return err_advise(err, _("请写要先走的交班人的工号"));
    }
    if (status == STATUS_OK && !is_lead) {
        err_set(err, STATUS_DENIED, _("%s 不是班长，不能放行"), lead->badge);
        return err_advise(err, _("请班长输入工号和密码；没有班长的班由代班长放行"));
    }
    if (status == STATUS_OK && strcmp(lead->badge, release->badge) == 0 && lead->role != ROLE_LEAD &&
        clock_now(desk->clock) < late) {
        char text[20];
        clock_format(late, text);
        return err_set(err, STATUS_DENIED, _("代班长自己先走，要等到 %.5s 接班人仍未到"), text + 11);
    }
    return status;
}

enum status handover_release(struct desk *desk, void *argument, int64_t *id, struct err *err)
{
    const struct handover_release *release = argument;
    struct handover_file *file = handover_file_new();
    struct handover_leave_row row = {.at = clock_now(desk->clock)};
    char note[1000];
    *id = release->id;
    enum status status = desk_allow(desk, RIGHT_CONTACT_SAVE, err);
    if (status == STATUS_OK && !release->proof->is_proven) {
        status = err_set(err, STATUS_DENIED, _("密码没有核对通过"));
    }
    if (status == STATUS_OK && release->reason[strspn(release->reason, " ")] == '\0') {
        status = err_set(err, STATUS_INVALID, _("请写下放行的原因"));
    }
    if (status == STATUS_OK) {
        status = handover_load(desk, release->id, file, err);
    }
    if (status == STATUS_OK) {
        status = check_release(desk, file, release, err);
    }
    text_copy(row.badge, sizeof(row.badge), release->badge);
    text_copy(row.allowed_by, sizeof(row.allowed_by), release->proof->person.badge);
    text_copy(row.reason, sizeof(row.reason), release->reason);
    text_format(note, sizeof(note), _("%s 放行 %s：%s"), row.allowed_by, row.badge, row.reason);
    if (status == STATUS_OK) {
        status = handover_store_leave(desk->store, release->id, &row, err);
    }
    handover_file_free(&file);
    return status == STATUS_OK
               ? desk_audit(desk, "handover.release", "handover", *id, NULL, NULL, NULL, note, err)
               : status;
}
