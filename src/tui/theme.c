/*
 * What each style looks like. The terminal's own background stays; every colour here is readable on a dark
 * and on a light one. Calm by default: one deep blue for what is selected or titled, colour otherwise only
 * for urgency.
 */

#include <stdlib.h>

#include "screen.h"

#define GROUND 24 /* title bar and selected row, of 256 colours */

struct paint {
    short fore, back; /* −1: the terminal's own */
    attr_t attributes;
};

static const struct paint paints_256[STYLE_COUNT] = {
    [STYLE_NORMAL] = {-1, -1, 0},
    [STYLE_DIM] = {245, -1, 0},
    [STYLE_STRONG] = {-1, -1, A_BOLD},
    [STYLE_TITLE] = {15, GROUND, 0},
    [STYLE_LABEL] = {67, -1, 0},
    [STYLE_INPUT] = {-1, -1, 0},
    [STYLE_EMPTY] = {240, -1, A_UNDERLINE},
    [STYLE_FOCUS] = {255, 238, 0},
    [STYLE_SELECTED] = {15, GROUND, 0},
    [STYLE_SELECTION] = {16, 110, 0},
    [STYLE_MARKED] = {215, 238, A_UNDERLINE | A_BOLD},
    [STYLE_KEY] = {32, -1, A_BOLD},
    [STYLE_BAR] = {245, -1, 0},
    [STYLE_BORDER] = {67, -1, 0},
    [STYLE_CALM] = {71, -1, 0},
    [STYLE_WARNING] = {172, -1, 0},
    [STYLE_CRITICAL] = {196, -1, A_BOLD},
    [STYLE_OVERDUE] = {15, COLOR_RED, 0},
    [STYLE_GOOD] = {71, -1, 0},
    [STYLE_ERROR] = {231, 124, A_BOLD},
};

/* On the selected row's blue the dark tones would drown: lighter ones. */
static const struct paint selected_256[STYLE_COUNT] = {
    [STYLE_DIM] = {252, GROUND, 0},           [STYLE_STRONG] = {255, GROUND, A_BOLD},
    [STYLE_CALM] = {157, GROUND, 0},          [STYLE_WARNING] = {221, GROUND, A_BOLD},
    [STYLE_CRITICAL] = {217, GROUND, A_BOLD}, [STYLE_OVERDUE] = {15, COLOR_RED, 0},
    [STYLE_GOOD] = {157, GROUND, 0},          [STYLE_ERROR] = {231, 124, A_BOLD},
};

#define BRIGHT(colour) ((colour) + 8)

/*
 * Of sixteen colours the bright ones stand on grounds of our own, where it is known what they stand on, or
 * are those that read on white as on black (blue, red). Bright black is never text: in widespread palettes it
 * is the background.
 */
static const struct paint paints_16[STYLE_COUNT] = {
    [STYLE_NORMAL] = {-1, -1, 0},
    [STYLE_DIM] = {-1, -1, A_DIM},
    [STYLE_STRONG] = {-1, -1, A_BOLD},
    [STYLE_TITLE] = {BRIGHT(COLOR_WHITE), COLOR_BLUE, 0},
    [STYLE_LABEL] = {BRIGHT(COLOR_BLUE), -1, 0},
    [STYLE_INPUT] = {-1, -1, 0},
    [STYLE_EMPTY] = {-1, -1, A_UNDERLINE | A_DIM},
    [STYLE_FOCUS] = {BRIGHT(COLOR_WHITE), BRIGHT(COLOR_BLACK), 0},
    [STYLE_SELECTED] = {BRIGHT(COLOR_WHITE), COLOR_BLUE, 0},
    [STYLE_SELECTION] = {COLOR_BLACK, BRIGHT(COLOR_CYAN), 0},
    [STYLE_MARKED] = {BRIGHT(COLOR_YELLOW), BRIGHT(COLOR_BLACK), A_UNDERLINE | A_BOLD},
    [STYLE_KEY] = {BRIGHT(COLOR_BLUE), -1, A_BOLD},
    [STYLE_BAR] = {-1, -1, 0},
    [STYLE_BORDER] = {BRIGHT(COLOR_BLUE), -1, 0},
    [STYLE_CALM] = {COLOR_GREEN, -1, 0},
    [STYLE_WARNING] = {COLOR_YELLOW, -1, A_BOLD},
    [STYLE_CRITICAL] = {BRIGHT(COLOR_RED), -1, A_BOLD},
    [STYLE_OVERDUE] = {BRIGHT(COLOR_WHITE), COLOR_RED, 0},
    [STYLE_GOOD] = {COLOR_GREEN, -1, 0},
    [STYLE_ERROR] = {BRIGHT(COLOR_WHITE), COLOR_RED, A_BOLD},
};

/* Red drowns on blue; magenta does not. */
static const struct paint selected_16[STYLE_COUNT] = {
    [STYLE_DIM] = {COLOR_WHITE, COLOR_BLUE, 0},
    [STYLE_STRONG] = {BRIGHT(COLOR_WHITE), COLOR_BLUE, A_BOLD},
    [STYLE_CALM] = {BRIGHT(COLOR_GREEN), COLOR_BLUE, 0},
    [STYLE_WARNING] = {BRIGHT(COLOR_YELLOW), COLOR_BLUE, A_BOLD},
    [STYLE_CRITICAL] = {BRIGHT(COLOR_MAGENTA), COLOR_BLUE, A_BOLD},
    [STYLE_OVERDUE] = {BRIGHT(COLOR_WHITE), COLOR_RED, 0},
    [STYLE_GOOD] = {BRIGHT(COLOR_GREEN), COLOR_BLUE, 0},
    [STYLE_ERROR] = {BRIGHT(COLOR_WHITE), COLOR_RED, A_BOLD},
};

