/* A fault of the log that becomes a case for the unit that mends it. */

#include <stdlib.h>
#include <string.h>

#include "handover_private.h"
#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/desk/casework.h"
#include "zuoxi/desk/intake.h"
#include "zuoxi/store/record.h"

static void describe(const struct desk *desk, const struct handover_line *line, struct intake *intake)
{
    struct case_record *record = &intake->record;
    intake_begin(desk, intake);
    if (profile_choice(desk->profile, SET_TYPE, "repair") != NULL) {
        text_copy(record->type, sizeof(record->type), "repair");
        text_copy(record->grade, sizeof(record->grade), intake_grade(desk, "repair", ""));
    }
    text_format(record->content, sizeof(record->content), _("坐席设备故障（交接班记录）：%s"), line->text);
    text_copy(record->address, sizeof(record->address), desk->settings->company);
    record->has_time = record->has_place = record->has_event = true;
}

/* To the unit the configuration names; else the desk dispatches it like any other. */
static enum status dispatch(struct desk *desk, int64_t case_id, struct err *err)
{
    struct move_request *move = mem_new(1, sizeof(*move));
    int64_t result;
    enum status status = STATUS_OK;
    move->case_id = case_id;
    text_copy(move->action, sizeof(move->action), "dispatch");
    text_copy(move->values.unit, sizeof(move->values.unit), desk->settings->fault_unit);
    text_copy(move->set[move->set_count++], sizeof(move->set[0]), "unit");
    if (desk->settings->fault_unit[0] != '\0') {
        status = casework_move(desk, move, &result, err);
    }
    free(move);
    return status;
}

static enum status check_line(struct desk *desk, const struct handover_line *line, struct err *err)
{
    struct handover_file *file = handover_file_new();
    enum status status = handover_load_open(desk, line->handover_id, file, err);
    handover_file_free(&file);
    if (status == STATUS_OK && !line->is_fault) {
        err_set(err, STATUS_INVALID, _("这一条没有标为故障"));
        status = err_advise(err, _("按 F4 勾上“故障”再报修"));
    }
    if (status == STATUS_OK && line->case_id != 0) {
        err_set(err, STATUS_CONFLICT, _("这条故障已经开过工单"));
        status = err_advise(err, _("按 o 打开"));
    }
    return status;
}

enum status handover_fault_case(struct desk *desk, void *argument, int64_t *id, struct err *err)
{
    const struct handover_act *act = argument;
    struct handover_line *line = mem_new(2, sizeof(*line)), *after = line + 1;
    struct intake *intake = mem_new(1, sizeof(*intake));
    *id = act->line_id;
    enum status status = desk_allow(desk, RIGHT_CONTACT_SAVE, err);
    if (status == STATUS_OK) {
        status = record_load(desk->store, &handover_line_fields, act->line_id, line, err);
    }
    if (status == STATUS_OK) {
        status = check_line(desk, line, err);
    }
    if (status == STATUS_OK) {
        describe(desk, line, intake);
        status = intake_save_case(desk, intake, &intake->record, err);
    }
    if (status == STATUS_OK) {
        status = dispatch(desk, intake->record.head.id, err);
    }
    *after = *line;
    after->case_id = intake->record.head.id;
    if (status == STATUS_OK) {
        status = record_update(desk->store, &handover_line_fields, line, after, NULL, err);
    }
    if (status == STATUS_OK) {
        status = roster_store_move_on(desk->store, err);
    }
    if (status == STATUS_OK) {
        status = desk_audit(desk, "handover.case", "handover_line", act->line_id, &handover_line_fields, line,
                            after, NULL, err);
    }
    free(intake);
    free(line);
    return status;
}
