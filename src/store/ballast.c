#include "zuoxi/store/ballast.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "zuoxi/base/path.h"
#include "zuoxi/base/str.h"

#define ROOM_LEAST (2 << 20) /* below that no desk should take it for granted that a save fits */

static bool name_of(const char *database, char path[PATH_SIZE])
{
    return text_format(path, PATH_SIZE, "%s" BALLAST_SUFFIX, database);
}

/* Only room that the file system really sets aside counts: no zeros are written where it cannot. */
static bool make(const char *database, const char *path)
{
    struct stat file;
    if (stat(database, &file) != 0) {
        return false;
    }
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd < 0) {
        return false;
    }
    bool is_made = fallocate(fd, 0, 0, BALLAST_BYTES) == 0 && fchmod(fd, file.st_mode & 0777) == 0;
    close(fd);
    if (!is_made) {
        unlink(path);
    }
    return is_made;
}

bool ballast_keep(const char *database, int64_t *room)
{
    char path[PATH_SIZE];
    struct statvfs disk;
    struct stat file;
    *room = 0;
    if (!name_of(database, path) || statvfs(database, &disk) != 0) {
        return false;
    }
    int64_t plenty = (int64_t)BALLAST_BYTES * (BALLAST_SPARE + 1);
    *room = (int64_t)disk.f_bavail * (int64_t)disk.f_frsize;
    if (stat(path, &file) == 0 || (*room >= plenty && make(database, path))) {
        return *room < ROOM_LEAST;
    }
    bool is_small = (int64_t)disk.f_blocks * (int64_t)disk.f_frsize < plenty;
    return *room < (is_small ? ROOM_LEAST : plenty);
}

void ballast_spend(const char *database)
{
    char path[PATH_SIZE];
    if (name_of(database, path)) {
        unlink(path);
    }
}
