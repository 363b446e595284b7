#include "zuoxi/domain/profile.h"

#include <stdlib.h>
#include <string.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"

/* A category tree has two levels under its type; a deeper chain is a loop in the configuration. */
#define CATEGORY_DEPTH 4

void profile_clear(struct profile *profile)
{
    for (size_t set = 0; set < SET_COUNT; set++) {
        free(profile->sets[set].items);
    }
    free(profile->legs);
    free(profile->leg_labels);
    free(profile->moves);
    *profile = (struct profile){0};
}

void profile_fit(struct profile *profile)
{
    for (size_t set = 0; set < SET_COUNT; set++) {
        struct choices *choices = &profile->sets[set];
        mem_fit((void **)&choices->items, &choices->capacity, choices->count, sizeof(*choices->items));
    }
    mem_fit((void **)&profile->legs, &profile->leg_capacity, profile->leg_count, sizeof(*profile->legs));
    mem_fit((void **)&profile->leg_labels, &profile->leg_label_capacity, profile->leg_label_count,
            sizeof(*profile->leg_labels));
    mem_fit((void **)&profile->moves, &profile->move_capacity, profile->move_count, sizeof(*profile->moves));
}

const struct choice *profile_choice(const struct profile *profile, enum choice_set set, const char *code)
{
    const struct choices *choices = &profile->sets[set];
    for (size_t i = 0; i < choices->count; i++) {
        if (strcmp(choices->items[i].code, code) == 0) {
            return &choices->items[i];
        }
    }
    return NULL;
}

const char *profile_label(const struct profile *profile, enum choice_set set, const char *code, char out[80])
{
    const struct choice *choice = profile_choice(profile, set, code);
    if (choice != NULL) {
        text_copy(out, 80, choice->label);
    } else {
        text_format(out, 80, *code == '\0' ? "%s" : _("%s？"), code);
    }
    return out;
}

/* The category and its parents, the topmost last; returns how many. */
static size_t category_chain(const struct profile *profile, const char *category,
                             const struct choice *chain[CATEGORY_DEPTH])
{
    size_t depth = 0;
    const struct choice *choice = profile_choice(profile, SET_CATEGORY, category);
    while (choice != NULL && depth < CATEGORY_DEPTH) {
        chain[depth++] = choice;
        choice = profile_choice(profile, SET_CATEGORY, choice->parent);
    }
    return depth;
}

void profile_category_path(const struct profile *profile, const char *type, const char *category, char *out,
                           size_t size)
{
    const struct choice *chain[CATEGORY_DEPTH];
    size_t depth = category_chain(profile, category, chain);
    char label[80];
    struct str path = {0};
    str_add(&path, profile_label(profile, SET_TYPE, type, label));
    if (depth == 0 && *category != '\0') {
        str_printf(&path, " > %s", profile_label(profile, SET_CATEGORY, category, label));
    }
    while (depth-- > 0) {
        str_printf(&path, " > %s", chain[depth]->label);
    }
    text_copy(out, size, str_text(&path));
    str_free(&path);
}

size_t profile_matter_names(const struct profile *profile, const char *type, const char *category,
                            const char **names, size_t max)
{
    const struct choice *chain[CATEGORY_DEPTH + 1];
    size_t depth = category_chain(profile, category, chain), count = 0;
    chain[depth] = profile_choice(profile, SET_TYPE, type);
    for (size_t i = 0; i <= depth && count + 2 <= max; i++) {
        if (chain[i] != NULL) {
            names[count++] = chain[i]->code;
            names[count++] = chain[i]->label;
        }
    }
    return count;
}

/* The lines under one code; they stand together. */
static size_t lines_under(const struct choices *choices, const char *code, const struct choice **first)
{
    size_t count = 0;
    for (size_t i = 0; i < choices->count; i++) {
        if (strcmp(choices->items[i].parent, code) == 0) {
            *first = count == 0 ? &choices->items[i] : *first;
            count++;
        }
    }
    return count;
}

size_t profile_lines(const struct profile *profile, enum choice_set set, const char *type,
                     const char *category, const struct choice **first)
{
    const struct choice *chain[CATEGORY_DEPTH];
    size_t depth = category_chain(profile, category, chain), count = 0;
    for (size_t i = 0; i < depth && count == 0; i++) {
        count = lines_under(&profile->sets[set], chain[i]->code, first);
    }
    return count > 0 ? count : lines_under(&profile->sets[set], type, first);
}

