/* Call forms and the telephone: answered into, hung up on, promised in. */

#include "zuoxi/base/str.h"
#include "zuoxi/console/intake_view.h"
#include "zuoxi/console/views.h"

void intake_view_answer(struct console *console, struct intake *intake, size_t matches)
{
    struct draft draft = {.kind = DRAFT_INTAKE, .opened_at = intake->opened_at, .intake = intake};
    char digits[PHONE_SIZE];
    text_copy(digits, sizeof(digits), intake->record.phone);
    if (matches > 1) {
        intake->record.phone[0] = '\0'; /* typed anew, so that its customers are offered */
    }
    intake_view_open(console, &draft, matches > 1 ? digits : NULL);
    struct intake_view *self = intake_view_page(console, ui_page_count(console->ui) - 1);
    form_set_focus(record_form_form(self->form), digits[0] == '\0' || matches > 1 ? "phone"
                                                 : matches == 1                   ? "type"
                                                                                  : "name");
    self->has_unknown_number = matches == 0 && digits[0] != '\0';
    draft_keeper_touch(&self->draft);
    draft_keeper_flush(&self->draft);
}

size_t intake_view_calls(struct console *console, struct intake_call *calls, size_t max)
{
    size_t count = 0;
    for (size_t i = 0; i < ui_page_count(console->ui) && count < max; i++) {
        const struct intake_view *self = intake_view_page(console, i);
        if (self != NULL && self->intake.contact.ring_id != 0) {
            calls[count++] = (struct intake_call){self->intake.contact.ring_id, self->has_hung_up};
        }
    }
    return count;
}

void intake_view_hang_up(struct console *console, int64_t ring_id, int64_t ended_at)
{
    for (size_t i = 0; i < ui_page_count(console->ui); i++) {
        struct intake_view *self = intake_view_page(console, i);
        if (self != NULL && self->intake.contact.ring_id == ring_id && !self->has_hung_up) {
            self->has_hung_up = true;
            self->intake.contact.ended_at = (struct optional){.value = ended_at, .given = true};
            draft_keeper_touch(&self->draft);
            view_touch(&self->view);
        }
    }
}
