/* How a form looks. */

#include <string.h>

#include "form_private.h"
#include "screen.h"
#include "zuoxi/base/text.h"
#include "zuoxi/base/width.h"
#include "zuoxi/base/wrap.h"

/* The canvas row a field's place begins in. */
static int row_of(const struct form *form, const struct form_field *field)
{
    return field->is_pinned ? field->place.y : field->place.y - form->top;
}

static void draw_label(const struct form_field *field, struct canvas *canvas, int y, bool is_focused)
{
    bool is_wanting = (field->item.flags & FORM_REQUIRED) != 0 && form_field_text(field)[0] == '\0';
    int cells;

    if (field->label.height == 0) {
        return;
    }
    cells = draw_text(canvas, y, field->label.x, field->label.width - 2,
                      is_focused ? STYLE_STRONG : STYLE_LABEL, field->item.label);
    if (is_wanting) {
        draw_text(canvas, y, field->label.x + cells, 1, STYLE_WARNING, "*");
    }
}

/* "13800001234" → "138 0000 1234"; other lengths in groups of four from the end. */
static void group_phone(const char *digits, char *out, size_t size)
{
    size_t length = strlen(digits), used = 0;

    if (length < 7 || length > 11 || strspn(digits, "0123456789") != length) {
        text_copy(out, size, digits);
        return;
    }
    for (size_t i = 0; i < length && used + 2 < size; i++) {
        if (i > 0 && (length - i) % 4 == 0) {
            out[used++] = ' ';
        }
        out[used++] = digits[i];
    }
    out[used] = '\0';
}

/* What is to be said of the item now. */
static const char *remark_of(const struct form_field *field)
{
    return field->is_wanting && form_field_text(field)[0] != '\0' ? "" : field->remark;
}

/* The remark behind `cells` cells of text when there is room; true when it was drawn. */
static bool draw_remark(const struct form_field *field, struct canvas *part, int cells)
{
    const char *remark = remark_of(field);
    int width = canvas_width(part), wide = width_text(remark);

    if (remark[0] == '\0' || cells + 2 + wide > width) {
        return false;
    }
    draw_text(part, 0, width - wide, wide, field->is_error ? STYLE_CRITICAL : STYLE_DIM, remark);
    return true;
}

/* A text in the whole width; one that does not fit ends in "…". Returns the cells used. */
static int draw_cut(struct canvas *part, enum style style, const char *text)
{
    int width = canvas_width(part), mark = width_text("…");

    if (width <= mark || width_text(text) <= width) {
        return draw_text(part, 0, 0, width, style, text);
    }
    int cells = draw_text(part, 0, 0, width - mark, style, text);
    draw_text(part, 0, cells, width - cells, style, "…");
    return width;
}

static void draw_value(const struct form_field *field, struct canvas *part, bool is_focused)
{
    char text[512];
    enum style style = is_focused ? STYLE_FOCUS : field->item.kind == FORM_NOTE ? STYLE_NORMAL : STYLE_INPUT;
    int cells;

    if (field->item.kind == FORM_CHOICE) {
        form_choice_text(field, text, sizeof(text));
    } else if (field->item.kind == FORM_TICK) {
        text_format(text, sizeof(text), "[%s] %s", str_text(&field->value)[0] != '\0' ? "x" : " ",
                    field->item.label != NULL ? field->item.label : "");
    } else {
        text_copy(text, sizeof(text), str_text(&field->value));
    }
    cells =
        field->item.kind == FORM_TICK ? draw_text(part, 0, 0, -1, style, text) : draw_cut(part, style, text);
    draw_remark(field, part, cells);
    if (is_focused) {
        draw_cursor(part, 0, field->item.kind == FORM_TICK ? 1 : cells < canvas_width(part) ? cells : 0);
    }
}

static void draw_editor(const struct form_field *field, struct canvas *part, bool is_focused)
{
    const char *text = edit_text(field->edit);
    int width = canvas_width(part), height = canvas_height(part);
    char grouped[64];

    if (field->item.kind == FORM_PARAGRAPH && remark_of(field)[0] != '\0' && height > 1) {
        struct canvas_part above;

        edit_draw(field->edit, canvas_sub(part, (struct rect){0, 0, height - 1, width}, &above), is_focused);
        draw_text(part, height - 1, 0, width, field->is_error ? STYLE_CRITICAL : STYLE_DIM, field->remark);
        return;
    }
    if (!is_focused && (field->item.flags & FORM_PHONE) != 0) {
        group_phone(text, grouped, sizeof(grouped));
        draw_remark(field, part, draw_text(part, 0, 0, width, STYLE_INPUT, grouped));
        return;
    }
    edit_draw(field->edit, part, is_focused);
    if (field->item.kind == FORM_LINE) {
        draw_remark(field, part, wrap_cells(text, 0, strlen(text)) + 1);
    }
}

static const char *field_keys(const struct form_field *field)
{
    if ((field->item.flags & FORM_ROWS) != 0) {
        return _("Enter 打开  Delete 去掉  Tab 下一项");
    }
    if (field->item.kind == FORM_TICK || field->item.kind == FORM_LIST) {
        return _("空格 勾选  Tab 下一项");
    }
    if ((field->item.flags & FORM_MOMENT) != 0 && form_field_text(field)[0] == '\0') {
        return _("空格 现在  Tab 下一项");
    }
    return _("Tab 下一项");
}

/* The keys of a field, at the right end of the hint lines when `used` cells of the last one leave room;
 * before them, that the form goes on above or below. */
