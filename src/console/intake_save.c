/* Saving a call form: what is missing is asked about once, then it is tried until it is done. */

#include <string.h>

#include "zuoxi/base/text.h"
#include "zuoxi/console/intake_view.h"
#include "zuoxi/console/views.h"
#include "zuoxi/desk/guide.h"
#include "zuoxi/tui/popup.h"

#define ASKED_REPEATED (1u << 5)

static void say_saved(struct intake_view *self)
{
    struct console *console = self->console;
    char number[CASE_NUMBER_SIZE];
    console_case_number(console, self->task.result, number, sizeof(number));
    if (self->intake.answered_at_once) {
        ui_status(console->ui, STYLE_GOOD, _("已保存：%s 当场答复"), number);
    } else {
        console->select_case = self->task.result;
        ui_status(console->ui, STYLE_GOOD, _("已保存：新工单 %s"), number);
    }
}

/* Stored and acknowledged: only now the draft may go. */
static void finish(struct intake_view *self)
{
    struct console *console = self->console;
    draft_keeper_drop(&self->draft);
    console_touch(console);
    if (!intake_link_said(self)) {
        say_saved(self);
    }
    /* A save that had to wait must not take the next form from under the hands; a call-out goes back to its
     * list. */
    if (ui_front(console->ui) == &self->view && self->intake.link.call_id == 0) {
        queue_view_show(console);
    }
    ui_close_view(console->ui, &self->view);
}

void intake_save_step(struct intake_view *self)
{
    struct console *console = self->console;
    draft_keeper_step(&self->draft);
    if (ui_is_ending(console->ui)) {
        return;
    }
    if (!self->task.is_running || !console_step_task(console, &self->task, &self->told)) {
        return;
    }
    if (self->task.err.status == STATUS_OK) {
        finish(self);
    } else {
        ui_status_err(console->ui, &self->task.err);
        view_touch(&self->view);
    }
}

void intake_save_cancel(struct intake_view *self)
{
    task_cancel(&self->task);
    self->task.is_running = false;
    ui_status(self->console->ui, STYLE_WARNING, _("已停止保存，内容都在，可以继续修改。"));
    view_touch(&self->view);
}

void intake_save_refuse(struct intake_view *self, const char *field, const struct err *err)
{
    if (field != NULL) {
        form_set_focus(record_form_form(self->form), field);
    }
    ui_status_err(self->console->ui, err);
    view_touch(&self->view);
}

void intake_save_begin(struct intake_view *self)
{
    /* The draft goes first: whatever happens to the save, it holds what is about to be saved. */
    if (!self->has_hung_up) {
        self->intake.contact.ended_at = (struct optional){.value = console_now(self->console), .given = true};
    }
    struct guide guide = guide_of(&self->console->desk, &self->intake, self->has_hung_up);
    guide_keep(&guide, &self->intake.contact);
    draft_keeper_touch(&self->draft);
    draft_keeper_flush(&self->draft);
    self->told = (struct err){0};
    task_start(&self->task, intake_save, &self->intake, self->intake.request);
    ui_status(self->console->ui, STYLE_DIM, _("正在保存……"));
    ui_wake_at(self->console->ui, clock_boot_ms(self->console->clock));
}

static void answered(void *context, bool is_yes)
{
    struct intake_view *self = context;
    if (is_yes) {
        intake_save_begin(self);
    }
}

/* Words for what is missing; empty when nothing is. */
static void describe_missing(unsigned missing, struct str *out)
{
    static const char *const names[] = {N_("时间"), N_("地点"), N_("人物"), N_("事件"), N_("联系方式")};
    const char *between = "";
    for (unsigned i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        if (missing & 1u << i) {
            str_printf(out, "%s%s", between, _(names[i]));
            between = "、";
        }
    }
}

/* Outcome nobody chose: what the key that was pressed says. */
static void default_outcome(struct intake_view *self)
{
    const char *code = self->intake.answered_at_once ? "answered" : "case";
    const struct profile *profile = &self->console->config->profile;
    if (form_get(record_form_form(self->form), "outcome")[0] == '\0' &&
        profile_choice(profile, SET_OUTCOME, code) != NULL) {
        text_copy(self->intake.contact.outcome, sizeof(self->intake.contact.outcome), code);
    }
}

/* An outcome was chosen that leaves nothing to do: 打错, 骚扰 … */
static bool ends_alone(const struct intake_view *self)
{
    const char *code = form_get(record_form_form(self->form), "outcome");
    const struct choice *outcome = profile_choice(&self->console->config->profile, SET_OUTCOME, code);
    return outcome != NULL && outcome->is_alone;
}

void intake_save_start(struct intake_view *self, bool answered_at_once)
{
    char name[DETAIL_NAME_SIZE] = "";
    const char *field = NULL;
    struct err err;
    if (self->task.is_running) {
        return;
    }
    self->intake.link.is_alone = !answered_at_once && ends_alone(self);
    if (intake_link_save(self)) {
        return;
    }
    self->intake.answered_at_once = answered_at_once;
    enum status status = intake_form_read(self, &field, &err);
    default_outcome(self);
    if (status == STATUS_OK) {
        status = intake_check(&self->console->desk, &self->intake, name, &err);
        field = name;
    }
    if (status != STATUS_OK) {
        intake_save_refuse(self, field, &err);
        return;
    }
    unsigned missing = intake_missing(&self->intake);
    bool is_repeated = self->intake.contact.repeated_back || !intake_kind_is_call(self);
    unsigned open = missing | (is_repeated ? 0 : ASKED_REPEATED);
    if ((open & ~self->asked) == 0) {
        intake_save_begin(self);
        return;
    }
    self->asked |= open;
    struct str text = {0}, names = {0};
    describe_missing(missing, &names);
    if (names.length > 0) {
        str_printf(&text, _("还没有核对：%s。"), str_text(&names));
    }
    if (open & ASKED_REPEATED) {
        str_add(&text, _("还没有向用户复述要点。"));
    }
    str_add(&text, _("仍然保存吗？"));
    confirm_open(self->console->ui, _("五要素"), str_text(&text), answered, self);
    str_free(&names);
    str_free(&text);
}
