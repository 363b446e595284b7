#include <confuse.h>
#include <string.h>

#include "zuoxi/base/text.h"
#include "zuoxi/conf/loader.h"

/* What the file itself says, next to its days. */
struct calendar_file {
    int year;
};

static const struct option holiday_options[] = {
    {"off", OPTION_TEXTS, .flags = OPTION_BY_CODE, .text = N_("放假的日子，含其中的周末")},
    {"work", OPTION_TEXTS, .flags = OPTION_BY_CODE, .text = N_("调休上班的周末")},
    {0},
};

const struct option calendar_options[] = {
    {"year", OPTION_NUMBER, 2000, 2199, .flags = OPTION_REQUIRED, .text = N_("这个文件说的是哪一年"),
     .offset = offsetof(struct calendar_file, year)},
    {"holiday", OPTION_SECTION, 1, 7, .inner = holiday_options, .flags = OPTION_BY_CODE,
     .text = N_("一个节日的放假与调休")},
    {0},
};

static bool is_leap(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

/* "2026-10-01" → 20261001; 0 when it is no date of the calendar. */
static int parse_date(const char *text)
{
    static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int number[3] = {0, 0, 0}, part = 0;

    if (strlen(text) != 10) {
        return 0;
    }
    for (size_t i = 0; i < 10; i++) {
        if (i == 4 || i == 7) {
            if (text[i] != '-') {
                return 0;
            }
            part++;
        } else if (text[i] < '0' || text[i] > '9') {
            return 0;
        } else {
            number[part] = number[part] * 10 + text[i] - '0';
        }
    }
    int year = number[0], month = number[1], day = number[2];
    if (month < 1 || month > 12 || day < 1) {
        return 0;
    }
    if (day > lengths[month - 1] + (month == 2 && is_leap(year))) {
        return 0;
    }
    return year * 10000 + month * 100 + day;
}

static void add_day(struct calendar *calendar, struct conf_file *file, cfg_t *section, const char *option,
                    const char *text, int year)
{
    char name[24];
    bool is_work = strcmp(option, "work") == 0;
    int date = parse_date(text), weekday = date == 0 ? 0 : date_weekday(date);

    conf_title(section, name, sizeof(name));
    if (date == 0) {
        conf_finding(file, false, section, option, _("“%.40s”不是日期，应写成 \"%d-10-01\""), text, year);
    } else if (date / 10000 != year) {
        conf_finding(file, false, section, option, _("%s 不在 %d 年"), text, year);
    } else if (is_work && weekday != 0 && weekday != 6) {
        conf_finding(file, false, section, option, _("%s 不是周末，不会是调休上班"), text);
    } else if (!calendar_add(calendar, date, is_work, name)) {
        const struct calendar_day *known = calendar_find(calendar, date);
        if (known->is_work == is_work) {
            conf_finding(file, false, section, option, _("%s 重复（%s）"), text, known->name);
        } else {
            conf_finding(file, false, section, option, _("%s 又是放假又是上班（%s）"), text, known->name);
        }
    }
}

static void load_days(struct calendar *calendar, struct conf_file *file, int year)
{
    static const char *const lists[] = {"off", "work"};

    for (unsigned h = 0; h < cfg_size(file->cfg, "holiday"); h++) {
        cfg_t *section = cfg_getnsec(file->cfg, "holiday", h);
        for (size_t l = 0; l < 2; l++) {
            for (unsigned i = 0; i < cfg_size(section, lists[l]); i++) {
                add_day(calendar, file, section, lists[l], cfg_getnstr(section, lists[l], i), year);
            }
        }
    }
}

bool calendar_load(struct calendar *calendar, const char *path, struct findings *findings)
{
    struct conf_file file;
    struct calendar_file own = {0};
    size_t errors = findings->errors;

    if (conf_file_open(&file, path, calendar_options, findings)) {
        conf_fill(file.cfg, calendar_options, NULL, &own);
        if (own.year != 0 && calendar_has_year(calendar, own.year)) {
            conf_finding(&file, false, file.cfg, "year", _("%d 年已由另一个文件给出"), own.year);
        } else if (own.year != 0) {
            load_days(calendar, &file, own.year);
            calendar_add_year(calendar, own.year);
            if (file.guard.is_sound && cfg_size(file.cfg, "holiday") == 0) {
                conf_finding(&file, true, NULL, "holiday", _("这一年没有任何节假日"));
            }
        }
    }
    conf_file_close(&file);
    return findings->errors == errors;
}
