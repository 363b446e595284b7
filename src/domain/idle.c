#include "zuoxi/domain/idle.h"

#define MINUTE_MS 60000

enum idle idle_judge(int minutes, int64_t quiet_ms, int64_t rest_ms, int *left)
{
    int64_t limit = minutes * (int64_t)MINUTE_MS, call = IDLE_CALL_MINUTES * (int64_t)MINUTE_MS;
    *left = 0;
    if (minutes <= 0) {
        return IDLE_NO;
    }
    int64_t rest = limit - rest_ms, quiet = (limit > call ? limit : call) - quiet_ms;
    int64_t first = rest < quiet ? rest : quiet;
    if (first <= 0) {
        return IDLE_LOCK;
    }
    *left = (int)((first + 999) / 1000);
    return *left <= IDLE_WARNING_SECONDS ? IDLE_SOON : IDLE_NO;
}
