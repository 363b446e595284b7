#include "zuoxi/tui/follow.h"

#define PAUSE_MS 15
#define LIMIT_MS 100

void follow_key(struct follow *follow, int64_t now_ms)
{
    follow->last_ms = now_ms;
    follow->first_ms = follow->first_ms != 0 ? follow->first_ms : now_ms;
}

bool follow_is_behind(const struct follow *follow)
{
    return follow->first_ms != 0;
}

int64_t follow_wait(const struct follow *follow, int64_t now_ms)
{
    int64_t pause = follow->last_ms + PAUSE_MS, limit = follow->first_ms + LIMIT_MS;
    int64_t due = pause < limit ? pause : limit;
    return due > now_ms ? due - now_ms : 0;
}

bool follow_is_due(struct follow *follow, struct ui *ui, int64_t now_ms)
{
    if (!follow_is_behind(follow)) {
        return false;
    }
    int64_t wait = follow_wait(follow, now_ms);
    if (ui_is_ending(ui) || (wait == 0 && !ui_is_fed(ui))) {
        return true;
    }
    int64_t at = now_ms + wait;
    if (follow->wake_ms <= now_ms || follow->wake_ms > at) {
        follow->wake_ms = at;
        ui_wake_at(ui, at);
    }
    return false;
}

void follow_done(struct follow *follow)
{
    *follow = (struct follow){0};
}
