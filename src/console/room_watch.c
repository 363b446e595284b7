#include "zuoxi/console/room_watch.h"

#include "zuoxi/base/text.h"

#define LOOK_MS       5000
#define LOOK_SHORT_MS 1000  /* while it is short: who clears up wants to see it */
#define REMIND_MS     60000 /* in the status line, where other words take its place */

static void tell(struct console *console, bool was_short, int64_t now)
{
    struct room_watch *watch = &console->room;
    if (watch->is_short && (!was_short || now - watch->told_ms >= REMIND_MS)) {
        watch->told_ms = now;
        ui_status(console->ui, STYLE_ERROR,
                  watch->room >> 20 == 0
                      ? _("磁盘快满了，剩不到 %lld MB：请管理员马上清理 %s 的磁盘")
                      : _("磁盘快满了，只剩 %lld MB，还能保存：请管理员马上清理 %s 的磁盘"),
                  (long long)room_watch_megabytes(console), desk_database(&console->desk));
    } else if (was_short && !watch->is_short) {
        ui_status(console->ui, STYLE_GOOD, _("磁盘又有空间了。"));
    }
}

bool room_watch_step(struct console *console)
{
    struct room_watch *watch = &console->room;
    bool was_short = watch->is_short;
    int64_t now = clock_boot_ms(console->clock), before = room_watch_megabytes(console);
    if (ui_is_ending(console->ui) ||
        (watch->looked_ms != 0 && now - watch->looked_ms < (was_short ? LOOK_SHORT_MS : LOOK_MS))) {
        return false;
    }
    watch->looked_ms = now;
    watch->is_short = desk_keep_room(&console->desk, &watch->room);
    tell(console, was_short, now);
    return before != room_watch_megabytes(console);
}

int64_t room_watch_megabytes(const struct console *console)
{
    const struct room_watch *watch = &console->room;
    return !watch->is_short ? 0 : watch->room >> 20 == 0 ? 1 : watch->room >> 20;
}
