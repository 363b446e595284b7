/* The queue of notifications: what waits, runs and has failed with why; try again, give up. */

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/console/list_page.h"
#include "zuoxi/console/paint.h"
#include "zuoxi/console/prompt.h"
#include "zuoxi/console/views.h"
#include "zuoxi/desk/hook.h"
#include "zuoxi/tui/popup.h"

#define ROWS_MAX 500 /* a person acts on the first of these before wanting more */

enum column {
    COLUMN_STATE,
    COLUMN_TIME,
    COLUMN_HOOK,
    COLUMN_EVENT,
    COLUMN_SUBJECT,
    COLUMN_TRIES,
    COLUMN_REMARK,
    COLUMN_COUNT
};

static const struct list_column columns[COLUMN_COUNT] = {
    [COLUMN_STATE] = {.title = N_("状态"), .width = 6},
    [COLUMN_TIME] = {.title = N_("时间"), .width = 11},
    [COLUMN_HOOK] = {.title = N_("通知"), .width = 8},
    [COLUMN_EVENT] = {.title = N_("事件"), .width = 8},
    [COLUMN_SUBJECT] = {.title = N_("对象"), .width = 10},
    [COLUMN_TRIES] = {.title = N_("次数"), .width = 4, .is_right = true},
    [COLUMN_REMARK] = {.title = N_("说明"), .width = 0},
};

struct hooks_view {
    struct list_page page;      /* rows: struct hook_run */
    size_t counts[HOOK_STATES]; /* among them */
    bool with_ended;
};

static struct hooks_view *self_of(struct view *view)
{
    return (struct hooks_view *)view;
}

static const struct hook_run *selected(const struct hooks_view *self)
{
    return list_page_selected(&self->page);
}

/* "退出码 3：余额不足" */
static void describe_answer(const struct hook_run *run, struct str *out)
{
    if (run->exit_code > 0) {
        str_printf(out, _("退出码 %d"), run->exit_code);
    }
    if (run->answer[0] != '\0') {
        str_printf(out, "%s%s", out->length > 0 ? _("：") : "", run->answer);
    }
}

static void describe(const struct hooks_view *self, const struct hook_run *run, struct str *out)
{
    char time[24];
    struct str answer = {0};
    describe_answer(run, &answer);
    if (run->state == HOOK_RUNNING) {
        str_printf(out, _("%s 的台面在运行"), run->runner);
    } else if (run->state == HOOK_WAITING && hook_find(&self->page.console->desk, run->hook) == NULL) {
        str_printf(out, _("配置里没有“%s”了"), run->hook);
    } else if (run->state == HOOK_WAITING && run->tries > 0) {
        time_short(console_now(self->page.console), run->next_at, time);
        str_printf(out, _("%s 再试；%s"), time, str_text(&answer));
    } else if (run->state == HOOK_DELIVERED) {
        time_short(console_now(self->page.console), run->ended_at, time);
        str_printf(out, _("%s 送达"), time);
    } else if (run->state == HOOK_DROPPED) {
        str_printf(out, "%s：%s", run->runner, run->answer);
    } else {
        str_add(out, str_text(&answer));
    }
    str_free(&answer);
}

static void show_subject(const struct hooks_view *self, const struct hook_run *run, char *out, size_t size)
{
    if (run->case_id != 0) {
        console_number(self->page.console, run->subject, out, size);
    } else {
        text_copy(out, size, run->subject);
    }
}

static void cell(void *context, size_t index, size_t column, char *out, size_t size, enum style *style)
{
    static const enum style styles[HOOK_STATES] = {[HOOK_FAILED] = STYLE_ERROR,
                                                   [HOOK_RUNNING] = STYLE_STRONG,
                                                   [HOOK_WAITING] = STYLE_NORMAL,
                                                   [HOOK_DELIVERED] = STYLE_DIM,
                                                   [HOOK_DROPPED] = STYLE_DIM};
    const struct hooks_view *self = context;
    const struct hook_run *run = (const struct hook_run *)self->page.rows + index;
    struct str text = {0};
    char time[24];
    bool is_marked = column == COLUMN_STATE || styles[run->state] == STYLE_DIM;
    *style = is_marked ? styles[run->state] : *style;
    switch ((enum column)column) {
    case COLUMN_STATE:
        str_add(&text, hook_state_label(run->state));
        break;
    case COLUMN_TIME:
        time_short(console_now(self->page.console), run->at, time);
        str_add(&text, time);
        break;
    case COLUMN_HOOK:
        str_add(&text, run->hook);
        break;
    case COLUMN_EVENT:
        str_add(&text, hook_event_label(&self->page.console->desk, run->event));
        break;
    case COLUMN_SUBJECT:
        show_subject(self, run, out, size);
        return;
    case COLUMN_TRIES:
        str_printf(&text, "%d", run->tries);
        break;
    case COLUMN_REMARK:
        describe(self, run, &text);
        break;
    case COLUMN_COUNT:
        break;
    }
    text_copy(out, size, str_text(&text));
    str_free(&text);
}

