#include "zuoxi/console/approval.h"

#include <stddef.h>
#include <stdlib.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/console/paint.h"
#include "zuoxi/console/prompt.h"
#include "zuoxi/console/views.h"
#include "zuoxi/tui/popup.h"

enum choice_made { ANSWER_AGREE, ANSWER_REFUSE };

static void agree(struct approval *approval)
{
    struct move_decision *decision = mem_new(1, sizeof(*decision));
    decision->case_id = approval->case_id;
    decision->is_approved = true;
    request_make(decision->request);
    errand_start(&approval->errand, approval->console, casework_decide, decision, decision->request,
                 _("已批准。"));
}

/* ",办结到 11-25 14:30": what the newest extension made of its legs; nothing for other moves. */
static void tell_due(const struct console *console, const struct move_rule *move, const struct ledger *ledger,
                     struct str *out)
{
    size_t count = ledger->extension_count;
    if (move->effect != EFFECT_EXTEND || count == 0) {
        return;
    }
    for (size_t i = 0; i < count; i++) {
        const struct leg_extension *extension = &ledger->extensions[i];
        char due[24];
        if (extension->at == ledger->extensions[count - 1].at) {
            time_short(console_now(console), extension->new_due, due);
            str_printf(out, _("，%s到 %s"), profile_leg_label(&console->config->profile, extension->leg),
                       due);
        }
    }
}

void approval_step(struct approval *approval, struct console *console)
{
    struct str due = {0}, tell = {0};
    struct err err;
    const struct step nothing = {0};
    if (!errand_step(&approval->errand, console) || approval->action[0] == '\0') {
        return;
    }
    const struct move_rule *move = profile_move(&console->config->profile, approval->action);
    struct case_file *file = mem_new(1, sizeof(*file));
    if (move != NULL && casework_load(&console->desk, approval->case_id, file, &err) == STATUS_OK) {
        tell_due(console, move, &file->ledger, &due);
        casework_tell(&console->desk, move, &file->record, &nothing, &tell);
        ui_status(console->ui, STYLE_GOOD, tell.length > 0 ? _("已批准%s%s，请告知%s") : _("已批准%s%s。"),
                  move->label, str_text(&due), str_text(&tell));
    }
    str_free(&due);
    str_free(&tell);
    free(file);
}

static enum status fill(struct console *console, const struct prompt_draft *draft, void *argument,
                        struct err *err)
{
    struct move_decision *decision = argument;
    (void)console;
    decision->case_id = draft->id;
    text_copy(decision->remark, sizeof(decision->remark), draft->text);
    return draft->text[0] != '\0' ? STATUS_OK : err_set(err, STATUS_INVALID, _("驳回要写明理由"));
}

static void show(struct console *console, const struct prompt_draft *draft)
{
    case_view_open(console, draft->id);
}

const struct prompt_kind prompt_refuse_request = {
    .action = "request.refuse",
    .title = N_("驳回的理由"),
    .said = N_("已驳回。"),
    .work = casework_decide,
    .argument_size = sizeof(struct move_decision),
    .request_at = offsetof(struct move_decision, request),
    .fill = fill,
    .show = show,
};

static void answered(void *context, int index)
{
    struct approval *approval = context;
    if (index == ANSWER_AGREE) {
        agree(approval);
    } else if (index == ANSWER_REFUSE) {
        struct prompt_draft subject = {.id = approval->case_id};
        text_copy(subject.about, sizeof(subject.about), approval->what);
        prompt_ask(approval->console, &prompt_refuse_request, &subject);
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
