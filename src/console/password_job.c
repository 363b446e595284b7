#include "zuoxi/console/password_job.h"

#include <string.h>

#include "zuoxi/base/text.h"
#include "zuoxi/console/paint.h"

#define WAIT_MAX  3600
#define RECORD_MS 20 /* between two looks while the attempt is being written down */

static void stop_watching(struct password_job *job)
{
    if (job->watched >= 0) {
        ui_unwatch(job->console->ui, job->watched);
        job->watched = -1;
    }
}

static void refuse(struct password_job *job, const struct err *err)
{
    int64_t until = job->signin.person.retry_at;
    job->err = *err;
    job->wait_until = err->status == STATUS_DENIED && until > console_now(job->console) ? until : 0;
}

/* Seconds to wait before the next attempt. A stepped clock must not lock anybody out. */
static int64_t seconds_left(const struct password_job *job)
{
    int64_t left = job->wait_until - console_now(job->console);
    return left > 0 && left <= WAIT_MAX ? left : 0;
}

void password_job_open(struct password_job *job, struct console *console)
{
    *job = (struct password_job){.console = console, .watched = -1};
    job->signin.child.fd = -1;
}

bool password_job_may_start(const struct password_job *job)
{
    return !job->is_running && seconds_left(job) == 0;
}

void password_job_start(struct password_job *job, enum status status, const struct err *err)
{
    job->err = (struct err){0};
    if (status != STATUS_OK) {
        refuse(job, err);
        return;
    }
    job->is_running = true;
    job->watched = job->signin.child.fd;
    if (job->watched >= 0) {
        ui_watch(job->console->ui, job->watched);
    } else {
        ui_wake_at(job->console->ui, clock_boot_ms(job->console->clock));
    }
}

bool password_job_step(struct password_job *job, enum status *status)
{
    struct ui *ui = job->console->ui;
    struct err err = {0};
    bool is_done = false;
    if (!job->is_running) {
        return false;
    }
    *status = session_step(&job->console->desk, &job->signin, &is_done, &err);
    if (job->signin.child.fd < 0) {
        stop_watching(job);
    }
    if (!is_done) {
        if (job->watched < 0) {
            ui_wake_at(ui, clock_boot_ms(job->console->clock) + RECORD_MS);
        }
        return false;
    }
    stop_watching(job);
    job->is_running = false;
    if (*status != STATUS_OK) {
        refuse(job, &err);
    }
    return true;
}

void password_job_draw(const struct password_job *job, struct canvas *canvas, int y)
{
    char text[900];
    int64_t left = seconds_left(job);
    draw_text(canvas, y, 0, canvas_width(canvas), STYLE_NORMAL, "");
    draw_text(canvas, y + 1, 0, canvas_width(canvas), STYLE_NORMAL, "");
    if (job->is_running) {
        paint_centred(canvas, y, STYLE_DIM, _("正在核对密码……"));
    } else if (left > 0) {
        text_format(text, sizeof(text), _("连续签到失败，请等 %lld 秒再试"), (long long)left);
        paint_centred(canvas, y, STYLE_WARNING, text);
    } else if (job->err.status == STATUS_DENIED && job->wait_until != 0) {
        paint_centred(canvas, y, STYLE_NORMAL, _("可以再次签到了"));
    } else if (job->err.status != STATUS_OK) {
        paint_centred(canvas, y, STYLE_ERROR, job->err.what);
        paint_centred(canvas, y + 1, STYLE_DIM, job->err.todo);
    }
}

void password_job_close(struct password_job *job)
{
    stop_watching(job);
    session_cancel(&job->signin);
    job->is_running = false;
}
