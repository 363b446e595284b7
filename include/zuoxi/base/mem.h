#ifndef ZUOXI_BASE_MEM_H
#define ZUOXI_BASE_MEM_H

/* Allocation that cannot fail: out of memory ends the program in one place (mem_exhausted). */

#include <stddef.h>

/* Zeroed memory of count × size bytes; the caller owns it and frees it with free(). */
void *mem_new(size_t count, size_t size) __attribute__((malloc, returns_nonnull));

/* A copy of text (owned), or of its first length bytes, terminated. */
char *mem_copy(const char *text) __attribute__((returns_nonnull));
char *mem_copy_bytes(const char *bytes, size_t length) __attribute__((returns_nonnull));

/*
 * Make room for `need` elements of `size` bytes in *array, whose capacity (elements) is *capacity; grows by
 * doubling; new elements are zeroed. Usage: mem_reserve((void **)&rows, &capacity, count + 1, sizeof(*rows)).
 */
void mem_reserve(void **array, size_t *capacity, size_t need, size_t size);

/*
 * Give back what mem_reserve kept for growing, in an array that is full now and stays: its `count` elements
 * move into memory of just their size, which may lie where something read before them was freed.
 */
void mem_fit(void **array, size_t *capacity, size_t count, size_t size);

/* Give back to the system what much freed memory left behind, as after reading the configuration. */
void mem_settle(void);

#endif
