#include "suite.h"

#include <string.h>

#include "zuoxi/console/record_form.h"
#include "zuoxi/domain/case_record.h"

static struct choice types[] = {{.code = "repair", .label = "报修"}, {.code = "complaint", .label = "投诉"}};
static struct choice categories[] = {{.code = "no_heat", .label = "不热", .parent = "repair"},
                                     {.code = "no_heat.room", .label = "个别房间", .parent = "no_heat"},
                                     {.code = "late", .label = "迟到", .parent = "complaint"}};

static const struct profile profile = {
    .sets = {[SET_TYPE] = {.items = types, .count = 2}, [SET_CATEGORY] = {.items = categories, .count = 3}}};

static struct record_form *make(void)
{
    struct record_slot slots[64];
    size_t count = record_form_layout(&case_record_fields, slots, 64);
    return record_form_new(&profile, slots, count, NULL, 0);
}

START_TEST(layout__every_field_a_person_may_edit_has_its_place)
{
    struct record_slot slots[64];
    size_t count = record_form_layout(&case_record_fields, slots, 64), seen = 0;
    int row = 0, column = 0;
    for (size_t i = 0; i < case_record_fields.count; i++) {
        const struct field *field = &case_record_fields.fields[i];
        bool is_there = false;
        for (size_t s = 0; s < count; s++) {
            is_there = is_there || strcmp(slots[s].field, field->name) == 0;
        }
        bool is_editable = !(field->flags & FIELD_FIXED) && field->kind != FIELD_REF;
        ck_assert_msg(is_there == is_editable, "%s", field->name);
        seen += is_there;
    }
    ck_assert_uint_eq(seen, count);
    for (size_t s = 0; s < count; s++) {
        ck_assert_int_le(slots[s].column + slots[s].span, 12);
        ck_assert(slots[s].row > row || (slots[s].row == row && slots[s].column >= column));
        row = slots[s].row;
        column = slots[s].column + slots[s].span;
    }
}
END_TEST

START_TEST(fill_and_read__untouched__keeps_the_record_to_the_byte)
{
    struct case_record record = {0}, after;
    struct err err;
    strcpy(record.type, "repair");
    strcpy(record.category, "no_heat.room");
    strcpy(record.name, "李明");
    strcpy(record.phone, "13800000123");
    strcpy(record.content, "一行\n两行");
    strcpy(record.cause, "上\n下"); /* shown on one line, where a newline cannot stand */
    record.has_time = true;
    after = record;
    struct record_form *form = make();
    record_form_fill(form, &case_record_fields, &record);
    ck_assert_int_eq(record_form_read(form, record_form_form(form), &case_record_fields, &after, NULL, &err),
                     STATUS_OK);
    ck_assert_mem_eq(&record, &after, sizeof(record));
    ck_assert_str_eq(form_get(record_form_form(form), "category"), "no_heat.room");
    record_form_free(&form);
}
END_TEST

START_TEST(read__takes_what_was_typed)
{
    struct case_record record = {0};
    struct err err;
    struct record_form *form = make();
    record_form_fill(form, &case_record_fields, &record);
    form_set(record_form_form(form), "phone", "138 0000 0456");
    form_set(record_form_form(form), "has_place", "1");
    form_set(record_form_form(form), "content", "漏水");
    ck_assert_int_eq(record_form_read(form, record_form_form(form), &case_record_fields, &record, NULL, &err),
                     STATUS_OK);
    ck_assert_str_eq(record.phone, "13800000456");
    ck_assert(record.has_place);
    ck_assert_str_eq(record.content, "漏水");
    form_set(record_form_form(form), "has_place", "");
    record_form_read(form, record_form_form(form), &case_record_fields, &record, NULL, &err);
    ck_assert(!record.has_place);
    record_form_free(&form);
}
END_TEST

START_TEST(read__a_value_that_cannot_be__is_named_and_the_rest_is_taken)
{
    struct case_record record = {0};
    struct err err;
    const char *field = NULL;
    struct record_form *form = make();
    record_form_fill(form, &case_record_fields, &record);
    form_set(record_form_form(form), "phone", "abc");
    form_set(record_form_form(form), "content", "漏水");
    ck_assert_int_eq(
        record_form_read(form, record_form_form(form), &case_record_fields, &record, &field, &err),
        STATUS_INVALID);
    ck_assert_str_eq(field, "phone");
    ck_assert_str_eq(record.content, "漏水");
    record_form_free(&form);
}
END_TEST

START_TEST(narrow__another_type__drops_a_category_that_is_not_its_own)
{
    struct case_record record = {0};
    struct record_form *form = make();
    strcpy(record.type, "repair");
    strcpy(record.category, "no_heat.room");
    record_form_fill(form, &case_record_fields, &record);
    form_set(record_form_form(form), "type", "complaint");
    record_form_narrow(form);
    ck_assert_str_eq(form_get(record_form_form(form), "category"), "");
    form_set(record_form_form(form), "category", "late");
    record_form_narrow(form);
    ck_assert_str_eq(form_get(record_form_form(form), "category"), "late");
    record_form_free(&form);
}
END_TEST

SUITE_MAIN("console/record_form", layout__every_field_a_person_may_edit_has_its_place,
           fill_and_read__untouched__keeps_the_record_to_the_byte, read__takes_what_was_typed,
           read__a_value_that_cannot_be__is_named_and_the_rest_is_taken,
           narrow__another_type__drops_a_category_that_is_not_its_own)
