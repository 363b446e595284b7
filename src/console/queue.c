/* The desk: what is open, most urgent first, with live countdowns. */

#include <stdlib.h>
#include <string.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/console/admin.h"
#include "zuoxi/console/backup_age.h"
#include "zuoxi/console/batch.h"
#include "zuoxi/console/board_desk.h"
#include "zuoxi/console/hook_keeper.h"
#include "zuoxi/console/paint.h"
#include "zuoxi/console/promises.h"
#include "zuoxi/console/queue_view.h"
#include "zuoxi/console/reveal.h"
#include "zuoxi/console/room_watch.h"
#include "zuoxi/console/shifts.h"
#include "zuoxi/console/views.h"

#define RETRY_MS 1000

static struct queue_view *self_of(struct view *view)
{
    return (struct queue_view *)view;
}

static void cell(void *context, size_t index, size_t column, char *out, size_t size, enum style *style)
{
    struct queue_view *self = context;
    const struct queue_row *row = queue_model_row(&self->model, index);
    if (row != NULL) {
        queue_cell(self->console, row, column, out, size, style);
    }
}

/* "▾ 城东站  12 单  临期 2  超时 1" */
static bool heading(void *context, size_t index, char *out, size_t size, enum style *style)
{
    struct queue_view *self = context;
    const struct queue_group *group = queue_model_group(&self->model, index);
    char label[80], late[60] = "", soon[60] = "";
    if (group == NULL) {
        return false;
    }
    if (group->warning > 0) {
        text_format(soon, sizeof(soon), _("  临期 %zu"), group->warning);
    }
    if (group->overdue > 0) {
        text_format(late, sizeof(late), _("  超时 %zu"), group->overdue);
    }
    *style = group->overdue > 0 ? STYLE_OVERDUE : group->warning > 0 ? STYLE_WARNING : STYLE_LABEL;
    text_format(out, size, _("%s %s  %zu 单%s%s"), queue_setup_is_folded(self->setup, group->key) ? "▸" : "▾",
                queue_group_label(self->console, self->setup, group->key, label), group->count, soon, late);
    return true;
}

static bool is_marked(void *context, size_t index)
{
    const struct queue_view *self = context;
    const struct queue_row *row = queue_model_row(&self->model, index);
    return row != NULL && queue_is_marked(self, row->id);
}

/* Calls come and go: the strip grows and shrinks with them, and gives the focus back when it is empty. */
static void step_strip(struct queue_view *self)
{
    struct ui *ui = self->console->ui;
    live_step(self->live, ui_front(ui) == &self->view && !ui_has_popup(ui));
    size_t lines = live_count(self->live);
    bool has_changed = live_tick(self->live) || lines != self->strip;
    self->strip = lines;
    self->in_strip = self->in_strip && lines > 0;
    self->line = self->line < lines ? self->line : 0;
    if (has_changed) {
        view_touch(&self->view);
    }
}

static void step(struct view *view)
{
    struct queue_view *self = self_of(view);
    seat_guard_step(&self->guard, self->console);
    step_strip(self);
    promises_step(self->console->promises);
    book_keeper_step(&self->book);
    customer_erase_step(self->console);
    bool has_less_room = room_watch_step(self->console), is_overdue = backup_age_step(self->console);
    if (hook_keeper_step(self->console->hooks) || has_less_room || is_overdue) {
        view_touch(view);
    }
    queue_follow_step(self);
}

static unsigned key(struct view *view, uint32_t pressed)
{
    struct queue_view *self = self_of(view);
    if (self->in_strip && (pressed == UI_KEY_UP || pressed == UI_KEY_DOWN)) {
        self->line = pressed == UI_KEY_DOWN ? self->line + 1 : self->line > 0 ? self->line - 1 : 0;
        self->line = self->line < self->strip ? self->line : self->strip - 1;
        return VIEW_HANDLED;
    }
    if (pressed == UI_KEY_LEFT || pressed == UI_KEY_RIGHT) {
        queue_fold_here(self, pressed == UI_KEY_LEFT);
        return VIEW_HANDLED;
    }
    if (!list_key(&self->list, pressed, self->rows)) {
        return 0;
    }
    self->wants_end = pressed == UI_KEY_END;
    queue_follow_key(self);
    return VIEW_HANDLED;
}

