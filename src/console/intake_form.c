/* The call form's fields: layout, reading, and what is looked up while they are being typed. */

#include <string.h>

#include "zuoxi/base/text.h"
#include "zuoxi/console/intake_view.h"
#include "zuoxi/console/paint.h"
#include "zuoxi/domain/phrase.h"

/* What follows from a key, after it: at once it would keep the terminal, woken by the echo, off this
 * processor. */
#define FOLLOW_MS 15

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

void intake_form_fill(struct intake_view *self)
{
    record_form_fill(self->form, &case_record_fields, &self->intake.record);
    record_form_fill(self->form, &contact_fields, &self->intake.contact);
}

/* The contact is the call, the case the matter: what both know is typed once. */
void intake_form_share(struct intake *intake)
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

void intake_form_remark(struct intake_view *self)
{
    remark_due(self);
    remark_taboo(self);
}

void intake_form_open(struct intake_view *self)
{
    struct record_slot placed[sizeof(slots) / sizeof(slots[0])];
    size_t count = sizeof(slots) / sizeof(slots[0]);
    for (size_t i = 0; i < count; i++) {
        placed[i] = slots[i];
        placed[i].label = slots[i].label != NULL ? _(slots[i].label) : NULL;
    }
    self->form = record_form_new(&self->console->config->profile, placed, count, NULL, 0);
    intake_form_fill(self);
    record_form_show_unread(self->form, &self->draft.unread);
    intake_look_at_customer(self);
    intake_form_remark(self);
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
    intake_form_share(&self->intake);
    intake_look_up(self);
    intake_form_remark(self);
    self->revision = form_revision(form_of(self));
    draft_keeper_touch(&self->draft);
}

enum status intake_form_read(struct intake_view *self, const char **field, struct err *err)
{
    struct form *form = form_of(self);
    enum status status =
        record_form_read(self->form, form, &case_record_fields, &self->intake.record, field, err);
    if (status == STATUS_OK) {
        status = record_form_read(self->form, form, &contact_fields, &self->intake.contact, field, err);
    }
    intake_form_share(&self->intake);
    return status;
}

bool intake_form_is_blank(const struct intake_view *self)
{
    return !self->is_restored && self->revision == self->first_revision && self->customer.head.id == 0;
}
