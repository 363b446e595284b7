#ifndef ZUOXI_DESK_MESSAGE_H
#define ZUOXI_DESK_MESSAGE_H

/* Messages for colleagues who are not there (留言, spec R1.8): left by anybody, read and settled by whom they
 * are for. */

#include "zuoxi/desk/task.h"
#include "zuoxi/domain/message.h"

struct message_new {
    struct message before, message; /* before: empty, what a form compares with */
    char request[REQUEST_ID_SIZE];  /* made when the form opens, kept in its draft */
    int64_t opened_at;              /* UTC, of the form */
};
void message_begin(struct desk *desk, struct message_new *new);
/*
 * task_work: argument = struct message_new *. The recipient's desk shows it at once; a wish to be called back
 * becomes the recipient's promise.
 */
enum status message_leave(struct desk *desk, void *argument, int64_t *id, struct err *err);

/* The actor's messages that are not settled, oldest first; at most max. */
enum status message_list(struct desk *desk, struct message *messages, size_t max, size_t *count,
                         struct err *err);

struct message_mark {
    int64_t id;
    bool is_done; /* settled, else only read */
    char request[REQUEST_ID_SIZE];
};
/* task_work: argument = struct message_mark *; only whom the message is for. Repeating is harmless. */
enum status message_mark(struct desk *desk, void *argument, int64_t *id, struct err *err);

#endif
