#ifndef ZUOXI_DOMAIN_RIGHTS_H
#define ZUOXI_DOMAIN_RIGHTS_H

/* Who may do what: one table, role × right (spec section 7). */

#include <stdbool.h>

enum role { ROLE_NONE, ROLE_OPERATOR, ROLE_LEAD, ROLE_ADMIN, ROLE_COUNT };

enum right {
    RIGHT_CONTACT_SAVE, /* take a call, open a case */
    RIGHT_CASE_READ,
    RIGHT_CASE_EDIT,
    RIGHT_CASE_MOVE,    /* further limited by the workflow's roles */
    RIGHT_CASE_APPROVE, /* decide on a colleague's request to pause, extend, reopen … */
    RIGHT_CUSTOMER_READ,
    RIGHT_CUSTOMER_EDIT,
    RIGHT_CUSTOMER_MERGE, /* make two of them one, and two again */
    RIGHT_PHONE_SEE,      /* the whole number in lists without revealing it */
    RIGHT_PROMISE_ALL,    /* everybody's promises to call back: see, settle, hand to another */
    RIGHT_USER_MANAGE,
    RIGHT_EXCHANGE,     /* import and export whole tables */
    RIGHT_READING_SIGN, /* put the supervisor's reading mark on a record (阅签) */
    RIGHT_SCRIPT_USAGE, /* which phrases and taboo words who used */
    RIGHT_NOTICE_READ,
    RIGHT_NOTICE_POST, /* post, correct, extend and close notices */
    RIGHT_HOOK_MANAGE, /* see the queue of notifications, try again, give up */
    RIGHT_ROSTER_READ, /* the roster, handover logs */
    RIGHT_ROSTER_EDIT,
    RIGHT_COUNT
};

bool rights_allow(enum role role, enum right right);
/* "operator" "lead" "admin"; role_parse gives ROLE_NONE for anything else. */
const char *role_code(enum role role);
const char *role_label(enum role role); /* 坐席 班长 管理员, translated */
enum role role_parse(const char *code);

#endif
