/* Finding while one types: cases, households and contacts, after each key. */

#include <stdlib.h>
#include <string.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/console/paint.h"
#include "zuoxi/console/preview.h"
#include "zuoxi/console/views.h"
#include "zuoxi/desk/search.h"
#include "zuoxi/tui/follow.h"
#include "zuoxi/tui/form.h"
#include "zuoxi/tui/list.h"

#define RESULTS_MAX  500
#define PREVIEW_ROWS 6
#define TOP_ROWS     3  /* the words, what was found, a rule */
#define FIRST_ROWS   50 /* enough for every screen; more are read as the selection comes near */
#define NEAR_ROWS    25

enum column {
    COLUMN_GROUP,
    COLUMN_NUMBER,
    COLUMN_TIME,
    COLUMN_TYPE,
    COLUMN_STATE,
    COLUMN_NAME,
    COLUMN_ADDRESS,
    COLUMN_CONTENT,
    COLUMN_COUNT
};

static const struct list_column columns[COLUMN_COUNT] = {
    [COLUMN_GROUP] = {.title = "", .width = 4},
    [COLUMN_NUMBER] = {.title = N_("编号"), .width = 13},
    [COLUMN_TIME] = {.title = N_("时间"), .width = 11},
    [COLUMN_TYPE] = {.title = N_("类型"), .width = 4},
    [COLUMN_STATE] = {.title = N_("状态"), .width = 8, .wide_only = 92},
    [COLUMN_NAME] = {.title = N_("姓名"), .width = 8},
    [COLUMN_ADDRESS] = {.title = N_("地址"), .width = 0},
    [COLUMN_CONTENT] = {.title = N_("内容"), .width = 40, .wide_only = 110},
};

enum group { GROUP_CASES, GROUP_CUSTOMERS, GROUP_CONTACTS, GROUP_NOTICES, GROUP_COUNT };
static const struct {
    const char *record, *label;
} groups[GROUP_COUNT] = {
    [GROUP_CASES] = {"case", N_("工单")},
    [GROUP_CUSTOMERS] = {"customer", N_("用户")},
    [GROUP_CONTACTS] = {"contact", N_("联系")},
    [GROUP_NOTICES] = {"notice", N_("公告")},
};

struct search_view {
    struct view view;
    struct console *console;
    struct form *form; /* owned; one item: the words */
    unsigned long revision;
    struct search_walk walk;
    struct found_row *rows; /* owned: RESULTS_MAX, in the order they were found */
    size_t count;
    size_t order[RESULTS_MAX]; /* as they are listed: group after group */
    size_t wanted;             /* rows to look for now */
    struct follow typed;       /* keys that are shown but not looked for yet */
    struct list_column columns[COLUMN_COUNT];
    struct list list;
    struct preview preview;
    unsigned long seen;
    int visible;
};

static struct search_view *self_of(struct view *view)
{
    return (struct search_view *)view;
}

static const struct found_row *row_at(const struct search_view *self, size_t index)
{
    return &self->rows[self->order[index]];
}

static enum group group_of(const struct found_row *row)
{
    enum group group = GROUP_CASES;
    while (group < GROUP_NOTICES && strcmp(groups[group].record, row->record) != 0) {
        group++;
    }
    return group;
}

static void cell(void *context, size_t index, size_t column, char *out, size_t size, enum style *style)
{
    struct search_view *self = context;
    const struct found_row *found = row_at(self, index);
    const struct profile *profile = &self->console->config->profile;
    enum group group = group_of(found);
    char text[80] = "";
    *style = group == GROUP_CASES && found->row.is_open ? STYLE_STRONG : *style;
    switch ((enum column)column) {
    case COLUMN_GROUP: /* once a group */
        if (index == 0 || group_of(row_at(self, index - 1)) != group) {
            text_copy(out, size, _(groups[group].label));
        }
        break;
    case COLUMN_NUMBER:
        if (group == GROUP_CUSTOMERS) {
            text_copy(out, size, found->row.number);
        } else {
            console_number(self->console, found->row.number, out, size);
        }
        break;
    case COLUMN_TIME:
        if (found->row.accepted_at != 0) {
            time_short(console_now(self->console), found->row.accepted_at, text);
        }
        text_copy(out, size, text);
        break;
    case COLUMN_TYPE:
        text_copy(out, size,
                  group == GROUP_CONTACTS  ? profile_label(profile, SET_CHANNEL, found->channel, text)
                  : group == GROUP_NOTICES ? profile_label(profile, SET_NOTICE, found->channel, text)
                                           : profile_label(profile, SET_TYPE, found->row.type, text));
        break;
    case COLUMN_STATE:
        text_copy(out, size, profile_label(profile, SET_STATE, found->row.state, text));
        break;
    case COLUMN_NAME:
        text_copy(out, size, found->name);
        break;
    case COLUMN_ADDRESS:
        text_copy(out, size, found->address);
        break;
    case COLUMN_CONTENT:
        text_copy(out, size, found->row.content);
        break;
    case COLUMN_COUNT:
        break;
    }
}

