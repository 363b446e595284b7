#ifndef ZUOXI_DOMAIN_PHRASE_H
#define ZUOXI_DOMAIN_PHRASE_H

/* The script book 话术 (spec section 3): phrases by stage, placeholders filled from the open form. Pure. */

#include <stdbool.h>
#include <stddef.h>

#include "zuoxi/base/str.h"

struct phrase {
    char id[32];
    char stage[24];  /* 迎声 问询 … 外呼 上门 */
    char kind[24];   /* 称呼语 问候语 …, may be '' */
    char rule[24];   /* the rule it serves: 三要 三不 三声 十字用语 四个一样 */
    char text[1200]; /* with placeholders {company} {badge} {title} {name} {case} {due} {due:contact}
                        {time-of-day} */
    char file[128];  /* where it stands, for findings */
    int line;
};

struct taboo {
    char text[120];   /* 忌语 */
    char better[240]; /* 请说 … */
};

struct phrasebook {
    struct phrase *phrases; /* owned, file order */
    size_t count, capacity;
    struct taboo *taboos;
    size_t taboo_count, taboo_capacity;
    char stages[24][24]; /* in order of first appearance */
    size_t stage_count;
};

void phrasebook_clear(struct phrasebook *book);

/* Values for placeholders; a '' value is unknown. */
struct phrase_values {
    const char *company, *hotline, *badge, *operator_name, *title, *name, *address, *phone, *number,
        *time_of_day;
    const char *due; /* 办结 due time as spoken, "今天18:32" */
    const char *due_contact, *due_arrive, *due_reply;
};

/*
 * Fill a phrase into out. A missing value never leaves a hole: it is shown as 〔称呼？〕 and counted; the
 * operator is asked for it. Returns the number of missing values; `missing` (may be NULL) receives the first
 * one's name.
 */
int phrase_fill(const struct phrase *phrase, const struct phrase_values *values, struct str *out,
                char missing[32]);
/* False when a text holds a placeholder that does not exist; bad receives its name (cut to 31 bytes). */
bool phrase_check(const char *text, char bad[32]);
/* "上午" "中午" "下午" "晚上" for a local hour. */
const char *phrase_time_of_day(int hour);
/* The taboo phrase that stands first in text (the longest there), NULL if none; *at (may be NULL) its byte
 * offset. */
const struct taboo *taboo_find(const struct phrasebook *book, const char *text, size_t *at);

#endif
