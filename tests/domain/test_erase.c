#include "suite.h"

#include <string.h>

#include "zuoxi/base/str.h"
#include "zuoxi/domain/case_record.h"
#include "zuoxi/domain/contact.h"
#include "zuoxi/domain/customer.h"
#include "zuoxi/domain/details.h"
#include "zuoxi/domain/erase.h"

#define SET(record, member, text) text_copy((record)->member, sizeof((record)->member), text)

START_TEST(customer__loses_the_person_and_keeps_the_household)
{
    struct customer customer = {.head.id = 7, .arrears = {12050, true}};
    SET(&customer, account, "K1");
    SET(&customer, name, "孙丽");
    SET(&customer, phone, "13800001234");
    SET(&customer, phone_3, "13900005678");
    SET(&customer, phone_3_note, "女儿");
    SET(&customer, community, "南新里");
    SET(&customer, building, "7");
    SET(&customer, room, "302");
    SET(&customer, address, "南新里7-1-302");
    SET(&customer, needs, "老人独居");
    SET(&customer, notes, "晚上才在家");
    ck_assert(erase_record(&customer_fields, &customer));
    ck_assert_str_eq(customer.account, "K1");
    ck_assert_str_eq(customer.name, "已按申请删除");
    ck_assert_str_eq(customer.phone, "");
    ck_assert_str_eq(customer.phone_3, "");
    ck_assert_str_eq(customer.phone_3_note, "");
    ck_assert_str_eq(customer.community, "南新里");
    ck_assert_str_eq(customer.building, "7");
    ck_assert_str_eq(customer.room, "");
    ck_assert_str_eq(customer.address, "南新里7");
    ck_assert_str_eq(customer.needs, "已按申请删除");
    ck_assert_str_eq(customer.notes, "已按申请删除");
    ck_assert_int_eq(customer.arrears.value, 12050);
}
END_TEST

START_TEST(case__keeps_number_codes_and_times)
{
    struct case_record record = {.head.id = 7, .accepted_at = {1795242600, true}};
    SET(&record, number, "20261121-0001");
    SET(&record, type, "repair");
    SET(&record, unit, "城东站");
    SET(&record, owner, "1001");
    SET(&record, content, "孙丽说家里不热");
    SET(&record, satisfaction, "good");
    ck_assert(erase_record(&case_record_fields, &record));
    ck_assert_str_eq(record.number, "20261121-0001");
    ck_assert_str_eq(record.type, "repair");
    ck_assert_str_eq(record.unit, "城东站");
    ck_assert_str_eq(record.owner, "1001");
    ck_assert_str_eq(record.satisfaction, "good");
    ck_assert_str_eq(record.content, "已按申请删除");
    ck_assert_int_eq(record.accepted_at.value, 1795242600);
}
END_TEST

START_TEST(record__erased_twice__stays_as_it_is)
{
    struct case_record record = {.head.id = 7};
    SET(&record, address, "阳光城7号楼1单元402室");
    ck_assert(erase_record(&case_record_fields, &record));
    ck_assert_str_eq(record.address, "阳光城7号楼");
    struct case_record once = record;
    erase_record(&case_record_fields, &record);
    ck_assert_mem_eq(&once, &record, sizeof(record));
}
END_TEST

/* Every prose field, and every one marked as of a person, of every table. */
START_TEST(tables__what_is_prose_or_personal__goes)
{
    const struct field_table *tables[16] = {&customer_fields, &case_record_fields, &contact_fields};
    size_t count = 3;
    for (size_t k = 0; k < detail_kind_count; k++) {
        tables[count++] = detail_kinds[k].fields;
    }
    for (size_t t = 0; t < count; t++) {
        for (size_t i = 0; i < tables[t]->count; i++) {
            const struct field *field = &tables[t]->fields[i];
            bool is_person = (field->flags & FIELD_PERSONAL) != 0;
            bool is_prose = field->kind == FIELD_LONG && field->set == SET_NONE;
            ck_assert_msg(erase_takes(field) || !(is_person || is_prose), "%s.%s", tables[t]->record,
                          field->name);
        }
    }
}
END_TEST

SUITE_MAIN("domain/erase", customer__loses_the_person_and_keeps_the_household,
           case__keeps_number_codes_and_times, record__erased_twice__stays_as_it_is,
           tables__what_is_prose_or_personal__goes)
