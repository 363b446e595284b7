#ifndef ZUOXI_DESK_HANDOVER_FIGURES_H
#define ZUOXI_DESK_HANDOVER_FIGURES_H

/* How handovers went over a span of time. */

#include "zuoxi/desk/handover.h"

struct handover_figures {
    int count, is_signed;
    int punctual; /* signed within settings->handover_grace of the hour */
    int missing;  /* the hour is over and both have not signed */
    int overrides, questions, carried;
};
/* Of those whose hour lies in [from, until), UTC. Needs RIGHT_ROSTER_READ. */
enum status handover_count(struct desk *desk, int64_t from, int64_t until, struct handover_figures *figures,
                           struct err *err);

#endif
