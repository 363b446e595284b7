#ifndef ZUOXI_TUI_UI_H
#define ZUOXI_TUI_UI_H

/*
 * The loop, the pages and the screen's fixed lines: title bar on top (title left, date and time right),
 * status line and key bar at the bottom. One poll() waits for the terminal, signals and watched descriptors
 * with the nearest deadline as its timeout. ui_layout() in layout.c alone knows widths.
 */

#include <stdbool.h>
#include <stdint.h>

#include "zuoxi/base/clock.h"
#include "zuoxi/base/err.h"
#include "zuoxi/tui/view.h"

struct ui;

struct ui_options {
    const struct clock *clock;
    bool is_ascii;                /* --ascii: frames and marks in ASCII only */
    const struct action *actions; /* global actions (help, palette, quit …); run gets the focused main view */
    size_t action_count;
    bool (*may)(void *context, int needs); /* of actions that need something */
    /* A key that the popup over the page in front does not use; true when it was used. May be NULL. */
    bool (*popup_key)(struct view *front, uint32_t key);
    /*
     * Something came from the terminal and nothing of it has been handled yet: the last moment to cover the
     * pages from whoever has come. quiet_ms: for how long nothing had come (boot clock). May be NULL.
     */
    void (*wakes)(void *context, int64_t quiet_ms);
    void *context; /* for ui_context: the console's struct */
};

/*
 * Take the terminal: newterm, raw mode, bracketed paste, mouse, ambiguous-width detection, signal handlers.
 * Fails with words for a terminal that cannot (unknown TERM, GBK locale, not a tty). ui_close gives it back,
 * whatever happened.
 */
enum status ui_open(struct ui **ui, const struct ui_options *options, struct err *err);
void ui_close(struct ui **ui);
void *ui_context(struct ui *ui);

/* Pages: a main view each; the newest on top. The ui owns the view from here on (ops->close). */
void ui_open_page(struct ui *ui, struct view *main);
/* Bring a page's main view to the front; the pages are listed by ui_page (0 = oldest). */
void ui_show_page(struct ui *ui, struct view *main);
size_t ui_page_count(const struct ui *ui);
struct view *ui_page(const struct ui *ui, size_t index);
struct view *ui_front(const struct ui *ui); /* main view of the page in front, NULL when none is open */
/* Close all pages and popups without asking (sign-out, hang-up). */
void ui_close_pages(struct ui *ui);

/* The side view of the page in front: a pane at ≥ 120 columns, else over the page's lower part. NULL closes
 * it. */
void ui_set_side(struct ui *ui, struct view *side);
struct view *ui_side(const struct ui *ui);
/* Move the focus between main and side view. */
void ui_focus_side(struct ui *ui, bool side);
bool ui_side_has_focus(const struct ui *ui);
/* A popup over the page in front (menus, prompts, help); has the focus until closed. */
void ui_popup(struct ui *ui, struct view *popup);
bool ui_has_popup(const struct ui *ui); /* the page in front is covered by one */
void ui_close_view(struct ui *ui, struct view *view);

/*
 * Cover everything with one view until it closes (ui_close_view): only it is drawn, only it gets keys, pastes
 * and the mouse, and of the actions only its own are there. All pages live on beneath as they are, popups and
 * edit points too; what they open or say meanwhile stays beneath. A covering view opens no popups. One at a
 * time: the one before is closed.
 */
void ui_cover(struct ui *ui, struct view *cover);
struct view *ui_cover_view(const struct ui *ui); /* NULL when nothing is covered */
/* Milliseconds since the terminal last sent anything (boot clock: suspend counts, a set clock does not). */
int64_t ui_quiet_ms(const struct ui *ui);

/* Status line: a message for some seconds (STYLE_ERROR stays until the next key). Formats safely. */
void ui_status(struct ui *ui, enum style style, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
void ui_status_err(struct ui *ui, const struct err *err);
bool ui_status_stays(const struct ui *ui); /* an error is there that no key has come after */
void ui_bell(struct ui *ui);

/* Wake the loop at this CLOCK_BOOTTIME millisecond, or when fd is readable; the views' step() then runs. */
void ui_wake_at(struct ui *ui, int64_t boot_ms);
void ui_watch(struct ui *ui, int fd);
void ui_unwatch(struct ui *ui, int fd);
/* Has a watched descriptor ended the last wait? Who watches one need not read it at every key. */
bool ui_is_woken(const struct ui *ui);

/* Has this turn of the loop read keys that are not on the screen yet? What can wait should, for a turn. */
bool ui_is_fed(const struct ui *ui);

/*
 * Run until ui_quit or the terminal is gone (SIGHUP, POLLHUP, EIO). Returns true for a wished end. Ticks are
 * aligned to the wall second. SIGTERM and hang-up call each view's step() once more after ui_is_ending()
 * turned true.
 */
bool ui_run(struct ui *ui);
void ui_quit(struct ui *ui);
bool ui_is_ending(const struct ui *ui);
int ui_width(const struct ui *ui);
/*
 * All actions that a key could reach now, most specific first (help, palette); returns how many were stored.
 */
struct ui_action {
    const struct action *action;
    struct view *view;
};
size_t ui_actions(struct ui *ui, struct ui_action *actions, size_t max);

#endif
