#ifndef ZUOXI_TUI_KEY_H
#define ZUOXI_TUI_KEY_H

/*
 * A key is one uint32_t: a Unicode character, or a named key from UI_KEY_…, with modifier bits. Text typed
 * arrives as plain characters (Enter, Tab, Esc and Backspace are named keys, not control characters).
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define UI_CTRL  0x01000000u /* UI_CTRL | 'S' */
#define UI_ALT   0x02000000u
#define UI_SHIFT 0x04000000u /* only with named keys */

enum ui_key {
    UI_KEY_NONE = 0,
    UI_KEY_FIRST = 0x110000,
    UI_KEY_ENTER = UI_KEY_FIRST,
    UI_KEY_TAB, /* Shift-Tab = UI_SHIFT | UI_KEY_TAB */
    UI_KEY_ESC,
    UI_KEY_BACKSPACE,
    UI_KEY_DELETE,
    UI_KEY_INSERT,
    UI_KEY_UP,
    UI_KEY_DOWN,
    UI_KEY_LEFT,
    UI_KEY_RIGHT,
    UI_KEY_HOME,
    UI_KEY_END,
    UI_KEY_PAGE_UP,
    UI_KEY_PAGE_DOWN,
    UI_KEY_F1 = 0x110100 /* F1…F24 follow */
};
#define UI_KEY_F(number) ((uint32_t)UI_KEY_F1 + (uint32_t)(number)-1u)

/* Is it text to be typed (a printable character without modifiers)? */
bool key_is_text(uint32_t key);
/* "F5" "Ctrl-S" "Enter" "Shift-Tab" "/" into out. (Not key_name: curses has a function of that name.) */
void key_label(uint32_t key, char out[24]);

enum ui_mouse { UI_MOUSE_PRESS, UI_MOUSE_DOUBLE, UI_MOUSE_WHEEL_UP, UI_MOUSE_WHEEL_DOWN };

#endif
