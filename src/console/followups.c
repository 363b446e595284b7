/* Recording a regular follow-up of a project, building or station, and what was said there before. */

#include "zuoxi/console/followups.h"

#include <stdlib.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/console/edit_page.h"
#include "zuoxi/console/paint.h"
#include "zuoxi/console/promises.h"
#include "zuoxi/console/views.h"
#include "zuoxi/domain/phone.h"
#include "zuoxi/domain/workday.h"
#include "zuoxi/tui/popup.h"

static void put_date(int date, char out[16])
{
    text_format(out, 16, "%04d-%02d-%02d", date / 10000, date / 100 % 100, date % 100);
}

/* What it is, how often it is asked, and whom. */
static void describe(const struct console *console, const struct followup_place *place, struct str *out)
{
    const struct followup_rule *rule = &console->config->settings.followup_rule;
    char since[16], phone[PHONE_SIZE];
    put_date(place->since, since);
    phone_group(place->phone, phone);
    str_printf(out, _("%s  %s  %s 投入使用\n"), place->name, place->kind, since);
    str_printf(out, _("第一年每 %d 个月回访一次，以后每 %d 个月一次\n"), rule->first_year, rule->later);
    str_printf(out, _("请找 %s  %s\n\n"), place->contact[0] != '\0' ? place->contact : "--",
               phone[0] != '\0' ? phone : "--");
}

static void add_answer(const struct console *console, const struct followup *followup, struct str *out)
{
    const struct profile *profile = &console->config->profile;
    char time[24], reached[80], satisfaction[80];
    time_short(console_now(console), followup->made_at.value, time);
    str_printf(out, "%s  %s  %s  %s  %s\n", time, followup->badge,
               profile_label(profile, SET_REACHED, followup->reached, reached),
               followup->satisfaction[0] != '\0'
                   ? profile_label(profile, SET_SATISFACTION, followup->satisfaction, satisfaction)
                   : "",
               followup->spoke_with);
    if (followup->remark[0] != '\0') {
        str_printf(out, "  %s\n", followup->remark);
    }
}

void followup_history_open(struct console *console, const char *name)
{
    const struct followup_place *place = followup_place(&console->desk, name);
    struct followup *past = mem_new(FOLLOWUP_HISTORY, sizeof(*past));
    struct str text = {0};
    struct err err;
    size_t count;
    if (place != NULL) {
        describe(console, place, &text);
    }
    if (followup_history(&console->desk, name, FOLLOWUP_HISTORY, past, &count, &err) != STATUS_OK) {
        ui_status_err(console->ui, &err);
    }
    if (count == 0) {
        str_add(&text, _("还没有回访过。按 Enter 开始。"));
    }
    for (size_t i = 0; i < count; i++) {
        add_answer(console, &past[i], &text);
    }
    text_popup_open(console->ui, _("定期回访"), str_text(&text));
    str_free(&text);
    free(past);
}

/* Who is not satisfied gets a case: its form, as far as it is known. */
static void begin_case(struct console *console, const struct followup *followup)
{
    const struct followup_place *place = followup_place(&console->desk, followup->place);
    struct intake *intake = mem_new(1, sizeof(*intake));
    struct case_record *record = &intake->record;
    char said[80];
    intake_begin(&console->desk, intake);
    promises_mark_outgoing(console, intake);
    if (place != NULL) {
        text_copy(record->phone, sizeof(record->phone), place->phone);
        text_copy(intake->contact.phone, sizeof(intake->contact.phone), place->phone);
    }
    text_copy(record->name, sizeof(record->name), followup->spoke_with);
    text_copy(intake->contact.caller, sizeof(intake->contact.caller), followup->spoke_with);
    text_copy(record->address, sizeof(record->address), followup->place);
    text_format(record->content, sizeof(record->content), _("定期回访%s：%s"),
                profile_label(&console->config->profile, SET_SATISFACTION, followup->satisfaction, said),
                followup->remark);
    record->has_contact = record->phone[0] != '\0';
    record->has_person = record->name[0] != '\0';
    record->has_place = true;
    intake_view_answer(console, intake, 0);
    free(intake);
}

static void recorded(struct console *console, int64_t id)
{
    struct followup followup;
    struct err err;
    console_touch(console);
    if (followup_load(&console->desk, id, &followup, &err) != STATUS_OK) {
        ui_status_err(console->ui, &err);
        return;
    }
    callbacks_view_open(console);
    if (followup_is_bad(&console->desk, &followup)) {
        begin_case(console, &followup);
        ui_status(console->ui, STYLE_WARNING, _("用户不满意：已记下，请把问题登记成工单。"));
    } else if (followup.is_done) {
        ui_status(console->ui, STYLE_GOOD, _("“%s”这一次已回访。"), followup.place);
    } else {
        ui_status(console->ui, STYLE_GOOD, _("记下一次，“%s”仍待回访。"), followup.place);
    }
}

/* Takes edit over. */
static void open_form(struct console *console, struct followup_edit *edit, const struct draft *restored)
{
    static const struct record_slot slots[] = {
        {&followup_fields, "reached", NULL, 0, 0, 6, FORM_LINE},
        {&followup_fields, "spoke_with", NULL, 0, 6, 6, FORM_LINE},
        {&followup_fields, "satisfaction", NULL, 1, 0, 6, FORM_LINE},
        {&followup_fields, "remark", NULL, 2, 0, 12, FORM_PARAGRAPH},
    };
    const struct followup_place *place = followup_place(&console->desk, edit->after.place);
    struct edit_subject subject = {
        .kind = DRAFT_FOLLOWUP,
        .form = edit,
        .request = edit->request,
        .id = followup_number(&console->desk, edit->after.place),
        .parts = {{&followup_fields, &edit->before, &edit->after}},
        .part_count = 1,
        .slots = slots,
        .slot_count = sizeof(slots) / sizeof(slots[0]),
        .work = followup_record,
        .saved = recorded,
    };
    char phone[PHONE_SIZE];
    phone_group(place != NULL ? place->phone : "", phone);
    text_format(subject.title, sizeof(subject.title), _("定期回访 %s  %s %s"), edit->after.place,
                place != NULL ? place->contact : "", phone);
    edit_page_open(console, &subject, restored);
}

void followup_form_open(struct console *console, const char *place)
{
    struct err err;
    if (edit_page_show(console, DRAFT_FOLLOWUP, followup_number(&console->desk, place))) {
        return;
    }
    struct followup_edit *edit = mem_new(1, sizeof(*edit));
    if (followup_begin(&console->desk, place, edit, &err) == STATUS_OK) {
        open_form(console, edit, NULL);
    } else {
        ui_status_err(console->ui, &err);
        free(edit);
    }
}

void followup_form_restore(struct console *console, const struct draft *draft)
{
    struct followup_edit *edit = mem_new(1, sizeof(*edit));
    *edit = *draft->followup;
    open_form(console, edit, draft);
}
