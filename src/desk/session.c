#include "zuoxi/desk/session.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "zuoxi/base/text.h"
#include "zuoxi/base/utf8.h"
#include "zuoxi/desk/draft.h"

/* Failures in a row that cost nothing, the first wait and the longest one (seconds); every wait expires. */
#define FREE_FAILURES 3
#define WAIT_FIRST    2
#define WAIT_MAX      300
/* How long the command line queues to write the attempt down. */
#define RECORD_LIMIT_MS 10000
#define INPUT_SIZE      4096
#define PEOPLE_MAX      256

/*
 * Checked for a badge nobody has, so that the answer takes as long as for one that exists. Same cost as
 * session_hash makes; the password behind it was random and is gone.
 */
static const char decoy_hash[] = "$y$jCT$uYLGKDN9pnaopprZeVu4m1$S3RutAp0LTgj3tKkra/.AXi/1KlM/7SiRI2QBcZ8NW.";

/*
 * Failures of unknown badges are counted too, else the back-off would tell which badges exist. Few shared
 * slots keep somebody who tries many names from filling the database.
 */
static void decoy_key(const char *badge, char out[24])
{
    uint32_t hash = 2166136261u;
    for (const char *byte = badge; *byte != '\0'; byte++) {
        hash = (hash ^ (unsigned char)*byte) * 16777619u;
    }
    snprintf(out, 24, "signin/%02x", (unsigned)(hash & 0xff));
}

/* Load the account, or the counters of an unknown badge; *is_known tells which. */
static enum status load_person(struct desk *desk, const char *badge, struct person *person, bool *is_known,
                               struct err *err)
{
    enum status status = people_store_find(desk->store, badge, person, err);
    *is_known = status == STATUS_OK && person->is_active;
    if (status != STATUS_OK && status != STATUS_NOT_FOUND) {
        return status;
    }
    if (status == STATUS_OK) {
        return STATUS_OK;
    }
    char key[24], value[64];
    *person = (struct person){0};
    text_copy(person->badge, sizeof(person->badge), badge);
    decoy_key(badge, key);
    status = store_meta(desk->store, key, value, sizeof(value), err);
    char *rest = value;
    person->failures = (int)strtol(rest, &rest, 10);
    person->retry_at = strtoll(rest, &rest, 10);
    return status;
}

static enum status save_failures(struct desk *desk, const struct person *person, int failures,
                                 int64_t retry_at, struct err *err)
{
    if (person->id != 0) {
        return people_store_set_failures(desk->store, person->badge, failures, retry_at, err);
    }
    char key[24], value[64];
    decoy_key(person->badge, key);
    snprintf(value, sizeof(value), "%d %" PRId64, failures, retry_at);
    return store_set_meta(desk->store, key, value, err);
}

/*
 * Seconds still to wait. A time further off than any wait is a stepped clock: it must not lock anybody out.
 */
static int64_t seconds_to_wait(const struct person *person, int64_t now)
{
    int64_t wait = person->retry_at - now;
    return wait > 0 && wait <= WAIT_MAX ? wait : 0;
}

static enum status refuse_for_now(int64_t wait, struct err *err)
{
    err_set(err, STATUS_DENIED, _("连续登录失败，请等候%lld秒"), (long long)wait);
    return err_advise(err, _("等候结束后可再次登录"));
}

static enum status refuse_wrong(struct err *err)
{
    err_set(err, STATUS_DENIED, _("工号或密码不正确"));
    return err_advise(err, _("请核对后重试；忘记密码请管理员重设"));
}

enum status session_start(struct desk *desk, struct signin *signin, const char *badge, const char *password,
                          struct err *err)
{
    *signin = (struct signin){.child = {.fd = -1}};
    if (badge[0] == '\0') {
        return err_set(err, STATUS_INVALID, _("请输入工号"));
    }
    if (strlen(badge) >= sizeof(signin->person.badge) || strlen(password) > 1024 ||
        !utf8_is_valid(badge, strlen(badge))) {
        return refuse_wrong(err);
    }
    enum status status = load_person(desk, badge, &signin->person, &signin->is_known, err);
    if (status != STATUS_OK) {
        return status;
    }
    int64_t wait = seconds_to_wait(&signin->person, clock_now(desk->clock));
    if (wait > 0) {
        return refuse_for_now(wait, err);
    }
    char input[INPUT_SIZE];
    char *argv[] = {"zuoxi", "helper-password", NULL};
    int length = snprintf(input, sizeof(input), "check\n%s\n%s",
                          signin->is_known ? signin->person.hash : decoy_hash, password);
    status = child_start(&signin->child, argv, input, (size_t)length, err);
    explicit_bzero(input, sizeof(input));
    explicit_bzero(signin->person.hash, sizeof(signin->person.hash));
    return status;
}

enum status session_prove(struct desk *desk, struct signin *signin, const char *badge, const char *password,
                          struct err *err)
{
    enum status status = session_start(desk, signin, badge, password, err);
    signin->is_witness = true;
    return status;
}