static int64_t selected_case(const struct search_view *self)
{
    return self->list.selected < self->list.row_count ? row_at(self, self->list.selected)->case_id : 0;
}

/* A number typed means the case; otherwise the households come first, from them everything else is near. */
static void arrange(struct search_view *self)
{
    static const enum group by_case[] = {GROUP_CASES, GROUP_CUSTOMERS, GROUP_CONTACTS, GROUP_NOTICES},
                            by_customer[] = {GROUP_CUSTOMERS, GROUP_CASES, GROUP_CONTACTS, GROUP_NOTICES};
    const enum group *turns = self->walk.has_number ? by_case : by_customer;
    size_t used = 0;
    for (int turn = 0; turn < GROUP_COUNT; turn++) {
        for (size_t i = 0; i < self->count; i++) {
            if (group_of(&self->rows[i]) == turns[turn]) {
                self->order[used++] = i;
            }
        }
    }
    self->list.row_count = used;
    if (self->list.selected >= used) {
        self->list.selected = used > 0 ? used - 1 : 0;
    }
    view_touch(&self->view);
}

static bool is_looking(const struct search_view *self)
{
    return self->walk.stage < SEARCH_BY_WORDS ||
           (self->walk.stage == SEARCH_BY_WORDS && self->count < self->wanted && self->count < RESULTS_MAX);
}

/* One bounded piece of the search. */
static void look(struct search_view *self)
{
    struct err err;
    if (search_step(&self->console->desk, &self->walk, RESULTS_MAX, self->rows, &self->count, &err) !=
        STATUS_OK) {
        ui_status_err(self->console->ui, &err);
        self->walk.stage = SEARCH_IS_OVER;
    }
    arrange(self);
}

static void restart(struct search_view *self)
{
    search_begin(&self->walk, form_get(self->form, "words"));
    self->count = 0;
    self->wanted = FIRST_ROWS;
    self->list.selected = self->list.top = 0;
    follow_done(&self->typed);
    arrange(self);
}

/* Every key but typing acts on what was typed: look for all of it now. */
static void catch_up(struct search_view *self)
{
    if (follow_is_behind(&self->typed)) {
        restart(self);
    }
    while (is_looking(self)) {
        look(self);
    }
}

/* Somebody changed something: look again, the selection stays. */
static void refresh(struct search_view *self)
{
    size_t selected = self->list.selected, top = self->list.top, wanted = self->wanted;
    restart(self);
    self->wanted = wanted;
    while (is_looking(self)) {
        look(self);
    }
    self->list.selected = selected < self->list.row_count ? selected : self->list.selected;
    self->list.top = top <= self->list.selected ? top : self->list.selected;
}

static void step(struct view *view)
{
    struct search_view *self = self_of(view);
    int64_t now = clock_boot_ms(self->console->clock);
    if (ui_front(view->ui) != view) {
        return; /* another page lies over it: what changes meanwhile is read when it is back */
    }
    bool has_changed = console_changed(self->console, &self->seen);
    if (follow_is_behind(&self->typed)) {
        if (!follow_is_due(&self->typed, view->ui, now)) {
            return;
        }
        restart(self);
    } else if (has_changed) {
        refresh(self);
    }
    if (is_looking(self)) {
        look(self);
        ui_wake_at(view->ui, now);
        return;
    }
    preview_show(&self->preview, self->console, selected_case(self), has_changed);
}

static struct rect preview_rect(const struct canvas *canvas)
{
    int height = canvas_height(canvas);
    return (struct rect){height - PREVIEW_ROWS, 0, PREVIEW_ROWS, canvas_width(canvas)};
}

