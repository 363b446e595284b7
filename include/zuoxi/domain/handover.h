#ifndef ZUOXI_DOMAIN_HANDOVER_H
#define ZUOXI_DOMAIN_HANDOVER_H

/*
 * Handover of a turn (交接班, spec R4.2–R4.4): its log, what each line still waits for, who may sign and who
 * may leave. Pure.
 */

#include "zuoxi/domain/roster.h"

/* Members: see handover.def, handover_line.def. Own nothing; copy by assignment. */
struct handover {
    struct record_head head;
#define RECORD_DEF "zuoxi/domain/handover.def"
#include "zuoxi/domain/record_fields.h"
#undef RECORD_DEF
};
struct handover_line {
    struct record_head head;
#define RECORD_DEF "zuoxi/domain/handover_line.def"
#include "zuoxi/domain/record_fields.h"
#undef RECORD_DEF
};
extern const struct field_table handover_fields, handover_line_fields;

#define HANDOVER_LINES_MAX 80

/* The parts of a log, in their order. */
enum handover_part {
    PART_EQUIPMENT, /* 设备情况 */
    PART_DIFFICULT, /* 疑难问题 */
    PART_STAFFING,  /* 人员调班 */
    PART_SUMMARY,   /* 自动汇总: written by itself until both have signed */
    PART_ITEMS,     /* 物品清点 */
    PART_NOTICES,   /* 公告阅读 */
    PART_CLEANING,  /* 公共卫生 */
    PART_OTHER,     /* 其他 */
    PART_COUNT
};
const char *handover_part_code(enum handover_part part);  /* "equipment" */
const char *handover_part_label(enum handover_part part); /* 设备情况, translated */
enum handover_part handover_part_parse(const char *code); /* PART_COUNT for anything else */
/* Compiled from live data until both have signed. */
bool handover_part_is_live(enum handover_part part);

enum line_state {
    LINE_OPEN,     /* waits for the relief */
    LINE_ASKED,    /* questioned, waits for an answer */
    LINE_ANSWERED, /* waits for the relief again */
    LINE_FAULT,    /* a fault nobody has allowed to be carried over */
    LINE_DONE
};
enum line_state handover_line_state(const struct handover_line *line);
const char *line_state_label(enum line_state state); /* 待确认 待答复 已答复 待班长 已确认, translated */
/* Lines that are not done. */
size_t handover_open_lines(const struct handover_line *lines, size_t count);

enum handover_side { SIDE_NONE, SIDE_OUT, SIDE_IN };
/* By the roster; who works both turns goes on working and is of no side. */
enum handover_side handover_side_of(struct roster roster, const struct handover *handover, const char *badge);

/* What decides whether somebody may read a log (R4.4: the incoming from some minutes before the hour). */
struct reader_facts {
    bool is_operator; /* leads and admins read at any time */
    bool is_signed, is_window;
    bool is_outgoing, is_planned; /* the reader, and anybody, works the turn by the roster */
};
bool handover_may_read(const struct reader_facts *facts);

/* What decides whether one of the outgoing may leave (接班人未到岗，交班人不得离台). */
struct leave_facts {
    bool is_required;  /* by the roster and the configuration */
    bool has_override; /* a lead let this person go, with a reason */
    bool has_signed;
    bool is_closing;      /* no turn relieves this one: a lead takes over */
    int reliefs, planned; /* incoming people who have signed; who are on the roster */
    int left;             /* outgoing people who have left already: each relief lets one go */
};
enum leave_verdict {
    LEAVE_FREE,
    LEAVE_NO_RELIEF, /* nobody (more) of the incoming has signed */
    LEAVE_UNPLANNED, /* the roster has nobody for the next turn */
    LEAVE_UNSIGNED   /* the relief is there, the own signature is missing */
};
enum leave_verdict handover_may_leave(const struct leave_facts *facts);

#endif
