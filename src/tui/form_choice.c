/* Choices: a tree of codes, offered ten at a time, picked by digit. */

#include <stdio.h>
#include <string.h>

#include "form_private.h"

#define DEPTH_MAX 8 /* of a tree of choices */

static const char *parent_of(const struct form_choice *choice)
{
    return choice->parent != NULL ? choice->parent : "";
}

static void set_branch(struct form_field *field, const char *code)
{
    text_copy(field->branch, sizeof(field->branch), code);
}

static const struct form_choice *find(const struct form_field *field, const char *code)
{
    for (size_t i = 0; i < field->item.choice_count; i++) {
        if (strcmp(field->item.choices[i].code, code) == 0) {
            return &field->item.choices[i];
        }
    }
    return NULL;
}

bool form_choice_has_children(const struct form_field *field, const char *code)
{
    for (size_t i = 0; i < field->item.choice_count; i++) {
        if (code[0] != '\0' && strcmp(parent_of(&field->item.choices[i]), code) == 0) {
            return true;
        }
    }
    return false;
}

void form_choice_enter(struct form_field *field)
{
    const struct form_choice *chosen = find(field, str_text(&field->value));

    field->branch[0] = '\0';
    field->typed[0] = '\0';
    if (chosen != NULL && find(field, parent_of(chosen)) != NULL) {
        set_branch(field, parent_of(chosen));
    }
}

/* A choice whose parent is not in the list stands at the top. */
static bool is_in_branch(const struct form_field *field, const struct form_choice *choice)
{
    const char *parent = parent_of(choice);

    if (find(field, parent) == NULL) {
        parent = "";
    }
    return strcmp(parent, field->branch) == 0;
}

/* Does the choice lie below the branch, at any depth? */
static bool is_below_branch(const struct form_field *field, const struct form_choice *choice)
{
    for (int depth = 0; depth < DEPTH_MAX && choice != NULL; depth++) {
        if (is_in_branch(field, choice)) {
            return true;
        }
        choice = find(field, parent_of(choice));
    }
    return false;
}

/* The choices below the branch whose initials begin with what was typed: the first ten; returns how many
 * there are. */
static size_t find_typed(const struct form_field *field, const char *typed, size_t offered[CHOICES_SHOWN])
{
    size_t count = 0;

    for (size_t i = 0; i < field->item.choice_count; i++) {
        const struct form_choice *choice = &field->item.choices[i];

        if (strncmp(choice->initials, typed, strlen(typed)) == 0 && is_below_branch(field, choice)) {
            if (count < CHOICES_SHOWN) {
                offered[count] = i;
            }
            count++;
        }
    }
    return count;
}

size_t form_offered(const struct form_field *field, size_t offered[CHOICES_SHOWN])
{
    if (field->typed[0] != '\0') {
        size_t typed = find_typed(field, field->typed, offered);

        return typed < CHOICES_SHOWN ? typed : CHOICES_SHOWN;
    }
    const char *value = str_text(&field->value);
    size_t count = 0, seen = 0;
    bool is_past = value[0] == '\0' || find(field, value) == NULL;

    for (size_t i = 0; i < field->item.choice_count; i++) {
        if (!is_in_branch(field, &field->item.choices[i])) {
            continue;
        }
        if (seen % CHOICES_SHOWN == 0 && seen > 0) {
            if (is_past) {
                break; /* the page that holds the chosen one, else the first, is complete */
            }
            count = 0;
        }
        offered[count++] = i;
        seen++;
        is_past = is_past || strcmp(field->item.choices[i].code, value) == 0;
    }
    return count;
}

bool form_choice_pick(struct form *form, struct form_field *field, size_t index)
{
    size_t offered[CHOICES_SHOWN], count = form_offered(field, offered);
    const char *code;

    if (index >= count) {
        return false;
    }
    code = field->item.choices[offered[index]].code;
    field->typed[0] = '\0';
    form_set_value(form, field, code);
    if (form_choice_has_children(field, code)) {
        set_branch(field, code);
        return false;
    }
    return true;
}

/* The sibling `step` places on; the first or last one when nothing is chosen here. */
static void walk(struct form *form, struct form_field *field, int step)
{
    const char *value = str_text(&field->value);
    const char *first = NULL, *last = NULL, *before = NULL, *after = NULL;
    bool is_seen = false;

    for (size_t i = 0; i < field->item.choice_count; i++) {
        const char *code = field->item.choices[i].code;

        if (!is_in_branch(field, &field->item.choices[i])) {
            continue;
        }
        if (is_seen && after == NULL) {
            after = code;
        }
        if (strcmp(code, value) == 0) {
            before = last;
            is_seen = true;
        }
        first = first == NULL ? code : first;
        last = code;
    }
    if (first == NULL) {
        return;
    }
    if (!is_seen) {
        form_set_value(form, field, step > 0 ? first : last);
    } else if (step > 0) {
        form_set_value(form, field, after != NULL ? after : first);
    } else {
        form_set_value(form, field, before != NULL ? before : last);
    }
}

