#include "zuoxi/console/messages.h"

#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/base/width.h"
#include "zuoxi/console/paint.h"
#include "zuoxi/desk/message.h"
#include "zuoxi/tui/popup.h"

void messages_free(struct messages *messages)
{
    errand_free(&messages->errand);
}

void messages_look(struct messages *messages)
{
    struct err err;
    if (message_list(&messages->console->desk, messages->items, MESSAGES_SHOWN, &messages->count, &err) !=
        STATUS_OK) {
        messages->count = 0; /* what hinders reading, the list of cases says */
    }
}

/* "留言 10:32 1002记 张先生 138 0000 1234 请回电：暖气费的收据……" */
static void describe(const struct message *message, int64_t now, struct str *out)
{
    char time[24], phone[PHONE_SIZE];
    time_short(now, message->made_at.value, time);
    phone_group(message->phone, phone);
    str_printf(out, _("留言 %s %s记"), time, message->sender);
    str_printf(out, "%s%s%s%s", message->name[0] != '\0' ? " " : "", message->name,
               phone[0] != '\0' ? " " : "", phone);
    str_add(out, message->wants_call ? _(" 请回电：") : _("："));
}

void messages_step(struct messages *messages, bool is_in_front)
{
    errand_step(&messages->errand, messages->console);
    for (size_t i = 0; i < messages->count; i++) {
        const struct message *message = &messages->items[i];
        if (message->head.id > messages->told && !is_in_front) {
            struct str line = {0};
            describe(message, console_now(messages->console), &line);
            str_add(&line, message->text);
            ui_status(messages->console->ui, STYLE_WARNING, "%s", str_text(&line));
            str_free(&line);
        }
        messages->told = message->head.id > messages->told ? message->head.id : messages->told;
    }
}

void messages_draw(const struct messages *messages, size_t index, struct canvas *canvas, int y,
                   bool is_selected)
{
    const struct message *message = &messages->items[index];
    int width = canvas_width(canvas);
    const char *keys = is_selected ? _("Enter 阅读") : message->read_at.given ? _("已读 Tab") : _("未读 Tab");
    int room = width - width_text(keys) - 2;
    struct str line = {0};
    describe(message, console_now(messages->console), &line);
    str_add(&line, message->text);
    enum style style = is_selected ? STYLE_SELECTED : message->read_at.given ? STYLE_DIM : STYLE_WARNING;
    draw_text(canvas, y, 0, width, is_selected ? style : STYLE_NORMAL, is_selected ? ">" : "");
    draw_text(canvas, y, 1, room - 1, style, str_text(&line));
    draw_right(canvas, y, room, width - room - 1, is_selected ? style : STYLE_STRONG, keys);
    str_free(&line);
}

static void mark(struct messages *messages, bool is_done, const char *said)
{
    struct message_mark *argument = mem_new(1, sizeof(*argument));
    *argument = (struct message_mark){.id = messages->id, .is_done = is_done};
    request_make(argument->request);
    errand_start(&messages->errand, messages->console, message_mark, argument, argument->request, said);
}

/* Settled, or only read. */
static void answered(void *context, bool is_yes)
{
    struct messages *messages = context;
    mark(messages, is_yes, is_yes ? _("留言已办完。") : _("留言已读，办完后再打开它。"));
}

void messages_open(struct messages *messages, size_t index)
{
    struct console *console = messages->console;
    if (index >= messages->count) {
        return;
    }
    const struct message *message = &messages->items[index];
    struct str text = {0};
    messages->id = message->head.id;
    describe(message, console_now(console), &text);
    str_add(&text, "\n");
    str_add(&text, message->text);
    if (message->promise_id != 0) {
        str_add(&text, _("\n（回电已列在台面的承诺里）"));
    }
    str_add(&text, _("\n办完了吗？Enter 办完，Esc 先留着。"));
    confirm_open(console->ui, _("留言"), str_text(&text), answered, messages);
    str_free(&text);
}
