/* For leads: which phrases are said, which steps of the guided call are left out, who types taboo words. */

#include <stdlib.h>
#include <string.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/console/paint.h"
#include "zuoxi/console/text_lines.h"
#include "zuoxi/console/views.h"
#include "zuoxi/desk/usage.h"
#include "zuoxi/domain/taboo.h"

#define STEP_MS   8 /* of reading in one turn of the loop: keys stay quick */
#define BAR_CELLS 20
#define MOST      30 /* phrases and taboo words listed; zuoxi phrases usage has all */

/* The periods, on the digits; a day more or less shifts them (← →). */
static const struct {
    int days;
    const char *label;
} periods[] = {{1, N_("一天")}, {7, N_("七天")}, {30, N_("三十天")}, {365, N_("一年")}};
#define PERIODS (sizeof(periods) / sizeof(periods[0]))

struct usage_view {
    struct view view;
    struct console *console;
    struct usage usage;
    size_t period;
    int shift; /* periods back from today */
    bool has_failed;
    struct text_lines lines;
    int lines_width; /* 0: to be made anew */
    struct text_scroll scroll;
};

static struct usage_view *self_of(struct view *view)
{
    return (struct usage_view *)view;
}

/* Noon of the day so many days before today: a clock change moves no day. */
static int64_t day_before(const struct usage_view *self, int days)
{
    struct civil day = clock_civil(console_now(self->console));
    day.day -= days;
    day.hour = 12;
    return clock_utc(day);
}

static void restart(struct usage_view *self)
{
    int days = periods[self->period].days, back = days * self->shift;
    usage_begin(&self->usage, day_before(self, back + days - 1), day_before(self, back));
    self->has_failed = false;
    self->lines_width = 0;
    self->scroll.top = 0;
    ui_wake_at(self->console->ui, clock_boot_ms(self->console->clock));
    view_touch(&self->view);
}

static void step(struct view *view)
{
    struct usage_view *self = self_of(view);
    int64_t begun = clock_boot_ms(self->console->clock);
    struct err err;
    if (self->usage.is_done || self->has_failed) {
        return;
    }
    do {
        if (usage_read(&self->console->desk, &self->usage, &err) != STATUS_OK) {
            ui_status_err(view->ui, &err);
            self->has_failed = true;
            break;
        }
    } while (!self->usage.is_done && clock_boot_ms(self->console->clock) - begun < STEP_MS);
    ui_wake_at(view->ui, clock_boot_ms(self->console->clock));
    self->lines_width = 0;
    view_touch(view);
}

static void add_heading(struct usage_view *self, int width, const char *text)
{
    text_lines_add(&self->lines, width, 0, STYLE_NORMAL, "");
    text_lines_add(&self->lines, width, 0, STYLE_STRONG, text);
}

/* " 迎声      120/128   94%  ▐▐▐▐▐": red below a half, for what is left out most. */
static void add_steps(struct usage_view *self, int width)
{
    const struct usage *usage = &self->usage;
    add_heading(self, width, _("服务环节（做到/应做）"));
    for (enum guide_step step = 0; step < GUIDE_COUNT; step++) {
        struct str line = {0};
        char counts[40];
        long long wanted = (long long)usage->wanted[step], done = (long long)usage->done[step];
        if (wanted == 0) {
            continue;
        }
        text_format(counts, sizeof(counts), "%lld/%lld", done, wanted);
        str_add_char(&line, ' ');
        text_pad(&line, guide_label(step), 8);
        text_pad(&line, counts, 16);
        str_printf(&line, "%3lld%%  ", done * 100 / wanted);
        for (int i = 0; i < (int)(done * BAR_CELLS / wanted); i++) {
            str_add(&line, "▐");
        }
        text_lines_add(&self->lines, width, 0, done * 2 < wanted ? STYLE_WARNING : STYLE_NORMAL,
                       str_text(&line));
        str_free(&line);
    }
}

