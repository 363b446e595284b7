#include "suite.h"

#include "fault/figure.h"
#include "zuoxi/domain/rights.h"

/* Who asks, in the order of the columns below. */
static const struct actor actors[] = {
    {.role = ROLE_NONE},
    {.role = ROLE_OPERATOR},
    {.role = ROLE_OPERATOR, .is_acting_lead = true},
    {.role = ROLE_LEAD},
    {.role = ROLE_ADMIN},
    {.role = ROLE_ADMIN, .is_acting_lead = true}, /* does no casework, whatever a roster says */
    {.role = ROLE_ADMIN, .is_owner = true},
};
#define ACTORS (sizeof(actors) / sizeof(actors[0]))
/* What about: somebody else's, one's own, both confidential: the four letters of a cell. */
static const struct rights_object objects[] = {
    {0}, {.is_own = true}, {.is_confidential = true}, {.is_own = true, .is_confidential = true}};
#define OBJECTS (sizeof(objects) / sizeof(objects[0]))

static const struct {
    enum right right;
    const char *cells[ACTORS]; /* y: may */
} rows[] = {
    /* clang-format off */
    /*                     nobody  operator acting  lead    admin   acting? file's owner */
    {RIGHT_CONTACT_SAVE,   {"----", "yyyy", "yyyy", "yyyy", "----", "----", "yyyy"}},
    {RIGHT_CASE_READ,      {"----", "yy-y", "yyyy", "yyyy", "yy-y", "yy-y", "yyyy"}},
    {RIGHT_CASE_EDIT,      {"----", "yy-y", "yyyy", "yyyy", "----", "----", "yyyy"}},
    {RIGHT_CASE_MOVE,      {"----", "yy-y", "yyyy", "yyyy", "----", "----", "yyyy"}},
    {RIGHT_CASE_APPROVE,   {"----", "----", "yyyy", "yyyy", "----", "----", "yyyy"}},
    {RIGHT_CASE_CONFIDE,   {"----", "-y-y", "yyyy", "yyyy", "----", "----", "yyyy"}},
    {RIGHT_CUSTOMER_READ,  {"----", "yyyy", "yyyy", "yyyy", "yyyy", "yyyy", "yyyy"}},
    {RIGHT_CUSTOMER_EDIT,  {"----", "yyyy", "yyyy", "yyyy", "yyyy", "yyyy", "yyyy"}},
    {RIGHT_CUSTOMER_MERGE, {"----", "----", "yyyy", "yyyy", "yyyy", "yyyy", "yyyy"}},
    {RIGHT_PHONE_SEE,      {"----", "-y-y", "-y-y", "-y-y", "----", "----", "yyyy"}},
    {RIGHT_ADDRESS_SEE,    {"----", "-y-y", "yyyy", "yyyy", "----", "----", "yyyy"}},
    {RIGHT_PHONE_REVEAL,   {"----", "----", "yyyy", "yyyy", "----", "----", "yyyy"}},
    {RIGHT_CASE_HOLD,      {"----", "----", "yyyy", "yyyy", "yyyy", "yyyy", "yyyy"}},
    {RIGHT_EXPORT_WHOLE,   {"----", "----", "----", "----", "yyyy", "yyyy", "yyyy"}},
    {RIGHT_PERSON_ERASE,   {"----", "----", "----", "----", "yyyy", "yyyy", "yyyy"}},
    {RIGHT_PROMISE,        {"----", "-y-y", "yyyy", "yyyy", "----", "----", "yyyy"}},
    {RIGHT_WORK_REMARK,    {"----", "-y-y", "yyyy", "yyyy", "----", "----", "yyyy"}},
    {RIGHT_READING_SIGN,   {"----", "----", "yyyy", "yyyy", "----", "----", "yyyy"}},
    {RIGHT_SCRIPT_USAGE,   {"----", "----", "yyyy", "yyyy", "yyyy", "yyyy", "yyyy"}},
    {RIGHT_NOTICE_READ,    {"----", "yyyy", "yyyy", "yyyy", "yyyy", "yyyy", "yyyy"}},
    {RIGHT_NOTICE_POST,    {"----", "----", "yyyy", "yyyy", "----", "----", "yyyy"}},
    {RIGHT_ROSTER_READ,    {"----", "yyyy", "yyyy", "yyyy", "yyyy", "yyyy", "yyyy"}},
    {RIGHT_ROSTER_EDIT,    {"----", "----", "yyyy", "yyyy", "----", "----", "yyyy"}},
    {RIGHT_SEAT_SEE,       {"----", "----", "yyyy", "yyyy", "yyyy", "yyyy", "yyyy"}},
    {RIGHT_HOOK_MANAGE,    {"----", "----", "yyyy", "yyyy", "yyyy", "yyyy", "yyyy"}},
    {RIGHT_PASSWORD_SET,   {"----", "-y-y", "-y-y", "-y-y", "yyyy", "yyyy", "yyyy"}},
    {RIGHT_USER_MANAGE,    {"----", "----", "----", "----", "yyyy", "yyyy", "yyyy"}},
    {RIGHT_EXCHANGE,       {"----", "----", "----", "----", "yyyy", "yyyy", "yyyy"}},
    {RIGHT_BACKUP,         {"----", "----", "----", "----", "yyyy", "yyyy", "yyyy"}},
    {RIGHT_AUDIT_READ,     {"----", "----", "----", "----", "yyyy", "yyyy", "yyyy"}},
    /* clang-format on */
};