static const struct paint paints_8[STYLE_COUNT] = {
    [STYLE_NORMAL] = {-1, -1, 0},
    [STYLE_DIM] = {-1, -1, A_DIM},
    [STYLE_STRONG] = {-1, -1, A_BOLD},
    [STYLE_TITLE] = {COLOR_WHITE, COLOR_BLUE, A_BOLD},
    [STYLE_LABEL] = {COLOR_CYAN, -1, 0},
    [STYLE_INPUT] = {-1, -1, 0},
    [STYLE_EMPTY] = {-1, -1, A_UNDERLINE | A_DIM},
    [STYLE_FOCUS] = {COLOR_BLACK, COLOR_WHITE, 0},
    [STYLE_SELECTED] = {COLOR_WHITE, COLOR_BLUE, A_BOLD},
    [STYLE_SELECTION] = {COLOR_BLACK, COLOR_CYAN, 0},
    [STYLE_MARKED] = {COLOR_RED, COLOR_WHITE, A_UNDERLINE},
    [STYLE_KEY] = {COLOR_CYAN, -1, A_BOLD},
    [STYLE_BAR] = {-1, -1, 0},
    [STYLE_BORDER] = {COLOR_CYAN, -1, 0},
    [STYLE_CALM] = {COLOR_GREEN, -1, 0},
    [STYLE_WARNING] = {COLOR_YELLOW, -1, A_BOLD},
    [STYLE_CRITICAL] = {COLOR_RED, -1, A_BOLD},
    [STYLE_OVERDUE] = {COLOR_WHITE, COLOR_RED, A_BOLD},
    [STYLE_GOOD] = {COLOR_GREEN, -1, 0},
    [STYLE_ERROR] = {COLOR_WHITE, COLOR_RED, A_BOLD},
};

static const struct paint selected_8[STYLE_COUNT] = {
    [STYLE_WARNING] = {COLOR_YELLOW, COLOR_BLUE, A_BOLD},
    [STYLE_OVERDUE] = {COLOR_WHITE, COLOR_RED, A_BOLD},
    [STYLE_ERROR] = {COLOR_WHITE, COLOR_RED, A_BOLD},
};

static const attr_t mono[STYLE_COUNT] = {
    [STYLE_DIM] = A_DIM,
    [STYLE_STRONG] = A_BOLD,
    [STYLE_TITLE] = A_REVERSE | A_BOLD,
    [STYLE_EMPTY] = A_UNDERLINE | A_DIM,
    [STYLE_FOCUS] = A_BOLD | A_UNDERLINE,
    [STYLE_SELECTED] = A_REVERSE,
    [STYLE_SELECTION] = A_REVERSE,
    [STYLE_MARKED] = A_UNDERLINE | A_BOLD,
    [STYLE_KEY] = A_BOLD,
    [STYLE_WARNING] = A_BOLD,
    [STYLE_CRITICAL] = A_BOLD | A_UNDERLINE,
    [STYLE_OVERDUE] = A_REVERSE | A_BOLD,
    [STYLE_ERROR] = A_REVERSE | A_BOLD,
};

/* One pair for each pair of colours, whatever uses it: curses sends colours again for a pair of another
 * number. */
static struct look make_look(short *pairs, const struct paint *paint)
{
    if (paint->fore == -1 && paint->back == -1) {
        return (struct look){paint->attributes, 0};
    }
    for (short pair = 1; pair <= *pairs; pair++) {
        short fore, back;

        pair_content(pair, &fore, &back);
        if (fore == paint->fore && back == paint->back) {
            return (struct look){paint->attributes, pair};
        }
    }
    init_pair(++*pairs, paint->fore, paint->back);
    return (struct look){paint->attributes, *pairs};
}

static void theme_paint(struct screen *screen, const struct paint *paints, const struct paint *selected)
{
    short pairs = 0;

    for (int style = 0; style < STYLE_COUNT; style++) {
        const struct paint *on_row = &selected[style];

        if (on_row->fore == 0 && on_row->back == 0) { /* not told: as the row */
            on_row = &paints[STYLE_SELECTED];
        }
        screen->looks[style] = make_look(&pairs, &paints[style]);
        screen->selected[style] = make_look(&pairs, on_row);
    }
}

void theme_open(struct screen *screen)
{
    const char *no_color = getenv("NO_COLOR");
    bool has_color = (no_color == NULL || no_color[0] == '\0') && has_colors() && start_color() == OK &&
                     use_default_colors() == OK && COLORS >= 8 && COLOR_PAIRS > 2 * STYLE_COUNT;

    if (has_color && COLORS >= 256) {
        theme_paint(screen, paints_256, selected_256);
    } else if (has_color && COLORS >= 16) {
        theme_paint(screen, paints_16, selected_16);
    } else if (has_color) {
        theme_paint(screen, paints_8, selected_8);
    } else {
        for (int style = 0; style < STYLE_COUNT; style++) {
            attr_t urgent = style == STYLE_CRITICAL || style == STYLE_OVERDUE ? A_BOLD : 0;

            screen->looks[style] = (struct look){mono[style], 0};
            screen->selected[style] = (struct look){mono[STYLE_SELECTED] | urgent, 0};
        }
    }
}
