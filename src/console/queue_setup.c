/* How a person has set up the desk: filter, sort and groups, asked by menus and kept for the sitting. */

#include <stdlib.h>
#include <string.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/console/paint.h"
#include "zuoxi/console/queue_view.h"
#include "zuoxi/tui/popup.h"

#define CHOICES_MAX 200

static const char *const sort_labels[SORT_COUNT] = {[SORT_URGENCY] = N_("紧急程度"),
                                                    [SORT_NUMBER] = N_("编号"),
                                                    [SORT_PLACE] = N_("所属站、地址"),
                                                    [SORT_UNIT] = N_("经办单位")};
static const char *const group_labels[GROUP_COUNT] = {
    [GROUP_NONE] = N_("不分组"), [GROUP_UNIT] = N_("经办单位"), [GROUP_TYPE] = N_("类型"),
    [GROUP_LEG] = N_("环节"),    [GROUP_LEVEL] = N_("时限"),    [GROUP_STATION] = N_("换热站")};

struct queue_setup *queue_setup_of(struct console *console)
{
    const char *badge = console->desk.actor.badge;
    for (size_t i = 0; i < console->setup_count; i++) {
        if (strcmp(console->setups[i]->badge, badge) == 0) {
            return console->setups[i];
        }
    }
    mem_reserve((void **)&console->setups, &console->setup_capacity, console->setup_count + 1,
                sizeof(struct queue_setup *));
    struct queue_setup *setup = mem_new(1, sizeof(*setup));
    text_copy(setup->badge, sizeof(setup->badge), badge);
    console->setups[console->setup_count++] = setup;
    return setup;
}

/* The unit a badge belongs to, as the configuration says; NULL: none. */
static const char *own_unit(const struct console *console)
{
    const struct settings *settings = &console->config->settings;
    const char *badge = console->desk.actor.badge;
    size_t length = strlen(badge);
    for (size_t i = 0; i < settings->unit_count && length > 0; i++) {
        for (const char *at = settings->units[i].badges; (at = strstr(at, badge)) != NULL; at += length) {
            bool is_begun = at == settings->units[i].badges || at[-1] == ' ';
            if (is_begun && (at[length] == '\0' || at[length] == ' ')) {
                return settings->units[i].name;
            }
        }
    }
    return NULL;
}

static const char *level_label(enum level level)
{
    return level == LEVEL_OVERDUE ? _("超时") : level == LEVEL_CRITICAL ? _("紧急以上") : _("临期以上");
}

void queue_setup_words(const struct console *console, const struct queue_setup *setup, struct str *out)
{
    const struct queue_filter *filter = &setup->filter;
    const struct profile *profile = &console->config->profile;
    char label[80];
    if (!queue_filter_is_empty(filter)) {
        str_add(out, _("筛选"));
    }
    if (filter->owner[0] != '\0') {
        str_printf(out, " %s", _("我的"));
    }
    if (filter->has_unit) {
        str_printf(out, " %s", filter->unit[0] != '\0' ? filter->unit : _("未派单"));
    }
    if (filter->level != LEVEL_CALM) {
        str_printf(out, " %s", level_label(filter->level));
    }
    if (filter->type[0] != '\0') {
        str_printf(out, " %s", profile_label(profile, SET_TYPE, filter->type, label));
    }
    if (filter->leg[0] != '\0') {
        str_printf(out, " %s", profile_leg_label(profile, filter->leg));
    }
    if (!queue_filter_is_empty(filter)) {
        str_add(out, _("（c 清除）"));
    }
    if (setup->grouping != GROUP_NONE) {
        str_printf(out, _("%s分组 %s"), out->length > 0 ? "  " : "", _(group_labels[setup->grouping]));
    }
    if (setup->sort != SORT_URGENCY || setup->is_reversed) {
        str_printf(out, _("%s排序 %s%s"), out->length > 0 ? "  " : "", _(sort_labels[setup->sort]),
                   setup->is_reversed ? _(" 倒序") : "");
    }
}

