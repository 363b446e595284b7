#ifndef ZUOXI_TESTS_FAULT_VFS_H
#define ZUOXI_TESTS_FAULT_VFS_H

/*
 * A file system that fails: a shim over SQLite's own, made the default, so the product's unmodified store
 * runs on it. The calls that change something are counted: write, sync, truncate, open, delete.
 */

#include <stdbool.h>

/* FAULT_SYNC: only syncs are counted; all is written, and yet it is said to have failed. */
enum fault_kind { FAULT_IO, FAULT_FULL, FAULT_SYNC };

/* Make the shim the default file system of this process. */
void fault_install(void);
/* The nth counted call from now fails (from 1), and with for_good every later one until fault_disarm. */
void fault_arm(enum fault_kind kind, int nth, bool for_good);
void fault_disarm(void);
/* Run this inside every sync, as on a disk where syncing takes its time; NULL: no more. */
void fault_slow(void (*meanwhile)(void *context), void *context);
/* Run this whenever a read has ended, so that the next one sees what it did; NULL: no more. */
void fault_between(void (*reads)(void *context), void *context);
/* Did a call fail since fault_arm? How many were counted since then? */
bool fault_fired(void);
int fault_calls(void);

#endif
