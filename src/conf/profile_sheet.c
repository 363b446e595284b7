#include <confuse.h>
#include <string.h>

#include "profile_private.h"
#include "zuoxi/base/str.h"
#include "zuoxi/base/text.h"
#include "zuoxi/domain/case_record.h"
#include "zuoxi/domain/contact.h"
#include "zuoxi/domain/customer.h"
#include "zuoxi/domain/details.h"

static bool has_move(const struct profile *profile, const char *id)
{
    return profile_move(profile, id) != NULL || strcmp(id, EVENT_ACCEPT) == 0;
}

static bool has_leg(const struct profile *profile, const char *id)
{
    for (size_t i = 0; i < profile->leg_label_count; i++) {
        if (strcmp(profile->leg_labels[i].id, id) == 0) {
            return true;
        }
    }
    return false;
}

/* "handle.signed_by": a field of what a move's own form says. */
static bool has_step(const struct profile *profile, const char *name)
{
    char move[MOVE_ID_SIZE];
    size_t length = strcspn(name, ".");
    if (name[length] != '.' || length >= sizeof(move)) {
        return false;
    }
    text_format(move, sizeof(move), "%.*s", (int)length, name);
    return has_move(profile, move) && field_find(detail_kind_find("step")->fields, name + length + 1) != NULL;
}

/* Can a sheet show something of this name? */
static bool is_known(const struct profile *profile, const char *name)
{
    const struct detail_kind *kind;
    const struct field *field;
    if (strncmp(name, "leg.", 4) == 0) {
        return has_leg(profile, name + 4);
    }
    if (strncmp(name, "by.", 3) == 0) {
        return has_move(profile, name + 3);
    }
    if (strncmp(name, "note.", 5) == 0) {
        return has_move(profile, name + 5);
    }
    if (strncmp(name, "step.", 5) == 0) {
        return has_step(profile, name + 5);
    }
    if (strncmp(name, "customer.", 9) == 0) {
        return field_find(&customer_fields, name + 9) != NULL;
    }
    if (strncmp(name, "contact.", 8) == 0) {
        return field_find(&contact_fields, name + 8) != NULL;
    }
    return field_find(&case_record_fields, name) != NULL || detail_find_field(name, &kind, &field);
}

void profile_check_sheet(const struct profile *profile, struct conf_file *file)
{
    for (size_t p = 0; p < profile->sheet.part_count; p++) {
        const struct sheet_part_rule *part = &profile->sheet.parts[p];
        cfg_t *section = cfg_getnsec(file->cfg, "sheet", (unsigned)p);
        for (size_t i = 0; i < part->show_count; i++) {
            size_t length;
            const char *name;
            sheet_entry_split(part->show[i], &length, &name);
            bool is_nameless =
                length == 0 && (strncmp(name, "by.", 3) == 0 || strncmp(name, "note.", 5) == 0);
            if (!is_known(profile, name)) {
                conf_finding(file, false, section, "show", _("任务单没有“%.60s”可列"), name);
            } else if (is_nameless) {
                conf_finding(file, false, section, "show", _("“%.60s”前面要写名称，如 “转办人=%.60s”"), name,
                             name);
            }
        }
        if (part->show_count + part->sign_count == 0 && part->room == 0) {
            conf_finding(file, false, section, "", _("这一栏什么也没有：写 show、sign 或 room"));
        }
    }
}
