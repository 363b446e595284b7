#include "zuoxi/console/board_desk.h"

#include <string.h>

#include "zuoxi/base/str.h"
#include "zuoxi/base/text.h"
#include "zuoxi/base/width.h"
#include "zuoxi/console/backup_age.h"
#include "zuoxi/console/hook_keeper.h"
#include "zuoxi/console/paint.h"
#include "zuoxi/console/room_watch.h"
#include "zuoxi/console/views.h"

#define TITLE_LEAST 8 /* cells of an outage's title */

/* Is what is in memory another person's, or has one that was to come begun? */
static bool is_stale(const struct console *console)
{
    const struct live_board *board = &console->board;
    return !board->is_loaded || strcmp(board->badge, console->desk.actor.badge) != 0 ||
           (board->next_start != 0 && console_now(console) >= board->next_start);
}

/* A new alert rings once and is said in the status line, whatever page is in front; the focus stays. */
static void tell_clusters(struct console *console)
{
    const struct live_board *board = &console->board;
    for (size_t i = 0; i < board->cluster_count; i++) {
        const struct cluster *cluster = &board->clusters[i];
        char text[300];
        if (cluster->seen_at != 0 || cluster->id <= console->cluster_told) {
            continue;
        }
        console->cluster_told = cluster->id;
        cluster_describe(&console->desk, cluster, text, sizeof(text));
        ui_status(console->ui, STYLE_CRITICAL, _("集中报修：%s，到公告(F8)处理。"), text);
        if (console->config->settings.bell) {
            ui_bell(console->ui);
        }
    }
}

static void refresh(struct console *console)
{
    struct err err;
    bool has_changed = console_changed(console, &console->board_seen), is_new = false;
    if (!console_is_signed_in(console) || !(has_changed || is_stale(console))) {
        return;
    }
    if (live_board_refresh(&console->desk, &console->board, &is_new, &err) != STATUS_OK) {
        ui_status_err(console->ui, &err);
    }
    console->board_reads += is_new;
    if (is_new) {
        tell_clusters(console);
    }
}

bool board_desk_watch(struct console *console, unsigned long *seen)
{
    refresh(console);
    bool is_new = console->board_reads != *seen;
    *seen = console->board_reads;
    return is_new;
}

void board_until(const struct console *console, const struct notice *notice, char *out, size_t size)
{
    char time[24];
    int64_t now = console_now(console), expected = notice->expected_at.value;
    if (notice->ended_at.given) {
        time_short(now, notice->ended_at.value, time);
        text_format(out, size, _("%s已结束"), time);
    } else if (notice->expected_at.given) {
        time_short(now, expected, time);
        text_format(out, size, expected >= now ? _("预计%s恢复") : _("已过预计%s"), time);
    } else {
        text_copy(out, size, "");
    }
}

/* The newest live outage, and how many there are. */
static const struct live_notice *newest_outage(const struct live_board *board, size_t *count)
{
    const struct live_notice *newest = NULL;
    *count = 0;
    for (size_t i = 0; i < board->count; i++) {
        if (board->items[i].is_outage && board->items[i].state == NOTICE_LIVE) {
            newest = newest == NULL ? &board->items[i] : newest;
            (*count)++;
        }
    }
    return newest;
}

/* Where there is no room for more than its bar, a piece is left out. */
static int draw_piece(struct canvas *canvas, int x, enum style style, const struct str *text)
{
    int width = canvas_width(canvas) - x;
    bool is_bare = width < BOARD_PIECE_LEAST && width < width_text(str_text(text));
    return is_bare || text->length == 0 ? x : x + draw_text(canvas, 0, x, width, style, str_text(text)) + 2;
}

