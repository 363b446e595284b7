#include "zuoxi/desk/search.h"

#include <stdlib.h>
#include <string.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/base/utf8.h"
#include "zuoxi/desk/lookup.h"
#include "zuoxi/desk/privacy.h"
#include "zuoxi/domain/case_record.h"
#include "zuoxi/domain/contact.h"
#include "zuoxi/domain/notice.h"
#include "zuoxi/domain/phone.h"
#include "zuoxi/store/record.h"
#include "zuoxi/store/search.h"

#define CANDIDATES_MAX 10
#define SEARCH_MAX     50
#define CUSTOMERS_MAX  20
#define CUSTOMER_CASES 10 /* of each customer that fits */

struct search_list {
    struct found_row *rows; /* borrowed */
    size_t count, max;
};

/* Where content is cut for a line of a list. */
static void copy_head(char *to, size_t size, const char *text)
{
    text_copy(to, size, text);
    for (char *byte = to; *byte != '\0'; byte++) {
        if (*byte == '\n' || *byte == '\t') {
            *byte = ' ';
        }
    }
}

static bool is_listed(const struct search_list *list, int64_t id)
{
    for (size_t i = 0; i < list->count; i++) {
        if (list->rows[i].id == id) {
            return true;
        }
    }
    return false;
}

static void hide_address(const struct desk *desk, enum privacy_tie tie, struct found_row *found)
{
    privacy_hide_row(desk, tie, NULL, 0, found->address, sizeof(found->address));
}

static enum status list_case(struct desk *desk, struct search_list *list, int64_t id, struct err *err)
{
    if (list->count == list->max || is_listed(list, id)) {
        return STATUS_OK;
    }
    struct case_record *record = mem_new(1, sizeof(*record));
    enum status status = record_load(desk->store, &case_record_fields, id, record, err);
    if (status == STATUS_OK) {
        struct found_row *found = &list->rows[list->count++];
        struct history_row *row = &found->row;
        *found = (struct found_row){.id = id, .record = "case", .case_id = id};
        row->id = id;
        row->accepted_at = record->accepted_at.value;
        row->is_open = !record->closed_at.given;
        text_copy(row->number, sizeof(row->number), record->number);
        text_copy(row->type, sizeof(row->type), record->type);
        text_copy(row->category, sizeof(row->category), record->category);
        text_copy(row->state, sizeof(row->state), record->state);
        copy_head(row->content, sizeof(row->content), record->content);
        text_copy(found->name, sizeof(found->name), record->name);
        text_copy(found->address, sizeof(found->address), record->address);
        hide_address(desk, privacy_case_tie(desk, record), found);
    }
    free(record);
    return status;
}

static enum status list_customer(struct desk *desk, struct search_list *list, int64_t id, struct err *err)
{
    if (list->count == list->max || is_listed(list, id) || !desk_has_right(desk, RIGHT_CUSTOMER_READ)) {
        return STATUS_OK;
    }
    struct customer *customer = mem_new(1, sizeof(*customer));
    enum status status = record_load(desk->store, &customer_fields, id, customer, err);
    int64_t kept = status == STATUS_OK ? customer->merged_into : 0;
    if (kept != 0) {
        status = list_customer(desk, list, kept, err);
    } else if (status == STATUS_OK) {
        struct found_row *found = &list->rows[list->count++];
        *found = (struct found_row){.id = id, .record = "customer"};
        found->row.id = id;
        text_copy(found->row.number, sizeof(found->row.number), customer->account);
        text_copy(found->name, sizeof(found->name), customer->name);
        text_copy(found->address, sizeof(found->address), customer->address);
        hide_address(desk, TIE_STRANGER, found);
    }
    free(customer);
    return status;
}

static enum status list_contact(struct desk *desk, struct search_list *list, int64_t id, int64_t case_id,
                                struct err *err)
{
    if (list->count == list->max || is_listed(list, id)) {
        return STATUS_OK;
    }
    struct contact *contact = mem_new(1, sizeof(*contact));
    struct case_record *record = mem_new(1, sizeof(*record));
    enum status status = record_load(desk->store, &contact_fields, id, contact, err);
    if (status == STATUS_OK && case_id != 0) {
        status = record_load(desk->store, &case_record_fields, case_id, record, err);
    }
    if (status == STATUS_OK) {
        struct found_row *found = &list->rows[list->count++];
        *found = (struct found_row){.id = id, .record = "contact", .case_id = case_id};
        found->row.id = id;
        found->row.accepted_at =
            contact->answered_at.given ? contact->answered_at.value : contact->ended_at.value;
        text_copy(found->row.number, sizeof(found->row.number), record->number);
        copy_head(found->row.content, sizeof(found->row.content), contact->said);
        text_copy(found->name, sizeof(found->name), contact->caller);
        text_copy(found->address, sizeof(found->address), record->address);
        text_copy(found->channel, sizeof(found->channel), contact->channel);
        hide_address(desk, privacy_contact_tie(desk, contact, record), found);
    }
    free(record);
    free(contact);
    return status;
}

