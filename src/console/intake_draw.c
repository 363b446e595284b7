/* How a call form looks: who is calling, the form, and below it customers to choose from or earlier cases. */

#include <string.h>

#include "zuoxi/base/text.h"
#include "zuoxi/base/width.h"
#include "zuoxi/console/intake_view.h"
#include "zuoxi/console/paint.h"

#define STRIP_ROWS  6  /* customers to choose from, or earlier cases: a header and five rows */
#define STRIP_LEAST 3  /* what a tall form leaves of it */
#define FORM_ROWS   22 /* more would only tear a short form's parts asunder */
#define ENOUGH      16 /* with the script book open below, every row is the form's */

/* The strip gives way to a form that needs the rows, but not while there is somebody to choose from. */
struct rect intake_form_rect(const struct intake_view *self, const struct canvas *canvas)
{
    int room = canvas_height(canvas) - 1, width = canvas_width(canvas) - 1;
    int need = form_height(record_form_form(self->form), width);
    int strip = room - need < STRIP_ROWS && !intake_form_offers(self) ? room - need : STRIP_ROWS;
    int most = need > FORM_ROWS ? need : FORM_ROWS;
    int rows = room < ENOUGH ? room : room - (strip < STRIP_LEAST ? STRIP_LEAST : strip);
    return (struct rect){1, 0, rows > most ? most : rows, width};
}

static void draw_customer(struct intake_view *self, struct canvas *canvas, int x)
{
    const struct customer *customer = &self->customer;
    char label[80];
    int width = canvas_width(canvas) - x;
    if (customer->head.id == 0) {
        draw_text(canvas, 0, x, width, STYLE_DIM,
                  intake_form_is_unknown(self) ? _("没有这个用户：填姓名和地址照常保存，或按 F11 建户")
                                               : _("输入号码、姓名（或拼音首字母）、地址即查找用户"));
        return;
    }
    x += draw_format(canvas, 0, x, -1, STYLE_STRONG, _("户号 %s"), customer->account) + 2;
    bool is_normal = strcmp(customer->supply, "normal") == 0;
    x += draw_format(canvas, 0, x, -1, is_normal ? STYLE_GOOD : STYLE_WARNING, "%s",
                     profile_label(&self->console->config->profile, SET_SUPPLY, customer->supply, label)) +
         2;
    if (customer->arrears.given && customer->arrears.value > 0) {
        long long cents = (long long)customer->arrears.value;
        x +=
            draw_format(canvas, 0, x, -1, STYLE_WARNING, _("欠费 %lld.%02lld 元"), cents / 100, cents % 100) +
            2;
    }
    if (customer->is_important) {
        x += draw_text(canvas, 0, x, -1, STYLE_CRITICAL, _("重要用户")) + 2;
    }
    draw_text(canvas, 0, x, canvas_width(canvas) - x, STYLE_WARNING, customer->needs);
}

/* "振铃 2 声", in the colour of the limit. Returns the cells used. */
static int draw_rings(const struct intake_view *self, struct canvas *canvas, int x)
{
    const struct contact *contact = &self->intake.contact;
    if (contact->ring_id == 0 || !contact->rings.given) {
        return 0;
    }
    bool is_late = contact->rings.value > self->console->config->settings.ring_limit;
    return 2 + draw_format(canvas, 0, x + 2, -1, is_late ? STYLE_WARNING : STYLE_GOOD, _("振铃 %lld 声"),
                           (long long)contact->rings.value);
}

/* How long the caller has been talking, or since when the matter counts. Returns where the line goes on. */
int intake_draw_timer(struct intake_view *self, struct canvas *canvas)
{
    int64_t now = console_now(self->console),
            accepted = intake_accepted_at(&self->console->desk, &self->intake);
    char time[24];
    if (!intake_kind_is_call(self)) {
        time_short(now, accepted, time);
        return 1 + draw_format(canvas, 0, 1, -1, STYLE_STRONG, _("受理 %s"), time) + 3;
    }
    time_length((self->has_hung_up ? self->intake.contact.ended_at.value : now) - accepted, time);
    int x = 1 + draw_format(canvas, 0, 1, -1, STYLE_STRONG, self->has_hung_up ? _("已挂机 %s") : _("通话 %s"),
                            time);
    return x + draw_rings(self, canvas, x) + 3;
}

