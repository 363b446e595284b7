#include "zuoxi/console/promises.h"

#include <stdlib.h>
#include <string.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/console/errand.h"
#include "zuoxi/console/paint.h"
#include "zuoxi/console/views.h"
#include "zuoxi/desk/lookup.h"
#include "zuoxi/domain/when.h"
#include "zuoxi/tui/popup.h"

#define OUTGOING "outgoing" /* the channel of a call that we make, where the profile has it */

struct promises {
    struct console *console;
    struct errand errand;
    struct promise about;       /* what is being asked for */
    char form[REQUEST_ID_SIZE]; /* the call form that is told, '' none */
    int64_t id;                 /* the promise a prompt is about */
    struct promise shown;       /* as last drawn */
    unsigned long seen;
};

struct promises *promises_open(struct console *console)
{
    struct promises *promises = mem_new(1, sizeof(*promises));
    promises->console = console;
    return promises;
}

void promises_close(struct promises **promises)
{
    errand_free(&(*promises)->errand);
    free(*promises);
    *promises = NULL;
}

void promises_step(struct promises *promises)
{
    if (errand_step(&promises->errand, promises->console) && promises->form[0] != '\0') {
        intake_view_promised(promises->console, promises->form, promises->errand.task.result);
        promises->form[0] = '\0';
    }
    if (console_changed(promises->console, &promises->seen)) {
        promises->shown.head.id = 0;
    }
}

/* Making one */

/* What was typed as a time; false with a remark when it is none, or past. */
static bool read_when(struct promises *promises, struct form *form, int64_t *due)
{
    int64_t now = console_now(promises->console);
    char shown[24], remark[80];
    if (!when_parse(form_get(form, "when"), now, due)) {
        form_set_remark(form, "when", _("写作 15:00、+30m、半小时后、明天9点"), true);
        form_set_focus(form, "when");
        return false;
    }
    time_short(now, *due, shown);
    if (*due < now) {
        text_format(remark, sizeof(remark), _("%s 已经过去"), shown);
        form_set_remark(form, "when", remark, true);
        form_set_focus(form, "when");
        return false;
    }
    return true;
}

static bool lacks_text(struct form *form, const char *name)
{
    if (form_get(form, name)[0] != '\0') {
        return false;
    }
    form_set_remark(form, name, _("必填"), true);
    form_set_focus(form, name);
    return true;
}

static bool asked(void *context, struct form *form)
{
    struct promises *promises = context;
    char digits[PHONE_SIZE];
    int64_t due;
    if (form == NULL) {
        return true;
    }
    if (!read_when(promises, form, &due) || lacks_text(form, "what")) {
        return false;
    }
    if (!phone_normalise(form_get(form, "phone"), digits)) {
        form_set_remark(form, "phone", _("只能是数字"), true);
        form_set_focus(form, "phone");
        return false;
    }
    struct promise_new *made = mem_new(1, sizeof(*made));
    made->promise = promises->about;
    made->promise.due_at = (struct optional){.value = due, .given = true};
    text_copy(made->promise.what, sizeof(made->promise.what), form_get(form, "what"));
    text_copy(made->promise.name, sizeof(made->promise.name), form_get(form, "name"));
    text_copy(made->promise.phone, sizeof(made->promise.phone), digits);
    text_copy(made->promise.owner, sizeof(made->promise.owner), promises->console->desk.actor.badge);
    request_make(made->request);
    return errand_start(&promises->errand, promises->console, promise_make, made, made->request,
                        _("已承诺回电，到时在台面上提醒。"));
}

void promises_ask(struct console *console, const struct promise *about, const char *form_request)
{
    const struct form_item items[] = {
        {.name = "when",
         .label = _("何时"),
         .kind = FORM_LINE,
         .max = 20,
         .row = 0,
         .span = 12,
         .flags = FORM_REQUIRED},
        {.name = "what",
         .label = _("事项"),
         .kind = FORM_LINE,
         .max = 200,
         .row = 1,
         .span = 12,
         .flags = FORM_REQUIRED},
        {.name = "name", .label = _("姓名"), .kind = FORM_LINE, .max = 40, .row = 2, .span = 12},
        {.name = "phone",
         .label = _("电话"),
         .kind = FORM_LINE,
         .max = 28,
         .row = 3,
         .span = 12,
         .flags = FORM_PHONE},
    };
    struct promises *promises = console->promises;
    struct err err;
    if (promises == NULL || desk_allow(&console->desk, RIGHT_CONTACT_SAVE, &err) != STATUS_OK) {
        if (promises != NULL) {
            ui_status_err(console->ui, &err);
        }
        return;
    }
    promises->about = *about;
    text_copy(promises->form, sizeof(promises->form), form_request != NULL ? form_request : "");
    struct form *form = form_new(items, sizeof(items) / sizeof(items[0]));
    form_set(form, "what", about->what[0] != '\0' ? about->what : _("回电"));
    form_set(form, "name", about->name);
    form_set(form, "phone", about->phone);
    form_set_remark(form, "when", _("15:00、+30m、明天9点"), false);
    form_popup_open(console->ui, _("预约回复"), form, asked, promises);
}

void promises_about_case(const struct case_record *record, struct promise *about)
{
    *about = (struct promise){.case_id = record->head.id, .customer_id = record->customer_id};
    text_copy(about->phone, sizeof(about->phone), record->phone);
    text_copy(about->name, sizeof(about->name), record->name);
}

