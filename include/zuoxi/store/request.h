#ifndef ZUOXI_STORE_REQUEST_H
#define ZUOXI_STORE_REQUEST_H

/* Request ids make a retry harmless: stored in the transaction they belong to, looked up before doing it
 * again. */

#include "zuoxi/store/store.h"

#define REQUEST_ID_SIZE 33

/* A fresh random id, 32 hex digits. */
void request_make(char out[REQUEST_ID_SIZE]);
/* *result = the id stored with the request (record id), 0 when the request was never done. */
enum status request_find(struct store *store, const char *request, int64_t *result, struct err *err);
/* Remember it, inside the transaction. */
enum status request_done(struct store *store, const char *request, int64_t result, struct err *err);

#endif
