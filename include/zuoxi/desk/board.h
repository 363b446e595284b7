#ifndef ZUOXI_DESK_BOARD_H
#define ZUOXI_DESK_BOARD_H

/*
 * The board (公告, spec section 5): notices with their area, reading marks, and the callers attached to them,
 * who are to be called when there is news. Reading needs RIGHT_NOTICE_READ, changing RIGHT_NOTICE_POST.
 */

#include "zuoxi/desk/task.h"
#include "zuoxi/domain/case_record.h"
#include "zuoxi/store/notice_store.h"

struct notice_change {
    struct notice before, after;   /* as loaded (id 0: a new one), as wanted */
    char request[REQUEST_ID_SIZE]; /* made when the form opens, kept in its draft */
    int64_t opened_at;             /* UTC, of the form */
    int64_t cluster_id;            /* a new one made of this cluster: its cases are attached; 0 none */
};
/* A new notice: the default kind, starting now; or a correction of `notice`. */
void board_begin(struct desk *desk, struct notice_change *change, const struct notice *notice);
/* A new notice made of a cluster of cases: its place, matter and first case. */
struct cluster;
void board_begin_cluster(struct desk *desk, struct notice_change *change, const struct cluster *cluster);
/* Validate without saving; *field (may be NULL) = name of the field at fault. */
enum status board_check(const struct desk *desk, const struct notice *notice, const char **field,
                        struct err *err);
/*
 * task_work: argument = struct notice_change *. Posts it, or merges the correction into what is stored
 * (STATUS_CONFLICT when somebody else has changed it meanwhile). A later expected end makes the calls, as
 * board_extend.
 */
enum status board_save(struct desk *desk, void *argument, int64_t *id, struct err *err);

struct notice_end {
    int64_t id;
    int64_t at; /* extend: the new expected end; close: when it ended, 0 = now */
    char request[REQUEST_ID_SIZE];
};
/* task_work: argument = struct notice_end *. Either makes everybody attached who wants it to be called. */
enum status board_extend(struct desk *desk, void *argument, int64_t *id, struct err *err);
enum status board_close(struct desk *desk, void *argument, int64_t *id, struct err *err);
/* task_work: argument = int64_t *, the notice's id: the actor has read it. */
enum status board_mark_read(struct desk *desk, void *argument, int64_t *id, struct err *err);

/*
 * Attach a caller to a notice: call->state is CALL_WAITING, CALL_DUE or CALL_NONE, the last without a number.
 * Inside a transaction; rights are the caller's matter, the audit line is written.
 */
enum status board_attach(struct desk *desk, struct notice_call *call, struct err *err);

/* The same for a case; without an audit line, as part of a bigger change. */
enum status board_attach_case(struct desk *desk, int64_t notice_id, const struct case_record *record,
                              struct err *err);

struct case_attach {
    int64_t notice_id, case_id;
    char request[REQUEST_ID_SIZE];
};
/* task_work: argument = struct case_attach *: a case of before is one of the outage's. Needs RIGHT_CASE_EDIT.
 */
enum status board_attach_open_case(struct desk *desk, void *argument, int64_t *case_id, struct err *err);

struct call_mark {
    int64_t id;
    bool is_done; /* else nobody was reached: one more try */
    char request[REQUEST_ID_SIZE];
};
/* task_work: argument = struct call_mark *. Needs RIGHT_CONTACT_SAVE. */
enum status board_mark_call(struct desk *desk, void *argument, int64_t *id, struct err *err);

enum status board_load(struct desk *desk, int64_t id, struct notice *notice, struct err *err);
/* As the functions of store/notice_store.h, rights checked. */
enum status board_list(struct desk *desk, const struct notice_row *after, size_t max, struct notice_row *rows,
                       size_t *count, struct err *err);
enum status board_counts(struct desk *desk, int64_t id, int64_t *calls, int64_t *due, struct err *err);
enum status board_readers(struct desk *desk, int64_t id, struct reader_row *rows, size_t max, size_t *count,
                          struct err *err);
enum status board_calls(struct desk *desk, int64_t id, const struct notice_call *after, size_t max,
                        struct notice_call *rows, size_t *count, struct err *err);

#endif
