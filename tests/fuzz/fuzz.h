#ifndef TESTS_FUZZ_FUZZ_H
#define TESTS_FUZZ_FUZZ_H

/*
 * Fuzzing without anything but the compiler: each target gets its corpus (tests/fuzz/corpus/<target>/), then
 * texts made of it by chance. `make test` replays the corpus and a few hundred more, `make soak` goes on for
 * FUZZ_SECONDS each with the sanitizers. A target asserts what must hold of any bytes. The bytes under test
 * stand in /tmp/zuoxi-fuzz-<target>, so what a crash was about is still there after it: that file belongs
 * into the corpus.
 */

#include <stddef.h>

/* length bytes, with a '\0' behind them that does not count. */
typedef void (*fuzz_target)(const char *bytes, size_t length);

/* Fails the Check test when the corpus is empty; a target that fails or crashes ends it. few: how many made
 * texts. */
void fuzz_run(const char *name, fuzz_target target, int few);

#endif
