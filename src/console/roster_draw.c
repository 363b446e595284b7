/* The grid: people × days, what each shift has and needs, and the day under the cursor in words. */

#include <string.h>

#include "zuoxi/base/str.h"
#include "zuoxi/base/text.h"
#include "zuoxi/base/width.h"
#include "zuoxi/console/paint.h"
#include "zuoxi/console/roster_page.h"
#include "zuoxi/domain/workday.h"

#define NAME_WIDTH 13
#define TOP_ROWS   4 /* what month, rule, days, weekdays */
#define TEXT_ROWS  3

static bool is_selected(const struct roster_view *self, size_t person, int day)
{
    struct roster_range range = roster_range_of(self);
    return person >= range.first && person <= range.last && day >= range.from && day <= range.until;
}

static int column_of(const struct roster_view *self, int day)
{
    return NAME_WIDTH + (day - self->first_day) * self->pitch;
}

/* Three cells a day where the month fits so, two where they must do; less than that scrolls. */
static void place_days(struct roster_view *self, int width)
{
    int days = roster_month_days(self->model.month), room = width - NAME_WIDTH;
    self->pitch = room >= days * 4 ? 4 : room >= days * 3 ? 3 : 2;
    self->shown_days = room / self->pitch < days ? room / self->pitch : days;
    int last = days - self->shown_days + 1;
    if (self->first_day < 1 || self->day < self->first_day) {
        self->first_day = self->day < last ? self->day : last;
    }
    if (self->day >= self->first_day + self->shown_days) {
        self->first_day = self->day - self->shown_days + 1;
    }
    self->first_day = self->first_day > last ? last : self->first_day;
}

static enum style day_style(const struct roster_view *self, int date)
{
    bool is_today = date == date_of(console_now(self->console));
    bool is_work = calendar_is_workday(&self->console->config->settings.calendar, date);
    return is_today ? STYLE_KEY : is_work ? STYLE_LABEL : STYLE_WARNING;
}

static void draw_days(const struct roster_view *self, struct canvas *canvas)
{
    static const char *const names[] = {N_("日"), N_("一"), N_("二"), N_("三"), N_("四"), N_("五"), N_("六")};
    for (int i = 0; i < self->shown_days; i++) {
        int day = self->first_day + i, date = roster_date(self, day), x = column_of(self, day);
        enum style style = day_style(self, date);
        /* Two cells a day: the numbers touch, so every other one is brighter. */
        bool is_bright = self->pitch == 2 && style == STYLE_LABEL && day % 2 == 0;
        draw_format(canvas, 2, x, 2, is_bright ? STYLE_STRONG : style, "%2d", day);
        draw_text(canvas, 3, x, 2, style, _(names[date_weekday(date)]));
    }
}

/* Nobody has a day in it yet: then how to begin is said. */
static bool is_empty(const struct roster_model *model)
{
    for (size_t i = 0; i < model->rows.count; i++) {
        if (model->rows.items[i].date / 100 == model->month) {
            return false;
        }
    }
    return true;
}

static void describe_problems(const struct roster_view *self, struct str *out)
{
    const struct roster_model *model = &self->model;
    size_t gaps = 0, doubles = 0, kept = model->finding_count;
    kept = kept < ROSTER_FINDINGS_MAX ? kept : ROSTER_FINDINGS_MAX;
    for (size_t i = 0; i < kept; i++) {
        gaps += model->findings[i].problem == ROSTER_GAP;
        doubles += model->findings[i].problem != ROSTER_GAP;
    }
    if (gaps > 0) {
        str_printf(out, _("  缺人 %zu 班%s"), gaps, is_empty(model) ? _("，班长用数字填或 i 导入") : "");
    }
    if (doubles > 0) {
        str_printf(out, _("  连班 %zu 处"), doubles);
    }
    if (gaps + doubles == 0) {
        str_add(out, _("  没有缺人和连班"));
    }
}

