#ifndef ZUOXI_TESTS_DESK_WALK_H
#define ZUOXI_TESTS_DESK_WALK_H

/* A case walked move by move on a desk fixture. */

#include "desk/desk_fixture.h"

#define HOUR 3600

/* One line of a case's way: who, when, what and up to three values; what comes of it. */
struct pace {
    enum role role;
    int64_t now; /* seconds after DESK_NOW */
    const char *action, *reporter;
    const char *values[7];
    enum status status;
    const char *state; /* after it */
};

void walk(struct desk_fixture *fixture, int64_t id, const struct pace *paces, size_t count);
#define WALK(fixture, id, ...)                                                                               \
    do {                                                                                                     \
        static const struct pace paces[] = {__VA_ARGS__};                                                    \
        walk((fixture), (id), paces, sizeof(paces) / sizeof(paces[0]));                                      \
    } while (0)

#define OP   ROLE_OPERATOR
#define LEAD ROLE_LEAD
#define DISPATCH(at)                                                                                         \
    {                                                                                                        \
        OP, (at), "dispatch", NULL, {"unit", "城东站"}, STATUS_OK, "dispatched"                              \
    }
#define TAKE(at)                                                                                             \
    {                                                                                                        \
        OP, (at), "take", "刘师傅", {NULL}, STATUS_OK, "taken"                                               \
    }
#define HANDLE(at)                                                                                           \
    {                                                                                                        \
        OP, (at), "handle", "刘师傅", {"result", "已换阀门"}, STATUS_OK, "handled"                           \
    }
#define REPLY(at)                                                                                            \
    {                                                                                                        \
        OP, (at), "reply", NULL, {"reply", "已答复"}, STATUS_OK, "replied"                                   \
    }

/* The case as it stands; freed by the caller. */
struct case_file *walk_load(struct desk_fixture *fixture, int64_t id);
/* The newest leg of this id. */
const struct leg *walk_leg(const struct case_file *file, const char *id);
/* A lead's answer, which must come to `wanted`. */
void walk_decide(struct desk_fixture *fixture, int64_t id, bool yes, const char *remark, enum status wanted);
enum status walk_undo(struct desk_fixture *fixture, int64_t id, struct err *fault);

#endif
