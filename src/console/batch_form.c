/* The small form of a move made for several cases: what can be the same for all of them. */

#include <string.h>

#include "zuoxi/base/text.h"
#include "zuoxi/console/batch.h"
#include "zuoxi/console/paint.h"
#include "zuoxi/tui/popup.h"

/* A field of the form, and the table it is of; false for what the form does not ask. */
static bool asked_field(const struct batch_page *self, size_t index, const struct field_table **table,
                        const struct field **field)
{
    const struct detail_kind *kind;
    const struct field *alone;
    if (!casework_batch_asks(&self->console->desk, self->asked, self->rule, index, &alone)) {
        return false;
    }
    detail_asked(&self->console->config->profile, self->asked->type, self->rule->ask[index], &kind, field);
    *table = kind != NULL ? kind->fields : &case_record_fields;
    return true;
}

/* Does the form ask for a note of its own? Not when the move already asks for the case's. */
static bool asks_note(const struct move_rule *rule)
{
    for (size_t i = 0; i < rule->ask_count; i++) {
        if (strcmp(rule->ask[i], "note") == 0) {
            return false;
        }
    }
    return true;
}

static struct form_item line_item(const char *name, const char *label, int max, int row, unsigned flags)
{
    return (struct form_item){
        .name = name, .label = label, .kind = FORM_LINE, .max = max, .row = row, .span = 12, .flags = flags};
}

/* Each on a row of its own; returns how many. */
static size_t lay_out(const struct batch_page *self, struct record_slot slots[MOVE_FIELDS_MAX])
{
    size_t count = 0;
    for (size_t i = 0; i < self->rule->ask_count; i++) {
        const struct field_table *table;
        const struct field *field;
        if (asked_field(self, i, &table, &field)) {
            slots[count] = (struct record_slot){table, field->name, NULL, (int)count, 0, 12, FORM_LINE};
            count++;
        }
    }
    return count;
}

/* Every record the form has fields of; the first value that cannot be is told. */
static enum status read_values(struct batch_page *self, struct form *form, const char **field,
                               struct err *err)
{
    struct move_request *request = &self->batch->request;
    enum status first =
        record_form_read(self->record_form, form, &case_record_fields, &request->values, field, err);
    for (size_t k = 0; k < detail_kind_count; k++) {
        struct err reason;
        const char *at = NULL;
        if (detail_kinds[k].owner == DETAIL_OF_MOVE &&
            record_form_read(self->record_form, form, detail_kinds[k].fields,
                             detail_record(&detail_kinds[k], &request->details, 0), &at,
                             &reason) != STATUS_OK &&
            first == STATUS_OK) {
            first = reason.status;
            *err = reason;
            *field = at;
        }
    }
    return first;
}

void batch_form_sync(struct batch_page *self)
{
    struct form *form = self->popup;
    struct move_request *request = &self->batch->request;
    const char *field;
    struct err err;
    if (form == NULL || form_revision(form) == self->revision) {
        return;
    }
    self->revision = form_revision(form);
    read_values(self, form, &field, &err);
    record_form_unread(self->record_form, form, &self->draft.unread);
    text_copy(request->reporter, sizeof(request->reporter), form_get(form, "reporter"));
    text_copy(request->note, sizeof(request->note), form_get(form, "remark"));
    text_copy(self->batch->at, sizeof(self->batch->at), form_get(form, "at"));
    draft_keeper_touch(&self->draft);
}

static bool refuse_empty(struct form *form, const char *item)
{
    form_set_wanting(form, item, _("必填"), true);
    form_set_focus(form, item);
    return false;
}

static bool refuse(struct form *form, const char *item, const char *why)
{
    form_set_remark(form, item, why, true);
    form_set_focus(form, item);
    return false;
}

/* Is all there that every move needs? The first item that is not gets a remark. */
static bool is_complete(struct batch_page *self, struct form *form)
{
    const struct move_rule *rule = self->rule;
    struct move_request *request = &self->batch->request;
    int64_t now = console_now(self->console);
    const char *field = NULL;
    struct err err;
    for (size_t i = 0; i < rule->ask_count; i++) {
        const struct field_table *table;
        const struct field *asked;
        if (rule->ask_needed[i] && asked_field(self, i, &table, &asked) &&
            form_get(form, rule->ask[i])[0] == '\0') {
            return refuse_empty(form, rule->ask[i]);
        }
    }
    if (rule->asks_reporter && request->reporter[0] == '\0') {
        return refuse_empty(form, "reporter");
    }
    if (read_values(self, form, &field, &err) != STATUS_OK) {
        return refuse(form, field, err.what);
    }
    request->at = 0;
    if (self->batch->at[0] != '\0' && !time_parse_short(now, self->batch->at, &request->at)) {
        return refuse(form, "at", _("写作 14:32 或 11-23 14:32"));
    }
    return request->at <= now || refuse(form, "at", _("不能晚于现在"));
}

static bool answered(void *context, struct form *form)
{
    struct batch_page *self = context;
    batch_form_sync(self);
    if (form != NULL && !is_complete(self, form)) {
        return false;
    }
    self->popup = NULL;
    draft_keeper_flush(&self->draft);
    batch_page_filled(self, form != NULL);
    return true;
}

static void fill(struct batch_page *self, struct form *form)
{
    struct move_request *request = &self->batch->request;
    record_form_fill(self->record_form, &case_record_fields, &request->values);
    for (size_t k = 0; k < detail_kind_count; k++) {
        if (detail_kinds[k].owner == DETAIL_OF_MOVE) {
            record_form_fill(self->record_form, detail_kinds[k].fields,
                             detail_record(&detail_kinds[k], &request->details, 0));
        }
    }
    form_set(form, "reporter", request->reporter);
    form_set(form, "remark", request->note);
    form_set(form, "at", self->batch->at);
    record_form_show_unread(self->record_form, &self->draft.unread);
    for (size_t i = 0; i < self->rule->ask_count; i++) {
        if (self->rule->ask_needed[i]) {
            form_set_wanting(form, self->rule->ask[i], _("必填"), false);
        }
    }
    form_set_remark(form, "at", _("空着就是现在；或写 14:32"), false);
    form_focus_first_empty(form);
}

void batch_form_open(struct batch_page *self)
{
    struct record_slot slots[MOVE_FIELDS_MAX];
    struct form_item extra[3];
    size_t extra_count = 0, count = lay_out(self, slots);
    int row = (int)count;
    char title[120];
    if (self->rule->asks_reporter) {
        extra[extra_count++] = line_item("reporter", _("报告人"), 15, row++, FORM_REQUIRED);
        extra[extra_count++] = line_item("at", _("完成时间"), 19, row++, 0);
    }
    if (asks_note(self->rule)) {
        extra[extra_count++] = line_item("remark", _("说明"), 500, row, 0);
    }
    record_form_free(&self->record_form);
    self->record_form = record_form_new(&self->console->config->profile, slots, count, extra, extra_count);
    record_form_set_clock(self->record_form, self->console->clock);
    fill(self, record_form_form(self->record_form));
    self->popup = record_form_release(self->record_form);
    self->revision = form_revision(self->popup);
    text_format(title, sizeof(title), _("批量%s：每一单都这样填"), self->rule->label);
    form_popup_open(self->console->ui, title, self->popup, answered, self);
}
