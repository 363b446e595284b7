#ifndef ZUOXI_DOMAIN_RIGHTS_H
#define ZUOXI_DOMAIN_RIGHTS_H

/*
 * Who may do what, and to what: one table, right × role, whose cells say how far the right reaches among the
 * objects (spec section 7). rights_can is the only rule: the desk asks it under every command (desk_can), the
 * store under every statement that finds cases (zuoxi_sees, store/seen.h).
 */

#include <stdbool.h>

enum role { ROLE_NONE, ROLE_OPERATOR, ROLE_LEAD, ROLE_ADMIN, ROLE_COUNT };

enum right {
    RIGHT_CONTACT_SAVE, /* take a call, open a case */
    RIGHT_CASE_READ,
    RIGHT_CASE_EDIT,
    RIGHT_CASE_MOVE,    /* further limited by the workflow's roles */
    RIGHT_CASE_APPROVE, /* decide on a colleague's request to pause, extend, reopen … */
    RIGHT_CASE_CONFIDE, /* mark a case confidential, or not any more; own: registered by oneself */
    RIGHT_CUSTOMER_READ,
    RIGHT_CUSTOMER_EDIT,
    RIGHT_CUSTOMER_MERGE, /* make two of them one, and two again */
    RIGHT_PHONE_SEE,      /* whole numbers; own: of one's own cases, and of those one has to ring */
    RIGHT_ADDRESS_SEE,    /* whole addresses; a lead dispatches everybody's cases */
    RIGHT_PHONE_REVEAL,   /* uncover a masked one, which is logged */
    RIGHT_PERSON_ERASE,   /* a customer's data on lawful request */
    RIGHT_PROMISE,        /* settle, put off and hand over a promise to call back; own: one's own, nobody's */
    RIGHT_WORK_REMARK,    /* write the remarks of a daily work report */
    RIGHT_READING_SIGN,   /* put the supervisor's reading mark on a record (阅签) */
    RIGHT_SCRIPT_USAGE,   /* which phrases and taboo words who used */
    RIGHT_NOTICE_READ,
    RIGHT_NOTICE_POST, /* post, correct, extend and close notices */
    RIGHT_ROSTER_READ, /* the roster, handover logs, work reports */
    RIGHT_ROSTER_EDIT,
    RIGHT_SEAT_SEE,    /* who is signed in where, since when */
    RIGHT_HOOK_MANAGE, /* see the queue of notifications, try again, give up */
    RIGHT_PASSWORD_SET,
    RIGHT_USER_MANAGE,
    RIGHT_EXCHANGE,     /* import and export whole tables */
    RIGHT_CASE_HOLD,    /* see what is past its time; hold a closed case beyond it */
    RIGHT_EXPORT_WHOLE, /* with whole phones and addresses */
    RIGHT_BACKUP,
    RIGHT_AUDIT_READ,
    RIGHT_COUNT
};

/* Who acts, and asks. */
struct actor {
    char badge[21];
    char name[4 * 40 + 1];
    enum role role;      /* ROLE_NONE: nobody signed in */
    const char *origin;  /* "console", "cli", "cli owner": without a password, by who owns the file */
    bool is_owner;       /* owns the database file and named no badge: could read it anyway */
    bool is_acting_lead; /* an operator who stands in for the lead in this turn */
};

/* What is asked about; {0}: somebody else's, or nothing in particular. What "own" means, the right says. */
struct rights_object {
    bool is_own;
    bool is_confidential;
};

/* How far a right reaches; each includes those before it. */
enum reach {
    REACH_NONE,
    REACH_OWN,  /* what is one's own, confidential or not */
    REACH_OPEN, /* and everybody's else that is not confidential */
    REACH_ALL
};

/* May the actor? object NULL: nothing in particular. False for a value out of range. */
bool rights_can(const struct actor *actor, enum right right, const struct rights_object *object);
/* How far it reaches for the actor: to list only what rights_can would let through. */
enum reach rights_reach(const struct actor *actor, enum right right);
/* A case as an object: own to its owner, who registered it, and to who looks after it in this shift. */
struct rights_object rights_of_case(const struct actor *actor, const char *owner, const char *keeper,
                                    bool is_confidential);
/* What it lets a person do, for the sentence that refuses it: 修改工单, translated. */
const char *right_label(enum right right);

/* "operator" "lead" "admin"; role_parse gives ROLE_NONE for anything else. */
const char *role_code(enum role role);
const char *role_label(enum role role); /* 坐席 班长 管理员, translated */
enum role role_parse(const char *code);

#endif
