/* The desk's drawing: the counts, the list, the preview, the strip of calls. */

#include "zuoxi/base/text.h"
#include "zuoxi/base/width.h"
#include "zuoxi/console/board_desk.h"
#include "zuoxi/console/paint.h"
#include "zuoxi/console/promises.h"
#include "zuoxi/console/queue_view.h"
#include "zuoxi/console/shifts.h"
#include "zuoxi/console/views.h"

#define PREVIEW_ROWS   6
#define BESIDE_COLUMNS 120 /* from here on the preview stands beside the list */

static bool is_beside(const struct canvas *canvas)
{
    return canvas_width(canvas) >= BESIDE_COLUMNS;
}

static struct rect list_rect(const struct canvas *canvas)
{
    int height = canvas_height(canvas), width = canvas_width(canvas);
    if (is_beside(canvas)) {
        int preview = width * 36 / 100;
        return (struct rect){QUEUE_TOP, 0, height - QUEUE_TOP, width - preview};
    }
    int rows = height - QUEUE_TOP - PREVIEW_ROWS - 1;
    return (struct rect){QUEUE_TOP, 0, rows > 3 ? rows : height - QUEUE_TOP, width};
}

static struct rect preview_rect(const struct canvas *canvas)
{
    int height = canvas_height(canvas), width = canvas_width(canvas);
    struct rect list = list_rect(canvas);
    if (is_beside(canvas)) {
        return (struct rect){QUEUE_TOP + 1, list.width + 1, height - QUEUE_TOP - 2, width - list.width - 2};
    }
    return (struct rect){list.y + list.height + 1, 0, height - list.y - list.height - 1, width};
}

static int draw_count(struct canvas *canvas, int x, const char *label, int64_t count, enum style style)
{
    x += draw_text(canvas, 0, x, -1, STYLE_NORMAL, label) + 1;
    return x + draw_format(canvas, 0, x, -1, count > 0 ? style : STYLE_DIM, "%lld", (long long)count) + 2;
}

/* The promises' number looks like the most urgent of them. */
static enum style promise_style(const struct queue_model *model)
{
    enum level worst = LEVEL_CALM;
    for (size_t i = 0; i < model->promise_count; i++) {
        worst = model->promise_levels[i] > worst ? model->promise_levels[i] : worst;
    }
    return worst == LEVEL_CALM ? STYLE_STRONG : level_style(worst);
}

/* What lies open behind the desk: in words, and short for a line that has no room for them. */
static void describe_unfinished(struct console *console, struct str *words, struct str *shortly)
{
    size_t forms = intake_view_count(console), others = drafts_unsaved(console);
    if (forms > 0) {
        str_printf(words, _("| 未完成登记 %zu 张"), forms);
    }
    if (others > 0) {
        str_printf(words, _("| 未完成修改、办理 %zu 份"), others);
    }
    if (forms + others > 0) {
        str_add(words, _("，F6 切换"));
        str_printf(shortly, _("| 未完成 %zu F6"), forms + others);
    }
}

/* The board's piece, then what is unfinished, which is never cut away by it. */
static void draw_pieces(struct console *console, struct canvas *canvas, int x)
{
    struct canvas_part part;
    struct str words = {0}, shortly = {0};
    int width = canvas_width(canvas);
    describe_unfinished(console, &words, &shortly);
    int board = width - (shortly.length > 0 ? width_text(str_text(&shortly)) + 1 : 0);
    struct canvas *pieces = canvas_sub(canvas, (struct rect){0, 0, 1, board}, &part);
    x = shift_desk_draw(console, pieces, board_desk_draw(console, pieces, x));
    x = x > board + 1 ? board + 1 : x;
    bool is_roomy = x + width_text(str_text(&words)) <= width;
    draw_text(canvas, 0, x, width - x, STYLE_WARNING, str_text(is_roomy ? &words : &shortly));
    str_free(&words);
    str_free(&shortly);
}

static void draw_counts(struct queue_view *self, struct canvas *canvas)
{
    const struct queue_counts *counts = &self->model.counts;
    int width = canvas_width(canvas);
    self->minute = console_now(self->console) / 60;
    draw_text(canvas, 0, 0, width, STYLE_NORMAL, "");
    int x = draw_count(canvas, 1, _("待办"), counts->open, STYLE_STRONG);
    x = draw_count(canvas, x, _("临期"), counts->warning + counts->critical, STYLE_WARNING);
    x = draw_count(canvas, x, _("超时"), counts->overdue, STYLE_OVERDUE);
    x = draw_count(canvas, x, _("待回访"), counts->callback + (int64_t)self->model.followup_count,
                   STYLE_STRONG);
    x = draw_count(canvas, x, _("承诺"), (int64_t)self->model.promise_count, promise_style(&self->model));
    if (counts->unfinished > 0) {
        x = draw_count(canvas, x, _("待补全"), counts->unfinished, STYLE_WARNING);
    }
    if (counts->asked > 0 && desk_has_right(&self->console->desk, RIGHT_CASE_APPROVE)) {
        x = draw_count(canvas, x, _("待审批"), counts->asked, STYLE_WARNING);
    }
    draw_pieces(self->console, canvas, x);
}

/* "新到 2 单：1121-0003 抢险", "正在排列 1,200/5,000" */
static enum style add_news(struct queue_view *self, struct str *out)
{
    char number[CASE_NUMBER_SIZE], label[80];
    if (queue_model_is_loading(&self->model)) {
        str_printf(out, _("正在排列 %zu/%lld"), self->model.fresh->count, (long long)self->model.counts.open);
        return STYLE_DIM;
    }
    if (self->new_count == 0) {
        return STYLE_DIM;
    }
    console_number(self->console, self->new_row.number, number, sizeof(number));
    str_printf(out, _("新到 %zu 单：%s %s"), self->new_count, number,
               profile_label(&self->console->config->profile, SET_TYPE, self->new_row.type, label));
    return self->new_row.rank == 0 ? STYLE_OVERDUE : STYLE_WARNING;
}

