#include "suite.h"

#include <string.h>

#include "zuoxi/domain/area.h"

static bool covers(const char *buildings, const char *stations, const char *address, const char *station)
{
    struct area area;
    struct area_place place;
    area_parse(&area, buildings, stations, "");
    area_place_address(&place, address, station);
    bool is_covered = area_covers(&area, &place, NULL, 0);
    area_clear(&area);
    return is_covered;
}

START_TEST(address__in_a_list_of_buildings_as_people_write_it__is_covered)
{
    static const struct {
        const char *buildings, *address;
        bool is_covered;
    } rows[] = {
        {"和平里3-5号楼", "和平里3-2-501", true},
        {"和平里3-5号楼", "和平里5号楼1单元402室", true},
        {"和平里3-5号楼", "和平里6-1-101", false},
        {"和平里3-5号楼", "和平里13-1-101", false},
        {"和平里3-5号楼", "和平里", false},
        {"和平里3-5号楼", "春风里4-1-101", false},
        {"和平里３～５号楼", "和平里 4 栋 201", true},
        {"和平里3号楼至5号楼", "和平里4-1-101", true},
        {"和平里3号楼到5号楼", "和平里4-1-101", true},
        {"和平里3、5、7-9号楼", "和平里8-1-101", true},
        {"和平里3、5、7-9号楼", "和平里4-1-101", false},
        {"和平里3，5；阳光城", "阳光城7-1-302", true},
        {"和平里3，5；阳光城7", "阳光城3-1-302", false},
        {"阳光城", "阳光城", true},
        {"阳光城", "新市区和平路12号阳光城7号楼1单元402", true},
        {"阳光城7号楼", "和平路12号阳光城7号楼东单元402", true},
        {"阳光", "阳光城7-1-302", false},
        {"阳光城", "阳光 7 302", false},
        {"滨河小区", "滨河26-1-101", true},
        {"滨河", "滨河小区26-1-101", true},
        {"滨河小区全部", "滨河小区26-1-101", true},
        {"和平里3号楼2单元", "和平里3-2-501", true},
        {"和平里3号楼2单元", "和平里3-1-501", false},
        {"和平里3号楼1-2单元", "和平里3-2-501", true},
        {"和平里3号楼1-2单元", "和平里3-3-501", false},
        {"和平里3-5号楼2单元", "和平里4-2-501", true},
        {"和平里3-5号楼2单元", "和平里4-1-501", false},
        {"凤凰城A座", "凤凰城a座1201", true},
        {"凤凰城A座", "凤凰城B座1201", false},
        {"万科A区3号楼", "万科A区3-1-101", true},
        {"万科A区3号楼", "万科B区3-1-101", false},
        {"和平里3号楼\n幸福里", "幸福里9-1-101", true},
        {"3-5号楼", "和平里3-2-501", true}, /* numbers of nothing: no area is left, so everywhere */
        {"至善里3至5号楼", "至善里4-1-101", true},
        {"和平里3号楼及5号楼", "和平里5-1-101", true},
        {"和平里全部楼栋", "和平里5-1-101", true},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        ck_assert_msg(covers(rows[i].buildings, "", rows[i].address, "") == rows[i].is_covered,
                      "“%s” and “%s”", rows[i].buildings, rows[i].address);
    }
}
END_TEST

START_TEST(household__is_matched_by_its_parts_exactly)
{
    static const struct {
        const char *buildings, *community, *building, *entrance;
        bool is_covered;
    } rows[] = {
        {"和平里3-5号楼", "和平里", "4", "2", true},     {"和平里3-5号楼", "和平里", "4号楼", "2单元", true},
        {"和平里3-5号楼", "新和平里", "4", "2", false},  {"和平里3号楼2单元", "和平里", "3", "2", true},
        {"和平里3号楼2单元", "和平里", "3", "1", false}, {"万科A区3号楼", "万科A区", "3", "", true},
        {"万科A区", "万科A区", "9", "", true},           {"滨河", "滨河小区", "9", "", true},
        {"凤凰城A座", "凤凰城", "A座", "", true},        {"和平里3-5号楼", "和平里", "", "", false},
    };
    struct customer customer;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct area area;
        struct area_place place;
        memset(&customer, 0, sizeof(customer));
        strcpy(customer.community, rows[i].community);
        strcpy(customer.building, rows[i].building);
        strcpy(customer.entrance, rows[i].entrance);
        strcpy(customer.address, "不看这一行3-1-101");
        area_parse(&area, rows[i].buildings, "", "");
        area_place_customer(&place, &customer);
        ck_assert_msg(area_covers(&area, &place, NULL, 0) == rows[i].is_covered, "“%s” and %s %s %s",
                      rows[i].buildings, rows[i].community, rows[i].building, rows[i].entrance);
        area_clear(&area);
    }
}
END_TEST

