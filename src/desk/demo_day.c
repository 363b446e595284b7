/* What stands on a demonstration's board and desks today: notices, promises to call back, messages. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "demo_private.h"
#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/desk/board.h"
#include "zuoxi/desk/message.h"
#include "zuoxi/desk/promise.h"
#include "zuoxi/domain/notice.h"

/* Times in minutes from now; place: which household's building, −1 none. */
static const struct {
    const char *kind; /* the profile's, where it has it */
    bool is_outage, is_must_read;
    int from, until, place;
    const char *title, *say;
} notices[] = {
    {"unplanned", true, true, -95, 140, 0, "管线抢修",
     "管线正在抢修，抢修人员都在现场，恢复后我们给您回电。给您添麻烦了，请您谅解。"},
    {"planned", true, false, 20 * 60, 24 * 60, 7, "设备检修", "设备检修，明天当天恢复，请您提前做好准备。"},
    {"policy", false, true, -26 * 60, 0, -1, "缴费时间调整",
     "缴费截止时间延长到本月底，请您凭户号在窗口或网上办理。"},
};

static const struct {
    const char *owner, *what; /* '' = whoever is free */
    int due;                  /* minutes from now */
} promises[] = {{"1001", "告知复核结果", 8},
                {"1001", "师傅上门后回访", 55},
                {"1002", "告知收费明细", 35},
                {"", "未接来电，请回电", 15}};

static const struct {
    const char *sender, *recipient, *text;
    bool wants_call;
} messages[] = {
    {"1003", "1001", "昨天那位用户又来电，说晚上七点以后在家，请你联系。", true},
    {"1002", "2001", "运行课来电，请您看一下明天的检修安排。", false},
};

/* That kind, else the first of the board's kinds that is an outage, or is none. */
static const char *kind_of(const struct profile *profile, const char *kind, bool is_outage)
{
    const struct choices *kinds = &profile->sets[SET_NOTICE];
    if (profile_choice(profile, SET_NOTICE, kind) != NULL) {
        return kind;
    }
    for (size_t i = 0; i < kinds->count; i++) {
        if (kinds->items[i].is_outage == is_outage) {
            return kinds->items[i].code;
        }
    }
    return "";
}

void demo_act(struct desk *desk, const char *badge, enum role role)
{
    text_copy(desk->actor.badge, sizeof(desk->actor.badge), badge);
    desk->actor.role = role;
}

static enum status post(struct desk *desk, const struct profile *profile, const struct household *household,
                        size_t index, struct err *err)
{
    struct notice_change *change = mem_new(1, sizeof(*change));
    int64_t id, now = clock_now(desk->clock);
    board_begin(desk, change, NULL);
    struct notice *notice = &change->after;
    text_copy(notice->kind, sizeof(notice->kind),
              kind_of(profile, notices[index].kind, notices[index].is_outage));
    text_copy(notice->title, sizeof(notice->title), notices[index].title);
    text_copy(notice->say, sizeof(notice->say), notices[index].say);
    notice->is_must_read = notices[index].is_must_read;
    notice->start_at = (struct optional){now + 60 * notices[index].from, true};
    if (notices[index].until != 0) {
        notice->expected_at = (struct optional){now + 60 * notices[index].until, true};
    }
    if (household != NULL) { /* "光明路社区5-3-403": its building */
        text_format(notice->buildings, sizeof(notice->buildings), "%.*s号楼",
                    (int)strcspn(household->address, "-"), household->address);
        char title[sizeof(notice->title)];
        text_format(title, sizeof(title), "%.*s%s", (int)strcspn(household->address, "0123456789-"),
                    household->address, notices[index].title);
        text_copy(notice->title, sizeof(notice->title), title);
    }
    enum status status = board_save(desk, change, &id, err);
    free(change);
    return status;
}

static enum status promise(struct desk *desk, const struct household *household, size_t index,
                           struct err *err)
{
    struct promise_new *new = mem_new(1, sizeof(*new));
    int64_t id;
    promise_begin(desk, new);
    text_copy(new->promise.what, sizeof(new->promise.what), promises[index].what);
    text_copy(new->promise.owner, sizeof(new->promise.owner), promises[index].owner);
    text_copy(new->promise.name, sizeof(new->promise.name), household->name);
    text_copy(new->promise.phone, sizeof(new->promise.phone), household->phone);
    new->promise.customer_id = household->id;
    new->promise.due_at = (struct optional){clock_now(desk->clock) + 60 * promises[index].due, true};
    enum status status = promise_make(desk, new, &id, err);
    free(new);
    return status;
}

static enum status message(struct desk *desk, const struct household *household, size_t index,
                           struct err *err)
{
    struct message_new *new = mem_new(1, sizeof(*new));
    int64_t id;
    demo_act(desk, messages[index].sender, ROLE_OPERATOR);
    message_begin(desk, new);
    text_copy(new->message.recipient, sizeof(new->message.recipient), messages[index].recipient);
    text_copy(new->message.text, sizeof(new->message.text), messages[index].text);
    new->message.wants_call = messages[index].wants_call;
    text_copy(new->message.name, sizeof(new->message.name), household->name);
    text_copy(new->message.phone, sizeof(new->message.phone), household->phone);
    enum status status = message_leave(desk, new, &id, err);
    free(new);
    return status;
}

enum status demo_day(struct desk *desk, const struct profile *profile, const struct household *households,
                     int64_t count, struct err *err)
{
    const struct actor actor = desk->actor;
    enum status status = STATUS_OK;
    demo_act(desk, "2001", ROLE_LEAD);
    for (size_t i = 0; i < sizeof(notices) / sizeof(notices[0]) && status == STATUS_OK; i++) {
        int place = notices[i].place;
        status = post(desk, profile, place < 0 ? NULL : &households[place % count], i, err);
    }
    demo_act(desk, "1001", ROLE_OPERATOR);
    for (size_t i = 0; i < sizeof(promises) / sizeof(promises[0]) && status == STATUS_OK; i++) {
        status = promise(desk, &households[(11 + 13 * (int64_t)i) % count], i, err);
    }
    for (size_t i = 0; i < sizeof(messages) / sizeof(messages[0]) && status == STATUS_OK; i++) {
        status = message(desk, &households[(5 + 17 * (int64_t)i) % count], i, err);
    }
    desk->actor = actor;
    return status;
}
