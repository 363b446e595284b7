#include "zuoxi/console/draft_keeper.h"

#include "zuoxi/base/text.h"

#define DRAFT_MS       600 /* after the first change; with the write it stays well under a second */
#define DRAFT_RETRY_MS 1000

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

static void write_draft(struct draft_keeper *keeper)
{
    struct console *console = console_of(keeper->view);
    struct err err;
    if (draft_save(&console->desk, keeper->kind, keeper->form, &keeper->unread, &err) == STATUS_OK) {
        keeper->dirty_ms = 0;
        keeper->saved_at = console_now(console);
        keeper->err = (struct err){0};
    } else {
        if (keeper->err.status == STATUS_OK) {
            ui_status_err(console->ui, &err);
        }
        keeper->err = err;
        keeper->dirty_ms = clock_boot_ms(console->clock) + DRAFT_RETRY_MS - DRAFT_MS;
        ui_wake_at(console->ui, keeper->dirty_ms + DRAFT_MS);
    }
    view_touch(keeper->view);
}

void draft_keeper_flush(struct draft_keeper *keeper)
{
    if (keeper->form != NULL && keeper->dirty_ms != 0) {
        write_draft(keeper);
    }
}

void draft_keeper_step(struct draft_keeper *keeper)
{
    if (keeper->form == NULL || keeper->dirty_ms == 0) {
        return;
    }
    struct console *console = console_of(keeper->view);
    if (ui_is_ending(console->ui) || clock_boot_ms(console->clock) - keeper->dirty_ms >= DRAFT_MS) {
        write_draft(keeper);
    } else {
        ui_wake_at(console->ui, keeper->dirty_ms + DRAFT_MS);
    }
}

void draft_keeper_drop(struct draft_keeper *keeper)
{
    if (keeper->form == NULL) {
        return;
    }
    struct console *console = console_of(keeper->view);
    struct err err;
    if (draft_drop(&console->desk, keeper->kind, keeper->form, &err) != STATUS_OK) {
        ui_status_err(console->ui, &err);
    }
    view_touch(keeper->view);
    *keeper = (struct draft_keeper){.view = keeper->view};
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
