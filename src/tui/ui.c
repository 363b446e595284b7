#include "zuoxi/tui/ui.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "direct.h"
#include "ui_private.h"
#include "zuoxi/base/mem.h"
#include "zuoxi/base/str.h"
#include "zuoxi/base/text.h"
#include "zuoxi/base/width.h"

#define STATUS_SHOWN_MS 6000

enum status ui_open(struct ui **ui, const struct ui_options *options, struct err *err)
{
    struct tty *term;
    int wake_pipe[2];
    enum status status;

    *ui = NULL;
    if (!signals_open(wake_pipe)) { /* before curses: it leaves alone the handlers it finds */
        return err_set(err, STATUS_IO, _("系统资源不足，不能启动控制台"));
    }
    status = term_open(&term, err);
    if (status != STATUS_OK) {
        signals_close(wake_pipe);
        return status;
    }
    *ui = mem_new(1, sizeof(**ui));
    (*ui)->options = *options;
    (*ui)->term = term;
    (*ui)->screen.is_ascii = options->is_ascii;
    (*ui)->wake_pipe[0] = wake_pipe[0];
    (*ui)->wake_pipe[1] = wake_pipe[1];
    (*ui)->is_stale = true;
    (*ui)->is_cursor_shown = true;
    (*ui)->fed_at = clock_boot_ms(options->clock);
    theme_open(&(*ui)->screen);
    (*ui)->can_direct = direct_is_possible();
    return STATUS_OK;
}

void ui_close(struct ui **ui)
{
    if (*ui == NULL) {
        return;
    }
    ui_close_pages(*ui);
    if ((*ui)->cover.main != NULL) {
        ui_close_view(*ui, (*ui)->cover.main);
    }
    ui_reap(*ui);
    term_close(&(*ui)->term);
    signals_close((*ui)->wake_pipe);
    str_free(&(*ui)->screen.safe);
    cells_free(&(*ui)->screen.cells);
    free((*ui)->screen.row);
    free((*ui)->root.popups.items);
    free((*ui)->closed.items);
    free((*ui)->pages);
    free((*ui)->wakes);
    free((*ui)->watched);
    free(*ui);
    *ui = NULL;
}

void *ui_context(struct ui *ui)
{
    return ui->options.context;
}

int ui_width(const struct ui *ui)
{
    (void)ui;
    return COLS;
}

void view_touch(struct view *view)
{
    view->is_dirty = true;
}

/* Pages */

static void views_push(struct views *views, struct view *view)
{
    mem_reserve((void **)&views->items, &views->capacity, views->count + 1, sizeof(struct view *));
    views->items[views->count++] = view;
}

static struct page *front_page(const struct ui *ui)
{
    return ui->page_count > 0 ? ui->pages[ui->page_count - 1] : (struct page *)&ui->root;
}

struct page *ui_shown_page(const struct ui *ui)
{
    return ui->cover.main != NULL ? (struct page *)&ui->cover : front_page(ui);
}

struct view *ui_shown(const struct ui *ui)
{
    return ui_shown_page(ui)->main;
}

static void adopt(struct ui *ui, struct view *view)
{
    view->ui = ui;
    view->is_dirty = true;
    ui->is_stale = true;
}

void ui_open_page(struct ui *ui, struct view *main)
{
    mem_reserve((void **)&ui->pages, &ui->page_capacity, ui->page_count + 1, sizeof(struct page *));
    ui->pages[ui->page_count] = mem_new(1, sizeof(struct page));
    ui->pages[ui->page_count]->main = main;
    ui->page_count++;
    adopt(ui, main);
}

void ui_show_page(struct ui *ui, struct view *main)
{
    for (size_t i = 0; i < ui->page_count; i++) {
        if (ui->pages[i]->main == main) {
            struct page *page = ui->pages[i];

            memmove(&ui->pages[i], &ui->pages[i + 1], (ui->page_count - i - 1) * sizeof(struct page *));
            ui->pages[ui->page_count - 1] = page;
            ui->is_stale = true;
            return;
        }
    }
}

