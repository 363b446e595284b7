#include "zuoxi/desk/roster_preview.h"

#include <stdlib.h>
#include <string.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/desk/swap.h"
#include "zuoxi/domain/workday.h"

#define SWAPS_MAX  300
#define SWAP_REACH (62 * (int64_t)86400) /* the shift taken back may lie that far from the one given */

void roster_preview_clear(struct roster_preview *preview)
{
    free(preview->edit);
    free(preview->is_agreed);
    free(preview->findings);
    *preview = (struct roster_preview){0};
}

void roster_preview_text(const struct roster_preview *preview, size_t index, char *out, size_t size)
{
    const struct roster_change *change = &preview->edit->changes[index];
    char before[ROSTER_PLAN_SIZE];
    text_copy(before, sizeof(before), roster_plan_label(change->before));
    text_format(out, size, "%02d-%02d %s %s → %s%s", change->date / 100 % 100, change->date % 100,
                change->badge, before, roster_plan_label(change->after),
                preview->is_agreed[index] ? _("（动了批准过的换班、请假）") : "");
}

static void find_range(const struct roster_edit *edit, int *from, int *until)
{
    *from = *until = 0;
    for (size_t i = 0; i < edit->count; i++) {
        int date = edit->changes[i].date;
        *from = *from == 0 || date < *from ? date : *from;
        *until = date > *until ? date : *until;
    }
}

/* Does a swap concern what the person does on that date? */
static bool is_of(const struct swap *swap, int date, const char *badge)
{
    bool is_party = strcmp(swap->asker, badge) == 0 || strcmp(swap->partner, badge) == 0;
    return is_party && (swap_date(swap) == date || swap_back_date(swap) == date);
}

static enum status mark_agreed(struct desk *desk, struct roster_preview *preview, struct err *err)
{
    struct swap *swaps = mem_new(SWAPS_MAX, sizeof(*swaps));
    size_t count = 0;
    enum status status =
        swap_store_approved(desk->store, date_at(preview->from, 0) - SWAP_REACH,
                            date_at(preview->until, 0) + SWAP_REACH, SWAPS_MAX, swaps, &count, err);
    for (size_t i = 0; i < preview->edit->count; i++) {
        const struct roster_change *change = &preview->edit->changes[i];
        preview->is_agreed[i] = strcmp(change->before, SHIFT_LEAVE) == 0;
        for (size_t j = 0; j < count && !preview->is_agreed[i]; j++) {
            preview->is_agreed[i] = is_of(&swaps[j], change->date, change->badge);
        }
    }
    free(swaps);
    return status;
}

static bool is_same(const struct roster_finding *one, const struct roster_finding *other)
{
    return one->problem == other->problem && one->date == other->date && one->shift == other->shift &&
           one->have == other->have && strcmp(one->badge, other->badge) == 0;
}

/* Leave of the findings what is not among the known ones. */
static void keep_new(struct roster_finding *findings, size_t *count, const struct roster_finding *known,
                     size_t known_count)
{
    size_t kept = 0;
    for (size_t i = 0; i < *count; i++) {
        bool is_known = false;
        for (size_t j = 0; j < known_count && !is_known; j++) {
            is_known = is_same(&findings[i], &known[j]);
        }
        if (!is_known) {
            findings[kept++] = findings[i];
        }
    }
    *count = kept;
}

static size_t at_most(size_t count)
{
    return count < ROSTER_PREVIEW_FINDINGS ? count : ROSTER_PREVIEW_FINDINGS;
}

/* Keep the changes that are some, and weigh the roster as they leave it. */
static enum status weigh(struct desk *desk, struct roster_preview *preview, struct err *err)
{
    struct roster_rules rules = settings_roster_rules(desk->settings);
    struct roster_edit *edit = preview->edit;
    struct roster_finding *known = mem_new(ROSTER_PREVIEW_FINDINGS, sizeof(*known));
    struct roster_rows rows = {0};
    size_t kept = 0;
    find_range(edit, &preview->from, &preview->until);
    enum status status =
        roster_store_load(desk->store, date_previous(preview->from), date_next(preview->until), &rows, err);
    if (status == STATUS_OK) {
        preview->problems_now = roster_check(&rules, roster_of(&rows), preview->from, preview->until, known,
                                             ROSTER_PREVIEW_FINDINGS);
    }
    for (size_t i = 0; i < edit->count && status == STATUS_OK; i++) {
        struct roster_change change = edit->changes[i];
        text_copy(change.before, sizeof(change.before),
                  roster_plan(roster_of(&rows), change.date, change.badge));
        change.is_any = false;
        if (strcmp(change.before, change.after) != 0) {
            roster_rows_set(&rows, change.date, change.badge, change.after);
            edit->changes[kept++] = change;
        }
    }
    preview->same = edit->count - kept;
    edit->count = kept;
    if (status == STATUS_OK) {
        preview->problems_then = roster_check(&rules, roster_of(&rows), preview->from, preview->until,
                                              preview->findings, ROSTER_PREVIEW_FINDINGS);
        preview->finding_count = at_most(preview->problems_then);
        keep_new(preview->findings, &preview->finding_count, known, at_most(preview->problems_now));
    }
    free(known);
    roster_rows_clear(&rows);
    return status;
}

enum status roster_preview_make(struct desk *desk, struct roster_edit *edit, struct roster_preview *preview,
                                struct err *err)
{
    *preview = (struct roster_preview){.edit = edit};
    preview->findings = mem_new(ROSTER_PREVIEW_FINDINGS, sizeof(*preview->findings));
    preview->is_agreed = mem_new(edit->count + 1, sizeof(*preview->is_agreed));
    enum status status = desk_allow(desk, RIGHT_ROSTER_EDIT, err);
    if (status == STATUS_OK && edit->count > 0) {
        status = weigh(desk, preview, err);
    }
    if (status == STATUS_OK && edit->count > 0) {
        status = mark_agreed(desk, preview, err);
    }
    if (status != STATUS_OK) {
        roster_preview_clear(preview);
    }
    return status;
}
