#include "zuoxi/domain/message.h"

#include "zuoxi/base/text.h"

#define RECORD     struct message
#define RECORD_DEF "zuoxi/domain/message.def"
static const struct field fields[] = {
#include "zuoxi/domain/field_table.h"
};

const struct field_table message_fields = {
    .record = "message",
    .table = "message",
    .label = N_("留言"),
    .fields = fields,
    .count = sizeof(fields) / sizeof(fields[0]),
    .size = sizeof(RECORD),
};
