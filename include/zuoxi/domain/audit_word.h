#ifndef ZUOXI_DOMAIN_AUDIT_WORD_H
#define ZUOXI_DOMAIN_AUDIT_WORD_H

/* What the audit's codes mean, in words: one table of actions, one of objects. Pure. */

#include <stdbool.h>
#include <stddef.h>

/*
 * "修改工单" for "case.edit"; moves of a case ("case.dispatch") have the profile's label, given by the caller
 * as move (NULL: it has none). A code that nobody knows is shown as it is. Borrowed.
 */
const char *audit_action_label(const char *action, const char *move);
const char *audit_object_label(const char *object); /* 工单 用户 账号 …; translated */
/*
 * Codes of the actions whose label has the words in it, those of side records ("repair.edit") as well, each
 * between blanks (" a.b c.d "), into out; how many. When there is none, *nearest is the label that has most
 * of its characters, NULL when none has any.
 */
size_t audit_action_match(const char *words, char *out, size_t size, const char **nearest);

/* Whether the line was made without a password, by the owner of the file. */
bool audit_origin_is_owner(const char *origin);

#endif
