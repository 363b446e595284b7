#include "zuoxi/console/preview.h"

#include <stdlib.h>
#include <string.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/base/width.h"
#include "zuoxi/console/detail_form.h"
#include "zuoxi/console/paint.h"
#include "zuoxi/desk/lookup.h"
#include "zuoxi/desk/repeat.h"

#define HISTORY_MAX 20
#define PIECES_MAX  LEGS_MAX

void preview_free(struct preview *preview)
{
    free(preview->file);
    free(preview->shown);
    *preview = (struct preview){0};
}

/* 户号, and how often this customer has come lately: the operator should know before answering. */
static void read_customer(struct preview *preview, struct console *console)
{
    const struct case_record *record = &preview->file->record;
    struct customer *customer = mem_new(1, sizeof(*customer));
    struct history_row rows[HISTORY_MAX];
    size_t count = 0;
    struct err err;
    preview->account[0] = '\0';
    preview->repeats = 0;
    if (record->customer_id != 0 &&
        lookup_customer(&console->desk, record->customer_id, customer, &err) == STATUS_OK) {
        text_copy(preview->account, sizeof(preview->account), customer->account);
    }
    if (repeat_history(&console->desk, record, HISTORY_MAX, rows, &count, &err) == STATUS_OK) {
        preview->repeats = repeat_count(&console->desk, rows, count);
        preview->repeat_days = console->config->settings.repeat_days;
    }
    free(customer);
}

void preview_show_as(struct preview *preview, struct console *console, enum privacy_tie eyes)
{
    preview->eyes = eyes;
    privacy_show_case(&console->desk, eyes, preview->file, preview->shown);
}

void preview_show(struct preview *preview, struct console *console, int64_t case_id, bool is_stale)
{
    struct err err;
    if (case_id == preview->id && !is_stale) {
        return;
    }
    preview->id = 0;
    if (case_id == 0) {
        return;
    }
    if (preview->file == NULL) {
        preview->file = mem_new(1, sizeof(*preview->file));
        preview->shown = mem_new(1, sizeof(*preview->shown));
    }
    if (casework_load(&console->desk, case_id, preview->file, &err) == STATUS_OK) {
        preview->id = case_id;
        preview->tie = privacy_case_tie(&console->desk, &preview->file->record);
        preview_show_as(preview, console, preview->tie);
        read_customer(preview, console);
    } else {
        ui_status_err(console->ui, &err);
    }
}

#define TALL_ROWS 14 /* from here on there is room for a leg a line and air between the parts */

static bool is_tall(const struct canvas *canvas)
{
    return canvas_height(canvas) >= TALL_ROWS;
}

/* A line a leg where there is room. Returns the rows used. */
static int draw_legs(struct preview *preview, struct console *console, struct canvas *canvas)
{
    const struct case_file *file = preview->file;
    const struct leg_piece *legs = preview->legs;
    int width = canvas_width(canvas) - 2, height = canvas_height(canvas);
    preview->leg_count = legs_describe(&console->config->profile, &file->record, file->legs, file->leg_count,
                                       console_now(console), preview->legs, PIECES_MAX);
    if (!is_tall(canvas)) {
        return paint_legs(canvas, preview->legs_row, 1, width, height > 6 ? 3 : 2, legs, preview->leg_count);
    }
    int rows = 0;
    while (rows < (int)preview->leg_count && preview->legs_row + rows < height) {
        paint_legs(canvas, preview->legs_row + rows, 1, width, 1, &legs[rows], 1);
        rows++;
    }
    return rows;
}

/* Type, grade, state and unit: only where there is room, the list says them too. */
static int draw_matter(struct preview *preview, struct console *console, struct canvas *canvas, int y)
{
    const struct profile *profile = &console->config->profile;
    const struct case_record *record = &preview->shown->record;
    char path[300], grade[80], state[80];
    int width = canvas_width(canvas) - 2;
    profile_category_path(profile, record->type, record->category, path, sizeof(path));
    draw_text(canvas, y, 1, width, STYLE_NORMAL, path);
    draw_format(canvas, y + 1, 1, width, STYLE_NORMAL, _("%s  %s  经办 %s"),
                profile_label(profile, SET_GRADE, record->grade, grade),
                profile_label(profile, SET_STATE, record->state, state),
                record->unit[0] != '\0' ? record->unit : "--");
    return y + 3;
}

void preview_add_person(const struct profile *profile, const struct case_record *record, struct str *out)
{
    char label[80];
    str_add(out, record->name);
    if (record->title[0] != '\0') {
        str_printf(out, " %s", profile_label(profile, SET_TITLE, record->title, label));
    }
}

void preview_add_customer(const struct preview *preview, struct str *out)
{
    if (preview->account[0] != '\0') {
        str_printf(out, _("  户号 %s"), preview->account);
    }
    if (preview->repeats > 1) {
        str_printf(out, _("  近%d天第%zu次"), preview->repeat_days, preview->repeats);
    }
}

