#include "zuoxi/console/live.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/base/width.h"
#include "zuoxi/console/messages.h"
#include "zuoxi/console/seat_keeper.h"
#include "zuoxi/console/views.h"
#include "zuoxi/desk/call.h"

#define FORMS_SEEN  16  /* call forms looked at for the end of their calls */
#define PATIENCE_MS 300 /* the caller talks: from here on the form opens while the answer still waits */

/* A call being answered. */
struct answering {
    bool is_open; /* its form is there already */
    struct task task;
    int64_t ring_id;
    size_t matches;
    struct intake *intake;         /* owned; NULL: nothing is being answered */
    char request[REQUEST_ID_SIZE]; /* of the answer; the form has its own, for its save */
    struct err told;
};

struct live {
    struct console *console;
    int bell; /* descriptor, −1 none */
    unsigned long seen;
    struct call_row calls[CALLS_SHOWN];
    size_t count;   /* all of them; quiet ones stand among them */
    int64_t told;   /* the newest call the bell has rung for */
    char said[300]; /* the call as last said in the status line, '' none */
    int64_t said_id;
    int64_t drawn_at; /* UTC second the strip is of */
    bool is_new;      /* something beside the time has changed since */
    struct answering answering;
    struct messages messages;
    size_t forms; /* of calls, open when last looked at */
    struct seat_keeper seat;
};

/* Answered at this person's own telephone. */
static bool is_lifted(const struct call_row *call)
{
    return call->ring.answered_at.given && !call->is_quiet;
}

/* Only a ready seat that is not locked is offered calls that ring; the one its own telephone has answered is
 * its to take up anyhow. */
static void withhold(struct live *live)
{
    bool is_free = live->seat.state == SEAT_READY && ui_cover_view(live->console->ui) == NULL;
    size_t kept = 0;
    for (size_t i = 0; i < live->count && !is_free; i++) {
        if (is_lifted(&live->calls[i])) {
            live->calls[kept++] = live->calls[i];
        }
    }
    live->count = is_free ? live->count : kept;
}

static const struct call_row *call_at(const struct live *live, size_t line)
{
    for (size_t i = 0; i < live->count; i++) {
        if (!live->calls[i].is_quiet && line-- == 0) {
            return &live->calls[i];
        }
    }
    return NULL;
}

static size_t call_count(const struct live *live)
{
    size_t count = 0;
    while (call_at(live, count) != NULL) {
        count++;
    }
    return count;
}

size_t live_count(const struct live *live)
{
    return call_count(live) + live->messages.count;
}

/* Answering */

static void drop_answer(struct live *live)
{
    struct err err;
    if (!live->answering.is_open) {
        draft_drop(&live->console->desk, DRAFT_INTAKE, live->answering.intake, &err);
    }
    free(live->answering.intake);
    live->answering = (struct answering){0};
}

static void open_answer(struct live *live)
{
    struct answering *answering = &live->answering;
    struct console *console = live->console;
    struct err err;
    struct ring ring;
    if (call_load(&console->desk, answering->ring_id, &ring, &err) == STATUS_OK && ring.answered_at.given) {
        answering->intake->contact.answered_at = ring.answered_at;
    }
    answering->is_open = true;
    intake_view_answer(console, answering->intake, answering->matches);
}

static void step_answer(struct live *live)
{
    struct answering *answering = &live->answering;
    struct console *console = live->console;
    if (answering->intake == NULL || ui_is_ending(console->ui)) {
        return;
    }
    int64_t now = clock_boot_ms(console->clock);
    bool is_done = console_step_task(console, &answering->task, &answering->told);
    if (is_done && answering->task.err.status != STATUS_OK) {
        ui_status_err(console->ui, &answering->task.err);
        drop_answer(live);
        console_touch(console);
        return;
    }
    if (!answering->is_open && (is_done || now - answering->task.started_ms >= PATIENCE_MS)) {
        open_answer(live);
    }
    if (is_done) {
        drop_answer(live);
        seat_keeper_answered(&live->seat);
        console_touch(console);
    }
}

/*
 * The draft first, then the call: killed between the two or after, the form comes back with what is known.
 */
static void start_answer(struct live *live, const struct call_row *call)
{
    struct console *console = live->console;
    struct answering *answering = &live->answering;
    struct err err;
    answering->intake = mem_new(1, sizeof(*answering->intake));
    answering->ring_id = call->ring.head.id;
    answering->matches = call->matches;
    call_begin_intake(&console->desk, call, answering->intake);
    if (draft_save(&console->desk, DRAFT_INTAKE, answering->intake, NULL, &err) != STATUS_OK) {
        ui_status_err(console->ui, &err); /* the call is answered all the same; the form keeps trying */
    }
    request_make(answering->request);
    task_start(&answering->task, call_answer, &answering->ring_id, answering->request);
    live->count = 0; /* one at a time; looked at again when it is decided */
    step_answer(live);
}

