#ifndef ZUOXI_DESK_DEMO_H
#define ZUOXI_DESK_DEMO_H

/* Demonstration databases: invented households, calls and cases; deterministic for a seed. */

#include "zuoxi/desk/desk.h"

struct demo_options {
    const char *path; /* made when missing; refused when it is not a demonstration */
    int64_t customers, cases;
    int64_t open; /* how many of the cases are open; −1: min(cases, 40 + cases / 200) */
    uint64_t seed;
    void (*progress)(void *context, int64_t done, int64_t total); /* may be NULL */
    void *context;
};
enum status demo_fill(const struct demo_options *options, const struct settings *settings,
                      const struct profile *profile, const struct clock *clock, struct err *err);

#endif
