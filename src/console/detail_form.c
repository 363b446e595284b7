#include "zuoxi/console/detail_form.h"

#include "zuoxi/base/text.h"

/* "报修", or "外出的一站 2". */
static void add_heading(struct text_lines *lines, int width, const struct detail_kind *kind, size_t index)
{
    struct str heading = {0};
    str_add(&heading, _(kind->fields->label));
    if (kind->most > 1) {
        str_printf(&heading, " %zu", index + 1);
    }
    text_lines_add(lines, width, 0, STYLE_LABEL, str_text(&heading));
    str_free(&heading);
}

void detail_lines_add(struct text_lines *lines, int width, const struct profile *profile,
                      enum detail_owner owner, const struct details *details)
{
    for (size_t k = 0; k < detail_kind_count; k++) {
        const struct detail_kind *kind = &detail_kinds[k];
        for (size_t i = 0; i < kind->most && kind->owner == owner; i++) {
            const void *record = detail_record_const(kind, details, i);
            if (!detail_is_empty(kind, record)) {
                add_heading(lines, width, kind, i);
                text_lines_record(lines, width, profile, kind->fields, record,
                                  (const char *[]){"position", NULL});
            }
        }
    }
}

void detail_edit_parts(struct edit_subject *subject, const struct profile *profile, enum detail_owner owner,
                       const char *type_or_channel, const struct details *before, struct details *after)
{
    for (size_t k = 0; k < detail_kind_count; k++) {
        const struct detail_kind *kind = &detail_kinds[k];
        const void *stored = detail_record_const(kind, before, 0);
        bool has = detail_applies(profile, kind, type_or_channel, type_or_channel) ||
                   ((const struct record_head *)stored)->id != 0;
        if (kind->owner == owner && kind->most == 1 && has && subject->part_count < EDIT_PARTS_MAX) {
            subject->parts[subject->part_count++] =
                (struct edit_part){kind->fields, stored, detail_record(kind, after, 0)};
        }
    }
}
