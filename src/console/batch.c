#include "zuoxi/console/batch.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/console/paint.h"
#include "zuoxi/tui/popup.h"

#define TOP_ROWS 2

enum column { COLUMN_NUMBER, COLUMN_NAME, COLUMN_ADDRESS, COLUMN_STATE, COLUMN_RESULT };

static const struct list_column columns[BATCH_COLUMNS] = {
    [COLUMN_NUMBER] = {.title = N_("编号"), .width = 9},  [COLUMN_NAME] = {.title = N_("用户"), .width = 8},
    [COLUMN_ADDRESS] = {.title = N_("地址"), .width = 0}, [COLUMN_STATE] = {.title = N_("状态"), .width = 8},
    [COLUMN_RESULT] = {.title = N_("结果"), .width = 0},
};

static struct batch_page *self_of(struct view *view)
{
    return (struct batch_page *)view;
}

static const char *state_word(const struct batch_page *self, const struct batch_row *row)
{
    switch (row->state) {
    case BATCH_CAN:
        return self->phase == BATCH_RUNNING || self->phase == BATCH_OVER ? _("还没有办") : _("可以办");
    case BATCH_CANNOT:
        return _("不能办");
    case BATCH_DONE:
        return _("已办");
    case BATCH_FAILED:
        return _("没有办成");
    case BATCH_UNKNOWN:
        break;
    }
    return "";
}

static void cell(void *context, size_t index, size_t column, char *out, size_t size, enum style *style)
{
    struct batch_page *self = context;
    const struct batch_row *row = &self->rows[index];
    char label[80];
    *style = row->state == BATCH_DONE                                    ? STYLE_GOOD
             : row->state == BATCH_FAILED                                ? STYLE_ERROR
             : row->state == BATCH_CANNOT || row->state == BATCH_UNKNOWN ? STYLE_DIM
                                                                         : STYLE_NORMAL;
    switch ((enum column)column) {
    case COLUMN_NUMBER:
        console_number(self->console, row->found.number, out, size);
        break;
    case COLUMN_NAME:
        text_copy(out, size, row->found.name);
        break;
    case COLUMN_ADDRESS:
        text_copy(out, size, row->found.address);
        break;
    case COLUMN_STATE:
        text_copy(out, size,
                  profile_label(&self->console->config->profile, SET_STATE, row->found.state, label));
        break;
    case COLUMN_RESULT:
        text_format(out, size, "%s%s%s", state_word(self, row), row->reason[0] != '\0' ? _("：") : "",
                    row->reason);
        break;
    }
}

static void step(struct view *view)
{
    struct batch_page *self = self_of(view);
    batch_form_sync(self);
    draft_keeper_step(&self->draft);
    if (ui_is_ending(view->ui)) {
        return;
    }
    batch_run_step(self);
}

/* "派单  可办 12  不能办 3", "已办 7/12  没有办成 1" */
static void draw_head(struct batch_page *self, struct canvas *canvas)
{
    int width = canvas_width(canvas) - 2;
    size_t can = batch_count(self, BATCH_CAN), cannot = batch_count(self, BATCH_CANNOT),
           done = batch_count(self, BATCH_DONE), failed = batch_count(self, BATCH_FAILED);
    const char *label = self->rule != NULL ? self->rule->label : "";
    if (self->phase == BATCH_LOOKING) {
        draw_format(canvas, 0, 1, width, STYLE_DIM, _("正在核对 %zu/%zu"), self->looked, self->count);
    } else if (self->phase == BATCH_RUNNING || self->phase == BATCH_OVER) {
        draw_format(canvas, 0, 1, width, STYLE_STRONG, _("%s  已办 %zu/%zu  没有办成 %zu  不能办 %zu"), label,
                    done, done + failed + can, failed, cannot);
    } else {
        draw_format(canvas, 0, 1, width, STYLE_STRONG, _("%s  可以办 %zu  不能办 %zu"), label, can, cannot);
    }
    draw_rule(canvas, 1, 0, width + 2, STYLE_BORDER);
}

static void draw(struct view *view, struct canvas *canvas, bool has_focus)
{
    struct batch_page *self = self_of(view);
    struct canvas_part part;
    draw_clear(canvas);
    draw_head(self, canvas);
    struct canvas *inner = canvas_sub(
        canvas, (struct rect){TOP_ROWS, 0, canvas_height(canvas) - TOP_ROWS, canvas_width(canvas)}, &part);
    self->visible = list_visible(inner);
    list_draw(&self->list, inner, has_focus);
}

static unsigned key(struct view *view, uint32_t pressed)
{
    struct batch_page *self = self_of(view);
    if (!list_key(&self->list, pressed, self->visible)) {
        return 0;
    }
    view_touch(view);
    return VIEW_HANDLED;
}

static unsigned mouse(struct view *view, int y, int x, enum ui_mouse what)
{
    struct batch_page *self = self_of(view);
    if (!list_mouse(&self->list, y - TOP_ROWS, x, what, self->visible)) {
        return 0;
    }
    view_touch(view);
    return VIEW_HANDLED;
}

static unsigned run_open(struct view *view)
{
    struct batch_page *self = self_of(view);
    if (self->list.selected < self->count && self->rows[self->list.selected].found.case_id != 0) {
        case_view_open(self->console, self->rows[self->list.selected].found.case_id);
    }
    return VIEW_HANDLED;
}

static unsigned run_form(struct view *view)
{
    struct batch_page *self = self_of(view);
    if (self->phase == BATCH_READY) {
        batch_form_open(self);
    }
    return VIEW_HANDLED;
}

static unsigned run_start(struct view *view)
{
    struct batch_page *self = self_of(view);
    if (self->phase == BATCH_READY) {
        batch_run_ask(self);
    }
    return VIEW_HANDLED;
}

