#include "zuoxi/console/list_page.h"

#include <stdlib.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"

static struct list_page *self_of(struct view *view)
{
    return (struct list_page *)view;
}

static char *row_at(const struct list_page *self, size_t index)
{
    return (char *)self->rows + index * self->kind->row_size;
}

const void *list_page_selected(const struct list_page *page)
{
    return page->list.selected < page->list.row_count ? row_at(page, page->list.selected) : NULL;
}

static void read_more(struct list_page *self)
{
    const struct list_page_kind *kind = self->kind;
    size_t had = self->list.row_count, count = 0;
    struct err err;
    mem_reserve(&self->rows, &self->capacity, had + kind->most, kind->row_size);
    enum status status =
        kind->read(self, had > 0 ? row_at(self, had - 1) : NULL, kind->most, row_at(self, had), &count, &err);
    if (status != STATUS_OK) {
        ui_status_err(self->console->ui, &err);
    }
    self->list.row_count += count;
    self->has_more = status == STATUS_OK && count == kind->most && !kind->is_whole;
}

static void follow_row(struct list_page *self, int64_t id)
{
    for (size_t i = 0; i < self->list.row_count; i++) {
        if (self->kind->id(row_at(self, i)) == id) {
            self->list.selected = i;
            return;
        }
    }
}

void list_page_reload(struct list_page *page)
{
    const void *held = list_page_selected(page);
    int64_t id = held != NULL && page->kind->id != NULL ? page->kind->id(held) : 0;
    size_t wanted = page->list.row_count;
    page->list.row_count = 0;
    do {
        read_more(page);
    } while (page->has_more && page->list.row_count < wanted);
    if (id != 0) {
        follow_row(page, id);
    }
    if (page->list.selected >= page->list.row_count) {
        page->list.selected = page->list.row_count > 0 ? page->list.row_count - 1 : 0;
    }
    if (page->kind->reread != NULL) {
        page->kind->reread(&page->view);
    }
    view_touch(&page->view);
}

void list_page_restart(struct list_page *page)
{
    page->list.selected = page->list.top = page->list.row_count = 0;
    list_page_reload(page);
}

void list_page_step(struct view *view)
{
    struct list_page *self = self_of(view);
    errand_step(&self->errand, self->console);
    if ((!self->kind->is_lazy || ui_front(view->ui) == view) && console_changed(self->console, &self->seen)) {
        list_page_reload(self);
    }
}

void list_page_draw(struct view *view, struct canvas *canvas, bool has_focus)
{
    struct list_page *self = self_of(view);
    const struct list_page_kind *kind = self->kind;
    struct canvas_part part;
    int width = canvas_width(canvas), height = canvas_height(canvas);
    int rows = height - kind->head_rows - kind->foot_rows;
    bool has_foot = kind->foot_rows > 0 && rows > 2;
    draw_clear(canvas);
    if (kind->head_rows > 0) {
        kind->head(view, canvas);
        draw_rule(canvas, kind->head_rows - 1, 0, width, STYLE_BORDER);
    }
    rows = has_foot ? rows : height - kind->head_rows;
    struct canvas *inner = canvas_sub(canvas, (struct rect){kind->head_rows, 0, rows, width}, &part);
    self->visible = list_visible(inner);
    list_draw(&self->list, inner, has_focus);
    if (has_foot) {
        kind->foot(view, canvas, height - kind->foot_rows);
    }
}

unsigned list_page_key(struct view *view, uint32_t key)
{
    struct list_page *self = self_of(view);
    while (key == UI_KEY_END && self->has_more) {
        read_more(self);
    }
    if (!list_key(&self->list, key, self->visible)) {
        return 0;
    }
    while (self->has_more && self->list.selected + self->kind->most / 2 >= self->list.row_count) {
        read_more(self);
    }
    view_touch(view);
    return VIEW_HANDLED;
}

unsigned list_page_mouse(struct view *view, int y, int x, enum ui_mouse what)
{
    struct list_page *self = self_of(view);
    if (!list_mouse(&self->list, y - self->kind->head_rows, x, what, self->visible)) {
        return 0;
    }
    view_touch(view);
    return what == UI_MOUSE_DOUBLE && self->kind->open != NULL ? self->kind->open(view) : VIEW_HANDLED;
}

unsigned list_page_back(struct view *view)
{
    struct list_page *self = self_of(view);
    return errand_cancel(&self->errand, self->console) ? VIEW_HANDLED : VIEW_CLOSE | VIEW_HANDLED;
}

void list_page_close(struct view *view)
{
    struct list_page *self = self_of(view);
    if (self->kind->closing != NULL) {
        self->kind->closing(view);
    }
    errand_free(&self->errand);
    free(self->rows);
    free(self->columns);
    free(self);
}

void list_page_open(struct list_page *page, struct console *console, const struct list_page_kind *kind)
{
    page->view.ops = kind->ops;
    page->kind = kind;
    page->console = console;
    page->columns = mem_new(kind->column_count, sizeof(*page->columns));
    for (size_t i = 0; kind->columns != NULL && i < kind->column_count; i++) {
        page->columns[i] = kind->columns[i];
        page->columns[i].title = _(kind->columns[i].title);
    }
    page->list = (struct list){.columns = page->columns,
                               .column_count = kind->column_count,
                               .empty = kind->empty != NULL ? _(kind->empty) : "",
                               .cell = kind->cell,
                               .context = page};
    ui_open_page(console->ui, &page->view);
    console_changed(console, &page->seen);
    if (kind->read != NULL) {
        list_page_reload(page);
    }
}

struct list_page *list_page_show(struct console *console, const struct list_page_kind *kind)
{
    for (size_t i = 0; i < ui_page_count(console->ui); i++) {
        struct view *page = ui_page(console->ui, i);
        if (page->ops == kind->ops) {
            ui_show_page(console->ui, page);
            return self_of(page);
        }
    }
    return NULL;
}
