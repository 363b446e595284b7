#include "zuoxi/console/console.h"

#include <stdlib.h>
#include <string.h>

#include "zuoxi/base/text.h"
#include "zuoxi/console/live.h"
#include "zuoxi/console/locks.h"
#include "zuoxi/console/shifts.h"
#include "zuoxi/console/state.h"
#include "zuoxi/console/text_lines.h"
#include "zuoxi/console/views.h"
#include "zuoxi/desk/casework.h"
#include "zuoxi/domain/case_number.h"
#include "zuoxi/tui/popup.h"

#define LOOK_MS     250
#define PATIENCE_MS 800 /* before a save that queues is spoken of */

struct console *console_of(const struct view *view)
{
    return ui_context(view->ui);
}

int64_t console_now(const struct console *console)
{
    return clock_now(console->clock);
}

bool console_changed(struct console *console, unsigned long *seen)
{
    int64_t now = clock_boot_ms(console->clock);
    if (now - console->looked_ms >= LOOK_MS || console->looked_ms == 0) {
        console->looked_ms = now;
        console->changes += desk_changed(&console->desk);
    }
    bool has_changed = console->changes != *seen;
    *seen = console->changes;
    return has_changed;
}

void console_hear(struct console *console)
{
    console->looked_ms = 0;
    ui_wake_at(console->ui, clock_boot_ms(console->clock));
}

void console_touch(struct console *console)
{
    console->changes++;
    ui_wake_at(console->ui, clock_boot_ms(console->clock)); /* shown now, not at the next tick */
}

bool console_is_signed_in(const struct console *console)
{
    return console->desk.actor.role != ROLE_NONE;
}

void console_phone(const struct console *console, enum privacy_tie tie, const char *digits,
                   char out[PHONE_SIZE])
{
    if (mask_is_masked(digits)) {
        text_copy(out, PHONE_SIZE, digits); /* the desk has done it already */
    } else {
        privacy_phone(&console->desk, tie, digits, out);
    }
}

void console_address(const struct console *console, enum privacy_tie tie, const char *address, char *out,
                     size_t size)
{
    text_copy(out, size, address);
    privacy_hide_row(&console->desk, tie, NULL, 0, out, size);
}

void console_value(const struct console *console, enum privacy_tie tie, const struct field *field,
                   const void *record, struct str *out)
{
    struct mask_sight sight = privacy_sight(&console->desk, tie);
    if (mask_hides(field, sight)) {
        mask_value(field, field_text_const(field, record), sight, out);
    } else {
        text_lines_value(&console->config->profile, field, record, out);
    }
}

void console_number(const struct console *console, const char *number, char *out, size_t size)
{
    char shown[CASE_NUMBER_SIZE];
    case_number_show(number, clock_civil(console_now(console)).year, shown);
    text_copy(out, size, shown);
}

void console_case_number(struct console *console, int64_t case_id, char *out, size_t size)
{
    char number[CASE_NUMBER_SIZE];
    struct err err;
    out[0] = '\0';
    if (casework_number(&console->desk, case_id, number, &err) == STATUS_OK) {
        console_number(console, number, out, size);
    }
}

bool console_step_task(struct console *console, struct task *task, struct err *told)
{
    int64_t now = clock_boot_ms(console->clock);
    task_step(&console->desk, task);
    if (task->is_done) {
        return true;
    }
    /* A turn in the write queue is nothing to speak of; only a long one is. */
    bool is_queueing = task->err.status == STATUS_BUSY && now - task->started_ms < PATIENCE_MS;
    if (task->err.status != STATUS_OK && !is_queueing && strcmp(task->err.what, told->what) != 0) {
        *told = task->err;
        ui_status(console->ui, STYLE_ERROR, _("尚未保存：%s。%s（会自动重试，Esc 停止）"), told->what,
                  told->todo);
    }
    ui_wake_at(console->ui, task->retry_ms > now ? task->retry_ms : now);
    return false;
}

static unsigned run_help(struct view *view)
{
    help_open(console_of(view));
    return VIEW_HANDLED;
}

static unsigned run_palette(struct view *view)
{
    palette_open(console_of(view));
    return VIEW_HANDLED;
}

