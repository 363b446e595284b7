/* The roster: who works which shift on each day of a month; set, copied, repeated and undone by keys. */

#include "zuoxi/console/roster_page.h"

#include <stdlib.h>
#include <string.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/base/utf8.h"
#include "zuoxi/console/shifts.h"
#include "zuoxi/domain/workday.h"
#include "zuoxi/tui/popup.h"

static struct roster_view *self_of(struct view *view)
{
    return (struct roster_view *)view;
}

int roster_date(const struct roster_view *self, int day)
{
    return self->model.month * 100 + day;
}

struct roster_range roster_range_of(const struct roster_view *self)
{
    struct roster_range range = {self->person, self->person, self->day, self->day};
    if (self->is_selecting) {
        range.first = self->anchor_person < self->person ? self->anchor_person : self->person;
        range.last = self->anchor_person > self->person ? self->anchor_person : self->person;
        range.from = self->anchor_day < self->day ? self->anchor_day : self->day;
        range.until = self->anchor_day > self->day ? self->anchor_day : self->day;
    }
    return range;
}

static void load(struct roster_view *self, int month)
{
    struct err err;
    if (roster_model_load(&self->model, &self->console->desk, month, &err) != STATUS_OK) {
        ui_status_err(self->console->ui, &err);
        return;
    }
    int days = roster_month_days(self->model.month);
    self->day = self->day > days ? days : self->day;
    if (self->person >= self->model.people_count) {
        self->person = self->model.people_count > 0 ? self->model.people_count - 1 : 0;
    }
    view_touch(&self->view);
}

/* Give what was changed to a save; see how the one under way goes. */
static void step(struct view *view)
{
    struct roster_view *self = self_of(view);
    bool is_good = errand_step(&self->errand, self->console);
    if (self->model.saving_count > 0 && !self->errand.task.is_running) {
        roster_model_saved(&self->model, is_good);
        load(self, self->model.month);
    }
    struct roster_edit *edit = roster_model_take(&self->model);
    if (edit != NULL) {
        errand_start(&self->errand, self->console, roster_set, edit, edit->request, _("班表已保存。"));
    }
    if (console_changed(self->console, &self->seen)) {
        load(self, self->model.month);
    }
}

/* May this person change the roster? Says why not. */
bool roster_may_edit(struct roster_view *self)
{
    struct err err;
    if (desk_allow(&self->console->desk, RIGHT_ROSTER_EDIT, &err) != STATUS_OK) {
        ui_status_err(self->console->ui, &err);
        return false;
    }
    return self->model.people_count > 0;
}

void roster_finish(struct roster_view *self)
{
    roster_model_end(&self->model, &self->console->desk);
    ui_wake_at(self->console->ui, clock_boot_ms(self->console->clock));
    view_touch(&self->view);
}

void roster_move_to(struct roster_view *self, int day)
{
    int days = roster_month_days(self->model.month);
    self->day = day < 1 ? 1 : day > days ? days : day;
    self->is_adding = false;
    view_touch(&self->view);
}

/* Fill the selected cells; from a single one the cursor goes on to the next day. */
static unsigned fill(struct roster_view *self, const char *plan)
{
    struct roster_range range = roster_range_of(self);
    bool is_single = !self->is_selecting;
    if (!roster_may_edit(self)) {
        return VIEW_HANDLED;
    }
    roster_model_begin(&self->model);
    for (size_t person = range.first; person <= range.last; person++) {
        for (int day = range.from; day <= range.until; day++) {
            roster_model_set(&self->model, person, roster_date(self, day), plan);
        }
    }
    roster_finish(self);
    self->is_selecting = false;
    roster_move_to(self, is_single ? self->day + 1 : self->day);
    return VIEW_HANDLED;
}

