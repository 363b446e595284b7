/* A parent case made of a cluster: one matter to work on, with everybody's cases under it. */

#include <stdlib.h>
#include <string.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/base/str.h"
#include "zuoxi/base/text.h"
#include "zuoxi/desk/cluster.h"
#include "zuoxi/desk/intake.h"
#include "zuoxi/store/record.h"

#define CHILDREN_MAX 200

struct parent_state {
    struct cluster cluster;
    struct intake intake; /* as if somebody had called about all of it */
    struct case_record child, after;
    int64_t ids[CHILDREN_MAX];
    size_t count;
};

static size_t grade_rank(const struct profile *profile, const char *grade)
{
    const struct choice *choice = profile_choice(profile, SET_GRADE, grade);
    return choice == NULL ? SIZE_MAX : (size_t)(choice - profile->sets[SET_GRADE].items);
}

/* Type and category of the first one, the most urgent grade of all, the place, and whose cases they are. */
static enum status describe(struct desk *desk, struct parent_state *state, struct err *err)
{
    struct case_record *record = &state->intake.record;
    char label[300];
    struct str content = {0};
    enum status status = STATUS_OK;
    cluster_describe(desk, &state->cluster, label, sizeof(label));
    str_printf(&content, _("集中报修：%s。"), label);
    for (size_t i = 0; i < state->count && status == STATUS_OK; i++) {
        status = record_load(desk->store, &case_record_fields, state->ids[i], &state->child, err);
        if (status != STATUS_OK) {
            break;
        }
        if (i == 0) {
            text_copy(record->type, sizeof(record->type), state->child.type);
            text_copy(record->category, sizeof(record->category), state->child.category);
            text_copy(record->grade, sizeof(record->grade), state->child.grade);
        }
        if (grade_rank(desk->profile, state->child.grade) < grade_rank(desk->profile, record->grade)) {
            text_copy(record->grade, sizeof(record->grade), state->child.grade);
        }
        str_printf(&content, "%s%s", i > 0 ? "、" : "", state->child.number);
    }
    text_copy(record->content, sizeof(record->content), str_text(&content));
    text_copy(record->station, sizeof(record->station), state->cluster.station);
    if (!state->cluster.is_station) {
        text_copy(record->address, sizeof(record->address), state->cluster.place);
    }
    record->has_time = record->has_place = record->has_event = true;
    str_free(&content);
    return status;
}

static enum status put_under(struct desk *desk, struct parent_state *state, int64_t id,
                             const struct case_record *parent, struct err *err)
{
    struct timeline_row row = {.case_id = id, .at = clock_now(desk->clock)};
    enum status status = record_load(desk->store, &case_record_fields, id, &state->child, err);
    if (status != STATUS_OK) {
        return status;
    }
    state->after = state->child;
    state->after.parent_id = parent->head.id;
    status = record_update(desk->store, &case_record_fields, &state->child, &state->after, NULL, err);
    text_copy(row.badge, sizeof(row.badge), desk->actor.badge);
    text_copy(row.action, sizeof(row.action), "parent");
    text_format(row.note, sizeof(row.note), _("并入 %s"), parent->number);
    if (status == STATUS_OK) {
        status = case_store_add_timeline(desk->store, &row, err);
    }
    if (status == STATUS_OK) {
        status = desk_audit(desk, "case.parent", "case", id, &case_record_fields, &state->child,
                            &state->after, NULL, err);
    }
    return status;
}

static enum status make(struct desk *desk, struct parent_state *state, struct err *err)
{
    struct case_record *parent = &state->intake.record;
    const struct actor *viewer = store_look_as(desk->store, NULL); /* everybody reads a parent case */
    enum status status =
        cluster_store_cases(desk->store, state->cluster.id, state->ids, CHILDREN_MAX, &state->count, err);
    store_look_as(desk->store, viewer);
    if (status == STATUS_OK && state->cluster.handled_at != 0) {
        status = err_set(err, STATUS_CONFLICT, _("这条集中报修已经处理过"));
    }
    if (status == STATUS_OK) {
        state->intake.opened_at = clock_now(desk->clock);
        status = describe(desk, state, err);
    }
    if (status == STATUS_OK) {
        status = intake_save_case(desk, &state->intake, parent, err);
    }
    for (size_t i = 0; i < state->count && status == STATUS_OK; i++) {
        status = put_under(desk, state, state->ids[i], parent, err);
    }
    return status;
}

enum status cluster_make_parent(struct desk *desk, void *argument, int64_t *case_id, struct err *err)
{
    const struct cluster_request *request = argument;
    struct parent_state *state = mem_new(1, sizeof(*state));
    enum status status = desk_allow(desk, RIGHT_NOTICE_POST, err);
    if (status == STATUS_OK) {
        status = cluster_store_load(desk->store, request->id, &state->cluster, err);
    }
    if (status == STATUS_OK) {
        status = make(desk, state, err);
    }
    *case_id = state->intake.record.head.id;
    if (status == STATUS_OK) {
        struct cluster_mark mark = {.id = request->id,
                                    .at = clock_now(desk->clock),
                                    .badge = desk->actor.badge,
                                    .is_handled = true,
                                    .case_id = *case_id};
        status = cluster_store_mark(desk->store, &mark, err);
    }
    free(state);
    return status;
}
