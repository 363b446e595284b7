#include "zuoxi/console/errand.h"

#include <stdlib.h>

#include "zuoxi/base/text.h"

bool errand_start(struct errand *errand, struct console *console, task_work work, void *argument,
                  const char *request, const char *said)
{
    if (errand->task.is_running) {
        ui_status(console->ui, STYLE_WARNING, _("上一项正在保存，请稍候。"));
        free(argument);
        return false;
    }
    free(errand->argument);
    *errand = (struct errand){.argument = argument, .said = said};
    task_start(&errand->task, work, argument, request);
    ui_wake_at(console->ui, clock_boot_ms(console->clock));
    return true;
}

bool errand_step(struct errand *errand, struct console *console)
{
    if (ui_is_ending(console->ui) || !errand->task.is_running ||
        !console_step_task(console, &errand->task, &errand->told)) {
        return false;
    }
    if (errand->task.err.status != STATUS_OK) {
        ui_status_err(console->ui, &errand->task.err);
        return false;
    }
    console_touch(console);
    ui_status(console->ui, STYLE_GOOD, "%s", errand->said);
    return true;
}

bool errand_cancel(struct errand *errand, struct console *console)
{
    if (!errand->task.is_running) {
        return false;
    }
    task_cancel(&errand->task);
    errand->task.is_running = false;
    ui_status(console->ui, STYLE_WARNING, _("已停止保存。"));
    return true;
}

void errand_free(struct errand *errand)
{
    if (errand->task.is_running) {
        task_cancel(&errand->task);
    }
    free(errand->argument);
    *errand = (struct errand){0};
}
