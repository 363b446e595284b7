#include "zuoxi/desk/cluster.h"

#include <stdlib.h>
#include <string.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/base/str.h"
#include "zuoxi/base/text.h"
#include "zuoxi/desk/board.h"
#include "zuoxi/desk/hook.h"
#include "zuoxi/desk/intake.h"
#include "zuoxi/store/record.h"

#define RECENT_MAX   128 /* above the most cases an alert can be set to need */
#define CHILDREN_MAX 200

/* The first level of the category: callers' words differ ("单户不热", "整楼不热"), the matter is one. */
static void top_category(const struct profile *profile, const struct case_record *record,
                         char out[FIELD_CODE_SIZE])
{
    const struct choice *choice = profile_choice(profile, SET_CATEGORY, record->category);
    const struct choice *above =
        choice == NULL ? NULL : profile_choice(profile, SET_CATEGORY, choice->parent);
    text_copy(out, FIELD_CODE_SIZE,
              above != NULL    ? above->code
              : choice != NULL ? choice->code
                               : record->type);
}

/* What is being saved, and what was saved lately at one place. */
struct watch {
    const struct case_record *record;
    char building[AREA_NAME_SIZE], category[FIELD_CODE_SIZE];
    int64_t since;
    struct recent_case rows[RECENT_MAX]; /* at the place, newest first */
    size_t count;
};

/* Cases of buildings that are clusters themselves do not count for their station. */
static void leave_out_buildings(struct watch *watch, size_t needed)
{
    size_t kept = 0;
    bool is_out[RECENT_MAX] = {false};
    for (size_t i = 0; i < watch->count; i++) {
        size_t same = 0;
        for (size_t j = 0; j < watch->count; j++) {
            same += watch->rows[i].building[0] != '\0' &&
                    strcmp(watch->rows[i].building, watch->rows[j].building) == 0;
        }
        is_out[i] = same >= needed;
    }
    for (size_t i = 0; i < watch->count; i++) {
        if (!is_out[i]) {
            watch->rows[kept++] = watch->rows[i];
        }
    }
    watch->count = kept;
}

static enum status raise(struct desk *desk, const struct watch *watch, struct cluster *cluster,
                         struct err *err)
{
    cluster->raised_at = clock_now(desk->clock);
    cluster->case_count = (int64_t)watch->count;
    cluster->first_at = watch->rows[watch->count - 1].at;
    cluster->last_at = watch->rows[0].at;
    enum status status = cluster_store_raise(desk->store, cluster, err);
    for (size_t i = 0; i < watch->count && status == STATUS_OK; i++) {
        status = cluster_store_add_case(desk->store, cluster->id, watch->rows[i].case_id, watch->rows[i].at,
                                        false, err);
    }
    return status == STATUS_OK ? hook_cluster(desk, cluster, err) : status;
}

/* There are enough for a cluster: a new one, or one more case of one that goes on. */
static enum status join(struct desk *desk, const struct watch *watch, const char *place, bool is_station,
                        struct err *err)
{
    const struct case_record *record = watch->record;
    struct cluster cluster = {.is_station = is_station};
    int64_t id = 0;
    text_copy(cluster.place, sizeof(cluster.place), place);
    text_copy(cluster.station, sizeof(cluster.station), record->station);
    text_copy(cluster.category, sizeof(cluster.category), watch->category);
    text_copy(cluster.type, sizeof(cluster.type), record->type);
    enum status status = cluster_store_live(desk->store, place, watch->category, watch->since, &id, err);
    if (status != STATUS_OK) {
        return status;
    }
    return id != 0 ? cluster_store_add_case(desk->store, id, record->head.id, record->accepted_at.value, true,
                                            err)
                   : raise(desk, watch, &cluster, err);
}

/* Count the case at one place; *is_found: it makes, or goes on with, a cluster there. */
static enum status look(struct desk *desk, struct watch *watch, const char *place, bool is_station,
                        bool *is_found, struct err *err)
{
    struct recent_case recent = {.case_id = watch->record->head.id, .at = watch->record->accepted_at.value};
    size_t needed = (size_t)desk->settings->cluster_cases;
    if (place[0] == '\0') {
        return STATUS_OK;
    }
    text_copy(recent.building, sizeof(recent.building), is_station ? watch->building : "");
    enum status status = cluster_store_remember(desk->store, place, watch->category, &recent, err);
    if (status != STATUS_OK || *is_found) {
        return status;
    }
    status = cluster_store_recent(desk->store, place, watch->category, watch->since, watch->rows, RECENT_MAX,
                                  &watch->count, err);
    if (is_station && watch->count >= needed) {
        leave_out_buildings(watch, needed);
    }
    *is_found = status == STATUS_OK && watch->count >= needed;
    return *is_found ? join(desk, watch, place, is_station, err) : status;
}

/* The first case of a day clears what no cluster can need any more. */
static enum status clear(struct desk *desk, const struct watch *watch, struct err *err)
{
    const char *sequence = strchr(watch->record->number, '-');
    bool is_first = sequence != NULL && strcmp(sequence, "-0001") == 0;
    return is_first ? cluster_store_forget(desk->store, watch->since, err) : STATUS_OK;
}

