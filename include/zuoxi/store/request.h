#ifndef ZUOXI_STORE_REQUEST_H
#define ZUOXI_STORE_REQUEST_H

/* Request ids make a retry harmless: stored in the transaction they belong to, looked up before doing it
 * again. */

#include "zuoxi/store/store.h"

#define REQUEST_ID_SIZE 33

/* A fresh random id, 32 hex digits. */
void request_make(char out[REQUEST_ID_SIZE]);
/* Was the request done? *result = what it gave (a record's id mostly; 0 can be a result, too). */
enum status request_find(struct store *store, const char *request, bool *is_done, int64_t *result,
                         struct err *err);
/* Remember it, inside the transaction. */
enum status request_done(struct store *store, const char *request, int64_t result, struct err *err);

#endif
