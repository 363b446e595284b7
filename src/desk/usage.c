#include "zuoxi/desk/usage.h"

#include <stdlib.h>
#include <string.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/desk/script.h"
#include "zuoxi/domain/taboo.h"

#define PAGE     1000
#define HITS_MAX 16 /* of one text; whoever has more has been told of enough */

int64_t usage_day(int64_t utc)
{
    struct civil civil = clock_civil(utc);
    return civil.year * 10000 + civil.month * 100 + civil.day;
}

static enum status add(struct desk *desk, const char *kind, const char *code, struct err *err)
{
    return script_store_add(desk->store, usage_day(clock_now(desk->clock)), desk->actor.badge, kind, code,
                            err);
}

static enum status count_text(struct desk *desk, const char *text, struct err *err)
{
    struct taboo_hit hits[HITS_MAX];
    size_t count = text[0] == '\0' || desk->book == NULL ? 0 : taboo_scan(desk->book, text, hits, HITS_MAX);
    enum status status = STATUS_OK;
    for (size_t i = 0; i < count && status == STATUS_OK; i++) {
        status = add(desk, "taboo", hits[i].taboo->text, err);
    }
    return status;
}

static enum status count_record(struct desk *desk, const struct field_table *table, const void *before,
                                const void *after, struct err *err)
{
    enum status status = STATUS_OK;
    for (size_t i = 0; i < table->count && status == STATUS_OK; i++) {
        const struct field *field = &table->fields[i];
        if (field->kind != FIELD_LONG || field->set != SET_NONE) {
            continue;
        }
        const char *text = field_text_const(field, after);
        if (before == NULL || strcmp(field_text_const(field, before), text) != 0) {
            status = count_text(desk, text, err);
        }
    }
    return status;
}

enum status usage_count_case(struct desk *desk, const struct case_record *before,
                             const struct case_record *after, const char *note, struct err *err)
{
    enum status status = count_record(desk, &case_record_fields, before, after, err);
    return status == STATUS_OK ? count_text(desk, note, err) : status;
}

enum status usage_count_details(struct desk *desk, const struct details *before, const struct details *after,
                                struct err *err)
{
    enum status status = STATUS_OK;
    for (size_t k = 0; k < detail_kind_count && status == STATUS_OK; k++) {
        const struct detail_kind *kind = &detail_kinds[k];
        status =
            count_record(desk, kind->fields, before == NULL ? NULL : detail_record_const(kind, before, 0),
                         detail_record_const(kind, after, 0), err);
    }
    return status;
}

enum status usage_count_contact(struct desk *desk, const struct contact *contact, struct err *err)
{
    const char *at = contact->phrases;
    char id[32];
    int64_t when;
    enum status status = STATUS_OK;
    while (status == STATUS_OK && script_next(&at, id, &when)) {
        status = add(desk, "phrase", id, err);
    }
    if (status == STATUS_OK && contact->steps[0] != '\0') {
        status = add(desk, "call", contact->steps, err);
    }
    return status == STATUS_OK ? count_record(desk, &contact_fields, NULL, contact, err) : status;
}

void usage_begin(struct usage *usage, int64_t first, int64_t last)
{
    usage_clear(usage);
    usage->first = usage_day(first);
    usage->last = usage_day(last);
    usage->at.day = usage->first - 1;
}

void usage_clear(struct usage *usage)
{
    free(usage->phrases.items);
    free(usage->taboos.items);
    *usage = (struct usage){0};
}

static void add_item(struct usage_items *items, const char *badge, const char *code, int64_t times)
{
    for (size_t i = 0; i < items->count; i++) {
        if (strcmp(items->items[i].code, code) == 0 && strcmp(items->items[i].badge, badge) == 0) {
            items->items[i].times += times;
            return;
        }
    }
    mem_reserve((void **)&items->items, &items->capacity, items->count + 1, sizeof(*items->items));
    struct usage_item *item = &items->items[items->count++];
    text_copy(item->badge, sizeof(item->badge), badge);
    text_copy(item->code, sizeof(item->code), code);
    item->times = times;
}

static struct usage_person *person_of(struct usage *usage, const char *badge)
{
    const size_t most = sizeof(usage->people) / sizeof(usage->people[0]);
    size_t at = 0;
    while (at < usage->person_count && strcmp(usage->people[at].badge, badge) < 0) {
        at++;
    }
    if (at < usage->person_count && strcmp(usage->people[at].badge, badge) == 0) {
        return &usage->people[at];
    }
    if (usage->person_count == most) {
        return &usage->people[most - 1];
    }
    memmove(&usage->people[at + 1], &usage->people[at],
            (usage->person_count - at) * sizeof(usage->people[0]));
    usage->people[at] = (struct usage_person){0};
    text_copy(usage->people[at].badge, sizeof(usage->people[at].badge), badge);
    usage->person_count++;
    return &usage->people[at];
}

/* "greet -verify": calls whose steps were done, or left out. */
static void add_calls(struct usage *usage, struct usage_person *person, const char *steps, int64_t times)
{
    usage->calls += times;
    person->calls += times;
    for (const char *at = steps; *at != '\0'; at += strcspn(at, " "), at += strspn(at, " ")) {
        bool is_done = *at != '-';
        char code[20];
        text_format(code, sizeof(code), "%.*s", (int)strcspn(at + !is_done, " "), at + !is_done);
        for (enum guide_step step = 0; step < GUIDE_COUNT; step++) {
            if (strcmp(guide_code(step), code) == 0) {
                usage->wanted[step] += times;
                usage->done[step] += is_done ? times : 0;
                person->skipped += is_done ? 0 : times;
            }
        }
    }
}

static void add_row(struct usage *usage, const struct script_count *row)
{
    struct usage_person *person = person_of(usage, row->badge);
    if (strcmp(row->kind, "phrase") == 0) {
        add_item(&usage->phrases, "", row->code, row->times);
        person->phrases += row->times;
    } else if (strcmp(row->kind, "taboo") == 0) {
        add_item(&usage->taboos, row->badge, row->code, row->times);
        person->taboos += row->times;
    } else {
        add_calls(usage, person, row->code, row->times);
    }
}

static int most_first(const void *one, const void *other)
{
    const struct usage_item *left = one, *right = other;
    int order = (left->times < right->times) - (left->times > right->times);
    order = order != 0 ? order : strcmp(left->badge, right->badge);
    return order != 0 ? order : strcmp(left->code, right->code);
}

static void sort(struct usage_items *items)
{
    if (items->count > 0) {
        qsort(items->items, items->count, sizeof(*items->items), most_first);
    }
}

enum status usage_read(struct desk *desk, struct usage *usage, struct err *err)
{
    struct script_count *rows;
    size_t count = 0;
    enum status status = desk_allow(desk, RIGHT_SCRIPT_USAGE, err);
    if (status != STATUS_OK) {
        return status;
    }
    rows = mem_new(PAGE, sizeof(*rows));
    status = script_store_list(desk->store, &usage->at, usage->last, rows, PAGE, &count, err);
    for (size_t i = 0; i < count; i++) {
        add_row(usage, &rows[i]);
        usage->at = rows[i];
    }
    usage->is_done = status != STATUS_OK || count < PAGE;
    if (usage->is_done) {
        sort(&usage->phrases);
        sort(&usage->taboos);
    }
    free(rows);
    return status;
}
