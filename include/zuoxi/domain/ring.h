#ifndef ZUOXI_DOMAIN_RING_H
#define ZUOXI_DOMAIN_RING_H

/* What an exchange's reports make of a call: pure rules, whatever order the reports come in. */

#include "zuoxi/domain/field.h"
#include "zuoxi/domain/phone.h"

/* Members: see ring.def. Owns nothing; copies by assignment. */
struct ring {
    struct record_head head;
#define RECORD_DEF "zuoxi/domain/ring.def"
#include "zuoxi/domain/record_fields.h"
#undef RECORD_DEF
};

extern const struct field_table ring_fields;

enum ring_state { RING_RINGING, RING_ANSWERED, RING_ENDED, RING_MISSED, RING_STATES };

/* "ringing" "answered" "ended" "missed"; ring_state_parse is false for anything else. */
const char *ring_state_code(enum ring_state state);
bool ring_state_parse(const char *code, enum ring_state *state);

/*
 * A caller's number as exchanges write it: separators, +86 and the 0 before a foreign mobile number go. A
 * withheld one ("anonymous", "unknown" …) becomes ''. False for no number: empty, letters, over 20 digits.
 */
bool ring_number_parse(const char *text, char out[PHONE_SIZE]);

/*
 * Take a report at `now` (UTC). Every time is set once; nothing takes back what is known: a call that was
 * answered is never missed, one that ended does not ring again. A late "answered" of a call that ended counts
 * as answered when it ended. False when the report says nothing new.
 */
bool ring_apply(struct ring *ring, enum ring_state state, int64_t now);
bool ring_is_ringing(const struct ring *ring); /* neither answered nor ended */
bool ring_is_missed(const struct ring *ring);  /* ended without an answer */
/* What the call is now, for reports and --json. */
enum ring_state ring_state_of(const struct ring *ring);

/*
 * How often it has rung by `now`, 1…99; stands still from the answer or the end on. Exchanges report a call
 * once, not each ring: one ring takes limit_seconds / limit_rings, which the standard sets side by side
 * (R1.1).
 */
int ring_count(const struct ring *ring, int64_t now, int limit_rings, int limit_seconds);

#endif
