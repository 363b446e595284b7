#include "zuoxi/console/edit_merge.h"

#include <stdlib.h>
#include <string.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/base/utf8.h"
#include "zuoxi/console/paint.h"
#include "zuoxi/desk/editing.h"
#include "zuoxi/desk/versions.h"
#include "zuoxi/domain/field_merge.h"
#include "zuoxi/tui/popup.h"

#define SHOWN_SIZE 600
#define SAME_SHOWN 4  /* characters before the first that differs */
#define SAME_MAX   24 /* bytes; less than that is not left out */

/* One part of the subject in its three versions; what is stored now lies in the fresh form where `before`
 * lies. */
struct versions {
    const struct field_table *table;
    void *before, *after;
    const void *current;
};

static struct versions versions_of(const struct edit_merge *merge, size_t index)
{
    const struct edit_part *part = &merge->subject->parts[index];
    size_t offset = (size_t)((const char *)part->before - (const char *)merge->subject->form);
    return (struct versions){.table = part->table,
                             .before = (char *)merge->subject->form + offset,
                             .after = part->after,
                             .current = (const char *)merge->fresh + offset};
}

static bool reread(struct edit_merge *merge)
{
    struct err err;
    memcpy(merge->fresh, merge->subject->form, merge->subject->form_size);
    return merge->subject->reread(&merge->console->desk, merge->fresh, &err) == STATUS_OK;
}

void edit_merge_begin(struct edit_merge *merge, struct console *console, struct edit_subject *subject,
                      struct record_form *form)
{
    *merge = (struct edit_merge){.console = console, .subject = subject, .form = form};
    if (subject->reread == NULL || subject->id == 0) {
        return;
    }
    merge->fresh = mem_new(1, subject->form_size);
    memcpy(merge->fresh, subject->form, subject->form_size);
    merge->seen = ~0UL; /* a form that came back from a draft was opened long ago: look at once */
    editing_begin(&console->desk, merge->subject->object, subject->id, _("修改"));
    if (others_look(&merge->others, console, merge->subject->object, subject->id)) {
        ui_status(console->ui, STYLE_WARNING, _("%s；保存时逐项合并，同一项两人都改了才会问。"),
                  merge->others.text);
    }
}

void edit_merge_end(struct edit_merge *merge)
{
    if (merge->fresh != NULL) {
        editing_end(&merge->console->desk, merge->subject->object, merge->subject->id, _("修改"));
        free(merge->fresh);
        merge->fresh = NULL;
    }
}

/* "1002（14:32）", or 他人 where the audit does not say. */
static void name_last(struct edit_merge *merge, const struct versions *three, const struct field *field,
                      char *out, size_t size)
{
    struct version_mark mark;
    struct err err;
    const struct record_head *head = three->current;
    char at[24];
    if (versions_last(&merge->console->desk, three->table, head->id, field->name, &mark, &err) != STATUS_OK ||
        mark.badge[0] == '\0') {
        text_copy(out, size, _("他人"));
        return;
    }
    time_short(console_now(merge->console), mark.at, at);
    text_format(out, size, _("%s（%s）"), mark.badge, at);
}

/* Labels of what they alone changed, "电话、地址"; *first = the first of them. */
static const struct field *name_theirs(const struct versions *three, struct str *labels)
{
    const struct field *first = NULL;
    for (size_t i = 0; i < three->table->count; i++) {
        const struct field *field = &three->table->fields[i];
        bool is_theirs = (field->flags & FIELD_FIXED) == 0 &&
                         field_merge_side(three->table, field, three->before, three->after, three->current) ==
                             MERGE_THEIRS &&
                         field_differs(field, three->after, three->current);
        if (is_theirs) {
            str_printf(labels, "%s%s", labels->length > 0 ? "、" : "", _(field->label));
            first = first == NULL ? field : first;
        }
    }
    return first;
}

/* Says at each clash that there is one, and takes it back where there is none any more. Returns how many
 * remarks have changed. */
static size_t remark_clashes(struct edit_merge *merge, const struct versions *three)
{
    struct form *form = record_form_form(merge->form);
    const char *told = _("他人也改了，保存时选");
    const struct field *clash =
        field_merge_clash(three->table, NULL, three->before, three->after, three->current);
    size_t changed = 0;
    for (size_t i = 0; i < three->table->count; i++) {
        const struct field *field = &three->table->fields[i];
        char name[DETAIL_NAME_SIZE];
        bool is_clash = field == clash;
        if (is_clash) {
            clash = field_merge_clash(three->table, field, three->before, three->after, three->current);
        }
        record_form_name(three->table, field, name);
        if (is_clash != (strcmp(form_remark(form, name), told) == 0)) {
            form_set_remark(form, name, is_clash ? told : "", is_clash);
            changed++;
        }
    }
    return changed;
}

/* Returns how many fields of the form show something new: another value, or that both changed it. */
static size_t take_theirs(struct edit_merge *merge)
{
    size_t taken = 0, clashes = 0;
    struct str labels = {0};
    char who[64] = "";
    for (size_t i = 0; i < merge->subject->part_count; i++) {
        struct versions three = versions_of(merge, i);
        const struct field *first = name_theirs(&three, &labels);
        if (first != NULL && who[0] == '\0') {
            name_last(merge, &three, first, who, sizeof(who));
        }
        size_t here = field_merge_take(three.table, three.before, three.after, three.current);
        if (here > 0) { /* else the form stays as typed, what cannot be read as its field included */
            record_form_fill(merge->form, three.table, three.after);
        }
        taken += here;
        clashes += remark_clashes(merge, &three);
    }
    if (taken > 0) {
        ui_status(merge->console->ui, STYLE_WARNING, _("%s刚改了%s，已合到这里；您填的都还在。"), who,
                  str_text(&labels));
    }
    str_free(&labels);
    return taken + clashes;
}

