#include "desk/hook_fixture.h"

#include <poll.h>
#include <stdio.h>
#include <string.h>

#include "zuoxi/base/mem.h"

struct hook *hook_fixture_add(struct desk_fixture *fixture, const char *name, const char *events,
                              const char *script)
{
    struct settings *settings = &fixture->config.settings;
    const char *command[] = {"/bin/sh", "-c", script};
    char words[200], *rest;
    mem_reserve((void **)&settings->hooks, &settings->hook_capacity, settings->hook_count + 1,
                sizeof(*settings->hooks));
    struct hook *hook = &settings->hooks[settings->hook_count++];
    strcpy(hook->name, name);
    strcpy(words, events);
    for (char *word = strtok_r(words, " ", &rest); word != NULL; word = strtok_r(NULL, " ", &rest)) {
        strcpy(hook->events[hook->event_count++], word);
    }
    for (size_t i = 0; i < 3; i++) {
        ck_assert_uint_lt(strlen(command[i]), sizeof(hook->command[0]));
        strcpy(hook->command[hook->word_count++], command[i]);
    }
    hook->timeout = 10;
    hook->retries = 2;
    hook_store_follow(fixture->desk.store, hooks_want_levels(settings->hooks, settings->hook_count));
    return hook;
}

void hook_fixture_desk(struct desk_fixture *fixture, struct desk *desk)
{
    fixture_ok(desk_open(desk, fixture->database, &fixture->config.settings, &fixture->config.profile,
                         &fixture->config.book, &desk_fixture_clock, &err));
    desk->actor = (struct actor){.role = ROLE_OPERATOR, .origin = "console", .badge = "1002"};
}

void hook_fixture_settle(struct hook_runner *runner)
{
    bool has_changed = true;
    for (int i = 0; i < 2000; i++) {
        struct pollfd polls[2];
        int fds[2];
        hook_runner_step(runner, has_changed, true);
        has_changed = false;
        if (hook_runner_is_idle(runner)) {
            return;
        }
        size_t count = hook_runner_waits(runner, fds);
        for (size_t j = 0; j < count; j++) {
            polls[j] = (struct pollfd){.fd = fds[j], .events = POLLIN};
        }
        poll(polls, (nfds_t)count, count > 0 ? 20 : 0);
    }
    ck_abort_msg("the runner does not come to rest");
}

void hook_fixture_events(struct desk_fixture *fixture, char out[400])
{
    struct stmt *stmt;
    bool row;
    out[0] = '\0';
    fixture_ok(
        db_prepare(store_db(fixture->desk.store), "SELECT event FROM hook_run ORDER BY id", &stmt, &err));
    while (db_step(stmt, &row, NULL) == STATUS_OK && row) {
        strcat(strcat(out, db_text(stmt, 0, NULL)), " ");
    }
    db_reset(stmt);
}

int64_t hook_fixture_value(struct desk_fixture *fixture, int64_t id, const char *column)
{
    char sql[120];
    snprintf(sql, sizeof(sql), "SELECT %s FROM hook_run WHERE id = %lld", column, (long long)id);
    return fixture_int(fixture->desk.store, sql);
}
