/* The moves of a case: a small form for what a move asks, then a save that tries until it is done. */

#include <stdlib.h>
#include <string.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/console/case_page.h"
#include "zuoxi/console/paint.h"
#include "zuoxi/tui/popup.h"

static bool move_asks(const struct move_rule *move, const char *field)
{
    for (size_t i = 0; i < move->ask_count; i++) {
        if (strcmp(move->ask[i], field) == 0) {
            return true;
        }
    }
    return false;
}

/* First empty field the move needs; marks it. */
static bool lacks_needed(const struct move_rule *move, struct form *form)
{
    for (size_t i = 0; i < move->ask_count; i++) {
        if (move->ask_needed[i] && form_get(form, move->ask[i])[0] == '\0') {
            form_set_remark(form, move->ask[i], _("必填"), true);
            form_set_focus(form, move->ask[i]);
            return true;
        }
    }
    if (move->asks_reporter && form_get(form, "reporter")[0] == '\0') {
        form_set_remark(form, "reporter", _("必填"), true);
        form_set_focus(form, "reporter");
        return true;
    }
    return false;
}

/* The popup's texts into the request; false with a remark when one cannot be. */
static bool read_request(struct case_page *self, struct form *form)
{
    struct move_request *request = self->request;
    const struct move_rule *move = self->move;
    const char *field = NULL, *at = form_get(form, "at");
    struct err err;
    int64_t now = console_now(self->console);
    if (lacks_needed(move, form)) {
        return false;
    }
    if (record_form_read(self->move_form, form, &case_record_fields, &request->values, &field, &err) !=
        STATUS_OK) {
        form_set_remark(form, field, err.what, true);
        return false;
    }
    request->at = 0;
    if (at[0] != '\0' && !time_parse_short(now, at, &request->at)) {
        form_set_remark(form, "at", _("写作 14:32 或 11-23 14:32"), true);
        return false;
    }
    if (request->at > now) {
        form_set_remark(form, "at", _("不能晚于现在"), true);
        return false;
    }
    request->set_count = 0;
    for (size_t i = 0; i < move->ask_count && i < MOVE_FIELDS_MAX; i++) {
        text_copy(request->set[request->set_count++], sizeof(request->set[0]), move->ask[i]);
    }
    text_copy(request->reporter, sizeof(request->reporter), form_get(form, "reporter"));
    text_copy(request->note, sizeof(request->note), form_get(form, "remark"));
    return true;
}

static bool move_answered(void *context, struct form *form)
{
    struct case_page *self = context;
    if (form == NULL) {
        self->move = NULL;
        return true;
    }
    if (!read_request(self, form)) {
        return false;
    }
    self->told = (struct err){0};
    task_start(&self->task, casework_move, self->request, self->request->request);
    ui_status(self->console->ui, STYLE_DIM, _("正在保存……"));
    ui_wake_at(self->console->ui, clock_boot_ms(self->console->clock));
    return true;
}

static struct form_item line_item(const char *name, const char *label, int max, int row, unsigned flags)
{
    return (struct form_item){
        .name = name, .label = label, .kind = FORM_LINE, .max = max, .row = row, .span = 12, .flags = flags};
}

static void open_form(struct case_page *self)
{
    const struct move_rule *move = self->move;
    struct record_slot slots[MOVE_FIELDS_MAX];
    struct form_item extra[3];
    size_t extra_count = 0;
    int row = 0;
    for (size_t i = 0; i < move->ask_count; i++) {
        slots[i] = (struct record_slot){&case_record_fields, move->ask[i], NULL, row++, 0, 12, FORM_LINE};
    }
    if (move->asks_reporter) {
        extra[extra_count++] = line_item("reporter", _("报告人"), 15, row++, FORM_REQUIRED);
        extra[extra_count++] = line_item("at", _("完成时间"), 19, row++, 0);
    }
    if (!move_asks(move, "note")) {
        extra[extra_count++] = line_item("remark", _("说明"), 500, row, 0);
    }
    record_form_free(&self->move_form);
    self->move_form =
        record_form_new(&self->console->config->profile, slots, move->ask_count, extra, extra_count);
    struct form *form = record_form_form(self->move_form);
    record_form_fill(self->move_form, &case_record_fields, &self->request->values);
    form_set(form, "reporter", self->request->reporter);
    form_set(form, "remark", self->request->note);
    form_set_remark(form, "at", _("空着就是现在；或写 14:32"), false);
    form_focus_first_empty(form);
    char title[120];
    text_format(title, sizeof(title), "%s  %s", move->label, self->preview.file->record.name);
    form_popup_open(self->console->ui, title, record_form_release(self->move_form), move_answered, self);
}

void case_move_ask(struct case_page *self, const struct move_rule *move)
{
    if (self->task.is_running || self->preview.id == 0) {
        return;
    }
    const struct case_record *record = &self->preview.file->record;
    if (self->request == NULL) {
        self->request = mem_new(1, sizeof(*self->request));
    }
    *self->request =
        (struct move_request){.case_id = self->case_id, .version = record->head.version, .values = *record};
    text_copy(self->request->action, sizeof(self->request->action), move->id);
    request_make(self->request->request);
    self->move = move;
    open_form(self);
}

static void menu_answered(void *context, int index)
{
    struct case_page *self = context;
    if (index >= 0 && (size_t)index < self->move_count) {
        case_move_ask(self, self->moves[index]);
    }
}

void case_move_menu(struct case_page *self)
{
    struct menu_item items[CASE_MOVES_MAX];
    for (size_t i = 0; i < self->move_count; i++) {
        items[i] = (struct menu_item){self->moves[i]->label, NULL};
    }
    if (self->move_count == 0) {
        ui_status(self->console->ui, STYLE_NORMAL, _("这张工单现在没有您可以办理的步骤。"));
        return;
    }
    menu_open(self->console->ui, _("办理"), items, self->move_count, menu_answered, self);
}

static void finish(struct case_page *self)
{
    struct console *console = self->console;
    char number[CASE_NUMBER_SIZE];
    console_touch(console);
    console_number(console, self->preview.file->record.number, number, sizeof(number));
    ui_status(console->ui, STYLE_GOOD, _("工单 %s 已%s"), number, self->move->label);
}

/* A refusal that time does not heal: say it and offer what was typed again. */
static void refuse(struct case_page *self)
{
    struct err err = self->task.err;
    console_touch(self->console);
    if (err.status != STATUS_CONFLICT) {
        request_make(self->request->request);
        open_form(self);
    }
    ui_status_err(self->console->ui, &err);
}

void case_move_step(struct case_page *self)
{
    if (!self->task.is_running || !console_step_task(self->console, &self->task, &self->told)) {
        return;
    }
    if (self->task.err.status == STATUS_OK) {
        finish(self);
    } else {
        refuse(self);
    }
}

void case_move_free(struct case_page *self)
{
    if (self->task.is_running) {
        task_cancel(&self->task);
    }
    record_form_free(&self->move_form);
    free(self->request);
}