/* A shift: alone, or beside what stands there after +. */
static unsigned fill_shift(struct roster_view *self, const struct shift *shift)
{
    char both[2 * ROSTER_PLAN_SIZE], plan[ROSTER_PLAN_SIZE];
    const char *there = roster_model_plan(&self->model, self->person, roster_date(self, self->day));
    text_format(both, sizeof(both), "%s%s%s", self->is_adding ? there : "",
                self->is_adding && there[0] != '\0' ? "+" : "", shift->name);
    if (!roster_parse(settings_shifts(self->console->desk.settings), both, plan)) {
        ui_status(self->console->ui, STYLE_WARNING, _("一天最多两个不同的班次。"));
        self->is_adding = false;
        return VIEW_HANDLED;
    }
    return fill(self, plan);
}

/* The first character of a shift, typed. */
static const struct shift *shift_typed(const struct roster_view *self, uint32_t pressed)
{
    char text[5] = "";
    if (pressed < 0x80 || !key_is_text(pressed)) {
        return NULL;
    }
    text[utf8_encode(pressed, text)] = '\0';
    return shift_find(settings_shifts(self->console->desk.settings), text);
}

static bool move(struct roster_view *self, uint32_t pressed)
{
    int people = (int)self->model.people_count, person = (int)self->person;
    switch (pressed) {
    case UI_KEY_LEFT:
        roster_move_to(self, self->day - 1);
        return true;
    case UI_KEY_RIGHT:
        roster_move_to(self, self->day + 1);
        return true;
    case UI_KEY_HOME:
        roster_move_to(self, 1);
        return true;
    case UI_KEY_END:
        roster_move_to(self, roster_month_days(self->model.month));
        return true;
    case UI_KEY_UP:
        person--;
        break;
    case UI_KEY_DOWN:
        person++;
        break;
    default:
        return false;
    }
    self->person = person < 0 || people == 0 ? 0 : person >= people ? (size_t)people - 1 : (size_t)person;
    roster_move_to(self, self->day);
    return true;
}

static unsigned key(struct view *view, uint32_t pressed)
{
    struct roster_view *self = self_of(view);
    const struct settings *settings = self->console->desk.settings;
    const struct shift *typed = shift_typed(self, pressed);
    if (move(self, pressed)) {
        return VIEW_HANDLED;
    }
    if (typed != NULL) {
        return fill_shift(self, typed);
    }
    if (pressed >= '1' && pressed <= '9' && pressed - '1' < settings->shift_count) {
        return fill_shift(self, &settings->shifts[pressed - '1']);
    }
    if (pressed == '0' || pressed == UI_KEY_DELETE || pressed == UI_KEY_BACKSPACE) {
        return fill(self, "");
    }
    return 0;
}

static unsigned mouse(struct view *view, int y, int x, enum ui_mouse what)
{
    struct roster_view *self = self_of(view);
    if (what == UI_MOUSE_WHEEL_UP || what == UI_MOUSE_WHEEL_DOWN) {
        move(self, what == UI_MOUSE_WHEEL_UP ? UI_KEY_UP : UI_KEY_DOWN);
        return VIEW_HANDLED;
    }
    int row = y - 4, column = x - 13;
    if (row < 0 || row >= self->visible || self->top + (size_t)row >= self->model.people_count) {
        return 0;
    }
    self->person = self->top + (size_t)row;
    roster_move_to(self, column < 0 ? self->day : self->first_day + column / self->pitch);
    return VIEW_HANDLED;
}

static unsigned run_leave(struct view *view)
{
    return fill(self_of(view), SHIFT_LEAVE);
}

static unsigned run_add(struct view *view)
{
    self_of(view)->is_adding = true;
    view_touch(view);
    return VIEW_HANDLED;
}

static unsigned run_select(struct view *view)
{
    struct roster_view *self = self_of(view);
    self->is_selecting = !self->is_selecting;
    self->anchor_person = self->person;
    self->anchor_day = self->day;
    view_touch(view);
    return VIEW_HANDLED;
}

