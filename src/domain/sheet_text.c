/* The task sheet as text: a table of two columns, a part a row, pages of SHEET_LINES. */

#include <stdlib.h>
#include <string.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/base/width.h"
#include "zuoxi/base/wrap.h"
#include "zuoxi/domain/sheet.h"

#define TITLE_WIDTH 10
#define BODY_WIDTH  (SHEET_WIDTH - TITLE_WIDTH - 7) /* two frames, the one between, a blank at each side */
#define HALF_WIDTH  ((BODY_WIDTH - 2) / 2)
#define HEAD_LINES  4 /* title, a blank line, number, upper frame */
#define FOOT_LINES  2 /* lower frame, page */

/* Frames whose characters take one cell here, else ASCII: a printer's or an editor's two would not line up.
 */
struct frame {
    const char *across, *down;
    const char *top[3], *middle[3], *bottom[3];
};
static const struct frame lines_frame = {"─", "│", {"┌", "┬", "┐"}, {"├", "┼", "┤"}, {"└", "┴", "┘"}};
static const struct frame ascii_frame = {"-", "|", {"+", "+", "+"}, {"+", "+", "+"}, {"+", "+", "+"}};

struct rows {
    char **items; /* owned */
    size_t count, capacity;
};

/* The sheet being written; page counts from 1. */
struct writer {
    const struct sheet *sheet;
    const struct frame *frame;
    struct str *out;
    size_t left; /* lines of the page below what is written */
    size_t page, pages;
};

static void add_row(struct rows *rows, const char *text, size_t length)
{
    mem_reserve((void **)&rows->items, &rows->capacity, rows->count + 1, sizeof(*rows->items));
    rows->items[rows->count++] = mem_copy_bytes(text, length);
}

static void clear_rows(struct rows *rows)
{
    for (size_t i = 0; i < rows->count; i++) {
        free(rows->items[i]);
    }
    free(rows->items);
    *rows = (struct rows){0};
}

static void add_padded(struct str *out, const char *text, int width)
{
    str_add(out, text);
    for (int cells = width_text(text); cells < width; cells++) {
        str_add_char(out, ' ');
    }
}

/* Wrapped at width, line by line. */
static void add_wrapped(struct rows *rows, const char *text, int width)
{
    const char *line = text;
    do {
        size_t length = strcspn(line, "\n"), start = 0;
        do {
            size_t next = wrap_next(line, length, start, width), end = next;
            while (end > start && line[end - 1] == ' ') {
                end--;
            }
            add_row(rows, line + start, end - start);
            start = next;
        } while (start < length);
        line += length + (line[length] == '\n');
    } while (*line != '\0');
}

/* "label：value", made safe. */
static void cell_text(const struct sheet_cell *cell, struct str *out)
{
    safe_text(out, cell->label, strlen(cell->label), -1, false);
    str_add(out, "：");
    safe_text(out, cell->value, strlen(cell->value), -1, cell->is_long);
}

/* Two short cells a line, a long one over the whole width. */
static void add_cells(struct rows *rows, const struct sheet_part *part)
{
    struct str line = {0}, text = {0};
    for (size_t i = 0; i < part->count; i++) {
        str_reset(&text);
        cell_text(&part->cells[i], &text);
        bool is_half = !part->cells[i].is_long && width_text(str_text(&text)) <= HALF_WIDTH;
        if (is_half && line.length > 0) {
            str_add(&line, str_text(&text));
            add_row(rows, str_text(&line), line.length);
            str_reset(&line);
            continue;
        }
        if (line.length > 0) {
            add_row(rows, str_text(&line), line.length);
            str_reset(&line);
        }
        if (is_half) {
            add_padded(&line, str_text(&text), HALF_WIDTH + 2);
        } else {
            add_wrapped(rows, str_text(&text), BODY_WIDTH);
        }
    }
    if (line.length > 0) {
        add_row(rows, str_text(&line), line.length);
    }
    str_free(&line);
    str_free(&text);
}

/* What stands in the right column: the cells, room to write, a line for each signature. */
static void add_body(struct rows *rows, const struct sheet_part *part)
{
    const struct sheet_part_rule *rule = part->rule;
    add_cells(rows, part);
    for (int i = 0; i < rule->room; i++) {
        add_row(rows, "", 0);
    }
    for (size_t i = 0; i < rule->sign_count; i++) {
        struct str line = {0};
        str_printf(&line, "%s：______________   ______年____月____日", rule->sign[i]);
        int blank = BODY_WIDTH - width_text(str_text(&line));
        for (; blank > 0; blank--) {
            str_insert(&line, 0, " ", 1);
        }
        add_row(rows, str_text(&line), line.length);
        str_free(&line);
    }
}

