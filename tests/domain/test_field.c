#include "suite.h"

#include <string.h>

#include "zuoxi/base/clock.h"
#include "zuoxi/base/text.h"
#include "zuoxi/base/utf8.h"
#include "zuoxi/domain/case_record.h"
#include "zuoxi/domain/contact.h"
#include "zuoxi/domain/customer.h"
#include "zuoxi/domain/details.h"

struct every_kind {
    struct record_head head;
#define RECORD_DEF "domain/every_kind.def"
#include "zuoxi/domain/record_fields.h"
};

#define RECORD struct every_kind
static const struct field every_kind[] = {
#include "zuoxi/domain/field_table.h"
};
static const struct field_table every_kind_fields = {.record = "every",
                                                     .fields = every_kind,
                                                     .count = sizeof(every_kind) / sizeof(every_kind[0]),
                                                     .size = sizeof(RECORD)};

static const struct field *field(const char *name)
{
    const struct field *found = field_find(&every_kind_fields, name);
    ck_assert_msg(found != NULL, "%s", name);
    return found;
}

START_TEST(parse__accepted_text__comes_back_from_format)
{
    static const struct {
        const char *name, *text, *formatted;
        bool is_empty;
    } rows[] = {{"word", "热", "热", false},
                {"word", "五个汉字儿", "五个汉字儿", false},
                {"word", "", "", true},
                {"story", "一\n二\t三", "一\n二\t三", false},
                {"choice", "no_heat.single-1", "no_heat.single-1", false},
                {"choice", "城东站（北）", "城东站（北）", false},
                {"choice", "", "", true},
                {"is_set", "1", "1", false},
                {"is_set", "是", "1", false},
                {"is_set", "0", "0", true},
                {"is_set", "否", "0", true},
                {"is_set", "", "0", true},
                {"amount", "0", "0", false}, /* a given 0 is not an absent number */
                {"amount", "1000", "1000", false},
                {"amount", "", "", true},
                {"seen_at", "2026-11-21 14:32:07", "2026-11-21 14:32:07", false},
                {"seen_at", "2026-11-21 14:32", "2026-11-21 14:32:00", false},
                {"seen_at", "2026-11-21T06:32:07Z", "2026-11-21 14:32:07", false},
                {"seen_at", "9900-12-30", "9900-12-30 00:00:00", false},
                {"seen_at", "1970-01-01", "1970-01-01 00:00:00", false},
                {"seen_at", "", "", true},
                {"other_id", "9223372036854775807", "9223372036854775807", false},
                {"other_id", "", "", true},
                {"other_id", "0", "", true},
                {"built_on", "2026-11-20", "2026-11-20", false},
                {"built_on", "20261120", "2026-11-20", false},
                {"built_on", "", "", true},
                {"price", "12", "12.00", false},
                {"price", "12.5", "12.50", false},
                {"price", "0.05", "0.05", false},
                {"price", "0", "0.00", false},
                {"price", "", "", true},
                {"phone", "138 0000 1234", "13800001234", false},
                {"phone", "+86-138-0000-1234", "+8613800001234", false},
                {"phone", "", "", true}};
    ck_assert(clock_set_zone("Asia/Shanghai"));
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct every_kind record = {.word = "x"};
        struct str out = {0};
        struct err err = {0};
        ck_assert_msg(field_parse(field(rows[i].name), &record, rows[i].text, &err) == STATUS_OK,
                      "%s: %s: %s", rows[i].name, rows[i].text, err.what);
        field_format(field(rows[i].name), &record, &out);
        ck_assert_str_eq(str_text(&out), rows[i].formatted);
        ck_assert_msg(field_is_empty(field(rows[i].name), &record) == rows[i].is_empty, "%s: %s",
                      rows[i].name, rows[i].text);
        str_free(&out);
    }
}
END_TEST

START_TEST(parse__refused_text__names_the_label_and_changes_nothing)
{
    static const char *const rows[][2] = {{"word", "六个汉字太长"},
                                          {"word", "a\nb"},
                                          {"word", "a\r"},
                                          {"word", "\xff"},
                                          {"word", "\xe7\x83"},
                                          {"word", "\xed\xa0\x80"},
                                          {"story", "123456789"},
                                          {"story", "\xc0\x80"},
                                          {"choice", "a b"},
                                          {"choice", "a\"b"},
                                          {"choice", "a;b"},
                                          {"choice", "\xe2\x80\xae"}, /* a bidi override */
                                          {"choice", "\xff"},
                                          {"choice", "12345678901234567890123456789012345678901"},
                                          {"is_set", "2"},
                                          {"is_set", "yes "},
                                          {"amount", "1001"},
                                          {"amount", "-1"},
                                          {"amount", "+1"},
                                          {"amount", "1.5"},
                                          {"amount", "010"},
                                          {"amount", " 1"},
                                          {"amount", "99999999999999999999"},
                                          {"seen_at", "2026-02-30"},
                                          {"seen_at", "昨天"},
                                          {"seen_at", "9999-12-31 23:59:59"},
                                          {"built_on", "2026-02-30"},
                                          {"built_on", "2026-11-20 10:00"},
                                          {"built_on", "11-20"},
                                          {"price", "1.234"},
                                          {"price", "1."},
                                          {"price", ".5"},
                                          {"price", "-1"},
                                          {"price", "1,5"},
                                          {"price", "10000.01"},
                                          {"price", "92233720368547758070"},
                                          {"other_id", "9223372036854775808"},
                                          {"other_id", "-1"},
                                          {"other_id", "x"},
                                          {"phone", "138 0000 a"},
                                          {"phone", "123456789012345678901"},
                                          {"phone", "+12345678901234567890"}};
    ck_assert(clock_set_zone("Asia/Shanghai"));
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct every_kind record = {.word = "旧"}, before = record;
        struct err err = {0};
        const struct field *one = field(rows[i][0]);
        ck_assert_msg(field_parse(one, &record, rows[i][1], &err) == STATUS_INVALID, "%s: %s", rows[i][0],
                      rows[i][1]);
        ck_assert_msg(strstr(err.what, one->label) != NULL, "%s", err.what);
        ck_assert(!field_differs(one, &record, &before));
    }
}
END_TEST

