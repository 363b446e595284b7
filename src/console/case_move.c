/* The moves of a case: a small form for what a move asks, kept as a draft while it is typed, then a save that
 * tries until it is done. */

#include <stdlib.h>
#include <string.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/console/case_page.h"
#include "zuoxi/console/lint.h"
#include "zuoxi/console/paint.h"
#include "zuoxi/domain/workflow.h"
#include "zuoxi/tui/popup.h"

/* A field the move asks for here: of the case, or of a side record that such a case has. */
static const struct field *asked_field(const struct case_page *self, size_t index,
                                       const struct field_table **table)
{
    const struct detail_kind *kind;
    const struct field *field;
    if (!detail_asked(&self->console->config->profile, self->preview.file->record.type,
                      self->move->ask[index], &kind, &field)) {
        return NULL;
    }
    *table = kind != NULL ? kind->fields : &case_record_fields;
    return field;
}

/* First empty field the move needs; marks it. */
static bool lacks_needed(const struct case_page *self, struct form *form)
{
    const struct move_rule *move = self->move;
    const struct field_table *table;
    for (size_t i = 0; i < move->ask_count; i++) {
        if (move->ask_needed[i] && asked_field(self, i, &table) != NULL &&
            form_get(form, move->ask[i])[0] == '\0') {
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

/* Read the case's fields and those of its side records; the first value that cannot be is told. */
static enum status read_values(struct case_page *self, struct form *form, const char **field, struct err *err)
{
    struct move_request *request = &self->move_draft->request;
    enum status first =
        record_form_read(self->move_form, form, &case_record_fields, &request->values, field, err);
    for (size_t k = 0; k < detail_kind_count; k++) {
        struct err reason;
        const char *at = NULL;
        enum status status =
            record_form_read(self->move_form, form, detail_kinds[k].fields,
                             detail_record(&detail_kinds[k], &request->details, 0), &at, &reason);
        if (status != STATUS_OK && first == STATUS_OK) {
            first = status;
            *err = reason;
            *field = at;
        }
    }
    return first;
}

/* What the popup says now into the draft; values that cannot be are told when it is submitted. */
static void sync(struct case_page *self)
{
    struct form *form = self->popup;
    struct move_request *request = &self->move_draft->request;
    const char *field;
    struct err err;
    if (form_revision(form) == self->revision) {
        return;
    }
    self->revision = form_revision(form);
    read_values(self, form, &field, &err);
    record_form_unread(self->move_form, form, &self->draft.unread);
    text_copy(request->reporter, sizeof(request->reporter), form_get(form, "reporter"));
    text_copy(request->note, sizeof(request->note), form_get(form, "remark"));
    text_copy(self->move_draft->at, sizeof(self->move_draft->at), form_get(form, "at"));
    draft_keeper_touch(&self->draft);
}

/* Make the request ready to be submitted; false with a remark when a text cannot be. */
static bool read_request(struct case_page *self, struct form *form)
{
    struct move_request *request = &self->move_draft->request;
    const struct move_rule *move = self->move;
    const char *field = NULL, *at = self->move_draft->at;
    struct err err;
    int64_t now = console_now(self->console);
    if (lacks_needed(self, form)) {
        return false;
    }
    if (read_values(self, form, &field, &err) != STATUS_OK) {
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
    for (size_t i = 0; i < move->ask_count; i++) {
        const struct field_table *table;
        if (asked_field(self, i, &table) != NULL) {
            text_copy(request->set[request->set_count++], sizeof(request->set[0]), move->ask[i]);
        }
    }
    if (request->version == 0) {
        request->version = self->preview.file->record.head.version; /* told of the change, and read it */
    }
    return true;
}

/* Nothing of the move is left, neither here nor on the disk. */
static void forget(struct case_page *self)
{
    draft_keeper_drop(&self->draft);
    self->move = NULL;
}

/* The popup was left with Esc: an untouched form goes, anything else is put aside. */
static void put_aside(struct case_page *self)
{
    if (!self->draft.has_draft) {
        forget(self);
        return;
    }
    draft_keeper_flush(&self->draft);
    ui_status(self->console->ui, STYLE_NORMAL, _("“%s”没有提交，草稿已留，再选它即可继续，F8 放弃。"),
              self->move->label);
}

static bool move_answered(void *context, struct form *form)
{
    struct case_page *self = context;
    sync(self);
    if (form != NULL && !read_request(self, form)) {
        return false;
    }
    self->popup = NULL;
    if (form == NULL) {
        put_aside(self);
        return true;
    }
    draft_keeper_flush(&self->draft);
    self->told = (struct err){0};
    task_start(&self->task, casework_move, &self->move_draft->request, self->move_draft->request.request);
    ui_status(self->console->ui, STYLE_DIM, _("正在保存……"));
    ui_wake_at(self->console->ui, clock_boot_ms(self->console->clock));
    return true;
}

static struct form_item line_item(const char *name, const char *label, int max, int row, unsigned flags)
{
    return (struct form_item){
        .name = name, .label = label, .kind = FORM_LINE, .max = max, .row = row, .span = 12, .flags = flags};
}

/* Does the form ask for a note of its own? Not when the move already asks for the case's. */
static bool form_asks_note(const struct move_rule *move)
{
    for (size_t i = 0; i < move->ask_count; i++) {
        if (strcmp(move->ask[i], "note") == 0) {
            return false;
        }
    }
    return true;
}

/* Slots for what the move asks here: paragraphs on a row of their own, the others two by two. Returns how
 * many; *rows = rows taken. */
static size_t lay_out(const struct case_page *self, struct record_slot slots[MOVE_FIELDS_MAX], int *rows)
{
    size_t count = 0;
    int row = 0, column = 0;
    for (size_t i = 0; i < self->move->ask_count; i++) {
        const struct field_table *table;
        const struct field *field = asked_field(self, i, &table);
        if (field == NULL) {
            continue;
        }
        int span = field->kind == FIELD_LONG || table->owner == NULL ? 12 : 6;
        if (column + span > 12) {
            row++;
            column = 0;
        }
        slots[count++] = (struct record_slot){table, field->name, NULL, row, column, span, FORM_LINE};
        column += span;
    }
    *rows = row + (column > 0);
    return count;
}

/* What the draft has, into the form that was just made. */
static void fill_form(struct case_page *self, struct form *form)
{
    struct move_request *request = &self->move_draft->request;
    const struct move_rule *move = self->move;
    record_form_fill(self->move_form, &case_record_fields, &request->values);
    for (size_t k = 0; k < detail_kind_count; k++) {
        record_form_fill(self->move_form, detail_kinds[k].fields,
                         detail_record(&detail_kinds[k], &request->details, 0));
    }
    form_set(form, "reporter", request->reporter);
    form_set(form, "remark", request->note);
    form_set(form, "at", self->move_draft->at);
    record_form_show_unread(self->move_form, &self->draft.unread);
    for (size_t i = 0; i < move->ask_count; i++) {
        if (move->ask_needed[i]) { /* said before Ctrl-S, not only after it */
            form_set_remark(form, move->ask[i], _("必填"), false);
        }
    }
    form_set_remark(form, "at", _("空着就是现在；或写 14:32"), false);
    form_focus_first_empty(form);
}

static void open_form(struct case_page *self)
{
    const struct move_rule *move = self->move;
    struct record_slot slots[MOVE_FIELDS_MAX];
    struct form_item extra[3];
    size_t extra_count = 0;
    int row;
    size_t count = lay_out(self, slots, &row);
    if (move->asks_reporter) {
        extra[extra_count++] = line_item("reporter", _("报告人"), 15, row++, FORM_REQUIRED);
        extra[extra_count++] = line_item("at", _("完成时间"), 19, row++, 0);
    }
    if (form_asks_note(move)) {
        extra[extra_count++] = line_item("remark", _("说明"), 500, row, FORM_PROSE);
    }
    record_form_free(&self->move_form);
    self->move_form = record_form_new(&self->console->config->profile, slots, count, extra, extra_count);
    record_form_set_clock(self->move_form, self->console->clock);
    lint_attach(self->console, record_form_form(self->move_form));
    fill_form(self, record_form_form(self->move_form));
    char title[120];
    text_format(title, sizeof(title), "%s  %s", move->label, self->preview.file->record.name);
    self->popup = record_form_release(self->move_form);
    self->revision = form_revision(self->popup);
    form_popup_open(self->console->ui, title, self->popup, move_answered, self);
}

static void begin(struct case_page *self, const struct move_rule *move)
{
    const struct case_record *record = &self->preview.file->record;
    struct move_request *request = &self->move_draft->request;
    *self->move_draft = (struct move_draft){.request = {.case_id = self->case_id,
                                                        .version = record->head.version,
                                                        .values = *record,
                                                        .details = self->preview.file->details,
                                                        .opened_at = console_now(self->console)}};
    text_copy(request->action, sizeof(request->action), move->id);
    request_make(request->request);
    self->move = move;
    draft_keeper_begin(&self->draft, &self->view, DRAFT_MOVE, self->move_draft, NULL);
    open_form(self);
}

static void replace_answered(void *context, bool is_yes)
{
    struct case_page *self = context;
    if (is_yes) {
        forget(self);
        begin(self, self->wanted);
    }
}

void case_move_ask(struct case_page *self, const struct move_rule *move)
{
    char text[200];
    if (self->task.is_running || self->preview.id == 0) {
        return;
    }
    if (self->move_draft == NULL) {
        self->move_draft = mem_new(1, sizeof(*self->move_draft));
    }
    if (self->move == NULL) {
        begin(self, move);
    } else if (strcmp(self->move->id, move->id) == 0) {
        self->move = move;
        open_form(self);
    } else {
        self->wanted = move;
        text_format(text, sizeof(text), _("“%s”填了一半没有提交。放弃它和它的草稿，改办“%s”吗？"),
                    self->move->label, move->label);
        confirm_open(self->console->ui, _("放弃草稿"), text, replace_answered, self);
    }
}

/* The rule a draft was typed for: the one that applies now, else one that asks the same. */
static const struct move_rule *find_rule(struct case_page *self, const char *action, struct err *err)
{
    const struct profile *profile = &self->console->config->profile;
    const struct move_rule *rule =
        workflow_find(profile, &self->preview.file->record, desk_role(&self->console->desk), action, err);
    for (size_t i = 0; rule == NULL && i < profile->move_count; i++) {
        if (strcmp(profile->moves[i].id, action) == 0) {
            rule = &profile->moves[i];
        }
    }
    return rule;
}

bool case_move_restore(struct case_page *self, const struct draft *draft, struct err *err)
{
    if (self->move != NULL) {
        return false; /* a second one of this case: its file waits */
    }
    if (self->preview.id == 0) {
        err_set(err, STATUS_NOT_FOUND, _("有一份办理草稿的工单读不出来"));
        err_advise(err, _("草稿仍保留"));
        return false;
    }
    struct err refusal = {0};
    const struct move_rule *rule = find_rule(self, draft->move->request.action, &refusal);
    if (refusal.status != STATUS_OK) {
        *err = refusal;
        err_advise(err, rule != NULL ? _("内容都在，Esc 后可按 F8 放弃") : _("草稿仍保留"));
    }
    if (rule == NULL) {
        return false;
    }
    if (self->move_draft == NULL) {
        self->move_draft = mem_new(1, sizeof(*self->move_draft));
    }
    *self->move_draft = *draft->move;
    self->move = rule;
    draft_keeper_begin(&self->draft, &self->view, DRAFT_MOVE, self->move_draft, draft);
    open_form(self);
    return true;
}

static void discard_answered(void *context, bool is_yes)
{
    struct case_page *self = context;
    if (is_yes) {
        forget(self);
        ui_status(self->console->ui, STYLE_NORMAL, _("办理已放弃，草稿已删除。"));
    }
}

void case_move_discard(struct case_page *self)
{
    char text[200];
    if (self->task.is_running) {
        return;
    }
    if (self->move == NULL) {
        ui_status(self->console->ui, STYLE_NORMAL, _("这张工单没有未提交的办理。"));
        return;
    }
    text_format(text, sizeof(text), _("“%s”填的内容和草稿都会删除，不能恢复。放弃吗？"), self->move->label);
    confirm_open(self->console->ui, _("放弃草稿"), text, discard_answered, self);
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
        items[i] = (struct menu_item){self->moves[i]->label, NULL, NULL};
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
    forget(self);
}

/* A refusal that time does not heal: say it and offer what was typed again. */
static void refuse(struct case_page *self)
{
    struct err err = self->task.err;
    console_touch(self->console);
    /* The form of a page behind another one waits until it is asked for. */
    if (ui_front(self->console->ui) == &self->view) {
        open_form(self);
    }
    if (err.status == STATUS_CONFLICT) {
        /* The page reads the case again; submitting once more means what it then shows. */
        self->move_draft->request.version = 0;
        err_advise(&err, _("内容都在，看过新情况后可再提交，或 Esc 后按 F8 放弃"));
    }
    ui_status_err(self->console->ui, &err);
}

void case_move_step(struct case_page *self)
{
    if (self->popup != NULL) {
        sync(self);
        lint_step(self->console, self->popup);
    }
    draft_keeper_step(&self->draft);
    if (ui_is_ending(self->console->ui) || !self->task.is_running ||
        !console_step_task(self->console, &self->task, &self->told)) {
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
    draft_keeper_flush(&self->draft);
    if (self->task.is_running) {
        task_cancel(&self->task);
    }
    record_form_free(&self->move_form);
    free(self->move_draft);
}
