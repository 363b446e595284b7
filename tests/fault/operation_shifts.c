/* Handover, roster, swaps, the daily report. */

#include <stdio.h>
#include <string.h>

#include "fault/operation.h"
#include "zuoxi/desk/case_sheet.h"
#include "zuoxi/desk/handover_leave.h"
#include "zuoxi/desk/roster_pattern.h"
#include "zuoxi/desk/swap.h"
#include "zuoxi/desk/work.h"
#include "zuoxi/store/record.h"

#define AT_1550 350 /* minutes after DESK_NOW: ten before the late shift */

static void fill_open(struct desk *desk, const struct operation *operation, void *argument)
{
    struct handover_open *open = argument;
    (void)desk;
    open->date = 20261125;
    strcpy(open->shift, operation->variant);
}

static void fill_line(struct desk *desk, const struct operation *operation, void *argument)
{
    struct handover_line line;
    operation_record(desk, operation, &handover_line_fields, &line);
    handover_line_begin(desk, argument, &line);
    struct handover_line_edit *edit = argument;
    operation_give(operation, &handover_line_fields, &edit->after);
}

static void fill_act(struct desk *desk, const struct operation *operation, void *argument)
{
    static const char *const verbs[] = {"take", "ask", "answer", "carry", "drop"};
    struct handover_act *act = argument;
    for (size_t i = 0; operation->variant != NULL && i < sizeof(verbs) / sizeof(verbs[0]); i++) {
        if (strcmp(operation->variant, verbs[i]) == 0) {
            act->verb = (enum handover_verb)i;
        }
    }
    if (act->verb == HANDOVER_ANSWER) {
        operation_before(desk, "handover_act", "ask");
    }
    act->line_id = operation_id(desk, operation);
    strcpy(act->text, "说明一下");
}

/* The relief has confirmed every line by hand; what a fault needs besides was done. */
static void confirm_all(struct desk *desk, int64_t id)
{
    struct handover_file *file = handover_file_new();
    int changed;
    fixture_ok(handover_load(desk, id, file, &err));
    fixture_begin(desk->store);
    for (size_t i = 0; i < file->line_count; i++) {
        struct handover_line line = file->lines[i];
        strcpy(line.taken_by, "1002");
        line.taken_at = (struct optional){DESK_NOW, true};
        strcpy(line.carried_by, line.is_fault ? "2001" : "");
        fixture_ok(record_update(desk->store, &handover_line_fields, &file->lines[i], &line, &changed, &err));
    }
    fixture_commit(desk->store);
    handover_file_free(&file);
}

static const struct signin outgoing = {.is_proven = true, .person = {.badge = "1001", .role = ROLE_OPERATOR}};
static const struct signin incoming = {.is_proven = true, .person = {.badge = "1002", .role = ROLE_OPERATOR}};
static const struct signin lead = {.is_proven = true, .person = {.badge = "2001", .role = ROLE_LEAD}};

static void fill_signing(struct desk *desk, const struct operation *operation, void *argument)
{
    struct handover_signing *signing = argument;
    signing->id = operation_id(desk, operation);
    signing->out = &outgoing;
    signing->in = &incoming;
    confirm_all(desk, signing->id);
}

static void fill_note(struct desk *desk, const struct operation *operation, void *argument)
{
    struct handover_note *note = argument;
    operation_before(desk, "handover_sign", NULL);
    note->id = operation_id(desk, operation);
    strcpy(note->text, "更正：听筒已换");
}

static void fill_print(struct desk *desk, const struct operation *operation, void *argument)
{
    struct sheet_print *print = argument;
    print->id = operation_id(desk, operation);
    strcpy(print->way, "print");
}

static void fill_release(struct desk *desk, const struct operation *operation, void *argument)
{
    struct handover_release *release = argument;
    release->id = operation_id(desk, operation);
    release->proof = &lead;
    strcpy(release->badge, "1001");
    strcpy(release->reason, "家中急事");
}

static void fill_gone(struct desk *desk, const struct operation *operation, void *argument)
{
    operation_before(desk, "handover_sign", NULL);
    ((struct handover_going *)argument)->id = operation_id(desk, operation);
}

static void fill_roster(struct desk *desk, const struct operation *operation, void *argument)
{
    struct roster_edit *edit = argument;
    (void)desk;
    (void)operation;
    for (edit->count = 0; edit->count < 3; edit->count++) {
        struct roster_change *change = &edit->changes[edit->count];
        change->date = 20261201 + (int)edit->count;
        strcpy(change->badge, "1002");
        strcpy(change->after, "早班");
    }
}

static void fill_pattern(struct desk *desk, const struct operation *operation, void *argument)
{
    struct pattern_save *save = argument;
    (void)desk;
    (void)operation;
    strcpy(save->name, "四班");
    save->date = 20261125;
    save->people.count = 2;
    strcpy(save->people.badges[0], "1001");
    strcpy(save->people.badges[1], "1002");
}

static void fill_pattern_drop(struct desk *desk, const struct operation *operation, void *argument)
{
    (void)operation;
    operation_before(desk, "pattern_save", NULL);
    strcpy(((struct pattern_drop *)argument)->name, "四班");
}

