#include "zuoxi/domain/rights.h"

#include <string.h>

#include "zuoxi/base/text.h"

/*
 * Spec section 7: operators and leads do the casework; an admin keeps people and data, and does no casework.
 */
static const bool allowed[RIGHT_COUNT][ROLE_COUNT] = {
    [RIGHT_CONTACT_SAVE] = {[ROLE_OPERATOR] = true, [ROLE_LEAD] = true},
    [RIGHT_CASE_READ] = {[ROLE_OPERATOR] = true, [ROLE_LEAD] = true, [ROLE_ADMIN] = true},
    [RIGHT_CASE_EDIT] = {[ROLE_OPERATOR] = true, [ROLE_LEAD] = true},
    [RIGHT_CASE_MOVE] = {[ROLE_OPERATOR] = true, [ROLE_LEAD] = true},
    [RIGHT_CASE_APPROVE] = {[ROLE_LEAD] = true},
    [RIGHT_CUSTOMER_READ] = {[ROLE_OPERATOR] = true, [ROLE_LEAD] = true, [ROLE_ADMIN] = true},
    [RIGHT_CUSTOMER_EDIT] = {[ROLE_OPERATOR] = true, [ROLE_LEAD] = true, [ROLE_ADMIN] = true},
    [RIGHT_CUSTOMER_MERGE] = {[ROLE_LEAD] = true, [ROLE_ADMIN] = true},
    [RIGHT_PHONE_SEE] = {[ROLE_LEAD] = true},
    [RIGHT_PROMISE_ALL] = {[ROLE_LEAD] = true},
    [RIGHT_USER_MANAGE] = {[ROLE_ADMIN] = true},
    [RIGHT_EXCHANGE] = {[ROLE_ADMIN] = true},
    [RIGHT_READING_SIGN] = {[ROLE_LEAD] = true},
    [RIGHT_NOTICE_READ] = {[ROLE_OPERATOR] = true, [ROLE_LEAD] = true, [ROLE_ADMIN] = true},
    [RIGHT_NOTICE_POST] = {[ROLE_LEAD] = true},
    [RIGHT_SCRIPT_USAGE] = {[ROLE_LEAD] = true, [ROLE_ADMIN] = true},
    [RIGHT_HOOK_MANAGE] = {[ROLE_LEAD] = true, [ROLE_ADMIN] = true},
    [RIGHT_ROSTER_READ] = {[ROLE_OPERATOR] = true, [ROLE_LEAD] = true, [ROLE_ADMIN] = true},
    [RIGHT_ROSTER_EDIT] = {[ROLE_LEAD] = true},
};

static const struct {
    const char *code, *label;
} roles[ROLE_COUNT] = {
    [ROLE_NONE] = {"", N_("未登录")},
    [ROLE_OPERATOR] = {"operator", N_("坐席")},
    [ROLE_LEAD] = {"lead", N_("班长")},
    [ROLE_ADMIN] = {"admin", N_("管理员")},
};

bool rights_allow(enum role role, enum right right)
{
    return role < ROLE_COUNT && right < RIGHT_COUNT && allowed[right][role];
}

const char *role_code(enum role role)
{
    return role < ROLE_COUNT ? roles[role].code : "";
}

const char *role_label(enum role role)
{
    return _(roles[role < ROLE_COUNT ? role : ROLE_NONE].label);
}

enum role role_parse(const char *code)
{
    for (enum role role = ROLE_OPERATOR; role < ROLE_COUNT; role++) {
        if (strcmp(code, roles[role].code) == 0) {
            return role;
        }
    }
    return ROLE_NONE;
}
