#include "suite.h"

#include <stdio.h>

#include "zuoxi/domain/address.h"

START_TEST(compose__parts_with_and_without_words__reads_as_people_write_it)
{
    static const struct {
        const char *community, *building, *entrance, *room, *address;
    } cases[] = {{"阳光城", "7", "1", "402", "阳光城7-1-402"},
                 {"阳光城", "7号楼", "1单元", "402室", "阳光城7号楼1单元402室"},
                 {"阳光城", "7号楼", "1", "402", "阳光城7号楼1-402"},
                 {"阳光城", "", "", "402", "阳光城402"},
                 {"", "7", "", "402", "7-402"},
                 {"阳光城A", "7", "", "", "阳光城A-7"},
                 {"", "", "", "", ""}};
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct customer customer = {0};
        char address[sizeof(customer.address)];
        snprintf(customer.community, sizeof(customer.community), "%s", cases[i].community);
        snprintf(customer.building, sizeof(customer.building), "%s", cases[i].building);
        snprintf(customer.entrance, sizeof(customer.entrance), "%s", cases[i].entrance);
        snprintf(customer.room, sizeof(customer.room), "%s", cases[i].room);
        address_compose(&customer, address, sizeof(address));
        ck_assert_str_eq(address, cases[i].address);
    }
}
END_TEST

SUITE_MAIN("domain/address", compose__parts_with_and_without_words__reads_as_people_write_it)
