#include "zuoxi/tui/edit.h"

#include <stdlib.h>
#include <string.h>

#include "edit_private.h"
#include "zuoxi/base/mem.h"
#include "zuoxi/base/utf8.h"
#include "zuoxi/tui/key.h"

#define UNDRAWN_WIDTH 72 /* Up and Down before the first drawing */

struct edit *edit_new(int max, bool is_paragraph)
{
    struct edit *edit = mem_new(1, sizeof(*edit));

    edit->max = max;
    edit->is_paragraph = is_paragraph;
    edit->clipboard = &edit->own_clipboard;
    edit->goal = -1;
    edit->width = UNDRAWN_WIDTH;
    edit->height = 1;
    return edit;
}

static void wipe(struct str *str)
{
    if (str->bytes != NULL) {
        explicit_bzero(str->bytes, str->capacity);
    }
}

void edit_free(struct edit **edit)
{
    if (*edit == NULL) {
        return;
    }
    edit_forget(*edit);
    if ((*edit)->is_secret) {
        wipe(&(*edit)->text);
    }
    str_free(&(*edit)->text);
    str_free(&(*edit)->own_clipboard);
    str_free(&(*edit)->scratch);
    free((*edit)->changes);
    free((*edit)->starts);
    free((*edit)->marks);
    free(*edit);
    *edit = NULL;
}

const char *edit_text(const struct edit *edit)
{
    return str_text(&edit->text);
}

void edit_set_text(struct edit *edit, const char *text)
{
    if (edit->is_secret) {
        wipe(&edit->text);
    }
    str_reset(&edit->text);
    str_add(&edit->text, text);
    edit->cursor = edit->anchor = edit->text.length;
    edit->goal = -1;
    edit->left = edit->top = 0;
    edit->revision++;
    edit_forget(edit);
}

void edit_set_secret(struct edit *edit, bool is_secret)
{
    edit->is_secret = is_secret;
    if (is_secret && edit->text.length == 0) {
        /* All the room at once: growing would leave copies behind in freed memory. */
        char *blank = mem_new((size_t)edit->max * 4 + 8, 1);

        str_add_bytes(&edit->text, blank, (size_t)edit->max * 4 + 8);
        str_reset(&edit->text);
        free(blank);
    }
}

void edit_set_clipboard(struct edit *edit, struct str *clipboard)
{
    edit->clipboard = clipboard;
}

unsigned long edit_revision(const struct edit *edit)
{
    return edit->revision;
}

static size_t selection_start(const struct edit *edit)
{
    return edit->cursor < edit->anchor ? edit->cursor : edit->anchor;
}

static size_t selection_length(const struct edit *edit)
{
    return edit->cursor < edit->anchor ? edit->anchor - edit->cursor : edit->cursor - edit->anchor;
}

/* Of bytes[0..length), what still fits beside the text without its selection; whole clusters. */
static size_t fitting(const struct edit *edit, const char *bytes, size_t length)
{
    size_t start = selection_start(edit), selected = selection_length(edit), used = 0,
           room = (size_t)edit->max;
    uint32_t code;

    for (size_t at = 0; at < edit->text.length && room > 0; room--) {
        if (at == start) {
            at += selected;
        }
        if (at == edit->text.length) {
            break;
        }
        at += utf8_decode(edit->text.bytes + at, edit->text.length - at, &code);
    }
    while (used < length) {
        size_t step = utf8_grapheme(bytes + used, length - used), count = 0;

        for (size_t at = 0; at < step; count++) {
            at += utf8_decode(bytes + used + at, step - at, &code);
        }
        if (count > room) {
            break;
        }
        room -= count;
        used += step;
    }
    return used;
}

static void insert(struct edit *edit, const char *bytes, size_t length, enum edit_kind kind, bool *was_full)
{
    size_t fits = fitting(edit, bytes, length);

    if (fits < length && was_full != NULL) {
        *was_full = true;
    }
    if (fits > 0) {
        edit_replace(edit, selection_start(edit), selection_length(edit), bytes, fits, kind);
    }
}

