#include "zuoxi/desk/handover.h"

#include <stdlib.h>
#include <string.h>

#include "handover_private.h"
#include "zuoxi/base/mem.h"
#include "zuoxi/base/str.h"
#include "zuoxi/base/text.h"
#include "zuoxi/desk/acting.h"
#include "zuoxi/domain/workday.h"
#include "zuoxi/store/people_store.h"
#include "zuoxi/store/record.h"

#define LATE_SECONDS   (4 * 3600) /* a turn that ended longer ago is nobody's any more */
#define RELIEF_SECONDS (2 * 3600) /* so long the turn before concerns those who relieve it */

static struct optional given(int64_t value)
{
    return (struct optional){.value = value, .given = true};
}

struct handover_file *handover_file_new(void)
{
    return mem_new(1, sizeof(struct handover_file));
}

void handover_file_free(struct handover_file **file)
{
    if (*file != NULL) {
        roster_rows_clear(&(*file)->rows);
        free(*file);
        *file = NULL;
    }
}

static struct shift_turn turn_named(const struct desk *desk, const char *name, int date)
{
    const struct shift *shift = name[0] == '\0' ? NULL : shift_find(settings_shifts(desk->settings), name);
    return (struct shift_turn){shift, shift != NULL ? date : 0};
}

struct shift_turn handover_turn_of(const struct desk *desk, const struct handover *handover)
{
    return turn_named(desk, handover->shift, (int)handover->date.value);
}

struct shift_turn handover_relief_of(const struct desk *desk, const struct handover *handover)
{
    return turn_named(desk, handover->next_shift, (int)handover->next_date.value);
}

/* Has a turn's log both signatures? */
static enum status is_signed(struct desk *desk, struct shift_turn turn, bool *is_it, struct err *err)
{
    struct handover handover;
    int64_t id = 0;
    *is_it = false;
    enum status status = handover_store_find(desk->store, turn.date, turn.shift->name, &id, err);
    if (status == STATUS_OK && id != 0) {
        status = record_load(desk->store, &handover_fields, id, &handover, err);
        *is_it = status == STATUS_OK && handover.signed_at.given;
    }
    return status;
}

/* The turn the actor works, or worked last and not too long ago. */
static struct shift_turn own_turn(const struct desk *desk, struct roster roster, int64_t now)
{
    struct shift_turn found = {0};
    for (size_t i = 0; i < roster.count; i++) {
        const struct shift *turns[ROSTER_TURNS_MAX];
        size_t count = strcmp(roster.rows[i].badge, desk->actor.badge) == 0
                           ? roster_turns(settings_shifts(desk->settings), roster.rows[i].plan, turns)
                           : 0;
        for (size_t j = 0; j < count; j++) {
            int date = roster.rows[i].date;
            if (shift_begin(turns[j], date) <= now && shift_end(turns[j], date) > now - LATE_SECONDS) {
                found = (struct shift_turn){turns[j], date};
            }
        }
    }
    return found;
}

/* The turn that one of the actor's relieves about now. */
static struct shift_turn relieved_turn(const struct desk *desk, struct roster roster, int64_t now)
{
    int64_t early = desk->settings->handover_early * (int64_t)60;
    for (size_t i = 0; i < roster.count; i++) {
        const struct shift *turns[ROSTER_TURNS_MAX];
        size_t count = strcmp(roster.rows[i].badge, desk->actor.badge) == 0
                           ? roster_turns(settings_shifts(desk->settings), roster.rows[i].plan, turns)
                           : 0;
        for (size_t j = 0; j < count; j++) {
            int date = roster.rows[i].date;
            int64_t begin = shift_begin(turns[j], date);
            if (begin - early <= now && begin + RELIEF_SECONDS > now) {
                return shift_relieved(settings_shifts(desk->settings), (struct shift_turn){turns[j], date});
            }
        }
    }
    return (struct shift_turn){0};
}

/* The turn being worked; for a lead, who is called to what has not gone well, the one just over whose log
 * still waits for signatures. */
