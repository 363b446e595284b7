#include "zuoxi/domain/promise.h"

#include "zuoxi/base/text.h"

#define RECORD     struct promise
#define RECORD_DEF "zuoxi/domain/promise.def"
static const struct field fields[] = {
#include "zuoxi/domain/field_table.h"
};

const struct field_table promise_fields = {
    .record = "promise",
    .table = "promise",
    .label = N_("预约回复"),
    .fields = fields,
    .count = sizeof(fields) / sizeof(fields[0]),
    .size = sizeof(RECORD),
};
