#ifndef ZUOXI_DESK_READING_H
#define ZUOXI_DESK_READING_H

/* 阅签 (R1.11): a supervisor's mark of having read a record, on any kind of record. */

#include "zuoxi/desk/task.h"
#include "zuoxi/store/reading_store.h"

#define READINGS_MAX 20

struct reading_request {
    const struct field_table *table; /* of the record */
    int64_t id;
    char note[4 * READING_NOTE_MAX + 1]; /* '' = none */
    char request[REQUEST_ID_SIZE];
};
/* task_work: argument = struct reading_request *; result = id. STATUS_NOT_FOUND without the record. */
enum status reading_sign(struct desk *desk, void *argument, int64_t *result, struct err *err);
/* The record's marks, oldest first, at most READINGS_MAX. */
enum status reading_list(struct desk *desk, const struct field_table *table, int64_t id,
                         struct reading_row rows[READINGS_MAX], size_t *count, struct err *err);

#endif
