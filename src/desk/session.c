#include "zuoxi/desk/session.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "backoff.h"
#include "zuoxi/base/text.h"
#include "zuoxi/base/utf8.h"
#include "zuoxi/desk/acting.h"
#include "zuoxi/desk/draft.h"
#include "zuoxi/desk/editing.h"
#include "zuoxi/store/presence.h"

/* How long the command line queues to write the attempt down. */
#define RECORD_LIMIT_MS 10000
#define INPUT_SIZE      4096

/*
 * Checked for a badge nobody has, so that the answer takes as long as for one that exists. Same cost as
 * session_hash makes; the password behind it was random and is gone.
 */
static const char decoy_hash[] = "$y$jCT$uYLGKDN9pnaopprZeVu4m1$S3RutAp0LTgj3tKkra/.AXi/1KlM/7SiRI2QBcZ8NW.";

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

/* What the helper is told: one line each. */
static enum status start_helper(struct signin *signin, const char *const *lines, size_t count,
                                struct err *err)
{
    char *argv[] = {"zuoxi", "helper-password", NULL};
    char input[INPUT_SIZE];
    size_t length = 0;
    for (size_t i = 0; i < count; i++) {
        if (length + strlen(lines[i]) + 1 >= sizeof(input)) {
            explicit_bzero(input, sizeof(input));
            return refuse_wrong(err);
        }
        length +=
            (size_t)snprintf(input + length, sizeof(input) - length, "%s%s", i == 0 ? "" : "\n", lines[i]);
    }
    enum status status = child_start(&signin->child, argv, input, length, err);
    explicit_bzero(input, sizeof(input));
    explicit_bzero(signin->person.hash, sizeof(signin->person.hash));
    return status;
}

/* The account, unless it has to wait. */
static enum status begin(struct desk *desk, struct signin *signin, enum signin_purpose purpose,
                         const char *badge, const char *password, struct err *err)
{
    *signin = (struct signin){.purpose = purpose, .child = {.fd = -1}};
    if (badge[0] == '\0') {
        return err_set(err, STATUS_INVALID, _("请输入工号"));
    }
    if (strlen(badge) >= sizeof(signin->person.badge) || strlen(password) > 1024 ||
        strchr(password, '\n') != NULL || !utf8_is_valid(badge, strlen(badge))) {
        return refuse_wrong(err);
    }
    enum status status = backoff_load(desk, badge, &signin->person, &signin->is_known, err);
    if (status != STATUS_OK) {
        return status;
    }
    int64_t wait = backoff_wait(&signin->person, clock_now(desk->clock));
    return wait > 0 ? refuse_for_now(wait, err) : STATUS_OK;
}

static enum status check(struct desk *desk, struct signin *signin, enum signin_purpose purpose,
                         const char *badge, const char *password, struct err *err)
{
    enum status status = begin(desk, signin, purpose, badge, password, err);
    const char *const lines[] = {"check", signin->is_known ? signin->person.hash : decoy_hash, password};
    return status == STATUS_OK ? start_helper(signin, lines, 3, err) : status;
}

enum status session_start(struct desk *desk, struct signin *signin, const char *badge, const char *password,
                          struct err *err)
{
    return check(desk, signin, SIGNIN_ACT, badge, password, err);
}

enum status session_enter(struct desk *desk, struct signin *signin, const char *badge, const char *password,
                          struct err *err)
{
    return check(desk, signin, SIGNIN_DESK, badge, password, err);
}

enum status session_prove(struct desk *desk, struct signin *signin, const char *badge, const char *password,
                          struct err *err)
{
    return check(desk, signin, SIGNIN_PROVE, badge, password, err);
}

enum status session_unlock(struct desk *desk, struct signin *signin, const char *password, struct err *err)
{
    return check(desk, signin, SIGNIN_UNLOCK, desk->actor.badge, password, err);
}

enum status session_change(struct desk *desk, struct signin *signin, const char *old, const char *chosen,
                           struct err *err)
{
    enum signin_purpose purpose = old == NULL ? SIGNIN_RENEW : SIGNIN_CHANGE;
    enum status status = begin(desk, signin, purpose, desk->actor.badge, old == NULL ? "" : old, err);
    if (status == STATUS_OK) {
        status = session_judge(desk->settings, desk->actor.badge, chosen, err);
    }
    const char *const change[] = {"change", signin->person.hash, old == NULL ? "" : old, chosen};
    const char *const renew[] = {"renew", signin->person.hash, chosen};
    if (status != STATUS_OK) {
        return status;
    }
    return old == NULL ? start_helper(signin, renew, 3, err) : start_helper(signin, change, 4, err);
}

