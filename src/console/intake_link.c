#include "zuoxi/console/intake_link.h"

#include <string.h>

#include "zuoxi/base/text.h"
#include "zuoxi/console/board_desk.h"
#include "zuoxi/console/intake_view.h"
#include "zuoxi/console/paint.h"
#include "zuoxi/desk/attach.h"
#include "zuoxi/desk/repeat.h"

#define SAY_ROWS      2 /* of the words to say on a small screen */
#define SAY_ROWS_TALL 4
#define TALL_ROWS     30

/* The notice a call-out tells of, read again when the board has changed; else the outage the caller is in
 * now. */
static void find_notice(struct intake_view *self, bool is_new_board)
{
    struct console *console = self->console;
    struct intake_link_view *link = &self->link;
    int64_t before = link->notice.head.id, told = self->intake.link.news_id;
    struct err err;
    link->more = 0;
    if (told != 0) {
        if ((before != told || is_new_board) &&
            board_load(&console->desk, told, &link->notice, &err) != STATUS_OK) {
            link->notice.head.id = 0;
        }
        return;
    }
    const struct live_notice *live =
        live_board_match(&console->desk, &console->board, &self->intake.record, &self->customer, &link->more);
    if (self->intake.link.notice_id != 0) { /* attached: that one stays in sight */
        const struct live_notice *attached = live_board_find(&console->board, self->intake.link.notice_id);
        live = attached != NULL ? attached : live;
    }
    link->notice.head.id = 0;
    if (live != NULL) {
        link->notice = live->notice;
        link->calls = live->calls;
    }
}

/* Another caller was meant: the call must not end in the first one's case. */
static void keep_to_caller(struct intake_view *self)
{
    struct intake_link *link = &self->intake.link;
    for (size_t i = 0; i < self->history_count; i++) {
        if (self->history[i].id == link->case_id) {
            return;
        }
    }
    if (link->case_id != 0) {
        link->case_id = 0;
        draft_keeper_touch(&self->draft);
        ui_status(self->console->ui, STYLE_WARNING, _("换了用户，不再并入原来的工单。"));
    }
}

/* The history's first row is the open case, when there is one. */
static void find_open_case(struct intake_view *self)
{
    struct intake_link_view *link = &self->link;
    const struct history_row *first = self->history_count > 0 ? &self->history[0] : NULL;
    struct err err;
    keep_to_caller(self);
    link->repeats = repeat_count(&self->console->desk, self->history, self->history_count) + 1;
    link->open_case = first != NULL && first->is_open ? first->id : 0;
    link->chases = 0;
    if (link->open_case != 0) {
        console_number(self->console, first->number, link->open_number, sizeof(link->open_number));
        repeat_chases(&self->console->desk, link->open_case, &link->chases, &err);
    }
}

void intake_link_step(struct intake_view *self)
{
    struct intake_link_view *link = &self->link;
    int64_t history = self->history_count > 0 ? self->history[0].id : 0;
    bool is_new_board = board_desk_watch(self->console, &link->board_seen);
    bool is_new_form = link->revision_seen != self->revision || link->customer_seen != self->customer.head.id;
    if (is_new_board || is_new_form) {
        find_notice(self, is_new_board);
        view_touch(&self->view);
    }
    if (history != link->history_seen || is_new_form) {
        find_open_case(self);
        view_touch(&self->view);
    }
    link->revision_seen = self->revision;
    link->customer_seen = self->customer.head.id;
    link->history_seen = history;
}

/* They were written for the time of the outage: once it is over they are no longer true. */
static const char *words_to_say(const struct notice *notice)
{
    return notice->ended_at.given ? "" : notice->say;
}

static int say_rows(const struct intake_view *self, const struct canvas *canvas)
{
    const char *say = words_to_say(&self->link.notice);
    int most = canvas_height(canvas) < TALL_ROWS ? SAY_ROWS : SAY_ROWS_TALL;
    int rows = say[0] == '\0' ? 0 : wrap_count(say, canvas_width(canvas) - 2);
    return rows > most ? most : rows;
}

struct canvas *intake_link_below(const struct intake_view *self, struct canvas *canvas,
                                 struct canvas_part *part)
{
    int rows = self->link.rows, foot = intake_guide_rows(self, canvas);
    struct rect below = {rows, 0, canvas_height(canvas) - rows - foot, canvas_width(canvas)};
    return canvas_sub(canvas, below, part);
}

/* What Ctrl-B would do now. */
static const char *notice_key(const struct intake_view *self)
{
    const struct intake_link *link = &self->intake.link;
    if (link->news_id != 0) {
        return _("Ctrl-S 保存即记为已告知");
    }
    if (link->notice_id == 0) {
        return _("Ctrl-B 关联");
    }
    return link->wants_call ? _("已关联，有消息回电  Ctrl-S 保存") : _("已关联，不用回电  Ctrl-S 保存");
}

struct canvas *intake_link_draw(struct intake_view *self, struct canvas *canvas, struct canvas_part *part)
{
    struct intake_link_view *link = &self->link;
    int width = canvas_width(canvas);
    link->rows = link->notice.head.id == 0 ? 0 : 1 + say_rows(self, canvas);
    if (link->rows > 0) {
        char expected[60];
        struct str text = {0};
        board_until(self->console, &link->notice, expected, sizeof(expected));
        str_printf(&text, self->intake.link.news_id != 0 ? _("回电 %s %s") : _("停供 %s %s %lld户"),
                   link->notice.title, expected, (long long)link->calls);
        if (link->more > 0) {
            str_printf(&text, _(" 另%zu处"), link->more);
        }
        str_printf(&text, "   %s", notice_key(self));
        draw_text(canvas, 0, 0, 1, STYLE_CRITICAL, "!");
        draw_text(canvas, 0, 1, width - 1, self->intake.link.notice_id != 0 ? STYLE_GOOD : STYLE_CRITICAL,
                  str_text(&text));
        paint_wrapped(canvas, 1, 2, width - 2, link->rows - 1, STYLE_STRONG, words_to_say(&link->notice));
        str_free(&text);
    }
    return intake_link_below(self, canvas, part);
}