static unsigned open_selected(struct view *view)
{
    struct queue_view *self = self_of(view);
    const struct queue_row *row = queue_selected(self);
    if (self->in_strip) {
        live_use(self->live, self->line);
    } else if (row != NULL && row->is_promise) {
        promises_call(self->console->promises, row->id);
    } else if (row != NULL) {
        case_view_open(self->console, row->id);
    } else {
        const struct queue_group *group = queue_model_group(&self->model, self->list.selected);
        queue_fold_here(self, group != NULL && !queue_setup_is_folded(self->setup, group->key));
    }
    return VIEW_HANDLED;
}

/* What is asked of the promise selected. */
static unsigned ask_promise(struct view *view, void (*ask)(struct promises *promises, int64_t id))
{
    struct queue_view *self = self_of(view);
    const struct queue_row *row = queue_selected(self);
    if (row != NULL && row->is_promise) {
        ask(self->console->promises, row->id);
    } else {
        ui_status(view->ui, STYLE_NORMAL, _("请先选中一条承诺（预约回复）。"));
    }
    return VIEW_HANDLED;
}

static unsigned run_done(struct view *view)
{
    return ask_promise(view, promises_ask_done);
}

static unsigned run_postpone(struct view *view)
{
    return ask_promise(view, promises_ask_postpone);
}

static unsigned run_hand(struct view *view)
{
    return ask_promise(view, promises_ask_hand);
}

/* A promise about the case selected, or about nothing yet. */
static unsigned run_promise(struct view *view)
{
    struct queue_view *self = self_of(view);
    struct promise about = {0};
    if (self->preview.id != 0) {
        promises_about_case(&self->preview.file->record, &about);
    }
    if (about.case_id == 0 ||
        reveal_for_work(self->console, self->preview.tie, "case", about.case_id, _("预约回复"))) {
        promises_ask(self->console, &about, NULL);
    }
    return VIEW_HANDLED;
}

static unsigned run_callbacks(struct view *view)
{
    callbacks_view_open(console_of(view));
    return VIEW_HANDLED;
}

static unsigned run_requests(struct view *view)
{
    requests_view_open(console_of(view));
    return VIEW_HANDLED;
}

static unsigned run_message(struct view *view)
{
    message_form_open(console_of(view));
    return VIEW_HANDLED;
}

static unsigned run_strip(struct view *view)
{
    struct queue_view *self = self_of(view);
    self->in_strip = !self->in_strip && self->strip > 0;
    return VIEW_HANDLED;
}

static unsigned mouse(struct view *view, int y, int x, enum ui_mouse what)
{
    struct queue_view *self = self_of(view);
    self->in_strip = self->strip > 0 && y >= self->strip_top && what <= UI_MOUSE_DOUBLE;
    if (self->in_strip) {
        self->line = (size_t)(y - self->strip_top);
        return what == UI_MOUSE_DOUBLE ? open_selected(view) : VIEW_HANDLED;
    }
    if (!list_mouse(&self->list, y - QUEUE_TOP, x, what, self->rows)) {
        return 0;
    }
    queue_follow_key(self);
    return what == UI_MOUSE_DOUBLE ? open_selected(view) : VIEW_HANDLED;
}

static unsigned run_search(struct view *view)
{
    search_view_open(console_of(view));
    return VIEW_HANDLED;
}

static unsigned run_reload(struct view *view)
{
    queue_follow_reload(self_of(view));
    return VIEW_HANDLED;
}

static unsigned run_reveal(struct view *view)
{
    struct queue_view *self = self_of(view);
    const struct queue_row *row = queue_selected(self);
    if (row != NULL) {
        reveal_row(self->console, row->is_promise ? "promise" : "case", row->id);
    }
    return VIEW_HANDLED;
}

static unsigned run_customer(struct view *view)
{
    struct queue_view *self = self_of(view);
    customer_card_open_as(self->console, self->preview.id != 0 ? self->preview.file->record.customer_id : 0,
                          self->preview.tie);
    return VIEW_HANDLED;
}

static unsigned run_duplicates(struct view *view)
{
    duplicates_view_open(console_of(view));
    return VIEW_HANDLED;
}

static unsigned run_usage(struct view *view)
{
    usage_view_open(console_of(view));
    return VIEW_HANDLED;
}

static unsigned run_surge(struct view *view)
{
    surge_view_open(console_of(view));
    return VIEW_HANDLED;
}

static unsigned run_hooks(struct view *view)
{
    hooks_view_open(console_of(view));
    return VIEW_HANDLED;
}

