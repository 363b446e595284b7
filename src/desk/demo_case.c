/* A case's life, invented: taken, moved along the profile's own workflow, mostly in time. */

#include <string.h>

#include "demo_private.h"
#include "zuoxi/base/str.h"
#include "zuoxi/domain/workflow.h"

/* Steps a life takes at most; a profile whose moves go in circles ends here. */
#define STEPS_MAX    20
#define LATE_PERCENT 8

/* How often each type is called about, of a thousand; types a profile lacks are skipped. */
static const struct {
    const char *type;
    uint32_t weight, answered_percent;
} type_weights[] = {
    {"repair", 470, 25},     {"inquiry", 260, 92}, {"complaint", 80, 20}, {"business", 50, 70},
    {"temperature", 40, 10}, {"emergency", 15, 0}, {"help", 25, 40},      {"suggestion", 20, 60},
    {"praise", 20, 80},      {"report", 20, 30},
};
#define TYPE_COUNT (sizeof(type_weights) / sizeof(type_weights[0]))

static const char *const reporters[] = {"刘师傅", "王师傅", "张师傅", "李班长",
                                        "陈师傅", "赵工",   "孙调度", NULL};

static void choose_type(struct chance *chance, const struct profile *profile, enum demo_fate fate, char *out,
                        size_t size)
{
    uint32_t weights[TYPE_COUNT], total = 0;
    for (size_t i = 0; i < TYPE_COUNT; i++) {
        uint32_t share =
            fate == DEMO_ANSWERED ? type_weights[i].answered_percent : 100 - type_weights[i].answered_percent;
        bool is_known = profile_choice(profile, SET_TYPE, type_weights[i].type) != NULL;
        weights[i] = is_known ? type_weights[i].weight * share : 0;
        total += weights[i];
    }
    out[0] = '\0';
    if (total == 0) {
        if (profile->sets[SET_TYPE].count > 0) {
            text_copy(out, size, profile->sets[SET_TYPE].items[0].code);
        }
        return;
    }
    uint32_t roll = chance_below(chance, total);
    size_t i = 0;
    while (roll >= weights[i]) {
        roll -= weights[i++];
    }
    text_copy(out, size, type_weights[i].type);
}

/* A leaf under the type: a category nothing hangs below. The early ones of the file are the common ones. */
static void choose_category(struct chance *chance, const struct profile *profile, const char *type, char *out,
                            size_t size)
{
    const struct choices *choices = &profile->sets[SET_CATEGORY];
    const char *parent = type;
    for (int level = 0; level < 3; level++) {
        uint32_t children = 0;
        for (size_t i = 0; i < choices->count; i++) {
            children += strcmp(choices->items[i].parent, parent) == 0;
        }
        if (children == 0) {
            break;
        }
        uint32_t first = chance_below(chance, children), second = chance_below(chance, children);
        uint32_t nth = first < second ? first : second;
        for (size_t i = 0; i < choices->count; i++) {
            if (strcmp(choices->items[i].parent, parent) == 0 && nth-- == 0) {
                parent = choices->items[i].code;
                break;
            }
        }
    }
    text_copy(out, size, parent == type ? "" : parent);
}

static void set_time(struct optional *optional, int64_t at)
{
    *optional = (struct optional){.value = at, .given = true};
}

static void invent_operator(struct chance *chance, char *out, size_t size)
{
    text_format(out, size, "%u", 1001 + chance_below(chance, 4));
}

static void fill_household(const struct household *household, struct demo_case *demo)
{
    struct case_record *record = &demo->record;
    if (household == NULL) {
        return;
    }
    record->customer_id = household->id;
    demo->contact.customer_id = household->id;
    text_copy(record->name, sizeof(record->name), household->name);
    text_copy(record->title, sizeof(record->title), household->title);
    text_copy(record->phone, sizeof(record->phone), household->phone);
    text_copy(record->address, sizeof(record->address), household->address);
    text_copy(record->station, sizeof(record->station), household->station);
    text_copy(record->grade, sizeof(record->grade), household->grade);
}