static void write_rule(struct writer *writer, const char *const corners[3])
{
    str_add(writer->out, corners[0]);
    for (int i = 0; i < TITLE_WIDTH + 2; i++) {
        str_add(writer->out, writer->frame->across);
    }
    str_add(writer->out, corners[1]);
    for (int i = 0; i < BODY_WIDTH + 2; i++) {
        str_add(writer->out, writer->frame->across);
    }
    str_add(writer->out, corners[2]);
    str_add(writer->out, "\n");
    writer->left -= writer->left > 0;
}

static void write_row(struct writer *writer, const char *title, const char *body)
{
    const char *down = writer->frame->down;
    str_printf(writer->out, "%s ", down);
    add_padded(writer->out, title, TITLE_WIDTH);
    str_printf(writer->out, " %s ", down);
    add_padded(writer->out, body, BODY_WIDTH);
    str_printf(writer->out, " %s\n", down);
    writer->left--;
}

static void write_centred(struct str *out, const char *text)
{
    for (int blank = (SHEET_WIDTH - width_text(text)) / 2; blank > 0; blank--) {
        str_add_char(out, ' ');
    }
    str_printf(out, "%s\n", text);
}

static void begin_page(struct writer *writer)
{
    struct str title = {0}, number = {0};
    str_printf(&title, "%s  %s", writer->sheet->company, writer->sheet->title);
    str_printf(&number, _("编号：%s"), writer->sheet->number);
    str_add(writer->out, writer->page > 0 ? "\f" : "");
    writer->page++;
    writer->left = SHEET_LINES - HEAD_LINES - FOOT_LINES + 1;
    write_centred(writer->out, str_text(&title));
    str_add(writer->out, "\n");
    add_padded(writer->out, str_text(&number), SHEET_WIDTH - width_text(writer->sheet->printed));
    str_printf(writer->out, "%s\n", writer->sheet->printed);
    write_rule(writer, writer->frame->top);
    str_free(&title);
    str_free(&number);
}

static void end_page(struct writer *writer)
{
    write_rule(writer, writer->frame->bottom);
    if (writer->pages > 1) {
        char page[64];
        text_format(page, sizeof(page), _("第%zu页/共%zu页"), writer->page, writer->pages);
        write_centred(writer->out, page);
    }
}

/* A part that fits a page stands whole on one; a longer one goes on behind the page's end. */
static void write_part(struct writer *writer, const struct sheet_part *part, bool is_first)
{
    struct rows body = {0}, title = {0};
    add_body(&body, part);
    add_wrapped(&title, part->rule->title, TITLE_WIDTH);
    size_t height = body.count > title.count ? body.count : title.count;
    size_t whole = SHEET_LINES - HEAD_LINES - FOOT_LINES;
    if (!is_first && (writer->left < 3 || (writer->left < height + 1 && height <= whole))) {
        end_page(writer);
        begin_page(writer);
    } else if (!is_first) {
        write_rule(writer, writer->frame->middle);
    }
    for (size_t i = 0; i < height; i++) {
        if (writer->left == 0) {
            end_page(writer);
            begin_page(writer);
        }
        write_row(writer, i < title.count ? title.items[i] : "", i < body.count ? body.items[i] : "");
    }
    clear_rows(&body);
    clear_rows(&title);
}

/* How many pages it takes is known only when it has been written once. */
static size_t write_sheet(const struct sheet *sheet, size_t pages, struct str *out)
{
    struct writer writer = {.sheet = sheet,
                            .frame = width_text("─") == 1 ? &lines_frame : &ascii_frame,
                            .out = out,
                            .pages = pages};
    begin_page(&writer);
    for (size_t i = 0; i < sheet->count; i++) {
        write_part(&writer, &sheet->parts[i], i == 0);
    }
    end_page(&writer);
    return writer.page;
}

size_t sheet_text(const struct sheet *sheet, struct str *out)
{
    struct str trial = {0};
    size_t pages = write_sheet(sheet, 1, &trial);
    str_free(&trial);
    return write_sheet(sheet, pages, out);
}
