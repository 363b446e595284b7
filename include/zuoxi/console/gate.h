#ifndef ZUOXI_CONSOLE_GATE_H
#define ZUOXI_CONSOLE_GATE_H

/*
 * A page that stands before the desk and asks for a password: what signing in, unlocking and choosing another
 * password share. Who is asked in the middle, a box with the form, below it what becomes of the password.
 */

#include "zuoxi/console/password_job.h"
#include "zuoxi/tui/form.h"

/* The first member of such a page: its view's functions get this. */
struct gate {
    struct view view;
    struct console *console;
    struct form *form; /* owned; a row for each item */
    struct password_job job;
    int rows;
};

/* What is to be read on it. */
struct gate_words {
    const char *head, *below, *box; /* who is asked; a line below; the box's title */
    enum style below_style;
};

void gate_open(struct gate *gate, struct console *console, const struct view_ops *ops,
               const struct form_item *items, int count);
/* The one that asks for "badge" and "password"; submitted by Enter on the latter. */
void gate_open_badge(struct gate *gate, struct console *console, const struct view_ops *ops);
bool gate_submits(const struct gate *gate, uint32_t pressed);
/* Frees what the gate owns, not the page. */
void gate_close(struct gate *gate);
/* A key for the form; none goes in while a password is checked. True when the form took it. */
bool gate_key(struct gate *gate, uint32_t pressed);
/* Returns the first row, to which the page's own lines below, from +13 on, are relative. */
int gate_draw(struct gate *gate, struct canvas *canvas, bool has_focus, const struct gate_words *words);

/* Members of a page's view_ops as they are. */
unsigned gate_paste(struct view *view, const char *bytes, size_t length);
void gate_tick(struct view *view, struct canvas *canvas);

#endif
