/* argv → console or subcommand. Floor 5: the only file that knows both. */

#include <errno.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>

#include "zuoxi/base/text.h"
#include "zuoxi/cli/captive.h"
#include "zuoxi/cli/command.h"
#include "zuoxi/cli/report.h"
#include "zuoxi/console/console.h"

/* Passwords and customers pass through this memory: no core file, no reading by a debugger. */
static void close_memory(void)
{
    struct rlimit none = {0, 0};
    setrlimit(RLIMIT_CORE, &none);
    prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
}

/* The full screen. Here because the command line's room never includes the console's. */
static int open_console(struct cli_context *context, const char *path)
{
    struct console_options options = {.database = path,
                                      .config = &context->config,
                                      .profile = context->options.profile,
                                      .findings = &context->findings,
                                      .clock = context->clock,
                                      .is_ascii = context->options.ascii,
                                      .is_captive = context->is_captive};
    struct err err = {0};
    enum status status = console_run(&options, &err);
    cli_findings(context->err, &context->findings);
    return status == STATUS_OK ? 0 : cli_fail(context, &err);
}

/* Lines that were lost must not look like success; a reader that closed early (head) knows, so nothing is
 * said. */
static int close_output(struct cli_context *context, int code)
{
    if (fflush(stdout) == 0 && !ferror(stdout)) {
        return code;
    }
    if (errno != EPIPE) {
        cli_line(context->err, _("zuoxi: 结果没有写完：%s。请清理磁盘或换一个地方输出"), strerror(errno));
    }
    return code == 0 ? status_exit_code(STATUS_IO) : code;
}

/* The account's only program: no argument counts, the console is opened with root's configuration. */
static int run_captive(struct cli_context *context, int argc, char **argv)
{
    static char program[] = "zuoxi", command[] = "console", option[] = "--config", config[] = CAPTIVE_CONFIG;
    char *own[] = {program, command, option, config, NULL};
    const char *why;
    if (!captive_may_start(argc, argv, &why)) {
        cli_line(context->err, "zuoxi: %s", why);
        return status_exit_code(STATUS_DENIED);
    }
    context->is_captive = true;
    return cli_run(context, 4, own);
}

int main(int argc, char **argv)
{
    bool is_captive = captive_is_asked(argv[0]);
    if (is_captive) {
        captive_confine();
    }
    close_memory();
    signal(SIGPIPE, SIG_IGN);
    signal(SIGXFSZ,
           SIG_IGN); /* a limit on files is told like a full disk: what was typed must not die of it */
    /* Only these two are used; each of the others costs files to open at every start. */
    setlocale(LC_MESSAGES, "");
    if (setlocale(LC_CTYPE, "") == NULL || strcmp(setlocale(LC_CTYPE, NULL), "C") == 0) {
        setlocale(LC_CTYPE, "C.UTF-8");
    }
    text_open(ZUOXI_DATADIR "/locale");
    struct cli_context context = {
        .clock = &clock_system, .out = stdout, .err = stderr, .console = open_console};
    int code = is_captive ? run_captive(&context, argc, argv) : cli_run(&context, argc, argv);
    cli_context_clear(&context);
    return close_output(&context, code);
}
