#include "suite.h"

#include <string.h>

#include "zuoxi/base/str.h"
#include "zuoxi/domain/case_record.h"
#include "zuoxi/domain/customer.h"
#include "zuoxi/domain/mask.h"

static const struct mask_sight none, both = {true, true};

START_TEST(address__keeps_community_and_building__hides_who_lives_there)
{
    static const char *const rows[][2] = {
        {"阳光城7-1-402", "阳光城7-***"},
        {"阳光城7号楼1单元402室", "阳光城7号楼***"},
        {"阳光城 7栋 302", "阳光城 7栋***"},
        {"阳光城A座1203", "阳光城A座***"},
        {"阳光城二期3号楼402", "阳光城二期3号楼***"},
        {"和平路12号院5号楼2单元301", "和平路12号院5号楼***"},
        {"人民路12号3单元", "人民路12号***"},
        {"阳光城７号楼１单元", "阳光城７号楼***"},
        {"阳光城七号楼三单元四零二室", "阳光城七号楼***"},
        {"阳光城402室", "阳光城***"},
        {"阳光城三单元", "阳光城***"},
        {"李家村12号", "李家村***"},
        {"阳光城1203", "阳光城***"},
        {"阳光城４０２", "阳光城***"},
        {"阳光城7-1-402 ***", "阳光城7-***"},
        {"李家村12号 ***", "李家村***"},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        char out[481];
        mask_address(rows[i][0], out, sizeof(out));
        ck_assert_str_eq(out, rows[i][1]);
        ck_assert(mask_is_masked(out));
    }
}
END_TEST

START_TEST(address__that_names_no_household__stays)
{
    static const char *const rows[] = {"",         "阳光城",   "三里屯粮店对面", "阳光城7号楼",
                                       "阳光城 7", "阳光城７", "和平里二区"};
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        char out[481];
        mask_address(rows[i], out, sizeof(out));
        ck_assert_str_eq(out, rows[i]);
        ck_assert(!mask_is_masked(out));
    }
}
END_TEST

START_TEST(address__masked_in_place_and_again__is_the_same)
{
    char text[481] = "阳光城7-1-402";
    mask_address(text, text, sizeof(text));
    mask_address(text, text, sizeof(text));
    ck_assert_str_eq(text, "阳光城7-***");
    text_copy(text, sizeof(text), "人民路12号3单元");
    mask_address(text, text, sizeof(text));
    mask_address(text, text, sizeof(text));
    ck_assert_str_eq(text, "人民路12号***");
    char small[12] = "阳光城7";
    mask_address(small, small, sizeof(small));
    ck_assert_str_eq(small, "阳光城7");
}
END_TEST

START_TEST(record__of_a_stranger__hides_each_phone_and_part_of_address)
{
    struct customer customer = {.head.id = 7};
    text_copy(customer.name, sizeof(customer.name), "孙丽");
    text_copy(customer.phone, sizeof(customer.phone), "13800001234");
    text_copy(customer.phone_6, sizeof(customer.phone_6), "13800009876");
    text_copy(customer.building, sizeof(customer.building), "7号楼");
    text_copy(customer.room, sizeof(customer.room), "402");
    text_copy(customer.address, sizeof(customer.address), "阳光城7号楼402");
    struct customer lead = customer, own = customer;
    mask_record(&customer_fields, &customer, none);
    ck_assert_str_eq(customer.name, "孙丽");
    ck_assert_str_eq(customer.phone, "138****1234");
    ck_assert_str_eq(customer.phone_other, "");
    ck_assert_str_eq(customer.phone_6, "138****9876");
    ck_assert_str_eq(customer.building, "7号楼");
    ck_assert_str_eq(customer.room, "***");
    ck_assert_str_eq(customer.entrance, "");
    ck_assert_str_eq(customer.address, "阳光城7号楼***");
    mask_record(&customer_fields, &lead, (struct mask_sight){.addresses = true});
    ck_assert_str_eq(lead.phone, "138****1234");
    ck_assert_str_eq(lead.address, "阳光城7号楼402");
    mask_record(&customer_fields, &own, both);
    ck_assert_str_eq(own.phone, "13800001234");
}
END_TEST

START_TEST(record__masked_twice__is_masked_once)
{
    struct case_record record = {.head.id = 7};
    text_copy(record.phone, sizeof(record.phone), "13800001234");
    text_copy(record.address, sizeof(record.address), "阳光城7-1-402");
    mask_record(&case_record_fields, &record, none);
    mask_record(&case_record_fields, &record, none);
    ck_assert_str_eq(record.phone, "138****1234");
    ck_assert_str_eq(record.address, "阳光城7-***");
}
END_TEST

/* Stars that somebody typed are no mask. */
START_TEST(record__with_stars_of_its_own__is_masked_like_any_other)
{
    struct case_record record = {.head.id = 7};
    struct customer customer = {.head.id = 7};
    text_copy(record.phone, sizeof(record.phone), "13800001234 ***");
    text_copy(record.address, sizeof(record.address), "阳光城7-1-402 ***");
    text_copy(customer.room, sizeof(customer.room), "402***");
    mask_record(&case_record_fields, &record, none);
    mask_record(&customer_fields, &customer, none);
    ck_assert_str_eq(record.phone, "****");
    ck_assert_str_eq(record.address, "阳光城7-***");
    ck_assert_str_eq(customer.room, "***");
}
END_TEST

START_TEST(value__of_the_audit__is_masked_by_its_field)
{
    struct str out = {0};
    mask_value(field_find(&case_record_fields, "phone"), "13800001234", none, &out);
    str_add_char(&out, ' ');
    mask_value(field_find(&case_record_fields, "name"), "孙丽", none, &out);
    str_add_char(&out, ' ');
    mask_value(field_find(&case_record_fields, "phone"), "13800001234", both, &out);
    ck_assert_str_eq(str_text(&out), "138****1234 孙丽 13800001234");
    str_free(&out);
}
END_TEST

/* A field added later must not be forgotten: what is a number or an address says so. */
START_TEST(tables__every_phone_and_address__is_marked)
{
    static const struct field_table *const tables[] = {&case_record_fields, &customer_fields};
    for (size_t t = 0; t < sizeof(tables) / sizeof(tables[0]); t++) {
        for (size_t i = 0; i < tables[t]->count; i++) {
            const struct field *field = &tables[t]->fields[i];
            bool is_note = strstr(field->name, "_note") != NULL;
            if (strncmp(field->name, "phone", 5) == 0 && !is_note) {
                ck_assert_msg((field->flags & FIELD_PHONE) != 0, "%s", field->name);
            }
            if (strcmp(field->name, "address") == 0) {
                ck_assert_msg((field->flags & FIELD_ADDRESS) != 0, "%s", field->name);
            }
        }
    }
}
END_TEST

SUITE_MAIN("domain/mask", address__keeps_community_and_building__hides_who_lives_there,
           address__that_names_no_household__stays, address__masked_in_place_and_again__is_the_same,
           record__of_a_stranger__hides_each_phone_and_part_of_address, record__masked_twice__is_masked_once,
           record__with_stars_of_its_own__is_masked_like_any_other,
           value__of_the_audit__is_masked_by_its_field, tables__every_phone_and_address__is_marked)
