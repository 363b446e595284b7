#include "zuoxi/domain/erase.h"

#include <string.h>

#include "zuoxi/base/text.h"
#include "zuoxi/domain/mask.h"

#define ROOM_FOR_MARK 40 /* characters; shorter texts become empty */

const char *erase_mark(void)
{
    return _("已按申请删除");
}

/* A paragraph is what somebody said, unless it is ticked together from a list. */
bool erase_takes(const struct field *field)
{
    const unsigned taken = FIELD_PERSONAL | FIELD_PHONE | FIELD_ADDRESS | FIELD_ROOM | FIELD_ABOUT;
    bool is_prose = field->kind == FIELD_LONG && field->set == SET_NONE;
    return is_prose || (field->kind == FIELD_TEXT && (field->flags & taken) != 0);
}

/* "阳光城7-1-402" → "阳光城7": what a mask would show, without its stars. */
static void shorten(const char *address, char *out, size_t size)
{
    mask_address(address, out, size);
    size_t length = strlen(out);
    bool is_cut = strcmp(out, address) != 0;
    while (is_cut && length > 0 && strchr("*-", out[length - 1]) != NULL) {
        out[--length] = '\0';
    }
}

static void take(const struct field *field, char *text)
{
    char left[4 * 120 + 1] = "";
    if ((field->flags & FIELD_ADDRESS) != 0) {
        shorten(text, left, sizeof(left));
    } else if ((field->flags & (FIELD_PHONE | FIELD_ROOM)) == 0 && field->max >= ROOM_FOR_MARK) {
        text_copy(left, sizeof(left), erase_mark());
    }
    memset(text, 0, field->size);
    text_copy(text, field->size, left);
}

bool erase_record(const struct field_table *table, void *record)
{
    bool has_changed = false;
    for (size_t i = 0; i < table->count; i++) {
        const struct field *field = &table->fields[i];
        if (erase_takes(field) && !field_is_empty(field, record)) {
            take(field, field_text(field, record));
            has_changed = true;
        }
    }
    return has_changed;
}
