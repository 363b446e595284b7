#ifndef ZUOXI_TUI_VIEW_H
#define ZUOXI_TUI_VIEW_H

/*
 * A view draws in a given canvas and answers keys; its private state is a struct that begins with struct
 * view. Views never know each other: they open others through the console's table of openers.
 */

#include <stdbool.h>
#include <stdint.h>

#include "zuoxi/tui/action.h"
#include "zuoxi/tui/canvas.h"
#include "zuoxi/tui/key.h"

struct ui;

/* Answers of handlers; 0 = not mine, offer it further. */
enum view_answer {
    VIEW_HANDLED = 1 << 0,
    VIEW_CLOSE = 1 << 1, /* close this view (its page, when it is the page's main view) */
    VIEW_ECHO = 1 << 2   /* handled, and echo() draws what it changed: what follows from it comes later */
};

struct view_ops {
    const char *name;
    bool is_gate;     /* nobody has signed in: global actions marked ACTION_INSIDE are not there */
    bool is_fleeting; /* a popup that Esc leaves before an ACTION_OVER; others stay open with their page */
    const struct action *actions;
    size_t action_count;
    /* Title for the title bar / a popup's frame, into out. */
    void (*title)(struct view *view, char *out, size_t size);
    void (*draw)(struct view *view, struct canvas *canvas, bool has_focus);
    /* After VIEW_ECHO: draw only what the key changed, so that it shows at once. NULL: never answered. */
    void (*echo)(struct view *view, struct canvas *canvas, bool has_focus);
    /* Each wall second: draw only what changes with time (countdowns). NULL: nothing does. */
    void (*tick)(struct view *view, struct canvas *canvas);
    /* Once each loop turn before drawing: look at tasks, children, changed data. NULL: none. */
    void (*step)(struct view *view);
    /* Text and navigation, before the view's actions. */
    unsigned (*key)(struct view *view, uint32_t key);
    unsigned (*paste)(struct view *view, const char *bytes, size_t length);
    unsigned (*mouse)(struct view *view, int y, int x, enum ui_mouse what);
    /* Popup only: wished height and width inside the given screen size. */
    void (*measure)(struct view *view, int max_height, int max_width, int *height, int *width);
    /* May refuse to go (return false) after saying why. NULL: always willing. */
    bool (*may_close)(struct view *view);
    void (*close)(struct view *view); /* frees it */
};

struct view {
    const struct view_ops *ops;
    struct ui *ui;   /* set when it is opened */
    bool is_dirty;   /* wants a whole redraw */
    bool is_echoing; /* wants echo() */
};

/* Ask for a redraw at the end of this loop turn. */
void view_touch(struct view *view);

#endif
