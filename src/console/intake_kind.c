/* What is being registered: the form changes with the type and the channel, what was typed stays. */

#include <string.h>

#include "zuoxi/base/text.h"
#include "zuoxi/console/intake_view.h"
#include "zuoxi/console/views.h"
#include "zuoxi/domain/pinyin.h"
#include "zuoxi/tui/popup.h"

#define CHANNELS_MAX 16

/* The first type that uses the form, NULL when none does. */
static const struct choice *type_with(const struct profile *profile, const char *form)
{
    const struct choices *types = &profile->sets[SET_TYPE];
    for (size_t i = 0; i < types->count; i++) {
        if (strcmp(types->items[i].form, form) == 0) {
            return &types->items[i];
        }
    }
    return NULL;
}

static void set_type(struct intake_view *self, const char *type, const char *category)
{
    struct form *form = record_form_form(self->form);
    form_set(form, "type", type);
    intake_form_sync(self);
    form = record_form_form(self->form); /* another one, with the fields of that type */
    form_set(form, "category", category);
    form_set_focus(form, "category");
    intake_form_sync(self);
}

void intake_kind_toggle(struct intake_view *self, const char *form)
{
    const struct profile *profile = &self->console->config->profile;
    const struct choice *wanted = type_with(profile, form);
    char type[FIELD_CODE_SIZE], category[FIELD_CODE_SIZE];
    intake_form_sync(self);
    text_copy(type, sizeof(type), self->intake.record.type);
    text_copy(category, sizeof(category), self->intake.record.category);
    if (wanted == NULL) {
        ui_status(self->console->ui, STYLE_NORMAL, _("本行业的方案里没有这种表单。"));
    } else if (strcmp(wanted->code, type) != 0) {
        bool was_there = strcmp(self->left_type, wanted->code) == 0;
        char back[FIELD_CODE_SIZE];
        text_copy(back, sizeof(back), was_there ? self->left_category : "");
        text_copy(self->left_type, sizeof(self->left_type), type);
        text_copy(self->left_category, sizeof(self->left_category), category);
        set_type(self, wanted->code, back);
    } else if (self->left_type[0] != '\0') {
        char back[FIELD_CODE_SIZE], back_category[FIELD_CODE_SIZE];
        text_copy(back, sizeof(back), self->left_type);
        text_copy(back_category, sizeof(back_category), self->left_category);
        text_copy(self->left_type, sizeof(self->left_type), type);
        text_copy(self->left_category, sizeof(self->left_category), category);
        set_type(self, back, back_category);
    }
}

void intake_kind_set_channel(struct intake_view *self, const char *channel)
{
    struct contact *contact = &self->intake.contact;
    intake_form_sync(self);
    if (strcmp(contact->channel, channel) != 0) {
        text_copy(contact->channel, sizeof(contact->channel), channel);
        intake_form_rebuild(self);
        draft_keeper_touch(&self->draft);
    }
    view_touch(&self->view);
}

bool intake_kind_is_call(const struct intake_view *self)
{
    return form_find(record_form_form(self->form), "repeated_back") >= 0;
}

/* The menu: every channel, then a message to a colleague (留言), which is nobody's contact. */
static size_t count_channels(const struct console *console)
{
    size_t count = console->config->profile.sets[SET_CHANNEL].count;
    return count < CHANNELS_MAX ? count : CHANNELS_MAX;
}

static void chosen(void *context, int index)
{
    struct console *console = context;
    size_t count = count_channels(console);
    if (index >= 0 && (size_t)index < count) {
        intake_view_register(console, console->config->profile.sets[SET_CHANNEL].items[index].code);
    } else if (index >= 0) {
        message_form_open(console);
    }
}

void intake_menu_open(struct console *console)
{
    struct menu_item items[CHANNELS_MAX + 1];
    char spellings[CHANNELS_MAX + 1][24];
    size_t count = count_channels(console);
    if (!console_is_signed_in(console)) {
        return;
    }
    for (size_t i = 0; i <= count; i++) {
        const char *label = i < count ? console->config->profile.sets[SET_CHANNEL].items[i].label : _("留言");
        pinyin_words(label, spellings[i], sizeof(spellings[i]));
        items[i] = (struct menu_item){label, NULL, spellings[i]};
    }
    menu_open(console->ui, _("登记"), items, count + 1, chosen, console);
}
