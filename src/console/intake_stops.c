/* The stops of an outing: a list inside the form, each filled in a small form of its own. */

#include <string.h>

#include "zuoxi/base/text.h"
#include "zuoxi/console/intake_view.h"
#include "zuoxi/console/lint.h"
#include "zuoxi/tui/popup.h"

static const struct detail_kind *stop_kind(void)
{
    return detail_kind_find("stop");
}

static struct stop *stops_of(struct intake_view *self)
{
    return self->intake.details.stops;
}

static size_t count_stops(struct intake_view *self)
{
    size_t count = 0;
    while (count < STOPS_MAX && !detail_is_empty(stop_kind(), &stops_of(self)[count])) {
        count++;
    }
    return count;
}

void intake_stops_show(struct intake_view *self)
{
    size_t count = detail_stop_lines(self->console, &self->intake.details, self->stops.lines);
    for (size_t i = 0; i < count; i++) {
        self->stops.choices[i] = (struct form_choice){.code = "", .label = self->stops.lines[i]};
    }
    form_set_choices(record_form_form(self->form), INTAKE_STOPS, self->stops.choices, count);
}

void intake_stops_sync(struct intake_view *self)
{
    struct err err;
    if (self->stops.popup != NULL) {
        lint_step(self->console, self->stops.popup);
    }
    if (self->stops.popup == NULL || form_revision(self->stops.popup) == self->stops.revision) {
        return;
    }
    self->stops.revision = form_revision(self->stops.popup);
    record_form_read(self->stops.form, self->stops.popup, stop_kind()->fields,
                     &stops_of(self)[self->stops.index], NULL, &err);
    draft_keeper_touch(&self->draft);
}

static bool stop_answered(void *context, struct form *form)
{
    struct intake_view *self = context;
    const char *field = NULL;
    struct err err;
    intake_stops_sync(self);
    if (form != NULL) {
        record_form_expand_times(self->stops.form, form, console_now(self->console), true);
        if (record_form_read(self->stops.form, form, stop_kind()->fields, &stops_of(self)[self->stops.index],
                             &field, &err) != STATUS_OK) {
            form_set_remark(form, field, err.what, true);
            form_set_focus(form, field);
            return false;
        }
    }
    self->stops.popup = NULL;
    intake_stops_show(self);
    draft_keeper_touch(&self->draft);
    view_touch(&self->view);
    return true;
}

static void open_stop(struct intake_view *self, size_t index)
{
    struct record_slot slots[16];
    size_t count = record_form_layout(stop_kind()->fields, slots, sizeof(slots) / sizeof(slots[0]));
    char title[40];
    for (size_t i = 0; i < count; i++) {
        slots[i].kind_long = FORM_LINE;
    }
    self->stops.index = index;
    record_form_free(&self->stops.form);
    self->stops.form = record_form_new(&self->console->config->profile, slots, count, NULL, 0);
    record_form_set_clock(self->stops.form, self->console->clock);
    lint_attach(self->console, record_form_form(self->stops.form));
    record_form_fill(self->stops.form, stop_kind()->fields, &stops_of(self)[index]);
    form_focus_first_empty(record_form_form(self->stops.form));
    self->stops.popup = record_form_release(self->stops.form);
    self->stops.revision = form_revision(self->stops.popup);
    text_format(title, sizeof(title), _("第 %zu 站"), index + 1);
    form_popup_open(self->console->ui, title, self->stops.popup, stop_answered, self);
}

/* The later ones move up; the last is empty then. */
static void remove_stop(struct intake_view *self, size_t index)
{
    struct stop *stops = stops_of(self);
    if (index < count_stops(self)) {
        memmove(&stops[index], &stops[index + 1], (STOPS_MAX - index - 1) * sizeof(*stops));
        stops[STOPS_MAX - 1] = (struct stop){0};
        intake_stops_show(self);
        draft_keeper_touch(&self->draft);
        view_touch(&self->view);
    }
}

bool intake_stops_key(struct intake_view *self, uint32_t key)
{
    struct form *form = record_form_form(self->form);
    size_t count = count_stops(self), line = form_list_line(form, INTAKE_STOPS);
    if (strcmp(form_focus(form), INTAKE_STOPS) != 0) {
        return false;
    }
    if (key >= '1' && key <= '9') {
        line = key - '1';
    } else if (key == UI_KEY_DELETE) {
        remove_stop(self, line);
        return true;
    } else if (key != UI_KEY_ENTER && key != ' ') {
        return false;
    }
    if (line <= count && line < STOPS_MAX) {
        open_stop(self, line);
    }
    return true;
}
