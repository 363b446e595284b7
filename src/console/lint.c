#include "zuoxi/console/lint.h"

#include "zuoxi/base/text.h"
#include "zuoxi/domain/taboo.h"

static size_t mark(void *context, const char *text, struct edit_mark marks[EDIT_MARKS_MAX])
{
    const struct console *console = context;
    struct taboo_hit hits[EDIT_MARKS_MAX];
    size_t count = taboo_scan(&console->config->book, text, hits, EDIT_MARKS_MAX);
    for (size_t i = 0; i < count; i++) {
        marks[i] = (struct edit_mark){.start = hits[i].start,
                                      .end = hits[i].end,
                                      .instead = hits[i].taboo->better,
                                      .what = hits[i].taboo};
    }
    return count;
}

void lint_attach(struct console *console, struct form *form)
{
    form_set_marker(form, mark, console, &console->book_generation);
}

void lint_step(struct console *console, struct form *form)
{
    struct lint_told *told = &console->lint;
    const struct edit_mark *found = form_mark(form);
    const struct taboo *taboo = found == NULL ? NULL : found->what;
    size_t start = found == NULL ? 0 : found->start;
    if (taboo != NULL && (told->form != form || told->taboo != taboo || told->start != start)) {
        ui_status(console->ui, STYLE_WARNING, _("忌语“%s”%s%s，请说“%s”  Ctrl-G 替换"), taboo->text,
                  taboo->kind[0] != '\0' ? "·" : "", taboo->kind, taboo->better);
    }
    *told = (struct lint_told){form, taboo, start};
}