static unsigned run_undo(struct view *view)
{
    struct roster_view *self = self_of(view);
    size_t count = roster_model_undo(&self->model, &self->console->desk);
    ui_status(view->ui, STYLE_NORMAL, count > 0 ? _("已撤销 %zu 处。") : _("没有可撤销的改动。"), count);
    ui_wake_at(view->ui, clock_boot_ms(self->console->clock));
    view_touch(view);
    return VIEW_HANDLED;
}

static unsigned turn_month(struct view *view, int months)
{
    struct roster_view *self = self_of(view);
    self->is_selecting = false;
    load(self, roster_month_next(self->model.month, months));
    return VIEW_HANDLED;
}

static unsigned run_next(struct view *view)
{
    return turn_month(view, 1);
}

static unsigned run_previous(struct view *view)
{
    return turn_month(view, -1);
}

/* Everything that is wrong this month, and who is on each shift of the day. */
static unsigned run_problems(struct view *view)
{
    struct roster_view *self = self_of(view);
    const struct roster_model *model = &self->model;
    struct str text = {0};
    for (size_t i = 0; i < model->finding_count && i < ROSTER_FINDINGS_MAX; i++) {
        char line[200];
        roster_finding_text(&model->findings[i], line, sizeof(line));
        str_printf(&text, "%s\n", line);
    }
    text_popup_open(view->ui, _("本月缺人和连班"), text.length > 0 ? str_text(&text) : _("没有缺人和连班。"));
    str_free(&text);
    return VIEW_HANDLED;
}

static unsigned run_swaps(struct view *view)
{
    swaps_view_open(console_of(view));
    return VIEW_HANDLED;
}

/* On one's own shift: who could take it? On another's: theirs, to be worked in return. */
static unsigned run_ask(struct view *view)
{
    struct roster_view *self = self_of(view);
    struct swap_wish wish = {0};
    const char *badge = self->person < self->model.people_count ? self->model.people[self->person].badge : "";
    if (strcmp(badge, self->console->desk.actor.badge) == 0) {
        wish.date = roster_date(self, self->day);
    } else {
        wish.back_date = roster_date(self, self->day);
        text_copy(wish.partner, sizeof(wish.partner), badge);
    }
    swap_form_open(self->console, &wish);
    return VIEW_HANDLED;
}

static unsigned run_back(struct view *view)
{
    struct roster_view *self = self_of(view);
    if (self->is_selecting || self->is_adding) {
        self->is_selecting = self->is_adding = false;
        view_touch(view);
        return VIEW_HANDLED;
    }
    return errand_cancel(&self->errand, self->console) ? VIEW_HANDLED : VIEW_CLOSE | VIEW_HANDLED;
}

/* What was changed this very moment is stored first. */
static bool may_close(struct view *view)
{
    struct roster_view *self = self_of(view);
    if (self->model.waiting_count + self->model.saving_count == 0) {
        return true;
    }
    ui_status(view->ui, STYLE_WARNING, _("班表正在保存，请稍候。"));
    return false;
}

static void title(struct view *view, char *out, size_t size)
{
    text_format(out, size, _("班表  %s"), console_of(view)->config->settings.company);
}

static void close_view(struct view *view)
{
    struct roster_view *self = self_of(view);
    errand_free(&self->errand);
    roster_model_clear(&self->model);
    free(self->block.plans);
    roster_exchange_clear(self);
    free(self);
}

