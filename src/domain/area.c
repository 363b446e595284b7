#include "zuoxi/domain/area.h"

#include <stdlib.h>
#include <string.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/domain/place.h"

static const char *const separators[] = {"、", "，", "；", "。", "及", ",", ";", "\n", "\r", NULL};
static const char *const range_signs[] = {"-", "~", "～", "－", "—", "–", "至", "到", NULL};
/* What people add to a community's name or leave out. */
static const char *const community_ends[] = {"全部楼栋", "所有楼栋", "全小区", "小区", "社区", "全部", NULL};
static const char *const station_ends[] = {"换热站", "站", NULL};

/* Bytes of the one of list that text begins with, 0: none. */
static size_t begins_with(const char *text, const char *const *list)
{
    for (size_t i = 0; list[i] != NULL; i++) {
        if (strncmp(text, list[i], strlen(list[i])) == 0) {
            return strlen(list[i]);
        }
    }
    return 0;
}

static bool ends_in(const char *text, size_t length, const char *end, size_t end_length)
{
    return length >= end_length && memcmp(text + length - end_length, end, end_length) == 0;
}

/* The length without the ends, several of them too; never nothing. */
static size_t without_end(const char *text, size_t length, const char *const *ends)
{
    for (size_t i = 0; ends[i] != NULL; i++) {
        size_t end = strlen(ends[i]);
        if (length > end && ends_in(text, length, ends[i], end)) {
            return without_end(text, length - end, ends);
        }
    }
    return length;
}

static bool is_word(const char *fragment)
{
    return (fragment[0] >= '0' && fragment[0] <= '9') || (fragment[0] >= 'a' && fragment[0] <= 'z');
}

/* The fragments of a text one by one: *rest moves on; false at the end. */
static bool next_fragment(const char **rest, char *out, size_t size)
{
    size_t length = strcspn(*rest, " ");
    if (length == 0) {
        return false;
    }
    size_t kept = length < size ? length : size - 1;
    memcpy(out, *rest, kept);
    out[kept] = '\0';
    *rest += length + ((*rest)[length] == ' ');
    return true;
}

static void append(char *to, size_t size, const char *text)
{
    size_t used = strlen(to);
    text_copy(to + used, size - used, text);
}

static void add_stop(struct area_place *place)
{
    if (place->stop_count < AREA_STOPS_MAX) {
        size_t length = strlen(place->words);
        place->stops[place->stop_count++].end = without_end(place->words, length, community_ends);
    }
}

/* Words behind a run of Han are the numbers of its last stop. */
static void add_number(struct area_place *place, const char *word)
{
    if (place->stop_count == 0) {
        return;
    }
    struct area_stop *stop = &place->stops[place->stop_count - 1];
    if (stop->building[0] == '\0') {
        text_copy(stop->building, sizeof(stop->building), word);
    } else if (stop->entrance[0] == '\0') {
        text_copy(stop->entrance, sizeof(stop->entrance), word);
    }
}

static void add_fragments(struct area_place *place, const char *text, bool only_numbers)
{
    struct str fragments = {0};
    char fragment[AREA_NAME_SIZE];
    place_fragments(text, &fragments);
    const char *rest = str_text(&fragments);
    while (next_fragment(&rest, fragment, sizeof(fragment))) {
        if (!only_numbers) {
            append(place->words, sizeof(place->words), fragment);
        }
        if (is_word(fragment)) {
            add_number(place, fragment);
        } else if (!only_numbers) {
            add_stop(place);
        }
    }
    str_free(&fragments);
}

void area_place_address(struct area_place *place, const char *address, const char *station)
{
    *place = (struct area_place){0};
    text_copy(place->station, sizeof(place->station), station);
    add_fragments(place, address, false);
}

void area_place_customer(struct area_place *place, const struct customer *customer)
{
    if (customer->community[0] == '\0') {
        area_place_address(place, customer->address, customer->station);
        return;
    }
    area_place_address(place, customer->community, customer->station);
    /* The name is one whatever it is made of ("万科A区"): one stop, then the numbers. */
    place->is_exact = true;
    memset(place->stops, 0, sizeof(place->stops));
    place->stop_count = 0;
    add_stop(place);
    add_fragments(place, customer->building, true);
    add_fragments(place, customer->entrance, true);
}

