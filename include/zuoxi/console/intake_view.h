#ifndef ZUOXI_CONSOLE_INTAKE_VIEW_H
#define ZUOXI_CONSOLE_INTAKE_VIEW_H

/*
 * The call form's inside, shared by its files: intake.c (keys, opening), intake_layout.c (where the fields
 * stand), intake_form.c (reading them), intake_kind.c (type and channel), intake_stops.c (an outing's stops),
 * intake_lookup.c (the customer), intake_guide.c (the steps), intake_draw.c and intake_save.c.
 */

#include "zuoxi/console/draft_keeper.h"
#include "zuoxi/console/intake_guide.h"
#include "zuoxi/console/intake_layout.h"
#include "zuoxi/console/intake_link.h"
#include "zuoxi/console/intake_stops.h"
#include "zuoxi/console/record_form.h"
#include "zuoxi/console/state.h"
#include "zuoxi/desk/intake.h"
#include "zuoxi/tui/follow.h"

#define INTAKE_MATCHES 8
#define INTAKE_HISTORY 12

struct intake_view {
    struct view view;
    struct console *console;
    struct intake intake; /* always what the form shows */
    struct record_form *form;
    char case_form[24], contact_form[24]; /* the side records it is laid out for; '' none */
    struct unread parked;                 /* half-typed values of fields that the form does not show now */
    char left_type[FIELD_CODE_SIZE], left_category[FIELD_CODE_SIZE]; /* where F4 and F7 go back to */
    unsigned long revision;       /* of the form, already read into intake */
    unsigned long first_revision; /* of the untouched form */
    bool is_restored;
    bool has_hung_up;    /* the exchange has told when the call ended */
    struct follow typed; /* keys that are shown but not yet read */

    /* Lookup: customers that fit the number, name or address being typed, the one taken, their last cases. */
    struct customer_row matches[INTAKE_MATCHES];
    size_t match_count;
    int picked; /* index in matches, −1 none */
    bool matches_hidden;
    const char *looked_in;                                      /* name of the field last looked up by */
    char looked_up[sizeof(((struct case_record *)0)->address)]; /* its text then; a number: digits only */
    bool has_unknown_number;                                    /* a whole number that nobody has */
    struct customer customer;                                   /* head.id 0: none */
    struct history_row history[INTAKE_HISTORY];
    size_t history_count;

    struct intake_link_view link;
    struct intake_stops stops;
    struct draft_keeper draft;
    struct task task;
    unsigned asked;  /* missing elements the person was asked about: bits as intake_missing, bit 5 repeated */
    struct err told; /* why a save waits, as last said */
};

/* The call form that is the page at index, NULL when it is another page. */
struct intake_view *intake_view_page(struct console *console, size_t index);

/* intake_form.c */
void intake_form_open(struct intake_view *self);
/* A text key: it shows at once, intake_form_sync() follows a moment later. */
void intake_form_typed(struct intake_view *self);
void intake_form_step(struct intake_view *self);
/* After a key: read what changed into self->intake, look customers up, refresh remarks. */
void intake_form_sync(struct intake_view *self);
/* Read everything, strictly: err and *field tell the first value that cannot be. */
enum status intake_form_read(struct intake_view *self, const char **field, struct err *err);
/* Show self->intake in the form. */
void intake_form_fill(struct intake_view *self);
/* The contact is the call, the case the matter: what both know is typed once. */
void intake_form_share(struct intake *intake);
void intake_form_remark(struct intake_view *self);
/* Lay the form out anew when its type or channel wants other fields; the focus stays where it was. */
void intake_form_rebuild(struct intake_view *self);
bool intake_form_is_blank(const struct intake_view *self);

/* intake_kind.c */
/* Go to the type with this form ("complaint"), or back to the one before. */
void intake_kind_toggle(struct intake_view *self, const char *form);
void intake_kind_set_channel(struct intake_view *self, const char *channel);
/* Is somebody on the line, to whom the important points are repeated? */
bool intake_kind_is_call(const struct intake_view *self);

/* intake_lookup.c */
/* The customer, if any, and the history of a form just opened. */
void intake_look_at_customer(struct intake_view *self);
/* Look for the customers whom the field with the focus tells, if it changed. */
void intake_look_up(struct intake_view *self);
/* The number as it stands is not to be looked up again. */
void intake_forget_lookup(struct intake_view *self);
/* Put a customer's data into the form and go on to the type. */
void intake_form_use(struct intake_view *self, size_t match);
/* Take the household that was made from this form, once it is back in front. */
void intake_form_take_made(struct intake_view *self);
/* Customers to choose from are shown now. */
bool intake_form_offers(const struct intake_view *self);
/* A whole number was looked up and nobody has it. */
bool intake_form_is_unknown(const struct intake_view *self);

/* intake_outcome.c */
/* Choose how the call ended: one key more saves it so, with a case or without. */
unsigned intake_outcome_ask(struct view *view);

/* intake_draw.c */
struct rect intake_form_rect(const struct intake_view *self, const struct canvas *canvas);
void intake_draw(struct intake_view *self, struct canvas *canvas, bool has_focus);
/* How long the caller has been talking. Returns where the line goes on. */
int intake_draw_timer(struct intake_view *self, struct canvas *canvas);

/* intake_save.c */
void intake_save_step(struct intake_view *self);
/* Begin saving, as a case or as answered at once; asks once about missing elements. */
void intake_save_start(struct intake_view *self, bool answered_at_once);
void intake_save_cancel(struct intake_view *self);
/* Everything has been checked: save. Or say what is wrong with a field. */
void intake_save_begin(struct intake_view *self);
void intake_save_refuse(struct intake_view *self, const char *field, const struct err *err);

#endif
