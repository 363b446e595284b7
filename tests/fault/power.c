#include "fault/power.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FILES_MAX 8
#define SECTOR    512

/* A write, or a truncation (bytes NULL). */
struct change {
    unsigned char *bytes;
    size_t length;
    int64_t at;
};
struct disk_file {
    char name[200];
    unsigned char *bytes; /* what is surely on the disk */
    size_t size, capacity;
    struct change *changes; /* what is on its way */
    size_t count, room;
};

static struct {
    char directory[200], into[200];
    struct disk_file files[FILES_MAX];
    int calls, nth;
    unsigned seed;
    bool is_armed, was_cut;
} power;

static void *need(void *memory)
{
    if (memory == NULL) {
        abort();
    }
    return memory;
}

static void forget_changes(struct disk_file *file)
{
    for (size_t i = 0; i < file->count; i++) {
        free(file->changes[i].bytes);
    }
    file->count = 0;
}

static void forget(struct disk_file *file)
{
    forget_changes(file);
    free(file->changes);
    free(file->bytes);
    *file = (struct disk_file){0};
}

void power_watch(const char *directory)
{
    for (size_t i = 0; i < FILES_MAX; i++) {
        forget(&power.files[i]);
    }
    power.directory[0] = '\0';
    if (directory != NULL) {
        snprintf(power.directory, sizeof(power.directory), "%s/", directory);
    }
    power.is_armed = false;
}

/* The file of this name, or a free place; NULL for a file that is not watched. */
static struct disk_file *find(const char *name)
{
    size_t length = strlen(power.directory);
    if (length == 0 || name == NULL || strncmp(name, power.directory, length) != 0) {
        return NULL;
    }
    for (size_t i = 0; i < FILES_MAX; i++) {
        if (power.files[i].name[0] == '\0' || strcmp(power.files[i].name, name) == 0) {
            return &power.files[i];
        }
    }
    abort();
}

static void put(struct disk_file *file, const unsigned char *bytes, size_t length, size_t at)
{
    if (length == 0) {
        return;
    }
    if (at + length > file->capacity) {
        file->capacity = (at + length) * 2;
        file->bytes = need(realloc(file->bytes, file->capacity));
    }
    if (at > file->size) {
        memset(file->bytes + file->size, 0, at - file->size);
    }
    memcpy(file->bytes + at, bytes, length);
    file->size = at + length > file->size ? at + length : file->size;
}

static void cut_size(struct disk_file *file, size_t size)
{
    file->size = size < file->size ? size : file->size;
}

/* One in four keeps nothing of what was on its way, one in four all; else every sector is tossed for. */
static bool is_kept(uint64_t *state)
{
    if (power.seed % 4 < 2) {
        return power.seed % 4 == 1;
    }
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return *state >> 63;
}

static void keep_some(struct disk_file *image, const struct change *change, uint64_t *state)
{
    if (change->bytes == NULL) {
        if (is_kept(state)) {
            cut_size(image, (size_t)change->at);
        }
        return;
    }
    for (size_t done = 0; done < change->length;) {
        size_t at = (size_t)change->at + done, piece = SECTOR - at % SECTOR;
        piece = piece < change->length - done ? piece : change->length - done;
        if (is_kept(state)) {
            put(image, change->bytes + done, piece, at);
        }
        done += piece;
    }
}

static void write_image(const struct disk_file *image)
{
    char path[420];
    snprintf(path, sizeof(path), "%s/%s", power.into, strrchr(image->name, '/') + 1);
    FILE *out = need(fopen(path, "wb"));
    bool is_written = image->size == 0 || fwrite(image->bytes, image->size, 1, out) == 1;
    if (fclose(out) != 0 || !is_written) {
        abort();
    }
}

static void cut(void)
{
    uint64_t state = power.seed;
    for (size_t i = 0; i < FILES_MAX && power.files[i].name[0] != '\0'; i++) {
        const struct disk_file *file = &power.files[i];
        struct disk_file image = {0};
        strcpy(image.name, file->name);
        put(&image, file->bytes, file->size, 0);
        for (size_t c = 0; c < file->count; c++) {
            keep_some(&image, &file->changes[c], &state);
        }
        write_image(&image);
        free(image.bytes);
    }
    power.was_cut = true;
    power.is_armed = false;
}

static void count_call(void)
{
    if (power.is_armed && ++power.calls == power.nth) {
        cut();
    }
}

void power_cut_at(int nth, unsigned seed, const char *into)
{
    snprintf(power.into, sizeof(power.into), "%s", into);
    power.nth = nth;
    power.seed = seed;
    power.calls = 0;
    power.was_cut = false;
    power.is_armed = true;
}

bool power_was_cut(void)
{
    power.is_armed = false;
    return power.was_cut;
}

void power_opened(const char *name, const void *bytes, size_t size)
{
    struct disk_file *file = find(name);
    if (file != NULL && file->name[0] == '\0') {
        snprintf(file->name, sizeof(file->name), "%s", name);
        put(file, bytes, size, 0);
    }
}

static void add_change(struct disk_file *file, const void *bytes, size_t length, int64_t at)
{
    if (file->count == file->room) {
        file->room = file->room * 2 + 16;
        file->changes = need(realloc(file->changes, file->room * sizeof(*file->changes)));
    }
    struct change *change = &file->changes[file->count++];
    *change = (struct change){.length = length, .at = at};
    if (bytes != NULL) {
        change->bytes = need(malloc(length));
        memcpy(change->bytes, bytes, length);
    }
}

void power_written(const char *name, const void *bytes, size_t length, int64_t at)
{
    struct disk_file *file = find(name);
    if (file != NULL) {
        count_call();
        add_change(file, bytes, length, at);
    }
}

void power_truncated(const char *name, int64_t size)
{
    struct disk_file *file = find(name);
    if (file != NULL) {
        count_call();
        add_change(file, NULL, 0, size);
    }
}

void power_synced(const char *name)
{
    struct disk_file *file = find(name);
    if (file == NULL) {
        return;
    }
    count_call();
    for (size_t i = 0; i < file->count; i++) {
        const struct change *change = &file->changes[i];
        if (change->bytes != NULL) {
            put(file, change->bytes, change->length, (size_t)change->at);
        } else {
            cut_size(file, (size_t)change->at);
        }
    }
    forget_changes(file);
}

void power_deleted(const char *name)
{
    struct disk_file *file = find(name);
    if (file != NULL && file->name[0] != '\0') {
        count_call();
        forget_changes(file);
        file->size = 0; /* an empty log is what a machine finds without one */
    }
}
