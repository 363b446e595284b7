/* Handover of a turn (交接班): its log, line by line, confirmed and signed. */

#include <stdlib.h>
#include <string.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/base/str.h"
#include "zuoxi/base/text.h"
#include "zuoxi/console/handover_page.h"
#include "zuoxi/console/paint.h"

#define TOP_ROWS  4 /* who, state, rule, and the list's own */
#define FOOT_ROWS 7

static const struct list_column columns[HANDOVER_COLUMNS] = {
    [HANDOVER_PART] = {.title = N_("部分"), .width = 10},
    [HANDOVER_TEXT] = {.title = N_("内容"), .width = 0},
    [HANDOVER_STATE] = {.title = N_("状态"), .width = 8},
};

static struct handover_view *self_of(struct view *view)
{
    return (struct handover_view *)view;
}

const struct handover_line *handover_selected(const struct handover_view *self)
{
    return self->list.selected < self->file->line_count ? &self->file->lines[self->list.selected] : NULL;
}

/* A part's name stands at its first line only. */
static void cell(void *context, size_t index, size_t column, char *out, size_t size, enum style *style)
{
    static const enum style styles[] = {[LINE_OPEN] = STYLE_WARNING,
                                        [LINE_ASKED] = STYLE_CRITICAL,
                                        [LINE_ANSWERED] = STYLE_WARNING,
                                        [LINE_FAULT] = STYLE_CRITICAL,
                                        [LINE_DONE] = STYLE_GOOD};
    const struct handover_view *self = context;
    const struct handover_line *line = &self->file->lines[index];
    enum line_state state = handover_line_state(line);
    bool is_first = index == 0 || strcmp(self->file->lines[index - 1].part, line->part) != 0;
    switch ((enum handover_column)column) {
    case HANDOVER_PART:
        text_copy(out, size, is_first ? handover_part_label(handover_part_parse(line->part)) : "");
        break;
    case HANDOVER_TEXT:
        text_format(out, size, "%s%s%s%s", line->is_fault ? _("【故障】") : "", line->text,
                    line->question[0] != '\0' ? _("  问：") : "", line->question);
        break;
    case HANDOVER_STATE:
        text_copy(out, size, line_state_label(state));
        *style = styles[state];
        break;
    case HANDOVER_COLUMNS:
        break;
    }
}

/* The log, or while nobody has written in it what it would begin with; another desk may have begun it. */
static enum status read_file(struct handover_view *self, struct err *err)
{
    struct desk *desk = &self->console->desk;
    enum status status = STATUS_OK;
    if (self->id == 0) {
        status = handover_find(desk, self->turn, &self->id, err);
    }
    if (status != STATUS_OK) {
        return status;
    }
    return self->id != 0 ? handover_load(desk, self->id, self->file, err)
                         : handover_preview(desk, self->turn, self->file, err);
}

void handover_reload(struct handover_view *self)
{
    struct err err;
    if (read_file(self, &err) != STATUS_OK) {
        ui_status_err(self->console->ui, &err);
        return;
    }
    self->list.row_count = self->file->line_count;
    if (self->list.selected >= self->list.row_count) {
        self->list.selected = self->list.row_count > 0 ? self->list.row_count - 1 : 0;
    }
    self->lines_width = 0;
    view_touch(&self->view);
}

/* Whoever writes begins the log of a turn that has none yet. */
static void start_opening(struct handover_view *self)
{
    struct handover_open *opening = mem_new(1, sizeof(*opening));
    opening->date = self->turn.date;
    text_copy(opening->shift, sizeof(opening->shift), self->turn.shift->name);
    request_make(opening->request);
    errand_start(&self->errand, self->console, handover_open, opening, opening->request,
                 _("交接班记录已开始，双方都可以填写。"));
}

bool handover_begun(struct handover_view *self, unsigned (*then)(struct view *view))
{
    if (self->id == 0 && !self->errand.task.is_running) {
        self->then = then;
        start_opening(self);
    }
    return self->id != 0;
}

/* The log is there: go on with what it was begun for. */
static void begun(struct handover_view *self)
{
    unsigned (*then)(struct view * view) = self->then;
    self->id = self->errand.task.result;
    self->then = NULL;
    handover_reload(self);
    struct ui *ui = self->console->ui;
    if (then != NULL && ui_front(ui) == &self->view &&
        !ui_has_popup(ui)) { /* else who pressed it is elsewhere */
        then(&self->view);
    }
}

static void step(struct view *view)
{
    struct handover_view *self = self_of(view);
    handover_signing_step(self);
    bool is_saved = errand_step(&self->errand, self->console);
    handover_release_step(self, is_saved);
    if (is_saved && self->id == 0) {
        begun(self);
    } else if (is_saved && self->is_taking) {
        handover_reload(self);
        handover_go_on(self);
    }
    self->is_taking = self->is_taking && self->errand.task.is_running;
    if (console_changed(self->console, &self->seen)) {
        handover_reload(self);
    }
}

