/* Does this desk still belong to who signed in, and is that person still there? */

#include "zuoxi/base/text.h"
#include "zuoxi/console/live.h"
#include "zuoxi/console/locks.h"
#include "zuoxi/desk/seat.h"
#include "zuoxi/domain/idle.h"

/* Another desk has taken the badge over, or an admin has ended the session. */
static bool is_lost(struct seat_guard *guard, struct console *console)
{
    struct err err = {0};
    if (!console_changed(console, &guard->seen) || seat_check(&console->desk, &err) != STATUS_DENIED) {
        return false;
    }
    signin_view_return(console, &err, NULL);
    return true;
}

static enum idle judge(const struct seat_guard *guard, const struct console *console, int64_t quiet_ms,
                       int *left)
{
    int64_t rest = clock_boot_ms(console->clock) - guard->talked_ms;
    return idle_judge(console->config->settings.idle_lock, quiet_ms, rest < quiet_ms ? rest : quiet_ms, left);
}

/* An error that nobody has read stays. */
static void warn(struct seat_guard *guard, struct ui *ui, bool is_soon, int left)
{
    if (ui_status_stays(ui)) {
        return;
    }
    if (is_soon) {
        ui_status(ui, STYLE_WARNING, _("%d 秒后锁屏，按任意键继续。"), left);
    } else if (guard->warns) {
        ui_status(ui, STYLE_NORMAL, "%s", "");
    }
    guard->warns = is_soon;
}

void seat_guard_step(struct seat_guard *guard, struct console *console)
{
    int left = 0;
    if (is_lost(guard, console)) {
        return;
    }
    if (live_state(console->live) == SEAT_CALL) {
        guard->talked_ms = clock_boot_ms(console->clock);
    }
    if (lock_is_shown(console)) {
        return;
    }
    enum idle idle = judge(guard, console, ui_quiet_ms(console->ui), &left);
    warn(guard, console->ui, idle == IDLE_SOON, left);
    if (idle == IDLE_LOCK) {
        lock_view_open(console, "idle");
    }
}

void seat_guard_wakes(void *context, int64_t quiet_ms)
{
    struct console *console = context;
    int left;
    if (console->guard != NULL && !lock_is_shown(console) &&
        judge(console->guard, console, quiet_ms, &left) == IDLE_LOCK) {
        lock_view_open(console, "idle");
    }
}