static unsigned run_call(struct view *view)
{
    struct console *console = console_of(view);
    struct err err;
    if (!console_is_signed_in(console)) {
        ui_status(console->ui, STYLE_ERROR, _("请先签到，再登记来电。"));
    } else if (desk_allow(&console->desk, RIGHT_CONTACT_SAVE, &err) != STATUS_OK) {
        ui_status_err(console->ui, &err); /* now, not after everything has been typed */
    } else if (intake_view_count(console) >= DRAFTS_MAX) {
        ui_status(console->ui, STYLE_ERROR, _("已有 %d 张来电登记未完成，请先用 F6 切换过去完成。"),
                  DRAFTS_MAX);
    } else if (console->live == NULL || !live_answer(console->live)) { /* nobody waits on the line */
        intake_view_open(console, NULL, NULL);
    }
    return VIEW_HANDLED;
}

static unsigned run_seat(struct view *view)
{
    if (console_of(view)->live != NULL) {
        live_ask_state(console_of(view)->live);
    }
    return VIEW_HANDLED;
}

/*
 * The pages lie in the order they were last in front: the oldest comes forward, so every one gets its turn.
 */
static unsigned run_next_page(struct view *view)
{
    ui_show_page(view->ui, ui_page(view->ui, 0));
    return VIEW_HANDLED;
}

static void quit_answered(void *context, bool is_yes)
{
    struct console *console = context;
    if (is_yes) {
        shift_desk_left(console, console->leaving);
        ui_quit(console->ui);
    }
}

/* The next person's sign-in page ends the session, once the pages closed here have written their drafts. */
static void sign_out_answered(void *context, bool is_yes)
{
    struct console *console = context;
    if (is_yes) {
        shift_desk_left(console, console->leaving);
        ui_close_pages(console->ui);
        signin_view_open(console);
    }
}

/* Ask before leaving, and say what is not saved yet. */
static unsigned ask_to_leave(struct console *console, const char *title, const char *question,
                             confirm_done done)
{
    size_t forms = 0;
    char text[200];
    if (console_is_signed_in(console)) {
        forms = intake_view_count(console) + drafts_unsaved(console);
    }
    if (forms > 0) {
        text_format(text, sizeof(text),
                    console->draft_is_lost
                        ? _("还有 %zu 张登记、修改或办理没有保存，草稿也存不下：磁盘恢复以前离开，会丢失。%s")
                        : _("还有 %zu 张登记、修改或办理没有保存：草稿会留下，下次签到时恢复。%s"),
                    forms, question);
    } else {
        text_copy(text, sizeof(text), question);
    }
    confirm_open(console->ui, title, text, done, console);
    return VIEW_HANDLED;
}

/* Nobody leaves before the relief has come; said here, before anything else is asked. */
static bool may_leave(struct console *console)
{
    if (ui_front(console->ui)->ops->is_gate) { /* the session is over: its pages are just being closed */
        return true;
    }
    return shift_desk_may_leave(console, &console->leaving);
}

static unsigned run_quit(struct view *view)
{
    if (!may_leave(console_of(view))) {
        return VIEW_HANDLED;
    }
    return ask_to_leave(console_of(view), _("退出"), _("现在退出坐席台吗？"), quit_answered);
}

static unsigned run_sign_out(struct view *view)
{
    if (!may_leave(console_of(view))) {
        return VIEW_HANDLED;
    }
    return ask_to_leave(console_of(view), _("签退"), _("现在签退吗？"), sign_out_answered);
}

static unsigned run_lock(struct view *view)
{
    lock_view_open(console_of(view), "key");
    return VIEW_HANDLED;
}

static unsigned run_register(struct view *view)
{
    intake_menu_open(console_of(view));
    return VIEW_HANDLED;
}

