#ifndef ZUOXI_TUI_FOLLOW_H
#define ZUOXI_TUI_FOLLOW_H

/*
 * What follows from typing and costs more than its echo (lookups, reading the form again) waits for a pause
 * of 15 ms, a tenth of a second at most when none comes, and never stands between a key and its echo. Times
 * are milliseconds of the boot clock.
 */

#include <stdbool.h>
#include <stdint.h>

#include "zuoxi/tui/ui.h"

struct follow {
    int64_t first_ms, last_ms; /* the first and the last key not yet followed; 0 = none */
    int64_t wake_ms;           /* when the loop was asked to wake: once a pause, not once a key */
};

/* A key has changed something that is shown and not yet followed. */
void follow_key(struct follow *follow, int64_t now_ms);
bool follow_is_behind(const struct follow *follow);
/* How long it may still wait, 0 = it is time; only while it is behind. */
int64_t follow_wait(const struct follow *follow, int64_t now_ms);
/* In step(): is it time, and nothing read that has to be shown first? If not, the loop will wake for it. */
bool follow_is_due(struct follow *follow, struct ui *ui, int64_t now_ms);
/* All that was typed has been followed. */
void follow_done(struct follow *follow);

#endif
