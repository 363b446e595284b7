/* A case's parent and the cases under it: shown in the case view, opened from a menu. */

#include <stdlib.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/console/case_page.h"
#include "zuoxi/console/views.h"
#include "zuoxi/desk/cluster.h"
#include "zuoxi/tui/popup.h"

#define CHILDREN_MAX 200
#define SHOWN_MAX    20 /* in the case view; the menu has them all */

static size_t read_children(struct case_page *self, struct history_row *rows)
{
    size_t count = 0;
    struct err err;
    if (cluster_children(&self->console->desk, self->case_id, rows, CHILDREN_MAX, &count, &err) !=
        STATUS_OK) {
        ui_status_err(self->console->ui, &err);
    }
    return count;
}

static void describe(const struct console *console, const struct history_row *row, char *out, size_t size)
{
    char number[CASE_NUMBER_SIZE], state[80];
    console_number(console, row->number, number, sizeof(number));
    text_format(out, size, "%s %s  %s", number,
                profile_label(&console->config->profile, SET_STATE, row->state, state), row->content);
}

void case_family_add_lines(struct case_page *self, struct text_lines *lines, int width)
{
    struct history_row *rows = mem_new(CHILDREN_MAX, sizeof(*rows));
    size_t count = read_children(self, rows), open = 0;
    char text[400], number[CASE_NUMBER_SIZE];
    if (self->preview.file->record.parent_id != 0) {
        console_case_number(self->console, self->preview.file->record.parent_id, number, sizeof(number));
        text_lines_labelled(lines, width, _("上级工单"), number);
    }
    for (size_t i = 0; i < count; i++) {
        open += rows[i].is_open;
    }
    if (count > 0) {
        text_format(text, sizeof(text), _("%zu 单，未结 %zu 单（f 打开）"), count, open);
        text_lines_labelled(lines, width, _("下级工单"), text);
    }
    for (size_t i = 0; i < count && i < SHOWN_MAX; i++) {
        describe(self->console, &rows[i], text, sizeof(text));
        text_lines_labelled(lines, width, "", text);
    }
    free(rows);
}

/* The menu's cases, in its order. */
struct family {
    struct console *console;
    int64_t ids[CHILDREN_MAX + 1];
};

static void picked(void *context, int index)
{
    struct family *family = context;
    if (index >= 0) {
        case_view_open(family->console, family->ids[index]);
    }
    free(family);
}

unsigned case_family_run(struct view *view)
{
    struct case_page *self = (struct case_page *)view;
    if (self->preview.id == 0) {
        return VIEW_HANDLED;
    }
    struct history_row *rows = mem_new(CHILDREN_MAX, sizeof(*rows));
    struct family *family = mem_new(1, sizeof(*family));
    struct menu_item *items = mem_new(CHILDREN_MAX + 1, sizeof(*items));
    char(*labels)[300] = mem_new(CHILDREN_MAX + 1, sizeof(*labels));
    size_t count = read_children(self, rows), used = 0;
    int64_t parent = self->preview.file->record.parent_id;
    family->console = self->console;
    if (parent != 0) {
        char number[CASE_NUMBER_SIZE];
        console_case_number(self->console, parent, number, sizeof(number));
        text_format(labels[used], sizeof(labels[used]), _("上级 %s"), number);
        family->ids[used++] = parent;
    }
    for (size_t i = 0; i < count; i++) {
        describe(self->console, &rows[i], labels[used], sizeof(labels[used]));
        family->ids[used++] = rows[i].id;
    }
    for (size_t i = 0; i < used; i++) {
        items[i] = (struct menu_item){.label = labels[i]};
    }
    if (used > 0) {
        menu_open(view->ui, _("上下级工单"), items, used, picked, family);
    } else {
        ui_status(view->ui, STYLE_NORMAL, _("这张工单没有上级，也没有下级。"));
        free(family);
    }
    free(labels);
    free(items);
    free(rows);
    return VIEW_HANDLED;
}
