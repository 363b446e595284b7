/* From dirty views to one write: draws into the cells, gives curses those that differ, lets the
 * cursor end at the edit point, sends it.
 */

#include <stdio.h>

#include "direct.h"
#include "ui_private.h"
#include "zuoxi/base/text.h"
#include "zuoxi/base/width.h"

static int side_height(struct view *side)
{
    int height = 0, width = 0;

    if (side != NULL && side->ops->measure != NULL) {
        side->ops->measure(side, LINES - 3, COLS, &height, &width);
    }
    return height;
}

struct layout ui_present_layout(struct ui *ui)
{
    struct view *side = ui_shown_page(ui)->side;

    return ui_layout(LINES, COLS, side != NULL, side_height(side));
}

struct rect ui_popup_rect(struct ui *ui, const struct layout *layout, struct view *popup)
{
    int max_height = layout->status.y - 3, max_width = layout->title.width - 8;
    int height = max_height / 2, width = max_width / 2;

    (void)ui;
    if (popup->ops->measure != NULL) {
        popup->ops->measure(popup, max_height, max_width, &height, &width);
    }
    return layout_popup(layout, height, width);
}

/* The page's main view keeps looking focused, and keeps the cursor, under a side view that passes text on to
 * it. */
static bool looks_focused(const struct ui *ui, const struct view *view)
{
    return view == ui_focused(ui) ||
           (view == ui_shown(ui) && ui_top_popup(ui) == NULL && view->ops->paste != NULL);
}

static void draw_view(struct ui *ui, struct view *view, struct rect rect, struct cursor *cursor)
{
    struct canvas canvas = screen_canvas(&ui->screen, rect);

    *cursor = (struct cursor){0};
    ui->screen.cursor = looks_focused(ui, view) ? cursor : NULL;
    draw_clear(&canvas);
    view->ops->draw(view, &canvas, looks_focused(ui, view));
    ui->screen.cursor = NULL;
    view->is_dirty = view->is_echoing = false;
}

static void draw_echo(struct ui *ui, struct view *view, struct canvas *canvas, struct cursor *cursor)
{
    *cursor = (struct cursor){0};
    ui->screen.cursor = looks_focused(ui, view) ? cursor : NULL;
    view->ops->echo(view, canvas, looks_focused(ui, view));
    ui->screen.cursor = NULL;
    view->is_echoing = false;
}

static void draw_popup(struct ui *ui, const struct layout *layout, struct view *popup)
{
    struct rect rect = ui_popup_rect(ui, layout, popup);
    struct canvas canvas = screen_canvas(&ui->screen, (struct rect){0, 0, LINES, COLS});
    char title[256] = "";

    if (popup->ops->title != NULL) {
        popup->ops->title(popup, title, sizeof(title));
    }
    draw_fill(&canvas, rect, STYLE_NORMAL);
    draw_box(&canvas, rect, STYLE_BORDER, title);
    draw_view(ui, popup, layout_inside(rect), &ui->cursors.popup);
}

static void draw_frame(struct ui *ui, const struct layout *layout, struct view *side)
{
    struct canvas canvas = screen_canvas(&ui->screen, layout->frame);
    char title[256] = "";

    if (layout->is_pane) {
        for (int y = 0; y < layout->frame.height; y++) {
            draw_text(&canvas, y, 0, 1, STYLE_BORDER, canvas_has_marks(&canvas) ? "│" : "|");
        }
        return;
    }
    draw_rule(&canvas, 0, 0, layout->frame.width, STYLE_BORDER);
    if (side->ops->title != NULL) {
        side->ops->title(side, title, sizeof(title));
    }
    if (title[0] != '\0') {
        int cells = draw_text(&canvas, 0, 3, layout->frame.width - 6, STYLE_STRONG, title);

        draw_text(&canvas, 0, 2, 1, STYLE_NORMAL, "");
        draw_text(&canvas, 0, 3, -1, STYLE_STRONG, title);
        draw_rule(&canvas, 0, 4 + cells, layout->frame.width - 4 - cells, STYLE_BORDER);
        draw_text(&canvas, 0, 3 + cells, 1, STYLE_NORMAL, "");
    }
}

