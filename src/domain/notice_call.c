#include "zuoxi/domain/notice_call.h"

#include "zuoxi/base/text.h"

#define RECORD     struct notice_call
#define RECORD_DEF "zuoxi/domain/notice_call.def"
static const struct field fields[] = {
#include "zuoxi/domain/field_table.h"
};

const struct field_table notice_call_fields = {
    .record = "notice_call",
    .table = "notice_call",
    .label = N_("关联来电"),
    .fields = fields,
    .count = sizeof(fields) / sizeof(fields[0]),
    .size = sizeof(RECORD),
};

const char *call_state_label(enum call_state state)
{
    static const char *const labels[] = {
        [CALL_DUE] = N_("待回电"),
        [CALL_WAITING] = N_("有消息再回"),
        [CALL_DONE] = N_("已告知"),
        [CALL_NONE] = N_("不用回电"),
    };
    return _(labels[state]);
}
