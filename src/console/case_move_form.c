/* The small form of a move: laid out from what the move asks, read back into its request. */

#include <string.h>

#include "zuoxi/base/text.h"
#include "zuoxi/console/case_page.h"
#include "zuoxi/console/lint.h"
#include "zuoxi/console/paint.h"
#include "zuoxi/domain/workflow.h"
#include "zuoxi/tui/popup.h"

/* A field the move asks for here: of the case, or of a side record that such a case has. */
static const struct field *asked_field(const struct case_page *self, size_t index,
                                       const struct field_table **table)
{
    const struct detail_kind *kind;
    const struct field *field;
    if (!detail_asked(&self->console->config->profile, self->preview.file->record.type,
                      self->move->ask[index], &kind, &field)) {
        return NULL;
    }
    *table = kind != NULL ? kind->fields : &case_record_fields;
    return field;
}

/* A callback that reached nobody: all else may stay empty (R2.13). */
static bool is_attempt(const struct case_page *self, const struct form *form)
{
    const struct profile *profile = &self->console->config->profile;
    const struct choice *reached =
        self->move->effect == EFFECT_CALLBACK && move_asks(self->move, "step.reached")
            ? profile_choice(profile, SET_REACHED, form_get(form, "step.reached"))
            : NULL;
    return reached != NULL && !reached->is_talk;
}

/* First empty field the move needs; marks it. */
static bool lacks_needed(const struct case_page *self, struct form *form)
{
    const struct move_rule *move = self->move;
    const struct field_table *table;
    for (size_t i = 0; i < move->ask_count && !is_attempt(self, form); i++) {
        if (move->ask_needed[i] && asked_field(self, i, &table) != NULL &&
            form_get(form, move->ask[i])[0] == '\0') {
            form_set_wanting(form, move->ask[i], _("必填"), true);
            form_set_focus(form, move->ask[i]);
            return true;
        }
    }
    if (move->asks_reporter && form_get(form, "reporter")[0] == '\0') {
        form_set_wanting(form, "reporter", _("必填"), true);
        form_set_focus(form, "reporter");
        return true;
    }
    return false;
}

/* Read the case's fields and those of its side records; the first value that cannot be is told. */
static enum status read_values(struct case_page *self, struct form *form, const char **field, struct err *err)
{
    struct move_request *request = &self->move_draft->request;
    enum status first =
        record_form_read(self->move_form, form, &case_record_fields, &request->values, field, err);
    for (size_t k = 0; k < detail_kind_count; k++) {
        struct err reason;
        const char *at = NULL;
        enum status status =
            record_form_read(self->move_form, form, detail_kinds[k].fields,
                             detail_record(&detail_kinds[k], &request->details, 0), &at, &reason);
        if (status != STATUS_OK && first == STATUS_OK) {
            first = status;
            *err = reason;
            *field = at;
        }
    }
    return first;
}

/* What the popup says now into the draft; values that cannot be are told when it is submitted. */
void case_move_form_sync(struct case_page *self)
{
    struct form *form = self->popup;
    struct move_request *request = &self->move_draft->request;
    const char *field;
    struct err err;
    if (form_revision(form) == self->revision) {
        return;
    }
    self->revision = form_revision(form);
    read_values(self, form, &field, &err);
    record_form_unread(self->move_form, form, &self->draft.unread);
    text_copy(request->reporter, sizeof(request->reporter), form_get(form, "reporter"));
    text_copy(request->note, sizeof(request->note), form_get(form, "remark"));
    text_copy(self->move_draft->at, sizeof(self->move_draft->at), form_get(form, "at"));
    draft_keeper_touch(&self->draft);
}

/* Make the request ready to be submitted; false with a remark when a text cannot be. */
bool case_move_form_read(struct case_page *self, struct form *form)
{
    struct move_request *request = &self->move_draft->request;
    const struct move_rule *move = self->move;
    const char *field = NULL, *at = self->move_draft->at;
    struct err err;
    int64_t now = console_now(self->console);
    if (lacks_needed(self, form)) {
        return false;
    }
    if (read_values(self, form, &field, &err) != STATUS_OK) {
        form_set_remark(form, field, err.what, true);
        return false;
    }
    request->at = 0;
    if (at[0] != '\0' && !time_parse_short(now, at, &request->at)) {
        form_set_remark(form, "at", _("写作 14:32 或 11-23 14:32"), true);
        return false;
    }
    if (request->at > now) {
        form_set_remark(form, "at", _("不能晚于现在"), true);
        return false;
    }
    request->set_count = 0;
    for (size_t i = 0; i < move->ask_count; i++) {
        const struct field_table *table;
        if (asked_field(self, i, &table) != NULL) {
            text_copy(request->set[request->set_count++], sizeof(request->set[0]), move->ask[i]);
        }
    }
    if (request->version == 0) {
        request->version = self->preview.file->record.head.version; /* told of the change, and read it */
    }
    return true;
}

