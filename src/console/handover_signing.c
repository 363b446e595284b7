/* Signatures of a handover: passwords are asked for, proven one after the other in the helper, then both are
 * saved at once. */

#include <stdlib.h>
#include <string.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/console/handover_page.h"
#include "zuoxi/tui/popup.h"

static void stop_watching(struct handover_view *self)
{
    if (self->watched >= 0) {
        ui_unwatch(self->console->ui, self->watched);
        self->watched = -1;
    }
}

static void forget(struct handover_view *self)
{
    stop_watching(self);
    explicit_bzero(self->passwords, sizeof(self->passwords));
    if (self->job != NULL) {
        session_cancel(&self->job->out);
        session_cancel(&self->job->in);
        free(self->job);
        self->job = NULL;
    }
}

bool handover_signing_cancel(struct handover_view *self)
{
    bool is_proving = self->job != NULL;
    forget(self);
    return is_proving;
}

static struct signin *signin_of(struct signing_job *job, int which)
{
    return which == 0 ? &job->out : &job->in;
}

/* Begin with the next password there is; false after the last. */
static bool prove_next(struct handover_view *self)
{
    struct signing_job *job = self->job;
    for (; self->proving < 2; self->proving++) {
        struct signin *signin = signin_of(job, self->proving);
        struct err err;
        char badge[21];
        if (self->passwords[self->proving][0] == '\0') {
            continue;
        }
        text_copy(badge, sizeof(badge), signin->person.badge);
        enum status status =
            session_prove(&self->console->desk, signin, badge, self->passwords[self->proving], &err);
        explicit_bzero(self->passwords[self->proving], sizeof(self->passwords[self->proving]));
        if (status != STATUS_OK) {
            ui_status_err(self->console->ui, &err);
            forget(self);
            return true;
        }
        self->watched = signin->child.fd;
        ui_watch(self->console->ui, self->watched);
        ui_status(self->console->ui, STYLE_DIM, _("正在核对 %s 的密码……"), badge);
        return true;
    }
    return false;
}

/* All are proven: saved from here on whether the page stays or not. */
static void save(struct handover_view *self)
{
    struct signing_job *job = self->job;
    self->job = NULL;
    job->signing.id = job->release.id = self->id;
    job->signing.out = job->out.is_proven ? &job->out : NULL;
    job->signing.in = job->in.is_proven ? &job->in : NULL;
    job->release.proof = &job->out;
    if (job->is_release) {
        /* The errand's argument must begin with what the work is given. */
        struct release_job {
            struct handover_release release;
            struct signin proof;
        } *release = mem_new(1, sizeof(*release));
        release->release = job->release;
        release->proof = job->out;
        release->release.proof = &release->proof;
        free(job);
        self->is_releasing = errand_start(&self->errand, self->console, handover_release, release,
                                          release->release.request, _("已放行，可以签退。"));
        return;
    }
    bool is_both = job->signing.out != NULL && job->signing.in != NULL;
    errand_start(&self->errand, self->console, handover_sign, job, job->signing.request,
                 is_both ? _("双方已签字，承诺和在办工单已交给接班人。") : _("已签字。"));
}

void handover_signing_step(struct handover_view *self)
{
    struct err err = {0};
    bool is_done = false;
    if (self->job == NULL) {
        return;
    }
    if (self->proving < 2) {
        struct signin *signin = signin_of(self->job, self->proving);
        enum status status = session_step(&self->console->desk, signin, &is_done, &err);
        if (signin->child.fd < 0) {
            stop_watching(self);
        }
        if (!is_done) {
            ui_wake_at(self->console->ui, clock_boot_ms(self->console->clock) + 20);
            return;
        }
        if (status != STATUS_OK) {
            ui_status_err(self->console->ui, &err);
            forget(self);
            return;
        }
        self->proving++;
    }
    if (self->job != NULL && !prove_next(self)) {
        save(self);
    }
}

