/*
 * The four shipped workflows, cell by cell: state × action × role × type against tables written here by hand
 * from the rules (R2.3–R2.6), and what each move does to the legs.
 */

#include "suite.h"

#include <string.h>

#include "domain/calendar_facts.h"
#include "zuoxi/base/clock.h"
#include "zuoxi/base/path.h"
#include "zuoxi/base/text.h"
#include "zuoxi/conf/load.h"
#include "zuoxi/domain/workflow.h"

#define STATES_MOST  14
#define ACTIONS_MOST 28

/* A row of a table: an action and, one letter a state, who may make it there.
 * b operator and lead, l the lead alone, c both for complaints only, n both for all but complaints, . nobody.
 */
struct row {
    const char *action, *cells, *to; /* to: '=' the state stays */
};

struct grid {
    const char *profile;
    const char *states[STATES_MOST];
    struct row rows[ACTIONS_MOST];
};

/* clang-format off */
static const struct grid grids[] = {
    {"heating",
     {"accepted", "dispatched", "taken", "suspended", "handled", "replied", "called_back", "closed", "merged", "answered"},
     {{"dispatch",   "b.........", "dispatched"},
      {"take",       ".b........", "taken"},
      {"reject",     ".bb.......", "accepted"},
      {"contact",    "bbbb......", "="},
      {"arrive",     "..b.......", "="},
      {"handle",     "..b.......", "handled"},
      {"reply",      "....b.....", "replied"},
      {"object",     ".....b....", "taken"},
      {"callback",   ".....b....", "called_back"},
      {"giveup",     ".....l....", "called_back"},
      {"redo",       "......b...", "taken"},
      {"suspend",    "..b.......", "suspended"},
      {"resume",     "...b......", "taken"},
      {"extend",     ".bb.......", "="},
      {"chase",      "bbbbb.....", "="},
      {"supervise",  "lllll.....", "="},
      {"escalate",   "bbbbbbb...", "="},
      {"merge",      "bbb.......", "merged"},
      {"split",      "bbb.......", "="},
      {"close",      "......b...", "closed"},
      {"reopen",     ".......b.b", "accepted"}}},
    {"gas",
     {"accepted", "dispatched", "taken", "suspended", "handled", "replied", "returned", "called_back", "closed", "merged", "answered"},
     {{"dispatch",   "b..........", "dispatched"},
      {"take",       ".b.........", "taken"},
      {"reject",     ".bb........", "accepted"},
      {"contact",    "bbbb.......", "="},
      {"arrive",     "..b........", "="},
      {"handle",     "..b........", "handled"},
      {"reply",      "....b......", "replied"},
      {"return",     ".....b.....", "returned"},
      {"object",     ".....bb....", "taken"},
      {"callback",   "......b....", "called_back"},
      {"giveup",     "......l....", "called_back"},
      {"redo",       ".......b...", "taken"},
      {"suspend",    "..b........", "suspended"},
      {"resume",     "...b.......", "taken"},
      {"extend",     ".bb........", "="},
      {"chase",      "bbbbb......", "="},
      {"supervise",  "lllll......", "="},
      {"escalate",   "bbbbbbbb...", "="},
      {"merge",      "bbb........", "merged"},
      {"split",      "bbb........", "="},
      {"close",      ".......b...", "closed"},
      {"reopen",     "........b.b", "accepted"}}},
    {"service",
     {"accepted", "dispatched", "taken", "planned", "suspended", "handled", "replied", "called_back", "closed", "merged", "answered"},
     {{"dispatch",   "b..........", "dispatched"},
      {"take",       ".b.........", "taken"},
      {"reject",     ".bb........", "accepted"},
      {"contact",    "bbbbb......", "="},
      {"arrive",     "..bb.......", "="},
      {"plan",       "..c........", "planned"},
      {"handle",     "..nc.......", "handled"},
      {"reply",      ".....b.....", "replied"},
      {"inform",     ".bbbb......", "="},
      {"report",     ".....ccc...", "="},
      {"object",     "......b....", "taken"},
      {"callback",   "......b....", "called_back"},
      {"giveup",     "......l....", "called_back"},
      {"redo",       ".......b...", "taken"},
      {"suspend",    "..b........", "suspended"},
      {"resume",     "....b......", "taken"},
      {"extend",     ".bbb.......", "="},
      {"chase",      "bbbbbb.....", "="},
      {"supervise",  "llllll.....", "="},
      {"escalate",   "bbbbbbbb...", "="},
      {"merge",      "bbb........", "merged"},
      {"split",      "bbb........", "="},
      {"close",      ".......b...", "closed"},
      {"reopen",     "........b.b", "accepted"}}},
    {"power",
     {"accepted", "dispatched", "taken", "suspended", "handled", "replied", "called_back", "closed", "merged", "answered"},
     {{"dispatch",   "b.........", "dispatched"},
      {"take",       ".b........", "taken"},
      {"reject",     ".bb.......", "accepted"},
      {"contact",    "bbbb......", "="},
      {"arrive",     "..b.......", "="},
      {"handle",     "..b.......", "handled"},
      {"reply",      "....b.....", "replied"},
      {"object",     ".....b....", "taken"},
      {"callback",   ".....b....", "called_back"},
      {"giveup",     ".....l....", "called_back"},
      {"redo",       "......b...", "taken"},
      {"suspend",    "..b.......", "suspended"},
      {"resume",     "...b......", "taken"},
      {"extend",     ".bb.......", "="},
      {"chase",      "bbbbb.....", "="},
      {"supervise",  "lllll.....", "="},
      {"escalate",   "bbbbbbb...", "="},
      {"merge",      "bbb.......", "merged"},
      {"split",      "bbb.......", "="},
      {"close",      "......b...", "closed"},
      {"reopen",     ".......b.b", "accepted"}}},
};
/* clang-format on */
#define GRIDS (sizeof(grids) / sizeof(grids[0]))

