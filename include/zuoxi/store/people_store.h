#ifndef ZUOXI_STORE_PEOPLE_STORE_H
#define ZUOXI_STORE_PEOPLE_STORE_H

/* Accounts: badge 工号, name, role, password hash, and the back-off after failed sign-ins. */

#include "zuoxi/domain/rights.h"
#include "zuoxi/store/store.h"

struct person {
    int64_t id;
    char badge[21];
    char name[4 * 40 + 1];
    enum role role;
    char hash[256]; /* crypt(3), yescrypt */
    bool is_active;
    int failures;     /* in a row */
    int64_t retry_at; /* UTC: no sign-in before; always expires */
    bool must_change; /* somebody else chose the password */
};

enum status people_store_find(struct store *store, const char *badge, struct person *person, struct err *err);
/* The first by badge of the admins who may sign in. STATUS_NOT_FOUND: there is none. */
enum status people_store_find_admin(struct store *store, struct person *person, struct err *err);
/* All, by badge; at most max. */
enum status people_store_list(struct store *store, struct person *people, size_t max, size_t *count,
                              struct err *err);
/* STATUS_CONFLICT when the badge exists. Inside a transaction, like the next two. */
enum status people_store_add(struct store *store, struct person *person, struct err *err);
/* must_change: whoever it belongs to is to choose another. */
enum status people_store_set_hash(struct store *store, const char *badge, const char *hash, bool must_change,
                                  struct err *err);
enum status people_store_set_failures(struct store *store, const char *badge, int failures, int64_t retry_at,
                                      struct err *err);

enum status people_store_change(struct store *store, const char *badge, const char *name, enum role role,
                                bool is_active, struct err *err);
/* Admins who may sign in, besides this badge. */
enum status people_store_count_admins(struct store *store, const char *besides, int64_t *count,
                                      struct err *err);

#endif
