/* One saved contact: what was said and when, its correction, its versions, reading marks. */

#include <stdlib.h>
#include <string.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/console/detail_form.h"
#include "zuoxi/console/others.h"
#include "zuoxi/console/paint.h"
#include "zuoxi/console/reading.h"
#include "zuoxi/console/reveal.h"
#include "zuoxi/console/views.h"
#include "zuoxi/desk/contacts.h"
#include "zuoxi/desk/guide.h"
#include "zuoxi/desk/script.h"
#include "zuoxi/desk/versions.h"
#include "zuoxi/tui/popup.h"

#define HEAD_ROWS 3

struct contact_view {
    struct view view;
    struct console *console;
    int64_t id;
    struct contact contact; /* head.id 0: could not be read */
    struct details details;
    char number[CASE_NUMBER_SIZE]; /* of its case, '' none */
    struct text_lines lines;
    int lines_width; /* canvas width they were made for */
    struct text_scroll scroll;
    struct reading reading;
    enum privacy_tie tie;
    struct reveal reveal;
    unsigned long seen;
    struct others others;
};

static struct contact_view *self_of(struct view *view)
{
    return (struct contact_view *)view;
}

static void reload(struct contact_view *self)
{
    struct err err;
    if (contacts_load(&self->console->desk, self->id, &self->contact, &self->details, &err) != STATUS_OK) {
        self->contact.head.id = 0;
        ui_status_err(self->console->ui, &err);
    }
    self->tie = privacy_find_tie(&self->console->desk, &self->contact);
    console_case_number(self->console, self->contact.case_id, self->number, sizeof(self->number));
    self->lines_width = 0;
    view_touch(&self->view);
}

static void step(struct view *view)
{
    struct contact_view *self = self_of(view);
    errand_step(&self->reading.errand, self->console);
    bool is_uncovered = reveal_step(&self->reveal); /* or covered again */
    if (console_changed(self->console, &self->seen) || is_uncovered) {
        reload(self);
    }
    if (others_look(&self->others, self->console, "contact", self->id)) {
        view_touch(view);
    }
}

/* "14:32:07 您好，……": what was read aloud, when, as the book has it now. */
static void add_said(struct contact_view *self, int width)
{
    const char *at = self->contact.phrases, *label = _("所用话术");
    char id[32];
    int64_t when;
    while (script_next(&at, id, &when)) {
        const struct phrase *phrase = phrasebook_find(&self->console->config->book, id);
        char time[20] = "";
        struct str line = {0};
        if (when != 0) {
            clock_format(when, time);
        }
        str_printf(&line, "%s%s%s", when != 0 ? time + 11 : "", when != 0 ? " " : "",
                   phrase != NULL ? phrase->text : id);
        text_lines_labelled(&self->lines, width, label, str_text(&line));
        str_free(&line);
        label = "";
    }
}

/* "✓迎声 ✓倾听 未核实": the steps of the call. */
static void add_steps(struct contact_view *self, int width)
{
    struct str line = {0};
    for (enum guide_step step = 0; step < GUIDE_COUNT; step++) {
        char left_out[24];
        text_format(left_out, sizeof(left_out), "-%s", guide_code(step));
        if (guide_holds(self->contact.steps, step)) {
            str_printf(&line, "✓%s ", guide_label(step));
        } else if (strstr(self->contact.steps, left_out) != NULL) {
            str_printf(&line, _("未%s "), guide_label(step));
        }
    }
    if (line.length > 0) {
        text_lines_labelled(&self->lines, width, _("服务环节"), str_text(&line));
    }
    str_free(&line);
}

static void make_lines(struct contact_view *self, int width)
{
    static const char *const in_head[] = {"channel", "phone", "caller", "title", "phrases", "steps", NULL};
    if (self->lines_width == width) {
        return;
    }
    self->lines_width = width;
    text_lines_clear(&self->lines);
    text_lines_record(&self->lines, width - 2, &self->console->config->profile, &contact_fields,
                      &self->contact, in_head);
    add_steps(self, width - 2);
    add_said(self, width - 2);
    struct details *details = mem_new(1, sizeof(*details));
    *details = self->details;
    privacy_hide_details(&self->console->desk, reveal_tie(&self->reveal, self->tie), details);
    detail_lines_add(&self->lines, width - 2, &self->console->config->profile, DETAIL_OF_CONTACT, details);
    free(details);
    reading_add_lines(&self->reading, &self->lines, width - 2);
}

