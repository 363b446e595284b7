#ifndef ZUOXI_CONF_PROFILE_PRIVATE_H
#define ZUOXI_CONF_PROFILE_PRIVATE_H

/* The parts of profile_check, each in a file of its own. */

#include <confuse.h>

#include "zuoxi/conf/loader.h"

/* The event every case begins with; no move may be called so. */
#define EVENT_ACCEPT "accept"

/* Each move by itself: its states, roles and fields are there, and what its effect needs (profile_moves.c).
 */
void profile_check_moves(const struct profile *profile, struct conf_file *file);
/* All of them together (profile_flow.c). is_whole: all that is named exists, so that proofs say something
 * new. */
void profile_check_flow(const struct profile *profile, struct conf_file *file, bool is_whole);

/* The task sheet shows only what there is (profile_sheet.c). */
void profile_check_sheet(const struct profile *profile, struct conf_file *file);

/* A finding about a choice the profile does not have, with the nearest one it has (profile_names.c). */
void profile_no_choice(const struct profile *profile, struct conf_file *file, cfg_t *section,
                       const char *option, enum choice_set set, const char *code);
/* Likewise only the hint, as option_hint() writes it: of moves and "accept", of legs, of a case's fields. */
void profile_move_hint(const struct profile *profile, const char *id, char *out, size_t size);
void profile_leg_hint(const struct profile *profile, const char *id, char *out, size_t size);
void profile_field_hint(const char *name, char *out, size_t size);

#endif