static void draw_keys(const struct form *form, const struct form_field *field, struct canvas *canvas,
                      int used)
{
    int above = form->top, below = form->rows - form->top - form_room(form);
    char keys[120];
    int cells, width = canvas_width(canvas);

    text_format(keys, sizeof(keys), "%s%s%s%s", above > 0 ? "↑" : "", below > 0 ? "↓" : "",
                above > 0 || below > 0 ? form_has_parts(form) ? _(" 还有，PgDn 下一段  ") : _(" 还有  ") : "",
                field_keys(field));
    cells = width_text(keys);
    if (used + 2 + cells < width) {
        draw_text(canvas, form->height - 1, width - cells - 1, cells, STYLE_DIM, keys);
    }
}

/* The offered choices, numbered, in the hint lines. Returns the cells used of the last line. */
static int draw_choices(struct form *form, const struct form_field *field, struct canvas *canvas)
{
    size_t offered[CHOICES_SHOWN], count = form_offered(field, offered);
    int x = 1, y = form->height - form->hint_rows, width = canvas_width(canvas);

    form->hint_count = 0;
    for (size_t i = 0; i < count; i++) {
        bool is_chosen = strcmp(field->item.choices[offered[i]].code, str_text(&field->value)) == 0;
        char hint[160];
        int cells;

        form_choice_hint(field, i, offered[i], hint, sizeof(hint));
        cells = width_text(hint);
        if (x + cells > width && x > 1) {
            x = 1;
            y++;
        }
        if (y >= form->height) {
            return width;
        }
        form->hints[form->hint_count].y = y;
        form->hints[form->hint_count].x = x;
        form->hints[form->hint_count++].width = cells;
        draw_text(canvas, y, x, -1, is_chosen ? STYLE_SELECTED : STYLE_NORMAL, hint);
        draw_text(canvas, y, x, 1, is_chosen ? STYLE_SELECTED : STYLE_KEY, hint);
        x += cells + 2;
    }
    return y == form->height - 1 ? x : 0;
}

static void draw_hints(struct form *form, const struct form_field *field, struct canvas *canvas)
{
    for (int y = form->height - form->hint_rows; y < form->height; y++) {
        draw_text(canvas, y, 0, canvas_width(canvas), STYLE_NORMAL, "");
    }
    form->hint_count = 0;
    if (form->hint_rows == 0 || field == NULL) {
        return;
    }
    int used = 0;
    if (field->item.kind == FORM_CHOICE) {
        used = draw_choices(form, field, canvas);
    } else if (field->item.kind == FORM_LINE && remark_of(field)[0] != '\0') {
        int cells = wrap_cells(edit_text(field->edit), 0, strlen(edit_text(field->edit)));

        if (cells + 3 + width_text(field->remark) > field->place.width) { /* no room beside the text */
            int drawn = draw_text(canvas, form->height - form->hint_rows, 1, canvas_width(canvas) - 1,
                                  field->is_error ? STYLE_CRITICAL : STYLE_DIM, field->remark);

            used = form->hint_rows == 1 ? 1 + drawn : 0;
        }
    }
    draw_keys(form, field, canvas, used);
}

static bool is_blank(const struct form_field *field)
{
    return field->item.kind != FORM_TICK && field->item.kind != FORM_LIST && field->item.kind != FORM_NOTE &&
           form_field_text(field)[0] == '\0';
}

static void draw_field(const struct form *form, const struct form_field *field, struct canvas *canvas,
                       bool is_focused)
{
    struct canvas_part part;
    struct rect place = field->place;
    struct canvas *at;

    place.y = row_of(form, field);
    draw_label(field, canvas, place.y, is_focused);
    at = canvas_sub(canvas, place, &part);
    if (field->item.kind == FORM_LIST) {
        form_list_draw(field, at, is_focused);
    } else if (!is_focused && is_blank(field)) {
        draw_text(at, 0, 0, canvas_width(at), STYLE_EMPTY, "");
        draw_remark(field, at, 0);
    } else if (field->edit != NULL) {
        draw_editor(field, at, is_focused);
    } else {
        draw_value(field, at, is_focused);
    }
}

void form_draw(struct form *form, struct canvas *canvas, bool has_focus)
{
    struct canvas_part content_part;
    struct canvas *content;
    int width = canvas_width(canvas), room;

    form_place(form, canvas_height(canvas), width);
    room = form_room(form);
    content = canvas_sub(canvas, (struct rect){0, 0, room, width}, &content_part);
    for (size_t i = 0; i < form->count; i++) {
        const struct form_field *field = &form->fields[i];
        int y = row_of(form, field);

        if (field->is_pinned || (y + field->place.height > 0 && y < room)) {
            draw_field(form, field, field->is_pinned ? canvas : content,
                       has_focus && field == form_focused(form));
        }
    }
    draw_hints(form, has_focus ? form_focused(form) : NULL, canvas);
}

void form_draw_text(struct form *form, struct canvas *canvas)
{
    const struct form_field *field = form_focused(form);
    struct canvas_part content, part;
    struct rect place;

    if (field == NULL || field->edit == NULL || form->height != canvas_height(canvas) ||
        form->width != canvas_width(canvas)) {
        form_draw(form, canvas, true);
        return;
    }
    place = field->place;
    place.y = row_of(form, field);
    if (!field->is_pinned) {
        canvas = canvas_sub(canvas, (struct rect){0, 0, form_room(form), form->width}, &content);
    }
    draw_editor(field, canvas_sub(canvas, place, &part), true);
}
