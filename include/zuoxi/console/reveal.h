#ifndef ZUOXI_CONSOLE_REVEAL_H
#define ZUOXI_CONSOLE_REVEAL_H

/*
 * Showing a masked phone and address whole: a reason by one key, a line in the audit, then the number, until
 * the page is left or reveal_seconds have passed.
 */

#include "zuoxi/console/state.h"

/* Of a page that shows its own values whole meanwhile. Zeroed at first; the page owns it. */
struct reveal {
    struct console *console;
    struct view *view;
    const char *object; /* "case", "customer", "contact" */
    int64_t id;
    int64_t until_ms; /* boot clock; 0: nothing is shown whole */
    bool has_changed;
};

/* Ask why; says so when the actor may not, or when nothing is hidden from them (tie). */
void reveal_ask(struct reveal *reveal, struct view *view, const char *object, int64_t id,
                enum privacy_tie tie);
/* Each loop turn: true when what may be shown has changed, so that the page reads again. */
bool reveal_step(struct reveal *reveal);
/* The tie that counts now: TIE_REVEALED while it is shown, else the given one. */
enum privacy_tie reveal_tie(const struct reveal *reveal, enum privacy_tie tie);

/* For the selected row of a list: ask why, then a small window with who, number and address. */
void reveal_row(struct console *console, const char *object, int64_t id);

/*
 * Before a form of somebody else's record opens that needs its values whole: the audit's line. False, and
 * said why, when it cannot be written: then the form must not open. A tie that sees all needs none.
 */
bool reveal_for_work(struct console *console, enum privacy_tie tie, const char *object, int64_t id,
                     const char *reason);

#endif
