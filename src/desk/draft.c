#include "zuoxi/desk/draft.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "draft_claim.h"
#include "draft_json.h"
#include "draft_writer.h"
#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"

#define TEMPORARY_S 60 /* what is older and not a draft yet never becomes one */

static enum status draft_path(const struct desk *desk, const char *request, char out[PATH_SIZE],
                              struct err *err)
{
    char name[128];
    if (!draft_request_is_safe(request) || strchr(desk->actor.badge, '/') != NULL ||
        desk->actor.badge[0] == '\0') {
        return err_set(err, STATUS_BUG, _("草稿没有编号或工号"));
    }
    text_format(name, sizeof(name), "drafts/%s-%s.json", desk->actor.badge, request);
    path_state(out, name);
    return STATUS_OK;
}

/* The database a draft belongs to, by its real path: the same file under another name is the same file. */
static void database_name(const struct desk *desk, char out[PATH_SIZE])
{
    char *real = realpath(desk_database(desk), NULL);
    text_copy(out, PATH_SIZE, real == NULL ? desk_database(desk) : real);
    free(real);
}

/* Where it goes, claimed, and what is to be written there: owned text, NULL on failure. */
static char *prepare(struct desk *desk, enum draft_kind kind, const void *form, const struct unread *unread,
                     char path[PATH_SIZE], struct err *err)
{
    char directory[PATH_SIZE], database[PATH_SIZE];
    path_state(directory, "drafts");
    if (draft_path(desk, draft_request(kind, form), path, err) != STATUS_OK ||
        path_make_directories(directory, err) != STATUS_OK) {
        return NULL;
    }
    draft_claim(desk, strrchr(path, '/') + 1);
    database_name(desk, database);
    char *text = draft_to_text(database, desk->actor.badge, kind, form, unread);
    if (text == NULL) {
        err_set(err, STATUS_BUG, _("草稿无法写成文件"));
    }
    return text;
}

static void wipe(char *text)
{
    explicit_bzero(text, strlen(text));
    free(text);
}

enum status draft_save(struct desk *desk, enum draft_kind kind, const void *form, const struct unread *unread,
                       struct err *err)
{
    char path[PATH_SIZE];
    char *text = prepare(desk, kind, form, unread, path, err);
    if (text == NULL) {
        return err->status;
    }
    enum status status = path_write(path, text, strlen(text), err);
    if (status == STATUS_FULL) {
        desk_spend_room(desk); /* where both lie on one disk, it fits now */
        status = path_write(path, text, strlen(text), err);
    }
    wipe(text);
    return status;
}

enum status draft_send(struct desk *desk, enum draft_kind kind, const void *form, const struct unread *unread,
                       struct draft_ticket *ticket, struct err *err)
{
    char path[PATH_SIZE];
    ticket->id = 0;
    char *text = prepare(desk, kind, form, unread, path, err);
    if (text == NULL) {
        return err->status;
    }
    enum status status = path_stage(path, text, strlen(text), ticket->temporary, err);
    wipe(text);
    if (status != STATUS_OK) {
        return status;
    }
    ticket->id = draft_writer_tell(desk, ticket->temporary);
    return ticket->id != 0 ? STATUS_OK : path_settle(ticket->temporary, err);
}

enum draft_news draft_ask(struct desk *desk, struct draft_ticket *ticket)
{
    enum draft_news news = draft_writer_ask(desk, ticket->id);
    if (news != DRAFT_UNDER_WAY) {
        ticket->id = 0;
    }
    return news;
}

void draft_recall(struct desk *desk, struct draft_ticket *ticket)
{
    if (ticket->id != 0) {
        draft_writer_forget(desk, ticket->id);
        unlink(ticket->temporary);
        ticket->id = 0;
    }
}

enum status draft_drop(struct desk *desk, enum draft_kind kind, const void *form, struct err *err)
{
    char path[PATH_SIZE];
    enum status status = draft_path(desk, draft_request(kind, form), path, err);
    if (status == STATUS_OK && unlink(path) != 0 && errno != ENOENT) {
        status = path_error(err, _("删除"), path);
    } else if (status == STATUS_OK) {
        draft_unclaim(desk, strrchr(path, '/') + 1);
    }
    return status;
}

/* Read one draft file; false when it is damaged. *is_ours = it belongs to this database. */
static bool read_draft(const char *path, const char *database, struct draft *draft, bool *is_ours)
{
    struct str text = {0};
    char from[PATH_SIZE];
    bool is_good = path_read(path, DRAFT_LIMIT, &text, NULL) == STATUS_OK &&
                   draft_from_text(str_text(&text), text.length, draft, from);
    *is_ours = is_good && strcmp(from, database) == 0;
    if (text.bytes != NULL) {
        explicit_bzero(text.bytes, text.length);
    }
    str_free(&text);
    return is_good;
}

