#ifndef ZUOXI_TESTS_STORE_FIXTURE_H
#define ZUOXI_TESTS_STORE_FIXTURE_H

/* A fresh database in a temporary directory, and short ways to fill it, for the tests of the store. */

#include <check.h>

#include "zuoxi/domain/case_record.h"
#include "zuoxi/domain/contact.h"
#include "zuoxi/domain/customer.h"
#include "zuoxi/domain/leg.h"
#include "zuoxi/store/store.h"

#define FIXTURE_NOW 1795536000 /* 2026-11-25 00:00 in Shanghai */

/* Fail the test with err's words unless the call succeeds. */
#define fixture_ok(call)                                                                                     \
    do {                                                                                                     \
        struct err err = {.status = STATUS_OK};                                                              \
        enum status fixture_status = (call);                                                                 \
        ck_assert_msg(fixture_status == STATUS_OK, "%s: %d %s: %s", #call, (int)fixture_status, err.where,   \
                      err.what);                                                                             \
    } while (0)

/* Makes a directory and a database in it and opens it; removed by fixture_close. */
struct store *fixture_open(void);
void fixture_close(struct store *store);
/* Path of the database that fixture_open made, or of another name in its directory. */
const char *fixture_path(void);
void fixture_name(const char *name, char *out, unsigned long size);
extern const struct clock fixture_clock; /* stands still at FIXTURE_NOW */

/* Open the same database once more. */
struct store *fixture_reopen(void);
void fixture_begin(struct store *store);
void fixture_commit(struct store *store);
/* Run SQL on the connection outside any rule, to damage or count. */
void fixture_sql(struct store *store, const char *sql);
int64_t fixture_int(struct store *store, const char *sql);

/* A case with content, numbered and stored inside the running transaction; with one open leg when due is not
 * 0. */
struct case_record fixture_case(struct store *store, const char *content, bool is_urgent, int64_t due);

/* Run the tests as one suite; the exit code for main. Usage: return fixture_run("db", tests, COUNT). */
int fixture_run(const char *name, const TTest *const *tests, size_t count);
#define FIXTURE_MAIN(name, ...)                                                                              \
    int main(void)                                                                                           \
    {                                                                                                        \
        const TTest *const tests[] = {__VA_ARGS__};                                                          \
        return fixture_run(name, tests, sizeof(tests) / sizeof(tests[0]));                                   \
    }

/* Reproducible random numbers: state, then a number below `below`. */
unsigned fixture_random(uint64_t *state, unsigned below);

#endif
