/* The loop: one poll() on the terminal, the signals' pipe and watched descriptors, until the nearest
 * deadline. */

#include <errno.h>
#include <poll.h>
#include <stdlib.h>

#include "ui_private.h"
#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"

#define DOUBLE_CLICK_MS 400

/* Milliseconds until something is due: the next wall second, a wake asked for, the status line's end, or the
 * rest of a key sequence. */
static int time_left(struct ui *ui)
{
    int64_t now = clock_boot_ms(ui->options.clock);
    int64_t left = 1000 - clock_now_ms(ui->options.clock) % 1000;
    int patience = input_patience(term_input(ui->term));

    for (size_t i = 0; i < ui->wake_count; i++) {
        if (ui->wakes[i] - now < left) {
            left = ui->wakes[i] - now;
        }
    }
    if (ui->status.until != 0 && !ui->status.is_sticky && ui->status.until - now < left) {
        left = ui->status.until - now;
    }
    if (patience >= 0 && ui->fed_at + patience - now < left) {
        left = ui->fed_at + patience - now;
    }
    return left < 0 ? 0 : (int)left;
}

static void drop_passed_wakes(struct ui *ui)
{
    int64_t now = clock_boot_ms(ui->options.clock);

    for (size_t i = 0; i < ui->wake_count;) {
        if (ui->wakes[i] <= now) {
            ui->wakes[i] = ui->wakes[--ui->wake_count];
        } else {
            i++;
        }
    }
}

/* What curses holds may be of another size, or count other widths, or be gone from the terminal. */
static void forget_screen(struct ui *ui)
{
    ui->is_stale = true;
    cells_forget(&ui->screen.cells);
}

static enum ui_mouse press_or_double(struct ui *ui, const struct input_event *event)
{
    int64_t now = clock_boot_ms(ui->options.clock);
    bool is_double =
        now - ui->press.at <= DOUBLE_CLICK_MS && ui->press.y == event->y && ui->press.x == event->x;

    ui->press.at = is_double ? 0 : now;
    ui->press.y = event->y;
    ui->press.x = event->x;
    return is_double ? UI_MOUSE_DOUBLE : UI_MOUSE_PRESS;
}

static void dispatch(struct ui *ui, const struct input_event *event)
{
    const struct str *pasted = input_pasted(term_input(ui->term));

    switch (event->kind) {
    case INPUT_KEY:
        route_key(ui, event->key);
        break;
    case INPUT_PASTE:
        route_paste(ui, str_text(pasted), pasted->length);
        if (event->is_cut) {
            ui_status(ui, STYLE_ERROR, _("粘贴的内容太长，只收了前 256 KiB"));
        }
        break;
    case INPUT_MOUSE:
        route_mouse(ui, event->y, event->x,
                    event->mouse == UI_MOUSE_PRESS ? press_or_double(ui, event) : event->mouse);
        break;
    case INPUT_REPORT:
        if (term_learn_width(event->x)) {
            forget_screen(ui);
        }
        break;
    case INPUT_NONE:
        break;
    }
}

/*
 * All that has been typed before anything is painted; what the views close meanwhile is freed between keys.
 */
static void drain_input(struct ui *ui, bool is_final)
{
    struct input_event event;

    while (!ui->is_quitting && input_next(term_input(ui->term), is_final, &event)) {
        dispatch(ui, &event);
        ui_reap(ui);
    }
}

static void heed_signals(struct ui *ui)
{
    struct signals signals = signals_take(ui->wake_pipe[0]);

    ui->is_gone = ui->is_gone || signals.is_ending;
    if (ui->is_gone) {
        return;
    }
    if (signals.is_stopped) {
        term_stop(ui->term);
        forget_screen(ui);
    } else if (signals.is_continued) {
        term_resume(ui->term);
        forget_screen(ui);
    }
    if (signals.is_resized && term_resize(ui->term)) {
        forget_screen(ui);
    }
}

static void wait_and_read(struct ui *ui, struct pollfd **polls, size_t *capacity)
{
    size_t count = 2 + ui->watched_count;
    int ready, patience;

    mem_reserve((void **)polls, capacity, count, sizeof(**polls));
    (*polls)[0] = (struct pollfd){.fd = term_fd(ui->term), .events = POLLIN};
    (*polls)[1] = (struct pollfd){.fd = ui->wake_pipe[0], .events = POLLIN};
    for (size_t i = 0; i < ui->watched_count; i++) {
        (*polls)[2 + i] = (struct pollfd){.fd = ui->watched[i], .events = POLLIN};
    }
    ready = poll(*polls, (nfds_t)count, time_left(ui));
    ui->is_woken = false;
    for (size_t i = 2; i < count && ready > 0; i++) {
        ui->is_woken = ui->is_woken || (*polls)[i].revents != 0;
    }
    if (ready < 0 && errno != EINTR) {
        ui->is_gone = true;
    }
    if (ready > 0 && (*polls)[1].revents != 0) {
        heed_signals(ui);
    }
    if (ready > 0 && (*polls)[0].revents != 0) {
        /* A signal's doings may have thrown away what was there to read. */
        bool is_ready = ((*polls)[0].revents & POLLIN) != 0 && (*polls)[1].revents == 0;
        ui->is_gone = !term_read(ui->term, is_ready) || ui->is_gone;
        if (ui->options.wakes != NULL) {
            ui->options.wakes(ui->options.context, ui_quiet_ms(ui));
        }
        ui->is_fed = true;
        ui->fed_at = clock_boot_ms(ui->options.clock);
        drain_input(ui, false);
    }
    patience = input_patience(term_input(ui->term));
    if (patience >= 0 && clock_boot_ms(ui->options.clock) - ui->fed_at >= patience) {
        drain_input(ui, true);
    }
}

static void step(struct view *view)
{
    if (view->ops->step != NULL) {
        view->ops->step(view);
    }
}

bool ui_run(struct ui *ui)
{
    struct pollfd *polls = NULL;
    size_t capacity = 0;

    while (!ui->is_quitting && !ui->is_gone) {
        drop_passed_wakes(ui);
        ui_each_view(ui, step);
        ui_reap(ui);
        if (ui->is_quitting) {
            break;
        }
        ui_paint(ui);
        ui->is_fed = false;
        wait_and_read(ui, &polls, &capacity);
    }
    free(polls);
    if (!ui->is_quitting) {
        ui->is_ending = true;
        ui_each_view(ui, step); /* the last chance to put drafts on the disk */
        ui_reap(ui);
    }
    return ui->is_quitting;
}
