#ifndef ZUOXI_CONSOLE_APPROVAL_H
#define ZUOXI_CONSOLE_APPROVAL_H

/* A lead's answer to a request (挂起 延期 重开 … that an operator asked for), and taking the last move back:
 * small saves that a page holding a case offers. */

#include "zuoxi/console/errand.h"
#include "zuoxi/desk/casework.h"

struct approval {
    struct console *console;
    struct errand errand;
    int64_t case_id; /* that is asked about */
    char action[16]; /* the move agreed to; '' none */
    char what[120];  /* 挂起，1001 14:32 申请：等配件 */
};

/* Ask whether to agree; says so when the person may not, or nothing waits (asked NULL). */
void approval_ask(struct approval *approval, struct console *console, int64_t case_id, const char *action,
                  const char *badge, const char *reason);
/* Each loop turn; says who is to be told of what was agreed to. */
void approval_step(struct approval *approval, struct console *console);
/* Take the case's last move back. */
void approval_undo(struct approval *approval, struct console *console, int64_t case_id);

#endif
