#ifndef ZUOXI_DOMAIN_PHRASE_H
#define ZUOXI_DOMAIN_PHRASE_H

/*
 * The script book 话术 (spec section 3): phrases by stage with the conditions they are meant for, taboo
 * words, answers to frequent questions; placeholders filled from the open form. Pure.
 */

#include <stdbool.h>
#include <stddef.h>

#include "zuoxi/base/str.h"
#include "zuoxi/domain/phrase_when.h"

struct phrase {
    char id[32];
    char stage[24];    /* 急情 迎声 问询 … 外呼 上门 */
    char kind[24];     /* 称呼语 问候语 …, may be '' */
    char rule[24];     /* the rule it serves: 三要 三不 三声 十字用语 四个一样 … */
    const char *text;  /* with placeholders {company} {badge} {title} {name} {case} {due} {due:contact} … */
    const char *heard; /* words of the caller's that call for its stage, a line each; NULL none */
    struct phrase_when when;
    int order; /* lower comes first; 0: as in the file, after those that say */
    int digit; /* 1–9: always on this digit, 0 none */
    const char *file;
    int line; /* where it stands, for findings */
};

struct taboo {
    char text[120];   /* 忌语 */
    char better[240]; /* 请说 … */
    char kind[16];    /* 生硬 推卸 责备, may be '' */
    const char *file;
    int line;
};

/* An answer to a frequent question (知识库, R3.5). */
struct answer {
    char id[32];
    const char *question, *text;
    const char *words;  /* more words it is found by, "" none */
    const char *source; /* who says so */
    char date[11];      /* since when it is known to be right, "2026-10-15" */
    char expires[11];   /* last day it holds, '' open */
    struct phrase_when when;
    const char *file;
    int line;
};

struct taboo_table; /* domain/taboo.c */

struct phrasebook {
    struct phrase *phrases; /* owned, in the order they are offered */
    size_t count, capacity;
    struct taboo *taboos;
    size_t taboo_count, taboo_capacity;
    struct answer *answers;
    size_t answer_count, answer_capacity;
    char stages[24][24]; /* those with phrases, in the order of a call */
    size_t stage_count;
    char **texts; /* owned: what the members above borrow */
    size_t text_count, text_capacity;
    char **excepts; /* owned: longer words in which a taboo word is none */
    size_t except_count, except_capacity;
    struct taboo_table *table; /* owned; NULL until phrasebook_arrange */
};

/* The stages in the order of a call; NULL at the end. */
extern const char *const phrase_stages[];

void phrasebook_clear(struct phrasebook *book);
/* A copy of a text that lives as long as the book; NULL for NULL. Borrowed. */
const char *phrasebook_keep(struct phrasebook *book, const char *text);
/* Once all is in: phrases into the order they are offered (stage, order, file), the stages there are, the
 * table of taboo words. */
void phrasebook_arrange(struct phrasebook *book);
/* NULL when there is none of this id. */
const struct phrase *phrasebook_find(const struct phrasebook *book, const char *id);
bool answer_is_expired(const struct answer *answer, const char *today);

/* Has the caller said one of the words this phrase waits for? */
bool phrase_is_heard(const struct phrase *phrase, const char *said);

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
/* How a placeholder is asked for (称呼), and where its value stands; NULL when there is none of this name. */
const char *phrase_label(const char *name);
const char **phrase_value(struct phrase_values *values, const char *name);
/* "上午" "中午" "下午" "晚上" for a local hour. */
const char *phrase_time_of_day(int hour);

#endif
