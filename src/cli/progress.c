#include "zuoxi/cli/progress.h"

#include <string.h>
#include <unistd.h>

#include "zuoxi/base/text.h"
#include "zuoxi/cli/report.h"

#define BAR_CELLS 30

static const char *const codes[] = {[BACKUP_COPY] = "copy",
                                    [BACKUP_CHECK] = "check",
                                    [BACKUP_DIGEST] = "digest",
                                    [BACKUP_KEEP] = "keep",
                                    [BACKUP_RESTORE] = "restore"};

static void draw(const struct progress *progress)
{
    char bar[BAR_CELLS + 1];
    int filled = progress->percent * BAR_CELLS / 100;
    memset(bar, '.', BAR_CELLS);
    memset(bar, '#', (size_t)filled);
    bar[BAR_CELLS] = '\0';
    fprintf(progress->context->err, "\r[%s] %3d%% %s\033[K", bar, progress->percent,
            backup_phase_label((enum backup_phase)progress->phase));
    fflush(progress->context->err);
}

static void print_line(const struct progress *progress)
{
    FILE *out = progress->context->out;
    fprintf(out, "{\"phase\":\"%s\",\"percent\":%d}\n", codes[progress->phase], progress->percent);
    fflush(out);
}

static bool show(void *context, enum backup_phase phase, int percent)
{
    struct progress *progress = context;
    if (progress->phase == (int)phase && progress->percent == percent) {
        return true;
    }
    progress->phase = (int)phase;
    progress->percent = percent;
    if (progress->context->options.json) {
        print_line(progress);
    } else if (progress->is_bar) {
        draw(progress);
    }
    return true;
}

struct backup_watch progress_watch(struct progress *progress, struct cli_context *context)
{
    *progress = (struct progress){
        .context = context, .is_bar = isatty(fileno(context->err)) != 0, .phase = -1, .percent = -1};
    return (struct backup_watch){show, progress};
}

void progress_end(struct progress *progress)
{
    if (progress->is_bar && progress->phase >= 0 && !progress->context->options.json) {
        fputs("\r\033[K", progress->context->err);
        fflush(progress->context->err);
    }
}
