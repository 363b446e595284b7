/* The surge form (R1.11): digits only, a case in fifteen seconds, then at once the next call. */

#include <stdlib.h>
#include <string.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/console/board_desk.h"
#include "zuoxi/console/draft_keeper.h"
#include "zuoxi/console/paint.h"
#include "zuoxi/console/record_form.h"
#include "zuoxi/console/text_lines.h"
#include "zuoxi/console/views.h"
#include "zuoxi/desk/attach.h"
#include "zuoxi/desk/lookup.h"
#include "zuoxi/desk/surge.h"

#define FORM_ROWS   7 /* the digits to choose from stand close to the field */
#define MATCHES_MAX 2 /* more than one household: who it is, is settled later */

struct surge_view {
    struct view view;
    struct console *console;
    struct record_form *form; /* of the call being taken */
    struct intake intake;     /* always what the form says */
    unsigned long revision;   /* of the form, already read into intake */
    struct customer_row matches[MATCHES_MAX];
    size_t match_count;
    char looked_up[PHONE_SIZE];
    struct case_record caller; /* where the household is and what about: asked of the board */
    struct notice outage;      /* the one the caller is in now; id 0: none */
    int64_t outage_calls;      /* attached to it */
    unsigned long board_seen;  /* changes of the board looked at */
    struct draft_keeper draft;
    struct task task;
    struct err told;         /* why a save waits, as last said */
    struct text_lines taken; /* calls taken on this page, oldest first */
};

static struct surge_view *self_of(struct view *view)
{
    return (struct surge_view *)view;
}

static struct form *form_of(const struct surge_view *self)
{
    return record_form_form(self->form);
}

/* The household of the whole number, when it is one. */
static void look_up(struct surge_view *self)
{
    struct case_record *record = &self->intake.record;
    struct err err;
    if (strcmp(record->phone, self->looked_up) == 0) {
        return;
    }
    text_copy(self->looked_up, sizeof(self->looked_up), record->phone);
    self->match_count = 0;
    if (record->phone[0] != '\0' && lookup_customers(&self->console->desk, record->phone, MATCHES_MAX,
                                                     self->matches, &self->match_count, &err) != STATUS_OK) {
        self->match_count = 0;
        ui_status_err(self->console->ui, &err);
    }
    while (self->match_count > 0 && strcmp(self->matches[self->match_count - 1].phone, record->phone) != 0) {
        self->match_count--; /* only begins alike */
    }
}

/* The outage that the household of the number is in. */
static void find_outage(struct surge_view *self)
{
    const struct case_record *record = &self->intake.record;
    struct case_record *caller = &self->caller;
    size_t more;
    self->outage.head.id = 0;
    if (self->match_count != 1) {
        return;
    }
    text_copy(caller->address, sizeof(caller->address), self->matches[0].address);
    text_copy(caller->station, sizeof(caller->station), self->matches[0].station);
    text_copy(caller->type, sizeof(caller->type), record->type);
    text_copy(caller->category, sizeof(caller->category), record->category);
    const struct live_notice *live =
        live_board_match(&self->console->desk, &self->console->board, caller, NULL, &more);
    if (live != NULL) {
        self->outage = live->notice;
        self->outage_calls = live->calls;
    }
}

/* Another number was meant: that caller is not in the outage. */
static void keep_to_outage(struct surge_view *self)
{
    if (self->intake.link.notice_id != 0 && self->intake.link.notice_id != self->outage.head.id) {
        self->intake.link = (struct intake_link){0};
        ui_status(self->console->ui, STYLE_WARNING, _("换了号码，不再关联停供。"));
    }
}

static const char *first_empty(const struct case_record *record)
{
    return record->phone[0] == '\0' ? "phone" : record->type[0] == '\0' ? "type" : "category";
}

/* An empty form for the next call, or the one that came back from a draft. */
static void begin_call(struct surge_view *self, const struct draft *restored)
{
    const struct record_slot slots[] = {
        {&case_record_fields, "phone", _("号码"), 0, 0, 6, FORM_LINE},
        {&case_record_fields, "type", NULL, 1, 0, 4, FORM_LINE},
        {&case_record_fields, "category", NULL, 1, 4, 8, FORM_LINE},
    };
    record_form_free(&self->form);
    if (restored != NULL) {
        self->intake = *restored->intake;
    } else {
        intake_begin(&self->console->desk, &self->intake);
        self->intake.record.type[0] = '\0'; /* chosen each time: a default would be taken for the answer */
    }
    self->intake.is_surge = true;
    self->form =
        record_form_new(&self->console->config->profile, slots, sizeof(slots) / sizeof(slots[0]), NULL, 0);
    record_form_fill(self->form, &case_record_fields, &self->intake.record);
    self->match_count = 0;
    self->looked_up[0] = '\0';
    self->outage.head.id = 0;
    draft_keeper_begin(&self->draft, &self->view, DRAFT_INTAKE, &self->intake, restored);
    record_form_show_unread(self->form, &self->draft.unread);
    if (restored != NULL) {
        look_up(self);
        find_outage(self);
        record_form_narrow(self->form);
        form_set_focus(form_of(self), first_empty(&self->intake.record));
    }
    self->revision = form_revision(form_of(self));
    view_touch(&self->view);
}