static void load(struct config *config, const char *profile)
{
    struct findings findings = {0};
    struct err err = {0};
    char path[PATH_SIZE];
    path_shipped(path, "zuoxi.conf");
    ck_assert_msg(config_load(config, path, profile, &findings, &err) == STATUS_OK, "%s", err.what);
    ck_assert_uint_eq(findings.count, 0);
    findings_clear(&findings);
}

static bool cell_allows(char cell, enum role role, bool is_complaint)
{
    bool works = role == ROLE_OPERATOR || role == ROLE_LEAD;
    return (cell == 'b' && works) || (cell == 'l' && role == ROLE_LEAD) ||
           (cell == 'c' && works && is_complaint) || (cell == 'n' && works && !is_complaint);
}

static void check_cell(const struct profile *profile, const char *state, const struct row *row, char cell,
                       const char *type, enum role role)
{
    struct case_record record = {.number = "20261118-0001"};
    struct err err = {0};
    text_copy(record.state, sizeof(record.state), state);
    text_copy(record.type, sizeof(record.type), type);
    bool is_allowed = cell_allows(cell, role, strcmp(type, "complaint") == 0);
    const struct move_rule *move = workflow_find(profile, &record, role, row->action, &err);
    ck_assert_msg((move != NULL) == is_allowed, "%s: %s in %s, %s, role %d", profile->name, row->action,
                  state, type, (int)role);
    if (move != NULL) {
        ck_assert_str_eq(move->to, row->to[0] == '=' ? "" : row->to);
    } else {
        ck_assert(err.what[0] != '\0' && err.todo[0] != '\0');
    }
}