static void fill_contact(struct chance *chance, const struct profile *profile, enum demo_fate fate,
                         int64_t at, int64_t now, struct demo_case *demo)
{
    struct contact *contact = &demo->contact;
    struct case_record *record = &demo->record;
    const char *outcome = fate == DEMO_ANSWERED ? "answered" : "case";
    if (profile->sets[SET_CHANNEL].count > 0) {
        text_copy(contact->channel, sizeof(contact->channel), profile->sets[SET_CHANNEL].items[0].code);
    }
    if (profile_choice(profile, SET_OUTCOME, outcome) != NULL) {
        text_copy(contact->outcome, sizeof(contact->outcome), outcome);
    }
    text_format(contact->line, sizeof(contact->line), "%u", 1 + chance_below(chance, 4));
    text_copy(contact->phone, sizeof(contact->phone), record->phone);
    text_copy(contact->caller, sizeof(contact->caller), record->name);
    text_copy(contact->title, sizeof(contact->title), record->title);
    text_copy(contact->operator, sizeof(contact->operator), record->owner);
    contact->rings = (struct optional){.value = 1 + chance_below(chance, 3), .given = true};
    set_time(&contact->ring_at, at - 4 * contact->rings.value);
    set_time(&contact->answered_at, at);
    int64_t ended = at + 40 + chance_below(chance, 260);
    set_time(&contact->ended_at, ended < now ? ended : now);
    contact->repeated_back = chance_percent(chance, 90);
}

static void add_timeline(struct demo_case *demo, const char *action, const char *badge, int64_t at)
{
    if (demo->timeline_count == sizeof(demo->timeline) / sizeof(demo->timeline[0])) {
        return;
    }
    struct timeline_row *row = &demo->timeline[demo->timeline_count++];
    row->id = row->case_id = 0;
    row->at = at;
    row->reporter[0] = row->note[0] = '\0';
    text_copy(row->action, sizeof(row->action), action);
    text_copy(row->badge, sizeof(row->badge), badge);
}

static const struct leg *open_leg(const struct demo_case *demo, const char *id)
{
    for (size_t i = 0; i < demo->leg_count; i++) {
        if (leg_is_open(&demo->legs[i]) && strcmp(demo->legs[i].id, id) == 0) {
            return &demo->legs[i];
        }
    }
    return NULL;
}

static bool was_made(const struct demo_case *demo, const char *action)
{
    for (size_t i = 0; i < demo->timeline_count; i++) {
        if (strcmp(demo->timeline[i].action, action) == 0) {
            return true;
        }
    }
    return false;
}

/* Of the usual way: nothing is sent back, paused or handled again. */
static bool leads_on(const struct move_rule *move)
{
    return move->effect == EFFECT_NONE || move->effect == EFFECT_CALLBACK;
}

/* What happens next: the first move that meets a leg, else the first new one that changes the state. */
static const struct move_rule *next_move(const struct profile *profile, const struct demo_case *demo)
{
    const struct move_rule *moves[32];
    size_t count = workflow_moves(profile, &demo->record, ROLE_LEAD, moves, 32);
    for (size_t i = 0; i < count; i++) {
        if (open_leg(demo, moves[i]->id) != NULL && !was_made(demo, moves[i]->id)) {
            return moves[i];
        }
    }
    for (size_t i = 0; i < count; i++) {
        if (moves[i]->to[0] != '\0' && leads_on(moves[i]) && !was_made(demo, moves[i]->id)) {
            return moves[i];
        }
    }
    return NULL;
}

/* When it happens: mostly well inside its leg, sometimes late; never before what came before. */
static int64_t time_of(struct chance *chance, const struct demo_case *demo, const struct move_rule *move,
                       int64_t last)
{
    const struct leg *leg = open_leg(demo, move->id);
    int64_t step = 60 + chance_below(chance, 900);
    if (leg == NULL) {
        return last + step;
    }
    int64_t length = leg->due - leg->start;
    uint32_t percent =
        chance_percent(chance, LATE_PERCENT) ? 101 + chance_below(chance, 60) : 8 + chance_below(chance, 80);
    int64_t at = leg->start + length * percent / 100;
    return at > last ? at : last + step;
}

