#ifndef ZUOXI_CONSOLE_CONSOLE_H
#define ZUOXI_CONSOLE_CONSOLE_H

/* The full-screen console: opens the database and the terminal, runs until the person leaves. */

#include <stdbool.h>

#include "zuoxi/base/clock.h"
#include "zuoxi/conf/load.h"

struct console_options {
    const char *database;      /* path, already resolved */
    struct config *config;     /* borrowed; begun (conf/load.h), finished while the sign-in screen stands */
    const char *profile;       /* --profile, NULL: the configuration's; the database's own wins */
    struct findings *findings; /* of the load, added to; warnings are said on the sign-in screen */
    const struct clock *clock;
    bool is_ascii;   /* --ascii */
    bool is_captive; /* files are read and written only in the directory of the sheets */
};

/*
 * Run the console. STATUS_OK when the person left or the terminal went away; else err says in words why it
 * could not start (database, terminal, configuration). The terminal is given back whatever happened.
 */
enum status console_run(const struct console_options *options, struct err *err);

#endif
