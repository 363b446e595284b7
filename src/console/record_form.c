#include "zuoxi/console/record_form.h"

#include <stdlib.h>
#include <string.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/base/width.h"
#include "zuoxi/console/paint.h"
#include "zuoxi/desk/draft.h"
#include "zuoxi/domain/details.h"
#include "zuoxi/domain/phone.h"
#include "zuoxi/domain/pinyin.h"
#include "zuoxi/domain/when.h"

struct record_item {
    const struct field_table *table;
    const struct field *field;
    char name[DETAIL_NAME_SIZE]; /* of its form item */
    struct form_choice *choices; /* owned; what the form shows now */
    char shown[FIELD_CODE_SIZE]; /* the value of `depends` the choices were narrowed to */
    char *filled;                /* owned; the text after the last fill, to know what was changed */
};

struct record_form {
    const struct profile *profile;
    const struct clock *clock; /* NULL until record_form_set_clock */
    struct form *form;         /* owned until released */
    struct record_item *items;
    size_t count;
};

static bool field_is_editable(const struct field *field)
{
    return !(field->flags & FIELD_FIXED) && field->kind != FIELD_REF;
}

/* Columns of twelve a field takes when nobody says otherwise. */
static int field_span(const struct field *field)
{
    switch (field->kind) {
    case FIELD_TEXT:
        return field->max <= 20 ? 4 : field->max <= 60 ? 6 : 12;
    case FIELD_LONG:
        return 12;
    case FIELD_FLAG: /* "[ ] " and the label beside it */
        return width_text(_(field->label)) > 8 ? 6 : 3;
    case FIELD_TIME:
        return 6;
    default:
        return 4;
    }
}

size_t record_form_layout(const struct field_table *table, struct record_slot *slots, size_t max)
{
    int row = 0, column = 0;
    size_t used = 0;
    for (size_t i = 0; i < table->count && used < max; i++) {
        const struct field *field = &table->fields[i];
        if (!field_is_editable(field)) {
            continue;
        }
        int span = field_span(field);
        if (column + span > 12) {
            row++;
            column = 0;
        }
        enum form_kind kind = field->max > 500 ? FORM_PARAGRAPH : FORM_LINE;
        slots[used++] = (struct record_slot){table, field->name, NULL, row, column, span, kind};
        column += span;
    }
    return used;
}

static const struct choice *choice_at(const struct profile *profile, const struct field *field, size_t index)
{
    return &profile->sets[field->set].items[index];
}

/* The parent a choice shows: those directly under what the field depends on stand at the top. */
static const char *shown_parent(const struct choice *choice, const char *under)
{
    return strcmp(choice->parent, under) == 0 ? "" : choice->parent;
}

static struct form_choice make_choice(const struct choice *choice, const char *parent)
{
    struct form_choice made = {.code = choice->code, .label = choice->label, .parent = parent};
    pinyin_words(choice->label, made.initials, sizeof(made.initials));
    return made;
}

static size_t fill_choices(const struct profile *profile, struct record_item *item, const char *under)
{
    size_t used = 0, count = profile->sets[item->field->set].count;
    bool has_parent = item->field->depends != NULL;
    for (size_t i = 0; i < count; i++) {
        const struct choice *choice = choice_at(profile, item->field, i);
        if (!has_parent) {
            item->choices[used++] = make_choice(choice, choice->parent);
        } else if (profile_lies_under(&profile->sets[item->field->set], choice, under)) {
            item->choices[used++] = make_choice(choice, shown_parent(choice, under));
        }
    }
    return used;
}

void record_form_name(const struct field_table *table, const struct field *field, char name[DETAIL_NAME_SIZE])
{
    if (table->owner == NULL) {
        text_copy(name, DETAIL_NAME_SIZE, field->name);
    } else {
        text_format(name, DETAIL_NAME_SIZE, "%s.%s", table->record, field->name);
    }
}

static enum form_kind item_kind(const struct field *field, const struct record_slot *slot)
{
    switch (field->kind) {
    case FIELD_CODE:
        return FORM_CHOICE;
    case FIELD_FLAG:
        return FORM_TICK;
    case FIELD_LONG:
        return field->set != SET_NONE ? FORM_LIST : slot->kind_long;
    default:
        return FORM_LINE;
    }
}

static unsigned item_flags(const struct field *field)
{
    return (field->flags & FIELD_REQUIRED ? (unsigned)FORM_REQUIRED : 0) |
           (field->flags & FIELD_PHONE ? (unsigned)FORM_PHONE : 0) |
           (field->kind == FIELD_LONG && field->set == SET_NONE ? (unsigned)FORM_PROSE : 0) |
           (field->kind == FIELD_TIME ? (unsigned)FORM_MOMENT : 0);
}

static int item_max(const struct field *field)
{
    switch (field->kind) {
    case FIELD_TEXT:
        /* Room for the blanks and dashes people type into numbers; they are taken out again. */
        return field->flags & FIELD_PHONE ? field->max + 8 : field->max;
    case FIELD_LONG:
        return field->max;
    default:
        return 24;
    }
}