static enum status others_turn(struct desk *desk, int64_t now, struct shift_turn *turn, struct err *err)
{
    struct shifts shifts = settings_shifts(desk->settings);
    int64_t id = 0;
    bool is_done = true;
    *turn = shift_now(shifts, now);
    struct shift_turn before = turn->shift != NULL ? shift_relieved(shifts, *turn) : (struct shift_turn){0};
    if (desk->actor.role == ROLE_OPERATOR || before.shift == NULL ||
        shift_end(before.shift, before.date) + RELIEF_SECONDS <= now) {
        return STATUS_OK;
    }
    enum status status = handover_store_find(desk->store, before.date, before.shift->name, &id, err);
    if (status == STATUS_OK && id != 0) {
        status = is_signed(desk, before, &is_done, err);
    }
    *turn = is_done ? *turn : before;
    return status;
}

enum status handover_turn(struct desk *desk, struct shift_turn *turn, struct err *err)
{
    struct roster_rows rows = {0};
    int64_t now = clock_now(desk->clock);
    int today = date_of(now);
    bool is_done = true;
    enum status status = roster_load(desk, date_previous(date_previous(today)), date_next(today), &rows, err);
    struct roster roster = roster_of(&rows);
    *turn = relieved_turn(desk, roster, now);
    /* Somebody works the turn that is to be relieved, else there is nobody to take over from. */
    bool is_planned = turn->shift != NULL && roster_count(roster, turn->date, turn->shift) > 0;
    if (status == STATUS_OK && is_planned) {
        status = is_signed(desk, *turn, &is_done, err);
    }
    if (status == STATUS_OK && is_done) {
        *turn = own_turn(desk, roster, now);
    }
    if (status == STATUS_OK && turn->shift == NULL) {
        status = others_turn(desk, now, turn, err);
    }
    roster_rows_clear(&rows);
    return status;
}

static void describe(const struct desk *desk, struct shift_turn turn, struct handover *handover)
{
    struct shift_turn relief = shift_relief(settings_shifts(desk->settings), turn);
    handover->date = given(turn.date);
    text_copy(handover->shift, sizeof(handover->shift), turn.shift->name);
    handover->ends_at = given(shift_end(turn.shift, turn.date));
    if (relief.shift != NULL) {
        handover->next_date = given(relief.date);
        text_copy(handover->next_shift, sizeof(handover->next_shift), relief.shift->name);
    }
    handover->opened_at = given(clock_now(desk->clock));
}

static enum status store_lines(struct desk *desk, const struct handover *handover, struct err *err)
{
    struct handover_line *lines = mem_new(HANDOVER_LINES_MAX, sizeof(*lines));
    size_t count = 0;
    enum status status = handover_first_lines(desk, handover, lines, &count, err);
    for (size_t i = 0; i < count && status == STATUS_OK; i++) {
        status = record_insert(desk->store, &handover_line_fields, &lines[i], err);
    }
    free(lines);
    return status;
}

static enum status begin(struct desk *desk, struct shift_turn turn, int64_t *id, struct err *err)
{
    struct handover *handover = mem_new(1, sizeof(*handover));
    describe(desk, turn, handover);
    enum status status = record_insert(desk->store, &handover_fields, handover, err);
    *id = handover->head.id;
    if (status == STATUS_OK) {
        status = store_lines(desk, handover, err);
    }
    if (status == STATUS_OK) {
        status = roster_store_move_on(desk->store, err);
    }
    if (status == STATUS_OK) {
        status =
            desk_audit(desk, "handover.open", "handover", *id, &handover_fields, NULL, handover, NULL, err);
    }
    free(handover);
    return status;
}

enum status handover_open(struct desk *desk, void *argument, int64_t *id, struct err *err)
{
    const struct handover_open *wanted = argument;
    struct shift_turn turn = turn_named(desk, wanted->shift, wanted->date);
    *id = 0;
    enum status status = desk_allow(desk, RIGHT_CONTACT_SAVE, err);
    if (status == STATUS_OK && turn.shift == NULL) {
        status = err_set(err, STATUS_NOT_FOUND, _("没有班次“%s”"), wanted->shift);
    }
    if (status == STATUS_OK) {
        status = handover_store_find(desk->store, turn.date, turn.shift->name, id, err);
    }
    return status == STATUS_OK && *id == 0 ? begin(desk, turn, id, err) : status;
}

