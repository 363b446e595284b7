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

static bool is_paragraph_row(const struct form *form, int row)
{
    for (size_t i = 0; i < form->count; i++) {
        if (form->fields[i].item.row == row && form->fields[i].item.kind == FORM_PARAGRAPH) {
            return true;
        }
    }
    return false;
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
    field->place =
        (struct rect){y, x + label, field->item.kind == FORM_PARAGRAPH ? height : 1, end - x - label};
}

static void place_rows(struct form *form, int height, int width)
{
    int rows = last_row(form) + 1, paragraphs = 0, left, y = 0;

    for (int row = 0; row < rows; row++) {
        paragraphs += is_paragraph_row(form, row);
    }
    left = height - (rows - paragraphs);
    for (int row = 0; row < rows; row++) {
        int taken = 1;

        if (is_paragraph_row(form, row)) {
            taken = left / paragraphs;
            left -= taken;
            paragraphs--;
            taken = taken < PARAGRAPH_MIN ? PARAGRAPH_MIN : taken;
        }
        for (size_t i = 0; i < form->count; i++) {
            if (form->fields[i].item.row == row) {
                place_field(form, &form->fields[i], y, taken, width);
            }
        }
        y += taken;
    }
    form->rows = y;
}

void form_place(struct form *form, int height, int width)
{
    const struct form_field *focused = form_focused(form);
    int room;

    form->height = height;
    form->width = width;
    form->hint_rows = hint_lines(form, width);
    if (form->hint_rows > height / 3) {
        form->hint_rows = height / 3;
    }
    room = height - form->hint_rows;
    place_rows(form, room, width);
    if (focused != NULL) {
        int bottom = focused->place.y + focused->place.height;

        if (bottom - form->top > room) {
            form->top = bottom - room;
        }
        if (focused->place.y < form->top) {
            form->top = focused->place.y;
        }
    }
    if (form->top > form->rows - room) {
        form->top = form->rows > room ? form->rows - room : 0;
    }
}

int form_height(const struct form *form, int width)
{
    int rows = last_row(form) + 1;

    for (int row = 0; row <= last_row(form); row++) {
        rows += is_paragraph_row(form, row) ? PARAGRAPH_MIN - 1 : 0;
    }
    return rows + hint_lines(form, width);
}
