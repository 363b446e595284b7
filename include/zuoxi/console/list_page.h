#ifndef ZUOXI_CONSOLE_LIST_PAGE_H
#define ZUOXI_CONSOLE_LIST_PAGE_H

/*
 * A page that is a list of stored rows, with a head above it and a foot below it where it has them. Its own
 * struct begins with struct list_page; a table says what its rows are. Reading, reading on, following the
 * database, keys, mouse, drawing, the small save of one key (errand) and closing are the same everywhere.
 */

#include "zuoxi/console/errand.h"
#include "zuoxi/console/state.h"
#include "zuoxi/tui/list.h"

struct list_page;

struct list_page_kind {
    const struct view_ops *ops;
    const struct list_column *columns; /* titles N_(); NULL: the page fills its page.columns after opening */
    size_t column_count;
    const char *empty; /* N_: what to say without rows; NULL: the head sets page.list.empty */
    size_t row_size;
    size_t most;   /* rows read at once */
    bool is_whole; /* and there are no more than those */
    bool is_lazy;  /* a page behind others waits with reading again: no key has to wait for a long list */
    int head_rows; /* lines above the list, the last of them a rule; 0: none */
    int foot_rows; /* lines below it, where there is room */
    void (*head)(struct view *page, struct canvas *canvas);
    void (*foot)(struct view *page, struct canvas *canvas, int y);
    /* As struct list: context is the page. */
    void (*cell)(void *page, size_t row, size_t column, char *out, size_t size, enum style *style);
    /* Read up to `most` rows that follow `last` (NULL: from the beginning). NULL: the page fills page.rows
     * and page.list.row_count itself. */
    enum status (*read)(struct list_page *page, const void *last, size_t most, void *rows, size_t *count,
                        struct err *err);
    void (*reread)(struct view *page); /* after reading from the beginning: what the head says. NULL: none */
    int64_t (*id)(const void *row);    /* the cursor stays on this wherever it goes. NULL: on its line */
    unsigned (*open)(struct view *page); /* double click. NULL: none */
    void (*closing)(struct view *page);  /* frees what the page owns besides. NULL: nothing */
};

struct list_page {
    struct view view;
    const struct list_page_kind *kind;
    struct console *console;
    void *rows; /* owned; list.row_count of them */
    size_t capacity;
    bool has_more;
    struct list_column *columns; /* owned, translated */
    struct list list;
    struct errand errand;
    unsigned long seen;
    int visible;
};

/* Open the page, zeroed but for its own members, and read it; it belongs to the ui from here on. */
void list_page_open(struct list_page *page, struct console *console, const struct list_page_kind *kind);
/* An open page of this kind comes to the front; NULL: there is none. */
struct list_page *list_page_show(struct console *console, const struct list_page_kind *kind);
/* The row under the cursor, NULL: there is none. */
const void *list_page_selected(const struct list_page *page);
/* Read again, as many rows as there are. */
void list_page_reload(struct list_page *page);
/* Begin at the top of other rows. */
void list_page_restart(struct list_page *page);

/* For struct view_ops; a page with a step of its own calls list_page_step in it. */
void list_page_step(struct view *view);
void list_page_draw(struct view *view, struct canvas *canvas, bool has_focus);
unsigned list_page_key(struct view *view, uint32_t key);
unsigned list_page_mouse(struct view *view, int y, int x, enum ui_mouse what);
void list_page_close(struct view *view);
#define LIST_PAGE_OPS                                                                                        \
    .draw = list_page_draw, .key = list_page_key, .mouse = list_page_mouse, .close = list_page_close
/* The action on Esc: stop a save that waits, else close. */
unsigned list_page_back(struct view *view);

#endif
