#include "zuoxi/console/queue_order.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/base/str.h"

/* A row on its way to its line: what it is sorted by. */
struct placed {
    const struct queue_row *row;
    size_t at;       /* index of the rows: the order of urgency, which settles what else is equal */
    const char *key; /* of its group; borrowed from the row */
    size_t known;    /* where the configuration has that key */
    size_t order;    /* of its group */
};

bool queue_setup_is_ordered(const struct queue_setup *setup)
{
    return setup->sort != SORT_URGENCY || setup->is_reversed || setup->grouping != GROUP_NONE;
}

static size_t find_fold(const struct queue_setup *setup, const char *key)
{
    size_t i = 0;
    while (i < setup->folded_count && strcmp(setup->folded[i], key) != 0) {
        i++;
    }
    return i;
}

bool queue_setup_is_folded(const struct queue_setup *setup, const char *key)
{
    return find_fold(setup, key) < setup->folded_count;
}

void queue_setup_fold(struct queue_setup *setup, const char *key, bool is_folded)
{
    size_t at = find_fold(setup, key);
    if (is_folded && at == setup->folded_count && at < QUEUE_FOLDS_MAX) {
        text_copy(setup->folded[setup->folded_count++], QUEUE_KEY_SIZE, key);
    } else if (!is_folded && at < setup->folded_count) {
        memmove(setup->folded[at], setup->folded[--setup->folded_count], QUEUE_KEY_SIZE);
    }
}

void queue_lines_clear(struct queue_lines *lines)
{
    free(lines->lines);
    free(lines->groups);
    *lines = (struct queue_lines){0};
}

/* The digits at *text without leading zeros; *text goes behind them. Returns how many. */
static size_t take_number(const char **text, const char **digits)
{
    while (**text == '0') {
        (*text)++;
    }
    *digits = *text;
    while (isdigit((unsigned char)**text)) {
        (*text)++;
    }
    return (size_t)(*text - *digits);
}

int queue_compare_text(const char *a, const char *b)
{
    while (*a != '\0' && *b != '\0') {
        int difference = 0;
        if (isdigit((unsigned char)*a) && isdigit((unsigned char)*b)) {
            const char *left, *right;
            size_t length = take_number(&a, &left), other = take_number(&b, &right);
            difference = length != other ? (length < other ? -1 : 1) : strncmp(left, right, length);
        } else {
            difference = (unsigned char)*a - (unsigned char)*b;
            a++;
            b++;
        }
        if (difference != 0) {
            return difference < 0 ? -1 : 1;
        }
    }
    return (*a != '\0') - (*b != '\0');
}

static int compare_urgency(const void *left, const void *right)
{
    const struct placed *a = left, *b = right;
    if (a->order != b->order) {
        return a->order < b->order ? -1 : 1;
    }
    return a->at < b->at ? -1 : a->at > b->at;
}

/* Within a group by a text, and a second one; promises, which have neither, behind all cases. */
static int compare_texts(const struct placed *a, const struct placed *b, const char *const left[2],
                         const char *const right[2])
{
    int difference = a->order != b->order ? (a->order < b->order ? -1 : 1)
                                          : (int)a->row->is_promise - (int)b->row->is_promise;
    for (size_t i = 0; i < 2 && difference == 0; i++) {
        difference = queue_compare_text(left[i], right[i]);
    }
    return difference != 0 ? difference : compare_urgency(a, b);
}

static int compare_number(const void *left, const void *right)
{
    const struct placed *a = left, *b = right;
    return compare_texts(a, b, (const char *const[]){a->row->number, ""},
                         (const char *const[]){b->row->number, ""});
}

static int compare_place(const void *left, const void *right)
{
    const struct placed *a = left, *b = right;
    return compare_texts(a, b, (const char *const[]){a->row->station, a->row->address},
                         (const char *const[]){b->row->station, b->row->address});
}

static int compare_unit(const void *left, const void *right)
{
    const struct placed *a = left, *b = right;
    return compare_texts(a, b, (const char *const[]){a->row->unit, ""},
                         (const char *const[]){b->row->unit, ""});
}

static enum level level_at(const struct queue_row *row, int64_t now)
{
    const struct level_times times = {row->warning, row->critical, row->due + 1};
    return row->is_suspended || row->due == 0 ? LEVEL_SUSPENDED : deadline_level(now, &times);
}

const char *queue_row_key(const struct queue_row *row, enum queue_grouping grouping, int64_t now)
{
    /* The worst first: overdue, critical, warning, calm, suspended. */
    static const char *const levels[] = {[LEVEL_OVERDUE] = "0",
                                         [LEVEL_CRITICAL] = "1",
                                         [LEVEL_WARNING] = "2",
                                         [LEVEL_CALM] = "3",
                                         [LEVEL_SUSPENDED] = "4"};
    switch (row->is_promise && grouping != GROUP_LEVEL ? GROUP_COUNT : grouping) {
    case GROUP_UNIT:
        return row->unit;
    case GROUP_TYPE:
        return row->type;
    case GROUP_LEG:
        return row->leg;
    case GROUP_LEVEL:
        return levels[level_at(row, now)];
    case GROUP_STATION:
        return row->station;
    case GROUP_COUNT:
        return grouping == GROUP_NONE ? "" : "@";
    case GROUP_NONE:
        break;
    }
    return "";
}

