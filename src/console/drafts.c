/* What was typed and not saved comes back as it was left, after signing in. */

#include "zuoxi/base/text.h"
#include "zuoxi/console/batch.h"
#include "zuoxi/console/edit_page.h"
#include "zuoxi/console/followups.h"
#include "zuoxi/console/prompt.h"
#include "zuoxi/console/shifts.h"
#include "zuoxi/desk/draft.h"

/* How many of each kind, said as one sentence. */
static const char *const counted[DRAFT_KINDS] = {
    [DRAFT_INTAKE] = N_("张没有保存的来电登记"),   [DRAFT_EDIT] = N_("份没有保存的工单修改"),
    [DRAFT_MOVE] = N_("份没有提交的办理"),         [DRAFT_CONTACT] = N_("份没有保存的联系记录更正"),
    [DRAFT_CUSTOMER] = N_("份没有保存的用户资料"), [DRAFT_NOTICE] = N_("份没有发布的公告"),
    [DRAFT_PROMISE] = N_("条没有保存的预约回复"),  [DRAFT_MESSAGE] = N_("条没有保存的留言"),
    [DRAFT_BATCH] = N_("份没有办完的批量办理"),    [DRAFT_HANDOVER] = N_("条没有保存的交接班内容"),
    [DRAFT_SWAP] = N_("份没有提交的换班申请"),     [DRAFT_FOLLOWUP] = N_("份没有保存的定期回访"),
    [DRAFT_PROMPT] = N_("句没有保存的话"),
};

static void say(struct console *console, const size_t counts[DRAFT_KINDS], size_t elsewhere)
{
    struct str text = {0};
    for (size_t i = 0; i < DRAFT_KINDS; i++) {
        if (counts[i] > 0) {
            str_printf(&text, "%s%zu %s", text.length > 0 ? "、" : "", counts[i], _(counted[i]));
        }
    }
    struct str said = {0};
    if (text.length > 0) {
        str_printf(&said, _("已恢复 %s，F6 切换。"), str_text(&text));
    }
    if (elsewhere > 0) {
        str_printf(&said, _("另一个终端正开着 %zu 张登记。"), elsewhere);
    }
    if (said.length > 0) {
        ui_status(console->ui, STYLE_WARNING, "%s", str_text(&said));
    }
    str_free(&said);
    str_free(&text);
}

/* False when it could not be shown; the file stays for the next time. */
static bool open_draft(struct console *console, const struct draft *draft, struct err *err)
{
    switch (draft->kind) {
    case DRAFT_INTAKE:
        if (!draft->intake->is_surge || !surge_view_restore(console, draft)) {
            intake_view_open(console, draft, NULL);
        }
        return true;
    case DRAFT_EDIT:
        case_edit_restore(console, draft);
        return true;
    case DRAFT_MOVE:
        return case_view_restore(console, draft, err);
    case DRAFT_CONTACT:
        contact_edit_restore(console, draft);
        return true;
    case DRAFT_NOTICE:
        notice_form_restore(console, draft);
        return true;
    case DRAFT_CUSTOMER:
        customer_edit_restore(console, draft);
        return true;
    case DRAFT_PROMISE:
        promise_form_restore(console, draft);
        return true;
    case DRAFT_SWAP:
        swap_form_restore(console, draft);
        return true;
    case DRAFT_FOLLOWUP:
        followup_form_restore(console, draft);
        return true;
    case DRAFT_HANDOVER:
        handover_line_restore(console, draft);
        return true;
    case DRAFT_MESSAGE:
        message_form_restore(console, draft);
        return true;
    case DRAFT_BATCH:
        batch_page_restore(console, draft);
        return true;
    case DRAFT_PROMPT:
        return prompt_restore(console, draft);
    default:
        return false;
    }
}

void drafts_open(struct console *console)
{
    struct drafts drafts;
    size_t counts[DRAFT_KINDS] = {0};
    struct err err = {0};
    enum status status = draft_restore(&console->desk, &drafts, &err);
    size_t elsewhere = drafts.elsewhere;
    for (size_t i = 0; status == STATUS_OK && i < drafts.count; i++) {
        counts[drafts.items[i].kind] += open_draft(console, &drafts.items[i], &err);
    }
    drafts_clear(&drafts);
    if (err.status != STATUS_OK) {
        ui_status_err(console->ui, &err); /* damaged, or no longer possible */
    } else {
        say(console, counts, elsewhere);
    }
}

size_t drafts_unsaved(struct console *console)
{
    return edit_page_unsaved(console) + case_view_unsaved(console) + batch_page_unsaved(console) +
           console->prompts_typed;
}
