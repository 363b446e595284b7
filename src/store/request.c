#include "zuoxi/store/request.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

#include "store_private.h"

void request_make(char out[REQUEST_ID_SIZE])
{
    unsigned char random[10];
    /* The time comes first so that ids go into the end of their table, not all over it; 80 bits are left to
     * chance. */
    uint64_t milliseconds = (uint64_t)clock_now_ms(&clock_system) & 0xffffffffffffULL;
    if (getrandom(random, sizeof(random), 0) != (ssize_t)sizeof(random)) {
        abort(); /* cannot happen for so few bytes: a request id that is not unique would lose a record */
    }
    snprintf(out, REQUEST_ID_SIZE, "%012" PRIx64, milliseconds);
    for (size_t i = 0; i < sizeof(random); i++) {
        snprintf(out + 12 + 2 * i, 3, "%02x", random[i]);
    }
}

enum status request_find(struct store *store, const char *request, bool *is_done, int64_t *result,
                         struct err *err)
{
    return store_read_int(store, "SELECT result FROM request WHERE id = ?1", request, result, is_done, err);
}

enum status request_done(struct store *store, const char *request, int64_t result, struct err *err)
{
    struct stmt *stmt;
    enum status status =
        db_prepare(store->db, "INSERT INTO request (id, result, at) VALUES (?1, ?2, ?3)", &stmt, err);
    if (status != STATUS_OK) {
        return status;
    }
    db_bind_borrowed(stmt, 1, request, strlen(request));
    db_bind_int(stmt, 2, result);
    db_bind_int(stmt, 3, clock_now(store->clock));
    return db_run(stmt, err);
}
