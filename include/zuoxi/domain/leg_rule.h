#ifndef ZUOXI_DOMAIN_LEG_RULE_H
#define ZUOXI_DOMAIN_LEG_RULE_H

/* One leg line of a profile: from which event so long, and for which cases (spec R2.0). Pure data. */

#include <stdbool.h>

#include "zuoxi/domain/duration.h"
#include "zuoxi/domain/field.h"

#define LEG_TYPES_MAX      10
#define LEG_CATEGORIES_MAX 8
#define LEG_CHANNELS_MAX   10

/* leg "take" { from = "dispatch" within = "10m" grade = "1" types = {…} }; the first line of a leg that fits
 * a case counts. */
struct leg_rule {
    char id[16];   /* the action that meets it */
    char from[16]; /* the event (action id) that starts it */
    struct duration within;
    char grade[FIELD_CODE_SIZE]; /* '' = any */
    char types[LEG_TYPES_MAX][FIELD_CODE_SIZE];
    size_t type_count;                                    /* 0 = any, of this list and the next two */
    char categories[LEG_CATEGORIES_MAX][FIELD_CODE_SIZE]; /* and what lies under them */
    size_t category_count;
    char channels[LEG_CHANNELS_MAX][FIELD_CODE_SIZE]; /* on which the case came */
    size_t channel_count;
    bool is_joint; /* only where several units handle the case (R2.5) */
    bool is_also;  /* a deadline besides that of the line that fits, from an event of its own (R2.4) */
};

/* What of a case decides which line of a leg fits it; borrowed. */
struct leg_matter {
    const char *type, *category, *grade, *channel;
    bool is_joint;
};

struct profile;
struct case_record;

struct leg_matter leg_matter_of(const struct case_record *record);
/*
 * The first line of a leg that fits: it alone decides from where the leg counts and how long, so an exception
 * written above the general line hides it wholly. NULL when none fits, or that one gives no duration: such a
 * case has no such leg. Borrowed from the profile.
 */
const struct leg_rule *leg_rule_find(const struct profile *profile, const char *leg,
                                     const struct leg_matter *matter);
/* The `also` line of a leg that counts from this event, NULL: none. Borrowed. */
const struct leg_rule *leg_rule_also(const struct profile *profile, const char *leg, const char *from);
/* Does a case of this matter have the leg of this very line? */
bool leg_rule_counts(const struct profile *profile, const struct leg_rule *rule,
                     const struct leg_matter *matter);
/* Would `later` never be looked at, because `earlier` fits whatever it fits? (Categories by their own code.)
 */
bool leg_rule_covers(const struct leg_rule *earlier, const struct leg_rule *later);

#endif
