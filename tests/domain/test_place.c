#include "suite.h"

#include <string.h>

#include "domain/reference.h"
#include "zuoxi/domain/place.h"

START_TEST(fragments__addresses_in_every_manner__become_what_the_stored_one_has)
{
    static const struct {
        const char *typed, *fragments;
        int count;
    } rows[] = {
        {"阳光 7 302", "阳光 7 302", 3},
        {"302 阳光城 7栋", "302 阳光城 7", 3},
        {"阳光城7号楼3单元302室", "阳光城 7 3 302", 4},
        {"阳光城7-3-302", "阳光城 7 3 302", 4},
        {"阳光７＃３０２", "阳光 7 302", 3},
        {"和平里 A座1201房", "和平里 a 1201", 3},
        {"7幢2门", "7 2", 2},
        {"建设路15号院2号楼", "建设路 15 院 2", 4},
        {"3楼东户", "3 东户", 2},
        {"单元楼", "单元楼", 1},
        {"王芳 阳光城", "王芳 阳光城", 2},
        {"B2", "b2", 1},
        {"  阳光　城 ", "阳光 城", 2},
        {"", "", 0},
        {" -，。", "", 0},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct str out = {0};
        int count = place_fragments(rows[i].typed, &out);
        ck_assert_str_eq(str_text(&out), rows[i].fragments);
        ck_assert_int_eq(count, rows[i].count);
        str_free(&out);
    }
}
END_TEST

START_TEST(fragments__of_fragments__are_the_same)
{
    static const char *const pieces[] = {"阳光", "7", "302", "号楼", "单元", " ",  "-",
                                         "Ａ",   "b", "室",  "\xff", "#",    "東", "·"};
    uint64_t seed = 3;
    for (int i = 0; i < 20000; i++) {
        char text[128] = "";
        struct str once = {0}, twice = {0};
        for (uint32_t k = reference_random(&seed, 12); k > 0; k--) {
            strcat(text, pieces[reference_random(&seed, sizeof(pieces) / sizeof(pieces[0]))]);
        }
        int count = place_fragments(text, &once);
        ck_assert_int_eq(place_fragments(str_text(&once), &twice), count);
        ck_assert_str_eq(str_text(&twice), str_text(&once));
        str_free(&once);
        str_free(&twice);
    }
}
END_TEST

SUITE_MAIN("domain/place", fragments__addresses_in_every_manner__become_what_the_stored_one_has,
           fragments__of_fragments__are_the_same)
