#ifndef ZUOXI_TUI_INPUT_H
#define ZUOXI_TUI_INPUT_H

/*
 * From the terminal's bytes to events: keys, pasted text, mouse, cursor reports. Pure: it reads nothing
 * itself, so no key can block or be swallowed; only a byte that is no UTF-8 is lost, and an unknown sequence
 * whole. Reading with curses' getch() costs a system call a byte and waits inside for the rest of a sequence;
 * hence not used.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "zuoxi/base/str.h"
#include "zuoxi/tui/key.h"

#define INPUT_PASTE_MAX ((size_t)256 * 1024) /* bytes kept of one paste */

enum input_kind { INPUT_NONE, INPUT_KEY, INPUT_PASTE, INPUT_MOUSE, INPUT_REPORT };

struct input_event {
    enum input_kind kind;
    uint32_t key;        /* INPUT_KEY */
    int y, x;            /* INPUT_MOUSE: cell from 0; INPUT_REPORT: the cursor's row and column from 1 */
    enum ui_mouse mouse; /* UI_MOUSE_DOUBLE is the loop's to find */
    bool is_cut;         /* INPUT_PASTE: more than INPUT_PASTE_MAX came; the text is input_pasted() */
};

struct input;

struct input *input_new(void);
void input_free(struct input **input);
/* A sequence of this terminal (terminfo) and its key; matched before the common ones. */
void input_add_sequence(struct input *input, const char *bytes, uint32_t key);
/* What byte 8 is: Backspace on terminals that send it for that key, else Ctrl-Backspace (the default). */
void input_set_backspace(struct input *input, bool is_backspace);
void input_feed(struct input *input, const char *bytes, size_t length);
/*
 * Next event; false when the bytes so far hold none. With is_final an unfinished sequence is taken as it
 * stands (a lone Esc), an unterminated paste as ended: to be asked for after input_patience() has passed
 * without a byte.
 */
bool input_next(struct input *input, bool is_final, struct input_event *event);
/* Milliseconds to wait for the rest of what has begun; −1: nothing is begun (or only part of a character). */
int input_patience(const struct input *input);
/* The text of the last INPUT_PASTE; borrowed until the next input_next. */
const struct str *input_pasted(const struct input *input);

#endif
