/* The moves of a case: a small form for what a move asks (case_move_form.c), kept as a draft while it is
 * typed, then a save that tries until it is done. */

#include <stdlib.h>
#include <string.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/console/case_page.h"
#include "zuoxi/console/lint.h"
#include "zuoxi/console/paint.h"
#include "zuoxi/desk/editing.h"
#include "zuoxi/domain/workflow.h"
#include "zuoxi/tui/popup.h"

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
    char kept[200];
    text_format(kept, sizeof(kept), _("“%s”没有提交，草稿已留，再选它即可继续，F8 放弃。"),
                self->move->label);
    draft_keeper_aside(&self->draft, STYLE_NORMAL, kept, _("再选它即可继续"));
}

bool case_move_answered(void *context, struct form *form)
{
    struct case_page *self = context;
    case_move_form_sync(self);
    if (form != NULL && !case_move_form_read(self, form)) {
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
    case_move_form_open(self);
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
        case_move_form_open(self);
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
    return rule != NULL ? rule : profile_move(profile, action);
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
    case_move_form_open(self);
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

/* What the move came to, when that is more than "done". */
static bool say_outcome(struct case_page *self, const char *number)
{
    struct ui *ui = self->console->ui;
    const struct profile *profile = &self->console->config->profile;
    const struct move_request *request = &self->move_draft->request;
    const struct choice *reached = profile_choice(profile, SET_REACHED, request->details.step.reached);
    const struct choice *answer = profile_choice(profile, SET_SATISFACTION, request->values.satisfaction);
    if (self->move->is_approved && desk_role(&self->console->desk) != ROLE_LEAD) {
        ui_status(ui, STYLE_GOOD, _("工单 %s 已申请%s，等班长审批"), number, self->move->label);
        return true;
    }
    if (self->move->effect != EFFECT_CALLBACK) {
        return false;
    }
    if (reached != NULL && !reached->is_talk) {
        ui_status(ui, STYLE_NORMAL, _("工单 %s 记下一次回访：%s，仍待回访"), number, reached->label);
        return true;
    }
    if (answer != NULL && answer->is_redo) {
        ui_status(ui, STYLE_WARNING, _("工单 %s 用户%s，已自动重办"), number, answer->label);
        return true;
    }
    return false;
}

static void finish(struct case_page *self)
{
    struct console *console = self->console;
    const struct move_request *request = &self->move_draft->request;
    struct case_record *record = &self->preview.file->record;
    struct str tell = {0};
    char number[CASE_NUMBER_SIZE];
    console_touch(console);
    console_number(console, record->number, number, sizeof(number));
    if (move_asks(self->move, "unit")) {
        text_copy(record->unit, sizeof(record->unit), request->values.unit);
    }
    casework_tell(&console->desk, self->move, record, &request->details.step, &tell);
    if (!say_outcome(self, number)) {
        ui_status(console->ui, STYLE_GOOD, _("工单 %s 已%s%s%s"), number, self->move->label,
                  tell.length > 0 ? _("，请告知") : "", str_text(&tell));
    }
    str_free(&tell);
    forget(self);
}

/* A refusal that time does not heal: say it and offer what was typed again. */
static void refuse(struct case_page *self)
{
    struct err err = self->task.err;
    console_touch(self->console);
    /* The form of a page behind another one waits until it is asked for. */
    if (ui_front(self->console->ui) == &self->view) {
        case_move_form_open(self);
        if (move_asks(self->move, err.where)) {
            form_set_remark(self->popup, err.where, err.what, true);
            form_set_focus(self->popup, err.where);
            err.where[0] = '\0'; /* said by the remark */
        }
    }
    if (err.status == STATUS_CONFLICT) {
        /* The page reads the case again; submitting once more means what it then shows. */
        self->move_draft->request.version = 0;
        err_advise(&err, _("内容都在，看过新情况后可再提交，或 Esc 后按 F8 放弃"));
    }
    ui_status_err(self->console->ui, &err);
}

/* Others at the case see which move is being filled in. */
static void tell_others(struct case_page *self, const char *doing)
{
    if (doing == self->doing) {
        return;
    }
    if (self->doing != NULL) {
        editing_end(&self->console->desk, "case", self->case_id, self->doing);
    }
    if (doing != NULL) {
        editing_begin(&self->console->desk, "case", self->case_id, doing);
    }
    self->doing = doing;
}

void case_move_step(struct case_page *self)
{
    tell_others(self, self->popup != NULL ? self->move->label : NULL);
    if (self->popup != NULL) {
        case_move_form_sync(self);
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
    tell_others(self, NULL);
    draft_keeper_flush(&self->draft);
    if (self->task.is_running) {
        task_cancel(&self->task);
    }
    record_form_free(&self->move_form);
    free(self->move_draft);
}