void handover_signing_begin(struct handover_view *self, struct form *form, bool is_release)
{
    static const char *const names[2][2] = {{"out_badge", "out_password"}, {"in_badge", "in_password"}};
    forget(self);
    self->job = mem_new(1, sizeof(*self->job));
    self->job->is_release = is_release;
    self->job->out.child.fd = self->job->in.child.fd = -1;
    request_make(self->job->signing.request);
    request_make(self->job->release.request);
    for (int i = 0; i < 2; i++) {
        bool has_item = form_find(form, names[i][0]) >= 0;
        text_copy(signin_of(self->job, i)->person.badge, sizeof(self->job->out.person.badge),
                  has_item ? form_get(form, names[i][0]) : "");
        text_copy(self->passwords[i], sizeof(self->passwords[i]),
                  has_item ? form_get(form, names[i][1]) : "");
    }
    self->proving = 0;
    if (!prove_next(self)) {
        forget(self);
        ui_status(self->console->ui, STYLE_WARNING, _("没有输入密码，没有签字。"));
    }
}

static bool sign_done(void *context, struct form *form)
{
    if (form != NULL) {
        handover_signing_begin(context, form, false);
    }
    return true;
}

/* The first of a side's people who has not signed, for the form to begin with. */
static const char *next_signer(const struct handover_view *self, enum handover_side side)
{
    const struct handover_file *file = self->file;
    const struct handover *record = &file->record;
    const char *shift = side == SIDE_OUT ? record->shift : record->next_shift;
    int date = (int)(side == SIDE_OUT ? record->date.value : record->next_date.value);
    const char *first = side == SIDE_OUT ? record->out_badge : record->in_badge;
    for (size_t i = 0; i < file->rows.count && shift[0] != '\0'; i++) {
        const struct roster_row *row = &file->rows.items[i];
        bool has_signed = strcmp(first, row->badge) == 0;
        for (size_t j = 0; j < file->signature_count; j++) {
            has_signed = has_signed || (file->signatures[j].side == side &&
                                        strcmp(file->signatures[j].badge, row->badge) == 0);
        }
        if (row->date == date && roster_has(row->plan, shift) && !has_signed) {
            return row->badge;
        }
    }
    return "";
}

bool handover_signing_is_ready(struct handover_view *self, unsigned (*then)(struct view *view))
{
    struct err err;
    if (self->job != NULL || self->errand.task.is_running) {
        return false;
    }
    if (desk_allow(&self->console->desk, RIGHT_CONTACT_SAVE, &err) != STATUS_OK) {
        ui_status_err(self->console->ui, &err);
        return false;
    }
    return handover_begun(self, then);
}

/* Said before anybody types a password for nothing. */
static bool is_early(struct handover_view *self)
{
    char opens[20];
    bool is_it = console_now(self->console) < self->file->opens_at;
    if (is_it) {
        clock_format(self->file->opens_at, opens);
        ui_status(self->console->ui, STYLE_WARNING, _("%.5s 起才能签字；有急事先走，请班长按 v 放行。"),
                  opens + 11);
    }
    return is_it;
}

unsigned handover_run_sign(struct view *view)
{
    struct handover_view *self = (struct handover_view *)view;
    struct form_item items[] = {
        {.name = "out_badge", .label = _("交班人工号"), .kind = FORM_LINE, .max = 20, .row = 0, .span = 6},
        {.name = "out_password",
         .label = _("密码"),
         .kind = FORM_PASSWORD,
         .max = 128,
         .row = 0,
         .column = 6,
         .span = 6},
        {.name = "in_badge", .label = _("接班人工号"), .kind = FORM_LINE, .max = 20, .row = 1, .span = 6},
        {.name = "in_password",
         .label = _("密码"),
         .kind = FORM_PASSWORD,
         .max = 128,
         .row = 1,
         .column = 6,
         .span = 6},
    };
    if (is_early(self) || !handover_signing_is_ready(self, handover_run_sign)) {
        return VIEW_HANDLED;
    }
    struct form *form = form_new(items, sizeof(items) / sizeof(items[0]));
    const char *out = next_signer(self, SIDE_OUT), *in = next_signer(self, SIDE_IN);
    form_set(form, "out_badge", out);
    form_set(form, "in_badge", in);
    bool is_in = strcmp(in, self->console->desk.actor.badge) == 0;
    form_set_focus(form, is_in ? "in_password" : "out_password"); /* one's own first */
    form_popup_open(view->ui, _("签字：各输各的密码；对方在别的台面签，就空着"), form, sign_done, self);
    return VIEW_HANDLED;
}
