#ifndef ZUOXI_DOMAIN_CUSTOMER_H
#define ZUOXI_DOMAIN_CUSTOMER_H

#include "zuoxi/domain/field.h"

/* Members: see customer.def. Owns nothing; copies by assignment. */
struct customer {
    struct record_head head;
#define RECORD_DEF "zuoxi/domain/customer.def"
#include "zuoxi/domain/record_fields.h"
#undef RECORD_DEF
};

extern const struct field_table customer_fields;

#endif