static unsigned run_unfinished(struct view *view)
{
    unfinished_view_open(console_of(view));
    return VIEW_HANDLED;
}

static unsigned run_password(struct view *view)
{
    password_page_open(console_of(view), false);
    return VIEW_HANDLED;
}

static void title(struct view *view, char *out, size_t size)
{
    struct console *console = console_of(view);
    const struct actor *actor = &console->desk.actor;
    enum seat_state state = live_state(self_of(view)->live);
    char shift[80];
    shift_desk_title(console, shift, sizeof(shift));
    text_format(out, size, "%s  %s%s%s %s %s  %s", console->config->settings.company, shift,
                shift[0] != '\0' ? "  " : "", actor->badge, actor->name,
                actor->is_acting_lead ? _("代班长") : role_label(actor->role),
                state != SEAT_OUT ? seat_state_label(state) : "");
}

static void close_view(struct view *view)
{
    struct queue_view *self = self_of(view);
    self->console->live = NULL;
    self->console->guard = NULL;
    book_keeper_end(&self->book);
    promises_close(&self->console->promises);
    hook_keeper_close(&self->console->hooks);
    live_close(&self->live);
    queue_model_clear(&self->model);
    free(self->marks);
    preview_free(&self->preview);
    free(self);
}

static const struct action actions[] = {
    {"queue.open", UI_KEY_ENTER, N_("打开"), N_("打开选中的工单"), open_selected, ACTION_BAR},
    {"queue.search", '/', N_("查找"), N_("按工单号、电话或任意文字查找"), run_search, ACTION_BAR},
    {"queue.next", 'n', N_("最急的"), N_("到最急的一件：我首问的、交给我的，或还没有派单的；再按到下一件"),
     queue_run_next, ACTION_BAR},
    {"queue.filter", 'f', N_("筛选"), N_("只列我的、本单位的、临期超时的、某一类型或环节的，可叠加"),
     queue_run_filter, ACTION_BAR},
    {"queue.clear", 'c', N_("清除筛选"), N_("重新列出全部待办"), queue_run_clear, 0},
    {"queue.group", 'v', N_("分组"), N_("按单位、类型、环节、时限或所属站分组，←→ 折叠展开"), queue_run_group,
     0},
    {"queue.fold", 'z', N_("全部折叠"), N_("折叠全部分组，再按全部展开"), queue_run_fold, 0},
    {"queue.sort", 's', N_("排序"), N_("按紧急程度、编号、地址或单位排列，可倒序"), queue_run_sort, 0},
    {"queue.mark", ' ', N_("标记"), N_("标上选中的工单（在分组名上则是整组），再按取消"), queue_run_mark, 0},
    {"queue.mark_all", '*', N_("全部标记"), N_("标上列出的全部工单"), queue_run_mark_all, 0},
    {"queue.moves", UI_KEY_F(9), N_("办理"), N_("一起办理标记的工单；没有标记时打开选中的工单办理"),
     queue_run_moves, 0},
    {"queue.unmark", UI_KEY_ESC, N_("取消标记"), N_("取消全部标记"), queue_run_unmark, 0},
    {"queue.book", UI_KEY_F(5), N_("话术"), N_("打开话术"), phrasebook_run, ACTION_BAR},
    {"queue.usage", 'y', N_("话术使用"), N_("班长：念了哪些话术、漏了哪些环节、写了哪些忌语"), run_usage,
     NEEDS(RIGHT_SCRIPT_USAGE)},
    {"queue.surge", 'g', N_("高峰登记"), N_("来电高峰：只用数字，十几秒登记一单，过后补全"), run_surge,
     NEEDS(RIGHT_CONTACT_SAVE)},
    {"queue.unfinished", 'u', N_("待补全"), N_("补全高峰时登记的工单"), run_unfinished, 0},
    {"queue.callbacks", 'w', N_("待回访"), N_("列出等回访的工单和已经打过几次，直接开始回访"), run_callbacks,
     0},
    {"queue.requests", 'o', N_("待审批"), N_("列出等班长批的挂起、延期、重开，班长在这里批"), run_requests,
     0},
    {"queue.message", 'm', N_("留言"), N_("给不在的同事留言，他的台面立即显示"), run_message, 0},
    {"queue.strip", UI_KEY_TAB, N_("来电留言"), N_("到台面下方的来电和留言，Enter 接听、阅读；再按回到工单"),
     run_strip, 0},
    {"queue.promise", UI_CTRL | 'R', N_("预约回复"), N_("承诺给用户回电，到时提醒"), run_promise, 0},
    {"queue.done", 'd', N_("承诺完成"), N_("选中的承诺已回复"), run_done, 0},
    {"queue.postpone", 'p', N_("承诺推后"), N_("选中的承诺换一个时间"), run_postpone, 0},
    {"queue.hand", 'h', N_("承诺转交"), N_("把选中的承诺转给别人，或接手没人负责的"), run_hand, 0},
    {"queue.board", UI_KEY_F(8), N_("公告"), N_("公告：停供、施工、政策；回电名单"), board_desk_run,
     ACTION_BAR},
    {"queue.handover", UI_KEY_F(7), N_("交班"), N_("交接班：双方确认、签字，交出承诺和在办工单"),
     shift_desk_run_handover, ACTION_BAR},
    {"queue.roster", 'l', N_("班表"), N_("班表：谁哪天上什么班，班长排班"), shift_desk_run_roster, 0},
    {"queue.customer", UI_KEY_F(11), N_("用户"), N_("打开选中工单的用户资料"), run_customer, 0},
    {"queue.duplicates", 'x', N_("重复用户"), N_("列出可能重复的用户，合并为一户"), run_duplicates,
     NEEDS(RIGHT_CUSTOMER_MERGE)},
    {"queue.hooks", 'k', N_("通知"), N_("通知队列：等待、运行和失败的通知，重试或放弃"), run_hooks,
     NEEDS(RIGHT_HOOK_MANAGE)},
    {"queue.admin", 't', N_("管理"), N_("账号、在线坐席、备份、设置、审计：按各人的权限"), admin_run,
     NEEDS(RIGHT_SEAT_SEE)},
    {"queue.password", 'i', N_("改密码"), N_("更换自己的密码"), run_password, 0},
    {"queue.reveal", 'R', N_("看号码"), N_("选一个原因，显示选中一条的完整号码和地址（记入审计）"),
     run_reveal, NEEDS(RIGHT_PHONE_REVEAL)},
    {"queue.reload", 'r', N_("刷新"), N_("重新读取工单"), run_reload, 0},
};

