#include "zuoxi/console/paint.h"

#include <stdio.h>
#include <string.h>

#include "zuoxi/base/clock.h"
#include "zuoxi/base/text.h"
#include "zuoxi/base/width.h"
#include "zuoxi/base/wrap.h"

static const struct {
    enum style style;
    const char *mark;
} levels[] = {
    [LEVEL_CALM] = {STYLE_CALM, " "},         [LEVEL_WARNING] = {STYLE_WARNING, "+"},
    [LEVEL_CRITICAL] = {STYLE_CRITICAL, "*"}, [LEVEL_OVERDUE] = {STYLE_OVERDUE, "!"},
    [LEVEL_SUSPENDED] = {STYLE_DIM, "="},
};

enum style level_style(enum level level)
{
    return levels[level].style;
}

const char *level_mark(enum level level)
{
    return levels[level].mark;
}

enum level level_of(int64_t now, int64_t due, int64_t warning, int64_t critical, bool is_suspended)
{
    if (is_suspended) {
        return LEVEL_SUSPENDED;
    }
    if (due == 0) {
        return LEVEL_CALM;
    }
    struct level_times times = {.warning = warning, .critical = critical, .overdue = due + 1};
    return deadline_level(now, &times);
}

size_t wrap_line(const char *text, int width, size_t *next)
{
    size_t length = strcspn(text, "\n"), size = wrap_next(text, length, 0, width);
    *next = size + (size == length && text[length] == '\n');
    while (size > 0 && text[size - 1] == ' ') {
        size--;
    }
    return size;
}

int wrap_count(const char *text, int width)
{
    int lines = 0;
    do {
        size_t next;
        wrap_line(text, width, &next);
        text += next;
        lines++;
    } while (*text != '\0');
    return lines;
}

int paint_wrapped(struct canvas *canvas, int y, int x, int width, int rows, enum style style,
                  const char *text)
{
    int row = 0;
    while (row < rows && width > 0) {
        size_t next, size = wrap_line(text, width, &next);
        struct str line = {0};
        str_add_bytes(&line, text, size);
        bool has_more = text[next] != '\0';
        draw_text(canvas, y + row, x, width, style, str_text(&line));
        str_free(&line);
        row++;
        text += next;
        if (!has_more) {
            break;
        }
        if (row == rows) {
            draw_text(canvas, y + row - 1, x + width - 2, 2, STYLE_DIM, "..");
        }
    }
    return row;
}

void text_pad(struct str *out, const char *text, int width)
{
    str_add(out, text);
    for (int cells = width_text(text); cells < width; cells++) {
        str_add_char(out, ' ');
    }
}

void time_short(int64_t now, int64_t utc, char out[24])
{
    struct civil today = clock_civil(now), then = clock_civil(utc);
    if (then.year != today.year) {
        snprintf(out, 24, "%04d-%02d-%02d", then.year % 10000, then.month % 100, then.day % 100);
    } else if (then.month != today.month || then.day != today.day) {
        snprintf(out, 24, "%02d-%02d %02d:%02d", then.month % 100, then.day % 100, then.hour % 100,
                 then.minute % 100);
    } else {
        snprintf(out, 24, "%02d:%02d", then.hour % 100, then.minute % 100);
    }
}

void time_cut_seconds(char *text)
{
    size_t length = strlen(text);
    if (length == strlen("2026-11-23 09:00:00") && strcmp(text + length - 3, ":00") == 0) {
        text[length - 3] = '\0';
    }
}

bool time_parse_short(int64_t now, const char *text, int64_t *utc)
{
    struct civil today = clock_civil(now);
    char full[48];
    int dashes = 0;
    for (const char *at = text; *at != '\0'; at++) {
        dashes += *at == '-';
    }
    if (strlen(text) > 20) {
        return false;
    }
    if (dashes == 0) {
        snprintf(full, sizeof(full), "%04d-%02d-%02d %s%s", today.year % 10000, today.month % 100,
                 today.day % 100, strlen(text) == 4 ? "0" : "", text);
    } else if (dashes == 1) {
        snprintf(full, sizeof(full), "%04d-%s", today.year % 10000, text);
    } else {
        snprintf(full, sizeof(full), "%s", text);
    }
    return strchr(text, ':') != NULL && clock_parse(full, utc);
}

void time_length(int64_t seconds, char out[24])
{
    seconds = seconds < 0 ? 0 : seconds;
    int hours = (int)(seconds / 3600 % 100000), minutes = (int)(seconds / 60 % 60),
        rest = (int)(seconds % 60);
    if (hours > 0) {
        snprintf(out, 24, "%d:%02d:%02d", hours, minutes, rest);
    } else {
        snprintf(out, 24, "%02d:%02d", minutes, rest);
    }
}