/* Are its lines the same for every category: the units, what a callback asks? */
static bool has_general_lines(const struct field *field)
{
    return field->kind == FIELD_LONG && (field->set == SET_UNIT || field->set == SET_QUESTION);
}

static void make_item(struct record_form *form, struct record_item *item, const struct record_slot *slot,
                      struct form_item *out)
{
    const struct field *field = field_find(slot->table, slot->field);
    item->table = slot->table;
    item->field = field;
    record_form_name(item->table, field, item->name);
    *out = (struct form_item){.name = item->name,
                              .label = slot->label != NULL ? slot->label : _(field->label),
                              .kind = item_kind(field, slot),
                              .max = item_max(field),
                              .row = slot->row,
                              .column = slot->column,
                              .span = slot->span,
                              .flags = item_flags(field)};
    if (field->set != SET_NONE) {
        item->choices = mem_new(form->profile->sets[field->set].count + 1, sizeof(*item->choices));
        out->choices = item->choices;
    }
    if (field->kind == FIELD_CODE || has_general_lines(field)) {
        out->choice_count = fill_choices(form->profile, item, "");
    }
}

struct record_form *record_form_new(const struct profile *profile, const struct record_slot *slots,
                                    size_t count, const struct form_item *extra, size_t extra_count)
{
    struct record_form *form = mem_new(1, sizeof(*form));
    struct form_item *items = mem_new(count + extra_count + 1, sizeof(*items));
    form->profile = profile;
    form->items = mem_new(count + 1, sizeof(*form->items));
    size_t used = 0, extra_used = 0;
    for (size_t i = 0; i < count; i++) {
        if (slots[i].table == NULL && extra_used < extra_count) {
            items[used++] = extra[extra_used++];
        } else if (slots[i].table != NULL && field_find(slots[i].table, slots[i].field) != NULL) {
            make_item(form, &form->items[form->count++], &slots[i], &items[used++]);
        }
    }
    while (extra_used < extra_count) {
        items[used++] = extra[extra_used++];
    }
    form->form = form_new(items, used);
    free(items);
    return form;
}

void record_form_free(struct record_form **form)
{
    if (*form == NULL) {
        return;
    }
    if ((*form)->form != NULL) {
        form_free(&(*form)->form);
    }
    for (size_t i = 0; i < (*form)->count; i++) {
        free((*form)->items[i].choices);
        free((*form)->items[i].filled);
    }
    free((*form)->items);
    free(*form);
    *form = NULL;
}

struct form *record_form_form(struct record_form *form)
{
    return form->form;
}

struct form *record_form_release(struct record_form *form)
{
    struct form *released = form->form;
    form->form = NULL;
    return released;
}

void record_form_fill(struct record_form *form, const struct field_table *table, const void *record)
{
    /* Twice: a category's text is only taken once its choices are narrowed to the type filled before it. */
    for (int pass = 0; pass < 2; pass++) {
        for (size_t i = 0; i < form->count; i++) {
            struct record_item *item = &form->items[i];
            if (item->table != table) {
                continue;
            }
            struct str text = {0};
            field_format(item->field, record, &text);
            bool is_off = item->field->kind == FIELD_FLAG && strcmp(str_text(&text), "0") == 0;
            const char *wanted = is_off ? "" : str_text(&text);
            if (item->field->kind == FIELD_TIME && text.length > 0) {
                time_cut_seconds(text.bytes);
            }
            if (strcmp(form_get(form->form, item->name), wanted) != 0) {
                form_set(form->form, item->name, wanted);
            }
            free(item->filled);
            item->filled = mem_copy(form_get(form->form, item->name));
            str_free(&text);
        }
        record_form_narrow(form);
    }
}

static enum status read_item(const struct record_item *item, const char *text, void *record, struct err *err)
{
    char digits[PHONE_SIZE];
    if (item->field->flags & FIELD_PHONE) {
        if (!phone_normalise(text, digits)) {
            return err_set(err, STATUS_INVALID, _("%s只能是数字"), _(item->field->label));
        }
        text = digits;
    }
    bool is_off = item->field->kind == FIELD_FLAG && text[0] == '\0';
    return field_parse(item->field, record, is_off ? "0" : text, err);
}

enum status record_form_read(struct record_form *form, struct form *from, const struct field_table *table,
                             void *record, const char **field, struct err *err)
{
    enum status first = STATUS_OK;
    for (size_t i = 0; i < form->count; i++) {
        struct record_item *item = &form->items[i];
        if (item->table != table) {
            continue;
        }
        const char *text = form_get(from, item->name);
        if (item->filled != NULL && strcmp(item->filled, text) == 0) {
            continue;
        }
        struct err reason;
        enum status status = read_item(item, text, record, &reason);
        if (status == STATUS_OK) {
            /* From now on this text stands for the record's value. */
            free(item->filled);
            item->filled = mem_copy(text);
        } else if (first == STATUS_OK) {
            first = status;
            *err = reason;
            if (field != NULL) {
                *field = item->name;
            }
        }
    }
    return first;
}

