#include "draft_claim.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <unistd.h>

#include "draft_writer.h"
#include "zuoxi/base/path.h"
#include "zuoxi/desk/draft.h"

/* FNV-1a: a place for each name. Request ids are random; two at one place would only wait for each other. */
static off_t place_of(const char *name)
{
    uint64_t hash = 0xcbf29ce484222325;
    for (; *name != '\0'; name++) {
        hash = (hash ^ (unsigned char)*name) * 0x100000001b3;
    }
    return (off_t)(hash >> 2); /* inside what an offset can say */
}

static bool open_claims(struct desk *desk)
{
    char path[PATH_SIZE];
    if (desk->claims == 0) {
        path_state(path, "drafts/.claims");
        int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
        desk->claims = fd > 0 ? fd : 0;
    }
    return desk->claims != 0;
}

static bool set_lock(const struct desk *desk, const char *name, short type)
{
    struct flock lock = {.l_type = type, .l_whence = SEEK_SET, .l_start = place_of(name), .l_len = 1};
    return fcntl(desk->claims, F_OFD_SETLK, &lock) == 0;
}

bool draft_claim(struct desk *desk, const char *name)
{
    return !open_claims(desk) || set_lock(desk, name, F_WRLCK) || (errno != EAGAIN && errno != EACCES);
}

void draft_unclaim(struct desk *desk, const char *name)
{
    if (desk->claims != 0) {
        set_lock(desk, name, F_UNLCK);
    }
}

void draft_release(struct desk *desk)
{
    draft_writer_close(desk);
    if (desk->claims != 0) {
        close(desk->claims);
        desk->claims = 0;
    }
}
