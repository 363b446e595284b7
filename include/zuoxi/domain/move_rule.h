#ifndef ZUOXI_DOMAIN_MOVE_RULE_H
#define ZUOXI_DOMAIN_MOVE_RULE_H

/* One move of a workflow as a profile writes it: who may make it from which states, where it leads, what it
 * does to the legs, what its form asks, who approves it and who is told (spec R2.1). Pure data. */

#include "zuoxi/domain/duration.h"
#include "zuoxi/domain/field.h"
#include "zuoxi/domain/rights.h"

#define MOVE_ID_SIZE    16
#define MOVE_FIELDS_MAX 20
#define MOVE_LEGS_MAX   8
#define MOVE_TYPES_MAX  10

/* What a move means besides its change of state. Only those named here do more than change state and legs:
 * suspend, resume and extend work on the pauses and due times; callback may be an attempt that leaves the
 * case where it is, or lead to the redo; merge and split need another case; the rest is counted and shown. */
enum move_effect {
    EFFECT_NONE,
    EFFECT_SUSPEND,   /* 挂起: the clock of all open legs pauses */
    EFFECT_RESUME,    /* 恢复 */
    EFFECT_EXTEND,    /* 延期: the legs in `extend` are due later */
    EFFECT_CHASE,     /* 催办 */
    EFFECT_SUPERVISE, /* 督办 */
    EFFECT_ESCALATE,  /* 上报 */
    EFFECT_RETURN,    /* 退单: to the wrong unit; the case has none then */
    EFFECT_OBJECT,    /* 异议: the customer does not agree with the answer */
    EFFECT_REDO,      /* 重办: the customer is not satisfied */
    EFFECT_CALLBACK,  /* 回访: an attempt until somebody talks */
    EFFECT_REOPEN,    /* 重开 */
    EFFECT_MERGE,     /* 并单: into another case */
    EFFECT_SPLIT,     /* 拆单: part of it becomes a case of its own */
    EFFECT_COUNT
};

/* Who is told of a move, and so is named when it has been made. */
enum move_tell { TELL_UNIT, TELL_COPIES, TELL_CUSTOMER, TELL_OWNER, TELL_LEAD, TELL_MANAGEMENT, TELL_COUNT };

/* move "dispatch" { label = "派单" from = {"accepted"} to = "dispatched" roles = {…} ask = {"unit"} need =
 * {"unit"} } */
struct move_rule {
    char id[MOVE_ID_SIZE]; /* action: dispatch take contact arrive handle reply callback close … */
    char label[32];
    char from[12][FIELD_CODE_SIZE];
    size_t from_count;
    char to[FIELD_CODE_SIZE]; /* '' = the state stays */
    bool roles[ROLE_COUNT];
    char types[MOVE_TYPES_MAX][FIELD_CODE_SIZE]; /* cases it is for */
    size_t type_count;                           /* 0 = any */
    char ask[MOVE_FIELDS_MAX][48]; /* fields its small form asks: of the case, "repair.fee" where it has them,
                                      "step.reason" of the move itself */
    size_t ask_count;
    bool ask_needed[MOVE_FIELDS_MAX];
    bool asks_reporter; /* made by a handling unit: who reported it and when (R2.0) */
    bool closes;        /* ends the case: open legs are dropped */
    enum move_effect effect;
    char start[MOVE_LEGS_MAX]
              [MOVE_ID_SIZE]; /* legs that begin anew with it, whatever event they count from */
    size_t start_count;
    char voids[MOVE_LEGS_MAX][MOVE_ID_SIZE]; /* moves it takes back: the open legs they began end */
    size_t void_count;
    char extend[MOVE_LEGS_MAX][MOVE_ID_SIZE]; /* legs an extension moves */
    size_t extend_count;
    bool tell[TELL_COUNT];
    int limit;                /* how often a case may have it, 0: any number of times */
    struct duration within;   /* amount 0: at any time; else so long after the last `since` */
    char since[MOVE_ID_SIZE]; /* the move `within` counts from */
    bool is_approved;         /* made by an operator it waits for a lead */
    bool is_before_due;       /* only while the legs it extends are not overdue */
};

/* "suspend" …; move_effect_parse gives EFFECT_COUNT for anything else, EFFECT_NONE for ''. */
const char *move_effect_code(enum move_effect effect);
enum move_effect move_effect_parse(const char *code);
/* "unit" "copies" "customer" "owner" "lead" "management" and their labels 承办单位 …; TELL_COUNT for anything
 * else. */
const char *move_tell_code(enum move_tell tell);
const char *move_tell_label(enum move_tell tell);
enum move_tell move_tell_parse(const char *code);

bool move_leaves(const struct move_rule *move, const char *state);
/* Is the move for cases of this type? */
bool move_fits(const struct move_rule *move, const char *type);
/* Does whoever makes it speak with the customer: a callback, a contact, a reply, or one that tells them? */
bool move_rings(const struct move_rule *move);
/* Does its form ask for this field? */
bool move_asks(const struct move_rule *move, const char *field);

#endif
