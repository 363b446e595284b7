#include "zuoxi/conf/file.h"

#include <confuse.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/conf/token.h"
#include "zuoxi/domain/duration.h"

static size_t table_length(const struct option *options)
{
    size_t count = 0;
    while (options[count].name != NULL) {
        count++;
    }
    return count;
}

/* libconfuse's table for ours; it copies what cfg_init() is given, so ours is freed at once (free_table). */
static cfg_opt_t *make_table(const struct option *options)
{
    size_t count = table_length(options);
    cfg_opt_t *table = mem_new(count + 2, sizeof(*table));

    for (size_t i = 0; i < count; i++) {
        const struct option *option = &options[i];
        const char *name = option->name;
        if (option->type == OPTION_SECTION) {
            table[i] = (cfg_opt_t)CFG_SEC(name, make_table(option->inner), CFGF_MULTI | CFGF_TITLE);
        } else if (option->type == OPTION_TEXTS) {
            table[i] = (cfg_opt_t)CFG_STR_LIST(name, NULL, CFGF_NONE);
        } else if (option->type == OPTION_NUMBER) {
            table[i] = (cfg_opt_t)CFG_INT(name, 0, CFGF_NONE);
        } else if (option->type == OPTION_FLAG) {
            table[i] = (cfg_opt_t)CFG_BOOL(name, cfg_false, CFGF_NONE);
        } else {
            table[i] = (cfg_opt_t)CFG_STR(name, "", CFGF_NONE);
        }
    }
    table[count] = (cfg_opt_t)CFG_INT(GUARD_LINE, 0, CFGF_NONE);
    table[count + 1] = (cfg_opt_t)CFG_END();
    return table;
}

static void free_table(cfg_opt_t *table)
{
    if (table == NULL) {
        return;
    }
    for (size_t i = 0; table[i].name != NULL; i++) {
        free_table(table[i].subopts);
    }
    free(table);
}

/* The guard let nothing through that libconfuse refuses; should it refuse all the same, nothing goes to
 * stderr. */
static void be_silent(cfg_t *cfg, const char *format, va_list arguments)
{
    (void)cfg;
    (void)format;
    (void)arguments;
}

static bool parse_clean(struct conf_file *file, const struct option *options)
{
    cfg_opt_t *table = make_table(options);

    file->cfg = cfg_init(table, CFGF_NONE);
    free_table(table);
    if (file->cfg == NULL) {
        return false;
    }
    cfg_set_error_function(file->cfg, be_silent);
    if (cfg_parse_buf(file->cfg, str_text(&file->guard.clean)) == CFG_SUCCESS) {
        return true;
    }
    findings_add(file->findings, false, file->path, 0, "", _("libconfuse 不能解析这个文件，请报告这个问题"));
    cfg_free(file->cfg);
    file->cfg = NULL;
    return false;
}

bool conf_file_parse(struct conf_file *file, const char *path, const char *bytes, size_t length,
                     const struct option *options, struct findings *findings)
{
    *file = (struct conf_file){.findings = findings};
    text_copy(file->path, sizeof(file->path), path);
    guard_scan(&file->guard, file->path, bytes, length, options, findings);
    return file->guard.is_whole && parse_clean(file, options);
}

bool conf_file_open(struct conf_file *file, const char *path, const struct option *options,
                    struct findings *findings)
{
    struct str bytes = {0};

    *file = (struct conf_file){.findings = findings};
    bool is_open = guard_read(path, &bytes, findings) &&
                   conf_file_parse(file, path, str_text(&bytes), bytes.length, options, findings);
    str_free(&bytes);
    return is_open;
}

void conf_file_close(struct conf_file *file)
{
    guard_clear(&file->guard);
    if (file->cfg != NULL) {
        cfg_free(file->cfg);
    }
    file->cfg = NULL;
}

