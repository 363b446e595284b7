#include "zuoxi/domain/followup.h"

#include "zuoxi/base/text.h"
#include "zuoxi/domain/workday.h"

#define RECORD     struct followup
#define RECORD_DEF "zuoxi/domain/followup.def"
static const struct field fields[] = {
#include "zuoxi/domain/field_table.h"
};

const struct field_table followup_fields = {
    .record = "followup",
    .table = "followup",
    .label = N_("定期回访"),
    .fields = fields,
    .count = sizeof(fields) / sizeof(fields[0]),
    .size = sizeof(RECORD),
};

#define MONTHS_A_YEAR 12

int date_add_months(int date, int months)
{
    int total = date / 10000 * MONTHS_A_YEAR + date / 100 % 100 - 1 + months;
    int month = (total / MONTHS_A_YEAR * 100 + total % MONTHS_A_YEAR + 1) * 100;
    int day = date % 100;
    while (!date_is_valid(month + day) && day > 1) {
        day--;
    }
    return month + day;
}

int followup_due(const struct followup_rule *rule, int since, int done, int today)
{
    int months = rule->first_year;
    int due = date_add_months(since, months);
    for (;;) {
        months += months < MONTHS_A_YEAR ? rule->first_year : rule->later;
        int next = date_add_months(since, months);
        bool is_over = done != 0 ? due <= done : next <= today;
        if (!is_over) {
            return due;
        }
        due = next;
    }
}