static void sync(struct surge_view *self)
{
    struct err err;
    if (form_revision(form_of(self)) == self->revision) {
        return;
    }
    record_form_narrow(self->form);
    record_form_read(self->form, form_of(self), &case_record_fields, &self->intake.record, NULL, &err);
    record_form_unread(self->form, form_of(self), &self->draft.unread);
    look_up(self);
    find_outage(self);
    keep_to_outage(self);
    self->revision = form_revision(form_of(self));
    draft_keeper_touch(&self->draft);
}

/* A caller who is attached to an outage needs no category: there is no case. */
static bool is_filled(const struct surge_view *self)
{
    return attach_is_wanted(&self->intake) ||
           (self->intake.record.phone[0] != '\0' && self->intake.record.category[0] != '\0');
}

static unsigned save(struct surge_view *self)
{
    struct console *console = self->console;
    struct intake *intake = &self->intake;
    const char *field = NULL;
    struct err err;
    if (self->task.is_running) {
        return VIEW_HANDLED;
    }
    enum status status =
        record_form_read(self->form, form_of(self), &case_record_fields, &intake->record, &field, &err);
    if (status == STATUS_OK && !is_filled(self)) {
        field = first_empty(&intake->record);
        status = err_set(&err, STATUS_INVALID, _("号码和类别都要有"));
    }
    if (status != STATUS_OK) {
        form_set_focus(form_of(self), field);
        ui_status_err(console->ui, &err);
        return VIEW_HANDLED;
    }
    text_copy(intake->record.grade, sizeof(intake->record.grade),
              intake_grade(&console->desk, intake->record.type, ""));
    if (self->match_count == 1) {
        intake_use_customer(&console->desk, intake, &self->matches[0]);
    }
    intake->record.has_contact = true;
    intake->record.has_person = intake->record.name[0] != '\0';
    intake->record.has_place = intake->record.address[0] != '\0';
    text_copy(intake->contact.phone, sizeof(intake->contact.phone), intake->record.phone);
    text_copy(intake->contact.caller, sizeof(intake->contact.caller), intake->record.name);
    intake->contact.ended_at = (struct optional){.value = console_now(console), .given = true};
    draft_keeper_touch(&self->draft);
    draft_keeper_flush(&self->draft);
    self->told = (struct err){0};
    task_start(&self->task, surge_save, intake, intake->request);
    ui_wake_at(console->ui, clock_boot_ms(console->clock));
    return VIEW_HANDLED;
}

static void say_saved(struct surge_view *self, const char *number)
{
    struct queue_counts counts = {0};
    struct err err;
    if (attach_is_wanted(&self->intake)) {
        ui_status(self->console->ui, STYLE_GOOD, _("已关联到“%s”，有消息回电，本页第 %zu 单。"),
                  self->outage.title, self->taken.count);
        return;
    }
    casework_counts(&self->console->desk, &counts, &err);
    ui_status(self->console->ui, STYLE_GOOD, _("已保存：新工单 %s，本页第 %zu 单，待补全共 %lld 单。"),
              number, self->taken.count, (long long)counts.unfinished);
}

/* "1121-0041      138 0000 9999  报修 > 不热 > 单户不热" */
static void add_taken(struct surge_view *self, const char *number)
{
    const struct case_record *record = &self->intake.record;
    char path[300], phone[PHONE_SIZE];
    struct str line = {0};
    profile_category_path(&self->console->config->profile, record->type, record->category, path,
                          sizeof(path));
    phone_group(record->phone, phone);
    text_pad(&line, number, 12);
    text_pad(&line, phone, 16);
    str_printf(&line, "%s  %s", path, record->name);
    text_lines_add(&self->taken, 10000, 0, STYLE_DIM, str_text(&line));
    str_free(&line);
}

static void finish(struct surge_view *self)
{
    struct console *console = self->console;
    char number[CASE_NUMBER_SIZE];
    draft_keeper_drop(&self->draft);
    console_touch(console);
    if (attach_is_wanted(&self->intake)) {
        text_copy(number, sizeof(number), _("已关联"));
    } else {
        console_case_number(console, self->task.result, number, sizeof(number));
    }
    add_taken(self, number);
    say_saved(self, number);
    begin_call(self, NULL);
}

