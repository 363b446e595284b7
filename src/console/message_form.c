/* A message for a colleague who is not there (留言). */

#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/console/edit_page.h"
#include "zuoxi/console/views.h"

static void left(struct console *console, int64_t id)
{
    (void)id;
    console_touch(console);
    ui_status(console->ui, STYLE_GOOD, _("留言已放到同事的台面上。"));
}

/* Takes new over. */
static void open_form(struct console *console, struct message_new *new, const struct draft *restored)
{
    static const struct record_slot slots[] = {
        {&message_fields, "recipient", NULL, 0, 0, 6, FORM_LINE},
        {&message_fields, "name", NULL, 1, 0, 6, FORM_LINE},
        {&message_fields, "phone", NULL, 1, 6, 6, FORM_LINE},
        {&message_fields, "text", NULL, 2, 0, 12, FORM_PARAGRAPH},
        {&message_fields, "wants_call", NULL, 3, 0, 6, FORM_LINE},
    };
    struct edit_subject subject = {
        .kind = DRAFT_MESSAGE,
        .form = new,
        .request = new->request,
        .parts = {{&message_fields, &new->before, &new->message}},
        .part_count = 1,
        .slots = slots,
        .slot_count = sizeof(slots) / sizeof(slots[0]),
        .work = message_leave,
        .saved = left,
    };
    text_copy(subject.title, sizeof(subject.title), _("给同事留言"));
    edit_page_open(console, &subject, restored);
}

void message_form_open(struct console *console)
{
    struct message_new *new = mem_new(1, sizeof(*new));
    message_begin(&console->desk, new);
    open_form(console, new, NULL);
}

void message_form_restore(struct console *console, const struct draft *draft)
{
    struct message_new *new = mem_new(1, sizeof(*new));
    *new = *draft->message;
    open_form(console, new, draft);
}
