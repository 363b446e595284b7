/* Changes of an editor's text, and the way back. */

#include <stdlib.h>
#include <string.h>

#include "edit_private.h"
#include "zuoxi/base/mem.h"
#include "zuoxi/base/utf8.h"
#include "zuoxi/base/width.h"

#define GROUP_MAX 48  /* bytes typed that one undo takes back */
#define UNDO_MAX  400 /* changes kept */

static void change_clear(struct change *change)
{
    str_free(&change->removed);
    str_free(&change->inserted);
}

/* Forget the changes from `from` on. */
static void drop_changes(struct edit *edit, size_t from)
{
    while (edit->change_count > from) {
        change_clear(&edit->changes[--edit->change_count]);
    }
}

void edit_forget(struct edit *edit)
{
    drop_changes(edit, 0);
    edit->done = 0;
    edit->is_grouping = false;
}

static void apply(struct edit *edit, size_t at, size_t removed, const char *bytes, size_t length)
{
    if (removed > 0) {
        str_remove(&edit->text, at, removed);
    }
    if (length > 0) {
        str_insert(&edit->text, at, bytes, length);
    }
    edit->cursor = edit->anchor = at + length;
    edit->goal = -1;
    edit->revision++;
}

/* Typing goes on where it stopped, or erasing does: one change with the last one. */
static bool join_change(struct edit *edit, size_t at, size_t removed, const char *bytes, size_t length,
                        enum edit_kind kind)
{
    struct change *last = edit->done > 0 ? &edit->changes[edit->done - 1] : NULL;

    if (last == NULL || !edit->is_grouping || last->kind != kind ||
        last->inserted.length + last->removed.length >= GROUP_MAX) {
        return false;
    }
    if (kind == EDIT_TYPED && removed == 0 && at == last->at + last->inserted.length && bytes[0] != '\n') {
        str_add_bytes(&last->inserted, bytes, length);
        return true;
    }
    if (kind == EDIT_ERASED && length == 0 && at + removed == last->at) {
        str_insert(&last->removed, 0, edit->text.bytes + at, removed);
        last->at = at;
        return true;
    }
    return false;
}

static void record_change(struct edit *edit, size_t at, size_t removed, const char *bytes, size_t length,
                          enum edit_kind kind)
{
    struct change *change;

    drop_changes(edit, edit->done);
    if (join_change(edit, at, removed, bytes, length, kind)) {
        return;
    }
    if (edit->change_count == UNDO_MAX) {
        change_clear(&edit->changes[0]);
        memmove(&edit->changes[0], &edit->changes[1], (UNDO_MAX - 1) * sizeof(*edit->changes));
        edit->change_count--;
    }
    mem_reserve((void **)&edit->changes, &edit->change_capacity, edit->change_count + 1,
                sizeof(*edit->changes));
    change = &edit->changes[edit->change_count++];
    *change = (struct change){.at = at, .kind = kind};
    if (removed > 0) {
        str_add_bytes(&change->removed, edit->text.bytes + at, removed);
    }
    if (length > 0) {
        str_add_bytes(&change->inserted, bytes, length);
    }
    edit->done = edit->change_count;
}

void edit_replace(struct edit *edit, size_t at, size_t removed, const char *bytes, size_t length,
                  enum edit_kind kind)
{
    if (removed == 0 && length == 0) {
        return;
    }
    if (!edit->is_secret) { /* a password leaves no trail */
        record_change(edit, at, removed, bytes, length, kind);
    }
    apply(edit, at, removed, bytes, length);
    edit->is_grouping = kind != EDIT_OTHER;
}

bool edit_undo(struct edit *edit)
{
    const struct change *change;

    if (edit->done == 0) {
        return false;
    }
    change = &edit->changes[--edit->done];
    apply(edit, change->at, change->inserted.length, str_text(&change->removed), change->removed.length);
    edit->is_grouping = false;
    return true;
}

bool edit_redo(struct edit *edit)
{
    const struct change *change;

    if (edit->done == edit->change_count) {
        return false;
    }
    change = &edit->changes[edit->done++];
    apply(edit, change->at, change->removed.length, str_text(&change->inserted), change->inserted.length);
    edit->is_grouping = false;
    return true;
}

void edit_clean(const struct edit *edit, const char *bytes, size_t length, struct str *out)
{
    uint32_t code;
    size_t step;

    for (size_t at = 0; at < length; at += step) {
        step = utf8_decode(bytes + at, length - at, &code);
        if (code == UTF8_BAD) {
            str_add(out, "\xEF\xBF\xBD");
        } else if (code == '\r' || code == '\n') {
            step = code == '\r' && at + 1 < length && bytes[at + 1] == '\n' ? 2 : 1;
            str_add_char(out, edit->is_paragraph ? '\n' : ' ');
        } else if (code == '\t') {
            str_add_char(out, ' ');
        } else if (width_of(code) >= 0 || (code >= 0xE0100 && code <= 0xE01EF)) {
            /* Variants of a Han in a name are kept, though a terminal cannot show them; what is invisible is
             * not. */
            str_add_bytes(out, bytes + at, step);
        }
    }
    while (!edit->is_paragraph && out->length > 0 && out->bytes[out->length - 1] == ' ') {
        str_remove(out, out->length - 1, 1); /* the newline after a copied line */
    }
}

enum word { WORD_BLANK, WORD_HAN, WORD_LETTER, WORD_MARK };

static enum word word_at(const struct edit *edit, size_t at)
{
    uint32_t code;

    utf8_decode(edit->text.bytes + at, edit->text.length - at, &code);
    if (code == ' ' || code == '\n' || code == 0x3000) {
        return WORD_BLANK;
    }
    if (utf8_is_han(code)) {
        return WORD_HAN;
    }
    if ((code < 0x80 && !((code | 0x20) >= 'a' && (code | 0x20) <= 'z') && !(code >= '0' && code <= '9')) ||
        (code >= 0x2010 && code <= 0x303F) || (code >= 0xFF00 && code <= 0xFF0F) ||
        (code >= 0xFF1A && code <= 0xFF20)) {
        return WORD_MARK;
    }
    return WORD_LETTER;
}

size_t edit_word_left(const struct edit *edit, size_t at)
{
    size_t before = at;
    enum word word = WORD_BLANK;

    while (at > 0) {
        before = at - utf8_grapheme_before(edit->text.bytes, at);
        if (word != WORD_BLANK && word_at(edit, before) != word) {
            break;
        }
        word = word_at(edit, before);
        at = before;
    }
    return at;
}

size_t edit_word_right(const struct edit *edit, size_t at)
{
    size_t length = edit->text.length;
    enum word word = at < length ? word_at(edit, at) : WORD_BLANK;

    while (at < length && word_at(edit, at) == word && word != WORD_BLANK) {
        at += utf8_grapheme(edit->text.bytes + at, length - at);
    }
    while (at < length && word_at(edit, at) == WORD_BLANK) {
        at += utf8_grapheme(edit->text.bytes + at, length - at);
    }
    return at;
}