static struct form_item line_item(const char *name, const char *label, int max, int row, unsigned flags)
{
    return (struct form_item){
        .name = name, .label = label, .kind = FORM_LINE, .max = max, .row = row, .span = 12, .flags = flags};
}

/* Does the form ask for a note of its own? Not when the move already asks for the case's, or for a reason. */
static bool form_asks_note(const struct move_rule *move)
{
    return !move_asks(move, "note") && !move_asks(move, "step.reason");
}

/* How to write what cannot be guessed. */
static const struct {
    const char *field, *hint;
} hints[] = {
    {"step.extra", N_("2h 小时、1d 天、2wd 工作日")},
    {"step.other", N_("如 0015、1121-0015")},
    {"step.told_to", N_("谁")},
};

static const char *hint_of(const char *name)
{
    for (size_t i = 0; i < sizeof(hints) / sizeof(hints[0]); i++) {
        if (strcmp(hints[i].field, name) == 0) {
            return _(hints[i].hint);
        }
    }
    return NULL;
}

/* Slots for what the move asks here: paragraphs, and what has a hint beside it, on a row of their own, the
 * others two by two. Returns how many; *rows = rows taken. */
static size_t lay_out(const struct case_page *self, struct record_slot slots[MOVE_FIELDS_MAX], int *rows)
{
    size_t count = 0;
    int row = 0, column = 0;
    for (size_t i = 0; i < self->move->ask_count; i++) {
        const struct field_table *table;
        const struct field *field = asked_field(self, i, &table);
        if (field == NULL) {
            continue;
        }
        bool is_wide =
            field->kind == FIELD_LONG || table->owner == NULL || hint_of(self->move->ask[i]) != NULL;
        int span = is_wide ? 12 : 6;
        if (column + span > 12) {
            row++;
            column = 0;
        }
        slots[count++] = (struct record_slot){table, field->name, NULL, row, column, span, FORM_LINE};
        column += span;
    }
    *rows = row + (column > 0);
    return count;
}

/* What the draft has, into the form that was just made. */
static void fill_form(struct case_page *self, struct form *form)
{
    struct move_request *request = &self->move_draft->request;
    const struct move_rule *move = self->move;
    record_form_fill(self->move_form, &case_record_fields, &request->values);
    for (size_t k = 0; k < detail_kind_count; k++) {
        record_form_fill(self->move_form, detail_kinds[k].fields,
                         detail_record(&detail_kinds[k], &request->details, 0));
    }
    form_set(form, "reporter", request->reporter);
    form_set(form, "remark", request->note);
    form_set(form, "at", self->move_draft->at);
    record_form_show_unread(self->move_form, &self->draft.unread);
    for (size_t i = 0; i < move->ask_count; i++) {
        const char *hint = hint_of(move->ask[i]);
        if (hint != NULL) {
            form_set_remark(form, move->ask[i], hint, false);
        } else if (move->ask_needed[i]) { /* said before Ctrl-S, not only after it */
            form_set_wanting(form, move->ask[i], _("必填"), false);
        }
    }
    form_set_remark(form, "at", _("空着就是现在；或写 14:32"), false);
    form_focus_first_empty(form);
}

/* "回访  孙丽  138 0000 1234": the number where the move has the customer rung, so that nobody looks it up.
 */
static void name_form(struct case_page *self, char *title, size_t size)
{
    const struct case_record *record = &self->preview.file->record;
    enum privacy_tie tie = self->preview.tie;
    char phone[PHONE_SIZE] = "";
    if (move_rings(self->move) &&
        reveal_for_work(self->console, tie, "case", self->case_id, self->move->label)) {
        console_phone(self->console, TIE_TASK, record->phone, phone);
    }
    text_format(title, size, "%s  %s%s%s", self->move->label, record->name, phone[0] != '\0' ? "  " : "",
                phone);
}

void case_move_form_open(struct case_page *self)
{
    const struct move_rule *move = self->move;
    struct record_slot slots[MOVE_FIELDS_MAX];
    struct form_item extra[3];
    size_t extra_count = 0;
    int row;
    size_t count = lay_out(self, slots, &row);
    if (move->asks_reporter) {
        extra[extra_count++] = line_item("reporter", _("报告人"), 15, row++, FORM_REQUIRED);
        extra[extra_count++] = line_item("at", _("完成时间"), 19, row++, 0);
    }
    if (form_asks_note(move)) {
        extra[extra_count++] = line_item("remark", _("说明"), 500, row, FORM_PROSE);
    }
    record_form_free(&self->move_form);
    self->move_form = record_form_new(&self->console->config->profile, slots, count, extra, extra_count);
    record_form_set_clock(self->move_form, self->console->clock);
    lint_attach(self->console, record_form_form(self->move_form));
    fill_form(self, record_form_form(self->move_form));
    char title[160];
    name_form(self, title, sizeof(title));
    self->popup = record_form_release(self->move_form);
    self->revision = form_revision(self->popup);
    form_popup_open(self->console->ui, title, self->popup, case_move_answered, self);
}
