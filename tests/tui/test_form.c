#include "suite.h"

#include <stdio.h>
#include <string.h>

#include "zuoxi/base/utf8.h"
#include "zuoxi/tui/form.h"
#include "zuoxi/tui/layout.h"
#include "zuoxi/tui/list.h"

static const struct form_choice types[] = {{"ask", "咨询", NULL, ""},      {"repair", "报修", "", ""},
                                           {"cold", "不热", "repair", ""}, {"leak", "漏水", "repair", ""},
                                           {"one", "单户", "cold", ""},    {"praise", "表扬", NULL, ""}};
static const struct form_item items[] = {
    {.name = "phone", .label = "号码", .kind = FORM_LINE, .max = 11, .row = 0, .span = 6},
    {.name = "name", .label = "用户", .kind = FORM_LINE, .max = 20, .row = 0, .column = 6, .span = 6},
    {.name = "note", .label = "欠费", .kind = FORM_NOTE, .row = 1, .span = 12},
    {.name = "type",
     .label = "类型",
     .kind = FORM_CHOICE,
     .row = 2,
     .span = 6,
     .choices = types,
     .choice_count = 6},
    {.name = "told", .label = "已复述", .kind = FORM_TICK, .row = 2, .column = 6, .span = 6},
    {.name = "content", .label = "内容", .kind = FORM_PARAGRAPH, .max = 500, .row = 3, .span = 12},
};

static struct form *open_form(void)
{
    return form_new(items, sizeof(items) / sizeof(items[0]));
}

static void type(struct form *form, const char *text)
{
    size_t length = strlen(text);
    uint32_t code;

    for (size_t at = 0; at < length;) {
        at += utf8_decode(text + at, length - at, &code);
        form_key(form, code == '\t' ? UI_KEY_TAB : code == '\n' ? UI_KEY_ENTER : code, NULL);
    }
}

#define EXPECT(form, name, text) ck_assert_str_eq(form_get(form, name), text)
#define EXPECT_FOCUS(form, name) ck_assert_str_eq(form_focus(form), name)

START_TEST(tab_and_enter__walk_the_items_that_can_be_filled)
{
    struct form *form = open_form();

    EXPECT_FOCUS(form, "phone");
    type(form, "138\n孙丽\t");
    EXPECT_FOCUS(form, "type");
    EXPECT(form, "phone", "138");
    EXPECT(form, "name", "孙丽");
    form_key(form, UI_SHIFT | UI_KEY_TAB, NULL);
    EXPECT_FOCUS(form, "name");
    form_set_focus(form, "content");
    form_key(form, UI_KEY_TAB, NULL); /* around the end */
    EXPECT_FOCUS(form, "phone");
    form_set_focus(form, "note");
    EXPECT_FOCUS(form, "phone");
    form_free(&form);
}
END_TEST

START_TEST(arrows__go_to_the_row_above_or_below)
{
    struct form *form = open_form();

    form_set_focus(form, "name");
    ck_assert(form_key(form, UI_KEY_DOWN, NULL));
    EXPECT_FOCUS(form, "told");
    ck_assert(form_key(form, UI_KEY_UP, NULL));
    EXPECT_FOCUS(form, "name");
    ck_assert(!form_key(form, UI_KEY_UP, NULL));
    form_free(&form);
}
END_TEST

START_TEST(digits__pick_descend_and_go_on)
{
    struct form *form = open_form();

    form_set_focus(form, "type");
    type(form, "2");
    EXPECT(form, "type", "repair");
    EXPECT_FOCUS(form, "type"); /* its children are offered now */
    type(form, "2");
    EXPECT(form, "type", "leak");
    EXPECT_FOCUS(form, "told");
    form_set_focus(form, "type"); /* coming back: the siblings of what was chosen */
    type(form, "11");
    EXPECT(form, "type", "one");
    type(form, "9");
    EXPECT(form, "type", "one");
    form_free(&form);
}
END_TEST

START_TEST(backspace__goes_up_and_clears)
{
    struct form *form = open_form();

    form_set(form, "type", "one");
    form_set_focus(form, "type");
    form_key(form, UI_KEY_BACKSPACE, NULL);
    EXPECT(form, "type", "cold");
    form_key(form, UI_KEY_BACKSPACE, NULL);
    EXPECT(form, "type", "repair");
    form_key(form, UI_KEY_BACKSPACE, NULL);
    EXPECT(form, "type", "");
    type(form, "1");
    EXPECT(form, "type", "ask");
    form_free(&form);
}
END_TEST

