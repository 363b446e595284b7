/* Where a form's items stand: rows from the top, twelve columns, labels of one column equally wide. */

#include <string.h>

#include "form_private.h"
#include "zuoxi/base/width.h"

#define GRID          12
#define PARAGRAPH_MIN 3
#define MARGIN        1 /* left of everything */

static int label_cells(const struct form_field *field)
{
    return field->item.kind == FORM_TICK || field->item.label == NULL ? 0 : width_text(field->item.label);
}

/* The widest label of the items that begin in the same column. */
static int label_width(const struct form *form, const struct form_field *field)
{
    int widest = 0;

    for (size_t i = 0; i < form->count; i++) {
        const struct form_field *other = &form->fields[i];

        if (other->item.column == field->item.column && label_cells(other) > widest) {
            widest = label_cells(other);
        }
    }
    return widest;
}

/* Lines that the longest list of choices would take when offered at this width. */
static int hint_lines(const struct form *form, int width)
{
    int most = 0;

    for (size_t i = 0; i < form->count; i++) {
        const struct form_field *field = &form->fields[i];
        int cells = 0;
        size_t shown = 0;

        if (field->item.kind != FORM_CHOICE) {
            continue;
        }
        for (size_t j = 0; j < field->item.choice_count && shown < CHOICES_SHOWN; j++) {
            const char *parent = field->item.choices[j].parent;

            if (parent == NULL || parent[0] == '\0') { /* the deeper levels are seldom longer */
                cells += width_text(field->item.choices[j].label) + 4;
                shown++;
            }
        }
        if (1 + cells / (width > 20 ? width - 2 : 18) > most) {
            most = 1 + cells / (width > 20 ? width - 2 : 18);
        }
    }
    return most > HINT_LINES ? HINT_LINES : most;
}

static int last_row(const struct form *form)
{
    int last = -1;

    for (size_t i = 0; i < form->count; i++) {
        last = form->fields[i].item.row > last ? form->fields[i].item.row : last;
    }
    return last;
}

/* What stands in a row of the grid. */
struct row {
    int lines; /* without what a paragraph may take */
    bool has_paragraph, is_pinned;
};

static struct row look_at_row(const struct form *form, int index)
{
    struct row row = {.lines = 1};

    for (size_t i = 0; i < form->count; i++) {
        const struct form_field *field = &form->fields[i];

        if (field->item.row != index) {
            continue;
        }
        if (field->item.kind == FORM_LIST && (int)form_list_count(field) > row.lines) {
            row.lines = (int)form_list_count(field);
        }
        row.has_paragraph = row.has_paragraph || field->item.kind == FORM_PARAGRAPH;
        row.is_pinned = row.is_pinned || (field->item.flags & FORM_PINNED) != 0;
    }
    return row;
}

static void place_field(struct form *form, struct form_field *field, int y, int height, int width)
{
    int inside = width - MARGIN;
    int x = MARGIN + field->item.column * inside / GRID;
    int end = MARGIN + (field->item.column + field->item.span) * inside / GRID;
    int label = label_width(form, field);

    if (field->item.column + field->item.span < GRID) {
        end -= 2; /* a gap to the next item */
    }
    if (end > width) {
        end = width;
    }
    if (label > 0 && field->item.kind != FORM_TICK) {
        label = label + 2 > (end - x) / 2 ? (end - x) / 2 : label + 2; /* the mark and a blank */
    } else {
        label = 0;
    }
    field->label = (struct rect){y, x, label > 0 ? 1 : 0, label};
    bool is_tall = field->item.kind == FORM_PARAGRAPH || field->item.kind == FORM_LIST;
    field->place = (struct rect){y, x + label, is_tall ? height : 1, end - x - label};
}

static void place_row(struct form *form, int index, int y, const struct row *row, int lines, int width)
{
    for (size_t i = 0; i < form->count; i++) {
        if (form->fields[i].item.row == index) {
            place_field(form, &form->fields[i], y, lines, width);
            form->fields[i].is_pinned = row->is_pinned;
        }
    }
}

