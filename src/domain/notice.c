#include "zuoxi/domain/notice.h"

#include "zuoxi/base/text.h"

#define RECORD     struct notice
#define RECORD_DEF "zuoxi/domain/notice.def"
static const struct field fields[] = {
#include "zuoxi/domain/field_table.h"
};

const struct field_table notice_fields = {
    .record = "notice",
    .table = "notice",
    .label = N_("公告"),
    .fields = fields,
    .count = sizeof(fields) / sizeof(fields[0]),
    .size = sizeof(RECORD),
};

static const struct {
    const char *code, *label;
} states[] = {
    [NOTICE_LIVE] = {"live", N_("生效中")},
    [NOTICE_COMING] = {"coming", N_("未开始")},
    [NOTICE_PAST] = {"past", N_("已结束")},
};

enum notice_state notice_state(int64_t start, int64_t ended, int64_t now)
{
    return ended != 0 ? NOTICE_PAST : start > now ? NOTICE_COMING : NOTICE_LIVE;
}

const char *notice_state_label(enum notice_state state)
{
    return _(states[state].label);
}

const char *notice_state_code(enum notice_state state)
{
    return states[state].code;
}

bool notice_is_outage(const struct profile *profile, const char *kind)
{
    const struct choice *choice = profile_choice(profile, SET_NOTICE, kind);
    return choice != NULL && choice->is_outage;
}