START_TEST(arrows_in_a_choice__walk_its_siblings)
{
    struct form *form = open_form();

    form_set_focus(form, "type");
    form_key(form, UI_KEY_RIGHT, NULL);
    EXPECT(form, "type", "ask");
    form_key(form, UI_KEY_RIGHT, NULL);
    EXPECT(form, "type", "repair");
    form_key(form, UI_KEY_RIGHT, NULL);
    EXPECT(form, "type", "praise");
    form_key(form, UI_KEY_RIGHT, NULL);
    EXPECT(form, "type", "ask");
    form_key(form, UI_KEY_LEFT, NULL);
    EXPECT(form, "type", "praise");
    ck_assert(!form_key(form, '/', NULL)); /* left to the page's actions */
    form_free(&form);
}
END_TEST

START_TEST(words_on_a_choice_or_a_tick__go_to_the_next_text_and_digits_stay)
{
    struct form *form = open_form();

    form_set_focus(form, "type");
    type(form, "屋里漏水");
    EXPECT_FOCUS(form, "content");
    EXPECT(form, "content", "屋里漏水");
    form_set_focus(form, "told");
    form_paste(form, "，很急", strlen("，很急"), NULL);
    EXPECT(form, "content", "屋里漏水，很急");
    EXPECT(form, "told", "");
    form_set_focus(form, "type");
    type(form, "9");
    EXPECT_FOCUS(form, "type");
    form_free(&form);
}
END_TEST

START_TEST(new_choices__keep_the_value_and_show_an_unknown_one)
{
    static const struct form_choice others[] = {{"x", "甲", NULL, ""}, {"y", "乙", NULL, ""}};
    struct form *form = open_form();

    form_set(form, "type", "cold");
    form_set_choices(form, "type", others, 2);
    EXPECT(form, "type", "cold"); /* nothing is lost because a list changed */
    form_set_focus(form, "type");
    type(form, "2");
    EXPECT(form, "type", "y");
    form_free(&form);
}
END_TEST

START_TEST(ticks__toggle)
{
    struct form *form = open_form();

    form_set_focus(form, "told");
    type(form, " ");
    EXPECT(form, "told", "1");
    type(form, "x");
    EXPECT(form, "told", "");
    form_free(&form);
}
END_TEST

START_TEST(revision__counts_changes_only)
{
    struct form *form = open_form();
    unsigned long revision = form_revision(form);

    form_key(form, UI_KEY_TAB, NULL);
    form_key(form, UI_KEY_LEFT, NULL);
    ck_assert_uint_eq(form_revision(form), revision);
    type(form, "李");
    ck_assert_uint_ne(form_revision(form), revision);
    form_free(&form);
}
END_TEST

START_TEST(full_item__says_so)
{
    struct form *form = open_form();
    bool was_full;

    type(form, "13800001234");
    form_key(form, '5', &was_full);
    ck_assert(was_full);
    form_paste(form, "99", 2, &was_full);
    ck_assert(was_full);
    EXPECT(form, "phone", "13800001234");
    form_free(&form);
}
END_TEST

START_TEST(cut_in_one_item__pastes_in_another)
{
    struct form *form = open_form();

    type(form, "138");
    form_key(form, UI_CTRL | 'A', NULL);
    form_key(form, UI_CTRL | 'X', NULL);
    form_key(form, UI_KEY_TAB, NULL);
    form_key(form, UI_CTRL | 'V', NULL);
    EXPECT(form, "phone", "");
    EXPECT(form, "name", "138");
    form_free(&form);
}
END_TEST

START_TEST(first_empty__is_found)
{
    struct form *form = open_form();

    form_set(form, "phone", "1");
    form_focus_first_empty(form);
    EXPECT_FOCUS(form, "name");
    form_free(&form);
}
END_TEST

START_TEST(layout__puts_the_side_beside_from_120_columns_on)
{
    struct layout layout = ui_layout(24, 80, true, 0);

    ck_assert(!layout.is_pane);
    ck_assert_int_eq(layout.main.y, 1);
    ck_assert_int_eq(layout.main.height + 1 + layout.side.height, 21);
    ck_assert_int_eq(layout.bar.y, 23);
    layout = ui_layout(36, 120, true, 0);
    ck_assert(layout.is_pane);
    ck_assert_int_eq(layout.side.width, 48);
    ck_assert_int_eq(layout.main.width + 1 + layout.side.width, 120);
    ck_assert(ui_layout(23, 80, false, 0).is_too_small);
    ck_assert(ui_layout(24, 79, false, 0).is_too_small);
}
END_TEST

