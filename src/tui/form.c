#include "zuoxi/tui/form.h"

#include <stdlib.h>
#include <string.h>

#include "form_private.h"
#include "zuoxi/base/mem.h"

bool form_can_focus(const struct form_field *field)
{
    return field->item.kind != FORM_NOTE;
}

struct form_field *form_focused(const struct form *form)
{
    return form->focus < form->count ? &form->fields[form->focus] : NULL;
}

static void focus_on(struct form *form, size_t index)
{
    form->focus = index;
    if (index < form->count && form->fields[index].item.kind == FORM_CHOICE) {
        form_choice_enter(&form->fields[index]);
    } else if (index < form->count && form->fields[index].item.kind == FORM_LIST) {
        form->fields[index].line = 0;
    }
}

struct form *form_new(const struct form_item *items, size_t count)
{
    struct form *form = mem_new(1, sizeof(*form));

    form->fields = mem_new(count + 1, sizeof(*form->fields));
    form->count = count;
    form->focus = count;
    for (size_t i = 0; i < count; i++) {
        struct form_field *field = &form->fields[i];

        field->item = items[i];
        if (items[i].kind == FORM_LINE || items[i].kind == FORM_PARAGRAPH || items[i].kind == FORM_PASSWORD) {
            field->edit = edit_new(items[i].max, items[i].kind == FORM_PARAGRAPH);
            edit_set_secret(field->edit, items[i].kind == FORM_PASSWORD);
            edit_set_clipboard(field->edit, &form->clipboard);
        }
        if (form->focus == count && form_can_focus(field)) {
            form->focus = i;
        }
    }
    return form;
}

void form_free(struct form **form)
{
    if (*form == NULL) {
        return;
    }
    for (size_t i = 0; i < (*form)->count; i++) {
        edit_free(&(*form)->fields[i].edit);
        str_free(&(*form)->fields[i].value);
    }
    str_free(&(*form)->clipboard);
    free((*form)->fields);
    free(*form);
    *form = NULL;
}

int form_find(const struct form *form, const char *name)
{
    for (size_t i = 0; i < form->count; i++) {
        if (form->fields[i].item.name != NULL && strcmp(form->fields[i].item.name, name) == 0) {
            return (int)i;
        }
    }
    return -1;
}

static struct form_field *field_named(const struct form *form, const char *name)
{
    int index = form_find(form, name);

    return index >= 0 ? &form->fields[index] : NULL;
}

const char *form_field_text(const struct form_field *field)
{
    return field->edit != NULL ? edit_text(field->edit) : str_text(&field->value);
}

const char *form_get(const struct form *form, const char *name)
{
    const struct form_field *field = field_named(form, name);

    return field != NULL ? form_field_text(field) : "";
}

void form_set_value(struct form *form, struct form_field *field, const char *value)
{
    if (strcmp(str_text(&field->value), value) != 0) {
        struct str copy = {0};

        str_add(&copy, value); /* value may lie in the old one */
        str_free(&field->value);
        field->value = copy;
        form->changes++;
    }
}

void form_set(struct form *form, const char *name, const char *text)
{
    struct form_field *field = field_named(form, name);

    if (field == NULL) {
        return;
    }
    if (field->edit != NULL) {
        edit_set_text(field->edit, text);
        return;
    }
    form_set_value(form, field, text);
    if (field->item.kind == FORM_CHOICE) {
        form_choice_enter(field);
    }
}

void form_set_choices(struct form *form, const char *name, const struct form_choice *choices, size_t count)
{
    struct form_field *field = field_named(form, name);

    if (field != NULL) {
        bool is_descended = field->branch[0] != '\0' && strcmp(field->branch, str_text(&field->value)) == 0;

        field->item.choices = choices;
        field->item.choice_count = count;
        if (field->item.kind == FORM_LIST) {
            field->line = field->line < count ? field->line : 0;
            return;
        }
        form_choice_enter(field);
        for (size_t i = 0; is_descended && i < count; i++) {
            if (strcmp(choices[i].code, str_text(&field->value)) == 0) {
                text_copy(field->branch, sizeof(field->branch), choices[i].code);
            }
        }
    }
}

static void set_remark(struct form *form, const char *name, const char *text, bool is_error, bool is_wanting)
{
    struct form_field *field = field_named(form, name);

    if (field != NULL) {
        text_copy(field->remark, sizeof(field->remark), text);
        field->is_error = is_error;
        field->is_wanting = is_wanting;
    }
}

void form_set_remark(struct form *form, const char *name, const char *text, bool is_error)
{
    set_remark(form, name, text, is_error, false);
}

const char *form_remark(const struct form *form, const char *name)
{
    const struct form_field *field = field_named(form, name);

    return field == NULL ? "" : field->remark;
}

void form_set_wanting(struct form *form, const char *name, const char *text, bool is_error)
{
    set_remark(form, name, text, is_error, true);
}