/* "case.phone" */
static void name_item(const struct record_item *item, char *out, size_t size)
{
    text_format(out, size, "%s.%s", item->table->record, item->field->name);
}

void record_form_unread(const struct record_form *form, struct form *from, struct unread *unread)
{
    unread->count = 0;
    for (size_t i = 0; i < form->count && unread->count < UNREAD_MAX; i++) {
        const struct record_item *item = &form->items[i];
        const char *text = form_get(from, item->name);
        if (item->filled != NULL && strcmp(item->filled, text) != 0) {
            name_item(item, unread->items[unread->count].field, sizeof(unread->items[0].field));
            text_copy(unread->items[unread->count].text, sizeof(unread->items[0].text), text);
            unread->count++;
        }
    }
}

bool record_form_has(const struct record_form *form, const char *field)
{
    for (size_t i = 0; i < form->count; i++) {
        char name[DETAIL_NAME_SIZE];
        name_item(&form->items[i], name, sizeof(name));
        if (strcmp(name, field) == 0) {
            return true;
        }
    }
    return false;
}

void record_form_show_unread(struct record_form *form, const struct unread *unread)
{
    for (size_t i = 0; i < form->count; i++) {
        char name[sizeof(unread->items[0].field)];
        name_item(&form->items[i], name, sizeof(name));
        for (size_t u = 0; u < unread->count; u++) {
            if (strcmp(unread->items[u].field, name) == 0) {
                form_set(form->form, form->items[i].name, unread->items[u].text);
            }
        }
    }
}

static void expand_time(const struct record_item *item, struct form *from, int64_t now)
{
    const char *text = form_get(from, item->name);
    int64_t at;
    char whole[20];
    if (item->field->kind == FIELD_TIME && text[0] != '\0' && !clock_parse(text, &at) &&
        (time_parse_short(now, text, &at) || when_parse(text, now, &at))) {
        clock_format(at, whole);
        time_cut_seconds(whole);
        form_set(from, item->name, whole);
    }
}

void record_form_expand_times(struct record_form *form, struct form *from, int64_t now, bool is_all)
{
    for (size_t i = 0; i < form->count; i++) {
        if (is_all || strcmp(form_focus(from), form->items[i].name) != 0) {
            expand_time(&form->items[i], from, now);
        }
    }
}

/* A choice that is no longer offered is taken back. */
static void narrow_choices(struct record_form *form, struct record_item *item)
{
    char depends[DETAIL_NAME_SIZE];
    record_form_name(item->table, field_find(item->table, item->field->depends), depends);
    const char *under = form_get(form->form, depends);
    if (strcmp(item->shown, under) == 0) {
        return;
    }
    text_copy(item->shown, sizeof(item->shown), under);
    size_t count = fill_choices(form->profile, item, under);
    form_set_choices(form->form, item->name, item->choices, count);
    const char *code = form_get(form->form, item->name);
    bool is_offered = code[0] == '\0';
    for (size_t c = 0; c < count && !is_offered; c++) {
        is_offered = strcmp(item->choices[c].code, code) == 0;
    }
    if (!is_offered) {
        form_set(form->form, item->name, "");
    }
}

/* The lines of the category chosen in the same form; what was ticked of others stays. */
static void narrow_lines(struct record_form *form, struct record_item *item)
{
    const char *type = form_get(form->form, "type"), *category = form_get(form->form, "category");
    const char *under = category[0] != '\0' ? category : type;
    const struct choice *first = NULL;
    if (strcmp(item->shown, under) == 0) {
        return;
    }
    text_copy(item->shown, sizeof(item->shown), under);
    size_t count = profile_lines(form->profile, item->field->set, type, category, &first);
    for (size_t i = 0; i < count; i++) {
        item->choices[i] = make_choice(&first[i], "");
    }
    form_set_choices(form->form, item->name, item->choices, count);
}

void record_form_narrow(struct record_form *form)
{
    for (size_t i = 0; i < form->count; i++) {
        struct record_item *item = &form->items[i];
        if (item->field->kind == FIELD_CODE && item->field->depends != NULL) {
            narrow_choices(form, item);
        } else if (item->field->kind == FIELD_LONG && item->field->set != SET_NONE &&
                   !has_general_lines(item->field)) {
            narrow_lines(form, item);
        }
    }
}

static void write_moment(void *context, char out[24])
{
    const struct record_form *form = context;
    int64_t now = clock_now(form->clock);
    time_short(now, now, out);
}

void record_form_set_clock(struct record_form *form, const struct clock *clock)
{
    form->clock = clock;
    form_set_moment(form->form, write_moment, form);
}
