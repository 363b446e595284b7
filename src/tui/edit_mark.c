/* Words that stand out in an editor, and putting others in their place. */

#include <stdlib.h>
#include <string.h>

#include "edit_private.h"
#include "zuoxi/base/mem.h"
#include "zuoxi/base/utf8.h"
#include "zuoxi/base/wrap.h"

struct edit_marks {
    edit_marker marker;
    void *context;
    bool is_known;
    const unsigned long *stamp;
    unsigned long revision, stamped; /* of the text they were found in */
    size_t count;
    struct edit_mark items[EDIT_MARKS_MAX];
};

void edit_set_marker(struct edit *edit, edit_marker marker, void *context, const unsigned long *stamp)
{
    if (edit->marks == NULL) {
        edit->marks = mem_new(1, sizeof(*edit->marks));
    }
    *edit->marks = (struct edit_marks){.marker = marker, .context = context, .stamp = stamp};
}

/* The marks of the text as it is; NULL when there are none. */
static const struct edit_marks *find(struct edit *edit)
{
    struct edit_marks *marks = edit->marks;

    if (marks == NULL || edit->is_secret) {
        return NULL;
    }
    if (!marks->is_known || marks->revision != edit->revision || marks->stamped != *marks->stamp) {
        marks->count = marks->marker(marks->context, str_text(&edit->text), marks->items);
        marks->revision = edit->revision;
        marks->stamped = *marks->stamp;
        marks->is_known = true;
    }
    return marks->count > 0 ? marks : NULL;
}

const struct edit_mark *edit_mark(struct edit *edit)
{
    const struct edit_marks *marks = find(edit);
    size_t at = 0;

    for (size_t i = 1; marks != NULL && i < marks->count; i++) {
        at = marks->items[i].start < edit->cursor ? i : at;
    }
    return marks != NULL ? &marks->items[at] : NULL;
}

bool edit_replace_mark(struct edit *edit, bool *was_full)
{
    const struct edit_mark *mark = edit_mark(edit);

    if (mark == NULL) {
        return false;
    }
    const char *text = str_text(&edit->text);
    size_t room = (size_t)edit->max - utf8_count(text);
    struct str word = {0};
    str_add_bytes(&word, text + mark->start, mark->end - mark->start);
    bool fits = utf8_count(mark->instead) <= room + utf8_count(str_text(&word));
    str_free(&word);
    if (fits) {
        edit_replace(edit, mark->start, mark->end - mark->start, mark->instead, strlen(mark->instead),
                     EDIT_OTHER);
    } else if (was_full != NULL) {
        *was_full = true;
    }
    return true;
}

void edit_draw_marks(struct edit *edit, struct canvas *canvas, struct rect place, size_t start, size_t end)
{
    const struct edit_marks *marks = find(edit);
    const char *text = str_text(&edit->text);

    for (size_t i = 0; marks != NULL && i < marks->count; i++) {
        size_t from = marks->items[i].start < start ? start : marks->items[i].start;
        size_t to = marks->items[i].end > end ? end : marks->items[i].end;
        if (from >= to) {
            continue;
        }
        int x = wrap_cells(text, start, from), cells = wrap_cells(text, from, to);
        if (x < place.width) {
            draw_restyle(canvas, place.y, place.x + x, cells < place.width - x ? cells : place.width - x,
                         STYLE_MARKED);
        }
    }
}