START_TEST(popups__stay_on_the_page_whatever_they_wish)
{
    struct layout layout = ui_layout(24, 80, false, 0);

    for (int size = 0; size < 400; size += 7) {
        struct rect rect = layout_popup(&layout, size, size);

        ck_assert_int_ge(rect.y, 1);
        ck_assert_int_le(rect.y + rect.height, layout.status.y);
        ck_assert_int_ge(rect.x, 0);
        ck_assert_int_le(rect.x + rect.width, 80);
    }
}
END_TEST

START_TEST(list__keeps_its_selection_inside)
{
    struct list list = {.row_count = 10};

    list_key(&list, UI_KEY_END, 4);
    ck_assert_uint_eq(list.selected, 9);
    ck_assert_uint_eq(list.top, 6);
    list_key(&list, UI_KEY_PAGE_UP, 4);
    ck_assert_uint_eq(list.selected, 6);
    list.row_count = 3; /* rows went away */
    list_key(&list, UI_KEY_DOWN, 4);
    ck_assert_uint_eq(list.selected, 2);
    ck_assert_uint_eq(list.top, 0);
    list.row_count = 0;
    list_key(&list, UI_KEY_DOWN, 4);
    ck_assert_uint_eq(list.selected, 0);
    ck_assert(!list_key(&list, UI_KEY_ENTER, 4));
    ck_assert(!list_mouse(&list, 1, 0, UI_MOUSE_PRESS, 4));
}
END_TEST

/* Choices with initials; 报修 and 表扬 begin alike. */
static const struct form_choice spelled[] = {
    {"ask", "咨询", NULL, "zx"},         {"repair", "报修", NULL, "bx"},
    {"praise", "表扬", NULL, "by"},      {"cold", "不热", "repair", "br"},
    {"one", "单户不热", "cold", "dhbr"}, {"room", "个别房间不热", "cold", "gbfjbr"},
    {"water", "热水", "repair", "rs"},   {"hot", "热水不热", "water", "rsbr"},
};
static const struct form_item spelled_items[] = {
    {.name = "type",
     .label = "类型",
     .kind = FORM_CHOICE,
     .row = 0,
     .span = 12,
     .choices = spelled,
     .choice_count = 8},
    {.name = "content", .label = "内容", .kind = FORM_LINE, .max = 20, .row = 1, .span = 12},
};

START_TEST(choices__letters_pick_by_initials_and_go_on_when_they_are_whole)
{
    struct form *form = form_new(spelled_items, 2);

    type(form, "b"); /* two begin so: nothing is chosen yet */
    EXPECT(form, "type", "");
    type(form, "q"); /* fits none: it is no letter of this list */
    type(form, "y");
    EXPECT(form, "type", "praise");
    EXPECT_FOCUS(form, "content");
    form_set_focus(form, "type");
    type(form, "zz"); /* one is left before its letters are whole: chosen, and the focus waits for the rest */
    EXPECT(form, "type", "ask");
    EXPECT_FOCUS(form, "type");
    type(form, "x");
    EXPECT_FOCUS(form, "content");
    form_free(&form);
}
END_TEST

START_TEST(choices__letters_find_what_lies_deeper_and_enter_takes_the_first)
{
    struct form *form = form_new(spelled_items, 2);

    type(form, "DHBR");
    EXPECT(form, "type", "one");
    EXPECT_FOCUS(form, "content");
    form_set_focus(form, "type");
    form_set(form, "type", "");
    type(form, "rs\n"); /* 热水 has a list of its own: Enter descends into it */
    EXPECT(form, "type", "water");
    EXPECT_FOCUS(form, "type");
    type(form, "1");
    EXPECT(form, "type", "hot");
    form_set_focus(form, "type");
    form_set(form, "type", "");
    type(form, "b");
    form_key(form, UI_KEY_BACKSPACE, NULL); /* takes the letter back */
    type(form, "zx");
    EXPECT(form, "type", "ask");
    form_free(&form);
}
END_TEST

static const struct form_choice lines[] = {
    {"", "请打开门窗", NULL, ""}, {"", "不要点火", NULL, ""}, {"", "请到室外", NULL, ""}};
