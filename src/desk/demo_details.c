/* What open cases of the demonstration have besides their own fields. */

#include <string.h>

#include "demo_private.h"
#include "zuoxi/base/text.h"

#define DAY 86400

static const char *const models[] = {"GZ-20", "LRS-24", "T-600", "A1", NULL};
static const char *const conditions[] = {"家里有老人，上门前先打电话", "下午三点以后有人", "要带梯子",
                                         "门口可以停车", NULL};
static const char *const against[] = {"维修人员", "上门抄表人员", "营业厅", "热线坐席", NULL};
static const char *const wanted[] = {"当面道歉", "尽快修好并说明原因", "退还多收的费用", "给个书面答复",
                                     NULL};
static const char *const extents[] = {"整个小区", "两个单元", "临街一侧", "地下车库", NULL};
static const char *const people[] = {"暂无", "有老人在家", "2人，已转移", NULL};

static void pick_text(struct chance *chance, const char *const *list, char *out, size_t size)
{
    text_copy(out, size, chance_pick(chance, list));
}

static void pick_code(struct chance *chance, const struct profile *profile, enum choice_set set, char *out)
{
    const struct choices *choices = &profile->sets[set];
    if (choices->count > 0) {
        text_copy(out, FIELD_CODE_SIZE, choices->items[chance_below(chance, (uint32_t)choices->count)].code);
    }
}

/* The first `most` lines for the case's category, ticked. */
static void tick_lines(const struct profile *profile, enum choice_set set, const struct case_record *record,
                       size_t most, char *out, size_t size)
{
    const struct choice *first = NULL;
    struct str text = {0};
    size_t count = profile_lines(profile, set, record->type, record->category, &first);
    for (size_t i = 0; i < count && i < most; i++) {
        str_printf(&text, "%s%s", i > 0 ? "\n" : "", first[i].label);
    }
    text_copy(out, size, str_text(&text));
    str_free(&text);
}

static int64_t midnight(int64_t at)
{
    struct civil day = clock_civil(at);
    day.hour = day.minute = day.second = 0;
    return clock_utc(day);
}

static void invent_repair(struct chance *chance, const struct profile *profile,
                          const struct case_record *record, struct repair *repair)
{
    int64_t day = midnight(record->accepted_at.value);
    pick_code(chance, profile, SET_APPLIANCE, repair->appliance);
    pick_text(chance, models, repair->model, sizeof(repair->model));
    repair->installed_on = (struct optional){midnight(day - (300 + chance_below(chance, 3000)) * DAY), true};
    if (chance_percent(chance, 60)) {
        pick_text(chance, conditions, repair->conditions, sizeof(repair->conditions));
        repair->appointed_from = (struct optional){day + DAY + (9 + chance_below(chance, 8)) * 3600, true};
        repair->appointed_to = (struct optional){repair->appointed_from.value + 7200, true};
    }
}

static void invent_complaint(struct chance *chance, const struct profile *profile,
                             struct complaint *complaint)
{
    pick_code(chance, profile, SET_RELATION, complaint->relation);
    pick_code(chance, profile, SET_SEVERITY, complaint->severity);
    pick_text(chance, against, complaint->against, sizeof(complaint->against));
    pick_text(chance, wanted, complaint->wanted, sizeof(complaint->wanted));
}

static void invent_emergency(struct chance *chance, const struct profile *profile,
                             const struct case_record *record, struct emergency *emergency)
{
    pick_code(chance, profile, SET_HAZARD, emergency->hazard);
    pick_text(chance, people, emergency->people, sizeof(emergency->people));
    pick_text(chance, extents, emergency->extent, sizeof(emergency->extent));
    tick_lines(profile, SET_TELL, record, 10, emergency->told, sizeof(emergency->told));
}

void demo_details(const struct profile *profile, const struct case_record *record, struct details *details)
{
    /* A generator of its own: what else the seed makes does not depend on it. */
    struct chance chance = {.state = (uint64_t)record->head.id};
    *details = (struct details){0};
    invent_repair(&chance, profile, record, &details->repair);
    invent_complaint(&chance, profile, &details->complaint);
    invent_emergency(&chance, profile, record, &details->emergency);
    tick_lines(profile, SET_BRING, record, 10, details->business.to_bring,
               sizeof(details->business.to_bring));
    details->business.is_told = details->business.to_bring[0] != '\0';
    details_keep_applying(details, profile, record->type, "");
}
