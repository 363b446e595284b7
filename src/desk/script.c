#include "zuoxi/desk/script.h"

#include <string.h>

#include "zuoxi/base/text.h"
#include "zuoxi/base/utf8.h"

/* Surnames of two characters; all others are one. */
static const char *const double_surnames[] = {"欧阳", "司马", "上官", "诸葛", "东方", "皇甫",
                                              "尉迟", "公孙", "慕容", "司徒", "令狐", "夏侯"};

static size_t surname_bytes(const char *name)
{
    for (size_t i = 0; i < sizeof(double_surnames) / sizeof(double_surnames[0]); i++) {
        if (strncmp(name, double_surnames[i], strlen(double_surnames[i])) == 0) {
            return strlen(double_surnames[i]);
        }
    }
    return utf8_grapheme(name, strlen(name));
}

/* "孙女士": how the person is addressed; '' while the form of address is unknown. */
static void address_person(const struct desk *desk, const struct case_record *record, char *out, size_t size)
{
    char label[80];
    out[0] = '\0';
    if (record->title[0] == '\0') {
        return;
    }
    profile_label(desk->profile, SET_TITLE, record->title, label);
    text_format(out, size, "%.*s%s", (int)surname_bytes(record->name), record->name, label);
}

/* "今天18:32" "明天09:00" "11月23日17:30". */
static void speak_time(int64_t now, int64_t at, char *out, size_t size)
{
    struct civil when = clock_civil(at), today = clock_civil(now);
    struct civil next = today;
    next.day++;
    next.hour = 12; /* noon: a day added across a clock change stays the next day */
    struct civil tomorrow = clock_civil(clock_utc(next));
    if (when.year == today.year && when.month == today.month && when.day == today.day) {
        text_format(out, size, _("今天%02d:%02d"), when.hour, when.minute);
    } else if (when.year == tomorrow.year && when.month == tomorrow.month && when.day == tomorrow.day) {
        text_format(out, size, _("明天%02d:%02d"), when.hour, when.minute);
    } else {
        text_format(out, size, _("%d月%d日%02d:%02d"), when.month, when.day, when.hour, when.minute);
    }
}

static void speak_due(const struct desk *desk, const struct intake *intake, const char *leg, char *out,
                      size_t size)
{
    struct leg_preview preview;
    out[0] = '\0';
    if (intake_due(desk, intake, leg, &preview)) {
        speak_time(clock_now(desk->clock), preview.due, out, size);
    }
}

int script_fill(const struct desk *desk, const struct intake *intake, size_t index, struct str *out,
                char missing[32])
{
    static const struct case_record nobody;
    const struct case_record *record = intake == NULL ? &nobody : &intake->record;
    char title[256], due[64] = "", contact[64] = "", arrive[64] = "", reply[64] = "";
    address_person(desk, record, title, sizeof(title));
    if (intake != NULL && strstr(desk->book->phrases[index].text, "{due") != NULL) { /* few speak of it */
        speak_due(desk, intake, "handle", due, sizeof(due));
        speak_due(desk, intake, "contact", contact, sizeof(contact));
        speak_due(desk, intake, "arrive", arrive, sizeof(arrive));
        speak_due(desk, intake, "reply", reply, sizeof(reply));
    }
    struct phrase_values values = {
        .company = desk->settings->company,
        .hotline = desk->settings->hotline,
        .badge = desk->actor.badge,
        .operator_name = desk->actor.name,
        .title = title,
        .name = record->name,
        .address = record->address,
        .phone = record->phone[0] != '\0' || intake == NULL ? record->phone : intake->contact.phone,
        .number = record->number,
        .time_of_day = phrase_time_of_day(clock_civil(clock_now(desk->clock)).hour),
        .due = due,
        .due_contact = contact,
        .due_arrive = arrive,
        .due_reply = reply,
    };
    return phrase_fill(&desk->book->phrases[index], &values, out, missing);
}

const char *script_stage(const struct desk *desk, const struct intake *intake)
{
    (void)desk;
    const struct case_record *record = intake == NULL ? NULL : &intake->record;
    if (record == NULL ||
        (record->name[0] == '\0' && record->content[0] == '\0' && record->address[0] == '\0')) {
        return "迎声";
    }
    if (record->content[0] == '\0') {
        return "问询";
    }
    if (intake_missing(intake) != 0) {
        return "核实";
    }
    return intake->contact.repeated_back ? "告别" : "复述";
}
