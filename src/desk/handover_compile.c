/* The parts of a handover's log that write themselves, and what the others begin with. */

#include <stdlib.h>
#include <string.h>

#include "handover_private.h"
#include "zuoxi/base/mem.h"
#include "zuoxi/base/str.h"
#include "zuoxi/base/text.h"
#include "zuoxi/desk/board.h"
#include "zuoxi/desk/casework.h"
#include "zuoxi/desk/promise.h"
#include "zuoxi/desk/swap.h"
#include "zuoxi/domain/case_number.h"
#include "zuoxi/domain/mask.h"
#include "zuoxi/domain/workday.h"
#include "zuoxi/store/case_queue.h"
#include "zuoxi/store/promise_store.h"
#include "zuoxi/store/record.h"

#define URGENT_MAX   12
#define PROMISES_MAX 500
#define NOTICES_MAX  200
#define FINDINGS     6
#define SWAPS_MAX    60

/* Live outages, and must-read notices a badge has not read ('' = nobody's). */
static enum status count_notices(struct desk *desk, const char *badge, size_t *live, size_t *outages,
                                 size_t *unread, struct err *err)
{
    struct notice_row *rows = mem_new(NOTICES_MAX, sizeof(*rows));
    size_t count = 0;
    *live = *outages = *unread = 0;
    enum status status =
        notice_store_list(desk->store, clock_now(desk->clock), badge, NULL, NOTICES_MAX, rows, &count, err);
    for (size_t i = 0; i < count && status == STATUS_OK && rows[i].state == NOTICE_LIVE; i++) {
        ++*live;
        *outages += notice_is_outage(desk->profile, rows[i].kind);
        *unread += rows[i].is_must_read && !rows[i].is_read;
    }
    free(rows);
    return status;
}

enum status handover_unread(struct desk *desk, const char *badge, size_t *unread, struct err *err)
{
    size_t live, outages;
    return count_notices(desk, badge, &live, &outages, unread, err);
}

/* Open promises of everybody: a handover is the shift's, not one person's. */
static enum status count_promises(struct desk *desk, size_t *promises, struct err *err)
{
    struct promise_row *rows = mem_new(PROMISES_MAX, sizeof(*rows));
    enum status status = promise_store_page(desk->store, NULL, NULL, PROMISES_MAX, rows, promises, err);
    free(rows);
    return status;
}

static enum status compile_summary(struct desk *desk, char *out, size_t size, struct err *err)
{
    struct queue_counts counts;
    size_t promises = 0, live, outages = 0, unread;
    enum status status = case_store_counts(desk->store, clock_now(desk->clock), &counts, err);
    if (status == STATUS_OK) {
        status = count_promises(desk, &promises, err);
    }
    if (status == STATUS_OK) {
        status = count_notices(desk, "", &live, &outages, &unread, err);
    }
    if (status == STATUS_OK) {
        int64_t near = counts.warning + counts.critical;
        text_format(out, size, _("未结%lld 超时%lld 临期%lld 承诺回电%zu 待回访%lld 停供%zu"),
                    (long long)counts.open, (long long)counts.overdue, (long long)near, promises,
                    (long long)counts.callback, outages);
    }
    return status;
}

/* Approved swaps of the relieving day and the next. */
static void add_swaps(struct desk *desk, int date, struct str *text)
{
    struct swap *swaps = mem_new(SWAPS_MAX, sizeof(*swaps));
    struct err ignored;
    size_t count = 0;
    int64_t from = date_at(date, 0) - 31 * (int64_t)86400; /* the shift taken back may come much later */
    swap_store_approved(desk->store, from, date_at(date_next(date), 0), SWAPS_MAX, swaps, &count, &ignored);
    for (size_t i = 0; i < count; i++) {
        int given = swap_date(&swaps[i]), back = swap_back_date(&swaps[i]);
        if (given == date || back == date || given == date_next(date) || back == date_next(date)) {
            char line[300];
            swap_describe(&swaps[i], line, sizeof(line));
            str_printf(text, _("；%s（%s 批）"), line, swaps[i].decided_by);
        }
    }
    free(swaps);
}