size_t ui_page_count(const struct ui *ui)
{
    return ui->page_count;
}

struct view *ui_page(const struct ui *ui, size_t index)
{
    return index < ui->page_count ? ui->pages[index]->main : NULL;
}

struct view *ui_front(const struct ui *ui)
{
    return front_page(ui)->main;
}

static void retire(struct ui *ui, struct view *view)
{
    views_push(&ui->closed, view);
    ui->is_stale = true;
}

static void page_close(struct ui *ui, size_t index)
{
    struct page *page = ui->pages[index];

    for (size_t i = page->popups.count; i > 0; i--) {
        retire(ui, page->popups.items[i - 1]);
    }
    if (page->side != NULL) {
        retire(ui, page->side);
    }
    retire(ui, page->main);
    free(page->popups.items);
    free(page);
    memmove(&ui->pages[index], &ui->pages[index + 1], (ui->page_count - index - 1) * sizeof(struct page *));
    ui->page_count--;
}

void ui_close_pages(struct ui *ui)
{
    while (ui->page_count > 0) {
        page_close(ui, ui->page_count - 1);
    }
    while (ui->root.popups.count > 0) {
        retire(ui, ui->root.popups.items[--ui->root.popups.count]);
    }
}

void ui_reap(struct ui *ui)
{
    while (ui->closed.count > 0) { /* close() may itself close others */
        struct view *view = ui->closed.items[--ui->closed.count];

        view->ops->close(view);
    }
}

void ui_cover(struct ui *ui, struct view *cover)
{
    if (ui->cover.main != NULL) {
        retire(ui, ui->cover.main);
    }
    ui->cover.main = cover;
    ui->bar_count = 0;               /* a click may come before anything is drawn */
    cells_forget(&ui->screen.cells); /* nothing of what lies beneath stays in a cell, */
    clearok(curscr, TRUE);           /* whatever the terminal was believed to show */
    adopt(ui, cover);
}

struct view *ui_cover_view(const struct ui *ui)
{
    return ui->cover.main;
}

void ui_set_side(struct ui *ui, struct view *side)
{
    struct page *page = front_page(ui);

    if (page->main == NULL) {
        if (side != NULL) {
            retire(ui, side);
        }
        return;
    }
    if (page->side != NULL && page->side != side) {
        retire(ui, page->side);
    }
    page->side = side;
    page->is_side_focused = page->is_side_focused && side != NULL;
    ui->is_stale = true;
    if (side != NULL) {
        adopt(ui, side);
    }
}

struct view *ui_side(const struct ui *ui)
{
    return front_page(ui)->side;
}

void ui_focus_side(struct ui *ui, bool side)
{
    struct page *page = front_page(ui);

    page->is_side_focused = side && page->side != NULL;
    ui->is_stale = true;
}

bool ui_side_has_focus(const struct ui *ui)
{
    return front_page(ui)->is_side_focused;
}

void ui_popup(struct ui *ui, struct view *popup)
{
    views_push(&front_page(ui)->popups, popup);
    adopt(ui, popup);
}

static bool popup_close(struct ui *ui, struct page *page, struct view *view)
{
    for (size_t i = 0; i < page->popups.count; i++) {
        if (page->popups.items[i] == view) {
            memmove(&page->popups.items[i], &page->popups.items[i + 1],
                    (page->popups.count - i - 1) * sizeof(struct view *));
            page->popups.count--;
            retire(ui, view);
            return true;
        }
    }
    return false;
}

void ui_close_view(struct ui *ui, struct view *view)
{
    if (ui->cover.main == view) {
        ui->cover.main = NULL;
        retire(ui, view);
        return;
    }
    if (popup_close(ui, &ui->root, view)) {
        return;
    }
    for (size_t i = 0; i < ui->page_count; i++) {
        struct page *page = ui->pages[i];

        if (page->main == view) {
            page_close(ui, i);
            return;
        }
        if (page->side == view) {
            page->side = NULL;
            page->is_side_focused = false;
            retire(ui, view);
            return;
        }
        if (popup_close(ui, page, view)) {
            return;
        }
    }
}

