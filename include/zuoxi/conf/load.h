#ifndef ZUOXI_CONF_LOAD_H
#define ZUOXI_CONF_LOAD_H

/*
 * Loading the configuration: zuoxi.conf, then the profile it names, the calendars and the phrase book beside
 * it (else the shipped ones). Every function collects all findings it can instead of stopping at the first.
 */

#include "zuoxi/base/err.h"
#include "zuoxi/base/path.h"
#include "zuoxi/conf/finding.h"
#include "zuoxi/domain/phrase.h"
#include "zuoxi/domain/profile.h"
#include "zuoxi/domain/settings.h"

struct config {
    struct settings settings;
    struct profile profile; /* SET_UNIT holds the settings' units */
    struct phrasebook book;
    char file[PATH_SIZE]; /* the zuoxi.conf that was read */
};

/*
 * Load all. file: --config's argument or NULL for the search order of spec section 9. profile: name that wins
 * over the file's (the database's, or --profile), or NULL. On success the zone is set (clock_set_zone).
 * Returns STATUS_OK when there are no errors (warnings may be there), else STATUS_FAILED with the first
 * finding in err.
 */
enum status config_load(struct config *config, const char *file, const char *profile,
                        struct findings *findings, struct err *err);
void config_clear(struct config *config);

/*
 * The same in two steps, for a screen that is to stand before all is read. First zuoxi.conf alone: settings
 * and file are filled, the zone is set.
 */
enum status config_begin(struct config *config, const char *file, struct findings *findings, struct err *err);
/* Between the two: profile.label of the profile that will be loaded; '' when it cannot be read. */
void config_name_profile(struct config *config, const char *profile);
/* Then the profile, the calendars and the phrase book; the parts of *config stay where they are. */
enum status config_finish(struct config *config, const char *profile, struct findings *findings,
                          struct err *err);

/* Where "calendar", "phrases" or "profiles/gas.conf" is read from: beside zuoxi.conf, else the shipped one.
 */
void config_find(const struct config *config, const char *name, char out[PATH_SIZE]);

/* Read the script book (again) into *book, zeroed; *config is left as it is. True when it has no errors. */
bool config_read_book(const struct config *config, struct phrasebook *book, struct findings *findings);

/*
 * Check one file for `zuoxi check`: a profile, calendar or phrase file by the folder it lies in (profiles,
 * calendar, phrases), else a zuoxi.conf (NULL: the search order) with everything it leads to; now (UTC):
 * without this year's calendar or the next one's, and for answers that have expired, there are warnings.
 */
void config_check(const char *file, const char *profile, int64_t now, struct findings *findings);
/* Warn when a year from first to last has no calendar (R2.10). */
void config_check_years(const struct config *config, int first, int last, struct findings *findings);
/* The same at a start: this year, and in December the next one, which deadlines begin to reach. */
void config_check_start(const struct config *config, int64_t now, struct findings *findings);

#endif
