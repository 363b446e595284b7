/* A menu: digits pick, letters filter, Enter takes the selected entry. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "screen.h"
#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/base/width.h"
#include "zuoxi/tui/edit.h"
#include "zuoxi/tui/popup.h"

#define FILTER_MAX   40
#define NUMBER_WIDTH 3 /* "1 " and the selection's mark before it */
#define MIN_WIDTH    36

struct entry {
    char *label, *hint, *spelling;
};

struct menu {
    struct view view;
    char *title;
    struct entry *entries;
    size_t count;
    size_t *shown; /* indices of the entries that pass the filter */
    size_t shown_count, selected, top;
    int height; /* rows of entries drawn last */
    struct edit *filter;
    menu_done done;
    void *context;
};

static struct menu *self_of(struct view *view)
{
    return (struct menu *)view;
}

static void menu_title(struct view *view, char *out, size_t size)
{
    text_copy(out, size, self_of(view)->title);
}

static void menu_close(struct view *view)
{
    struct menu *self = self_of(view);

    for (size_t i = 0; i < self->count; i++) {
        free(self->entries[i].label);
        free(self->entries[i].hint);
        free(self->entries[i].spelling);
    }
    free(self->entries);
    free(self->shown);
    free(self->title);
    edit_free(&self->filter);
    free(self);
}

/* How well an entry answers to what was typed: its name itself, the beginning of it or of its spelling,
 * anywhere. */
enum rank { RANK_NAME, RANK_BEGINS, RANK_CONTAINS, RANK_NONE };

static enum rank rank_of(const struct entry *entry, const char *filter)
{
    size_t length = strlen(filter);

    if (strncasecmp(entry->label, filter, length) == 0) {
        return length > 0 && strchr(" ", entry->label[length]) != NULL ? RANK_NAME : RANK_BEGINS;
    }
    if (strncasecmp(entry->spelling, filter, length) == 0) {
        return RANK_BEGINS;
    }
    bool is_there = strcasestr(entry->label, filter) != NULL || strcasestr(entry->hint, filter) != NULL;
    return is_there ? RANK_CONTAINS : RANK_NONE;
}

static void apply_filter(struct menu *self)
{
    const char *filter = edit_text(self->filter);

    self->shown_count = 0;
    for (enum rank rank = RANK_NAME; rank < RANK_NONE; rank++) {
        for (size_t i = 0; i < self->count; i++) {
            if (rank_of(&self->entries[i], filter) == rank) {
                self->shown[self->shown_count++] = i;
            }
        }
    }
    self->selected = self->top = 0;
}

static unsigned answer(struct view *view, size_t shown)
{
    struct menu *self = self_of(view);
    int index = shown < self->shown_count ? (int)self->shown[shown] : -1;

    ui_close_view(view->ui, view);
    self->done(self->context, index);
    return VIEW_HANDLED;
}

static unsigned menu_accept(struct view *view)
{
    struct menu *self = self_of(view);

    return self->shown_count > 0 ? answer(view, self->selected) : VIEW_HANDLED;
}

static unsigned menu_cancel(struct view *view)
{
    return answer(view, SIZE_MAX);
}

static unsigned move_by(struct menu *self, long rows)
{
    long at = (long)self->selected + rows, last = (long)self->shown_count - 1;

    at = at > last ? last : at;
    self->selected = at < 0 ? 0 : (size_t)at;
    return VIEW_HANDLED;
}

static unsigned menu_filter(struct menu *self, uint32_t key)
{
    unsigned long before = edit_revision(self->filter);

    if (!edit_key(self->filter, key, NULL)) {
        return 0;
    }
    if (edit_revision(self->filter) != before) {
        apply_filter(self);
    }
    return VIEW_HANDLED;
}

static unsigned menu_key(struct view *view, uint32_t key)
{
    struct menu *self = self_of(view);
    long page = self->height > 1 ? self->height - 1 : 1;

    if (key >= '0' && key <= '9' && edit_text(self->filter)[0] == '\0') {
        size_t shown = self->top + (key == '0' ? 9 : key - '1');

        return shown < self->shown_count ? answer(view, shown) : VIEW_HANDLED;
    }
    switch (key) {
    case UI_KEY_UP:
        return move_by(self, -1);
    case UI_KEY_DOWN:
        return move_by(self, 1);
    case UI_KEY_PAGE_UP:
        return move_by(self, -page);
    case UI_KEY_PAGE_DOWN:
        return move_by(self, page);
    default:
        return menu_filter(self, key);
    }
}

static unsigned menu_paste(struct view *view, const char *bytes, size_t length)
{
    edit_paste(self_of(view)->filter, bytes, length, NULL);
    apply_filter(self_of(view));
    return VIEW_HANDLED;
}

