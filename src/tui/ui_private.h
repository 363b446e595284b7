#ifndef ZUOXI_TUI_UI_PRIVATE_H
#define ZUOXI_TUI_UI_PRIVATE_H

/* The ui's insides, shared by ui.c (pages), paint.c (drawing), route.c (keys) and loop.c. */

#include "direct.h"
#include "screen.h"
#include "zuoxi/tui/layout.h"
#include "zuoxi/tui/term.h"
#include "zuoxi/tui/ui.h"

struct views {
    struct view **items;
    size_t count, capacity;
};

struct page {
    struct view *main, *side; /* main is NULL only in the page that stands below all others */
    bool is_side_focused;
    struct views popups;
};

/* One clickable entry of the key bar. */
struct bar_entry {
    int x, width;
    struct ui_action action;
};
#define BAR_MAX     24
#define ACTIONS_MAX 128

struct ui {
    struct ui_options options;
    struct tty *term;
    struct screen screen;
    struct page root;  /* holds popups while no page is open */
    struct page cover; /* lies over all others while it has a view */
    struct page **pages;
    size_t page_count, page_capacity;
    struct views closed; /* views taken out, freed when no handler of theirs can be running */
    struct {
        struct cursor main, side, popup, sent;
    } cursors;                     /* where each view in sight left it, and where the terminal has it */
    struct direct_cursor believed; /* where curses has left the terminal's cursor */
    bool can_direct, has_begun;
    char title[512];                       /* as drawn last */
    struct ui_action offered[ACTIONS_MAX]; /* what the key bar was made from */
    size_t offered_count;
    struct bar_entry bar[BAR_MAX];
    size_t bar_count;
    bool is_stale; /* everything is to be drawn again */
    bool is_quitting, is_ending, is_gone, wants_bell, is_cursor_shown;
    bool is_fed;    /* bytes came from the terminal that nothing has been painted for yet */
    int64_t second; /* the wall second last shown */
    int64_t fed_at; /* boot ms of the last bytes from the terminal */
    struct {
        char text[512];
        enum style style;
        int64_t until;       /* boot ms; 0: nothing is shown */
        unsigned long count; /* of what was said so far */
        bool is_sticky, is_dirty;
    } status;
    struct {
        int64_t at; /* boot ms of the last press, for double clicks */
        int y, x;
    } press;
    int64_t *wakes; /* boot ms, unordered */
    size_t wake_count, wake_capacity;
    int *watched;
    size_t watched_count, watched_capacity;
    bool is_woken; /* by one of them */
    int wake_pipe[2];
};

/* ui.c */
/* The page that is on the screen: the one in front, or what covers it. */
struct page *ui_shown_page(const struct ui *ui);
struct view *ui_shown(const struct ui *ui); /* its main view */
/* On it: */
struct view *ui_top_popup(const struct ui *ui);
/* The view that gets keys first: top popup, else side or main by focus; NULL when nothing is open. */
struct view *ui_focused(const struct ui *ui);
struct layout ui_present_layout(struct ui *ui);
struct rect ui_popup_rect(struct ui *ui, const struct layout *layout, struct view *popup);
/* Free what was closed. */
void ui_reap(struct ui *ui);
/* Run fn for every open view, popups last. */
void ui_each_view(struct ui *ui, void (*fn)(struct view *view));

/* paint.c */
/* Draw what is dirty and send it; ticks too when the wall second has changed. */
void ui_paint(struct ui *ui);

/* route.c */
void route_key(struct ui *ui, uint32_t key);
void route_paste(struct ui *ui, const char *bytes, size_t length);
void route_mouse(struct ui *ui, int y, int x, enum ui_mouse what);

/* bar.c */
/* Key bar and title: only when they differ from what was drawn last, or is_whole. */
void bar_draw(struct ui *ui, const struct layout *layout, bool is_whole);
void bar_draw_title(struct ui *ui, const struct layout *layout, bool is_whole);
void bar_draw_clock(struct ui *ui, const struct layout *layout);
void bar_draw_status(struct ui *ui, const struct layout *layout);

/* signals.c */
bool signals_open(int wake_pipe[2]);
void signals_close(int wake_pipe[2]);
struct signals {
    bool is_ending, is_resized, is_stopped, is_continued;
};
/* What came since the last call. */
struct signals signals_take(int wake_fd);

#endif
