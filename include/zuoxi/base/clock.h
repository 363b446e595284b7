#ifndef ZUOXI_BASE_CLOCK_H
#define ZUOXI_BASE_CLOCK_H

/* The time, passed down as a struct so that rules never ask for it themselves, and local civil time. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct clock {
    int64_t (*now_ms)(void *context);  /* UTC milliseconds since 1970 */
    int64_t (*boot_ms)(void *context); /* CLOCK_BOOTTIME, for idle and back-off: no step, counts suspend */
    void *context;
};

extern const struct clock clock_system;
int64_t clock_now(const struct clock *clock); /* UTC seconds */
int64_t clock_now_ms(const struct clock *clock);
int64_t clock_boot_ms(const struct clock *clock);

/* A local date and time of day in the process's zone (clock_set_zone). month 1–12, weekday 0 = Sunday. */
struct civil {
    int year, month, day;
    int hour, minute, second;
    int weekday;
};

/* Use this IANA zone ("Asia/Shanghai") for all conversions; false when the system does not know it. */
bool clock_set_zone(const char *zone);
struct civil clock_civil(int64_t utc);
/* UTC seconds of a local time; a time skipped by DST moves forward, a doubled one is its first. Fields may
 * overflow (day 32, month 13): they are normalised. */
int64_t clock_utc(struct civil civil);
/* "YYYY-MM-DD HH:MM:SS" local (20 bytes) / ISO 8601 with offset (26 bytes). */
void clock_format(int64_t utc, char out[20]);
void clock_format_iso(int64_t utc, char out[26]);
/* Parse "YYYY-MM-DD HH:MM[:SS]" or "YYYY-MM-DD" (00:00) or the ISO form with offset or Z; strict. */
bool clock_parse(const char *text, int64_t *utc);

#endif