START_TEST(household_without_parts__is_matched_by_its_address)
{
    struct customer customer = {0};
    struct area area;
    struct area_place place;
    strcpy(customer.address, "和平里3-2-501");
    strcpy(customer.station, "城东站");
    area_parse(&area, "和平里3号楼", "", "");
    area_place_customer(&place, &customer);
    ck_assert(area_covers(&area, &place, NULL, 0));
    ck_assert_str_eq(place.station, "城东站");
    area_clear(&area);
}
END_TEST

START_TEST(station__covers_whatever_the_building)
{
    ck_assert(covers("", "城东站", "和平里3-2-501", "城东站"));
    ck_assert(covers("", "城东站、城西站", "", "城西站"));
    ck_assert(covers("", "城东", "", "城东站"));
    ck_assert(covers("", "城东换热站", "", "城东站"));
    ck_assert(!covers("", "城东站", "", "城南站"));
    ck_assert(!covers("", "城东站", "和平里3-2-501", ""));
    ck_assert(covers("阳光城", "城东站", "和平里3-2-501", "城东站"));
    ck_assert(covers("阳光城", "城东站", "阳光城3-2-501", "城西站"));
    ck_assert(!covers("阳光城", "城东站", "和平里3-2-501", "城西站"));
}
END_TEST

START_TEST(no_area__is_everywhere)
{
    ck_assert(covers("", "", "和平里3-2-501", ""));
    ck_assert(covers("", "", "", ""));
}
END_TEST

START_TEST(categories__keep_other_matters_out_once_one_is_chosen)
{
    static const char *const heat[] = {"repair", "报修", "no_heat", "不热", "no_heat.single", "单户不热"};
    static const char *const price[] = {"inquiry", "咨询", "price", "收费政策"};
    struct area area;
    struct area_place place;
    area_parse(&area, "和平里", "", "不热，漏水");
    area_place_address(&place, "和平里3-2-501", "");
    ck_assert(area_covers(&area, &place, heat, 6));
    ck_assert(!area_covers(&area, &place, price, 4));
    ck_assert(area_covers(&area, &place, NULL, 0));
    area_clear(&area);
}
END_TEST

START_TEST(description__says_how_the_list_was_understood)
{
    struct area area;
    struct str text = {0};
    area_parse(&area, "和平里3-5号楼、7号楼2单元；阳光城", "", "");
    area_describe(&area, &text);
    ck_assert_str_eq(str_text(&text), "和平里3至5号楼、和平里7号楼2单元、阳光城全部");
    str_free(&text);
    area_clear(&area);
}
END_TEST

START_TEST(building_of_a_place__can_be_read_back_as_an_area)
{
    static const struct {
        const char *address, *building;
    } rows[] = {{"和平里3-2-501", "和平里3号楼"},
                {"阳光城 7号楼1单元", "阳光城7号楼"},
                {"凤凰城A座1201", "凤凰城a座"},
                {"没有号码", NULL},
                {"", NULL},
                {"302", NULL}};
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct area_place place;
        char building[AREA_NAME_SIZE];
        area_place_address(&place, rows[i].address, "");
        bool has = area_place_building(&place, building, sizeof(building));
        ck_assert_int_eq(has, rows[i].building != NULL);
        if (has) {
            ck_assert_str_eq(building, rows[i].building);
            ck_assert(covers(building, "", rows[i].address, ""));
        }
    }
}
END_TEST

START_TEST(endless_text__is_cut_and_stays_in_its_bounds)
{
    struct area area;
    struct area_place place;
    struct str text = {0};
    for (int i = 0; i < 3000; i++) {
        str_add(&text, i % 7 == 0 ? "楼8" : "阳");
    }
    area_parse(&area, str_text(&text), str_text(&text), str_text(&text));
    area_place_address(&place, str_text(&text), str_text(&text));
    area_covers(&area, &place, NULL, 0);
    area_clear(&area);
    str_free(&text);
}
END_TEST

SUITE_MAIN("domain/area", address__in_a_list_of_buildings_as_people_write_it__is_covered,
           household__is_matched_by_its_parts_exactly, household_without_parts__is_matched_by_its_address,
           station__covers_whatever_the_building, no_area__is_everywhere,
           categories__keep_other_matters_out_once_one_is_chosen,
           description__says_how_the_list_was_understood, building_of_a_place__can_be_read_back_as_an_area,
           endless_text__is_cut_and_stays_in_its_bounds)