const char *queue_group_label(const struct console *console, const struct queue_setup *setup, const char *key,
                              char out[80])
{
    static const char *const levels[] = {N_("超时"), N_("紧急"), N_("临期"), N_("未到期"),
                                         N_("挂起、无时限")};
    const struct profile *profile = &console->config->profile;
    if (key[0] == '@') {
        return _("承诺回电");
    }
    switch (setup->grouping) {
    case GROUP_UNIT:
        return key[0] != '\0' ? key : _("未派单");
    case GROUP_TYPE:
        return profile_label(profile, SET_TYPE, key, out);
    case GROUP_LEG:
        return key[0] != '\0' ? profile_leg_label(profile, key) : _("无时限");
    case GROUP_LEVEL:
        return _(levels[key[0] - '0']);
    default:
        return key[0] != '\0' ? key : _("没有写所属站");
    }
}

/* One of a list of codes: "any" first; the answer's index is that of the list, −1 for any. */
struct pick {
    const char *codes[CHOICES_MAX];
    struct menu_item items[CHOICES_MAX];
    size_t count;
};

static void add_pick(struct pick *pick, const char *code, const char *label, const char *current)
{
    if (pick->count < CHOICES_MAX) {
        pick->codes[pick->count] = code;
        pick->items[pick->count++] =
            (struct menu_item){label, current != NULL && strcmp(code, current) == 0 ? "✓" : NULL, NULL};
    }
}

static void list_units(const struct queue_view *self, struct pick *pick)
{
    const struct settings *settings = &self->console->config->settings;
    const char *current = self->setup->filter.has_unit ? self->setup->filter.unit : NULL;
    add_pick(pick, "", _("未派单"), current);
    for (size_t i = 0; i < settings->unit_count; i++) {
        add_pick(pick, settings->units[i].name, settings->units[i].name, current);
    }
}

static void list_types(const struct queue_view *self, struct pick *pick)
{
    const struct choices *types = &self->console->config->profile.sets[SET_TYPE];
    for (size_t i = 0; i < types->count; i++) {
        add_pick(pick, types->items[i].code, types->items[i].label, self->setup->filter.type);
    }
}

static void list_legs(const struct queue_view *self, struct pick *pick)
{
    const struct profile *profile = &self->console->config->profile;
    for (size_t i = 0; i < profile->leg_label_count; i++) {
        add_pick(pick, profile->leg_labels[i].id, profile->leg_labels[i].label, self->setup->filter.leg);
    }
}

/* Take the index-th code of a list that is made again for it; choosing what is set takes it away. */
static const char *picked(struct queue_view *self, void (*fill)(const struct queue_view *, struct pick *),
                          int index, bool *was_set)
{
    struct pick *pick = mem_new(1, sizeof(*pick));
    fill(self, pick);
    const char *code = index >= 0 && (size_t)index < pick->count ? pick->codes[index] : NULL;
    *was_set = code != NULL && pick->items[index].hint != NULL;
    free(pick);
    return code;
}

static void unit_answered(void *context, int index)
{
    struct queue_view *self = context;
    bool was_set;
    const char *code = picked(self, list_units, index, &was_set);
    if (code != NULL) {
        self->setup->filter.has_unit = !was_set;
        text_copy(self->setup->filter.unit, sizeof(self->setup->filter.unit), was_set ? "" : code);
        queue_follow_setup(self);
    }
}

static void type_answered(void *context, int index)
{
    struct queue_view *self = context;
    bool was_set;
    const char *code = picked(self, list_types, index, &was_set);
    if (code != NULL) {
        text_copy(self->setup->filter.type, sizeof(self->setup->filter.type), was_set ? "" : code);
        queue_follow_setup(self);
    }
}

static void leg_answered(void *context, int index)
{
    struct queue_view *self = context;
    bool was_set;
    const char *code = picked(self, list_legs, index, &was_set);
    if (code != NULL) {
        text_copy(self->setup->filter.leg, sizeof(self->setup->filter.leg), was_set ? "" : code);
        queue_follow_setup(self);
    }
}

static void ask_code(struct queue_view *self, const char *title,
                     void (*fill)(const struct queue_view *, struct pick *), menu_done done)
{
    struct pick *pick = mem_new(1, sizeof(*pick));
    fill(self, pick);
    menu_open(self->console->ui, title, pick->items, pick->count, done, self);
    free(pick);
}

