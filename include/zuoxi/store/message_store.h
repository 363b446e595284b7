#ifndef ZUOXI_STORE_MESSAGE_STORE_H
#define ZUOXI_STORE_MESSAGE_STORE_H

/* Messages that lie on somebody's desk. */

#include "zuoxi/domain/message.h"
#include "zuoxi/store/store.h"

/* Unsettled ones for a badge, oldest first, at most max. */
enum status message_store_open(struct store *store, const char *recipient, struct message *messages,
                               size_t max, size_t *count, struct err *err);

#endif
