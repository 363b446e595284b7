/* zuoxi workflow: a profile's legs and moves as tables, for people and, as mdoc, for zuoxi-workflow(7). */

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/base/width.h"
#include "zuoxi/cli/commands.h"
#include "zuoxi/cli/report.h"
#include "zuoxi/cli/show.h"
#include "zuoxi/domain/case_record.h"
#include "zuoxi/domain/details.h"

#define COLUMNS 4 /* of both tables */
#define STATES  1 /* of the moves' table */

/* A table to be printed; the last column is as long as it has to be. */
struct sheet {
    const char *title;
    const char *widths[COLUMNS]; /* of those that are filled like a paragraph, as tbl(7) says them; "x": what
                                    is left */
    const char *heads[COLUMNS];  /* N_ */
    struct str (*rows)[COLUMNS]; /* owned */
    size_t count, capacity;
};

static struct str *add_row(struct sheet *sheet)
{
    mem_reserve((void **)&sheet->rows, &sheet->capacity, sheet->count + 1, sizeof(*sheet->rows));
    return sheet->rows[sheet->count++];
}

static void clear(struct sheet *sheet)
{
    for (size_t row = 0; row < sheet->count; row++) {
        for (size_t i = 0; i < COLUMNS; i++) {
            str_free(&sheet->rows[row][i]);
        }
    }
    free(sheet->rows);
    *sheet = (struct sheet){0};
}

/* Words joined by "、"; the piece before the first one is added with it. */
struct list {
    struct str *to;
    const char *before;
    size_t count;
};

static void list_add(struct list *list, const char *word)
{
    if (list->count == 0) {
        str_printf(list->to, "%s%s", list->to->length > 0 ? _("；") : "", list->before);
    }
    str_printf(list->to, "%s%s", list->count++ > 0 ? _("、") : "", word);
}

static void add_labels(const struct profile *profile, enum choice_set set,
                       const char codes[][FIELD_CODE_SIZE], size_t count, const char *before, struct str *to)
{
    struct list list = {.to = to, .before = before};
    for (size_t i = 0; i < count; i++) {
        char label[80];
        list_add(&list, profile_label(profile, set, codes[i], label));
    }
}

static const char *move_label(const struct profile *profile, const char *id)
{
    return profile_action_label(profile, id);
}

/* Which cases a line of a leg is for. */
static void describe_cases(const struct profile *profile, const struct leg_rule *leg, bool is_first,
                           struct str *out)
{
    char label[80];
    if (leg->grade[0] != '\0') {
        str_add(out, profile_label(profile, SET_GRADE, leg->grade, label));
    }
    add_labels(profile, SET_TYPE, leg->types, leg->type_count, "", out);
    add_labels(profile, SET_CATEGORY, leg->categories, leg->category_count, _("类别 "), out);
    add_labels(profile, SET_CHANNEL, leg->channels, leg->channel_count, _("渠道 "), out);
    if (leg->is_also) {
        str_printf(out, "%s%s", out->length > 0 ? _("；") : "", _("另外同时计时"));
    }
    if (leg->is_joint) {
        str_printf(out, "%s%s", out->length > 0 ? _("；") : "", _("几个单位一起承办的"));
    }
    if (out->length == 0) {
        str_add(out, is_first ? _("全部") : _("其余全部"));
    }
}

static bool is_apart(const struct profile *profile, const char *leg)
{
    for (size_t i = 0; i < profile->leg_label_count; i++) {
        if (strcmp(profile->leg_labels[i].id, leg) == 0) {
            return profile->leg_labels[i].is_apart;
        }
    }
    return false;
}

static void make_legs(const struct profile *profile, struct sheet *sheet)
{
    *sheet = (struct sheet){.title = _("环节"), .heads = {N_("环节"), N_("从"), N_("时限"), N_("哪些工单")}};
    sheet->widths[COLUMNS - 1] = "x";
    for (size_t i = 0; i < profile->leg_count; i++) {
        const struct leg_rule *leg = &profile->legs[i];
        bool is_first = i == 0 || strcmp(profile->legs[i - 1].id, leg->id) != 0;
        struct str *cells = add_row(sheet);
        char within[40] = "";
        if (is_first) {
            str_printf(&cells[0], "%s%s", profile_leg_label(profile, leg->id),
                       is_apart(profile, leg->id) ? "*" : "");
        }
        if (leg->within.amount > 0) {
            str_add(&cells[1], move_label(profile, leg->from));
            duration_describe(leg->within, within);
        }
        str_add(&cells[2], leg->within.amount > 0 ? within : _("不限时"));
        describe_cases(profile, leg, is_first, &cells[3]);
    }
}

