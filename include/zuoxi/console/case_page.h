#ifndef ZUOXI_CONSOLE_CASE_PAGE_H
#define ZUOXI_CONSOLE_CASE_PAGE_H

/*
 * The case view's inside, shared by its files: case_view.c (keys and drawing), case_lines.c (what it says),
 * case_contacts.c, case_move.c (the moves and their small forms) and case_explain.c (why this due time).
 */

#include "zuoxi/console/approval.h"
#include "zuoxi/console/draft_keeper.h"
#include "zuoxi/console/others.h"
#include "zuoxi/console/preview.h"
#include "zuoxi/console/reading.h"
#include "zuoxi/console/record_form.h"
#include "zuoxi/console/reveal.h"
#include "zuoxi/console/state.h"
#include "zuoxi/console/text_lines.h"
#include "zuoxi/desk/casework.h"
#include "zuoxi/desk/contacts.h"
#include "zuoxi/desk/intake.h"

#define CASE_MOVES_MAX 30

struct case_page {
    struct view view;
    struct console *console;
    int64_t case_id;
    struct preview preview; /* the file, 户号 and repeats are read there */
    const struct move_rule *moves[CASE_MOVES_MAX];
    size_t move_count;
    struct text_lines left, right; /* fields; timeline (below the fields on a narrow screen) */
    int lines_width;               /* canvas width they were made for */
    struct text_scroll scroll;
    unsigned long seen;
    struct others others;
    const char *doing; /* what others are told of this desk at the case, NULL nothing */
    struct reading reading;
    struct reveal reveal;
    bool offers_undo;                  /* drawn: the last move may be taken back */
    struct approval approval;          /* a lead's answer, the last move taken back */
    int64_t contact_ids[CONTACTS_MAX]; /* as last listed by the menu of contacts */
    struct intake *book_intake;        /* owned; the case as the script book fills from it */

    /* The move begun and not made yet: its form is open, being saved, or put aside with its draft kept. */
    const struct move_rule *move;   /* NULL: none */
    const struct move_rule *wanted; /* asked for while another one is put aside */
    struct record_form *move_form;  /* outlives the popup that shows it */
    struct form *popup;             /* borrowed while the popup is open, else NULL */
    unsigned long revision;         /* of the popup's form, already read into move_draft */
    struct move_draft *move_draft;  /* owned; always what the form says */
    struct draft_keeper draft;
    struct task task;
    struct err told; /* why a save waits, as last said */
};

/* case_lines.c */
void case_lines_fields(struct case_page *self, struct text_lines *lines, int width);
void case_lines_timeline(struct case_page *self, struct text_lines *lines, int width);

/* case_move.c */
/* Ask what the move asks, then make it; goes on with one put aside. */
void case_move_ask(struct case_page *self, const struct move_rule *move);
/* Open the form of a draft, copied; as case_view_restore. */
bool case_move_restore(struct case_page *self, const struct draft *draft, struct err *err);
/* Throw the move begun away, with its draft (asks). */
void case_move_discard(struct case_page *self);
void case_move_menu(struct case_page *self);
void case_move_step(struct case_page *self);
void case_move_free(struct case_page *self);

/* case_move_form.c */
/* Open the form of the move begun, as its draft has it; case_move_answered gets it. */
void case_move_form_open(struct case_page *self);
/* What the popup says now into the draft; values that cannot be read are told when it is submitted. */
void case_move_form_sync(struct case_page *self);
/* Make the request ready to be submitted; false with a remark when a text cannot be. */
bool case_move_form_read(struct case_page *self, struct form *form);
bool case_move_answered(void *context, struct form *form);

/* case_contacts.c */
/* Choose one of the case's contacts to open; a single one opens at once. */
void case_contacts_menu(struct case_page *self);

/* case_family.c */
/* Parent and children, where there are any; the action that opens one of them. */
void case_family_add_lines(struct case_page *self, struct text_lines *lines, int width);
unsigned case_family_run(struct view *view);

/* case_notice.c */
/* The action that attaches the case to the live outage its address is in. */
unsigned case_notice_run(struct view *view);

/* case_explain.c */
/* A popup with every counted, skipped and made-up interval of every leg, its pauses, extensions and changes.
 */
void case_explain_open(const struct console *console, const struct case_file *file);

#endif
