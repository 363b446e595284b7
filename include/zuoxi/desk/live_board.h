#ifndef ZUOXI_DESK_LIVE_BOARD_H
#define ZUOXI_DESK_LIVE_BOARD_H

/*
 * The notices that are not over, in memory with their areas understood, so that a form can ask at every key
 * whether its caller is in one. Read again when the board's generation has moved on, the person has changed
 * or one to come has begun; otherwise a look costs one indexed read.
 */

#include "zuoxi/desk/board.h"
#include "zuoxi/desk/cluster.h"
#include "zuoxi/domain/area.h"
#include "zuoxi/domain/case_record.h"

#define LIVE_BOARD_MAX    200 /* older ones than these are only on the board itself */
#define LIVE_CLUSTERS_MAX 8

struct live_notice {
    struct notice notice;
    struct area area;
    enum notice_state state; /* NOTICE_LIVE or NOTICE_COMING */
    bool is_outage, is_read; /* read: by the actor */
    int64_t calls, due;
};

struct live_board {
    struct live_notice *items; /* owned; live ones first, the newest first */
    size_t count, capacity;
    int64_t generation, next_start; /* next_start: UTC, 0 = nothing is to come */
    struct cluster
        clusters[LIVE_CLUSTERS_MAX]; /* alerts of the last day not handled, oldest first; for leads */
    size_t cluster_count;
    int64_t due; /* callers to be called now, over all notices, those that are over too */
    char badge[21];
    bool is_loaded;
};

void live_board_clear(struct live_board *board);
/* *is_new (may be NULL): something was read again. On an error the old contents stay. */
enum status live_board_refresh(struct desk *desk, struct live_board *board, bool *is_new, struct err *err);
/*
 * The outage this caller is in: the newest live one, *more = how many others. customer (may be NULL) counts
 * as long as the record has its address. NULL: none. Borrowed until the next refresh.
 */
const struct live_notice *live_board_match(const struct desk *desk, const struct live_board *board,
                                           const struct case_record *record, const struct customer *customer,
                                           size_t *more);
/* By id; NULL when it is over. */
const struct live_notice *live_board_find(const struct live_board *board, int64_t id);
/* Must-read ones that the actor has not read. */
size_t live_board_unread(const struct live_board *board);

#endif