/* What a right password leads to, and how the audit calls it. */
static enum status begin_session(struct desk *desk, struct signin *signin, struct err *err)
{
    text_copy(signin->seat.badge, sizeof(signin->seat.badge), signin->person.badge);
    text_copy(signin->seat.terminal, sizeof(signin->seat.terminal), desk->place);
    signin->seat.pid = getpid();
    return seat_begin(desk, &signin->seat, signin->takes, &signin->present, err);
}

static enum status unlock_seat(struct desk *desk, struct signin *signin, struct err *err)
{
    (void)signin;
    return seat_unlock(desk, err);
}

static enum status change_password(struct desk *desk, struct signin *signin, struct err *err)
{
    struct person fresh;
    enum status status = people_store_find(desk->store, signin->person.badge, &fresh, err);
    explicit_bzero(fresh.hash, sizeof(fresh.hash));
    if (status == STATUS_OK && signin->purpose == SIGNIN_RENEW && !fresh.must_change) {
        return err_set(err, STATUS_CONFLICT, _("密码已在别处更换"));
    }
    if (status == STATUS_OK) {
        status = people_store_set_hash(desk->store, signin->person.badge, signin->person.hash, false, err);
    }
    return status;
}

static const struct {
    const char *audit;
    enum status (*work)(struct desk *desk, struct signin *signin, struct err *err);
} purposes[SIGNIN_PURPOSES] = {
    [SIGNIN_ACT] = {"session.in", NULL},
    [SIGNIN_DESK] = {"session.in", begin_session},
    [SIGNIN_PROVE] = {"session.prove", NULL},
    [SIGNIN_UNLOCK] = {"session.unlock", unlock_seat},
    [SIGNIN_CHANGE] = {"user.password", change_password},
    [SIGNIN_RENEW] = {"user.password", change_password},
};

/* Who has not been at this desk before has no origin yet: only the console lets them try. */
static const char *origin_of(const struct desk *desk)
{
    return desk->actor.origin == NULL ? "console" : desk->actor.origin;
}

/* The line is about whose password it was, whoever sits here. */
static enum status audit_attempt(struct desk *desk, const struct signin *signin, bool is_right, int64_t id,
                                 struct err *err)
{
    struct actor before = desk->actor;
    desk->actor.origin = origin_of(desk);
    text_copy(desk->actor.badge, sizeof(desk->actor.badge), signin->person.badge);
    enum status status = desk_audit(desk, is_right ? purposes[signin->purpose].audit : "session.refused",
                                    "person", id, NULL, NULL, NULL, NULL, err);
    desk->actor = before;
    return status;
}

/* task_work: count and audit one attempt. Result: 1 = right, 2 = refused. */
static enum status record_attempt(struct desk *desk, void *argument, int64_t *result, struct err *err)
{
    struct signin *signin = argument;
    struct person fresh;
    bool is_known;
    enum status status = backoff_load(desk, signin->person.badge, &fresh, &is_known, err);
    explicit_bzero(fresh.hash, sizeof(fresh.hash));
    if (status != STATUS_OK) {
        return status;
    }
    /* Somebody else's failures meanwhile count as well: guessing side by side gains nothing. */
    bool is_right = signin->is_right && is_known && backoff_wait(&fresh, clock_now(desk->clock)) == 0;
    if (is_right && purposes[signin->purpose].work != NULL) {
        status = purposes[signin->purpose].work(desk, signin, err);
    }
    if (status == STATUS_OK) {
        status = backoff_count(desk, &fresh, is_right, &signin->person.retry_at, err); /* told at once */
    }
    if (status == STATUS_OK) {
        status = audit_attempt(desk, signin, is_right, fresh.id, err);
    }
    *result = is_right ? 1 : 2;
    return status;
}

static bool is_change(const struct signin *signin)
{
    return signin->purpose == SIGNIN_CHANGE || signin->purpose == SIGNIN_RENEW;
}

/* "yes", "no"; for a change the new hash instead of "yes", or "same". */
static enum status read_answer(struct signin *signin, const char *answer, struct err *err)
{
    bool is_hash = is_change(signin) && answer[0] == '$';
    signin->is_right = signin->is_known && (strcmp(answer, "yes") == 0 || is_hash);
    if (is_hash) {
        text_copy(signin->person.hash, sizeof(signin->person.hash), answer);
    }
    if (is_change(signin) && strcmp(answer, "same") == 0) {
        err_set(err, STATUS_INVALID, _("新密码和原来的一样"));
        return err_advise(err, _("请换一个"));
    }
    if (signin->child.exit_code != 0 ||
        (!is_hash && strcmp(answer, "yes") != 0 && strcmp(answer, "no") != 0)) {
        err_set(err, STATUS_FAILED, _("密码核对程序没有给出结果"));
        return err_advise(err, _("内存可能不足(需要130 MB)，请稍后再试"));
    }
    return STATUS_OK;
}

