#include "zuoxi/base/whereabouts.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "zuoxi/base/str.h"

void whereabouts(char out[WHEREABOUTS_SIZE])
{
    char terminal[24] = "-", host[40] = "";
    const char *client = getenv("SSH_CONNECTION"), *name = ttyname(STDIN_FILENO);
    if (name != NULL) {
        text_copy(terminal, sizeof(terminal), strncmp(name, "/dev/", 5) == 0 ? name + 5 : name);
    }
    if (client != NULL && client[0] != '\0') {
        text_format(host, sizeof(host), "%.*s", (int)strcspn(client, " "), client);
    } else if (gethostname(host, sizeof(host)) != 0) {
        host[0] = '\0';
    }
    host[sizeof(host) - 1] = '\0';
    text_format(out, WHEREABOUTS_SIZE, "%s %s", terminal, host[0] != '\0' ? host : "-");
}
