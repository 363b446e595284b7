#ifndef ZUOXI_DESK_REPEAT_H
#define ZUOXI_DESK_REPEAT_H

/* Repeat calls (R2.14): what else this household or phone has called about. */

#include "zuoxi/desk/desk.h"
#include "zuoxi/domain/case_record.h"
#include "zuoxi/store/case_store.h"

/*
 * Cases of the record's customer and of its phone, each once, the open ones first, then the newest; at most
 * max. The history strip and every "近30天第N次" come from here.
 */
enum status repeat_history(struct desk *desk, const struct case_record *record, size_t max,
                           struct history_row *rows, size_t *count, struct err *err);
/* How many of the rows are within the configured days (repeat_days). */
size_t repeat_count(const struct desk *desk, const struct history_row *rows, size_t count);
/* How often the caller has called again about a case. */
enum status repeat_chases(struct desk *desk, int64_t case_id, int64_t *count, struct err *err);

#endif