/* Changing one */

static bool start_change(struct promises *promises, const struct promise_change *change, const char *said)
{
    struct promise_change *copy = mem_new(1, sizeof(*copy));
    *copy = *change;
    copy->id = promises->id;
    request_make(copy->request);
    return errand_start(&promises->errand, promises->console, promise_change, copy, copy->request, said);
}

static void done_answered(void *context, const char *text)
{
    struct promise_change change = {.verb = PROMISE_DONE};
    if (text != NULL) {
        text_copy(change.outcome, sizeof(change.outcome), text[0] != '\0' ? text : _("已回复"));
        start_change(context, &change, _("预约回复已完成。"));
    }
}

void promises_ask_done(struct promises *promises, int64_t id)
{
    promises->id = id;
    prompt_open(promises->console->ui, _("回复的结果（空着就是“已回复”）"), "", done_answered, promises);
}

static void postpone_answered(void *context, const char *text)
{
    struct promises *promises = context;
    struct promise_change change = {.verb = PROMISE_POSTPONE};
    if (text == NULL || text[0] == '\0') {
        return;
    }
    if (!when_parse(text, console_now(promises->console), &change.due)) {
        ui_status(promises->console->ui, STYLE_ERROR, _("“%s”看不出是什么时间，写作 15:00、+30m、明天9点。"),
                  text);
        return;
    }
    start_change(promises, &change, _("已推后。"));
}

void promises_ask_postpone(struct promises *promises, int64_t id)
{
    promises->id = id;
    prompt_open(promises->console->ui, _("推后到什么时候（15:00、+30m、明天9点）"), "", postpone_answered,
                promises);
}

static void hand_answered(void *context, const char *text)
{
    struct promise_change change = {.verb = PROMISE_HAND};
    if (text == NULL) {
        return;
    }
    if (!text_copy(change.owner, sizeof(change.owner), text)) {
        change.owner[0] = '\0';
    }
    start_change(context, &change, change.owner[0] != '\0' ? _("已转交。") : _("已交给空闲的人。"));
}

void promises_ask_hand(struct promises *promises, int64_t id)
{
    promises->id = id;
    prompt_open(promises->console->ui, _("转给哪个工号（空着：谁有空谁回）"),
                promises->console->desk.actor.badge, hand_answered, promises);
}

/* Keeping one */

static void begin_call(struct console *console, const struct promise *promise, struct intake *intake)
{
    struct case_record *record = &intake->record;
    intake_begin(&console->desk, intake);
    if (profile_choice(&console->config->profile, SET_CHANNEL, OUTGOING) != NULL) {
        text_copy(intake->contact.channel, sizeof(intake->contact.channel), OUTGOING);
    }
    intake->contact.promise_id = promise->head.id;
    intake->contact.customer_id = record->customer_id = promise->customer_id;
    text_copy(record->phone, sizeof(record->phone), promise->phone);
    text_copy(record->name, sizeof(record->name), promise->name);
    text_copy(intake->contact.phone, sizeof(intake->contact.phone), promise->phone);
    text_copy(intake->contact.caller, sizeof(intake->contact.caller), promise->name);
    record->has_contact = record->phone[0] != '\0';
    record->has_person = record->name[0] != '\0';
}

void promises_call(struct promises *promises, int64_t id)
{
    struct console *console = promises->console;
    struct promise promise;
    struct err err;
    if (promise_load(&console->desk, id, &promise, &err) != STATUS_OK) {
        ui_status_err(console->ui, &err);
        return;
    }
    if (promise.case_id != 0) {
        case_view_open(console, promise.case_id);
        return;
    }
    struct customer_row matches[2];
    size_t count = 0;
    struct intake *intake = mem_new(1, sizeof(*intake));
    begin_call(console, &promise, intake);
    if (promise.customer_id == 0 && promise.phone[0] != '\0' &&
        lookup_customers(&console->desk, promise.phone, 2, matches, &count, &err) == STATUS_OK &&
        count == 1) {
        intake_use_customer(intake, &matches[0]);
    }
    intake_view_answer(console, intake, count);
    free(intake);
}

void promises_draw(struct promises *promises, int64_t id, struct canvas *canvas)
{
    struct console *console = promises->console;
    struct promise *promise = &promises->shown;
    struct err err;
    char phone[PHONE_SIZE], due[24];
    if (promise->head.id != id && promise_load(&console->desk, id, promise, &err) != STATUS_OK) {
        promise->head.id = 0;
        return;
    }
    phone_group(promise->phone, phone);
    time_short(console_now(console), promise->due_at.value, due);
    int x = 1 + draw_format(canvas, 0, 1, -1, STYLE_STRONG, _("承诺 %s 回电"), due) + 2;
    draw_format(canvas, 0, x, canvas_width(canvas) - x, STYLE_NORMAL, "%s  %s", promise->name, phone);
    int rows = paint_wrapped(canvas, 1, 1, canvas_width(canvas) - 2, 3, STYLE_NORMAL, promise->what);
    draw_text(canvas, 1 + rows, 1, canvas_width(canvas) - 1, STYLE_DIM,
              _("Enter 打开工单或登记去电  d 完成  p 推后  h 转交、接手"));
}
