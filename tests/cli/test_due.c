/* `zuoxi due NUMBER` on a real database. */

#include "suite.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "cli/run_binary.h"
#include "store/store_fixture.h"
#include "zuoxi/base/mem.h"
#include "zuoxi/store/people_store.h"

static char *database(void)
{
    run_enter();
    char *path = mem_copy(run_path("db"));
    struct store *store = NULL;
    struct person admin = {
        .badge = "9001", .name = "周涛", .role = ROLE_ADMIN, .hash = "*", .is_active = true};
    const struct store_options options = {.path = path, .clock = &clock_system};
    fixture_ok(store_create(path, "heating", false, &clock_system, &err));
    fixture_ok(store_open(&store, &options, &err));
    fixture_begin(store);
    fixture_ok(people_store_add(store, &admin, &err));
    fixture_commit(store);
    store_close(&store);
    run_expect(0, NULL, "case", "new", "type=repair", "category=no_heat.single", "grade=2", "content=不热",
               "phone=13800005678", "--database", path, NULL);
    run_expect(0, NULL, "case", "move", "1", "dispatch", "unit=城东站", "--database", path, NULL);
    run_expect(0, NULL, "case", "move", "1", "take", "reporter=刘师傅", "--database", path, NULL);
    run_expect(0, NULL, "case", "move", "1", "suspend", "step.reason=等用户回家", "--database", path, NULL);
    return path;
}

static const json_t *line_of(const json_t *leg, const char *kind)
{
    size_t index;
    const json_t *line, *found = NULL;
    json_array_foreach(json_object_get(leg, "explanation"), index, line)
    {
        if (strcmp(json_string_value(json_object_get(line, "kind")), kind) == 0) {
            found = line;
        }
    }
    return found;
}

START_TEST(a_case__json__explains_every_leg_with_its_pauses)
{
    char *db = database();
    struct run run = run_binary("due", "1", "--json", "--database", db, NULL);
    json_t *answer = json_loads(run.out, 0, NULL);
    ck_assert_int_eq(run.code, 0);
    ck_assert_msg(answer != NULL, "%s", run.out);
    const json_t *legs = json_object_get(answer, "legs"), *leg;
    size_t index, waiting = 0;
    ck_assert_uint_ge(json_array_size(legs), 5);
    json_array_foreach((json_t *)legs, index, leg)
    {
        const json_t *start = line_of(leg, "start"), *due = line_of(leg, "due");
        ck_assert_str_eq(json_string_value(json_object_get(start, "at")),
                         json_string_value(json_object_get(leg, "start")));
        ck_assert_str_eq(json_string_value(json_object_get(due, "due")),
                         json_string_value(json_object_get(leg, "due")));
        if (json_is_true(json_object_get(leg, "is_open"))) {
            const json_t *waits = line_of(leg, "waiting");
            ck_assert_ptr_nonnull(waits);
            ck_assert_str_eq(json_string_value(json_object_get(waits, "reason")), "等用户回家");
            waiting++;
        } else {
            ck_assert_ptr_nonnull(line_of(leg, "met"));
        }
    }
    ck_assert_uint_eq(waiting, 4); /* contact, arrive, handle, reply */
    json_decref(answer);
    run_clear(&run);
    free(db);
    run_leave();
}
END_TEST

START_TEST(a_case__as_text__names_each_leg_and_what_happened_to_it)
{
    char *db = database();
    run_expect(0, "办结 应于", "due", "1", "--database", db, NULL);
    run_expect(0, "受理，期限8小时", "due", "1", "--database", db, NULL);
    run_expect(0, "接单，期限30分钟", "due", "1", "--database", db, NULL);
    run_expect(0, "尚未恢复", "due", "1", "--database", db, NULL);
    run_expect(0, "等用户回家", "due", "1", "--database", db, NULL);
    run_expect(4, "没有工单", "due", "99", "--database", db, NULL);
    run_expect(1, "不是工单号", "due", "x", "--database", db, NULL);
    run_expect(2, "用法", "due", "1", "2", "--database", db, NULL);
    run_expect(0, "elapsed", "due", "--from", "2026-09-30 16:00", "--within", "2h", "--json", NULL);
    run_expect(0, "2026-09-30 23:59:59", "due", "--from", "2026-09-30 16:00", "--within", "today", NULL);
    free(db);
    run_leave();
}
END_TEST

SUITE_MAIN("cli/due", a_case__json__explains_every_leg_with_its_pauses,
           a_case__as_text__names_each_leg_and_what_happened_to_it)
