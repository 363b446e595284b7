/* A batch on its way: which moves its cases allow, who can take the one chosen, and then one after the other.
 */

#include <string.h>

#include "zuoxi/base/text.h"
#include "zuoxi/console/batch.h"
#include "zuoxi/tui/popup.h"

#define LOOKS 25 /* cases looked at in one loop turn */

size_t batch_count(const struct batch_page *self, enum batch_state state)
{
    size_t count = 0;
    for (size_t i = 0; i < self->count; i++) {
        count += self->rows[i].state == state;
    }
    return count;
}

/* Can the case take the batch's move, and if not, why. */
static void judge(struct batch_page *self, struct batch_row *row)
{
    const struct move_rule *rule = casework_batch_rule(&row->found, self->batch->request.action);
    const struct field *alone = NULL;
    char state[80];
    row->reason[0] = '\0';
    if (row->found.is_done) {
        row->state = BATCH_DONE;
        return;
    }
    row->state = rule != NULL ? BATCH_CAN : BATCH_CANNOT;
    if (rule == NULL) {
        text_format(row->reason, sizeof(row->reason), _("现在是“%s”"),
                    profile_label(&self->console->config->profile, SET_STATE, row->found.state, state));
    }
    for (size_t i = 0; rule != NULL && i < rule->ask_count && row->state == BATCH_CAN; i++) {
        casework_batch_asks(&self->console->desk, &row->found, rule, i, &alone);
        if (alone != NULL) {
            row->state = BATCH_CANNOT;
            text_format(row->reason, sizeof(row->reason), _("要单独填写“%s”"), _(alone->label));
        }
    }
    if (row->state == BATCH_CAN && self->rule == NULL) {
        self->rule = rule;
        self->asked = &row->found;
    }
}

/* The move is known: who can, and its form. */
static void take_move(struct batch_page *self)
{
    self->rule = NULL;
    for (size_t i = 0; i < self->count; i++) {
        if (self->rows[i].found.case_id != 0) { /* else it could not be read, which stands there */
            judge(self, &self->rows[i]);
        }
    }
    view_touch(&self->view);
    if (self->rule == NULL) {
        self->phase = BATCH_OVER;
        draft_keeper_drop(&self->draft);
        ui_status(self->view.ui, STYLE_WARNING, _("没有一单还能这样办，各单的原因写在列表里。"));
        return;
    }
    batch_form_open(self);
}

static void move_chosen(void *context, int index)
{
    struct batch_page *self = context;
    if (index < 0 || (size_t)index >= self->offered_count) {
        ui_close_view(self->view.ui, &self->view);
        return;
    }
    text_copy(self->batch->request.action, sizeof(self->batch->request.action), self->offered[index]->id);
    take_move(self);
}

/* Moves that need each case's own words are not offered: another case, an answer of one customer. */
static bool is_for_several(const struct move_rule *rule)
{
    return rule->effect != EFFECT_MERGE && rule->effect != EFFECT_SPLIT && rule->effect != EFFECT_CALLBACK;
}

/* How many of the cases allow the move. */
static size_t count_allowed(const struct batch_page *self, const char *action)
{
    size_t count = 0;
    for (size_t i = 0; i < self->count; i++) {
        count += casework_batch_rule(&self->rows[i].found, action) != NULL;
    }
    return count;
}

/* Each action once, however many rules it has. */
static bool is_offered(const struct batch_page *self, const struct move_rule *rule)
{
    size_t i = 0;
    while (i < self->offered_count && strcmp(self->offered[i]->id, rule->id) != 0) {
        i++;
    }
    return i < self->offered_count;
}

/* Which move, with how many of the cases allow it. */
static void ask_move(struct batch_page *self)
{
    struct menu_item items[BATCH_MOVES_MAX];
    char hints[BATCH_MOVES_MAX][40], title[80];
    const struct profile *profile = &self->console->config->profile;
    self->offered_count = 0;
    for (size_t i = 0; i < profile->move_count && self->offered_count < BATCH_MOVES_MAX; i++) {
        const struct move_rule *rule = &profile->moves[i];
        if (is_for_several(rule) && !is_offered(self, rule) && count_allowed(self, rule->id) > 0) {
            self->offered[self->offered_count++] = rule;
        }
    }
    for (size_t i = 0; i < self->offered_count; i++) {
        text_format(hints[i], sizeof(hints[i]), _("%zu/%zu 单可办"),
                    count_allowed(self, self->offered[i]->id), self->count);
        items[i] = (struct menu_item){self->offered[i]->label, hints[i], NULL};
    }
    if (self->offered_count == 0) {
        ui_status(self->view.ui, STYLE_WARNING, _("标记的工单没有您现在可以一起办理的步骤。"));
        self->phase = BATCH_OVER;
        return;
    }
    text_format(title, sizeof(title), _("批量办理 %zu 单"), self->count);
    menu_open(self->view.ui, title, items, self->offered_count, move_chosen, self);
}

