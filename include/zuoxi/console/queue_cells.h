#ifndef ZUOXI_CONSOLE_QUEUE_CELLS_H
#define ZUOXI_CONSOLE_QUEUE_CELLS_H

/* The columns of the desk's list, and what stands in them. */

#include "zuoxi/console/queue_model.h"
#include "zuoxi/console/state.h"
#include "zuoxi/tui/list.h"

#define QUEUE_COLUMNS 13
/* The columns that time changes. */
#define QUEUE_MARK 0
#define QUEUE_LEFT 1

/* Titles translated. */
void queue_columns(struct list_column columns[QUEUE_COLUMNS]);
void queue_cell(struct console *console, const struct queue_row *row, size_t column, char *out, size_t size,
                enum style *style);

#endif
