#include "zuoxi/console/seat_keeper.h"

#include "zuoxi/base/text.h"
#include "zuoxi/desk/seat.h"
#include "zuoxi/tui/popup.h"

#define LEAVE_MS 300 /* what leaving waits for the write queue; a killed desk counts as gone, too */

static void set_state(struct seat_keeper *keeper, enum seat_state state, bool is_chosen)
{
    keeper->is_chosen = is_chosen;
    if (keeper->state == state) {
        return;
    }
    keeper->state = keeper->wanted = state;
    keeper->since = console_now(keeper->console);
    keeper->has_changed = true;
    task_start(&keeper->task, seat_set, &keeper->wanted, NULL);
    console_touch(keeper->console); /* what this desk is offered depends on it */
}

void seat_keeper_open(struct seat_keeper *keeper, struct console *console)
{
    *keeper = (struct seat_keeper){.console = console};
    if (desk_has_right(&console->desk, RIGHT_CONTACT_SAVE)) {
        set_state(keeper, SEAT_READY, false);
    }
}

void seat_keeper_close(struct seat_keeper *keeper)
{
    task_run(&keeper->console->desk, seat_leave, NULL, NULL, LEAVE_MS, NULL, NULL);
}

void seat_keeper_step(struct seat_keeper *keeper)
{
    if (!keeper->task.is_running) {
        return;
    }
    task_step(&keeper->console->desk, &keeper->task);
    if (keeper->task.is_running) {
        ui_wake_at(keeper->console->ui, keeper->task.retry_ms);
    }
}

void seat_keeper_follow(struct seat_keeper *keeper, size_t talking, size_t finishing)
{
    bool is_free_to = keeper->state == SEAT_CALL || !keeper->is_chosen;
    if (keeper->state != SEAT_OUT && (talking > 0 || is_free_to)) {
        set_state(keeper, talking > 0 ? SEAT_CALL : finishing > 0 ? SEAT_WRAP : SEAT_READY, false);
    }
}

void seat_keeper_answered(struct seat_keeper *keeper)
{
    keeper->since = console_now(keeper->console);
    keeper->state = keeper->wanted = SEAT_CALL; /* a state still on its way to the database is this one now */
    keeper->is_chosen = false;
    keeper->has_changed = true;
}

static void chosen(void *context, int index)
{
    struct seat_keeper *keeper = context;
    for (enum seat_state state = SEAT_READY; index >= 0 && state < SEAT_STATES; state++) {
        if (seat_state_is_chosen(state) && index-- == 0) {
            set_state(keeper, state, state != SEAT_READY);
        }
    }
}

void seat_keeper_ask(struct seat_keeper *keeper)
{
    struct console *console = keeper->console;
    struct menu_item items[SEAT_STATES];
    size_t count = 0;
    char since[20], hint[24];
    struct err err;
    if (desk_allow(&console->desk, RIGHT_CONTACT_SAVE, &err) != STATUS_OK) {
        ui_status_err(console->ui, &err);
        return;
    }
    clock_format(keeper->since, since);
    text_format(hint, sizeof(hint), _("%.5s 起"), since + 11);
    for (enum seat_state state = SEAT_READY; state < SEAT_STATES; state++) {
        if (seat_state_is_chosen(state)) {
            items[count++] = (struct menu_item){.label = seat_state_label(state),
                                                .hint = state == keeper->state ? hint : NULL};
        }
    }
    menu_open(console->ui, _("坐席状态"), items, count, chosen, keeper);
}
