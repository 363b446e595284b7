/*
 * Every field of every record by name, so that a line lost from a .def file is missed by name. A new field is
 * added here too; that is all this file is for.
 */

#include "suite.h"

#include <string.h>

#include "zuoxi/domain/case_record.h"
#include "zuoxi/domain/contact.h"
#include "zuoxi/domain/customer.h"
#include "zuoxi/domain/details.h"
#include "zuoxi/domain/message.h"
#include "zuoxi/domain/notice.h"
#include "zuoxi/domain/notice_call.h"
#include "zuoxi/domain/promise.h"
#include "zuoxi/domain/ring.h"

/* clang-format off: read like the .def files */
static const struct {
    const char *record, *names;
} expected[] = {
    {"case", "number type category channel is_joint grade state unit parent_id merged_into customer_id name "
             "title phone "
             "address "
             "station content has_time has_place has_person has_event has_contact owner keeper accepted_at "
             "closed_at cause result reply satisfaction is_unfinished is_confidential note"},
    {"contact", "case_id customer_id ring_id promise_id channel line phone caller title rings ring_at "
                "answered_at ended_at said outcome repeated_back phrases steps operator"},
    {"customer", "account name name_other title grade kind is_important needs phone phone_note "
                 "phone_other phone_other_note phone_3 phone_3_note phone_4 phone_4_note phone_5 "
                 "phone_5_note phone_6 phone_6_note community building entrance room address station area "
                 "agreed_temperature contract supply arrears opened_at notes merged_into"},
    {"complaint",
     "case_id relation against severity wanted upheld reason responsible_unit responsible_person "
     "measures compensation lesson"},
    {"repair", "case_id appliance model bought_on installed_on fault appointed_from appointed_to "
               "conditions materials work_minutes fee invoice acceptance accepted_by"},
    {"emergency", "case_id hazard people extent told informed_at controlled_at restored_at reported_at "
                  "reported_to"},
    {"business", "case_id wanted contract to_bring missing is_told is_repeated"},
    {"visit", "contact_id seen_by arrived_at left_at answered summary"},
    {"letter", "contact_id received_at sender document wanted_by confirmed_at summary"},
    {"call_out", "contact_id purpose reached spoke_with"},
    {"outing", "contact_id staff route announced left_at back_at summary"},
    {"stop", "contact_id position name phone address arrived_at found result signed_by has_slip again_at"},
    {"step", "case_id action made_at badge reason copies with_unit responsibility measures signed_by handler "
             "plan way "
             "opinion told_to extra other matter reached spoke_with answers decision decided_by decided_at "
             "remark"},
    {"message", "recipient name phone text wants_call sender made_at read_at done_at promise_id"},
    {"notice", "kind title start_at expected_at buildings stations categories say is_must_read ended_at "
               "author posted_at"},
    {"notice_call", "notice_id contact_id case_id customer_id name title phone address attached_at operator "
                    "state tries called_at called_by"},
    {"promise", "due_at what phone name owner case_id contact_id customer_id form call_id visit_at since_at "
                "done_at "
                "done_by outcome"},
    {"ring", "call_id phone line wanted ring_at answered_at answered_by ended_at promise_id"},
};
/* clang-format on */
#define EXPECTED (sizeof(expected) / sizeof(expected[0]))

static const struct field_table *table_of(const char *record)
{
    static const struct field_table *const own[] = {&case_record_fields, &contact_fields, &customer_fields,
                                                    &message_fields,     &notice_fields,  &notice_call_fields,
                                                    &promise_fields,     &ring_fields};
    for (size_t i = 0; i < sizeof(own) / sizeof(own[0]); i++) {
        if (strcmp(own[i]->record, record) == 0) {
            return own[i];
        }
    }
    const struct detail_kind *kind = detail_kind_find(record);
    ck_assert_msg(kind != NULL, "no record %s", record);
    return kind->fields;
}

/* The next word of *at into word; false at the end. */
static bool next_word(const char **at, char word[64])
{
    size_t length = strcspn(*at, " ");
    if (length == 0) {
        return false;
    }
    ck_assert_uint_lt(length, 64);
    memcpy(word, *at, length);
    word[length] = '\0';
    *at += length + ((*at)[length] == ' ');
    return true;
}

START_TEST(records__have_every_field_they_are_known_for)
{
    for (size_t i = 0; i < EXPECTED; i++) {
        const struct field_table *table = table_of(expected[i].record);
        const char *at = expected[i].names;
        char word[64];
        while (next_word(&at, word)) {
            ck_assert_msg(field_find(table, word) != NULL, "%s has lost its field %s", table->record, word);
        }
    }
}
END_TEST

START_TEST(records__have_no_field_that_is_not_listed_here)
{
    for (size_t i = 0; i < EXPECTED; i++) {
        const struct field_table *table = table_of(expected[i].record);
        for (size_t f = 0; f < table->count; f++) {
            const char *at = expected[i].names;
            char word[64] = "";
            bool is_listed = false;
            while (!is_listed && next_word(&at, word)) {
                is_listed = strcmp(word, table->fields[f].name) == 0;
            }
            ck_assert_msg(is_listed, "%s.%s is new: list it here", table->record, table->fields[f].name);
        }
    }
}
END_TEST

START_TEST(records__of_every_kind__are_listed_here)
{
    for (size_t k = 0; k < detail_kind_count; k++) {
        bool is_listed = false;
        for (size_t i = 0; i < EXPECTED; i++) {
            is_listed = is_listed || strcmp(expected[i].record, detail_kinds[k].fields->record) == 0;
        }
        ck_assert_msg(is_listed, "%s", detail_kinds[k].fields->record);
    }
}
END_TEST

SUITE_MAIN("domain/field_names", records__have_every_field_they_are_known_for,
           records__have_no_field_that_is_not_listed_here, records__of_every_kind__are_listed_here)
