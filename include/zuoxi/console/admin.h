#ifndef ZUOXI_CONSOLE_ADMIN_H
#define ZUOXI_CONSOLE_ADMIN_H

/*
 * 管理: what only few may see, behind one page of the desk. Each entry is one line of the table in admin.c: a
 * page in a file of its own (admin_<what>.c), and the right without which the line is not there.
 */

#include "zuoxi/base/str.h"
#include "zuoxi/console/views.h"

/* The page of entries; says so when the person has a right to none of them. */
void admin_view_open(struct console *console);
unsigned admin_run(struct view *view); /* the desk's action */

void admin_users_open(struct console *console);
/* "12 个，停用 1 个": what the entry's line says beside its name. */
void admin_users_describe(struct console *console, struct str *out);

void admin_seats_open(struct console *console);
void admin_seats_describe(struct console *console, struct str *out);
void admin_settings_open(struct console *console);
void admin_settings_describe(struct console *console, struct str *out);
void admin_audit_open(struct console *console);
void admin_audit_describe(struct console *console, struct str *out);
void admin_backups_open(struct console *console);
void admin_backups_describe(struct console *console, struct str *out);

extern const struct action_table admin_settings_actions, admin_actions, admin_users_actions,
    admin_seats_actions, admin_audit_actions, admin_backups_actions;

#endif
