#include "zuoxi/console/reading.h"

#include <stdlib.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/console/paint.h"
#include "zuoxi/tui/popup.h"

void reading_begin(struct reading *reading, struct console *console, const struct field_table *table,
                   int64_t id)
{
    *reading = (struct reading){.console = console, .table = table, .id = id};
}

static void answered(void *context, const char *text)
{
    struct reading *reading = context;
    if (text == NULL) {
        return;
    }
    struct reading_request *request = mem_new(1, sizeof(*request));
    request->table = reading->table;
    request->id = reading->id;
    text_copy(request->note, sizeof(request->note), text);
    request_make(request->request);
    errand_start(&reading->errand, reading->console, reading_sign, request, request->request, _("已阅签。"));
}

void reading_ask(struct reading *reading)
{
    struct err err;
    if (desk_allow(&reading->console->desk, RIGHT_READING_SIGN, &err) != STATUS_OK) {
        ui_status_err(reading->console->ui, &err);
        return;
    }
    prompt_open(reading->console->ui, _("阅签：意见（可空着），Enter 签上"), "", answered, reading);
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