static void step_looking(struct batch_page *self)
{
    const struct batch *batch = self->is_restored ? self->batch : NULL;
    struct err err;
    for (size_t i = 0; i < LOOKS && self->looked < self->count; i++) {
        struct batch_row *row = &self->rows[self->looked++];
        if (casework_batch_look(&self->console->desk, row->found.case_id, batch, &row->found, &err) !=
            STATUS_OK) {
            row->found.case_id = 0;
            row->found.move_count = 0;
            row->state = BATCH_CANNOT;
            text_copy(row->reason, sizeof(row->reason), err.what);
        }
    }
    view_touch(&self->view);
    ui_wake_at(self->view.ui, clock_boot_ms(self->console->clock));
    if (self->looked < self->count) {
        return;
    }
    self->phase = BATCH_ASKING;
    if (self->is_restored) {
        take_move(self);
    } else {
        ask_move(self);
    }
}

static void run_answered(void *context, bool is_yes)
{
    struct batch_page *self = context;
    if (is_yes) {
        self->phase = BATCH_RUNNING;
        self->next = 0;
        draft_keeper_flush(&self->draft);
        ui_wake_at(self->view.ui, clock_boot_ms(self->console->clock));
    }
    view_touch(&self->view);
}

void batch_run_ask(struct batch_page *self)
{
    char text[200];
    size_t can = batch_count(self, BATCH_CAN), cannot = self->count - can - batch_count(self, BATCH_DONE);
    if (cannot > 0) {
        text_format(text, sizeof(text), _("%zu 单可办，%zu 单不能办（原因在列表里）。现在“%s”这 %zu 单吗？"),
                    can, cannot, self->rule->label, can);
    } else {
        text_format(text, sizeof(text), _("%zu 单都可办。现在“%s”吗？"), can, self->rule->label);
    }
    confirm_open(self->view.ui, _("批量办理"), text, run_answered, self);
}

void batch_page_filled(struct batch_page *self, bool is_filled)
{
    self->phase = BATCH_READY;
    view_touch(&self->view);
    if (is_filled) {
        batch_run_ask(self);
    } else if (self->draft.has_draft) {
        draft_keeper_aside(&self->draft, STYLE_NORMAL,
                           _("没有办理，草稿已留：F4 继续填，Ctrl-S 办理，F8 放弃。"), _("F4 继续填"));
    } else {
        ui_status(self->view.ui, STYLE_NORMAL, _("没有办理：F4 填写，Ctrl-S 办理，Esc 返回。"));
    }
}

/* All have been tried: what went well is told, and its marks are taken off. */
static void finish(struct batch_page *self)
{
    size_t done = batch_count(self, BATCH_DONE), failed = batch_count(self, BATCH_FAILED);
    self->phase = BATCH_OVER;
    draft_keeper_drop(&self->draft);
    console_touch(self->console);
    for (size_t i = 0; i < self->count; i++) {
        if (self->rows[i].state == BATCH_DONE) {
            queue_view_unmark(self->console, self->rows[i].found.case_id);
        }
    }
    if (failed > 0) {
        ui_status(self->view.ui, STYLE_WARNING, _("已%s %zu 单，%zu 单没有办成，原因在列表里。"),
                  self->rule->label, done, failed);
    } else {
        ui_status(self->view.ui, STYLE_GOOD, _("已%s %zu 单。"), self->rule->label, done);
    }
}

static void start_next(struct batch_page *self)
{
    while (self->next < self->count && self->rows[self->next].state != BATCH_CAN) {
        self->next++;
    }
    if (self->next == self->count) {
        finish(self);
        return;
    }
    const struct batch_case *found = &self->rows[self->next].found;
    casework_batch_request(&self->console->desk, self->batch, found, self->request);
    self->told = (struct err){0};
    task_start(&self->task, casework_move, self->request, self->request->request);
    self->list.selected = self->next;
}

static void step_running(struct batch_page *self)
{
    if (!self->task.is_running) {
        start_next(self);
    }
    if (!self->task.is_running || !console_step_task(self->console, &self->task, &self->told)) {
        return;
    }
    struct batch_row *row = &self->rows[self->next];
    bool is_done = self->task.err.status == STATUS_OK;
    row->state = is_done ? BATCH_DONE : BATCH_FAILED;
    bool is_asked = casework_batch_rule(&row->found, self->batch->request.action)->is_approved &&
                    desk_role(&self->console->desk) != ROLE_LEAD;
    text_copy(row->reason, sizeof(row->reason),
              !is_done   ? self->task.err.what
              : is_asked ? _("已申请，等班长审批")
                         : "");
    struct err ignored; /* its state as it is now; the result stands whether or not it can be read */
    int64_t id = row->found.case_id;
    casework_batch_look(&self->console->desk, id, NULL, &row->found, &ignored);
    view_touch(&self->view);
    ui_wake_at(self->view.ui, clock_boot_ms(self->console->clock));
}

void batch_run_step(struct batch_page *self)
{
    if (self->phase == BATCH_LOOKING) {
        step_looking(self);
    } else if (self->phase == BATCH_RUNNING) {
        step_running(self);
    }
}