static void check_grid(const struct grid *grid)
{
    struct config config;
    load(&config, grid->profile);
    const struct choices *types = &config.profile.sets[SET_TYPE];
    size_t states = 0, actions = 0;
    while (states < STATES_MOST && grid->states[states] != NULL) {
        states++;
    }
    ck_assert_uint_eq(states, config.profile.sets[SET_STATE].count);
    for (; actions < ACTIONS_MOST && grid->rows[actions].action != NULL; actions++) {
        const struct row *row = &grid->rows[actions];
        ck_assert_uint_eq(strlen(row->cells), states);
        for (size_t s = 0; s < states; s++) {
            for (size_t t = 0; t < types->count; t++) {
                for (enum role role = ROLE_NONE; role < ROLE_COUNT; role++) {
                    check_cell(&config.profile, grid->states[s], row, row->cells[s], types->items[t].code,
                               role);
                }
            }
        }
    }
    /* Nor does the profile know an action that the table does not. */
    for (size_t m = 0; m < config.profile.move_count; m++) {
        bool is_known = false;
        for (size_t a = 0; a < actions; a++) {
            is_known = is_known || strcmp(grid->rows[a].action, config.profile.moves[m].id) == 0;
        }
        ck_assert_msg(is_known, "%s: %s", grid->profile, config.profile.moves[m].id);
    }
    config_clear(&config);
}

START_TEST(shipped__every_state_action_role_and_type__is_as_the_tables_say)
{
    for (size_t i = 0; i < GRIDS; i++) {
        check_grid(&grids[i]);
    }
}
END_TEST

/* What has an effect, who approves, how often, what must be filled: by move, the same in all four but where
 * named. */
START_TEST(shipped__moves__have_the_effects_limits_and_approvals_of_the_rules)
{
    static const struct {
        const char *action, *need;
        enum move_effect effect;
        bool is_approved;
        int limit;
    } rows[] = {{"reject", "step.reason", EFFECT_RETURN, false, 2},
                {"object", "unit step.with_unit step.reason", EFFECT_OBJECT, false, 0},
                {"callback", "step.reached satisfaction", EFFECT_CALLBACK, false, 0},
                {"giveup", "step.reason", EFFECT_NONE, false, 0},
                {"redo", "step.reason", EFFECT_REDO, false, 0},
                {"suspend", "step.reason", EFFECT_SUSPEND, true, 0},
                {"resume", "", EFFECT_RESUME, false, 0},
                {"extend", "step.extra step.reason", EFFECT_EXTEND, true, 2},
                {"chase", "", EFFECT_CHASE, false, 0},
                {"supervise", "step.reason", EFFECT_SUPERVISE, false, 0},
                {"escalate", "step.told_to step.reason", EFFECT_ESCALATE, false, 0},
                {"merge", "step.other", EFFECT_MERGE, false, 0},
                {"split", "step.matter", EFFECT_SPLIT, false, 0},
                {"reopen", "step.reason", EFFECT_REOPEN, true, 0}};
    for (size_t g = 0; g < GRIDS; g++) {
        struct config config;
        load(&config, grids[g].profile);
        for (size_t r = 0; r < sizeof(rows) / sizeof(rows[0]); r++) {
            const struct move_rule *move = NULL;
            char needed[200] = "";
            for (size_t m = 0; m < config.profile.move_count && move == NULL; m++) {
                bool is_it = strcmp(config.profile.moves[m].id, rows[r].action) == 0;
                move = is_it ? &config.profile.moves[m] : NULL;
            }
            for (size_t a = 0; a < move->ask_count; a++) {
                if (move->ask_needed[a]) {
                    strcat(strcat(needed, needed[0] == '\0' ? "" : " "), move->ask[a]);
                }
            }
            ck_assert_msg(move->effect == rows[r].effect && move->is_approved == rows[r].is_approved &&
                              move->limit == rows[r].limit,
                          "%s %s", grids[g].profile, rows[r].action);
            ck_assert_str_eq(needed, rows[r].need);
        }
        config_clear(&config);
    }
}
END_TEST

/* One move of a case and the legs that are open after it; a '*' begins with this very move. */
struct pace {
    const char *action; /* NULL ends the way */
    int minutes;        /* after acceptance */
    const char *open;
};

struct way {
    const char *profile, *type, *grade, *begin; /* begin: open after acceptance */
    struct pace paces[16];
};

