#ifndef ZUOXI_BASE_ERR_H
#define ZUOXI_BASE_ERR_H

/*
 * Errors: a fallible function returns enum status and, when it is not STATUS_OK, has filled a struct err with
 * what happened, where, and what the person can do about it. Texts are Chinese and ready to be shown.
 */

enum status {
    STATUS_OK = 0,
    STATUS_FAILED,    /* anything without a better name below */
    STATUS_USAGE,     /* the caller's words are off (command line) */
    STATUS_INVALID,   /* a value is refused: the text names the field */
    STATUS_DENIED,    /* not permitted to this role */
    STATUS_NOT_FOUND, /* no such record */
    STATUS_CONFLICT,  /* a unique value exists already */
    STATUS_RETRY,     /* run the whole transaction again */
    STATUS_UNCLEAR,   /* COMMIT failed: it may be stored; look for the request id */
    STATUS_BUSY,      /* somebody else holds the write queue */
    STATUS_FULL,      /* no room on the disk */
    STATUS_READONLY,  /* file or directory not writable, or an fsync failed before */
    STATUS_CORRUPT,   /* the database is damaged or is none */
    STATUS_NEWER,     /* the database was made by a newer program */
    STATUS_IO,        /* the system refused to read or write */
    STATUS_LOST,      /* the connection or the file went away */
    STATUS_BUG        /* cannot happen; said in words all the same */
};

struct err {
    enum status status;
    char what[512];  /* what happened */
    char where[256]; /* file, record or field, '' where it adds nothing */
    char todo[384];  /* what to do next, '' where what says it */
};

/* Fill err (may be NULL) with status and the formatted text; clears where and todo. Returns status. */
enum status err_set(struct err *err, enum status status, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Add to a filled err where it happened, or what to do about it. Both return err's status. */
enum status err_where(struct err *err, const char *format, ...) __attribute__((format(printf, 2, 3)));
enum status err_advise(struct err *err, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* The whole message in one line, "where：what。todo", into out (size bytes, always terminated). */
void err_format(const struct err *err, char *out, unsigned long size);

/* Exit code of the command line for a status (spec section 9): 0, 1, 2, 3, 4 or 5. */
int status_exit_code(enum status status);

#endif