START_TEST(differs__each_kind__sees_a_change_and_only_that)
{
    static const char *const rows[][3] = {{"word", "a", "b"},
                                          {"story", "a", ""},
                                          {"choice", "x", "y"},
                                          {"is_set", "1", "0"},
                                          {"amount", "0", ""},
                                          {"amount", "1", "2"},
                                          {"seen_at", "2026-11-21", "2026-11-22"},
                                          {"seen_at", "1970-01-01 08:00", ""}, /* second 0 is a time */
                                          {"other_id", "1", "2"},
                                          {"phone", "110", "119"}};
    ck_assert(clock_set_zone("Asia/Shanghai"));
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct every_kind one = {0}, same = {0}, other = {0};
        const struct field *changed = field(rows[i][0]);
        ck_assert_int_eq(field_parse(changed, &one, rows[i][1], NULL), STATUS_OK);
        ck_assert_int_eq(field_parse(changed, &same, rows[i][1], NULL), STATUS_OK);
        ck_assert_int_eq(field_parse(changed, &other, rows[i][2], NULL), STATUS_OK);
        for (size_t k = 0; k < every_kind_fields.count; k++) {
            ck_assert(!field_differs(&every_kind[k], &one, &same));
            ck_assert_int_eq(field_differs(&every_kind[k], &one, &other), &every_kind[k] == changed);
        }
    }
    /* An absent number has no value to differ in. */
    struct every_kind left = {.amount = {5, false}}, right = {.amount = {6, false}};
    ck_assert(!field_differs(field("amount"), &left, &right));
}
END_TEST

static void spoil_nothing(struct every_kind *record)
{
    (void)record;
}
static void spoil_required(struct every_kind *record)
{
    record->word[0] = '\0';
}
static void spoil_utf8(struct every_kind *record)
{
    strcpy(record->word, "\xff");
}
static void spoil_length(struct every_kind *record)
{
    strcpy(record->word, "123456");
}
static void spoil_line(struct every_kind *record)
{
    strcpy(record->word, "a\nb");
}
static void spoil_end(struct every_kind *record)
{
    memset(record->story, 'a', sizeof(record->story));
}
static void spoil_code_end(struct every_kind *record)
{
    memset(record->choice, 'a', sizeof(record->choice));
}
static void spoil_code(struct every_kind *record)
{
    strcpy(record->choice, "a b");
}
static void spoil_count(struct every_kind *record)
{
    record->amount = (struct optional){1001, true};
}
static void spoil_time(struct every_kind *record)
{
    record->seen_at = (struct optional){INT64_MAX, true};
}
static void spoil_reference(struct every_kind *record)
{
    record->other_id = -1;
}
static void spoil_phone(struct every_kind *record)
{
    strcpy(record->phone, "138 0000");
}

START_TEST(check__each_fault__is_found_in_its_field)
{
    static const struct {
        void (*spoil)(struct every_kind *record);
        const char *field;
    } rows[] = {{spoil_nothing, NULL},      {spoil_required, "word"}, {spoil_utf8, "word"},
                {spoil_length, "word"},     {spoil_line, "word"},     {spoil_end, "story"},
                {spoil_code_end, "choice"}, {spoil_code, "choice"},   {spoil_count, "amount"},
                {spoil_time, "seen_at"},    {spoil_phone, "phone"},   {spoil_reference, "other_id"}};
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct every_kind record = {.word = "好", .phone = "13800001234"};
        const struct field *first = field("word");
        struct err err = {0};
        rows[i].spoil(&record);
        enum status status = field_check(&every_kind_fields, &record, &first, &err);
        if (rows[i].field == NULL) {
            ck_assert_int_eq(status, STATUS_OK);
            ck_assert_ptr_null(first);
            continue;
        }
        ck_assert_int_eq(status, STATUS_INVALID);
        ck_assert_str_eq(first->name, rows[i].field);
        ck_assert_msg(strstr(err.what, first->label) != NULL, "%s", err.what);
        ck_assert_int_eq(field_check(&every_kind_fields, &record, NULL, NULL), STATUS_INVALID);
    }
}
END_TEST