/* One level up: the branch's own code is the value again; at the top the value is cleared. */
static void go_up(struct form *form, struct form_field *field)
{
    const struct form_choice *chosen = find(field, str_text(&field->value));
    const struct form_choice *branch = find(field, field->branch);

    if (chosen != NULL && branch != NULL && chosen != branch) {
        form_set_value(form, field, branch->code); /* a child is unpicked, its siblings stay offered */
        return;
    }
    if (branch != NULL) {
        const struct form_choice *above = find(field, parent_of(branch));

        set_branch(field, above != NULL ? above->code : "");
        form_set_value(form, field, field->branch);
        return;
    }
    form_set_value(form, field, "");
}

/* The only one left is the value; with all its initials typed it is picked. */
static bool take_typed(struct form *form, struct form_field *field, size_t choice)
{
    bool is_whole = strcmp(field->item.choices[choice].initials, field->typed) == 0;

    form_set_value(form, field, field->item.choices[choice].code);
    return is_whole && form_choice_pick(form, field, 0);
}

static bool letter_key(struct form *form, struct form_field *field, uint32_t key, bool *is_picked)
{
    size_t offered[CHOICES_SHOWN], count, length = strlen(field->typed);
    char typed[sizeof(field->typed)];

    *is_picked = false;
    if (length + 1 >= sizeof(typed)) {
        return true;
    }
    text_format(typed, sizeof(typed), "%s%c", field->typed, (int)(key | 0x20));
    count = find_typed(field, typed, offered);
    if (count > 0) { /* a letter that fits nothing is no letter */
        text_copy(field->typed, sizeof(field->typed), typed);
        *is_picked = count == 1 && take_typed(form, field, offered[0]);
        form->changes++;
    }
    return true;
}

/* Keys that mean something else while initials are being typed. */
static bool typed_key(struct form *form, struct form_field *field, uint32_t key, bool *is_picked)
{
    if (key == UI_KEY_BACKSPACE) {
        field->typed[strlen(field->typed) - 1] = '\0';
        return true;
    }
    if (key == UI_KEY_ENTER) {
        *is_picked = form_choice_pick(form, field, 0);
        return true;
    }
    return false;
}

bool form_choice_key(struct form *form, struct form_field *field, uint32_t key, bool *is_picked)
{
    *is_picked = false;
    if ((key >= 'a' && key <= 'z') || (key >= 'A' && key <= 'Z')) {
        return letter_key(form, field, key, is_picked);
    }
    if (field->typed[0] != '\0' && typed_key(form, field, key, is_picked)) {
        return true;
    }
    if (key >= '0' && key <= '9') {
        *is_picked = form_choice_pick(form, field, key == '0' ? 9 : key - '1');
        return true;
    }
    switch (key) {
    case UI_KEY_RIGHT:
    case ' ':
        field->typed[0] = '\0';
        walk(form, field, 1);
        return true;
    case UI_KEY_LEFT:
        field->typed[0] = '\0';
        walk(form, field, -1);
        return true;
    case UI_KEY_BACKSPACE:
    case UI_KEY_DELETE:
        go_up(form, field);
        return true;
    case UI_KEY_ENTER:
        if (form_choice_has_children(field, str_text(&field->value)) &&
            strcmp(field->branch, str_text(&field->value)) != 0) {
            set_branch(field, str_text(&field->value));
            return true;
        }
        return false;
    default:
        return false;
    }
}

void form_choice_text(const struct form_field *field, char *out, size_t size)
{
    const char *value = str_text(&field->value);
    const struct form_choice *chosen = find(field, value);
    const struct form_choice *above = chosen != NULL ? find(field, parent_of(chosen)) : NULL;

    if (field->typed[0] != '\0') {
        text_format(out, size, "%s%s%s", field->typed, chosen != NULL ? "  " : "",
                    chosen != NULL ? chosen->label : "");
    } else if (value[0] == '\0') {
        text_copy(out, size, "");
    } else if (chosen == NULL) {
        text_format(out, size, "%s ?", value);
    } else if (above != NULL) {
        text_format(out, size, "%s › %s", above->label, chosen->label);
    } else {
        text_format(out, size, "%s%s", chosen->label, form_choice_has_children(field, value) ? " ›" : "");
    }
}

void form_choice_hint(const struct form_field *field, size_t number, size_t choice, char *out, size_t size)
{
    const char *label = field->item.choices[choice].label;

    text_format(out, size, "%zu %s%s", (number + 1) % CHOICES_SHOWN, label,
                form_choice_has_children(field, field->item.choices[choice].code) ? "›" : "");
}