/* Who is on the line already, else who waits longest, else whoever was answered somewhere. */
static const struct call_row *first_call(const struct live *live)
{
    for (size_t i = 0; i < live->count; i++) {
        if (is_lifted(&live->calls[i])) {
            return &live->calls[i];
        }
    }
    return live->count > 0 ? &live->calls[0] : NULL;
}

bool live_answer(struct live *live)
{
    const struct call_row *call = first_call(live);
    if (call != NULL && live->answering.intake == NULL) {
        start_answer(live, call);
    }
    return call != NULL || live->answering.intake != NULL;
}

void live_use(struct live *live, size_t line)
{
    size_t calls = call_count(live);
    if (line >= calls) {
        messages_open(&live->messages, line - calls);
    } else if (live->answering.intake == NULL) {
        start_answer(live, call_at(live, line));
    }
}

/* Looking */

/* A form that came back from the draft of a desk killed in the middle of answering: its call still rings. */
static void take_up(struct live *live, int64_t ring_id)
{
    struct answering *answering = &live->answering;
    answering->intake = mem_new(1, sizeof(*answering->intake));
    answering->ring_id = ring_id;
    answering->is_open = true;
    request_make(answering->request);
    task_start(&answering->task, call_answer, &answering->ring_id, answering->request);
    ui_wake_at(live->console->ui, clock_boot_ms(live->console->clock));
}

/* The ends of the calls whose forms are open. */
static void follow_ends(struct live *live)
{
    struct console *console = live->console;
    struct intake_call calls[FORMS_SEEN];
    size_t count = intake_view_calls(console, calls, FORMS_SEEN);
    for (size_t i = 0; i < count; i++) {
        struct ring ring;
        struct err err;
        if (calls[i].has_ended || call_load(&console->desk, calls[i].ring_id, &ring, &err) != STATUS_OK) {
            continue;
        }
        if (ring.ended_at.given) {
            intake_view_hang_up(console, ring.head.id, ring.ended_at.value);
        } else if (ring.answered_by[0] == '\0' && live->answering.intake == NULL) {
            take_up(live, ring.head.id);
        }
    }
}

/* Talking while a call's form is open, finishing it once the caller has hung up. */
static void follow_calls(struct live *live)
{
    struct intake_call calls[FORMS_SEEN];
    size_t count = intake_view_calls(live->console, calls, FORMS_SEEN), talking = 0;
    for (size_t i = 0; i < count; i++) {
        talking += !calls[i].has_ended;
    }
    if (count != live->forms) { /* one that came back from a draft may be about a call that is long over */
        live->forms = count;
        follow_ends(live);
    }
    seat_keeper_follow(&live->seat, talking, count - talking);
}

/* The terminal's bell, once a call. */
static void sound(struct live *live)
{
    for (size_t i = 0; i < live->count; i++) {
        const struct call_row *call = &live->calls[i];
        if (call->ring.head.id > live->told && !call->is_quiet) {
            live->told = call->ring.head.id;
            if (live->console->config->settings.ring_bell) {
                ui_bell(live->console->ui);
            }
        }
    }
}

static void look(struct live *live)
{
    struct err err;
    follow_ends(live);
    follow_calls(live);
    live->count = 0;
    live->is_new = true;
    messages_look(&live->messages);
    if (live->answering.intake == NULL && live->seat.state != SEAT_OUT &&
        call_list(&live->console->desk, live->calls, CALLS_SHOWN, &live->count, &err) != STATUS_OK) {
        live->count = 0; /* what hinders reading, the list of cases says */
    }
    withhold(live);
    sound(live);
}

/* Telling */

/* "来电 138 1234 5678  振铃 2 声  孙丽 阳光城7-1-402  未结 0 单" */
static void describe(const struct live *live, const struct call_row *call, struct str *out, bool *is_late)
{
    const struct settings *settings = &live->console->config->settings;
    const struct ring *ring = &call->ring;
    char phone[PHONE_SIZE];
    int rings = ring_count(ring, console_now(live->console), settings->ring_limit, settings->ring_seconds);
    console_phone(live->console, TIE_TASK, ring->phone, phone);
    *is_late = rings > settings->ring_limit;
    str_printf(out, "%s %s  ", ring->answered_at.given ? _("已接起") : _("来电"),
               phone[0] != '\0' ? phone : _("号码保密"));
    str_printf(out, *is_late ? _("振铃 %d 声，已过 %d 声") : _("振铃 %d 声"), rings, settings->ring_limit);
    if (call->matches == 1) {
        str_printf(out, "  %s%s %s", call->customer.name,
                   call->customer.is_important ? _("（重要用户）") : "", call->customer.address);
    } else if (call->matches > 1) {
        str_printf(out, _("  %s 等 %zu 户"), call->customer.name, call->matches);
    } else if (phone[0] != '\0') {
        str_add(out, _("  未登记的号码"));
    }
    str_printf(out, _("  未结 %zu 单"), call->open_cases);
    if (ring->line[0] != '\0') {
        str_printf(out, _("  线路 %s"), ring->line);
    }
}

