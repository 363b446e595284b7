#ifndef ZUOXI_DESK_DRAFT_JSON_H
#define ZUOXI_DESK_DRAFT_JSON_H

/* A form as the JSON text of its draft, and back: one table of shapes for all kinds of forms. */

#include "zuoxi/base/path.h"
#include "zuoxi/desk/draft.h"

#define DRAFT_LIMIT      262144 /* bytes of a file; the largest form is a tenth of it */
#define DRAFT_BADGE_SIZE 32

/*
 * The badge in a draft's file name, "1001-0a1b….json"; a badge may have dashes of its own. Returns what comes
 * after: "" for a draft, ".bad" for one kept aside, ".aB3x9_" for a temporary. NULL: it is none of them.
 */
const char *draft_file_badge(const char *name, char badge[DRAFT_BADGE_SIZE]);
/* The request id inside a form. Borrowed. */
const char *draft_request(enum draft_kind kind, const void *form);
/* Is it what request_make makes? It becomes part of a file's name. */
bool draft_request_is_safe(const char *request);
/* The draft's text, NULL when the form holds what JSON cannot (bytes that are not UTF-8). free() it. */
char *draft_to_text(const char *database, const char *badge, enum draft_kind kind, const void *form,
                    const struct unread *unread);
/* False when the text is damaged, *draft is empty then. database: the one it was typed for. */
bool draft_from_text(const char *text, size_t length, struct draft *draft, char database[PATH_SIZE]);

#endif
