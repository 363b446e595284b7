#ifndef ZUOXI_TUI_FORM_PRIVATE_H
#define ZUOXI_TUI_FORM_PRIVATE_H

/* A form's insides, shared by form.c (items, keys), form_choice.c, form_place.c (where) and form_draw.c
 * (looks). */

#include "zuoxi/base/str.h"
#include "zuoxi/tui/edit.h"
#include "zuoxi/tui/form.h"

#define CHOICES_SHOWN 10 /* as many as there are digits */
#define HINT_LINES    3

struct form_field {
    struct form_item item;
    struct edit *edit; /* lines, paragraphs, passwords; NULL for the others */
    struct str value;  /* choices, ticks, notes */
    char remark[192];
    bool is_error;
    bool is_wanting; /* the remark is shown while the item is empty */
    char branch[64]; /* choices: code whose children are offered, "" the top */
    char typed[16];  /* choices: initials typed so far */
    size_t line;     /* lists: the marked one */
    struct rect
        label; /* where it stands, from the form's first row; label.height 0: the item draws its own */
    struct rect place;
    bool is_pinned; /* place counts from the canvas's first row, not from the form's */
};

struct form {
    struct form_field *fields;
    size_t count, focus;
    unsigned long changes; /* of values; texts count their own */
    struct str clipboard;  /* of all its editors */
    int top;               /* first row shown */
    int rows, hint_rows;   /* as placed last; hint_rows lie at the canvas's bottom */
    int pinned_rows;       /* above them */
    void (*moment)(void *context, char out[24]);
    void *moment_context;
    int height, width;
    struct {
        int y, x, width;
    } hints[CHOICES_SHOWN]; /* where each offered choice was drawn */
    size_t hint_count;
};

/* form.c */
struct form_field *form_focused(const struct form *form);
bool form_can_focus(const struct form_field *field);
const char *form_field_text(const struct form_field *field);
void form_set_value(struct form *form, struct form_field *field, const char *value);

/* Does Page Down go anywhere? */
bool form_has_parts(const struct form *form);

/* form_place.c */
/* Give every field its place on a canvas of this size, and scroll to the focused one. */
void form_place(struct form *form, int height, int width);

/* Rows of the canvas that scroll. */
int form_room(const struct form *form);
/* A canvas row as a row of the field's place: scrolled, unless the field is pinned. */
int form_row_at(const struct form *form, const struct form_field *field, int y);

/* form_choice.c */
/* The choices offered now (children of the branch, the ten around the chosen one) as indices; returns how
 * many. */
size_t form_offered(const struct form_field *field, size_t offered[CHOICES_SHOWN]);
bool form_choice_has_children(const struct form_field *field, const char *code);
/* The branch that shows the present value among its siblings. */
void form_choice_enter(struct form_field *field);
/*
 * Digits, letters (initials narrow what is offered until one is left), arrows, Backspace, Space. *is_picked:
 * a final choice was made, the focus may go on. True when used.
 */
bool form_choice_key(struct form *form, struct form_field *field, uint32_t key, bool *is_picked);
/* Take the index-th offered choice; true when it is final. */
bool form_choice_pick(struct form *form, struct form_field *field, size_t index);
/* "报修 › 不热" for the value; a code that is not among the choices is shown with a question mark. */
void form_choice_text(const struct form_field *field, char *out, size_t size);
/* "1 咨询" as drawn in the hint lines; number 0 is the first. */
void form_choice_hint(const struct form_field *field, size_t number, size_t choice, char *out, size_t size);

/* form_list.c */
size_t form_list_count(const struct form_field *field); /* lines, at least 1 */
bool form_list_is_ticked(const struct form_field *field, size_t line);
/* Space, digits, arrows; false when not used (past the first or last line). */
bool form_list_key(struct form *form, struct form_field *field, uint32_t key);
void form_list_toggle(struct form *form, struct form_field *field, size_t line);
void form_list_draw(const struct form_field *field, struct canvas *part, bool is_focused);

#endif