void edit_paste(struct edit *edit, const char *bytes, size_t length, bool *was_full)
{
    struct str clean = {0};

    if (was_full != NULL) {
        *was_full = false;
    }
    edit_clean(edit, bytes, length, &clean);
    insert(edit, str_text(&clean), clean.length, EDIT_OTHER, was_full);
    if (edit->is_secret) {
        wipe(&clean);
    }
    str_free(&clean);
}

static void copy(struct edit *edit, size_t start, size_t length)
{
    if (!edit->is_secret && length > 0) {
        str_reset(edit->clipboard);
        str_add_bytes(edit->clipboard, edit->text.bytes + start, length);
    }
}

static void erase(struct edit *edit, size_t start, size_t end, enum edit_kind kind)
{
    edit_replace(edit, start, end - start, "", 0, kind);
}

/* Erase and keep in the clipboard. */
static void cut(struct edit *edit, size_t start, size_t end)
{
    copy(edit, start, end - start);
    erase(edit, start, end, EDIT_OTHER);
}

static void move_to(struct edit *edit, size_t offset, bool is_selecting)
{
    edit->cursor = offset;
    if (!is_selecting) {
        edit->anchor = offset;
    }
    edit->goal = -1;
    edit->is_grouping = false;
}

/* Up and Down by lines; false at the first or last one. */
static bool move_lines(struct edit *edit, int lines, bool is_selecting)
{
    size_t line;
    int goal;

    if (!edit->is_paragraph) {
        return false;
    }
    edit_wrap(edit, edit->width);
    line = edit_line_of(edit, edit->cursor);
    if ((lines < 0 && line == 0) || (lines > 0 && line + 1 == edit->line_count)) {
        return false;
    }
    goal = edit->goal >= 0 ? edit->goal : edit_column_of(edit, edit->cursor);
    if (lines < 0) {
        line -= (size_t)-lines < line ? (size_t)-lines : line;
    } else {
        line += (size_t)lines;
        line = line < edit->line_count ? line : edit->line_count - 1;
    }
    move_to(edit, edit_offset_at(edit, line, goal), is_selecting);
    edit->goal = goal;
    return true;
}

/* The end of the line that newlines bound, from the cursor. */
static size_t hard_end(const struct edit *edit)
{
    const char *end = edit->cursor < edit->text.length
                          ? memchr(edit->text.bytes + edit->cursor, '\n', edit->text.length - edit->cursor)
                          : NULL;

    return end != NULL ? (size_t)(end - edit->text.bytes) : edit->text.length;
}

static size_t hard_start(const struct edit *edit)
{
    size_t at = edit->cursor;

    while (at > 0 && edit->text.bytes[at - 1] != '\n') {
        at--;
    }
    return at;
}

static bool edit_navigate(struct edit *edit, uint32_t key)
{
    bool is_selecting = (key & UI_SHIFT) != 0;
    size_t length = edit->text.length, cursor = edit->cursor, selected = selection_length(edit);
    const char *text = str_text(&edit->text);
    size_t line;

    edit_wrap(edit, edit->width);
    line = edit_line_of(edit, cursor);
    switch (key & ~UI_SHIFT) {
    case UI_KEY_LEFT:
        move_to(edit,
                selected > 0 && !is_selecting ? selection_start(edit)
                                              : cursor - utf8_grapheme_before(text, cursor),
                is_selecting);
        return true;
    case UI_KEY_RIGHT:
        move_to(edit,
                selected > 0 && !is_selecting ? selection_start(edit) + selected
                                              : cursor + utf8_grapheme(text + cursor, length - cursor),
                is_selecting);
        return true;
    case UI_CTRL | UI_KEY_LEFT:
        move_to(edit, edit_word_left(edit, cursor), is_selecting);
        return true;
    case UI_CTRL | UI_KEY_RIGHT:
        move_to(edit, edit_word_right(edit, cursor), is_selecting);
        return true;
    case UI_KEY_HOME:
        move_to(edit, edit->starts[line], is_selecting);
        return true;
    case UI_KEY_END:
        move_to(edit, edit_line_end(edit, line), is_selecting);
        return true;
    case UI_CTRL | UI_KEY_HOME:
        move_to(edit, 0, is_selecting);
        return true;
    case UI_CTRL | UI_KEY_END:
        move_to(edit, length, is_selecting);
        return true;
    case UI_KEY_UP:
        return move_lines(edit, -1, is_selecting);
    case UI_KEY_DOWN:
        return move_lines(edit, 1, is_selecting);
    case UI_KEY_PAGE_UP:
        return move_lines(edit, -(edit->height > 1 ? edit->height - 1 : 1), is_selecting);
    case UI_KEY_PAGE_DOWN:
        return move_lines(edit, edit->height > 1 ? edit->height - 1 : 1, is_selecting);
    default:
        return false;
    }
}

