#include "zuoxi/console/text_lines.h"

#include <stdlib.h>
#include <string.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/console/paint.h"
#include "zuoxi/domain/phone.h"

#define LABEL_WIDTH 12
#define WHEEL       3

void text_lines_clear(struct text_lines *lines)
{
    for (size_t i = 0; i < lines->count; i++) {
        free(lines->items[i].text);
    }
    free(lines->items);
    *lines = (struct text_lines){0};
}

void text_lines_add(struct text_lines *lines, int width, int indent, enum style style, const char *text)
{
    bool is_first = true;
    do {
        size_t next;
        int before = is_first ? 0 : indent;
        size_t size = wrap_line(text, width - before > 4 ? width - before : 4, &next);
        struct str line = {0};
        text_pad(&line, "", before);
        str_add_bytes(&line, text, size);
        mem_reserve((void **)&lines->items, &lines->capacity, lines->count + 1, sizeof(*lines->items));
        lines->items[lines->count++] = (struct text_line){style, mem_copy(str_text(&line))};
        str_free(&line);
        text += next;
        is_first = false;
    } while (*text != '\0');
}

void text_lines_labelled(struct text_lines *lines, int width, const char *label, const char *value)
{
    struct str text = {0};
    text_pad(&text, label, LABEL_WIDTH);
    str_add(&text, value);
    text_lines_add(lines, width, LABEL_WIDTH, STYLE_NORMAL, str_text(&text));
    str_free(&text);
}

void text_lines_value(const struct profile *profile, const struct field *field, const void *record,
                      struct str *out)
{
    char label[80], phone[PHONE_SIZE];
    struct str text = {0};
    if (field->kind == FIELD_CODE) {
        str_add(out, profile_label(profile, field->set, field_text_const(field, record), label));
    } else if (field->kind == FIELD_FLAG) {
        str_add(out, _("是"));
    } else if (field->flags & FIELD_PHONE) {
        phone_group(field_text_const(field, record), phone);
        str_add(out, phone);
    } else if (field->kind == FIELD_TIME) {
        field_format(field, record, &text);
        if (text.length > 0) {
            time_cut_seconds(text.bytes);
        }
        str_add(out, str_text(&text));
    } else {
        field_format(field, record, out);
    }
    str_free(&text);
}

static bool is_skipped(const char *const *skip, const char *name)
{
    for (; skip != NULL && *skip != NULL; skip++) {
        if (strcmp(*skip, name) == 0) {
            return true;
        }
    }
    return false;
}

void text_lines_record(struct text_lines *lines, int width, const struct profile *profile,
                       const struct field_table *table, const void *record, const char *const *skip)
{
    for (size_t i = 0; i < table->count; i++) {
        const struct field *field = &table->fields[i];
        if (field->kind == FIELD_REF || is_skipped(skip, field->name) || field_is_empty(field, record)) {
            continue;
        }
        struct str value = {0};
        text_lines_value(profile, field, record, &value);
        text_lines_labelled(lines, width, _(field->label), str_text(&value));
        str_free(&value);
    }
}

void text_lines_draw(const struct text_lines *lines, struct canvas *canvas, int y, int x, int width,
                     size_t top)
{
    for (size_t i = top; i < lines->count && y < canvas_height(canvas); i++, y++) {
        draw_text(canvas, y, x, width, lines->items[i].style, lines->items[i].text);
    }
}

static size_t last_top(const struct text_scroll *scroll, size_t count)
{
    size_t visible = scroll->visible > 0 ? (size_t)scroll->visible : 0;
    return count > visible ? count - visible : 0;
}

void text_scroll_fit(struct text_scroll *scroll, const struct canvas *canvas, int y, size_t count)
{
    scroll->visible = canvas_height(canvas) - y;
    size_t last = last_top(scroll, count);
    scroll->top = scroll->top > last ? last : scroll->top;
}

void text_scroll_mark(const struct text_scroll *scroll, struct canvas *canvas, size_t count)
{
    if (scroll->top < last_top(scroll, count)) {
        draw_right(canvas, canvas_height(canvas) - 1, canvas_width(canvas) - 12, 12, STYLE_DIM, _("↓ 还有"));
    }
}

static void move(struct text_scroll *scroll, size_t count, long lines)
{
    long top = (long)scroll->top + lines, last = (long)last_top(scroll, count);
    scroll->top = (size_t)(top < 0 ? 0 : top > last ? last : top);
}

bool text_scroll_key(struct text_scroll *scroll, size_t count, uint32_t key)
{
    long page = scroll->visible > 1 ? scroll->visible - 1 : 1, end = (long)count;
    const struct {
        uint32_t key;
        long lines;
    } moves[] = {{UI_KEY_UP, -1},          {UI_KEY_DOWN, 1},    {UI_KEY_PAGE_UP, -page},
                 {UI_KEY_PAGE_DOWN, page}, {UI_KEY_HOME, -end}, {UI_KEY_END, end}};
    for (size_t i = 0; i < sizeof(moves) / sizeof(moves[0]); i++) {
        if (moves[i].key == key) {
            move(scroll, count, moves[i].lines);
            return true;
        }
    }
    return false;
}

bool text_scroll_mouse(struct text_scroll *scroll, size_t count, enum ui_mouse what)
{
    if (what != UI_MOUSE_WHEEL_UP && what != UI_MOUSE_WHEEL_DOWN) {
        return false;
    }
    move(scroll, count, what == UI_MOUSE_WHEEL_UP ? -WHEEL : WHEEL);
    return true;
}
