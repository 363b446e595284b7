#include "suite.h"

#include "zuoxi/domain/rights.h"

START_TEST(rights__every_cell__is_as_the_rules_say)
{
    /* columns: nobody, operator, lead, admin */
    static const struct {
        enum right right;
        const char *cells;
    } rows[] = {{RIGHT_CONTACT_SAVE, "-ol-"},   {RIGHT_CASE_READ, "-ola"},     {RIGHT_CASE_EDIT, "-ol-"},
                {RIGHT_CASE_MOVE, "-ol-"},      {RIGHT_CUSTOMER_READ, "-ola"}, {RIGHT_CUSTOMER_EDIT, "-ola"},
                {RIGHT_CUSTOMER_MERGE, "--la"}, {RIGHT_PHONE_SEE, "--l-"},     {RIGHT_PROMISE_ALL, "--l-"},
                {RIGHT_USER_MANAGE, "---a"},    {RIGHT_EXCHANGE, "---a"},      {RIGHT_READING_SIGN, "--l-"},
                {RIGHT_NOTICE_READ, "-ola"},    {RIGHT_NOTICE_POST, "--l-"},   {RIGHT_CASE_APPROVE, "--l-"},
                {RIGHT_HOOK_MANAGE, "--la"},    {RIGHT_SCRIPT_USAGE, "--la"},  {RIGHT_ROSTER_READ, "-ola"},
                {RIGHT_ROSTER_EDIT, "--l-"}};
    ck_assert_uint_eq(sizeof(rows) / sizeof(rows[0]), RIGHT_COUNT);
    for (size_t i = 0; i < RIGHT_COUNT; i++) {
        for (enum role role = ROLE_NONE; role < ROLE_COUNT; role++) {
            ck_assert_msg(rights_allow(role, rows[i].right) == (rows[i].cells[role] != '-'),
                          "right %d, role %d", (int)rows[i].right, (int)role);
        }
    }
}
END_TEST

START_TEST(rights__values_out_of_range__allow_nothing)
{
    ck_assert(!rights_allow(ROLE_COUNT, RIGHT_CASE_READ));
    ck_assert(!rights_allow(ROLE_LEAD, RIGHT_COUNT));
    ck_assert_str_eq(role_code(ROLE_COUNT), "");
    ck_assert_str_eq(role_label(ROLE_COUNT), "未登录");
}
END_TEST

START_TEST(role__codes__round_trip)
{
    for (enum role role = ROLE_OPERATOR; role < ROLE_COUNT; role++) {
        ck_assert_int_eq(role_parse(role_code(role)), role);
    }
    ck_assert_int_eq(role_parse(""), ROLE_NONE);
    ck_assert_int_eq(role_parse("Lead"), ROLE_NONE);
    ck_assert_int_eq(role_parse("root"), ROLE_NONE);
    ck_assert_str_eq(role_label(ROLE_LEAD), "班长");
}
END_TEST

SUITE_MAIN("domain/rights", rights__every_cell__is_as_the_rules_say,
           rights__values_out_of_range__allow_nothing, role__codes__round_trip)
