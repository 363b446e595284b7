#include "zuoxi/console/others.h"

#include <string.h>

#include "zuoxi/base/text.h"
#include "zuoxi/console/paint.h"
#include "zuoxi/desk/editing.h"

#define OTHERS_MAX 3

static void describe(struct console *console, const char *object, int64_t id, char *out, size_t size)
{
    struct editor entries[OTHERS_MAX];
    size_t count = editing_others(&console->desk, object, id, entries, OTHERS_MAX);
    out[0] = '\0';
    for (size_t i = 0; i < count; i++) {
        char since[24], one[120];
        time_short(console_now(console), entries[i].since, since);
        text_format(one, sizeof(one), _("%s%s（%s）%s 起在%s"), i > 0 ? "、" : "", entries[i].name,
                    entries[i].badge, since, entries[i].doing);
        text_append(out, size, one);
    }
}

bool others_look(struct others *others, struct console *console, const char *object, int64_t id)
{
    char before[sizeof(others->text)];
    int64_t now = console_now(console);
    if (now == others->asked_at) {
        return false;
    }
    others->asked_at = now;
    text_copy(before, sizeof(before), others->text);
    describe(console, object, id, others->text, sizeof(others->text));
    return strcmp(before, others->text) != 0;
}

void others_title(const struct others *others, char *title, size_t size)
{
    if (others->text[0] != '\0') {
        text_append(title, size, "  ");
        text_append(title, size, others->text);
    }
}
