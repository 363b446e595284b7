#include "zuoxi/desk/draft.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "draft_claim.h"
#include "draft_json.h"
#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"

#define DRAFT_LIMIT 262144 /* bytes; the largest form is a tenth of it */

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

enum status draft_save(struct desk *desk, enum draft_kind kind, const void *form, const struct unread *unread,
                       struct err *err)
{
    char path[PATH_SIZE], directory[PATH_SIZE], database[PATH_SIZE];
    enum status status = draft_path(desk, draft_request(kind, form), path, err);
    path_state(directory, "drafts");
    if (status == STATUS_OK) {
        status = path_make_directories(directory, err);
    }
    if (status != STATUS_OK) {
        return status;
    }
    draft_claim(desk, strrchr(path, '/') + 1);
    database_name(desk, database);
    char *text = draft_to_text(database, desk->actor.badge, kind, form, unread);
    if (text == NULL) {
        return err_set(err, STATUS_BUG, _("草稿无法写成文件"));
    }
    status = path_write(path, text, strlen(text), err);
    explicit_bzero(text, strlen(text));
    free(text);
    return status;
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
    bool is_ours;
    int64_t saved = 0;
    if (!read_draft(path, database, &draft, &is_ours)) {
        keep_aside(path, err);
        return STATUS_OK;
    }
    enum status status = STATUS_OK;
    if (is_ours) {
        status = request_find(desk->store, draft_request(draft.kind, draft.form), &saved, &local);
    }
    if (status != STATUS_OK && err != NULL) {
        *err = local;
    }
    if (status == STATUS_OK && is_ours && saved == 0) {
        mem_reserve((void **)&drafts->items, &drafts->capacity, drafts->count + 1, sizeof(*drafts->items));
        drafts->items[drafts->count++] = draft;
        return STATUS_OK;
    }
    if (saved != 0) {
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

/* "1001-0a1b….json" of this badge? Another badge may begin alike ("1001-2"): what follows must be a request
 * id. */
static bool is_draft_of(const char *name, const char *badge)
{
    size_t length = strlen(badge);
    if (strncmp(name, badge, length) != 0 || name[length] != '-') {
        return false;
    }
    const char *rest = name + length + 1;
    size_t digits = strspn(rest, "0123456789abcdefABCDEF");
    return digits > 0 && strcmp(rest + digits, ".json") == 0;
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
    char directory[PATH_SIZE], database[PATH_SIZE];
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
        if (!is_draft_of(entry->d_name, desk->actor.badge)) {
            continue;
        }
        str_printf(&path, "%s/%s", directory, entry->d_name);
        status = claim_entry(desk, str_text(&path), database, drafts, err);
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
