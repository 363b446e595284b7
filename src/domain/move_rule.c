#include "zuoxi/domain/move_rule.h"

#include <string.h>

#include "zuoxi/base/text.h"

static const char *const effects[EFFECT_COUNT] = {
    [EFFECT_NONE] = "",
    [EFFECT_SUSPEND] = "suspend",
    [EFFECT_RESUME] = "resume",
    [EFFECT_EXTEND] = "extend",
    [EFFECT_CHASE] = "chase",
    [EFFECT_SUPERVISE] = "supervise",
    [EFFECT_ESCALATE] = "escalate",
    [EFFECT_RETURN] = "return",
    [EFFECT_OBJECT] = "object",
    [EFFECT_REDO] = "redo",
    [EFFECT_CALLBACK] = "callback",
    [EFFECT_REOPEN] = "reopen",
    [EFFECT_MERGE] = "merge",
    [EFFECT_SPLIT] = "split",
};

static const struct {
    const char *code, *label;
} tells[TELL_COUNT] = {
    [TELL_UNIT] = {"unit", N_("承办单位")},     [TELL_COPIES] = {"copies", N_("抄送单位")},
    [TELL_CUSTOMER] = {"customer", N_("用户")}, [TELL_OWNER] = {"owner", N_("首问责任人")},
    [TELL_LEAD] = {"lead", N_("班长")},         [TELL_MANAGEMENT] = {"management", N_("管理层")},
};

const char *move_effect_code(enum move_effect effect)
{
    return effect < EFFECT_COUNT ? effects[effect] : "";
}

enum move_effect move_effect_parse(const char *code)
{
    enum move_effect effect = EFFECT_NONE;
    while (effect < EFFECT_COUNT && strcmp(effects[effect], code) != 0) {
        effect++;
    }
    return effect;
}

const char *move_tell_code(enum move_tell tell)
{
    return tell < TELL_COUNT ? tells[tell].code : "";
}

const char *move_tell_label(enum move_tell tell)
{
    return tell < TELL_COUNT ? _(tells[tell].label) : "";
}

enum move_tell move_tell_parse(const char *code)
{
    enum move_tell tell = TELL_UNIT;
    while (tell < TELL_COUNT && strcmp(tells[tell].code, code) != 0) {
        tell++;
    }
    return tell;
}

bool move_leaves(const struct move_rule *move, const char *state)
{
    for (size_t i = 0; i < move->from_count; i++) {
        if (strcmp(move->from[i], state) == 0) {
            return true;
        }
    }
    return false;
}

bool move_fits(const struct move_rule *move, const char *type)
{
    for (size_t i = 0; i < move->type_count; i++) {
        if (strcmp(move->types[i], type) == 0) {
            return true;
        }
    }
    return move->type_count == 0;
}

bool move_rings(const struct move_rule *move)
{
    return move->effect == EFFECT_CALLBACK || move->tell[TELL_CUSTOMER] || strcmp(move->id, "contact") == 0 ||
           strcmp(move->id, "reply") == 0;
}

bool move_asks(const struct move_rule *move, const char *field)
{
    for (size_t i = 0; i < move->ask_count; i++) {
        if (strcmp(move->ask[i], field) == 0) {
            return true;
        }
    }
    return false;
}