const struct action_table queue_actions = {"queue", N_("工作台"), actions,
                                           sizeof(actions) / sizeof(actions[0]), true};

static const struct view_ops ops = {
    .name = "queue",
    .actions = actions,
    .action_count = sizeof(actions) / sizeof(actions[0]),
    .title = title,
    .draw = queue_draw,
    .tick = queue_tick,
    .step = step,
    .key = key,
    .mouse = mouse,
    .close = close_view,
};

void queue_view_open(struct console *console)
{
    struct queue_view *self = mem_new(1, sizeof(*self));
    self->view.ops = &ops;
    self->console = console;
    queue_columns(self->columns);
    self->list = (struct list){.columns = self->columns,
                               .column_count = QUEUE_COLUMNS,
                               .empty = _("没有未结工单。按 F2 登记来电，按 / 查找以前的工单。"),
                               .cell = cell,
                               .heading = heading,
                               .is_marked = is_marked,
                               .context = self};
    self->setup = self->model.setup = queue_setup_of(console);
    ui_open_page(console->ui, &self->view);
    console_changed(console, &self->seen);
    self->watched_at = console_now(console);
    self->live = live_open(console);
    console->live = self->live;
    console->guard = &self->guard;
    book_keeper_begin(&self->book, console);
    console->promises = promises_open(console);
    console->hooks = hook_keeper_open(console);
    queue_follow_reload(self);
}

void queue_view_show(struct console *console)
{
    for (size_t i = 0; i < ui_page_count(console->ui); i++) {
        struct view *page = ui_page(console->ui, i);
        if (page->ops == &ops) {
            ui_show_page(console->ui, page);
            if (console->select_case != 0) {
                queue_follow_reload(
                    self_of(page)); /* now, not a turn later: the next Enter must open the new case */
            }
            return;
        }
    }
}

void queue_view_unmark(struct console *console, int64_t case_id)
{
    for (size_t i = 0; i < ui_page_count(console->ui); i++) {
        struct view *page = ui_page(console->ui, i);
        if (page->ops == &ops) {
            queue_unmark_case(self_of(page), case_id);
        }
    }
}
