#include "suite.h"

#include <string.h>

#include "zuoxi/console/views.h"
#include "zuoxi/tui/action.h"
#include "zuoxi/tui/key.h"

/* No action of one table shares a key with one of the other (or with another one of the same table). */
static void check_apart(const struct action_table *left, const struct action_table *right)
{
    for (size_t i = 0; i < left->count; i++) {
        for (size_t j = 0; j < right->count; j++) {
            const struct action *one = &left->actions[i], *other = &right->actions[j];
            if (one != other && one->key == other->key) {
                char key[24];
                key_label(one->key, key);
                ck_abort_msg("%s: %s and %s", key, one->name, other->name);
            }
        }
    }
}

START_TEST(page__no_two_actions_share_a_key)
{
    for (size_t i = 0; console_tables[i] != NULL; i++) {
        check_apart(console_tables[i], console_tables[i]);
        if (console_tables[i] != &console_actions) {
            check_apart(console_tables[i], &console_actions);
        }
    }
}
END_TEST

START_TEST(book_over_a_page__takes_only_the_keys_that_mean_the_same_or_lead_back)
{
    /*
     * Enter acts on what is selected, Tab goes on, / searches, Esc goes back, F5 opens and closes the book:
     * by the focus.
     */
    static const uint32_t shared[] = {UI_KEY_ENTER, UI_KEY_TAB, '/', UI_KEY_ESC, UI_KEY_F(5)};
    for (size_t t = 0; console_tables[t] != NULL; t++) {
        for (size_t i = 0; console_tables[t]->has_book && i < console_tables[t]->count; i++) {
            for (size_t j = 0; j < phrasebook_actions.count; j++) {
                bool is_shared = false;
                for (size_t k = 0; k < sizeof(shared) / sizeof(shared[0]); k++) {
                    is_shared = is_shared || shared[k] == console_tables[t]->actions[i].key;
                }
                ck_assert(is_shared ||
                          console_tables[t]->actions[i].key != phrasebook_actions.actions[j].key);
            }
        }
    }
}
END_TEST

START_TEST(action__has_label_help_handler_and_a_name_of_its_view)
{
    for (size_t t = 0; console_tables[t] != NULL; t++) {
        ck_assert_uint_gt(console_tables[t]->count, 0);
        for (size_t i = 0; i < console_tables[t]->count; i++) {
            const struct action *action = &console_tables[t]->actions[i];
            size_t length = strlen(console_tables[t]->view);
            ck_assert(action->run != NULL);
            ck_assert_uint_gt(strlen(action->label), 0);
            ck_assert_uint_le(strlen(action->label), 18); /* six Han */
            ck_assert_uint_gt(strlen(action->help), 0);
            ck_assert(strncmp(action->name, console_tables[t]->view, length) == 0 &&
                      action->name[length] == '.');
        }
    }
}
END_TEST

START_TEST(action__plain_letters_only_where_nothing_is_typed)
{
    const struct action_table *const forms[] = {&signin_actions, &intake_actions, &edit_page_actions,
                                                &console_actions};
    for (size_t t = 0; t < sizeof(forms) / sizeof(forms[0]); t++) {
        for (size_t i = 0; i < forms[t]->count; i++) {
            ck_assert(!key_is_text(forms[t]->actions[i].key));
        }
    }
}
END_TEST

SUITE_MAIN("console/actions", page__no_two_actions_share_a_key,
           book_over_a_page__takes_only_the_keys_that_mean_the_same_or_lead_back,
           action__has_label_help_handler_and_a_name_of_its_view,
           action__plain_letters_only_where_nothing_is_typed)
