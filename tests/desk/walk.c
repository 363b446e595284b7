#include "desk/walk.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "zuoxi/base/mem.h"

struct case_file *walk_load(struct desk_fixture *fixture, int64_t id)
{
    struct case_file *file = mem_new(1, sizeof(*file));
    fixture_ok(casework_load(&fixture->desk, id, file, &err));
    return file;
}

void walk(struct desk_fixture *fixture, int64_t id, const struct pace *paces, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const struct pace *pace = &paces[i];
        const char *const *v = pace->values;
        struct err fault = {0};
        desk_fixture_act(fixture, pace->role);
        desk_fixture_set_now(DESK_NOW + pace->now);
        enum status status = desk_fixture_move(fixture, id, pace->action, pace->reporter, 0, &fault, v[0],
                                               v[1], v[2], v[3], v[4], v[5], NULL);
        ck_assert_msg(status == pace->status, "%s: %d %s %s", pace->action, (int)status, fault.what,
                      fault.todo);
        ck_assert(status == STATUS_OK || (fault.what[0] != '\0'));
        struct case_file *file = walk_load(fixture, id);
        ck_assert_msg(strcmp(file->record.state, pace->state) == 0, "%s: in %s", pace->action,
                      file->record.state);
        free(file);
    }
}

const struct leg *walk_leg(const struct case_file *file, const char *id)
{
    for (size_t i = file->leg_count; i-- > 0;) {
        if (strcmp(file->legs[i].id, id) == 0) {
            return &file->legs[i];
        }
    }
    ck_abort_msg("no leg %s", id);
}

void walk_decide(struct desk_fixture *fixture, int64_t id, bool yes, const char *remark, enum status wanted)
{
    struct move_decision decision = {.case_id = id, .is_approved = yes};
    struct err fault = {0};
    strcpy(decision.remark, remark);
    request_make(decision.request);
    enum status status =
        task_run(&fixture->desk, casework_decide, &decision, decision.request, 1000, NULL, &fault);
    ck_assert_msg(status == wanted, "%d %s %s", (int)status, fault.what, fault.todo);
}

enum status walk_undo(struct desk_fixture *fixture, int64_t id, struct err *fault)
{
    struct undo_request request = {.case_id = id};
    request_make(request.request);
    return task_run(&fixture->desk, casework_undo, &request, request.request, 1000, NULL, fault);
}
