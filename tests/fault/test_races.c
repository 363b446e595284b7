/*
 * Goal S6: two desks go for the same call, or change the same case, at the same moment, again and again. A
 * call has exactly one owner; changes of different fields are both there; of one field one is there and the
 * other desk has been told. A way of claiming that looks first and writes then, as slow pages do, must fail
 * the same check.
 */

#include <check.h>
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "desk/desk_fixture.h"
#include "fault/figure.h"
#include "suite.h"
#include "zuoxi/base/text.h"
#include "zuoxi/desk/call.h"
#include "zuoxi/store/record.h"

#define RACERS      2
#define FEW         120 /* rounds of each kind under make test */
#define FULL        50000
#define CONTROL     200
#define CASE_ROUNDS 50 /* corrections of one case before the next is taken */
#define PATIENCE_MS 60000

enum kind { CLAIM, EDIT_EACH, EDIT_SAME, CLAIM_UNSAFE, STOP };

/* Shared by the racers and who starts them. */
struct race {
    sem_t start[RACERS], done;
    enum kind kind;
    int64_t id; /* of the call or the case */
    int round;
    struct case_edit edit; /* as both have opened it */
    enum status status[RACERS];
    int unsafe_owner;
};

static struct race *race;

static const char *const field_names[RACERS] = {"name", "note"};

static const char *field_of(enum kind kind, int racer)
{
    return kind == EDIT_SAME ? "note" : field_names[racer];
}

static void value_of(int racer, char out[40])
{
    snprintf(out, 40, "第%d轮%s", race->round, racer == 0 ? "甲" : "乙");
}

static enum status run(struct desk *desk, task_work work, void *argument)
{
    int64_t result;
    struct err err;
    return task_run(desk, work, argument, NULL, PATIENCE_MS, &result, &err);
}

static enum status edit(struct desk *desk, int racer)
{
    struct case_edit *mine = malloc(sizeof(*mine));
    const struct field *field = field_find(&case_record_fields, field_of(race->kind, racer));
    char value[40];
    *mine = race->edit;
    value_of(racer, value);
    text_copy(field_text(field, &mine->after), field->size, value);
    enum status status = run(desk, casework_edit, mine);
    free(mine);
    return status;
}

/* Looks, thinks that nobody has it, and writes: the control. */
static enum status claim_unsafely(struct desk *desk)
{
    (void)desk;
    if (race->unsafe_owner != 0) {
        return STATUS_CONFLICT;
    }
    usleep(200); /* as long as a commit takes */
    race->unsafe_owner = 1;
    return STATUS_OK;
}

static void run_racer(const struct desk_fixture *fixture, int racer)
{
    static const char *const badges[RACERS] = {"1001", "2001"};
    const struct config *config = &fixture->config;
    struct desk desk;
    struct err err;
    if (desk_open(&desk, fixture->database, &config->settings, &config->profile, &config->book, &clock_system,
                  &err) != STATUS_OK) {
        _exit(1);
    }
    desk.actor = (struct actor){.role = ROLE_LEAD, .origin = "console"};
    text_copy(desk.actor.badge, sizeof(desk.actor.badge), badges[racer]);
    for (;;) {
        sem_wait(&race->start[racer]);
        int64_t id = race->id;
        switch (race->kind) {
        case CLAIM:
            race->status[racer] = run(&desk, call_answer, &id);
            break;
        case EDIT_EACH:
        case EDIT_SAME:
            race->status[racer] = edit(&desk, racer);
            break;
        case CLAIM_UNSAFE:
            race->status[racer] = claim_unsafely(&desk);
            break;
        case STOP:
            desk_close(&desk);
            _exit(0);
        }
        sem_post(&race->done);
    }
}

