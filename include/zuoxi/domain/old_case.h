#ifndef ZUOXI_DOMAIN_OLD_CASE_H
#define ZUOXI_DOMAIN_OLD_CASE_H

#include "zuoxi/domain/case_record.h"

/* Members: see old_case.def. Owns nothing; copies by assignment. */
struct old_case {
    struct record_head head;
#define RECORD_DEF "zuoxi/domain/old_case.def"
#include "zuoxi/domain/record_fields.h"
#undef RECORD_DEF
};

extern const struct field_table old_case_fields;

/* What both have. */
void old_case_to_case(const struct old_case *old, struct case_record *record);
void old_case_from_case(const struct case_record *record, struct old_case *old);

#endif
