/* Why this due time (spec R2.8): each leg's start, length, every interval, pause, extension and change. */

#include <stdlib.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/console/case_page.h"
#include "zuoxi/console/paint.h"
#include "zuoxi/domain/explain.h"
#include "zuoxi/tui/popup.h"

#define LINE_SIZE (4 * 400)

/* The text being written and how each of its lines looks. */
struct page {
    const struct console *console;
    const struct case_file *file;
    struct str text;
    enum style *styles; /* owned; one a line */
    size_t count, capacity;
};

static void add_line(struct page *page, enum style style, const char *indent, const char *text)
{
    mem_reserve((void **)&page->styles, &page->capacity, page->count + 1, sizeof(*page->styles));
    page->styles[page->count++] = style;
    str_printf(&page->text, "%s%s\n", indent, text);
}

/* "▌办结  应于 2026-10-10 17:30  剩 03:59:53" */
static void add_head(struct page *page, const struct leg *leg)
{
    int64_t now = console_now(page->console);
    char due[20], left[24], line[200];
    const char *label = profile_leg_label(&page->console->config->profile, leg->id);
    enum style style = leg->late > 0 ? STYLE_ERROR : STYLE_GOOD;
    const char *state = leg->is_dropped ? _("已撤销") : leg->late > 0 ? _("已完成，迟") : _("已完成，按时");
    clock_format(leg->due, due);
    if (leg_is_open(leg)) {
        bool is_waiting = leg->suspended_at != 0;
        style = level_style(level_of(now, leg->due, leg->warning, leg->critical, is_waiting));
        style = style == STYLE_NORMAL ? STYLE_STRONG : style;
        deadline_countdown(is_waiting ? leg->suspended_at : now, leg->due, left);
        text_format(line, sizeof(line), _("%s  应于 %.16s  %s %s"), label, due,
                    is_waiting       ? _("已挂起，剩")
                    : left[0] == '-' ? _("超时")
                                     : _("剩"),
                    left + (left[0] == '-'));
    } else {
        style = leg->is_dropped ? STYLE_DIM : style;
        text_format(line, sizeof(line), _("%s  应于 %.16s  %s"), label, due, state);
    }
    add_line(page, style, "▌", line);
}

static enum style style_of(const struct explain_line *line)
{
    switch (line->kind) {
    case EXPLAIN_NO_YEAR:
        return STYLE_ERROR;
    case EXPLAIN_STEP:
        return line->step.counts ? STYLE_NORMAL : STYLE_DIM;
    case EXPLAIN_DUE:
        return STYLE_STRONG;
    case EXPLAIN_PAUSE:
    case EXPLAIN_EXTENSION:
    case EXPLAIN_CHANGE:
    case EXPLAIN_WAITING:
        return STYLE_LABEL;
    default:
        return STYLE_NORMAL;
    }
}

static void add_leg(struct page *page, const struct leg *leg)
{
    const struct config *config = page->console->config;
    struct explanation explanation;
    char line[LINE_SIZE];
    add_head(page, leg);
    explain_leg(leg, &page->file->ledger, &config->settings.rules, &explanation);
    for (size_t i = 0; i < explanation.count; i++) {
        const struct explain_line *said = &explanation.lines[i];
        const char *event = said->kind == EXPLAIN_START ? leg->began_with : leg->ended_with;
        explain_describe(said, profile_action_label(&config->profile, event), line, sizeof(line));
        add_line(page, style_of(said), said->kind == EXPLAIN_STEP ? "    " : "  ", line);
        explain_reason(said, line, sizeof(line));
        if (line[0] != '\0') {
            add_line(page, STYLE_NORMAL, "    ", line);
        }
    }
    add_line(page, STYLE_NORMAL, "", "");
    explanation_clear(&explanation);
}

/* The open legs first, the most urgent on top; then those that are over, the last one first. */
static void add_legs(struct page *page)
{
    struct leg *open = mem_new(LEGS_MAX, sizeof(*open));
    size_t count = 0;
    for (size_t i = 0; i < page->file->leg_count; i++) {
        if (leg_is_open(&page->file->legs[i])) {
            open[count++] = page->file->legs[i];
        }
    }
    while (count > 0) {
        size_t next = (size_t)(leg_most_urgent(open, count) - open);
        add_leg(page, &open[next]);
        open[next] = open[--count];
    }
    for (size_t i = page->file->leg_count; i-- > 0;) {
        if (!leg_is_open(&page->file->legs[i])) {
            add_leg(page, &page->file->legs[i]);
        }
    }
    free(open);
}

void case_explain_open(const struct console *console, const struct case_file *file)
{
    struct page page = {.console = console, .file = file};
    add_legs(&page);
    if (page.count == 0) {
        add_line(&page, STYLE_NORMAL, "", _("这张工单没有时限（当场答复，或类型没有规定环节）。"));
    }
    text_popup_open_styled(console->ui, _("为什么是这个时限"), str_text(&page.text), page.styles, page.count);
    str_free(&page.text);
    free(page.styles);
}
