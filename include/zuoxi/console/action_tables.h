#ifndef ZUOXI_CONSOLE_ACTION_TABLES_H
#define ZUOXI_CONSOLE_ACTION_TABLES_H

/* Every view's table of actions, each standing in the file of its view. */

#include <stdbool.h>
#include <stddef.h>

struct action;

/* A view's actions, for F1 and for the test that no two actions of a page share a key. */
struct action_table {
    const char *view;  /* what its actions' names begin with */
    const char *label; /* its group in F1 (N_) */
    const struct action *actions;
    size_t count;
    bool has_book; /* the script book can be its side view */
};
extern const struct action_table usage_actions, duplicates_actions, customer_merge_actions, hooks_actions;
extern const struct action_table board_actions, board_calls_actions;
extern const struct action_table console_actions, signin_actions, queue_actions, intake_actions,
    case_view_actions, callbacks_actions, requests_actions, contact_view_actions, surge_actions,
    unfinished_actions, edit_page_actions, customer_actions, search_actions, phrasebook_actions;
/* All of them, in the order of F1; NULL at the end. */
extern const struct action_table *const console_tables[];

#endif
