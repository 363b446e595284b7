#include <confuse.h>
#include <string.h>

#include "zuoxi/base/clock.h"
#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/conf/loader.h"

void settings_default_text(struct str *out)
{
    for (const struct option *option = settings_options; option->name != NULL; option++) {
        if (option->type == OPTION_SECTION) {
            str_add(out, option->fallback == NULL ? "" : option->fallback);
        } else {
            str_printf(out, "%s = %s\n", option->name, option->fallback);
        }
    }
}

static bool passed(const struct conf_file *file, const char *name)
{
    return guard_passed(&file->guard, 0, name);
}

/* "08:30-12:00" */
static bool parse_window(const char *text, struct work_window *window)
{
    char start[6], end[6];

    if (strlen(text) != 11 || text[5] != '-') {
        return false;
    }
    text_copy(start, sizeof(start), text);
    text_copy(end, sizeof(end), text + 6);
    window->start = clock_minutes(start);
    window->end = clock_minutes(end);
    return window->start >= 0 && window->end > window->start;
}

/* Of the file or of a season. False when they are not all good: then nothing more can be said about them. */
static bool load_windows(struct work_hours *hours, struct conf_file *file, cfg_t *section)
{
    unsigned count = cfg_size(section, "working_hours");
    size_t errors = file->findings->errors;
    int last = -1;

    if (count == 0 || count > WORK_WINDOWS_MAX) {
        conf_finding(file, false, section, "working_hours", _("应有 1 至 %d 个时段"), WORK_WINDOWS_MAX);
    }
    for (unsigned i = 0; i < count && i < WORK_WINDOWS_MAX; i++) {
        const char *text = cfg_getnstr(section, "working_hours", i);
        struct work_window window = {0};
        if (!parse_window(text, &window)) {
            conf_finding(file, false, section, "working_hours",
                         _("“%.40s”应写成 \"08:30-12:00\"，结束晚于开始"), text);
        } else if (window.start < last) {
            conf_finding(file, false, section, "working_hours", _("时段 %.11s 与前一段重叠或次序颠倒"), text);
        } else {
            hours->windows[hours->window_count++] = window;
        }
        last = window.end > last ? window.end : last;
    }
    return file->findings->errors == errors;
}

static void check_close(const struct work_hours *hours, struct conf_file *file, cfg_t *section)
{
    if (hours->windows[hours->window_count - 1].end != hours->close) {
        conf_finding(file, false, section, "working_hours", _("最后一段的结束应等于 close 的 %02d:%02d"),
                     hours->close / 60, hours->close % 60);
    }
}

/* Two seasons share a day when one holds the other's first. */
static void check_overlap(const struct work_rules *rules, struct conf_file *file, cfg_t *section,
                          const struct work_season *season)
{
    for (const struct work_season *other = rules->seasons; other < season; other++) {
        if (work_season_holds(other, season->from) || work_season_holds(season, other->from)) {
            conf_finding(file, false, section, "from", _("与“%s”的 %02d-%02d 至 %02d-%02d 重叠"), other->name,
                         other->from / 100, other->from % 100, other->to / 100, other->to % 100);
        }
    }
}

static void load_seasons(struct settings *settings, struct conf_file *file)
{
    const struct option *option = option_find(settings_options, "season", strlen("season"));
    struct work_rules *rules = &settings->rules;
    unsigned count = cfg_size(file->cfg, "season");

    if (count > WORK_SEASONS_MAX) {
        conf_finding(file, false, cfg_getnsec(file->cfg, "season", WORK_SEASONS_MAX), "season",
                     _("最多 %d 段"), WORK_SEASONS_MAX);
    }
    for (unsigned i = 0; i < count && i < WORK_SEASONS_MAX; i++) {
        cfg_t *section = cfg_getnsec(file->cfg, "season", i);
        struct work_season *season = &rules->seasons[rules->season_count];
        size_t errors = file->findings->errors;
        *season = (struct work_season){0};
        conf_fill(section, option->inner, option, season);
        if (load_windows(&season->hours, file, section) && season->hours.close >= 0) {
            check_close(&season->hours, file, section);
        }
        if (season->from != 0 && season->to != 0) {
            check_overlap(rules, file, section, season);
        }
        rules->season_count += file->findings->errors == errors;
    }
}

static void load_units(struct settings *settings, struct conf_file *file)
{
    const struct option *option = option_find(settings_options, "unit", 4);

    for (unsigned i = 0; i < cfg_size(file->cfg, "unit"); i++) {
        mem_reserve((void **)&settings->units, &settings->unit_capacity, settings->unit_count + 1,
                    sizeof(*settings->units));
        conf_fill(cfg_getnsec(file->cfg, "unit", i), option->inner, option,
                  &settings->units[settings->unit_count++]);
    }
}

static void load_followups(struct settings *settings, struct conf_file *file)
{
    const struct option *option = option_find(settings_options, "followup", strlen("followup"));

    for (unsigned i = 0; i < cfg_size(file->cfg, "followup"); i++) {
        mem_reserve((void **)&settings->followups, &settings->followup_capacity, settings->followup_count + 1,
                    sizeof(*settings->followups));
        conf_fill(cfg_getnsec(file->cfg, "followup", i), option->inner, option,
                  &settings->followups[settings->followup_count++]);
    }
}