/* Rows from the top, the paragraphs sharing what is left of `height`; the pinned ones below it. */
static void place_rows(struct form *form, int height, int width)
{
    int rows = last_row(form) + 1, paragraphs = 0, left = height, y = 0, pinned = height;

    for (int i = 0; i < rows; i++) {
        struct row row = look_at_row(form, i);

        left -= row.is_pinned || row.has_paragraph ? 0 : row.lines;
        paragraphs += row.has_paragraph;
    }
    for (int i = 0; i < rows; i++) {
        struct row row = look_at_row(form, i);

        if (row.is_pinned) {
            place_row(form, i, pinned++, &row, 1, width);
            continue;
        }
        if (row.has_paragraph && paragraphs > 0) {
            row.lines = left / paragraphs;
            left -= row.lines;
            paragraphs--;
            row.lines = row.lines < PARAGRAPH_MIN ? PARAGRAPH_MIN : row.lines;
        }
        place_row(form, i, y, &row, row.lines, width);
        y += row.lines;
    }
    form->rows = y;
}

static int count_pinned(const struct form *form)
{
    int pinned = 0;

    for (int i = 0; i <= last_row(form); i++) {
        pinned += look_at_row(form, i).is_pinned;
    }
    return pinned;
}

int form_room(const struct form *form)
{
    return form->height - form->hint_rows - form->pinned_rows;
}

int form_row_at(const struct form *form, const struct form_field *field, int y)
{
    bool is_below = y >= form_room(form);

    if (field->is_pinned != is_below) {
        return -1;
    }
    return field->is_pinned ? y : y + form->top;
}

/* The row below the part that has the focus; 0 in a form without parts. */
static int part_bottom(const struct form *form)
{
    int bottom = 0;

    for (size_t i = form->focus; i < form->count; i++) {
        const struct form_field *field = &form->fields[i];

        if (i > form->focus && (field->item.flags & FORM_PART) != 0) {
            break;
        }
        if (!field->is_pinned && field->place.y + field->place.height > bottom) {
            bottom = field->place.y + field->place.height;
        }
    }
    return form_has_parts(form) ? bottom : 0;
}

/* What must be seen of the focused field; of a form with parts all of its part, and as much as fits of what
 * stands above, so that the same field is always found in the same place. */
static void scroll_to(struct form *form, const struct form_field *focused, int room)
{
    int first = focused->place.y, bottom = first + focused->place.height, part = part_bottom(form);

    if (focused->item.kind == FORM_LIST && focused->place.height > room) {
        first += (int)focused->line;
        bottom = first + 1;
    }
    if (part > 0) {
        form->top = part > room ? part - room : 0;
    } else if (bottom - form->top > room) {
        form->top = bottom - room;
    }
    if (first < form->top) {
        form->top = first;
    }
}

void form_place(struct form *form, int height, int width)
{
    const struct form_field *focused = form_focused(form);
    int room;

    form->height = height;
    form->width = width;
    form->hint_rows = hint_lines(form, width);
    int spare = height - (form_height(form, width) - form->hint_rows);
    int most = spare > height / 3 ? spare : height / 3;
    form->hint_rows = form->hint_rows > most ? most : form->hint_rows;
    form->pinned_rows = count_pinned(form);
    room = form_room(form);
    place_rows(form, room, width);
    if (focused != NULL && !focused->is_pinned) {
        scroll_to(form, focused, room);
    }
    if (form->top > form->rows - room) {
        form->top = form->rows > room ? form->rows - room : 0;
    }
}

int form_height(const struct form *form, int width)
{
    int lines = hint_lines(form, width);

    for (int i = 0; i <= last_row(form); i++) {
        struct row row = look_at_row(form, i);

        lines += row.has_paragraph ? PARAGRAPH_MIN : row.lines;
    }
    return lines;
}
