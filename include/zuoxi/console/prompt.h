#ifndef ZUOXI_CONSOLE_PROMPT_H
#define ZUOXI_CONSOLE_PROMPT_H

/*
 * A question with one line of answer that is saved. By asking here the line has its draft: on the disk within
 * a second, back at the next sign-in over the page it stood on, gone once the save is acknowledged. The
 * question stays open until then; a save that fails says why and keeps it, one that waits is stopped by Esc,
 * and however often it is tried it makes one record. For lines that are not saved (a filter's words) there is
 * prompt_open() of tui/popup.h; tests/console/test_prompts.c knows who may.
 */

#include "zuoxi/console/state.h"
#include "zuoxi/desk/draft.h"

struct prompt_kind {
    const char *action;     /* its name in the draft */
    const char *title;      /* N_: what is asked */
    const char *said;       /* N_: when it is saved */
    const char *said_empty; /* N_: the same of an empty line; NULL: no other words */
    int max;                /* characters, at most PROMPT_TEXT_MAX; 0: 200 */
    task_work work;
    size_t argument_size; /* bytes of what the work is given; zeroed, and the request id put into it: */
    size_t request_at;    /* offset of its char request[REQUEST_ID_SIZE] */
    /* The rest of the argument, from the line; other than STATUS_OK: the line cannot be that, err says why.
     */
    enum status (*fill)(struct console *console, const struct prompt_draft *draft, void *argument,
                        struct err *err);
    /* Bring the page it belongs to to the front, for one that came back. */
    void (*show)(struct console *console, const struct prompt_draft *draft);
    /* Instead of all that: a small form of the page's own, with its own draft_keeper, is opened again. */
    bool (*restore)(struct console *console, const struct draft *draft);
};

/* Ask over the page in front. subject: what it is about, and in `text` what the line begins with; copied. */
void prompt_ask(struct console *console, const struct prompt_kind *kind, const struct prompt_draft *subject);
/* One that came back, copied; false when this program knows no such question. */
bool prompt_restore(struct console *console, const struct draft *draft);

/* All of them, NULL at the end: a kind that is not among them cannot be asked. */
extern const struct prompt_kind *const prompt_kinds[];
extern const struct prompt_kind prompt_reading, prompt_promise_done, prompt_promise_postpone,
    prompt_promise_hand, prompt_refuse_request, prompt_refuse_swap, prompt_extend_notice, prompt_drop_hook,
    prompt_work_remark, prompt_erase, prompt_handover_ask, prompt_handover_answer, prompt_handover_note,
    prompt_release;

#endif
