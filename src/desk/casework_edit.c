/* Correcting a case: two people's edits merge field by field; a new grade or type moves the open legs' due
 * times. */

#include <stdlib.h>
#include <string.h>

#include "casework_details.h"
#include "casework_legs.h"
#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/desk/casework.h"
#include "zuoxi/desk/correct.h"
#include "zuoxi/desk/usage.h"
#include "zuoxi/store/record.h"

struct edit_state {
    struct case_record current, merged;
    struct case_file file; /* legs and timeline as they stand */
    struct str said;       /* what changed, for the timeline */
};

static enum status write_edit(struct desk *desk, struct edit_state *state, struct err *err)
{
    struct timeline_row *row = mem_new(1, sizeof(*row));
    enum status status =
        record_update(desk->store, &case_record_fields, &state->current, &state->merged, NULL, err);
    if (status == STATUS_OK) {
        status = legs_follow(desk, &state->current, &state->merged, &state->file, &state->said, err);
    }
    int finished = state->merged.is_unfinished - state->current.is_unfinished;
    if (status == STATUS_OK && finished != 0) {
        status = store_count_add(desk->store, "unfinished", finished, err);
    }
    row->case_id = state->merged.head.id;
    row->at = clock_now(desk->clock);
    text_copy(row->badge, sizeof(row->badge), desk->actor.badge);
    text_copy(row->action, sizeof(row->action), "edit");
    text_copy(row->note, sizeof(row->note), str_text(&state->said));
    if (status == STATUS_OK) {
        status = case_store_add_timeline(desk->store, row, err);
    }
    if (status == STATUS_OK) {
        status = desk_audit(desk, "case.edit", "case", row->case_id, &case_record_fields, &state->current,
                            &state->merged, row->note, err);
    }
    if (status == STATUS_OK) {
        status = usage_count_case(desk, &state->current, &state->merged, "", err);
    }
    free(row);
    return status;
}

/* Who registered the case, and a lead, say whether it is confidential. */
static enum status check_confidence(const struct desk *desk, const struct case_record *current,
                                    const struct case_record *merged, struct err *err)
{
    const struct rights_object registered = {.is_own = strcmp(desk->actor.badge, current->owner) == 0};
    return merged->is_confidential != current->is_confidential
               ? desk_allow_on(desk, RIGHT_CASE_CONFIDE, &registered, err)
               : STATUS_OK;
}

enum status casework_edit(struct desk *desk, void *argument, int64_t *case_id, struct err *err)
{
    const struct case_edit *edit = argument;
    *case_id = edit->before.head.id;
    enum status status = desk_allow(desk, RIGHT_CASE_EDIT, err);
    if (status != STATUS_OK) {
        return status;
    }
    struct edit_state *state = mem_new(1, sizeof(*state));
    status = casework_load(desk, edit->before.head.id, &state->file, err);
    state->current = state->file.record;
    if (status == STATUS_OK) {
        status = correct_merge(&case_record_fields, &edit->before, &edit->after, &state->current,
                               &state->merged, err);
    }
    if (status == STATUS_OK) {
        status = check_confidence(desk, &state->current, &state->merged, err);
    }
    if (status == STATUS_OK) {
        status = field_check(&case_record_fields, &state->merged, NULL, err);
    }
    if (status == STATUS_OK) {
        status = profile_check_codes(desk->profile, &case_record_fields, &state->merged, NULL, err);
    }
    if (status == STATUS_OK) {
        details_describe(desk->profile, &case_record_fields, &state->current, &state->merged, &state->said);
        status = details_correct(desk, DETAIL_OF_CASE, *case_id, &edit->details_before, &edit->details_after,
                                 &state->said, err);
    }
    if (status == STATUS_OK && state->said.length > 0) {
        status = write_edit(desk, state, err);
    }
    str_free(&state->said);
    free(state);
    return status;
}
