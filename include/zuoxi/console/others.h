#ifndef ZUOXI_CONSOLE_OTHERS_H
#define ZUOXI_CONSOLE_OTHERS_H

/* Which other desks are changing the record a page shows (R8.5), for its title. */

#include "zuoxi/console/state.h"

struct others {
    int64_t asked_at; /* the second in which they were last asked for */
    char text[240];   /* "王芳（1002）14:32 起在修改", '' nobody */
};

/* Once a second; true when it is others, or they do something else. */
bool others_look(struct others *others, struct console *console, const char *object, int64_t id);
/* Append them to a title. */
void others_title(const struct others *others, char *title, size_t size);

#endif