static bool is_number(const char *word)
{
    return word[0] != '\0' && word[strspn(word, "0123456789")] == '\0';
}

bool area_place_building(const struct area_place *place, char *out, size_t size)
{
    for (size_t i = 0; i < place->stop_count; i++) {
        const char *building = place->stops[i].building;
        if (building[0] != '\0') {
            return text_format(out, size, is_number(building) ? _("%.*s%s号楼") : _("%.*s%s座"),
                               (int)place->stops[i].end, place->words, building);
        }
    }
    return false;
}

static void add_name(struct area_names *names, const char *text, size_t length, const char *const *ends)
{
    while (length > 0 && text[0] == ' ') {
        text++;
        length--;
    }
    while (length > 0 && text[length - 1] == ' ') {
        length--;
    }
    length = ends == NULL ? length : without_end(text, length, ends);
    if (length == 0) {
        return;
    }
    mem_reserve((void **)&names->items, &names->capacity, names->count + 1, sizeof(*names->items));
    text_format(names->items[names->count++], AREA_NAME_SIZE, "%.*s", (int)length, text);
}

/* Call visit for each part between separators. */
static void each_part(const char *text, void (*visit)(void *context, const char *part, size_t length),
                      void *context)
{
    const char *start = text;
    for (const char *at = text;; at++) {
        size_t between = *at == '\0' ? 0 : begins_with(at, separators);
        if (*at == '\0' || between > 0) {
            if (at > start) {
                visit(context, start, (size_t)(at - start));
            }
            if (*at == '\0') {
                return;
            }
            at += between - 1;
            start = at + 1;
        }
    }
}

/* What stands on one side of a range sign: a community and up to two numbers. */
struct side {
    char community[AREA_NAME_SIZE];
    char numbers[2][AREA_WORD_SIZE];
    size_t count;
};

static void read_side(struct side *side, const char *text)
{
    struct area_place place;
    *side = (struct side){0};
    area_place_address(&place, text, "");
    if (place.stop_count > 0) {
        const struct area_stop *last = &place.stops[place.stop_count - 1];
        text_format(side->community, sizeof(side->community), "%.*s", (int)last->end, place.words);
        memcpy(side->numbers[0], last->building, AREA_WORD_SIZE);
        memcpy(side->numbers[1], last->entrance, AREA_WORD_SIZE);
    } else {
        struct str fragments = {0};
        place_fragments(text, &fragments);
        const char *rest = str_text(&fragments);
        for (size_t i = 0; i < 2 && next_fragment(&rest, side->numbers[i], AREA_WORD_SIZE); i++) {
        }
        str_free(&fragments);
    }
    side->count = side->numbers[0][0] == '\0' ? 0 : side->numbers[1][0] == '\0' ? 1 : 2;
}

/* Where a range sign parts two numbers; 0: nowhere. *length = its bytes. */
static size_t find_range(const char *text, size_t *length)
{
    for (size_t at = 1; text[at] != '\0'; at++) {
        *length = begins_with(text + at, range_signs);
        const char *behind = text + at + *length;
        if (*length > 0 && behind[0] != '\0') {
            struct side left, right;
            char *before = mem_copy_bytes(text, at);
            read_side(&left, before);
            read_side(&right, behind);
            free(before);
            if (left.count > 0 && right.count > 0 && right.community[0] == '\0') {
                return at;
            }
        }
    }
    return 0;
}

static void add_spot(void *context, const char *part, size_t length)
{
    struct area *area = context;
    struct area_spot spot = {0};
    struct side left, right = {0};
    char *text = mem_copy_bytes(part, length);
    size_t sign = 0, at = find_range(text, &sign);
    if (at > 0) {
        read_side(&right, text + at + sign);
        text[at] = '\0';
    }
    read_side(&left, text);
    free(text);
    if (left.community[0] == '\0' && area->spot_count > 0) {
        text_copy(left.community, sizeof(left.community), area->spots[area->spot_count - 1].community);
    }
    if (left.community[0] == '\0') {
        return; /* numbers of nothing */
    }
    bool is_entrances = left.count == 2; /* "3号楼1-2单元" */
    text_copy(spot.community, sizeof(spot.community), left.community);
    text_copy(spot.first, AREA_WORD_SIZE, left.numbers[0]);
    text_copy(spot.last, AREA_WORD_SIZE,
              !is_entrances && right.count > 0 ? right.numbers[0] : left.numbers[0]);
    text_copy(spot.entrance, AREA_WORD_SIZE, is_entrances ? left.numbers[1] : right.numbers[1]);
    text_copy(spot.entrance_last, AREA_WORD_SIZE,
              is_entrances && right.count > 0 ? right.numbers[0] : spot.entrance);
    mem_reserve((void **)&area->spots, &area->spot_capacity, area->spot_count + 1, sizeof(*area->spots));
    area->spots[area->spot_count++] = spot;
}