static void discard_answered(void *context, bool is_yes)
{
    struct batch_page *self = context;
    if (is_yes) {
        draft_keeper_drop(&self->draft);
        ui_close_view(self->view.ui, &self->view);
    }
}

static unsigned run_discard(struct view *view)
{
    struct batch_page *self = self_of(view);
    if (self->phase == BATCH_READY) {
        confirm_open(view->ui, _("放弃草稿"), _("填的内容和草稿都会删除，一单也不办。放弃吗？"),
                     discard_answered, self);
    }
    return VIEW_HANDLED;
}

static unsigned run_back(struct view *view)
{
    struct batch_page *self = self_of(view);
    if (self->phase == BATCH_RUNNING) {
        task_cancel(&self->task);
        self->task.is_running = false;
        self->phase = BATCH_READY;
        console_touch(self->console);
        ui_status(view->ui, STYLE_WARNING, _("已停下，还有 %zu 单没有办：Ctrl-S 接着办，F8 放弃。"),
                  batch_count(self, BATCH_CAN));
        return VIEW_HANDLED;
    }
    if (self->draft.has_draft && self->phase != BATCH_OVER) {
        queue_view_show(self->console);
        draft_keeper_left(&self->draft, _("批量办理没有办完，草稿已留，F6 切换回来继续。"));
        return VIEW_HANDLED;
    }
    return VIEW_CLOSE | VIEW_HANDLED;
}

static void title(struct view *view, char *out, size_t size)
{
    struct batch_page *self = self_of(view);
    char name[120];
    text_format(name, sizeof(name), _("批量办理 %zu 单"), self->count);
    draft_keeper_title(&self->draft, name, out, size);
}

static void close_view(struct view *view)
{
    struct batch_page *self = self_of(view);
    draft_keeper_flush(&self->draft);
    if (self->task.is_running) {
        task_cancel(&self->task);
    }
    record_form_free(&self->record_form);
    free(self->request);
    free(self->batch);
    free(self->rows);
    free(self);
}

static const struct action actions[] = {
    {"batch.start", UI_CTRL | 'S', N_("办理"), N_("按填好的内容一单一单地办（先询问）"), run_start,
     ACTION_BAR},
    {"batch.form", UI_KEY_F(4), N_("修改填写"), N_("修改每一单都一样填的内容"), run_form, ACTION_BAR},
    {"batch.open", UI_KEY_ENTER, N_("打开"), N_("打开选中的工单"), run_open, ACTION_BAR},
    {"batch.discard", UI_KEY_F(8), N_("放弃"), N_("放弃没有办的，删除草稿（先询问）"), run_discard, 0},
    {"batch.back", UI_KEY_ESC, N_("返回"), N_("办理中是停下；否则回到工作台，没办完的草稿保留"), run_back,
     ACTION_BAR},
};

const struct action_table batch_actions = {"batch", N_("批量办理"), actions,
                                           sizeof(actions) / sizeof(actions[0]), false};

static const struct view_ops ops = {
    .name = "batch",
    .actions = actions,
    .action_count = sizeof(actions) / sizeof(actions[0]),
    .title = title,
    .draw = draw,
    .step = step,
    .key = key,
    .mouse = mouse,
    .close = close_view,
};

/* The page of a batch, which it owns from here on. */
static struct batch_page *open_page(struct console *console, struct batch *batch)
{
    struct batch_page *self = mem_new(1, sizeof(*self));
    self->view.ops = &ops;
    self->console = console;
    self->batch = batch;
    self->rows = mem_new(BATCH_MAX, sizeof(*self->rows));
    self->request = mem_new(1, sizeof(*self->request));
    char *at = batch->cases, *end = at;
    while (self->count < BATCH_MAX) {
        int64_t id = strtoll(at, &end, 10);
        if (end == at) {
            break;
        }
        self->rows[self->count++].found.case_id = id;
        at = end;
    }
    for (size_t i = 0; i < BATCH_COLUMNS; i++) {
        self->columns[i] = columns[i];
        self->columns[i].title = _(columns[i].title);
    }
    self->list = (struct list){.columns = self->columns,
                               .column_count = BATCH_COLUMNS,
                               .row_count = self->count,
                               .cell = cell,
                               .context = self};
    ui_open_page(console->ui, &self->view);
    ui_wake_at(console->ui, clock_boot_ms(console->clock));
    return self;
}

void batch_page_open(struct console *console, const int64_t *cases, size_t count)
{
    struct batch *batch = mem_new(1, sizeof(*batch));
    struct str ids = {0};
    for (size_t i = 0; i < count && i < BATCH_MAX; i++) {
        str_printf(&ids, "%s%" PRId64, i > 0 ? " " : "", cases[i]);
    }
    text_copy(batch->cases, sizeof(batch->cases), str_text(&ids));
    str_free(&ids);
    request_make(batch->request.request);
    batch->request.opened_at = console_now(console);
    struct batch_page *self = open_page(console, batch);
    draft_keeper_begin(&self->draft, &self->view, DRAFT_BATCH, batch, NULL);
}

void batch_page_restore(struct console *console, const struct draft *draft)
{
    struct batch *batch = mem_new(1, sizeof(*batch));
    *batch = *draft->batch;
    struct batch_page *self = open_page(console, batch);
    self->is_restored = true;
    draft_keeper_begin(&self->draft, &self->view, DRAFT_BATCH, batch, draft);
}

size_t batch_page_unsaved(struct console *console)
{
    size_t count = 0;
    for (size_t i = 0; i < ui_page_count(console->ui); i++) {
        struct view *page = ui_page(console->ui, i);
        count += page->ops == &ops && self_of(page)->draft.has_draft;
    }
    return count;
}
