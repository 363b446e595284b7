/* Where a key goes: popup; else the focused view's text and actions, the page's main view, the global
 * actions. */

#include <string.h>

#include "ui_private.h"
#include "zuoxi/base/text.h"

/* A handler said VIEW_CLOSE; a view may still refuse. */
static unsigned settle(struct view *view, unsigned answer)
{
    if ((answer & VIEW_CLOSE) != 0) {
        if (view->ops->may_close == NULL || view->ops->may_close(view)) {
            ui_close_view(view->ui, view);
        }
        return answer | VIEW_HANDLED;
    }
    if ((answer & VIEW_ECHO) != 0) {
        view->is_echoing = true;
        return answer | VIEW_HANDLED;
    }
    if ((answer & VIEW_HANDLED) != 0) {
        view->is_dirty = true;
    }
    return answer;
}

static unsigned offer_text(struct view *view, uint32_t key)
{
    return view != NULL && view->ops->key != NULL ? settle(view, view->ops->key(view, key)) : 0;
}

static unsigned offer_actions(struct view *view, uint32_t key)
{
    if (view == NULL) {
        return 0;
    }
    for (size_t i = 0; i < view->ops->action_count; i++) {
        const struct action *action = &view->ops->actions[i];

        if (action->key == key) {
            unsigned answer = settle(view, action->run(view));

            if (answer != 0) {
                return answer;
            }
        }
    }
    return 0;
}

/* Does a global action exist on this page, with this popup over it (NULL: none)? */
static bool is_offered(const struct view *front, const struct view *popup, const struct action *action)
{
    if (front != NULL && front->ui->cover.main != NULL) {
        return false;
    }
    if (popup != NULL && (front == NULL || (action->flags & ACTION_OVER) == 0)) {
        return false;
    }
    return front == NULL || !front->ops->is_gate || (action->flags & ACTION_INSIDE) == 0;
}

/* What was offered when a menu opened may be gone when its page is in front again. */
static void leave_popup(struct view *popup)
{
    if (popup != NULL && popup->ops->is_fleeting) {
        offer_actions(popup, UI_KEY_ESC);
    }
}

static void offer_global(struct ui *ui, uint32_t key)
{
    struct view *front = ui_shown(ui), *popup = ui_top_popup(ui);

    for (size_t i = 0; i < ui->options.action_count; i++) {
        const struct action *action = &ui->options.actions[i];

        if (action->key == key && is_offered(front, popup, action)) {
            leave_popup(popup);
            unsigned answer = action->run(front);

            if (front != NULL) {
                settle(front, answer);
            }
            return;
        }
    }
}

static void clear_status(struct ui *ui)
{
    ui->status.until = 0;
    ui->status.is_sticky = false;
    ui->status.is_dirty = true;
}

static void offer_key(struct ui *ui, uint32_t key)
{
    struct view *popup = ui_top_popup(ui), *focused = ui_focused(ui), *main = ui_shown(ui);

    if (offer_text(focused, key) != 0 || offer_actions(focused, key) != 0) {
        return;
    }
    /* A popup keeps everything from the page below. */
    if (popup == NULL && focused != main && (offer_text(main, key) != 0 || offer_actions(main, key) != 0)) {
        return;
    }
    bool is_kept = popup != NULL && !popup->ops->is_fleeting && main != NULL;
    if (is_kept && ui->options.popup_key != NULL && ui->options.popup_key(main, key)) {
        return;
    }
    offer_global(ui, key);
}

void route_key(struct ui *ui, uint32_t key)
{
    const struct view *front = ui_front(ui);
    unsigned long said = ui->status.count;

    /* An error has been read once a key is pressed; what is covered has not. */
    if (ui->status.is_sticky && ui->cover.main == NULL) {
        clear_status(ui);
    }
    offer_key(ui, key);
    /* What was said before belongs to the page that is left. */
    if (ui->status.until != 0 && ui->status.count == said && ui_front(ui) != front) {
        clear_status(ui);
    }
}