bool edit_merge_step(struct edit_merge *merge)
{
    struct console *console = merge->console;
    if (merge->fresh == NULL) {
        return false;
    }
    return console_changed(console, &merge->seen) && reread(merge) && take_theirs(merge) > 0;
}

void edit_merge_typed(struct edit_merge *merge)
{
    for (size_t i = 0; merge->fresh != NULL && i < merge->subject->part_count; i++) {
        struct versions three = versions_of(merge, i);
        remark_clashes(merge, &three);
    }
}

/* A value as one line a person can choose by. */
static void show_value(const struct profile *profile, const struct field *field, const void *record,
                       char out[SHOWN_SIZE])
{
    struct str text = {0};
    char label[80];
    field_format(field, record, &text);
    if (text.length == 0) {
        text_copy(out, SHOWN_SIZE, _("（空）"));
    } else if (field->kind == FIELD_FLAG) {
        text_copy(out, SHOWN_SIZE, strcmp(str_text(&text), "1") == 0 ? _("是") : _("否"));
    } else if (field->kind == FIELD_CODE) {
        text_copy(out, SHOWN_SIZE, profile_label(profile, field->set, str_text(&text), label));
    } else {
        text_copy(out, SHOWN_SIZE, str_text(&text));
    }
    for (char *end = strchr(out, '\n'); end != NULL; end = strchr(end, '\n')) {
        *end = ' ';
    }
    str_free(&text);
}

static void ask_next(struct edit_merge *merge);

static void settle(struct edit_merge *merge, int choice)
{
    struct versions three = versions_of(merge, merge->part);
    if (choice == 2) {
        field_merge_join(merge->field, three.before, three.after, three.current);
    } else {
        field_merge_settle(three.table, merge->field, choice == 0, three.before, three.after, three.current);
    }
    record_form_fill(merge->form, three.table, three.after);
    remark_clashes(merge, &three);
}

static void chosen(void *context, int index)
{
    struct edit_merge *merge = context;
    if (index < 0) {
        merge->settled(merge->context, false);
        return;
    }
    settle(merge, index);
    ask_next(merge);
}

/* Where two texts that begin alike for long are to be read from: a little before they differ. */
static size_t start_of_difference(const char *one, const char *other)
{
    size_t at = 0;
    while (one[at] != '\0' && one[at] == other[at]) {
        at++;
    }
    while (at > 0 && ((unsigned char)one[at] & 0xc0U) == 0x80) { /* inside a character */
        at--;
    }
    for (int i = 0; i < SAME_SHOWN && at > 0; i++) {
        at -= utf8_grapheme_before(one, at);
    }
    return at > SAME_MAX ? at : 0;
}

static void ask(struct edit_merge *merge, const struct versions *three)
{
    const struct profile *profile = &merge->console->config->profile;
    char mine[SHOWN_SIZE], theirs[SHOWN_SIZE], who[64], title[120];
    char labels[2][SHOWN_SIZE + 80];
    name_last(merge, three, merge->field, who, sizeof(who));
    show_value(profile, merge->field, three->after, mine);
    show_value(profile, merge->field, three->current, theirs);
    size_t start = start_of_difference(mine, theirs);
    const char *cut = start > 0 ? "…" : "";
    text_format(labels[0], sizeof(labels[0]), "%s：%s%s", _("您填的"), cut, mine + start);
    text_format(labels[1], sizeof(labels[1]), "%s：%s%s", who, cut, theirs + start);
    text_format(title, sizeof(title), _("「%s」两人都改了，存哪个？"), _(merge->field->label));
    struct menu_item items[] = {
        {.label = labels[0]}, {.label = labels[1]}, {.label = _("两段都要：您的在前，对方的接在后面")}};
    bool can_join = field_merge_can_join(merge->field, three->after, three->current);
    menu_open(merge->console->ui, title, items, can_join ? 3 : 2, chosen, merge);
}

/* The first clash left is asked about; when none is, it can be saved. */
static void ask_next(struct edit_merge *merge)
{
    for (merge->part = 0; merge->part < merge->subject->part_count; merge->part++) {
        struct versions three = versions_of(merge, merge->part);
        merge->field = field_merge_clash(three.table, NULL, three.before, three.after, three.current);
        if (merge->field != NULL) {
            ask(merge, &three);
            return;
        }
    }
    merge->settled(merge->context, true);
}

bool edit_merge_settle(struct edit_merge *merge, void (*settled)(void *context, bool is_settled),
                       void *context)
{
    bool clashes = false;
    if (merge->fresh == NULL || !reread(merge)) {
        return false;
    }
    take_theirs(merge);
    for (size_t i = 0; i < merge->subject->part_count; i++) {
        struct versions three = versions_of(merge, i);
        clashes =
            clashes || field_merge_clash(three.table, NULL, three.before, three.after, three.current) != NULL;
    }
    if (clashes) {
        merge->settled = settled;
        merge->context = context;
        ask_next(merge);
    }
    return clashes;
}