enum filter_item {
    ITEM_MINE,
    ITEM_OWN_UNIT,
    ITEM_WARNING,
    ITEM_OVERDUE,
    ITEM_TYPE,
    ITEM_LEG,
    ITEM_UNIT,
    ITEM_NONE
};

static void toggle_level(struct queue_filter *filter, enum level level)
{
    filter->level = filter->level == level ? LEVEL_CALM : level;
}

static void toggle_own_unit(struct queue_view *self)
{
    struct queue_filter *filter = &self->setup->filter;
    const char *unit = own_unit(self->console);
    if (unit == NULL) {
        ui_status(self->console->ui, STYLE_WARNING,
                  _("配置里没有写您属于哪个单位（zuoxi.conf 的 unit 里 badges），请用“单位……”选。"));
        return;
    }
    bool is_set = filter->has_unit && strcmp(filter->unit, unit) == 0;
    filter->has_unit = !is_set;
    text_copy(filter->unit, sizeof(filter->unit), is_set ? "" : unit);
}

static void filter_answered(void *context, int index)
{
    struct queue_view *self = context;
    struct queue_filter *filter = &self->setup->filter;
    switch (index) {
    case ITEM_MINE:
        text_copy(filter->owner, sizeof(filter->owner),
                  filter->owner[0] != '\0' ? "" : self->console->desk.actor.badge);
        break;
    case ITEM_OWN_UNIT:
        toggle_own_unit(self);
        break;
    case ITEM_WARNING:
        toggle_level(filter, LEVEL_WARNING);
        break;
    case ITEM_OVERDUE:
        toggle_level(filter, LEVEL_OVERDUE);
        break;
    case ITEM_TYPE:
        ask_code(self, _("只看这一类型"), list_types, type_answered);
        return;
    case ITEM_LEG:
        ask_code(self, _("只看等这个环节的"), list_legs, leg_answered);
        return;
    case ITEM_UNIT:
        ask_code(self, _("只看这个单位的"), list_units, unit_answered);
        return;
    case ITEM_NONE:
        *filter = (struct queue_filter){0};
        break;
    default:
        return;
    }
    queue_follow_setup(self);
}

unsigned queue_run_filter(struct view *view)
{
    struct queue_view *self = (struct queue_view *)view;
    const struct queue_filter *filter = &self->setup->filter;
    const char *unit = own_unit(self->console);
    char own[80], type[80];
    text_format(own, sizeof(own), unit != NULL ? _("本单位：%s") : _("本单位"), unit);
    bool is_own = unit != NULL && filter->has_unit && strcmp(filter->unit, unit) == 0;
    profile_label(&self->console->config->profile, SET_TYPE, filter->type, type);
    const struct menu_item items[] = {
        [ITEM_MINE] = {_("我的：我首问的、交给我的"), filter->owner[0] != '\0' ? "✓" : NULL, NULL},
        [ITEM_OWN_UNIT] = {own, is_own ? "✓" : NULL, NULL},
        [ITEM_WARNING] = {_("临期以上"), filter->level == LEVEL_WARNING ? "✓" : NULL, NULL},
        [ITEM_OVERDUE] = {_("超时"), filter->level == LEVEL_OVERDUE ? "✓" : NULL, NULL},
        [ITEM_TYPE] = {_("类型……"), filter->type[0] != '\0' ? type : NULL, NULL},
        [ITEM_LEG] = {_("环节……"),
                      filter->leg[0] != '\0' ? profile_leg_label(&self->console->config->profile, filter->leg)
                                             : NULL,
                      NULL},
        [ITEM_UNIT] = {_("单位……"),
                       !filter->has_unit         ? NULL
                       : filter->unit[0] != '\0' ? filter->unit
                                                 : _("未派单"),
                       NULL},
        [ITEM_NONE] = {_("全部：清除筛选"), NULL, NULL}};
    menu_open(self->console->ui, _("筛选（可叠加，再选一次取消）"), items, sizeof(items) / sizeof(items[0]),
              filter_answered, self);
    return VIEW_HANDLED;
}

