#include "zuoxi/domain/account.h"

#include "zuoxi/base/text.h"

#define RECORD     struct account
#define RECORD_DEF "zuoxi/domain/account.def"
static const struct field fields[] = {
#include "zuoxi/domain/field_table.h"
};

const struct field_table account_fields = {
    .record = "person",
    .table = "person",
    .label = N_("账号"),
    .fields = fields,
    .count = sizeof(fields) / sizeof(fields[0]),
    .size = sizeof(RECORD),
};