static void step(struct view *view)
{
    struct surge_view *self = self_of(view);
    draft_keeper_step(&self->draft);
    if (board_desk_watch(self->console, &self->board_seen)) {
        find_outage(self);
        view_touch(view);
    }
    if (ui_is_ending(view->ui) || !self->task.is_running ||
        !console_step_task(self->console, &self->task, &self->told)) {
        return;
    }
    if (self->task.err.status == STATUS_OK) {
        finish(self);
    } else {
        ui_status_err(view->ui, &self->task.err);
        view_touch(view);
    }
}

static unsigned key(struct view *view, uint32_t pressed)
{
    struct surge_view *self = self_of(view);
    bool was_full = false;
    if (self->task.is_running) {
        return 0;
    }
    bool is_last = strcmp(form_focus(form_of(self)), "category") == 0;
    if (pressed == UI_KEY_ENTER && is_last && is_filled(self)) {
        return save(self);
    }
    if (!form_key(form_of(self), pressed, &was_full)) {
        return 0;
    }
    sync(self);
    view_touch(view);
    return VIEW_HANDLED;
}

static unsigned paste(struct view *view, const char *bytes, size_t length)
{
    struct surge_view *self = self_of(view);
    if (!self->task.is_running) {
        form_paste(form_of(self), bytes, length, NULL);
        sync(self);
        view_touch(view);
    }
    return VIEW_HANDLED;
}

static void draw_timer(struct surge_view *self, struct canvas *canvas)
{
    int64_t seconds = console_now(self->console) - self->intake.opened_at;
    int limit = self->console->config->settings.surge_seconds;
    char length[24];
    time_length(seconds, length);
    draw_format(canvas, 0, 1, 24, seconds > limit ? STYLE_WARNING : STYLE_STRONG, _("本单 %s / %d 秒"),
                length, limit);
}

static void draw_customer(struct surge_view *self, struct canvas *canvas)
{
    int width = canvas_width(canvas) - 26;
    const struct customer_row *row = &self->matches[0];
    if (self->match_count == 1) {
        draw_format(canvas, 0, 26, width, STYLE_GOOD, "%s  %s  %s", row->name, row->account, row->address);
    } else if (self->match_count > 1) {
        draw_text(canvas, 0, 26, width, STYLE_WARNING, _("这个号码有几户：补全时再选"));
    } else if (self->looked_up[0] != '\0') {
        draw_text(canvas, 0, 26, width, STYLE_DIM, _("没有这个号码的用户：补全时填写"));
    } else {
        draw_text(canvas, 0, 26, width, STYLE_DIM, _("号码、回车、类型和类别的数字、回车"));
    }
}

/* In the line between the household and the form. */
static void draw_outage(struct surge_view *self, struct canvas *canvas)
{
    char expected[60];
    bool is_attached = self->intake.link.notice_id != 0;
    if (self->outage.head.id == 0) {
        return;
    }
    board_until(self->console, &self->outage, expected, sizeof(expected));
    draw_text(canvas, 1, 0, 1, STYLE_CRITICAL, "!");
    draw_format(canvas, 1, 1, canvas_width(canvas) - 1, is_attached ? STYLE_GOOD : STYLE_CRITICAL,
                _("停供 %s %s %lld户   %s"), self->outage.title, expected, (long long)self->outage_calls,
                is_attached ? _("已关联，有消息回电  Ctrl-S 登记") : _("Ctrl-B 关联"));
}

static void draw(struct view *view, struct canvas *canvas, bool has_focus)
{
    struct surge_view *self = self_of(view);
    struct canvas_part part;
    int width = canvas_width(canvas), y = 2 + FORM_ROWS;
    struct rect form = {2, 0, FORM_ROWS, width - 1};
    draw_clear(canvas);
    draw_timer(self, canvas);
    draw_customer(self, canvas);
    draw_outage(self, canvas);
    form_draw(form_of(self), canvas_sub(canvas, form, &part), has_focus && !self->task.is_running);
    draw_rule(canvas, y, 0, width, STYLE_BORDER);
    draw_format(canvas, y, 2, -1, STYLE_STRONG, _(" 本页已登记 %zu 单 "), self->taken.count);
    for (size_t i = self->taken.count; i-- > 0 && ++y < canvas_height(canvas);) { /* the newest on top */
        draw_text(canvas, y, 1, width - 2, self->taken.items[i].style, self->taken.items[i].text);
    }
}

static void tick(struct view *view, struct canvas *canvas)
{
    draw_timer(self_of(view), canvas);
}

static unsigned run_save(struct view *view)
{
    return save(self_of(view));
}

