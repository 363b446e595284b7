/* Signing a handover: both sides with their own passwords; with the second signature the log is sealed and
 * what was the outgoing one's becomes the incoming one's, in one transaction. */

#include <stdlib.h>
#include <string.h>

#include "handover_private.h"
#include "zuoxi/base/mem.h"
#include "zuoxi/base/str.h"
#include "zuoxi/base/text.h"
#include "zuoxi/store/record.h"

static struct optional given(int64_t value)
{
    return (struct optional){.value = value, .given = true};
}

static bool has_signed(const struct handover_file *file, enum handover_side side, const char *badge)
{
    for (size_t i = 0; i < file->signature_count; i++) {
        if (file->signatures[i].side == side && strcmp(file->signatures[i].badge, badge) == 0) {
            return true;
        }
    }
    return false;
}

static enum status check_proof(const struct signin *proof, struct err *err)
{
    return proof == NULL || proof->is_proven ? STATUS_OK : err_set(err, STATUS_DENIED, _("密码没有核对通过"));
}

static enum status check_out(struct desk *desk, const struct handover_file *file, const char *badge,
                             struct err *err)
{
    if (handover_side_of(roster_of(&file->rows), &file->record, badge) == SIDE_OUT) {
        return STATUS_OK;
    }
    bool is_lead = false;
    enum status status = handover_is_lead(desk, file, badge, &is_lead, err);
    if (status == STATUS_OK && !is_lead) {
        err_set(err, STATUS_DENIED, _("%s 不在%s的班表上，不能作为交班人签字"), badge, file->record.shift);
        return err_advise(err, _("临时顶班请班长先改班表（台面上按 l），或由班长签字"));
    }
    return status;
}

/* Anybody who was not on the turn may relieve it, a lead at closing time. */
static enum status check_in(struct desk *desk, const struct handover_file *file, const char *badge,
                            struct err *err)
{
    size_t unread = 0;
    bool is_lead = false;
    if (roster_has(roster_plan(roster_of(&file->rows), (int)file->record.date.value, badge),
                   file->record.shift)) {
        return err_set(err, STATUS_DENIED, _("%s 就在交班的班上，不能作为接班人签字"), badge);
    }
    enum status status = handover_is_lead(desk, file, badge, &is_lead, err);
    if (status == STATUS_OK && file->record.next_shift[0] == '\0' && !is_lead) {
        err_set(err, STATUS_DENIED, _("%s之后没有下一班，要由班长接班签字"), file->record.shift);
        return err_advise(err, _("请班长输入工号和密码"));
    }
    if (status == STATUS_OK && !file->record.signed_at.given && file->open_lines > 0) {
        err_set(err, STATUS_INVALID, _("还有 %zu 条没有确认"), file->open_lines);
        return err_advise(err, _("请接班人逐条按 Enter 确认，或按 q 提出疑问"));
    }
    if (status == STATUS_OK) {
        status = handover_unread(desk, badge, &unread, err);
    }
    if (status == STATUS_OK && unread > 0) {
        err_set(err, STATUS_INVALID, _("%s 还有 %zu 条必读公告没有读"), badge, unread);
        return err_advise(err, _("请选中“公告阅读”按 o 打开，读完按 m"));
    }
    return status;
}

/* Put what is given into the record; whether the log is whole now. */
static bool put(struct handover *record, const struct handover_signing *signing, int64_t now)
{
    if (signing->out != NULL && !record->out_at.given) {
        text_copy(record->out_badge, sizeof(record->out_badge), signing->out->person.badge);
        record->out_at = given(now);
    }
    if (signing->in != NULL && !record->in_at.given) {
        text_copy(record->in_badge, sizeof(record->in_badge), signing->in->person.badge);
        record->in_at = given(now);
    }
    return record->out_at.given && record->in_at.given;
}

/* The live texts stand from now on as they are. */
static enum status freeze_lines(struct desk *desk, const struct handover_file *file, struct handover *record,
                                struct err *err)
{
    struct handover_line *stored = mem_new(1, sizeof(*stored)), *frozen = mem_new(1, sizeof(*frozen));
    enum status status = STATUS_OK;
    record->carried = record->questions = given(0);
    for (size_t i = 0; i < file->line_count && status == STATUS_OK; i++) {
        const struct handover_line *line = &file->lines[i];
        record->carried.value += line->carried_by[0] != '\0';
        record->questions.value += line->question[0] != '\0';
        if (handover_part_is_live(handover_part_parse(line->part))) {
            status = record_load(desk->store, &handover_line_fields, line->head.id, stored, err);
            *frozen = *line;
            if (status == STATUS_OK) {
                status = record_update(desk->store, &handover_line_fields, stored, frozen, NULL, err);
            }
        }
    }
    free(stored);
    free(frozen);
    return status;
}

static enum status seal(struct desk *desk, struct handover_file *file, struct handover *record,
                        struct err *err)
{
    struct handover before = file->record;
    struct str sheet = {0};
    enum status status = freeze_lines(desk, file, record, err);
    record->signed_at = given(clock_now(desk->clock));
    file->record = *record;
    if (status == STATUS_OK) {
        status = handover_sheet(desk, file, &sheet, err);
    }
    if (status == STATUS_OK) {
        status = handover_store_seal(desk->store, record->head.id, str_text(&sheet), err);
    }
    if (status == STATUS_OK) {
        status = record_update(desk->store, &handover_fields, &before, record, NULL, err);
    }
    str_free(&sheet);
    return status;
}

