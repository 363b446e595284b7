#include "zuoxi/domain/duration.h"

#include <string.h>

#include "zuoxi/base/str.h"
#include "zuoxi/base/text.h"

static const struct {
    const char *suffix, *words;
} units[] = {
    [DURATION_MINUTES] = {"m", N_("%d分钟")},
    [DURATION_HOURS] = {"h", N_("%d小时")},
    [DURATION_DAYS] = {"d", N_("%d天")},
    [DURATION_WORKDAYS] = {"wd", N_("%d个工作日")},
    [DURATION_WORKHOURS] = {"wh", N_("%d工作小时")},
};
#define TODAY "today"

static enum status refuse(const char *text, struct err *err)
{
    err_set(err, STATUS_INVALID, _("“%.40s”不是时限"), text);
    return err_advise(
        err, _("请写1到9999的数字加单位：30m 分钟、2h 小时、1d 天、3wd 工作日、8wh 工作小时；或 today 当天"));
}

enum status duration_parse(const char *text, struct duration *duration, struct err *err)
{
    if (strcmp(text, TODAY) == 0) {
        *duration = (struct duration){1, DURATION_TODAY};
        return STATUS_OK;
    }
    size_t digits = strspn(text, "0123456789");
    if (digits < 1 || digits > 4 || text[0] == '0') {
        return refuse(text, err);
    }
    int amount = 0;
    for (size_t i = 0; i < digits; i++) {
        amount = amount * 10 + (text[i] - '0');
    }
    for (size_t unit = 0; unit < sizeof(units) / sizeof(units[0]); unit++) {
        if (strcmp(text + digits, units[unit].suffix) == 0) {
            *duration = (struct duration){amount, (enum duration_unit)unit};
            return STATUS_OK;
        }
    }
    return refuse(text, err);
}

void duration_format(struct duration duration, char out[12])
{
    if (duration.unit == DURATION_TODAY) {
        text_copy(out, 12, TODAY);
        return;
    }
    text_format(out, 12, "%d%s", duration.amount, units[duration.unit].suffix);
}

void duration_describe(struct duration duration, char out[40])
{
    if (duration.unit == DURATION_TODAY) {
        text_copy(out, 40, _("当天"));
        return;
    }
    text_format(out, 40, _(units[duration.unit].words), duration.amount);
}
