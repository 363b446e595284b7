#ifndef ZUOXI_DOMAIN_CHOICE_SET_H
#define ZUOXI_DOMAIN_CHOICE_SET_H

/* Where a field's choices come from; the lists are filled from the profile (conf), see domain/profile.h. */
enum choice_set {
    SET_NONE,
    SET_TYPE,         /* 咨询 报修 抢险 … */
    SET_CATEGORY,     /* depends on type; "no_heat.single" */
    SET_GRADE,        /* 1 2 3 */
    SET_STATE,        /* workflow state */
    SET_CHANNEL,      /* 来电 来访 … */
    SET_TITLE,        /* 先生 女士 */
    SET_OUTCOME,      /* 当场答复 转工单 转接 留言 婉拒 无效 打错 骚扰 */
    SET_KIND,         /* 居民 公福 商业 工业 */
    SET_SUPPLY,       /* 正常 报停 欠费停供 */
    SET_UNIT,         /* handling units from the configuration; the code is the unit's name */
    SET_SATISFACTION, /* 满意 基本满意 不满意 很不满意 */
    SET_RELATION,     /* who complains: 本人 家属 租户 … */
    SET_SEVERITY,     /* 一般 紧急 特急 */
    SET_UPHELD,       /* 成立 不成立 */
    SET_APPLIANCE,    /* what is to be repaired: 暖气片 阀门 … */
    SET_ACCEPTANCE,   /* the customer's word on the work: 合格 … */
    SET_HAZARD,       /* how bad it is at the spot: 有人受伤 有明火 … */
    SET_TELL,         /* lines of a category; what the caller is told first, in order */
    SET_BRING,        /* lines of a category; what the customer must bring (一次性告知) */
    SET_PURPOSE,      /* of a call out: 回访 通知 预约 */
    SET_REACHED,      /* 接通 无人接 拒访 号码错误 */
    SET_ANNOUNCED,    /* how an outing was announced: 张贴通知 电话预约 */
    SET_FINDING,      /* how a stop ended: 已处理 到访不遇 … */
    SET_NOTICE,       /* 计划停供 抢修停供 施工 … */
    SET_WAY,          /* how an answer was given: 电话 上门 书面 */
    SET_QUESTION,     /* lines; what a callback asks, ticked when the customer says yes */
    SET_COUNT
};

#endif
