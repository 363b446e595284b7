#include "zuoxi/console/queue_cells.h"

#include <string.h>

#include "zuoxi/base/text.h"
#include "zuoxi/console/paint.h"

enum column {
    COLUMN_MARK = QUEUE_MARK,
    COLUMN_LEFT = QUEUE_LEFT,
    COLUMN_GRADE,
    COLUMN_NUMBER,
    COLUMN_TYPE,
    COLUMN_LEG,
    COLUMN_STATE,
    COLUMN_NAME,
    COLUMN_PHONE,
    COLUMN_ADDRESS,
    COLUMN_CATEGORY,
    COLUMN_UNIT,
    COLUMN_OWNER,
    COLUMN_COUNT = QUEUE_COLUMNS
};

static const struct list_column columns[COLUMN_COUNT] = {
    [COLUMN_MARK] = {.title = "", .width = 1},
    [COLUMN_LEFT] = {.title = N_("剩余"), .width = 10, .is_right = true},
    [COLUMN_GRADE] = {.title = N_("级别"), .width = 4},
    [COLUMN_NUMBER] = {.title = N_("编号"), .width = 9},
    [COLUMN_TYPE] = {.title = N_("类型"), .width = 4},
    [COLUMN_LEG] = {.title = N_("环节"), .width = 4},
    [COLUMN_STATE] = {.title = N_("状态"), .width = 8, .wide_only = 100},
    [COLUMN_NAME] = {.title = N_("用户"), .width = 8},
    [COLUMN_PHONE] = {.title = N_("电话"), .width = 13, .wide_only = 96},
    [COLUMN_ADDRESS] = {.title = N_("地址"), .width = 0},
    [COLUMN_CATEGORY] = {.title = N_("类别"), .width = 14, .wide_only = 110},
    [COLUMN_UNIT] = {.title = N_("经办"), .width = 10},
    [COLUMN_OWNER] = {.title = N_("首问"), .width = 6, .wide_only = 130},
};

void queue_columns(struct list_column out[QUEUE_COLUMNS])
{
    for (size_t i = 0; i < COLUMN_COUNT; i++) {
        out[i] = columns[i];
        out[i].title = columns[i].title[0] != '\0' ? _(columns[i].title) : "";
    }
}

static void cell_left(const struct queue_row *row, int64_t now, char *out, size_t size)
{
    char text[24];
    if (row->is_suspended) {
        text_copy(text, sizeof(text), _("挂起"));
    } else if (row->due == 0) {
        text_copy(text, sizeof(text), "--");
    } else {
        deadline_countdown(now, row->due, text);
    }
    text_copy(out, size, text);
}

/* Whose a promise is: (我), a badge, or whoever comes first. */
static const char *promise_owner(const struct console *console, const struct queue_row *row)
{
    bool is_mine = strcmp(row->owner, console->desk.actor.badge) == 0;
    return row->owner[0] == '\0' ? _("待接手") : is_mine ? _("（我）") : row->owner;
}

/* A promise in the columns of the cases: 承诺15:37  回电 … 周建国  138****5678 给出账单复核结果  （我） */
static void promise_cell(struct console *console, const struct queue_row *row, enum column column, char *out,
                         size_t size)
{
    char text[24], phone[PHONE_SIZE];
    switch (column) {
    case COLUMN_NUMBER:
        time_short(console_now(console), row->due, text);
        text_format(out, size, _("承诺%.5s"), strlen(text) == 10 ? text + 5 : text);
        break;
    case COLUMN_TYPE:
        text_copy(out, size, _("回电"));
        break;
    case COLUMN_NAME:
        text_copy(out, size, row->name);
        break;
    case COLUMN_PHONE:
    case COLUMN_ADDRESS:
        console_phone(console, TIE_OWN, row->phone, phone);
        text_format(out, size, "%s%s%s", phone, column == COLUMN_ADDRESS && phone[0] != '\0' ? " " : "",
                    column == COLUMN_ADDRESS ? row->address : "");
        break;
    case COLUMN_UNIT:
    case COLUMN_OWNER:
        text_copy(out, size, promise_owner(console, row));
        break;
    default:
        text_copy(out, size, column == COLUMN_STATE || column == COLUMN_CATEGORY ? "" : "--");
        break;
    }
}

void queue_cell(struct console *console, const struct queue_row *row, size_t column, char *out, size_t size,
                enum style *style)
{
    if (row->is_promise && column > COLUMN_LEFT) {
        promise_cell(console, row, (enum column)column, out, size);
        return;
    }
    const struct profile *profile = &console->config->profile;
    int64_t now = console_now(console);
    enum level level = queue_row_level(row, now);
    char label[80], phone[PHONE_SIZE];
    switch ((enum column)column) {
    case COLUMN_MARK:
        text_copy(out, size, level_mark(level));
        *style = level_style(level);
        break;
    case COLUMN_LEFT:
        cell_left(row, now, out, size);
        *style = level_style(level);
        break;
    case COLUMN_GRADE:
        text_copy(out, size, profile_label(profile, SET_GRADE, row->grade, label));
        break;
    case COLUMN_NUMBER:
        console_number(console, row->number, out, size);
        break;
    case COLUMN_TYPE:
        text_copy(out, size, profile_label(profile, SET_TYPE, row->type, label));
        *style = row->rank == 0 ? STYLE_STRONG : *style;
        break;
    case COLUMN_LEG:
        text_copy(out, size, row->leg[0] != '\0' ? profile_leg_label(profile, row->leg) : "--");
        break;
    case COLUMN_STATE:
        text_copy(out, size, profile_label(profile, SET_STATE, row->state, label));
        break;
    case COLUMN_NAME:
        text_copy(out, size, row->name);
        break;
    case COLUMN_PHONE:
        console_phone(console, TIE_OWN, row->phone, phone);
        text_copy(out, size, phone);
        break;
    case COLUMN_ADDRESS:
        text_format(out, size, "%s%s", row->is_confidential ? _("[密]") : "", row->address);
        break;
    case COLUMN_CATEGORY:
        text_copy(out, size, profile_label(profile, SET_CATEGORY, row->category, label));
        break;
    case COLUMN_UNIT:
        text_copy(out, size, row->unit[0] != '\0' ? row->unit : "--");
        break;
    case COLUMN_OWNER:
        text_copy(out, size, row->owner);
        break;
    case COLUMN_COUNT:
        break;
    }
}