unsigned queue_run_clear(struct view *view)
{
    struct queue_view *self = (struct queue_view *)view;
    if (queue_filter_is_empty(&self->setup->filter)) {
        ui_status(view->ui, STYLE_NORMAL, _("没有筛选，列出的是全部待办。"));
        return VIEW_HANDLED;
    }
    self->setup->filter = (struct queue_filter){0};
    queue_follow_setup(self);
    return VIEW_HANDLED;
}

static void sort_answered(void *context, int index)
{
    struct queue_view *self = context;
    if (index < 0) {
        return;
    }
    if (index == SORT_COUNT) {
        self->setup->is_reversed = !self->setup->is_reversed;
    } else {
        self->setup->sort = (enum queue_sort)index;
        self->setup->is_reversed = false;
    }
    queue_follow_setup(self);
}

unsigned queue_run_sort(struct view *view)
{
    struct queue_view *self = (struct queue_view *)view;
    struct menu_item items[SORT_COUNT + 1];
    for (size_t i = 0; i < SORT_COUNT; i++) {
        items[i] = (struct menu_item){_(sort_labels[i]), self->setup->sort == i ? "✓" : NULL, NULL};
    }
    items[SORT_COUNT] = (struct menu_item){_("倒序"), self->setup->is_reversed ? "✓" : NULL, NULL};
    menu_open(view->ui, _("排序"), items, SORT_COUNT + 1, sort_answered, self);
    return VIEW_HANDLED;
}

static void group_answered(void *context, int index)
{
    struct queue_view *self = context;
    if (index >= 0) {
        self->setup->grouping = (enum queue_grouping)index;
        self->setup->folded_count = 0;
        queue_follow_setup(self);
    }
}

unsigned queue_run_group(struct view *view)
{
    struct queue_view *self = (struct queue_view *)view;
    struct menu_item items[GROUP_COUNT];
    for (size_t i = 0; i < GROUP_COUNT; i++) {
        items[i] = (struct menu_item){_(group_labels[i]), self->setup->grouping == i ? "✓" : NULL, NULL};
    }
    menu_open(view->ui, _("分组"), items, GROUP_COUNT, group_answered, self);
    return VIEW_HANDLED;
}

/* Fold or unfold what the cursor is in or on; the cursor goes to the heading. */
void queue_fold_here(struct queue_view *self, bool is_folded)
{
    const struct queue_model *model = &self->model;
    if (!model->is_ordered || self->setup->grouping == GROUP_NONE ||
        self->list.selected >= model->lines.count) {
        return;
    }
    char key[QUEUE_KEY_SIZE];
    text_copy(key, sizeof(key), model->lines.groups[model->lines.lines[self->list.selected].group].key);
    queue_setup_fold(self->setup, key, is_folded);
    queue_model_fold(&self->model, &self->console->desk);
    self->list.row_count = queue_model_lines(&self->model);
    self->list.selected = queue_model_find_group(&self->model, key);
    view_touch(&self->view);
}

unsigned queue_run_fold(struct view *view)
{
    struct queue_view *self = (struct queue_view *)view;
    struct queue_lines *lines = &self->model.lines;
    if (self->setup->grouping == GROUP_NONE || !self->model.is_ordered) {
        ui_status(view->ui, STYLE_NORMAL, _("没有分组，按 v 选一种分组。"));
        return VIEW_HANDLED;
    }
    size_t line = self->list.selected < lines->count ? self->list.selected : 0;
    char key[QUEUE_KEY_SIZE] = "";
    if (lines->count > 0) {
        text_copy(key, sizeof(key), lines->groups[lines->lines[line].group].key);
    }
    bool is_folding = self->setup->folded_count == 0;
    self->setup->folded_count = 0;
    for (size_t i = 0; is_folding && i < lines->group_count; i++) {
        queue_setup_fold(self->setup, lines->groups[i].key, true);
    }
    queue_model_fold(&self->model, &self->console->desk);
    self->list.row_count = queue_model_lines(&self->model);
    self->list.selected = queue_model_find_group(&self->model, key);
    view_touch(view);
    return VIEW_HANDLED;
}
