#ifndef ZUOXI_DOMAIN_NOTICE_H
#define ZUOXI_DOMAIN_NOTICE_H

#include "zuoxi/domain/field.h"
#include "zuoxi/domain/profile.h"

/* Members: see notice.def. Owns nothing; copies by assignment. */
struct notice {
    struct record_head head;
#define RECORD_DEF "zuoxi/domain/notice.def"
#include "zuoxi/domain/record_fields.h"
#undef RECORD_DEF
};

extern const struct field_table notice_fields;

enum notice_state { NOTICE_LIVE, NOTICE_COMING, NOTICE_PAST };

/* ended: 0 = not yet. Times are UTC seconds. */
enum notice_state notice_state(int64_t start, int64_t ended, int64_t now);
const char *notice_state_label(enum notice_state state); /* 生效中 未开始 已结束, translated */
const char *notice_state_code(enum notice_state state);  /* "live" "coming" "past" */
/* Is a kind one whose area callers are looked for in (停供)? */
bool notice_is_outage(const struct profile *profile, const char *kind);

#endif
