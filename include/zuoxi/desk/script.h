#ifndef ZUOXI_DESK_SCRIPT_H
#define ZUOXI_DESK_SCRIPT_H

/* The script book filled from an open form or case, and what of it was said. */

#include "zuoxi/base/str.h"
#include "zuoxi/desk/intake.h"

/* What the operator was asked because the form does not know it: by placeholder's name. */
#define SCRIPT_GIVEN_MAX 6
struct script_given {
    struct {
        char name[32], value[160];
    } items[SCRIPT_GIVEN_MAX];
    size_t count;
};
void script_give(struct script_given *given, const char *name, const char *value);

/* Fill phrase `index` of the desk's book for an intake form (may be NULL), with what was given (may be NULL);
 * returns missing values as phrase_fill. */
int script_fill(const struct desk *desk, const struct intake *intake, const struct script_given *given,
                size_t index, struct str *out, char missing[32]);
/* What is so now: hour, channel, type, trade, whose fault; intake may be NULL. Borrows from all of them. */
struct phrase_scene script_scene(const struct desk *desk, const struct intake *intake, bool in_outage);
/*
 * The stage the form is at: that of the first step of the guide that is open once somebody was greeted by the
 * book; before that by what the form holds. 急情 as long as there is a danger and nothing was said to it.
 * Borrowed.
 */
const char *script_stage(const struct desk *desk, const struct intake *intake);

/*
 * What was said stands in contact.phrases as "hello@1763706727 ask.what@1763706741": the entry and when, UTC.
 * script_say notes one, a second time only after a minute; false when the field is full.
 */
bool script_say(struct contact *contact, const char *id, int64_t now);
/* Walk: *at begins as contact.phrases; false at the end. *when 0: not known. */
bool script_next(const char **at, char id[32], int64_t *when);
/* The stage of an entry: an answer read to the caller is 答复; '' when the book no longer has it. Borrowed.
 */
const char *script_stage_of(const struct phrasebook *book, const char *id);

#endif
