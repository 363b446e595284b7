#include "zuoxi/domain/ring.h"

#include <string.h>
#include <strings.h>

#include "zuoxi/base/text.h"

#define RECORD     struct ring
#define RECORD_DEF "zuoxi/domain/ring.def"
static const struct field fields[] = {
#include "zuoxi/domain/field_table.h"
};

const struct field_table ring_fields = {
    .record = "ring",
    .table = "ring",
    .label = N_("来电"),
    .fields = fields,
    .count = sizeof(fields) / sizeof(fields[0]),
    .size = sizeof(RECORD),
};

#define RINGS_MAX 99

static const char *const codes[RING_STATES] = {"ringing", "answered", "ended", "missed"};

const char *ring_state_code(enum ring_state state)
{
    return state < RING_STATES ? codes[state] : "";
}

bool ring_state_parse(const char *code, enum ring_state *state)
{
    for (enum ring_state i = RING_RINGING; i < RING_STATES; i++) {
        if (strcmp(code, codes[i]) == 0) {
            *state = i;
            return true;
        }
    }
    return false;
}

/* What exchanges write for a number that the caller keeps back. */
static bool is_withheld(const char *text)
{
    static const char *const words[] = {"anonymous",  "unknown",     "private", "withheld",
                                        "restricted", "unavailable", "匿名",    "未知"};
    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
        if (strcasecmp(text, words[i]) == 0) {
            return true;
        }
    }
    return false;
}

static bool is_mobile(const char *digits)
{
    return strlen(digits) == 11 && digits[0] == '1' && digits[1] >= '3';
}

bool ring_number_parse(const char *text, char out[PHONE_SIZE])
{
    static const char *const prefixes[] = {"+86", "0086", "0"};
    out[0] = '\0';
    if (is_withheld(text)) {
        return true;
    }
    if (!phone_normalise(text, out) || out[0] == '\0') {
        return false;
    }
    for (size_t i = 0; i < sizeof(prefixes) / sizeof(prefixes[0]); i++) {
        size_t length = strlen(prefixes[i]);
        if (strncmp(out, prefixes[i], length) == 0 && is_mobile(out + length)) {
            memmove(out, out + length, strlen(out + length) + 1);
        }
    }
    return true;
}

/* Once known, a time stays. */
static bool note(struct optional *time, int64_t at)
{
    if (time->given) {
        return false;
    }
    *time = (struct optional){.value = at, .given = true};
    return true;
}

bool ring_apply(struct ring *ring, enum ring_state state, int64_t now)
{
    bool is_new = note(&ring->ring_at, now);
    switch (state) {
    case RING_ANSWERED:
        return note(&ring->answered_at, ring->ended_at.given ? ring->ended_at.value : now) || is_new;
    case RING_MISSED:
        return (!ring->answered_at.given && note(&ring->ended_at, now)) || is_new;
    case RING_ENDED:
        return note(&ring->ended_at, now) || is_new;
    default:
        return is_new;
    }
}

bool ring_is_ringing(const struct ring *ring)
{
    return !ring->answered_at.given && !ring->ended_at.given;
}

bool ring_is_missed(const struct ring *ring)
{
    return ring->ended_at.given && !ring->answered_at.given;
}

enum ring_state ring_state_of(const struct ring *ring)
{
    if (ring_is_missed(ring)) {
        return RING_MISSED;
    }
    return ring->ended_at.given ? RING_ENDED : ring->answered_at.given ? RING_ANSWERED : RING_RINGING;
}

int ring_count(const struct ring *ring, int64_t now, int limit_rings, int limit_seconds)
{
    int64_t until = ring->answered_at.given ? ring->answered_at.value
                    : ring->ended_at.given  ? ring->ended_at.value
                                            : now;
    int64_t lasted = until - ring->ring_at.value;
    if (lasted <= 0 || limit_seconds <= 0) {
        return 1;
    }
    int64_t count = lasted > 86400 ? RINGS_MAX : 1 + lasted * limit_rings / limit_seconds;
    return count < RINGS_MAX ? (int)count : RINGS_MAX;
}
