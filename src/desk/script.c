#include "zuoxi/desk/script.h"

#include <stdlib.h>
#include <string.h>

#include "zuoxi/base/text.h"
#include "zuoxi/base/utf8.h"
#include "zuoxi/desk/guide.h"

#define SAY_AGAIN   60   /* seconds after which the same phrase was said again, not looked at again */
#define PHRASES_MAX 1000 /* bytes, all ASCII: contact.def */

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

void script_give(struct script_given *given, const char *name, const char *value)
{
    size_t at = 0;
    while (at < given->count && strcmp(given->items[at].name, name) != 0) {
        at++;
    }
    if (at == SCRIPT_GIVEN_MAX) {
        return;
    }
    text_copy(given->items[at].name, sizeof(given->items[at].name), name);
    text_copy(given->items[at].value, sizeof(given->items[at].value), value);
    given->count = at == given->count ? at + 1 : given->count;
}

/* What the form does not know, the operator has said. */
static void add_given(const struct script_given *given, struct phrase_values *values)
{
    for (size_t i = 0; given != NULL && i < given->count; i++) {
        const char **value = phrase_value(values, given->items[i].name);
        if (value != NULL && (*value == NULL || (*value)[0] == '\0')) {
            *value = given->items[i].value;
        }
    }
}

int script_fill(const struct desk *desk, const struct intake *intake, const struct script_given *given,
                size_t index, struct str *out, char missing[32])
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
    add_given(given, &values);
    return phrase_fill(&desk->book->phrases[index], &values, out, missing);
}

struct phrase_scene script_scene(const struct desk *desk, const struct intake *intake, bool in_outage)
{
    struct civil now = clock_civil(clock_now(desk->clock));
    struct phrase_scene scene = {.minute = now.hour * 60 + now.minute,
                                 .channel = "",
                                 .type = "",
                                 .profile = desk->profile->name,
                                 .fault = "unknown",
                                 .in_outage = in_outage};
    if (intake != NULL) {
        const char *upheld = intake->details.complaint.upheld;
        scene.channel = intake->contact.channel;
        scene.type = intake->record.type;
        scene.fault = strcmp(upheld, "yes") == 0 ? "ours" : strcmp(upheld, "no") == 0 ? "other" : "unknown";
    }
    return scene;
}

/* By what the form holds, for who greets without the book. */
static const char *stage_by_form(const struct intake *intake)
{
    const struct case_record *record = &intake->record;
    if (record->name[0] == '\0' && record->content[0] == '\0' && record->address[0] == '\0') {
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

const char *script_stage(const struct desk *desk, const struct intake *intake)
{
    if (intake == NULL) {
        return "迎声";
    }
    struct guide guide = guide_of(desk, intake, false);
    enum guide_step next = guide_next(&guide);
    if (guide.is_wanted[GUIDE_SAFETY] && !guide.is_done[GUIDE_SAFETY]) {
        return guide_stage(GUIDE_SAFETY);
    }
    if (!guide.is_done[GUIDE_GREET]) {
        return stage_by_form(intake);
    }
    return next == GUIDE_COUNT ? "告别" : guide_stage(next);
}

bool script_next(const char **at, char id[32], int64_t *when)
{
    const char *word = *at + strspn(*at, " ");
    size_t length = strcspn(word, " "), name = strcspn(word, "@ ");
    text_format(id, 32, "%.*s", (int)name, word);
    *when = name < length ? strtoll(word + name + 1, NULL, 10) : 0;
    *at = word + length;
    return length > 0;
}

bool script_say(struct contact *contact, const char *id, int64_t now)
{
    const char *at = contact->phrases;
    char said[32], more[64];
    int64_t when;
    while (script_next(&at, said, &when)) {
        if (strcmp(said, id) == 0 && now - when < SAY_AGAIN) {
            return true; /* the digit pressed again to look at it once more */
        }
    }
    size_t length = strlen(contact->phrases);
    text_format(more, sizeof(more), "%s%s@%lld", length > 0 ? " " : "", id, (long long)now);
    if (length + strlen(more) > PHRASES_MAX) {
        return false;
    }
    text_copy(contact->phrases + length, sizeof(contact->phrases) - length, more);
    return true;
}

const char *script_stage_of(const struct phrasebook *book, const char *id)
{
    const struct phrase *phrase = phrasebook_find(book, id);
    for (size_t i = 0; phrase == NULL && i < book->answer_count; i++) {
        if (strcmp(book->answers[i].id, id) == 0) {
            return "答复";
        }
    }
    return phrase == NULL ? "" : phrase->stage;
}
