#ifndef ZUOXI_DESK_ERASE_DRAFTS_H
#define ZUOXI_DESK_ERASE_DRAFTS_H

/* Typed words are nobody's to throw away but theirs who typed them: forms that are not saved yet and hold a
 * number of who is to be erased. */

#include <stddef.h>

#include "draft_json.h"

struct erase_drafts {
    char badge[DRAFT_BADGE_SIZE]; /* whose form holds one, '' nobody's */
    size_t unread;                /* drafts that could not be read; how many is only told when badge is '' */
};
/* phones: a JSON array of stored numbers, as erase_store_find makes it. */
void erase_drafts_find(const char *phones, struct erase_drafts *found);

#endif
