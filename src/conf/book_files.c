#include "zuoxi/conf/book_files.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"

enum { FOLDER_BESIDE, FOLDER_SHIPPED };

/* The folder `name` beside zuoxi.conf; '' when no zuoxi.conf was read. */
static void folder_beside(const struct config *config, const char *name, char out[PATH_SIZE])
{
    const char *slash = strrchr(config->file, '/');
    out[0] = '\0';
    if (config->file[0] != '\0') {
        text_format(out, PATH_SIZE, "%.*s%s", slash == NULL ? 0 : (int)(slash - config->file + 1),
                    config->file, name);
    }
}

static int is_conf(const struct dirent *entry)
{
    size_t length = strlen(entry->d_name);
    return length > 5 && entry->d_name[0] != '.' && strcmp(entry->d_name + length - 5, ".conf") == 0;
}

/* Is there a profile that owns the file of this name ("gas.conf")? */
static bool is_profile(const struct config *config, const char *name)
{
    char folder[PATH_SIZE], path[PATH_SIZE];
    folder_beside(config, "profiles", folder);
    if (folder[0] != '\0' && text_format(path, sizeof(path), "%s/%s", folder, name) &&
        access(path, F_OK) == 0) {
        return true;
    }
    char shipped[PATH_SIZE];
    return text_format(shipped, sizeof(shipped), "profiles/%s", name) &&
           (path_shipped(path, shipped), access(path, F_OK) == 0);
}

static const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash == NULL ? path : slash + 1;
}

static bool has_file(const struct book_files *files, const char *name)
{
    for (size_t i = 0; i < files->count; i++) {
        if (strcmp(base_name(files->paths[i]), name) == 0) {
            return true;
        }
    }
    return false;
}

static void add(struct book_files *files, const char *folder, const char *name)
{
    if (folder[0] == '\0' || has_file(files, name)) {
        return;
    }
    mem_reserve((void **)&files->paths, &files->capacity, files->count + 1, sizeof(*files->paths));
    if (text_format(files->paths[files->count], PATH_SIZE, "%s/%s", folder, name) &&
        access(files->paths[files->count], F_OK) == 0) {
        files->count++;
    }
}

/* What is beside wins over what is shipped. */
static void add_named(struct book_files *files, const char *name)
{
    add(files, files->folders[FOLDER_BESIDE], name);
    add(files, files->folders[FOLDER_SHIPPED], name);
}

static int by_name(const void *one, const void *other)
{
    return strcmp(base_name(one), base_name(other));
}

void book_files_find(struct book_files *files, const struct config *config)
{
    char own[64];
    book_files_clear(files);
    folder_beside(config, "phrases", files->folders[FOLDER_BESIDE]);
    path_shipped(files->folders[FOLDER_SHIPPED], "phrases");
    text_format(own, sizeof(own), "%s.conf", config->profile.name);
    add_named(files, "common.conf");
    add_named(files, own);
    size_t first = files->count;
    for (size_t f = 0; f < 2; f++) {
        struct dirent **entries = NULL;
        int count = files->folders[f][0] == '\0' ? 0 : scandir(files->folders[f], &entries, is_conf, NULL);
        for (int i = 0; i < count; i++) {
            if (!is_profile(config, entries[i]->d_name)) {
                add(files, files->folders[f], entries[i]->d_name);
            }
            free(entries[i]);
        }
        free(entries);
    }
    if (files->count > first) {
        qsort(files->paths[first], files->count - first, sizeof(*files->paths), by_name);
    }
}

void book_files_clear(struct book_files *files)
{
    free(files->paths);
    *files = (struct book_files){0};
}

/* FNV-1a over what tells two versions of a file apart. */
static uint64_t add_stamp(uint64_t sum, const char *path)
{
    struct stat status;
    if (path[0] == '\0' || stat(path, &status) != 0) {
        return (sum ^ 1) * 1099511628211u;
    }
    const uint64_t parts[] = {(uint64_t)status.st_mtim.tv_sec, (uint64_t)status.st_mtim.tv_nsec,
                              (uint64_t)status.st_size, (uint64_t)status.st_ino};
    for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
        sum = (sum ^ parts[i]) * 1099511628211u;
    }
    return sum;
}

uint64_t book_files_stamp(const struct book_files *files)
{
    uint64_t sum = 14695981039346656037u;
    sum = add_stamp(sum, files->folders[FOLDER_BESIDE]);
    sum = add_stamp(sum, files->folders[FOLDER_SHIPPED]);
    for (size_t i = 0; i < files->count; i++) {
        sum = add_stamp(sum, files->paths[i]);
    }
    return sum;
}
