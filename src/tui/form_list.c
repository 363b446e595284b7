/* Lists: lines said or handed over one by one, ticked as they are. */

#include <string.h>

#include "form_private.h"
#include "zuoxi/base/text.h"

size_t form_list_count(const struct form_field *field)
{
    return field->item.choice_count > 0 ? field->item.choice_count : 1;
}

/* Does the text have the label as one of its lines? */
static bool has_line(const char *text, const char *label)
{
    size_t length = strlen(label);

    while (*text != '\0') {
        size_t line = strcspn(text, "\n");

        if (line == length && memcmp(text, label, length) == 0) {
            return true;
        }
        text += line + (text[line] == '\n');
    }
    return false;
}

bool form_list_is_ticked(const struct form_field *field, size_t line)
{
    return line < field->item.choice_count &&
           has_line(str_text(&field->value), field->item.choices[line].label);
}

static void add_line(struct str *out, const char *text, size_t length)
{
    str_add(out, out->length > 0 ? "\n" : "");
    str_add_bytes(out, text, length);
}

/* Lines that nobody offers any more were true when they were ticked: they stay, behind the others. */
static void add_others(const struct form_field *field, struct str *out)
{
    const char *text = str_text(&field->value);

    while (*text != '\0') {
        size_t length = strcspn(text, "\n");
        bool is_offered = false;

        for (size_t i = 0; i < field->item.choice_count && !is_offered; i++) {
            const char *label = field->item.choices[i].label;

            is_offered = strlen(label) == length && memcmp(label, text, length) == 0;
        }
        if (!is_offered && length > 0) {
            add_line(out, text, length);
        }
        text += length + (text[length] == '\n');
    }
}

void form_list_toggle(struct form *form, struct form_field *field, size_t line)
{
    struct str text = {0};

    for (size_t i = 0; i < field->item.choice_count; i++) {
        if (form_list_is_ticked(field, i) != (i == line)) {
            add_line(&text, field->item.choices[i].label, strlen(field->item.choices[i].label));
        }
    }
    add_others(field, &text);
    form_set_value(form, field, str_text(&text));
    str_free(&text);
}

static bool step(struct form_field *field, size_t line)
{
    if (line >= field->item.choice_count) {
        return false;
    }
    field->line = line;
    return true;
}

bool form_list_key(struct form *form, struct form_field *field, uint32_t key)
{
    size_t count = field->item.choice_count;
    bool is_ticked = (field->item.flags & FORM_ROWS) == 0;

    if (is_ticked && key >= '0' && key <= '9') {
        size_t line = key == '0' ? 9 : key - '1';

        if (line < count) {
            form_list_toggle(form, field, line);
            field->line = line;
        }
        return true;
    }
    switch (key) {
    case ' ':
        if (is_ticked && field->line < count) {
            form_list_toggle(form, field, field->line);
            field->line += field->line + 1 < count;
        }
        return true;
    case UI_KEY_DOWN:
        return step(field, field->line + 1);
    case UI_KEY_UP:
        return field->line > 0 && step(field, field->line - 1);
    default:
        return false;
    }
}

void form_list_draw(const struct form_field *field, struct canvas *part, bool is_focused)
{
    int width = canvas_width(part);

    if (field->item.choice_count == 0) {
        const char *text = str_text(&field->value);

        draw_text(part, 0, 0, width, STYLE_DIM, text[0] != '\0' ? text : field->remark);
        if (is_focused) {
            draw_cursor(part, 0, 0);
        }
        return;
    }
    for (size_t i = 0; i < field->item.choice_count; i++) {
        bool is_marked = is_focused && i == field->line, is_ticked = form_list_is_ticked(field, i);
        const char *box = (field->item.flags & FORM_ROWS) != 0 ? "" : is_ticked ? "[x] " : "[ ] ";

        draw_format(part, (int)i, 0, width, is_marked ? STYLE_FOCUS : STYLE_INPUT, "%zu %s%s", (i + 1) % 10,
                    box, field->item.choices[i].label);
        if (is_marked) {
            draw_cursor(part, (int)i, box[0] != '\0' ? 3 : 0);
        }
    }
}
