#include "zuoxi/console/reading.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/console/paint.h"
#include "zuoxi/console/prompt.h"
#include "zuoxi/console/views.h"

void reading_begin(struct reading *reading, struct console *console, const struct field_table *table,
                   int64_t id)
{
    *reading = (struct reading){.console = console, .table = table, .id = id};
}

static enum status fill(struct console *console, const struct prompt_draft *draft, void *argument,
                        struct err *err)
{
    struct reading_request *request = argument;
    (void)console, (void)err;
    request->table = strcmp(draft->key, contact_fields.record) == 0 ? &contact_fields : &case_record_fields;
    request->id = draft->id;
    text_copy(request->note, sizeof(request->note), draft->text);
    return STATUS_OK;
}

static void show(struct console *console, const struct prompt_draft *draft)
{
    if (strcmp(draft->key, contact_fields.record) == 0) {
        contact_view_open(console, draft->id);
    } else {
        case_view_open(console, draft->id);
    }
}

const struct prompt_kind prompt_reading = {
    .action = "reading.sign",
    .title = N_("阅签：意见（可空着），Enter 签上"),
    .said = N_("已阅签。"),
    .work = reading_sign,
    .argument_size = sizeof(struct reading_request),
    .request_at = offsetof(struct reading_request, request),
    .fill = fill,
    .show = show,
};

void reading_ask(struct reading *reading)
{
    struct err err;
    if (desk_allow(&reading->console->desk, RIGHT_READING_SIGN, &err) != STATUS_OK) {
        ui_status_err(reading->console->ui, &err);
        return;
    }
    struct prompt_draft subject = {.id = reading->id};
    text_copy(subject.key, sizeof(subject.key), reading->table->record);
    prompt_ask(reading->console, &prompt_reading, &subject);
}

void reading_add_lines(struct reading *reading, struct text_lines *lines, int width)
{
    struct reading_row *rows = mem_new(READINGS_MAX, sizeof(*rows));
    size_t count = 0;
    struct err err;
    if (reading_list(&reading->console->desk, reading->table, reading->id, rows, &count, &err) != STATUS_OK) {
        ui_status_err(reading->console->ui, &err);
    }
    for (size_t i = 0; i < count; i++) {
        char time[24];
        struct str text = {0};
        time_short(console_now(reading->console), rows[i].at, time);
        str_printf(&text, "%s %s  %s", rows[i].badge, time,
                   rows[i].note[0] != '\0' ? rows[i].note : _("已阅"));
        text_lines_labelled(lines, width, _("阅签"), str_text(&text));
        str_free(&text);
    }
    free(rows);
}
