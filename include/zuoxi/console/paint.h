#ifndef ZUOXI_CONSOLE_PAINT_H
#define ZUOXI_CONSOLE_PAINT_H

/* Drawing that several screens share: levels, wrapped text, a case's legs, phones and times as people read
 * them. */

#include "zuoxi/domain/case_record.h"
#include "zuoxi/domain/deadline.h"
#include "zuoxi/domain/leg.h"
#include "zuoxi/domain/profile.h"
#include "zuoxi/tui/canvas.h"

/* Colour and one-cell mark of a level: every state shows without colour too. */
enum style level_style(enum level level);
const char *level_mark(enum level level);
/* Level of an open leg now. */
enum level level_of(int64_t now, int64_t due, int64_t warning, int64_t critical, bool is_suspended);

/*
 * The piece of text that fits a line of `width` cells: bytes to draw; *next = bytes to the next line's begin.
 */
size_t wrap_line(const char *text, int width, size_t *next);
int wrap_count(const char *text, int width); /* lines the text takes, at least 1 */
/* Draw wrapped, at most `rows` lines; the last one ends in an ellipsis when there is more. Returns lines
 * used. */
int paint_wrapped(struct canvas *canvas, int y, int x, int width, int rows, enum style style,
                  const char *text);
/* One line in the middle of row y, the rest of the row blank. */
void paint_centred(struct canvas *canvas, int y, enum style style, const char *text);
/* Append text and blanks up to `width` cells. */
void text_pad(struct str *out, const char *text, int width);

/* "2026-11-23 09:00:00" → "2026-11-23 09:00" in place: nobody types seconds, or reads them when there are
 * none. */
void time_cut_seconds(char *text);
/* Local time as short as it is clear: "14:32" today, "11-23 14:32" this year, "2025-11-23" before. */
void time_short(int64_t now, int64_t utc, char out[24]);
/*
 * What a person types for a moment: "14:32" (today), "11-23 14:32" (this year) or "2026-11-23 14:32". False
 * for anything else.
 */
bool time_parse_short(int64_t now, const char *text, int64_t *utc);
/* "03:12", "1:03:12": a length of seconds. */
void time_length(int64_t seconds, char out[24]);

/* One leg on the line of legs. */
struct leg_piece {
    char text[64];
    enum style style;
    bool is_running;   /* holds a countdown */
    size_t leg;        /* which of the legs, when it does */
    const char *label; /* borrowed from the profile, when it does */
};
/*
 * 受理10:32 转办10:35✓ … 办结18:32 剩03:59:53 回访--: acceptance, met legs with a tick (or how late), open
 * ones with their due time and what is left, those still to come with "--". Returns how many pieces were
 * filled.
 */
size_t legs_describe(const struct profile *profile, const struct case_record *record, const struct leg *legs,
                     size_t count, int64_t now, struct leg_piece *pieces, size_t max);
/* A second later, the same legs: describe a running piece again. True when it reads or looks otherwise. */
bool leg_piece_tick(struct leg_piece *piece, const struct leg *legs, size_t count, int64_t now);
/* Draw the pieces, whole ones wrapped to the next line; returns lines used, at most rows. */
int paint_legs(struct canvas *canvas, int y, int x, int width, int rows, const struct leg_piece *pieces,
               size_t count);

#endif
