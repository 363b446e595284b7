#ifndef ZUOXI_DESK_VERIFY_H
#define ZUOXI_DESK_VERIFY_H

/* Checking everything that was kept: the database or a backup of it, and this user's drafts. */

#include "zuoxi/desk/desk.h"
#include "zuoxi/store/verify.h"

/* STATUS_OK: checked; one line in findings for each thing that is wrong. For admins and the file's owner. */
enum status verify_database(struct desk *desk, const struct verify_watch *watch, struct str *findings,
                            struct err *err);
/*
 * The same for a file that no desk works on, by its own SHA-256 (FILE.sha256) first, where that is at hand:
 * *is_proven. Whoever may read the file may ask.
 */
enum status verify_copy(const char *path, const struct clock *clock, const struct verify_watch *watch,
                        struct str *findings, bool *is_proven, struct err *err);
/*
 * The drafts of this system user (every desk with the captive account). In findings: those that nobody gets
 * back, unreadable or of a badge that is none. In notes: what the next sign-in settles by itself.
 */
enum status verify_drafts(struct desk *desk, struct str *findings, struct str *notes, struct err *err);

#endif
