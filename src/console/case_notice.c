/* A case of before the outage was posted is made one of its callers, from the case view. */

#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/console/case_page.h"

unsigned case_notice_run(struct view *view)
{
    struct case_page *self = (struct case_page *)view;
    struct console *console = self->console;
    size_t more;
    if (self->preview.id == 0) {
        return VIEW_HANDLED;
    }
    const struct live_notice *live =
        live_board_match(&console->desk, &console->board, &self->preview.file->record, NULL, &more);
    if (live == NULL) {
        ui_status(view->ui, STYLE_NORMAL, _("这张工单的地址不在停供范围内。"));
        return VIEW_HANDLED;
    }
    struct case_attach *attach = mem_new(1, sizeof(*attach));
    attach->notice_id = live->notice.head.id;
    attach->case_id = self->case_id;
    request_make(attach->request);
    errand_start(&self->reading.errand, console, board_attach_open_case, attach, attach->request,
                 _("已关联到停供公告，有消息回电。"));
    return VIEW_HANDLED;
}