static void draw_matches(struct intake_view *self, struct canvas *canvas, int y, int rows)
{
    int width = canvas_width(canvas);
    draw_rule(canvas, y, 0, width, STYLE_BORDER);
    draw_format(canvas, y, 2, -1, STYLE_STRONG, _(" 符合的用户 %zu 户  ↑↓ 选择  Enter 采用  Esc 收起 "),
                self->match_count);
    for (int i = 0; i < rows - 1; i++) {
        int first = self->picked >= rows - 1 ? self->picked - rows + 2 : 0;
        int at = first + i;
        size_t index = (size_t)at;
        if (index >= self->match_count) {
            draw_text(canvas, y + 1 + i, 0, width, STYLE_NORMAL, "");
            continue;
        }
        const struct customer_row *row = &self->matches[index];
        char phone[PHONE_SIZE], address[sizeof(row->address)];
        struct str line = {0};
        bool is_picked = at == self->picked;
        /* Households of one number or name differ by their rooms, and the caller is asked for theirs. A
         * number decides nothing here. */
        console_address(self->console, TIE_TASK, row->address, address, sizeof(address));
        console_phone(self->console, TIE_STRANGER, row->phone, phone);
        str_add(&line, is_picked ? "> " : "  ");
        text_pad(&line, phone, 15);
        text_pad(&line, row->name, 9);
        text_pad(&line, row->account, 10);
        str_printf(&line, "%s  %s%s", address, row->station, row->is_important ? _("  重要") : "");
        draw_text(canvas, y + 1 + i, 0, width, is_picked ? STYLE_SELECTED : STYLE_NORMAL, str_text(&line));
        str_free(&line);
    }
}

static void draw_history(struct intake_view *self, struct canvas *canvas, int y, int rows)
{
    const struct profile *profile = &self->console->config->profile;
    int width = canvas_width(canvas);
    int64_t now = console_now(self->console);
    char header[200];
    draw_rule(canvas, y, 0, width, STYLE_BORDER);
    intake_link_history_title(self, header, sizeof(header));
    draw_text(canvas, y, 2, -1, STYLE_STRONG, header);
    for (int i = 0; i < rows - 1; i++) {
        if ((size_t)i >= self->history_count) {
            draw_text(canvas, y + 1 + i, 0, width, STYLE_NORMAL, "");
            continue;
        }
        const struct history_row *row = &self->history[i];
        char number[CASE_NUMBER_SIZE], time[24], type[80], state[80];
        struct str line = {0};
        console_number(self->console, row->number, number, sizeof(number));
        time_short(now, row->accepted_at, time);
        str_add(&line, intake_link_mark(self, row));
        text_pad(&line, number, 15);
        text_pad(&line, time, 12);
        text_pad(&line, profile_label(profile, SET_TYPE, row->type, type), 5);
        text_pad(&line, profile_label(profile, SET_STATE, row->state, state), 9);
        str_add(&line, row->content);
        draw_text(canvas, y + 1 + i, 1, width - 1, row->is_open ? STYLE_WARNING : STYLE_DIM, str_text(&line));
        str_free(&line);
    }
}

void intake_draw(struct intake_view *self, struct canvas *canvas, bool has_focus)
{
    struct canvas_part part;
    struct rect form = intake_form_rect(self, canvas);
    int strip = canvas_height(canvas) - 1 - form.height;
    draw_clear(canvas);
    draw_customer(self, canvas, intake_draw_timer(self, canvas));
    form_draw(record_form_form(self->form), canvas_sub(canvas, form, &part),
              has_focus && !self->task.is_running);
    if (strip == 0) {
        return;
    }
    if (intake_form_offers(self)) {
        draw_matches(self, canvas, form.y + form.height, strip);
    } else {
        draw_history(self, canvas, form.y + form.height, strip);
    }
}