static void check_absolute(struct conf_file *file, const char *option, const char *path)
{
    if (path[0] != '\0' && path[0] != '/') {
        conf_finding(file, false, file->cfg, option, _("“%.60s”应为绝对路径，以 / 开头"), path);
    }
}

static void load_reveal(struct settings *settings, struct conf_file *file)
{
    settings->reveal_reason_count = conf_list(file, file->cfg, "reveal_reasons", settings->reveal_reasons[0],
                                              sizeof(settings->reveal_reasons[0]), REVEAL_REASONS_MAX);
    if (settings->reveal_reason_count == 0) {
        conf_finding(file, false, file->cfg, "reveal_reasons", _("至少写一个原因，否则没有人能显示号码"));
    }
}

/* A program that prints, run as it stands here. */
static void load_print(struct settings *settings, struct conf_file *file)
{
    settings->print_word_count = conf_list(file, file->cfg, "print_command", settings->print_command[0],
                                           sizeof(settings->print_command[0]), PRINT_WORDS_MAX);
    if (settings->print_word_count > 0 && settings->print_command[0][0] != '/') {
        conf_finding(file, false, file->cfg, "print_command", _("“%.60s”应为绝对路径，以 / 开头"),
                     settings->print_command[0]);
    }
    check_absolute(file, "print_directory", settings->print_directory);
    check_absolute(file, "audit_mark", settings->audit_mark);
}

/* From the root, because a timer's working directory is not a person's. */
static void load_backup(const struct settings *settings, struct conf_file *file)
{
    if (settings->backup_directory[0] != '\0' && settings->backup_directory[0] != '/') {
        conf_finding(file, false, file->cfg, "backup_directory", _("“%.60s”应为绝对路径，以 / 开头"),
                     settings->backup_directory);
    }
}

static void load_hook(struct hook *hook, struct conf_file *file, cfg_t *section)
{
    const struct {
        const char *name;
        int *line;
    } lines[] = {{"events", &hook->events_line},
                 {"command", &hook->command_line},
                 {"types", &hook->types_line},
                 {"units", &hook->units_line}};
    hook->line = conf_line(section);
    for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
        *lines[i].line = guard_line(&file->guard, hook->line, lines[i].name);
    }
    hook->event_count =
        conf_list(file, section, "events", hook->events[0], sizeof(hook->events[0]), HOOK_EVENTS_MAX);
    hook->word_count =
        conf_list(file, section, "command", hook->command[0], sizeof(hook->command[0]), HOOK_WORDS_MAX);
    hook->type_count =
        conf_list(file, section, "types", hook->types[0], sizeof(hook->types[0]), HOOK_CODES_MAX);
    hook->unit_count =
        conf_list(file, section, "units", hook->units[0], sizeof(hook->units[0]), HOOK_CODES_MAX);
    if (!file->guard.is_sound) { /* what is missing or refused is said already */
        return;
    }
    if (hook->event_count == 0) {
        conf_finding(file, false, section, "events", _("列表是空的，至少写一个事件"));
    }
    if (hook->word_count == 0) {
        conf_finding(file, false, section, "command", _("列表是空的，应写程序的路径和参数"));
    } else if (hook->command[0][0] != '/') {
        conf_finding(file, false, section, "command", _("“%.60s”应为绝对路径，以 / 开头"), hook->command[0]);
    }
}

static void load_hooks(struct settings *settings, struct conf_file *file)
{
    const struct option *option = option_find(settings_options, "hook", 4);

    for (unsigned i = 0; i < cfg_size(file->cfg, "hook"); i++) {
        cfg_t *section = cfg_getnsec(file->cfg, "hook", i);
        mem_reserve((void **)&settings->hooks, &settings->hook_capacity, settings->hook_count + 1,
                    sizeof(*settings->hooks));
        struct hook *hook = &settings->hooks[settings->hook_count++];
        conf_fill(section, option->inner, option, hook);
        load_hook(hook, file, section);
    }
}

/* The exceptions of a shift, and what no single option of it can say. */
static void load_shift(struct shift *shift, struct conf_file *file, cfg_t *section)
{
    unsigned count = cfg_size(section, "except");
    for (unsigned i = 0; i < count; i++) {
        const char *text = cfg_getnstr(section, "except", i);
        if (shift->exception_count == SHIFT_EXCEPTIONS_MAX) {
            conf_finding(file, false, section, "except", _("最多 %d 条"), SHIFT_EXCEPTIONS_MAX);
            break;
        }
        if (shift_exception_parse(text, &shift->exceptions[shift->exception_count])) {
            shift->exception_count++;
        } else {
            conf_finding(file, false, section, "except",
                         _("“%.60s”应写成 \"周六-周日 1\"、\"2026-10-01 3\" 或 \"2026-10-01..2026-10-07 0\""),
                         text);
        }
    }
    bool is_clock = shift->length.unit == DURATION_MINUTES || shift->length.unit == DURATION_HOURS;
    if (guard_passed(&file->guard, conf_line(section), "length") &&
        (!is_clock || shift_minutes(shift) > 24 * 60)) {
        conf_finding(file, false, section, "length", _("应为钟点时长，如 8h、450m，最长 24h"));
    }
    if (strcmp(shift->name, SHIFT_LEAVE) == 0 || strncmp(shift->name, "休", strlen("休")) == 0 ||
        strncmp(shift->name, "假", strlen("假")) == 0) {
        conf_finding(file, false, section, "", _("班次不能叫“%s”：班表里 休、假 另有含义"), shift->name);
    }
}