static void add_people(struct usage_view *self, int width)
{
    const struct usage *usage = &self->usage;
    add_heading(self, width, _("坐席        通话    念话术  漏环节  忌语"));
    for (size_t i = 0; i < usage->person_count; i++) {
        const struct usage_person *person = &usage->people[i];
        struct str line = {0};
        const int64_t numbers[] = {person->calls, person->phrases, person->skipped, person->taboos};
        str_add_char(&line, ' ');
        text_pad(&line, person->badge, 11);
        for (size_t n = 0; n < sizeof(numbers) / sizeof(numbers[0]); n++) {
            char number[24];
            text_format(number, sizeof(number), "%lld", (long long)numbers[n]);
            text_pad(&line, number, 8);
        }
        text_lines_add(&self->lines, width, 0, person->taboos > 0 ? STYLE_WARNING : STYLE_NORMAL,
                       str_text(&line));
        str_free(&line);
    }
}

static void add_phrases(struct usage_view *self, int width)
{
    const struct usage *usage = &self->usage;
    const struct phrasebook *book = &self->console->config->book;
    size_t used = 0;
    add_heading(self, width, _("最常念的话术"));
    for (size_t i = 0; i < usage->phrases.count; i++) {
        const struct usage_item *item = &usage->phrases.items[i];
        const struct phrase *phrase = phrasebook_find(book, item->code);
        struct str line = {0};
        used += phrase != NULL;
        str_printf(&line, " %5lld  %s  %s", (long long)item->times,
                   phrase != NULL ? phrase->stage : _("知识"), phrase != NULL ? phrase->text : item->code);
        if (i < MOST) {
            text_lines_add(&self->lines, width, 14, STYLE_NORMAL, str_text(&line));
        }
        str_free(&line);
    }
    struct str line = {0};
    str_printf(&line, _(" 共 %zu 条话术，这段时间用过 %zu 条。"), book->count, used);
    text_lines_add(&self->lines, width, 0, STYLE_DIM, str_text(&line));
    str_free(&line);
}

static const char *better_of(const struct phrasebook *book, const char *word)
{
    for (size_t i = 0; i < book->taboo_count; i++) {
        if (strcmp(book->taboos[i].text, word) == 0) {
            return book->taboos[i].better;
        }
    }
    return "--";
}

static void add_taboos(struct usage_view *self, int width)
{
    const struct usage_items *taboos = &self->usage.taboos;
    add_heading(self, width, _("写进记录的忌语"));
    for (size_t i = 0; i < taboos->count && i < MOST; i++) {
        const struct usage_item *item = &taboos->items[i];
        struct str line = {0};
        str_printf(&line, _(" %5lld  %s  “%s”，应说“%s”"), (long long)item->times, item->badge, item->code,
                   better_of(&self->console->config->book, item->code));
        text_lines_add(&self->lines, width, 14, STYLE_WARNING, str_text(&line));
        str_free(&line);
    }
    if (taboos->count == 0) {
        text_lines_add(&self->lines, width, 0, STYLE_GOOD, _(" 没有。"));
    }
}

static void make_lines(struct usage_view *self, int width)
{
    if (self->lines_width == width) {
        return;
    }
    self->lines_width = width;
    text_lines_clear(&self->lines);
    if (self->usage.person_count == 0 && self->usage.is_done) {
        text_lines_add(
            &self->lines, width, 0, STYLE_DIM,
            _(" 这段时间没有记录：坐席保存来电登记以后，用过的话术和环节就列在这里。← 看前一段。"));
        return;
    }
    add_steps(self, width);
    add_people(self, width);
    add_taboos(self, width);
    add_phrases(self, width);
}

static void format_day(int64_t day, char out[16])
{
    text_format(out, 16, "%lld-%02lld-%02lld", (long long)day / 10000, (long long)day / 100 % 100,
                (long long)day % 100);
}

