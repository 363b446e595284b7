#include "zuoxi/domain/old_case.h"

#include <string.h>

#include "zuoxi/base/text.h"

#define RECORD     struct old_case
#define RECORD_DEF "zuoxi/domain/old_case.def"
static const struct field fields[] = {
#include "zuoxi/domain/field_table.h"
};

const struct field_table old_case_fields = {
    .record = "case",
    .table = "case_record",
    .label = N_("工单"),
    .fields = fields,
    .count = sizeof(fields) / sizeof(fields[0]),
    .size = sizeof(RECORD),
};

/* The tables begin with the same lines. */
void old_case_to_case(const struct old_case *old, struct case_record *record)
{
    memset(record, 0, sizeof(*record));
    for (size_t i = 0; i < case_record_fields.count; i++) {
        memcpy((char *)record + case_record_fields.fields[i].offset, (const char *)old + fields[i].offset,
               fields[i].size);
    }
}

void old_case_from_case(const struct case_record *record, struct old_case *old)
{
    memset(old, 0, sizeof(*old));
    for (size_t i = 0; i < case_record_fields.count; i++) {
        memcpy((char *)old + fields[i].offset, (const char *)record + case_record_fields.fields[i].offset,
               fields[i].size);
    }
}
