#include "zuoxi/desk/people.h"

#include <ctype.h>
#include <string.h>

#include "zuoxi/base/str.h"
#include "zuoxi/base/text.h"
#include "zuoxi/base/utf8.h"
#include "zuoxi/base/width.h"

/* A badge becomes part of a draft's file name and of the audit: letters, digits, '-' and '_' only. */
static bool badge_is_valid(const char *badge)
{
    if (badge[0] == '\0' || badge[0] == '-') {
        return false;
    }
    for (const char *byte = badge; *byte != '\0'; byte++) {
        if (!isalnum((unsigned char)*byte) && *byte != '-' && *byte != '_') {
            return false;
        }
    }
    return true;
}

/*
 * Nothing that a screen would have to show as something else: a name is spoken to callers and signs records.
 */
static bool is_printable(const char *text)
{
    struct str safe = {0};
    safe_text(&safe, text, strlen(text), -1, false);
    bool is_same = strcmp(str_text(&safe), text) == 0;
    str_free(&safe);
    return is_same;
}

enum status people_check(const struct person_change *change, struct err *err)
{
    if (!badge_is_valid(change->person.badge)) {
        return err_set(err, STATUS_INVALID, _("工号只能是1到20个字母、数字、- 或 _"));
    }
    if (change->person.name[0] == '\0' || !utf8_is_valid(change->person.name, strlen(change->person.name))) {
        return err_set(err, STATUS_INVALID, _("请给出姓名"));
    }
    if (!is_printable(change->person.name)) {
        return err_set(err, STATUS_INVALID, _("姓名里有控制字符或看不见的字符，请重新输入"));
    }
    if (change->person.role == ROLE_NONE) {
        return err_set(err, STATUS_INVALID, _("角色应为 operator、lead 或 admin"));
    }
    return STATUS_OK;
}

static enum status add_person(struct desk *desk, const struct person_change *change, bool is_first,
                              int64_t *id, struct err *err)
{
    struct person person = change->person;
    if (change->hash[0] == '\0') {
        return err_set(err, STATUS_INVALID, _("请给出密码"));
    }
    person.id = 0;
    person.is_active = true;
    person.failures = 0;
    person.retry_at = 0;
    person.must_change = !is_first;
    memcpy(person.hash, change->hash, sizeof(person.hash));
    enum status status = people_store_add(desk->store, &person, err);
    if (status == STATUS_OK) {
        status = desk_audit(desk, "user.add", "person", person.id, NULL, NULL, NULL, person.badge, err);
    }
    *id = person.id;
    return status;
}

enum status people_add(struct desk *desk, void *argument, int64_t *id, struct err *err)
{
    const struct person_change *change = argument;
    enum status status = desk_allow(desk, RIGHT_USER_MANAGE, err);
    if (status == STATUS_OK) {
        status = people_check(change, err);
    }
    return status == STATUS_OK ? add_person(desk, change, false, id, err) : status;
}

enum status people_first(struct desk *desk, void *argument, int64_t *id, struct err *err)
{
    const struct person_change *change = argument;
    struct person any;
    size_t count = 0;
    enum status status = people_store_list(desk->store, &any, 1, &count, err);
    if (status != STATUS_OK) {
        return status;
    }
    if (count != 0 || !store_is_owner(desk->store)) {
        return err_set(err, STATUS_DENIED, _("数据库已有账号，请由管理员增加"));
    }
    if (change->person.role != ROLE_ADMIN) {
        return err_set(err, STATUS_INVALID, _("第一个账号必须是管理员"));
    }
    status = people_check(change, err);
    if (status != STATUS_OK) {
        return status;
    }
    struct actor before = desk->actor;
    desk->actor = (struct actor){.role = ROLE_ADMIN, .origin = "cli owner"};
    text_copy(desk->actor.badge, sizeof(desk->actor.badge), change->person.badge);
    status = add_person(desk, change, true, id, err);
    desk->actor = before;
    return status;
}

enum status people_set_password(struct desk *desk, void *argument, int64_t *id, struct err *err)
{
    const struct person_change *change = argument;
    struct rights_object account = {.is_own = strcmp(desk->actor.badge, change->person.badge) == 0};
    enum status status = desk_allow_on(desk, RIGHT_PASSWORD_SET, &account, err);
    struct person person;
    if (status == STATUS_OK) {
        status = people_store_find(desk->store, change->person.badge, &person, err);
    }
    if (status != STATUS_OK) {
        return status;
    }
    if (change->hash[0] == '\0') {
        return err_set(err, STATUS_INVALID, _("请给出密码"));
    }
    status = people_store_set_hash(desk->store, person.badge, change->hash, !account.is_own, err);
    if (status == STATUS_OK) {
        status = people_store_set_failures(desk->store, person.badge, 0, 0, err);
    }
    if (status == STATUS_OK) {
        status = desk_audit(desk, "user.password", "person", person.id, NULL, NULL, NULL, person.badge, err);
    }
    *id = person.id;
    explicit_bzero(&person, sizeof(person));
    return status;
}

enum status people_unlock(struct desk *desk, void *argument, int64_t *result, struct err *err)
{
    const char *badge = argument;
    *result = 1;
    enum status status = desk_allow(desk, RIGHT_USER_MANAGE, err);
    if (status == STATUS_OK) {
        status = people_store_set_failures(desk->store, badge, 0, 0, err);
    }
    return status == STATUS_OK ? desk_audit(desk, "user.unlock", "person", 0, NULL, NULL, NULL, badge, err)
                               : status;
}

bool people_cut(size_t *count)
{
    bool is_cut = *count > PEOPLE_MAX;
    *count = is_cut ? PEOPLE_MAX : *count;
    return is_cut;
}

enum status people_list(struct desk *desk, struct person *people, size_t max, size_t *count, struct err *err)
{
    enum status status = desk_allow(desk, RIGHT_USER_MANAGE, err);
    if (status != STATUS_OK) {
        return status;
    }
    status = people_store_list(desk->store, people, max, count, err);
    for (size_t i = 0; status == STATUS_OK && i < *count; i++) {
        explicit_bzero(people[i].hash, sizeof(people[i].hash));
    }
    return status;
}
