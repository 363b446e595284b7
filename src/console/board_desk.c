#include "zuoxi/console/board_desk.h"

#include <string.h>

#include "zuoxi/base/str.h"
#include "zuoxi/base/text.h"
#include "zuoxi/console/paint.h"
#include "zuoxi/console/views.h"

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

void board_expected(const struct console *console, int64_t expected, char *out, size_t size)
{
    char time[24];
    int64_t now = console_now(console);
    if (expected == 0) {
        text_copy(out, size, "");
        return;
    }
    time_short(now, expected, time);
    text_format(out, size, expected >= now ? _("预计%s恢复") : _("已过预计%s"), time);
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

static int draw_piece(struct canvas *canvas, int x, enum style style, const struct str *text)
{
    int width = canvas_width(canvas) - x;
    return width <= 0 || text->length == 0 ? x
                                           : x + draw_text(canvas, 0, x, width, style, str_text(text)) + 2;
}

int board_desk_draw(const struct console *console, struct canvas *canvas, int x)
{
    size_t outages, unread = live_board_unread(&console->board);
    const struct live_notice *live = newest_outage(&console->board, &outages);
    struct str text = {0};
    if (console->board.cluster_count > 0) {
        char about[300];
        cluster_describe(&console->desk, &console->board.clusters[0], about, sizeof(about));
        str_printf(&text, _("| 集中 %s F8"), about);
        x = draw_piece(canvas, x, STYLE_CRITICAL, &text);
        str_reset(&text);
    }
    if (live != NULL) {
        char expected[60];
        board_expected(console, live->notice.expected_at.value, expected, sizeof(expected));
        str_printf(&text, _("| 停供 %s %s%s%lld户"), live->notice.title, expected,
                   expected[0] != '\0' ? " " : "", (long long)live->calls);
        if (outages > 1) {
            str_printf(&text, _(" 另%zu处"), outages - 1);
        }
        bool is_late =
            live->notice.expected_at.given && live->notice.expected_at.value < console_now(console);
        x = draw_piece(canvas, x, is_late ? STYLE_OVERDUE : STYLE_WARNING, &text);
    }
    str_reset(&text);
    if (console->board.due > 0) {
        str_printf(&text, _("| 待回电 %lld户 F8"), (long long)console->board.due);
        x = draw_piece(canvas, x, STYLE_WARNING, &text);
        str_reset(&text);
    }
    if (unread > 0) {
        str_printf(&text, _("| 必读公告%zu条 F8"), unread);
        x = draw_piece(canvas, x, STYLE_STRONG, &text);
    }
    str_free(&text);
    return x;
}

unsigned board_desk_run(struct view *view)
{
    board_view_open(console_of(view), 0);
    return VIEW_HANDLED;
}
