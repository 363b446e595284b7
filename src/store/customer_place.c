#include "zuoxi/store/customer_place.h"

#include <string.h>

#include "store_private.h"
#include "zuoxi/base/str.h"
#include "zuoxi/base/text.h"
#include "zuoxi/store/query.h"
#include "zuoxi/store/token.h"

#define NUMBERS_MAX 3
#define NUMBER_SIZE 6
#define NUMBER_SHORT                                                                                         \
    2 /* digits; longer ones are rare enough for the index of words, but for a room behind both others */
#define COMMUNITIES_MAX 12 /* that begin alike */
#define ADDRESS_SIZE    (4 * 120 + 1)
#define LAST            "\xF4\x8F\xBF\xBF" /* the last character there is */

struct place {
    char community[ADDRESS_SIZE];
    char numbers[NUMBERS_MAX][NUMBER_SIZE];
    size_t count;
};

static bool add_word(struct place *place, const char *word, size_t length)
{
    if (strspn(word, "0123456789") >= length) {
        bool is_last = place->count == NUMBERS_MAX - 1;
        if (place->count == NUMBERS_MAX || length >= NUMBER_SIZE || (length > NUMBER_SHORT && !is_last)) {
            return false;
        }
        memcpy(place->numbers[place->count], word, length);
        place->numbers[place->count++][length] = '\0';
        return true;
    }
    if ((unsigned char)word[0] < 0x80 || place->community[0] != '\0' || length >= ADDRESS_SIZE) {
        return false;
    }
    memcpy(place->community, word, length);
    place->community[length] = '\0';
    return true;
}

/* One run of Han and two numbers or three, as place_fragments() writes them; false for anything else. */
static bool read_place(const char *words, struct place *place)
{
    *place = (struct place){.count = 0};
    while (*words != '\0') {
        size_t length = strcspn(words, " ");
        if (length > 0 && !add_word(place, words, length)) {
            return false;
        }
        words += length + strspn(words + length, " ");
    }
    return place->community[0] != '\0' && place->count >= 2;
}

/* The next community behind `after` that begins with prefix: what stands before an address's first number. */
static enum status next_community(struct store *store, const char *prefix, const char *after,
                                  char community[ADDRESS_SIZE], bool *found, struct err *err)
{
    struct stmt *stmt;
    char bound[ADDRESS_SIZE + 8];
    enum status status = db_prepare(store->db, query_sql(QUERY_ADDRESS_NEXT), &stmt, err);
    if (status != STATUS_OK) {
        return status;
    }
    text_format(bound, sizeof(bound), "%s%s", prefix, LAST);
    db_bind_text(stmt, 1, after);
    db_bind_text(stmt, 2, bound);
    status = db_step(stmt, found, err);
    if (status == STATUS_OK && *found) {
        const char *address = db_text(stmt, 0, NULL);
        size_t length = 0;
        while (address[length] != '\0' && !token_is_word(address[length])) {
            length++;
        }
        text_format(community, ADDRESS_SIZE, "%.*s", (int)length, address);
    }
    db_reset(stmt);
    return status;
}

/* Addresses that begin with these bytes; those whose last number only begins so (it is being typed) last. */
static enum status add_beginning(struct store *store, const char *begins, size_t max,
                                 struct customer_row *rows, size_t *count, struct err *err)
{
    struct stmt *stmt;
    int64_t ids[64];
    char bound[ADDRESS_SIZE + 24];
    bool row;
    size_t found = 0;
    enum status status = db_prepare(store->db, query_sql(QUERY_ADDRESS_BEGINNING), &stmt, err);
    if (status != STATUS_OK) {
        return status;
    }
    text_format(bound, sizeof(bound), "%s%s", begins, LAST);
    db_bind_text(stmt, 1, begins);
    db_bind_text(stmt, 2, bound);
    db_bind_int(stmt, 3, (int64_t)max);
    while (found < sizeof(ids) / sizeof(ids[0]) && (status = db_step(stmt, &row, err)) == STATUS_OK && row) {
        ids[found++] = db_int(stmt, 0);
    }
    db_reset(stmt);
    for (size_t i = 0; i < found && *count < max && status == STATUS_OK; i++) {
        bool is_known = false;
        status = customer_store_row(store, ids[i], &rows[*count], err);
        for (size_t j = 0; j < *count; j++) {
            is_known = is_known || rows[j].id == rows[*count].id;
        }
        *count += status == STATUS_OK && !is_known;
    }
    return status;
}

static enum status find_in(struct store *store, const struct place *place, const char *community,
                           bool is_reversed, size_t max, struct customer_row *rows, size_t *count,
                           struct err *err)
{
    char begins[ADDRESS_SIZE + 16];
    size_t used = strlen(community);
    memcpy(begins, community, used + 1);
    for (size_t i = 0; i < place->count; i++) {
        const char *number = place->numbers[is_reversed ? place->count - 1 - i : i];
        text_format(begins + used, sizeof(begins) - used, "%s%s", i > 0 ? "-" : "", number);
        used += strlen(begins + used);
    }
    return add_beginning(store, begins, max, rows, count, err);
}

enum status customer_place_find(struct store *store, const char *words, size_t max, struct customer_row *rows,
                                size_t *count, struct err *err)
{
    struct place place;
    char community[ADDRESS_SIZE], after[ADDRESS_SIZE + 8];
    enum status status = STATUS_OK;
    bool found = true;
    *count = 0;
    if (!read_place(words, &place)) {
        return STATUS_OK;
    }
    text_copy(after, sizeof(after), place.community);
    for (int i = 0; i < COMMUNITIES_MAX && found && *count < max && status == STATUS_OK; i++) {
        status = next_community(store, place.community, after, community, &found, err);
        for (int turn = 0; turn < 2 && found && status == STATUS_OK; turn++) {
            status = find_in(store, &place, community, turn == 1, max, rows, count, err);
        }
        text_format(after, sizeof(after), "%s:", community); /* ':' follows '9' */
    }
    return status;
}
