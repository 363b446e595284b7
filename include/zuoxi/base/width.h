#ifndef ZUOXI_BASE_WIDTH_H
#define ZUOXI_BASE_WIDTH_H

/*
 * How many terminal cells a character takes, and which characters may reach a terminal, a file or stderr at
 * all. The ambiguous width (… “ ” — · ─) is the terminal's choice, settled once at start; that one setting is
 * the only mutable static of the program besides signal flags, because ncurses asks our wcwidth() without any
 * context.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "zuoxi/base/str.h"

/* 1 (default) or 2 cells for characters of ambiguous width. */
void width_set_ambiguous(int cells);
int width_ambiguous(void);
/*
 * Cells of one character: 0 (combining), 1 or 2; −1 for one that must not be drawn (controls, bidi, tags …).
 */
int width_of(uint32_t code);
/* Cells of a text as safe_text() would show it. */
int width_text(const char *text);
/* Bytes of printable ASCII that text begins with: each is one cell and needs no looking at. */
size_t width_plain(const char *text);

/*
 * The one gate's pure half: append to out what may be shown of bytes[0..length), at most `width` cells
 * (negative: no limit), cut before a character that does not fit, never through a cluster. Bad UTF-8, C0,
 * DEL, C1, bidi controls, zero-width, noncharacters and tag characters become visible substitutes ("·" class:
 * U+FFFD or "^X"). With keep_newlines '\n' passes. Returns the cells used.
 */
int safe_text(struct str *out, const char *bytes, size_t length, int width, bool keep_newlines);

#endif
