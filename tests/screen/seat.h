#ifndef ZUOXI_TESTS_SCREEN_SEAT_H
#define ZUOXI_TESTS_SCREEN_SEAT_H

/*
 * A desk to test: a directory of its own with a small demonstration database, the configuration and state
 * directories inside it, and the real program on a terminal. The directory stays when a test fails.
 */

#include <jansson.h>

#include "screen/terminal.h"

#define SEAT_CUSTOMERS "60"
#define SEAT_CASES     "40"
#define SEAT_TEXT      65536

struct seat {
    char directory[64];
    char database[96], lock[104], time_file[96], drafts[128];
    char state[112], config[112]; /* "XDG_…=…" */
    const char *environment[10];  /* for every program started; NULL at the end */
    bool has_time;                /* programs read the time from time_file */
};

/* A fresh directory without a database. */
void seat_make_bare(struct seat *seat);
/* A fresh directory and database. Never fails: the test does. */
void seat_make(struct seat *seat);
/* The same under a clock of the test's: the demonstration is made at that time ("2026-11-21 14:30:00"). */
void seat_make_at(struct seat *seat, const char *time);
/* The same with the database alone on a disk of that many KiB. False, and nothing made, where this process
 * may not mount. */
bool seat_make_on_disk(struct seat *seat, int kib);
void seat_remove(struct seat *seat);
/* The same without any case. */
void seat_make_idle_at(struct seat *seat, const char *time);
/* The same for another kind of utility. */
void seat_make_profile_at(struct seat *seat, const char *profile, const char *time);
void seat_set_time(struct seat *seat, const char *time);
/* One more "NAME=value" (or "NAME": unset) for the programs started from now on. */
void seat_environment(struct seat *seat, const char *setting);

/* The console on the seat's database; more arguments may follow (NULL at the end, or NULL for none). */
struct terminal *seat_start(struct seat *seat, int rows, int columns, const char *const more[]);
/* From the sign-in screen to the desk. */
void seat_sign_in(struct terminal *terminal, const char *badge);
/* seat_start and seat_sign_in at 80 × 24 as 1001. */
struct terminal *seat_open(struct seat *seat);
/* A seat with one repair of 2026-11-21 14:30:00, waiting for its dispatch, its page in front. */
struct terminal *seat_open_case(struct seat *seat);
/* A new call form, filled with a number, a name, 咨询 > 收费政策 > 热价; the cursor is in the content, at *y,
 * *x. */
void seat_open_form(struct terminal *terminal, int *y, int *x);
/* Ctrl-S and yes to the open ticks; number of the case as in seat_saved_number. */
void seat_save_form(struct terminal *terminal, char *number, size_t size);
/* F10 and yes: the program must end with 0. Frees the terminal. */
void seat_quit(struct terminal **terminal);

/* A subcommand on the same database; its standard output in out (SEAT_TEXT bytes). Returns the exit code. */
int seat_command(struct seat *seat, char *out, const char *const argv[]);
/* What the last seat_command wrote to its standard error (SEAT_TEXT bytes). */
void seat_errors(const struct seat *seat, char *out);
/* The same, which must succeed. */
void seat_command_ok(struct seat *seat, char *out, const char *const argv[]);

/* A case as `case show NUMBER --json` tells it; the caller owns the reference (json_decref). */
json_t *seat_case(struct seat *seat, const char *number);
/* The first case of the queue. */
json_t *seat_first_case(struct seat *seat);
const char *seat_text(const json_t *object, const char *member);
/* How many cases and customers the words find. */
int seat_count_found(struct seat *seat, const char *words);

/* "1121-0041" from "…新工单 1121-0041" in the status line, waited for. */
void seat_saved_number(struct terminal *terminal, char *out, size_t size);
/* Files in the drafts directory. */
int seat_draft_count(const struct seat *seat);
/* Wait until that many drafts lie there; fails the test when it takes longer than ms. */
void seat_expect_drafts(struct seat *seat, struct terminal *terminal, int count, int ms);
/* Does a draft hold the text now; wait until one does. */
bool seat_draft_holds(const struct seat *seat, const char *text);
void seat_expect_draft_text(struct seat *seat, struct terminal *terminal, const char *text, int ms);
/* Type keys one at a time, counting them. */
void seat_counted_keys(struct terminal *terminal, const char *keys, int *count);

#endif