/* " 1023 王芳(已签)"; the badge alone of who has no account any more. */
static void add_person(const struct handover_view *self, const char *badge, bool has_signed, struct str *out)
{
    const char *name = "";
    for (size_t i = 0; i < self->people_count; i++) {
        name = strcmp(self->people[i].badge, badge) == 0 ? self->people[i].name : name;
    }
    str_printf(out, " %s%s%s(%s)", badge, name[0] != '\0' ? " " : "", name,
               has_signed ? _("已签") : _("未签"));
}

/* Everybody of a side with their signature. */
static void describe_side(const struct handover_view *self, enum handover_side side, struct str *out)
{
    const struct handover_file *file = self->file;
    const struct handover *record = &file->record;
    int date = (int)(side == SIDE_OUT ? record->date.value : record->next_date.value);
    const char *shift = side == SIDE_OUT ? record->shift : record->next_shift;
    const char *first = side == SIDE_OUT ? record->out_badge : record->in_badge;
    bool is_first_named = false;
    size_t before = out->length;
    for (size_t i = 0; i < file->rows.count && shift[0] != '\0'; i++) {
        const struct roster_row *row = &file->rows.items[i];
        if (row->date != date || !roster_has(row->plan, shift)) {
            continue;
        }
        bool has_signed = strcmp(row->badge, first) == 0;
        is_first_named = is_first_named || has_signed;
        for (size_t j = 0; j < file->signature_count; j++) {
            has_signed = has_signed || (file->signatures[j].side == side &&
                                        strcmp(file->signatures[j].badge, row->badge) == 0);
        }
        add_person(self, row->badge, has_signed, out);
    }
    if (first[0] != '\0' && !is_first_named) {
        add_person(self, first, true, out);
    }
    if (out->length == before) {
        str_add(out, shift[0] == '\0' ? _(" 班长") : _(" 班表上没有人"));
    }
}

static void draw_head(const struct handover_view *self, struct canvas *canvas)
{
    const struct handover *record = &self->file->record;
    int width = canvas_width(canvas);
    char ends[24];
    struct str text = {0};
    time_short(console_now(self->console), record->ends_at.value, ends);
    str_printf(&text, _("%s -> %s  %s 交班"), record->shift,
               record->next_shift[0] != '\0' ? record->next_shift : _("下班"), ends);
    int x = 1 + draw_text(canvas, 0, 1, width - 1, STYLE_STRONG, str_text(&text)) + 2;
    if (record->signed_at.given) {
        draw_text(canvas, 0, x, width - x, STYLE_GOOD, _("双方已签字，不再更改"));
    } else if (self->id == 0) {
        time_short(console_now(self->console), self->file->opens_at, ends);
        draw_format(canvas, 0, x, width - x, STYLE_DIM, _("还没有动笔；%s 起给接班人看"), ends);
    } else if (self->file->open_lines > 0) {
        draw_format(canvas, 0, x, width - x, STYLE_WARNING, _("%zu 项待接"), self->file->open_lines);
    } else {
        draw_text(canvas, 0, x, width - x, STYLE_GOOD, _("全部确认，可以签字"));
    }
    str_reset(&text);
    str_add(&text, _("交班"));
    describe_side(self, SIDE_OUT, &text);
    str_add(&text, _("   接班"));
    describe_side(self, SIDE_IN, &text);
    draw_text(canvas, 1, 1, width - 1, STYLE_NORMAL, str_text(&text));
    draw_rule(canvas, 2, 0, width, STYLE_BORDER);
    str_free(&text);
}

static void add_said(struct handover_view *self, int width, const char *label, const char *text,
                     const char *badge)
{
    char who[40];
    if (text[0] != '\0') {
        text_format(who, sizeof(who), "%s %s", label, badge);
        text_lines_labelled(&self->lines, width, who, text);
    }
}

/* The selected line whole, with what was asked and answered; then corrections and who was let go. */
static void make_lines(struct handover_view *self, int width)
{
    const struct handover_line *line = handover_selected(self);
    const struct handover_file *file = self->file;
    if (self->lines_width == width) {
        return;
    }
    self->lines_width = width;
    text_lines_clear(&self->lines);
    if (line != NULL) {
        text_lines_add(&self->lines, width, 0, STYLE_NORMAL, line->text);
        add_said(self, width, _("问"), line->question, line->asked_by);
        add_said(self, width, _("答"), line->answer, line->answered_by);
        add_said(self, width, _("遗留"), line->carried_by[0] != '\0' ? _("班长同意遗留") : "",
                 line->carried_by);
    }
    for (size_t i = 0; i < file->leave_count; i++) {
        add_said(self, width, _("放行"), file->leaves[i].reason, file->leaves[i].badge);
    }
    for (size_t i = 0; i < file->note_count; i++) {
        add_said(self, width, _("更正"), file->notes[i].text, file->notes[i].badge);
    }
}

