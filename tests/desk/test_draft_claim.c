/* A draft that is open on one terminal does not come back on another. */

#include "suite.h"

#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "desk/desk_fixture.h"
#include "zuoxi/desk/draft.h"
#include "zuoxi/desk/session.h"

/* Another terminal of the same badge: it keeps this form's draft open until it is killed. */
static pid_t keep_open(struct desk_fixture *fixture, const struct intake *intake)
{
    int ready[2];
    char byte = 'x';
    ck_assert_int_eq(pipe(ready), 0);
    pid_t child = fork();
    ck_assert_int_ge(child, 0);
    if (child == 0) {
        struct err err;
        /* Twice: the claim must outlast the file's being replaced. */
        bool is_kept = draft_save(&fixture->desk, DRAFT_INTAKE, intake, NULL, &err) == STATUS_OK &&
                       draft_save(&fixture->desk, DRAFT_INTAKE, intake, NULL, &err) == STATUS_OK;
        if (is_kept && write(ready[1], &byte, 1) == 1) {
            pause();
        }
        _exit(1);
    }
    close(ready[1]);
    ck_assert_int_eq(read(ready[0], &byte, 1), 1);
    close(ready[0]);
    return child;
}

START_TEST(a_draft_open_on_another_terminal__stays_there_until_that_one_ends)
{
    struct desk_fixture *fixture = desk_fixture_open();
    struct intake *intake = desk_fixture_intake(fixture), *own = desk_fixture_intake(fixture);
    struct drafts drafts;
    pid_t child = keep_open(fixture, intake);
    fixture_ok(draft_save(&fixture->desk, DRAFT_INTAKE, own, NULL, &err));
    fixture_ok(draft_restore(&fixture->desk, &drafts, &err));
    ck_assert_uint_eq(drafts.count, 1);
    ck_assert_str_eq(drafts.items[0].intake->request, own->request);
    ck_assert_uint_eq(drafts.elsewhere, 1);
    drafts_clear(&drafts);
    ck_assert_int_eq(kill(child, SIGKILL), 0);
    ck_assert_int_eq(waitpid(child, NULL, 0), child);
    fixture_ok(draft_restore(&fixture->desk, &drafts, &err));
    ck_assert_uint_eq(drafts.count, 2);
    ck_assert_uint_eq(drafts.elsewhere, 0);
    drafts_clear(&drafts);
    free(intake);
    free(own);
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(a_draft_let_go_of_at_the_sign_out__comes_back_on_another_terminal)
{
    struct desk_fixture *fixture = desk_fixture_open();
    struct intake *intake = desk_fixture_intake(fixture);
    struct desk other = fixture->desk; /* the same badge, claims of its own */
    struct drafts drafts;
    fixture_ok(draft_save(&fixture->desk, DRAFT_INTAKE, intake, NULL, &err));
    fixture_ok(draft_restore(&other, &drafts, &err));
    ck_assert_uint_eq(drafts.count, 0);
    ck_assert_uint_eq(drafts.elsewhere, 1);
    drafts_clear(&drafts);
    session_sign_out(&fixture->desk);
    fixture_ok(draft_restore(&other, &drafts, &err));
    ck_assert_uint_eq(drafts.count, 1);
    drafts_clear(&drafts);
    draft_release(&other);
    free(intake);
    desk_fixture_close(fixture);
}
END_TEST

SUITE_MAIN("draft_claim", a_draft_open_on_another_terminal__stays_there_until_that_one_ends,
           a_draft_let_go_of_at_the_sign_out__comes_back_on_another_terminal)