void intake_link_history_title(const struct intake_view *self, char *out, size_t size)
{
    const struct intake_link_view *link = &self->link;
    int days = self->console->config->settings.repeat_days;
    if (self->intake.link.case_id != 0) {
        text_format(out, size, _(" 并入 %s，作为再次来电：Ctrl-S 保存，Ctrl-A 取消 "), link->open_number);
    } else if (link->open_case != 0 && link->chases > 0) {
        text_format(out, size, _(" 近%d天第%zu次  未结 %s 已催%lld次  Ctrl-A 并入 "), days, link->repeats,
                    link->open_number, (long long)link->chases);
    } else if (link->open_case != 0) {
        text_format(out, size, _(" 近%d天第%zu次  未结 %s  Ctrl-A 并入 "), days, link->repeats,
                    link->open_number);
    } else if (link->repeats > 1) {
        text_format(out, size, _(" 近%d天第%zu次  该用户以往工单 "), days, link->repeats);
    } else {
        text_copy(out, size, self->history_count > 0 ? _(" 该用户以往工单 ") : _(" 没有以往工单 "));
    }
}

const char *intake_link_mark(const struct intake_view *self, const struct history_row *row)
{
    bool is_taken = self->intake.link.case_id != 0 && self->intake.link.case_id == row->id;
    return is_taken ? _("[并入] ") : row->is_open ? _("[未结] ") : "";
}

static void changed(struct intake_view *self)
{
    draft_keeper_touch(&self->draft);
    view_touch(&self->view);
}

unsigned intake_link_case(struct view *view)
{
    struct intake_view *self = (struct intake_view *)view;
    struct intake_link *link = &self->intake.link;
    if (self->task.is_running) {
        return VIEW_HANDLED;
    }
    if (link->case_id == 0 && self->link.open_case == 0) {
        ui_status(view->ui, STYLE_NORMAL, _("这位用户没有未结的工单。"));
        return VIEW_HANDLED;
    }
    bool is_off = link->case_id != 0;
    *link = (struct intake_link){
        .case_id = is_off ? 0 : self->link.open_case, .call_id = link->call_id, .news_id = link->news_id};
    ui_status(view->ui, STYLE_NORMAL, is_off ? _("不并入，保存为新工单。") : _("并入 %s，时限不变。"),
              self->link.open_number);
    changed(self);
    return VIEW_HANDLED;
}

unsigned intake_link_notice(struct view *view)
{
    struct intake_view *self = (struct intake_view *)view;
    struct intake_link *link = &self->intake.link;
    if (self->task.is_running || link->news_id != 0) {
        return VIEW_HANDLED;
    }
    if (self->link.notice.head.id == 0) {
        ui_status(view->ui, STYLE_NORMAL, _("来电人不在停供范围内。"));
        return VIEW_HANDLED;
    }
    /* Off, with a call back, without one, off again. */
    if (link->notice_id == 0) {
        *link = (struct intake_link){.notice_id = self->link.notice.head.id, .wants_call = true};
        ui_status(view->ui, STYLE_GOOD, _("已关联，恢复后回电；不用回电再按一次。Ctrl-S 保存。"));
    } else if (link->wants_call) {
        link->wants_call = false;
        ui_status(view->ui, STYLE_NORMAL, _("已关联，不用回电；再按一次取消关联。Ctrl-S 保存。"));
    } else {
        *link = (struct intake_link){0};
        ui_status(view->ui, STYLE_NORMAL, _("已取消关联，保存为工单。"));
    }
    changed(self);
    return VIEW_HANDLED;
}

bool intake_link_save(struct intake_view *self)
{
    char name[DETAIL_NAME_SIZE] = "";
    const char *field = NULL;
    struct err err;
    if (!attach_is_wanted(&self->intake)) {
        return false;
    }
    enum status status = intake_form_read(self, &field, &err);
    if (status == STATUS_OK) {
        status = attach_check(&self->console->desk, &self->intake, name, &err);
        field = name;
    }
    if (status == STATUS_OK) {
        intake_save_begin(self);
    } else {
        intake_save_refuse(self, field, &err);
    }
    return true;
}

bool intake_link_said(const struct intake_view *self)
{
    const struct intake_link *link = &self->intake.link;
    struct ui *ui = self->console->ui;
    if (link->is_alone) {
        char label[80];
        ui_status(
            ui, STYLE_GOOD, _("已保存：%s，不开工单。"),
            profile_label(&self->console->config->profile, SET_OUTCOME, self->intake.contact.outcome, label));
    } else if (link->case_id != 0) {
        self->console->select_case = link->case_id;
        ui_status(ui, STYLE_GOOD, _("已并入工单 %s，时限不变。"), self->link.open_number);
    } else if (link->call_id != 0) {
        ui_status(ui, STYLE_GOOD, _("回电已保存，记为已告知。"));
    } else if (link->notice_id != 0) {
        ui_status(ui, STYLE_GOOD, link->wants_call ? _("已关联到“%s”，有消息回电。") : _("已关联到“%s”。"),
                  self->link.notice.title);
    }
    return attach_is_wanted(&self->intake);
}
