#ifndef ZUOXI_CONSOLE_DRAFT_KEEPER_H
#define ZUOXI_CONSOLE_DRAFT_KEEPER_H

/*
 * Keeps what is typed into a form on the disk: a draft within a second of the first change since the last
 * one, tried again while it cannot be written. No key waits for the disk: desk/draft_writer does. Every form
 * that saves has one.
 */

#include "zuoxi/console/state.h"
#include "zuoxi/desk/draft.h"

struct draft_keeper {
    struct view *view; /* the page whose title tells about the draft */
    enum draft_kind kind;
    const void *form;         /* borrowed; always what the screen shows; NULL: nothing is kept */
    struct unread unread;     /* what it shows beside that: set by the form before draft_keeper_touch */
    bool has_draft;           /* something was typed, or came back from a draft */
    int64_t dirty_ms;         /* boot clock of the first change not on the disk, 0 = all is */
    struct draft_ticket sent; /* the draft that is under way to the disk */
    int64_t sent_ms;          /* boot clock of that */
    int64_t saved_at;         /* UTC of the last draft that is on the disk, 0 none */
    struct err err;           /* why the last one could not be written */
};

/* Begin with a form, as kind says; restored: the draft that came back, copied, or NULL. */
void draft_keeper_begin(struct draft_keeper *keeper, struct view *view, enum draft_kind kind,
                        const void *form, const struct draft *restored);
/* Something changed: a draft is due. */
void draft_keeper_touch(struct draft_keeper *keeper);
/* Each loop turn: begin to write when it is time, hear what became of it; at once when the console is ending.
 */
void draft_keeper_step(struct draft_keeper *keeper);
/* Write now what is not on the disk yet, and wait for it (leaving, saving). */
void draft_keeper_flush(struct draft_keeper *keeper);
/* The form is put aside, its page still open: flush, and say `kept` ("草稿已留") in this style, or that the
 * draft is not on the disk and how to come `back`. */
void draft_keeper_aside(struct draft_keeper *keeper, enum style style, const char *kept, const char *back);
/* The same when the page itself is left behind: F6 leads back. */
void draft_keeper_left(struct draft_keeper *keeper, const char *kept);
/* Saved, or thrown away: remove the draft and keep nothing more. */
void draft_keeper_drop(struct draft_keeper *keeper);
/* "来电登记  草稿已存 14:32:05" */
void draft_keeper_title(const struct draft_keeper *keeper, const char *title, char *out, size_t size);

#endif
