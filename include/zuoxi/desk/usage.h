#ifndef ZUOXI_DESK_USAGE_H
#define ZUOXI_DESK_USAGE_H

/*
 * How the script book is used: counted with every contact and move that is saved, read by leads for coaching:
 * which phrases are said, which steps of the guided call are left out, who types which taboo words.
 */

#include "zuoxi/desk/guide.h"
#include "zuoxi/store/script_store.h"

/* Inside a transaction: count what a contact said and did, and the taboo words in its sentences. */
enum status usage_count_contact(struct desk *desk, const struct contact *contact, struct err *err);
/* Inside a transaction: count the taboo words in a note and in the sentences of a case (`before`, NULL for a
 * new one: only in those that differ from it). */
enum status usage_count_case(struct desk *desk, const struct case_record *before,
                             const struct case_record *after, const char *note, struct err *err);
/* The same of its side records (`before` may be NULL). */
enum status usage_count_details(struct desk *desk, const struct details *before, const struct details *after,
                                struct err *err);

struct usage_item {
    char badge[21]; /* '' for phrases: all together */
    char code[124];
    int64_t times;
};
struct usage_items {
    struct usage_item *items; /* owned; most used first once all is read */
    size_t count, capacity;
};
struct usage_person {
    char badge[21];
    int64_t calls, phrases, taboos, skipped; /* steps left out, over all calls */
};

struct usage {
    int64_t first, last;             /* days, 20261121 */
    struct usage_items phrases;      /* by entry */
    struct usage_items taboos;       /* by person and word */
    struct usage_person people[200]; /* by badge */
    size_t person_count;
    int64_t calls, wanted[GUIDE_COUNT], done[GUIDE_COUNT];
    struct script_count at; /* read so far */
    bool is_done;
};

/* Begin with a period: days as people say them, from UTC seconds. */
void usage_begin(struct usage *usage, int64_t first, int64_t last);
/* Read one page of at most 1,000 rows; sets is_done after the last. Needs RIGHT_SCRIPT_USAGE. */
enum status usage_read(struct desk *desk, struct usage *usage, struct err *err);
void usage_clear(struct usage *usage);
/* A local day as 20261121. */
int64_t usage_day(int64_t utc);

#endif