static void draw_too_small(struct ui *ui)
{
    struct canvas canvas = screen_canvas(&ui->screen, (struct rect){0, 0, LINES, COLS});
    char text[160];
    int cells;

    snprintf(text, sizeof(text), _("窗口太小(%d×%d)，请放大到 %d×%d 以上"), COLS, LINES, LAYOUT_MIN_WIDTH,
             LAYOUT_MIN_HEIGHT);
    cells = width_text(text);
    draw_clear(&canvas);
    draw_text(&canvas, LINES / 2, cells < COLS ? (COLS - cells) / 2 : 0, -1, STYLE_STRONG, text);
}

/*
 * A view in its place: whole when dirty, else only what the new second changes. True when anything was drawn.
 */
static bool refresh_view(struct ui *ui, struct view *view, struct rect rect, struct cursor *cursor,
                         bool is_tick)
{
    if (view == NULL) {
        return false;
    }
    if (view->is_dirty) {
        draw_view(ui, view, rect, cursor);
        return true;
    }
    bool is_echo = view->is_echoing, has_tick = is_tick && view->ops->tick != NULL;
    struct canvas canvas = screen_canvas(&ui->screen, rect);

    if (is_echo) {
        draw_echo(ui, view, &canvas, cursor);
    }
    if (has_tick) {
        view->ops->tick(view, &canvas);
    }
    return is_echo || has_tick;
}

static void touch(struct view *view)
{
    view->is_dirty = true;
}

static void draw_popups(struct ui *ui, const struct layout *layout, struct page *page, bool is_covered,
                        bool is_tick)
{
    for (size_t i = 0; i < page->popups.count; i++) {
        struct view *popup = page->popups.items[i];

        if (popup->is_dirty || is_covered) {
            draw_popup(ui, layout, popup);
            is_covered = true;
        } else {
            refresh_view(ui, popup, layout_inside(ui_popup_rect(ui, layout, popup)), &ui->cursors.popup,
                         is_tick);
        }
    }
}

/* Draw what has to be; false when nothing had. */
static bool draw_all(struct ui *ui, bool is_whole, bool is_tick)
{
    struct layout layout = ui_present_layout(ui);
    struct page *page = ui_shown_page(ui);
    bool is_drawn, is_covered;

    if (layout.is_too_small) {
        if (is_whole) {
            draw_too_small(ui);
        }
        return is_whole;
    }
    if (is_whole) {
        cells_blank(&ui->screen.cells);
        ui_each_view(ui, touch);
        if (page->side != NULL) {
            draw_frame(ui, &layout, page->side);
        }
    }
    is_drawn = (page->main != NULL && page->main->is_dirty) || (page->side != NULL && page->side->is_dirty) ||
               is_whole || (ui_top_popup(ui) != NULL && ui_top_popup(ui)->is_dirty);
    if (is_drawn && page->side != NULL && page->side->is_dirty && !layout.is_pane) {
        draw_frame(ui, &layout, page->side);
    }
    is_covered = refresh_view(ui, page->main, layout.main, &ui->cursors.main, is_tick);
    is_covered = refresh_view(ui, page->side, layout.side, &ui->cursors.side, is_tick) || is_covered;
    draw_popups(ui, &layout, page, is_covered, is_tick);
    if (is_drawn) {
        bar_draw_title(ui, &layout, is_whole);
        bar_draw(ui, &layout, is_whole);
    }
    if (is_tick) {
        bar_draw_clock(ui, &layout);
    }
    if (ui->status.is_dirty || is_whole) {
        bar_draw_status(ui, &layout);
        is_drawn = true;
    }
    return is_drawn || is_covered || is_tick;
}

/* Popup, else the focused view's edit point, else the one under it that text is passed to, else where one
 * rests. */
static struct cursor choose_cursor(struct ui *ui)
{
    static const struct cursor none = {0};
    struct page *page = ui_shown_page(ui);
    const struct cursor *first = page->is_side_focused ? &ui->cursors.side : &ui->cursors.main;