static void draw(struct view *view, struct canvas *canvas, bool has_focus)
{
    struct handover_view *self = self_of(view);
    struct canvas_part part;
    int height = canvas_height(canvas), width = canvas_width(canvas);
    int rows = height - 3 - FOOT_ROWS > 4 ? height - 3 - FOOT_ROWS : height - 3;
    draw_clear(canvas);
    draw_head(self, canvas);
    struct canvas *inner = canvas_sub(canvas, (struct rect){3, 0, rows, width}, &part);
    self->visible = list_visible(inner);
    list_draw(&self->list, inner, has_focus);
    if (rows + 3 >= height) {
        return;
    }
    draw_rule(canvas, 3 + rows, 0, width, STYLE_BORDER);
    struct canvas *below = canvas_sub(canvas, (struct rect){4 + rows, 0, FOOT_ROWS - 2, width}, &part);
    make_lines(self, width - 2);
    text_scroll_fit(&self->scroll, below, 0, self->lines.count);
    text_lines_draw(&self->lines, below, 0, 1, width - 2, self->scroll.top);
    draw_text(canvas, height - 1, 1, width - 2, STYLE_DIM,
              _("接班人未到岗，交班人不得离台。全部确认后双方签字。"));
}

static void moved(struct handover_view *self)
{
    self->lines_width = 0;
    self->scroll.top = 0;
    view_touch(&self->view);
}

static unsigned key(struct view *view, uint32_t pressed)
{
    struct handover_view *self = self_of(view);
    if (!list_key(&self->list, pressed, self->visible)) {
        return 0;
    }
    moved(self);
    return VIEW_HANDLED;
}

static unsigned mouse(struct view *view, int y, int x, enum ui_mouse what)
{
    struct handover_view *self = self_of(view);
    if (!list_mouse(&self->list, y - 3, x, what, self->visible)) {
        return 0;
    }
    moved(self);
    return VIEW_HANDLED;
}

static unsigned run_history(struct view *view)
{
    handover_history_open(console_of(view));
    return VIEW_HANDLED;
}

static unsigned run_work(struct view *view)
{
    struct handover_view *self = self_of(view);
    struct shifts shifts = settings_shifts(self->console->desk.settings);
    work_view_open(self->console, (struct shift_turn){shift_find(shifts, self->file->record.shift),
                                                      (int)self->file->record.date.value});
    return VIEW_HANDLED;
}

static unsigned run_back(struct view *view)
{
    struct handover_view *self = self_of(view);
    if (handover_signing_cancel(self) || errand_cancel(&self->errand, self->console)) {
        return VIEW_HANDLED;
    }
    return VIEW_CLOSE | VIEW_HANDLED;
}

static void title(struct view *view, char *out, size_t size)
{
    (void)view;
    text_copy(out, size, _("交接班"));
}

static void close_view(struct view *view)
{
    struct handover_view *self = self_of(view);
    handover_signing_cancel(self);
    handover_release_free(self);
    errand_free(&self->errand);
    text_lines_clear(&self->lines);
    handover_file_free(&self->file);
    free(self->people);
    free(self);
}

static const struct action actions[] = {
    {"handover.take", UI_KEY_ENTER, N_("确认接手"), N_("接班人：选中的一条看清了、接手"), handover_run_take,
     ACTION_BAR},
    {"handover.ask", 'q', N_("疑问"), N_("接班人：选中的一条有疑问，请对方答复"), handover_run_ask,
     ACTION_BAR},
    {"handover.answer", 'w', N_("答复"), N_("交班人：答复选中一条的疑问"), handover_run_answer, ACTION_BAR},
    {"handover.new", 'n', N_("加一条"), N_("写一条设备情况、疑难问题、其他事项"), handover_run_new,
     ACTION_BAR},
    {"handover.edit", UI_KEY_F(4), N_("修改"), N_("修改选中的一条，确认过的要重新确认"), handover_run_edit,
     0},
    {"handover.drop", 'x', N_("删去"), N_("删去选中的一条（先询问）"), handover_run_drop, 0},
    {"handover.carry", 'c', N_("同意遗留"), N_("班长：同意把选中的故障遗留给下一班"), handover_run_carry, 0},
    {"handover.sign", UI_KEY_F(9), N_("签字"), N_("双方用各自的密码签字：同一张台面，或各在各的台面"),
     handover_run_sign, ACTION_BAR},
    {"handover.print", UI_KEY_F(8), N_("打印"), N_("打印交接班记录，或写成文字、网页"), handover_run_print,
     ACTION_BAR},
    {"handover.history", 'h', N_("历史"), N_("以前的交接班记录，可查找"), run_history, ACTION_BAR},
    {"handover.fault", 'b', N_("报修"), N_("把选中的故障开成工单，派给负责设备的单位"), handover_run_fault,
     0},
    {"handover.work", 'r', N_("日报"), N_("工作日报：本班每人登记、办理了多少，备注，班长签字"), run_work, 0},
    {"handover.open", 'o', N_("打开"), N_("打开选中一条的工单，或公告"), handover_run_open, 0},
    {"handover.release", 'v', N_("放行"), N_("班长输入密码和原因，同意某人在接班人到之前离开"),
     handover_run_release, 0},
    {"handover.note", 'm', N_("更正"), N_("双方签字以后，附一条更正"), handover_run_note, 0},
    {"handover.back", UI_KEY_ESC, N_("返回"), N_("关闭交接班"), run_back, ACTION_BAR},
};

