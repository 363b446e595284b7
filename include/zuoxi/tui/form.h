#ifndef ZUOXI_TUI_FORM_H
#define ZUOXI_TUI_FORM_H

/*
 * A form: labelled items on a grid of rows and twelve columns, one of them focused. Knows no records: the
 * console lays a record's fields out as items and reads the texts back.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "zuoxi/tui/edit.h"
#include "zuoxi/tui/key.h"

enum form_kind {
    FORM_LINE,      /* one line of text */
    FORM_PARAGRAPH, /* several lines; takes the rows left over */
    FORM_CHOICE, /* digits 1–9 0 pick among the choices shown in the hint lines, letters by their initials;
                    ← → walk; nested choices descend */
    FORM_LIST,   /* lines ticked one by one: Space ticks the marked one and goes on, digits any; text: the
                    labels of those ticked, one a line */
    FORM_TICK,   /* Space or x toggles; text is "1" or "" */
    FORM_PASSWORD,
    FORM_NOTE /* shown only, never focused */
};

enum form_flags {
    FORM_REQUIRED = 1 << 0, /* its label carries a mark while empty */
    FORM_PHONE = 1 << 1,    /* digits are grouped when it is not focused */
    FORM_MOMENT = 1 << 2,   /* LINE: Space in the empty field writes what form_set_moment gave */
    FORM_PART = 1 << 3,     /* begins a part of the form: Page Down and Page Up go from part to part */
    FORM_PINNED = 1 << 4,   /* its row stays at the bottom of the form however it is scrolled */
    FORM_ROWS = 1 << 5,     /* LIST: its lines are only marked, what is done with them is the view's matter */
    FORM_PROSE = 1 << 6     /* LINE, PARAGRAPH: sentences, whose words form_set_marker() may mark */
};

struct form_choice {
    const char *code, *label; /* borrowed */
    const char *parent;       /* code of the choice it lies under, NULL or "" at the top */
    char initials[16];        /* lower case: 报修 "bx"; '' none */
};

struct form_item {
    const char *name;  /* for form_find */
    const char *label; /* already translated, borrowed */
    enum form_kind kind;
    int max;          /* characters */
    int row;          /* grid row, from 0 */
    int column, span; /* of twelve */
    unsigned flags;
    const struct form_choice *choices; /* borrowed; may be changed by form_set_choices */
    size_t choice_count;
};

struct form;

/* Copies the items (not what they borrow). The first item that can be focused has the focus. */
struct form *form_new(const struct form_item *items, size_t count);
void form_free(struct form **form);
int form_find(const struct form *form, const char *name);        /* −1: none */
const char *form_get(const struct form *form, const char *name); /* borrowed, "" when empty or unknown */
void form_set(struct form *form, const char *name, const char *text);
void form_set_choices(struct form *form, const char *name, const struct form_choice *choices, size_t count);
/* More flags for an item. */
void form_add_flags(struct form *form, const char *name, unsigned flags);
/* The marked line of a list. */
size_t form_list_line(const struct form *form, const char *name);
/* What Space writes into an empty FORM_MOMENT field: asked when it is pressed. */
void form_set_moment(struct form *form, void (*moment)(void *context, char out[24]), void *context);
/* Who says which words of FORM_PROSE items stand out, as edit_set_marker(); and the one Ctrl-G would replace
 * in the focused item, NULL none. */
void form_set_marker(struct form *form, edit_marker marker, void *context, const unsigned long *stamp);
const struct edit_mark *form_mark(const struct form *form);
/* A short remark after an item's text (dim, or an error when is_error), '' clears. */
void form_set_remark(struct form *form, const char *name, const char *text, bool is_error);
const char *form_remark(const struct form *form, const char *name); /* as set last, '' without one */
/* The same while the item is empty: what is said of it has been done once there is a text. */
void form_set_wanting(struct form *form, const char *name, const char *text, bool is_error);
const char *form_focus(const struct form *form); /* name of the focused item */
void form_set_focus(struct form *form, const char *name);
/* Focus the first item that is empty and can be focused. */
void form_focus_first_empty(struct form *form);
unsigned long form_revision(const struct form *form); /* counts changes of any text */
/*
 * Keys: text (words typed on a choice or a tick go to the next text), Tab / Shift-Tab and Up / Down between
 * items, Enter = next item (new line in a paragraph). True when used. *was_full (may be NULL): the field
 * takes no more.
 */
bool form_key(struct form *form, uint32_t key, bool *was_full);
void form_paste(struct form *form, const char *bytes, size_t length, bool *was_full);
bool form_click(struct form *form, int y, int x);
void form_draw(struct form *form, struct canvas *canvas, bool has_focus);
/* Lowest height that shows everything at this width, hint lines included. */
int form_height(const struct form *form, int width);

/* The focused item's text alone, as form_draw() placed it: the echo of a key that changed nothing else. */
void form_draw_text(struct form *form, struct canvas *canvas);
/* Initials of a choice are being typed: it may have a value that is not meant yet. */
bool form_is_spelling(const struct form *form);
/* A text has the focus (not a choice, a tick). */
bool form_is_editing(const struct form *form);

#endif
