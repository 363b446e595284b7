#include "zuoxi/store/presence.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "zuoxi/base/path.h"
#include "zuoxi/base/str.h"

#define PLACE_DIGITS 15 /* hexadecimal; what an offset can say */

/* Whoever may write the database may hold a place. */
static int open_places(const char *database)
{
    char path[PATH_SIZE];
    struct stat file;
    if (!text_format(path, sizeof(path), "%s.seats", database) || stat(database, &file) != 0) {
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

/* The end of the id is left to chance; two sessions at one place would only look alive for each other. */
static struct flock place_of(const char *session)
{
    size_t length = strlen(session);
    const char *digits = length > PLACE_DIGITS ? session + length - PLACE_DIGITS : session;
    return (struct flock){
        .l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = (off_t)strtoull(digits, NULL, 16), .l_len = 1};
}

int presence_hold(const char *database, const char *session)
{
    struct flock place = place_of(session);
    int fd = open_places(database);
    if (fd >= 0 && fcntl(fd, F_OFD_SETLK, &place) != 0) {
        close(fd);
        return -1;
    }
    return fd;
}

bool presence_is_any(const char *database)
{
    struct flock places = {.l_type = F_WRLCK, .l_whence = SEEK_SET}; /* all of them */
    int fd = open_places(database);
    if (fd < 0) {
        return true;
    }
    bool is_any = fcntl(fd, F_OFD_GETLK, &places) != 0 || places.l_type != F_UNLCK;
    close(fd);
    return is_any;
}

bool presence_is_held(const char *database, const char *session)
{
    struct flock place = place_of(session);
    int fd = session[0] == '\0' ? -1 : open_places(database);
    if (fd < 0) {
        return false;
    }
    bool is_held = fcntl(fd, F_OFD_GETLK, &place) == 0 && place.l_type != F_UNLCK;
    close(fd);
    return is_held;
}
