/* The call form's fields: layout, reading, and what is looked up while they are being typed. */

#include <string.h>

#include "zuoxi/base/text.h"
#include "zuoxi/console/intake_view.h"
#include "zuoxi/console/paint.h"
#include "zuoxi/console/views.h"
#include "zuoxi/desk/lookup.h"
#include "zuoxi/domain/phrase.h"

/* What follows from a key, after it: at once it would keep the terminal, woken by the echo, off this
 * processor. */
#define FOLLOW_MS   15
#define DIGITS_SURE 7 /* from here on one match is no accident */

static const struct record_slot slots[] = {
    {&case_record_fields, "phone", N_("号码"), 0, 0, 5, FORM_LINE},
    {&case_record_fields, "name", N_("姓名"), 0, 5, 4, FORM_LINE},
    {&case_record_fields, "title", NULL, 0, 9, 3, FORM_LINE},
    {&case_record_fields, "address", NULL, 1, 0, 8, FORM_LINE},
    {&case_record_fields, "station", NULL, 1, 8, 4, FORM_LINE},
    {&case_record_fields, "type", NULL, 2, 0, 4, FORM_LINE},
    {&case_record_fields, "category", NULL, 2, 4, 8, FORM_LINE},
    {&case_record_fields, "grade", NULL, 3, 0, 7, FORM_LINE},
    {&case_record_fields, "content", NULL, 4, 0, 12, FORM_PARAGRAPH},
    {&case_record_fields, "has_time", NULL, 5, 0, 2, FORM_LINE},
    {&case_record_fields, "has_place", NULL, 5, 2, 2, FORM_LINE},
    {&case_record_fields, "has_person", NULL, 5, 4, 2, FORM_LINE},
    {&case_record_fields, "has_event", NULL, 5, 6, 2, FORM_LINE},
    {&case_record_fields, "has_contact", N_("联系"), 5, 8, 2, FORM_LINE},
    {&contact_fields, "repeated_back", NULL, 5, 10, 2, FORM_LINE},
    {&contact_fields, "outcome", N_("结果"), 6, 0, 5, FORM_LINE},
    {&contact_fields, "line", NULL, 6, 5, 4, FORM_LINE},
    {&contact_fields, "rings", NULL, 6, 9, 3, FORM_LINE},
};

static struct form *form_of(const struct intake_view *self)
{
    return record_form_form(self->form);
}

static void fill(struct intake_view *self)
{
    record_form_fill(self->form, &case_record_fields, &self->intake.record);
    record_form_fill(self->form, &contact_fields, &self->intake.contact);
}

/* The contact is the call, the case the matter: what both know is typed once. */
static void share_with_contact(struct intake *intake)
{
    text_copy(intake->contact.phone, sizeof(intake->contact.phone), intake->record.phone);
    text_copy(intake->contact.caller, sizeof(intake->contact.caller), intake->record.name);
    text_copy(intake->contact.title, sizeof(intake->contact.title), intake->record.title);
    intake->contact.customer_id = intake->record.customer_id;
}

/*
 * "8小时，至 22:35" beside the grade; a year without a calendar is said at once, not found out later (R2.10).
 */
static void remark_due(struct intake_view *self)
{
    struct leg_preview preview = {0};
    char length[40], time[24], remark[160] = "";
    if (intake_due(&self->console->desk, &self->intake, "handle", &preview) ||
        intake_due(&self->console->desk, &self->intake, "reply", &preview)) {
        duration_describe(preview.within, length);
        time_short(console_now(self->console), preview.due, time);
        text_format(remark, sizeof(remark), _("%s，至 %s"), length, time);
    }
    if (preview.missing_year != 0) {
        size_t used = strlen(remark);
        text_format(remark + used, sizeof(remark) - used, _(" 无%d年日历，按周一至周五推算"),
                    preview.missing_year);
    }
    form_set_remark(form_of(self), "grade", remark, preview.missing_year != 0);
}

