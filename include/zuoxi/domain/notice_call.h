#ifndef ZUOXI_DOMAIN_NOTICE_CALL_H
#define ZUOXI_DOMAIN_NOTICE_CALL_H

#include "zuoxi/domain/field.h"

/* In the order of the list: who is to be called comes first. */
enum call_state {
    CALL_DUE,     /* there is news: call */
    CALL_WAITING, /* wants a call when there is */
    CALL_DONE,    /* told */
    CALL_NONE     /* wants none, or left no number */
};

/* Members: see notice_call.def. Owns nothing; copies by assignment. */
struct notice_call {
    struct record_head head;
#define RECORD_DEF "zuoxi/domain/notice_call.def"
#include "zuoxi/domain/record_fields.h"
#undef RECORD_DEF
};

extern const struct field_table notice_call_fields;

const char *call_state_label(enum call_state state); /* 待回电 … , translated */

#endif
