#include "zuoxi/console/promises.h"

#include <stdlib.h>
#include <string.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/console/edit_page.h"
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
    int64_t id;           /* the promise a prompt is about */
    struct promise shown; /* as last drawn */
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
    errand_step(&promises->errand, promises->console);
    if (console_changed(promises->console, &promises->seen)) {
        promises->shown.head.id = 0;
    }
}

/* Making one */

/* How a time may be said, until it is there. */
static void remark(struct form *form, const void *subject_form)
{
    const struct promise *promise = &((const struct promise_new *)subject_form)->promise;
    form_set_remark(form, "due_at", promise->due_at.given ? "" : _("15:00、+30m、半小时后、明天9点"), false);
}

static void given(struct console *console, int64_t id)
{
    (void)id;
    console_touch(console);
    ui_status(console->ui, STYLE_GOOD, _("已承诺回电，到时在台面上提醒。"));
}

/* Takes new over. */
static void open_form(struct console *console, struct promise_new *new, const struct draft *restored)
{
    static const struct record_slot slots[] = {
        {&promise_fields, "due_at", NULL, 0, 0, 12, FORM_LINE},
        {&promise_fields, "what", NULL, 1, 0, 12, FORM_LINE},
        {&promise_fields, "name", NULL, 2, 0, 6, FORM_LINE},
        {&promise_fields, "phone", NULL, 2, 6, 6, FORM_LINE},
    };
    struct edit_subject subject = {
        .kind = DRAFT_PROMISE,
        .form = new,
        .request = new->request,
        .parts = {{&promise_fields, &new->before, &new->promise}},
        .part_count = 1,
        .slots = slots,
        .slot_count = sizeof(slots) / sizeof(slots[0]),
        .work = promise_make,
        .remark = remark,
        .saved = given,
    };
    text_copy(subject.title, sizeof(subject.title), _("预约回复"));
    edit_page_open(console, &subject, restored);
}

void promises_ask(struct console *console, const struct promise *about, const char *form)
{
    struct err err;
    if (desk_allow(&console->desk, RIGHT_CONTACT_SAVE, &err) != STATUS_OK) {
        ui_status_err(console->ui, &err);
        return;
    }
    struct promise_new *new = mem_new(1, sizeof(*new));
    promise_begin(&console->desk, new);
    char owner[sizeof(new->promise.owner)];
    text_copy(owner, sizeof(owner), new->promise.owner);
    new->promise = *about;
    text_copy(new->promise.owner, sizeof(new->promise.owner), owner);
    text_copy(new->promise.form, sizeof(new->promise.form), form != NULL ? form : "");
    if (about->what[0] == '\0') {
        text_copy(new->promise.what, sizeof(new->promise.what), _("回电"));
    }
    open_form(console, new, NULL);
}

void promise_form_restore(struct console *console, const struct draft *draft)
{
    struct promise_new *new = mem_new(1, sizeof(*new));
    *new = *draft->promise;
    open_form(console, new, draft);
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

void promises_mark_outgoing(const struct console *console, struct intake *intake)
{
    if (profile_choice(&console->config->profile, SET_CHANNEL, OUTGOING) != NULL) {
        text_copy(intake->contact.channel, sizeof(intake->contact.channel), OUTGOING);
    }
}

static void begin_call(struct console *console, const struct promise *promise, struct intake *intake)
{
    struct case_record *record = &intake->record;
    intake_begin(&console->desk, intake);
    promises_mark_outgoing(console, intake);
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
        intake_use_customer(&console->desk, intake, &matches[0]);
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
