#include "zuoxi/console/gate.h"

#include <string.h>

#include "zuoxi/base/text.h"
#include "zuoxi/console/paint.h"

#define BOX_WIDTH  56
#define FORM_WIDTH 40
#define HEIGHT     16
#define BOX_ROW    3 /* below the head, the line below it and an empty one */
#define FORM_ROW   5

void gate_open(struct gate *gate, struct console *console, const struct view_ops *ops,
               const struct form_item *items, int count)
{
    gate->view.ops = ops;
    gate->console = console;
    gate->rows = count;
    gate->form = form_new(items, (size_t)count);
    password_job_open(&gate->job, console);
}

void gate_open_badge(struct gate *gate, struct console *console, const struct view_ops *ops)
{
    const struct form_item items[] = {
        {.name = "badge", .label = _("工号"), .kind = FORM_LINE, .max = 20, .row = 0, .span = 12},
        {.name = "password", .label = _("密码"), .kind = FORM_PASSWORD, .max = 128, .row = 1, .span = 12},
    };
    gate_open(gate, console, ops, items, sizeof(items) / sizeof(items[0]));
}

bool gate_submits(const struct gate *gate, uint32_t pressed)
{
    return pressed == UI_KEY_ENTER && strcmp(form_focus(gate->form), "password") == 0;
}

void gate_close(struct gate *gate)
{
    password_job_close(&gate->job);
    form_free(&gate->form);
}

bool gate_key(struct gate *gate, uint32_t pressed)
{
    if (gate->job.is_running || !form_key(gate->form, pressed, NULL)) {
        return false;
    }
    view_touch(&gate->view);
    return true;
}

unsigned gate_paste(struct view *view, const char *bytes, size_t length)
{
    struct gate *gate = (struct gate *)view;
    if (!gate->job.is_running) {
        form_paste(gate->form, bytes, length, NULL);
        view_touch(view);
    }
    return VIEW_HANDLED;
}

static int first_row(const struct canvas *canvas)
{
    int top = (canvas_height(canvas) - HEIGHT) / 2;
    return top > 0 ? top : 0;
}

/* A line below the box: two for the border, two empty ones above and below the form. */
static int job_row(const struct gate *gate, const struct canvas *canvas)
{
    return first_row(canvas) + BOX_ROW + gate->rows + 5;
}

int gate_draw(struct gate *gate, struct canvas *canvas, bool has_focus, const struct gate_words *words)
{
    int top = first_row(canvas), width = canvas_width(canvas);
    int box = width < BOX_WIDTH ? width : BOX_WIDTH;
    struct rect inside = {top + FORM_ROW, (width - FORM_WIDTH) / 2, gate->rows, FORM_WIDTH};
    struct canvas_part part;
    draw_clear(canvas);
    paint_centred(canvas, top, STYLE_STRONG, words->head);
    paint_centred(canvas, top + 1, words->below_style, words->below);
    draw_box(canvas, (struct rect){top + BOX_ROW, (width - box) / 2, gate->rows + 4, box}, STYLE_BORDER,
             words->box);
    form_draw(gate->form, canvas_sub(canvas, inside, &part), has_focus);
    password_job_draw(&gate->job, canvas, job_row(gate, canvas));
    return top;
}

void gate_tick(struct view *view, struct canvas *canvas)
{
    const struct gate *gate = (struct gate *)view;
    password_job_draw(&gate->job, canvas, job_row(gate, canvas));
}
