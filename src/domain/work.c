#include "zuoxi/domain/work.h"

#include <stddef.h>
#include <string.h>

#include "zuoxi/base/text.h"

/* The longest beginning that fits decides. */
static const struct {
    const char *begins;
    enum work_column column;
} rules[] = {
    {"contact.save", WORK_CONTACTS}, {"contact.", WORK_OTHER},        {"case.accept", WORK_CASES},
    {"case.edit", WORK_OTHER},       {"case.print", WORK_COLUMNS},    {"case.callback", WORK_CALLBACKS},
    {"case.", WORK_MOVES},           {"promise.done", WORK_PROMISES}, {"promise.", WORK_OTHER},
    {"customer.", WORK_OTHER},       {"notice.read", WORK_COLUMNS},   {"notice.", WORK_OTHER},
    {"message.read", WORK_COLUMNS},  {"message.", WORK_OTHER},
};

static const struct {
    const char *code, *label;
} columns[WORK_COLUMNS] = {
    [WORK_CONTACTS] = {"contacts", N_("登记")}, [WORK_CASES] = {"cases", N_("开单")},
    [WORK_MOVES] = {"moves", N_("办理")},       [WORK_CALLBACKS] = {"callbacks", N_("回访")},
    [WORK_PROMISES] = {"promises", N_("承诺")}, [WORK_OTHER] = {"other", N_("其他")},
};

enum work_column work_column_of(const char *action)
{
    enum work_column found = WORK_COLUMNS;
    size_t longest = 0;
    for (size_t i = 0; i < sizeof(rules) / sizeof(rules[0]); i++) {
        size_t length = strlen(rules[i].begins);
        if (length > longest && strncmp(action, rules[i].begins, length) == 0) {
            found = rules[i].column;
            longest = length;
        }
    }
    return found;
}

const char *work_column_code(enum work_column column)
{
    return column < WORK_COLUMNS ? columns[column].code : "";
}

const char *work_column_label(enum work_column column)
{
    return column < WORK_COLUMNS ? _(columns[column].label) : "";
}
