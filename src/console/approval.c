#include "zuoxi/console/approval.h"

#include <stdlib.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/console/paint.h"
#include "zuoxi/tui/popup.h"

enum choice_made { ANSWER_AGREE, ANSWER_REFUSE };

static void decide(struct approval *approval, bool is_approved, const char *remark)
{
    struct move_decision *decision = mem_new(1, sizeof(*decision));
    decision->case_id = approval->case_id;
    decision->is_approved = is_approved;
    text_copy(decision->remark, sizeof(decision->remark), remark);
    request_make(decision->request);
    errand_start(&approval->errand, approval->console, casework_decide, decision, decision->request,
                 is_approved ? _("已批准。") : _("已驳回。"));
}

void approval_step(struct approval *approval, struct console *console)
{
    struct str tell = {0};
    struct err err;
    const struct step nothing = {0};
    if (!errand_step(&approval->errand, console) || approval->action[0] == '\0') {
        return;
    }
    const struct move_rule *move = profile_move(&console->config->profile, approval->action);
    struct case_file *file = mem_new(1, sizeof(*file));
    if (move != NULL && casework_load(&console->desk, approval->case_id, file, &err) == STATUS_OK) {
        casework_tell(&console->desk, move, &file->record, &nothing, &tell);
    }
    if (tell.length > 0) {
        ui_status(console->ui, STYLE_GOOD, _("已批准%s，请告知%s"), move->label, str_text(&tell));
    }
    str_free(&tell);
    free(file);
}

static void refused(void *context, const char *text)
{
    struct approval *approval = context;
    if (text == NULL) {
        return;
    }
    approval->action[0] = '\0';
    if (text[0] == '\0') {
        ui_status(approval->console->ui, STYLE_WARNING, _("驳回要写明理由。"));
        return;
    }
    decide(approval, false, text);
}

static void answered(void *context, int index)
{
    struct approval *approval = context;
    if (index == ANSWER_AGREE) {
        decide(approval, true, "");
    } else if (index == ANSWER_REFUSE) {
        prompt_open(approval->console->ui, _("驳回的理由"), "", refused, approval);
    }
}

void approval_ask(struct approval *approval, struct console *console, int64_t case_id, const char *action,
                  const char *badge, const char *reason)
{
    static const char *const labels[] = {N_("批准"), N_("驳回")};
    struct menu_item items[2];
    struct err err;
    if (action[0] == '\0') {
        ui_status(console->ui, STYLE_NORMAL, _("这张工单没有等审批的申请。"));
        return;
    }
    if (desk_allow(&console->desk, RIGHT_CASE_APPROVE, &err) != STATUS_OK) {
        ui_status_err(console->ui, &err);
        return;
    }
    approval->console = console;
    approval->case_id = case_id;
    text_copy(approval->action, sizeof(approval->action), action);
    for (size_t i = 0; i < 2; i++) {
        items[i] = (struct menu_item){.label = _(labels[i])};
    }
    text_format(approval->what, sizeof(approval->what), _("%s 申请%s：%s"), badge,
                profile_action_label(&console->config->profile, action), reason);
    menu_open(console->ui, approval->what, items, 2, answered, approval);
}

void approval_undo(struct approval *approval, struct console *console, int64_t case_id)
{
    struct undo_request *request = mem_new(1, sizeof(*request));
    approval->console = console;
    approval->action[0] = '\0';
    request->case_id = case_id;
    request_make(request->request);
    errand_start(&approval->errand, console, casework_undo, request, request->request,
                 _("已撤销，经过里两条都在。"));
}