static enum status read_runs(struct list_page *page, const void *last, size_t most, void *rows, size_t *count,
                             struct err *err)
{
    (void)last;
    return hook_list(&page->console->desk, ((struct hooks_view *)page)->with_ended, most, rows, count, err);
}

static void count_states(struct view *view)
{
    struct hooks_view *self = self_of(view);
    const struct hook_run *runs = self->page.rows;
    memset(self->counts, 0, sizeof(self->counts));
    for (size_t i = 0; i < self->page.list.row_count; i++) {
        self->counts[runs[i].state]++;
    }
}

static int64_t run_id(const void *row)
{
    return ((const struct hook_run *)row)->id;
}

static void draw_counts(const struct hooks_view *self, struct canvas *canvas)
{
    static const enum style styles[HOOK_STATES] = {
        [HOOK_FAILED] = STYLE_ERROR, [HOOK_RUNNING] = STYLE_STRONG, [HOOK_WAITING] = STYLE_STRONG};
    enum hook_state last = self->with_ended ? HOOK_DROPPED : HOOK_WAITING;
    int x = 1;
    for (enum hook_state state = HOOK_FAILED; state <= last; state++) {
        x += draw_text(canvas, 0, x, -1, STYLE_NORMAL, hook_state_label(state)) + 1;
        x += draw_format(canvas, 0, x, -1, self->counts[state] > 0 ? styles[state] : STYLE_DIM, "%zu",
                         self->counts[state]) +
             2;
    }
    if (self->page.list.row_count == ROWS_MAX) {
        draw_format(canvas, 0, x, -1, STYLE_DIM, _("只列前 %d 条"), ROWS_MAX);
    }
}

static void head(struct view *view, struct canvas *canvas)
{
    struct hooks_view *self = self_of(view);
    draw_counts(self, canvas);
    self->page.list.empty =
        self->page.console->desk.settings->hook_count == 0
            ? _("没有配置通知。在 zuoxi.conf 里写一个 hook，事件发生时就运行它的程序（短信、聊天群……）。")
        : self->with_ended ? _("还没有任何通知。")
                           : _("没有等待或失败的通知。按 a 查看已送达的；zuoxi hooks test 名称 可以试一条。");
}

/* All that is known of one, with the event as the program is given it. */
static unsigned run_open(struct view *view)
{
    struct hooks_view *self = self_of(view);
    struct console *console = self->page.console;
    const struct hook_run *row = selected(self);
    struct str text = {0}, payload = {0};
    struct hook_run run;
    struct err err;
    char at[20];
    if (row == NULL) {
        return VIEW_HANDLED;
    }
    if (hook_load(&console->desk, row->id, &run, &payload, &err) != STATUS_OK) {
        ui_status_err(console->ui, &err);
        str_free(&payload);
        return VIEW_HANDLED;
    }
    clock_format(run.at, at);
    str_printf(&text, _("通知 %lld  %s  %s  %s  %s\n"), (long long)run.id, run.hook,
               hook_event_label(&console->desk, run.event), run.subject, at);
    str_printf(&text, _("%s，已运行 %d 次  "), hook_state_label(run.state), run.tries);
    describe(self, &run, &text);
    str_printf(&text, _("\n标识 %s\n\n"), run.event_id);
    str_add(&text, payload.length > 0 ? str_text(&payload) : _("事件的内容在送达或放弃后不再保留。"));
    text_popup_open(console->ui, _("通知"), str_text(&text));
    str_free(&payload);
    str_free(&text);
    return VIEW_HANDLED;
}

static void start(struct hooks_view *self, task_work work, int64_t id, const char *said)
{
    struct hook_request *request = mem_new(1, sizeof(*request));
    request->id = id;
    request_make(request->request);
    errand_start(&self->page.errand, self->page.console, work, request, request->request, said);
}

