#ifndef ZUOXI_STORE_BALLAST_H
#define ZUOXI_STORE_BALLAST_H

/*
 * Ballast: a file beside the database (path + ".ballast") that holds nothing but room. On a full disk it is
 * given up, so that the saves and drafts under way can end while somebody clears up; it is made again by
 * itself when there is plenty. A disk too small to spare that much has none.
 */

#include <stdbool.h>
#include <stdint.h>

#define BALLAST_SUFFIX ".ballast"
#define BALLAST_BYTES  (8 << 20) /* some hundred saves and as many drafts */
#define BALLAST_SPARE  8         /* it is made where this many times as much stays free */

/*
 * Look at the disk, and make the ballast when there is none and plenty of room. True when room is short: the
 * ballast is spent, or next to nothing is left. *room = bytes free. A few system calls, nothing is written
 * but the file system's own notes: for a desk's tick, every few seconds.
 */
bool ballast_keep(const char *database, int64_t *room);
/* The disk is full: give the room back. Harmless without one. */
void ballast_spend(const char *database);

#endif
