#include "zuoxi/domain/seat.h"

#include <string.h>

#include "zuoxi/base/text.h"

static const struct {
    const char *code, *label;
    bool is_chosen;
} states[SEAT_STATES] = {
    [SEAT_OUT] = {"out", N_("未签到"), false},     [SEAT_READY] = {"ready", N_("就绪"), true},
    [SEAT_BREAK] = {"break", N_("小休"), true},    [SEAT_BUSY] = {"busy", N_("示忙"), true},
    [SEAT_CALL] = {"call", N_("通话"), false},     [SEAT_WRAP] = {"wrap", N_("整理"), true},
    [SEAT_LOCKED] = {"locked", N_("锁定"), false},
};

const char *seat_state_code(enum seat_state state)
{
    return states[state < SEAT_STATES ? state : SEAT_OUT].code;
}

const char *seat_state_label(enum seat_state state)
{
    return _(states[state < SEAT_STATES ? state : SEAT_OUT].label);
}

enum seat_state seat_state_parse(const char *code)
{
    for (enum seat_state state = SEAT_READY; state < SEAT_STATES; state++) {
        if (strcmp(code, states[state].code) == 0) {
            return state;
        }
    }
    return SEAT_OUT;
}

bool seat_state_is_chosen(enum seat_state state)
{
    return state < SEAT_STATES && states[state].is_chosen;
}
