/* The stops of an outing: a list inside the form, each filled in a small form of its own. */

#include <stdlib.h>
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

/* The draft's name for a stop's item: "stop.arrived_at/2". False for an item of something else. */
static bool is_of_stop(const char *field, size_t index)
{
    const char *slash = strchr(field, '/');
    return slash != NULL && strtoul(slash + 1, NULL, 10) == index;
}

static void forget_unread(struct unread *unread, size_t index)
{
    size_t kept = 0;
    for (size_t i = 0; i < unread->count; i++) {
        if (!is_of_stop(unread->items[i].field, index)) {
            unread->items[kept++] = unread->items[i];
        }
    }
    unread->count = kept;
}

/* What stands in the small form and cannot be read yet. */
static void keep_unread(struct intake_view *self)
{
    struct intake_stops *stops = &self->stops;
    struct unread found = {0};
    record_form_unread(stops->form, stops->popup, &found);
    forget_unread(&stops->unread, stops->index);
    for (size_t i = 0; i < found.count && stops->unread.count < UNREAD_MAX; i++) {
        size_t at = stops->unread.count++;
        text_format(stops->unread.items[at].field, sizeof(found.items[0].field), "%.40s/%zu",
                    found.items[i].field, stops->index);
        text_copy(stops->unread.items[at].text, sizeof(found.items[0].text), found.items[i].text);
    }
}

/* As it was left, into the small form. */
static void show_unread(struct intake_view *self)
{
    const struct unread *unread = &self->stops.unread;
    struct unread shown = {0};
    for (size_t i = 0; i < unread->count; i++) {
        if (is_of_stop(unread->items[i].field, self->stops.index)) {
            shown.items[shown.count] = unread->items[i];
            shown.items[shown.count].field[strcspn(unread->items[i].field, "/")] = '\0';
            shown.count++;
        }
    }
    record_form_show_unread(self->stops.form, &shown);
}

void intake_stops_add_unread(struct intake_view *self)
{
    struct unread *all = &self->draft.unread;
    for (size_t i = 0; i < self->stops.unread.count && all->count < UNREAD_MAX; i++) {
        all->items[all->count++] = self->stops.unread.items[i];
    }
}

void intake_stops_restore(struct intake_view *self)
{
    const struct unread *all = &self->draft.unread;
    struct unread *unread = &self->stops.unread;
    for (size_t i = 0; i < all->count; i++) {
        if (strchr(all->items[i].field, '/') != NULL) {
            unread->items[unread->count++] = all->items[i];
        }
    }
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
    keep_unread(self);
    record_form_unread(self->form, record_form_form(self->form), &self->draft.unread);
    intake_stops_add_unread(self);
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
        forget_unread(&self->stops.unread, self->stops.index);
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
    show_unread(self);
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
        for (size_t i = index; i < STOPS_MAX; i++) { /* another stop's by now */
            forget_unread(&self->stops.unread, i);
        }
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