const struct action_table handover_actions = {"handover", N_("交接班"), actions,
                                              sizeof(actions) / sizeof(actions[0]), false};

static const struct view_ops ops = {
    .name = "handover",
    .actions = actions,
    .action_count = sizeof(actions) / sizeof(actions[0]),
    .title = title,
    .draw = draw,
    .step = step,
    .key = key,
    .mouse = mouse,
    .close = close_view,
};

static struct handover_view *make(struct console *console)
{
    struct handover_view *self = mem_new(1, sizeof(*self));
    self->view.ops = &ops;
    self->console = console;
    self->watched = -1;
    self->file = handover_file_new();
    for (size_t i = 0; i < HANDOVER_COLUMNS; i++) {
        self->columns[i] = columns[i];
        self->columns[i].title = _(columns[i].title);
    }
    self->list = (struct list){.columns = self->columns,
                               .column_count = HANDOVER_COLUMNS,
                               .empty = _("还没有内容，按 n 写一条。"),
                               .cell = cell,
                               .context = self};
    return self;
}

static bool show_open(struct console *console, int64_t id, struct shift_turn turn)
{
    for (size_t i = 0; i < ui_page_count(console->ui); i++) {
        struct view *page = ui_page(console->ui, i);
        struct handover_view *self = page->ops == &ops ? self_of(page) : NULL;
        bool is_turn = self != NULL && turn.shift != NULL &&
                       (int)self->file->record.date.value == turn.date &&
                       strcmp(self->file->record.shift, turn.shift->name) == 0;
        if (self != NULL && (id != 0 ? self->id == id : is_turn)) {
            ui_show_page(console->ui, page);
            return true;
        }
    }
    return false;
}

/* A page for a log, or a turn without one; nothing but an error where it may not be read. */
static enum status open_page(struct console *console, int64_t id, struct shift_turn turn, struct err *err)
{
    if (show_open(console, id, turn)) {
        return STATUS_OK;
    }
    struct handover_view *self = make(console);
    self->id = id;
    self->turn = turn;
    self->people = mem_new(ROSTER_PEOPLE_MAX, sizeof(*self->people));
    enum status status = roster_people(&console->desk, self->people, &self->people_count, err);
    if (status == STATUS_OK) {
        status = read_file(self, err);
    }
    if (status != STATUS_OK) {
        close_view(&self->view);
        return status;
    }
    ui_open_page(console->ui, &self->view);
    console_changed(console, &self->seen);
    handover_reload(self);
    /* In its window both sides want it: before, looking begins nothing. */
    if (self->id == 0 && console_now(console) >= self->file->opens_at &&
        desk_allow(&console->desk, RIGHT_CONTACT_SAVE, err) == STATUS_OK) {
        start_opening(self);
    }
    return STATUS_OK;
}

struct handover_view *handover_page_find(struct console *console, int64_t id)
{
    struct view *front = show_open(console, id, (struct shift_turn){0}) ? ui_front(console->ui) : NULL;
    return front != NULL ? self_of(front) : NULL;
}

void handover_view_open(struct console *console, int64_t id)
{
    struct err err;
    if (open_page(console, id, (struct shift_turn){0}, &err) != STATUS_OK) {
        ui_status_err(console->ui, &err);
    }
}

void handover_view_now(struct console *console)
{
    struct shift_turn turn;
    struct err err = {0};
    enum status status = handover_turn(&console->desk, &turn, &err);
    if (status == STATUS_OK && turn.shift == NULL) {
        handover_history_open(console);
        ui_status(console->ui, STYLE_WARNING, _("现在没有班次，下面是以前的交接班记录。"));
        return;
    }
    if (status == STATUS_OK) {
        status = open_page(console, 0, turn, &err);
    }
    if (status == STATUS_DENIED) {
        handover_history_open(console);
    }
    if (status != STATUS_OK) {
        ui_status_err(console->ui, &err);
    }
}
