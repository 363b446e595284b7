/* A community and the first numbers behind it are found in the index of addresses. */

#include "store/store_fixture.h"

#include <stdio.h>
#include <string.h>

#include "zuoxi/base/str.h"
#include "zuoxi/store/customer_place.h"
#include "zuoxi/store/record.h"

static void add(struct store *store, const char *name, const char *address)
{
    static struct customer customer;
    customer = (struct customer){.name = ""};
    snprintf(customer.name, sizeof(customer.name), "%s", name);
    snprintf(customer.address, sizeof(customer.address), "%s", address);
    fixture_ok(record_insert(store, &customer_fields, &customer, &err));
}

static struct store *open_town(void)
{
    struct store *store = fixture_open();
    fixture_begin(store);
    add(store, "甲", "阳光城5-3-302");
    add(store, "乙", "阳光城5-30-101");
    add(store, "丙", "阳光里5-3-101");
    add(store, "丁", "阳光城3-5-101");
    add(store, "戊", "阳光城15-3-101");
    add(store, "己", "阳光城东区5-3-101");
    add(store, "庚", "阳光大厦");
    add(store, "辛", "和平里5-3-101");
    fixture_commit(store);
    return store;
}

START_TEST(place__finds_every_community_that_begins_so__whole_numbers_before_longer_ones)
{
    static const struct {
        const char *words, *names;
    } rows[] = {
        {"阳光城 5 3", "甲 乙 丁 己"}, /* 丁: the numbers the other way round */
        {"阳光 5 3", "甲 乙 丁 己 丙"}, {"5 3 阳光里", "丙"}, {"3 5 和平", "辛"}, {"阳光城 5 3 302", "甲"},
        {"阳光城 5 3 30", "甲"},        {"阳光城 5", ""}, /* of another form: one number */
        {"阳光城 5 302", ""}, /* a long number: the index of words is quick enough */
        {"阳光 建国 5 3", ""},          {"5 3", ""},          {"", ""},           {"火星 5 3", ""},
    };
    struct store *store = open_town();
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct customer_row found[8];
        struct str names = {0};
        size_t count;
        fixture_ok(customer_place_find(store, rows[i].words, 8, found, &count, &err));
        for (size_t j = 0; j < count; j++) {
            str_printf(&names, "%s%s", j > 0 ? " " : "", found[j].name);
        }
        ck_assert_msg(strcmp(str_text(&names), rows[i].names) == 0, "%s: %s, not %s", rows[i].words,
                      str_text(&names), rows[i].names);
        str_free(&names);
    }
    fixture_close(store);
}
END_TEST

START_TEST(place__gives_no_more_than_asked_for)
{
    struct store *store = open_town();
    struct customer_row found[2];
    size_t count;
    fixture_ok(customer_place_find(store, "阳光 5 3", 2, found, &count, &err));
    ck_assert_uint_eq(count, 2);
    fixture_close(store);
}
END_TEST

FIXTURE_MAIN("customer_place", place__finds_every_community_that_begins_so__whole_numbers_before_longer_ones,
             place__gives_no_more_than_asked_for)