static void keep_aside(const char *path, struct err *err)
{
    struct str aside = {0};
    str_printf(&aside, "%s.bad", path);
    bool is_moved = rename(path, str_text(&aside)) == 0;
    err_set(err, STATUS_CORRUPT, _("有一份草稿已损坏，无法恢复"));
    err_where(err, "%s", is_moved ? str_text(&aside) : path);
    err_advise(err, _("文件已原样保留，可请管理员查看"));
    str_free(&aside);
}

/* Take one directory entry into the list; only database errors are failures. */
static enum status take_entry(struct desk *desk, const char *path, const char *database,
                              struct drafts *drafts, struct err *err)
{
    struct draft draft = {0};
    struct err local = {0};
    bool is_ours, is_saved = false;
    int64_t id;
    if (!read_draft(path, database, &draft, &is_ours)) {
        keep_aside(path, err);
        return STATUS_OK;
    }
    enum status status = STATUS_OK;
    if (is_ours) {
        status = request_find(desk->store, draft_request(draft.kind, draft.form), &is_saved, &id, &local);
    }
    if (status != STATUS_OK && err != NULL) {
        *err = local;
    }
    if (status == STATUS_OK && is_ours && !is_saved) {
        mem_reserve((void **)&drafts->items, &drafts->capacity, drafts->count + 1, sizeof(*drafts->items));
        drafts->items[drafts->count++] = draft;
        return STATUS_OK;
    }
    if (is_saved) {
        unlink(path); /* it was saved before the answer could be seen */
    }
    free(draft.form);
    return status;
}

static int oldest_first(const void *left, const void *right)
{
    const struct draft *a = left, *b = right;
    return a->opened_at < b->opened_at ? -1
           : a->opened_at > b->opened_at
               ? 1
               : strcmp(draft_request(a->kind, a->form), draft_request(b->kind, b->form));
}

/* A temporary of a desk that was killed while it wrote: nobody will finish it, and it holds what callers
 * said.
 */
static void sweep(const struct desk *desk, const char *path)
{
    struct stat info;
    if (stat(path, &info) == 0 && clock_now(desk->clock) - info.st_mtime > TEMPORARY_S) {
        unlink(path);
    }
}

/* The same for one that no other desk has open; it stays claimed when it came into the list. */
static enum status claim_entry(struct desk *desk, const char *path, const char *database,
                               struct drafts *drafts, struct err *err)
{
    const char *name = strrchr(path, '/') + 1;
    size_t before = drafts->count;
    if (!draft_claim(desk, name)) {
        drafts->elsewhere++;
        return STATUS_OK;
    }
    enum status status = STATUS_OK;
    if (access(path, F_OK) == 0) { /* not dropped since the directory was read */
        status = take_entry(desk, path, database, drafts, err);
    }
    if (drafts->count == before) {
        draft_unclaim(desk, name);
    }
    return status;
}

enum status draft_restore(struct desk *desk, struct drafts *drafts, struct err *err)
{
    char directory[PATH_SIZE], database[PATH_SIZE], badge[DRAFT_BADGE_SIZE];
    *drafts = (struct drafts){0};
    path_state(directory, "drafts");
    database_name(desk, database);
    DIR *entries = opendir(directory);
    if (entries == NULL) {
        return errno == ENOENT ? STATUS_OK : path_error(err, _("打开"), directory);
    }
    enum status status = STATUS_OK;
    const struct dirent *entry;
    while (status == STATUS_OK && (entry = readdir(entries)) != NULL) {
        struct str path = {0};
        const char *after = draft_file_badge(entry->d_name, badge);
        if (after == NULL || strcmp(badge, desk->actor.badge) != 0) {
            continue;
        }
        str_printf(&path, "%s/%s", directory, entry->d_name);
        if (after[0] == '\0') {
            status = claim_entry(desk, str_text(&path), database, drafts, err);
        } else if (strlen(after) == STAGE_SUFFIX) {
            sweep(desk, str_text(&path));
        }
        str_free(&path);
    }
    closedir(entries);
    if (drafts->count > 0) {
        qsort(drafts->items, drafts->count, sizeof(*drafts->items), oldest_first);
    }
    return status;
}

void drafts_clear(struct drafts *drafts)
{
    for (size_t i = 0; i < drafts->count; i++) {
        free(drafts->items[i].form);
    }
    free(drafts->items);
    *drafts = (struct drafts){0};
}
