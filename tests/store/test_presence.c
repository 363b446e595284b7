#include "suite.h"

#include <unistd.h>

#include "store/store_fixture.h"
#include "zuoxi/store/presence.h"

START_TEST(anybody_signed_in__is_seen_until_the_last_desk_ends)
{
    struct store *store = fixture_open();
    const char *database = db_path(store_db(store));
    ck_assert(!presence_is_any(database));
    int one = presence_hold(database, "00000000000000000000000000000abc");
    int other = presence_hold(database, "00000000000000000000000000000abd");
    ck_assert_int_ge(one, 0);
    ck_assert(presence_is_any(database));
    close(one);
    ck_assert(presence_is_any(database));
    ck_assert(!presence_is_held(database, "00000000000000000000000000000abc"));
    close(other);
    ck_assert(!presence_is_any(database));
    fixture_close(store);
}
END_TEST

SUITE_MAIN("store/presence", anybody_signed_in__is_seen_until_the_last_desk_ends)
