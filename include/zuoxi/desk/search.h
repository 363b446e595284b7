#ifndef ZUOXI_DESK_SEARCH_H
#define ZUOXI_DESK_SEARCH_H

/*
 * Finding by what a person types: case number (any form), phone (whole or last four), 户号, name or its
 * initials, fragments of an address, any words of any text. In bounded pieces, so that a screen can look
 * while somebody types.
 */

#include "zuoxi/desk/desk.h"
#include "zuoxi/store/case_store.h"

struct found_row {
    int64_t id;
    char record[24];        /* "case", "customer", "contact", "notice" */
    int64_t case_id;        /* of a case or contact */
    struct history_row row; /* of the case; a customer's number is its 户号 */
    char name[4 * 40 + 1], address[4 * 120 + 1];
    char channel[FIELD_CODE_SIZE]; /* of a contact, a notice's kind; its text stands in row.content */
};

enum search_stage {
    SEARCH_BY_NUMBER,
    SEARCH_BY_PHONE,
    SEARCH_BY_CUSTOMER,
    SEARCH_BY_WORDS, /* page by page, the newest first */
    SEARCH_IS_OVER
};

#define SEARCH_SIZE 512

struct search_walk {
    char words[SEARCH_SIZE];
    enum search_stage stage;
    int64_t before;      /* the words' next page */
    bool folds_contacts; /* a contact found stands as its case */
    bool has_number;     /* a case has the number that was typed */
};

/* Begin anew; words may be anything that fits a line. */
void search_begin(struct search_walk *walk, const char *words);
/* One stage, or one page of words: a millisecond or two. New rows are added behind *count, each record once.
 */
enum status search_step(struct desk *desk, struct search_walk *walk, size_t max, struct found_row *rows,
                        size_t *count, struct err *err);
/*
 * All stages at once: cases (contacts as their case) and customers, at most max; a case whose number was
 * typed first, then the newest. STATUS_INVALID when nothing was typed, or no UTF-8.
 */
enum status casework_search(struct desk *desk, const char *words, size_t max, struct found_row *rows,
                            size_t *count, struct err *err);

#endif
