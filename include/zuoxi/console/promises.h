#ifndef ZUOXI_CONSOLE_PROMISES_H
#define ZUOXI_CONSOLE_PROMISES_H

/* Promises to call back on the screen: asked for, kept, put off, handed on. Belongs to the desk's page. */

#include "zuoxi/console/state.h"
#include "zuoxi/desk/intake.h"
#include "zuoxi/desk/promise.h"
#include "zuoxi/domain/case_record.h"
#include "zuoxi/tui/canvas.h"

struct promises;

struct promises *promises_open(struct console *console);
void promises_close(struct promises **promises);
/* Each loop turn. */
void promises_step(struct promises *promises);

/*
 * Ctrl-R: a form for a promise, filled from `about` (phone, name, case, customer). form: request id of the
 * call form it is given in, whose save tells it its case; NULL: none.
 */
void promises_ask(struct console *console, const struct promise *about, const char *form);
/* Fill from a case what such a promise is about. */
void promises_about_case(const struct case_record *record, struct promise *about);
/* The case it is about, else a call-out form to the number. */
void promises_call(struct promises *promises, int64_t id);
/* The form is one of a call that we make, where the profile has that channel. */
void promises_mark_outgoing(const struct console *console, struct intake *intake);
/* Ask what came of it / until when / to whom, then save that. */
void promises_ask_done(struct promises *promises, int64_t id);
void promises_ask_postpone(struct promises *promises, int64_t id);
void promises_ask_hand(struct promises *promises, int64_t id);
/* A promise at a glance, where a case would have its preview. */
void promises_draw(struct promises *promises, int64_t id, struct canvas *canvas);

#endif
