/* F1: every key that works now, from the action tables alone. */

#include <string.h>

#include "zuoxi/base/text.h"
#include "zuoxi/console/paint.h"
#include "zuoxi/console/views.h"
#include "zuoxi/tui/popup.h"

#define ACTIONS_MAX 128

static const struct {
    const char *prefix, *label;
} groups[] = {
    {"queue.", N_("工作台")},  {"intake.", N_("来电登记")}, {"case.", N_("工单")},
    {"edit.", N_("修改工单")}, {"search.", N_("查找结果")}, {"book.", N_("话术")},
    {"signin.", N_("签到")},   {"global.", N_("随处可用")},
};

static const char *const typing = N_("  Tab / Shift-Tab   下一项 / 上一项（↑ ↓ 也可以）\n"
                                     "  数字              在选择项里选定\n"
                                     "  空格              勾选或取消\n"
                                     "  Ctrl-Z            撤销输入\n"
                                     "  Ctrl-A            全选（再按退格即清空）\n"
                                     "  Ctrl-W            删去前一个词\n");

static void add_group(struct str *text, const char *prefix, const char *label, const struct ui_action *found,
                      size_t count)
{
    bool has_title = false;
    for (size_t i = 0; i < count; i++) {
        const struct action *action = found[i].action;
        if (strncmp(action->name, prefix, strlen(prefix)) != 0 || action->flags & ACTION_HIDDEN) {
            continue;
        }
        if (!has_title) {
            str_printf(text, "%s%s\n", text->length > 0 ? "\n" : "", _(label));
            has_title = true;
        }
        char key[24];
        key_label(action->key, key);
        str_add(text, "  ");
        text_pad(text, key, 12);
        text_pad(text, _(action->label), 12);
        str_add(text, _(action->help));
        str_add_char(text, '\n');
    }
}

void help_open(struct console *console)
{
    struct ui_action found[ACTIONS_MAX];
    size_t count = ui_actions(console->ui, found, ACTIONS_MAX);
    struct str text = {0};
    for (size_t i = 0; i < sizeof(groups) / sizeof(groups[0]); i++) {
        add_group(&text, groups[i].prefix, groups[i].label, found, count);
    }
    str_printf(&text, "\n%s\n%s", _("输入文字时"), _(typing));
    text_popup_open(console->ui, _("帮助"), str_text(&text));
    str_free(&text);
}
