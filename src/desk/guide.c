#include "zuoxi/desk/guide.h"

#include <string.h>

#include "zuoxi/base/text.h"
#include "zuoxi/desk/script.h"

#define PLACE_PERSON_CONTACT (1u << 1 | 1u << 2 | 1u << 4) /* of intake_missing's bits */

static const struct {
    const char *code, *label, *stage;
} steps[GUIDE_COUNT] = {
    [GUIDE_GREET] = {"greet", N_("迎声"), "迎声"},     [GUIDE_SAFETY] = {"safety", N_("安全"), "急情"},
    [GUIDE_LISTEN] = {"listen", N_("倾听"), "问询"},   [GUIDE_VERIFY] = {"verify", N_("核实"), "核实"},
    [GUIDE_RECORD] = {"record", N_("记录"), "核实"},   [GUIDE_ANSWER] = {"answer", N_("答复"), "答复"},
    [GUIDE_REPEAT] = {"repeat", N_("复述"), "复述"},   [GUIDE_MORE] = {"more", N_("续问"), "续问"},
    [GUIDE_GOODBYE] = {"goodbye", N_("送声"), "告别"}, [GUIDE_HANGUP] = {"hangup", N_("后挂"), "告别"},
};

const char *guide_code(enum guide_step step)
{
    return steps[step].code;
}

const char *guide_label(enum guide_step step)
{
    return _(steps[step].label);
}

const char *guide_stage(enum guide_step step)
{
    return steps[step].stage;
}

bool guide_holds(const char *text, enum guide_step step)
{
    size_t length = strlen(steps[step].code);
    for (const char *at = text; *at != '\0'; at += strcspn(at, " "), at += strspn(at, " ")) {
        if (strcspn(at, " ") == length && strncmp(at, steps[step].code, length) == 0) {
            return true;
        }
    }
    return false;
}

static void add_step(struct contact *contact, const char *before, enum guide_step step)
{
    size_t length = strlen(contact->steps);
    text_format(contact->steps + length, sizeof(contact->steps) - length, "%s%s%s", length > 0 ? " " : "",
                before, steps[step].code);
}

void guide_tick(struct contact *contact, enum guide_step step)
{
    if (step < GUIDE_COUNT && !guide_holds(contact->steps, step)) {
        add_step(contact, "", step);
    }
}

void guide_keep(const struct guide *guide, struct contact *contact)
{
    contact->steps[0] = '\0';
    for (enum guide_step step = 0; step < GUIDE_COUNT; step++) {
        if (guide->is_wanted[step]) {
            add_step(contact, guide->is_done[step] ? "" : "-", step);
        }
    }
}

/* Somebody is in danger: the type says so, or the caller does. */
static bool is_danger(const struct desk *desk, const struct intake *intake)
{
    const struct choice *type = profile_choice(desk->profile, SET_TYPE, intake->record.type);
    if (type != NULL && type->is_urgent) {
        return true;
    }
    for (size_t i = 0; i < desk->book->count; i++) {
        const struct phrase *phrase = &desk->book->phrases[i];
        if (strcmp(phrase->stage, steps[GUIDE_SAFETY].stage) == 0 &&
            phrase_is_heard(phrase, intake->record.content)) {
            return true;
        }
    }
    return false;
}

static const char *channel_form(const struct desk *desk, const struct intake *intake)
{
    const struct choice *channel = profile_choice(desk->profile, SET_CHANNEL, intake->contact.channel);
    return channel != NULL ? channel->form : "";
}

bool guide_is_wanted(const struct desk *desk, const struct intake *intake)
{
    const char *form = channel_form(desk, intake);
    return form[0] == '\0' || strcmp(form, "call_out") == 0 || strcmp(form, "visit") == 0;
}

static void want(struct guide *guide, const struct desk *desk, const struct intake *intake)
{
    if (!guide_is_wanted(desk, intake)) {
        return;
    }
    for (enum guide_step step = 0; step < GUIDE_COUNT; step++) {
        guide->is_wanted[step] = true;
    }
    guide->is_wanted[GUIDE_SAFETY] = is_danger(desk, intake);
    guide->is_wanted[GUIDE_REPEAT] = strcmp(channel_form(desk, intake), "visit") != 0;
    guide->is_wanted[GUIDE_HANGUP] = intake->contact.ring_id != 0;
}

/* What the form itself shows to be done. */
static bool is_filled(const struct intake *intake, enum guide_step step, bool has_hung_up)
{
    const struct case_record *record = &intake->record;
    switch (step) {
    case GUIDE_SAFETY:
        return intake->details.emergency.told[0] != '\0';
    case GUIDE_LISTEN:
        return record->content[0] != '\0';
    case GUIDE_VERIFY:
        return (intake_missing(intake) & PLACE_PERSON_CONTACT) == 0;
    case GUIDE_RECORD:
        return record->type[0] != '\0' && record->category[0] != '\0' && record->content[0] != '\0' &&
               intake_missing(intake) == 0;
    case GUIDE_ANSWER:
        return intake->answered_at_once || intake->link.is_alone || intake->link.notice_id != 0 ||
               intake->link.case_id != 0;
    case GUIDE_REPEAT:
        return intake->contact.repeated_back;
    case GUIDE_HANGUP:
        return has_hung_up;
    default:
        return false;
    }
}

/* A bit for every step that words can do and that words were said for. */
static unsigned said_steps(const struct desk *desk, const struct contact *contact)
{
    static const struct {
        const char *stage;
        enum guide_step step;
    } others[] = {{"外呼", GUIDE_GREET},
                  {"倾听", GUIDE_LISTEN},
                  {"婉拒", GUIDE_ANSWER},
                  {"转接", GUIDE_ANSWER},
                  {"致歉", GUIDE_ANSWER}};
    const char *at = contact->phrases;
    char id[32];
    int64_t when;
    unsigned said = 0;
    while (script_next(&at, id, &when)) {
        const char *stage = script_stage_of(desk->book, id);
        for (enum guide_step step = 0; step < GUIDE_COUNT; step++) {
            said |= strcmp(steps[step].stage, stage) == 0 ? 1u << step : 0;
        }
        for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++) {
            said |= strcmp(others[i].stage, stage) == 0 ? 1u << others[i].step : 0;
        }
    }
    return said & ~(1u << GUIDE_RECORD | 1u << GUIDE_HANGUP); /* deeds, not words */
}

struct guide guide_of(const struct desk *desk, const struct intake *intake, bool has_hung_up)
{
    struct guide guide = {0};
    unsigned said = said_steps(desk, &intake->contact);
    want(&guide, desk, intake);
    for (enum guide_step step = 0; step < GUIDE_COUNT; step++) {
        guide.is_done[step] =
            guide.is_wanted[step] && ((said & 1u << step) != 0 || guide_holds(intake->contact.steps, step) ||
                                      is_filled(intake, step, has_hung_up));
    }
    return guide;
}

enum guide_step guide_next(const struct guide *guide)
{
    enum guide_step step = 0;
    while (step < GUIDE_COUNT && (!guide->is_wanted[step] || guide->is_done[step])) {
        step++;
    }
    return step;
}
