#include "zuoxi/store/editors.h"

#include <fcntl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/base/path.h"
#include "zuoxi/base/text.h"

#define SLOTS     512 /* forms open on all desks together; one more is simply not shown */
#define SLOT_SIZE ((off_t)sizeof(struct editor))
#define MINE_MAX  32

struct editors {
    int fd;
    size_t mine[MINE_MAX]; /* slot + 1, 0: none */
    struct editor entries[MINE_MAX];
};

/* Whoever may write the database may say what is open. */
static int open_file(const char *database)
{
    char path[PATH_SIZE];
    struct stat file;
    if (!text_format(path, PATH_SIZE, "%s.open", database) || stat(database, &file) != 0) {
        return -1;
    }
    int fd = open(path, O_RDWR | O_CLOEXEC | O_NOFOLLOW);
    if (fd < 0) {
        fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
        if (fd >= 0 && fchmod(fd, file.st_mode & 0777) != 0) {
            close(fd);
            return -1;
        }
    }
    return fd;
}

struct editors *editors_open(const char *database)
{
    int fd = open_file(database);
    if (fd < 0) {
        return NULL;
    }
    struct editors *editors = mem_new(1, sizeof(*editors));
    editors->fd = fd;
    return editors;
}

void editors_close(struct editors **editors)
{
    if (*editors != NULL) {
        close((*editors)->fd); /* and with it every lock */
        free(*editors);
        *editors = NULL;
    }
}

static struct flock slot_lock(size_t slot, short type)
{
    return (struct flock){
        .l_type = type, .l_whence = SEEK_SET, .l_start = (off_t)slot * SLOT_SIZE, .l_len = SLOT_SIZE};
}

static bool set_lock(const struct editors *editors, size_t slot, short type)
{
    struct flock lock = slot_lock(slot, type);
    return fcntl(editors->fd, F_OFD_SETLK, &lock) == 0;
}

/* Does another desk hold the slot? One's own locks do not count, so one is never shown to oneself. */
static bool is_held(const struct editors *editors, size_t slot)
{
    struct flock lock = slot_lock(slot, F_WRLCK);
    return fcntl(editors->fd, F_OFD_GETLK, &lock) == 0 && lock.l_type != F_UNLCK;
}

static bool is_mine(const struct editors *editors, size_t slot)
{
    for (size_t i = 0; i < MINE_MAX; i++) {
        if (editors->mine[i] == slot + 1) {
            return true;
        }
    }
    return false;
}

/* The first slot nobody holds, locked now; SLOTS when there is none. */
static size_t take_slot(struct editors *editors)
{
    size_t slot = 0;
    while (slot < SLOTS && (is_mine(editors, slot) || !set_lock(editors, slot, F_WRLCK))) {
        slot++;
    }
    return slot;
}

static size_t find_mine(const struct editors *editors, const char *object, int64_t id, const char *doing)
{
    size_t i = 0;
    while (i < MINE_MAX && (editors->mine[i] == 0 || editors->entries[i].id != id ||
                            strcmp(editors->entries[i].object, object) != 0 ||
                            strcmp(editors->entries[i].doing, doing) != 0)) {
        i++;
    }
    return i;
}

void editors_enter(struct editors *editors, const struct editor *entry)
{
    size_t free_place = 0;
    while (free_place < MINE_MAX && editors->mine[free_place] != 0) {
        free_place++;
    }
    if (free_place == MINE_MAX || find_mine(editors, entry->object, entry->id, entry->doing) < MINE_MAX) {
        return;
    }
    size_t slot = take_slot(editors);
    if (slot == SLOTS) {
        return;
    }
    if (pwrite(editors->fd, entry, sizeof(*entry), (off_t)slot * SLOT_SIZE) != (ssize_t)sizeof(*entry)) {
        set_lock(editors, slot, F_UNLCK); /* a full disk: not shown */
        return;
    }
    editors->mine[free_place] = slot + 1;
    editors->entries[free_place] = *entry;
}

void editors_leave(struct editors *editors, const char *object, int64_t id, const char *doing)
{
    size_t place = find_mine(editors, object, id, doing);
    if (place < MINE_MAX) {
        set_lock(editors, editors->mine[place] - 1, F_UNLCK);
        editors->mine[place] = 0;
    }
}

/* What another program wrote there is only bytes. */
static bool is_about(const struct editor *entry, const char *object, int64_t id)
{
    return entry->id == id && strncmp(entry->object, object, sizeof(entry->object)) == 0 &&
           memchr(entry->badge, '\0', sizeof(entry->badge)) != NULL &&
           memchr(entry->name, '\0', sizeof(entry->name)) != NULL &&
           memchr(entry->doing, '\0', sizeof(entry->doing)) != NULL;
}

size_t editors_others(struct editors *editors, const char *object, int64_t id, struct editor *entries,
                      size_t max)
{
    struct editor page[16];
    size_t count = 0, slot = 0;
    ssize_t got;
    while (count < max && slot < SLOTS &&
           (got = pread(editors->fd, page, sizeof(page), (off_t)slot * SLOT_SIZE)) >= SLOT_SIZE) {
        size_t read = (size_t)got / sizeof(page[0]);
        for (size_t i = 0; i < read && count < max; i++) {
            if (is_about(&page[i], object, id) && is_held(editors, slot + i)) {
                entries[count++] = page[i];
            }
        }
        slot += read;
    }
    return count;
}
