#ifndef ZUOXI_DOMAIN_MESSAGE_H
#define ZUOXI_DOMAIN_MESSAGE_H

#include "zuoxi/domain/field.h"

/* Members: see message.def. Owns nothing; copies by assignment. */
struct message {
    struct record_head head;
#define RECORD_DEF "zuoxi/domain/message.def"
#include "zuoxi/domain/record_fields.h"
#undef RECORD_DEF
};

extern const struct field_table message_fields;

#endif
