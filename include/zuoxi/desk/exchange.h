#ifndef ZUOXI_DESK_EXCHANGE_H
#define ZUOXI_DESK_EXCHANGE_H

/*
 * Customers, and closed cases of another system, from and to CSV files. An import is all or nothing: rows are
 * checked and staged in transactions of a few milliseconds, then become visible in one. Both need
 * RIGHT_EXCHANGE and leave one audit line.
 */

#include "zuoxi/base/encoding.h"
#include "zuoxi/base/path.h"
#include "zuoxi/base/sha256.h"
#include "zuoxi/desk/desk.h"

struct exchange_import {
    const char *path;
    const char *map;     /* a file of "foreign column = label" lines, or NULL */
    const char *rejects; /* where to write what was refused; NULL: path + ".rejects.csv" */
    bool is_partial;     /* take the good rows when others are refused */
    /* Now and then, with percent of the whole work done; may be NULL. */
    void (*progress)(void *context, int percent);
    void *context;
};

struct exchange_result {
    int64_t rows; /* with anything in them, the header not counted */
    int64_t added, updated, unchanged, rejected;
    bool is_published;       /* what was good is visible now */
    char rejects[PATH_SIZE]; /* the file written, '' when nothing was refused */
    enum encoding encoding;
    char sha256[SHA256_HEX_SIZE]; /* of the file */
};

/*
 * Customers with a known 户号 are updated by their row's non-empty cells, the others added. STATUS_INVALID
 * when rows were refused and nothing was taken because of it; result is filled then too. STATUS_USAGE for a
 * header that cannot be understood.
 */
enum status exchange_import_customers(struct desk *desk, const struct exchange_import *import,
                                      struct exchange_result *result, struct err *err);
/*
 * Cases that ended before this program came: 受理时间 and 归档时间 are needed, and they get no legs. An open
 * one is refused: when its legs were met is not known, and figures must not rest on guesses (R2.9). A known
 * 工单号 is refused, one without gets the next of its day. The household is found by 户号, which must be
 * known, or else by a phone that only one has.
 */
enum status exchange_import_cases(struct desk *desk, const struct exchange_import *import,
                                  struct exchange_result *result, struct err *err);

struct exchange_export {
    const char *path; /* made anew with mode 0600, never replaced; NULL: write to fd */
    int fd;           /* borrowed */
    enum encoding encoding;
    const char *reason; /* whole phones and addresses, and why (RIGHT_EXPORT_WHOLE); NULL: masked */
};
/*
 * Masked as nobody's own: a file goes where no right reaches. An import passes masked cells over. Whole, the
 * audit says why and how many before the first row leaves.
 *
 * All customers by id; *count = how many. A file that could not be finished is removed. */
enum status exchange_export_customers(struct desk *desk, const struct exchange_export *export, int64_t *count,
                                      struct err *err);
/* All cases by id, open ones too. */
enum status exchange_export_cases(struct desk *desk, const struct exchange_export *export, int64_t *count,
                                  struct err *err);

#endif
