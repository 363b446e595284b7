#include "zuoxi/console/detail_form.h"

#include "zuoxi/base/text.h"
#include "zuoxi/console/paint.h"

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

/* Short values only: what fills lines is read on the case's own page. */
static void summarize(const struct profile *profile, const struct detail_kind *kind, const void *record,
                      struct str *out)
{
    const char *between = "";
    str_printf(out, "%s%s：", out->length > 0 ? "；" : "", _(kind->fields->label));
    for (size_t i = 0; i < kind->fields->count; i++) {
        const struct field *field = &kind->fields->fields[i];
        if ((field->flags & FIELD_FIXED) == 0 && field->kind != FIELD_LONG &&
            !field_is_empty(field, record)) {
            str_printf(out, "%s%s ", between, _(field->label));
            text_lines_value(profile, field, record, out);
            between = "，";
        }
    }
}

void detail_summary(const struct profile *profile, const struct details *details, struct str *out)
{
    for (size_t k = 0; k < detail_kind_count; k++) {
        const struct detail_kind *kind = &detail_kinds[k];
        for (size_t i = 0; i < kind->most; i++) {
            const void *record = detail_record_const(kind, details, i);
            if (!detail_is_empty(kind, record)) {
                summarize(profile, kind, record, out);
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

static void describe_stop(const struct console *console, const struct stop *stop, char line[STOP_LINE_SIZE])
{
    char result[80], again[24] = "";
    if (stop->again_at.given) {
        time_short(console_now(console), stop->again_at.value, again);
    }
    text_format(line, STOP_LINE_SIZE, "%s  %s  %s%s%s", stop->address, stop->name,
                profile_label(&console->config->profile, SET_FINDING, stop->result, result),
                again[0] != '\0' ? _("  改约 ") : "", again);
}

size_t detail_stop_lines(const struct console *console, const struct details *details,
                         char lines[STOPS_MAX][STOP_LINE_SIZE])
{
    const struct detail_kind *kind = detail_kind_find("stop");
    size_t count = 0;
    while (count < STOPS_MAX && !detail_is_empty(kind, &details->stops[count])) {
        describe_stop(console, &details->stops[count], lines[count]);
        count++;
    }
    if (count < STOPS_MAX) {
        text_copy(lines[count], STOP_LINE_SIZE, count == 0 ? _("加第一站") : _("加一站"));
        count++;
    }
    return count;
}