enum status cluster_watch(struct desk *desk, const struct case_record *record, struct err *err)
{
    struct area_place place;
    bool is_found = false;
    if (desk->settings->cluster_cases == 0 || record->is_confidential) {
        return STATUS_OK;
    }
    struct watch *watch = mem_new(1, sizeof(*watch));
    watch->record = record;
    watch->since = record->accepted_at.value - (int64_t)desk->settings->cluster_minutes * 60;
    top_category(desk->profile, record, watch->category);
    area_place_address(&place, record->address, record->station);
    if (!area_place_building(&place, watch->building, sizeof(watch->building))) {
        watch->building[0] = '\0';
    }
    enum status status = clear(desk, watch, err);
    if (status == STATUS_OK) {
        status = look(desk, watch, watch->building, false, &is_found, err);
    }
    if (status == STATUS_OK) {
        status = look(desk, watch, record->station, true, &is_found, err);
    }
    free(watch);
    return status;
}

enum status cluster_list(struct desk *desk, int64_t since, struct cluster *rows, size_t max, size_t *count,
                         struct err *err)
{
    *count = 0;
    enum status status = desk_allow(desk, RIGHT_NOTICE_POST, err);
    return status == STATUS_OK ? cluster_store_list(desk->store, since, rows, max, count, err) : status;
}

/* "不热", or the type's name where no category was chosen. */
static const char *matter(const struct desk *desk, const struct cluster *cluster, char label[80])
{
    bool is_category = profile_choice(desk->profile, SET_CATEGORY, cluster->category) != NULL;
    return profile_label(desk->profile, is_category ? SET_CATEGORY : SET_TYPE, cluster->category, label);
}

void cluster_describe(const struct desk *desk, const struct cluster *cluster, char *out, size_t size)
{
    char label[80];
    text_format(out, size, _("%s %s %lld单"), cluster->place, matter(desk, cluster, label),
                (long long)cluster->case_count);
}

static enum status mark(struct desk *desk, int64_t id, bool is_handled, const char *action, struct err *err)
{
    struct cluster_mark wanted = {
        .id = id, .at = clock_now(desk->clock), .badge = desk->actor.badge, .is_handled = is_handled};
    struct cluster cluster;
    enum status status = desk_allow(desk, RIGHT_NOTICE_POST, err);
    if (status == STATUS_OK) {
        status = cluster_store_load(desk->store, id, &cluster, err);
    }
    if (status == STATUS_OK) {
        status = cluster_store_mark(desk->store, &wanted, err);
    }
    if (status == STATUS_OK) {
        status = desk_audit(desk, action, "cluster", id, NULL, NULL, NULL, cluster.place, err);
    }
    return status;
}

enum status cluster_mark_seen(struct desk *desk, void *argument, int64_t *id, struct err *err)
{
    *id = ((struct cluster_request *)argument)->id;
    return mark(desk, *id, false, "cluster.seen", err);
}

enum status cluster_dismiss(struct desk *desk, void *argument, int64_t *id, struct err *err)
{
    *id = ((struct cluster_request *)argument)->id;
    return mark(desk, *id, true, "cluster.dismiss", err);
}

void board_begin_cluster(struct desk *desk, struct notice_change *change, const struct cluster *cluster)
{
    struct notice *notice = &change->after;
    char label[80];
    board_begin(desk, change, NULL);
    change->cluster_id = cluster->id;
    bool has_category = profile_choice(desk->profile, SET_CATEGORY, cluster->category) != NULL;
    text_format(notice->title, sizeof(notice->title), "%s%s", cluster->place, matter(desk, cluster, label));
    text_copy(notice->categories, sizeof(notice->categories),
              has_category ? matter(desk, cluster, label) : "");
    notice->start_at.value = cluster->first_at / 60 * 60;
    if (cluster->is_station) {
        text_copy(notice->stations, sizeof(notice->stations), cluster->place);
    } else {
        text_copy(notice->buildings, sizeof(notice->buildings), cluster->place);
    }
}

enum status cluster_take_notice(struct desk *desk, int64_t cluster_id, int64_t notice_id, int64_t *count,
                                struct err *err)
{
    int64_t ids[CHILDREN_MAX];
    size_t found = 0;
    struct cluster_mark wanted = {.id = cluster_id,
                                  .at = clock_now(desk->clock),
                                  .badge = desk->actor.badge,
                                  .is_handled = true,
                                  .notice_id = notice_id};
    struct case_record *record = mem_new(1, sizeof(*record));
    enum status status = cluster_store_cases(desk->store, cluster_id, ids, CHILDREN_MAX, &found, err);
    for (size_t i = 0; i < found && status == STATUS_OK; i++) {
        status = record_load(desk->store, &case_record_fields, ids[i], record, err);
        if (status == STATUS_OK && !record->is_confidential) {
            status = board_attach_case(desk, notice_id, record, err);
        }
    }
    free(record);
    *count = (int64_t)found;
    return status == STATUS_OK ? cluster_store_mark(desk->store, &wanted, err) : status;
}

enum status cluster_children(struct desk *desk, int64_t parent_id, struct history_row *rows, size_t max,
                             size_t *count, struct err *err)
{
    *count = 0;
    enum status status = desk_allow(desk, RIGHT_CASE_READ, err);
    return status == STATUS_OK ? case_store_children(desk->store, parent_id, max, rows, count, err) : status;
}