size_t profile_leg_place(const struct profile *profile, const char *leg)
{
    for (size_t place = 0; place < profile->leg_label_count; place++) {
        const struct leg_label *label = &profile->leg_labels[place];
        if (strcmp(label->id, leg) == 0) {
            return label->is_apart ? profile->leg_label_count : place;
        }
    }
    return profile->leg_label_count;
}

const char *profile_leg_label(const struct profile *profile, const char *leg)
{
    for (size_t i = 0; i < profile->leg_label_count; i++) {
        if (strcmp(profile->leg_labels[i].id, leg) == 0) {
            return profile->leg_labels[i].label;
        }
    }
    return leg;
}

const struct move_rule *profile_move(const struct profile *profile, const char *action)
{
    for (size_t i = 0; i < profile->move_count; i++) {
        if (strcmp(profile->moves[i].id, action) == 0) {
            return &profile->moves[i];
        }
    }
    return NULL;
}

const char *profile_action_label(const struct profile *profile, const char *action)
{
    static const struct {
        const char *action, *label;
    } events[] = {{"accept", N_("受理")},      {"import", N_("导入")},      {"note", N_("备注")},
                  {"edit", N_("修改")},        {"correct", N_("更正")},     {"answer", N_("当场答复")},
                  {"chase", N_("再次来电")},   {"parent", N_("并案")},      {"notice", N_("关联公告")},
                  {"attempt", N_("回访未通")}, {"ask", N_("申请")},         {"refuse", N_("驳回")},
                  {"undo", N_("撤销")},        {"merged", N_("并入")},      {"unmerged", N_("撤销并入")},
                  {"parted", N_("拆单")},      {"promise", N_("预约回复")}, {"promised", N_("已回复")}};
    const struct move_rule *move = profile_move(profile, action);
    if (move != NULL) {
        return move->label;
    }
    for (size_t i = 0; i < sizeof(events) / sizeof(events[0]); i++) {
        if (strcmp(events[i].action, action) == 0) {
            return _(events[i].label);
        }
    }
    return action;
}

/* A category must belong to the type the record has: the two are chosen, merged and checked together. */
static bool belongs(const struct profile *profile, const char *category, const char *type)
{
    const struct choice *chain[CATEGORY_DEPTH];
    size_t depth = category_chain(profile, category, chain);
    return depth > 0 && strcmp(chain[depth - 1]->parent, type) == 0;
}

static enum status check_code(const struct profile *profile, const struct field_table *table,
                              const struct field *field, const void *record, struct err *err)
{
    const char *code = field_text_const(field, record);
    if (profile_choice(profile, field->set, code) == NULL) {
        err_set(err, STATUS_INVALID, _("「%s」没有“%s”这一项"), _(field->label), code);
        return err_advise(err, _("请从列表里选一个"));
    }
    const struct field *above = field->depends == NULL ? NULL : field_find(table, field->depends);
    if (above == NULL || belongs(profile, code, field_text_const(above, record))) {
        return STATUS_OK;
    }
    char label[80];
    err_set(err, STATUS_INVALID, _("「%s」的“%s”不属于所选的「%s」"), _(field->label),
            profile_label(profile, field->set, code, label), _(above->label));
    return err_advise(err, _("请重新选择"));
}

enum status profile_check_codes(const struct profile *profile, const struct field_table *table,
                                const void *record, const struct field **first, struct err *err)
{
    for (size_t i = 0; i < table->count; i++) {
        const struct field *field = &table->fields[i];
        if (field->kind != FIELD_CODE || field->set == SET_NONE || field_is_empty(field, record)) {
            continue;
        }
        enum status status = check_code(profile, table, field, record, err);
        if (status != STATUS_OK) {
            if (first != NULL) {
                *first = field;
            }
            return status;
        }
    }
    return STATUS_OK;
}

bool profile_lies_under(const struct choices *choices, const struct choice *choice, const char *under)
{
    /* As deep as a profile may be nested: a circle ends too. */
    for (int depth = 0; choice != NULL && depth < 8; depth++) {
        const struct choice *parent = NULL;
        if (strcmp(choice->parent, under) == 0) {
            return true;
        }
        for (size_t i = 0; i < choices->count && parent == NULL; i++) {
            parent = strcmp(choices->items[i].code, choice->parent) == 0 ? &choices->items[i] : NULL;
        }
        choice = parent;
    }
    return false;
}