static unsigned run_outage(struct view *view)
{
    struct surge_view *self = self_of(view);
    struct intake_link *link = &self->intake.link;
    if (self->task.is_running) {
        return VIEW_HANDLED;
    }
    if (self->outage.head.id == 0) {
        ui_status(view->ui, STYLE_NORMAL, _("来电人不在停供范围内。"));
        return VIEW_HANDLED;
    }
    bool is_off = link->notice_id != 0;
    *link = (struct intake_link){.notice_id = is_off ? 0 : self->outage.head.id, .wants_call = !is_off};
    ui_status(view->ui, is_off ? STYLE_NORMAL : STYLE_GOOD,
              is_off ? _("已取消关联，登记为工单。") : _("已关联，恢复后回电。Ctrl-S 登记，不开工单。"));
    draft_keeper_touch(&self->draft);
    view_touch(view);
    return VIEW_HANDLED;
}

static unsigned run_back(struct view *view)
{
    struct surge_view *self = self_of(view);
    if (self->task.is_running) {
        task_cancel(&self->task);
        self->task.is_running = false;
        ui_status(view->ui, STYLE_WARNING, _("已停止保存，内容都在，可以继续修改。"));
        return VIEW_HANDLED;
    }
    if (!self->draft.has_draft) {
        return VIEW_CLOSE | VIEW_HANDLED;
    }
    queue_view_show(self->console);
    draft_keeper_left(&self->draft, _("这一单没有登记完，草稿已留，F6 切换回去继续。"));
    return VIEW_HANDLED;
}

static unsigned run_discard(struct view *view)
{
    struct surge_view *self = self_of(view);
    if (!self->task.is_running) {
        draft_keeper_drop(&self->draft);
        begin_call(self, NULL);
        ui_status(view->ui, STYLE_NORMAL, _("这一单已清空。"));
    }
    return VIEW_HANDLED;
}

static void title(struct view *view, char *out, size_t size)
{
    draft_keeper_title(&self_of(view)->draft, _("高峰登记"), out, size);
}

static void close_view(struct view *view)
{
    struct surge_view *self = self_of(view);
    draft_keeper_flush(&self->draft);
    if (self->task.is_running) {
        task_cancel(&self->task);
    }
    record_form_free(&self->form);
    text_lines_clear(&self->taken);
    free(self);
}

static const struct action actions[] = {
    {"surge.save", UI_CTRL | 'S', N_("登记"), N_("登记这一单并开始倒计时，接着登记下一单"), run_save,
     ACTION_BAR},
    {"surge.outage", UI_CTRL | 'B', N_("关联停供"),
     N_("这一户正在停供范围内：记在停供名下，恢复后回电，不开工单"), run_outage, 0},
    {"surge.book", UI_KEY_F(5), N_("话术"), N_("打开话术，输入的内容不会丢"), phrasebook_run, 0},
    {"surge.discard", UI_KEY_F(8), N_("清空"), N_("清空这一单，从号码开始"), run_discard, ACTION_BAR},
    {"surge.back", UI_KEY_ESC, N_("返回"), N_("回到工作台"), run_back, ACTION_BAR},
};

const struct action_table surge_actions = {"surge", N_("高峰登记"), actions,
                                           sizeof(actions) / sizeof(actions[0]), true};

static const struct view_ops ops = {
    .name = "surge",
    .actions = actions,
    .action_count = sizeof(actions) / sizeof(actions[0]),
    .title = title,
    .draw = draw,
    .tick = tick,
    .step = step,
    .key = key,
    .paste = paste,
    .close = close_view,
};

static struct view *open_page(struct console *console)
{
    for (size_t i = 0; i < ui_page_count(console->ui); i++) {
        if (ui_page(console->ui, i)->ops == &ops) {
            return ui_page(console->ui, i);
        }
    }
    return NULL;
}

static void open_new(struct console *console, const struct draft *restored)
{
    struct surge_view *self = mem_new(1, sizeof(*self));
    self->view.ops = &ops;
    self->view.ui = console->ui;
    self->console = console;
    begin_call(self, restored);
    ui_open_page(console->ui, &self->view);
}

void surge_view_open(struct console *console)
{
    struct err err;
    struct view *page = open_page(console);
    if (desk_allow(&console->desk, RIGHT_CONTACT_SAVE, &err) != STATUS_OK) {
        ui_status_err(console->ui, &err);
    } else if (page != NULL) {
        ui_show_page(console->ui, page);
    } else {
        open_new(console, NULL);
    }
}

bool surge_view_restore(struct console *console, const struct draft *draft)
{
    if (open_page(console) != NULL) {
        return false;
    }
    open_new(console, draft);
    return true;
}