static int count_cells_as_written(enum right right, const char *const cells[ACTORS])
{
    int right_cells = 0;
    for (size_t actor = 0; actor < ACTORS; actor++) {
        for (size_t object = 0; object < OBJECTS; object++) {
            bool may = cells[actor][object] == 'y';
            ck_assert_msg(rights_can(&actors[actor], right, &objects[object]) == may,
                          "right %d, actor %zu, object %zu", (int)right, actor, object);
            right_cells++;
        }
        ck_assert(rights_can(&actors[actor], right, NULL) == (cells[actor][0] == 'y'));
    }
    return right_cells;
}

START_TEST(rights__every_cell__is_as_written_by_hand)
{
    bool is_walked[RIGHT_COUNT] = {false};
    int cells = 0, all = RIGHT_COUNT * (int)(ACTORS * OBJECTS);
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        ck_assert(!is_walked[rows[i].right]);
        is_walked[rows[i].right] = true;
        cells += count_cells_as_written(rows[i].right, rows[i].cells);
    }
    figure_reached("S13", cells == all, "%d of %d cells (%d rights, %zu kinds of person, %zu of object)",
                   cells, all, RIGHT_COUNT, ACTORS, OBJECTS);
    ck_assert_int_eq(cells, all);
}
END_TEST

START_TEST(rights__every_one__says_what_it_lets_a_person_do)
{
    for (enum right right = 0; right < RIGHT_COUNT; right++) {
        ck_assert_str_ne(right_label(right), "");
    }
}
END_TEST

START_TEST(rights__values_out_of_range__allow_nothing)
{
    ck_assert(!rights_can(&(struct actor){.role = ROLE_COUNT}, RIGHT_CASE_READ, NULL));
    ck_assert(!rights_can(&(struct actor){.role = ROLE_LEAD}, RIGHT_COUNT, NULL));
    ck_assert(!rights_can(&(struct actor){.is_owner = true}, RIGHT_COUNT, NULL));
    ck_assert_str_eq(right_label(RIGHT_COUNT), "");
    ck_assert_str_eq(role_code(ROLE_COUNT), "");
    ck_assert_str_eq(role_label(ROLE_COUNT), "未签到");
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

SUITE_MAIN("domain/rights", rights__every_cell__is_as_written_by_hand,
           rights__every_one__says_what_it_lets_a_person_do, rights__values_out_of_range__allow_nothing,
           role__codes__round_trip)