static const char *field_label(const char *name)
{
    const struct detail_kind *kind;
    const struct field *field = field_find(&case_record_fields, name);
    return field != NULL || detail_find_field(name, &kind, &field) ? _(field->label) : name;
}

/* What a move does to the legs. */
static void describe_effect(const struct profile *profile, const struct move_rule *move, struct str *out)
{
    static const char *const effects[EFFECT_COUNT] = {
        [EFFECT_SUSPEND] = N_("各环节停表"),       [EFFECT_RESUME] = N_("恢复计时"),
        [EFFECT_CHASE] = N_("计催办一次"),         [EFFECT_SUPERVISE] = N_("计督办一次"),
        [EFFECT_ESCALATE] = N_("计上报一次"),      [EFFECT_RETURN] = N_("原承办单位撤下"),
        [EFFECT_REDO] = N_("计重办一次"),          [EFFECT_CALLBACK] = N_("没接通的只记一次尝试"),
        [EFFECT_MERGE] = N_("并入另一张工单"),     [EFFECT_SPLIT] = N_("另开一张下级工单"),
        [EFFECT_OBJECT] = N_("记下商量的另一单位")};
    struct list list = {.to = out, .before = ""};
    if (effects[move->effect] != NULL) {
        list_add(&list, _(effects[move->effect]));
    }
    list = (struct list){.to = out, .before = _("可延 ")};
    for (size_t i = 0; i < move->extend_count; i++) {
        list_add(&list, profile_leg_label(profile, move->extend[i]));
    }
    list = (struct list){.to = out, .before = _("重新起算 ")};
    for (size_t i = 0; i < move->start_count; i++) {
        list_add(&list, profile_leg_label(profile, move->start[i]));
    }
    list = (struct list){.to = out, .before = _("撤销由此起算的环节 ")};
    for (size_t i = 0; i < move->void_count; i++) {
        list_add(&list, move_label(profile, move->voids[i]));
    }
    list = (struct list){.to = out, .before = ""};
    if (move->closes) {
        list_add(&list, _("工单结束，未完的环节撤销"));
    }
}

/* Under which conditions it may be made, what it asks, who is told. */
static void describe_conditions(const struct profile *profile, const struct move_rule *move, struct str *out)
{
    char within[40], text[120];
    struct list list = {.to = out, .before = ""};
    if (move->asks_reporter) {
        list_add(&list, _("代承办单位登记"));
    }
    if (move->is_approved) {
        list_add(&list, _("坐席申请，班长批准"));
    }
    if (move->is_before_due) {
        list_add(&list, _("到期之前"));
    }
    if (move->within.amount > 0) {
        duration_describe(move->within, within);
        text_format(text, sizeof(text), _("%s后%s之内"), move_label(profile, move->since), within);
        list_add(&list, text);
    }
    if (move->limit > 0) {
        text_format(text, sizeof(text), _("最多 %d 次"), move->limit);
        list_add(&list, text);
    }
    list = (struct list){.to = out, .before = _("必填 ")};
    for (size_t i = 0; i < move->ask_count; i++) {
        if (move->ask_needed[i]) {
            list_add(&list, field_label(move->ask[i]));
        }
    }
    list = (struct list){.to = out, .before = _("告知 ")};
    for (enum move_tell tell = TELL_UNIT; tell < TELL_COUNT; tell++) {
        if (move->tell[tell]) {
            list_add(&list, move_tell_label(tell));
        }
    }
}

static void make_moves(const struct profile *profile, struct sheet *sheet)
{
    *sheet = (struct sheet){.title = _("动作"),
                            .widths = {"w(10n)", "w(18n)", NULL, "x"},
                            .heads = {N_("动作"), N_("状态"), N_("谁"), N_("作用、条件")}};
    for (size_t i = 0; i < profile->move_count; i++) {
        const struct move_rule *move = &profile->moves[i];
        struct str *cells = add_row(sheet);
        char label[80];
        str_printf(&cells[0], "%s %s", move->label, move->id);
        for (size_t f = 0; f < move->from_count; f++) { /* blanks: a line may break there */
            str_printf(&cells[STATES], "%s%s", f > 0 ? " " : "",
                       profile_label(profile, SET_STATE, move->from[f], label));
        }
        if (move->to[0] != '\0') {
            str_printf(&cells[STATES], _(" → %s"), profile_label(profile, SET_STATE, move->to, label));
        }
        struct list roles = {.to = &cells[2], .before = ""};
        for (enum role role = ROLE_OPERATOR; role < ROLE_COUNT; role++) {
            if (move->roles[role]) {
                list_add(&roles, role_label(role));
            }
        }
        add_labels(profile, SET_TYPE, move->types, move->type_count, _("只限 "), &cells[3]);
        describe_effect(profile, move, &cells[3]);
        describe_conditions(profile, move, &cells[3]);
    }
}