static struct rect words_rect(const struct canvas *canvas)
{
    return (struct rect){0, 0, 1, canvas_width(canvas) - 1};
}

static void draw_found(struct search_view *self, struct canvas *canvas)
{
    int width = canvas_width(canvas);
    if (self->walk.words[0] == '\0') {
        draw_text(canvas, 1, 1, width - 1, STYLE_DIM,
                  _("查找：工单号、电话、户号、姓名或首字母、地址、任意文字，边输边找"));
    } else {
        bool has_more = self->walk.stage != SEARCH_IS_OVER;
        draw_format(canvas, 1, 1, width - 1, STYLE_DIM,
                    has_more ? _("“%s”  找到 %zu 条，往下还有") : _("“%s”  共 %zu 条"), self->walk.words,
                    self->count);
    }
    draw_rule(canvas, 2, 0, width, STYLE_BORDER);
}

static void draw(struct view *view, struct canvas *canvas, bool has_focus)
{
    struct search_view *self = self_of(view);
    struct canvas_part part;
    struct rect below = preview_rect(canvas);
    int width = canvas_width(canvas);
    draw_clear(canvas);
    draw_found(self, canvas);
    struct canvas *inner =
        canvas_sub(canvas, (struct rect){TOP_ROWS, 0, below.y - TOP_ROWS - 1, width}, &part);
    self->visible = list_visible(inner);
    self->list.empty = self->walk.words[0] == '\0' ? ""
                       : is_looking(self)          ? _("正在查找……")
                                          : _("没有找到。换几个字，或只输入号码的后四位、姓名的拼音首字母。");
    list_draw(&self->list, inner, has_focus);
    draw_rule(canvas, below.y - 1, 0, width, STYLE_BORDER);
    preview_draw(&self->preview, self->console, canvas_sub(canvas, below, &part));
    form_draw(self->form, canvas_sub(canvas, words_rect(canvas), &part), has_focus);
}

static void echo(struct view *view, struct canvas *canvas, bool has_focus)
{
    struct canvas_part part;
    (void)has_focus; /* only what has the focus is typed into */
    form_draw_text(self_of(view)->form, canvas_sub(canvas, words_rect(canvas), &part));
}

static void tick(struct view *view, struct canvas *canvas)
{
    struct search_view *self = self_of(view);
    struct canvas_part part;
    preview_tick(&self->preview, self->console, canvas_sub(canvas, preview_rect(canvas), &part));
}

/* Moving near the end of what is there asks for more. */
static void read_on(struct search_view *self, bool to_the_end)
{
    if (to_the_end) {
        self->wanted = RESULTS_MAX;
    } else if (self->list.selected + NEAR_ROWS >= self->wanted) {
        self->wanted = self->list.selected + NEAR_ROWS + FIRST_ROWS;
    }
    catch_up(self);
}

static bool is_list_key(uint32_t pressed)
{
    static const uint32_t keys[] = {UI_KEY_UP, UI_KEY_DOWN, UI_KEY_PAGE_UP, UI_KEY_PAGE_DOWN};
    for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
        if (keys[i] == pressed) {
            return true;
        }
    }
    return false;
}

static unsigned key(struct view *view, uint32_t pressed)
{
    struct search_view *self = self_of(view);
    if (is_list_key(pressed)) {
        catch_up(self);
        list_key(&self->list, pressed, self->visible);
        read_on(self, false);
        view_touch(view);
        return VIEW_HANDLED;
    }
    if (pressed == UI_KEY_ENTER || !form_key(self->form, pressed, NULL)) {
        return 0;
    }
    if (form_revision(self->form) != self->revision) {
        self->revision = form_revision(self->form);
        follow_key(&self->typed, clock_boot_ms(self->console->clock));
    }
    return VIEW_HANDLED | VIEW_ECHO;
}

static unsigned paste(struct view *view, const char *bytes, size_t length)
{
    struct search_view *self = self_of(view);
    form_paste(self->form, bytes, length, NULL);
    self->revision = form_revision(self->form);
    restart(self);
    return VIEW_HANDLED;
}

