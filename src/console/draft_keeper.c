#include "zuoxi/console/draft_keeper.h"

#include "zuoxi/base/text.h"

#define DRAFT_MS       600 /* after the first change; with the write it stays well under a second */
#define LATE_MS        100 /* more of it, while keys are read that are not shown yet */
#define DRAFT_RETRY_MS 1000
#define PATIENCE_MS    2000 /* with a disk that does not answer, before it is spoken of */

void draft_keeper_begin(struct draft_keeper *keeper, struct view *view, enum draft_kind kind,
                        const void *form, const struct draft *restored)
{
    *keeper = (struct draft_keeper){.view = view, .kind = kind, .form = form, .has_draft = restored != NULL};
    if (restored != NULL) {
        keeper->unread = restored->unread;
    }
}

void draft_keeper_touch(struct draft_keeper *keeper)
{
    struct console *console = console_of(keeper->view);
    if (keeper->form == NULL) {
        return;
    }
    keeper->has_draft = true;
    if (keeper->dirty_ms == 0) {
        keeper->dirty_ms = clock_boot_ms(console->clock);
        ui_wake_at(console->ui, keeper->dirty_ms + DRAFT_MS);
    }
}

/* The loop wakes when there is news of a draft under way, of whichever form. */
static void watch(struct console *console)
{
    int fd = draft_answers(&console->desk);
    if (console->draft_fd > 0 && console->draft_fd != fd) {
        ui_unwatch(console->ui, console->draft_fd);
    }
    if (fd > 0 && console->draft_fd != fd) {
        ui_watch(console->ui, fd);
    }
    console->draft_fd = fd > 0 ? fd : 0;
}

static void take_result(struct draft_keeper *keeper, enum status status, const struct err *err)
{
    struct console *console = console_of(keeper->view);
    console->draft_is_lost = status != STATUS_OK;
    if (status == STATUS_OK) {
        keeper->saved_at = console_now(console);
        keeper->err = (struct err){0};
    } else {
        if (keeper->err.status == STATUS_OK) {
            ui_status_err(console->ui, err);
        }
        keeper->err = *err;
        keeper->dirty_ms = clock_boot_ms(console->clock) + DRAFT_RETRY_MS - DRAFT_MS;
        ui_wake_at(console->ui, keeper->dirty_ms + DRAFT_MS);
    }
    view_touch(keeper->view);
}

static void write_draft(struct draft_keeper *keeper)
{
    struct console *console = console_of(keeper->view);
    struct err err = {0};
    draft_recall(&console->desk, &keeper->sent); /* an older one must not come after this */
    watch(console);
    keeper->dirty_ms = 0;
    enum status status = draft_save(&console->desk, keeper->kind, keeper->form, &keeper->unread, &err);
    take_result(keeper, status, &err);
}

static void send_draft(struct draft_keeper *keeper)
{
    struct console *console = console_of(keeper->view);
    struct err err = {0};
    keeper->dirty_ms = 0;
    keeper->sent_ms = clock_boot_ms(console->clock);
    enum status status =
        draft_send(&console->desk, keeper->kind, keeper->form, &keeper->unread, &keeper->sent, &err);
    watch(console);
    if (status != STATUS_OK || keeper->sent.id == 0) {
        take_result(keeper, status, &err);
    }
}

/* What became of the one under way. */
static void hear(struct draft_keeper *keeper)
{
    struct console *console = console_of(keeper->view);
    enum draft_news news = draft_ask(&console->desk, &keeper->sent);
    watch(console);
    if (news == DRAFT_ON_DISK) {
        take_result(keeper, STATUS_OK, NULL);
    } else if (news == DRAFT_LOST) {
        write_draft(keeper);
    } else if (keeper->err.status == STATUS_OK &&
               clock_boot_ms(console->clock) - keeper->sent_ms >= PATIENCE_MS) {
        err_set(&keeper->err, STATUS_BUSY, _("磁盘没有回应"));
        view_touch(keeper->view);
    }
}

void draft_keeper_flush(struct draft_keeper *keeper)
{
    if (keeper->form != NULL && (keeper->dirty_ms != 0 || keeper->sent.id != 0)) {
        write_draft(keeper);
    }
}

void draft_keeper_step(struct draft_keeper *keeper)
{
    if (keeper->form == NULL) {
        return;
    }
    struct console *console = console_of(keeper->view);
    if (ui_is_ending(console->ui)) {
        draft_keeper_flush(keeper);
        return;
    }
    if (keeper->sent.id != 0) {
        hear(keeper);
    }
    if (keeper->dirty_ms == 0 || keeper->sent.id != 0) {
        return;
    }
    int64_t now = clock_boot_ms(console->clock), due = keeper->dirty_ms + DRAFT_MS;
    bool is_held_up = ui_is_fed(console->ui) && now - due < LATE_MS; /* keys are shown first */
    if (now >= due && !is_held_up) {
        send_draft(keeper);
    } else {
        ui_wake_at(console->ui, now >= due ? now : due);
    }
}

void draft_keeper_drop(struct draft_keeper *keeper)
{
    if (keeper->form == NULL) {
        return;
    }
    struct console *console = console_of(keeper->view);
    struct err err;
    draft_recall(&console->desk, &keeper->sent);
    watch(console);
    if (draft_drop(&console->desk, keeper->kind, keeper->form, &err) != STATUS_OK) {
        ui_status_err(console->ui, &err);
    }
    view_touch(keeper->view);
    if (keeper->err.status != STATUS_OK) {
        console->draft_is_lost = false; /* another form that cannot be written says so within a second */
    }
    *keeper = (struct draft_keeper){.view = keeper->view};
}

void draft_keeper_aside(struct draft_keeper *keeper, enum style style, const char *kept, const char *back)
{
    struct ui *ui = console_of(keeper->view)->ui;
    draft_keeper_flush(keeper);
    if (keeper->err.status != STATUS_OK) {
        ui_status(ui, STYLE_ERROR, _("草稿存不下：%s。这一页还开着，先别退出，%s"), keeper->err.what, back);
    } else {
        ui_status(ui, style, "%s", kept);
    }
}

void draft_keeper_left(struct draft_keeper *keeper, const char *kept)
{
    draft_keeper_aside(keeper, STYLE_NORMAL, kept, _("F6 切换回去"));
}

void draft_keeper_title(const struct draft_keeper *keeper, const char *title, char *out, size_t size)
{
    char time[20];
    if (keeper->err.status != STATUS_OK) {
        text_format(out, size, _("%s  草稿未存：%s"), title, keeper->err.what);
    } else if (keeper->saved_at != 0) {
        clock_format(keeper->saved_at, time);
        text_format(out, size, _("%s  草稿已存 %s"), title, time + 11);
    } else {
        text_copy(out, size, title);
    }
}
