/* The call form's fields: layout, reading, and what is looked up while they are being typed. */

#include <string.h>

#include "zuoxi/base/text.h"
#include "zuoxi/console/intake_view.h"
#include "zuoxi/console/lint.h"
#include "zuoxi/console/paint.h"

static struct form *form_of(const struct intake_view *self)
{
    return record_form_form(self->form);
}

void intake_form_fill(struct intake_view *self)
{
    record_form_fill(self->form, &case_record_fields, &self->intake.record);
    record_form_fill(self->form, &contact_fields, &self->intake.contact);
    for (size_t k = 0; k < detail_kind_count; k++) {
        record_form_fill(self->form, detail_kinds[k].fields,
                         detail_record(&detail_kinds[k], &self->intake.details, 0));
    }
    if (form_find(form_of(self), INTAKE_STOPS) >= 0) {
        intake_stops_show(self);
    }
}

/* All records from the form; the first value that cannot be is told, the rest is read all the same. */
static enum status read_records(struct intake_view *self, const char **field, struct err *err)
{
    struct form *form = form_of(self);
    const struct {
        const struct field_table *table;
        void *record;
    } own[] = {{&case_record_fields, &self->intake.record}, {&contact_fields, &self->intake.contact}};
    const size_t owns = sizeof(own) / sizeof(own[0]);
    enum status first = STATUS_OK;
    for (size_t i = 0; i < owns + detail_kind_count; i++) {
        const struct detail_kind *kind = i < owns ? NULL : &detail_kinds[i - owns];
        const char *at = NULL;
        struct err reason;
        enum status status = record_form_read(
            self->form, form, kind == NULL ? own[i].table : kind->fields,
            kind == NULL ? own[i].record : detail_record(kind, &self->intake.details, 0), &at, &reason);
        if (status != STATUS_OK && first == STATUS_OK) {
            first = status;
            *err = reason;
            *field = at;
        }
    }
    return first;
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
 * "8小时，至 22:35" beside the grade, "首答24小时，至 22:35" where neither handling nor answer counts from
 * now; a year without a calendar is said at once, not found out later (R2.10).
 */
static void remark_due(struct intake_view *self)
{
    static const char *const told[] = {"handle", "reply", "contact", "close"};
    const struct profile *profile = &self->console->config->profile;
    struct leg_preview preview = {0};
    char length[40], time[24], remark[160] = "";
    for (size_t i = 0; i < sizeof(told) / sizeof(told[0]) && remark[0] == '\0'; i++) {
        if (intake_due(&self->console->desk, &self->intake, told[i], &preview)) {
            duration_describe(preview.within, length);
            time_short(console_now(self->console), preview.due, time);
            text_format(remark, sizeof(remark), _("%s%s，至 %s"),
                        i < 2 ? "" : profile_leg_label(profile, told[i]), length, time);
        }
    }
    if (preview.missing_year != 0) {
        size_t used = strlen(remark);
        text_format(remark + used, sizeof(remark) - used, _(" 无%d年日历，按周一至周五推算"),
                    preview.missing_year);
    }
    form_set_remark(form_of(self), "grade", remark, preview.missing_year != 0);
}

/* Who comes is to be there a little before the appointment (R1.6). */
static void remark_appointment(struct intake_view *self)
{
    const struct optional *from = &self->intake.details.repair.appointed_from;
    char time[24], remark[80] = "";
    if (from->given) {
        int64_t early = 60 * (int64_t)self->console->config->settings.appointment_early;
        time_short(console_now(self->console), from->value - early, time);
        text_format(remark, sizeof(remark), _("%s 前到场"), time);
    }
    form_set_remark(form_of(self), "repair.appointed_from", remark, false);
}

/* A letter that has not come yet is told as soon as the field is left, not when the form is saved. */
static void remark_received(struct intake_view *self)
{
    const struct optional *received = &self->intake.details.letter.received_at;
    bool is_ahead = received->given && received->value > console_now(self->console) + 60;
    if (record_form_has(self->form, "letter.received_at")) {
        form_set_remark(form_of(self), "letter.received_at", is_ahead ? _("不能晚于现在") : "", is_ahead);
    }
}

void intake_form_remark(struct intake_view *self)
{
    remark_due(self);
    remark_appointment(self);
    remark_received(self);
}

/* Half-typed values whose fields are not in the form wait until they are again. */
static void park_unread(struct intake_view *self)
{
    struct unread *parked = &self->parked, kept = {0};
    for (size_t i = 0; i < self->draft.unread.count && kept.count < UNREAD_MAX; i++) {
        kept.items[kept.count++] = self->draft.unread.items[i];
    }
    for (size_t i = 0; i < parked->count && kept.count < UNREAD_MAX; i++) {
        if (!record_form_has(self->form, parked->items[i].field)) {
            kept.items[kept.count++] = parked->items[i];
        }
    }
    *parked = kept;
}

static void make_form(struct intake_view *self)
{
    const struct profile *profile = &self->console->config->profile;
    const struct intake *intake = &self->intake;
    text_copy(self->case_form, sizeof(self->case_form),
              intake_layout_form(profile, SET_TYPE, intake->record.type));
    text_copy(self->contact_form, sizeof(self->contact_form),
              intake_layout_form(profile, SET_CHANNEL, intake->contact.channel));
    self->form = intake_layout_make(profile, self->case_form, self->contact_form);
    record_form_set_clock(self->form, self->console->clock);
    lint_attach(self->console, form_of(self));
    intake_form_fill(self);
    record_form_show_unread(self->form, &self->draft.unread);
}

void intake_form_rebuild(struct intake_view *self)
{
    const struct profile *profile = &self->console->config->profile;
    char focus[DETAIL_NAME_SIZE];
    if (strcmp(self->case_form, intake_layout_form(profile, SET_TYPE, self->intake.record.type)) == 0 &&
        strcmp(self->contact_form, intake_layout_form(profile, SET_CHANNEL, self->intake.contact.channel)) ==
            0) {
        return;
    }
    if (form_is_spelling(form_of(self))) {
        return; /* the type's initials are not whole yet */
    }
    bool was_blank = intake_form_is_blank(self);
    text_copy(focus, sizeof(focus), form_focus(form_of(self)));
    park_unread(self);
    record_form_free(&self->form);
    make_form(self);
    record_form_show_unread(self->form, &self->parked);
    form_set_focus(form_of(self), focus);
    intake_form_remark(self);
    self->revision = form_revision(form_of(self));
    self->first_revision = was_blank ? self->revision : self->first_revision;
}

void intake_form_open(struct intake_view *self)
{
    intake_stops_restore(self);
    make_form(self);
    intake_look_at_customer(self);
    intake_form_remark(self);
    self->revision = form_revision(form_of(self));
    self->first_revision = self->revision;
}

void intake_form_typed(struct intake_view *self)
{
    follow_key(&self->typed, clock_boot_ms(self->console->clock));
}

void intake_form_step(struct intake_view *self)
{
    if (follow_is_due(&self->typed, self->console->ui, clock_boot_ms(self->console->clock))) {
        intake_form_sync(self);
    }
}

/* A tick that speaks for itself: once the text is there, the element is; whoever knows better unticks it. */
static const struct {
    const char *text, *tick;
} told_by[] = {
    {"name", "has_person"}, {"address", "has_place"}, {"phone", "has_contact"}, {"content", "has_event"}};
#define TOLD_COUNT (sizeof(told_by) / sizeof(told_by[0]))

static bool is_told(const struct intake_view *self, size_t index)
{
    const struct field *field = field_find(&case_record_fields, told_by[index].text);
    return !field_is_blank(field, &self->intake.record);
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

/* Another type was chosen: its grade, unless a person had chosen one for the type before. */
static void regrade(struct intake_view *self, const char *type_before)
{
    const struct desk *desk = &self->console->desk;
    struct case_record *record = &self->intake.record;
    const char *household = self->customer.grade;
    if (strcmp(record->type, type_before) == 0 ||
        strcmp(record->grade, intake_grade(desk, type_before, household)) != 0) {
        return;
    }
    text_copy(record->grade, sizeof(record->grade), intake_grade(desk, record->type, household));
    form_set(form_of(self), "grade", record->grade);
}

void intake_form_sync(struct intake_view *self)
{
    char type_before[FIELD_CODE_SIZE];
    struct err err;
    const char *field;
    bool was_told[TOLD_COUNT];
    follow_done(&self->typed);
    view_touch(&self->view);
    record_form_expand_times(self->form, form_of(self), console_now(self->console), false);
    if (form_revision(form_of(self)) == self->revision) {
        intake_form_rebuild(self);
        return;
    }
    for (size_t i = 0; i < TOLD_COUNT; i++) {
        was_told[i] = is_told(self, i);
    }
    text_copy(type_before, sizeof(type_before), self->intake.record.type);
    record_form_narrow(self->form);
    /* Values that cannot be (a letter in a number) are told when saving; the draft keeps them as typed. */
    read_records(self, &field, &err);
    record_form_unread(self->form, form_of(self), &self->draft.unread);
    intake_stops_add_unread(self);
    regrade(self, type_before);
    tick_told(self, was_told);
    intake_form_share(&self->intake);
    intake_look_up(self);
    intake_form_remark(self);
    self->revision = form_revision(form_of(self));
    intake_form_rebuild(self);
    draft_keeper_touch(&self->draft);
}

enum status intake_form_read(struct intake_view *self, const char **field, struct err *err)
{
    record_form_expand_times(self->form, form_of(self), console_now(self->console), true);
    enum status status = read_records(self, field, err);
    intake_form_share(&self->intake);
    return status;
}

bool intake_form_is_blank(const struct intake_view *self)
{
    return !self->is_restored && self->revision == self->first_revision && self->customer.head.id == 0;
}
