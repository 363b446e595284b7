#include <string.h>

#include "zuoxi/base/str.h"
#include "zuoxi/base/text.h"
#include "zuoxi/console/board_desk.h"
#include "zuoxi/console/shifts.h"
#include "zuoxi/desk/acting.h"
#include "zuoxi/desk/handover_leave.h"
#include "zuoxi/domain/workday.h"

#define LEAVE_LIMIT_MS 50 /* one slice of the write queue: who leaves is also seen by who has signed */

/* Who stands in for the lead sees more cases than before: the lists are read again. */
static bool watch_rank(struct console *console, bool stands)
{
    struct desk *desk = &console->desk;
    struct err err;
    bool was_acting = desk->actor.is_acting_lead;
    if (stands && desk->acting.minute == console_now(console) / 60) {
        return false;
    }
    if (acting_refresh(desk, &err) != STATUS_OK) {
        ui_status_err(console->ui, &err);
    }
    if (desk->actor.is_acting_lead != was_acting) {
        console_touch(console);
    }
    return desk->actor.is_acting_lead != was_acting;
}

bool shift_desk_watch(struct console *console)
{
    struct err err;
    bool is_new = false;
    if (!console_is_signed_in(console)) {
        return false;
    }
    const struct live_roster *live = &console->roster;
    bool is_new_day = live->date != date_of(console_now(console));
    bool is_other = strcmp(live->badge, console->desk.actor.badge) != 0;
    bool stands =
        !console_changed(console, &console->roster_seen) && live->is_loaded && !is_new_day && !is_other;
    bool is_other_rank = watch_rank(console, stands);
    if (stands) {
        return is_other_rank; /* asked at every key: the database only when it has changed */
    }
    if (live_roster_refresh(&console->desk, &console->roster, &is_new, &err) != STATUS_OK) {
        ui_status_err(console->ui, &err);
    }
    return is_new || is_other_rank;
}

void shift_desk_title(const struct console *console, char *out, size_t size)
{
    const struct desk *desk = &console->desk;
    struct shift_turn turn = live_roster_turn(desk, &console->roster, desk->actor.badge);
    char hours[12];
    out[0] = '\0';
    if (turn.shift == NULL) {
        turn = shift_now(settings_shifts(desk->settings), clock_now(desk->clock));
    }
    if (turn.shift != NULL) {
        shift_hours(turn.shift, hours);
        text_format(out, size, "%s %s", turn.shift->name, hours);
    }
}

/* What lies open in the days ahead, the nearest in words where there is room. */
int shift_desk_draw(const struct console *console, struct canvas *canvas, int x)
{
    const struct live_roster *roster = &console->roster;
    char first[200];
    if (roster->swaps_waiting > 0 && canvas_width(canvas) - x >= BOARD_PIECE_LEAST) {
        x += draw_format(canvas, 0, x, canvas_width(canvas) - x, STYLE_STRONG, _("| 换班 %zu件 l w"),
                         roster->swaps_waiting) +
             2;
    }
    int width = canvas_width(canvas) - x;
    if (roster->finding_count == 0 || width < BOARD_PIECE_LEAST) {
        return x;
    }
    roster_finding_text(&roster->findings[0], first, sizeof(first));
    if (width < 60) {
        return x +
               draw_format(canvas, 0, x, width, STYLE_WARNING, _("| 班表 %zu处待排 l"),
                           roster->finding_count) +
               2;
    }
    return x +
           draw_format(canvas, 0, x, width, STYLE_WARNING, _("| 班表 %s%s l"), first,
                       roster->finding_count > 1 ? _(" 等") : "") +
           2;
}

unsigned shift_desk_run_handover(struct view *view)
{
    handover_view_now(console_of(view));
    return VIEW_HANDLED;
}

bool shift_desk_may_leave(struct console *console, int64_t *id)
{
    struct err err;
    *id = 0;
    if (!console_is_signed_in(console) || handover_may_go(&console->desk, id, &err) == STATUS_OK) {
        return true;
    }
    ui_status_err(console->ui, &err);
    return err.status != STATUS_DENIED; /* a database that cannot be read keeps nobody here */
}

void shift_desk_left(struct console *console, int64_t id)
{
    struct err err;
    int64_t result;
    if (id != 0) {
        struct handover_going going = {.id = id};
        request_make(going.request);
        task_run(&console->desk, handover_gone, &going, going.request, LEAVE_LIMIT_MS, &result, &err);
    }
}

unsigned shift_desk_run_roster(struct view *view)
{
    roster_view_open(console_of(view));
    return VIEW_HANDLED;
}
