#ifndef ZUOXI_TESTS_SCREEN_TERMINAL_PRIVATE_H
#define ZUOXI_TESTS_SCREEN_TERMINAL_PRIVATE_H

#include <sys/types.h>
#include <vterm.h>

#include "screen/terminal.h"
#include "zuoxi/base/str.h"

struct terminal {
    int fd; /* the pty's master, −1 after a hang-up */
    pid_t pid;
    int exit_code; /* −1: runs */
    int rows, columns;
    bool is_blind; /* output is not shown to the emulator */
    bool is_mute, is_cursor_visible;
    int bells;
    int64_t esc_at; /* when a lone Esc was sent, 0: something came after it */
    VTerm *vterm;
    VTermScreen *screen;
    struct str output;
    size_t reads;
};

#endif
