/* The guided call at the foot of the form: what is done, what comes next; it never blocks. */

#include "zuoxi/base/text.h"
#include "zuoxi/base/width.h"
#include "zuoxi/console/intake_view.h"
#include "zuoxi/desk/guide.h"

#define ROWS_FROM 18 /* the book open below leaves fewer: it shows the stages itself */

static struct guide guide_now(const struct intake_view *self)
{
    return guide_of(&self->console->desk, &self->intake, self->has_hung_up);
}

int intake_guide_rows(const struct intake_view *self, const struct canvas *canvas)
{
    return canvas_height(canvas) >= ROWS_FROM && guide_is_wanted(&self->console->desk, &self->intake) ? 1 : 0;
}

void intake_guide_draw(const struct intake_view *self, struct canvas *canvas)
{
    struct guide guide = guide_now(self);
    enum guide_step next = guide_next(&guide);
    const char *keys = next == GUIDE_COUNT ? _("各环节都已做到") : _("Ctrl-N 已说  F5 话术");
    int y = canvas_height(canvas) - 1, x = 1, width = canvas_width(canvas);
    draw_text(canvas, y, 0, width, STYLE_NORMAL, "");
    for (enum guide_step step = 0; step < GUIDE_COUNT; step++) {
        const char *label = guide_label(step);
        if (!guide.is_wanted[step] || x + width_text(label) + 3 > width) {
            continue;
        }
        bool is_danger = step == GUIDE_SAFETY && !guide.is_done[step];
        enum style style = guide.is_done[step] ? STYLE_GOOD
                           : is_danger         ? STYLE_CRITICAL
                           : step == next      ? STYLE_STRONG
                                               : STYLE_DIM;
        x += draw_format(canvas, y, x, -1, style,
                         guide.is_done[step]         ? "✓%s "
                         : step == next || is_danger ? "[%s] "
                                                     : " %s ",
                         label);
    }
    if (x + width_text(keys) + 2 < width) {
        draw_right(canvas, y, x, width - x - 1, STYLE_DIM, keys);
    }
}

unsigned intake_guide_tick(struct view *view)
{
    struct intake_view *self = (struct intake_view *)view;
    struct guide guide = guide_now(self);
    enum guide_step next = guide_next(&guide);
    if (!guide_is_wanted(&self->console->desk, &self->intake)) {
        ui_status(view->ui, STYLE_NORMAL, _("这种登记没有通话环节。"));
    } else if (next == GUIDE_COUNT) {
        ui_status(view->ui, STYLE_GOOD, _("各环节都已做到。"));
    } else {
        guide_tick(&self->intake.contact, next);
        if (next == GUIDE_REPEAT) {
            form_set(record_form_form(self->form), "repeated_back", "1");
        }
        intake_form_sync(self);
        draft_keeper_touch(&self->draft);
        ui_status(view->ui, STYLE_NORMAL, _("“%s”已做到。"), guide_label(next));
    }
    return VIEW_HANDLED;
}
