#ifndef ZUOXI_DOMAIN_ACCOUNT_H
#define ZUOXI_DOMAIN_ACCOUNT_H

/* An account as its changes are logged: name, role code, whether it may sign in. */

#include "zuoxi/domain/field.h"

/* Members: see account.def. Owns nothing; copies by assignment. */
struct account {
    struct record_head head;
#define RECORD_DEF "zuoxi/domain/account.def"
#include "zuoxi/domain/record_fields.h"
#undef RECORD_DEF
};
extern const struct field_table account_fields;

#endif