/* A cell of the roster shows the first character only. */
static void check_marks(const struct settings *settings, struct conf_file *file, size_t index, cfg_t *section)
{
    char mark[8], other[8];
    shift_mark(settings->shifts[index].name, mark);
    for (size_t i = 0; i < index; i++) {
        shift_mark(settings->shifts[i].name, other);
        if (strcmp(mark, other) == 0) {
            conf_finding(file, false, section, "", _("首字与班次“%s”相同，班表里分不清，请改名"),
                         settings->shifts[i].name);
        }
    }
}

static void load_shifts(struct settings *settings, struct conf_file *file)
{
    const struct option *option = option_find(settings_options, "shift", 5);

    for (unsigned i = 0; i < cfg_size(file->cfg, "shift"); i++) {
        cfg_t *section = cfg_getnsec(file->cfg, "shift", i);
        mem_reserve((void **)&settings->shifts, &settings->shift_capacity, settings->shift_count + 1,
                    sizeof(*settings->shifts));
        struct shift *shift = &settings->shifts[settings->shift_count++];
        conf_fill(section, option->inner, option, shift);
        load_shift(shift, file, section);
        check_marks(settings, file, settings->shift_count - 1, section);
    }
}

static void load_duty_items(struct settings *settings, struct conf_file *file)
{
    const struct option *option = option_find(settings_options, "duty_item", 9);

    for (unsigned i = 0; i < cfg_size(file->cfg, "duty_item"); i++) {
        mem_reserve((void **)&settings->duty_items, &settings->duty_item_capacity,
                    settings->duty_item_count + 1, sizeof(*settings->duty_items));
        conf_fill(cfg_getnsec(file->cfg, "duty_item", i), option->inner, option,
                  &settings->duty_items[settings->duty_item_count++]);
    }
}

/* What no single option can say. A refused option has its default here, which must not be held against
 * another. */
static void check_settings(const struct settings *settings, struct conf_file *file, bool has_windows)
{
    cfg_t *cfg = file->cfg;

    if (settings->critical_percent >= settings->warning_percent && passed(file, "critical_percent") &&
        passed(file, "warning_percent")) {
        conf_finding(file, false, cfg, "critical_percent", _("%d 应小于 warning_percent 的 %d"),
                     settings->critical_percent, settings->warning_percent);
    }
    if (has_windows && passed(file, "close")) {
        check_close(&settings->rules.hours, file, cfg);
    }
    if (!clock_set_zone(settings->timezone)) {
        conf_finding(file, false, cfg, "timezone", _("系统没有时区“%s”，应为 Asia/Shanghai 这样的名称"),
                     settings->timezone);
    }
    bool has_unit = settings->fault_unit[0] == '\0';
    for (size_t i = 0; i < settings->unit_count; i++) {
        has_unit = has_unit || strcmp(settings->units[i].name, settings->fault_unit) == 0;
    }
    if (!has_unit) {
        conf_finding(file, false, cfg, "fault_unit", _("没有承办单位“%s”，应是一个 unit 的名称"),
                     settings->fault_unit);
    }
    if (settings->database[0] != '\0' && settings->database[0] != '/') {
        conf_finding(file, false, cfg, "database", _("应为绝对路径，以 / 开头"));
    }
}

bool settings_load(struct settings *settings, const char *path, struct findings *findings)
{
    struct conf_file file;
    struct str text = {0};
    size_t errors = findings->errors;

    bool is_open =
        path == NULL ? (settings_default_text(&text),
                        conf_file_parse(&file, "", str_text(&text), text.length, settings_options, findings))
                     : conf_file_open(&file, path, settings_options, findings);
    str_free(&text);
    if (is_open) {
        if (path != NULL && file.guard.mark_count == 0 && file.guard.is_sound) {
            conf_finding(&file, true, NULL, "", _("文件里没有任何设置，全部使用默认值"));
        }
        conf_fill(file.cfg, settings_options, NULL, settings);
        bool has_windows =
            load_windows(&settings->rules.hours, &file, file.cfg) && passed(&file, "working_hours");
        load_seasons(settings, &file);
        load_units(settings, &file);
        load_followups(settings, &file);
        load_print(settings, &file);
        load_backup(settings, &file);
        load_reveal(settings, &file);
        load_hooks(settings, &file);
        load_shifts(settings, &file);
        load_duty_items(settings, &file);
        check_settings(settings, &file, has_windows);
        settings->profile_line = guard_line(&file.guard, 0, "profile");
    }
    settings->rules.calendar = &settings->calendar;
    conf_file_close(&file);
    return findings->errors == errors;
}
