#include "zuoxi/desk/casework_batch.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/base/sha256.h"
#include "zuoxi/store/record.h"

/* The same for the same batch and case, whenever it is asked. */
static void request_of(const char *batch, int64_t case_id, char out[REQUEST_ID_SIZE])
{
    unsigned char digest[SHA256_SIZE];
    char hex[SHA256_HEX_SIZE], id[24];
    struct sha256 sha;
    snprintf(id, sizeof(id), "/%" PRId64, case_id);
    sha256_init(&sha);
    sha256_add(&sha, batch, strlen(batch));
    sha256_add(&sha, id, strlen(id));
    sha256_end(&sha, digest);
    sha256_hex(digest, hex);
    snprintf(out, REQUEST_ID_SIZE, "%.*s", REQUEST_ID_SIZE - 1, hex);
}

enum status casework_batch_look(struct desk *desk, int64_t case_id, const struct batch *batch,
                                struct batch_case *found, struct err *err)
{
    struct case_record *record = mem_new(1, sizeof(*record));
    char request[REQUEST_ID_SIZE];
    int64_t moved;
    *found = (struct batch_case){.case_id = case_id};
    enum status status = desk_allow(desk, RIGHT_CASE_MOVE, err);
    if (status == STATUS_OK) {
        status = record_load(desk->store, &case_record_fields, case_id, record, err);
    }
    if (status == STATUS_OK && batch != NULL) {
        request_of(batch->request.request, case_id, request);
        status = request_find(desk->store, request, &found->is_done, &moved, err);
    }
    if (status == STATUS_OK) {
        found->version = record->head.version;
        text_copy(found->number, sizeof(found->number), record->number);
        text_copy(found->type, sizeof(found->type), record->type);
        text_copy(found->state, sizeof(found->state), record->state);
        text_copy(found->name, sizeof(found->name), record->name);
        text_copy(found->address, sizeof(found->address), record->address);
        found->move_count =
            workflow_moves(desk->profile, record, desk_role(desk), found->moves, BATCH_MOVES_MAX);
    }
    free(record);
    return status;
}

const struct move_rule *casework_batch_rule(const struct batch_case *found, const char *action)
{
    for (size_t i = 0; i < found->move_count; i++) {
        if (strcmp(found->moves[i]->id, action) == 0) {
            return found->moves[i];
        }
    }
    return NULL;
}

bool casework_batch_asks(const struct desk *desk, const struct batch_case *found,
                         const struct move_rule *rule, size_t index, const struct field **alone)
{
    const struct detail_kind *kind;
    const struct field *field;
    *alone = NULL;
    if (!detail_asked(desk->profile, found->type, rule->ask[index], &kind, &field)) {
        return false;
    }
    if (kind == NULL || kind->owner == DETAIL_OF_MOVE) {
        return true;
    }
    *alone = rule->ask_needed[index] ? field : NULL;
    return false;
}

/* Was anything filled in? What was not leaves each case's own value as it is. */
static bool is_given(const struct desk *desk, const struct batch *batch, const struct batch_case *found,
                     const char *name)
{
    const struct detail_kind *kind;
    const struct field *field;
    return detail_asked(desk->profile, found->type, name, &kind, &field) &&
           !field_is_empty(field, kind == NULL ? (const void *)&batch->request.values
                                               : detail_record_const(kind, &batch->request.details, 0));
}

void casework_batch_request(const struct desk *desk, const struct batch *batch,
                            const struct batch_case *found, struct move_request *request)
{
    const struct move_rule *rule = casework_batch_rule(found, batch->request.action);
    const struct field *alone;
    *request = batch->request;
    request->case_id = found->case_id;
    request->version = found->version;
    request->set_count = 0;
    for (size_t i = 0; rule != NULL && i < rule->ask_count; i++) {
        if (casework_batch_asks(desk, found, rule, i, &alone) && is_given(desk, batch, found, rule->ask[i])) {
            text_copy(request->set[request->set_count++], sizeof(request->set[0]), rule->ask[i]);
        }
    }
    if (rule != NULL && !rule->asks_reporter) {
        request->reporter[0] = '\0';
        request->at = 0;
    }
    request_of(batch->request.request, found->case_id, request->request);
}
