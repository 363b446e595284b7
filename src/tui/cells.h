#ifndef ZUOXI_TUI_CELLS_H
#define ZUOXI_TUI_CELLS_H

/*
 * The screen twice: as the views have drawn it, and as curses was last given it. Drawing is plain copying;
 * curses hears only of cells that differ, so drawing a view again costs little when little has changed.
 */

#include <curses.h>
#include <stdbool.h>

struct dirty {
    int from, to; /* columns drawn since the last flush; empty when from >= to */
};

struct cells {
    cchar_t *drawn, *sent, *span; /* span: one row on its way to curses */
    struct dirty *dirty;          /* one a row */
    struct dirty *owed;           /* one a row: on the terminal already, and curses does not know */
    int height, width;
    bool is_unknown; /* what curses holds is to be given again */
};

/* Fits the size of the terminal; after a change everything is blank, and given again. */
void cells_resize(struct cells *cells, int height, int width);
void cells_free(struct cells *cells);
/* Are they plain blanks? */
bool cells_are_blank(const struct cells *cells, int y, int x, int count);
/* Everything blank, to be drawn from there. */
void cells_blank(struct cells *cells);
/* All of it is given to curses again (a terminal that was cleared, or counts widths anew). */
void cells_forget(struct cells *cells);
/*
 * count cells at y, x (inside the screen). A cell whose first character is 0 is the right half of the wide
 * one before it; wide characters of which only one half is covered become blank.
 */
void cells_put(struct cells *cells, int y, int x, const cchar_t *row, int count);
void cells_fill(struct cells *cells, int y, int x, const cchar_t *cell, int count);
void cells_restyle(struct cells *cells, int y, int x, int count, attr_t attributes, short pair);
/* [*from, *to) of row y in cells->span, whole characters only, without right halves; returns how many. */
int cells_span(struct cells *cells, int y, int *from, int *to);
/* [from, to) of row y has been sent past curses, which is to be told before it is used again. */
void cells_owe(struct cells *cells, int y, int from, int to);
/* What curses is to be told of row y, as cells_span gives it; 0: nothing. The debt is then paid. */
int cells_owed(struct cells *cells, int y, int *from, int *to);
/* Hand on each piece of a row that differs. */
typedef void cells_fn(struct cells *cells, int y, int from, int to, void *context);
void cells_diff(struct cells *cells, cells_fn *fn, void *context);
/* All that differed has been sent. */
void cells_note_sent(struct cells *cells);
/* To curses (a cells_fn); the caller refreshes. */
void cells_give(struct cells *cells, int y, int from, int to, void *context);

#endif