static void add_station(void *context, const char *part, size_t length)
{
    add_name(&((struct area *)context)->stations, part, length, station_ends);
}

static void add_category(void *context, const char *part, size_t length)
{
    add_name(&((struct area *)context)->categories, part, length, NULL);
}

void area_parse(struct area *area, const char *buildings, const char *stations, const char *categories)
{
    *area = (struct area){0};
    each_part(buildings, add_spot, area);
    each_part(stations, add_station, area);
    each_part(categories, add_category, area);
}

void area_clear(struct area *area)
{
    free(area->spots);
    free(area->stations.items);
    free(area->categories.items);
    *area = (struct area){0};
}

static void add_range(struct str *out, const char *first, const char *last, const char *unit)
{
    str_add(out, first);
    if (strcmp(first, last) != 0) {
        str_printf(out, _("至%s"), last);
    }
    str_add(out, unit);
}

void area_describe(const struct area *area, struct str *out)
{
    for (size_t i = 0; i < area->spot_count; i++) {
        const struct area_spot *spot = &area->spots[i];
        str_printf(out, "%s%s", i > 0 ? "、" : "", spot->community);
        if (spot->first[0] == '\0') {
            str_add(out, _("全部"));
            continue;
        }
        add_range(out, spot->first, spot->last, is_number(spot->first) ? _("号楼") : _("座"));
        if (spot->entrance[0] != '\0') {
            add_range(out, spot->entrance, spot->entrance_last, _("单元"));
        }
    }
}

static bool fits_range(const char *word, const char *first, const char *last)
{
    if (first[0] == '\0') {
        return true;
    }
    if (is_number(word) && is_number(first) && is_number(last)) {
        long value = strtol(word, NULL, 10);
        return value >= strtol(first, NULL, 10) && value <= strtol(last, NULL, 10);
    }
    return strcmp(word, first) == 0 || strcmp(word, last) == 0;
}

static bool covers_spot(const struct area_spot *spot, const struct area_place *place)
{
    size_t length = strlen(spot->community);
    for (size_t i = 0; i < place->stop_count; i++) {
        size_t end = place->stops[i].end;
        bool is_named =
            ends_in(place->words, end, spot->community, length) && (!place->is_exact || end == length);
        if (is_named && fits_range(place->stops[i].building, spot->first, spot->last) &&
            fits_range(place->stops[i].entrance, spot->entrance, spot->entrance_last)) {
            return true;
        }
    }
    return false;
}

static bool has_station(const struct area *area, const char *station)
{
    size_t length = without_end(station, strlen(station), station_ends);
    for (size_t i = 0; length > 0 && i < area->stations.count; i++) {
        const char *name = area->stations.items[i];
        if (strlen(name) == length && memcmp(name, station, length) == 0) {
            return true;
        }
    }
    return false;
}

static bool has_category(const struct area *area, const char *const *names, size_t count)
{
    for (size_t i = 0; i < area->categories.count; i++) {
        for (size_t n = 0; n < count; n++) {
            if (strcmp(area->categories.items[i], names[n]) == 0) {
                return true;
            }
        }
    }
    return area->categories.count == 0 || count == 0;
}

bool area_covers(const struct area *area, const struct area_place *place, const char *const *names,
                 size_t count)
{
    if (!has_category(area, names, count)) {
        return false;
    }
    if (area->spot_count == 0 && area->stations.count == 0) {
        return true;
    }
    for (size_t i = 0; i < area->spot_count; i++) {
        if (covers_spot(&area->spots[i], place)) {
            return true;
        }
    }
    return has_station(area, place->station);
}
