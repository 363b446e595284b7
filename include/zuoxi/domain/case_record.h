#ifndef ZUOXI_DOMAIN_CASE_RECORD_H
#define ZUOXI_DOMAIN_CASE_RECORD_H

#include "zuoxi/domain/field.h"

/* Members: see case_record.def. Owns nothing; copies by assignment. */
struct case_record {
    struct record_head head;
#define RECORD_DEF "zuoxi/domain/case_record.def"
#include "zuoxi/domain/record_fields.h"
#undef RECORD_DEF
};

extern const struct field_table case_record_fields;

#endif
