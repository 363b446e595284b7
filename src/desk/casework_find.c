/* Finding cases by what a person types: a number, a phone, words. */

#include <stdlib.h>
#include <string.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/base/utf8.h"
#include "zuoxi/desk/casework.h"
#include "zuoxi/desk/lookup.h"
#include "zuoxi/domain/customer.h"
#include "zuoxi/domain/phone.h"
#include "zuoxi/domain/workday.h"
#include "zuoxi/store/record.h"
#include "zuoxi/store/search.h"

#define CANDIDATES_MAX 10
#define SEARCH_MAX     50

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
        *found = (struct found_row){.id = id, .record = "case"};
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
    if (status == STATUS_OK) {
        struct found_row *found = &list->rows[list->count++];
        *found = (struct found_row){.id = id, .record = "customer"};
        found->row.id = id;
        text_copy(found->row.number, sizeof(found->row.number), customer->account);
        text_copy(found->name, sizeof(found->name), customer->name);
        text_copy(found->address, sizeof(found->address), customer->address);
    }
    free(customer);
    return status;
}

static enum status find_by_number(struct desk *desk, const char *words, struct search_list *list,
                                  struct err *err)
{
    int date, sequence;
    int64_t ids[CANDIDATES_MAX];
    size_t count = 0;
    if (!case_number_parse(words, &date, &sequence)) {
        return STATUS_OK;
    }
    enum status status = case_store_by_number(desk->store, date, sequence, ids, CANDIDATES_MAX, &count, err);
    for (size_t i = 0; status == STATUS_OK && i < count; i++) {
        status = list_case(desk, list, ids[i], err);
    }
    return status;
}

static enum status find_by_phone(struct desk *desk, const char *words, struct search_list *list,
                                 struct err *err)
{
    char digits[PHONE_SIZE];
    int64_t ids[SEARCH_MAX];
    size_t count = 0;
    if (!phone_normalise(words, digits) || strlen(digits) < 4) {
        return STATUS_OK;
    }
    enum status status = case_store_by_phone(desk->store, digits, SEARCH_MAX, ids, &count, err);
    for (size_t i = 0; status == STATUS_OK && i < count; i++) {
        status = list_case(desk, list, ids[i], err);
    }
    return status;
}

/* The customers who fit (phone, 户号, initials, address …), and their cases whatever those say themselves. */
static enum status find_by_customer(struct desk *desk, const char *words, struct search_list *list,
                                    struct err *err)
{
    size_t count = 0;
    if (list->count == list->max || !desk_has_right(desk, RIGHT_CUSTOMER_READ)) {
        return STATUS_OK;
    }
    struct history_row *cases = mem_new(SEARCH_MAX, sizeof(*cases));
    struct customer_row *customers = mem_new(SEARCH_MAX, sizeof(*customers));
    enum status status = lookup_customers(desk, words, SEARCH_MAX, customers, &count, err);
    for (size_t i = 0; status == STATUS_OK && i < count; i++) {
        size_t case_count = 0;
        status = case_store_history(desk->store, customers[i].id, "", SEARCH_MAX, cases, &case_count, err);
        for (size_t j = 0; status == STATUS_OK && j < case_count; j++) {
            status = list_case(desk, list, cases[j].id, err);
        }
        if (status == STATUS_OK) {
            status = list_customer(desk, list, customers[i].id, err);
        }
    }
    free(customers);
    free(cases);
    return status;
}

static enum status find_by_words(struct desk *desk, const char *words, struct search_list *list,
                                 struct err *err)
{
    struct search_hit hits[SEARCH_MAX];
    int64_t before = 0;
    for (;;) {
        size_t count = 0;
        enum status status = search_words(desk->store, words, before, SEARCH_MAX, hits, &count, err);
        for (size_t i = 0; status == STATUS_OK && i < count; i++) {
            status = hits[i].case_id != 0 ? list_case(desk, list, hits[i].case_id, err)
                                          : list_customer(desk, list, hits[i].id, err);
        }
        /*
         * A case and its contact are two hits of one line: go on until the page is full or nothing is left.
         */
        if (status != STATUS_OK || count < SEARCH_MAX || list->count == list->max) {
            return status;
        }
        before = hits[count - 1].id;
    }
}

static int newest_first(const void *left, const void *right)
{
    const struct found_row *a = left, *b = right;
    return a->id < b->id ? 1 : a->id > b->id ? -1 : 0;
}

enum status casework_search(struct desk *desk, const char *words, size_t max, struct found_row *rows,
                            size_t *count, struct err *err)
{
    struct search_list list = {.rows = rows, .max = max};
    *count = 0;
    while (*words == ' ' || *words == '\t') {
        words++;
    }
    enum status status = desk_allow(desk, RIGHT_CASE_READ, err);
    if (status != STATUS_OK) {
        return status;
    }
    if (*words == '\0') {
        return err_set(err, STATUS_INVALID, _("请输入工单号、电话、户号、姓名、地址或文字"));
    }
    if (!utf8_is_valid(words, strlen(words))) {
        return err_set(err, STATUS_INVALID, _("查找的文字不是有效的UTF-8"));
    }
    status = find_by_number(desk, words, &list, err);
    size_t numbered = list.count;
    if (status == STATUS_OK) {
        status = find_by_phone(desk, words, &list, err);
    }
    if (status == STATUS_OK) {
        status = find_by_words(desk, words, &list, err);
    }
    if (status == STATUS_OK) {
        status = find_by_customer(desk, words, &list, err);
    }
    /* A number typed is a case meant: those stay on top. */
    qsort(rows + numbered, list.count - numbered, sizeof(*rows), newest_first);
    *count = list.count;
    return status;
}

/* "有多个工单：20261121-0007 20251121-0007" */
static enum status list_candidates(struct desk *desk, const char *number, const int64_t *ids, size_t count,
                                   struct err *err)
{
    struct str text = {0};
    struct case_record *record = mem_new(1, sizeof(*record));
    for (size_t i = 0; i < count; i++) {
        if (record_load(desk->store, &case_record_fields, ids[i], record, NULL) == STATUS_OK) {
            str_printf(&text, " %s", record->number);
        }
    }
    err_set(err, STATUS_INVALID, _("编号 %s 对应多个工单：%s"), number, str_text(&text));
    free(record);
    str_free(&text);
    return err_advise(err, _("请输入完整编号"));
}

enum status casework_find_number(struct desk *desk, const char *number, int64_t *case_id, struct err *err)
{
    int date, sequence;
    int64_t ids[CANDIDATES_MAX];
    size_t count = 0;
    *case_id = 0;
    enum status status = desk_allow(desk, RIGHT_CASE_READ, err);
    if (status != STATUS_OK) {
        return status;
    }
    if (!case_number_parse(number, &date, &sequence)) {
        err_set(err, STATUS_INVALID, _("“%s”不是工单号"), number);
        return err_advise(err, _("写法如 20261121-0007、1121-0007 或 7"));
    }
    status = case_store_by_number(desk->store, date, sequence, ids, CANDIDATES_MAX, &count, err);
    if (status != STATUS_OK) {
        return status;
    }
    if (count == 0) {
        return err_set(err, STATUS_NOT_FOUND, _("没有工单 %s"), number);
    }
    if (count > 1) {
        return list_candidates(desk, number, ids, count, err);
    }
    *case_id = ids[0];
    return STATUS_OK;
}
