#ifndef ZUOXI_TUI_EDIT_PRIVATE_H
#define ZUOXI_TUI_EDIT_PRIVATE_H

/* The editor's insides, shared by edit.c (keys), edit_text.c (changes, undo) and edit_draw.c (lines,
 * drawing). */

#include "zuoxi/base/str.h"
#include "zuoxi/tui/edit.h"

enum edit_kind { EDIT_TYPED, EDIT_ERASED, EDIT_OTHER };

struct change {
    size_t at;
    struct str removed, inserted;
    enum edit_kind kind;
};

struct edit {
    struct str text;
    int max; /* characters */
    bool is_paragraph, is_secret;
    size_t cursor, anchor; /* bytes; the text between them is selected */
    unsigned long revision;
    struct change *changes; /* changes[0..done) are applied, the rest can be done again */
    size_t done, change_count, change_capacity;
    bool is_grouping;      /* the next change of the same kind may join the last one */
    struct str *clipboard; /* borrowed from the form, or own */
    struct str own_clipboard;
    int goal;          /* column that Up and Down keep to, −1: none */
    int width, height; /* of the last drawing; Up, Down and the mouse speak of it */
    size_t *starts;    /* the lines' first bytes at line_width */
    size_t line_count, line_capacity;
    int line_width;
    unsigned long line_revision;
    size_t top;  /* paragraph: first line shown */
    size_t left; /* line: first byte shown */
    struct str scratch;
    struct edit_marks *marks; /* NULL: nothing is marked */
};

/* edit_text.c */
/* Put length bytes in place of `removed` bytes at `at`; the cursor ends behind them. */
void edit_replace(struct edit *edit, size_t at, size_t removed, const char *bytes, size_t length,
                  enum edit_kind kind);
bool edit_undo(struct edit *edit);
bool edit_redo(struct edit *edit);
void edit_forget(struct edit *edit);
/* What may enter the editor of pasted bytes: valid UTF-8, newlines as this editor knows them. */
void edit_clean(const struct edit *edit, const char *bytes, size_t length, struct str *out);
/* The next or previous word's edge from `at`. */
size_t edit_word_left(const struct edit *edit, size_t at);
size_t edit_word_right(const struct edit *edit, size_t at);

/* edit_draw.c */
void edit_wrap(struct edit *edit, int width);
/* Line and column of a byte offset, and back; lines as wrapped last. */
size_t edit_line_of(const struct edit *edit, size_t offset);
int edit_column_of(const struct edit *edit, size_t offset);
size_t edit_offset_at(const struct edit *edit, size_t line, int column);
/* edit_mark.c */
/* Underline what of text[start..end), drawn at the place, is marked. */
void edit_draw_marks(struct edit *edit, struct canvas *canvas, struct rect place, size_t start, size_t end);
/* Ctrl-G; false when nothing is marked. *was_full (may be NULL): the other words do not fit. */
bool edit_replace_mark(struct edit *edit, bool *was_full);

/* Last offset of a line where the cursor may stand. */
size_t edit_line_end(const struct edit *edit, size_t line);

#endif
