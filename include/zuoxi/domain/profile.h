#ifndef ZUOXI_DOMAIN_PROFILE_H
#define ZUOXI_DOMAIN_PROFILE_H

/*
 * A profile: what one kind of utility works by — types with their categories, grades, choice lists, the
 * workflow (state × action × role → state) and the legs. Filled by conf/profile.c from
 * conf/profiles/<name>.conf; pure data.
 */

#include "zuoxi/domain/leg_rule.h"
#include "zuoxi/domain/move_rule.h"
#include "zuoxi/domain/sheet_rule.h"

struct choice {
    char code[FIELD_CODE_SIZE];
    char label[128];              /* Chinese */
    char parent[FIELD_CODE_SIZE]; /* CATEGORY: the type's code; second level: the first level's code. '' at
                                     the top */
    char form[24]; /* TYPE, CHANNEL: the side record its form has, see domain/details.h; '' none */
    char grade[FIELD_CODE_SIZE]; /* TYPE: its cases' grade unless a person says otherwise; '' the household's
                                  */
    bool is_urgent;              /* TYPE: comes first on every screen (抢险) */
    bool is_alone;               /* OUTCOME: a call that ends so opens no case (打错, 骚扰) */
    bool is_outage;              /* NOTICE: callers inside its area get it shown (停供) */
    bool is_talk;                /* REACHED: somebody spoke with us, else it was an attempt (接通) */
    bool is_redo;                /* SATISFACTION: the case is handled again (不满意) */
    bool is_reported;            /* SEVERITY: reported upward before anything else (特急) */
    bool is_default;
};

struct choices {
    struct choice *items; /* owned, in the file's order */
    size_t count, capacity;
};

struct leg_label {
    char id[16];
    char label[32]; /* 接单 */
    bool is_apart;  /* no link of the chain: it passes over no other leg, and none passes over it */
};

struct profile {
    char name[32];    /* "heating" */
    char label[64];   /* 供热 */
    char station[64]; /* what a customer hangs on: 换热站 台区 调压站 (R1.9) */
    struct choices sets[SET_COUNT];
    struct leg_rule *legs;
    size_t leg_count, leg_capacity;
    struct leg_label *leg_labels;
    size_t leg_label_count, leg_label_capacity;
    struct move_rule *moves;
    size_t move_count, move_capacity;
    struct sheet_rule sheet;               /* the task sheet (R2.11) */
    char first_state[FIELD_CODE_SIZE];     /* of an accepted case */
    char closed_state[FIELD_CODE_SIZE];    /* of a case answered at once */
    int warning_percent, critical_percent; /* of the time left: 25, 10 */
};

void profile_clear(struct profile *profile);
/* Everything is in: its lists take no more memory than they need (mem_fit). Pointers into them are void. */
void profile_fit(struct profile *profile);
const struct choice *profile_choice(const struct profile *profile, enum choice_set set, const char *code);
/* Label to show: the choice's, or "code？" for one the configuration no longer knows. Never NULL. */
const char *profile_label(const struct profile *profile, enum choice_set set, const char *code, char out[80]);
/* "报修 > 不热 > 单户不热" for a category code; its parents included. */
void profile_category_path(const struct profile *profile, const char *type, const char *category, char *out,
                           size_t size);
/*
 * Codes and labels of a type, a category and what stands above it, for asking whether a matter is among those
 * somebody wrote down; at most max, borrowed from the profile. Returns how many; 0 when neither is chosen.
 */
size_t profile_matter_names(const struct profile *profile, const char *type, const char *category,
                            const char **names, size_t max);
/* The lines (SET_TELL, SET_BRING) for a category: its own, else those of what it lies under, up to the type.
 * Returns how many; *first borrowed. Only their labels count. */
size_t profile_lines(const struct profile *profile, enum choice_set set, const char *type,
                     const char *category, const struct choice **first);
/* Place of a leg in the chain 受理 → 转办 → … → 回访 (the order of leg_label); leg_label_count for one that
 * is none of it. */
size_t profile_leg_place(const struct profile *profile, const char *leg);
const char *profile_leg_label(const struct profile *profile, const char *leg);
/* The first move of this action; NULL: none. (Sections of one action for other types have the same label.) */
const struct move_rule *profile_move(const struct profile *profile, const char *action);
/* "派单" for "dispatch": the label of a move, of an event the program writes, else the word itself. Borrowed.
 */
const char *profile_action_label(const struct profile *profile, const char *action);
/* STATUS_INVALID naming the field when a CODE holds a value its set does not know ('' always passes); *first
 * (may be NULL) = the field. */
enum status profile_check_codes(const struct profile *profile, const struct field_table *table,
                                const void *record, const struct field **first, struct err *err);

/* Does the choice lie, at any depth, below the code `under` (a category below its type)? */
bool profile_lies_under(const struct choices *choices, const struct choice *choice, const char *under);

#endif