static void fill_swap(struct desk *desk, const struct operation *operation, void *argument)
{
    struct swap_request *request = argument;
    swap_begin(desk, request);
    operation_give(operation, &swap_fields, &request->after);
}

static void fill_swap_act(struct desk *desk, const struct operation *operation, void *argument)
{
    static const char *const verbs[] = {"agreed", "approved", "refused", "withdrawn"};
    struct swap_act *act = argument;
    for (size_t i = 0; i < sizeof(verbs) / sizeof(verbs[0]); i++) {
        if (strcmp(operation->variant, verbs[i]) == 0) {
            act->verb = (enum swap_verb)i;
        }
    }
    if (act->verb == SWAP_APPROVE) {
        operation_before(desk, "swap_act", "agreed");
    }
    act->id = operation_id(desk, operation);
    strcpy(act->reason, "那天有事");
}

static void fill_work(struct desk *desk, const struct operation *operation, void *argument)
{
    struct work_change *change = argument;
    (void)desk;
    change->date = 20261125;
    strcpy(change->shift, "早班");
    strcpy(change->badge, "1001");
    strcpy(change->remarks, "接听正常");
    change->is_signing = strcmp(operation->variant, "signed") == 0;
}

#define OPERATOR .badge = "1001", .role = ROLE_OPERATOR
#define RELIEF   .badge = "1002", .role = ROLE_OPERATOR
#define PARTNER  .badge = "1003", .role = ROLE_OPERATOR
#define LEAD     .badge = "2001", .role = ROLE_LEAD
#define TASK(function, type)                                                                                 \
    .name = #function, .work = function, .size = sizeof(struct type),                                        \
    .request = offsetof(struct type, request)
#define ACT(what) TASK(handover_act, handover_act), .variant = what, .fill = fill_act
#define SWAP(what)                                                                                           \
    TASK(swap_act, swap_act), .variant = what, .fill = fill_swap_act, .of = "SELECT id FROM swap"
#define LOG   "SELECT max(id) FROM handover"
#define LINE  "SELECT min(id) FROM handover_line WHERE is_fault = 0"
#define FAULT "SELECT min(id) FROM handover_line WHERE is_fault = 1"

static const struct operation rows[] = {
    {TASK(handover_open, handover_open), OPERATOR, .variant = "早班", .fill = fill_open, .in_town = 1},
    {TASK(handover_open, handover_open), RELIEF, .variant = "中班", .minutes = 370, .fill = fill_open},
    {TASK(handover_line_save, handover_line_edit), OPERATOR, .fill = fill_line, .in_town = 1, .of = LINE,
     .values = {"text", "2号话机听筒有杂音", "is_fault", "1"}},
    {ACT("take"), RELIEF, .minutes = AT_1550, .of = LINE},
    {ACT("ask"), RELIEF, .minutes = AT_1550, .of = LINE},
    {ACT("answer"), OPERATOR, .minutes = AT_1550, .of = LINE},
    {ACT("carry"), LEAD, .of = FAULT},
    {ACT("drop"), LEAD, .of = FAULT},
    {TASK(handover_fault_case, handover_act), OPERATOR, .fill = fill_act, .of = FAULT},
    {TASK(handover_sign, handover_signing), RELIEF, .minutes = AT_1550, .fill = fill_signing, .of = LOG},
    {TASK(handover_note, handover_note), OPERATOR, .minutes = AT_1550, .fill = fill_note, .of = LOG},
    {TASK(handover_printed, sheet_print), OPERATOR, .fill = fill_print, .of = LOG},
    {TASK(handover_release, handover_release), OPERATOR, .minutes = AT_1550, .fill = fill_release, .of = LOG},
    {TASK(handover_gone, handover_going), OPERATOR, .minutes = AT_1550, .fill = fill_gone, .of = LOG},
    {.name = "roster_set",
     .work = roster_set,
     .request = offsetof(struct roster_edit, request),
     LEAD,
     .size = sizeof(struct roster_edit) + 3 * sizeof(struct roster_change),
     .fill = fill_roster},
    {TASK(pattern_save, pattern_save), LEAD, .fill = fill_pattern},
    {TASK(pattern_drop, pattern_drop), LEAD, .fill = fill_pattern_drop},
    {TASK(swap_ask, swap_request), OPERATOR, .fill = fill_swap, .in_town = 1,
     .values = {"date", "2026-11-27", "partner", "1003", "back_date", "2026-11-30", "reason", "家里有事"}},
    {SWAP("agreed"), PARTNER},
    {SWAP("approved"), LEAD},
    {SWAP("refused"), PARTNER},
    {SWAP("withdrawn"), OPERATOR},
    {TASK(work_change, work_change), OPERATOR, .variant = "remarked", .fill = fill_work},
    {TASK(work_change, work_change), LEAD, .variant = "signed", .fill = fill_work},
};

const struct operation_list operations_of_shifts = {rows, sizeof(rows) / sizeof(rows[0])};
