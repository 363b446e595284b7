/* What the case view says below its head: content, fields, timeline, as wrapped lines. */

#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/console/case_page.h"
#include "zuoxi/console/detail_form.h"
#include "zuoxi/console/paint.h"

/* Shown in the head of the page already. */
static const char *const in_head[] = {"number",     "type",        "category",    "grade",       "state",
                                      "unit",       "customer_id", "name",        "title",       "phone",
                                      "address",    "station",     "content",     "has_time",    "has_place",
                                      "has_person", "has_event",   "has_contact", "accepted_at", NULL};

static void add_elements(struct case_page *self, struct text_lines *lines, int width)
{
    const struct case_record *record = &self->preview.file->record;
    const struct {
        bool has;
        const char *label;
    } elements[] = {{record->has_time, _("时间")},
                    {record->has_place, _("地点")},
                    {record->has_person, _("人物")},
                    {record->has_event, _("事件")},
                    {record->has_contact, _("联系")}};
    struct str text = {0};
    text_pad(&text, _("核对"), 12);
    for (size_t i = 0; i < sizeof(elements) / sizeof(elements[0]); i++) {
        str_printf(&text, "[%s] %s ", elements[i].has ? "x" : " ", elements[i].label);
    }
    text_lines_add(lines, width, 12, STYLE_DIM, str_text(&text));
    str_free(&text);
}

void case_lines_fields(struct case_page *self, struct text_lines *lines, int width)
{
    const struct case_record *record = &self->preview.file->record;
    text_lines_add(lines, width, 0, STYLE_NORMAL, record->content);
    add_elements(self, lines, width);
    case_family_add_lines(self, lines, width);
    text_lines_record(lines, width, &self->console->config->profile, &case_record_fields, record, in_head);
    detail_lines_add(lines, width, &self->console->config->profile, DETAIL_OF_CASE,
                     &self->preview.file->details);
    detail_lines_add(lines, width, &self->console->config->profile, DETAIL_OF_CONTACT,
                     &self->preview.file->details);
    reading_add_lines(&self->reading, lines, width);
}

void case_lines_timeline(struct case_page *self, struct text_lines *lines, int width)
{
    const struct case_file *file = self->preview.file;
    int64_t now = console_now(self->console);
    /* The newest first: it is what the caller asks for. */
    for (size_t i = file->timeline_count; i-- > 0;) {
        const struct timeline_row *row = &file->timeline[i];
        char time[24];
        struct str text = {0};
        time_short(now, row->at, time);
        text_pad(&text, time, 12);
        text_pad(&text, case_action_label(&self->console->config->profile, row->action), 9);
        str_add(&text, row->badge);
        if (row->reporter[0] != '\0') {
            str_printf(&text, _("（%s 报告）"), row->reporter);
        }
        str_printf(&text, "  %s", row->note);
        text_lines_add(lines, width, 12, STYLE_NORMAL, str_text(&text));
        str_free(&text);
    }
    if (file->timeline_count == TIMELINE_MAX) {
        text_lines_add(lines, width, 0, STYLE_DIM, _("（只列出最早的 200 条经过）"));
    }
}
