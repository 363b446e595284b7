#ifndef ZUOXI_STORE_CLUSTER_STORE_H
#define ZUOXI_STORE_CLUSTER_STORE_H

/* Clusters of cases (R2.14): what is counted while cases are saved, and the alerts raised. Changes run inside
 * a transaction and move the board's generation on. */

#include "zuoxi/domain/area.h"
#include "zuoxi/store/store.h"

/* A case where it is: in a building or at a station. */
struct recent_case {
    int64_t case_id, at;           /* at: acceptance, UTC */
    char building[AREA_NAME_SIZE]; /* "和平里3号楼", '' unknown */
};
/* category: the first level, or the type where none was chosen. */
enum status cluster_store_remember(struct store *store, const char *place, const char *category,
                                   const struct recent_case *recent, struct err *err);
/* Those of a category at the place after `since`, newest first; at most max. */
enum status cluster_store_recent(struct store *store, const char *place, const char *category, int64_t since,
                                 struct recent_case *rows, size_t max, size_t *count, struct err *err);
/* Forget all from before; walks through them (a day's cases: milliseconds). */
enum status cluster_store_forget(struct store *store, int64_t before, struct err *err);

struct cluster {
    int64_t id;
    char place[AREA_NAME_SIZE]; /* a building or a station */
    bool is_station;
    char station[AREA_NAME_SIZE];
    char category[FIELD_CODE_SIZE], type[FIELD_CODE_SIZE]; /* category may be a type's code */
    int64_t first_at, last_at, case_count, raised_at;
    int64_t seen_at, handled_at; /* UTC, 0 = not yet */
};
/* The cluster of this place and category that had a case after `since`; *id 0: none. */
enum status cluster_store_live(struct store *store, const char *place, const char *category, int64_t since,
                               int64_t *id, struct err *err);
/* A new alert; gives its id. */
enum status cluster_store_raise(struct store *store, struct cluster *cluster, struct err *err);
/* One more case in it; is_counted: raise did not count it. */
enum status cluster_store_add_case(struct store *store, int64_t id, int64_t case_id, int64_t at,
                                   bool is_counted, struct err *err);
/* Alerts raised after `since` and not handled, oldest first, at most max. */
enum status cluster_store_list(struct store *store, int64_t since, struct cluster *rows, size_t max,
                               size_t *count, struct err *err);
enum status cluster_store_load(struct store *store, int64_t id, struct cluster *cluster, struct err *err);
enum status cluster_store_cases(struct store *store, int64_t id, int64_t *ids, size_t max, size_t *count,
                                struct err *err);

struct cluster_mark {
    int64_t id, at;
    const char *badge;
    bool is_handled;            /* else seen */
    int64_t notice_id, case_id; /* what was made of it, 0 none */
};
/* Marks stay: a cluster seen or handled keeps who did it first. */
enum status cluster_store_mark(struct store *store, const struct cluster_mark *mark, struct err *err);

#endif