/* Text on the rule, with a blank on both sides. Returns where the next one may begin. */
static int draw_on_rule(struct canvas *canvas, int x, enum style style, const char *text)
{
    if (text[0] == '\0' || x >= canvas_width(canvas)) {
        return x;
    }
    return x + draw_format(canvas, 1, x, -1, style, " %s ", text) + 1;
}

/* The rule under the counts says what is new, how the list is set up, and what is marked. */
static void draw_words(struct queue_view *self, struct canvas *canvas)
{
    struct str news = {0}, setup = {0}, marks = {0};
    draw_rule(canvas, 1, 0, canvas_width(canvas), STYLE_BORDER);
    if (self->mark_count > 0) {
        str_printf(&marks, _("已标 %zu 单  F9 办理  Esc 取消"), self->mark_count);
    }
    queue_setup_words(self->console, self->setup, &setup);
    enum style style = add_news(self, &news);
    int x = draw_on_rule(canvas, 1, STYLE_STRONG, str_text(&marks));
    x = draw_on_rule(canvas, x, style, str_text(&news));
    draw_on_rule(canvas, x, STYLE_LABEL, str_text(&setup));
    str_free(&news);
    str_free(&setup);
    str_free(&marks);
}

/* What the strip leaves to the list and the preview. */
static struct canvas *without_strip(const struct queue_view *self, struct canvas *canvas,
                                    struct canvas_part *part)
{
    int strip = self->strip > 0 ? (int)self->strip + 1 : 0;
    return canvas_sub(canvas, (struct rect){0, 0, canvas_height(canvas) - strip, canvas_width(canvas)}, part);
}

static void draw_strip(struct queue_view *self, struct canvas *canvas, bool has_focus)
{
    struct canvas_part part;
    int lines = (int)self->strip, top = canvas_height(canvas) - lines, width = canvas_width(canvas);
    self->strip_top = top;
    if (lines > 0) {
        draw_rule(canvas, top - 1, 0, width, STYLE_BORDER);
        live_draw(self->live, canvas_sub(canvas, (struct rect){top, 0, lines, width}, &part), self->line,
                  has_focus && self->in_strip);
    }
}

/* A group under the cursor, where its case's preview would be: how it stands, and what can be done with it
 * whole. */
static void draw_group(struct queue_view *self, struct canvas *canvas, const struct queue_group *group)
{
    char label[80];
    int width = canvas_width(canvas) - 2;
    draw_text(canvas, 0, 1, width, STYLE_STRONG,
              queue_group_label(self->console, self->setup, group->key, label));
    draw_format(canvas, 1, 1, width, group->overdue > 0 ? STYLE_OVERDUE : STYLE_NORMAL,
                _("%zu 单，临期 %zu，超时 %zu"), group->count, group->warning, group->overdue);
    paint_wrapped(canvas, 3, 1, width, 2, STYLE_DIM,
                  _("← → 折叠、展开，z 全部折叠；空格标上整组，F9 一起办理"));
}

void queue_draw(struct view *view, struct canvas *whole, bool has_focus)
{
    struct queue_view *self = (struct queue_view *)view;
    struct canvas_part part, desk;
    draw_clear(whole);
    draw_strip(self, whole, has_focus);
    has_focus = has_focus && !self->in_strip;
    struct canvas *canvas = without_strip(self, whole, &desk);
    struct rect list = list_rect(canvas), below = preview_rect(canvas);
    draw_counts(self, canvas);
    draw_words(self, canvas);
    struct canvas *inner = canvas_sub(canvas, list, &part);
    self->rows = list_visible(inner);
    self->has_focus = has_focus;
    list_draw(&self->list, inner, has_focus);
    if (below.height <= 0) {
        return;
    }
    if (is_beside(canvas)) {
        draw_box(canvas, (struct rect){below.y - 1, below.x - 1, below.height + 2, below.width + 2},
                 STYLE_BORDER, _("预览"));
    } else {
        draw_rule(canvas, below.y - 1, 0, canvas_width(canvas), STYLE_BORDER);
    }
    const struct queue_row *row = queue_selected(self);
    const struct queue_group *group = queue_model_group(&self->model, self->list.selected);
    if (group != NULL) {
        draw_group(self, canvas_sub(canvas, below, &part), group);
    } else if (row != NULL && row->is_promise && row->case_id == 0) {
        promises_draw(self->console->promises, row->id, canvas_sub(canvas, below, &part));
    } else {
        preview_draw(&self->preview, self->console, canvas_sub(canvas, below, &part));
    }
}

void queue_tick(struct view *view, struct canvas *whole)
{
    struct queue_view *self = (struct queue_view *)view;
    struct canvas_part part, desk;
    struct canvas *canvas = without_strip(self, whole, &desk);
    struct canvas *inner = canvas_sub(canvas, list_rect(canvas), &part);
    /* What the counts and the board's piece say of time, they say in minutes. */
    if (self->has_risen || console_now(self->console) / 60 != self->minute) {
        draw_counts(self, canvas);
    }
    if (self->has_risen) {
        list_draw_column(&self->list, inner, QUEUE_MARK, self->has_focus);
    }
    list_draw_column(&self->list, inner, QUEUE_LEFT, self->has_focus);
    struct rect below = preview_rect(canvas);
    if (below.height > 0) {
        preview_tick(&self->preview, self->console, canvas_sub(canvas, below, &part));
    }
}
