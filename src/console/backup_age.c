#include "zuoxi/console/backup_age.h"

#include "zuoxi/base/text.h"
#include "zuoxi/desk/backup.h"

#define DAY_HOURS  24
#define DAYS_HOURS 48 /* told in days from here on */

/* Who watches over notifications watches over this, too; only an admin can do something about it. */
static bool is_concerned(const struct console *console)
{
    return desk_has_right(&console->desk, RIGHT_HOOK_MANAGE);
}

bool backup_age_step(struct console *console)
{
    struct backup_age *watch = &console->backups;
    int64_t minute = console_now(console) / 60, before = watch->hours;
    struct err err;
    if (ui_is_ending(console->ui) || !is_concerned(console) ||
        (!console_changed(console, &watch->seen) && minute == watch->minute)) {
        return false;
    }
    watch->minute = minute;
    if (backup_overdue(&console->desk, &watch->hours, &err) != STATUS_OK) {
        watch->hours = 0;
    }
    return watch->hours != before;
}

void backup_age_describe(const struct console *console, struct str *out)
{
    int64_t hours = console->backups.hours;
    if (hours == 0 || !is_concerned(console)) {
        return;
    }
    if (hours < 0) {
        str_add(out, _("| 从未备份"));
    } else if (hours < DAYS_HOURS) {
        str_printf(out, _("| 备份过期 %lld小时"), (long long)hours);
    } else {
        str_printf(out, _("| 备份过期 %lld天"), (long long)(hours / DAY_HOURS));
    }
    str_add(out, desk_has_right(&console->desk, RIGHT_BACKUP) ? " t" : "");
}
