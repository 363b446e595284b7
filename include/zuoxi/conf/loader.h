#ifndef ZUOXI_CONF_LOADER_H
#define ZUOXI_CONF_LOADER_H

/*
 * One loader per kind of configuration file. Each fills its domain struct (zeroed, cleared by the caller)
 * with what passed and adds all findings; true when the file has no error of its own.
 */

#include "zuoxi/conf/file.h"
#include "zuoxi/domain/phrase.h"
#include "zuoxi/domain/profile.h"
#include "zuoxi/domain/settings.h"

extern const struct option profile_options[];
extern const struct option calendar_options[];
extern const struct option phrasebook_options[];

/* path NULL: the built-in defaults. */
bool settings_load(struct settings *settings, const char *path, struct findings *findings);
/* The options' text of the built-in defaults, as a file would say it; appended. */
void settings_default_text(struct str *out);

/* The hooks against the profile, the units and the disk: events, types and units there are none of; programs
 * that are not there (warnings: they may come). file: the zuoxi.conf they stand in. */
void hooks_check(const struct settings *settings, const struct profile *profile, const char *file,
                 struct findings *findings);

/* name becomes profile->name. */
bool profile_load(struct profile *profile, const char *path, const char *name, struct findings *findings);
/* Do the parts of a profile fit together: states reachable and none a dead end, moves and legs that name each
 * other. */
void profile_check(const struct profile *profile, struct conf_file *file);

/* Adds a year's days; several files add up. */
bool calendar_load(struct calendar *calendar, const char *path, struct findings *findings);

/* Adds a file's phrases, taboo entries and answers; several files add up. */
bool phrasebook_load(struct phrasebook *book, const char *path, struct findings *findings);
/* The book against the rules (R3.4), itself and the profile (without types: not known) once it is arranged.
 */
void phrasebook_check(const struct phrasebook *book, const struct profile *profile,
                      struct findings *findings);
/* Warn of answers that held until before today, "2026-11-21". */
void phrasebook_check_expired(const struct phrasebook *book, const char *today, struct findings *findings);

#endif
