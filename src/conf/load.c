#include "zuoxi/conf/load.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "zuoxi/base/clock.h"
#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/conf/book_files.h"
#include "zuoxi/conf/loader.h"

#define PROFILES_MAX 30 /* looked through for a near name */

void config_clear(struct config *config)
{
    settings_clear(&config->settings);
    profile_clear(&config->profile);
    phrasebook_clear(&config->book);
    config->file[0] = '\0';
}

/* The zuoxi.conf to read; '' when there is none anywhere and the built-in defaults must do. */
static void find_main_file(const char *file, char out[PATH_SIZE])
{
    if (file != NULL) {
        text_copy(out, PATH_SIZE, file);
        return;
    }
    path_config(out, "zuoxi.conf");
    if (access(out, F_OK) == 0) {
        return;
    }
    text_copy(out, PATH_SIZE, "/etc/zuoxi/zuoxi.conf");
    if (access(out, F_OK) == 0) {
        return;
    }
    path_shipped(out, "zuoxi.conf");
    if (access(out, F_OK) != 0) {
        out[0] = '\0';
    }
}

/* A file or folder beside zuoxi.conf, else the shipped one. */
static void find_beside(const char *main_file, const char *name, char out[PATH_SIZE])
{
    const char *slash = strrchr(main_file, '/');

    if (main_file[0] != '\0') {
        text_format(out, PATH_SIZE, "%.*s%s", slash == NULL ? 0 : (int)(slash - main_file + 1), main_file,
                    name);
        if (access(out, F_OK) == 0) {
            return;
        }
    }
    path_shipped(out, name);
}

void config_find(const struct config *config, const char *name, char out[PATH_SIZE])
{
    find_beside(config->file, name, out);
}

static int is_conf(const struct dirent *entry)
{
    size_t length = strlen(entry->d_name);
    return length > 5 && entry->d_name[0] != '.' && strcmp(entry->d_name + length - 5, ".conf") == 0;
}

/* Every *.conf of the calendar folder, by name. */
static void load_calendars(struct config *config, struct findings *findings)
{
    char folder[PATH_SIZE], path[PATH_SIZE];
    struct dirent **entries = NULL;

    find_beside(config->file, "calendar", folder);
    int count = scandir(folder, &entries, is_conf, alphasort);
    for (int i = 0; i < count; i++) {
        if (text_format(path, sizeof(path), "%s/%s", folder, entries[i]->d_name)) {
            calendar_load(&config->settings.calendar, path, findings);
        }
        free(entries[i]);
    }
    free(entries);
}

/* Where a profile of this name lies; false when it can be none. */
static bool find_profile(const struct config *config, const char *name, char path[PATH_SIZE])
{
    char file[64];

    if (strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789_-") != strlen(name) ||
        !text_format(file, sizeof(file), "profiles/%s.conf", name)) {
        return false;
    }
    find_beside(config->file, file, path);
    return true;
}

/* A phrase for a trade that nobody has a profile of is never offered. */
static void check_profiles(const struct config *config, const struct phrasebook *book,
                           struct findings *findings)
{
    for (size_t i = 0; i < book->count; i++) {
        const struct phrase *phrase = &book->phrases[i];
        for (const char *at = phrase->when.profiles; at != NULL && at[1] != '\0';) {
            char name[64], path[PATH_SIZE];
            size_t length = strcspn(at + 1, " ");
            text_format(name, sizeof(name), "%.*s", (int)length, at + 1);
            if (!find_profile(config, name, path) || access(path, F_OK) != 0) {
                findings_add(findings, false, phrase->file, phrase->line, phrase->id,
                             _("没有行业方案“%s”，这个条件永远不成立"), name);
            }
            at += 1 + length;
        }
    }
}

bool config_read_book(const struct config *config, struct phrasebook *book, struct findings *findings)
{
    struct book_files files = {0};
    size_t errors = findings->errors;

    book_files_find(&files, config);
    if (files.count == 0) {
        findings_add(findings, false, files.folders[1], FINDING_NO_LINE, "",
                     _("没有话术文件，至少要有 common.conf"));
    }
    for (size_t i = 0; i < files.count; i++) {
        phrasebook_load(book, files.paths[i], findings);
    }
    phrasebook_arrange(book);
    phrasebook_check(book, &config->profile, findings);
    check_profiles(config, book, findings);
    book_files_clear(&files);
    return findings->errors == errors;
}

