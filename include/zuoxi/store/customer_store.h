#ifndef ZUOXI_STORE_CUSTOMER_STORE_H
#define ZUOXI_STORE_CUSTOMER_STORE_H

/* Finding customers while the number is being typed. */

#include "zuoxi/domain/case_number.h"
#include "zuoxi/domain/customer.h"
#include "zuoxi/store/store.h"

struct customer_row {
    int64_t id;
    char account[4 * 20 + 1], name[4 * 40 + 1], phone[4 * 20 + 1], address[4 * 120 + 1], station[4 * 40 + 1];
    char title[FIELD_CODE_SIZE], grade[FIELD_CODE_SIZE], supply[FIELD_CODE_SIZE];
    bool is_important;
};

/* Lists name the customer that is kept where one was made part of another. */

/*
 * Customers who have a phone that equals digits, or starts with them (≥ 3 digits), or ends with exactly these
 * four; exact ones first; at most max. Every branch is an index search.
 */
enum status customer_store_by_phone(struct store *store, const char *digits, size_t max,
                                    struct customer_row *rows, size_t *count, struct err *err);
/* By 户号 prefix. */
enum status customer_store_by_account(struct store *store, const char *prefix, size_t max,
                                      struct customer_row *rows, size_t *count, struct err *err);
/* By the beginning of the name. */
enum status customer_store_by_name(struct store *store, const char *prefix, size_t max,
                                   struct customer_row *rows, size_t *count, struct err *err);
/* By the beginning of the name's pinyin initials (lower-case letters and digits), the whole ones first. */
enum status customer_store_by_initials(struct store *store, const char *prefix, size_t max,
                                       struct customer_row *rows, size_t *count, struct err *err);
/*
 * By words that all occur in name and address, in any order: a run of Han anywhere, numbers whole ("阳光 7
 * 302"). Those whose last number only begins so (30 of 302) come last.
 */
enum status customer_store_by_fragments(struct store *store, const char *words, size_t max,
                                        struct customer_row *rows, size_t *count, struct err *err);

/* The row of one; STATUS_NOT_FOUND. */
enum status customer_store_row(struct store *store, int64_t id, struct customer_row *row, struct err *err);

/* What a customer's card lists: a case, or a contact (call, visit, letter …) with the case it belongs to. */
struct customer_event {
    int64_t id, case_id, at; /* at: UTC, 0 unknown */
    bool is_case, is_open;
    char number[CASE_NUMBER_SIZE];                           /* of the case */
    char type[FIELD_CODE_SIZE], state[FIELD_CODE_SIZE];      /* of a case */
    char channel[FIELD_CODE_SIZE], outcome[FIELD_CODE_SIZE]; /* of a contact */
    char text[4 * 60 + 1];                                   /* the first 60 characters of what was said */
};
/* The last saved first; ids below `before` (0: from the newest), at most max. */
enum status customer_store_history(struct store *store, int64_t id, int64_t before, size_t max,
                                   struct customer_event *events, size_t *count, struct err *err);

#endif
