#include "zuoxi/desk/handover_figures.h"

#include <stdlib.h>

#include "zuoxi/base/mem.h"

#define PAGE 100

static void add(const struct desk *desk, const struct handover_row *row, struct handover_figures *figures)
{
    int64_t grace = desk->settings->handover_grace * (int64_t)60;
    bool is_signed = row->signed_at != 0;
    figures->count++;
    figures->is_signed += is_signed;
    figures->punctual += is_signed && row->signed_at <= row->ends_at + grace;
    figures->missing += !is_signed && row->ends_at < clock_now(desk->clock);
    figures->overrides += row->overrides;
    figures->questions += row->questions;
    figures->carried += row->carried;
}

enum status handover_count(struct desk *desk, int64_t from, int64_t until, struct handover_figures *figures,
                           struct err *err)
{
    struct handover_row *rows = mem_new(PAGE, sizeof(*rows)), last;
    size_t count = PAGE;
    enum status status = STATUS_OK;
    *figures = (struct handover_figures){0};
    for (const struct handover_row *after = NULL; status == STATUS_OK && count == PAGE; after = &last) {
        status = handover_list(desk, after, from, "", PAGE, rows, &count, err);
        for (size_t i = 0; i < count && status == STATUS_OK; i++) {
            last = rows[i];
            if (last.ends_at < until) {
                add(desk, &last, figures);
            }
        }
    }
    free(rows);
    return status;
}