static const struct form_item list_items[] = {
    {.name = "told",
     .label = "先说",
     .kind = FORM_LIST,
     .row = 0,
     .span = 12,
     .choices = lines,
     .choice_count = 3},
    {.name = "at", .label = "通知", .kind = FORM_LINE, .max = 24, .row = 1, .span = 12, .flags = FORM_MOMENT},
};

START_TEST(lists__space_ticks_line_after_line_and_digits_any)
{
    struct form *form = form_new(list_items, 2);

    type(form, "  ");
    EXPECT(form, "told", "请打开门窗\n不要点火");
    type(form, "31");
    EXPECT(form, "told", "不要点火\n请到室外");
    ck_assert(form_key(form, UI_KEY_DOWN, NULL));
    ck_assert(form_key(form, UI_KEY_DOWN, NULL));
    EXPECT_FOCUS(form, "told");
    ck_assert(form_key(form, UI_KEY_DOWN, NULL)); /* past the last line */
    EXPECT_FOCUS(form, "at");
    form_free(&form);
}
END_TEST

START_TEST(lists__what_was_ticked_and_is_no_longer_offered_stays)
{
    struct form *form = form_new(list_items, 2);

    form_set(form, "told", "从前的话\n不要点火");
    type(form, "1");
    EXPECT(form, "told", "请打开门窗\n不要点火\n从前的话");
    form_free(&form);
}
END_TEST

static void half_past_two(void *context, char out[24])
{
    (void)context;
    strcpy(out, "14:30");
}

START_TEST(moments__space_writes_the_present_into_an_empty_field_only)
{
    struct form *form = form_new(list_items, 2);

    form_set_focus(form, "at");
    form_set_moment(form, half_past_two, NULL);
    type(form, " ");
    EXPECT(form, "at", "14:30");
    type(form, " x");
    EXPECT(form, "at", "14:30 x");
    form_free(&form);
}
END_TEST

/* Thirty rows in three parts; the last row is pinned. */
static struct form *open_long(void)
{
    static char names[30][16];
    struct form_item rows[30];

    for (int i = 0; i < 30; i++) {
        snprintf(names[i], sizeof(names[i]), "row%d", i);
        rows[i] = (struct form_item){
            .name = names[i], .label = names[i], .kind = FORM_LINE, .max = 9, .row = i, .span = 12};
        rows[i].flags = i % 10 == 0 ? FORM_PART : i == 29 ? FORM_PINNED : 0;
    }
    return form_new(rows, 30);
}

START_TEST(parts__page_keys_go_from_part_to_part)
{
    struct form *form = open_long();

    ck_assert(form_key(form, UI_KEY_PAGE_DOWN, NULL));
    EXPECT_FOCUS(form, "row10");
    type(form, "\t\t");
    form_key(form, UI_KEY_PAGE_UP, NULL);
    EXPECT_FOCUS(form, "row10");
    form_key(form, UI_KEY_PAGE_UP, NULL);
    EXPECT_FOCUS(form, "row0");
    form_key(form, UI_KEY_PAGE_DOWN, NULL);
    form_key(form, UI_KEY_PAGE_DOWN, NULL);
    form_key(form, UI_KEY_PAGE_DOWN, NULL);
    EXPECT_FOCUS(form, "row29");
    form_free(&form);
    form = open_form(); /* has no parts: the keys are free for others */
    ck_assert(!form_key(form, UI_KEY_PAGE_DOWN, NULL));
    form_free(&form);
}
END_TEST

SUITE_MAIN("form", tab_and_enter__walk_the_items_that_can_be_filled, arrows__go_to_the_row_above_or_below,
           digits__pick_descend_and_go_on, backspace__goes_up_and_clears,
           arrows_in_a_choice__walk_its_siblings,
           words_on_a_choice_or_a_tick__go_to_the_next_text_and_digits_stay,
           new_choices__keep_the_value_and_show_an_unknown_one, ticks__toggle, revision__counts_changes_only,
           full_item__says_so, cut_in_one_item__pastes_in_another, first_empty__is_found,
           layout__puts_the_side_beside_from_120_columns_on, popups__stay_on_the_page_whatever_they_wish,
           list__keeps_its_selection_inside, choices__letters_pick_by_initials_and_go_on_when_they_are_whole,
           choices__letters_find_what_lies_deeper_and_enter_takes_the_first,
           lists__space_ticks_line_after_line_and_digits_any,
           lists__what_was_ticked_and_is_no_longer_offered_stays,
           moments__space_writes_the_present_into_an_empty_field_only, parts__page_keys_go_from_part_to_part)