static const struct action actions[] = {
    {"global.help", UI_KEY_F(1), N_("帮助"), N_("列出现在能用的全部按键"), run_help, ACTION_BAR},
    {"global.call", UI_KEY_F(2), N_("来电"), N_("接听正在振铃的来电；没有则登记一个新来电"), run_call,
     ACTION_BAR | ACTION_INSIDE | ACTION_OVER | NEEDS(RIGHT_CONTACT_SAVE)},
    {"global.next_page", UI_KEY_F(6), N_("切换"), N_("切换到下一个打开的页面"), run_next_page,
     ACTION_BAR | ACTION_INSIDE | ACTION_OVER},
    {"global.palette", UI_CTRL | 'P', N_("命令"), N_("输入几个字查找并执行任何操作"), run_palette,
     ACTION_BAR | ACTION_INSIDE},
    {"global.register", UI_KEY_F(3), N_("登记"),
     N_("登记来访、来信、去电、外出等；登记中按则改成它，填好的都在"), run_register,
     ACTION_BAR | ACTION_INSIDE | NEEDS(RIGHT_CONTACT_SAVE)},
    {"global.seat", UI_CTRL | 'T', N_("状态"), N_("就绪、小休、示忙、整理；就绪才有来电"), run_seat,
     ACTION_INSIDE | NEEDS(RIGHT_CONTACT_SAVE)},
    {"global.lock", UI_CTRL | 'L', N_("锁屏"), N_("立即锁屏，输入密码后回到原处"), run_lock,
     ACTION_INSIDE | ACTION_OVER},
    {"global.quit", UI_KEY_F(10), N_("退出"), N_("退出坐席台（先询问，草稿保留）"), run_quit,
     ACTION_BAR | ACTION_LAST},
    {"global.sign_out", UI_KEY_F(12), N_("签退"), N_("签退，换人签到（草稿保留）"), run_sign_out,
     ACTION_BAR | ACTION_INSIDE},
};

const struct action_table console_actions = {"global", N_("随处可用"), actions,
                                             sizeof(actions) / sizeof(actions[0]), false};

/* The database's own profile decides. */
static const char *wanted_profile(const struct console *console)
{
    const char *own = desk_profile(&console->desk);
    return own[0] != '\0' ? own : console->options->profile;
}

static enum status open_desk(struct console *console, struct err *err)
{
    struct config *config = console->config;
    return desk_open(&console->desk, console->options->database, &config->settings, &config->profile,
                     &config->book, console->clock, err);
}

static enum status finish_config(struct console *console, struct err *err)
{
    struct findings *findings = console->options->findings;
    enum status status = config_finish(console->config, wanted_profile(console), findings, err);
    if (status == STATUS_OK) {
        config_check_start(console->config, console_now(console), findings);
    }
    return status;
}

bool console_prepare(struct console *console)
{
    static enum status (*const steps[])(struct console *, struct err *) = {open_desk, finish_config};
    if (console->prepared == sizeof(steps) / sizeof(steps[0])) {
        return true;
    }
    if (steps[console->prepared](console, &console->refused) == STATUS_OK) {
        return ++console->prepared == sizeof(steps) / sizeof(steps[0]);
    }
    ui_quit(console->ui);
    return false;
}

/* An action's NEEDS: of whoever is at the desk now, who may have become acting lead. */
static bool may(void *context, int needs)
{
    const struct console *console = context;
    return desk_has_right(&console->desk, (enum right)(needs - 1));
}

static enum status run_terminal(struct console *console, struct err *err)
{
    struct ui_options options = {.clock = console->clock,
                                 .is_ascii = console->options->is_ascii,
                                 .actions = actions,
                                 .action_count = console_actions.count,
                                 .may = may,
                                 .popup_key = phrasebook_over_popup,
                                 .wakes = seat_guard_wakes,
                                 .context = console};
    enum status status = ui_open(&console->ui, &options, err);
    if (status != STATUS_OK) {
        return status;
    }
    signin_view_open(console);
    ui_run(console->ui);
    ui_close_pages(console->ui);
    ui_close(&console->ui);
    *err = console->refused;
    return err->status;
}

enum status console_run(const struct console_options *options, struct err *err)
{
    struct console console = {.options = options, .config = options->config, .clock = options->clock};
    config_name_profile(options->config, options->profile);
    enum status status = run_terminal(&console, err);
    free(console.palette);
    for (size_t i = 0; i < console.setup_count; i++) {
        free(console.setups[i]);
    }
    free(console.setups);
    live_board_clear(&console.board);
    live_roster_clear(&console.roster);
    desk_close(&console.desk);
    return status;
}
