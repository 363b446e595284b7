#include "zuoxi/desk/retention.h"

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

enum status retention_list(struct desk *desk, enum retention_kind kind,
                           struct retention_year years[RETENTION_YEARS], size_t *count, struct err *err)
{
    int64_t cutoff = retention_cutoff(clock_now(desk->clock), retention_months(desk, kind));
    *count = 0;
    enum status status = desk_allow(desk, RIGHT_CASE_HOLD, err);
    return status == STATUS_OK ? retention_store_years(desk->store, kind, cutoff, years, count, err) : status;
}

static enum status load(struct desk *desk, int64_t id, struct case_record *record, struct err *err)
{
    enum status status = desk_allow(desk, RIGHT_CASE_READ, err);
    return status == STATUS_OK ? record_load(desk->store, &case_record_fields, id, record, err) : status;
}

/* A complaint is a case that has such a side record. */
static bool is_complaint(struct desk *desk, int64_t case_id)
{
    const struct field_table *table = detail_kind_find("complaint")->fields;
    void *complaint = mem_new(1, table->size);
    bool is_it = record_owned(desk->store, table, case_id, 0, complaint, NULL) == STATUS_OK;
    free(complaint);
    return is_it;
}

enum status retention_mark(struct desk *desk, int64_t case_id, struct retention_mark *mark, struct err *err)
{
    struct case_record *record = mem_new(1, sizeof(*record));
    *mark = (struct retention_mark){0};
    enum status status = load(desk, case_id, record, err);
    if (status == STATUS_OK && record->closed_at.given) {
        enum retention_kind kind = is_complaint(desk, case_id) ? RETENTION_COMPLAINTS : RETENTION_CASES;
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
