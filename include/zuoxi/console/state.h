#ifndef ZUOXI_CONSOLE_STATE_H
#define ZUOXI_CONSOLE_STATE_H

/* What all screens of one console share: the desk, the configuration, the terminal and what has changed. */

#include "zuoxi/console/console.h"
#include "zuoxi/desk/desk.h"
#include "zuoxi/desk/live_board.h"
#include "zuoxi/desk/live_roster.h"
#include "zuoxi/desk/privacy.h"
#include "zuoxi/desk/task.h"
#include "zuoxi/domain/phone.h"
#include "zuoxi/tui/ui.h"

struct form;
struct live;
struct promises;
struct hook_keeper;
struct queue_setup;
struct seat_guard;

/* The taboo word last told of: see lint.h. */
struct lint_told {
    const struct form *form;
    const struct taboo *taboo;
    size_t start;
};

struct console {
    const struct console_options *options;
    struct desk desk;
    struct config *config;
    const struct clock *clock;
    struct ui *ui;
    int64_t select_case;              /* case the queue is to select when it reads again, 0 = none */
    const struct view *asks_customer; /* the call form for which a household is being entered; NULL: none */
    int64_t made_customer;            /* made for it, until it takes it; 0 = none */
    unsigned long changes;            /* counts changes of the database, ours and others' */
    struct ui_action *palette;        /* owned; what the palette last offered */
    size_t palette_count;
    size_t prompts_typed; /* questions open with something typed (prompt.h) */
    int draft_fd;         /* watched for what became of drafts under way; 0: none is */
    bool draft_is_lost;   /* the last draft could not be written: nobody may promise that it is kept */
    int64_t looked_ms;    /* boot clock of the last look for others' changes */
    size_t prepared;      /* steps of console_prepare() that are done */
    struct err refused;   /* why it could not be; STATUS_OK when it could */
    struct live *live;    /* kept by the desk's page, like the next; NULL before signing in */
    struct seat_guard *guard;
    struct promises *promises;
    struct hook_keeper *hooks;
    struct room_watch { /* of the database's disk (room_watch.h) */
        int64_t looked_ms, told_ms, room;
        bool is_short;
    } room;
    struct backup_age { /* of the last good backup (backup_age.h) */
        unsigned long seen;
        int64_t minute, hours;
    } backups;
    struct erase_watch { /* of what erasures left in the files (customer_erase.c) */
        unsigned long seen;
        bool is_done;
        int64_t due_ms; /* boot clock */
    } erasures;
    struct queue_setup **setups; /* owned; how each badge has set up the desk since the program began */
    size_t setup_count, setup_capacity;
    struct live_board board;   /* the notices not over, kept up by board_desk_watch() */
    struct live_roster roster; /* the days around now, kept up by shift_desk_watch() */
    int64_t leaving;           /* the handover that is left by signing out, 0 = none */
    int64_t cluster_told;      /* the newest alert that has rung here */
    struct lint_told lint;
    unsigned long book_generation;         /* counts the books read, see book_keeper.h */
    unsigned long roster_seen;             /* changes looked at for the roster */
    unsigned long board_seen, board_reads; /* changes looked at for it; how often it was read */
};

/* The console of a view that is open. */
struct console *console_of(const struct view *view);
/* A flag of an action: it is shown to those who have the right. */
#define NEEDS(right) ACTION_NEEDS(1 + (right))
/* Now, UTC seconds. */
int64_t console_now(const struct console *console);
/*
 * True when the database has changed since *seen (kept by the view, 0 at first); looks for other desks'
 * changes at most four times a second, and at once after console_hear().
 */
bool console_changed(struct console *console, unsigned long *seen);
/* Others have news that must show now: all views look in this turn or in the next, which follows at once. */
void console_hear(struct console *console);
/* After an own save: every screen reads again. */
void console_touch(struct console *console);
/*
 * One step of a running save; true when it is done (task->err tells how). One that waits says why in the
 * status line, each reason once (*told, zeroed at first), and goes on by itself.
 */
bool console_step_task(struct console *console, struct task *task, struct err *told);
/*
 * One step of what the first screen does without: open the database, then read the rest of the configuration.
 * True when all is done. When a step fails the console ends with console->refused.
 */
bool console_prepare(struct console *console);
bool console_is_signed_in(const struct console *console);
/* A phone as this person may see it, tied to it so: grouped, or masked (138****5678). */
void console_phone(const struct console *console, enum privacy_tie tie, const char *digits,
                   char out[PHONE_SIZE]);
/* An address likewise; in bytes. */
void console_address(const struct console *console, enum privacy_tie tie, const char *address, char *out,
                     size_t size);
/* A value of a record for reading (text_lines_value), masked where this person may not see it whole. */
void console_value(const struct console *console, enum privacy_tie tie, const struct field *field,
                   const void *record, struct str *out);
/* The number of a stored case as shown this year, '' when it cannot be read. */
void console_case_number(struct console *console, int64_t case_id, char *out, size_t size);
/* A case number as shown this year. */
void console_number(const struct console *console, const char *number, char *out, size_t size);

#endif