struct view *ui_top_popup(const struct ui *ui)
{
    const struct views *popups = &ui_shown_page(ui)->popups;

    return popups->count > 0 ? popups->items[popups->count - 1] : NULL;
}

bool ui_has_popup(const struct ui *ui)
{
    return front_page(ui)->popups.count > 0;
}

struct view *ui_focused(const struct ui *ui)
{
    struct page *page = ui_shown_page(ui);
    struct view *popup = ui_top_popup(ui);

    return popup != NULL ? popup : page->is_side_focused ? page->side : page->main;
}

void ui_each_view(struct ui *ui, void (*fn)(struct view *view))
{
    /*
     * fn may open and close views: walk a copy, and skip what went away meanwhile (it is still in `closed`).
     */
    struct views all = {0};

    for (size_t i = 0; i < ui->page_count + 2; i++) {
        struct page *page = i < ui->page_count ? ui->pages[i] : i == ui->page_count ? &ui->root : &ui->cover;

        if (page->main != NULL) {
            views_push(&all, page->main);
        }
        if (page->side != NULL) {
            views_push(&all, page->side);
        }
        for (size_t j = 0; j < page->popups.count; j++) {
            views_push(&all, page->popups.items[j]);
        }
    }
    for (size_t i = 0; i < all.count; i++) {
        bool is_closed = false;

        for (size_t j = 0; j < ui->closed.count; j++) {
            is_closed = is_closed || ui->closed.items[j] == all.items[i];
        }
        if (!is_closed) {
            fn(all.items[i]);
        }
    }
    free(all.items);
}

/* Status line, bell, waking */

void ui_status(struct ui *ui, enum style style, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    vsnprintf(ui->status.text, sizeof(ui->status.text), format, arguments);
    va_end(arguments);
    ui->status.style = style;
    ui->status.count++;
    ui->status.is_sticky = style == STYLE_ERROR;
    ui->status.until = clock_boot_ms(ui->options.clock) + STATUS_SHOWN_MS;
    ui->status.is_dirty = true;
}

void ui_status_err(struct ui *ui, const struct err *err)
{
    char text[sizeof(ui->status.text)];

    err_format(err, text, sizeof(text));
    if (width_text(text) >= COLS) { /* a long path must not push the advice off the line */
        struct err brief = *err;

        brief.where[0] = '\0';
        err_format(&brief, text, sizeof(text));
    }
    ui_status(ui, STYLE_ERROR, "%s", text);
}

bool ui_status_stays(const struct ui *ui)
{
    return ui->status.is_sticky;
}

void ui_bell(struct ui *ui)
{
    ui->wants_bell = true;
}

void ui_wake_at(struct ui *ui, int64_t boot_ms)
{
    for (size_t i = 0; i < ui->wake_count; i++) {
        if (ui->wakes[i] == boot_ms) {
            return;
        }
    }
    mem_reserve((void **)&ui->wakes, &ui->wake_capacity, ui->wake_count + 1, sizeof(*ui->wakes));
    ui->wakes[ui->wake_count++] = boot_ms;
}

void ui_watch(struct ui *ui, int fd)
{
    ui_unwatch(ui, fd);
    mem_reserve((void **)&ui->watched, &ui->watched_capacity, ui->watched_count + 1, sizeof(*ui->watched));
    ui->watched[ui->watched_count++] = fd;
}

void ui_unwatch(struct ui *ui, int fd)
{
    for (size_t i = 0; i < ui->watched_count; i++) {
        if (ui->watched[i] == fd) {
            ui->watched[i] = ui->watched[--ui->watched_count];
            return;
        }
    }
}

bool ui_is_woken(const struct ui *ui)
{
    return ui->is_woken;
}

int64_t ui_quiet_ms(const struct ui *ui)
{
    return clock_boot_ms(ui->options.clock) - ui->fed_at;
}

bool ui_is_fed(const struct ui *ui)
{
    return ui->is_fed;
}

void ui_quit(struct ui *ui)
{
    ui->is_quitting = true;
}

bool ui_is_ending(const struct ui *ui)
{
    return ui->is_ending;
}
