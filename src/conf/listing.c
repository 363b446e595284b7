#include "zuoxi/conf/listing.h"

#include <confuse.h>
#include <stdlib.h>
#include <string.h>

#include "zuoxi/base/clock.h"
#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/conf/loader.h"

struct reading {
    struct setting_list *list;
    struct conf_file file;
    const struct settings *running, *fresh, *defaults; /* fresh: as the file says now */
};

/* A list's items; of a program and its arguments the program alone. */
static void list_text(cfg_t *section, const struct option *option, struct str *out)
{
    unsigned count = cfg_size(section, option->name);
    bool is_program = strstr(option->name, "command") != NULL;
    for (unsigned i = 0; i < count && (i == 0 || !is_program); i++) {
        str_printf(out, "%s%s", i > 0 ? _("、") : "", cfg_getnstr(section, option->name, i));
    }
    if (is_program && count > 1) {
        str_printf(out, _(" …（另有 %u 个参数）"), count - 1);
    }
}

static void value_text(cfg_t *section, const struct option *option, struct str *out)
{
    const char *text;
    switch (option->type) {
    case OPTION_NUMBER:
        str_printf(out, "%ld%s", cfg_getint(section, option->name), option->unit != NULL ? " " : "");
        str_add(out, option->unit != NULL ? _(option->unit) : "");
        break;
    case OPTION_FLAG:
        str_add(out, cfg_getbool(section, option->name) == cfg_true ? _("是") : _("否"));
        break;
    case OPTION_TEXTS:
        list_text(section, option, out);
        break;
    case OPTION_SECTION:
        break;
    default:
        text = cfg_getstr(section, option->name);
        str_add(out, text != NULL ? text : "");
        break;
    }
}

static struct setting *add(struct reading *reading, cfg_t *section, const struct option *option,
                           const char *before)
{
    struct setting_list *list = reading->list;
    struct str value = {0};
    int begin = section == reading->file.cfg ? 0 : conf_line(section);
    int line = guard_line(&reading->file.guard, begin, option->name);
    mem_reserve((void **)&list->items, &list->capacity, list->count + 1, sizeof(*list->items));
    struct setting *setting = &list->items[list->count++];
    *setting = (struct setting){.option = option, .line = line == begin ? 0 : line};
    text_format(setting->name, sizeof(setting->name), "%s%s", before, option->name);
    value_text(section, option, &value);
    text_copy(setting->value, sizeof(setting->value), str_text(&value));
    str_free(&value);
    return setting;
}

/* unit "城东站" { phone = … }: each option of each section that is given. */
static void add_sections(struct reading *reading, const struct option *section)
{
    for (unsigned i = 0; i < cfg_size(reading->file.cfg, section->name); i++) {
        cfg_t *inner = cfg_getnsec(reading->file.cfg, section->name, i);
        char title[48], before[80];
        conf_title(inner, title, sizeof(title));
        text_format(before, sizeof(before), "%s %s ", section->name, title);
        for (const struct option *option = section->inner; option->name != NULL; option++) {
            if (option->type != OPTION_SECTION &&
                guard_line(&reading->file.guard, conf_line(inner), option->name) != conf_line(inner)) {
                add(reading, inner, option, before);
            }
        }
    }
}

/* Only what the table alone fills can be compared byte by byte. */
static bool differs(const struct option *option, const struct settings *left, const struct settings *right)
{
    return !(option->flags & OPTION_BY_CODE) && option->type != OPTION_TEXTS && option->size > 0 &&
           memcmp((const char *)left + option->offset, (const char *)right + option->offset, option->size) !=
               0;
}

/* The other files that the configuration is made of. */
static void add_files(struct setting_list *list, const struct config *config)
{
    static const struct option files[] = {
        {.name = "profiles", .text = N_("行业方案：工单类型、类别、时限、流程")},
        {.name = "calendar", .text = N_("节假日和调休")},
        {.name = "phrases", .text = N_("话术和知识")},
    };
    for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++) {
        char path[PATH_SIZE], name[80];
        text_format(name, sizeof(name), "%s%s%s%s", files[i].name, i == 0 ? "/" : "",
                    i == 0 ? config->profile.name : "", i == 0 ? ".conf" : "");
        config_find(config, name, path);
        mem_reserve((void **)&list->items, &list->capacity, list->count + 1, sizeof(*list->items));
        struct setting *setting = &list->items[list->count++];
        *setting = (struct setting){.option = &files[i], .line = SETTING_FILE};
        text_copy(setting->name, sizeof(setting->name), name);
        text_copy(setting->value, sizeof(setting->value), path);
    }
}

static void add_all(struct reading *reading)
{
    for (const struct option *option = settings_options; option->name != NULL; option++) {
        if (option->type == OPTION_SECTION) {
            add_sections(reading, option);
            continue;
        }
        struct setting *setting = add(reading, reading->file.cfg, option, "");
        setting->is_pending = differs(option, reading->running, reading->fresh);
        setting->is_own = differs(option, reading->fresh, reading->defaults);
        reading->list->pending += setting->is_pending;
    }
}

void setting_list_read(const struct config *config, struct setting_list *list, struct findings *findings)
{
    struct settings fresh = {0}, defaults = {0};
    struct findings again = {0}; /* the same ones once more */
    struct reading reading = {
        .list = list, .running = &config->settings, .fresh = &fresh, .defaults = &defaults};
    const char *path = config->file[0] != '\0' ? config->file : NULL;
    struct str built_in = {0};
    settings_default_text(&built_in);
    settings_load(&defaults, NULL, &again);
    settings_load(&fresh, path, &again);
    clock_set_zone(config->settings.timezone); /* the loader has set the file's */
    list->is_readable = path != NULL ? conf_file_open(&reading.file, path, settings_options, findings)
                                     : conf_file_parse(&reading.file, "", str_text(&built_in),
                                                       built_in.length, settings_options, findings);
    add_files(list, config);
    if (list->is_readable) {
        add_all(&reading);
    }
    conf_file_close(&reading.file);
    findings_clear(&again);
    settings_clear(&fresh);
    settings_clear(&defaults);
    str_free(&built_in);
}

void setting_list_check(const struct config *config, int64_t now, struct findings *findings)
{
    config_check(config->file[0] != '\0' ? config->file : NULL, config->profile.name, now, findings);
    clock_set_zone(config->settings.timezone); /* the check has set the file's, and a word that is gone */
    text_set_word(N_("换热站"), config->profile.station);
}

void setting_list_clear(struct setting_list *list)
{
    free(list->items);
    *list = (struct setting_list){0};
}
