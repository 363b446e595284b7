#ifndef ZUOXI_DOMAIN_AUDIT_WORD_H
#define ZUOXI_DOMAIN_AUDIT_WORD_H

/* What the audit's codes mean, in words: one table of actions, one of objects. Pure. */

#include <stddef.h>

/*
 * "修改工单" for "case.edit"; moves of a case ("case.dispatch") have the profile's label, given by the caller
 * as move (NULL: it has none). A code that nobody knows is shown as it is. Borrowed.
 */
const char *audit_action_label(const char *action, const char *move);
const char *audit_object_label(const char *object); /* 工单 用户 账号 …; translated */
/* The actions of the table, the n-th; NULL behind the last. */
const char *audit_action_code(size_t index);
/*
 * Codes of the actions whose label or code has the words in it, each between blanks (" a.b c.d "), into out;
 * how many. When there is none, *nearest is the label that has most of its characters, NULL when none has
 * any.
 */
size_t audit_action_match(const char *words, char *out, size_t size, const char **nearest);

#endif
