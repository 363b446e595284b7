#include "zuoxi/console/promises.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/console/edit_page.h"
#include "zuoxi/console/paint.h"
#include "zuoxi/console/prompt.h"
#include "zuoxi/console/reveal.h"
#include "zuoxi/console/views.h"
#include "zuoxi/desk/lookup.h"
#include "zuoxi/domain/when.h"

#define OUTGOING "outgoing" /* the channel of a call that we make, where the profile has it */

struct promises {
    struct console *console;
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
    free(*promises);
    *promises = NULL;
}

void promises_step(struct promises *promises)
{
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

static enum status fill_done(struct console *console, const struct prompt_draft *draft, void *argument,
                             struct err *err)
{
    struct promise_change *change = argument;
    (void)console, (void)err;
    change->id = draft->id;
    change->verb = PROMISE_DONE;
    text_copy(change->outcome, sizeof(change->outcome), draft->text[0] != '\0' ? draft->text : _("已回复"));
    return STATUS_OK;
}

static enum status fill_postpone(struct console *console, const struct prompt_draft *draft, void *argument,
                                 struct err *err)
{
    struct promise_change *change = argument;
    change->id = draft->id;
    change->verb = PROMISE_POSTPONE;
    if (!when_parse(draft->text, console_now(console), &change->due)) {
        return err_set(err, STATUS_INVALID, _("“%s”看不出是什么时间，写作 15:00、+30m、明天9点"),
                       draft->text);
    }
    return STATUS_OK;
}

static enum status fill_hand(struct console *console, const struct prompt_draft *draft, void *argument,
                             struct err *err)
{
    struct promise_change *change = argument;
    (void)console;
    change->id = draft->id;
    change->verb = PROMISE_HAND;
    if (!text_copy(change->owner, sizeof(change->owner), draft->text)) {
        return err_set(err, STATUS_INVALID, _("没有“%s”这个工号"), draft->text);
    }
    return STATUS_OK;
}

static void show(struct console *console, const struct prompt_draft *draft)
{
    (void)draft;
    queue_view_show(console);
}

const struct prompt_kind prompt_promise_done = {
    .action = "promise.done",
    .title = N_("回复的结果（空着就是“已回复”）"),
    .said = N_("预约回复已完成。"),
    .work = promise_change,
    .argument_size = sizeof(struct promise_change),
    .request_at = offsetof(struct promise_change, request),
    .fill = fill_done,
    .show = show,
};

const struct prompt_kind prompt_promise_postpone = {
    .action = "promise.postpone",
    .title = N_("推后到什么时候（15:00、+30m、明天9点）"),
    .said = N_("已推后。"),
    .work = promise_change,
    .argument_size = sizeof(struct promise_change),
    .request_at = offsetof(struct promise_change, request),
    .fill = fill_postpone,
    .show = show,
};

const struct prompt_kind prompt_promise_hand = {
    .action = "promise.hand",
    .title = N_("转给哪个工号（空着：谁有空谁回）"),
    .said = N_("已转交。"),
    .said_empty = N_("已交给空闲的人。"),
    .work = promise_change,
    .argument_size = sizeof(struct promise_change),
    .request_at = offsetof(struct promise_change, request),
    .fill = fill_hand,
    .show = show,
};

/* text: what the line begins with. */
static void ask(struct promises *promises, const struct prompt_kind *kind, int64_t id, const char *text)
{
    struct prompt_draft subject = {.id = id};
    const struct promise *promise = &promises->shown;
    struct err err;
    if (promise->head.id != id &&
        promise_load(&promises->console->desk, id, &promises->shown, &err) != STATUS_OK) {
        ui_status_err(promises->console->ui, &err);
        return;
    }
    text_format(subject.about, sizeof(subject.about), "%s  %s", promise->name, promise->what);
    text_copy(subject.text, sizeof(subject.text), text);
    prompt_ask(promises->console, kind, &subject);
}

void promises_ask_done(struct promises *promises, int64_t id)
{
    ask(promises, &prompt_promise_done, id, "");
}

void promises_ask_postpone(struct promises *promises, int64_t id)
{
    ask(promises, &prompt_promise_postpone, id, "");
}

void promises_ask_hand(struct promises *promises, int64_t id)
{
    ask(promises, &prompt_promise_hand, id, promises->console->desk.actor.badge);
}

/* Keeping one */

void promises_mark_outgoing(const struct console *console, struct intake *intake)
{
    if (profile_choice(&console->config->profile, SET_CHANNEL, OUTGOING) != NULL) {
        text_copy(intake->contact.channel, sizeof(intake->contact.channel), OUTGOING);
    }
}

/* Nobody's is for whoever rings first. */
static enum privacy_tie tie_of(const struct console *console, const struct promise *promise)
{
    return promise->owner[0] == '\0' ? TIE_TASK : privacy_tie(&console->desk, promise->owner, "");
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
    if (!reveal_for_work(console, tie_of(console, &promise), "promise", id, _("预约回复"))) {
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
    console_phone(console, tie_of(console, promise), promise->phone, phone);
    time_short(console_now(console), promise->due_at.value, due);
    int x = 1 + draw_format(canvas, 0, 1, -1, STYLE_STRONG, _("承诺 %s 回电"), due) + 2;
    draw_format(canvas, 0, x, canvas_width(canvas) - x, STYLE_NORMAL, "%s  %s", promise->name, phone);
    int rows = paint_wrapped(canvas, 1, 1, canvas_width(canvas) - 2, 3, STYLE_NORMAL, promise->what);
    draw_text(canvas, 1 + rows, 1, canvas_width(canvas) - 1, STYLE_DIM,
              _("Enter 打开工单或登记去电  d 完成  p 推后  h 转交、接手"));
}