/* What is not as usual on the roster of the relieving day. */
static void compile_staffing(struct desk *desk, const struct handover_file *file, char *out, size_t size)
{
    struct roster_rules rules = settings_roster_rules(desk->settings);
    struct roster_finding findings[FINDINGS];
    struct str text = {0};
    struct shift_turn relief = handover_relief_of(desk, &file->record);
    int date = relief.shift != NULL ? relief.date : (int)file->record.date.value;
    int64_t from = file->record.ends_at.value; /* what is over by then concerns nobody */
    size_t count = roster_check(&rules, roster_of(&file->rows), date, date, findings, FINDINGS);
    if (relief.shift != NULL) {
        struct str names = {0};
        int planned = handover_planned(desk, file, relief, &names);
        str_printf(&text, _("接班 %s"), planned > 0 ? str_text(&names) : _("班表上没有人"));
        str_free(&names);
    }
    for (size_t i = 0; i < file->rows.count; i++) {
        if (file->rows.items[i].date == date && strcmp(file->rows.items[i].plan, SHIFT_LEAVE) == 0) {
            char name[200];
            handover_name(desk, file->rows.items[i].badge, name, sizeof(name));
            str_printf(&text, _("；%s 请假"), name);
        }
    }
    for (size_t i = 0; i < count && i < FINDINGS; i++) {
        char line[200];
        if (findings[i].shift == NULL || shift_end(findings[i].shift, findings[i].date) > from) {
            roster_finding_text(&findings[i], line, sizeof(line));
            str_printf(&text, "；%s", line);
        }
    }
    add_swaps(desk, date, &text);
    text_copy(out, size, text.length > 0 ? str_text(&text) : _("无变动"));
    str_free(&text);
}

/* "3条，接班人未读1条" of each who is to come. */
static enum status compile_notices(struct desk *desk, const struct handover_file *file, char *out,
                                   size_t size, struct err *err)
{
    struct shift_turn relief = handover_relief_of(desk, &file->record);
    size_t live = 0, outages, unread = 0;
    struct str text = {0};
    enum status status = count_notices(desk, "", &live, &outages, &unread, err);
    str_printf(&text, _("生效中%zu条"), live);
    for (size_t i = 0; i < file->rows.count && relief.shift != NULL && status == STATUS_OK; i++) {
        const struct roster_row *row = &file->rows.items[i];
        char name[200];
        if (row->date == relief.date && roster_has(row->plan, relief.shift->name)) {
            status = handover_unread(desk, row->badge, &unread, err);
            handover_name(desk, row->badge, name, sizeof(name));
            str_printf(&text, unread > 0 ? _("，%s 未读必读%zu条") : _("，%s 必读已读"), name, unread);
        }
    }
    text_copy(out, size, str_text(&text));
    str_free(&text);
    return status;
}

/* A line made of a case that is confidential now names it no more. */
static void cover_line(struct desk *desk, struct case_record *record, struct handover_line *line)
{
    if (line->case_id != 0 &&
        record_load(desk->store, &case_record_fields, line->case_id, record, NULL) == STATUS_NOT_FOUND) {
        text_copy(line->text, sizeof(line->text), _("（保密工单）"));
    }
}

static enum status compile_lines(struct desk *desk, struct handover_file *file, struct err *err)
{
    enum status status = STATUS_OK;
    struct case_record *record = mem_new(1, sizeof(*record));
    for (size_t i = 0; i < file->line_count && status == STATUS_OK; i++) {
        struct handover_line *line = &file->lines[i];
        switch (handover_part_parse(line->part)) {
        case PART_SUMMARY:
            status = compile_summary(desk, line->text, sizeof(line->text), err);
            break;
        case PART_STAFFING:
            compile_staffing(desk, file, line->text, sizeof(line->text));
            break;
        case PART_NOTICES:
            status = compile_notices(desk, file, line->text, sizeof(line->text), err);
            break;
        default:
            cover_line(desk, record, line);
            break;
        }
    }
    free(record);
    return status;
}

/* Everybody reads the log and it is sealed: it is made with the eyes of nobody in particular. */
enum status handover_compile(struct desk *desk, struct handover_file *file, struct err *err)
{
    const struct actor *viewer = store_look_as(desk->store, NULL);
    enum status status = compile_lines(desk, file, err);
    store_look_as(desk->store, viewer);
    return status;
}

/* What a log begins with, gathered. */
struct first_lines {
    const struct handover *handover;
    struct handover_line *lines; /* HANDOVER_LINES_MAX */
    size_t count;
};