/* Both names of the first two, and of everybody who signs later. */
static enum status keep(struct desk *desk, const struct handover_file *file, enum handover_side side,
                        const char *badge, int64_t at, struct err *err)
{
    return badge[0] == '\0' || has_signed(file, side, badge)
               ? STATUS_OK
               : handover_store_sign(desk->store, file->record.head.id, side, badge, at, err);
}

static enum status transfer(struct desk *desk, const char *from, const char *to, struct str *note,
                            struct err *err)
{
    int64_t promises = 0, cases = 0;
    enum status status = handover_store_transfer(desk->store, from, to, &promises, &cases, err);
    str_printf(note, _("%s 交 %s：承诺 %lld 条，工单 %lld 张。"), from, to, (long long)promises,
               (long long)cases);
    return status;
}

/* Whoever was let go before the relief came has left promises and cases behind, too. */
static enum status transfer_all(struct desk *desk, const struct handover_file *file,
                                const struct handover *record, struct str *note, struct err *err)
{
    enum status status = transfer(desk, record->out_badge, record->in_badge, note, err);
    for (size_t i = 0; i < file->leave_count && status == STATUS_OK; i++) {
        const struct handover_leave_row *leave = &file->leaves[i];
        if (!leave->is_gone && strcmp(leave->badge, record->out_badge) != 0) {
            status = transfer(desk, leave->badge, record->in_badge, note, err);
        }
    }
    return status;
}

/* The first two signatures: one alone waits for the other, the second one closes the log. */
static enum status sign_first(struct desk *desk, struct handover_file *file,
                              const struct handover_signing *signing, struct str *note, struct err *err)
{
    struct handover *record = mem_new(1, sizeof(*record));
    *record = file->record;
    bool is_whole = put(record, signing, clock_now(desk->clock));
    enum status status = is_whole
                             ? seal(desk, file, record, err)
                             : record_update(desk->store, &handover_fields, &file->record, record, NULL, err);
    if (status == STATUS_OK && is_whole) {
        status = keep(desk, file, SIDE_OUT, record->out_badge, record->out_at.value, err);
    }
    if (status == STATUS_OK && is_whole) {
        status = keep(desk, file, SIDE_IN, record->in_badge, record->in_at.value, err);
    }
    if (status == STATUS_OK && is_whole) {
        status = transfer_all(desk, file, record, note, err);
    }
    free(record);
    return status;
}

/* Others of the two turns, once the log is signed: their promises and cases follow them. */
static enum status sign_more(struct desk *desk, struct handover_file *file,
                             const struct handover_signing *signing, struct str *note, struct err *err)
{
    int64_t now = clock_now(desk->clock);
    const char *in = signing->in != NULL ? signing->in->person.badge : "";
    const char *out = signing->out != NULL ? signing->out->person.badge : "";
    enum status status = keep(desk, file, SIDE_IN, in, now, err);
    if (status == STATUS_OK && out[0] != '\0' && !has_signed(file, SIDE_OUT, out)) {
        status = keep(desk, file, SIDE_OUT, out, now, err);
        if (status == STATUS_OK) {
            status = transfer(desk, out, in[0] != '\0' ? in : file->record.in_badge, note, err);
        }
    }
    return status;
}

static enum status check_signing(struct desk *desk, const struct handover_file *file,
                                 const struct handover_signing *signing, struct err *err)
{
    enum status status = check_proof(signing->out, err);
    if (status == STATUS_OK) {
        status = check_proof(signing->in, err);
    }
    if (status == STATUS_OK && signing->out == NULL && signing->in == NULL) {
        status = err_set(err, STATUS_INVALID, _("请输入交班人或接班人的密码"));
    }
    if (status == STATUS_OK && clock_now(desk->clock) < file->opens_at) {
        char opens[20];
        clock_format(file->opens_at, opens);
        err_set(err, STATUS_INVALID, _("%.5s 起才能签字（交班前 %d 分钟）"), opens + 11,
                desk->settings->handover_early);
        return err_advise(err, _("确有急事离开，请班长按 v 放行"));
    }
    if (status == STATUS_OK && signing->out != NULL) {
        status = check_out(desk, file, signing->out->person.badge, err);
    }
    if (status == STATUS_OK && signing->in != NULL) {
        status = check_in(desk, file, signing->in->person.badge, err);
    }
    return status;
}

enum status handover_sign(struct desk *desk, void *argument, int64_t *id, struct err *err)
{
    const struct handover_signing *signing = argument;
    struct handover_file *file = handover_file_new();
    struct str note = {0};
    *id = signing->id;
    enum status status = desk_allow(desk, RIGHT_CONTACT_SAVE, err);
    if (status == STATUS_OK) {
        status = handover_load(desk, signing->id, file, err);
    }
    if (status == STATUS_OK) {
        status = check_signing(desk, file, signing, err);
    }
    if (status == STATUS_OK) {
        str_printf(&note, "%s/%s ", signing->out != NULL ? signing->out->person.badge : "-",
                   signing->in != NULL ? signing->in->person.badge : "-");
        status = (file->record.signed_at.given ? sign_more : sign_first)(desk, file, signing, &note, err);
    }
    if (status == STATUS_OK) {
        status = roster_store_move_on(desk->store, err);
    }
    if (status == STATUS_OK) {
        status = desk_audit(desk, "handover.sign", "handover", *id, NULL, NULL, NULL, str_text(&note), err);
    }
    str_free(&note);
    handover_file_free(&file);
    return status;
}
