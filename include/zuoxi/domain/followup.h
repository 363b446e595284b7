#ifndef ZUOXI_DOMAIN_FOLLOWUP_H
#define ZUOXI_DOMAIN_FOLLOWUP_H

/*
 * Regular follow-up of projects, buildings and stations (定期回访, spec R2.13): in the first year monthly,
 * later quarterly. Days are civil dates packed as year * 10000 + month * 100 + day. Pure.
 */

#include "zuoxi/domain/field.h"

/* Members: see followup.def. Owns nothing; copies by assignment. */
struct followup {
    struct record_head head;
#define RECORD_DEF "zuoxi/domain/followup.def"
#include "zuoxi/domain/record_fields.h"
#undef RECORD_DEF
};
extern const struct field_table followup_fields;

/* What is followed up, as the configuration names it. */
struct followup_place {
    char name[FIELD_CODE_SIZE]; /* 阳光城 */
    char kind[24];              /* 项目 楼 换热站 */
    int since;                  /* in service from this date on: the first year begins */
    char contact[4 * 20 + 1];   /* whom to ask for */
    char phone[21];
};

/* Months from one to the next. */
struct followup_rule {
    int first_year; /* until a year after `since` */
    int later;
};

/* The date so many months later; the last day of a month that has no such day. */
int date_add_months(int date, int months);
/*
 * The day the next one is due. done: the day the last one was due or held, whichever is later; the days
 * between are counted from `since` on, so a late one does not move those after it. 0, never any: the day that
 * passed last by `today`, since what was done before the program is not known, or the first one.
 */
int followup_due(const struct followup_rule *rule, int since, int done, int today);

#endif
