#ifndef ZUOXI_TUI_EDIT_H
#define ZUOXI_TUI_EDIT_H

/*
 * The project's own line and paragraph editor: Chinese exact to the cell, combining marks as one, 避头尾 at
 * line breaks, undo, word and select-all, long text scrolls. A line editor turns newlines into blanks.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "zuoxi/base/str.h"
#include "zuoxi/tui/canvas.h"

struct edit;

/* max: characters; is_paragraph: several lines. */
struct edit *edit_new(int max, bool is_paragraph);
void edit_free(struct edit **edit);
const char *edit_text(const struct edit *edit);          /* borrowed */
void edit_set_text(struct edit *edit, const char *text); /* cursor to the end, undo forgotten */
void edit_set_secret(struct edit *edit, bool is_secret); /* passwords: drawn as *, wiped on free */
/* Where Ctrl-X/C/W/K/U put and Ctrl-V takes text: borrowed, shared by the fields of a form. Each has its own
 * else. */
void edit_set_clipboard(struct edit *edit, struct str *clipboard);
/* Counts changes of the text: compare two readings to know whether it changed. */
unsigned long edit_revision(const struct edit *edit);
/* True when the key was used (text, movement, deletion, undo). Enter is used by paragraphs only. Up at the
 * first line and Down at the last are not used. *was_full (may be NULL) = a character was refused at max. */
bool edit_key(struct edit *edit, uint32_t key, bool *was_full);
void edit_paste(struct edit *edit, const char *bytes, size_t length, bool *was_full);
/*
 * Draw into the canvas; a paragraph wraps and scrolls to its cursor. Sets the hardware cursor when focused.
 */
void edit_draw(struct edit *edit, struct canvas *canvas, bool has_focus);
/* Mouse: put the cursor to the cell. */
void edit_click(struct edit *edit, int y, int x);
/*
 * Words of the text that are to stand out, from left to right; said by whoever knows words, asked when the
 * text has changed. They are underlined, and Ctrl-G puts what is to stand there instead.
 */
#define EDIT_MARKS_MAX 16
struct edit_mark {
    size_t start, end;   /* bytes */
    const char *instead; /* borrowed */
    const void *what;    /* the marker's own, for whoever tells the person */
};
typedef size_t (*edit_marker)(void *context, const char *text, struct edit_mark marks[EDIT_MARKS_MAX]);
/* stamp: a number that is another one when the marker would say something else of the same text; borrowed. */
void edit_set_marker(struct edit *edit, edit_marker marker, void *context, const unsigned long *stamp);
/* The mark that Ctrl-G would replace: the last one that begins before the cursor, else the first; NULL none.
 */
const struct edit_mark *edit_mark(struct edit *edit);
/* Lines the text takes when wrapped at width. */
int edit_lines(struct edit *edit, int width);

#endif
