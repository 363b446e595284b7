/* Correcting a saved contact (R1.11), or one stop of an outing at a time. */

#include <stdlib.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/console/detail_form.h"
#include "zuoxi/console/views.h"
#include "zuoxi/desk/contacts.h"
#include "zuoxi/tui/popup.h"

#define NO_STOP STOPS_MAX

/* What a menu of stops needs to know when one is chosen. */
struct stop_choice {
    struct console *console;
    int64_t contact_id;
};

static enum status reread(struct desk *desk, void *fresh, struct err *err)
{
    struct contact_edit *edit = fresh;
    return contacts_load(desk, edit->before.head.id, &edit->before, &edit->details_before, err);
}

/* Takes edit over. stop: which one is filled in, NO_STOP for the contact itself. */
static void open_page(struct console *console, struct contact_edit *edit, size_t stop,
                      const struct draft *restored)
{
    struct edit_subject subject = {
        .kind = DRAFT_CONTACT,
        .form = edit,
        .request = edit->request,
        .id = edit->before.head.id,
        .part_count = 1,
        .work = contacts_correct,
        .object = "contact",
        .reread = reread,
        .form_size = sizeof(*edit),
        .home = contact_view_open,
    };
    if (stop < NO_STOP) {
        const struct detail_kind *kind = detail_kind_find("stop");
        subject.parts[0] = (struct edit_part){kind->fields, detail_record(kind, &edit->details_before, stop),
                                              detail_record(kind, &edit->details_after, stop)};
        text_format(subject.title, sizeof(subject.title), _("外出第 %zu 站"), stop + 1);
    } else {
        subject.parts[0] = (struct edit_part){&contact_fields, &edit->before, &edit->after};
        detail_edit_parts(&subject, &console->config->profile, DETAIL_OF_CONTACT, edit->after.channel,
                          &edit->details_before, &edit->details_after);
        text_format(subject.title, sizeof(subject.title), _("更正联系记录  %s"), edit->before.caller);
    }
    edit_page_open(console, &subject, restored);
}

/* The contact as it is stored now, to be corrected; NULL, and said, when it may not or cannot be. */
static struct contact_edit *begin(struct console *console, int64_t id)
{
    struct contact_edit *edit = mem_new(1, sizeof(*edit));
    struct err err;
    if (desk_allow(&console->desk, RIGHT_CONTACT_SAVE, &err) != STATUS_OK ||
        contacts_load(&console->desk, id, &edit->before, &edit->details_before, &err) != STATUS_OK) {
        ui_status_err(console->ui, &err);
        free(edit);
        return NULL;
    }
    edit->after = edit->before;
    edit->details_after = edit->details_before;
    edit->opened_at = console_now(console);
    request_make(edit->request);
    return edit;
}

static void open_anew(struct console *console, int64_t id, size_t stop)
{
    if (edit_page_show(console, DRAFT_CONTACT, id)) {
        return; /* one correction at a time */
    }
    struct contact_edit *edit = begin(console, id);
    if (edit != NULL) {
        open_page(console, edit, stop, NULL);
    }
}

void contact_edit_open(struct console *console, int64_t id)
{
    open_anew(console, id, NO_STOP);
}

static void stop_chosen(void *context, int index)
{
    struct stop_choice *choice = context;
    if (index >= 0) {
        open_anew(choice->console, choice->contact_id, (size_t)index);
    }
    free(choice);
}

void contact_stops_open(struct console *console, int64_t id)
{
    struct contact_edit *edit = begin(console, id);
    struct menu_item items[STOPS_MAX];
    char labels[STOPS_MAX][STOP_LINE_SIZE];
    if (edit == NULL) {
        return;
    }
    size_t count = detail_stop_lines(console, &edit->details_before, labels);
    for (size_t i = 0; i < count; i++) {
        items[i] = (struct menu_item){.label = labels[i]};
    }
    struct stop_choice *choice = mem_new(1, sizeof(*choice));
    *choice = (struct stop_choice){console, id};
    menu_open(console->ui, _("各站"), items, count, stop_chosen, choice);
    free(edit);
}

/* The stop that a draft was about: the one that differs. */
static size_t changed_stop(const struct contact_edit *edit)
{
    const struct detail_kind *kind = detail_kind_find("stop");
    for (size_t i = 0; i < kind->most; i++) {
        for (size_t f = 0; f < kind->fields->count; f++) {
            if (field_differs(&kind->fields->fields[f], detail_record_const(kind, &edit->details_before, i),
                              detail_record_const(kind, &edit->details_after, i))) {
                return i;
            }
        }
    }
    return NO_STOP;
}

void contact_edit_restore(struct console *console, const struct draft *draft)
{
    struct contact_edit *edit = mem_new(1, sizeof(*edit));
    *edit = *draft->contact;
    contact_view_open(console, edit->before.head.id);
    open_page(console, edit, changed_stop(edit), draft);
}
