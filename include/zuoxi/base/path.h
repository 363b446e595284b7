#ifndef ZUOXI_BASE_PATH_H
#define ZUOXI_BASE_PATH_H

/* Where files live (spec section 9), and the few file operations that must be done right once. */

#include <stdbool.h>
#include <stddef.h>

#include "zuoxi/base/err.h"
#include "zuoxi/base/str.h"

#define PATH_SIZE 1024

/* $XDG_STATE_HOME/zuoxi (default ~/.local/state/zuoxi), $XDG_CONFIG_HOME/zuoxi (~/.config/zuoxi). */
void path_state(char out[PATH_SIZE], const char *name);
void path_config(char out[PATH_SIZE], const char *name);
/* The shipped conf/ directory: beside the binary's folder when run from the tree, else the installed one. */
void path_shipped(char out[PATH_SIZE], const char *name);
/* mkdir -p with mode 0700. */
enum status path_make_directories(const char *path, struct err *err);
/* The directory a file stands in, made likewise when missing. */
enum status path_make_parent(const char *path, struct err *err);
/* Whole file into out; refuses what is not a regular file, or is larger than limit bytes. */
enum status path_read(const char *path, size_t limit, struct str *out, struct err *err);
/* The person's documents: XDG_DOCUMENTS_DIR of the environment or of user-dirs.dirs, else ~/Documents. */
void path_documents(char out[PATH_SIZE]);
/*
 * A new file with mode 0600, synced; never over another one (STATUS_CONFLICT) nor through a link. Nothing is
 * left of it when it could not be written whole.
 */
enum status path_create(const char *path, const char *bytes, size_t length, struct err *err);
/* Replace atomically and durably: temporary, fsync, rename, directory fsync; mode 0600. */
enum status path_write(const char *path, const char *bytes, size_t length, struct err *err);
/*
 * The same in two halves, for who must not wait for the disk. path_stage writes a temporary beside path and
 * names it (path and STAGE_SUFFIX characters more); path_settle, in whatever process, puts it on the disk and
 * in path's place. Unlinking the temporary takes it back: either it has become path by then, or never will.
 */
#define STAGE_SUFFIX 7
enum status path_stage(const char *path, const char *bytes, size_t length, char temporary[PATH_SIZE],
                       struct err *err);
enum status path_settle(const char *temporary, struct err *err);
/* Does path lead to the directory or to what is in it, links and .. followed? False when it is not there. */
bool path_is_within(const char *directory, const char *path);
/* Put the directory in which path stands on the disk: a new name in it outlives a power cut. */
enum status path_sync_directory(const char *path, struct err *err);
/* Fill err from errno for an operation ("打开", "写入") on path; returns FULL, READONLY, NOT_FOUND or IO. */
enum status path_error(struct err *err, const char *operation, const char *path);

#endif
