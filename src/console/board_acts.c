/* What can be done on the board: post, correct, extend, close, mark as read; filter and sort. */

#include <stddef.h>
#include <stdlib.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/console/board_page.h"
#include "zuoxi/console/paint.h"
#include "zuoxi/console/prompt.h"
#include "zuoxi/domain/when.h"
#include "zuoxi/tui/popup.h"

#define READERS_MAX    200
#define EXTEND_SECONDS 7200 /* offered when asked for a later end */

unsigned board_run_post(struct view *view)
{
    notice_form_open(console_of(view), NULL);
    return VIEW_HANDLED;
}

unsigned board_run_correct(struct view *view)
{
    struct board_view *self = (struct board_view *)view;
    if (self->notice.head.id != 0) {
        notice_form_open(self->console, &self->notice);
    }
    return VIEW_HANDLED;
}

/* May the selected notice be extended or closed by this person? Says why not. */
static bool may_end(struct board_view *self)
{
    struct err err;
    if (self->notice.head.id == 0) {
        return false;
    }
    if (desk_allow(&self->console->desk, RIGHT_NOTICE_POST, &err) != STATUS_OK) {
        ui_status_err(self->console->ui, &err);
        return false;
    }
    if (self->notice.ended_at.given) {
        ui_status(self->console->ui, STYLE_WARNING, _("这条公告已经结束。"));
        return false;
    }
    return true;
}

static enum status fill_later(struct console *console, const struct prompt_draft *draft, void *argument,
                              struct err *err)
{
    struct notice_end *end = argument;
    int64_t now = console_now(console);
    end->id = draft->id;
    if (!time_parse_short(now, draft->text, &end->at) && !when_parse(draft->text, now, &end->at)) {
        return err_set(err, STATUS_INVALID, _("“%s”看不出是什么时间，写作 18:00、+2h、明天8点"), draft->text);
    }
    return STATUS_OK;
}

static void show(struct console *console, const struct prompt_draft *draft)
{
    board_view_open(console, draft->id);
}

const struct prompt_kind prompt_extend_notice = {
    .action = "notice.extend",
    .title = N_("新的预计结束时间，如 18:00、+2h、明天8点"),
    .said = N_("已延长，要回电的用户已列入名单（Enter 查看）。"),
    .work = board_extend,
    .argument_size = sizeof(struct notice_end),
    .request_at = offsetof(struct notice_end, request),
    .fill = fill_later,
    .show = show,
};

unsigned board_run_extend(struct view *view)
{
    struct board_view *self = (struct board_view *)view;
    char text[24];
    if (may_end(self)) {
        int64_t now = console_now(self->console), expected = self->notice.expected_at.value;
        struct prompt_draft subject = {.id = self->notice.head.id};
        time_short(now, (expected > now ? expected : now) / 60 * 60 + EXTEND_SECONDS, text);
        text_copy(subject.text, sizeof(subject.text), text);
        text_copy(subject.about, sizeof(subject.about), self->notice.title);
        prompt_ask(self->console, &prompt_extend_notice, &subject);
    }
    return VIEW_HANDLED;
}

static void close_answered(void *context, bool is_yes)
{
    struct board_view *self = context;
    if (is_yes) {
        struct notice_end *end = mem_new(1, sizeof(*end));
        end->id = self->asked;
        request_make(end->request);
        errand_start(&self->errand, self->console, board_close, end, end->request,
                     _("公告已结束，要回电的用户已列入名单（Enter 查看）。"));
    }
}

unsigned board_run_close(struct view *view)
{
    struct board_view *self = (struct board_view *)view;
    const struct notice_row *row = board_selected(self);
    char text[300];
    if (may_end(self) && row != NULL) {
        self->asked = row->id;
        text_format(text, sizeof(text), _("“%s”现在结束吗？关联来电 %lld 户，要回电的将列入回电名单。"),
                    row->title, (long long)row->calls);
        confirm_open(view->ui, _("结束公告"), text, close_answered, self);
    }
    return VIEW_HANDLED;
}

unsigned board_run_read(struct view *view)
{
    struct board_view *self = (struct board_view *)view;
    const struct notice_row *row = board_selected(self);
    if (row == NULL) {
        return VIEW_HANDLED;
    }
    if (row->is_read) {
        ui_status(view->ui, STYLE_NORMAL, _("这条公告您已经读过。"));
        return VIEW_HANDLED;
    }
    int64_t *id = mem_new(1, sizeof(*id));
    *id = row->id;
    errand_start(&self->errand, self->console, board_mark_read, id, "", _("已记下：您读过这条公告。"));
    return VIEW_HANDLED;
}

/* Those still missing first: they are whom the lead goes to. */
unsigned board_run_readers(struct view *view)
{
    struct board_view *self = (struct board_view *)view;
    struct reader_row *rows = mem_new(READERS_MAX, sizeof(*rows));
    struct str missing = {0}, have = {0};
    struct err err;
    size_t count = 0, have_read = 0;
    if (self->notice.head.id == 0) {
        free(rows);
        return VIEW_HANDLED;
    }
    if (board_readers(&self->console->desk, self->notice.head.id, rows, READERS_MAX, &count, &err) !=
        STATUS_OK) {
        ui_status_err(view->ui, &err);
    }
    for (size_t i = 0; i < count; i++) {
        char time[24];
        if (rows[i].at == 0) {
            str_printf(&missing, "  %s %s\n", rows[i].badge, rows[i].name);
            continue;
        }
        have_read++;
        time_short(console_now(self->console), rows[i].at, time);
        str_printf(&have, "  %s %s  %s\n", rows[i].badge, rows[i].name, time);
    }
    str_printf(&missing, _("\n已读 %zu 人\n%s"), have_read, str_text(&have));
    struct str text = {0};
    str_printf(&text, _("未读 %zu 人\n%s"), count - have_read, str_text(&missing));
    text_popup_open(view->ui, _("阅读情况"), str_text(&text));
    str_free(&text);
    str_free(&missing);
    str_free(&have);
    free(rows);
    return VIEW_HANDLED;
}

unsigned board_run_filter(struct view *view)
{
    struct board_view *self = (struct board_view *)view;
    self->model.filter = (self->model.filter + 1) % FILTER_COUNT;
    board_arrange(self);
    return VIEW_HANDLED;
}

unsigned board_run_sort(struct view *view)
{
    struct board_view *self = (struct board_view *)view;
    self->model.sort = (self->model.sort + 1) % SORT_COUNT;
    board_arrange(self);
    return VIEW_HANDLED;
}

static void words_answered(void *context, const char *text)
{
    struct board_view *self = context;
    if (text != NULL) {
        text_copy(self->model.words, sizeof(self->model.words), text);
        board_arrange(self);
    }
}

unsigned board_run_words(struct view *view)
{
    prompt_open(view->ui, _("只看标题或范围里有这些字的（空：全部）"),
                ((struct board_view *)view)->model.words, words_answered, view);
    return VIEW_HANDLED;
}