    if (ui_present_layout(ui).is_too_small) {
        return none;
    }
    if (ui_top_popup(ui) != NULL) {
        return ui->cursors.popup;
    }
    if (first->is_shown || !ui->cursors.main.is_set) {
        return *first;
    }
    return ui->cursors.main.is_shown || !first->is_set ? ui->cursors.main : *first;
}

static bool is_same_cursor(const struct cursor *a, const struct cursor *b)
{
    return a->is_set == b->is_set && a->is_shown == b->is_shown && a->y == b->y && a->x == b->x;
}

/* What is asked of the terminal once it shows something, so that the picture does not wait for it. */
static void begin(struct ui *ui)
{
    int row = 1;

    ui->has_begun = true;
    while (row < LINES && !cells_are_blank(&ui->screen.cells, row, 0, 2)) {
        row++;
    }
    if (row == LINES) { /* no room for the question but over what is drawn: draw it again */
        row = 1;
        ui->is_stale = true;
        cells_forget(&ui->screen.cells);
        clearok(curscr, TRUE);
    }
    term_begin(ui->term, row);
}

/* What changes little and leaves the cursor as visible as it was goes past curses. */
static bool send_past_curses(struct ui *ui, bool is_whole, const struct cursor *cursor)
{
    const struct cursor *sent = &ui->cursors.sent;
    struct direct_cursor from = {sent->y, sent->x}, to = {cursor->y, cursor->x};

    if (!ui->can_direct || !ui->has_begun || is_whole || ui->screen.has_scrolled ||
        ui->screen.cells.is_unknown) {
        return false;
    }
    if (is_same_cursor(cursor, sent)) {
        return direct_send(&ui->screen, NULL, to);
    }
    if (!cursor->is_set || !sent->is_set || cursor->is_shown != sent->is_shown ||
        !direct_send(&ui->screen, &from, to)) {
        return false;
    }
    ui->cursors.sent = *cursor;
    return true;
}

static void send(struct ui *ui, bool is_whole)
{
    struct cursor cursor = choose_cursor(ui);
    struct direct_cursor *believed = &ui->believed;

    if (send_past_curses(ui, is_whole, &cursor)) {
        return;
    }
    bool is_moved =
        ui->cursors.sent.is_set && (ui->cursors.sent.y != believed->y || ui->cursors.sent.x != believed->x);
    ui->cursors.sent = cursor;
    bool is_held = is_whole && ui->has_begun; /* may take several writes: shown in one piece */
    if (is_held) {
        term_hold(ui->term, true);
    }
    if (ui->is_cursor_shown != cursor.is_shown) {
        ui->is_cursor_shown = cursor.is_shown;
        curs_set(ui->is_cursor_shown);
    }
    direct_settle(&ui->screen, is_moved ? believed : NULL);
    cells_diff(&ui->screen.cells, cells_give, NULL);
    cells_note_sent(&ui->screen.cells);
    *believed = cursor.is_set ? (struct direct_cursor){cursor.y, cursor.x}
                              : (struct direct_cursor){LINES - 1, COLS - 1};
    wmove(stdscr, believed->y, believed->x);
    idlok(stdscr,
          ui->screen.has_scrolled); /* it hashes every line of the screen: too dear for a key or a tick */
    ui->screen.has_scrolled = false;
    wnoutrefresh(stdscr);
    doupdate();
    if (is_held) {
        term_hold(ui->term, false);
    } else if (!ui->has_begun) {
        begin(ui);
    }
}

void ui_paint(struct ui *ui)
{
    int64_t second = clock_now(ui->options.clock);
    bool is_whole = ui->is_stale;

    if (ui->status.until != 0 && !ui->status.is_sticky &&
        clock_boot_ms(ui->options.clock) >= ui->status.until) {
        ui->status.until = 0;
        ui->status.is_dirty = true;
    }
    cells_resize(&ui->screen.cells, LINES, COLS);
    ui->is_stale = false; /* what becomes stale while drawing is drawn next time */
    if (draw_all(ui, is_whole, second != ui->second)) {
        send(ui, is_whole);
    }
    ui->second = second;
    if (ui->wants_bell) {
        ui->wants_bell = false;
        beep();
    }
}