/* A desk's place is held before its row says so: nobody takes a session that just begins for a dead one. */
static void hold_place(const struct desk *desk, struct signin *signin)
{
    if (signin->purpose == SIGNIN_DESK && signin->is_right && signin->presence == 0) {
        request_make(signin->seat.session);
        int fd = presence_hold(store_path(desk->store), signin->seat.session);
        signin->presence = fd > 0 ? fd : 0;
    }
}

/* The helper has ended: take its verdict and begin writing the attempt down. */
static enum status take_verdict(const struct desk *desk, struct signin *signin, struct err *err)
{
    enum status status = read_answer(signin, str_text(&signin->child.output), err);
    child_stop(&signin->child);
    if (status == STATUS_OK) {
        hold_place(desk, signin);
        signin->is_checked = true;
        task_start(&signin->record, record_attempt, signin, NULL);
    }
    return status;
}

/* The person is who acts here from now on. */
static void seat_actor(struct desk *desk, struct signin *signin)
{
    desk->actor = (struct actor){.role = signin->person.role, .origin = origin_of(desk)};
    text_copy(desk->actor.badge, sizeof(desk->actor.badge), signin->person.badge);
    text_copy(desk->actor.name, sizeof(desk->actor.name), signin->person.name);
    if (signin->purpose == SIGNIN_DESK) {
        text_copy(desk->session, sizeof(desk->session), signin->seat.session);
        desk->presence = signin->presence;
        signin->presence = 0;
    }
}

enum status session_step(struct desk *desk, struct signin *signin, bool *done, struct err *err)
{
    *done = false;
    if (!signin->is_checked) {
        if (!child_step(&signin->child)) {
            return STATUS_OK;
        }
        enum status status = take_verdict(desk, signin, err);
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
    if (signin->purpose == SIGNIN_ACT || signin->purpose == SIGNIN_DESK) {
        struct err ignored; /* the first save looks again */
        seat_actor(desk, signin);
        acting_refresh(desk, &ignored);
    }
    return STATUS_OK;
}

void session_take_over(struct signin *signin)
{
    text_copy(signin->takes, sizeof(signin->takes), signin->present.session);
    task_start(&signin->record, record_attempt, signin, NULL);
}

void session_admit(struct desk *desk, struct signin *signin)
{
    signin->purpose = SIGNIN_DESK;
    hold_place(desk, signin);
    task_start(&signin->record, record_attempt, signin, NULL);
}

void session_cancel(struct signin *signin)
{
    child_stop(&signin->child);
    task_cancel(&signin->record);
    if (signin->presence > 0) {
        close(signin->presence);
    }
    explicit_bzero(signin, sizeof(*signin));
    signin->child.fd = -1;
}

void session_sign_out(struct desk *desk)
{
    const char *origin = desk->actor.origin;
    draft_release(desk);
    desk_release(desk);
    editing_release(desk);
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
    struct person found;
    enum status status = badge == NULL ? people_store_find_admin(desk->store, &found, err)
                                       : people_store_find(desk->store, badge, &found, err);
    if (status == STATUS_OK && !found.is_active) {
        status = err_set(err, STATUS_NOT_FOUND, _("没有工号 %s"), badge);
    }
    if (status != STATUS_OK) {
        return status;
    }
    desk->actor = (struct actor){.role = found.role, .origin = "cli owner", .is_owner = badge == NULL};
    text_copy(desk->actor.badge, sizeof(desk->actor.badge), found.badge);
    text_copy(desk->actor.name, sizeof(desk->actor.name), found.name);
    explicit_bzero(&found, sizeof(found));
    if (badge != NULL) {
        return acting_refresh(desk, err);
    }
    return STATUS_OK;
}

enum status session_resume(struct desk *desk, const char *badge, const char *session, struct err *err)
{
    struct person person;
    enum status status = people_store_find(desk->store, badge, &person, err);
    explicit_bzero(person.hash, sizeof(person.hash));
    if (status != STATUS_OK) {
        return status;
    }
    if (!person.is_active || session[0] == '\0') {
        return err_set(err, STATUS_DENIED, _("工号 %s 未签到"), badge);
    }
    desk->actor = (struct actor){.role = person.role, .origin = "console"};
    text_copy(desk->actor.badge, sizeof(desk->actor.badge), person.badge);
    text_copy(desk->actor.name, sizeof(desk->actor.name), person.name);
    text_copy(desk->session, sizeof(desk->session), session);
    status = seat_check(desk, err);
    return status == STATUS_OK ? acting_refresh(desk, err) : status;
}
