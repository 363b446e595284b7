#include "zuoxi/desk/verify.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "draft_json.h"
#include "zuoxi/base/text.h"
#include "zuoxi/desk/backup.h"
#include "zuoxi/store/people_store.h"
#include "zuoxi/store/request.h"

enum status verify_database(struct desk *desk, const struct verify_watch *watch, struct str *findings,
                            struct err *err)
{
    enum status status = desk_allow(desk, RIGHT_BACKUP, err);
    return status == STATUS_OK ? store_verify_watched(desk->store, watch, findings, err) : status;
}

enum status verify_copy(const char *path, const struct clock *clock, const struct verify_watch *watch,
                        struct str *findings, bool *is_proven, struct err *err)
{
    struct backup_file file;
    struct store *copy = NULL;
    struct err found = {0};
    enum status status = backup_prove(path, NULL, &file, &found);
    *is_proven = status == STATUS_OK;
    if (status == STATUS_CORRUPT) {
        str_printf(findings, "%s：%s\n", path, found.what);
    } else if (status != STATUS_OK && status != STATUS_NOT_FOUND) {
        *err = found;
        return status;
    }
    status = snapshot_open(&copy, path, clock, &found);
    if (status == STATUS_READONLY) { /* the search index proves itself by a statement that writes */
        err_advise(&found, _("只读的盘上不能核对：请复制到本机磁盘，核对复制件"));
    }
    if (status == STATUS_OK) {
        status = store_verify_watched(copy, watch, findings, &found);
    }
    store_close(&copy);
    if (status == STATUS_CORRUPT) {
        str_printf(findings, "%s：%s\n", path, found.what);
        return STATUS_OK;
    }
    if (status != STATUS_OK) {
        *err = found;
    }
    return status;
}

/* What is wrong with a draft of this database, or what becomes of it; *word NULL: nothing. */
static enum status judge(struct desk *desk, const char *badge, const struct draft *draft, const char **word,
                         bool *is_finding, struct err *err)
{
    struct person person;
    bool is_saved;
    int64_t id;
    enum status status = people_store_find(desk->store, badge, &person, NULL);
    if (status == STATUS_NOT_FOUND) {
        *word = _("草稿的工号不存在，没有人会收到它");
        *is_finding = true;
        return STATUS_OK;
    }
    status = request_find(desk->store, draft_request(draft->kind, draft->form), &is_saved, &id, err);
    if (status == STATUS_OK && is_saved) {
        *word = _("草稿的内容已经保存，下次签到时删去");
    } else if (status == STATUS_OK && !person.is_active) {
        *word = _("草稿的账号已停用，要启用它才能取回");
        *is_finding = true;
    }
    explicit_bzero(&person, sizeof(person));
    return status;
}

static enum status check_draft(struct desk *desk, const char *path, const char *badge, const char *database,
                               struct str *findings, struct str *notes, struct err *err)
{
    struct str text = {0};
    struct draft draft = {0};
    char from[PATH_SIZE] = "";
    const char *word = NULL;
    bool is_finding = false;
    enum status status = STATUS_OK;
    if (path_read(path, DRAFT_LIMIT, &text, NULL) != STATUS_OK ||
        !draft_from_text(str_text(&text), text.length, &draft, from)) {
        word = access(path, F_OK) == 0 ? _("草稿读不懂") : NULL; /* or saved and dropped meanwhile */
        is_finding = true;
    } else if (strcmp(from, database) == 0) {
        status = judge(desk, badge, &draft, &word, &is_finding, err);
    }
    if (word != NULL) {
        str_printf(is_finding ? findings : notes, "%s：%s\n", path, word);
    }
    if (text.bytes != NULL) {
        explicit_bzero(text.bytes, text.length);
    }
    str_free(&text);
    free(draft.form);
    return status;
}

enum status verify_drafts(struct desk *desk, struct str *findings, struct str *notes, struct err *err)
{
    char directory[PATH_SIZE], badge[DRAFT_BADGE_SIZE];
    const struct dirent *entry;
    enum status status = desk_allow(desk, RIGHT_BACKUP, err);
    path_state(directory, "drafts");
    char *database = realpath(desk_database(desk), NULL);
    DIR *entries = status == STATUS_OK ? opendir(directory) : NULL;
    while (status == STATUS_OK && entries != NULL && (entry = readdir(entries)) != NULL) {
        struct str path = {0};
        const char *after = draft_file_badge(entry->d_name, badge);
        str_printf(&path, "%s/%s", directory, entry->d_name);
        if (after != NULL && after[0] == '\0' && database != NULL) {
            status = check_draft(desk, str_text(&path), badge, database, findings, notes, err);
        }
        str_free(&path);
    }
    if (entries != NULL) {
        closedir(entries);
    }
    free(database);
    return status;
}