START_TEST(pointers__reach_the_member_of_their_name)
{
    struct every_kind record = {.word = "热", .is_set = true, .amount = {7, true}, .other_id = 9};
    ck_assert_ptr_eq(field_text(field("word"), &record), record.word);
    ck_assert_ptr_eq(field_text_const(field("choice"), &record), record.choice);
    ck_assert_ptr_eq(field_flag(field("is_set"), &record), &record.is_set);
    ck_assert_ptr_eq(field_optional(field("amount"), &record), &record.amount);
    ck_assert_ptr_eq(field_optional(field("seen_at"), &record), &record.seen_at);
    ck_assert_ptr_eq(field_reference(field("other_id"), &record), &record.other_id);
    ck_assert_ptr_null(field_find(&every_kind_fields, "wor"));
}
END_TEST

static void check_table(const struct field_table *table)
{
    size_t end = sizeof(struct record_head);
    for (size_t i = 0; i < table->count; i++) {
        const struct field *one = &table->fields[i];
        ck_assert_ptr_eq(field_find(table, one->name), one); /* so the name is unique */
        ck_assert_msg(one->offset >= end, "%s overlaps", one->name);
        end = one->offset + one->size;
        ck_assert_msg(one->label != NULL && utf8_is_valid(one->label, strlen(one->label)), "%s", one->name);
        ck_assert(one->depends == NULL || field_find(table, one->depends) != NULL);
        ck_assert(one->kind == FIELD_LONG || (one->kind == FIELD_CODE) == (one->set != SET_NONE));
        if (one->kind == FIELD_TEXT || one->kind == FIELD_LONG) {
            ck_assert_uint_eq(one->size, 4 * (size_t)one->max + 1);
        }
        if (one->kind == FIELD_COUNT || one->kind == FIELD_MONEY) {
            ck_assert_int_gt(one->high, one->low);
        }
        ck_assert_msg(strspn(one->name, "abcdefghijklmnopqrstuvwxyz_0123456789") == strlen(one->name), "%s",
                      one->name);
    }
    ck_assert_uint_le(end, table->size);
}

START_TEST(tables__of_every_record__are_sound)
{
    check_table(&contact_fields);
    check_table(&customer_fields);
    check_table(&case_record_fields);
    check_table(&every_kind_fields);
    for (size_t i = 0; i < detail_kind_count; i++) {
        const struct field_table *table = detail_kinds[i].fields;
        check_table(table);
        ck_assert_ptr_nonnull(field_find(table, table->owner));
        ck_assert_int_eq(field_find(table, table->owner)->kind, FIELD_REF);
        ck_assert_uint_le(detail_kinds[i].offset + detail_kinds[i].most * table->size,
                          sizeof(struct details));
    }
    ck_assert_uint_eq(case_record_fields.size, sizeof(struct case_record));
    ck_assert_str_eq(field_find(&case_record_fields, "category")->depends, "type");
    ck_assert_str_eq(case_record_fields.record, "case");
}
END_TEST

START_TEST(text__of_the_longest_allowed__fits_in_four_byte_characters)
{
    struct every_kind record = {0};
    const char *text = "\xf0\xa0\x80\x80\xf0\xa0\x80\x81\xf0\xa0\x80\x82\xf0\xa0\x80\x83\xf0\xa0\x80\x84";
    ck_assert_int_eq(field_parse(field("word"), &record, text, NULL), STATUS_OK);
    ck_assert_str_eq(record.word, text);
    ck_assert_int_eq(field_check(&every_kind_fields, &record, NULL, NULL), STATUS_OK);
}
END_TEST

START_TEST(blank_text__is_not_given)
{
    static const struct {
        const char *text;
        bool is_blank;
    } rows[] = {{"", true}, {" \n\t", true}, {"\n", true}, {"　　", true}, {"　热", false}, {"0", false}};
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct case_record record = {.type = "repair", .grade = "1"};
        strcpy(record.content, rows[i].text);
        const struct field *content = field_find(&case_record_fields, "content"), *first = NULL;
        ck_assert_int_eq(field_is_blank(content, &record), rows[i].is_blank);
        ck_assert_int_eq(field_check(&case_record_fields, &record, &first, NULL) != STATUS_OK,
                         rows[i].is_blank);
        ck_assert(!rows[i].is_blank || first == content);
    }
}
END_TEST

SUITE_MAIN("domain/field", blank_text__is_not_given, parse__accepted_text__comes_back_from_format,
           parse__refused_text__names_the_label_and_changes_nothing,
           differs__each_kind__sees_a_change_and_only_that, check__each_fault__is_found_in_its_field,
           pointers__reach_the_member_of_their_name, tables__of_every_record__are_sound,
           text__of_the_longest_allowed__fits_in_four_byte_characters)