/* Where a key stands in the configuration; behind all what it no longer knows. */
static size_t known_order(const char *key, enum queue_grouping grouping, const struct profile *profile,
                          const struct settings *settings)
{
    size_t i = 0;
    if (key[0] == '\0' || key[0] == '@') {
        return key[0] == '@' ? 0 : 1; /* promises, then what nobody has yet */
    }
    if (grouping == GROUP_UNIT) {
        while (i < settings->unit_count && strcmp(settings->units[i].name, key) != 0) {
            i++;
        }
    } else if (grouping == GROUP_TYPE) {
        const struct choices *types = &profile->sets[SET_TYPE];
        while (i < types->count && strcmp(types->items[i].code, key) != 0) {
            i++;
        }
    } else if (grouping == GROUP_LEG) {
        while (i < profile->leg_label_count && strcmp(profile->leg_labels[i].id, key) != 0) {
            i++;
        }
    }
    return i + 2;
}

static int compare_key(const void *left, const void *right)
{
    const struct placed *a = left, *b = right;
    int difference =
        a->known != b->known ? (a->known < b->known ? -1 : 1) : queue_compare_text(a->key, b->key);
    return difference != 0 ? difference : strcmp(a->key, b->key);
}

static void count_row(struct queue_group *group, enum level level)
{
    group->count++;
    group->warning += level == LEVEL_WARNING || level == LEVEL_CRITICAL;
    group->overdue += level == LEVEL_OVERDUE;
}

/* The groups there are, in their order, into lines->groups; every row learns its own. */
static void make_groups(struct queue_lines *lines, struct placed *placed, size_t count, int64_t now)
{
    qsort(placed, count, sizeof(*placed), compare_key);
    lines->group_count = 0;
    for (size_t i = 0; i < count; i++) {
        if (i == 0 || strcmp(placed[i].key, placed[i - 1].key) != 0) {
            mem_reserve((void **)&lines->groups, &lines->group_capacity, lines->group_count + 1,
                        sizeof(*lines->groups));
            struct queue_group *group = &lines->groups[lines->group_count++];
            *group = (struct queue_group){0};
            text_copy(group->key, sizeof(group->key), placed[i].key);
        }
        placed[i].order = lines->group_count - 1;
        count_row(&lines->groups[placed[i].order], level_at(placed[i].row, now));
    }
}

static void add_line(struct queue_lines *lines, size_t row, size_t group)
{
    mem_reserve((void **)&lines->lines, &lines->capacity, lines->count + 1, sizeof(*lines->lines));
    lines->lines[lines->count++] = (struct queue_line){.row = row, .group = group};
}

/* Sorted rows into lines; reversed, each group is walked from its end. */
static void add_lines(struct queue_lines *lines, const struct placed *placed, size_t count,
                      const struct queue_setup *setup)
{
    for (size_t first = 0, end; first < count; first = end) {
        size_t group = placed[first].order;
        for (end = first; end < count && placed[end].order == group; end++) {
        }
        if (setup->grouping != GROUP_NONE) {
            add_line(lines, SIZE_MAX, group);
            if (queue_setup_is_folded(setup, lines->groups[group].key)) {
                continue;
            }
        }
        for (size_t i = first; i < end; i++) {
            add_line(lines, placed[setup->is_reversed ? first + end - 1 - i : i].at, group);
        }
    }
}

void queue_lines_make(struct queue_lines *lines, const struct queue_row *rows, size_t count,
                      const struct queue_setup *setup, const struct profile *profile,
                      const struct settings *settings, int64_t now)
{
    static int (*const compare[SORT_COUNT])(const void *, const void *) = {[SORT_URGENCY] = compare_urgency,
                                                                           [SORT_NUMBER] = compare_number,
                                                                           [SORT_PLACE] = compare_place,
                                                                           [SORT_UNIT] = compare_unit};
    struct placed *placed = mem_new(count + 1, sizeof(*placed));
    for (size_t i = 0; i < count; i++) {
        const char *key = queue_row_key(&rows[i], setup->grouping, now);
        placed[i] = (struct placed){.row = &rows[i],
                                    .at = i,
                                    .key = key,
                                    .known = known_order(key, setup->grouping, profile, settings)};
    }
    make_groups(lines, placed, count, now);
    qsort(placed, count, sizeof(*placed), compare[setup->sort]);
    lines->count = 0;
    add_lines(lines, placed, count, setup);
    free(placed);
}