/* What follows an outage's title: in words, or its hour alone where there is no room for more. */
static void describe_tail(const struct console *console, const struct live_notice *live, size_t outages,
                          struct str *words, struct str *shortly)
{
    char expected[60], time[24];
    board_until(console, &live->notice, expected, sizeof(expected));
    str_printf(words, " %s%s%lld户", expected, expected[0] != '\0' ? " " : "", (long long)live->calls);
    if (outages > 1) {
        str_printf(words, _(" 另%zu处"), outages - 1);
    }
    if (live->notice.expected_at.given) {
        time_short(console_now(console), live->notice.expected_at.value, time);
        str_printf(shortly, " %s", time);
    }
}

/* "| 停供 城东站抢修 预计18:00恢复 3户": a long title gives way to what follows it, and that, where the title
 * would be lost, to "| 停供 城东站抢 18:00". */
static int draw_outage(const struct console *console, struct canvas *canvas, int x)
{
    size_t outages, next;
    const struct live_notice *live = newest_outage(&console->board, &outages);
    struct str text = {0}, words = {0}, shortly = {0};
    if (live == NULL) {
        return x;
    }
    const struct notice *notice = &live->notice;
    describe_tail(console, live, outages, &words, &shortly);
    int room = canvas_width(canvas) - x - width_text(_("| 停供 "));
    bool is_narrow = room - width_text(str_text(&words)) < TITLE_LEAST;
    const char *tail = str_text(is_narrow ? &shortly : &words);
    room -= width_text(tail);
    size_t bytes = wrap_line(notice->title, room > TITLE_LEAST ? room : TITLE_LEAST, &next);
    str_printf(&text, _("| 停供 %.*s%s"), (int)bytes, notice->title, tail);
    bool is_late = notice->expected_at.given && notice->expected_at.value < console_now(console);
    x = draw_piece(canvas, x, is_late ? STYLE_OVERDUE : STYLE_WARNING, &text);
    str_free(&text);
    str_free(&words);
    str_free(&shortly);
    return x;
}

static int draw_clusters(const struct console *console, struct canvas *canvas, int x)
{
    size_t count = console->board.cluster_count;
    char about[300];
    struct str text = {0};
    if (count == 0) {
        return x;
    }
    cluster_describe(&console->desk, &console->board.clusters[0], about, sizeof(about));
    str_printf(&text, _("| 集中 %s"), about);
    if (count > 1) {
        str_printf(&text, _(" 另%zu处"), count - 1);
    }
    str_add(&text, " F8");
    x = draw_piece(canvas, x, STYLE_CRITICAL, &text);
    str_free(&text);
    return x;
}

/* A duty: how many, and the key that leads to them. */
static int draw_duty(struct canvas *canvas, int x, enum style style, const char *label, int64_t count,
                     const char *unit, const char *key)
{
    struct str text = {0};
    if (count > 0) {
        str_printf(&text, "| %s%lld%s %s", label, (long long)count, unit, key);
        x = draw_piece(canvas, x, style, &text);
    }
    str_free(&text);
    return x;
}

static int draw_backups(const struct console *console, struct canvas *canvas, int x)
{
    struct str text = {0};
    backup_age_describe(console, &text);
    if (text.length > 0) {
        x = draw_piece(canvas, x, STYLE_WARNING, &text);
    }
    str_free(&text);
    return x;
}

int board_desk_draw(const struct console *console, struct canvas *canvas, int x)
{
    const struct live_board *board = &console->board;
    x = draw_duty(canvas, x, STYLE_ERROR, _("磁盘快满了 剩"), room_watch_megabytes(console), "MB", "");
    x = draw_clusters(console, canvas, x);
    x = draw_outage(console, canvas, x);
    x = draw_duty(canvas, x, STYLE_WARNING, _("待回电 "), board->due, _("户"), "F8");
    x = draw_duty(canvas, x, STYLE_STRONG, _("必读公告"), (int64_t)live_board_unread(board), _("条"), "F8");
    x = draw_duty(canvas, x, STYLE_ERROR, _("通知失败 "), hook_keeper_failed(console->hooks), _("条"), "k");
    return draw_backups(console, canvas, x);
}

unsigned board_desk_run(struct view *view)
{
    board_view_open(console_of(view), 0);
    return VIEW_HANDLED;
}
