#ifndef ZUOXI_BASE_PART_H
#define ZUOXI_BASE_PART_H

/*
 * A large file in the making: written beside its place as NAME.part (0600) and put there whole, or not at
 * all. Who makes one holds a lock on it as long as the process lives, so what a killed one left is told from
 * what is under way.
 */

#include <stdbool.h>

#include "zuoxi/base/path.h"
#include "zuoxi/base/sha256.h"

#define PART_ENDING ".part"

struct part {
    char path[PATH_SIZE], temporary[PATH_SIZE];
    int fd; /* of the temporary, open for reading and writing; −1: none */
};

/*
 * An empty temporary for path. STATUS_CONFLICT: path is there already and will not be overwritten;
 * STATUS_BUSY: another process is making it. What a killed one left of it is removed.
 */
enum status part_open(struct part *part, const char *path, struct err *err);
/* Sync it and put it into its place, which must still be free (STATUS_CONFLICT), and sync the directory. */
enum status part_publish(struct part *part, struct err *err);
/* Give it up: the temporary is removed. Also of one that was published, then nothing happens. */
void part_drop(struct part *part);
/* Remove every NAME.part in a directory, name beginning so, that nobody makes any more. */
void part_sweep(const char *directory, const char *begins);

/* SHA-256 of an open file as it lies on the disk, not in the system's memory, where that can be had. */
enum status part_digest(int fd, const char *path, char hex[SHA256_HEX_SIZE], struct err *err);

#endif
