#ifndef ZUOXI_CONSOLE_PASSWORD_JOB_H
#define ZUOXI_CONSOLE_PASSWORD_JOB_H

/* A password being checked under a page that stays alive: the helper, the wait after failures, what is said.
 */

#include "zuoxi/console/state.h"
#include "zuoxi/desk/session.h"
#include "zuoxi/tui/canvas.h"

struct password_job {
    struct console *console;
    struct signin signin;
    bool is_running;
    int watched;        /* descriptor given to the loop, −1 none */
    struct err err;     /* of the last attempt; the caller may put words of its own here */
    int64_t wait_until; /* UTC: no attempt before, 0 = none */
};

void password_job_open(struct password_job *job, struct console *console);
/* Not while one is checked, nor while the back-off counts down. */
bool password_job_may_start(const struct password_job *job);
/* After session_enter and its like, with what they answered. */
void password_job_start(struct password_job *job, enum status status, const struct err *err);
/* Each loop turn; true once, when it has ended: *status as session_step tells, a refusal is in job->err. */
bool password_job_step(struct password_job *job, enum status *status);
/* Two lines in the middle: what is going on, the seconds to wait, or why not. Also each second. */
void password_job_draw(const struct password_job *job, struct canvas *canvas, int y);
void password_job_close(struct password_job *job);

#endif