static unsigned run_open(struct view *view)
{
    struct search_view *self = self_of(view);
    catch_up(self);
    if (self->list.selected >= self->list.row_count) {
        return VIEW_HANDLED;
    }
    const struct found_row *row = row_at(self, self->list.selected);
    switch (group_of(row)) {
    case GROUP_CUSTOMERS:
        customer_card_open(self->console, row->id);
        break;
    case GROUP_CONTACTS:
        contact_view_open(self->console, row->id);
        break;
    case GROUP_NOTICES:
        board_view_open(self->console, row->id);
        break;
    default:
        case_view_open(self->console, row->id);
        break;
    }
    return VIEW_HANDLED;
}

static unsigned mouse(struct view *view, int y, int x, enum ui_mouse what)
{
    struct search_view *self = self_of(view);
    catch_up(self);
    if (!list_mouse(&self->list, y - TOP_ROWS, x, what, self->visible)) {
        return 0;
    }
    view_touch(view);
    return what == UI_MOUSE_DOUBLE ? run_open(view) : VIEW_HANDLED;
}

static unsigned run_all(struct view *view)
{
    read_on(self_of(view), true);
    return VIEW_HANDLED;
}

static unsigned run_customer(struct view *view)
{
    struct search_view *self = self_of(view);
    catch_up(self);
    bool is_customer = self->list.selected < self->list.row_count &&
                       group_of(row_at(self, self->list.selected)) == GROUP_CUSTOMERS;
    if (is_customer) {
        return run_open(view);
    }
    preview_show(&self->preview, self->console, selected_case(self), false);
    customer_card_open_as(self->console, self->preview.id != 0 ? self->preview.file->record.customer_id : 0,
                          self->preview.tie);
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
    text_copy(out, size, _("查找"));
}

static void close_view(struct view *view)
{
    struct search_view *self = self_of(view);
    preview_free(&self->preview);
    form_free(&self->form);
    free(self->rows);
    free(self);
}

static const struct action actions[] = {
    {"search.open", UI_KEY_ENTER, N_("打开"), N_("打开选中的工单、用户或联系记录"), run_open, ACTION_BAR},
    {"search.customer", UI_KEY_F(11), N_("用户"), N_("打开选中一条的用户资料"), run_customer, ACTION_BAR},
    {"search.all", UI_KEY_F(7), N_("全部"), N_("把后面的结果也列出来（最多500条）"), run_all, 0},
    {"search.back", UI_KEY_ESC, N_("返回"), N_("关闭查找"), run_back, ACTION_BAR},
};

const struct action_table search_actions = {"search", N_("查找"), actions,
                                            sizeof(actions) / sizeof(actions[0]), false};

static const struct view_ops ops = {
    .name = "search",
    .actions = actions,
    .action_count = sizeof(actions) / sizeof(actions[0]),
    .title = title,
    .draw = draw,
    .echo = echo,
    .tick = tick,
    .step = step,
    .key = key,
    .paste = paste,
    .mouse = mouse,
    .close = close_view,
};

static struct search_view *find_page(struct console *console)
{
    for (size_t i = 0; i < ui_page_count(console->ui); i++) {
        struct view *page = ui_page(console->ui, i);
        if (page->ops == &ops) {
            return self_of(page);
        }
    }
    return NULL;
}

void search_view_open(struct console *console)
{
    const struct form_item words = {
        .name = "words", .label = _("查找"), .kind = FORM_LINE, .max = 100, .span = 12};
    struct search_view *self = find_page(console);
    if (self != NULL) {
        ui_show_page(console->ui, &self->view);
        form_set(self->form, "words", "");
        self->revision = form_revision(self->form);
        restart(self);
        return;
    }
    self = mem_new(1, sizeof(*self));
    self->view.ops = &ops;
    self->console = console;
    self->form = form_new(&words, 1);
    self->revision = form_revision(self->form);
    self->rows = mem_new(RESULTS_MAX, sizeof(*self->rows));
    for (size_t i = 0; i < COLUMN_COUNT; i++) {
        self->columns[i] = columns[i];
        self->columns[i].title = columns[i].title[0] != '\0' ? _(columns[i].title) : "";
    }
    self->list =
        (struct list){.columns = self->columns, .column_count = COLUMN_COUNT, .cell = cell, .context = self};
    console_changed(console, &self->seen);
    ui_open_page(console->ui, &self->view);
    restart(self);
}
