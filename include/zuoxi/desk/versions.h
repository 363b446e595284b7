#ifndef ZUOXI_DESK_VERSIONS_H
#define ZUOXI_DESK_VERSIONS_H

/* What a record said before it was corrected, by whom and when: told from the audit. */

#include "zuoxi/desk/privacy.h"

/*
 * Append the record's versions in words, oldest first: "第2版  2026-11-21 15:02:11  1002", then what each
 * changed field said before and after. Values erased on lawful request are said to be.
 */
enum status versions_describe(struct desk *desk, const struct field_table *table, int64_t id,
                              enum privacy_tie tie, struct str *out, struct err *err);

/* Who changed a field last, and when (UTC); badge '' when the audit does not know. */
struct version_mark {
    char badge[21];
    int64_t at;
};
enum status versions_last(struct desk *desk, const struct field_table *table, int64_t id, const char *field,
                          struct version_mark *mark, struct err *err);

#endif