static bool edit_erase(struct edit *edit, uint32_t key)
{
    size_t cursor = edit->cursor, length = edit->text.length, selected = selection_length(edit);
    size_t start = selection_start(edit);
    const char *text = str_text(&edit->text);

    if (selected > 0 && (key == UI_KEY_BACKSPACE || key == UI_KEY_DELETE)) {
        erase(edit, start, start + selected, EDIT_OTHER);
        return true;
    }
    switch (key) {
    case UI_KEY_BACKSPACE:
    case UI_SHIFT | UI_KEY_BACKSPACE:
        erase(edit, cursor - utf8_grapheme_before(text, cursor), cursor, EDIT_ERASED);
        return true;
    case UI_KEY_DELETE:
        erase(edit, cursor, cursor + utf8_grapheme(text + cursor, length - cursor), EDIT_OTHER);
        return true;
    case UI_CTRL | 'W':
    case UI_CTRL | UI_KEY_BACKSPACE:
    case UI_ALT | UI_KEY_BACKSPACE:
        cut(edit, selected > 0 ? start : edit_word_left(edit, cursor),
            selected > 0 ? start + selected : cursor);
        return true;
    case UI_CTRL | UI_KEY_DELETE:
        cut(edit, cursor, edit_word_right(edit, cursor));
        return true;
    case UI_CTRL | 'K':
        cut(edit, cursor, hard_end(edit) == cursor && cursor < length ? cursor + 1 : hard_end(edit));
        return true;
    case UI_CTRL | 'U':
        cut(edit, hard_start(edit), cursor);
        return true;
    default:
        return false;
    }
}

static bool edit_command(struct edit *edit, uint32_t key, bool *was_full)
{
    size_t start = selection_start(edit), selected = selection_length(edit);

    switch (key) {
    case UI_CTRL | 'Z':
        edit_undo(edit);
        return true;
    case UI_CTRL | 'Y':
        edit_redo(edit);
        return true;
    case UI_CTRL | 'A':
        edit->anchor = 0;
        edit->cursor = edit->text.length;
        edit->is_grouping = false;
        return true;
    case UI_CTRL | 'C':
        copy(edit, start, selected);
        return selected > 0;
    case UI_CTRL | 'X':
        cut(edit, start, start + selected);
        return selected > 0;
    case UI_CTRL | 'V':
        edit_paste(edit, str_text(edit->clipboard), edit->clipboard->length, was_full);
        return true;
    case UI_CTRL | 'G':
        return edit_replace_mark(edit, was_full);
    case UI_KEY_ENTER:
        if (edit->is_paragraph) {
            insert(edit, "\n", 1, EDIT_TYPED, was_full);
        }
        return edit->is_paragraph;
    default:
        return false;
    }
}

bool edit_key(struct edit *edit, uint32_t key, bool *was_full)
{
    if (was_full != NULL) {
        *was_full = false;
    }
    if (key_is_text(key)) {
        char bytes[4];

        insert(edit, bytes, utf8_encode(key, bytes), EDIT_TYPED, was_full);
        return true;
    }
    return edit_erase(edit, key) || edit_command(edit, key, was_full) || edit_navigate(edit, key);
}