static const char *wanted_profile(const struct config *config, const char *named)
{
    return named != NULL && named[0] != '\0' ? named : config->settings.profile;
}

/* "，是不是 heating？" when a profile of nearly that name lies where this one was looked for. */
static void nearest_profile(const char *path, const char *wanted, char *out, size_t size)
{
    struct option names[PROFILES_MAX + 1] = {0};
    struct dirent **entries = NULL;
    char folder[PATH_SIZE];
    int used = 0;

    text_format(folder, sizeof(folder), "%.*s", (int)(strrchr(path, '/') - path), path);
    int count = scandir(folder, &entries, is_conf, alphasort);
    for (int i = 0; i < count && used < PROFILES_MAX; i++) {
        entries[i]->d_name[strlen(entries[i]->d_name) - 5] = '\0';
        names[used++].name = entries[i]->d_name;
    }
    option_hint(names, wanted, out, size);
    for (int i = 0; i < count; i++) {
        free(entries[i]);
    }
    free(entries);
}

static void load_profile(struct config *config, const char *named, struct findings *findings)
{
    char path[PATH_SIZE];
    const struct settings *settings = &config->settings;
    const char *wanted = wanted_profile(config, named);
    /* Named on the command line or by the database: no fault of the file's. */
    const char *said_in = wanted == named ? "" : config->file;
    int said_at = wanted == named ? 0 : settings->profile_line;

    if (wanted[0] == '\0') { /* zuoxi.conf could not be read: that is said already */
        return;
    }
    if (!find_profile(config, wanted, path)) {
        findings_add(findings, false, said_in, said_at, "profile",
                     _("行业方案的名称“%.40s”不行，应为小写字母、数字、_ 和 -"), wanted);
        return;
    }
    if (access(path, F_OK) != 0) {
        char hint[80];
        nearest_profile(path, wanted, hint, sizeof(hint));
        findings_add(findings, false, said_in, said_at, "profile", _("没有行业方案“%s”%s（找不到 %s）"),
                     wanted, hint, path);
    } else {
        profile_load(&config->profile, path, wanted, findings);
        text_set_word(N_("换热站"), config->profile.station);
    }
    config->profile.warning_percent = settings->warning_percent;
    config->profile.critical_percent = settings->critical_percent;
}

/* Units are choices of the case form like any other list. */
static void add_units(struct config *config)
{
    struct choices *choices = &config->profile.sets[SET_UNIT];

    for (size_t i = 0; i < config->settings.unit_count; i++) {
        mem_reserve((void **)&choices->items, &choices->capacity, choices->count + 1,
                    sizeof(*choices->items));
        struct choice *choice = &choices->items[choices->count++];
        text_copy(choice->code, sizeof(choice->code), config->settings.units[i].name);
        text_copy(choice->label, sizeof(choice->label), config->settings.units[i].name);
    }
}

static enum status first_error(const struct findings *findings, struct err *err)
{
    for (size_t i = 0; i < findings->count; i++) {
        const struct finding *finding = &findings->items[i];
        char place[sizeof(finding->file) + 16];
        if (finding->is_warning) {
            continue;
        }
        err_set(err, STATUS_FAILED, "%s%s%s", finding->option, finding->option[0] == '\0' ? "" : ": ",
                finding->text);
        finding_place(finding, place, sizeof(place));
        err_where(err, "%s", place);
        return err_advise(err, _("请修改配置，用 zuoxi check 查看全部问题"));
    }
    return STATUS_OK;
}

enum status config_begin(struct config *config, const char *file, struct findings *findings, struct err *err)
{
    *config = (struct config){0};
    find_main_file(file, config->file);
    settings_load(&config->settings, config->file[0] == '\0' ? NULL : config->file, findings);
    return first_error(findings, err);
}

void config_name_profile(struct config *config, const char *profile)
{
    char path[PATH_SIZE];

    if (find_profile(config, wanted_profile(config, profile), path)) {
        conf_glance(path, "label", config->profile.label, sizeof(config->profile.label));
    }
}

