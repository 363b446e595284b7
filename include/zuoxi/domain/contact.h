#ifndef ZUOXI_DOMAIN_CONTACT_H
#define ZUOXI_DOMAIN_CONTACT_H

#include "zuoxi/domain/field.h"

/* Members: see contact.def. Owns nothing; copies by assignment. */
struct contact {
    struct record_head head;
#define RECORD_DEF "zuoxi/domain/contact.def"
#include "zuoxi/domain/record_fields.h"
#undef RECORD_DEF
};

extern const struct field_table contact_fields;

#endif
