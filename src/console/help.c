/* F1: every key that works now, from the action tables alone. */

#include "zuoxi/base/text.h"
#include "zuoxi/console/admin.h"
#include "zuoxi/console/batch.h"
#include "zuoxi/console/locks.h"
#include "zuoxi/console/paint.h"
#include "zuoxi/console/sheet.h"
#include "zuoxi/console/shifts.h"
#include "zuoxi/console/views.h"
#include "zuoxi/tui/popup.h"

#define ACTIONS_MAX 128

/* clang-format off: one a line */
const struct action_table *const console_tables[] = {
    &signin_actions,
    &lock_actions,
    &password_page_actions,
    &queue_actions,
    &intake_actions,
    &case_view_actions,
    &sheet_actions,
    &batch_actions,
    &contact_view_actions,
    &surge_actions,
    &unfinished_actions,
    &callbacks_actions,
    &requests_actions,
    &edit_page_actions,
    &customer_actions,
    &customer_merge_actions,
    &duplicates_actions,
    &search_actions,
    &board_actions,
    &board_calls_actions,
    &hooks_actions,
    &roster_actions,
    &roster_changes_actions,
    &handover_actions,
    &handover_history_actions,
    &swaps_actions,
    &work_actions,
    &phrasebook_actions,
    &usage_actions,
    &admin_actions,
    &admin_users_actions,
    &admin_seats_actions,
    &admin_settings_actions,
    &admin_audit_actions,
    &admin_backups_actions,
    &console_actions,
    NULL,
};
/* clang-format on */

/* What the editor does itself, where no action of the page has the key. */
static const struct {
    uint32_t key; /* 0: no action can have it */
    const char *line;
} typing[] = {
    {0, N_("  Tab / Shift-Tab   下一项 / 上一项（↑ ↓ 也可以）\n")},
    {0, N_("  数字              在选择项里选定\n")},
    {0, N_("  空格              勾选或取消\n")},
    {UI_CTRL | 'Z', N_("  Ctrl-Z            撤销输入\n")},
    {UI_CTRL | 'A', N_("  Ctrl-A            全选（再按退格即清空）\n")},
    {UI_CTRL | 'W', N_("  Ctrl-W            删去前一个词\n")},
    {UI_CTRL | 'G', N_("  Ctrl-G            划线的忌语换成建议的说法\n")},
};

static void add_typing(struct str *text, const struct ui_action *found, size_t count)
{
    str_printf(text, "\n%s\n", _("输入文字时"));
    for (size_t i = 0; i < sizeof(typing) / sizeof(typing[0]); i++) {
        bool is_taken = false;
        for (size_t j = 0; j < count && typing[i].key != 0; j++) {
            is_taken = is_taken || found[j].action->key == typing[i].key;
        }
        if (!is_taken) {
            str_add(text, _(typing[i].line));
        }
    }
}

static bool is_of(const struct action *action, const struct action_table *table)
{
    return action >= table->actions && action < table->actions + table->count;
}

static void add_group(struct str *text, const struct action_table *table, const struct ui_action *found,
                      size_t count)
{
    bool has_title = false;
    for (size_t i = 0; i < count; i++) {
        const struct action *action = found[i].action;
        if (!is_of(action, table) || action->flags & ACTION_HIDDEN) {
            continue;
        }
        if (!has_title) {
            str_printf(text, "%s%s\n", text->length > 0 ? "\n" : "", _(table->label));
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
    for (size_t i = 0; console_tables[i] != NULL; i++) {
        add_group(&text, console_tables[i], found, count);
    }
    add_typing(&text, found, count);
    text_popup_open(console->ui, _("帮助"), str_text(&text));
    str_free(&text);
}
