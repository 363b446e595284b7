/* The contacts of a case: which calls, visits and letters it came from. */

#include <stdlib.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/console/case_page.h"
#include "zuoxi/console/paint.h"
#include "zuoxi/console/views.h"
#include "zuoxi/tui/popup.h"

#define LABEL_SIZE 200

static void chosen(void *context, int index)
{
    struct case_page *self = context;
    if (index >= 0) {
        contact_view_open(self->console, self->contact_ids[index]);
    }
}

/* "来电 11-21 14:35 孙丽" */
static void describe(const struct console *console, const struct contact *contact, char out[LABEL_SIZE])
{
    char channel[80], time[24] = "--";
    if (contacts_time(contact) != 0) {
        time_short(console_now(console), contacts_time(contact), time);
    }
    text_format(out, LABEL_SIZE, "%s %s %s",
                profile_label(&console->config->profile, SET_CHANNEL, contact->channel, channel), time,
                contact->caller);
}

static void open_menu(struct case_page *self, const struct contact *contacts, size_t count)
{
    char(*labels)[LABEL_SIZE] = mem_new(count, sizeof(*labels));
    struct menu_item items[CONTACTS_MAX];
    for (size_t i = 0; i < count; i++) {
        self->contact_ids[i] = contacts[i].head.id;
        describe(self->console, &contacts[i], labels[i]);
        items[i] = (struct menu_item){labels[i], contacts[i].operator, NULL };
    }
    menu_open(self->console->ui, _("联系记录"), items, count, chosen, self);
    free(labels);
}

void case_contacts_menu(struct case_page *self)
{
    struct contact *contacts = mem_new(CONTACTS_MAX, sizeof(*contacts));
    size_t count = 0;
    struct err err;
    if (contacts_of_case(&self->console->desk, self->case_id, contacts, &count, &err) != STATUS_OK) {
        ui_status_err(self->console->ui, &err);
    } else if (count == 0) {
        ui_status(self->console->ui, STYLE_NORMAL, _("这张工单没有联系记录。"));
    } else if (count == 1) {
        contact_view_open(self->console, contacts[0].head.id);
    } else {
        open_menu(self, contacts, count);
    }
    free(contacts);
}
