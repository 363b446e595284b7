#include "zuoxi/domain/phrase.h"

#include <string.h>

#include "zuoxi/base/text.h"

#define VALUE(member) offsetof(struct phrase_values, member)

/* What may stand in braces, how a missing one is asked for, and where its value is. */
static const struct placeholder {
    const char *name, *label;
    size_t offset;
} placeholders[] = {
    {"company", N_("单位名称"), VALUE(company)},
    {"hotline", N_("热线号码"), VALUE(hotline)},
    {"badge", N_("工号"), VALUE(badge)},
    {"operator", N_("坐席姓名"), VALUE(operator_name)},
    {"title", N_("称呼"), VALUE(title)},
    {"name", N_("姓名"), VALUE(name)},
    {"address", N_("地址"), VALUE(address)},
    {"phone", N_("电话"), VALUE(phone)},
    {"case", N_("工单号"), VALUE(number)},
    {"time-of-day", N_("时段"), VALUE(time_of_day)},
    {"due", N_("办结时间"), VALUE(due)},
    {"due:handle", N_("办结时间"), VALUE(due)},
    {"due:contact", N_("联系时间"), VALUE(due_contact)},
    {"due:arrive", N_("到场时间"), VALUE(due_arrive)},
    {"due:reply", N_("答复时间"), VALUE(due_reply)},
};

static const struct placeholder *placeholder_find(const char *name, size_t length)
{
    for (size_t i = 0; i < sizeof(placeholders) / sizeof(placeholders[0]); i++) {
        if (strlen(placeholders[i].name) == length && strncmp(placeholders[i].name, name, length) == 0) {
            return &placeholders[i];
        }
    }
    return NULL;
}

const char *phrase_label(const char *name)
{
    const struct placeholder *placeholder = placeholder_find(name, strlen(name));
    return placeholder == NULL ? NULL : _(placeholder->label);
}

const char **phrase_value(struct phrase_values *values, const char *name)
{
    const struct placeholder *placeholder = placeholder_find(name, strlen(name));
    return placeholder == NULL ? NULL : (const char **)((char *)values + placeholder->offset);
}

/*
 * The next "{name}" in text: its name, or NULL. A brace that opens another before it closes, or never closes,
 * is ordinary text.
 */
static const char *next_name(const char *text, size_t *length)
{
    for (const char *open = strchr(text, '{'); open != NULL; open = strchr(open + 1, '{')) {
        *length = strcspn(open + 1, "{}");
        if (open[1 + *length] == '}') {
            return open + 1;
        }
    }
    return NULL;
}

bool phrase_check(const char *text, char bad[32])
{
    size_t length;
    for (const char *name = next_name(text, &length); name != NULL;
         name = next_name(name + length, &length)) {
        if (placeholder_find(name, length) != NULL) {
            continue;
        }
        text_format(bad, 32, "%.*s", (int)length, name);
        return false;
    }
    bad[0] = '\0';
    return true;
}

/* Add one placeholder's value, or ask for it; true when it is missing. */
static bool add_value(const char *name, size_t length, const struct phrase_values *values, struct str *out)
{
    const struct placeholder *placeholder = placeholder_find(name, length);
    if (placeholder == NULL) {
        str_printf(out, _("〔%.*s？〕"), (int)length, name);
        return true;
    }
    const char *value;
    memcpy(&value, (const char *)values + placeholder->offset, sizeof(value));
    if (value == NULL || value[0] == '\0') {
        str_printf(out, _("〔%s？〕"), _(placeholder->label));
        return true;
    }
    str_add(out, value);
    return false;
}

int phrase_fill(const struct phrase *phrase, const struct phrase_values *values, struct str *out,
                char missing[32])
{
    int count = 0;
    size_t length;
    const char *text = phrase->text;
    if (missing != NULL) {
        missing[0] = '\0';
    }
    for (const char *name; (name = next_name(text, &length)) != NULL; text = name + length + 1) {
        str_add_bytes(out, text, (size_t)(name - 1 - text));
        if (!add_value(name, length, values, out)) {
            continue;
        }
        if (count++ == 0 && missing != NULL) {
            text_format(missing, 32, "%.*s", (int)length, name);
        }
    }
    str_add(out, text);
    return count;
}

const char *phrase_time_of_day(int hour)
{
    static const struct {
        int until; /* hour, exclusive */
        const char *word;
    } parts[] = {{5, N_("晚上")}, {11, N_("上午")}, {13, N_("中午")}, {18, N_("下午")}};
    for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
        if (hour < parts[i].until) {
            return _(parts[i].word);
        }
    }
    return _("晚上");
}
