#include "zuoxi/domain/phrase_when.h"

#include <string.h>

static bool is_in_list(const char *list, const char *code, size_t length)
{
    for (const char *at = list; (at = strchr(at, ' ')) != NULL && at[1] != '\0'; at++) {
        if (strncmp(at + 1, code, length) == 0 && at[1 + length] == ' ') {
            return true;
        }
    }
    return false;
}

bool phrase_list_holds(const char *list, const char *code)
{
    return list == NULL || (code[0] != '\0' && is_in_list(list, code, strlen(code)));
}

static bool time_holds(const struct phrase_when *when, int minute)
{
    if (when->from == when->until) {
        return true;
    }
    return when->from < when->until ? minute >= when->from && minute < when->until
                                    : minute >= when->from || minute < when->until;
}

bool phrase_when_holds(const struct phrase_when *when, const struct phrase_scene *scene)
{
    return time_holds(when, scene->minute) &&
           (scene->channel[0] == '\0' || phrase_list_holds(when->channels, scene->channel)) &&
           phrase_list_holds(when->types, scene->type) && phrase_list_holds(when->profiles, scene->profile) &&
           (when->outage[0] == '\0' || (strcmp(when->outage, "yes") == 0) == scene->in_outage) &&
           (when->fault[0] == '\0' || strcmp(when->fault, scene->fault) == 0);
}

static bool lists_meet(const char *one, const char *other)
{
    if (one == NULL || other == NULL) {
        return true;
    }
    for (const char *at = one + 1; *at != '\0'; at += strcspn(at, " ") + 1) {
        if (is_in_list(other, at, strcspn(at, " "))) {
            return true;
        }
    }
    return false;
}

static bool words_meet(const char *one, const char *other)
{
    return one[0] == '\0' || other[0] == '\0' || strcmp(one, other) == 0;
}

bool phrase_when_meet(const struct phrase_when *one, const struct phrase_when *other)
{
    bool times_meet = one->from == one->until || time_holds(other, one->from) || time_holds(one, other->from);
    return times_meet && lists_meet(one->channels, other->channels) && lists_meet(one->types, other->types) &&
           lists_meet(one->profiles, other->profiles) && words_meet(one->outage, other->outage) &&
           words_meet(one->fault, other->fault);
}
