#include "zuoxi/domain/contact.h"

#include "zuoxi/base/text.h"

#define RECORD     struct contact
#define RECORD_DEF "zuoxi/domain/contact.def"
static const struct field fields[] = {
#include "zuoxi/domain/field_table.h"
};

const struct field_table contact_fields = {
    .record = "contact",
    .table = "contact",
    .label = N_("联系记录"),
    .fields = fields,
    .count = sizeof(fields) / sizeof(fields[0]),
    .size = sizeof(RECORD),
};