static void draw_head(struct contact_view *self, struct canvas *canvas)
{
    const struct profile *profile = &self->console->config->profile;
    const struct contact *contact = &self->contact;
    char channel[80], caller[80], phone[PHONE_SIZE], time[24] = "--";
    int width = canvas_width(canvas) - 2;
    if (contacts_time(contact) != 0) {
        time_short(console_now(self->console), contacts_time(contact), time);
    }
    console_phone(self->console, reveal_tie(&self->reveal, self->tie), contact->phone, phone);
    draw_format(canvas, 0, 1, width, STYLE_STRONG, _("%s  %s  %s %s  %s"),
                profile_label(profile, SET_CHANNEL, contact->channel, channel), time,
                contact->caller[0] != '\0' ? contact->caller : _("（未留姓名）"),
                profile_label(profile, SET_TITLE, contact->title, caller), phone);
    draw_format(canvas, 1, 1, width, STYLE_NORMAL,
                contact->head.version > 1 ? _("工单 %s   第%lld版，h 看以前的各版") : _("工单 %s   第%lld版"),
                self->number[0] != '\0' ? self->number : "--", (long long)contact->head.version);
    draw_rule(canvas, 2, 0, canvas_width(canvas), STYLE_BORDER);
}

static void draw(struct view *view, struct canvas *canvas, bool has_focus)
{
    struct contact_view *self = self_of(view);
    int width = canvas_width(canvas);
    (void)has_focus;
    draw_clear(canvas);
    if (self->contact.head.id == 0) {
        draw_text(canvas, 1, 1, width - 1, STYLE_ERROR, _("这条联系记录读不出来，按 Esc 返回。"));
        return;
    }
    draw_head(self, canvas);
    make_lines(self, width);
    text_scroll_fit(&self->scroll, canvas, HEAD_ROWS, self->lines.count);
    text_lines_draw(&self->lines, canvas, HEAD_ROWS, 1, width - 2, self->scroll.top);
    text_scroll_mark(&self->scroll, canvas, self->lines.count);
}

static unsigned key(struct view *view, uint32_t pressed)
{
    struct contact_view *self = self_of(view);
    if (!text_scroll_key(&self->scroll, self->lines.count, pressed)) {
        return 0;
    }
    view_touch(view);
    return VIEW_HANDLED;
}

static unsigned mouse(struct view *view, int y, int x, enum ui_mouse what)
{
    struct contact_view *self = self_of(view);
    (void)y, (void)x;
    if (!text_scroll_mouse(&self->scroll, self->lines.count, what)) {
        return 0;
    }
    view_touch(view);
    return VIEW_HANDLED;
}

static unsigned run_edit(struct view *view)
{
    struct contact_view *self = self_of(view);
    if (reveal_for_work(self->console, self->tie, "contact", self->id, _("更正联系记录"))) {
        contact_edit_open(self->console, self->id);
    }
    return VIEW_HANDLED;
}

static unsigned run_reveal(struct view *view)
{
    struct contact_view *self = self_of(view);
    reveal_ask(&self->reveal, view, "contact", self->contact.head.id, self->tie);
    return VIEW_HANDLED;
}

static unsigned run_stops(struct view *view)
{
    struct contact_view *self = self_of(view);
    const struct profile *profile = &self->console->config->profile;
    if (detail_applies(profile, detail_kind_find("stop"), "", self->contact.channel)) {
        if (reveal_for_work(self->console, self->tie, "contact", self->id, _("外出各站"))) {
            contact_stops_open(self->console, self->id);
        }
    } else {
        ui_status(view->ui, STYLE_NORMAL, _("这次联系不是外出，没有各站。"));
    }
    return VIEW_HANDLED;
}

