#ifndef ZUOXI_CONSOLE_INTAKE_LINK_H
#define ZUOXI_CONSOLE_INTAKE_LINK_H

/*
 * What a call form knows of the outage its caller is in and of the caller's open case, and attaching the call
 * to one of them instead of opening another case (Ctrl-B, Ctrl-A). Part of the call form's page.
 */

#include "zuoxi/console/state.h"
#include "zuoxi/domain/case_number.h"

struct intake_view;
struct history_row;

struct intake_link_view {
    struct notice notice;                    /* the outage, or what a call-out tells of; head.id 0: none */
    int64_t calls;                           /* attached to it */
    size_t more;                             /* other outages the caller is in */
    int64_t open_case;                       /* of the caller, 0 none */
    char open_number[CASE_NUMBER_SIZE];      /* as shown */
    int64_t chases;                          /* how often it was asked about */
    size_t repeats;                          /* which call of the last days this is */
    unsigned long board_seen, revision_seen; /* what it was found for */
    int64_t customer_seen, history_seen;
    int rows; /* drawn at the top */
};

/* Each loop turn, after the form has been read: look again when form, customer or board have changed. */
void intake_link_step(struct intake_view *self);
/* Draw the outage at the top and return the canvas below it; *part is the caller's. */
struct canvas *intake_link_draw(struct intake_view *self, struct canvas *canvas, struct canvas_part *part);
/* The canvas below what was drawn so, and above the guide at the foot. */
struct canvas *intake_link_below(const struct intake_view *self, struct canvas *canvas,
                                 struct canvas_part *part);
/* The history strip's header, and the mark before a row ("" for most). */
void intake_link_history_title(const struct intake_view *self, char *out, size_t size);
const char *intake_link_mark(const struct intake_view *self, const struct history_row *row);
/* The actions. */
unsigned intake_link_case(struct view *view);
unsigned intake_link_notice(struct view *view);
/* Begin saving a call that is attached; false when it is not. */
bool intake_link_save(struct intake_view *self);
/* Say what was saved; false when it was a case of its own. */
bool intake_link_said(const struct intake_view *self);

#endif
