#ifndef ZUOXI_CONF_BOOK_FILES_H
#define ZUOXI_CONF_BOOK_FILES_H

/*
 * Which files are the script book: every *.conf of phrases/ beside zuoxi.conf and, where there is none of
 * that name, the shipped one. A file named like a profile belongs to that profile alone. common.conf comes
 * first, the profile's own next, then the others by name.
 */

#include "zuoxi/conf/load.h"

struct book_files {
    char (*paths)[PATH_SIZE]; /* owned */
    size_t count, capacity;
    char folders[2][PATH_SIZE]; /* looked into; '' none */
};

void book_files_find(struct book_files *files, const struct config *config);
void book_files_clear(struct book_files *files);
/* A number that is another one when a file has been changed, added or taken away: a stat() each, ~1 µs. */
uint64_t book_files_stamp(const struct book_files *files);

#endif
