/* What stands around a case: those that wait for a callback (R2.13), those merged into it, who is to be told.
 */

#include <stdlib.h>
#include <string.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/desk/casework.h"
#include "zuoxi/desk/privacy.h"

static const char *move_of(const struct profile *profile, enum move_effect effect)
{
    for (size_t i = 0; i < profile->move_count; i++) {
        if (profile->moves[i].effect == effect) {
            return profile->moves[i].id;
        }
    }
    return "";
}

/* Does a callback leave the state? */
static bool waits(const struct profile *profile, const char *state)
{
    for (size_t i = 0; i < profile->move_count; i++) {
        if (profile->moves[i].effect == EFFECT_CALLBACK && move_leaves(&profile->moves[i], state)) {
            return true;
        }
    }
    return false;
}

enum status casework_callbacks(struct desk *desk, size_t max, struct callback_row *rows, size_t *count,
                               struct err *err)
{
    const struct choices *states = &desk->profile->sets[SET_STATE];
    *count = 0;
    enum status status = desk_allow(desk, RIGHT_CASE_READ, err);
    for (size_t i = 0; i < states->count && status == STATUS_OK; i++) {
        size_t found = 0;
        if (waits(desk->profile, states->items[i].code)) {
            status =
                step_store_callbacks(desk->store, states->items[i].code, move_of(desk->profile, EFFECT_REDO),
                                     max - *count, rows + *count, &found, err);
        }
        *count += found;
    }
    for (size_t i = 0; i < *count; i++) {
        struct callback_row *row = &rows[i];
        privacy_hide_row(desk, privacy_tie(desk, row->owner, row->keeper), row->phone, sizeof(row->phone),
                         row->address, sizeof(row->address));
    }
    return status;
}

enum status casework_merged(struct desk *desk, int64_t case_id, size_t max, int64_t *ids, size_t *count,
                            struct err *err)
{
    *count = 0;
    enum status status = desk_allow(desk, RIGHT_CASE_READ, err);
    return status == STATUS_OK ? step_store_merged(desk->store, case_id, max, ids, count, err) : status;
}

static void add_name(struct str *out, const char *name, const char *phone)
{
    str_add(out, out->length > 0 ? "、" : "");
    str_add(out, name);
    if (phone != NULL && phone[0] != '\0') {
        str_printf(out, "（%s）", phone);
    }
}

static void add_unit(const struct settings *settings, const char *unit, struct str *out)
{
    for (size_t i = 0; i < settings->unit_count; i++) {
        if (strcmp(settings->units[i].name, unit) == 0) {
            add_name(out, unit, settings->units[i].phone);
            return;
        }
    }
    if (unit[0] != '\0') {
        add_name(out, unit, NULL);
    }
}

/* Every unit of a list of lines. */
static void add_units(const struct settings *settings, const char *lines, struct str *out)
{
    char *copy = mem_copy(lines), *rest = NULL;
    for (char *line = strtok_r(copy, "\n", &rest); line != NULL; line = strtok_r(NULL, "\n", &rest)) {
        add_unit(settings, line, out);
    }
    free(copy);
}

void casework_tell(const struct desk *desk, const struct move_rule *move, const struct case_record *record,
                   const struct step *step, struct str *out)
{
    struct str names = {0};
    if (move->tell[TELL_UNIT]) {
        add_unit(desk->settings, record->unit, &names);
        add_unit(desk->settings, step->with_unit, &names);
    }
    if (move->tell[TELL_COPIES]) {
        add_units(desk->settings, step->copies, &names);
    }
    if (move->tell[TELL_CUSTOMER]) {
        char phone[PHONE_SIZE];
        phone_group(record->phone, phone);
        add_name(&names, _("用户"), phone);
    }
    if (move->tell[TELL_OWNER] && strcmp(record->owner, desk->actor.badge) != 0) {
        add_name(&names, _("首问责任人"), record->owner);
    }
    for (enum move_tell tell = TELL_LEAD; tell < TELL_COUNT; tell++) {
        if (move->tell[tell]) {
            add_name(&names, move_tell_label(tell), tell == TELL_MANAGEMENT ? step->told_to : NULL);
        }
    }
    str_add(out, str_text(&names));
    str_free(&names);
}
