/* Every field of every kind of case and contact stands in the form of that kind, and in no other. */

#include "suite.h"

#include <string.h>

#include "zuoxi/console/intake_layout.h"

/* Choices are not looked at here. */
static const struct profile profile;

static struct form *layout(const char *case_form, const char *contact_form, struct record_form **made)
{
    *made = intake_layout_make(&profile, case_form, contact_form);
    return record_form_form(*made);
}

START_TEST(every_field_a_person_fills__has_its_place_in_its_own_form_alone)
{
    struct record_form *plain;
    struct form *call = layout("", "", &plain);
    for (size_t k = 0; k < detail_kind_count; k++) {
        const struct detail_kind *kind = &detail_kinds[k];
        struct record_form *made;
        if (kind->most > 1 || kind->owner == DETAIL_OF_MOVE) {
            continue; /* stops and moves have small forms of their own */
        }
        bool is_of_case = kind->owner == DETAIL_OF_CASE;
        struct form *form =
            layout(is_of_case ? kind->fields->record : "", is_of_case ? "" : kind->fields->record, &made);
        for (size_t f = 0; f < kind->fields->count; f++) {
            const struct field *field = &kind->fields->fields[f];
            char name[DETAIL_NAME_SIZE];
            record_form_name(kind->fields, field, name);
            ck_assert_msg((form_find(form, name) >= 0) == ((field->flags & FIELD_FIXED) == 0), "%s", name);
            ck_assert_msg(form_find(call, name) < 0, "%s in a plain call", name);
        }
        record_form_free(&made);
    }
    record_form_free(&plain);
}
END_TEST

START_TEST(what_only_calls_have__is_not_in_a_letter)
{
    static const struct {
        const char *contact_form;
        bool has_rings, has_repeated, has_stops;
    } rows[] = {{"", true, true, false},
                {"call_out", false, true, false},
                {"visit", false, false, false},
                {"letter", false, false, false},
                {"outing", false, false, true}};
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct record_form *made;
        struct form *form = layout("repair", rows[i].contact_form, &made);
        ck_assert_int_eq(form_find(form, "rings") >= 0, rows[i].has_rings);
        ck_assert_int_eq(form_find(form, "repeated_back") >= 0, rows[i].has_repeated);
        ck_assert_int_eq(form_find(form, INTAKE_STOPS) >= 0, rows[i].has_stops);
        ck_assert_int_ge(form_find(form, "content"), 0);
        record_form_free(&made);
    }
}
END_TEST

START_TEST(speaking_order__who_where_what_details_elements)
{
    static const char *const order[] = {"phone",        "name",     "address", "type",      "content",
                                        "repair.fault", "has_time", "outcome", "repair.fee"};
    struct record_form *made;
    struct form *form = layout("repair", "", &made);
    for (size_t i = 1; i < sizeof(order) / sizeof(order[0]); i++) {
        ck_assert_msg(form_find(form, order[i - 1]) < form_find(form, order[i]), "%s before %s", order[i - 1],
                      order[i]);
    }
    record_form_free(&made);
    /* An emergency: what to tell the caller comes before anything is written down. */
    form = layout("emergency", "", &made);
    ck_assert_int_lt(form_find(form, "emergency.told"), form_find(form, "content"));
    record_form_free(&made);
}
END_TEST

SUITE_MAIN("console/intake_layout", every_field_a_person_fills__has_its_place_in_its_own_form_alone,
           what_only_calls_have__is_not_in_a_letter, speaking_order__who_where_what_details_elements)
