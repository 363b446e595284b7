/* The fixed lines: title bar with clock, status line, key bar. */

#include <stdio.h>
#include <string.h>

#include "ui_private.h"
#include "zuoxi/base/text.h"
#include "zuoxi/base/width.h"

#define CLOCK_WIDTH 20 /* "11-21 周六 14:32:07" and a blank */
#define PAGES_WIDTH 8

static const char *const weekdays[] = {N_("周日"), N_("周一"), N_("周二"), N_("周三"),
                                       N_("周四"), N_("周五"), N_("周六")};

void bar_draw_clock(struct ui *ui, const struct layout *layout)
{
    struct canvas canvas = screen_canvas(&ui->screen, layout->title);
    struct civil now = clock_civil(clock_now(ui->options.clock));
    int x = layout->title.width - CLOCK_WIDTH;

    draw_format(&canvas, 0, x, CLOCK_WIDTH, STYLE_TITLE, "%02d-%02d %s %02d:%02d:%02d", now.month, now.day,
                _(weekdays[now.weekday % 7]), now.hour, now.minute, now.second);
}

void bar_draw_title(struct ui *ui, const struct layout *layout, bool is_whole)
{
    struct canvas canvas = screen_canvas(&ui->screen, layout->title);
    struct view *front = ui_shown(ui);
    struct look strong = canvas_look(&canvas, STYLE_TITLE);
    char title[512] = "", pages[32] = "";
    int width = layout->title.width - CLOCK_WIDTH - 2;

    strong.attributes |= A_BOLD; /* not the clock: attributes to switch would be sent each second */
    if (front != NULL && front->ops->title != NULL) {
        front->ops->title(front, title, sizeof(title));
    }
    if (!is_whole && strcmp(title, ui->title) == 0) { /* pages come and go with a whole drawing only */
        return;
    }
    text_copy(ui->title, sizeof(ui->title), title);
    if (ui->page_count > 2 && ui->cover.main == NULL) { /* several pieces of work lie open */
        snprintf(pages, sizeof(pages), _("%zu 页"), ui->page_count);
    }
    draw_text(&canvas, 0, 0, layout->title.width, STYLE_TITLE, "");
    bool has_room = pages[0] != '\0' && width_text(title) <= width - PAGES_WIDTH;
    int title_width = width - (has_room ? PAGES_WIDTH : 0); /* a title's end, the seat's state, comes first */
    canvas_put(&canvas, 0, 1, title_width, strong, title);
    draw_right(&canvas, 0, title_width, width - title_width, STYLE_TITLE, pages);
    bar_draw_clock(ui, layout);
}

void bar_draw_status(struct ui *ui, const struct layout *layout)
{
    struct canvas canvas = screen_canvas(&ui->screen, layout->status);
    bool is_shown = ui->status.until != 0 && ui->cover.main == NULL; /* it may speak of what is covered */

    draw_text(&canvas, 0, 0, 1, STYLE_NORMAL, "");
    draw_text(&canvas, 0, 1, layout->status.width - 1, is_shown ? ui->status.style : STYLE_NORMAL,
              is_shown ? ui->status.text : "");
    ui->status.is_dirty = false;
}

static int entry_width(const struct action *action)
{
    char key[24];

    key_label(action->key, key);
    return width_text(key) + width_text(_(action->label));
}

/* Draw one entry when all of it fits before `end`; entries are never cut. */
static int draw_entry(struct ui *ui, struct canvas *canvas, int x, int end, const struct ui_action *action)
{
    const char *label = _(action->action->label);
    char key[24];
    int width = entry_width(action->action);

    if (ui->bar_count == BAR_MAX || x + width > end) {
        return x;
    }
    key_label(action->action->key, key);
    ui->bar[ui->bar_count++] = (struct bar_entry){x, width, *action};
    x += draw_text(canvas, 0, x, -1, STYLE_KEY, key);
    return x + draw_text(canvas, 0, x, -1, STYLE_BAR, label) + 1;
}

static bool is_global(const struct ui *ui, const struct action *action)
{
    return action >= ui->options.actions && action < ui->options.actions + ui->options.action_count;
}

static bool is_offered_already(const struct ui *ui, const struct ui_action *actions, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (i >= ui->offered_count || actions[i].action != ui->offered[i].action ||
            actions[i].view != ui->offered[i].view) {
            return false;
        }
    }
    return count == ui->offered_count;
}

/* Help leads, where the eye looks first; then what the page can do, what is always there, and the way out. */
enum pass { PASS_NONE, PASS_HELP, PASS_PAGE, PASS_GLOBAL, PASS_LAST, PASS_COUNT };

static enum pass pass_of(const struct ui *ui, const struct action *action)
{
    if (action == NULL || (action->flags & ACTION_BAR) == 0) {
        return PASS_NONE;
    }
    if ((action->flags & ACTION_LAST) != 0) {
        return PASS_LAST;
    }
    return !is_global(ui, action) ? PASS_PAGE : action == ui->options.actions ? PASS_HELP : PASS_GLOBAL;
}

/* Cells that the way out needs. */
static int last_width(const struct ui_action *actions, size_t count)
{
    int width = 0;

    for (size_t i = 0; i < count; i++) {
        if ((actions[i].action->flags & ACTION_LAST) != 0) {
            width += entry_width(actions[i].action) + 1;
        }
    }
    return width;
}

void bar_draw(struct ui *ui, const struct layout *layout, bool is_whole)
{
    struct canvas canvas = screen_canvas(&ui->screen, layout->bar);
    struct ui_action actions[ACTIONS_MAX];
    size_t count = ui_actions(ui, actions, ACTIONS_MAX);
    int x = 1;

    if (!is_whole && is_offered_already(ui, actions, count)) {
        return;
    }
    memcpy(ui->offered, actions, count * sizeof(actions[0]));
    ui->offered_count = count;
    ui->bar_count = 0;
    draw_text(&canvas, 0, 0, layout->bar.width, STYLE_BAR, "");
    for (enum pass pass = PASS_HELP; pass < PASS_COUNT; pass++) {
        int end = canvas_width(&canvas) - (pass < PASS_LAST ? last_width(actions, count) : 0);
        for (size_t i = 0; i < count; i++) {
            if (pass_of(ui, actions[i].action) == pass) {
                x = draw_entry(ui, &canvas, x, end, &actions[i]);
            }
        }
    }
}