static unsigned menu_mouse(struct view *view, int y, int x, enum ui_mouse what)
{
    struct menu *self = self_of(view);
    size_t shown = self->top + (size_t)(y > 0 ? y - 1 : 0);

    (void)x;
    if (what == UI_MOUSE_WHEEL_UP || what == UI_MOUSE_WHEEL_DOWN) {
        return move_by(self, what == UI_MOUSE_WHEEL_UP ? -3 : 3);
    }
    return y > 0 && shown < self->shown_count ? answer(view, shown) : VIEW_HANDLED;
}

static void draw_entry(const struct menu *self, struct canvas *canvas, size_t shown)
{
    const struct entry *entry = &self->entries[self->shown[shown]];
    int y = 1 + (int)(shown - self->top), width = canvas_width(canvas);
    int hint = width_text(entry->hint);
    bool is_selected = shown == self->selected;
    enum style style = is_selected ? STYLE_SELECTED : STYLE_NORMAL;

    draw_text(canvas, y, 0, width, style, is_selected ? ">" : "");
    if (shown - self->top < 10 && edit_text(self->filter)[0] == '\0') {
        draw_format(canvas, y, 1, 1, is_selected ? STYLE_SELECTED : STYLE_KEY, "%zu",
                    (shown - self->top + 1) % 10);
    }
    draw_text(canvas, y, NUMBER_WIDTH, width - NUMBER_WIDTH, style, entry->label);
    if (hint > 0 && NUMBER_WIDTH + width_text(entry->label) + 1 + hint <= width) {
        draw_text(canvas, y, width - hint, hint, is_selected ? STYLE_SELECTED : STYLE_DIM, entry->hint);
    }
}

static void menu_draw(struct view *view, struct canvas *canvas, bool has_focus)
{
    struct menu *self = self_of(view);
    int width = canvas_width(canvas);
    size_t rows;
    struct canvas_part part;

    self->height = canvas_height(canvas) > 1 ? canvas_height(canvas) - 1 : 1;
    rows = (size_t)self->height;
    if (self->selected < self->top) {
        self->top = self->selected;
    } else if (self->selected >= self->top + rows) {
        self->top = self->selected - rows + 1;
    }
    for (size_t i = self->top; i < self->top + rows && i < self->shown_count; i++) {
        draw_entry(self, canvas, i);
    }
    if (self->shown_count == 0) {
        draw_text(canvas, 1, NUMBER_WIDTH, width, STYLE_DIM, _("没有符合的，退格可改筛选"));
    }
    edit_draw(self->filter, canvas_sub(canvas, (struct rect){0, 0, 1, width}, &part), has_focus);
    if (edit_text(self->filter)[0] == '\0') {
        draw_text(canvas, 0, 1, width - 1, STYLE_DIM, _("数字选取，打字筛选"));
    }
}

static void menu_measure(struct view *view, int max_height, int max_width, int *height, int *width)
{
    const struct menu *self = self_of(view);

    *width = MIN_WIDTH;
    for (size_t i = 0; i < self->count; i++) {
        int cells = NUMBER_WIDTH + width_text(self->entries[i].label) + 3 + width_text(self->entries[i].hint);

        *width = cells > *width ? cells : *width;
    }
    *width = *width < max_width ? *width : max_width;
    *height = self->count + 1 < (size_t)max_height ? (int)self->count + 1 : max_height;
}

static const struct action menu_actions[] = {
    {"menu.accept", UI_KEY_ENTER, N_("选定"), N_("选用光标所在的一条"), menu_accept, ACTION_BAR},
    {"menu.cancel", UI_KEY_ESC, N_("取消"), N_("不选，返回"), menu_cancel, ACTION_BAR},
};

static const struct view_ops menu_ops = {
    .name = "menu",
    .is_fleeting = true,
    .actions = menu_actions,
    .action_count = sizeof(menu_actions) / sizeof(menu_actions[0]),
    .title = menu_title,
    .draw = menu_draw,
    .key = menu_key,
    .paste = menu_paste,
    .mouse = menu_mouse,
    .measure = menu_measure,
    .close = menu_close,
};

void menu_open(struct ui *ui, const char *title, const struct menu_item *items, size_t count, menu_done done,
               void *context)
{
    struct menu *self = mem_new(1, sizeof(*self));

    self->view.ops = &menu_ops;
    self->title = mem_copy(title);
    self->entries = mem_new(count + 1, sizeof(*self->entries));
    self->shown = mem_new(count + 1, sizeof(*self->shown));
    self->count = count;
    for (size_t i = 0; i < count; i++) {
        self->entries[i].label = mem_copy(items[i].label);
        self->entries[i].hint = mem_copy(items[i].hint != NULL ? items[i].hint : "");
        self->entries[i].spelling = mem_copy(items[i].spelling != NULL ? items[i].spelling : "");
    }
    self->filter = edit_new(FILTER_MAX, false);
    self->done = done;
    self->context = context;
    apply_filter(self);
    ui_popup(ui, &self->view);
}
