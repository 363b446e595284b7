#include "zuoxi/store/bell.h"

#include <fcntl.h>
#include <limits.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

#include "zuoxi/base/path.h"
#include "zuoxi/base/str.h"

/* Whoever may write the database may ring. */
static int open_bell(const char *database, char path[PATH_SIZE])
{
    struct stat file;
    if (!text_format(path, PATH_SIZE, "%s.bell", database) || stat(database, &file) != 0) {
        return -1;
    }
    int fd = open(path, O_WRONLY | O_CLOEXEC | O_NOFOLLOW);
    if (fd < 0) {
        fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
        if (fd >= 0 && fchmod(fd, file.st_mode & 0777) != 0) {
            close(fd);
            return -1;
        }
    }
    return fd;
}

void bell_ring(const char *database)
{
    char path[PATH_SIZE];
    int fd = open_bell(database, path);
    if (fd >= 0) {
        ssize_t ignored = pwrite(fd, "\n", 1, 0); /* closing what was open for writing is what tells */
        (void)ignored;
        close(fd);
    }
}

int bell_listen(const char *database)
{
    char path[PATH_SIZE];
    int made = open_bell(database, path);
    if (made < 0) {
        return -1;
    }
    int fd = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
    if (fd >= 0 && inotify_add_watch(fd, path, IN_CLOSE_WRITE) < 0) {
        close(fd);
        fd = -1;
    }
    close(made);
    bell_heard(fd);
    return fd;
}

bool bell_heard(int fd)
{
    char events[16 * (sizeof(struct inotify_event) + NAME_MAX + 1)];
    bool has_rung = false;
    while (fd >= 0 && read(fd, events, sizeof(events)) > 0) {
        has_rung = true;
    }
    return has_rung;
}