static unsigned run_retry(struct view *view)
{
    struct hooks_view *self = self_of(view);
    if (selected(self) != NULL) {
        start(self, hook_retry, selected(self)->id, _("马上再试。"));
    }
    return VIEW_HANDLED;
}

static unsigned run_retry_all(struct view *view)
{
    struct hooks_view *self = self_of(view);
    if (self->counts[HOOK_FAILED] > 0) {
        start(self, hook_retry_all, 0, _("失败的全部再试。"));
    } else {
        ui_status(view->ui, STYLE_NORMAL, _("没有失败的通知。"));
    }
    return VIEW_HANDLED;
}

static enum status fill_drop(struct console *console, const struct prompt_draft *draft, void *argument,
                             struct err *err)
{
    struct hook_request *request = argument;
    (void)console, (void)err;
    request->id = draft->id;
    text_copy(request->reason, sizeof(request->reason), draft->text);
    return STATUS_OK;
}

static void show(struct console *console, const struct prompt_draft *draft)
{
    (void)draft;
    hooks_view_open(console);
}

const struct prompt_kind prompt_drop_hook = {
    .action = "hook.drop",
    .title = N_("放弃这条通知：原因"),
    .said = N_("已放弃这条通知。"),
    .max = (HOOK_ANSWER_SIZE - 1) / 4,
    .work = hook_drop,
    .argument_size = sizeof(struct hook_request),
    .request_at = offsetof(struct hook_request, request),
    .fill = fill_drop,
    .show = show,
};

static unsigned run_drop(struct view *view)
{
    struct hooks_view *self = self_of(view);
    const struct hook_run *run = selected(self);
    if (run != NULL) {
        struct prompt_draft subject = {.id = run->id};
        char named[40];
        show_subject(self, run, named, sizeof(named));
        text_format(subject.about, sizeof(subject.about), "%s  %s  %s", run->hook,
                    hook_event_label(&self->page.console->desk, run->event), named);
        prompt_ask(self->page.console, &prompt_drop_hook, &subject);
    }
    return VIEW_HANDLED;
}

static unsigned run_all(struct view *view)
{
    struct hooks_view *self = self_of(view);
    self->with_ended = !self->with_ended;
    list_page_reload(&self->page);
    return VIEW_HANDLED;
}

static void title(struct view *view, char *out, size_t size)
{
    text_copy(out, size, self_of(view)->with_ended ? _("通知  全部") : _("通知  未完成"));
}

static const struct action actions[] = {
    {"hooks.open", UI_KEY_ENTER, N_("详情"), N_("选中的通知的全部情况，和交给程序的内容"), run_open,
     ACTION_BAR},
    {"hooks.retry", 'r', N_("重试"), N_("马上再运行一次，次数从头算起"), run_retry, ACTION_BAR},
    {"hooks.retry_all", 'f', N_("全部重试"), N_("失败的全部再试"), run_retry_all, ACTION_BAR},
    {"hooks.drop", 'x', N_("放弃"), N_("不再通知，写明原因"), run_drop, ACTION_BAR},
    {"hooks.all", 'a', N_("全部"), N_("也列出近 7 天已送达和放弃的，再按只列未完成的"), run_all, ACTION_BAR},
    {"hooks.back", UI_KEY_ESC, N_("返回"), N_("关闭"), list_page_back, ACTION_BAR},
};

const struct action_table hooks_actions = {"hooks", N_("通知"), actions, sizeof(actions) / sizeof(actions[0]),
                                           false};

static const struct view_ops ops = {
    .name = "hooks",
    .actions = actions,
    .action_count = sizeof(actions) / sizeof(actions[0]),
    .title = title,
    .step = list_page_step,
    LIST_PAGE_OPS,
};

static const struct list_page_kind kind = {
    .ops = &ops,
    .columns = columns,
    .column_count = COLUMN_COUNT,
    .row_size = sizeof(struct hook_run),
    .most = ROWS_MAX,
    .is_whole = true,
    .head_rows = 2,
    .head = head,
    .cell = cell,
    .read = read_runs,
    .reread = count_states,
    .id = run_id,
    .open = run_open,
};

void hooks_view_open(struct console *console)
{
    struct err err;
    if (desk_allow(&console->desk, RIGHT_HOOK_MANAGE, &err) != STATUS_OK) {
        ui_status_err(console->ui, &err);
    } else if (list_page_show(console, &kind) == NULL) {
        struct hooks_view *self = mem_new(1, sizeof(*self));
        list_page_open(&self->page, console, &kind);
    }
}
