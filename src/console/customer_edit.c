/* A household's data, to be corrected or entered for the first time. */

#include <string.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/console/edit_page.h"
#include "zuoxi/console/views.h"
#include "zuoxi/desk/customers.h"
#include "zuoxi/desk/lookup.h"

/* What belongs together stands together; a field that is not named here follows behind. */
static const struct record_slot slots[] = {
    {&customer_fields, "name", NULL, 0, 0, 5, FORM_LINE},
    {&customer_fields, "title", NULL, 0, 5, 3, FORM_LINE},
    {&customer_fields, "account", NULL, 0, 8, 4, FORM_LINE},
    {&customer_fields, "name_other", NULL, 1, 0, 5, FORM_LINE},
    {&customer_fields, "kind", NULL, 1, 5, 7, FORM_LINE},
    {&customer_fields, "grade", NULL, 2, 0, 5, FORM_LINE},
    {&customer_fields, "is_important", NULL, 2, 5, 3, FORM_LINE},
    {&customer_fields, "needs", NULL, 2, 8, 4, FORM_LINE},
    {&customer_fields, "phone", NULL, 3, 0, 5, FORM_LINE},
    {&customer_fields, "phone_note", N_("说明"), 3, 5, 7, FORM_LINE},
    {&customer_fields, "phone_other", NULL, 4, 0, 5, FORM_LINE},
    {&customer_fields, "phone_other_note", N_("说明"), 4, 5, 7, FORM_LINE},
    {&customer_fields, "phone_3", NULL, 5, 0, 5, FORM_LINE},
    {&customer_fields, "phone_3_note", N_("说明"), 5, 5, 7, FORM_LINE},
    {&customer_fields, "community", NULL, 6, 0, 5, FORM_LINE},
    {&customer_fields, "building", NULL, 6, 5, 3, FORM_LINE},
    {&customer_fields, "entrance", NULL, 6, 8, 2, FORM_LINE},
    {&customer_fields, "room", NULL, 6, 10, 2, FORM_LINE},
    {&customer_fields, "address", NULL, 7, 0, 8, FORM_LINE},
    {&customer_fields, "station", NULL, 7, 8, 4, FORM_LINE},
    {&customer_fields, "area", N_("面积(平方米)"), 8, 0, 5, FORM_LINE},
    {&customer_fields, "agreed_temperature", N_("约定(℃)"), 8, 5, 4, FORM_LINE},
    {&customer_fields, "opened_at", NULL, 9, 0, 5, FORM_LINE},
    {&customer_fields, "contract", NULL, 9, 5, 7, FORM_LINE},
    {&customer_fields, "supply", NULL, 10, 0, 5, FORM_LINE},
    {&customer_fields, "arrears", NULL, 10, 5, 4, FORM_LINE},
    {&customer_fields, "notes", NULL, 11, 0, 12, FORM_LINE},
    {&customer_fields, "phone_4", NULL, 12, 0, 5, FORM_LINE},
    {&customer_fields, "phone_4_note", N_("说明"), 12, 5, 7, FORM_LINE},
    {&customer_fields, "phone_5", NULL, 13, 0, 5, FORM_LINE},
    {&customer_fields, "phone_5_note", N_("说明"), 13, 5, 7, FORM_LINE},
    {&customer_fields, "phone_6", NULL, 14, 0, 5, FORM_LINE},
    {&customer_fields, "phone_6_note", N_("说明"), 14, 5, 7, FORM_LINE},
};
#define SLOT_COUNT (sizeof(slots) / sizeof(slots[0]))
#define SLOTS_MAX  64

static bool is_placed(const char *field)
{
    for (size_t i = 0; i < SLOT_COUNT; i++) {
        if (strcmp(slots[i].field, field) == 0) {
            return true;
        }
    }
    return false;
}

