#ifndef ZUOXI_TESTS_FAULT_POWER_H
#define ZUOXI_TESTS_FAULT_POWER_H

/*
 * Power that goes: what is written and not synced yet stands in a list for each file; at a cut, each of its
 * 512-byte sectors is on the disk or not, as the seed says. What a machine finds after the cut is written
 * into a directory of its own, and the program under test goes on undisturbed.
 *
 * Told by the failing file system (fault_vfs.c) of every call on files below the directory watched.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Watch the files below this directory; NULL: none any more, everything is forgotten. */
void power_watch(const char *directory);
/* Cut before the nth call from now on (from 1). */
void power_cut_at(int nth, unsigned seed, const char *into);
/* Did the cut come since? It is taken back otherwise. */
bool power_was_cut(void);

/* The calls. A file as it is when it is opened is all on the disk. */
void power_opened(const char *name, const void *bytes, size_t size);
void power_written(const char *name, const void *bytes, size_t length, int64_t at);
void power_truncated(const char *name, int64_t size);
void power_synced(const char *name);
void power_deleted(const char *name);

#endif
