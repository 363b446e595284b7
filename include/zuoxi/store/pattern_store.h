#ifndef ZUOXI_STORE_PATTERN_STORE_H
#define ZUOXI_STORE_PATTERN_STORE_H

/* Weeks of the roster kept under a name. */

#include "zuoxi/domain/pattern.h"
#include "zuoxi/store/store.h"

#define PATTERNS_MAX 60

struct pattern_row {
    char name[PATTERN_NAME_SIZE];
    int people;
};

/* By name, at most PATTERNS_MAX. */
enum status pattern_store_list(struct store *store, struct pattern_row *rows, size_t *count, struct err *err);
/* STATUS_NOT_FOUND when there is none of that name. */
enum status pattern_store_load(struct store *store, const char *name, struct roster_pattern *pattern,
                               struct err *err);
/* One of the same name is replaced. */
enum status pattern_store_save(struct store *store, const struct roster_pattern *pattern, struct err *err);
enum status pattern_store_drop(struct store *store, const char *name, struct err *err);

#endif
