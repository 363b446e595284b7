/* Reading an entry of the script book aloud: it is noted, and what it lacks is asked for. */

#include <string.h>

#include "zuoxi/base/text.h"
#include "zuoxi/console/book_view.h"
#include "zuoxi/tui/popup.h"

static void ask_for(struct book_view *self);

static void answered(void *context, const char *text)
{
    struct book_view *self = context;
    if (text != NULL && text[0] != '\0') {
        script_give(&self->given, self->asking, text);
        if (self->host.given != NULL) {
            self->host.given(self->host.context, self->asking, text);
        }
        if (self->is_reading && self->selected < self->count &&
            self->generation == self->console->book_generation) {
            ask_for(self); /* the next one */
        }
    }
    view_touch(&self->view);
}

/* The first value the chosen phrase lacks. */
static void ask_for(struct book_view *self)
{
    struct str text = {0};
    char title[120];
    int missing = book_text(self, self->selected, &text, self->asking);
    str_free(&text);
    if (missing == 0) {
        return;
    }
    if (strcmp(self->asking, "case") == 0) {
        ui_status(self->console->ui, STYLE_NORMAL, _("保存以后才有工单号。"));
        return;
    }
    const char *label = phrase_label(self->asking);
    text_format(title, sizeof(title), _("还不知道%s，填上再念（Esc 先不填）"),
                label != NULL ? label : self->asking);
    prompt_open(self->console->ui, title, "", answered, self);
}

void book_say(struct book_view *self, size_t at)
{
    if (at >= self->count) {
        return;
    }
    const struct book_item *item = &self->items[at];
    const struct phrasebook *book = book_of(self);
    self->selected = at;
    self->is_reading = true;
    if (self->host.used != NULL) {
        self->host.used(self->host.context,
                        item->is_answer ? book->answers[item->index].id : book->phrases[item->index].id,
                        item->is_answer ? "答复" : book->phrases[item->index].stage);
    }
    view_touch(&self->view);
    if (!item->is_answer && self->host.intake != NULL) {
        ask_for(self);
    }
}
