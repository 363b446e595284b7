#include "zuoxi/desk/editing.h"

#include "zuoxi/base/text.h"

static struct editors *editors_of(struct desk *desk)
{
    if (desk->editors == NULL && desk->actor.role != ROLE_NONE) {
        desk->editors = editors_open(store_path(desk->store));
    }
    return desk->editors;
}

void editing_begin(struct desk *desk, const char *object, int64_t id, const char *doing)
{
    struct editors *editors = editors_of(desk);
    struct editor entry = {.id = id, .since = clock_now(desk->clock)};
    if (editors == NULL || id == 0) {
        return;
    }
    text_copy(entry.object, sizeof(entry.object), object);
    text_copy(entry.doing, sizeof(entry.doing), doing);
    text_copy(entry.badge, sizeof(entry.badge), desk->actor.badge);
    text_copy(entry.name, sizeof(entry.name), desk->actor.name);
    editors_enter(editors, &entry);
}

void editing_end(struct desk *desk, const char *object, int64_t id, const char *doing)
{
    if (desk->editors != NULL) {
        editors_leave(desk->editors, object, id, doing);
    }
}

size_t editing_others(struct desk *desk, const char *object, int64_t id, struct editor *others, size_t max)
{
    struct editors *editors = editors_of(desk);
    return editors != NULL ? editors_others(editors, object, id, others, max) : 0;
}

void editing_release(struct desk *desk)
{
    editors_close(&desk->editors);
}
