#ifndef ZUOXI_CONSOLE_ADMIN_USERS_H
#define ZUOXI_CONSOLE_ADMIN_USERS_H

/* The page of accounts, shared by its list (admin_users.c) and its forms (admin_user_forms.c). */

#include "zuoxi/console/admin.h"
#include "zuoxi/console/list_page.h"
#include "zuoxi/desk/account.h"
#include "zuoxi/desk/seat.h"

struct users_view {
    struct list_page page; /* rows: struct seat_row */
    char filter[80];       /* part of badge, name, role or state */
    size_t total;
    bool is_cut; /* and there are more */
    /* Of the open question, as it was asked: the list and the account may be others when it is answered. */
    struct account_change change; /* name and role, disabling */
    char asked[21];               /* whose password */
    struct child child;           /* the helper that hashes a new password; pid 0: none */
    struct person_change *hashed; /* what it is for; owned while the helper runs */
    bool is_new;                  /* an account is added, not a password changed */
};

/* Forms over the page; a password is hashed in the helper, then saved by the page's errand. */
void users_ask_new(struct users_view *self);
void users_ask_change(struct users_view *self, const char *badge);
void users_ask_password(struct users_view *self, const char *badge);
/* Each loop turn: has the helper ended? */
void users_step_hash(struct users_view *self);
void users_stop_hash(struct users_view *self);
/* self->change, saved; false, which is said, while something else is being saved. */
bool users_start_change(struct users_view *self, const char *said);

#endif