static void start(struct desk_fixture *fixture)
{
    race = mmap(NULL, sizeof(*race), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    ck_assert_ptr_ne(race, MAP_FAILED);
    sem_init(&race->done, 1, 0);
    for (int i = 0; i < RACERS; i++) {
        sem_init(&race->start[i], 1, 0);
        if (fork() == 0) {
            run_racer(fixture, i);
        }
    }
}

static void go(enum kind kind)
{
    race->kind = kind;
    for (int i = 0; i < RACERS; i++) {
        sem_post(&race->start[i]);
    }
    for (int i = 0; i < RACERS && kind != STOP; i++) {
        sem_wait(&race->done);
    }
}

static void stop(void)
{
    go(STOP);
    while (wait(NULL) > 0) {
    }
    munmap(race, sizeof(*race));
}

static int winners(void)
{
    int won = 0;
    for (int i = 0; i < RACERS; i++) {
        bool is_clear = race->status[i] == STATUS_OK || race->status[i] == STATUS_CONFLICT;
        ck_assert_msg(is_clear, "racer %d: status %d", i, (int)race->status[i]);
        won += race->status[i] == STATUS_OK;
    }
    return won;
}

/* A new call rings, both answer. */
static bool claim_goes_wrong(struct desk_fixture *fixture)
{
    struct call_report report = {.state = RING_RINGING};
    snprintf(report.call_id, sizeof(report.call_id), "race-%d", race->round);
    snprintf(report.phone, sizeof(report.phone), "1380000%04d", race->round % 10000);
    ck_assert_int_eq(run(&fixture->desk, call_report, &report), STATUS_OK);
    race->id = report.ring.head.id;
    go(CLAIM);
    struct ring ring;
    fixture_ok(call_load(&fixture->desk, race->id, &ring, &err));
    const char *owner = race->status[0] == STATUS_OK ? "1001" : "2001";
    return winners() != 1 || strcmp(ring.answered_by, owner) != 0;
}

static void open_case(struct desk_fixture *fixture)
{
    struct case_file *file = malloc(sizeof(*file));
    if (race->round % CASE_ROUNDS == 0) {
        race->id = desk_fixture_case(fixture);
    }
    fixture_ok(casework_load(&fixture->desk, race->id, file, &err));
    race->edit.before = race->edit.after = file->record;
    race->edit.details_before = race->edit.details_after = file->details;
    free(file);
}

static bool is_stored(struct desk_fixture *fixture, enum kind kind, int racer)
{
    struct case_record *record = malloc(sizeof(*record));
    char value[40];
    value_of(racer, value);
    fixture_ok(record_load(fixture->desk.store, &case_record_fields, race->id, record, &err));
    const char *stored = field_text_const(field_find(&case_record_fields, field_of(kind, racer)), record);
    bool is_there = strcmp(stored, value) == 0;
    free(record);
    return is_there;
}

/* Both desks have the case open and save another value, of a field each or of the same. */
static bool edit_goes_wrong(struct desk_fixture *fixture, enum kind kind)
{
    open_case(fixture);
    go(kind);
    int won = winners(), wrong = won != (kind == EDIT_EACH ? RACERS : 1);
    for (int i = 0; i < RACERS; i++) {
        wrong += is_stored(fixture, kind, i) != (race->status[i] == STATUS_OK);
    }
    return wrong > 0;
}

START_TEST(one_call_has_one_owner__however_many_go_for_it)
{
    struct desk_fixture *fixture = desk_fixture_open();
    int rounds = figure_cases(FEW, FULL), doubles = 0;
    start(fixture);
    for (race->round = 0; race->round < rounds; race->round++) {
        doubles += claim_goes_wrong(fixture);
    }
    stop();
    figure_reached("S6", doubles == 0,
                   "%d calls answered by two desks at once: %d with another than one owner", rounds, doubles);
    ck_assert_int_eq(doubles, 0);
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(no_change_of_a_case_is_lost__when_two_save_at_once)
{
    struct desk_fixture *fixture = desk_fixture_open();
    int rounds = figure_cases(FEW, FULL), lost = 0;
    desk_fixture_act(fixture, ROLE_LEAD);
    start(fixture);
    for (race->round = 0; race->round < rounds; race->round++) {
        lost += edit_goes_wrong(fixture, race->round % 2 == 0 ? EDIT_EACH : EDIT_SAME);
    }
    stop();
    figure_reached("S6", lost == 0, "%d times two desks saved one case at once: %d updates lost or doubled",
                   rounds, lost);
    ck_assert_int_eq(lost, 0);
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(the_same_check_finds_double_owners__when_looking_and_writing_are_two_steps)
{
    struct desk_fixture *fixture = desk_fixture_open();
    int doubles = 0;
    start(fixture);
    for (race->round = 0; race->round < CONTROL; race->round++) {
        race->unsafe_owner = 0;
        go(CLAIM_UNSAFE);
        doubles += winners() != 1;
    }
    stop();
    figure_reached("S6", doubles > 0, "control that looks before it writes: %d of %d with two owners",
                   doubles, CONTROL);
    ck_assert_int_gt(doubles, 0);
    desk_fixture_close(fixture);
}
END_TEST

SUITE_MAIN("races", one_call_has_one_owner__however_many_go_for_it,
           no_change_of_a_case_is_lost__when_two_save_at_once,
           the_same_check_finds_double_owners__when_looking_and_writing_are_two_steps)
