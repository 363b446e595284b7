#include "suite.h"

#include <string.h>

#include "zuoxi/base/text.h"
#include "zuoxi/domain/case_record.h"
#include "zuoxi/domain/field_merge.h"

/* One text in three versions, as letters: what it was, what the form says, what is stored now. */
struct versions {
    struct case_record before, after, current;
};

static void put(struct case_record *record, const char *name, const char *text)
{
    char *member = field_text(field_find(&case_record_fields, name), record);
    strcpy(member, text);
}

static struct versions versions_of(const char *name, const char *letters)
{
    struct versions three = {0};
    char text[2] = {letters[0], '\0'};
    put(&three.before, name, text);
    text[0] = letters[1];
    put(&three.after, name, text);
    text[0] = letters[2];
    put(&three.current, name, text);
    return three;
}

static enum merge_side side_of(const char *name, const struct versions *three)
{
    return field_merge_side(&case_record_fields, field_find(&case_record_fields, name), &three->before,
                            &three->after, &three->current);
}

START_TEST(every_pattern_of_three_versions__has_its_side)
{
    static const struct {
        const char *letters; /* before, after, current */
        enum merge_side side;
    } rows[] = {{"aaa", MERGE_NEITHER},
                {"aab", MERGE_THEIRS},
                {"aba", MERGE_MINE},
                {"abb", MERGE_MINE}, /* both the same: nobody is asked */
                {"abc", MERGE_CLASH}};
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct versions three = versions_of("address", rows[i].letters);
        ck_assert_msg(side_of("address", &three) == rows[i].side, "%s", rows[i].letters);
        ck_assert_int_eq(side_of("name", &three), MERGE_NEITHER);
    }
}
END_TEST

START_TEST(what_the_program_sets__is_never_taken_from_a_form)
{
    struct versions three = versions_of("number", "abc");
    ck_assert_int_eq(side_of("number", &three), MERGE_THEIRS);
    three = versions_of("number", "aba");
    ck_assert_int_eq(side_of("number", &three), MERGE_NEITHER);
}
END_TEST

START_TEST(type_and_category__are_one__half_of_each_is_never_made)
{
    struct versions three = versions_of("type", "aba"); /* mine: another type, theirs: another category */
    put(&three.current, "category", "x");
    ck_assert_int_eq(side_of("type", &three), MERGE_CLASH);
    ck_assert_int_eq(side_of("category", &three), MERGE_CLASH);
    const struct field *clash =
        field_merge_clash(&case_record_fields, NULL, &three.before, &three.after, &three.current);
    ck_assert_str_eq(clash->name, "type");
    ck_assert_ptr_null(
        field_merge_clash(&case_record_fields, clash, &three.before, &three.after, &three.current));
    field_merge_settle(&case_record_fields, clash, false, &three.before, &three.after, &three.current);
    ck_assert_str_eq(three.after.type, "a");
    ck_assert_str_eq(three.after.category, "x");
    ck_assert_int_eq(side_of("category", &three), MERGE_NEITHER);
}
END_TEST

START_TEST(taking_theirs__leaves_mine_and_the_clash_as_they_are)
{
    struct versions three = versions_of("address", "abc"); /* a clash */
    put(&three.after, "name", "mine");
    put(&three.current, "content", "theirs");
    three.current.head = (struct record_head){.id = 7, .version = 3};
    ck_assert_uint_eq(field_merge_take(&case_record_fields, &three.before, &three.after, &three.current), 1);
    ck_assert_str_eq(three.after.content, "theirs");
    ck_assert_str_eq(three.before.content, "theirs");
    ck_assert_str_eq(three.after.name, "mine");
    ck_assert_int_eq(side_of("name", &three), MERGE_MINE);
    ck_assert_int_eq(side_of("address", &three), MERGE_CLASH);
    ck_assert_int_eq(three.after.head.version, 3);
}
END_TEST

START_TEST(a_settled_clash__is_mine_or_theirs_and_no_clash_any_more)
{
    for (int is_mine = 0; is_mine <= 1; is_mine++) {
        struct versions three = versions_of("address", "abc");
        const struct field *field = field_find(&case_record_fields, "address");
        field_merge_settle(&case_record_fields, field, is_mine, &three.before, &three.after, &three.current);
        ck_assert_str_eq(three.after.address, is_mine ? "b" : "c");
        ck_assert_int_eq(side_of("address", &three), is_mine ? MERGE_MINE : MERGE_NEITHER);
    }
}
END_TEST

SUITE_MAIN("field_merge", every_pattern_of_three_versions__has_its_side,
           what_the_program_sets__is_never_taken_from_a_form,
           type_and_category__are_one__half_of_each_is_never_made,
           taking_theirs__leaves_mine_and_the_clash_as_they_are,
           a_settled_clash__is_mine_or_theirs_and_no_clash_any_more)
