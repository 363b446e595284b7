#ifndef ZUOXI_DOMAIN_SHEET_H
#define ZUOXI_DOMAIN_SHEET_H

/*
 * A task sheet filled in, and its two forms: text for a page of a printer (or the screen), and HTML for a
 * browser. Pure. Every text passes the gate (base/width.h) on its way out.
 */

#include <stdbool.h>
#include <stddef.h>

#include "zuoxi/base/str.h"
#include "zuoxi/domain/sheet_rule.h"

#define SHEET_WIDTH 78 /* cells of a line */
#define SHEET_LINES 60 /* of a page */

struct sheet_cell {
    char *label, *value; /* owned */
    bool is_long;        /* paragraphs: over the whole width */
};

struct sheet_part {
    const struct sheet_part_rule *rule; /* borrowed: title, signatures, room */
    struct sheet_cell *cells;           /* owned */
    size_t count, capacity;
};

struct sheet {
    char company[121], title[4 * 20 + 1], number[41];
    char printed[200]; /* "2026-11-21 14:32  1001 王芳" */
    struct sheet_part parts[SHEET_PARTS_MAX];
    size_t count;
};

void sheet_clear(struct sheet *sheet);
/* Texts are copied. */
void sheet_add(struct sheet_part *part, const char *label, const char *value, bool is_long);
/*
 * The sheet as lines of SHEET_WIDTH cells, appended; from a second page on a form feed before each and
 * "第1页/共2页" below. Returns how many pages.
 */
size_t sheet_text(const struct sheet *sheet, struct str *out);
/* A whole HTML document that needs nothing else and prints on A4; appended. */
void sheet_html(const struct sheet *sheet, struct str *out);

#endif
