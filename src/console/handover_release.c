/* A lead lets somebody go before the relief has come: whom, why, and the lead's password, which no draft
 * keeps. */

#include <stdlib.h>
#include <string.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/console/handover_page.h"
#include "zuoxi/console/prompt.h"
#include "zuoxi/tui/popup.h"

/* Saved, or thrown away. */
static void forget(struct handover_view *self)
{
    draft_keeper_drop(&self->release_draft);
    free(self->release);
    self->release = NULL;
    self->is_releasing = false;
}

static void sync(struct handover_view *self)
{
    const struct form *form = self->release_form;
    if (form == NULL || form_revision(form) == self->release_revision) {
        return;
    }
    self->release_revision = form_revision(form);
    text_copy(self->release->who, sizeof(self->release->who), form_get(form, "badge"));
    text_copy(self->release->text, sizeof(self->release->text), form_get(form, "reason"));
    draft_keeper_touch(&self->release_draft);
}

static bool answered(void *context, struct form *form)
{
    struct handover_view *self = context;
    sync(self);
    self->release_form = NULL;
    if (form == NULL) {
        forget(self);
        return true;
    }
    draft_keeper_flush(&self->release_draft);
    handover_signing_begin(self, form, true);
    if (self->job != NULL) {
        struct handover_release *release = &self->job->release;
        text_copy(release->badge, sizeof(release->badge), self->release->who);
        text_copy(release->reason, sizeof(release->reason), self->release->text);
        memcpy(release->request, self->release->request, sizeof(release->request));
    }
    return true;
}

/* With what has been filled in so far: a wrong password costs no words. */
static void open_form(struct handover_view *self)
{
    struct form_item items[] = {
        {.name = "badge", .label = _("放行谁"), .kind = FORM_LINE, .max = 20, .row = 0, .span = 6},
        {.name = "reason", .label = _("原因"), .kind = FORM_LINE, .max = 200, .row = 1, .span = 12},
        {.name = "out_badge", .label = _("班长工号"), .kind = FORM_LINE, .max = 20, .row = 2, .span = 6},
        {.name = "out_password",
         .label = _("密码"),
         .kind = FORM_PASSWORD,
         .max = 128,
         .row = 2,
         .column = 6,
         .span = 6},
    };
    struct form *form = form_new(items, sizeof(items) / sizeof(items[0]));
    const struct actor *actor = &self->console->desk.actor;
    form_set(form, "badge", self->release->who);
    form_set(form, "reason", self->release->text);
    if (actor->role == ROLE_LEAD) {
        form_set(form, "out_badge", actor->badge);
    }
    form_set_focus(form, self->release->who[0] == '\0' ? "badge" : "reason");
    self->release_form = form;
    self->release_revision = form_revision(form);
    form_popup_open(self->console->ui, _("放行：接班人未到，班长同意先走"), form, answered, self);
}

static void begin(struct handover_view *self, const struct draft *restored)
{
    self->release = mem_new(1, sizeof(*self->release));
    if (restored != NULL) {
        *self->release = *restored->prompt;
    }
    draft_keeper_begin(&self->release_draft, &self->view, DRAFT_PROMPT, self->release, restored);
}

unsigned handover_run_release(struct view *view)
{
    struct handover_view *self = (struct handover_view *)view;
    if (!handover_signing_is_ready(self, handover_run_release)) {
        return VIEW_HANDLED;
    }
    if (self->release == NULL) {
        const struct actor *actor = &self->console->desk.actor;
        begin(self, NULL);
        self->release->page = self->id;
        self->release->opened_at = console_now(self->console);
        text_copy(self->release->action, sizeof(self->release->action), prompt_release.action);
        text_copy(self->release->who, sizeof(self->release->who),
                  actor->role == ROLE_LEAD ? "" : actor->badge);
        request_make(self->release->request);
    }
    open_form(self);
    return VIEW_HANDLED;
}

static bool restore(struct console *console, const struct draft *draft)
{
    handover_view_open(console, draft->prompt->page);
    struct handover_view *self = handover_page_find(console, draft->prompt->page);
    if (self == NULL || self->release != NULL) {
        return false;
    }
    begin(self, draft);
    open_form(self);
    return true;
}

const struct prompt_kind prompt_release = {.action = "handover.release", .restore = restore};

void handover_release_step(struct handover_view *self, bool is_saved)
{
    if (self->release == NULL) {
        return;
    }
    if (self->is_releasing && is_saved) {
        forget(self);
        return;
    }
    self->is_releasing = self->is_releasing && self->errand.task.is_running;
    sync(self);
    draft_keeper_step(&self->release_draft);
}

void handover_release_free(struct handover_view *self)
{
    draft_keeper_flush(&self->release_draft);
    free(self->release);
}