void conf_glance(const char *path, const char *name, char *out, size_t size)
{
    struct findings unsaid = {0}; /* said when the file is read whole */
    struct str bytes = {0};
    bool is_named = false;

    out[0] = '\0';
    if (guard_read(path, &bytes, &unsaid)) {
        const char *start = str_text(&bytes);
        struct tokens tokens = {
            .file = path, .findings = &unsaid, .at = start, .line_start = start, .end = start + bytes.length};
        do {
            token_next(&tokens);
            if (is_named && tokens.kind == TOKEN_STRING) {
                text_copy(out, size, str_text(&tokens.text));
            }
            is_named = tokens.kind == TOKEN_WORD ? strcmp(str_text(&tokens.text), name) == 0
                                                 : is_named && tokens.kind == TOKEN_EQUAL;
        } while (tokens.kind != TOKEN_END && tokens.kind != TOKEN_OPEN && out[0] == '\0');
        str_free(&tokens.text);
    }
    str_free(&bytes);
    findings_clear(&unsaid);
}

void conf_title(cfg_t *section, char *out, size_t size)
{
    const char *title = cfg_title(section);

    text_copy(out, size, title == NULL ? "" : title);
    char *mark = strchr(out, GUARD_REPEAT);
    if (mark != NULL) {
        *mark = '\0';
    }
}

int conf_line(cfg_t *section)
{
    return (int)cfg_getint(section, GUARD_LINE);
}

static void fill_option(cfg_t *section, const struct option *option, void *target)
{
    void *member = (char *)target + option->offset;

    switch (option->type) {
    case OPTION_TEXT:
    case OPTION_CODE:
        text_copy(member, option->size, cfg_getstr(section, option->name));
        break;
    case OPTION_NUMBER:
        *(int *)member = (int)cfg_getint(section, option->name);
        break;
    case OPTION_FLAG:
        *(bool *)member = cfg_getbool(section, option->name) == cfg_true;
        break;
    case OPTION_CLOCK:
        *(int *)member = clock_minutes(cfg_getstr(section, option->name));
        break;
    case OPTION_DAY:
        *(int *)member = day_of_year(cfg_getstr(section, option->name));
        break;
    case OPTION_DATE:
        *(int *)member = date_written(cfg_getstr(section, option->name));
        break;
    case OPTION_DURATION:
        duration_parse(cfg_getstr(section, option->name), member, NULL);
        break;
    default: /* lists and sections are the loader's */
        break;
    }
}

void conf_fill(cfg_t *section, const struct option *options, const struct option *title_option, void *target)
{
    if (title_option != NULL) {
        conf_title(section, (char *)target + title_option->offset, title_option->size);
    }
    for (; options->name != NULL; options++) {
        if (!(options->flags & OPTION_BY_CODE)) {
            fill_option(section, options, target);
        }
    }
}

void conf_finding(struct conf_file *file, bool is_warning, cfg_t *section, const char *option,
                  const char *format, ...)
{
    char text[512];
    va_list arguments;
    int line = section == NULL ? 0 : conf_line(section);

    va_start(arguments, format);
    vsnprintf(text, sizeof(text), format, arguments);
    va_end(arguments);
    if (*option != '\0') {
        line = guard_line(&file->guard, line, option);
    }
    findings_add(file->findings, is_warning, file->path, line, option, "%s", text);
}

size_t conf_list(struct conf_file *file, cfg_t *section, const char *name, char *to, size_t size, size_t most)
{
    unsigned count = cfg_size(section, name);

    if (count > most) {
        conf_finding(file, false, section, name, _("最多 %zu 项"), most);
    }
    if (count > most) {
        count = (unsigned)most;
    }
    for (unsigned i = 0; i < count; i++) {
        if (!text_copy(to + i * size, size, cfg_getnstr(section, name, i))) {
            conf_finding(file, false, section, name, _("“%.60s”太长"), cfg_getnstr(section, name, i));
        }
    }
    return count;
}
