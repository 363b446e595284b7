#ifndef ZUOXI_STORE_AUDIT_MARK_PRIVATE_H
#define ZUOXI_STORE_AUDIT_MARK_PRIVATE_H

/* The mark outside (zuoxi/store/audit_mark.h) as the store keeps it, and when it is written. */

#include <sys/types.h>

#include "audit_chain.h"

struct audit_mark {
    char path[1024]; /* '' beside the database */
    int fd;          /* 0: not open */
    ino_t inode;     /* of it */
    dev_t device;
    bool is_append;                  /* each line follows the one before: the file refuses anything else */
    bool is_known;                   /* this database has had its mark made, or that was tried */
    bool has_before;                 /* the transaction has logged something */
    struct audit_head before, after; /* the chain before and after it */
    struct audit_head written;       /* what we have written last; count −1: nothing */
    off_t size;                      /* of the file then */
    int64_t point;                   /* the count that the line before the last one has */
};

/* Inside a transaction, before its first line is logged: begin the file where there has been none. */
enum status audit_mark_prepare(struct store *store, const struct audit_head *before, struct err *err);
/* After COMMIT, still in the write queue. Never fails a save: what could not be written, verify tells. */
void audit_mark_write(struct store *store);
void audit_mark_close(struct store *store);

#endif