void route_paste(struct ui *ui, const char *bytes, size_t length)
{
    struct view *popup = ui_top_popup(ui), *focused = ui_focused(ui), *main = ui_shown(ui);
    unsigned answer = 0;

    if (focused != NULL && focused->ops->paste != NULL) {
        answer = settle(focused, focused->ops->paste(focused, bytes, length));
    }
    if (answer == 0 && popup == NULL && focused != main && main->ops->paste != NULL) {
        settle(main, main->ops->paste(main, bytes, length));
    }
}

static bool is_inside(struct rect rect, int y, int x)
{
    return y >= rect.y && y < rect.y + rect.height && x >= rect.x && x < rect.x + rect.width;
}

static void offer_mouse(struct view *view, struct rect rect, int y, int x, enum ui_mouse what)
{
    if (view->ops->mouse != NULL && is_inside(rect, y, x)) {
        settle(view, view->ops->mouse(view, y - rect.y, x - rect.x, what));
    }
}

static void click_bar(struct ui *ui, int x)
{
    for (size_t i = 0; i < ui->bar_count; i++) {
        const struct bar_entry *entry = &ui->bar[i];

        if (x >= entry->x && x < entry->x + entry->width) {
            struct view *view = entry->action.view;
            unsigned answer = entry->action.action->run(view);

            if (view != NULL) {
                settle(view, answer);
            }
            return;
        }
    }
}

void route_mouse(struct ui *ui, int y, int x, enum ui_mouse what)
{
    struct layout layout = ui_present_layout(ui);
    struct page *page = ui_shown_page(ui);
    struct view *popup = ui_top_popup(ui);

    if (layout.is_too_small) {
        return;
    }
    if (y == layout.bar.y) {
        if (what == UI_MOUSE_PRESS) {
            click_bar(ui, x);
        }
    } else if (popup != NULL) {
        offer_mouse(popup, layout_inside(ui_popup_rect(ui, &layout, popup)), y, x, what);
    } else if (page->side != NULL && is_inside(layout.side, y, x)) {
        if (what == UI_MOUSE_PRESS && !page->is_side_focused) {
            ui_focus_side(ui, true);
        }
        offer_mouse(page->side, layout.side, y, x, what);
    } else if (page->main != NULL && is_inside(layout.main, y, x)) {
        if (what == UI_MOUSE_PRESS && page->is_side_focused) {
            ui_focus_side(ui, false);
        }
        offer_mouse(page->main, layout.main, y, x, what);
    }
}

/* Add actions of one view (NULL: the global ones) whose key no earlier one has. */
static size_t collect(struct ui *ui, struct ui_action *found, size_t count, size_t max, struct view *view,
                      const struct action *actions, size_t action_count)
{
    for (size_t i = 0; i < action_count; i++) {
        int needs = action_needs(actions[i].flags);
        bool is_left_out = needs != 0 && !ui->options.may(ui->options.context, needs);

        for (size_t j = 0; j < count; j++) {
            is_left_out = is_left_out || found[j].action->key == actions[i].key;
        }
        if (!is_left_out && count < max) {
            found[count++] = (struct ui_action){&actions[i], view};
        }
    }
    return count;
}

size_t ui_actions(struct ui *ui, struct ui_action *actions, size_t max)
{
    struct view *focused = ui_focused(ui), *main = ui_shown(ui), *popup = ui_top_popup(ui);
    size_t count = 0;

    if (focused != NULL) {
        count = collect(ui, actions, count, max, focused, focused->ops->actions, focused->ops->action_count);
    }
    if (popup == NULL && main != NULL && main != focused) {
        count = collect(ui, actions, count, max, main, main->ops->actions, main->ops->action_count);
    }
    for (size_t i = 0; i < ui->options.action_count; i++) {
        if (is_offered(main, popup, &ui->options.actions[i])) {
            count = collect(ui, actions, count, max, main, &ui->options.actions[i], 1);
        }
    }
    return count;
}