static void remark_taboo(struct intake_view *self)
{
    size_t at;
    char remark[400] = "";
    const struct taboo *taboo = taboo_find(&self->console->config->book, self->intake.record.content, &at);
    if (taboo != NULL) {
        text_format(remark, sizeof(remark), _("忌语“%s”，请说“%s”"), taboo->text, taboo->better);
    }
    form_set_remark(form_of(self), "content", remark, true);
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

static void look_up(struct intake_view *self)
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
static void forget_lookup(struct intake_view *self)
{
    char digits[PHONE_SIZE];
    phone_normalise(self->intake.record.phone, digits);
    text_copy(self->looked_up, sizeof(self->looked_up), digits);
    self->looked_in = lookup_fields[0];
}

void intake_form_open(struct intake_view *self)
{
    struct record_slot placed[sizeof(slots) / sizeof(slots[0])];
    size_t count = sizeof(slots) / sizeof(slots[0]);
    struct err err;
    for (size_t i = 0; i < count; i++) {
        placed[i] = slots[i];
        placed[i].label = slots[i].label != NULL ? _(slots[i].label) : NULL;
    }
    self->form = record_form_new(&self->console->config->profile, placed, count, NULL, 0);
    fill(self);
    record_form_show_unread(self->form, &self->draft.unread);
    if (self->intake.record.customer_id != 0 &&
        lookup_customer(&self->console->desk, self->intake.record.customer_id, &self->customer, &err) !=
            STATUS_OK) {
        self->customer.head.id = 0;
    }
    self->picked = -1;
    forget_lookup(self);
    if (self->looked_up[0] != '\0' || self->customer.head.id != 0) {
        read_history(self);
    }
    remark_due(self);
    remark_taboo(self);
    self->revision = form_revision(form_of(self));
    self->first_revision = self->revision;
}

void intake_form_typed(struct intake_view *self)
{
    if (self->behind_ms == 0) {
        self->behind_ms = clock_boot_ms(self->console->clock);
    }
}

void intake_form_step(struct intake_view *self)
{
    int64_t now = clock_boot_ms(self->console->clock);
    if (self->behind_ms == 0) {
        return;
    }
    if (now - self->behind_ms >= FOLLOW_MS || ui_is_ending(self->console->ui)) {
        intake_form_sync(self);
    } else {
        ui_wake_at(self->console->ui, self->behind_ms + FOLLOW_MS);
    }
}

/* A tick that speaks for itself: once the text is there, the element is; whoever knows better unticks it. */
static const struct {
    const char *text, *tick;
} told_by[] = {{"name", "has_person"}, {"address", "has_place"}, {"phone", "has_contact"}};
#define TOLD_COUNT (sizeof(told_by) / sizeof(told_by[0]))

static bool is_told(const struct intake_view *self, size_t index)
{
    const struct field *field = field_find(&case_record_fields, told_by[index].text);
    return field_text_const(field, &self->intake.record)[0] != '\0';
}

/* The record was read from the form again: tick what has just been told. */
static void tick_told(struct intake_view *self, const bool was_told[TOLD_COUNT])
{
    struct err err;
    for (size_t i = 0; i < TOLD_COUNT; i++) {
        if (!was_told[i] && is_told(self, i)) {
            form_set(form_of(self), told_by[i].tick, "1");
            field_parse(field_find(&case_record_fields, told_by[i].tick), &self->intake.record, "1", &err);
        }
    }
}

void intake_form_sync(struct intake_view *self)
{
    struct err err;
    bool was_told[TOLD_COUNT];
    self->behind_ms = 0;
    view_touch(&self->view);
    if (form_revision(form_of(self)) == self->revision) {
        return;
    }
    for (size_t i = 0; i < TOLD_COUNT; i++) {
        was_told[i] = is_told(self, i);
    }
    record_form_narrow(self->form);
    /* Values that cannot be (a letter in a number) are told when saving; the draft keeps them as typed. */
    record_form_read(self->form, form_of(self), &case_record_fields, &self->intake.record, NULL, &err);
    record_form_read(self->form, form_of(self), &contact_fields, &self->intake.contact, NULL, &err);
    record_form_unread(self->form, form_of(self), &self->draft.unread);
    tick_told(self, was_told);
    share_with_contact(&self->intake);
    look_up(self);
    remark_due(self);
    remark_taboo(self);
    self->revision = form_revision(form_of(self));
    draft_keeper_touch(&self->draft);
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
    intake_use_customer(&self->intake, row);
    record->has_place = record->has_place || record->address[0] != '\0';
    record->has_person = record->has_person || record->name[0] != '\0';
    record->has_contact = record->has_contact || record->phone[0] != '\0';
    fill(self);
    record_form_show_unread(self->form, &self->draft.unread);
    if (record->phone[0] != '\0') {
        form_set(form_of(self), "phone",
                 record->phone); /* the customer's stands for what could not be read */
    }
    if (lookup_customer(&self->console->desk, row->id, &self->customer, &err) != STATUS_OK) {
        self->customer.head.id = 0;
    }
    forget_lookup(self);
    self->match_count = 0;
    self->picked = -1;
    share_with_contact(&self->intake);
    read_history(self);
    remark_due(self);
    record_form_unread(self->form, form_of(self), &self->draft.unread);
    self->revision = form_revision(form_of(self));
    form_set_focus(form_of(self), "type");
    draft_keeper_touch(&self->draft);
    view_touch(&self->view);
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

enum status intake_form_read(struct intake_view *self, const char **field, struct err *err)
{
    struct form *form = form_of(self);
    enum status status =
        record_form_read(self->form, form, &case_record_fields, &self->intake.record, field, err);
    if (status == STATUS_OK) {
        status = record_form_read(self->form, form, &contact_fields, &self->intake.contact, field, err);
    }
    share_with_contact(&self->intake);
    return status;
}

bool intake_form_offers(const struct intake_view *self)
{
    return self->match_count > 0 && !self->matches_hidden && self->looked_in != NULL &&
           strcmp(form_focus(form_of(self)), self->looked_in) == 0;
}

bool intake_form_is_unknown(const struct intake_view *self)
{
    return self->has_unknown_number && self->customer.head.id == 0 && !self->is_restored;
}

bool intake_form_is_blank(const struct intake_view *self)
{
    return !self->is_restored && self->revision == self->first_revision && self->customer.head.id == 0;
}
