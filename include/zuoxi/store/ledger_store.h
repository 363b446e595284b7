#ifndef ZUOXI_STORE_LEDGER_STORE_H
#define ZUOXI_STORE_LEDGER_STORE_H

/* The lines that moved due times (domain/ledger.h). All but the load inside a transaction. */

#include "zuoxi/domain/ledger.h"
#include "zuoxi/store/store.h"

enum status ledger_store_load(struct store *store, int64_t case_id, struct ledger *ledger, struct err *err);
/*
 * Begin the case's pause as `pause` says (case_id, from, reason, people); its id is given. STATUS_CONFLICT
 * when one is running already, STATUS_INVALID when the case has LEDGER_PAUSES_MAX of them.
 */
enum status ledger_store_begin_pause(struct store *store, struct leg_pause *pause, struct err *err);
/* End the running one at `until`; STATUS_CONFLICT when none is running. */
enum status ledger_store_end_pause(struct store *store, int64_t case_id, int64_t until, struct err *err);
/* STATUS_INVALID when the case has LEDGER_EXTENSIONS_MAX of them. The id is given. */
enum status ledger_store_add_extension(struct store *store, struct leg_extension *line, struct err *err);
enum status ledger_store_add_change(struct store *store, struct leg_change *line, struct err *err);

#endif