static void print_text(FILE *stream, struct sheet *sheet)
{
    struct str line = {0};
    int widths[COLUMNS] = {0};
    for (size_t i = 0; i < COLUMNS; i++) {
        widths[i] = width_text(_(sheet->heads[i]));
        for (size_t row = 0; row < sheet->count; row++) {
            int width = width_text(str_text(&sheet->rows[row][i]));
            widths[i] = width > widths[i] ? width : widths[i];
        }
    }
    for (size_t row = 0; row <= sheet->count; row++) {
        str_reset(&line);
        for (size_t i = 0; i < COLUMNS; i++) {
            const char *cell = row == 0 ? _(sheet->heads[i]) : str_text(&sheet->rows[row - 1][i]);
            int pad = i + 1 < COLUMNS ? widths[i] + 2 - width_text(cell) : 0;
            str_printf(&line, "%s%*s", cell, pad, "");
        }
        cli_line(stream, "%s", str_text(&line));
    }
    str_free(&line);
}

/* A text that roff reads as it is: no request at its beginning, no escape in it; a line may break after its
 * punctuation, since Chinese has no blanks to break at. */
static void add_roff(struct str *out, const char *text)
{
    static const char *const stops[][2] = {{"、", "\\:"}, {"，", "\\:"}, {"；", " "}};
    bool is_word = false;
    if (*text == '.' || *text == '\'' || *text == '\0') { /* an empty line would be one in the page */
        str_add(out, "\\&");
    }
    for (size_t length; *text != '\0'; text += length) {
        const char *after = "";
        bool is_letter = isalpha((unsigned char)*text) != 0;
        length = 1;
        for (size_t i = 0; i < sizeof(stops) / sizeof(stops[0]); i++) {
            if (strncmp(text, stops[i][0], strlen(stops[i][0])) == 0) {
                length = strlen(stops[i][0]);
                after = stops[i][1];
            }
        }
        str_add(out, is_letter && !is_word ? "\\%" : ""); /* codes are not hyphenated */
        str_add_bytes(out, text, length);
        str_add(out, *text == '\\' ? "e" : after);
        is_word = is_letter;
    }
}

/* A tbl(7) table. */
static void print_roff(FILE *stream, struct sheet *sheet)
{
    struct str text = {0};
    str_printf(&text, ".Ss %s\n.TS\n", sheet->title);
    for (size_t pass = 0; pass < 2; pass++) {
        for (size_t i = 0; i < COLUMNS; i++) {
            const char *width = sheet->widths[i];
            str_printf(&text, "%sl%s%s", i > 0 ? " " : "", pass == 0 ? "b" : "", width == NULL ? "" : width);
        }
        str_add(&text, pass == 0 ? "\n" : ".\n");
    }
    for (size_t i = 0; i < COLUMNS; i++) {
        str_printf(&text, "%s%s", i > 0 ? "\t" : "", _(sheet->heads[i]));
    }
    for (size_t row = 0; row < sheet->count; row++) {
        str_add_char(&text, '\n');
        for (size_t i = 0; i < COLUMNS; i++) {
            bool is_filled = sheet->widths[i] != NULL;
            str_add(&text, i > 0 ? "\t" : "");
            str_add(&text, is_filled ? "T{\n" : "");
            add_roff(&text, str_text(&sheet->rows[row][i]));
            str_add(&text, is_filled ? "\nT}" : "");
        }
    }
    str_add(&text, "\n.TE\n");
    fputs(str_text(&text), stream);
    str_free(&text);
}

static void print_sheets(struct cli_context *context, const struct profile *profile, bool is_roff)
{
    static void (*const makers[])(const struct profile *, struct sheet *) = {make_legs, make_moves};
    for (size_t i = 0; i < sizeof(makers) / sizeof(makers[0]); i++) {
        struct sheet sheet;
        makers[i](profile, &sheet);
        if (is_roff) {
            print_roff(context->out, &sheet);
        } else {
            if (i > 0) {
                cli_line(context->out, "%s", "");
            }
            cli_line(context->out, "%s (%s)  %s", profile->label, profile->name, sheet.title);
            print_text(context->out, &sheet);
        }
        clear(&sheet);
    }
}

int cli_workflow(struct cli_context *context, int argc, char **argv)
{
    struct err err = {0};
    bool is_roff = argc == 2 && strcmp(argv[1], "--mdoc") == 0;
    if (argc > 1 && !is_roff) {
        return cli_usage(context, "workflow", _("不认识“%s”"), argv[1]);
    }
    if (cli_config(context, &err) != STATUS_OK) {
        return cli_fail(context, &err);
    }
    print_sheets(context, &context->config.profile, is_roff);
    return 0;
}