/* clang-format off */
static const struct way ways[] = {
    {"heating", "repair", "2", "dispatch arrive handle reply",
     {{"dispatch", 5, "*take arrive handle reply"},
      {"reject", 8, "*dispatch arrive handle reply"},
      {"dispatch", 12, "*take arrive handle reply"},
      {"take", 20, "*contact arrive handle reply"},
      {"suspend", 30, "contact arrive handle reply"},
      {"resume", 90, "contact arrive handle reply"},
      {"arrive", 120, "handle reply"},
      {"handle", 200, "reply"},
      {"reply", 210, "*callback"},
      {"object", 300, "*handle *reply"},
      {"handle", 320, "reply"},
      {"reply", 330, "*callback"},
      {"callback", 400, ""},
      {"redo", 401, "*handle *reply"}}},
    {"heating", "complaint", "3", "dispatch contact reply",
     {{"chase", 3, "dispatch contact reply"},
      {"contact", 4, "dispatch reply"}, /* a call to the customer does not dispatch */
      {"dispatch", 5, "*take reply"},
      {"take", 20, "reply"},
      {"merge", 30, ""}}},
    {"heating", "repair", "1", "dispatch arrive handle reply",
     {{"split", 3, "dispatch arrive handle reply"},
      {"dispatch", 5, "*take arrive handle reply"},
      {"take", 6, "*contact arrive handle reply"},
      {"handle", 60, "reply"},
      {"reply", 70, "*callback"},
      {"giveup", 80, ""},
      {"close", 90, ""},
      {"reopen", 500, "*dispatch *arrive *handle *reply"}}},
    {"gas", "complaint", "3", "dispatch reply",
     {{"dispatch", 60, "*handle reply *reply"},
      {"reject", 90, "*dispatch reply"},
      {"dispatch", 99, "*handle reply *reply"},
      {"take", 120, "handle reply reply"},
      {"handle", 500, "reply reply"},
      {"reply", 600, "*return"},
      {"object", 700, "*handle *reply"},
      {"handle", 800, "reply"},
      {"reply", 900, "*return"},
      {"return", 990, "*callback"},
      {"callback", 1000, ""},
      {"redo", 1001, "*handle *reply"}}},
    {"gas", "repair", "3", "dispatch arrive reply",
     {{"dispatch", 60, "*handle arrive reply *reply"},
      {"take", 70, "handle arrive reply reply"},
      {"arrive", 80, "handle reply reply"},
      {"handle", 90, "reply reply"},
      {"reply", 95, "*return"},
      {"return", 99, "*callback"},
      {"giveup", 120, ""}}},
    {"power", "repair", "1", "dispatch arrive handle reply",
     {{"dispatch", 5, "*take arrive handle reply"},
      {"take", 8, "*contact arrive handle reply"},
      {"arrive", 30, "handle reply"},
      {"suspend", 31, "handle reply"},
      {"resume", 60, "handle reply"},
      {"handle", 90, "reply"},
      {"reply", 95, "*callback"},
      {"callback", 99, ""},
      {"redo", 100, "*handle *reply"}}},
    {"service", "complaint", "3", "dispatch contact close",
     {{"dispatch", 60, "*take contact close"},
      {"take", 120, "contact close"},
      {"contact", 130, "close"},
      {"plan", 140, "close"},
      {"handle", 400, "*reply *report *callback close"},
      {"report", 420, "reply callback close"},
      {"reply", 500, "callback close"},
      {"object", 600, "*reply close"},
      {"plan", 610, "reply close"},
      {"handle", 700, "reply *report *callback close"},
      {"reply", 710, "report callback close"},
      {"callback", 720, "report close"},
      {"redo", 730, "report *reply close"}}},
    {"service", "repair", "3", "dispatch contact arrive reply",
     {{"dispatch", 60, "*take contact arrive reply"},
      {"take", 120, "contact arrive reply"},
      {"suspend", 130, "contact arrive reply"},
      {"resume", 300, "contact arrive reply"},
      {"arrive", 400, "reply"},
      {"handle", 500, "*callback reply"},
      {"reply", 600, "callback"},
      {"giveup", 700, ""}}},
    {"power", "complaint", "1", "dispatch contact reply",
     {{"escalate", 2, "dispatch contact reply"},
      {"dispatch", 5, "*take contact reply"},
      {"take", 8, "contact reply"},
      {"supervise", 9, "contact reply"},
      {"handle", 90, "reply"},
      {"reply", 95, "*callback"},
      {"object", 100, "*reply"},
      {"handle", 110, "reply"},
      {"reply", 115, "*callback"},
      {"giveup", 120, ""}}},
};
/* clang-format on */

