/* Clusters of cases at the top of the board: from each a notice, a parent case, or nothing. */

#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/console/board_page.h"
#include "zuoxi/console/paint.h"

#define ALERTS_SHOWN 3

static struct board_view *self_of(struct view *view)
{
    return (struct board_view *)view;
}

/* The alert acted on; NULL: none. Its place among them changes as others are handled. */
static const struct cluster *current(struct board_view *self)
{
    const struct live_board *board = &self->console->board;
    if (self->alert >= board->cluster_count) {
        self->alert = 0;
    }
    return board->cluster_count > 0 ? &board->clusters[self->alert] : NULL;
}

struct canvas *board_alerts_draw(struct board_view *self, struct canvas *canvas, struct canvas_part *part)
{
    const struct live_board *board = &self->console->board;
    const struct cluster *chosen = current(self);
    int width = canvas_width(canvas), rows = 0;
    for (size_t i = self->alert; i < board->cluster_count && rows < ALERTS_SHOWN; i++) {
        const struct cluster *cluster = &board->clusters[i];
        char text[300], first[24];
        bool is_chosen = cluster == chosen;
        cluster_describe(&self->console->desk, cluster, text, sizeof(text));
        time_short(console_now(self->console), cluster->first_at, first);
        draw_format(canvas, rows, 0, width, is_chosen ? STYLE_CRITICAL : STYLE_WARNING,
                    _("%c! 集中 %s  %s起%s"), is_chosen ? '>' : ' ', text, first,
                    is_chosen ? _("   b据此公告 p建父工单 x不处理") : "");
        rows++;
    }
    self->alert_rows = rows;
    return canvas_sub(canvas, (struct rect){rows, 0, canvas_height(canvas) - rows, width}, part);
}

static void start(struct board_view *self, const struct cluster *cluster, task_work work, const char *said)
{
    struct cluster_request *request = mem_new(1, sizeof(*request));
    request->id = cluster->id;
    request_make(request->request);
    errand_start(&self->errand, self->console, work, request, request->request, said);
}

void board_alerts_step(struct board_view *self)
{
    task_work work = self->errand.task.work;
    const struct cluster *cluster = current(self);
    if (errand_step(&self->errand, self->console) && work == cluster_make_parent) {
        case_view_open(self->console, self->errand.task.result);
    }
    bool is_looked_at = ui_front(self->console->ui) == &self->view && !self->errand.task.is_running;
    if (cluster != NULL && cluster->seen_at == 0 && cluster->id != self->alert_seen && is_looked_at) {
        self->alert_seen = cluster->id; /* asked once: a refused mark is not worth more */
        start(self, cluster, cluster_mark_seen, _("集中报修已看到：b 据此公告，p 建父工单，x 不处理。"));
    }
}

unsigned board_run_alert_next(struct view *view)
{
    self_of(view)->alert++;
    current(self_of(view));
    return VIEW_HANDLED;
}

static unsigned none(struct view *view)
{
    ui_status(view->ui, STYLE_NORMAL, _("没有要处理的集中报修。"));
    return VIEW_HANDLED;
}

unsigned board_run_alert_notice(struct view *view)
{
    const struct cluster *cluster = current(self_of(view));
    if (cluster == NULL) {
        return none(view);
    }
    notice_form_open_cluster(console_of(view), cluster);
    return VIEW_HANDLED;
}

unsigned board_run_alert_parent(struct view *view)
{
    const struct cluster *cluster = current(self_of(view));
    if (cluster == NULL) {
        return none(view);
    }
    start(self_of(view), cluster, cluster_make_parent, _("父工单已建，相关工单都在它下面。"));
    return VIEW_HANDLED;
}

unsigned board_run_alert_dismiss(struct view *view)
{
    const struct cluster *cluster = current(self_of(view));
    if (cluster == NULL) {
        return none(view);
    }
    start(self_of(view), cluster, cluster_dismiss, _("已记下：这处集中报修不用处理。"));
    return VIEW_HANDLED;
}