/* What was opened with a number shown whole goes when it is hidden again. */
static bool is_revealed(void *context)
{
    const struct contact_view *self = context;
    return reveal_tie(&self->reveal, self->tie) == TIE_REVEALED;
}

static unsigned run_versions(struct view *view)
{
    struct contact_view *self = self_of(view);
    struct str text = {0};
    struct err err;
    if (versions_describe(&self->console->desk, &contact_fields, self->id,
                          reveal_tie(&self->reveal, self->tie), &text, &err) != STATUS_OK) {
        ui_status_err(view->ui, &err);
    } else if (is_revealed(self)) {
        text_popup_open_while(view->ui, _("各版内容"), str_text(&text), is_revealed, self);
    } else {
        text_popup_open(view->ui, _("各版内容"), str_text(&text));
    }
    str_free(&text);
    return VIEW_HANDLED;
}

static unsigned run_sign(struct view *view)
{
    reading_ask(&self_of(view)->reading);
    return VIEW_HANDLED;
}

static unsigned run_case(struct view *view)
{
    struct contact_view *self = self_of(view);
    if (self->contact.case_id != 0) {
        case_view_open(self->console, self->contact.case_id);
    } else {
        ui_status(view->ui, STYLE_NORMAL, _("这次联系没有工单。"));
    }
    return VIEW_HANDLED;
}

static unsigned run_back(struct view *view)
{
    struct contact_view *self = self_of(view);
    return errand_cancel(&self->reading.errand, self->console) ? VIEW_HANDLED : VIEW_CLOSE | VIEW_HANDLED;
}

static void title(struct view *view, char *out, size_t size)
{
    text_format(out, size, _("联系记录  工单 %s"),
                self_of(view)->number[0] != '\0' ? self_of(view)->number : "--");
    others_title(&self_of(view)->others, out, size);
}

static void close_view(struct view *view)
{
    struct contact_view *self = self_of(view);
    errand_free(&self->reading.errand);
    text_lines_clear(&self->lines);
    free(self);
}

static const struct action actions[] = {
    {"contact.edit", UI_KEY_F(4), N_("更正"), N_("更正这次联系的记录；原来的内容保留为上一版"), run_edit,
     ACTION_BAR},
    {"contact.stops", 's', N_("各站"), N_("外出：补填到达、现场情况、结果，或加一站"), run_stops, 0},
    {"contact.reveal", 'r', N_("看号码"), N_("选一个原因，显示隐藏的完整号码和地址（记入审计）"), run_reveal,
     NEEDS(RIGHT_PHONE_REVEAL)},
    {"contact.versions", 'h', N_("各版"), N_("看每一版的内容、谁在什么时候改的"), run_versions, ACTION_BAR},
    {"contact.sign", 'v', N_("阅签"), N_("班长签上已阅和意见"), run_sign,
     ACTION_BAR | NEEDS(RIGHT_READING_SIGN)},
    {"contact.case", UI_KEY_ENTER, N_("工单"), N_("打开它的工单"), run_case, ACTION_BAR},
    {"contact.back", UI_KEY_ESC, N_("返回"), N_("关闭这条记录"), run_back, ACTION_BAR},
};

const struct action_table contact_view_actions = {"contact", N_("联系记录"), actions,
                                                  sizeof(actions) / sizeof(actions[0]), false};

static const struct view_ops ops = {
    .name = "contact",
    .actions = actions,
    .action_count = sizeof(actions) / sizeof(actions[0]),
    .title = title,
    .draw = draw,
    .step = step,
    .key = key,
    .mouse = mouse,
    .close = close_view,
};

void contact_view_open(struct console *console, int64_t id)
{
    for (size_t i = 0; i < ui_page_count(console->ui); i++) {
        struct view *page = ui_page(console->ui, i);
        if (page->ops == &ops && self_of(page)->id == id) {
            ui_show_page(console->ui, page);
            return;
        }
    }
    struct contact_view *self = mem_new(1, sizeof(*self));
    self->view.ops = &ops;
    self->console = console;
    self->id = id;
    reading_begin(&self->reading, console, &contact_fields, id);
    ui_open_page(console->ui, &self->view);
    console_changed(console, &self->seen);
    reload(self);
}
