#include "zuoxi/console/customer_lines.h"

#include <string.h>

#include "zuoxi/base/text.h"
#include "zuoxi/base/width.h"
#include "zuoxi/console/paint.h"

#define LABEL_WIDTH 10

/* The groups of the card, each a labelled line of what is given. A field that no group names comes last. */
#define ITEMS_MAX 12
struct card_group {
    const char *label;
    const char *fields[ITEMS_MAX]; /* NULL-ended; "-name": without its own label */
};
static const struct card_group groups[] = {
    {N_("用户"), {"-name_other", "-kind", "-grade", "needs"}},
    {N_("电话"),
     {"-phone", "-phone_note", "-phone_other", "-phone_other_note", "-phone_3", "-phone_3_note", "-phone_4",
      "-phone_4_note", "-phone_5", "-phone_5_note", "-phone_6", "-phone_6_note"}},
    {N_("地址"), {"-address", "community", "building", "entrance", "room", "station"}},
    {N_("合同"), {"area", "agreed_temperature", "opened_at", "-contract"}},
    {N_("供应"), {"-supply", "arrears"}},
    {N_("备注"), {"-notes"}},
};
#define GROUP_COUNT (sizeof(groups) / sizeof(groups[0]))
/* Said in the card's first line. */
static const char *const in_head[] = {"name", "title", "account", "is_important"};

/* A line of the card that is being filled: whole items, as many as fit. */
struct flow {
    const struct profile *profile;
    const struct customer *customer;
    struct text_lines *lines;
    const char *label; /* of its first line */
    struct str line;
    int width;
};

static void flow_end(struct flow *flow)
{
    struct str text = {0};
    if (flow->line.length > 0) {
        text_pad(&text, flow->label, LABEL_WIDTH);
        str_add(&text, str_text(&flow->line));
        text_lines_add(flow->lines, flow->width, LABEL_WIDTH, STYLE_NORMAL, str_text(&text));
        flow->label = "";
    }
    str_reset(&flow->line);
    str_free(&text);
}

static void flow_add(struct flow *flow, const char *item, const char *between)
{
    int used = width_text(str_text(&flow->line)), room = flow->width - LABEL_WIDTH;
    if (used > 0 && used + (int)strlen(between) + width_text(item) > room) {
        flow_end(flow);
    }
    str_printf(&flow->line, "%s%s", flow->line.length > 0 ? between : "", item);
}

/* "供热面积 89.50 平方米" from the label "供热面积(平方米)"; a number's note stands in brackets behind it. */
static void add_item(struct flow *flow, const struct field *field, bool has_label)
{
    const char *label = _(field->label);
    size_t name = strcspn(label, "("), length = strlen(label);
    bool is_note = strstr(field->name, "_note") != NULL;
    struct str value = {0}, item = {0};
    if (field_is_empty(field, flow->customer)) {
        return;
    }
    text_lines_value(flow->profile, field, flow->customer, &value);
    if (name < length && value.length > 3 && strcmp(value.bytes + value.length - 3, ".00") == 0) {
        str_remove(&value, value.length - 3, 3);
    }
    str_add_bytes(&item, label, has_label && !is_note ? name : 0);
    str_printf(&item, is_note ? "（%s）" : has_label ? " %s" : "%s", str_text(&value));
    if (name < length) {
        str_add_char(&item, ' ');
        str_add_bytes(&item, label + name + 1, length - name - 2);
    }
    flow_add(flow, str_text(&item), is_note ? "" : "   ");
    str_free(&item);
    str_free(&value);
}

static bool is_grouped(const char *name)
{
    for (size_t i = 0; i < sizeof(in_head) / sizeof(in_head[0]); i++) {
        if (strcmp(in_head[i], name) == 0) {
            return true;
        }
    }
    for (size_t i = 0; i < GROUP_COUNT; i++) {
        for (size_t j = 0; j < ITEMS_MAX && groups[i].fields[j] != NULL; j++) {
            const char *field = groups[i].fields[j];
            if (strcmp(field + (field[0] == '-'), name) == 0) {
                return true;
            }
        }
    }
    return false;
}

/* Which households this one is made of besides. */
static void add_parts(struct flow *flow, const struct customer *parts, size_t count)
{
    flow->label = _("并入的");
    for (size_t i = 0; i < count; i++) {
        char item[160];
        text_format(item, sizeof(item), _("%s 户号 %s"), parts[i].name, parts[i].account);
        flow_add(flow, item, "   ");
    }
    flow_end(flow);
}

void customer_lines_make(struct text_lines *lines, int width, const struct profile *profile,
                         const struct customer *customer, const struct customer *parts, size_t part_count)
{
    struct flow flow = {.profile = profile, .customer = customer, .lines = lines, .width = width};
    text_lines_clear(lines);
    for (size_t i = 0; i < GROUP_COUNT; i++) {
        flow.label = _(groups[i].label);
        for (size_t j = 0; j < ITEMS_MAX && groups[i].fields[j] != NULL; j++) {
            const char *name = groups[i].fields[j];
            bool has_label = name[0] != '-';
            add_item(&flow, field_find(&customer_fields, name + !has_label), has_label);
        }
        flow_end(&flow);
    }
    flow.label = _("其他");
    for (size_t i = 0; i < customer_fields.count; i++) {
        const struct field *field = &customer_fields.fields[i];
        if (field->kind != FIELD_REF && !is_grouped(field->name)) {
            add_item(&flow, field, true);
        }
    }
    flow_end(&flow);
    add_parts(&flow, parts, part_count);
    str_free(&flow.line);
}
