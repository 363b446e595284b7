#include "zuoxi/desk/live_board.h"

#include <stdlib.h>
#include <string.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/base/str.h"

#define NAMES_MAX       12
#define CLUSTER_SECONDS 86400

void live_board_clear(struct live_board *board)
{
    for (size_t i = 0; i < board->count; i++) {
        area_clear(&board->items[i].area);
    }
    free(board->items);
    *board = (struct live_board){0};
}

static enum status add_notice(struct desk *desk, struct live_board *board, const struct notice_row *row,
                              struct err *err)
{
    mem_reserve((void **)&board->items, &board->capacity, board->count + 1, sizeof(*board->items));
    struct live_notice *live = &board->items[board->count];
    enum status status = board_load(desk, row->id, &live->notice, err);
    if (status != STATUS_OK) {
        return status;
    }
    board->count++;
    live->state = row->state;
    live->is_outage = notice_is_outage(desk->profile, row->kind);
    live->is_read = row->is_read;
    live->calls = row->calls;
    live->due = row->due;
    area_parse(&live->area, live->notice.buildings, live->notice.stations, live->notice.categories);
    if (row->state == NOTICE_COMING && (board->next_start == 0 || row->start < board->next_start)) {
        board->next_start = row->start;
    }
    return STATUS_OK;
}

static enum status read_board(struct desk *desk, struct live_board *board, struct err *err)
{
    struct notice_row *rows = mem_new(LIVE_BOARD_MAX, sizeof(*rows));
    size_t count = 0;
    enum status status = board_list(desk, NULL, LIVE_BOARD_MAX, rows, &count, err);
    for (size_t i = 0; i < count && status == STATUS_OK && rows[i].state != NOTICE_PAST; i++) {
        status = add_notice(desk, board, &rows[i], err);
    }
    free(rows);
    return status;
}

/* What nobody has handled in a day is history. */
static enum status read_clusters(struct desk *desk, struct live_board *board, struct err *err)
{
    int64_t since = clock_now(desk->clock) - CLUSTER_SECONDS;
    size_t count = 0;
    if (!desk_has_right(desk, RIGHT_NOTICE_POST)) {
        return STATUS_OK;
    }
    enum status status = cluster_list(desk, since, board->clusters, LIVE_CLUSTERS_MAX, &count, err);
    board->cluster_count = count;
    return status;
}

enum status live_board_refresh(struct desk *desk, struct live_board *board, bool *is_new, struct err *err)
{
    int64_t generation = 0, now = clock_now(desk->clock);
    enum status status = notice_store_generation(desk->store, &generation, err);
    bool stands = board->is_loaded && generation == board->generation &&
                  strcmp(board->badge, desk->actor.badge) == 0 &&
                  (board->next_start == 0 || now < board->next_start);
    if (is_new != NULL) {
        *is_new = false;
    }
    if (status != STATUS_OK || stands) {
        return status;
    }
    struct live_board fresh = {.generation = generation, .is_loaded = true};
    text_copy(fresh.badge, sizeof(fresh.badge), desk->actor.badge);
    status = read_board(desk, &fresh, err);
    if (status == STATUS_OK) {
        status = read_clusters(desk, &fresh, err);
    }
    if (status == STATUS_OK) {
        status = notice_store_due(desk->store, &fresh.due, err);
    }
    if (status != STATUS_OK) {
        live_board_clear(&fresh);
        return status;
    }
    live_board_clear(board);
    *board = fresh;
    if (is_new != NULL) {
        *is_new = true;
    }
    return STATUS_OK;
}

const struct live_notice *live_board_match(const struct desk *desk, const struct live_board *board,
                                           const struct case_record *record, const struct customer *customer,
                                           size_t *more)
{
    const struct live_notice *found = NULL;
    const char *names[NAMES_MAX];
    struct area_place place;
    *more = 0;
    if (board->count == 0) {
        return NULL;
    }
    bool is_at_home =
        customer != NULL && customer->head.id != 0 && strcmp(customer->address, record->address) == 0;
    if (is_at_home) {
        area_place_customer(&place, customer);
    } else {
        area_place_address(&place, record->address, record->station);
    }
    /* The type alone is a default nobody chose: only a category says what the call is about. */
    size_t count = record->category[0] == '\0' ? 0
                                               : profile_matter_names(desk->profile, record->type,
                                                                      record->category, names, NAMES_MAX);
    for (size_t i = 0; i < board->count; i++) {
        const struct live_notice *live = &board->items[i];
        if (live->is_outage && live->state == NOTICE_LIVE && area_covers(&live->area, &place, names, count)) {
            *more += found != NULL;
            found = found == NULL ? live : found;
        }
    }
    return found;
}

const struct live_notice *live_board_find(const struct live_board *board, int64_t id)
{
    for (size_t i = 0; i < board->count; i++) {
        if (board->items[i].notice.head.id == id) {
            return &board->items[i];
        }
    }
    return NULL;
}

size_t live_board_unread(const struct live_board *board)
{
    size_t count = 0;
    for (size_t i = 0; i < board->count; i++) {
        count += board->items[i].notice.is_must_read && !board->items[i].is_read;
    }
    return count;
}
