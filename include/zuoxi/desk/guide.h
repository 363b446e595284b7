#ifndef ZUOXI_DESK_GUIDE_H
#define ZUOXI_DESK_GUIDE_H

/*
 * The guided call (R3.1, R1.1): the steps of the three voices (来有迎声 问有答声 走有送声) and the rule's
 * duties. Each ticks itself where it can: a phrase of its stage was said, its fields are filled. A guide:
 * nothing waits for it.
 */

#include "zuoxi/desk/intake.h"

enum guide_step {
    GUIDE_GREET,   /* 迎声, with badge */
    GUIDE_SAFETY,  /* 急情: only where there is danger */
    GUIDE_LISTEN,  /* 倾听 */
    GUIDE_VERIFY,  /* 核实 */
    GUIDE_RECORD,  /* 记录 */
    GUIDE_ANSWER,  /* 答复 or a promise */
    GUIDE_REPEAT,  /* 复述 the important points */
    GUIDE_MORE,    /* 续问: anything else? */
    GUIDE_GOODBYE, /* 送声 */
    GUIDE_HANGUP,  /* the caller hangs up first; only where the exchange tells */
    GUIDE_COUNT
};

struct guide {
    bool is_wanted[GUIDE_COUNT], is_done[GUIDE_COUNT];
};

/* Has the form a guide at all? Not what has no person at the other end (letters). Cheap: asked at every key.
 */
bool guide_is_wanted(const struct desk *desk, const struct intake *intake);
/* The guide for this form; ~10 µs. */
struct guide guide_of(const struct desk *desk, const struct intake *intake, bool has_hung_up);
/* The first step that is wanted and open; GUIDE_COUNT when all are done. */
enum guide_step guide_next(const struct guide *guide);
/* "verify" as stored, 核实 as shown, and the book's stage for it. */
const char *guide_code(enum guide_step step);
const char *guide_label(enum guide_step step);
const char *guide_stage(enum guide_step step);
/* Tick a step by hand: kept in contact.steps. */
void guide_tick(struct contact *contact, enum guide_step step);
/* Is the step among the codes of such a text? */
bool guide_holds(const char *steps, enum guide_step step);
/* Write all the steps done into contact.steps, those wanted and not done with a '-' before: "greet -verify".
 */
void guide_keep(const struct guide *guide, struct contact *contact);

#endif
