#ifndef ZUOXI_CONSOLE_BOOK_KEEPER_H
#define ZUOXI_CONSOLE_BOOK_KEEPER_H

/*
 * The script book follows its files while the console runs (R3.6): a change shows within two seconds, one
 * with a mistake keeps the book as it was and says file and line in the status line.
 */

#include "zuoxi/conf/book_files.h"
#include "zuoxi/console/state.h"

struct book_keeper {
    struct console *console;
    struct book_files files;
    uint64_t stamp;    /* of the files as read last */
    uint64_t seen;     /* as they were at the last look */
    int64_t looked_at; /* the second of it */
    bool is_refused;   /* the files hold a mistake: the book is an older one */
};

void book_keeper_begin(struct book_keeper *keeper, struct console *console);
void book_keeper_end(struct book_keeper *keeper);
/* Each loop turn; looks once a second. */
void book_keeper_step(struct book_keeper *keeper);

#endif
