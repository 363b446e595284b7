#include "zuoxi/domain/handover.h"

#include <string.h>

#include "zuoxi/base/text.h"

#define RECORD     struct handover
#define RECORD_DEF "zuoxi/domain/handover.def"
static const struct field fields[] = {
#include "zuoxi/domain/field_table.h"
};
#undef RECORD_DEF
#undef RECORD

#define RECORD     struct handover_line
#define RECORD_DEF "zuoxi/domain/handover_line.def"
static const struct field line_fields[] = {
#include "zuoxi/domain/field_table.h"
};

const struct field_table handover_fields = {
    .record = "handover",
    .table = "handover",
    .label = N_("交接班"),
    .fields = fields,
    .count = sizeof(fields) / sizeof(fields[0]),
    .size = sizeof(struct handover),
};

const struct field_table handover_line_fields = {
    .record = "handover_line",
    .table = "handover_line",
    .label = N_("交接班事项"),
    .fields = line_fields,
    .count = sizeof(line_fields) / sizeof(line_fields[0]),
    .size = sizeof(struct handover_line),
    .owner = "handover_id",
};

static const struct {
    const char *code, *label;
    bool is_live;
} parts[PART_COUNT] = {
    [PART_EQUIPMENT] = {"equipment", N_("设备情况"), false},
    [PART_DIFFICULT] = {"difficult", N_("疑难问题"), false},
    [PART_STAFFING] = {"staffing", N_("人员调班"), true},
    [PART_SUMMARY] = {"summary", N_("自动汇总"), true},
    [PART_ITEMS] = {"items", N_("物品清点"), false},
    [PART_NOTICES] = {"notices", N_("公告阅读"), true},
    [PART_CLEANING] = {"cleaning", N_("公共卫生"), false},
    [PART_OTHER] = {"other", N_("其他事项"), false},
};

const char *handover_part_code(enum handover_part part)
{
    return part < PART_COUNT ? parts[part].code : "";
}

const char *handover_part_label(enum handover_part part)
{
    return part < PART_COUNT ? _(parts[part].label) : "";
}

enum handover_part handover_part_parse(const char *code)
{
    enum handover_part part = PART_EQUIPMENT;
    while (part < PART_COUNT && strcmp(parts[part].code, code) != 0) {
        part++;
    }
    return part;
}

bool handover_part_is_live(enum handover_part part)
{
    return part < PART_COUNT && parts[part].is_live;
}

enum line_state handover_line_state(const struct handover_line *line)
{
    if (line->question[0] != '\0' && line->answer[0] == '\0') {
        return LINE_ASKED;
    }
    if (line->is_fault && line->carried_by[0] == '\0') {
        return LINE_FAULT;
    }
    if (line->taken_by[0] != '\0') {
        return LINE_DONE;
    }
    return line->question[0] != '\0' ? LINE_ANSWERED : LINE_OPEN;
}

const char *line_state_label(enum line_state state)
{
    static const char *const labels[] = {[LINE_OPEN] = N_("待确认"),
                                         [LINE_ASKED] = N_("待答复"),
                                         [LINE_ANSWERED] = N_("已答复"),
                                         [LINE_FAULT] = N_("待班长"),
                                         [LINE_DONE] = N_("已确认")};
    return _(labels[state]);
}

size_t handover_open_lines(const struct handover_line *lines, size_t count)
{
    size_t open = 0;
    for (size_t i = 0; i < count; i++) {
        open += handover_line_state(&lines[i]) != LINE_DONE;
    }
    return open;
}

enum handover_side handover_side_of(struct roster roster, const struct handover *handover, const char *badge)
{
    bool is_out = roster_has(roster_plan(roster, (int)handover->date.value, badge), handover->shift);
    bool is_in = handover->next_shift[0] != '\0' &&
                 roster_has(roster_plan(roster, (int)handover->next_date.value, badge), handover->next_shift);
    return is_out == is_in ? SIDE_NONE : is_out ? SIDE_OUT : SIDE_IN;
}

bool handover_may_read(const struct reader_facts *facts)
{
    return !facts->is_operator || facts->is_signed || facts->is_window || facts->is_outgoing ||
           !facts->is_planned;
}

enum leave_verdict handover_may_leave(const struct leave_facts *facts)
{
    if (!facts->is_required || facts->has_override) {
        return LEAVE_FREE;
    }
    if (facts->reliefs == 0) {
        return facts->planned == 0 && !facts->is_closing ? LEAVE_UNPLANNED : LEAVE_NO_RELIEF;
    }
    if (!facts->has_signed) {
        return LEAVE_UNSIGNED;
    }
    bool is_relieved = facts->is_closing || facts->reliefs > facts->left || facts->reliefs >= facts->planned;
    return is_relieved ? LEAVE_FREE : LEAVE_NO_RELIEF;
}
