/* The legs of a case whose grade, type, category or channel was corrected (R2.8). */

#include "casework_legs.h"

#include <stdlib.h>
#include <string.h>

#include "casework_details.h"
#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/domain/regrade.h"
#include "zuoxi/store/ledger_store.h"
#include "zuoxi/store/record.h"

static bool same_matter(const struct case_record *before, const struct case_record *after)
{
    return strcmp(before->type, after->type) == 0 && strcmp(before->grade, after->grade) == 0 &&
           strcmp(before->category, after->category) == 0 && strcmp(before->channel, after->channel) == 0 &&
           before->is_joint == after->is_joint;
}

/* "类型：报修→投诉；级别：二级→一级": what decides legs, of all that was corrected. */
static void describe_matter(const struct desk *desk, const struct case_record *before,
                            const struct case_record *after, struct str *out)
{
    static const char *const names[] = {"type", "category", "grade", "channel"};
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        const struct field *field = field_find(&case_record_fields, names[i]);
        char from[80], to[80];
        if (field_differs(field, before, after)) {
            str_printf(out, "%s%s：%s→%s", out->length > 0 ? "；" : "", _(field->label),
                       profile_label(desk->profile, field->set, field_text_const(field, before), from),
                       profile_label(desk->profile, field->set, field_text_const(field, after), to));
        }
    }
}

static void describe_line(const struct desk *desk, const struct regrade_line *line, struct str *said)
{
    const char *label = profile_leg_label(desk->profile, line->change.leg);
    char from[20], to[20];
    clock_format(line->change.old_due, from);
    clock_format(line->change.new_due, to);
    switch (line->kind) {
    case REGRADE_MOVED:
        str_printf(said, "；%s：%.16s→%.16s", label, from, to);
        break;
    case REGRADE_ENDED:
        str_printf(said, _("；%s：不再计时"), label);
        break;
    case REGRADE_BEGUN:
        str_printf(said, _("；%s：开始计时，应于%.16s"), label, to);
        break;
    }
}

static enum status store_lines(struct desk *desk, struct regrade_line *lines, size_t count,
                               const char *reason, struct str *said, struct err *err)
{
    enum status status = STATUS_OK;
    for (size_t i = 0; i < count && status == STATUS_OK; i++) {
        struct leg_change *change = &lines[i].change;
        text_copy(change->reason, sizeof(change->reason), reason);
        text_copy(change->badge, sizeof(change->badge), desk->actor.badge);
        describe_line(desk, &lines[i], said);
        status = ledger_store_add_change(desk->store, change, err);
    }
    return status;
}

enum status legs_follow(struct desk *desk, const struct case_record *before, const struct case_record *after,
                        struct case_file *file, struct str *said, struct err *err)
{
    if (same_matter(before, after)) {
        return STATUS_OK;
    }
    struct regrade_line *lines = mem_new(LEGS_MAX, sizeof(*lines));
    struct case_event *events = mem_new(TIMELINE_MAX, sizeof(*events));
    struct str reason = {0};
    size_t event_count = 0;
    for (size_t i = 0; i < file->timeline_count; i++) {
        const struct timeline_row *row = &file->timeline[i];
        if (!row->is_undone) {
            events[event_count++] = (struct case_event){row->action, row->at};
        }
    }
    const struct regrade regrade = {desk->profile, &desk->settings->rules, after, &file->ledger, events,
                                    event_count,   clock_now(desk->clock)};
    bool is_open = !after->closed_at.given;
    size_t count = is_open ? regrade_legs(&regrade, file->legs, &file->leg_count, lines) : 0;
    for (size_t i = 0; i < file->leg_count; i++) {
        struct leg *leg = &file->legs[i];
        leg->case_id = after->head.id;
        if (!leg_is_open(leg) && leg->ended_by[0] == '\0') {
            text_copy(leg->ended_by, sizeof(leg->ended_by), desk->actor.badge);
        }
    }
    describe_matter(desk, before, after, &reason);
    enum status status = store_lines(desk, lines, count, str_text(&reason), said, err);
    const struct choice *type = profile_choice(desk->profile, SET_TYPE, after->type);
    if (status == STATUS_OK) {
        status = case_store_set_legs(desk->store, after, type != NULL && type->is_urgent, is_open, file->legs,
                                     file->leg_count, err);
    }
    str_free(&reason);
    free(events);
    free(lines);
    return status;
}

enum status legs_follow_channel(struct desk *desk, int64_t case_id, const char *channel, struct str *said,
                                struct err *err)
{
    struct case_file *file = mem_new(1, sizeof(*file));
    struct case_record *after = mem_new(1, sizeof(*after));
    enum status status = casework_load(desk, case_id, file, err);
    *after = file->record;
    text_copy(after->channel, sizeof(after->channel), channel);
    if (status == STATUS_OK) {
        status = record_update(desk->store, &case_record_fields, &file->record, after, NULL, err);
    }
    if (status == STATUS_OK) {
        status = legs_follow(desk, &file->record, after, file, said, err);
    }
    if (status == STATUS_OK) {
        status = desk_audit(desk, "case.edit", "case", case_id, &case_record_fields, &file->record, after,
                            NULL, err);
    }
    free(after);
    free(file);
    return status;
}
