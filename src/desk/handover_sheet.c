/* The log as a page of text: what is printed, and what the seal covers. */

#include <string.h>

#include "handover_private.h"
#include "zuoxi/base/str.h"
#include "zuoxi/base/text.h"
#include "zuoxi/base/utf8.h"
#include "zuoxi/base/width.h"
#include "zuoxi/desk/case_sheet.h"

#define SHEET_CELLS 56

static void add_time(struct str *out, int64_t utc)
{
    char text[20];
    clock_format(utc, text);
    str_printf(out, "%.16s", text);
}

static void add_head(struct desk *desk, const struct handover *record, struct str *out)
{
    char date[20];
    clock_format(record->ends_at.value, date);
    str_printf(out, _("交接班记录\n%s\n%.10s  %s → %s  交班时间 %.5s\n\n"), desk->settings->company, date,
               record->shift, record->next_shift[0] != '\0' ? record->next_shift : _("下班"), date + 11);
}

/* Paper has an end: lines of at most SHEET_CELLS, those after the first indented. */
static void add_wrapped(struct str *out, const char *indent, const char *text)
{
    int cells = 0;
    for (size_t length = strlen(text); length > 0;) {
        size_t bytes = utf8_grapheme(text, length);
        char grapheme[64];
        text_format(grapheme, sizeof(grapheme), "%.*s", (int)bytes, text);
        bool is_break = *text == '\n' || cells + width_text(grapheme) > SHEET_CELLS;
        if (is_break) {
            str_printf(out, "\n%s", indent);
            cells = 0;
        }
        if (*text != '\n') {
            str_add_bytes(out, text, bytes);
            cells += width_text(grapheme);
        }
        text += bytes;
        length -= bytes;
    }
    str_add(out, "\n");
}

static void add_line(struct desk *desk, const struct handover_line *line, struct str *out)
{
    char name[200];
    str_printf(out, "  - %s", line->is_fault ? _("【故障】") : "");
    add_wrapped(out, "    ", line->text);
    if (line->question[0] != '\0') {
        handover_name(desk, line->asked_by, name, sizeof(name));
        str_printf(out, _("    问（%s）："), name);
        add_wrapped(out, "      ", line->question);
    }
    if (line->answer[0] != '\0') {
        handover_name(desk, line->answered_by, name, sizeof(name));
        str_printf(out, _("    答（%s）："), name);
        add_wrapped(out, "      ", line->answer);
    }
    if (line->carried_by[0] != '\0') {
        handover_name(desk, line->carried_by, name, sizeof(name));
        str_printf(out, _("    同意遗留：%s\n"), name);
    }
    if (line->taken_by[0] != '\0') {
        handover_name(desk, line->taken_by, name, sizeof(name));
        str_printf(out, _("    确认：%s "), name);
        add_time(out, line->taken_at.value);
        str_add(out, "\n");
    }
}

static void add_signature(struct desk *desk, const char *label, const char *badge, struct optional at,
                          struct str *out)
{
    char name[200] = "________________";
    if (badge[0] != '\0') {
        handover_name(desk, badge, name, sizeof(name));
    }
    str_printf(out, "%s：%s  ", label, name);
    if (at.given) {
        add_time(out, at.value);
    }
    str_add(out, "\n");
}

/* What came after the signatures. */
static void add_later(struct desk *desk, const struct handover_file *file, struct str *out)
{
    for (size_t i = 0; i < file->leave_count; i++) {
        const struct handover_leave_row *leave = &file->leaves[i];
        char name[200], lead[200];
        if (leave->allowed_by[0] == '\0') {
            continue;
        }
        handover_name(desk, leave->badge, name, sizeof(name));
        handover_name(desk, leave->allowed_by, lead, sizeof(lead));
        str_printf(out, _("放行：%s 经 %s 同意先行离岗，原因：%s  "), name, lead, leave->reason);
        add_time(out, leave->at);
        str_add(out, "\n");
    }
    for (size_t i = 0; i < file->note_count; i++) {
        char name[200];
        handover_name(desk, file->notes[i].badge, name, sizeof(name));
        str_printf(out, _("更正（%s "), name);
        add_time(out, file->notes[i].at);
        str_printf(out, "）：%s\n", file->notes[i].text);
    }
}

static void add_draft(struct desk *desk, const struct handover_file *file, struct str *out)
{
    const struct handover *record = &file->record;
    enum handover_part last = PART_COUNT;
    add_head(desk, record, out);
    for (size_t i = 0; i < file->line_count; i++) {
        enum handover_part part = handover_part_parse(file->lines[i].part);
        if (part != last) {
            str_printf(out, "%s\n", handover_part_label(part));
        }
        last = part;
        add_line(desk, &file->lines[i], out);
    }
    str_add(out, "\n");
    add_signature(desk, _("交班人"), record->out_badge, record->out_at, out);
    add_signature(desk, _("接班人"), record->in_badge, record->in_at, out);
}

enum status handover_sheet(struct desk *desk, const struct handover_file *file, struct str *out,
                           struct err *err)
{
    size_t length = out->length;
    enum status status = desk_allow(desk, RIGHT_ROSTER_READ, err);
    if (status == STATUS_OK && file->record.signed_at.given) {
        status = handover_store_sheet(desk->store, file->record.head.id, out, err);
    }
    if (status == STATUS_OK && out->length == length) { /* not signed, or being signed */
        add_draft(desk, file, out);
    }
    if (status == STATUS_OK) {
        add_later(desk, file, out);
    }
    return status;
}

enum status handover_printed(struct desk *desk, void *argument, int64_t *id, struct err *err)
{
    const struct sheet_print *print = argument;
    *id = print->id;
    enum status status = desk_allow(desk, RIGHT_ROSTER_READ, err);
    return status == STATUS_OK
               ? desk_audit(desk, "handover.print", "handover", print->id, NULL, NULL, NULL, print->way, err)
               : status;
}

void handover_html(const char *sheet, struct str *out)
{
    str_printf(out,
               "<!DOCTYPE html>\n<html lang=\"zh\"><head><meta charset=\"utf-8\"><title>%s</title><style>"
               "@page{size:A4;margin:20mm}pre{font:11pt/1.6 serif;white-space:pre-wrap}</style></head><body>"
               "<pre>",
               _("交接班记录"));
    for (const char *byte = sheet; *byte != '\0'; byte++) {
        switch (*byte) {
        case '&':
            str_add(out, "&amp;");
            break;
        case '<':
            str_add(out, "&lt;");
            break;
        case '>':
            str_add(out, "&gt;");
            break;
        default:
            str_add_char(out, *byte);
        }
    }
    str_add(out, "</pre></body></html>\n");
}