static void draw_head(struct roster_view *self, struct canvas *canvas)
{
    const struct settings *settings = &self->console->config->settings;
    struct str keys = {0}, problems = {0};
    int width = canvas_width(canvas);
    draw_text(canvas, 0, 0, width, STYLE_NORMAL, "");
    int x = 1 + draw_format(canvas, 0, 1, -1, STYLE_STRONG, _("%d年%d月"), self->model.month / 100,
                            self->model.month % 100);
    describe_problems(self, &problems);
    x += draw_text(canvas, 0, x, -1, self->model.finding_count > 0 ? STYLE_CRITICAL : STYLE_GOOD,
                   str_text(&problems));
    for (size_t i = 0; i < settings->shift_count && i < 9; i++) {
        str_printf(&keys, "%zu%s ", i + 1, settings->shifts[i].name);
    }
    str_add(&keys, _("0休 j假"));
    int cells = width_text(str_text(&keys));
    if (x + 2 + cells < width) {
        draw_text(canvas, 0, width - cells - 1, -1, STYLE_DIM, str_text(&keys));
    }
    draw_rule(canvas, 1, 0, width, STYLE_BORDER);
    str_free(&keys);
    str_free(&problems);
}

/* "早", "双" for two shifts, "假", "·" for a day off. */
static void cell_text(const char *plan, char out[8])
{
    if (plan[0] == '\0') {
        text_copy(out, 8, " .");
    } else if (strcmp(plan, SHIFT_LEAVE) == 0) {
        text_copy(out, 8, _("假"));
    } else if (strchr(plan, '+') != NULL) {
        text_copy(out, 8, _("双"));
    } else {
        shift_mark(plan, out);
    }
}

static void draw_cell(const struct roster_view *self, struct canvas *canvas, int y, size_t person, int day)
{
    int date = roster_date(self, day), x = column_of(self, day);
    const char *plan = roster_model_plan(&self->model, person, date);
    bool is_wrong = roster_model_double(&self->model, person, date) != NULL;
    char text[8];
    cell_text(plan, text);
    enum style style = is_wrong                         ? STYLE_OVERDUE
                       : plan[0] == '\0'                ? STYLE_DIM
                       : strcmp(plan, SHIFT_LEAVE) == 0 ? STYLE_WARNING
                                                        : STYLE_NORMAL;
    draw_text(canvas, y, x, 2, style, text);
    if (is_wrong && self->pitch > 2) {
        draw_text(canvas, y, x + 2, 1, STYLE_OVERDUE, "!");
    }
    if (is_selected(self, person, day)) {
        bool is_here = person == self->person && day == self->day;
        draw_restyle(canvas, y, x, 2, is_here ? STYLE_SELECTED : STYLE_SELECTION);
    }
    if (person == self->person && day == self->day) {
        draw_cursor(canvas, y, x);
    }
}

static void draw_people(struct roster_view *self, struct canvas *canvas, int rows)
{
    const struct roster_model *model = &self->model;
    self->visible = rows;
    if (self->person < self->top) {
        self->top = self->person;
    }
    if (self->person >= self->top + (size_t)rows) {
        self->top = self->person - (size_t)rows + 1;
    }
    for (int i = 0; i < rows && self->top + (size_t)i < model->people_count; i++) {
        size_t person = self->top + (size_t)i;
        enum style style = person == self->person ? STYLE_STRONG : STYLE_NORMAL;
        draw_format(canvas, TOP_ROWS + i, 0, NAME_WIDTH - 1, style, "%s%s %s",
                    person == self->person ? ">" : " ", model->people[person].badge,
                    model->people[person].name);
        for (int day = self->first_day; day < self->first_day + self->shown_days; day++) {
            draw_cell(self, canvas, TOP_ROWS + i, person, day);
        }
    }
    if (model->people_count == 0) {
        draw_text(canvas, TOP_ROWS, 1, -1, STYLE_DIM,
                  _("没有坐席和班长账号，请管理员先用 zuoxi user add 增加。"));
    }
}

/* How many each shift has, "-1" where one is missing. */
static void draw_needs(const struct roster_view *self, struct canvas *canvas, int y)
{
    const struct settings *settings = &self->console->config->settings;
    for (size_t i = 0; i < settings->shift_count; i++) {
        const struct shift *shift = &settings->shifts[i];
        draw_format(canvas, y + (int)i, 1, NAME_WIDTH - 2, STYLE_LABEL, "%s", shift->name);
        for (int day = self->first_day; day < self->first_day + self->shown_days; day++) {
            int date = roster_date(self, day), x = column_of(self, day), need = shift_need(shift, date);
            int have = roster_count(roster_of(&self->model.rows), date, shift);
            if (have < need) {
                draw_format(canvas, y + (int)i, x, 2, STYLE_OVERDUE, "-%d", need - have);
            } else {
                draw_format(canvas, y + (int)i, x, 2, STYLE_DIM, need + have == 0 ? "  " : "%2d", have);
            }
        }
    }
}