/* task_work: count and audit one attempt. Result: 1 = signed in, 2 = refused. */
static enum status record_attempt(struct desk *desk, void *argument, int64_t *result, struct err *err)
{
    struct signin *signin = argument;
    struct person fresh;
    bool is_known;
    int64_t now = clock_now(desk->clock);
    enum status status = load_person(desk, signin->person.badge, &fresh, &is_known, err);
    explicit_bzero(fresh.hash, sizeof(fresh.hash));
    if (status != STATUS_OK) {
        return status;
    }
    /* Somebody else's failures meanwhile count as well: guessing side by side gains nothing. */
    bool is_right = signin->is_right && is_known && seconds_to_wait(&fresh, now) == 0;
    int failures = is_right ? 0 : fresh.failures + 1;
    int64_t wait = 0;
    if (failures >= FREE_FAILURES) {
        int doublings = failures - FREE_FAILURES > 20 ? 20 : failures - FREE_FAILURES;
        wait = (int64_t)WAIT_FIRST << doublings;
        if (wait > WAIT_MAX) {
            wait = WAIT_MAX;
        }
    }
    if (!is_right || fresh.failures != 0) {
        status = save_failures(desk, &fresh, failures, wait == 0 ? 0 : now + wait, err);
    }
    if (status != STATUS_OK) {
        return status;
    }
    signin->person.retry_at = wait == 0 ? 0 : now + wait; /* told at once, not after the next attempt */
    struct actor before = desk->actor;
    text_copy(desk->actor.badge, sizeof(desk->actor.badge), signin->person.badge);
    const char *done = signin->is_witness ? "session.prove" : "session.in";
    status = desk_audit(desk, is_right ? done : "session.refused", "person", fresh.id, NULL, NULL, NULL, NULL,
                        err);
    desk->actor = before;
    *result = is_right ? 1 : 2;
    return status;
}

/* The helper has ended: take its verdict and begin writing the attempt down. */
static enum status take_verdict(struct signin *signin, struct err *err)
{
    const char *answer = str_text(&signin->child.output);
    bool is_clear = signin->child.exit_code == 0 && (strcmp(answer, "yes") == 0 || strcmp(answer, "no") == 0);
    signin->is_right = is_clear && signin->is_known && strcmp(answer, "yes") == 0;
    child_stop(&signin->child);
    if (!is_clear) {
        err_set(err, STATUS_FAILED, _("密码核对程序没有给出结果"));
        return err_advise(err, _("内存可能不足(需要130 MB)，请稍后再试"));
    }
    signin->is_checked = true;
    task_start(&signin->record, record_attempt, signin, NULL);
    return STATUS_OK;
}

enum status session_step(struct desk *desk, struct signin *signin, bool *done, struct err *err)
{
    *done = false;
    if (!signin->is_checked) {
        if (!child_step(&signin->child)) {
            return STATUS_OK;
        }
        enum status status = take_verdict(signin, err);
        if (status != STATUS_OK) {
            *done = true;
            return status;
        }
    }
    signin->record.argument = signin; /* the struct may have been moved since */
    task_step(desk, &signin->record);
    if (!signin->record.is_done) {
        return STATUS_OK;
    }
    *done = true;
    if (signin->record.err.status != STATUS_OK) {
        if (err != NULL) {
            *err = signin->record.err;
        }
        return signin->record.err.status;
    }
    if (signin->record.result != 1) {
        return refuse_wrong(err);
    }
    signin->is_proven = true;
    if (signin->is_witness) {
        return STATUS_OK;
    }
    const char *origin = desk->actor.origin;
    desk->actor = (struct actor){.role = signin->person.role, .origin = origin == NULL ? "console" : origin};
    text_copy(desk->actor.badge, sizeof(desk->actor.badge), signin->person.badge);
    text_copy(desk->actor.name, sizeof(desk->actor.name), signin->person.name);
    return STATUS_OK;
}

void session_cancel(struct signin *signin)
{
    child_stop(&signin->child);
    task_cancel(&signin->record);
    explicit_bzero(signin, sizeof(*signin));
    signin->child.fd = -1;
}

void session_sign_out(struct desk *desk)
{
    const char *origin = desk->actor.origin;
    draft_release(desk);
    desk->actor = (struct actor){.origin = origin};
}

enum status session_act_as(struct desk *desk, const char *badge, const char *password, struct err *err)
{
    struct signin signin;
    desk->actor.origin = "cli";
    enum status status = session_start(desk, &signin, badge, password, err);
    if (status != STATUS_OK) {
        return status;
    }
    child_wait(&signin.child);
    int64_t begun = clock_boot_ms(desk->clock);
    bool is_done = false;
    while (!is_done) {
        status = session_step(desk, &signin, &is_done, err);
        if (!is_done && clock_boot_ms(desk->clock) - begun > RECORD_LIMIT_MS) {
            status = signin.record.err.status;
            if (err != NULL) {
                *err = signin.record.err;
            }
            break;
        }
    }
    session_cancel(&signin);
    return status;
}

enum status session_act_as_owner(struct desk *desk, const char *badge, struct err *err)
{
    if (!store_is_owner(desk->store)) {
        err_set(err, STATUS_DENIED, _("只有数据库文件的所有者可以不用密码操作"));
        return err_advise(err, _("请用 --badge 工号 并输入密码"));
    }
    struct person people[PEOPLE_MAX];
    size_t count = 0;
    enum status status = people_store_list(desk->store, people, PEOPLE_MAX, &count, err);
    if (status != STATUS_OK) {
        return status;
    }
    const struct person *found = NULL;
    for (size_t i = 0; i < count && found == NULL; i++) {
        bool fits = badge == NULL ? people[i].role == ROLE_ADMIN : strcmp(people[i].badge, badge) == 0;
        if (fits && people[i].is_active) {
            found = &people[i];
        }
    }
    if (found == NULL) {
        if (badge == NULL) {
            return err_set(err, STATUS_NOT_FOUND, _("数据库里没有管理员账号"));
        }
        return err_set(err, STATUS_NOT_FOUND, _("没有工号 %s"), badge);
    }
    desk->actor = (struct actor){.role = found->role, .origin = "cli owner", .is_owner = badge == NULL};
    text_copy(desk->actor.badge, sizeof(desk->actor.badge), found->badge);
    text_copy(desk->actor.name, sizeof(desk->actor.name), found->name);
    explicit_bzero(people, sizeof(people));
    return STATUS_OK;
}