static enum status list_notice(struct desk *desk, struct search_list *list, int64_t id, struct err *err)
{
    if (list->count == list->max || is_listed(list, id) || !desk_has_right(desk, RIGHT_NOTICE_READ)) {
        return STATUS_OK;
    }
    struct notice *notice = mem_new(1, sizeof(*notice));
    enum status status = record_load(desk->store, &notice_fields, id, notice, err);
    if (status == STATUS_OK) {
        struct found_row *found = &list->rows[list->count++];
        *found = (struct found_row){.id = id, .record = "notice"};
        found->row.id = id;
        found->row.accepted_at = notice->start_at.value;
        text_copy(found->channel, sizeof(found->channel), notice->kind);
        text_format(found->address, sizeof(found->address), "%s  %s %s", notice->title, notice->stations,
                    notice->buildings);
        copy_head(found->row.content, sizeof(found->row.content), notice->say);
    }
    free(notice);
    return status;
}

/* An old case keeps the number that another program gave it. */
static enum status find_foreign_number(struct desk *desk, struct search_walk *walk, struct search_list *list,
                                       struct err *err)
{
    struct case_record *record = mem_new(1, sizeof(*record));
    struct err reason;
    enum status status =
        record_find(desk->store, &case_record_fields, "number", walk->words, record, &reason);
    walk->has_number = status == STATUS_OK;
    if (status == STATUS_OK) {
        status = list_case(desk, list, record->head.id, err);
    } else if (status == STATUS_NOT_FOUND) {
        status = STATUS_OK; /* most of what is typed is no number */
    } else {
        *err = reason;
    }
    free(record);
    return status;
}

static enum status find_by_number(struct desk *desk, struct search_walk *walk, struct search_list *list,
                                  struct err *err)
{
    int date, sequence;
    int64_t ids[CANDIDATES_MAX];
    size_t count = 0;
    if (!case_number_parse(walk->words, &date, &sequence)) {
        return find_foreign_number(desk, walk, list, err);
    }
    enum status status = case_store_by_number(desk->store, date, sequence, ids, CANDIDATES_MAX, &count, err);
    for (size_t i = 0; status == STATUS_OK && i < count; i++) {
        status = list_case(desk, list, ids[i], err);
    }
    walk->has_number = count > 0;
    return status;
}

static enum status find_by_phone(struct desk *desk, struct search_walk *walk, struct search_list *list,
                                 struct err *err)
{
    char digits[PHONE_SIZE];
    int64_t ids[SEARCH_MAX];
    size_t count = 0;
    if (!phone_normalise(walk->words, digits) || strlen(digits) < 4) {
        return STATUS_OK;
    }
    enum status status = case_store_by_phone(desk->store, digits, SEARCH_MAX, ids, &count, err);
    for (size_t i = 0; status == STATUS_OK && i < count; i++) {
        status = list_case(desk, list, ids[i], err);
    }
    return status;
}

/* The customers who fit (phone, 户号, initials, address …), and their cases whatever those say themselves. */
static enum status find_by_customer(struct desk *desk, struct search_walk *walk, struct search_list *list,
                                    struct err *err)
{
    size_t count = 0;
    if (list->count == list->max || !desk_has_right(desk, RIGHT_CUSTOMER_READ)) {
        return STATUS_OK;
    }
    struct history_row cases[CUSTOMER_CASES];
    struct customer_row *customers = mem_new(CUSTOMERS_MAX, sizeof(*customers));
    enum status status = lookup_customers(desk, walk->words, CUSTOMERS_MAX, customers, &count, err);
    for (size_t i = 0; status == STATUS_OK && i < count; i++) {
        size_t case_count = 0;
        status =
            case_store_history(desk->store, customers[i].id, "", CUSTOMER_CASES, cases, &case_count, err);
        if (status == STATUS_OK) {
            status = list_customer(desk, list, customers[i].id, err);
        }
        for (size_t j = 0; status == STATUS_OK && j < case_count; j++) {
            status = list_case(desk, list, cases[j].id, err);
        }
    }
    free(customers);
    return status;
}