enum status config_finish(struct config *config, const char *profile, struct findings *findings,
                          struct err *err)
{
    load_profile(config, profile, findings);
    load_calendars(config, findings);
    config_read_book(config, &config->book, findings);
    add_units(config);
    hooks_check(&config->settings, &config->profile, config->file, findings);
    profile_fit(&config->profile);
    mem_settle(); /* libconfuse took several times what stays */
    return first_error(findings, err);
}

enum status config_load(struct config *config, const char *file, const char *profile,
                        struct findings *findings, struct err *err)
{
    const char *zone = getenv("TZ");
    char *old_zone = zone == NULL ? NULL : mem_copy(zone);

    /* What is wrong in the first step does not keep the rest from being looked at. */
    config_begin(config, file, findings, err);
    enum status status = config_finish(config, profile, findings, err);
    /* A reload that fails must leave the zone as it was. */
    if (status != STATUS_OK && old_zone != NULL) {
        clock_set_zone(old_zone);
    }
    free(old_zone);
    return status;
}

void config_check_years(const struct config *config, int first, int last, struct findings *findings)
{
    char folder[PATH_SIZE], path[PATH_SIZE + 16];

    find_beside(config->file, "calendar", folder);
    for (int year = first; year <= last; year++) {
        if (!calendar_has_year(&config->settings.calendar, year)) {
            text_format(path, sizeof(path), "%s/%d.conf", folder, year);
            findings_add(findings, true, path, FINDING_NO_LINE, "year",
                         _("没有 %d 年的节假日安排，该年只按周末计算；公布后请新建这个文件"), year);
        }
    }
}

void config_check_start(const struct config *config, int64_t now, struct findings *findings)
{
    struct civil civil = clock_civil(now);
    config_check_years(config, civil.year, civil.month == 12 ? civil.year + 1 : civil.year, findings);
}

/* The name of the folder a file lies in and its own without ".conf". */
static void split_path(const char *path, char folder[64], char name[64])
{
    const char *slash = strrchr(path, '/');
    const char *base = slash == NULL ? path : slash + 1;
    const char *start = slash;

    folder[0] = '\0';
    while (start != NULL && start > path && start[-1] != '/') {
        start--;
    }
    if (slash != NULL) {
        text_format(folder, 64, "%.*s", (int)(slash - start), start);
    }
    text_format(name, 64, "%.*s", (int)strcspn(base, "."), base);
}

/* One file of the book with what it leans on: common.conf beside it, and the profile of its name. */
static void check_phrases(struct config *config, const char *file, const char *name, const char *today,
                          struct findings *findings)
{
    struct findings unsaid = {0}; /* of the profile: its own check says them */
    char common[PATH_SIZE], path[PATH_SIZE];
    const char *slash = strrchr(file, '/');

    text_format(common, sizeof(common), "%.*scommon.conf", (int)(slash - file + 1), file);
    if (strcmp(name, "common") != 0 && access(common, F_OK) == 0) {
        phrasebook_load(&config->book, common, findings);
    }
    phrasebook_load(&config->book, file, findings);
    text_format(config->file, sizeof(config->file), "%.*s../x", (int)(slash - file + 1), file);
    if (find_profile(config, name, path) && access(path, F_OK) == 0) {
        profile_load(&config->profile, path, name, &unsaid);
    }
    phrasebook_arrange(&config->book);
    phrasebook_check(&config->book, &config->profile, findings);
    phrasebook_check_expired(&config->book, today, findings);
    check_profiles(config, &config->book, findings);
    findings_clear(&unsaid);
}

void config_check(const char *file, const char *profile, int64_t now, struct findings *findings)
{
    char folder[64] = "", name[64] = "", today[20];
    struct config config = {0};
    struct err err;

    clock_format(now, today);
    today[10] = '\0';
    if (file != NULL) {
        split_path(file, folder, name);
    }
    if (strcmp(folder, "profiles") == 0) {
        profile_load(&config.profile, file, name, findings);
    } else if (strcmp(folder, "calendar") == 0) {
        calendar_load(&config.settings.calendar, file, findings);
    } else if (file != NULL && strcmp(folder, "phrases") == 0) {
        check_phrases(&config, file, name, today, findings);
    } else {
        config_load(&config, file, profile, findings, &err);
        phrasebook_check_expired(&config.book, today, findings);
        int year = clock_civil(now).year;
        config_check_years(&config, year, year + 1, findings);
    }
    config_clear(&config);
}
