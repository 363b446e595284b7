#ifndef ZUOXI_DESK_DRAFT_H
#define ZUOXI_DESK_DRAFT_H

/*
 * Drafts: what is being typed, as one small JSON file a form in $XDG_STATE_HOME/zuoxi/drafts, outside the
 * database so that it outlives a locked or full one. Written (temporary, fsync, rename) within a second of
 * the last key; unlinked only after the save was acknowledged. A restored draft whose request id is in the
 * database is dropped. The desk that writes or restores a draft claims it until it drops it, signs out or
 * ends in whatever way: the same badge on another terminal does not get it meanwhile, or two would save one
 * request and the words of one be lost.
 */

#include "zuoxi/base/path.h"
#include "zuoxi/desk/board.h"
#include "zuoxi/desk/casework.h"
#include "zuoxi/desk/casework_batch.h"
#include "zuoxi/desk/contacts.h"
#include "zuoxi/desk/customers.h"
#include "zuoxi/desk/followup.h"
#include "zuoxi/desk/handover.h"
#include "zuoxi/desk/intake.h"
#include "zuoxi/desk/message.h"
#include "zuoxi/desk/promise.h"
#include "zuoxi/desk/prompt_draft.h"
#include "zuoxi/desk/swap.h"

#define DRAFTS_MAX 16 /* call forms open at once */

/* clang-format off */
enum draft_kind {
    DRAFT_INTAKE, DRAFT_EDIT, DRAFT_MOVE, DRAFT_CUSTOMER, DRAFT_CONTACT, DRAFT_NOTICE, DRAFT_PROMISE,
    DRAFT_MESSAGE, DRAFT_BATCH, DRAFT_HANDOVER, DRAFT_SWAP, DRAFT_FOLLOWUP, DRAFT_PROMPT, DRAFT_KINDS
};
/* clang-format on */

/* A move's form: the request as far as it can be read, and the time as typed, which may not be one yet. */
struct move_draft {
    struct move_request request; /* `set` and `at` are made when it is submitted and stay out of the file */
    char at[4 * 19 + 1];
};

/* Texts that stand in a form and are no values of their fields (yet): a letter in a number, half a date. */
#define UNREAD_MAX 24
struct unread {
    struct {
        char field[48]; /* "case.phone" */
        char text[4 * 40 + 1];
    } items[UNREAD_MAX];
    size_t count;
};

/* A draft that came back. */
struct draft {
    enum draft_kind kind;
    int64_t opened_at; /* UTC, of the form */
    struct unread unread;
    union { /* owned; by kind */
        void *form;
        struct intake *intake;
        struct case_edit *edit;
        struct move_draft *move;
        struct customer_edit *customer;
        struct contact_edit *contact;
        struct notice_change *notice;
        struct promise_new *promise;
        struct message_new *message;
        struct batch *batch;
        struct handover_line_edit *handover;
        struct swap_request *swap;
        struct followup_edit *followup;
        struct prompt_draft *prompt;
    };
};
struct drafts {
    struct draft *items; /* owned, oldest first */
    size_t count, capacity;
    size_t elsewhere; /* more of them, open on another terminal */
};

/* Write or replace the draft of the actor's form: the struct named in struct draft by kind; unread
 * may be NULL. */
enum status draft_save(struct desk *desk, enum draft_kind kind, const void *form, const struct unread *unread,
                       struct err *err);
/*
 * The same without waiting for the disk: a helper process syncs. STATUS_OK: the ticket says what is under
 * way, or id 0 when it stands on the disk already because there is no helper to be had. The ticket before it
 * must have been answered or recalled; the ticket's end is draft_ask's answer, or draft_recall.
 */
struct draft_ticket {
    uint64_t id; /* 0: nothing is under way */
    char temporary[PATH_SIZE];
};
enum status draft_send(struct desk *desk, enum draft_kind kind, const void *form, const struct unread *unread,
                       struct draft_ticket *ticket, struct err *err);
/* DRAFT_LOST: it could not be written, or the helper died: save it here, that tells why. */
enum draft_news { DRAFT_UNDER_WAY, DRAFT_ON_DISK, DRAFT_LOST };
enum draft_news draft_ask(struct desk *desk, struct draft_ticket *ticket);
/* Take it back: from here on nothing of it appears any more. Also with nothing under way. */
void draft_recall(struct desk *desk, struct draft_ticket *ticket);
/* A descriptor that is readable when draft_ask has news; -1: nothing is under way. */
int draft_answers(const struct desk *desk);
/* The helper's own side: names of temporaries on fd 0, what became of them on fd 1, until fd 0 ends. */
int draft_helper(void);
/* Remove it (after COMMIT, or when the person throws it away). Missing is fine. */
enum status draft_drop(struct desk *desk, enum draft_kind kind, const void *form, struct err *err);
/*
 * All restorable drafts of the actor on this database; those already saved are dropped. Cleared by the
 * caller, whatever the result. A damaged draft is kept aside as NAME.bad: the result is STATUS_OK all the
 * same, and err names the file.
 */
enum status draft_restore(struct desk *desk, struct drafts *drafts, struct err *err);
void drafts_clear(struct drafts *drafts);
/* Let go of every claim and end the helper: the person has signed out, or the desk closes. */
void draft_release(struct desk *desk);

#endif