static bool is_open_leg(const struct leg *legs, size_t count, const char *id, int64_t begun)
{
    for (size_t i = 0; i < count; i++) {
        if (leg_is_open(&legs[i]) && strcmp(legs[i].id, id) == 0 && (begun == 0 || legs[i].start == begun)) {
            return true;
        }
    }
    return false;
}

/* Exactly the legs named are open. */
static void check_open(const struct way *way, const char *after, const char *open, int64_t at,
                       const struct leg *legs, size_t count)
{
    char text[120];
    size_t named = 0, found = 0;
    text_copy(text, sizeof(text), open);
    for (char *word = strtok(text, " "); word != NULL; word = strtok(NULL, " "), named++) {
        bool is_new = word[0] == '*';
        ck_assert_msg(is_open_leg(legs, count, word + is_new, is_new ? at : 0), "%s %s after %s: no %s",
                      way->profile, way->type, after, word);
    }
    for (size_t i = 0; i < count; i++) {
        found += leg_is_open(&legs[i]);
    }
    ck_assert_msg(named == found, "%s %s after %s: %zu open, not %zu", way->profile, way->type, after, found,
                  named);
}

static void go(const struct way *way)
{
    struct config config;
    struct case_record record = {.head.id = 7, .number = "20261118-0001"};
    struct leg legs[LEGS_MAX];
    size_t count = 0;
    int64_t accepted = 0;
    load(&config, way->profile);
    ck_assert(clock_parse("2026-11-18 08:40", &accepted));
    text_copy(record.type, sizeof(record.type), way->type);
    text_copy(record.grade, sizeof(record.grade), way->grade);
    text_copy(record.state, sizeof(record.state), config.profile.first_state);
    record.accepted_at = (struct optional){accepted, true};
    const struct work_rules *rules = &config.settings.rules;
    workflow_start_legs(&config.profile, &record, "accept", accepted, rules, legs, &count);
    check_open(way, "accept", way->begin, accepted, legs, count);
    for (const struct pace *pace = way->paces; pace->action != NULL; pace++) {
        struct err err = {0};
        int64_t at = accepted + pace->minutes * 60;
        const struct move_rule *move = workflow_find(&config.profile, &record, ROLE_LEAD, pace->action, &err);
        ck_assert_msg(move != NULL, "%s: %s", pace->action, err.what);
        ck_assert_msg(workflow_apply(&config.profile, move, at, rules, &record, legs, &count, &err) ==
                          STATUS_OK,
                      "%s: %s", pace->action, err.what);
        check_open(way, pace->action, pace->open, at, legs, count);
        for (size_t i = 0; i < count; i++) {
            bool waits = strcmp(record.state, "suspended") == 0 && leg_is_open(&legs[i]);
            ck_assert_msg((legs[i].suspended_at != 0) == waits, "%s: %s", pace->action, legs[i].id);
        }
    }
    config_clear(&config);
}

START_TEST(shipped__moves__start_stop_and_pause_the_legs_of_the_rules)
{
    for (size_t i = 0; i < sizeof(ways) / sizeof(ways[0]); i++) {
        go(&ways[i]);
    }
}
END_TEST

SUITE_MAIN("conf/workflows", shipped__every_state_action_role_and_type__is_as_the_tables_say,
           shipped__moves__have_the_effects_limits_and_approvals_of_the_rules,
           shipped__moves__start_stop_and_pause_the_legs_of_the_rules)