static void draw_call(const struct live *live, size_t line, struct canvas *canvas, bool is_selected)
{
    int y = (int)line, width = canvas_width(canvas);
    const char *keys = is_selected ? _("Enter 接听") : line == 0 ? _("F2 接听") : _("Tab 选择");
    int room = width - width_text(keys) - 2;
    struct str text = {0};
    bool is_late;
    describe(live, call_at(live, line), &text, &is_late);
    enum style style = is_selected ? STYLE_SELECTED : is_late ? STYLE_OVERDUE : STYLE_CRITICAL;
    draw_text(canvas, y, 0, width, is_selected ? style : STYLE_NORMAL, is_selected ? ">" : "");
    draw_text(canvas, y, 1, room - 1, style, str_text(&text));
    draw_right(canvas, y, room, width - room - 1, is_selected ? style : STYLE_STRONG, keys);
    str_free(&text);
}

void live_draw(const struct live *live, struct canvas *canvas, size_t selected, bool has_focus)
{
    size_t calls = call_count(live);
    for (size_t i = 0; i < calls; i++) {
        draw_call(live, i, canvas, has_focus && i == selected);
    }
    for (size_t i = 0; i < live->messages.count; i++) {
        messages_draw(&live->messages, i, canvas, (int)(calls + i), has_focus && calls + i == selected);
    }
}

bool live_tick(struct live *live)
{
    int64_t now = console_now(live->console);
    bool has_changed =
        live->is_new || live->seat.has_changed || (call_count(live) > 0 && now != live->drawn_at);
    live->drawn_at = now;
    live->is_new = live->seat.has_changed = false;
    return has_changed;
}

/* What became of the call that the status line has shown. */
static void say_end(struct live *live)
{
    struct console *console = live->console;
    struct ring ring;
    struct err err;
    if (live->answering.intake != NULL ||
        call_load(&console->desk, live->said_id, &ring, &err) != STATUS_OK) {
        return;
    }
    if (ring.answered_by[0] != '\0' && strcmp(ring.answered_by, console->desk.actor.badge) != 0) {
        ui_status(console->ui, STYLE_DIM, _("来电已由 %s 接听。"), ring.answered_by);
    } else if (ring_is_missed(&ring)) {
        ui_status(console->ui, STYLE_WARNING, _("对方已经挂断，没有接听。"));
    } else if (ring.answered_by[0] == '\0') {
        ui_status(console->ui, STYLE_DIM, _("来电已经接起。"));
    }
}

/* With another page in front the status line has the call; it never takes the focus. */
static void say(struct live *live, bool is_in_front)
{
    struct console *console = live->console;
    const struct call_row *call = call_at(live, 0);
    bool is_late;
    if (call == NULL || is_in_front) {
        if (live->said[0] != '\0' && call == NULL) {
            say_end(live);
        }
        live->said[0] = '\0';
        return;
    }
    struct str line = {0};
    describe(live, call, &line, &is_late);
    if (strcmp(str_text(&line), live->said) != 0) {
        text_copy(live->said, sizeof(live->said), str_text(&line));
        live->said_id = call->ring.head.id;
        ui_status(console->ui, is_late ? STYLE_OVERDUE : STYLE_CRITICAL, _("F2 接听  %s"), str_text(&line));
    }
    str_free(&line);
}

void live_step(struct live *live, bool is_in_front)
{
    if (ui_is_woken(live->console->ui) && desk_hear(live->bell)) {
        console_hear(live->console);
    }
    step_answer(live);
    if (console_changed(live->console, &live->seen)) {
        look(live);
    } else {
        follow_calls(live); /* a form may have been saved or thrown away */
    }
    seat_keeper_step(&live->seat);
    messages_step(&live->messages, is_in_front);
    say(live, is_in_front);
}

struct live *live_open(struct console *console)
{
    struct live *live = mem_new(1, sizeof(*live));
    live->console = live->messages.console = console;
    live->bell = desk_listen(&console->desk);
    if (live->bell >= 0) {
        ui_watch(console->ui, live->bell);
    }
    seat_keeper_open(&live->seat, console);
    console_changed(console, &live->seen);
    look(live);
    return live;
}

void live_close(struct live **live)
{
    struct console *console = (*live)->console;
    free((*live)->answering.intake); /* its draft stays */
    messages_free(&(*live)->messages);
    seat_keeper_close(&(*live)->seat);
    if ((*live)->bell >= 0) {
        ui_unwatch(console->ui, (*live)->bell);
        close((*live)->bell);
    }
    free(*live);
    *live = NULL;
}

enum seat_state live_state(const struct live *live)
{
    return live->seat.state;
}

void live_ask_state(struct live *live)
{
    seat_keeper_ask(&live->seat);
}