bool form_is_editing(const struct form *form)
{
    const struct form_field *field = form_focused(form);

    return field != NULL && field->edit != NULL;
}

bool form_is_spelling(const struct form *form)
{
    const struct form_field *field = form_focused(form);

    return field != NULL && field->typed[0] != '\0';
}

const char *form_focus(const struct form *form)
{
    const struct form_field *field = form_focused(form);

    return field != NULL && field->item.name != NULL ? field->item.name : "";
}

void form_set_focus(struct form *form, const char *name)
{
    int index = form_find(form, name);

    if (index >= 0 && form_can_focus(&form->fields[index])) {
        focus_on(form, (size_t)index);
    }
}

void form_focus_first_empty(struct form *form)
{
    for (size_t i = 0; i < form->count; i++) {
        if (form_can_focus(&form->fields[i]) && form_field_text(&form->fields[i])[0] == '\0') {
            focus_on(form, i);
            return;
        }
    }
}

unsigned long form_revision(const struct form *form)
{
    unsigned long revision = form->changes;

    for (size_t i = 0; i < form->count; i++) {
        revision += form->fields[i].edit != NULL ? edit_revision(form->fields[i].edit) : 0;
    }
    return revision;
}

/* The next item that can be focused, step = 1 or −1; around the end when wraps. False when there is none. */
static bool focus_by(struct form *form, int step, bool wraps)
{
    size_t at = form->focus;

    for (size_t tries = 0; tries < form->count; tries++) {
        if (!wraps && (step > 0 ? at + 1 >= form->count : at == 0)) {
            return false;
        }
        at = (at + form->count + (size_t)step) % form->count;
        if (form_can_focus(&form->fields[at])) {
            focus_on(form, at);
            return true;
        }
    }
    return false;
}

/* Up and Down: the nearest item of the next row that has any. */
static bool focus_row(struct form *form, int step)
{
    const struct form_item *now = &form->fields[form->focus].item;
    size_t best = form->count;

    for (size_t i = 0; i < form->count; i++) {
        const struct form_item *item = &form->fields[i].item;
        const struct form_item *chosen = best < form->count ? &form->fields[best].item : NULL;
        int away = (item->row - now->row) * step;

        if (!form_can_focus(&form->fields[i]) || away <= 0) {
            continue;
        }
        if (chosen == NULL || away < (chosen->row - now->row) * step ||
            (item->row == chosen->row &&
             abs(item->column - now->column) < abs(chosen->column - now->column))) {
            best = i;
        }
    }
    if (best < form->count) {
        focus_on(form, best);
    }
    return best < form->count;
}

void form_set_marker(struct form *form, edit_marker marker, void *context, const unsigned long *stamp)
{
    for (size_t i = 0; i < form->count; i++) {
        if (form->fields[i].edit != NULL && (form->fields[i].item.flags & FORM_PROSE) != 0) {
            edit_set_marker(form->fields[i].edit, marker, context, stamp);
        }
    }
}

const struct edit_mark *form_mark(const struct form *form)
{
    const struct form_field *field = form_focused(form);

    return field != NULL && field->edit != NULL ? edit_mark(field->edit) : NULL;
}

size_t form_list_line(const struct form *form, const char *name)
{
    const struct form_field *field = field_named(form, name);

    return field != NULL ? field->line : 0;
}

void form_add_flags(struct form *form, const char *name, unsigned flags)
{
    struct form_field *field = field_named(form, name);

    if (field != NULL) {
        field->item.flags |= flags;
    }
}

void form_set_moment(struct form *form, void (*moment)(void *context, char out[24]), void *context)
{
    form->moment = moment;
    form->moment_context = context;
}

/* Space in an empty field that wants a moment. */
static bool write_moment(struct form *form, struct form_field *field)
{
    char text[24];

    if (form->moment == NULL || (field->item.flags & FORM_MOMENT) == 0 || field->edit == NULL ||
        edit_text(field->edit)[0] != '\0') {
        return false;
    }
    form->moment(form->moment_context, text);
    edit_set_text(field->edit, text);
    form->changes++;
    return true;
}

static bool begins_part(const struct form *form, size_t index)
{
    return (form->fields[index].item.flags & FORM_PART) != 0;
}

bool form_has_parts(const struct form *form)
{
    for (size_t i = 0; i < form->count; i++) {
        if (begins_part(form, i)) {
            return true;
        }
    }
    return false;
}

/* Page Down: the next item that begins a part, else the last one; Page Up: where this part begins, else the
 * one before it. False in a form without parts. */
static bool focus_part(struct form *form, int step)
{
    size_t at = form->focus;
    bool has_parts = form_has_parts(form);

    while (has_parts && (step > 0 ? at + 1 < form->count : at > 0)) {
        at += (size_t)step;
        if (form_can_focus(&form->fields[at]) && begins_part(form, at)) {
            break;
        }
    }
    if (has_parts && at != form->focus && form_can_focus(&form->fields[at])) {
        focus_on(form, at);
    }
    return has_parts;
}

