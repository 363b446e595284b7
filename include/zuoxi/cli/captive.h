#ifndef ZUOXI_CLI_CAPTIVE_H
#define ZUOXI_CLI_CAPTIVE_H

/*
 * The program as the login program of an account that may do nothing else (man 7 zuoxi-deploy): called
 * zuoxi-login, it takes no argument, believes nothing that the person could have put into the environment,
 * reads only root's configuration, and opens the console.
 */

#include <stdbool.h>

/* Where a captive account's configuration lies: of root, never in the account's home. */
#define CAPTIVE_CONFIG "/etc/zuoxi/zuoxi.conf"

/* Called zuoxi-login; or, by a login, -zuoxi-login or -zuoxi. */
bool captive_is_asked(const char *argv0);
/* Replace the environment, the mask of new files and the limits. Before anything reads the environment. */
void captive_confine(void);
/*
 * May it go on? False with the Chinese reason in *why: a command was given (ssh host command, scp, sftp),
 * there is no terminal, or there is no configuration of root's. A login's own way of starting it, -c
 * zuoxi-login, is no command.
 */
bool captive_may_start(int argc, char **argv, const char **why);

#endif
