/* Ctrl-P: any action that a key could reach now, found by typing its name or the initials of it. */

#include <stdlib.h>
#include <string.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/console/views.h"
#include "zuoxi/domain/pinyin.h"
#include "zuoxi/tui/popup.h"

#define ACTIONS_MAX 128

static void picked(void *context, int index)
{
    struct console *console = context;
    if (index >= 0 && (size_t)index < console->palette_count) {
        struct ui_action chosen = console->palette[index];
        if (chosen.action->run(chosen.view) & VIEW_CLOSE) {
            ui_close_view(console->ui, chosen.view);
        }
    }
}

void palette_open(struct console *console)
{
    struct menu_item items[ACTIONS_MAX];
    struct ui_action found[ACTIONS_MAX];
    char keys[ACTIONS_MAX][24], labels[ACTIONS_MAX][160], spellings[ACTIONS_MAX][24];
    size_t count = ui_actions(console->ui, found, ACTIONS_MAX);
    free(console->palette);
    console->palette = mem_new(ACTIONS_MAX, sizeof(*console->palette));
    console->palette_count = 0;
    for (size_t i = 0; i < count; i++) {
        const struct action *action = found[i].action;
        if (action->flags & ACTION_HIDDEN || strcmp(action->name, "global.palette") == 0) {
            continue;
        }
        size_t at = console->palette_count++;
        console->palette[at] = found[i];
        key_label(action->key, keys[at]);
        text_format(labels[at], sizeof(labels[at]), "%s  %s", _(action->label), _(action->help));
        pinyin_initials(labels[at], spellings[at], sizeof(spellings[at]));
        items[at] = (struct menu_item){labels[at], keys[at], spellings[at]};
    }
    menu_open(console->ui, _("命令"), items, console->palette_count, picked, console);
}
