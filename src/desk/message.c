#include "zuoxi/desk/message.h"

#include <string.h>

#include "zuoxi/base/text.h"
#include "zuoxi/desk/promise.h"
#include "zuoxi/store/message_store.h"
#include "zuoxi/store/people_store.h"
#include "zuoxi/store/record.h"

static struct optional now_of(const struct desk *desk)
{
    return (struct optional){.value = clock_now(desk->clock), .given = true};
}

void message_begin(struct desk *desk, struct message_new *new)
{
    *new = (struct message_new){.opened_at = clock_now(desk->clock)};
    request_make(new->request);
}

static enum status check(struct desk *desk, const struct message *message, struct err *err)
{
    struct person person;
    enum status status = field_check(&message_fields, message, NULL, err);
    if (status == STATUS_OK && strlen(message->recipient) >= sizeof(person.badge)) {
        status = err_set(err, STATUS_NOT_FOUND, _("没有工号 %s"), message->recipient);
    }
    if (status == STATUS_OK) {
        status = people_store_find(desk->store, message->recipient, &person, err);
        bool is_gone = status == STATUS_OK && !person.is_active;
        explicit_bzero(&person, sizeof(person));
        if (is_gone) {
            return err_set(err, STATUS_NOT_FOUND, _("工号 %s 已停用"), message->recipient);
        }
    }
    return status;
}

/* A wish to be called back is a promise like any other. */
static enum status promise_call(struct desk *desk, struct message *message, struct err *err)
{
    struct promise promise = {.due_at = now_of(desk)};
    promise.due_at.value += desk->settings->callback_minutes * (int64_t)60;
    text_format(promise.what, sizeof(promise.what), _("留言：%s"), message->text);
    for (char *byte = promise.what; *byte != '\0'; byte++) {
        *byte = *byte == '\n' ? ' ' : *byte; /* a line of a list */
    }
    text_copy(promise.phone, sizeof(promise.phone), message->phone);
    text_copy(promise.name, sizeof(promise.name), message->name);
    text_copy(promise.owner, sizeof(promise.owner), message->recipient);
    return promise_add(desk, &promise, &message->promise_id, err);
}

enum status message_leave(struct desk *desk, void *argument, int64_t *id, struct err *err)
{
    struct message message = ((const struct message_new *)argument)->message; /* a copy: a try may fail */
    enum status status = desk_allow(desk, RIGHT_CASE_READ, err);
    if (status == STATUS_OK) {
        status = check(desk, &message, err);
    }
    if (status != STATUS_OK) {
        return status;
    }
    message.head = (struct record_head){0};
    message.made_at = now_of(desk);
    message.read_at = message.done_at = (struct optional){0};
    text_copy(message.sender, sizeof(message.sender), desk->actor.badge);
    if (message.wants_call) {
        status = promise_call(desk, &message, err);
    }
    if (status == STATUS_OK) {
        status = record_insert(desk->store, &message_fields, &message, err);
    }
    if (status == STATUS_OK) {
        status = desk_audit(desk, "message.leave", "message", message.head.id, &message_fields, NULL,
                            &message, NULL, err);
    }
    store_ring_bell(desk->store);
    *id = message.head.id;
    return status;
}

enum status message_list(struct desk *desk, struct message *messages, size_t max, size_t *count,
                         struct err *err)
{
    *count = 0;
    enum status status = desk_allow(desk, RIGHT_CASE_READ, err);
    return status == STATUS_OK ? message_store_open(desk->store, desk->actor.badge, messages, max, count, err)
                               : status;
}

enum status message_mark(struct desk *desk, void *argument, int64_t *id, struct err *err)
{
    const struct message_mark *mark = argument;
    struct message before;
    *id = mark->id;
    enum status status = desk_allow(desk, RIGHT_CASE_READ, err);
    if (status == STATUS_OK) {
        status = record_load(desk->store, &message_fields, mark->id, &before, err);
    }
    if (status == STATUS_OK && strcmp(before.recipient, desk->actor.badge) != 0) {
        err_set(err, STATUS_DENIED, _("这是给 %s 的留言"), before.recipient);
        return err_advise(err, _("只有本人可以标记已读、办完"));
    }
    if (status != STATUS_OK) {
        return status;
    }
    struct message after = before;
    after.read_at = after.read_at.given ? after.read_at : now_of(desk);
    after.done_at = after.done_at.given || !mark->is_done ? after.done_at : now_of(desk);
    bool is_new = after.read_at.given != before.read_at.given || after.done_at.given != before.done_at.given;
    if (!is_new) {
        return STATUS_OK;
    }
    status = record_update(desk->store, &message_fields, &before, &after, NULL, err);
    return status == STATUS_OK ? desk_audit(desk, mark->is_done ? "message.done" : "message.read", "message",
                                            mark->id, &message_fields, &before, &after, NULL, err)
                               : status;
}