/* One line more, while there is room. */
static void add_line(struct desk *desk, struct first_lines *first, enum handover_part part,
                     const struct handover_line *from, const char *text)
{
    if (first->count == HANDOVER_LINES_MAX) {
        return;
    }
    struct handover_line *line = &first->lines[first->count++];
    *line = (struct handover_line){.handover_id = first->handover->head.id};
    if (from != NULL) {
        line->is_fault = from->is_fault;
        line->case_id = from->case_id;
    }
    text_copy(line->part, sizeof(line->part), handover_part_code(part));
    text_copy(line->text, sizeof(line->text), text);
    text_copy(line->author, sizeof(line->author), desk->actor.badge);
}

/* Faults that a lead let the last shift carry over are still there. */
static enum status add_carried(struct desk *desk, struct first_lines *first, struct err *err)
{
    struct handover_line *lines = mem_new(HANDOVER_LINES_MAX, sizeof(*lines));
    size_t count = 0;
    int64_t before = 0;
    enum status status = handover_store_before(desk->store, first->handover->ends_at.value, &before, err);
    if (status == STATUS_OK && before != 0) {
        status = handover_store_lines(desk->store, before, lines, &count, err);
    }
    for (size_t i = 0; i < count && status == STATUS_OK; i++) {
        if (lines[i].is_fault && lines[i].carried_by[0] != '\0') {
            add_line(desk, first, PART_EQUIPMENT, &lines[i], lines[i].text);
        }
    }
    free(lines);
    return status;
}

/* Every emergency that is open stands there by its number. */
static enum status add_urgent(struct desk *desk, struct first_lines *first, struct err *err)
{
    struct queue_row *rows = mem_new(URGENT_MAX, sizeof(*rows));
    size_t count = 0;
    const struct actor *viewer = store_look_as(desk->store, NULL);
    enum status status =
        case_store_queue(desk->store, NULL, clock_now(desk->clock), NULL, URGENT_MAX, rows, &count, err);
    store_look_as(desk->store, viewer);
    for (size_t i = 0; i < count && status == STATUS_OK && rows[i].rank == 0; i++) {
        char text[400], number[CASE_NUMBER_SIZE], label[80];
        struct handover_line about = {.case_id = rows[i].id};
        case_number_show(rows[i].number, clock_civil(clock_now(desk->clock)).year, number);
        mask_address(rows[i].address, rows[i].address, sizeof(rows[i].address));
        text_format(text, sizeof(text), "%s %s %s", number,
                    profile_label(desk->profile, SET_TYPE, rows[i].type, label), rows[i].address);
        add_line(desk, first, PART_DIFFICULT, &about, text);
    }
    free(rows);
    return status;
}

/* "耳麦6 对讲机2 钥匙1" */
static void describe_items(const struct settings *settings, struct str *out)
{
    for (size_t i = 0; i < settings->duty_item_count; i++) {
        str_printf(out, "%s%s%d", i > 0 ? " " : "", settings->duty_items[i].name,
                   settings->duty_items[i].count);
    }
}

enum status handover_first_lines(struct desk *desk, const struct handover *handover,
                                 struct handover_line *lines, size_t *count, struct err *err)
{
    static const enum handover_part live[] = {PART_STAFFING, PART_SUMMARY, PART_NOTICES};
    struct first_lines first = {.handover = handover, .lines = lines};
    struct shift_turn turn = handover_turn_of(desk, handover);
    struct str items = {0};
    enum status status = add_carried(desk, &first, err);
    if (first.count == 0) {
        add_line(desk, &first, PART_EQUIPMENT, NULL, _("全部正常"));
    }
    size_t before = first.count;
    if (status == STATUS_OK) {
        status = add_urgent(desk, &first, err);
    }
    if (first.count == before) {
        add_line(desk, &first, PART_DIFFICULT, NULL, _("无"));
    }
    for (size_t i = 0; i < sizeof(live) / sizeof(live[0]); i++) {
        add_line(desk, &first, live[i], NULL, "");
    }
    describe_items(desk->settings, &items);
    if (items.length > 0) {
        add_line(desk, &first, PART_ITEMS, NULL, str_text(&items));
    }
    if (turn.shift != NULL && turn.shift->cleans) {
        add_line(desk, &first, PART_CLEANING, NULL, _("公共区域已打扫"));
    }
    str_free(&items);
    *count = first.count;
    return status;
}
