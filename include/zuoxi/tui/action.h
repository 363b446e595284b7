#ifndef ZUOXI_TUI_ACTION_H
#define ZUOXI_TUI_ACTION_H

/*
 * What a view can do on a key. One table per view feeds the key bar, F1 help, the palette, the manual and the
 * test that no two actions of a page share a key.
 */

#include <stddef.h>
#include <stdint.h>

struct view;

enum action_flags {
    ACTION_BAR = 1 << 0,    /* shown in the key bar, in table order */
    ACTION_HIDDEN = 1 << 1, /* neither bar nor palette (aliases) */
    ACTION_INSIDE = 1 << 2, /* a global one that views with is_gate do not offer (before signing in) */
    ACTION_LAST = 1 << 3,   /* ends the key bar and is there whatever has no room: the way out */
    ACTION_OVER = 1 << 4 /* a global one that works over a popup too: it brings another page to the front */
};
/* A flag besides those: something is needed for it (1 …), and ui_options.may says who has that. Others are
 * not shown it; the key still answers them, with the reason. */
#define ACTION_NEEDS(what)  ((unsigned)(what) << 8)
#define action_needs(flags) ((int)((flags) >> 8))

struct action {
    const char *name;  /* "queue.open", for keys.conf and tests */
    uint32_t key;      /* default key */
    const char *label; /* key bar, ≤ 6 Han (N_) */
    const char *help;  /* one sentence for F1 (N_) */
    /* Flags of enum view_answer. */
    unsigned (*run)(struct view *view);
    unsigned flags;
};

#endif
