#ifndef ZUOXI_DOMAIN_SEAT_H
#define ZUOXI_DOMAIN_SEAT_H

/* What a seat is doing (spec section 7): only a ready one is offered calls. */

#include <stdbool.h>

enum seat_state {
    SEAT_OUT,
    SEAT_READY,
    SEAT_BREAK,
    SEAT_BUSY,
    SEAT_CALL,
    SEAT_WRAP,
    SEAT_LOCKED,
    SEAT_STATES
};

/* "out" "ready" "break" "busy" "call" "wrap" "locked"; seat_state_parse gives SEAT_OUT for anything else. */
const char *seat_state_code(enum seat_state state);
/* 离席 就绪 小休 示忙 通话 整理 锁定, translated. */
const char *seat_state_label(enum seat_state state);
enum seat_state seat_state_parse(const char *code);
/* May a person choose it? Signing out and calls are set by what happens. */
bool seat_state_is_chosen(enum seat_state state);

#endif
