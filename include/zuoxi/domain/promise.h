#ifndef ZUOXI_DOMAIN_PROMISE_H
#define ZUOXI_DOMAIN_PROMISE_H

#include "zuoxi/domain/field.h"

/* Members: see promise.def. Owns nothing; copies by assignment. */
struct promise {
    struct record_head head;
#define RECORD_DEF "zuoxi/domain/promise.def"
#include "zuoxi/domain/record_fields.h"
#undef RECORD_DEF
};

extern const struct field_table promise_fields;

#endif