enum status handover_find(struct desk *desk, struct shift_turn turn, int64_t *id, struct err *err)
{
    *id = 0;
    enum status status = desk_allow(desk, RIGHT_ROSTER_READ, err);
    return status == STATUS_OK ? handover_store_find(desk->store, turn.date, turn.shift->name, id, err)
                               : status;
}

/* By part; within one as they were written. */
static void sort_lines(struct handover_line *lines, size_t count)
{
    struct handover_line *held = mem_new(1, sizeof(*held));
    for (size_t i = 1; i < count; i++) {
        enum handover_part part = handover_part_parse(lines[i].part);
        size_t at = i;
        *held = lines[i];
        while (at > 0 && handover_part_parse(lines[at - 1].part) > part) {
            lines[at] = lines[at - 1];
            at--;
        }
        lines[at] = *held;
    }
    free(held);
}

static enum status load_roster(struct desk *desk, struct handover_file *file, struct err *err)
{
    int from = (int)file->record.date.value;
    return roster_store_load(desk->store, date_previous(from), date_next(date_next(from)), &file->rows, err);
}

static enum status load_parts(struct desk *desk, int64_t id, struct handover_file *file, struct err *err)
{
    enum status status = handover_store_lines(desk->store, id, file->lines, &file->line_count, err);
    if (status == STATUS_OK) {
        status = handover_store_signatures(desk->store, id, file->signatures, &file->signature_count, err);
    }
    if (status == STATUS_OK) {
        status = handover_store_leaves(desk->store, id, file->leaves, &file->leave_count, err);
    }
    if (status == STATUS_OK) {
        status = handover_store_notes(desk->store, id, file->notes, &file->note_count, err);
    }
    return status == STATUS_OK ? load_roster(desk, file, err) : status;
}

/* Before its window (R4.4) a draft is for those who write it: the outgoing and leads. */
static enum status check_window(struct desk *desk, const struct handover_file *file, struct err *err)
{
    const struct handover *record = &file->record;
    struct roster roster = roster_of(&file->rows);
    struct shift_turn turn = handover_turn_of(desk, record);
    char opens[20];
    struct reader_facts facts = {
        .is_operator = desk->actor.role == ROLE_OPERATOR && !desk->actor.is_owner,
        .is_signed = record->signed_at.given,
        .is_planned = turn.shift != NULL && roster_count(roster, turn.date, turn.shift) > 0,
        .is_outgoing =
            roster_has(roster_plan(roster, (int)record->date.value, desk->actor.badge), record->shift),
        .is_window = clock_now(desk->clock) >= file->opens_at,
    };
    if (handover_may_read(&facts)) {
        return STATUS_OK;
    }
    clock_format(file->opens_at, opens);
    err_set(err, STATUS_DENIED, _("%s的交接班记录 %.5s 起给接班人看，提前 %d 分钟"), record->shift,
            opens + 11, desk->settings->handover_early);
    return err_advise(err, _("下面是以前的记录"));
}

/* With record, roster and lines there: what everybody reads. */
static enum status finish(struct desk *desk, struct handover_file *file, struct err *err)
{
    file->opens_at = file->record.ends_at.value - desk->settings->handover_early * (int64_t)60;
    enum status status = check_window(desk, file, err);
    if (status == STATUS_OK && !file->record.signed_at.given) {
        status = handover_compile(desk, file, err);
    }
    sort_lines(file->lines, file->line_count);
    file->open_lines = handover_open_lines(file->lines, file->line_count);
    return status;
}

enum status handover_load(struct desk *desk, int64_t id, struct handover_file *file, struct err *err)
{
    enum status status = desk_allow(desk, RIGHT_ROSTER_READ, err);
    if (status == STATUS_OK) {
        status = record_load(desk->store, &handover_fields, id, &file->record, err);
    }
    if (status == STATUS_NOT_FOUND) {
        err_set(err, STATUS_NOT_FOUND, _("没有编号 %lld 的交接班记录"), (long long)id);
        return err_advise(err, _("编号见 zuoxi handover list，台面上见 F7 h"));
    }
    if (status == STATUS_OK) {
        status = load_parts(desk, id, file, err);
    }
    return status == STATUS_OK ? finish(desk, file, err) : status;
}

