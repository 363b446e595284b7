#include "zuoxi/desk/retention.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/domain/case_record.h"
#include "zuoxi/domain/details.h"
#include "zuoxi/store/record.h"

int retention_months(const struct desk *desk, enum retention_kind kind)
{
    const struct settings *settings = desk->settings;
    const int months[RETENTION_KINDS] = {[RETENTION_CASES] = settings->retention_cases,
                                         [RETENTION_COMPLAINTS] = settings->retention_complaints,
                                         [RETENTION_CONTACTS] = settings->retention_contacts};
    return months[kind];
}

/* A complaint is a case of a type with that form. A side record alone does not tell: nobody need have given
 * anything in it, and what was imported has none. */
static bool is_complaint(const struct profile *profile, const char *type)
{
    return detail_applies(profile, detail_kind_find("complaint"), type, "");
}

/* The types of complaints as a JSON array; owned. */
static char *list_complaint_types(const struct profile *profile)
{
    const struct choices *types = &profile->sets[SET_TYPE];
    json_t *list = json_array();
    for (size_t i = 0; i < types->count; i++) {
        if (is_complaint(profile, types->items[i].code)) {
            json_array_append_new(list, json_string(types->items[i].code));
        }
    }
    char *text = json_dumps(list, JSON_COMPACT);
    json_decref(list);
    return text;
}

enum status retention_list(struct desk *desk, enum retention_kind kind,
                           struct retention_year years[RETENTION_YEARS], size_t *count, struct err *err)
{
    int64_t cutoff = retention_cutoff(clock_now(desk->clock), retention_months(desk, kind));
    *count = 0;
    enum status status = desk_allow(desk, RIGHT_CASE_HOLD, err);
    if (status == STATUS_OK) {
        char *types = list_complaint_types(desk->profile);
        status = retention_store_years(desk->store, kind, types, cutoff, years, count, err);
        free(types);
    }
    return status;
}

static enum status load(struct desk *desk, int64_t id, struct case_record *record, struct err *err)
{
    enum status status = desk_allow(desk, RIGHT_CASE_READ, err);
    return status == STATUS_OK ? record_load(desk->store, &case_record_fields, id, record, err) : status;
}

enum status retention_mark(struct desk *desk, int64_t case_id, struct retention_mark *mark, struct err *err)
{
    struct case_record *record = mem_new(1, sizeof(*record));
    *mark = (struct retention_mark){0};
    enum status status = load(desk, case_id, record, err);
    if (status == STATUS_OK && record->closed_at.given) {
        enum retention_kind kind =
            is_complaint(desk->profile, record->type) ? RETENTION_COMPLAINTS : RETENTION_CASES;
        mark->until = retention_until(record->closed_at.value, retention_months(desk, kind));
    }
    free(record);
    return status == STATUS_OK ? retention_store_of(desk->store, case_id, &mark->hold, err) : status;
}

enum status retention_hold(struct desk *desk, void *argument, int64_t *case_id, struct err *err)
{
    const struct hold_request *request = argument;
    struct case_record *record = mem_new(1, sizeof(*record));
    struct case_hold hold = {.case_id = request->case_id, .at = clock_now(desk->clock)};
    bool lifts = request->reason[0] == '\0';
    *case_id = request->case_id;
    text_copy(hold.badge, sizeof(hold.badge), desk->actor.badge);
    text_copy(hold.reason, sizeof(hold.reason), request->reason);
    enum status status = desk_allow(desk, RIGHT_CASE_HOLD, err);
    if (status == STATUS_OK) {
        status = load(desk, request->case_id, record, err);
    }
    free(record);
    if (status == STATUS_OK) {
        status = lifts ? retention_store_release(desk->store, request->case_id, err)
                       : retention_store_hold(desk->store, &hold, err);
    }
    return status == STATUS_OK ? desk_audit(desk, lifts ? "case.release" : "case.hold", "case", *case_id,
                                            NULL, NULL, NULL, lifts ? NULL : hold.reason, err)
                               : status;
}
