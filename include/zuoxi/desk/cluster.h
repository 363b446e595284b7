#ifndef ZUOXI_DESK_CLUSTER_H
#define ZUOXI_DESK_CLUSTER_H

/*
 * Clusters (R2.14): cluster_cases cases of one category in one building, or at one station, within
 * cluster_minutes raise one alert for the leads. Handled by a notice (board_begin_cluster), by a parent case,
 * or by saying that nothing is to be done. All but the detection need RIGHT_NOTICE_POST.
 */

#include "zuoxi/desk/task.h"
#include "zuoxi/domain/case_record.h"
#include "zuoxi/store/case_store.h"
#include "zuoxi/store/cluster_store.h"

/*
 * Inside the transaction that saves a case: count it, and raise an alert when it makes a cluster. Cases of a
 * building that is a cluster already do not count for its station. Costs one row and two short index reads.
 */
enum status cluster_watch(struct desk *desk, const struct case_record *record, struct err *err);

/* Alerts raised after `since` and not handled, oldest first, at most max. */
enum status cluster_list(struct desk *desk, int64_t since, struct cluster *rows, size_t max, size_t *count,
                         struct err *err);
/* "和平里3号楼 不热 5单" */
void cluster_describe(const struct desk *desk, const struct cluster *cluster, char *out, size_t size);

struct cluster_request {
    int64_t id;
    char request[REQUEST_ID_SIZE];
};
/* task_work: argument = struct cluster_request *. A lead has seen it; nothing is to be done about it. */
enum status cluster_mark_seen(struct desk *desk, void *argument, int64_t *id, struct err *err);
enum status cluster_dismiss(struct desk *desk, void *argument, int64_t *id, struct err *err);
/* task_work: argument = struct cluster_request *; result = the new case, under which all of the cluster's
 * lie. */
enum status cluster_make_parent(struct desk *desk, void *argument, int64_t *case_id, struct err *err);

/* Inside the transaction that posts a notice made of the cluster: its cases are attached, the alert is
 * handled. */
enum status cluster_take_notice(struct desk *desk, int64_t cluster_id, int64_t notice_id, int64_t *count,
                                struct err *err);

/* Cases under a parent (oldest first, at most max), for the case view. */
enum status cluster_children(struct desk *desk, int64_t parent_id, struct history_row *rows, size_t max,
                             size_t *count, struct err *err);

#endif