static const struct action actions[] = {
    {"roster.select", 'v', N_("选择"), N_("从这里选一段：方向键选几天、几人，再填、复制或循环"), run_select,
     ACTION_BAR | NEEDS(RIGHT_ROSTER_EDIT)},
    {"roster.leave", 'j', N_("请假"), N_("选中的格子请假"), run_leave, NEEDS(RIGHT_ROSTER_EDIT)},
    {"roster.add", '+', N_("加班次"), N_("同一天再加一个班次"), run_add, NEEDS(RIGHT_ROSTER_EDIT)},
    {"roster.copy", 'y', N_("复制"), N_("复制选中的格子"), roster_run_copy,
     ACTION_BAR | NEEDS(RIGHT_ROSTER_EDIT)},
    {"roster.paste", 'p', N_("放下"), N_("把复制的放在光标处"), roster_run_paste,
     ACTION_BAR | NEEDS(RIGHT_ROSTER_EDIT)},
    {"roster.rotate", 'r', N_("循环"), N_("把选中的几天（没选则光标之前几天）循环到月底"), roster_run_rotate,
     ACTION_BAR | NEEDS(RIGHT_ROSTER_EDIT)},
    {"roster.stagger", 't', N_("错一天"), N_("下一个人照这个人上班，晚一天：轮班"), roster_run_stagger,
     ACTION_BAR | NEEDS(RIGHT_ROSTER_EDIT)},
    {"roster.patterns", 'm', N_("模板"), N_("一周存为模板，套用到别的日子和人"), roster_run_patterns,
     ACTION_BAR | NEEDS(RIGHT_ROSTER_EDIT)},
    {"roster.import", 'i', N_("导入"), N_("读入电子表格里改好的班表，先看改动再存"), roster_run_import,
     NEEDS(RIGHT_ROSTER_EDIT)},
    {"roster.export", 'e', N_("导出"), N_("本月班表写成电子表格可以打开的文件"), roster_run_export,
     NEEDS(RIGHT_ROSTER_EDIT)},
    {"roster.ask", 'a', N_("申请"), N_("申请换班、请假：光标在自己的班上是换出，在别人的班上是还班"), run_ask,
     0},
    {"roster.swaps", 'w', N_("换班"), N_("换班、请假：申请、同意、批准"), run_swaps, ACTION_BAR},
    {"roster.undo", 'u', N_("撤销"), N_("撤销上一次改动"), run_undo, ACTION_BAR | NEEDS(RIGHT_ROSTER_EDIT)},
    {"roster.problems", UI_KEY_ENTER, N_("问题"), N_("列出本月全部缺人和连班"), run_problems, ACTION_BAR},
    {"roster.next", UI_KEY_PAGE_DOWN, N_("下月"), N_("看下一个月"), run_next, ACTION_BAR},
    {"roster.previous", UI_KEY_PAGE_UP, N_("上月"), N_("看上一个月"), run_previous, 0},
    {"roster.back", UI_KEY_ESC, N_("返回"), N_("关闭班表"), run_back, ACTION_BAR},
};

const struct action_table roster_actions = {"roster", N_("班表"), actions,
                                            sizeof(actions) / sizeof(actions[0]), false};

static const struct view_ops ops = {
    .name = "roster",
    .actions = actions,
    .action_count = sizeof(actions) / sizeof(actions[0]),
    .title = title,
    .draw = roster_draw,
    .step = step,
    .key = key,
    .mouse = mouse,
    .may_close = may_close,
    .close = close_view,
};

/* Who only reads looks for their own days. */
static void select_own_row(struct roster_view *self)
{
    for (size_t i = 0; i < self->model.people_count; i++) {
        if (strcmp(self->model.people[i].badge, self->console->desk.actor.badge) == 0) {
            self->person = i;
        }
    }
}

void roster_view_open(struct console *console)
{
    for (size_t i = 0; i < ui_page_count(console->ui); i++) {
        if (ui_page(console->ui, i)->ops == &ops) {
            ui_show_page(console->ui, ui_page(console->ui, i));
            return;
        }
    }
    struct roster_view *self = mem_new(1, sizeof(*self));
    int today = date_of(console_now(console));
    self->view.ops = &ops;
    self->console = console;
    self->model.month = today / 100;
    self->day = today % 100;
    ui_open_page(console->ui, &self->view);
    console_changed(console, &self->seen);
    load(self, self->model.month);
    if (!desk_has_right(&console->desk, RIGHT_ROSTER_EDIT)) {
        select_own_row(self);
    }
}