enum status handover_preview(struct desk *desk, struct shift_turn turn, struct handover_file *file,
                             struct err *err)
{
    file->record = (struct handover){0};
    file->signature_count = file->leave_count = file->note_count = 0;
    enum status status = desk_allow(desk, RIGHT_ROSTER_READ, err);
    describe(desk, turn, &file->record);
    if (status == STATUS_OK) {
        status = handover_first_lines(desk, &file->record, file->lines, &file->line_count, err);
    }
    if (status == STATUS_OK) {
        status = load_roster(desk, file, err);
    }
    return status == STATUS_OK ? finish(desk, file, err) : status;
}

enum status handover_load_open(struct desk *desk, int64_t id, struct handover_file *file, struct err *err)
{
    enum status status = handover_load(desk, id, file, err);
    if (status == STATUS_OK && file->record.signed_at.given) {
        err_set(err, STATUS_CONFLICT, _("这份交接班记录双方已经签字，不能再改"));
        return err_advise(err, _("要更正请按 m 加一条更正，附在记录后面"));
    }
    return status;
}

enum status handover_is_lead(struct desk *desk, const struct handover_file *file, const char *badge,
                             bool *is_lead, struct err *err)
{
    struct person person = {0};
    char acting[21];
    struct err ignored;
    enum status status = acting_lead_of(desk, roster_of(&file->rows), (int)file->record.date.value,
                                        file->record.shift, acting, err);
    bool is_known = people_store_find(desk->store, badge, &person, &ignored) == STATUS_OK;
    bool is_one = is_known && person.is_active && person.role == ROLE_LEAD;
    explicit_bzero(&person, sizeof(person));
    *is_lead = status == STATUS_OK && (is_one || (acting[0] != '\0' && strcmp(acting, badge) == 0));
    return status;
}

void handover_name(struct desk *desk, const char *badge, char *out, size_t size)
{
    struct person person;
    struct err ignored;
    if (people_store_find(desk->store, badge, &person, &ignored) == STATUS_OK) {
        text_format(out, size, "%s %s", badge, person.name);
    } else {
        text_copy(out, size, badge);
    }
    explicit_bzero(&person, sizeof(person));
}

int handover_planned(struct desk *desk, const struct handover_file *file, struct shift_turn turn,
                     struct str *names)
{
    int count = 0;
    for (size_t i = 0; i < file->rows.count && turn.shift != NULL; i++) {
        const struct roster_row *row = &file->rows.items[i];
        char name[200];
        if (row->date == turn.date && roster_has(row->plan, turn.shift->name)) {
            handover_name(desk, row->badge, name, sizeof(name));
            str_printf(names, "%s%s", count > 0 ? "、" : "", name);
            count++;
        }
    }
    return count;
}

enum status handover_list(struct desk *desk, const struct handover_row *after, int64_t since,
                          const char *words, size_t max, struct handover_row *rows, size_t *count,
                          struct err *err)
{
    *count = 0;
    enum status status = desk_allow(desk, RIGHT_ROSTER_READ, err);
    return status == STATUS_OK ? handover_store_list(desk->store, after, since, words, max, rows, count, err)
                               : status;
}

enum status handover_note(struct desk *desk, void *argument, int64_t *id, struct err *err)
{
    const struct handover_note *note = argument;
    struct handover_note_row row = {.at = clock_now(desk->clock)};
    struct handover handover;
    *id = note->id;
    enum status status = desk_allow(desk, RIGHT_CONTACT_SAVE, err);
    if (status == STATUS_OK && note->text[strspn(note->text, " \n")] == '\0') {
        status = err_set(err, STATUS_INVALID, _("更正内容是空的"));
    }
    if (status == STATUS_OK) {
        status = record_load(desk->store, &handover_fields, note->id, &handover, err);
    }
    if (status == STATUS_OK && !handover.signed_at.given) {
        status = err_set(err, STATUS_INVALID, _("双方还没有签字，可以直接修改"));
    }
    text_copy(row.badge, sizeof(row.badge), desk->actor.badge);
    text_copy(row.text, sizeof(row.text), note->text);
    if (status == STATUS_OK) {
        status = handover_store_add_note(desk->store, note->id, &row, err);
    }
    return status == STATUS_OK
               ? desk_audit(desk, "handover.note", "handover", note->id, NULL, NULL, NULL, note->text, err)
               : status;
}
