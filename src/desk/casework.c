#include "zuoxi/desk/casework.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "casework_details.h"
#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/domain/phone.h"
#include "zuoxi/store/ledger_store.h"
#include "zuoxi/store/record.h"
#include "zuoxi/store/undo_store.h"

/* The contact by which the case came; an imported case has none. */
static enum status load_contact(struct desk *desk, int64_t case_id, struct case_file *file, struct err *err)
{
    int64_t id;
    size_t count = 0;
    enum status status = case_store_contacts(desk->store, case_id, &id, 1, &count, err);
    if (status == STATUS_OK && count > 0) {
        status = record_load(desk->store, &contact_fields, id, &file->contact, err);
    }
    if (status == STATUS_OK && count > 0) {
        status = details_load(desk, DETAIL_OF_CONTACT, id, &file->details, err);
    }
    return status;
}

/* The request that waits, and the last move. */
static enum status load_moves(struct desk *desk, int64_t case_id, struct case_file *file, struct err *err)
{
    struct move_undo undo = {0};
    int64_t asked = 0;
    enum status status = step_store_asked(desk->store, case_id, &asked, err);
    if (status == STATUS_OK && asked != 0) {
        status = record_load(desk->store, detail_kind_find("step")->fields, asked, &file->asked, err);
    }
    if (status == STATUS_OK) {
        status = undo_store_load(desk->store, case_id, &undo, err);
    }
    text_copy(file->undo.action, sizeof(file->undo.action), undo.action);
    text_copy(file->undo.badge, sizeof(file->undo.badge), undo.badge);
    file->undo.made_at = undo.made_at;
    file->undo.version = undo.version;
    file->undo.line = undo.line_after;
    undo_store_clear(&undo);
    return status;
}

enum status casework_load(struct desk *desk, int64_t case_id, struct case_file *file, struct err *err)
{
    memset(file, 0, offsetof(struct case_file, timeline));
    enum status status = desk_allow(desk, RIGHT_CASE_READ, err);
    if (status == STATUS_OK) {
        status = record_load(desk->store, &case_record_fields, case_id, &file->record, err);
    }
    if (status == STATUS_OK) {
        status = load_contact(desk, case_id, file, err);
    }
    if (status == STATUS_OK) {
        status = details_load(desk, DETAIL_OF_CASE, case_id, &file->details, err);
    }
    if (status == STATUS_OK) {
        status = case_store_legs(desk->store, case_id, file->legs, &file->leg_count, err);
    }
    if (status == STATUS_OK) {
        status = ledger_store_load(desk->store, case_id, &file->ledger, err);
    }
    if (status == STATUS_OK) {
        status = case_store_timeline(desk->store, case_id, file->timeline, TIMELINE_MAX,
                                     &file->timeline_count, err);
    }
    if (status == STATUS_OK) {
        status = load_moves(desk, case_id, file, err);
    }
    return status;
}

enum status casework_number(struct desk *desk, int64_t case_id, char number[CASE_NUMBER_SIZE],
                            struct err *err)
{
    struct case_record *record = mem_new(1, sizeof(*record));
    enum status status = desk_allow(desk, RIGHT_CASE_READ, err);
    if (status == STATUS_OK) {
        status = record_load(desk->store, &case_record_fields, case_id, record, err);
    }
    text_copy(number, CASE_NUMBER_SIZE, status == STATUS_OK ? record->number : "");
    free(record);
    return status;
}

size_t casework_moves(const struct desk *desk, const struct case_file *file, const struct move_rule **moves,
                      size_t max)
{
    if (!desk_has_right(desk, RIGHT_CASE_MOVE)) {
        return 0;
    }
    size_t count = workflow_moves(desk->profile, &file->record, desk_role(desk), moves, max);
    workflow_order_moves(file->legs, file->leg_count, moves, count);
    return count;
}
