#ifndef ZUOXI_CONSOLE_BOOK_VIEW_H
#define ZUOXI_CONSOLE_BOOK_VIEW_H

/* The script book's inside, shared by its files: phrasebook.c (keys, opening), book_list.c (what is shown, on
 * which digit), book_draw.c (how) and book_say.c (reading aloud, asking for what is missing). */

#include "zuoxi/console/state.h"
#include "zuoxi/console/views.h"
#include "zuoxi/desk/script.h"
#include "zuoxi/domain/book_search.h"
#include "zuoxi/tui/edit.h"

#define BOOK_ITEMS_MAX 96

struct book_view {
    struct view view;
    struct console *console;
    struct phrase_host host;
    size_t stage;                           /* index into the book's stages; their count: the answers */
    struct book_item items[BOOK_ITEMS_MAX]; /* what is listed */
    size_t count, selected, top;
    bool is_companion; /* opened only because there was room beside the form */
    bool is_popup;     /* over a small form that is a popup itself: letters search */
    bool is_reading;   /* one entry shows large */
    bool is_searching; /* typing goes into the query */
    struct edit *query;
    char suggested[24];        /* the stage the form was at when last looked at */
    struct script_given given; /* what the form did not know and the person was asked */
    char asking[32];           /* placeholder being asked for, '' none */
    uint64_t drawn;            /* book_shows() when it was drawn last */
    unsigned long generation;  /* of the book that items point into */
};

const struct phrasebook *book_of(const struct book_view *self);
const struct intake *book_intake(const struct book_view *self); /* NULL: over no form */

/* book_list.c */
/* List what stage or query say now. */
void book_refresh(struct book_view *self);
/* Begin at the stage the form is at; go to the next or previous one (step 1 or −1) that has anything to say.
 */
void book_go_to_stage(struct book_view *self);
void book_step_stage(struct book_view *self, int step);
const char *book_stage_label(const struct book_view *self, size_t stage);
size_t book_stage_count(const struct book_view *self);
/* The digit of a listed entry as it is scrolled now, 0–9; −1 when it has none. And back; count: none. */
int book_digit(const struct book_view *self, size_t at);
size_t book_at_digit(const struct book_view *self, int digit);
/* The text of an entry, filled; returns missing values as phrase_fill. */
int book_text(const struct book_view *self, size_t at, struct str *out, char missing[32]);
/* A number that is another one when what is typed into the form changes a word here: filling in the phrases
 * costs a twentieth of drawing them, which each pause between two keys would otherwise do. */
uint64_t book_shows(const struct book_view *self);

/* book_draw.c */
void book_draw(struct book_view *self, struct canvas *canvas);

/* book_say.c */
/* Show an entry large, note that it was said, ask for what it lacks. */
void book_say(struct book_view *self, size_t at);

#endif