static void fill_asked(struct chance *chance, const struct settings *settings, const struct profile *profile,
                       const struct move_rule *move, struct demo_case *demo)
{
    struct case_record *record = &demo->record;
    for (size_t i = 0; i < move->ask_count; i++) {
        const char *name = move->ask[i];
        if (strcmp(name, "unit") == 0 && settings->unit_count > 0) {
            const char *unit = settings->units[chance_below(chance, (uint32_t)settings->unit_count)].name;
            if (profile_choice(profile, SET_UNIT, record->station) != NULL && chance_percent(chance, 80)) {
                unit = record->station;
            }
            text_copy(record->unit, sizeof(record->unit), unit);
        } else if (strcmp(name, "result") == 0) {
            demo_answer(chance, profile, record);
        } else if (strcmp(name, "satisfaction") == 0 && profile->sets[SET_SATISFACTION].count > 0) {
            uint32_t roll = chance_below(chance, 100);
            size_t rank = roll < 74 ? 0 : roll < 95 ? 1 : roll < 99 ? 2 : 3;
            const struct choices *choices = &profile->sets[SET_SATISFACTION];
            text_copy(record->satisfaction, sizeof(record->satisfaction),
                      choices->items[rank < choices->count ? rank : choices->count - 1].code);
        }
    }
}

/* Move the case along until it is closed, or until what would come next lies in the future. */
static void live(struct chance *chance, const struct settings *settings, const struct profile *profile,
                 int64_t until, struct demo_case *demo)
{
    int64_t last = demo->record.accepted_at.value;
    for (int step = 0; step < STEPS_MAX; step++) {
        const struct move_rule *move = next_move(profile, demo);
        if (move == NULL) {
            return;
        }
        int64_t at = time_of(chance, demo, move, last);
        if (at > until) {
            return;
        }
        fill_asked(chance, settings, profile, move, demo);
        if (workflow_apply(profile, move, at, &settings->rules, &demo->record, demo->legs, &demo->leg_count,
                           NULL) != STATUS_OK) {
            return;
        }
        add_timeline(demo, move->id, demo->record.owner, at);
        if (move->asks_reporter) {
            text_copy(demo->timeline[demo->timeline_count - 1].reporter, sizeof(demo->timeline[0].reporter),
                      chance_pick(chance, reporters));
        }
        last = at;
        if (move->closes) {
            set_time(&demo->record.closed_at, at);
            return;
        }
    }
}

void demo_invent(struct chance *chance, const struct settings *settings, const struct profile *profile,
                 const struct household *household, enum demo_fate fate, int64_t at, int64_t now,
                 struct demo_case *demo)
{
    struct case_record *record = &demo->record;
    demo_clear(&case_record_fields, record);
    demo_clear(&contact_fields, &demo->contact);
    demo->leg_count = demo->timeline_count = 0;
    fill_household(household, demo);
    if (record->grade[0] == '\0' && profile->sets[SET_GRADE].count > 0) {
        text_copy(record->grade, sizeof(record->grade),
                  profile->sets[SET_GRADE].items[profile->sets[SET_GRADE].count - 1].code);
    }
    choose_type(chance, profile, fate, record->type, sizeof(record->type));
    choose_category(chance, profile, record->type, record->category, sizeof(record->category));
    demo_say(chance, profile, record->type, record->category, record->content, sizeof(record->content));
    invent_operator(chance, record->owner, sizeof(record->owner));
    text_copy(record->keeper, sizeof(record->keeper), record->owner);
    record->has_place = record->has_person = record->has_event = record->has_contact = true;
    record->has_time = chance_percent(chance, 95);
    set_time(&record->accepted_at, at);
    fill_contact(chance, profile, fate, at, now, demo);
    const struct choice *type = profile_choice(profile, SET_TYPE, record->type);
    demo->is_urgent = type != NULL && type->is_urgent;
    add_timeline(demo, "accept", record->owner, at);
    text_copy(record->state, sizeof(record->state),
              fate == DEMO_ANSWERED ? profile->closed_state : profile->first_state);
    if (fate == DEMO_ANSWERED) {
        set_time(&record->closed_at, demo->contact.ended_at.value);
        text_copy(demo->timeline[0].note, sizeof(demo->timeline[0].note), "当场答复");
    } else {
        workflow_start_legs(profile, record, "accept", at, &settings->rules, demo->legs, &demo->leg_count);
        int64_t until = fate == DEMO_FORGOTTEN ? at + chance_below(chance, 900) : now;
        live(chance, settings, profile, until < now ? until : now, demo);
    }
    demo->is_open = !record->closed_at.given;
}
