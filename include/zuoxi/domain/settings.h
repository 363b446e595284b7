#ifndef ZUOXI_DOMAIN_SETTINGS_H
#define ZUOXI_DOMAIN_SETTINGS_H

/*
 * Everything conf/zuoxi.conf can say, filled by conf/. Defaults stand in the option table (conf/options.c).
 */

#include "zuoxi/domain/followup.h"
#include "zuoxi/domain/hook.h"
#include "zuoxi/domain/profile.h"
#include "zuoxi/domain/roster.h"
#include "zuoxi/domain/rotation.h"
#include "zuoxi/domain/workday.h"

#define REVEAL_REASONS_MAX 9 /* a digit each */
#define REVEAL_REASON_SIZE (4 * 20 + 1)
#define PRINT_WORDS_MAX    12
#define PRINT_WORD_SIZE    201

struct unit {
    char name[FIELD_CODE_SIZE]; /* 城东站 */
    char phone[21];
    char kind[24];            /* 换热站 维修班 … */
    char badges[4 * 200 + 1]; /* who belongs to it: badges with blanks between */
};

/* Something each desk hands over by number (物品清点, R4.2). */
struct duty_item {
    char name[FIELD_CODE_SIZE]; /* 耳麦 */
    int count;                  /* how many there should be */
};

struct settings {
    char company[121]; /* XX热力客服中心 */
    char hotline[21];
    char timezone[41];
    char database[1024];                /* '' = the XDG state directory's zuoxi.db */
    char audit_mark[1024];              /* file of the audit's head outside; '' = beside the database */
    char profile[32];                   /* heating gas service power */
    int profile_line;                   /* of the file, where that is said; 0: nowhere */
    int ring_limit;                     /* rings (R1.1) */
    int appointment_early;              /* minutes before the appointment to be there (R1.6) */
    int ring_seconds;                   /* seconds */
    bool ring_bell;                     /* a call rings the terminal's bell, too */
    int surge_seconds;                  /* what a call of the surge form should take (R1.11) */
    int callback_minutes;               /* a missed call is to be called back within */
    int repeat_days;                    /* calls again within so many days are repeat calls (R2.14) */
    int cluster_cases, cluster_minutes; /* so many cases at one place within: a cluster; 0 cases: never */
    char print_directory[1024];         /* task sheets are written into; '' the person's documents */
    char print_command[PRINT_WORDS_MAX][PRINT_WORD_SIZE]; /* argv; none: sheets cannot be printed from here */
    size_t print_word_count;
    int idle_lock;               /* minutes without a key until the seat locks; 0: never */
    int password_min;            /* characters */
    char backup_directory[1024]; /* '' = none configured: nothing is warned of */
    struct rotation backup_rotation;
    int backup_hours; /* warn when the last good backup is older; 0: never */
    char reveal_reasons[REVEAL_REASONS_MAX][REVEAL_REASON_SIZE]; /* why a masked phone is shown whole */
    size_t reveal_reason_count;
    int retention_cases, retention_complaints, retention_contacts; /* months from the end */
    int reveal_seconds;                                            /* how long it is */
    int warning_percent, critical_percent;                         /* R2.7 */
    bool bell;
    struct work_rules rules; /* close, working_hours; calendar points to `calendar` below */
    struct calendar calendar;
    struct unit *units;
    size_t unit_count, unit_capacity;
    struct hook *hooks; /* programs told of events; none: nothing is written down for any */
    size_t hook_count, hook_capacity;
    struct shift *shifts;
    size_t shift_count, shift_capacity;
    struct duty_item *duty_items;
    size_t duty_item_count, duty_item_capacity;
    struct followup_place *followups; /* followed up regularly (R2.13); none: nothing is */
    size_t followup_count, followup_capacity;
    struct followup_rule followup_rule;
    int roster_days;                  /* gaps are warned of so many days ahead (R4.1); 0: never */
    int roster_rest;                  /* hours between two shifts of one person (R4.5) */
    int handover_early;               /* minutes before the hour that both sides see the draft (R4.4) */
    int handover_grace;               /* minutes after it that a handover is still punctual */
    bool handover_required;           /* nobody leaves before the relief has signed (R4.3) */
    char fault_unit[FIELD_CODE_SIZE]; /* mends what is broken at the desks; '' dispatched by hand */
    int swap_limit;                   /* swaps a month a person (R4.5) */
    struct duration swap_notice;      /* asked so long ahead */
    char swap_approver[16];           /* "lead" or "admin" */
};

void settings_clear(struct settings *settings);
/* What the roster is checked by; borrows from the settings. */
struct shifts settings_shifts(const struct settings *settings);
struct roster_rules settings_roster_rules(const struct settings *settings);

#endif
