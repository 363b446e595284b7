/* The queue of notifications, as leads and admins see it and act on it. */

#include "zuoxi/desk/hook.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/desk/privacy.h"

#define RETRIED_AT_ONCE 1000

static const struct {
    const char *code, *label;
} states[HOOK_STATES] = {
    [HOOK_FAILED] = {"failed", N_("失败")},     [HOOK_RUNNING] = {"running", N_("运行中")},
    [HOOK_WAITING] = {"waiting", N_("等待")},   [HOOK_DELIVERED] = {"delivered", N_("已送达")},
    [HOOK_DROPPED] = {"dropped", N_("已放弃")},
};

const char *hook_state_label(enum hook_state state)
{
    return _(states[state].label);
}

const char *hook_state_code(enum hook_state state)
{
    return states[state].code;
}

const char *hook_event_label(const struct desk *desk, const char *event)
{
    const struct hook_event *fixed = hook_event_find(event);
    const struct move_rule *move = profile_move(desk->profile, event);
    if (move != NULL) {
        return move->label;
    }
    return fixed != NULL ? _(fixed->label) : event;
}

const struct hook *hook_find(const struct desk *desk, const char *name)
{
    for (size_t i = 0; i < desk->settings->hook_count; i++) {
        if (strcmp(desk->settings->hooks[i].name, name) == 0) {
            return &desk->settings->hooks[i];
        }
    }
    return NULL;
}

enum status hook_list(struct desk *desk, bool with_ended, size_t max, struct hook_run *runs, size_t *count,
                      struct err *err)
{
    enum hook_state last = with_ended ? HOOK_DROPPED : HOOK_WAITING;
    *count = 0;
    enum status status = desk_allow(desk, RIGHT_HOOK_MANAGE, err);
    for (enum hook_state state = HOOK_FAILED; state <= last && status == STATUS_OK && *count < max; state++) {
        size_t found = 0;
        status = hook_store_list(desk->store, state, max - *count, runs + *count, &found, err);
        *count += found;
    }
    return status;
}

/* Every text of the event with each occurrence of `whole` masked: the number stands in its sentence too. */
static void replace_all(json_t *event, const char *whole, const char *masked)
{
    const char *key;
    json_t *value;
    json_object_foreach(event, key, value)
    {
        struct str text = {0};
        const char *at = json_string_value(value);
        for (const char *found; at != NULL && (found = strstr(at, whole)) != NULL;) {
            str_add_bytes(&text, at, (size_t)(found - at));
            str_add(&text, masked);
            at = found + strlen(whole);
        }
        if (at != NULL && text.length > 0) {
            str_add(&text, at);
            json_string_set(value, str_text(&text));
        }
        str_free(&text);
    }
}

/* The program gets whole what it needs; who looks at its queue need not see it. */
static void hide(const struct desk *desk, json_t *event)
{
    char phone[PHONE_SIZE] = "", address[600] = "", masked[sizeof(address)];
    const char *whole = json_string_value(json_object_get(event, "phone"));
    text_copy(phone, sizeof(phone), whole != NULL ? whole : "");
    whole = json_string_value(json_object_get(event, "address"));
    text_copy(address, sizeof(address), whole != NULL ? whole : "");
    if (phone[0] != '\0') {
        text_copy(masked, sizeof(masked), phone);
        privacy_hide_row(desk, TIE_STRANGER, masked, sizeof(masked), NULL, 0);
        replace_all(event, phone, masked);
    }
    if (address[0] != '\0') {
        text_copy(masked, sizeof(masked), address);
        privacy_hide_row(desk, TIE_STRANGER, NULL, 0, masked, sizeof(masked));
        replace_all(event, address, masked);
    }
}

/* The event as it was written, a member a line. */
static void add_pretty(const struct desk *desk, const char *payload, struct str *out)
{
    json_t *event = json_loads(payload, 0, NULL);
    hide(desk, event);
    char *text = event == NULL ? NULL : json_dumps(event, JSON_INDENT(2) | JSON_PRESERVE_ORDER);
    str_add(out, text == NULL ? "" : text); /* what is no JSON could hide nothing */
    free(text);
    json_decref(event);
}

