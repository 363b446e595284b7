#include "zuoxi/desk/account.h"

#include <string.h>

#include "zuoxi/base/str.h"
#include "zuoxi/base/text.h"
#include "zuoxi/desk/seat.h"

static void account_of(const struct person *person, struct account *account)
{
    memset(account, 0, sizeof(*account));
    account->head.id = person->id;
    text_copy(account->name, sizeof(account->name), person->name);
    text_copy(account->role, sizeof(account->role), role_code(person->role));
    account->is_active = person->is_active;
}

enum status account_begin(struct desk *desk, const char *badge, struct account_change *change,
                          struct err *err)
{
    struct person person;
    enum status status = desk_allow(desk, RIGHT_USER_MANAGE, err);
    if (status == STATUS_OK) {
        status = people_store_find(desk->store, badge, &person, err);
    }
    if (status != STATUS_OK) {
        return status;
    }
    memset(change, 0, sizeof(*change));
    text_copy(change->badge, sizeof(change->badge), person.badge);
    account_of(&person, &change->before);
    change->after = change->before;
    explicit_bzero(&person, sizeof(person));
    return STATUS_OK;
}

/* What the change asks of the stored account: fields that it leaves alone stay as somebody else made them. */
static void apply(const struct account_change *change, struct account *account)
{
    for (size_t i = 0; i < account_fields.count; i++) {
        const struct field *field = &account_fields.fields[i];
        if (!field_differs(field, &change->before, &change->after)) {
            continue;
        }
        if (field->kind == FIELD_FLAG) {
            *field_flag(field, account) = change->after.is_active;
        } else {
            text_copy(field_text(field, account), field->size, field_text_const(field, &change->after));
        }
    }
}

static bool is_admin(const struct account *account)
{
    return account->is_active && role_parse(account->role) == ROLE_ADMIN;
}

/* Somebody has to be able to let others in again. */
static enum status keep_an_admin(struct desk *desk, const char *badge, const struct account *before,
                                 const struct account *after, struct err *err)
{
    int64_t others = 0;
    if (!is_admin(before) || is_admin(after)) {
        return STATUS_OK;
    }
    enum status status = people_store_count_admins(desk->store, badge, &others, err);
    if (status == STATUS_OK && others == 0) {
        err_set(err, STATUS_DENIED, _("%s 是最后一个启用的管理员，不能停用或改角色"), badge);
        return err_advise(err, _("请先增加或启用另一个管理员"));
    }
    return status;
}

static enum status end_seat(struct desk *desk, const char *badge, struct err *err)
{
    char copy[21];
    int64_t ignored;
    struct err found = {0};
    text_copy(copy, sizeof(copy), badge);
    enum status status = seat_end(desk, copy, &ignored, &found);
    if (status == STATUS_NOT_FOUND) {
        return STATUS_OK; /* nobody sits there */
    }
    if (status != STATUS_OK) {
        *err = found;
    }
    return status;
}

static enum status store_account(struct desk *desk, const char *badge, const struct account *before,
                                 const struct account *after, struct err *err)
{
    bool ends = !after->is_active || strcmp(before->role, after->role) != 0;
    enum status status =
        people_store_change(desk->store, badge, after->name, role_parse(after->role), after->is_active, err);
    if (status == STATUS_OK) {
        status = desk_audit(desk, "user.change", "person", before->head.id, &account_fields, before, after,
                            badge, err);
    }
    return status == STATUS_OK && ends ? end_seat(desk, badge, err) : status;
}

enum status account_change(struct desk *desk, void *argument, int64_t *id, struct err *err)
{
    const struct account_change *change = argument;
    struct person_change checked = {0};
    struct person person;
    struct account before, after;
    enum status status = desk_allow(desk, RIGHT_USER_MANAGE, err);
    if (status == STATUS_OK) {
        status = people_store_find(desk->store, change->badge, &person, err);
    }
    if (status != STATUS_OK) {
        return status;
    }
    account_of(&person, &before);
    explicit_bzero(&person, sizeof(person));
    after = before;
    apply(change, &after);
    text_copy(checked.person.badge, sizeof(checked.person.badge), change->badge);
    text_copy(checked.person.name, sizeof(checked.person.name), after.name);
    checked.person.role = role_parse(after.role);
    *id = before.head.id;
    status = people_check(&checked, err);
    if (status == STATUS_OK) {
        status = keep_an_admin(desk, change->badge, &before, &after, err);
    }
    bool differs = strcmp(before.name, after.name) != 0 || strcmp(before.role, after.role) != 0 ||
                   before.is_active != after.is_active;
    return status == STATUS_OK && differs ? store_account(desk, change->badge, &before, &after, err) : status;
}
