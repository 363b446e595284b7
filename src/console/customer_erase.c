/* Erasing a person's data from the customer card: what goes and stays is read first, then why is asked. */

#include <stddef.h>
#include <stdlib.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/console/customers.h"
#include "zuoxi/console/prompt.h"
#include "zuoxi/desk/erase.h"
#include "zuoxi/tui/popup.h"

#define BUSY_MS  500
#define AGAIN_MS 60000 /* after an error, which has been said */

static enum status fill(struct console *console, const struct prompt_draft *draft, void *argument,
                        struct err *err)
{
    struct erase_request *request = argument;
    (void)console, (void)err;
    request->customer_id = draft->id;
    text_copy(request->reason, sizeof(request->reason), draft->text);
    return STATUS_OK;
}

static void show(struct console *console, const struct prompt_draft *draft)
{
    customer_card_open(console, draft->id);
}

const struct prompt_kind prompt_erase = {
    .action = "person.erase",
    .title = N_("依据：谁在什么时候申请的，Enter 删除"),
    .said = N_("已删除，正在覆盖旧内容。"),
    .work = erase_person,
    .argument_size = sizeof(struct erase_request),
    .request_at = offsetof(struct erase_request, request),
    .fill = fill,
    .show = show,
};

struct question {
    struct console *console;
    int64_t id;
};

static void answered(void *context, bool is_yes)
{
    struct question *question = context;
    if (is_yes) {
        const struct prompt_draft subject = {.id = question->id};
        prompt_ask(question->console, &prompt_erase, &subject);
    }
    free(question);
}

void customer_erase_ask(struct console *console, int64_t id)
{
    struct erase_plan plan;
    struct err err;
    struct str text = {0};
    enum status status = desk_allow(&console->desk, RIGHT_PERSON_ERASE, &err);
    if (status == STATUS_OK) {
        status = erase_plan(&console->desk, id, &plan, &err);
    }
    if (status == STATUS_OK) {
        status = erase_check(&plan, &err);
    }
    if (status != STATUS_OK) {
        ui_status_err(console->ui, &err);
        return;
    }
    struct question *question = mem_new(1, sizeof(*question));
    *question = (struct question){console, plan.id};
    erase_describe(&plan, &text);
    str_add(&text, _("删除吗？"));
    confirm_open(console->ui, _("按申请删除个人资料"), str_text(&text), answered, question);
    str_free(&text);
}

/* One slice. Returns in how many ms the next may be tried. */
static int64_t scrub(struct console *console, bool *is_done)
{
    struct err err;
    bool left = false;
    enum status status = erase_is_left(&console->desk, &left, &err);
    if (status == STATUS_OK && left) { /* else it is done, perhaps by another desk, which has said so */
        status = erase_scrub(&console->desk, 0, &left, &err);
        if (status == STATUS_OK && !left) {
            ui_status(console->ui, STYLE_GOOD, _("数据库文件和日志里的旧内容已覆盖。"));
        }
    }
    *is_done = status == STATUS_OK && !left;
    if (status == STATUS_OK) {
        return 1;
    }
    if (status != STATUS_BUSY) {
        ui_status_err(console->ui, &err);
        return AGAIN_MS;
    }
    return BUSY_MS;
}

void customer_erase_step(struct console *console)
{
    struct erase_watch *watch = &console->erasures;
    int64_t now = clock_boot_ms(console->clock);
    if (ui_is_ending(console->ui) || !desk_has_right(&console->desk, RIGHT_PERSON_ERASE)) {
        return;
    }
    watch->is_done = watch->is_done && !console_changed(console, &watch->seen);
    if (watch->is_done || now < watch->due_ms) {
        return;
    }
    watch->due_ms = now + scrub(console, &watch->is_done);
    if (!watch->is_done) {
        ui_wake_at(console->ui, watch->due_ms);
    }
}
