#ifndef ZUOXI_DOMAIN_AREA_H
#define ZUOXI_DOMAIN_AREA_H

/*
 * The area a notice concerns, as people write it, and whether a caller is in it (spec section 5). Pure; a
 * match is string comparisons only, so that fifty live notices cost microseconds at every key.
 *
 * Buildings: "和平里3-5号楼、7号楼2单元；阳光城": parts between 、，；or line ends; a part without a
 * community belongs to the one before; numbers are ranges (- ～ 至 到), a number behind them is the entrance;
 * a community alone is all of it. Stations: their names. Categories: labels or codes of any level, types
 * included.
 */

#include <stdbool.h>
#include <stddef.h>

#include "zuoxi/base/str.h"
#include "zuoxi/domain/customer.h"

#define AREA_NAME_SIZE (4 * 60 + 1)
#define AREA_WORD_SIZE 24
#define AREA_STOPS_MAX 4

/* One part of the list of buildings. */
struct area_spot {
    char community[AREA_NAME_SIZE];
    char first[AREA_WORD_SIZE], last[AREA_WORD_SIZE];             /* building; '' = all of the community */
    char entrance[AREA_WORD_SIZE], entrance_last[AREA_WORD_SIZE]; /* '' = all of the building */
};

struct area_names {
    char (*items)[AREA_NAME_SIZE]; /* owned */
    size_t count, capacity;
};

struct area {
    struct area_spot *spots; /* owned */
    size_t spot_count, spot_capacity;
    struct area_names stations, categories;
};

/* Where a caller is: the words of an address, its blanks and counters taken out; each run of Han may be the
 * end of the community's name. */
struct area_stop {
    size_t end;                                              /* bytes of words */
    char building[AREA_WORD_SIZE], entrance[AREA_WORD_SIZE]; /* the numbers behind it, '' none */
};
struct area_place {
    char words[4 * 120 + 1];
    struct area_stop stops[AREA_STOPS_MAX];
    size_t stop_count;
    bool is_exact; /* words is the community and nothing before it */
    char station[AREA_NAME_SIZE];
};

/* Any text is understood somehow; area_describe() says how. area is overwritten; area_clear() frees it. */
void area_parse(struct area *area, const char *buildings, const char *stations, const char *categories);
void area_clear(struct area *area);
/* "和平里3至5号楼、和平里7号楼2单元、阳光城全部" for the buildings as they were understood. Appends. */
void area_describe(const struct area *area, struct str *out);

/* A typed address and station; a household by its parts. */
void area_place_address(struct area_place *place, const char *address, const char *station);
void area_place_customer(struct area_place *place, const struct customer *customer);
/* The building as a list of buildings would name it ("和平里3号楼"); false when the place has none. */
bool area_place_building(const struct area_place *place, char *out, size_t size);

/*
 * Is the place in the area: one of its buildings or one of its stations (an area with neither is everywhere),
 * and one of its categories, where it has any and the matter (names: the code and label of its type and
 * category and what stands above it) has been chosen (count > 0)?
 */
bool area_covers(const struct area *area, const struct area_place *place, const char *const *names,
                 size_t count);

#endif