static enum status find_by_words(struct desk *desk, struct search_walk *walk, struct search_list *list,
                                 struct err *err)
{
    struct search_hit hits[SEARCH_MAX];
    size_t count = 0;
    enum status status = search_words(desk->store, walk->words, walk->before, SEARCH_MAX, hits, &count, err);
    for (size_t i = 0; status == STATUS_OK && i < count; i++) {
        /* One without a case, attached to a notice, has nothing to fold into. */
        bool is_contact =
            strcmp(hits[i].record, "contact") == 0 && (!walk->folds_contacts || hits[i].case_id == 0);
        bool is_notice = strcmp(hits[i].record, "notice") == 0;
        status = is_notice              ? list_notice(desk, list, hits[i].id, err)
                 : is_contact           ? list_contact(desk, list, hits[i].id, hits[i].case_id, err)
                 : hits[i].case_id != 0 ? list_case(desk, list, hits[i].case_id, err)
                                        : list_customer(desk, list, hits[i].id, err);
    }
    /* A case and its contact may be two hits of one line: there is another page while one is full. */
    if (count == SEARCH_MAX && list->count < list->max) {
        walk->before = hits[count - 1].id;
    } else {
        walk->stage = SEARCH_IS_OVER;
    }
    return status;
}

void search_begin(struct search_walk *walk, const char *words)
{
    bool folds_contacts = walk->folds_contacts;
    *walk = (struct search_walk){.folds_contacts = folds_contacts};
    while (*words == ' ' || *words == '\t') {
        words++;
    }
    text_copy(walk->words, sizeof(walk->words), words);
    bool is_empty = *words == '\0' || !utf8_is_valid(walk->words, strlen(walk->words));
    walk->stage = is_empty ? SEARCH_IS_OVER : SEARCH_BY_NUMBER;
}

static enum status (*const stages[])(struct desk *desk, struct search_walk *walk, struct search_list *list,
                                     struct err *err) = {
    [SEARCH_BY_NUMBER] = find_by_number,
    [SEARCH_BY_PHONE] = find_by_phone,
    [SEARCH_BY_CUSTOMER] = find_by_customer,
    [SEARCH_BY_WORDS] = find_by_words,
};

enum status search_step(struct desk *desk, struct search_walk *walk, size_t max, struct found_row *rows,
                        size_t *count, struct err *err)
{
    struct search_list list = {.rows = rows, .count = *count, .max = max};
    enum search_stage stage = walk->stage;
    enum status status = desk_allow(desk, RIGHT_CASE_READ, err);
    if (status == STATUS_OK && stage != SEARCH_IS_OVER) {
        status = stages[stage](desk, walk, &list, err);
    }
    if (stage < SEARCH_BY_WORDS) {
        walk->stage++;
    }
    *count = list.count;
    return status;
}

static int newest_first(const void *left, const void *right)
{
    const struct found_row *a = left, *b = right;
    return a->id < b->id ? 1 : a->id > b->id ? -1 : 0;
}

enum status casework_search(struct desk *desk, const char *words, size_t max, struct found_row *rows,
                            size_t *count, struct err *err)
{
    struct search_walk walk = {.folds_contacts = true};
    size_t numbered = 0;
    *count = 0;
    enum status status = desk_allow(desk, RIGHT_CASE_READ, err);
    search_begin(&walk, words);
    if (status == STATUS_OK && strspn(words, " \t") == strlen(words)) {
        return err_set(err, STATUS_INVALID, _("请输入工单号、电话、户号、姓名、地址或文字"));
    }
    if (status == STATUS_OK && walk.stage == SEARCH_IS_OVER) {
        return err_set(err, STATUS_INVALID, _("查找的文字不是有效的UTF-8"));
    }
    while (status == STATUS_OK && walk.stage != SEARCH_IS_OVER) {
        bool is_first = walk.stage == SEARCH_BY_NUMBER;
        status = search_step(desk, &walk, max, rows, count, err);
        numbered = is_first ? *count : numbered;
    }
    /* A number typed is a case meant: those stay on top. */
    qsort(rows + numbered, *count - numbered, sizeof(*rows), newest_first);
    return status;
}
