#include "suite.h"

#include <stdlib.h>
#include <string.h>

#include "desk/desk_fixture.h"
#include "zuoxi/desk/casework_batch.h"
#include "zuoxi/desk/draft.h"

static struct batch *new_batch(const char *action)
{
    struct batch *batch = calloc(1, sizeof(*batch));
    request_make(batch->request.request);
    text_copy(batch->request.action, sizeof(batch->request.action), action);
    text_copy(batch->request.values.unit, sizeof(batch->request.values.unit), "城东站");
    return batch;
}

static enum status move_one(struct desk_fixture *fixture, const struct batch *batch, int64_t id)
{
    struct batch_case found;
    struct move_request *request = calloc(1, sizeof(*request));
    int64_t result;
    fixture_ok(casework_batch_look(&fixture->desk, id, batch, &found, &err));
    casework_batch_request(&fixture->desk, batch, &found, request);
    enum status status =
        task_run(&fixture->desk, casework_move, request, request->request, 1000, &result, NULL);
    free(request);
    return status;
}

START_TEST(batch__moves_each_case_once_however_often_it_is_begun)
{
    struct desk_fixture *fixture = desk_fixture_open();
    struct batch *batch = new_batch("dispatch"), *other = new_batch("dispatch");
    struct batch_case found;
    int64_t first = desk_fixture_case(fixture), second = desk_fixture_case(fixture);
    fixture_ok(casework_batch_look(&fixture->desk, first, batch, &found, &err));
    ck_assert(!found.is_done);
    ck_assert_ptr_nonnull(casework_batch_rule(&found, "dispatch"));
    ck_assert_ptr_null(casework_batch_rule(&found, "handle"));
    fixture_ok(move_one(fixture, batch, first));
    int64_t lines = desk_fixture_count(fixture, "timeline");
    fixture_ok(move_one(fixture, batch, first)); /* broken off before the answer came */
    ck_assert_int_eq(desk_fixture_count(fixture, "timeline"), lines);
    fixture_ok(casework_batch_look(&fixture->desk, first, batch, &found, &err));
    ck_assert(found.is_done);
    ck_assert_str_eq(found.state, "dispatched");
    fixture_ok(casework_batch_look(&fixture->desk, second, batch, &found, &err));
    ck_assert(!found.is_done);
    /* Another batch is another one. */
    ck_assert_int_eq(move_one(fixture, other, first), STATUS_INVALID);
    fixture_ok(move_one(fixture, other, second));
    free(batch);
    free(other);
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(batch__leaves_alone_what_its_form_left_empty)
{
    struct desk_fixture *fixture = desk_fixture_open();
    struct batch *batch = new_batch("dispatch");
    struct case_edit *edit = calloc(1, sizeof(*edit));
    struct case_file *file = calloc(1, sizeof(*file));
    int64_t id = desk_fixture_case(fixture), result;
    fixture_ok(casework_load(&fixture->desk, id, file, &err));
    edit->before = edit->after = file->record;
    edit->details_before = edit->details_after = file->details;
    text_copy(edit->after.note, sizeof(edit->after.note), "家里有老人");
    request_make(edit->request);
    fixture_ok(task_run(&fixture->desk, casework_edit, edit, edit->request, 1000, &result, &err));
    fixture_ok(move_one(fixture, batch, id));
    fixture_ok(casework_load(&fixture->desk, id, file, &err));
    ck_assert_str_eq(file->record.unit, "城东站");
    ck_assert_str_eq(file->record.note, "家里有老人");
    free(file);
    free(edit);
    free(batch);
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(batch__whose_case_somebody_changed_meanwhile__is_refused_for_that_case)
{
    struct desk_fixture *fixture = desk_fixture_open();
    struct batch *batch = new_batch("contact");
    struct move_request *request = calloc(1, sizeof(*request));
    struct batch_case found;
    int64_t id = desk_fixture_case(fixture), result;
    fixture_ok(casework_batch_look(&fixture->desk, id, batch, &found, &err));
    fixture_ok(desk_fixture_move(fixture, id, "dispatch", NULL, 0, &err, "unit", "城东站", NULL));
    text_copy(batch->request.reporter, sizeof(batch->request.reporter), "刘师傅");
    casework_batch_request(&fixture->desk, batch, &found, request);
    ck_assert_int_eq(task_run(&fixture->desk, casework_move, request, request->request, 1000, &result, NULL),
                     STATUS_CONFLICT);
    free(request);
    free(batch);
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(batch__is_for_those_only_who_may_move_cases)
{
    struct desk_fixture *fixture = desk_fixture_open();
    struct batch_case found;
    int64_t id = desk_fixture_case(fixture);
    desk_fixture_act(fixture, ROLE_ADMIN);
    struct err why;
    ck_assert_int_eq(casework_batch_look(&fixture->desk, id, NULL, &found, &why), STATUS_DENIED);
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(batch__asks_only_what_can_be_the_same_for_all)
{
    struct desk_fixture *fixture = desk_fixture_open();
    struct batch_case found = {.type = "complaint"};
    struct move_rule rule = {
        .ask = {"unit", "complaint.upheld", "complaint.reason", "step.reason", "repair.fee"},
        .ask_count = 5,
        .ask_needed = {true, true, false, true, true}};
    static const struct {
        bool is_asked, is_alone;
    } wanted[] = {{true, false}, {false, true}, {false, false}, {true, false}, {false, false}};
    for (size_t i = 0; i < 5; i++) {
        const struct field *alone;
        ck_assert_int_eq(casework_batch_asks(&fixture->desk, &found, &rule, i, &alone), wanted[i].is_asked);
        ck_assert_int_eq(alone != NULL, wanted[i].is_alone);
    }
    desk_fixture_close(fixture);
}
END_TEST

SUITE_MAIN("desk/casework_batch", batch__leaves_alone_what_its_form_left_empty,
           batch__moves_each_case_once_however_often_it_is_begun,
           batch__whose_case_somebody_changed_meanwhile__is_refused_for_that_case,
           batch__is_for_those_only_who_may_move_cases, batch__asks_only_what_can_be_the_same_for_all)
