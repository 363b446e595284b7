/* A case's relatives: its parent and the cases under it, the one it was merged into and those merged into it.
 * Shown in the case view, opened from a menu. */

#include <stdlib.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/console/case_page.h"
#include "zuoxi/console/views.h"
#include "zuoxi/desk/cluster.h"
#include "zuoxi/tui/popup.h"

#define CHILDREN_MAX  200
#define SHOWN_MAX     20 /* in the case view; the menu has them all */
#define MERGED_MAX    20
#define RELATIVES_MAX (CHILDREN_MAX + MERGED_MAX + 2)

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

static size_t read_merged(struct case_page *self, int64_t ids[MERGED_MAX])
{
    size_t count = 0;
    struct err err;
    if (casework_merged(&self->console->desk, self->case_id, MERGED_MAX, ids, &count, &err) != STATUS_OK) {
        ui_status_err(self->console->ui, &err);
    }
    return count;
}

/* One relative by its number; nothing for id 0. */
static void add_number(struct case_page *self, struct text_lines *lines, int width, const char *label,
                       int64_t id)
{
    char number[CASE_NUMBER_SIZE];
    if (id != 0) {
        console_case_number(self->console, id, number, sizeof(number));
        text_lines_labelled(lines, width, label, number);
    }
}

static void add_children(struct case_page *self, struct text_lines *lines, int width)
{
    struct history_row *rows = mem_new(CHILDREN_MAX, sizeof(*rows));
    size_t count = read_children(self, rows), open = 0;
    char text[400];
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

void case_family_add_lines(struct case_page *self, struct text_lines *lines, int width)
{
    const struct case_record *record = &self->preview.shown->record;
    int64_t merged[MERGED_MAX];
    size_t count = read_merged(self, merged);
    add_number(self, lines, width, _("上级工单"), record->parent_id);
    add_number(self, lines, width, _("并入工单"), record->merged_into);
    for (size_t i = 0; i < count; i++) {
        add_number(self, lines, width, i == 0 ? _("并进来的") : "", merged[i]);
    }
    add_children(self, lines, width);
}

/* The menu's cases, in its order. */
struct family {
    struct console *console;
    int64_t ids[RELATIVES_MAX];
    char labels[RELATIVES_MAX][300];
    size_t count;
};

static void picked(void *context, int index)
{
    struct family *family = context;
    if (index >= 0) {
        case_view_open(family->console, family->ids[index]);
    }
    free(family);
}

static void add_relative(struct family *family, const char *format, int64_t id)
{
    char number[CASE_NUMBER_SIZE];
    if (id == 0) {
        return;
    }
    console_case_number(family->console, id, number, sizeof(number));
    text_format(family->labels[family->count], sizeof(family->labels[0]), "%s %s", format, number);
    family->ids[family->count++] = id;
}

static void collect(struct case_page *self, struct family *family)
{
    const struct case_record *record = &self->preview.shown->record;
    struct history_row *rows = mem_new(CHILDREN_MAX, sizeof(*rows));
    int64_t merged[MERGED_MAX];
    size_t merged_count = read_merged(self, merged), count = read_children(self, rows);
    add_relative(family, _("上级"), record->parent_id);
    add_relative(family, _("并入"), record->merged_into);
    for (size_t i = 0; i < merged_count; i++) {
        add_relative(family, _("并进来的"), merged[i]);
    }
    for (size_t i = 0; i < count; i++) {
        describe(self->console, &rows[i], family->labels[family->count], sizeof(family->labels[0]));
        family->ids[family->count++] = rows[i].id;
    }
    free(rows);
}

unsigned case_family_run(struct view *view)
{
    struct case_page *self = (struct case_page *)view;
    if (self->preview.id == 0) {
        return VIEW_HANDLED;
    }
    struct family *family = mem_new(1, sizeof(*family));
    struct menu_item *items = mem_new(RELATIVES_MAX, sizeof(*items));
    family->console = self->console;
    collect(self, family);
    for (size_t i = 0; i < family->count; i++) {
        items[i] = (struct menu_item){.label = family->labels[i]};
    }
    if (family->count > 0) {
        menu_open(view->ui, _("有关的工单"), items, family->count, picked, family);
    } else {
        ui_status(view->ui, STYLE_NORMAL, _("这张工单没有上级、下级，也没有并单。"));
        free(family);
    }
    free(items);
    return VIEW_HANDLED;
}
