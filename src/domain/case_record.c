#include "zuoxi/domain/case_record.h"

#include "zuoxi/base/text.h"

#define RECORD     struct case_record
#define RECORD_DEF "zuoxi/domain/case_record.def"
static const struct field fields[] = {
#include "zuoxi/domain/field_table.h"
};

const struct field_table case_record_fields = {
    .record = "case",
    .table = "case_record",
    .label = N_("工单"),
    .fields = fields,
    .count = sizeof(fields) / sizeof(fields[0]),
    .size = sizeof(RECORD),
};
