/* FILE.sha256: what the copy beside it holds, and its checksum, as sha256sum -c reads it. */

#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "backup_private.h"
#include "zuoxi/base/text.h"

#define PROOF_MARK  "# zuoxi backup "
#define PROOF_LIMIT 4096 /* bytes */

static const char *name_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash == NULL ? path : slash + 1;
}

static void proof_path(const char *path, char out[PATH_SIZE])
{
    text_format(out, PATH_SIZE, "%s.sha256", path);
}

/* Nothing there, or one of ours whose file never came into its place. */
static bool may_replace(const char *path)
{
    struct str text = {0};
    enum status status = path_read(path, PROOF_LIMIT, &text, NULL);
    bool is_ours = status == STATUS_OK && strncmp(str_text(&text), PROOF_MARK, strlen(PROOF_MARK)) == 0;
    str_free(&text);
    return status == STATUS_NOT_FOUND || is_ours;
}

enum status backup_write_proof(const struct backup_file *file, struct err *err)
{
    const struct snapshot *holds = &file->holds;
    char path[PATH_SIZE], at[26];
    struct str text = {0};
    proof_path(file->path, path);
    if (!may_replace(path)) {
        err_set(err, STATUS_CONFLICT, _("文件已存在，不会覆盖"));
        return err_where(err, "%s", path);
    }
    clock_format_iso(holds->at, at);
    str_printf(&text,
               PROOF_MARK "%s program %s schema %d customers %" PRId64 " cases %" PRId64 " contacts %" PRId64
                          " bytes %" PRId64 " audit %" PRId64 " %s\n%s  %s\n",
               at, holds->program, holds->schema, holds->customers, holds->cases, holds->contacts,
               file->bytes, holds->audit_count, holds->audit_hash, file->sha256, name_of(file->path));
    enum status status = path_write(path, str_text(&text), text.length, err);
    str_free(&text);
    return status;
}

static bool parse(const char *text, struct backup_file *file, char name[256], int64_t *bytes)
{
    struct snapshot *holds = &file->holds;
    char at[32];
    int read = sscanf(text,
                      PROOF_MARK "%31s program %23s schema %d customers %" SCNd64 " cases %" SCNd64
                                 " contacts %" SCNd64 " bytes %" SCNd64 " audit %" SCNd64
                                 " %64s\n%64[0-9a-f]  %255[^\n]",
                      at, holds->program, &holds->schema, &holds->customers, &holds->cases, &holds->contacts,
                      bytes, &holds->audit_count, holds->audit_hash, file->sha256, name);
    return read == 11 && strlen(file->sha256) == SHA256_HEX_SIZE - 1 && clock_parse(at, &holds->at);
}

void backup_read_proof(struct backup_file *file)
{
    char path[PATH_SIZE], name[256];
    struct str text = {0};
    struct stat info;
    int64_t bytes = -1;
    proof_path(file->path, path);
    file->bytes = lstat(file->path, &info) == 0 && S_ISREG(info.st_mode) ? info.st_size : -1;
    bool is_read =
        path_read(path, PROOF_LIMIT, &text, NULL) == STATUS_OK && parse(str_text(&text), file, name, &bytes);
    str_free(&text);
    if (!is_read || strcmp(name, name_of(file->path)) != 0) {
        file->holds = (struct snapshot){0};
        file->sha256[0] = '\0';
        return;
    }
    file->holds.bytes = bytes;
    file->is_whole = bytes == file->bytes;
}

void backup_remove_proof(const char *path)
{
    char proof[PATH_SIZE];
    proof_path(path, proof);
    unlink(proof);
}

enum status backup_prove(const char *path, const struct backup_watch *watch, struct backup_file *file,
                         struct err *err)
{
    char found[SHA256_HEX_SIZE];
    *file = (struct backup_file){.bytes = 0};
    text_copy(file->path, sizeof(file->path), path);
    backup_read_proof(file);
    if (file->sha256[0] == '\0') {
        err_set(err, STATUS_NOT_FOUND, _("旁边没有这份备份的校验文件(.sha256)"));
        return err_where(err, "%s", path);
    }
    backup_tell(watch, BACKUP_DIGEST, 0);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        return path_error(err, _("打开"), path);
    }
    enum status status = part_digest(fd, path, found, err);
    close(fd);
    if (status == STATUS_OK && strcmp(found, file->sha256) != 0) {
        err_set(err, STATUS_CORRUPT, _("备份与做成时不同：SHA-256 不符"));
        err_where(err, "%s", path);
        status = err_advise(err, _("请换一份备份"));
    }
    backup_tell(watch, BACKUP_DIGEST, 100);
    return status;
}
