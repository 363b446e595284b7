#ifndef ZUOXI_CONF_LISTING_H
#define ZUOXI_CONF_LISTING_H

/* The configuration as it was read, option by option, each with the line it stands in. */

#include "zuoxi/conf/load.h"
#include "zuoxi/conf/option.h"

#define SETTING_FILE (-1) /* instead of a line: a file that is read besides; value is its path */

struct setting {
    char name[96];   /* "ring_limit", "unit 城东站 phone" */
    char value[400]; /* as a person reads it; of a program only the program: its arguments may be secret */
    const struct option *option;
    int line;        /* 0: not given, the default counts */
    bool is_own;     /* another value than the default (sections and lists: not told) */
    bool is_pending; /* the file says otherwise now: it counts once the program is opened anew */
};

struct setting_list {
    struct setting *items; /* owned */
    size_t count, capacity;
    size_t pending;
    bool is_readable; /* false: the file cannot be read now, see the findings */
};

/* What config->file says now, beside what the running *config has. Findings of the file are added. */
void setting_list_read(const struct config *config, struct setting_list *list, struct findings *findings);
/* As config_check, of a configuration that is in use and stays so. */
void setting_list_check(const struct config *config, int64_t now, struct findings *findings);
void setting_list_clear(struct setting_list *list);

#endif
