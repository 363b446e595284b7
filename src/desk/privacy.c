#include "zuoxi/desk/privacy.h"

#include <stdlib.h>
#include <string.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/base/str.h"
#include "zuoxi/store/record.h"

static bool is_actor(const struct desk *desk, const char *badge)
{
    return badge[0] != '\0' && strcmp(badge, desk->actor.badge) == 0;
}

enum privacy_tie privacy_tie(const struct desk *desk, const char *owner, const char *keeper)
{
    return is_actor(desk, owner) || is_actor(desk, keeper) ? TIE_OWN : TIE_STRANGER;
}

enum privacy_tie privacy_case_tie(const struct desk *desk, const struct case_record *record)
{
    return privacy_tie(desk, record->owner, record->keeper);
}

enum privacy_tie privacy_contact_tie(const struct desk *desk, const struct contact *contact,
                                     const struct case_record *record)
{
    return is_actor(desk, contact->operator) ? TIE_OWN : privacy_case_tie(desk, record);
}

enum privacy_tie privacy_find_tie(struct desk *desk, const struct contact *contact)
{
    struct case_record *record = mem_new(1, sizeof(*record));
    if (contact->case_id != 0 && desk_has_right(desk, RIGHT_CASE_READ)) {
        record_load(desk->store, &case_record_fields, contact->case_id, record, NULL);
    }
    enum privacy_tie tie = privacy_contact_tie(desk, contact, record);
    free(record);
    return tie;
}

struct mask_sight privacy_sight(const struct desk *desk, enum privacy_tie tie)
{
    const struct rights_object object = {.is_own = tie != TIE_STRANGER};
    if (tie == TIE_REVEALED) {
        return (struct mask_sight){.phones = true, .addresses = true};
    }
    return (struct mask_sight){.phones = desk_can(desk, RIGHT_PHONE_SEE, &object),
                               .addresses = desk_can(desk, RIGHT_ADDRESS_SEE, &object)};
}

void privacy_hide(const struct desk *desk, enum privacy_tie tie, const struct field_table *table,
                  void *record)
{
    mask_record(table, record, privacy_sight(desk, tie));
}

void privacy_hide_details(const struct desk *desk, enum privacy_tie tie, struct details *details)
{
    for (size_t k = 0; k < detail_kind_count; k++) {
        for (size_t i = 0; i < detail_kinds[k].most; i++) {
            privacy_hide(desk, tie, detail_kinds[k].fields, detail_record(&detail_kinds[k], details, i));
        }
    }
}

void privacy_hide_case(const struct desk *desk, enum privacy_tie tie, struct case_file *file)
{
    privacy_hide(desk, tie, &case_record_fields, &file->record);
    privacy_hide(desk, tie, &contact_fields, &file->contact);
    privacy_hide_details(desk, tie, &file->details);
}

void privacy_show_case(const struct desk *desk, enum privacy_tie tie, const struct case_file *file,
                       struct case_shown *shown)
{
    shown->record = file->record;
    shown->details = file->details;
    privacy_hide(desk, tie, &case_record_fields, &shown->record);
    privacy_hide_details(desk, tie, &shown->details);
}

void privacy_hide_row(const struct desk *desk, enum privacy_tie tie, char *phone, size_t phone_size,
                      char *address, size_t address_size)
{
    struct mask_sight sight = privacy_sight(desk, tie);
    char masked[PHONE_SIZE];
    if (phone != NULL && !sight.phones) {
        phone_mask(phone, masked);
        text_copy(phone, phone_size, masked);
    }
    if (address != NULL && !sight.addresses) {
        mask_address(address, address, address_size);
    }
}

void privacy_phone(const struct desk *desk, enum privacy_tie tie, const char *digits, char out[PHONE_SIZE])
{
    if (privacy_sight(desk, tie).phones) {
        phone_group(digits, out);
    } else {
        phone_mask(digits, out);
    }
}