static void draw(struct view *view, struct canvas *canvas, bool has_focus)
{
    struct usage_view *self = self_of(view);
    char first[16], last[16];
    int width = canvas_width(canvas);
    (void)has_focus;
    draw_clear(canvas);
    format_day(self->usage.first, first);
    format_day(self->usage.last, last);
    int x = 1 + draw_format(canvas, 0, 1, -1, STYLE_STRONG, _("%s 至 %s  通话 %lld"), first, last,
                            (long long)self->usage.calls);
    for (size_t i = 0; i < PERIODS; i++) {
        x += draw_format(canvas, 0, x, -1, i == self->period ? STYLE_STRONG : STYLE_DIM,
                         i == self->period ? "  [%zu %s]" : "   %zu %s ", i + 1, _(periods[i].label));
    }
    draw_text(canvas, 0, x, width - x, STYLE_DIM, self->usage.is_done ? "" : _("  正在统计……"));
    draw_rule(canvas, 1, 0, width, STYLE_BORDER);
    make_lines(self, width - 2);
    text_scroll_fit(&self->scroll, canvas, 2, self->lines.count);
    text_lines_draw(&self->lines, canvas, 2, 1, width - 2, self->scroll.top);
    text_scroll_mark(&self->scroll, canvas, self->lines.count);
}

static unsigned key(struct view *view, uint32_t pressed)
{
    struct usage_view *self = self_of(view);
    if (pressed >= '1' && pressed < '1' + PERIODS) {
        self->period = pressed - '1';
        self->shift = 0;
        restart(self);
        return VIEW_HANDLED;
    }
    return text_scroll_key(&self->scroll, self->lines.count, pressed) ? VIEW_HANDLED : 0;
}

static unsigned mouse(struct view *view, int y, int x, enum ui_mouse what)
{
    struct usage_view *self = self_of(view);
    (void)y, (void)x;
    return text_scroll_mouse(&self->scroll, self->lines.count, what) ? VIEW_HANDLED : 0;
}

static unsigned run_before(struct view *view)
{
    self_of(view)->shift++;
    restart(self_of(view));
    return VIEW_HANDLED;
}

static unsigned run_after(struct view *view)
{
    struct usage_view *self = self_of(view);
    self->shift = self->shift > 0 ? self->shift - 1 : 0;
    restart(self);
    return VIEW_HANDLED;
}

static unsigned run_reload(struct view *view)
{
    restart(self_of(view));
    return VIEW_HANDLED;
}

static unsigned run_back(struct view *view)
{
    (void)view;
    return VIEW_CLOSE | VIEW_HANDLED;
}

static void title(struct view *view, char *out, size_t size)
{
    (void)view;
    text_copy(out, size, _("话术使用"));
}

static void close_view(struct view *view)
{
    struct usage_view *self = self_of(view);
    usage_clear(&self->usage);
    text_lines_clear(&self->lines);
    free(self);
}

static const struct action actions[] = {
    {"usage.before", UI_KEY_LEFT, N_("前一段"), N_("往前一个时段"), run_before, ACTION_BAR},
    {"usage.after", UI_KEY_RIGHT, N_("后一段"), N_("往后一个时段"), run_after, ACTION_BAR},
    {"usage.reload", 'r', N_("刷新"), N_("重新统计；数字换时段：一天、七天、三十天、一年"), run_reload,
     ACTION_BAR},
    {"usage.back", UI_KEY_ESC, N_("返回"), N_("关闭"), run_back, ACTION_BAR},
};

const struct action_table usage_actions = {"usage", N_("话术使用"), actions,
                                           sizeof(actions) / sizeof(actions[0]), false};

static const struct view_ops ops = {
    .name = "usage",
    .actions = actions,
    .action_count = sizeof(actions) / sizeof(actions[0]),
    .title = title,
    .draw = draw,
    .step = step,
    .key = key,
    .mouse = mouse,
    .close = close_view,
};

void usage_view_open(struct console *console)
{
    struct err err;
    if (desk_allow(&console->desk, RIGHT_SCRIPT_USAGE, &err) != STATUS_OK) {
        ui_status_err(console->ui, &err);
        return;
    }
    struct usage_view *self = mem_new(1, sizeof(*self));
    self->view.ops = &ops;
    self->console = console;
    self->period = 1;
    ui_open_page(console->ui, &self->view);
    restart(self);
}
