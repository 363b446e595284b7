/* The task sheet as an HTML document of its own: one table, sized for A4. */

#include <string.h>

#include "zuoxi/base/text.h"
#include "zuoxi/base/width.h"
#include "zuoxi/domain/sheet.h"

#define LONG_CELLS 1000 /* some fifteen lines */

static const char style[] =
    "@page { size: A4; margin: 14mm 14mm 16mm }\n"
    "* { box-sizing: border-box }\n"
    "body { margin: 0; background: #ececec; color: #000; font: 10.5pt/1.5 'Noto Sans CJK SC', 'Source Han "
    "Sans SC',"
    " 'Microsoft YaHei', 'SimSun', sans-serif }\n"
    ".page { width: 210mm; min-height: 290mm; margin: 8mm auto; padding: 14mm; background: #fff;"
    " box-shadow: 0 1mm 4mm rgba(0,0,0,.25) }\n"
    "h1 { margin: 0 0 1mm; text-align: center; font-size: 17pt; letter-spacing: .12em }\n"
    ".company { text-align: center; font-size: 11pt }\n"
    ".head { display: flex; justify-content: space-between; margin: 4mm 0 1.5mm; font-size: 9.5pt }\n"
    "table { width: 100%; border-collapse: collapse; border: 1.4pt solid #000 }\n"
    "th, td { border: .6pt solid #000; padding: 1.6mm 2.4mm; vertical-align: top; text-align: left }\n"
    "th { width: 25mm; text-align: center; vertical-align: middle; font-weight: 600 }\n"
    "tr { break-inside: avoid }\n"
    "tr.long { break-inside: auto }\n"
    "tr.long .wide { font-size: 9pt; line-height: 1.35 }\n"
    ".cell { display: inline-block; width: 49.5%; padding-right: 3mm; vertical-align: top; overflow-wrap: "
    "anywhere }\n"
    ".wide { display: block; width: 100%; white-space: pre-wrap }\n"
    ".label { color: #333 }\n"
    ".sign { margin-top: 3mm; text-align: right; white-space: nowrap }\n"
    ".line { display: inline-block; width: 34mm; border-bottom: .6pt solid #000 }\n"
    ".blank { display: inline-block; width: 11mm; border-bottom: .6pt solid #000 }\n"
    "@media print { body { background: none } .page { width: auto; min-height: 0; margin: 0; padding: 0;"
    " box-shadow: none } }\n";
/* Only where the sheet takes more than one page. */
static const char numbered[] =
    "@page { @bottom-center { content: '第' counter(page) '页/共' counter(pages) '页';"
    " font-size: 9pt } }\n";

/* Through the gate, then with the characters escaped that mean something to a browser. */
static void add_text(struct str *out, const char *text, bool is_long)
{
    struct str safe = {0};
    safe_text(&safe, text, strlen(text), -1, is_long);
    for (const char *at = str_text(&safe); *at != '\0'; at++) {
        const char *escaped = *at == '&'    ? "&amp;"
                              : *at == '<'  ? "&lt;"
                              : *at == '>'  ? "&gt;"
                              : *at == '"'  ? "&quot;"
                              : *at == '\'' ? "&#39;"
                                            : NULL;
        if (escaped != NULL) {
            str_add(out, escaped);
        } else {
            str_add_char(out, *at);
        }
    }
    str_free(&safe);
}

/* A part that may go on over the page's end, instead of leaving half of the page before it blank. */
static bool is_long_part(const struct sheet_part *part)
{
    int cells = 0;
    for (size_t i = 0; i < part->count; i++) {
        cells += width_text(part->cells[i].value);
    }
    return cells > LONG_CELLS;
}

static void add_part(struct str *out, const struct sheet_part *part)
{
    const struct sheet_part_rule *rule = part->rule;
    str_printf(out, "<tr%s><th>", is_long_part(part) ? " class=\"long\"" : "");
    add_text(out, rule->title, false);
    str_add(out, "</th><td>\n");
    for (size_t i = 0; i < part->count; i++) {
        const struct sheet_cell *cell = &part->cells[i];
        bool is_wide = cell->is_long || width_text(cell->value) + width_text(cell->label) > 32;
        str_printf(out, "<div class=\"cell%s\"><span class=\"label\">", is_wide ? " wide" : "");
        add_text(out, cell->label, false);
        str_add(out, "：</span>");
        add_text(out, cell->value, cell->is_long);
        str_add(out, "</div>\n");
    }
    if (rule->room > 0) {
        str_printf(out, "<div style=\"height: %dmm\"></div>\n", rule->room * 6);
    }
    for (size_t i = 0; i < rule->sign_count; i++) {
        str_add(out, "<div class=\"sign\">");
        add_text(out, rule->sign[i], false);
        str_add(out,
                "：<span class=\"line\"></span>　<span class=\"blank\"></span>年<span class=\"blank\"></span>"
                "月<span class=\"blank\"></span>日</div>\n");
    }
    str_add(out, "</td></tr>\n");
}

void sheet_html(const struct sheet *sheet, struct str *out)
{
    struct str text = {0};
    size_t pages = sheet_text(sheet, &text);
    str_free(&text);
    str_add(out, "<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n<title>");
    add_text(out, sheet->title, false);
    str_add(out, " ");
    add_text(out, sheet->number, false);
    str_printf(out, "</title>\n<style>\n%s%s</style>\n</head>\n<body>\n<div class=\"page\">\n", style,
               pages > 1 ? numbered : "");
    str_add(out, "<div class=\"company\">");
    add_text(out, sheet->company, false);
    str_add(out, "</div>\n<h1>");
    add_text(out, sheet->title, false);
    str_printf(out, "</h1>\n<div class=\"head\"><span>%s", _("编号："));
    add_text(out, sheet->number, false);
    str_add(out, "</span><span>");
    add_text(out, sheet->printed, false);
    str_add(out, "</span></div>\n<table>\n");
    for (size_t i = 0; i < sheet->count; i++) {
        add_part(out, &sheet->parts[i]);
    }
    str_add(out, "</table>\n</div>\n</body>\n</html>\n");
}
