#ifndef ZUOXI_CONSOLE_READING_H
#define ZUOXI_CONSOLE_READING_H

/* Reading marks (阅签) on a page that shows one record: asking for one, and the lines that tell of them. */

#include "zuoxi/console/errand.h"
#include "zuoxi/console/text_lines.h"
#include "zuoxi/desk/reading.h"

/* Part of the page's view; zeroed, then begun. */
struct reading {
    struct console *console;
    const struct field_table *table;
    int64_t id; /* of the record */
    struct errand errand;
};

void reading_begin(struct reading *reading, struct console *console, const struct field_table *table,
                   int64_t id);
/* Ask for the remark and sign; says so when the person may not. */
void reading_ask(struct reading *reading);
/* Append the marks: "阅签  2001 11-21 15:10  已阅，尽快处理"; nothing where there are none. */
void reading_add_lines(struct reading *reading, struct text_lines *lines, int width);

#endif
