#include "zuoxi/desk/desk.h"

#include <string.h>
#include <unistd.h>

#include "zuoxi/base/text.h"
#include "zuoxi/base/whereabouts.h"
#include "zuoxi/desk/draft.h"
#include "zuoxi/desk/editing.h"
#include "zuoxi/store/audit.h"
#include "zuoxi/store/ballast.h"
#include "zuoxi/store/bell.h"
#include "zuoxi/store/hook_store.h"

enum status desk_open(struct desk *desk, const char *path, const struct settings *settings,
                      const struct profile *profile, const struct phrasebook *book, const struct clock *clock,
                      struct err *err)
{
    *desk = (struct desk){.settings = settings, .profile = profile, .book = book, .clock = clock};
    struct store_options options = {.path = path,
                                    .clock = clock,
                                    .badge = desk->actor.badge,
                                    .mark = settings->audit_mark,
                                    .viewer = &desk->actor};
    whereabouts(desk->place);
    enum status status = store_open(&desk->store, &options, err);
    if (status == STATUS_OK) {
        hook_store_follow(desk->store, hooks_want_levels(settings->hooks, settings->hook_count));
    }
    return status;
}

void desk_close(struct desk *desk)
{
    if (desk->store != NULL) {
        store_close(&desk->store);
    }
    draft_release(desk);
    desk_release(desk);
    editing_release(desk);
    explicit_bzero(&desk->actor, sizeof(desk->actor));
}

void desk_release(struct desk *desk)
{
    if (desk->presence > 0) {
        close(desk->presence);
    }
    desk->presence = 0;
    desk->session[0] = '\0';
}

enum status desk_create(const char *path, const char *profile, const struct clock *clock, struct err *err)
{
    return store_create(path, profile, false, clock, err);
}

void desk_discard(const char *path)
{
    store_remove(path);
}

bool desk_changed(struct desk *desk)
{
    return store_changed(desk->store);
}

bool desk_keep_room(const struct desk *desk, int64_t *room)
{
    return ballast_keep(store_path(desk->store), room);
}

void desk_spend_room(const struct desk *desk)
{
    ballast_spend(store_path(desk->store));
}

int desk_listen(const struct desk *desk)
{
    return bell_listen(store_path(desk->store));
}

bool desk_hear(int fd)
{
    return bell_heard(fd);
}

bool desk_is_demo(const struct desk *desk)
{
    return store_is_demo(desk->store);
}

bool desk_is_owner(const struct desk *desk)
{
    return store_is_owner(desk->store);
}

const char *desk_database(const struct desk *desk)
{
    return store_path(desk->store);
}

const char *desk_profile(const struct desk *desk)
{
    return store_profile(desk->store);
}

/* The one place where the desk asks; everything else goes through it. */
bool desk_can(const struct desk *desk, enum right right, const struct rights_object *object)
{
    return rights_can(&desk->actor, right, object);
}

bool desk_has_right(const struct desk *desk, enum right right)
{
    return desk_can(desk, right, NULL);
}

enum role desk_role(const struct desk *desk)
{
    return desk->actor.is_owner || desk->actor.is_acting_lead ? ROLE_LEAD : desk->actor.role;
}

enum status desk_allow_on(const struct desk *desk, enum right right, const struct rights_object *object,
                          struct err *err)
{
    if (desk_can(desk, right, object)) {
        return STATUS_OK;
    }
    if (desk->actor.role == ROLE_NONE) {
        err_set(err, STATUS_DENIED, _("未签到，不能%s"), right_label(right));
        return err_advise(err, _("请先登录"));
    }
    err_set(err, STATUS_DENIED, _("%s(%s)无权%s"), desk->actor.badge, role_label(desk->actor.role),
            right_label(right));
    return err_advise(err, _("请换用有此权限的工号"));
}

enum status desk_allow(const struct desk *desk, enum right right, struct err *err)
{
    return desk_allow_on(desk, right, NULL, err);
}

/* Whoever stands in for the lead does all of it as such; the audit tells. */
static const char *origin_of(const struct actor *actor)
{
    static const char *const acting[][2] = {
        {"console", "console acting"}, {"cli", "cli acting"}, {"cli owner", "cli owner acting"}};
    for (size_t i = 0; i < sizeof(acting) / sizeof(acting[0]) && actor->is_acting_lead; i++) {
        if (actor->origin != NULL && strcmp(actor->origin, acting[i][0]) == 0) {
            return acting[i][1];
        }
    }
    return actor->origin;
}

static struct audit_entry entry_of(const struct desk *desk, const char *action, const char *object,
                                   int64_t id)
{
    return (struct audit_entry){.badge = desk->actor.badge,
                                .origin = origin_of(&desk->actor),
                                .place = desk->place,
                                .action = action,
                                .object = object,
                                .object_id = id};
}

enum status desk_audit(struct desk *desk, const char *action, const char *object, int64_t id,
                       const struct field_table *table, const void *before, const void *after,
                       const char *note, struct err *err)
{
    struct audit_entry entry = entry_of(desk, action, object, id);
    entry.table = table;
    entry.before = before;
    entry.after = after;
    entry.note = note;
    return audit_write(desk->store, &entry, err);
}

enum status desk_erase_audit(struct desk *desk, const char *action, const char *object, int64_t id,
                             const struct field_table *table, const char *lines, struct err *err)
{
    struct audit_entry entry = entry_of(desk, action, object, id);
    return audit_erase(desk->store, &entry, table, lines, err);
}