/* Everybody who does that on a day. Appends; returns how many. */
static size_t name_people(const struct roster_model *model, int date, const char *what, struct str *out)
{
    size_t count = 0;
    for (size_t i = 0; i < model->people_count; i++) {
        if (roster_has(roster_model_plan(model, i, date), what)) {
            str_printf(out, " %s", model->people[i].name);
            count++;
        }
    }
    return count;
}

static void describe_day(const struct roster_view *self, struct str *out)
{
    const struct settings *settings = &self->console->config->settings;
    const struct roster_model *model = &self->model;
    int date = roster_date(self, self->day);
    const struct calendar_day *holiday = calendar_find(&settings->calendar, date);
    str_printf(out, _("%d月%d日%s%s"), date / 100 % 100, self->day, holiday != NULL ? " " : "",
               holiday != NULL ? holiday->name : "");
    for (size_t i = 0; i < settings->shift_count; i++) {
        str_printf(out, "  %s", settings->shifts[i].name);
        if (name_people(model, date, settings->shifts[i].name, out) == 0) {
            str_add(out, shift_need(&settings->shifts[i], date) > 0 ? _(" 没排人") : " -");
        }
    }
    struct str leave = {0};
    if (name_people(model, date, SHIFT_LEAVE, &leave) > 0) {
        str_printf(out, _("  请假%s"), str_text(&leave));
    }
    str_free(&leave);
}

/* What is wrong with the cell, else the next thing wrong from today on, else the first of the month. */
static const struct roster_finding *finding_to_say(const struct roster_view *self, int date)
{
    const struct roster_model *model = &self->model;
    const struct roster_finding *found = roster_model_double(model, self->person, date);
    int today = date_of(console_now(self->console));
    for (size_t i = 0; found == NULL && i < model->finding_count && i < ROSTER_FINDINGS_MAX; i++) {
        found = model->findings[i].date >= today ? &model->findings[i] : NULL;
    }
    return found != NULL || model->finding_count == 0 ? found : &model->findings[0];
}

static void draw_words(const struct roster_view *self, struct canvas *canvas, int y)
{
    const struct roster_model *model = &self->model;
    int width = canvas_width(canvas), date = roster_date(self, self->day);
    const struct roster_finding *finding = finding_to_say(self, date);
    struct str text = {0};
    char problem[200] = "";
    if (self->person < model->people_count) {
        const char *plan = roster_model_plan(model, self->person, date);
        str_printf(&text, "%s %s  %s%s", model->people[self->person].badge, model->people[self->person].name,
                   plan[0] != '\0' ? roster_plan_label(plan) : _("没排班（休息）"),
                   self->is_adding ? _(" + 再选一个班次") : "");
    }
    draw_text(canvas, y, 1, width - 2, STYLE_STRONG, str_text(&text));
    str_reset(&text);
    describe_day(self, &text);
    draw_text(canvas, y + 1, 1, width - 2, STYLE_NORMAL, str_text(&text));
    if (finding != NULL) {
        roster_finding_text(finding, problem, sizeof(problem));
    }
    draw_text(canvas, y + 2, 1, width - 2, STYLE_CRITICAL, problem);
    str_free(&text);
}

void roster_draw(struct view *view, struct canvas *canvas, bool has_focus)
{
    struct roster_view *self = (struct roster_view *)view;
    int needs = (int)self->console->config->settings.shift_count, height = canvas_height(canvas);
    int rows = height - TOP_ROWS - needs - TEXT_ROWS - 2, people = (int)self->model.people_count;
    rows = people > 0 && rows > people ? people : rows; /* what each shift has stands right below them */
    (void)has_focus;
    draw_clear(canvas);
    place_days(self, canvas_width(canvas));
    draw_head(self, canvas);
    draw_days(self, canvas);
    draw_people(self, canvas, rows > 1 ? rows : 1);
    int y = TOP_ROWS + (rows > 1 ? rows : 1);
    draw_rule(canvas, y, 0, canvas_width(canvas), STYLE_BORDER);
    draw_needs(self, canvas, y + 1);
    draw_rule(canvas, y + 1 + needs, 0, canvas_width(canvas), STYLE_BORDER);
    draw_words(self, canvas, y + 2 + needs);
}
