#ifndef ZUOXI_BASE_WRAP_H
#define ZUOXI_BASE_WRAP_H

/* Line breaking for Chinese and mixed text (避头尾), by cells. Pure. */

#include <stddef.h>

/* Cells of the cluster bytes[0..length) as the text gate shows it. */
int wrap_cluster_cells(const char *bytes, size_t length);
/* Cells of text[start..end). */
int wrap_cells(const char *text, size_t start, size_t end);
/*
 * Where the line after the one that starts at `start` begins (a byte offset; length at the end), for lines of
 * width cells. A closing mark never begins a line, an opening one never ends it, a Latin word stays whole
 * when it fits a line, blanks hang over the end. At least one cluster is taken.
 */
size_t wrap_next(const char *text, size_t length, size_t start, int width);

#endif
