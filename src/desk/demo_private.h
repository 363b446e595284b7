#ifndef ZUOXI_DESK_DEMO_PRIVATE_H
#define ZUOXI_DESK_DEMO_PRIVATE_H

/* The parts of the demonstration's generator: chance, households, what callers say, a case's life. */

#include "zuoxi/desk/casework.h"
#include "zuoxi/desk/demo.h"
#include "zuoxi/domain/contact.h"
#include "zuoxi/domain/customer.h"

/* Our own generator (splitmix64): the same seed gives the same database on every machine. */
struct chance {
    uint64_t state;
};
uint64_t chance_next(struct chance *chance);
/* 0…below − 1; below > 0. */
uint32_t chance_below(struct chance *chance, uint32_t below);
/* True in `percent` of 100. */
bool chance_percent(struct chance *chance, uint32_t percent);
/* One of a NULL-terminated list. */
const char *chance_pick(struct chance *chance, const char *const *list);

/* The little a case needs to know of its household; kept in memory for all of them. */
struct household {
    int64_t id;
    char name[24], title[8], phone[16], address[64], station[FIELD_CODE_SIZE], grade[8];
};

/* Empty a record without touching its long arrays: text ends at its first byte. */
void demo_clear(const struct field_table *table, void *record);
/* Invent household number `index`; fills both. */
void demo_household(struct chance *chance, const struct settings *settings, const struct profile *profile,
                    int64_t index, int64_t now, struct household *household, struct customer *customer);
/* What the caller says about a category, 1–4 sentences. */
void demo_say(struct chance *chance, const struct profile *profile, const char *type, const char *category,
              char *out, size_t size);
/* What the unit found and did, and what the customer was told. */
void demo_answer(struct chance *chance, const struct profile *profile, struct case_record *record);

/* What a stored case of its type has besides: its side records, not stored yet. */
void demo_details(const struct profile *profile, const struct case_record *record, struct details *details);

/* From here on somebody else acts. */
void demo_act(struct desk *desk, const char *badge, enum role role);
/* The roster around today, signed handovers and swaps, inside the transaction; before anything of today. */
enum status demo_roster(struct desk *desk, struct err *err);
/* Notices, promises and messages of today, inside the transaction; count of households > 0. */
enum status demo_day(struct desk *desk, const struct profile *profile, const struct household *households,
                     int64_t count, struct err *err);

/* One invented case with everything that hangs on it. */
struct demo_case {
    struct case_record record;
    struct contact contact;
    struct leg legs[LEGS_MAX];
    size_t leg_count;
    struct timeline_row timeline[24];
    size_t timeline_count;
    bool is_open, is_urgent;
};
/* Forgotten: open, and nobody has touched it since its first minutes. */
enum demo_fate { DEMO_ANSWERED, DEMO_CLOSED, DEMO_OPEN, DEMO_FORGOTTEN };
/*
 * Invent a case accepted at `at`; the household may be NULL. head.id is not set. Nothing happens after `now`:
 * a case meant to be closed may still be open then, so look at is_open.
 */
void demo_invent(struct chance *chance, const struct settings *settings, const struct profile *profile,
                 const struct household *household, enum demo_fate fate, int64_t at, int64_t now,
                 struct demo_case *demo);

#endif
