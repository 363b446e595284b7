/* Finding the customer while the number, the name or the address is being typed, and putting one's data in.
 */

#include <string.h>

#include "zuoxi/base/text.h"
#include "zuoxi/console/intake_view.h"
#include "zuoxi/console/views.h"
#include "zuoxi/desk/lookup.h"

#define DIGITS_SURE 7 /* from here on one match is no accident */

static struct form *form_of(const struct intake_view *self)
{
    return record_form_form(self->form);
}

static void read_history(struct intake_view *self)
{
    struct err err;
    if (intake_history(&self->console->desk, &self->intake, INTAKE_HISTORY, self->history,
                       &self->history_count, &err) != STATUS_OK) {
        self->history_count = 0;
        ui_status_err(self->console->ui, &err);
    }
}

/* The fields by which a customer is looked up while they are typed. */
static const char *const lookup_fields[] = {"phone", "name", "address"};

/* The one that has the focus, or NULL. A name or address corrected after the customer was taken is none. */
static const char *lookup_field(const struct intake_view *self)
{
    const char *focus = form_focus(form_of(self));
    for (size_t i = 0; i < sizeof(lookup_fields) / sizeof(lookup_fields[0]); i++) {
        if (strcmp(focus, lookup_fields[i]) == 0) {
            return i == 0 || self->customer.head.id == 0 ? lookup_fields[i] : NULL;
        }
    }
    return NULL;
}

static bool is_number(const char *field)
{
    return strcmp(field, "phone") == 0;
}

/* A sure match is marked, so that Enter takes it: the whole number, or a single customer behind a tail, most
 * of a number, or initials, which are no name that anybody would leave standing. */
static int sure_match(const struct intake_view *self)
{
    const char *typed = self->looked_up;
    size_t length = strlen(typed);
    bool is_alone = self->match_count == 1;
    if (!is_number(self->looked_in)) {
        return is_alone && lookup_is_initials(typed) ? 0 : -1;
    }
    bool is_exact = self->match_count > 0 && strcmp(self->matches[0].phone, typed) == 0;
    return is_exact || (is_alone && (length == 4 || length >= DIGITS_SURE)) ? 0 : -1;
}

void intake_look_up(struct intake_view *self)
{
    char text[sizeof(self->looked_up)];
    const char *field = lookup_field(self);
    struct err err;
    if (field == NULL) {
        return;
    }
    text_copy(text, sizeof(text), form_get(form_of(self), field));
    if (is_number(field)) {
        char digits[PHONE_SIZE];
        if (phone_normalise(text, digits)) {
            text_copy(text, sizeof(text), digits);
        }
    }
    if (self->looked_in == field && strcmp(text, self->looked_up) == 0) {
        return;
    }
    text_copy(self->looked_up, sizeof(self->looked_up), text);
    self->looked_in = field;
    self->matches_hidden = false;
    self->picked = -1;
    if (lookup_customers(&self->console->desk, text, INTAKE_MATCHES, self->matches, &self->match_count,
                         &err) != STATUS_OK) {
        self->match_count = 0;
        ui_status_err(self->console->ui, &err);
        return;
    }
    self->picked = sure_match(self);
    if (is_number(field)) {
        self->has_unknown_number = strlen(text) >= DIGITS_SURE && self->match_count == 0;
        read_history(self);
    }
}

/* The number as it stands is not to be looked up again. */
void intake_forget_lookup(struct intake_view *self)
{
    char digits[PHONE_SIZE];
    phone_normalise(self->intake.record.phone, digits);
    text_copy(self->looked_up, sizeof(self->looked_up), digits);
    self->looked_in = lookup_fields[0];
}

void intake_look_at_customer(struct intake_view *self)
{
    struct err err;
    if (self->intake.record.customer_id != 0 &&
        lookup_customer(&self->console->desk, self->intake.record.customer_id, &self->customer, &err) !=
            STATUS_OK) {
        self->customer.head.id = 0;
    }
    self->picked = -1;
    intake_forget_lookup(self);
    if (self->looked_up[0] != '\0' || self->customer.head.id != 0) {
        read_history(self);
    }
}

/* What was typed only to find the customer (part of a number, a 户号) gives way to the customer's number. */
static bool is_search_only(const char *typed, const struct customer_row *row)
{
    bool is_part = strlen(typed) < strlen(row->phone) && strstr(row->phone, typed) != NULL;
    bool is_account = strncmp(row->account, typed, strlen(typed)) == 0;
    return is_part || is_account || strlen(typed) < DIGITS_SURE;
}

/* Initials and fragments that found the customer by name or address give way to the whole of it. */
static void give_way(struct intake_view *self)
{
    if (self->looked_in != NULL && !is_number(self->looked_in)) {
        field_text(field_find(&case_record_fields, self->looked_in), &self->intake.record)[0] = '\0';
    }
}

static void forget(char *text, const char *value)
{
    if (strcmp(text, value) == 0) {
        text[0] = '\0';
    }
}

/* Another customer was meant: what came from the first one goes, what the operator typed stays. */
static void forget_customer(struct intake_view *self)
{
    struct case_record *record = &self->intake.record;
    const struct customer *customer = &self->customer;
    if (customer->head.id == 0) {
        return;
    }
    forget(record->phone, customer->phone);
    forget(record->name, customer->name);
    forget(record->title, customer->title);
    forget(record->address, customer->address);
    forget(record->station, customer->station);
}

void intake_form_use(struct intake_view *self, size_t match)
{
    const struct customer_row *row = &self->matches[match];
    struct case_record *record = &self->intake.record;
    struct err err;
    forget_customer(self);
    if (is_search_only(record->phone, row)) {
        record->phone[0] = '\0';
    }
    give_way(self);
    intake_use_customer(&self->console->desk, &self->intake, row);
    record->has_place = record->has_place || record->address[0] != '\0';
    record->has_person = record->has_person || record->name[0] != '\0';
    record->has_contact = record->has_contact || record->phone[0] != '\0';
    intake_form_fill(self);
    record_form_show_unread(self->form, &self->draft.unread);
    if (record->phone[0] != '\0') {
        form_set(form_of(self), "phone",
                 record->phone); /* the customer's stands for what could not be read */
    }
    if (lookup_customer(&self->console->desk, row->id, &self->customer, &err) != STATUS_OK) {
        self->customer.head.id = 0;
    }
    intake_forget_lookup(self);
    self->match_count = 0;
    self->picked = -1;
    intake_form_share(&self->intake);
    read_history(self);
    intake_form_remark(self);
    record_form_unread(self->form, form_of(self), &self->draft.unread);
    intake_stops_add_unread(self);
    self->revision = form_revision(form_of(self));
    form_set_focus(form_of(self), "type");
    draft_keeper_touch(&self->draft);
    view_touch(&self->view);
}

bool intake_form_offers(const struct intake_view *self)
{
    return self->match_count > 0 && !self->matches_hidden && self->looked_in != NULL &&
           strcmp(form_focus(form_of(self)), self->looked_in) == 0;
}

bool intake_form_is_unknown(const struct intake_view *self)
{
    return self->has_unknown_number && self->customer.head.id == 0;
}

void intake_form_take_made(struct intake_view *self)
{
    int64_t id;
    struct err err;
    if (customer_was_made(self->console, &self->view, &id) &&
        lookup_customer_row(&self->console->desk, id, &self->matches[0], &err) == STATUS_OK) {
        intake_form_use(self, 0);
    }
}
