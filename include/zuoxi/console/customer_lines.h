#ifndef ZUOXI_CONSOLE_CUSTOMER_LINES_H
#define ZUOXI_CONSOLE_CUSTOMER_LINES_H

/* What the customer card says about a household: groups of values, as wrapped lines. */

#include "zuoxi/console/text_lines.h"
#include "zuoxi/domain/customer.h"

/* Fill lines (emptied first) for a width in cells. parts: the households that were merged into it. */
void customer_lines_make(struct text_lines *lines, int width, const struct profile *profile,
                         const struct customer *customer, const struct customer *parts, size_t part_count);

#endif
