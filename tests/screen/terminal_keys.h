#ifndef ZUOXI_TESTS_SCREEN_TERMINAL_KEYS_H
#define ZUOXI_TESTS_SCREEN_TERMINAL_KEYS_H

#include <stddef.h>

/* The bytes an xterm sends for the key that starts `keys` ("<C-s>…" or one plain byte) into out; *used = how
 * much of `keys` it took. Returns the length; aborts on an unknown name. */
size_t terminal_key_bytes(const char *keys, size_t *used, char out[32]);

#endif