enum status hook_load(struct desk *desk, int64_t id, struct hook_run *run, struct str *payload,
                      struct err *err)
{
    struct str stored = {0};
    enum status status = desk_allow(desk, RIGHT_HOOK_MANAGE, err);
    if (status == STATUS_OK) {
        status = hook_store_load(desk->store, id, run, &stored, err);
    }
    add_pretty(desk, str_text(&stored), payload);
    str_free(&stored);
    return status;
}

enum status hook_failed(struct desk *desk, int64_t *count, struct err *err)
{
    *count = 0;
    return desk_has_right(desk, RIGHT_HOOK_MANAGE) ? hook_store_count(desk->store, HOOK_FAILED, count, err)
                                                   : STATUS_OK;
}

/* Load it for a person to act on. */
static enum status take(struct desk *desk, int64_t id, struct hook_run *run, struct err *err)
{
    enum status status = desk_allow(desk, RIGHT_HOOK_MANAGE, err);
    if (status == STATUS_OK) {
        status = hook_store_load(desk->store, id, run, NULL, err);
    }
    if (status == STATUS_OK && (run->state == HOOK_DELIVERED || run->state == HOOK_DROPPED)) {
        status = err_set(err, STATUS_INVALID, _("这条通知%s"), hook_state_label(run->state));
    }
    if (status == STATUS_OK && run->state == HOOK_RUNNING && run->next_at > clock_now(desk->clock)) {
        err_set(err, STATUS_CONFLICT, _("这条通知正在运行"));
        status = err_advise(err, _("请等它结束"));
    }
    return status;
}

static enum status wait_again(struct desk *desk, struct hook_run *run, struct err *err)
{
    run->state = HOOK_WAITING;
    run->next_at = clock_now(desk->clock);
    run->ended_at = run->tries = 0;
    return hook_store_set(desk->store, run, err);
}

enum status hook_retry(struct desk *desk, void *request, int64_t *id, struct err *err)
{
    struct hook_run run;
    *id = ((const struct hook_request *)request)->id;
    enum status status = take(desk, *id, &run, err);
    if (status != STATUS_OK) {
        return status;
    }
    status = wait_again(desk, &run, err);
    return status == STATUS_OK
               ? desk_audit(desk, "hook.retry", "hook_run", *id, NULL, NULL, NULL, run.hook, err)
               : status;
}

enum status hook_retry_all(struct desk *desk, void *request, int64_t *count, struct err *err)
{
    struct hook_run *runs = mem_new(RETRIED_AT_ONCE, sizeof(*runs));
    size_t found = 0;
    char note[40];
    (void)request;
    enum status status = desk_allow(desk, RIGHT_HOOK_MANAGE, err);
    if (status == STATUS_OK) {
        status = hook_store_list(desk->store, HOOK_FAILED, RETRIED_AT_ONCE, runs, &found, err);
    }
    for (size_t i = 0; i < found && status == STATUS_OK; i++) {
        status = wait_again(desk, &runs[i], err);
    }
    free(runs);
    *count = (int64_t)found;
    text_format(note, sizeof(note), _("%zu 条"), found);
    return status == STATUS_OK
               ? desk_audit(desk, "hook.retry_all", "hook_run", 0, NULL, NULL, NULL, note, err)
               : status;
}

enum status hook_drop(struct desk *desk, void *request, int64_t *id, struct err *err)
{
    const struct hook_request *wanted = request;
    struct hook_run run;
    char note[sizeof(run.hook) + sizeof(wanted->reason) + 8];
    *id = wanted->id;
    enum status status = take(desk, *id, &run, err);
    if (status == STATUS_OK && wanted->reason[0] == '\0') {
        status = err_set(err, STATUS_INVALID, _("请写明放弃的原因"));
    }
    if (status != STATUS_OK) {
        return status;
    }
    run.state = HOOK_DROPPED;
    run.next_at = 0;
    run.ended_at = clock_now(desk->clock);
    text_copy(run.answer, sizeof(run.answer), wanted->reason);
    text_copy(run.runner, sizeof(run.runner), desk->actor.badge);
    status = hook_store_set(desk->store, &run, err);
    text_format(note, sizeof(note), _("%s：%s"), run.hook, wanted->reason);
    return status == STATUS_OK ? desk_audit(desk, "hook.drop", "hook_run", *id, NULL, NULL, NULL, note, err)
                               : status;
}