/* The last leg of this id, of two that are open the one due first; NULL when none was started. */
static const struct leg *leg_last(const struct leg *legs, size_t count, const char *id)
{
    const struct leg *last = NULL;
    for (size_t i = 0; i < count; i++) {
        const struct leg *leg = &legs[i];
        if (strcmp(leg->id, id) != 0) {
            continue;
        }
        bool are_open = last != NULL && leg_is_open(last) && leg_is_open(leg);
        if (last == NULL || (are_open ? leg->due < last->due : leg->sequence > last->sequence)) {
            last = leg;
        }
    }
    return last;
}

/* Will this case have a leg of this id? */
static bool leg_is_ahead(const struct profile *profile, const struct case_record *record, const char *id)
{
    const struct leg_matter matter = leg_matter_of(record);
    return leg_rule_find(profile, id, &matter) != NULL;
}

static void describe_leg(const char *label, const struct leg *leg, int64_t now, struct leg_piece *piece)
{
    char time[24], left[24];
    if (leg->is_dropped) {
        text_format(piece->text, sizeof(piece->text), "%s--", label);
        piece->style = STYLE_DIM;
    } else if (leg->met != 0) {
        time_short(now, leg->met, time);
        if (leg->late > 0) {
            time_length(leg->late, left);
            text_format(piece->text, sizeof(piece->text), _("%s%s✗迟%s"), label, time, left);
        } else {
            text_format(piece->text, sizeof(piece->text), "%s%s✓", label, time);
        }
        piece->style = leg->late > 0 ? STYLE_ERROR : STYLE_GOOD;
    } else if (leg->suspended_at != 0) {
        text_format(piece->text, sizeof(piece->text), _("%s 已挂起"), label);
        piece->style = STYLE_DIM;
    } else {
        time_short(now, leg->due, time);
        deadline_countdown(now, leg->due, left);
        bool is_over = now > leg->due;
        text_format(piece->text, sizeof(piece->text), "%s%s %s%s", label, time, is_over ? _("超") : _("剩"),
                    left + (left[0] == '-'));
        piece->style = level_style(level_of(now, leg->due, leg->warning, leg->critical, false));
        piece->is_running = true;
    }
}

size_t legs_describe(const struct profile *profile, const struct case_record *record, const struct leg *legs,
                     size_t count, int64_t now, struct leg_piece *pieces, size_t max)
{
    size_t used = 0;
    if (max > 0 && record->accepted_at.given) {
        char time[24];
        time_short(now, record->accepted_at.value, time);
        pieces[used] = (struct leg_piece){.style = STYLE_NORMAL};
        text_format(pieces[used++].text, sizeof(pieces->text), _("受理%s"), time);
    }
    for (size_t i = 0; i < profile->leg_label_count && used < max; i++) {
        const struct leg_label *label = &profile->leg_labels[i];
        const struct leg *leg = leg_last(legs, count, label->id);
        pieces[used] = (struct leg_piece){.style = STYLE_DIM};
        if (leg != NULL) {
            pieces[used].leg = (size_t)(leg - legs);
            pieces[used].label = label->label;
            describe_leg(label->label, leg, now, &pieces[used++]);
        } else if (!record->closed_at.given && leg_is_ahead(profile, record, label->id)) {
            text_format(pieces[used++].text, sizeof(pieces->text), "%s--", label->label);
        }
    }
    return used;
}

bool leg_piece_tick(struct leg_piece *piece, const struct leg *legs, size_t count, int64_t now)
{
    struct leg_piece before = *piece;
    if (!piece->is_running || piece->leg >= count) {
        return false;
    }
    describe_leg(piece->label, &legs[piece->leg], now, piece);
    return before.style != piece->style || strcmp(before.text, piece->text) != 0;
}

int paint_legs(struct canvas *canvas, int y, int x, int width, int rows, const struct leg_piece *pieces,
               size_t count)
{
    int row = 0, column = 0;
    for (size_t i = 0; i < count; i++) {
        int cells = width_text(pieces[i].text);
        if (column > 0 && column + cells > width) {
            draw_text(canvas, y + row, x + column, width - column, STYLE_NORMAL, "");
            row++;
            column = 0;
        }
        if (row >= rows) {
            return rows;
        }
        cells = cells > width ? width : cells;
        draw_text(canvas, y + row, x + column, cells, pieces[i].style, pieces[i].text);
        column += cells;
        if (column < width) {
            draw_text(canvas, y + row, x + column, 1, STYLE_NORMAL, "");
            column++;
        }
    }
    if (column < width) {
        draw_text(canvas, y + row, x + column, width - column, STYLE_NORMAL, "");
    }
    return count > 0 ? row + 1 : 0;
}

void paint_centred(struct canvas *canvas, int y, enum style style, const char *text)
{
    int width = canvas_width(canvas), cells = width_text(text);
    int x = cells < width ? (width - cells) / 2 : 0;
    draw_text(canvas, y, 0, width, STYLE_NORMAL, "");
    draw_text(canvas, y, x, cells < width ? cells : width, style, text);
}
