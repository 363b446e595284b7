#ifndef ZUOXI_DOMAIN_PHRASE_WHEN_H
#define ZUOXI_DOMAIN_PHRASE_WHEN_H

/* When a phrase or an answer of the script book is meant. Pure. */

#include <stdbool.h>
#include <stddef.h>

/* Nothing given = always. Lists are " code code " with a blank at both ends, NULL: any. */
struct phrase_when {
    int from, until; /* minutes of the local day, over midnight too; equal: any time */
    const char *channels, *types, *profiles;
    char outage[8]; /* "yes": the caller is in a live outage, "no": in none */
    char fault[12]; /* "ours" "other" "unknown" */
};

/* What is so at the moment; '' or "unknown" what is not known. */
struct phrase_scene {
    int minute; /* of the local day */
    const char *channel, *type, *profile, *fault;
    bool in_outage;
};
bool phrase_when_holds(const struct phrase_when *when, const struct phrase_scene *scene);
/* Is there a moment for both? Two phrases that share a digit must have none. */
bool phrase_when_meet(const struct phrase_when *one, const struct phrase_when *other);
/* Is a code in such a list? */
bool phrase_list_holds(const char *list, const char *code);

#endif
