/* argv → console or subcommand. Floor 5: the only file that knows both. */

#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>

#include "zuoxi/cli/command.h"
#include "zuoxi/cli/report.h"

/* Passwords and customers pass through this memory: no core file, no reading by a debugger. */
static void close_memory(void)
{
    struct rlimit none = {0, 0};
    setrlimit(RLIMIT_CORE, &none);
    prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
}

int main(int argc, char **argv)
{
    close_memory();
    signal(SIGPIPE, SIG_IGN);
    if (setlocale(LC_ALL, "") == NULL || strcmp(setlocale(LC_CTYPE, NULL), "C") == 0)
        setlocale(LC_ALL, "C.UTF-8");
    struct cli_context context = {.clock = &clock_system, .out = stdout, .err = stderr};
    int code = cli_run(&context, argc, argv);
    cli_context_clear(&context);
    if (fflush(stdout) != 0 && code == 0)
        code = status_exit_code(STATUS_IO);
    return code;
}