static size_t lay_out(struct record_slot *placed)
{
    size_t count = SLOT_COUNT;
    int row = slots[SLOT_COUNT - 1].row;
    for (size_t i = 0; i < SLOT_COUNT; i++) {
        placed[i] = slots[i];
        placed[i].label = slots[i].label != NULL ? _(slots[i].label) : NULL;
    }
    for (size_t i = 0; i < customer_fields.count && count < SLOTS_MAX; i++) {
        const struct field *field = &customer_fields.fields[i];
        if ((field->flags & FIELD_FIXED) == 0 && !is_placed(field->name)) {
            placed[count++] =
                (struct record_slot){&customer_fields, field->name, NULL, ++row, 0, 12, FORM_LINE};
        }
    }
    return count;
}

/* The call form behind the page takes a household made for it; else its card is shown. */
static void made(struct console *console, int64_t id)
{
    if (console->asks_customer != NULL) {
        console->made_customer = id;
    } else {
        customer_card_open(console, id);
    }
}

static enum status reread(struct desk *desk, void *fresh, struct err *err)
{
    struct customer_edit *edit = fresh;
    return lookup_customer(desk, edit->before.head.id, &edit->before, err);
}

/* Takes edit over. */
static void open_edit(struct console *console, struct customer_edit *edit, const struct draft *restored)
{
    struct record_slot placed[SLOTS_MAX];
    size_t count = lay_out(placed);
    bool is_new = edit->before.head.id == 0;
    struct edit_subject subject = {
        .kind = DRAFT_CUSTOMER,
        .form = edit,
        .request = edit->request,
        .id = edit->before.head.id,
        .parts = {{&customer_fields, &edit->before, &edit->after}},
        .part_count = 1,
        .slots = placed,
        .slot_count = count,
        .work = customers_save,
        .object = "customer",
        .reread = reread,
        .form_size = sizeof(*edit),
        .home = is_new ? NULL : customer_card_open,
        .saved = is_new ? made : NULL,
    };
    text_format(subject.title, sizeof(subject.title), is_new ? _("新建用户") : _("修改用户 %s"),
                edit->before.name);
    edit_page_open(console, &subject, restored);
}

static bool may_edit(struct console *console)
{
    struct err err;
    if (desk_allow(&console->desk, RIGHT_CUSTOMER_EDIT, &err) != STATUS_OK) {
        ui_status_err(console->ui, &err);
        return false;
    }
    return true;
}

void customer_edit_open(struct console *console, const struct customer *customer)
{
    if (!may_edit(console) || edit_page_show(console, DRAFT_CUSTOMER, customer->head.id)) {
        return;
    }
    struct customer_edit *edit = mem_new(1, sizeof(*edit));
    customers_begin(&console->desk, customer, edit);
    open_edit(console, edit, NULL);
}

static void open_new(struct console *console, const struct view *form, const struct case_record *call)
{
    if (!may_edit(console)) {
        return;
    }
    struct customer_edit *edit = mem_new(1, sizeof(*edit));
    customers_begin(&console->desk, NULL, edit);
    if (call != NULL) {
        customers_take_call(call, edit);
    }
    console->asks_customer = form;
    console->made_customer = 0;
    open_edit(console, edit, NULL);
}

void customer_new_open(struct console *console)
{
    open_new(console, NULL, NULL);
}

void customer_card_or_new(struct console *console, const struct view *form, const struct case_record *call)
{
    if (call->customer_id != 0) {
        customer_card_open_as(console, call->customer_id, TIE_TASK);
    } else {
        open_new(console, form, call);
    }
}

void customer_edit_restore(struct console *console, const struct draft *draft)
{
    struct customer_edit *edit = mem_new(1, sizeof(*edit));
    *edit = *draft->customer;
    if (edit->before.head.id != 0) {
        customer_card_open(console, edit->before.head.id);
    }
    open_edit(console, edit, draft);
}

bool customer_was_made(struct console *console, const struct view *view, int64_t *id)
{
    *id = console->made_customer;
    if (*id == 0 || console->asks_customer != view || ui_front(console->ui) != view) {
        return false;
    }
    console->asks_customer = NULL;
    console->made_customer = 0;
    return true;
}