static bool field_key(struct form *form, struct form_field *field, uint32_t key, bool *was_full)
{
    bool is_picked;

    if (key == ' ' && write_moment(form, field)) {
        return true;
    }
    if (field->edit != NULL) {
        return edit_key(field->edit, key, was_full);
    }
    if (field->item.kind == FORM_LIST) {
        return form_list_key(form, field, key);
    }
    if (field->item.kind == FORM_TICK && (key == ' ' || key == 'x' || key == 'X')) {
        form_set_value(form, field, str_text(&field->value)[0] != '\0' ? "" : "1");
        return true;
    }
    if (field->item.kind == FORM_CHOICE && form_choice_key(form, field, key, &is_picked)) {
        if (is_picked) {
            focus_by(form, 1, false);
        }
        return true;
    }
    return false;
}

/*
 * Words typed or pasted where one can only choose or tick (the choice before had moved on by itself) go to
 * the next text: they are seen there, and not lost. Its field with the focus, or NULL when there is none.
 */
static struct form_field *go_to_text(struct form *form)
{
    for (size_t at = form->focus + 1; at < form->count; at++) {
        if (form_can_focus(&form->fields[at]) && form->fields[at].edit != NULL) {
            focus_on(form, at);
            return &form->fields[at];
        }
    }
    return NULL;
}

static bool carry_on(struct form *form, const struct form_field *field, uint32_t key, bool *was_full)
{
    bool is_word = key >= 0x80 && key_is_text(key);
    struct form_field *text = is_word && field->edit == NULL ? go_to_text(form) : NULL;

    return text != NULL && edit_key(text->edit, key, was_full);
}

bool form_key(struct form *form, uint32_t key, bool *was_full)
{
    struct form_field *field = form_focused(form);

    if (was_full != NULL) {
        *was_full = false;
    }
    if (field == NULL) {
        return false;
    }
    if ((key == UI_KEY_PAGE_DOWN && focus_part(form, 1)) || (key == UI_KEY_PAGE_UP && focus_part(form, -1))) {
        return true;
    }
    if (field_key(form, field, key, was_full) || carry_on(form, field, key, was_full)) {
        return true;
    }
    switch (key) {
    case UI_KEY_TAB:
        return focus_by(form, 1, true);
    case UI_SHIFT | UI_KEY_TAB:
        return focus_by(form, -1, true);
    case UI_KEY_ENTER:
        return focus_by(form, 1, false);
    case UI_KEY_DOWN:
        return focus_row(form, 1);
    case UI_KEY_UP:
        return focus_row(form, -1);
    case UI_KEY_LEFT:
        return field->item.kind == FORM_TICK && focus_by(form, -1, false);
    case UI_KEY_RIGHT:
        return field->item.kind == FORM_TICK && focus_by(form, 1, false);
    default:
        return false;
    }
}

void form_paste(struct form *form, const char *bytes, size_t length, bool *was_full)
{
    struct form_field *field = form_focused(form);

    if (was_full != NULL) {
        *was_full = false;
    }
    if (field != NULL && field->edit == NULL) {
        field = go_to_text(form);
    }
    if (field != NULL) {
        edit_paste(field->edit, bytes, length, was_full);
    }
}

static bool click_hint(struct form *form, int y, int x)
{
    struct form_field *field = form_focused(form);

    for (size_t i = 0; field != NULL && field->item.kind == FORM_CHOICE && i < form->hint_count; i++) {
        if (y == form->hints[i].y && x >= form->hints[i].x && x < form->hints[i].x + form->hints[i].width) {
            if (form_choice_pick(form, field, i)) {
                focus_by(form, 1, false);
            }
            return true;
        }
    }
    return false;
}

bool form_click(struct form *form, int y, int x)
{
    if (y >= form->height - form->hint_rows) {
        return click_hint(form, y, x);
    }
    for (size_t i = 0; i < form->count; i++) {
        struct form_field *field = &form->fields[i];
        const struct rect *place = &field->place;
        int row = form_row_at(form, field, y);

        if (!form_can_focus(field) || row < place->y || row >= place->y + place->height ||
            x < field->label.x || x >= place->x + place->width) {
            continue;
        }
        focus_on(form, i);
        if (field->edit != NULL && x >= place->x) {
            edit_click(field->edit, row - place->y, x - place->x);
        } else if (field->item.kind == FORM_TICK) {
            field_key(form, field, ' ', NULL);
        } else if (field->item.kind == FORM_LIST && x >= place->x) {
            form_list_key(form, field, '1' + (uint32_t)(row - place->y));
        }
        return true;
    }
    return false;
}
