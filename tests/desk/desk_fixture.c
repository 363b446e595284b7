#include "desk/desk_fixture.h"

#include <dirent.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/base/str.h"
#include "zuoxi/desk/draft.h"
#include "zuoxi/desk/session.h"
#include "zuoxi/store/people_store.h"

static int64_t now = DESK_NOW;

static int64_t now_ms(void *context)
{
    (void)context;
    return now * 1000;
}

const struct clock desk_fixture_clock = {.now_ms = now_ms, .boot_ms = now_ms};

void desk_fixture_set_now(int64_t utc)
{
    now = utc;
}

/* The helper process is this very program: it must answer before any test runs. */
__attribute__((constructor)) static void answer_helper(int argc, char **argv)
{
    if (argc == 2 && strcmp(argv[1], "helper-password") == 0) {
        exit(session_helper());
    }
    if (argc == 2 && strcmp(argv[1], "helper-draft") == 0) {
        exit(draft_helper());
    }
}

static void add_accounts(struct store *store)
{
    static const struct person people[] = {
        {.badge = "1001", .name = "王芳", .role = ROLE_OPERATOR, .hash = "*", .is_active = true},
        {.badge = "2001", .name = "赵敏", .role = ROLE_LEAD, .hash = "*", .is_active = true},
        {.badge = "9001", .name = "周涛", .role = ROLE_ADMIN, .hash = "*", .is_active = true},
    };
    fixture_begin(store);
    for (size_t i = 0; i < sizeof(people) / sizeof(people[0]); i++) {
        struct person person = people[i];
        fixture_ok(people_store_add(store, &person, &err));
    }
    fixture_commit(store);
}

struct desk_fixture *desk_fixture_open(void)
{
    struct desk_fixture *fixture = mem_new(1, sizeof(*fixture));
    struct findings findings = {0};
    now = DESK_NOW;
    snprintf(fixture->directory, sizeof(fixture->directory), "/tmp/zuoxi-desk-XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(fixture->directory));
    snprintf(fixture->database, sizeof(fixture->database), "%s/zuoxi.db", fixture->directory);
    setenv("XDG_STATE_HOME", fixture->directory, 1);
    setenv("XDG_CONFIG_HOME", "/nonexistent", 1);
    fixture_ok(config_load(&fixture->config, NULL, "heating", &findings, &err));
    findings_clear(&findings);
    fixture_ok(desk_create(fixture->database, "heating", &desk_fixture_clock, &err));
    fixture_ok(desk_open(&fixture->desk, fixture->database, &fixture->config.settings,
                         &fixture->config.profile, &fixture->config.book, &desk_fixture_clock, &err));
    add_accounts(fixture->desk.store);
    desk_fixture_act(fixture, ROLE_OPERATOR);
    return fixture;
}

static void remove_tree(const char *directory)
{
    DIR *folder = opendir(directory);
    for (struct dirent *entry; folder != NULL && (entry = readdir(folder)) != NULL;) {
        char path[800];
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0) {
            continue;
        }
        snprintf(path, sizeof(path), "%s/%s", directory, entry->d_name);
        if (unlink(path) != 0) {
            remove_tree(path);
        }
    }
    if (folder != NULL) {
        closedir(folder);
    }
    rmdir(directory);
}

/* Whatever a test did, what is kept twice agrees and every value is as the audit says. */
static void verify(struct desk_fixture *fixture)
{
    struct str findings = {0};
    struct err err = {0};
    if (fixture->desk.store == NULL || fixture->is_damaged) {
        return;
    }
    ck_assert_msg(store_verify(fixture->desk.store, &findings, &err) == STATUS_OK, "%s", err.what);
    ck_assert_msg(findings.length == 0, "zuoxi verify finds:\n%s", str_text(&findings));
    str_free(&findings);
}

void desk_fixture_close(struct desk_fixture *fixture)
{
    verify(fixture);
    desk_close(&fixture->desk);
    config_clear(&fixture->config);
    remove_tree(fixture->directory);
    free(fixture);
}

void desk_fixture_act(struct desk_fixture *fixture, enum role role)
{
    static const char *const badges[ROLE_COUNT] = {"", "1001", "2001", "9001"};
    fixture->desk.actor = (struct actor){.role = role, .origin = "console"};
    strcpy(fixture->desk.actor.badge, badges[role]);
}

struct intake *desk_fixture_intake(struct desk_fixture *fixture)
{
    struct intake *intake = mem_new(1, sizeof(*intake));
    intake_begin(&fixture->desk, intake);
    struct case_record *record = &intake->record;
    strcpy(record->type, "repair");
    strcpy(record->category, "no_heat.single");
    strcpy(record->grade, "2");
    strcpy(record->name, "孙丽");
    strcpy(record->phone, "13800005678");
    strcpy(record->address, "阳光城7-1-402");
    strcpy(record->content, "客厅14度,已放气无效");
    strcpy(intake->contact.phone, "13800005678");
    strcpy(intake->contact.said, "暖气片上热下凉");
    intake->contact.answered_at = (struct optional){.value = now, .given = true};
    return intake;
}

int64_t desk_fixture_case(struct desk_fixture *fixture)
{
    struct intake *intake = desk_fixture_intake(fixture);
    int64_t id = 0;
    fixture_ok(task_run(&fixture->desk, intake_save, intake, intake->request, 1000, &id, &err));
    free(intake);
    return id;
}

enum status desk_fixture_move(struct desk_fixture *fixture, int64_t case_id, const char *action,
                              const char *reporter, int64_t at, struct err *err, ...)
{
    struct move_request *request = mem_new(1, sizeof(*request));
    va_list values;
    const char *name;
    int64_t id;
    request->case_id = case_id;
    request->at = at;
    request_make(request->request);
    snprintf(request->action, sizeof(request->action), "%s", action);
    snprintf(request->reporter, sizeof(request->reporter), "%s", reporter == NULL ? "" : reporter);
    va_start(values, err);
    while ((name = va_arg(values, const char *)) != NULL) {
        const struct detail_kind *kind = NULL;
        const struct field *field = field_find(&case_record_fields, name);
        ck_assert(field != NULL || detail_find_field(name, &kind, &field));
        void *record = kind == NULL ? (void *)&request->values : detail_record(kind, &request->details, 0);
        ck_assert_int_eq(field_parse(field, record, va_arg(values, const char *), err), STATUS_OK);
        snprintf(request->set[request->set_count++], sizeof(request->set[0]), "%s", name);
    }
    va_end(values);
    enum status status = task_run(&fixture->desk, casework_move, request, request->request, 1000, &id, err);
    free(request);
    return status;
}

int64_t desk_fixture_count(struct desk_fixture *fixture, const char *table)
{
    char sql[80];
    snprintf(sql, sizeof(sql), "SELECT count(*) FROM %s", table);
    return fixture_int(fixture->desk.store, sql);
}
