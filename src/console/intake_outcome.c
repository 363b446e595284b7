/* How a call ended (R1.1): one key after the menu's, and it is saved so. */

#include <string.h>

#include "zuoxi/base/text.h"
#include "zuoxi/console/intake_view.h"
#include "zuoxi/tui/popup.h"

#define OUTCOMES_MAX 20

static void chosen(void *context, int index)
{
    struct intake_view *self = context;
    if (index >= 0) {
        const char *code = self->console->config->profile.sets[SET_OUTCOME].items[index].code;
        form_set(record_form_form(self->form), "outcome", code);
        intake_form_sync(self);
        intake_save_start(self, strcmp(code, "answered") == 0);
    }
}

unsigned intake_outcome_ask(struct view *view)
{
    struct intake_view *self = (struct intake_view *)view;
    const struct choices *outcomes = &self->console->config->profile.sets[SET_OUTCOME];
    struct menu_item items[OUTCOMES_MAX];
    size_t count = outcomes->count < OUTCOMES_MAX ? outcomes->count : OUTCOMES_MAX;
    if (self->task.is_running) {
        return VIEW_HANDLED;
    }
    for (size_t i = 0; i < count; i++) {
        const struct choice *outcome = &outcomes->items[i];
        items[i] = (struct menu_item){outcome->label, outcome->is_alone ? _("不开工单") : NULL, NULL};
    }
    menu_open(view->ui, _("通话结果：按数字保存"), items, count, chosen, self);
    return VIEW_HANDLED;
}