/* Who and where: one line when there is room for it, else two. */
static int draw_person(struct preview *preview, struct console *console, struct canvas *canvas)
{
    const struct case_record *record = &preview->shown->record;
    int width = canvas_width(canvas) - 2;
    char number[CASE_NUMBER_SIZE], phone[PHONE_SIZE];
    struct str line = {0}, rest = {0};
    console_number(console, record->number, number, sizeof(number));
    console_phone(console, preview->eyes, record->phone, phone);
    str_printf(&line, "%s  ", number);
    preview_add_person(&console->config->profile, record, &line);
    str_printf(&rest, "%s  %s", record->address, phone[0] != '\0' ? phone : _("没有电话"));
    preview_add_customer(preview, &rest);
    int rows = 1;
    if (width >= 76) {
        int used = draw_text(canvas, 0, 1, -1, STYLE_STRONG, str_text(&line));
        draw_text(canvas, 0, used + 3, width - used - 2, STYLE_NORMAL, str_text(&rest));
    } else {
        draw_text(canvas, 0, 1, width, STYLE_STRONG, str_text(&line));
        rows += paint_wrapped(canvas, 1, 1, width, 3, STYLE_NORMAL, str_text(&rest));
    }
    str_free(&line);
    str_free(&rest);
    return rows;
}

static void draw_timeline(struct preview *preview, struct console *console, struct canvas *canvas, int y)
{
    const struct case_file *file = preview->file;
    int height = canvas_height(canvas), width = canvas_width(canvas) - 2;
    int room = height - y;
    size_t shown = room > 0 ? (size_t)room : 0;
    size_t first = file->timeline_count > shown ? file->timeline_count - shown : 0;
    for (size_t i = first; i < file->timeline_count && y < height; i++, y++) {
        const struct timeline_row *row = &file->timeline[i];
        char time[24];
        time_short(console_now(console), row->at, time);
        const char *label = profile_action_label(&console->config->profile, row->action);
        draw_format(canvas, y, 1, width, STYLE_DIM, "%s %s %s %s", time, label,
                    row->reporter[0] != '\0' ? row->reporter : row->badge, row->note);
    }
}

/* What was said, then what the side records add, in at most `most` rows. Returns the rows used. */
static int draw_said(struct preview *preview, struct console *console, struct canvas *canvas, int y, int most)
{
    int width = canvas_width(canvas) - 2;
    struct str details = {0};
    detail_summary(&console->config->profile, &preview->shown->details, &details);
    int said = details.length > 0 && most > 1 ? most - 1 : most;
    int rows = paint_wrapped(canvas, y, 1, width, said, STYLE_NORMAL, preview->shown->record.content);
    if (details.length > 0 && rows < most) {
        rows += paint_wrapped(canvas, y + rows, 1, width, most - rows, STYLE_LABEL, str_text(&details));
    }
    str_free(&details);
    return rows;
}

void preview_draw(struct preview *preview, struct console *console, struct canvas *canvas)
{
    int height = canvas_height(canvas), air = is_tall(canvas);

    if (preview->id == 0 || height < 3) {
        return;
    }
    int y = draw_person(preview, console, canvas);
    if (is_tall(canvas)) {
        y = draw_matter(preview, console, canvas, y);
    }
    preview->legs_row = y;
    y += draw_legs(preview, console, canvas) + air;
    int left = height - y;
    /* What was said first; what was done gets at least one line of what is left. */
    int content = left > 4 ? left / 2 : left > 1 ? left - 1 : left;
    if (content > 0) {
        y += draw_said(preview, console, canvas, y, content) + air;
    }
    draw_timeline(preview, console, canvas, y);
}

/* The digits of a leg that has its line; all of the line only when it has become longer or shorter. */
static void draw_digits(struct canvas *canvas, int y, int width, const struct leg_piece *piece, size_t before)
{
    int cells = width_text(piece->text);
    if (strlen(piece->text) == before && cells <= width) {
        draw_text(canvas, y, 1, cells, piece->style, piece->text);
    } else {
        paint_legs(canvas, y, 1, width, 1, piece, 1);
    }
}

void preview_tick(struct preview *preview, struct console *console, struct canvas *canvas)
{
    const struct case_file *file = preview->file;
    int width = canvas_width(canvas) - 2, height = canvas_height(canvas);
    int64_t now = console_now(console);
    bool has_changed = false;
    if (preview->id == 0 || height < 3) {
        return;
    }
    for (size_t i = 0; i < preview->leg_count; i++) {
        int y = preview->legs_row + (int)i;
        size_t before = strlen(preview->legs[i].text);
        if (!leg_piece_tick(&preview->legs[i], file->legs, file->leg_count, now)) {
            continue;
        }
        has_changed = true;
        if (is_tall(canvas) && y < height) {
            draw_digits(canvas, y, width, &preview->legs[i], before);
        }
    }
    if (has_changed && !is_tall(canvas)) {
        paint_legs(canvas, preview->legs_row, 1, width, height > 6 ? 3 : 2, preview->legs,
                   preview->leg_count);
    }
}
